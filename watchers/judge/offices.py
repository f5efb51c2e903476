"""Which office it is that somebody gets: the one asked about, one for a time, or another."""

from collections.abc import Sequence
from dataclasses import replace

from watchers.judge.lessening import object_of
from watchers.judge.scene import GOVERNS, Scene
from watchers.match.bynames import gives
from watchers.match.questions import Question
from watchers.words.cues import Cue
from watchers.words.finder import Place, compiled
from watchers.words.grammar import forms, stems
from watchers.words.stems import stem
from watchers.words.tokens import Token, in_title_case

_GIVES = stems("giving_office")
_POSTS = stems("holders") | stems("posts")
_HOLDERS = stems("holders") | {"leader", "member"}
_PRIME = forms("prime")
_RANKS = stems("ranks_below")
_SEATS = stems("seats")
_FOR_NOW = forms("for_now")
_BY_HOW_MUCH = forms("by_how_much")
_LANDS = forms("whole_lands")
_TO_BE = stems("to_be_in_office")
_CONTESTS = stems("contests_for_office") | stems("cups")
_GIVEN_UP = stems("given_up")
_LOSES = stems("losing")
_HEADS = frozenset({"boss", "chief", "head", "leader"})
_NOMINATIONS = frozenset({stem("nomination")})
_RUNS = frozenset({"run", "stand"})
_RUNS_THERE = forms("ends_object") - {"by", "for", "from", "over", "through"} | {"again", "next", "this"}
_CLAUSE = forms("said_of")
_BECOMES = stems("becoming")
_WINS = frozenset({"win"})
_PREPOSITIONS = forms("prepositions")
_CONFIRMED = stems("confirmed_by_others")
_PUTS_FORWARD = stems("putting_forward")
_FIRSTS = forms("firsts_of_a_kind")


def of_another_office(scene: Scene, question: Question, cue: Cue) -> bool:
    """Whether what somebody gets is another office, a seat or a thing: "sworn in as deputy premier", "appointed adviser".

    So is "elected to the senate", "becomes a critic" and "wins libel case". A government is no office either: who is "sworn
    in as prime minister" has yet to form one.
    """
    if not question.rivals:
        return False
    gives_it = gives(scene.words, cue.first)
    holder_gives = cue.size > 1 and cue.last < len(scene.words.tokens) and gives(scene.words, cue.last)
    if holder_gives or (gives_it and _led_by_a_holder(scene, question, cue)):  # "new premier appoints Dolan"
        return True
    asked = question.named | (compiled(question.anchors).stems if question.anchors else frozenset())
    post = _post(scene, cue)
    if post is None:
        return _seated(scene, cue, asked) or _of_a_thing(scene, cue, asked)
    roots = set(scene.words.stems[slice(*post)])
    below = bool(roots & _RANKS - asked) or scene.words.stems[post[1] - 1] in _TO_BE - asked
    other = below or (gives_it and roots.isdisjoint(asked)) or _differs(question, roots, asked)
    return other and not _heads_the_body(scene, question, roots)


def _differs(question: Question, roots: set[str], asked: frozenset[str]) -> bool:
    """Whether the words of an office name another one than is asked for: "finance minister", of the prime minister."""
    if not roots & _POSTS or not (asked & _HOLDERS or "government" in question.names):
        return False
    same = roots & asked & _POSTS
    only_a_minister = same <= {"minist"} and not _PRIME.isdisjoint(asked)
    return _PRIME.isdisjoint(roots) if only_a_minister else not same


def _heads_the_body(scene: Scene, question: Question, roots: set[str]) -> bool:
    """Whether it is the headship of a body that the question or an actor's name has: a "UN chief", of its secretary-general."""
    bodies = question.parts | question.named | {s for a in scene.actors for s in scene.words.stems[slice(*a)]}
    of = roots - _HEADS
    return bool(roots & _HEADS) and bool(of) and of <= bodies


