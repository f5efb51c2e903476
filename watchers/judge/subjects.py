"""Who did it: whether a verb has an item's actor for its subject, as far as a headline shows."""

from watchers.judge.lessening import object_of
from watchers.judge.nouns import names_another
from watchers.judge.objects import against_somebody
from watchers.judge.scene import GOVERNS, Scene
from watchers.match.questions import Question
from watchers.words.cues import Cue
from watchers.words.finder import Place, compiled
from watchers.words.grammar import forms, stems
from watchers.words.stems import stem
from watchers.words.tokens import Token, in_title_case

_AWAY = forms("away")
_ENDS_OBJECT = forms("ends_object")
_FOLK = forms("folk")
_COURT_FOLK = forms("court_folk")
_TRIED = frozenset({"accused", "defendant"})
_OF_WHOM = forms("of_whom")
_BEFORE_PARTICIPLES = forms("auxiliaries") | {"found", "plead", "pleaded", "pleads"}
_OFFICES = stems("offices")
_HOLDERS = stems("holders")
_OF_A_MINISTRY = frozenset({"minist", "secretari"})
_PARTICIPLES = forms("participles")
_PARTICLES = forms("particles")
_REASONS = stems("reasons_to_resign")
_REMOVES = stems("removing")
_LESSER = forms("lesser_offices")
_PORTFOLIOS = forms("portfolios")
_LESSER_HEADS = forms("heads_of_less")
_NO_MINISTERS = stems("no_ministers_office")


def of_another(scene: Scene, cue: Cue, named: frozenset[str]) -> bool:
    """Whether somebody else did it: "ministers quit", "Welsh Secretary Simon Hart quits".

    So it is where the verb's clause has a subject and neither an actor nor an office of `named` (stems) in it, nor a word
    that stands for one ("after firm collapses"), and where another name stands right before the verb.
    """
    if _resigned_to(scene, cue) or (scene.actors and against_somebody(scene, cue) and not _taken(scene, cue)):
        return True
    here = scene.clauses[cue.first]
    if not scene.actors or any(cue.first <= a[0] < cue.last for a in scene.actors):  # "accepts Dolan's resignation"
        return False
    mine = [a for a in scene.actors if scene.clauses[a[0]] == here and not _below(scene, a)]
    if mine and (min(mine)[0] < cue.first or _taken(scene, cue)):
        return _led_by_another(scene, cue, named) or _done_to_another(scene, cue, named)
    tokens = [n for n, c in enumerate(scene.clauses) if c == here and not scene.words.tokens[n].is_mark]
    led = [n for n in tokens if n < cue.first and scene.words.tokens[n].word != here.opener]
    if any(_stranger(scene, n, named) for n in led):
        return True
    one = (n for n in (led or tokens) if not (scene.words.tokens[n].word.endswith("s") or _deputy(scene, n)))
    one = (n for n in one if not _other_ministry(scene, n, named))
    meant = any(scene.words.stems[n] in named for n in one) or any(
        _stands_in(scene, c, led) for c in scene.of("stand_in")
    )
    return bool(led) and not meant


def owned_by_another(scene: Scene, place: Place, question: Question) -> bool:
    """Whether the deed is somebody's who is no actor, nor in the office asked about: "accepts minister's resignation"."""
    roots = scene.words.stems
    owners = (n - 1 for n in range(*place) if n > 0 and scene.words.tokens[n].word == "'s")
    mine = question.named | (compiled(question.anchors).stems if question.anchors else frozenset()) | question.nouns
    return any(not (_of_actor(scene, n) or roots[n] in mine) for n in owners)


def _removes(scene: Scene, cue: Cue, named: frozenset[str]) -> bool:
    """Whether a verb in -ed has another holder of an office for its object: "Dolan fired finance minister"; no "Dolan fired as premier"."""
    place = object_of(scene, cue)
    last = place[1] - 1 if place else 0
    holder = place is not None and (
        scene.words.stems[last] in _HOLDERS or scene.words.tokens[last].word in _LESSER_HEADS
    )
    return holder and (scene.words.stems[last] not in named or _other_ministry(scene, last, named))


def _resigned_to(scene: Scene, cue: Cue) -> bool:
    """Whether somebody only puts up with a thing: "resigned to higher deficit"; who "resigned to spend time" has resigned."""
    then = scene.words.stems[cue.last : cue.last + 2]
    resigned = scene.words.tokens[cue.last - 1].word == "resigned"
    return resigned and len(then) > 1 and then[0] == "to" and then[1] not in _REASONS


