"""Finding a watch item in a passage: one of its actors, and its anchor or one of its signals.

An anchor with a name in it needs no actor, nor does one beside a name of the question's.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from bot.domain.evidence import ActorHit, Match, Span, Target, TargetKind
from bot.domain.story import Signal, WatchItem, Weight
from watchers.match.anchors import Named, anchors_in, question_for
from watchers.match.heard import Heard, KeptOut, marks_of, present, quoted, reasons, who_is_out
from watchers.match.partnames import at_home, called, named_in, stands_alone
from watchers.match.whose import Whose
from watchers.words.finder import Finder, Place, Words, compiled, words_of
from watchers.words.names import body_of, country_of

_TWO = 2
WEIGHTS = {Weight.DECISIVE: 3, Weight.STRONG: 2, Weight.WATCH: 1, None: 0}


@dataclass(frozen=True, kw_only=True)
class _Found:
    """A signal and where its words stand, and where the anchors do; `kin` where only talks about them are named.

    `out` says which exclusion keeps a signal out, where none is found.
    """

    signal: Signal | None = None
    places: tuple[Place, ...] = ()
    anchors: tuple[Place, ...] = ()
    kin: bool = False
    out: str = ""


@dataclass(frozen=True, kw_only=True)
class Missed:
    """A watch item that one condition is missing for: which, in which passage, and what was found of the other.

    `actors` has none where nobody is named but a part of a name (`part`), and where a signal stands without its actor: what
    that means is the desk's to say.
    """

    why: str
    reading: Heard
    actors: tuple[str, ...]
    part: str = ""
    anchors: tuple[Place, ...] = ()


class QuestionMatcher:
    def __init__(
        self, item: WatchItem, actors: frozenset[str], names: frozenset[str], parts: frozenset[str] = frozenset()
    ) -> None:
        self.question = replace(question_for(item, names), parts=parts)
        self.target = Target(kind=TargetKind.WATCH, id=item.id)
        self._actors = actors
        self._anchors = compiled(self.question.anchors) if self.question.anchors else None
        self._whose = Whose(item, self.question, frozenset(s for name in actors for s in words_of(name).stems))
        self._signals = tuple((s, compiled(s.words)) for s in item.signals)

    @property
    def telling(self) -> frozenset[str]:
        """The stems of the words of its question and anchors that name no kind of event."""
        return self._whose.telling

    @property
    def keys(self) -> frozenset[str]:
        """Stems one of which a passage that names none of the story's actors must have, to be about it or nearly."""
        finders = (*((self._anchors,) if self._anchors else ()), *(finder for _, finder in self._signals))
        return frozenset().union(*(finder.keys for finder in finders))

    def possible(self, stems: frozenset[str]) -> bool:
        """Whether passages of these stems may have its anchors or one of its signals."""
        if self._anchors and self._anchors.possible(stems):
            return True
        return any(finder.possible(stems) for _, finder in self._signals)

    def shares(self, stems: frozenset[str]) -> bool:
        """Whether passages of these stems have two words of its question or anchors, one of them telling."""
        return len(self._whose.about & stems) >= _TWO and not self.telling.isdisjoint(stems)

    def matches(self, readings: tuple[Heard, ...]) -> Iterator[Match]:
        for reading in readings:
            actors = present(self._actors, reading, readings)
            found = self._find(reading, len(actors)) if actors else None
            match = self._match(reading, actors, found) if found else None
            if one := match or (None if actors else self._by_stand_in(reading) or self._by_its_name(reading)):
                yield one

    def _by_stand_in(self, reading: Heard) -> Match | None:
        """A country, or a first name, in an actor's place, where an anchor itself stands beside it; what the desk's signals mean is not asked."""
        stand = self._anchors.everywhere(reading.words) if self._anchors else ()
        own = (h for h in reading.stand_ins if h.actor in self._actors)
        hits = tuple(h for h in own if self._acts(reading.words, h, stand)) if stand else ()
        anchors, named = (
            anchors_in(self.question, reading.words, 1, declared=reading.declared) if hits else ((), Named.ITSELF)
        )
        if not anchors or named is not Named.ITSELF:
            return None
        actors = tuple(dict.fromkeys(h.actor for h in hits))
        found = self._match(replace(reading, hits=(*reading.hits, *hits)), actors, _Found(anchors=anchors))
        return replace(found, why=(*found.why, f'"{hits[0].words}" stands for {hits[0].actor}'))

    def _by_its_name(self, reading: Heard) -> Match | None:
        """An anchor that tells by itself which one it is: with a name in it ("Istanbul vote"), or beside a name of the question's.

        Not where it is asked of a person: a "Kesh trial" convicts others too.
        """
        words = reading.words
        if self.question.personal:
            return None
        here = self._whose.named(words)
        anchors, named = anchors_in(self.question, words, 0, declared=reading.declared) if here else ((), Named.ITSELF)
        if named is not Named.ITSELF or not anchors:
            return None
        telling = (p for s, p in here.items() if self._whose.tells_which(words, anchors, s, p))
        if (place := next(telling, None)) is None:
            return None
        found = self._match(reading, (), _Found(anchors=anchors))
        return replace(found, why=(*found.why, f'"{quoted(words, (place,))}" tells which one'))

    def _acts(self, words: Words, hit: ActorHit, anchors: tuple[Place, ...]) -> bool:
        """Whether it is the person, or the country itself or such a body: "Greece backs deal", "Greek MPs", "Yemen truce"; no farmers."""
        first, last = words.place(hit.span)
        if hit.words == body_of(hit.actor):
            return at_home(words, first) and not self._whose.of_others(words, anchors)
        if hit.words not in country_of(hit.actor):
            return called(words, first, last)
        return any(a[0] == last for a in anchors) or stands_alone(words, first, last, hit.actor)

    def _find(self, reading: Heard, parties: int) -> "_Found | None":
        words = reading.words
        signal, places = self._signal(words)
        anchors, named = anchors_in(self.question, words, parties, self._own_names(reading), declared=reading.declared)
        kin = named is Named.AKIN
        if signal:
            return _Found(signal=signal, places=places, anchors=() if kin else anchors)
        return _Found(anchors=anchors, kin=kin, out=_kept_out(self._named_signals, words)) if anchors else None

    def _own_names(self, reading: Heard) -> list[Span]:
        return [h.span for h in reading.hits if h.actor in self._actors]

    def _signal(self, words: Words) -> tuple[Signal | None, tuple[Place, ...]]:
        found = [(s, f.places) for s, finder in self._signals if (f := finder.find(words))]
        return max(found, key=lambda pair: WEIGHTS[pair[0].weight], default=(None, ()))

    def _match(self, reading: Heard, actors: tuple[str, ...], found: "_Found") -> Match:
        signal = found.signal
        anchor = quoted(reading.words, found.anchors[:1])
        return Match(
            target=self.target,
            passage=reading.passage.text,
            where=reading.passage.where,
            names=tuple(h.span for h in reading.hits),
            marks=marks_of(reading, self._actors, (*found.places, *found.anchors)),
            actors=actors,
            anchor=anchor,
            pattern=signal.words if signal else "",
            direction=signal.direction if signal else None,
            weight=signal.weight if signal else None,
            kin=found.kin,
            why=(*reasons(actors, anchor, kin=found.kin), *([found.out] if found.out else [])),
        )

    def missed(self, readings: tuple[Heard, ...], kept_out: KeptOut) -> Missed | None:
        """Which one condition was missing, where only one was; None where the entry is about something else."""
        named = tuple(dict.fromkeys(a for r in readings for a in present(self._actors, r, readings)))
        signalled = any(self._signal(r.words)[0] for r in readings)
        for reading in readings:
            anchors = self._anchors.everywhere(reading.words) if self._anchors else ()
            signal, _ = self._signal(reading.words)
            if (anchors or signal) and not present(self._actors, reading, readings):
                parts = named_in(reading.words, self.question.parts) if not (signalled or named) else {}
                part = next((quoted(reading.words, (p,)) for p in parts.values()), "")
                told = self._told(reading, signal)
                only = f', only "{part}"' if part and part not in told else ""
                where = f"that passage of the {reading.passage.where}"
                why = f"{told} found, but {who_is_out(self._actors, kept_out(reading), where) or f'no actor of the item in {where}{only}'}"
                actors = () if signalled else named
                return Missed(why=f"{self.target}: {why}", reading=reading, actors=actors, part=part, anchors=anchors)
        at = next((r for r in readings if present(self._actors, r, readings)), None)
        heard = (r.words for r in readings if present(self._actors, r, readings))
        anchors_too = (*((("its anchors", self._anchors),) if self._anchors else ()), *self._named_signals)
        why = next(filter(None, (_kept_out(anchors_too, words) for words in heard)), "")
        why = why or "no anchor or signal in a passage with it"
        return Missed(why=f"{self.target}: actor {named[0]} found, but {why}", reading=at, actors=named) if at else None

    def _told(self, reading: Heard, signal: Signal | None) -> str:
        """What was found of the item's words: its anchors, one place a group, or else the signal."""
        found = self._anchors.find(reading.words) if self._anchors else None
        if signal and not found:
            return f'signal "{signal.words}"'
        return f'anchor "{quoted(reading.words, tuple(sorted(set(found.places))) if found else ())}"'

    @property
    def _named_signals(self) -> tuple[tuple[str, Finder], ...]:
        return tuple((f'the signal "{s.words}"', finder) for s, finder in self._signals)

    def asked_in(self, readings: tuple[Heard, ...]) -> Missed | None:
        """That a title which names none of the item's actors has two words of its question or anchors, one of them telling.

        Not one that names a country which is none of the item's: a "rail strike" is anywhere.
        """
        words = readings[0].words
        if (
            self._whose.elsewhere(words)
            or not self.shares(frozenset(words.places))
            or any(self._signal(r.words)[0] for r in readings)
        ):
            return None
        part = quoted(words, tuple(sorted(words.places[s][0] for s in self._whose.about & words.places.keys())))
        why = f'{self.target}: no actor of the item in the title, but of the words of its question and anchors "{part}"'
        return Missed(why=why, reading=readings[0], actors=(), part=part)

    def near(self, missed: Missed) -> Match:
        """What was missed as a match without anchors or signal, for whoever can read what words do not tell."""
        match = self._match(missed.reading, missed.actors, _Found(anchors=missed.anchors))
        passage = missed.reading.passage
        return replace(match, why=(missed.why, f"{passage.where}: {passage.text}"))

    def keeps_out(self, words: Words, actors: Iterable[str]) -> bool:
        """Whether the desk wants nothing of this passage: its anchors exclude it, or these actors, kept out, are its own.

        What a signal excludes is no such word: `signed -not` says when it is none, not what the item is about.
        """
        return not self._actors.isdisjoint(actors) or bool(self._anchors and self._anchors.excluded(words))


def _kept_out(finders: Iterable[tuple[str, Finder]], words: Words) -> str:
    """Which exclusion keeps one of these, each with its name, out of a passage; "" for none."""
    return next((f'"{by}" keeps {name} out' for name, finder in finders if (by := finder.kept_out_by(words))), "")
