"""Who gets what only one can get, as an office: that the one asked about is beaten, that another gets it, that a win brings it."""

import re

from bot.domain.evidence import Match, Phase
from bot.domain.story import Story, WatchItem
from watchers.judge.casts import cast_of
from watchers.judge.governing import governing, governors
from watchers.judge.offices import loses_a_thing
from watchers.judge.outsiders import names_of, verb_at
from watchers.judge.phasing import PhaseReading, reading
from watchers.judge.scene import GOVERNS, UNSURE, Scene
from watchers.match.aliases import countries
from watchers.match.bynames import gives
from watchers.match.questions import Question
from watchers.words.cues import Cue
from watchers.words.finder import Place, Words, words_of
from watchers.words.grammar import forms, stems
from watchers.words.phrasebook import lexicon
from watchers.words.stems import of_manner, stem
from watchers.words.tokens import in_title_case

_BEATS = stems("beating")
_COUNTED = re.compile(
    r"^poll\b|: poll\b|\b(?:exit|opinion|latest|new|in) polls?\b|\bsurvey\b|\b(?:early|partial) (?:count|results|vote)\b"
)
"""By itself a poll may be the election: "wins assembly poll"."""
_GIVES = stems("giving_office")
_OPPONENTS = stems("opponents")
_WINS = stems("winning")
_BECOMES = stems("becoming")
_BODIES = stems("bodies")
_MODALS = forms("modals")
_AUXILIARIES = forms("auxiliaries")
_TITLES = forms("titles")
_OVER = frozenset({"out", "over"})
_PREPOSITIONS = forms("prepositions")
_SWORN = frozenset({"swear", "inaugur"})
_WILL = frozenset({"due to", "set to", "to", "will"})
_TWO = 2
_CONCEDES = stems("conceding")
_ROUNDS = stems("rounds_of_a_contest")
_LAST = frozenset({"decisive", "final", "last"})
_AS = frozenset({"as", "to"})
_FULL = 2
"""Words of a name in full."""
_NAME = re.compile(r"[A-Z\u00c0-\u00de][\w'\u2019-]*[a-z\u00df-\u00ff]")

OUT_OF_IT = "out of the running"


def out_of_it(scene: Scene, question: Question) -> PhaseReading | None:
    """It is over for the one asked about, whoever gets it: "Vara defeats Dolan", "Dolan concedes as Vara wins"."""
    off = question.classes("off")
    for cue in scene.cues if question.rivals else ():
        overcome = any(t.word == "but" for t in scene.words.tokens[cue.last :])  # "loses vote but wins election"
        if scene.asks(cue) or overcome:
            continue
        unsure = bool(governors(scene, cue) & UNSURE) or only_counted(scene) or _in_a_round(scene, cue)
        if hit := _beaten_by(scene, cue):
            owner = scene.words.owns(hit[1] - 1)
            return reading(scene, Phase.DENIED if unsure or owner else Phase.CANCELLED, OUT_OF_IT, cue)
        led = any(a[1] == cue.first for a in scene.asked)
        if cue.kinds & off and led and not (unsure or scene.told(cue) or loses_a_thing(scene, question, cue)):
            return reading(scene, Phase.CANCELLED, OUT_OF_IT, cue)
    return None


def _beaten_by(scene: Scene, cue: Cue) -> Place | None:
    """The name of the one asked about right after a verb of beating, whose object it is; "defeat by Dolan" has another."""
    tokens = scene.words.tokens
    hit = next((a for a in scene.asked if 0 <= a[0] - cue.last <= 1), None)
    if hit is None or scene.words.stems[cue.first] not in _BEATS or cue.size > _FULL:
        return None
    conceded = not _CONCEDES.isdisjoint(scene.words.stems[max(0, cue.first - 1) : cue.first])
    if conceded or not _AS.isdisjoint(t.word for t in tokens[cue.last : hit[0]]):  # "Kovel Concedes Defeat to Dolan"
        return None
    between = {t.word for t in tokens[cue.first + 1 : hit[0]]} - _OVER
    before = tokens[cue.first - 1] if cue.first else None
    plain = before is not None and not tokens[cue.first].word.endswith(("s", "ed", "ing"))
    noun = plain and before is not None and not before.raw[:1].isupper() and before.word not in _MODALS
    return None if between & _PREPOSITIONS or noun else hit


def _in_a_round(scene: Scene, cue: Cue) -> bool:
    """Whether it is only a round of several, or a debate: "Vara beats Dolan in first ballot"; a "final round" is the last."""
    told = [t.word for t in scene.words.tokens[cue.last :]]
    return not _LAST.intersection(told) and not _ROUNDS.isdisjoint(scene.words.stems[cue.last :])