def of_folk(scene: Scene, cue: Cue, named: frozenset[str] = frozenset()) -> bool:
    """Whether it befalls somebody of an actor's, or of the trial: "Dolan ally acquitted", "aide to Dolan convicted".

    So it is too where such a one begins the clause ("Juror dismissed in Dolan trial"), and not where an actor is the verb's
    object: "judge acquits Dolan". Whom the question itself has (its stems are `named`) is meant: "Is Dolan's killer caught?".
    """
    tokens = scene.words.tokens
    folk = [n for n, t in enumerate(tokens) if _is_folk(t)]
    if any(scene.words.stems[n] in named for n in folk):
        return False
    at = cue.first - 1
    while at >= 0 and tokens[at].word in _BEFORE_PARTICIPLES:
        at -= 1
    if _folk_taken(scene, cue) or _told_of_by_who(scene, cue):
        return True
    if at < 0 or _taken(scene, cue) or _of_actor(scene, cue.first):
        return False
    here = scene.clauses[cue.first].number
    start = next(n for n, c in enumerate(scene.clauses) if c.number == here)
    head = next((n for n in range(start, cue.first) if _is_folk(tokens[n])), None)
    leads = head is not None and not any(a[0] < head for a in scene.actors if a[0] >= start)
    if leads and head is not None and tokens[head + 1].word in _OF_WHOM:  # "aide to Dolan", "judge in Dolan trial"
        until = next((n for n in range(head, cue.first) if tokens[n].is_mark), cue.first)  # "Wife at side, Dolan wins"
        return any(head < a[0] < until for a in scene.actors)
    owner = next((a[1] for a in sorted(scene.actors, reverse=True) if start <= a[0] and a[1] <= at), None)
    between = tokens[owner:at] if owner is not None else ()
    joined = any(t.is_mark or t.word == "and" for t in between)  # "Dolan and aide convicted"
    own = owner is not None and not joined and len(between) <= GOVERNS
    befalls = tokens[cue.first].word.endswith("ed") or scene.words.stems[cue.first] == "guilti"
    of_court = tokens[at].word not in _FOLK and befalls  # "prosecutors drop charges"
    return _is_folk(tokens[at]) and (own or of_court)


def _folk_taken(scene: Scene, cue: Cue) -> bool:
    """Whether it is done to somebody of an actor's: "convicts Dolan aide"."""
    then = (scene.words.tokens[a[1] : a[1] + 1] for a in scene.actors if 0 <= a[0] - cue.last <= 1)
    return any(t and t[0].word in _FOLK for t in then)


def _told_of_by_who(scene: Scene, cue: Cue) -> bool:
    """Whether an actor only tells who somebody else is: "man who attacked Dolan convicted"."""
    tokens, here = scene.words.tokens, scene.clauses[cue.first].number
    before = [a for a in scene.actors if a[1] <= cue.first and scene.clauses[a[0]].number == here]
    who = max((n for n in range(cue.first) if tokens[n].word == "who"), default=-1)
    return bool(before) and 0 < who < min(before)[0] and scene.clauses[who].number == here


def _is_folk(token: Token) -> bool:
    """Whether it is a word for people of somebody's, or of a trial; the "accused" may be the actor, a "co-accused" not."""
    return token.word in _FOLK | _COURT_FOLK or (token.glued and token.word in _TRIED)


def _below(scene: Scene, actor: Place) -> bool:
    """Whether an actor is only whom somebody serves: "deputy mayor under Dolan resigns"."""
    return actor[0] > 0 and scene.words.tokens[actor[0] - 1].word == "under"


def _deputy(scene: Scene, at: int) -> bool:
    """Whether it is not the office itself that stands there: "deputy mayor", "finance chief"."""
    return at > 0 and scene.words.tokens[at - 1].word in _LESSER


def _other_ministry(scene: Scene, at: int, named: frozenset[str]) -> bool:
    """Whether it is the minister of something else than the one asked about: "prime minister", for the finance minister."""
    if at == 0 or scene.words.stems[at] not in _OF_A_MINISTRY:
        return False
    of = scene.words.tokens[at - 1].word
    return of in _PORTFOLIOS and stem(of) not in named


def _stranger(scene: Scene, at: int, named: frozenset[str]) -> bool:
    """Whether somebody's or some country's name stands there that is no actor's: "Belmont's finance minister resigns"."""
    token = scene.words.tokens[at]
    if not token.raw[:1].isupper() or _of_actor(scene, at) or scene.words.stems[at] in named:
        return False
    first = at == 0 or scene.words.tokens[at - 1].is_mark
    return scene.words.owns(at) or (
        not first and scene.words.tokens[at - 1].word == "of" and not in_title_case(scene.words.tokens)
    )


def _stands_in(scene: Scene, cue: Cue, led: list[int]) -> bool:
    """Whether it is a word for an actor: the name nearest before it, if there is one, is an actor's."""
    if cue.first not in led:
        return False
    names = [n for n in range(1, cue.first) if scene.words.tokens[n].raw[:1].isupper()]
    return not names or _of_actor(scene, names[-1])


def _led_by_another(scene: Scene, cue: Cue, named: frozenset[str]) -> bool:
    """Whether a name that is no actor's stands right before the verb, and no actor right after it as its object."""
    if _in_another_office(scene, cue.first - 1, named) and not _taken(scene, cue):
        return True
    if _behind_apposition(scene, cue):
        return False
    first = cue.first
    while first and _in_list(scene.words.tokens[first - 1]) and not _of_actor(scene, first - 1):
        first -= 1
    named_so = any(scene.words.tokens[n].raw[:1].isupper() for n in range(first, cue.first))
    if not named_so or (first == 0 and cue.first == 1):  # "Dolan, accused of lying, quits" has only a comma there
        return False
    listed = _of_actor(scene, first - 1)
    office = any(scene.words.stems[n] in named for n in range(first, cue.first))
    return not (listed or office)


