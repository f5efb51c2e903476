"""Match: which actors, claims and watch items an entry bears on, and through which very words.

A watch item is found where one of its actors and its anchor (or one of its signals) stand in one passage; in a
sentence of the summary the actor may stand in the title. One actor of several is enough, on purpose: headlines name
"Iran" or "Trump" for both sides. A claim is found through its own patterns; one without patterns through the content
words of its text. An actor alone finds nothing.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from bot.domain.entry import Entry
from bot.domain.evidence import ActorHit, Match, Span, Stance, Target, TargetKind
from bot.domain.story import Claim, Signal, Story, WatchItem, Weight
from watchers.aliases import Aliases
from watchers.content import overlap
from watchers.finder import Place, Words, compiled, spans, words_of
from watchers.passages import Passage, passages
from watchers.phrasebook import lexicon

CLAIM_OVERLAP = 0.6
"""Share of a claim's content words (actors not counted) a passage must hold where the claim has no patterns."""
CLAIM_WORDS = 2
"""How many of them at least: one word and an actor are a coincidence."""

_WEIGHTS = {Weight.DECISIVE: 3, Weight.STRONG: 2, Weight.WATCH: 1, None: 0}


@dataclass(frozen=True, kw_only=True)
class Matched:
    """What was found in an entry. `matches` has the best passage of each target, `others` its further passages.

    `why` has a line for each target that was found, and for each that was missed by one condition.
    """

    entry: Entry
    actors: tuple[ActorHit, ...]
    matches: tuple[Match, ...]
    why: tuple[str, ...] = ()
    others: tuple[Match, ...] = ()


@dataclass(frozen=True, kw_only=True)
class _Reading:
    """A passage with its words and the actors named in it."""

    passage: Passage
    words: Words
    hits: tuple[ActorHit, ...]

    @property
    def actors(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(h.actor for h in self.hits))


class Matcher:
    """A story, compiled once; `match` may then be asked as often as one likes."""

    def __init__(self, story: Story) -> None:
        self.story = story
        self._aliases = Aliases(story.actors)
        self._names = {n.casefold(): a.name for a in story.actors for n in a.names}
        everyone = frozenset(a.name for a in story.actors)
        self._items = tuple(_Item(item, self._known(item.actors) or everyone) for item in story.watch_items)
        self._claims = tuple(_Claim(claim, self._known(claim.actors), self._aliases) for claim in story.claims)

    def _known(self, actors: tuple[str, ...]) -> frozenset[str]:
        return frozenset(self._names.get(a.casefold(), a) for a in actors)

    def match(self, entry: Entry) -> Matched:
        """What this entry is about, and why: found, or missed and by how little."""
        readings = tuple(self._read(p) for p in passages(entry))
        hits = readings[0].hits if readings else ()
        matches: list[Match] = []
        others: list[Match] = []
        why: list[str] = []
        parts: tuple[_Item | _Claim, ...] = (*self._items, *self._claims)
        for part in parts:
            found = sorted(part.matches(readings), key=_rank)
            why.append(_said(part.target, found[0]) if found else part.missed(readings))
            matches += found[:1]
            others += found[1:]
        return Matched(
            entry=entry, actors=hits, matches=tuple(matches), others=tuple(others), why=tuple(w for w in why if w)
        )

    def _read(self, passage: Passage) -> _Reading:
        words = words_of(passage.text)
        return _Reading(passage=passage, words=words, hits=self._aliases.find(words))


@dataclass(frozen=True, kw_only=True)
class _Found:
    """A signal and where its words stand, and where the anchors do; `kin` where only talks about them are named."""

    signal: Signal | None = None
    places: tuple[Place, ...] = ()
    anchors: tuple[Place, ...] = ()
    kin: bool = False


class _Item:
    def __init__(self, item: WatchItem, actors: frozenset[str]) -> None:
        self.target = Target(kind=TargetKind.WATCH, id=item.id)
        self._actors = actors
        self._anchors = compiled(item.anchors) if item.anchors else None
        self._signals = tuple((s, compiled(s.words)) for s in item.signals)
        kin = lexicon().kin_of(self._anchors.stems) if self._anchors else ()
        self._kin = compiled("|".join(kin)) if kin else None

    def matches(self, readings: tuple[_Reading, ...]) -> Iterator[Match]:
        for reading in readings:
            actors = _present(self._actors, reading, readings)
            found = self._find(reading.words) if actors else None
            if found:
                yield self._match(reading, actors, found)

    def _find(self, words: Words) -> "_Found | None":
        signal, places = self._signal(words)
        anchors = self._anchors.everywhere(words) if self._anchors else ()
        if signal or anchors:
            return _Found(signal=signal, places=places, anchors=anchors)
        kin = self._kin.everywhere(words) if self._kin else ()
        return _Found(anchors=kin, kin=True) if kin else None

    def _signal(self, words: Words) -> tuple[Signal | None, tuple[Place, ...]]:
        found = [(s, f.places) for s, finder in self._signals if (f := finder.find(words))]
        return max(found, key=lambda pair: _WEIGHTS[pair[0].weight], default=(None, ()))

    def _match(self, reading: _Reading, actors: tuple[str, ...], found: "_Found") -> Match:
        signal = found.signal
        anchor = _quoted(reading.words, found.anchors[:1])
        return Match(
            target=self.target,
            passage=reading.passage.text,
            where=reading.passage.where,
            marks=_marks(reading, self._actors, (*found.places, *found.anchors)),
            actors=actors,
            anchor=anchor,
            pattern=signal.words if signal else "",
            direction=signal.direction if signal else None,
            weight=signal.weight if signal else None,
            why=_reasons(actors, anchor, signal.words if signal else "", kin=found.kin),
        )

    def missed(self, readings: tuple[_Reading, ...]) -> str:
        """Which one condition was missing, where only one was; "" where the entry is about something else."""
        for reading in readings:
            words = reading.words
            anchor = self._anchors.everywhere(words)[:1] if self._anchors else ()
            signal, _ = self._signal(words)
            where = reading.passage.where
            if anchor or signal:
                found = f'anchor "{_quoted(words, anchor)}"' if anchor else f'signal "{signal.words if signal else ""}"'
                return f"{self.target}: {found} found, but no actor of the item in that passage of the {where}"
        named = next((a for r in readings for a in _present(self._actors, r, readings)), "")
        return f"{self.target}: actor {named} found, but no anchor or signal in a passage with it" if named else ""


