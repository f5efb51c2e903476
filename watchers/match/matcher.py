"""Match: which actors, claims and watch items an entry bears on, and through which very words.

A watch item is found where one of its actors and its anchor (or one of its signals) stand in one passage; in a
sentence of the summary the actor may stand in the title. One actor of several is enough, on purpose: headlines name
"Iran" or "Trump" for both sides. Beside an anchor a country may stand for its own parliament, army or police, and a first name for its
person. A claim is found through its own patterns; one without patterns through the content words of its text. An actor alone finds nothing, but for what befalls a person ("Dolan quits"), and a verb of the
item's event beside two of its actors ("Norvex buys Halden").
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from bot.domain.entry import Entry
from bot.domain.evidence import ActorHit, Match, Target, TargetKind
from bot.domain.story import Claim, Story, WatchItem
from watchers.match.aliases import Aliases, filed
from watchers.match.anchors import name_stems
from watchers.match.claimwords import ClaimMatcher
from watchers.match.heard import Heard
from watchers.match.itemwords import WEIGHTS, QuestionMatcher
from watchers.match.partnames import by_bare_name, by_country, by_first_name, by_initials, part_names
from watchers.match.questions import Question
from watchers.words.finder import words_of
from watchers.words.passages import Passage, passages_in

_FEW = 50
"""Actors of an item up to which parts of their names are looked for."""


@dataclass(frozen=True, kw_only=True)
class Matched:
    """What was found in an entry. `matches` has the best passage of each target, `others` its further passages.

    `actors` has those in the title, with their places, `named` the names of all that any passage names.

    `questions` has what each watch item asks, by its id, worked out once a story.

    `near` has, where it is asked for, the watch items that one condition was missing for, if the entry names an actor of
    theirs anywhere, or part of one's name beside an anchor, or in its title two words of the question or anchors, and has
    nothing that the desk excludes; and the claims without patterns whose actor its title names and whose text it has a quarter of the words of,
    those it has most words of first.

    `why` has a line for each target that was missed by one condition; each match says itself why it was found.
    """

    entry: Entry
    actors: tuple[ActorHit, ...]
    named: frozenset[str]
    matches: tuple[Match, ...]
    why: tuple[str, ...] = ()
    others: tuple[Match, ...] = ()
    near: tuple[Match, ...] = ()
    questions: Mapping[str, Question] = field(default_factory=dict)


class Matcher:
    """A story, compiled once; `match` may then be asked as often as one likes."""

    def __init__(self, story: Story) -> None:
        self.story = story
        self._aliases = Aliases(story.actors)
        kinds = (by_country, by_bare_name, by_first_name, by_initials)
        self._stand_ins = Aliases(tuple(actor for by in kinds for actor in by(story.actors)))
        aliases = {n.casefold(): a.name for a in story.actors for n in a.names}
        self._names = aliases | {a.name.casefold(): a.name for a in story.actors}
        everyone = frozenset(a.name for a in story.actors)
        stems = name_stems(story)
        own = {w.id: self._known(w.actors) or everyone for w in story.watch_items}
        items = tuple(QuestionMatcher(w, own[w.id], stems, self._parts_for(w, own[w.id])) for w in story.watch_items)
        claims = tuple(ClaimMatcher(claim, self._named_by(claim), self._aliases) for claim in story.claims)
        self._questions = {part.target.id: part.question for part in items}
        self._items = items
        self._parts: tuple[QuestionMatcher | ClaimMatcher, ...] = (*items, *claims)
        self._at = _filed({number: part.keys for number, part in enumerate(self._parts)})
        self._told_by = _filed({number: part.telling for number, part in enumerate(items)})

    def question(self, item_id: str) -> Question:
        """What a watch item of the story asks."""
        return self._questions[item_id]

    def _parts_for(self, item: WatchItem, own: frozenset[str]) -> frozenset[str]:
        """Of many actors a part of a name is nobody's in particular."""
        actors = self.story.actors if len(own) <= _FEW else ()
        return part_names(item, tuple(a for a in actors if a.name in own))

    def _named_by(self, claim: Claim) -> frozenset[str]:
        """Its actors; where it lists none and has no patterns, those its text names: a report on nobody of them is of others."""
        listed = self._known(claim.actors)
        if listed or claim.supported_by or claim.refuted_by:
            return listed
        return frozenset(h.actor for h in self._aliases.find(words_of(claim.text)))

    def _known(self, actors: tuple[str, ...]) -> frozenset[str]:
        return frozenset(self._names.get(a.casefold(), a) for a in actors)

    def match(self, entry: Entry, *, near: bool = False) -> Matched:
        """What this entry is about, and why: found, or missed and by how little. `near` is wanted where it will be read."""
        text = _text(entry.title, entry.summary, entry.language)
        named = not self._aliases.keys.isdisjoint(text.keys)
        parts = self._parts if named else self._near(text.stems, shared=near)
        if not parts and not named:
            return Matched(entry=entry, actors=(), named=frozenset(), matches=(), questions=self._questions)
        readings = tuple(self._read(p, entry.language) for p in text.passages)
        matches: list[Match] = []
        others: list[Match] = []
        nearly: list[Match] = []
        close: list[tuple[float, Match]] = []
        why: list[str] = []
        for part in parts:
            found = sorted(part.matches(readings), key=_rank)
            matches += found[:1]
            others += found[1:]
            if not found and isinstance(part, ClaimMatcher):
                why.append(part.missed(readings, self._out))
                close.extend([told] if near and (told := part.near(readings)) else [])
            elif not found and isinstance(part, QuestionMatcher):
                missed = part.missed(readings, self._out)
                if near and not (missed and (missed.actors or missed.part)):
                    missed = part.asked_in(readings) or missed
                why.append(missed.why if missed else "")
                if near and missed and (missed.actors or missed.part) and not self._kept_out(part, readings):
                    nearly.append(part.near(missed))
        return Matched(
            entry=entry,
            actors=readings[0].hits,
            named=frozenset(a for r in readings for a in r.actors),
            matches=tuple(matches),
            others=tuple(others),
            near=(*nearly, *(m for _, m in sorted(close, key=lambda c: -c[0]))),
            why=tuple(w for w in why if w),
            questions=self._questions,
        )

    def _kept_out(self, part: QuestionMatcher, readings: tuple[Heard, ...]) -> bool:
        """Whether an exclusion of the desk stands anywhere in the entry."""
        return any(part.keeps_out(r.words, self._out(r)) for r in readings)

    def _out(self, reading: Heard) -> Mapping[str, str]:
        return self._aliases.kept_out(reading.words, reading.declared)

    def _near(self, stems: frozenset[str], *, shared: bool) -> Sequence[QuestionMatcher | ClaimMatcher]:
        """The targets whose words may be in a text of these stems, though it names nobody; in the story's order.

        With `shared` the watch items too that it has two words of the question of.
        """
        begun = {n for key in self._at.keys() & stems for n in self._at[key]}
        found = {n for n in begun if self._parts[n].possible(stems)}
        if shared:
            told = {n for key in self._told_by.keys() & stems for n in self._told_by[key]}
            found |= {n for n in told if self._items[n].shares(stems)}
        return [self._parts[number] for number in sorted(found)]

    def _read(self, passage: Passage, declared: str) -> Heard:
        words = words_of(passage.text)
        hits, stand_ins = (names.find(words, declared) for names in (self._aliases, self._stand_ins))
        return Heard(passage=passage, words=words, hits=hits, stand_ins=stand_ins, declared=declared)