def only_counted(scene: Scene) -> bool:
    """Whether a poll or an early count says so: "beats Dolan in new poll", "Exit polls: Vara wins"; "as polls close" is none."""
    told = " ".join(t.word for t in scene.words.tokens)
    return _COUNTED.search(told) is not None


def asked_of(item: WatchItem, story: Story) -> str:
    """The person or body that the question begins with, by the name in the story; "" where it begins with a thing.

    Of who gives an office it is whom it is given to: "Does parliament elect Dolan premier?", and not "name a premier to
    succeed Dolan".
    """
    words, at = words_of(item.question), verb_at(item)
    lands = {words.place(h.span)[0] for h in countries().find(words)}
    hits = [h for h in cast_of(story, item).aliases.find(words) if words.place(h.span)[0] not in lands]
    gives_it = any(gives(words, n) for n, t in enumerate(words.tokens) if t.start == at)
    until = next((t.start for t in words.tokens if t.start > at and t.word == "to"), len(item.question))
    return next((h.actor for h in hits if (at < h.span.start < until if gives_it else h.span.start < at)), "")


def brought_by_a_win(scene: Scene, question: Question, cue: Cue) -> bool:
    """Whether what is still "to become" is won by then: "wins vote to become chancellor", not "wins vote, set to become"."""
    if not question.rivals or scene.words.stems[cue.first] not in _BECOMES:
        return False
    here = scene.clauses[cue.first].number
    won = [c for c in scene.cues if c.last < cue.first and _WINS & set(scene.words.stems[c.first : c.last])]
    won = [c for c in won if scene.clauses[c.first].number == here and not governors(scene, c) & UNSURE]
    until = cue.first - 1
    won = [c for c in won if not _beaten(scene, c)]
    hopes = {n for c in scene.of("prospect", "future", "deny") for n in range(c.first, c.last) if n < until}
    return any(hopes.isdisjoint(range(c.last, until)) for c in won)


def elected_before(scene: Scene, question: Question, cue: Cue) -> bool:
    """Whether who is "to be sworn in" was elected before, where that is asked; not who hopes to be, nor "if he wins"."""
    if not question.rivals or "elect" not in question.named or scene.of("condition"):
        return False
    coming = governing(scene, cue).get("future")
    plain = coming is not None and scene.text(coming).casefold() in _WILL
    return plain and not _SWORN.isdisjoint(scene.words.stems[cue.first : cue.last])


def _beaten(scene: Scene, cue: Cue) -> bool:
    """Whether it is whom it was done to that is told of: "defeated in vote to become premier"."""
    then = {t.word for t in scene.words.tokens[cue.first + 1 : cue.last + 1]}
    return not (_BEATS.isdisjoint(scene.words.stems[cue.first : cue.last]) or then.isdisjoint({"by", "in"}))


def only_rival(item: WatchItem, story: Story, who: str) -> bool:
    """Whether nobody else is after it: of two actors the other one, or whom the question names: "Does Dolan beat Vara?"."""
    cast = cast_of(story, item)
    return len(cast.actors) <= _TWO or any(h.actor == who for h in cast.aliases.find(words_of(item.question)))


def another(match: Match, item: WatchItem, story: Story, place: Place, *, surely: bool) -> str:
    """Who else does so or gets it than the one the question begins with: "Vara quits race", "parliament elects Vara Brandt".

    "" for nobody. That one is a name right before the verb; right after it where the one asked about is not named. Where it
    must be one `surely`, a first word alone is none: "Hardliner wins".
    """
    first = asked_of(item, story)
    if not first or given_to(match, item, story, place):
        return ""
    words = words_of(match.passage)
    if place[0] and words.stems[place[0] - 1] in _OPPONENTS:
        return words.tokens[place[0] - 1].raw
    actors = [words.place(h.span) for h in cast_of(story, item).aliases.find(words)]
    actors += map(words.place, match.names)
    taken = _taken(words, actors, item)
    titled = in_title_case(words.tokens) and words.tokens[place[0]].raw[:1].isupper()
    given = not _GIVES.isdisjoint(words.stems[slice(*place)])
    behind = _run(words, place[1], 1, taken) if given and not titled and first not in match.actors else []
    if behind or (given and words.tokens[place[0]].word.endswith("s")):  # who "elects" gets nothing
        return _raw(words, behind)
    before = _run(words, _end_of_subject(words, place[0]), -1, taken)
    known = _in_full(before, titled=titled, surely=surely) and not _listed(words, before, actors)
    return _raw(words, before) if known else ""