class _Claim:
    def __init__(self, claim: Claim, actors: frozenset[str], aliases: Aliases) -> None:
        self.target = Target(kind=TargetKind.CLAIM, id=claim.id)
        self._actors = actors
        sides = ((Stance.REFUTES, claim.refuted_by), (Stance.SUPPORTS, claim.supported_by))
        self._patterns = tuple((stance, words, compiled(words)) for stance, side in sides for words in side)
        words = words_of(claim.text)
        named = {stem for hit in aliases.find(words) for stem in words_of(hit.words).stems}
        self._content = lexicon().content(words) - named

    def matches(self, readings: tuple[_Reading, ...]) -> Iterator[Match]:
        for reading in readings:
            actors = _present(self._actors, reading, readings) if self._actors else reading.actors
            if self._actors and not actors:
                continue
            if self._patterns:
                yield from self._by_pattern(reading, actors)
            else:
                yield from self._by_content(reading, actors)

    def _by_pattern(self, reading: _Reading, actors: tuple[str, ...]) -> Iterator[Match]:
        for stance, pattern, finder in self._patterns:
            if found := finder.find(reading.words):
                yield self._match(reading, actors, found.places, (stance, pattern), _reasons(actors, "", pattern))

    def _by_content(self, reading: _Reading, actors: tuple[str, ...]) -> Iterator[Match]:
        share, places = overlap(self._content, reading.words)
        if share >= CLAIM_OVERLAP and len(places) >= CLAIM_WORDS:
            why = f"{share:.2f} of the claim's words, {CLAIM_OVERLAP} asked for"
            yield self._match(reading, actors, places, (Stance.SUPPORTS, ""), (*_reasons(actors, "", ""), why))

    def _match(
        self,
        reading: _Reading,
        actors: tuple[str, ...],
        places: tuple[Place, ...],
        side: tuple[Stance, str],
        why: tuple[str, ...],
    ) -> Match:
        return Match(
            target=self.target,
            passage=reading.passage.text,
            where=reading.passage.where,
            marks=_marks(reading, self._actors, places),
            actors=actors,
            pattern=side[1],
            stance=side[0],
            why=why,
        )

    def missed(self, readings: tuple[_Reading, ...]) -> str:
        """How near a claim without patterns came, or that an actor was missing; "" where it is about something else."""
        for reading in readings:
            found = next((p for _, p, finder in self._patterns if finder.find(reading.words)), "")
            if found:
                return f'{self.target}: pattern "{found}" found, but no actor of the claim in that passage'
        if self._patterns:
            return ""
        share = max((overlap(self._content, r.words)[0] for r in readings), default=0.0)
        return f"{self.target}: {share:.2f} of the claim's words, {CLAIM_OVERLAP} asked for" if share >= 1 / 3 else ""


def _present(actors: frozenset[str], reading: _Reading, readings: tuple[_Reading, ...]) -> tuple[str, ...]:
    """The wanted actors in the passage, or for a sentence of the summary in the title."""
    here = tuple(a for a in reading.actors if a in actors)
    if here or reading.passage.where == "title" or not readings:
        return here
    return tuple(a for a in readings[0].actors if a in actors)


def _marks(reading: _Reading, actors: frozenset[str], places: tuple[Place, ...]) -> tuple[Span, ...]:
    named = {h.span for h in reading.hits if not actors or h.actor in actors}
    return tuple(sorted({*spans(reading.words, places), *named}))


def _quoted(words: Words, places: tuple[Place, ...]) -> str:
    return " ".join(t.raw for first, last in places for t in words.tokens[first:last])


def _reasons(actors: tuple[str, ...], anchor: str, pattern: str, *, kin: bool = False) -> tuple[str, ...]:
    lines = [f"actors: {', '.join(actors)}"] if actors else []
    if anchor:
        lines.append(f'talks about it: "{anchor}"' if kin else f'anchor: "{anchor}"')
    if pattern:
        lines.append(f"words of the story file: {pattern}")
    return tuple(lines)


def _rank(match: Match) -> tuple[int, int, int, int]:
    """Signals first, the heaviest first, then the title, then what names more actors."""
    kin = any(line.startswith("talks about it") for line in match.why)
    return (-_WEIGHTS[match.weight], 0 if match.where == "title" else 1, int(kin), -len(match.actors))


def _said(target: Target, match: Match) -> str:
    return f"{target}: {'; '.join(match.why)} (in the {match.where})"