def _behind_apposition(scene: Scene, cue: Cue) -> bool:
    """Whether only what is said of the actor between two commas stands before the verb: "Dolan, who led Auria, convicted"."""
    tokens, here = scene.words.tokens, scene.clauses[cue.first].number
    if not cue.first or tokens[cue.first - 1].word != ",":
        return False
    led = (a for a in scene.actors if a[1] < cue.first - 1 and scene.clauses[a[0]].number == here)
    return any(
        tokens[a[1]].word == "," and not any(t.word == "," for t in tokens[a[1] + 1 : cue.first - 1]) for a in led
    )


def _in_another_office(scene: Scene, at: int, named: frozenset[str]) -> bool:
    """Whether who stands there holds another office than the one asked about: "Aurian prime minister steps down", of the president."""
    holder = scene.words.stems[at]
    if _deputy(scene, at) and not _of_actor(scene, at - 1):
        return scene.words.stems[at - 1] not in named
    if holder not in _HOLDERS or holder in named or not named & _HOLDERS:
        return False
    if holder in _OF_A_MINISTRY and named & _OF_A_MINISTRY:
        return False
    return not (holder == "minist" and scene.words.stems[at - 1] == "prime" and "prime" in named)


def _done_to_another(scene: Scene, cue: Cue, named: frozenset[str]) -> bool:
    """Whether the actor does it to somebody or something else: "Dolan sacks deputy", "leaves for Norland", "quits smoking".

    What names an office (one of `named`, an anchor, or one that people leave) leaves it the actor's: "quits cabinet".
    """
    tokens = scene.words.tokens
    led = cue.first and _of_actor(scene, cue.first - 1)
    if not led or (tokens[cue.first].word.endswith("ed") and not _removes(scene, cue, named)):
        return False
    alone = cue.size == 1 or tokens[cue.last - 1].word in _PARTICLES
    place = object_of(scene, cue) if alone and not _participle(scene, cue.last) else None
    then = tokens[cue.last : cue.last + 1]
    if place is None and then and then[0].word in _AWAY:
        ends = (n for n in range(cue.last + 1, len(tokens)) if tokens[n].is_mark or tokens[n].word in _ENDS_OBJECT)
        place = (cue.last, min(next(ends, len(tokens)), cue.last + GOVERNS))
    if place is None:
        return False
    own = (n for n in range(*place) if not (_names_more(scene, n, place[1], named) or _others_office(scene, n)))
    object_stems = {scene.words.stems[n] for n in own}
    things = [  # "issues a warrant for Dolan" befalls Dolan
        a for a in (*scene.anchors, *scene.actors) if not names_another(scene, a[1], place[1], named)
    ]
    offices = _OFFICES - _NO_MINISTERS if named & _HOLDERS else _OFFICES
    taken = [a for a in things if place[0] <= a[0] < place[1]]
    removes = scene.words.stems[cue.first] in _REMOVES and any(a[1] == cue.first for a in scene.asked)
    if removes and any(a in scene.actors and a not in scene.asked for a in taken):
        return True  # "Mugabe sacks Mnangagwa"
    office = bool(object_stems & (named | offices)) or bool(taken)
    return not office


def _others_office(scene: Scene, at: int) -> bool:
    """Whether it is several people's office, or a deputy's: "sacks two ministers"."""
    several = scene.words.tokens[at].word.endswith("s") and scene.words.stems[at] in _HOLDERS
    return several or _deputy(scene, at)


def _names_more(scene: Scene, at: int, last: int, named: frozenset[str]) -> bool:
    """Whether it only says of which kind what follows is: the cabinet of a "cabinet meeting"."""
    return at + 1 < last and names_another(scene, at + 1, last, named)


def _participle(scene: Scene, at: int) -> bool:
    """Whether what follows tells what came of it: "collapses owing $4 billion", and not "quits hosting the show"."""
    return any(t.word in _PARTICIPLES for t in scene.words.tokens[at : at + 1])


def _taken(scene: Scene, cue: Cue) -> bool:
    """Whether an actor is the verb's object: "MPs oust Dolan", "MPs pass no-confidence motion against Dolan"."""
    tokens, last = scene.words.tokens, cue.last + against_somebody(scene, cue)
    return any(
        0 <= a[0] - last <= GOVERNS
        and not any(t.is_mark or t.word in _ENDS_OBJECT for t in tokens[last : a[0]])
        and not scene.words.owns(a[1] - 1)
        for a in scene.actors
    )


def _in_list(token: Token) -> bool:
    return token.raw[:1].isupper() or token.word in {"and", ","}


def _of_actor(scene: Scene, at: int) -> bool:
    return any(a[0] <= at < a[1] for a in scene.actors)