def ends_in_a_title(scene: Scene, cue: Cue) -> bool:
    """Whether its last word only says who somebody is: "names opposition leader Dolan as premier" names no leader."""
    then = (a[1] for a in scene.actors if a[0] == cue.last and cue.size > 1)
    return any([t.word for t in scene.words.tokens[n : n + 1]] == ["as"] for n in then)


def _led_by_a_holder(scene: Scene, question: Question, cue: Cue) -> bool:
    """Whether who has the very office stands right before the verb, and gives another to others: "Pope appoints Sister Vale".

    Whom the question is about may follow only where it asks whether a holder appoints them: "Does the president name Dolan?".
    """
    asked = not _GIVES.isdisjoint(question.named) and any(a[0] >= cue.last for a in scene.asked)
    return not asked and any(a[1] == cue.first and scene.words.stems[a[1] - 1] in _POSTS for a in scene.anchors)


def for_now(scene: Scene, question: Question, cue: Cue) -> bool:
    """Whether the office is somebody's only for a time, and that is not what is asked: "sworn in as acting premier"."""
    post = _post(scene, cue)
    return post is not None and any(
        scene.words.tokens[n].word in _FOR_NOW and scene.words.stems[n] not in question.named for n in range(*post)
    )


def yet_to_be_confirmed(scene: Scene, question: Question, cue: Cue) -> bool:
    """Whether somebody is only put forward for an office that others confirm: "taps Dolan for attorney general"."""
    return not question.named.isdisjoint(_CONFIRMED) and scene.words.stems[cue.first] in _PUTS_FORWARD


def _post(scene: Scene, cue: Cue) -> Place | None:
    """The words that say which office it is, right behind the verb or behind its "as"; None where none is named there."""
    tokens, roots = scene.words.tokens, scene.words.stems
    if not _POSTS.isdisjoint(roots[cue.first : cue.last]):
        return None
    direct = object_of(scene, cue)
    titled = direct and any(a[1] == direct[1] for a in scene.actors)  # "appoints Belmont premier Dolan as its chief"
    nouns = {roots[n] for n in range(*direct) if not tokens[n].word.endswith("ed")} if direct else set()
    if direct and not titled and not (_POSTS.isdisjoint(nouns) or _of_the_land(scene, direct[1])):
        return direct
    leads = {"as", "for"} if gives(scene.words, cue.first) else {"as"}
    until = range(cue.first + 1, min(cue.last + GOVERNS, len(tokens)))
    at = next((n for n in until if tokens[n].word in leads), None)
    if at is None:
        return None
    end = _end(tokens, at + 1)
    clause = end - at > GOVERNS and _POSTS.isdisjoint(roots[at + 1 : end])  # "confirms Dolan as storm keeps many away"
    return None if clause else (at + 1, end)


def _of_the_land(scene: Scene, at: int) -> bool:
    """Whether "of government" or the like follows: whoever is its head may be the premier."""
    led, of = [t.word for t in (*scene.words.tokens[at : at + 3],)], scene.words.tokens[at : at + 1]
    return bool(of) and of[0].word == "of" and not _LANDS.isdisjoint(led)


def _end(tokens: Sequence[Token], first: int) -> int:
    """Where what begins there ends: at a mark or a preposition."""
    return next(
        (n for n in range(first, len(tokens)) if tokens[n].is_mark or tokens[n].word in _PREPOSITIONS), len(tokens)
    )


def _seated(scene: Scene, cue: Cue, asked: frozenset[str]) -> bool:
    """Whether it is a seat in a body that nobody asks about: "elected to the senate"."""
    tokens, roots = scene.words.tokens, scene.words.stems
    taken = object_of(scene, cue) if gives(scene.words, cue.first) else None
    to = taken[1] if taken else cue.last
    if [t.word for t in tokens[to : to + 1]] != ["to"]:
        return False
    body = set(roots[to + 1 : min(_end(tokens, to + 1), to + 1 + GOVERNS)])
    return bool(body & _SEATS) and body.isdisjoint(asked)