def _taken(words: Words, actors: list[Place], item: WatchItem) -> set[int]:
    """The places that are no stranger's: of actors, countries, who is asked about, and owners in the question ("Auria's new premier")."""
    question, verb = words_of(item.question), verb_at(item)
    asked = question.stems
    names = (t for t in question.tokens if t.start < verb and t.raw[:1].isupper() and t.word not in _TITLES)
    who = {stem(t.word) for t in names}
    lands = (words.place(h.span) for h in countries().find(words))
    owners = {n for n, s in enumerate(words.stems) if s in who or (words.owns(n) and s in asked)}
    return owners | {n for p in (*actors, *lands) for n in range(*p)}


def _end_of_subject(words: Words, verb: int) -> int:
    """The last word before a verb that is no auxiliary of it and says not how it is done: "Petra Vance is formally sworn in"."""
    at = verb - 1 - (words.tokens[verb - 1].word == "'s")
    while at > 0 and (words.tokens[at].word in _AUXILIARIES or of_manner(words.tokens[at].word)):
        at -= 1
    return at


def _raw(words: Words, run: list[int]) -> str:
    return " ".join(words.tokens[n].raw for n in run)


def given_to(match: Match, item: WatchItem, story: Story, place: Place) -> bool:
    """Whether the one asked about is given it there, whoever gives it: "Vale swears in rival Dolan", "Labour to back Dolan"."""
    words = words_of(match.passage)
    verbs = [n for n in range(place[0], len(words.stems)) if gives(words, n)]
    own = names_of(match, story, asked_of(item, story))
    own = tuple(p for p in own if p[0] == 0 or words.tokens[p[0] - 1].word != "not")  # "names Vara, not Dolan, premier"
    behind = any(
        place[0] < first and words.tokens[first - 1].word == "behind" for first, _ in own
    )  # "swings behind Dolan"
    return behind or any(0 < first - n <= GOVERNS for first, _ in own for n in verbs)


def given_up_for(match: Match, item: WatchItem, story: Story, place: Place) -> bool:
    """Whether it is the nomination of the one asked about that others drop: "Vale withdraws Dolan's nomination"."""
    words = words_of(match.passage)
    own = names_of(match, story, asked_of(item, story))
    nominated = [n for n, _ in words.places.get(stem("nomination"), ())]
    return any(place[0] <= min(name, n) and abs(name - n) <= GOVERNS for name, _ in own for n in nominated)


def verbs_of(match: Match, item: WatchItem, story: Story, names: frozenset[str]) -> tuple[Place, ...]:
    """Where the passage says that one of these events happened, if it does not name the one asked about."""
    if asked_of(item, story) in {"", *match.actors}:
        return ()
    kinds = {f"event:{name}" for name in names}
    return tuple((c.first, c.last) for c in lexicon().find(words_of(match.passage)) if c.kinds & kinds)


def somebody_else(match: Match, item: WatchItem, story: Story, place: Place) -> str:
    """The one word that begins the headline and does it, where the one asked about is not named: "Hardliner wins"; "" for none.

    It may be a name, the party of the one asked about, or a body that decides, so it only makes less of the report.
    """
    words = words_of(match.passage)
    gives = not _GIVES.isdisjoint(words.stems[slice(*place)])
    if place[0] != 1 or gives or asked_of(item, story) in {"", *match.actors} or words.stems[0] in _BODIES:
        return ""
    known = (*cast_of(story, item).aliases.find(words), *countries().find(words))
    return "" if any(words.place(h.span)[0] == 0 for h in known) else words.tokens[0].raw


def _in_full(run: list[int], *, titled: bool, surely: bool) -> bool:
    """Whether it is surely a name: where a headline has capitals throughout, of two words; no first word of one alone."""
    return (titled and len(run) == _FULL) or (bool(run) and not titled and run != [0]) or (run == [0] and not surely)


def _listed(words: Words, run: list[int], actors: list[Place]) -> bool:
    """Whether an actor of the item does it with them: "Dolan and Vara face run-off"."""
    return words.tokens[run[0] - 1].word in {"and", ",", "&"} and any(a[1] == run[0] - 1 for a in actors)


def _run(words: Words, at: int, step: int, taken: set[int]) -> list[int]:
    """The places of a name that begins or ends there, in reading order; empty where it is none.

    None is a run of words with capitals that has one of an actor, a country, an office or a body in it.
    """
    found: list[int] = []
    while 0 <= at < len(words.tokens) and _NAME.fullmatch(words.tokens[at].raw):
        found.append(at)
        at += step
    office = any(n in taken or lexicon().is_thing(words.stems[n]) or words.stems[n] in _BODIES for n in found)
    titled = bool(found) and words.tokens[min(found)].word in _TITLES  # "Cardinal Ivo Kovel"
    return [] if office else sorted(found)[titled:]
