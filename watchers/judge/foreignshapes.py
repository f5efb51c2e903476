"""Which words of a passage a verb has as its object or subject, in another language than English: the thing asked about, or a person.

A phrase of a lexicon may say where they must stand: "@" is the thing, "%" a person, both with no more than small words before
them. What only leads to the thing parts it from any verb: "despite the truce", "talks on a truce", "a law on the truce".
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cached_property

from watchers.judge.foreignwords import BEGINS, ENDS, GAP, PERSON, SLOTS, clause_end, fits_in, phrases_in, shapes
from watchers.words.finder import Place, Words
from watchers.words.languages import stop_words, table

_FAR = 6
"""How many small words may stand between what leads to a thing and the thing."""
_STOPS = frozenset(".;?!…")
_LABELS = frozenset({":", "–", "—", "-", "|", "(", '"', "“", "”", "«", "»", "„"})
"""Marks over which a verb may still be of a thing: "Truce: Auria signs"."""
_NEGATIONS = ("negation", "nobody", "half_negation", "negated_after")


@dataclass(frozen=True, kw_only=True)
class Told:
    """Where the words of a phrase stand, and the person or thing it says they are of; None where it says nothing of that.

    A `noun` only heads a passage: "Signature of a truce". It is news where nothing beside it says less.
    """

    place: Place
    of: Place | None = None
    noun: bool = False


@dataclass(frozen=True, kw_only=True, eq=False)
class Ground:
    """A passage, with where the things asked about stand in it, and the names of actors, those of persons, and of whom it is asked.

    `someone` is whether it is asked of somebody: then what befalls others is another matter. `speaker` is the person whose words
    the passage is, by a label: "Dolan: ...".
    """

    words: Words
    language: str
    things: tuple[Place, ...] = ()
    names: tuple[Place, ...] = ()
    people: tuple[Place, ...] = ()
    asked: tuple[Place, ...] = ()
    someone: bool = False
    speaker: Place | None = None

    def places(self, *kinds: str) -> list[Place]:
        """Where the words of these lists stand."""
        return sorted({p for kind in kinds for p in phrases_in(self.words, self.language, kind)})

    def at(self, *kinds: str) -> frozenset[int]:
        """The words that belong to a phrase of these lists."""
        return frozenset(n for p in self.places(*kinds) for n in range(*p))

    @cached_property
    def beside(self) -> frozenset[int]:
        """Words that lead to when, why or against what something is done: "after", "despite"."""
        return self.at("beside")

    @cached_property
    def about(self) -> frozenset[int]:
        """Nouns that make another thing of what follows: "talks on", "draft of", "breach of"."""
        return self.at("about")

    @cached_property
    def small(self) -> frozenset[int]:
        """Words that may stand between a verb and its thing: articles, "new", "not", numbers, names."""
        tokens, stop = self.words.tokens, stop_words(self.language)
        found = {n for n, t in enumerate(tokens) if t.word in stop or t.word[:1].isdecimal()}
        found |= self.at("qualities", *_NEGATIONS) | {n for p in self.names for n in range(*p)}
        return frozenset(n for n in found - self.beside - self.about - self.at("that") if not tokens[n].is_mark)

    @cached_property
    def free(self) -> tuple[Place, ...]:
        """The things that nothing leads to."""
        return tuple(p for p in self.things if p not in self.talked and self.led(p[0]) not in self.beside)

    @cached_property
    def talked(self) -> tuple[Place, ...]:
        """The things that are only talked about: "talks on a truce"."""
        return tuple(p for p in self.things if self.compound(p) or self._part_of(p[0]))

    def compound(self, place: Place) -> bool:
        """Whether a word is joined to it: "Waffenruhe-Gespräche"."""
        return any(t.glued for t in self.words.tokens[place[1] : place[1] + 1])

    def led(self, at: int) -> int:
        """The word next before it that is no small one."""
        first = max(-1, at - 1 - _FAR)
        return next((n for n in range(at - 1, first, -1) if n not in self.small), -1)

    def _part_of(self, at: int) -> bool:
        """Whether it only says what a noun before it is about: "talks on", not "nach dem Treffen die Waffenruhe"."""
        noun = self.led(at)
        behind = self.words.tokens[noun + 1].word
        return noun in self.about and behind not in table(self.language).get("new_object", ())

    def owned(self, name: Place) -> bool:
        """Whether it only says whose somebody is: "l'avocat de Dolan", "Dolans Anwalt"."""
        tokens, belonging = self.words.tokens, self.at("belonging")
        of = table(self.language).get("of", ())
        if name[1] in belonging and tokens[name[1] - 1].word.endswith("s"):
            return True
        if name in self.people and tokens[name[0] - 1].word in of and name[0]:
            return True
        titles = self.at("titles")
        before = (n for n in range(name[0] - 1, max(-1, name[0] - 1 - _FAR), -1) if n not in self.small | titles)
        return next(before, -1) in belonging


def told_in(ground: Ground, kind: str) -> Iterator[Told]:
    """Where the phrases of a class stand, with the thing or the person where they say it must."""
    signs = {BEGINS, *SLOTS}
    for at, token in enumerate(ground.words.tokens):
        for shape in shapes(ground.language, kind):
            if shape[0] not in signs and not fits_in(shape[0], token):
                continue
            if found := next(_walk(ground, shape, 0, at, Told(place=(0, 0))), None):
                yield found
                break


def is_of(ground: Ground, told: Told) -> bool:
    """Whether a verb is of one of the things: by its phrase, or in its sentence with no other thing between."""
    if told.of is not None:
        return True
    return any(_joined(ground, told.place, thing) for thing in ground.free)


def next_to(ground: Ground, told: Told) -> bool:
    """Whether a verb has one of the things right beside it."""
    for thing in ground.free:
        first, last = sorted((told.place, thing))
        if ground.small.issuperset(range(first[1], last[0])):
            return True
    return False


def of_talks(ground: Ground, told: Told) -> bool:
    """Whether a verb is of what is only about one of the things: "talks on a truce fail"."""
    return any(_joined(ground, told.place, thing, but=ground.beside) for thing in ground.talked)


def _joined(ground: Ground, verb: Place, thing: Place, but: frozenset[int] | None = None) -> bool:
    first, last = sorted((verb, thing))
    between = range(first[1], last[0])
    marks = {ground.words.tokens[n].word for n in between if ground.words.tokens[n].is_mark}
    parting = {n for n in ground.about if ground.led(n) not in ground.beside} if but is None else but
    return _LABELS.issuperset(marks) and (bool(marks) or parting.isdisjoint(between))


def _walk(ground: Ground, shape: tuple[str, ...], step: int, at: int, told: Told) -> Iterator[Told]:
    """The ways in which the rest of a phrase stands from this word on."""
    tokens = ground.words.tokens
    if step == len(shape):
        yield told
        return
    key = shape[step]
    if key == BEGINS:
        if at == 0 or tokens[at - 1].word in _LABELS | _STOPS:
            yield from _walk(ground, shape, step + 1, at, replace(told, noun=True))
    elif key == ENDS:
        if at == len(tokens) or tokens[at].is_mark:
            yield from _walk(ground, shape, step + 1, at, told)
    elif key == GAP:
        end = clause_end(ground.words, at)
        if end > at and fits_in(shape[step + 1], tokens[end - 1]):
            yield from _walk(ground, shape, step + 2, end, told)
    elif key in SLOTS:
        yield from _filled(ground, shape, step, at, told)
    elif at < len(tokens) and fits_in(key, tokens[at]):
        yield from _walk(ground, shape, step + 1, at + 1, replace(told, place=_longer(told.place, at)))


def _longer(place: Place, at: int) -> Place:
    """The place with the next word of a phrase, if nothing stands between."""
    if place == (0, 0):
        return (at, at + 1)
    return (place[0], at + 1) if place[1] == at else place


def _filled(ground: Ground, shape: tuple[str, ...], step: int, at: int, told: Told) -> Iterator[Told]:
    """The same where a thing or a person is to stand: behind small words, or, where the phrase begins with it, right there."""
    person = shape[step] == PERSON
    leads = step == 0 or shape[step - 1] == BEGINS
    start = at if leads else _after_small(ground, at, person=person)
    found = next((p for p in _fillers(ground, person=person, leads=leads) if p[0] == start), None)
    if found is None:
        return
    end, filled = found[1], replace(told, of=told.of or found)
    while True:
        yield from _walk(ground, shape, step + 1, end, filled)
        comma = person and end == found[1] and [t.word for t in ground.words.tokens[end : end + 1]] == [","]
        if step + 1 == len(shape) or not (comma or end in ground.small):
            return
        end += 1


def _fillers(ground: Ground, *, person: bool, leads: bool) -> tuple[Place, ...]:
    if not person:
        return ground.free if leads else tuple(p for p in ground.things if not ground.compound(p))
    names = dict.fromkeys((*ground.asked, *ground.people))
    whole = (n for n in names if not any(o != n and o[0] <= n[0] and n[1] <= o[1] for o in names))
    return tuple(n for n in whole if not (ground.owned(n) if leads else _owner(ground, n)))


def _owner(ground: Ground, name: Place) -> bool:
    """Whether what is theirs follows: "Dolans Anwalt"."""
    return name[1] in ground.at("belonging") and ground.words.tokens[name[1] - 1].word.endswith("s")


def _after_small(ground: Ground, at: int, *, person: bool) -> int:
    """The first word from there on that is no small one."""
    names = {n for p in (*ground.asked, *ground.people) for n in range(*p)} if person else set()
    small = (ground.small | ground.at("titles") if person else ground.small) - names
    things = {p[0] for p in ground.things} if not person else set()
    while at in small and at not in things:
        at += 1
    return at