def _filed(keys: Mapping[int, frozenset[str]]) -> Mapping[str, tuple[int, ...]]:
    """The numbers of the targets by each stem they may be found by."""
    filed_at: dict[str, tuple[int, ...]] = {}
    for number, own in keys.items():
        for key in own:
            filed_at[key] = (*filed_at.get(key, ()), number)
    return filed_at


@dataclass(frozen=True, kw_only=True)
class _Text:
    """An entry's passages, the stems in them, and all they may be found by: those stems and the forms of names."""

    passages: tuple[Passage, ...]
    stems: frozenset[str]
    keys: frozenset[str]


@lru_cache(maxsize=1024)
def _text(title: str, summary: str, declared: str) -> _Text:
    """Read once however many stories ask: enough to tell most of them that nothing of theirs is there."""
    told = passages_in(title, summary)
    read = [words_of(p.text) for p in told]
    stems = frozenset().union(*(w.places for w in read))
    return _Text(passages=told, stems=stems, keys=stems.union(*(filed(w, declared) for w in read)))


def actors_of(story: Story, target: Target) -> tuple[str, ...]:
    """The actors a target names, by their names in the story; all of the story's where it names none."""
    part: WatchItem | Claim | None = (
        story.watch_item(target.id) if target.kind is TargetKind.WATCH else story.claim(target.id)
    )
    names = {n.casefold(): a.name for a in story.actors for n in a.names}
    own = tuple(names.get(a.casefold(), a) for a in part.actors) if part else ()
    return own or tuple(a.name for a in story.actors)


def _rank(match: Match) -> tuple[int, int, int, int]:
    """Signals first, the heaviest first, then the title, then what names more actors."""
    return (-WEIGHTS[match.weight], 0 if match.where == "title" else 1, int(match.kin), -len(match.actors))