def _of_a_thing(scene: Scene, cue: Cue, asked: frozenset[str]) -> bool:
    """Whether what is won is no contest, or what is become no office: "wins libel case", "becomes father"."""
    verb = scene.words.stems[cue.last - 1]  # "wins race to become candidate"
    taken = object_of(scene, cue) if (cue.size == 1 and verb in _WINS) or verb in _BECOMES else None
    if taken is None:
        return False
    said = set(scene.words.stems[slice(*taken)])
    last = scene.words.tokens[taken[1] - 1]
    head = scene.words.stems[taken[1] - 1]
    if head in asked or last.raw[:1].isupper() or last.word in _FIRSTS or _is_adverb(last):
        return False
    if any(t.raw[:1].isdigit() for t in scene.words.tokens[slice(*taken)]):  # "wins 52 of 100 seats"
        return False
    return said.isdisjoint(_POSTS) if verb in _BECOMES else head not in _CONTESTS


def _is_adverb(token: Token) -> bool:
    return token.word.endswith("ly") or token.word in _BY_HOW_MUCH


def loses_a_thing(scene: Scene, question: Question, cue: Cue) -> bool:
    """Whether what is lost, conceded or withdrawn is no contest: "loses lead in election", "withdraws from debate".

    So it is of what somebody "won't run" or "won't stand".
    """
    if scene.words.stems[cue.last - 1] in _RUNS:
        return _runs_something_else(scene, question, cue)
    alone = cue.size == 1 and scene.words.stems[cue.first] in _LOSES  # "loses to Kovel" has no object
    then = [t.word for t in scene.words.tokens[cue.last - 1 : cue.last + 1]]
    out_of = then == ["out", "of"] or (then[1:] == ["from"] and alone)
    taken = object_of(scene, replace(cue, last=cue.last + out_of)) if alone or out_of else None
    if taken is None or _is_adverb(scene.words.tokens[taken[1] - 1]):
        return False
    clause = scene.words.tokens[taken[0]].word in _CLAUSE
    of_it = any(taken[0] <= a[0] < a[1] == taken[1] for a in scene.anchors)  # not "premier's dinner"
    if scene.words.stems[taken[1] - 1] in _NOMINATIONS and _of_another_nominee(scene, question, taken):
        return True
    return clause or not (of_it or scene.words.stems[taken[1] - 1] in _CONTESTS | _GIVEN_UP | question.named)


def _runs_something_else(scene: Scene, question: Question, cue: Cue) -> bool:
    """Whether it is for no office that somebody will not run or stand: "won't run ads", "won't stand for insults"."""
    then = next(iter(scene.words.tokens[cue.last : cue.last + 1]), None)
    if then is None or then.is_mark or then.word in _RUNS_THERE:
        return False
    taken = object_of(scene, replace(cue, last=cue.last + 1)) if then.word == "for" else None
    offices = _CONTESTS | _POSTS | (compiled(question.anchors).stems if question.anchors else frozenset())
    return taken is None or offices.isdisjoint(scene.words.stems[slice(*taken)])


def _of_another_nominee(scene: Scene, question: Question, taken: Place) -> bool:
    """Whether it is the nomination of nobody asked about: "withdraws Vale's nomination", "withdraws nomination of aide"."""
    tokens = scene.words.tokens
    of = [t.word for t in tokens[taken[1] : taken[1] + 1]] == ["of"]
    if any(taken[0] <= a[0] <= taken[1] + of for a in scene.actors):
        return False
    known = {n for a in scene.anchors for n in range(*a)}
    names = (n for n in range(*taken) if n not in known and scene.words.stems[n] not in question.named)
    return of or (any(tokens[n].raw[:1].isupper() for n in names) and not in_title_case(tokens))
