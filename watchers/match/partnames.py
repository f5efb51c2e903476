"""Names that are no actor's, and yet tell what an entry may be about: part of an actor's name, or a name in the question.

"Abbott" is no name of the actor "Abbott government", and an anchor beside it is no match. It is enough to have the entry
read against the question (`judge/whole.py`), where the extra is installed. A country is more: beside an anchor it stands for
its own parliament, army or police. So is a first name, which stands for its person.
"""

from collections import Counter
from collections.abc import Mapping
from functools import cache, lru_cache

from bot.domain.story import Actor, WatchItem
from watchers.words.finder import Place, Words, words_of
from watchers.words.grammar import forms, stems
from watchers.words.names import bodies_like, body_of, country_of, known_names, surname, usual_names, words_in_capitals
from watchers.words.phrasebook import lexicon
from watchers.words.stems import of_manner, stem
from watchers.words.tokens import in_title_case

_GO_ON = forms("modals") | forms("finite") | forms("prepositions") | forms("go_on")
_SIDES = forms("sides")
_TITLES = forms("titles")
_DETERMINERS = forms("determiners")
_BODIES = stems("bodies")
_COMPANIES = forms("company_names")
_TWO = 2
_OF_NOBODY = forms("no_first_names")
_MANY = 1_000
"""Actors of a story up to which a first name may stand for one."""
_DEMONYM = tuple(forms("demonyms"))


def part_names(item: WatchItem, actors: tuple[Actor, ...]) -> frozenset[str]:
    """The stems of names in the item's question, its anchors and its actors' names, and of these the initials too ("BA").

    Of a country they are those of all its names.
    """
    names = tuple(name for actor in actors for name in actor.names)
    initials = ("".join(w[0] for w in name.split() if w[0].isupper()) for name in names)
    texts = (
        item.question,
        item.anchors,
        *names,
        *(i for i in initials if len(i) > 1 and i.casefold() not in words_in_capitals()),
    )
    own = frozenset(s for text in texts for s in _names(words_of(text)))
    return own.union(*(names for names in _countries() if own & names))


def by_country(actors: tuple[Actor, ...]) -> tuple[Actor, ...]:
    """Those of the actors that are a country's body, by the country's names, but for what is a name of any actor anyway."""
    taken = {name.casefold() for actor in actors for name in actor.names}
    found = ((a, tuple(n for name in a.names for n in country_of(name) if n.casefold() not in taken)) for a in actors)
    return tuple(Actor(name=a.name, aliases=names) for a, names in found if names)


def by_bare_name(actors: tuple[Actor, ...]) -> tuple[Actor, ...]:
    """Those of the actors that are a country's body, as it is called at home: "Senate"; not by what is a name of any actor, or of two."""
    taken = Counter(name.casefold() for actor in actors for name in actor.names)
    found = [(a, bare) for a in actors if (bare := body_of(a.name))]
    taken.update(bare.casefold() for _, bare in found)
    return tuple(Actor(name=a.name, aliases=(bare,)) for a, bare in found if taken[bare.casefold()] == 1)


def by_first_name(actors: tuple[Actor, ...]) -> tuple[Actor, ...]:
    """Those of the actors that are people, by their first name, but for what is a name of any actor, or of a country, or of two.

    Where the story file does not say its `kind`, a name of two or three words is a person's that no body's name ends in, and
    that begins with no such word as bodies' names do: "General Motors", "Air Auria". Of many actors a first name is nobody's
    in particular.
    """
    if len(actors) > _MANY:
        return ()
    taken = {name.casefold() for actor in actors for name in actor.names} | _OF_NOBODY | _TITLES | lands()
    firsts = [(a, a.name.partition(" ")[0]) for a in actors if is_person(a) and surname(a.name)]
    several = Counter(first.casefold() for _, first in firsts)
    own = (
        (a, n)
        for a, n in firsts
        if n not in surname(a.name) and n.casefold() not in taken and several[n.casefold()] == 1
    )
    return tuple(Actor(name=a.name, aliases=(n,)) for a, n in own if len(n) > 1)


def by_initials(actors: tuple[Actor, ...]) -> tuple[Actor, ...]:
    """Those of the actors that are companies, by the initials their name begins with: BAE for "BAE Systems".

    Not by what is any actor's own name, or a country's, or a word.
    """
    taken = {name.casefold() for actor in actors for name in actor.names} | lands() | words_in_capitals()
    first = ((a, a.name.split()) for a in actors if not a.is_person)
    own = ((a, w[0]) for a, w in first if len(w) > 1 and len(w[0]) > _TWO and w[0].isalpha() and w[0].isupper())
    return tuple(
        Actor(name=a.name, aliases=(short,))
        for a, short in own
        if short.casefold() not in taken and not _COMPANIES.isdisjoint(a.name.casefold().split()[1:])
    )


def is_person(actor: Actor) -> bool:
    """By its kind in the story file; where that says none, by a name of a first and a last word, none of them a body's."""
    if actor.kind:
        return actor.is_person
    return bool(surname(actor.name)) and _BODIES.isdisjoint(words_of(actor.name).stems)


@cache
def lands() -> frozenset[str]:
    """The names of all countries, in small letters."""
    return frozenset(n.casefold() for country, names in known_names().items() for n in (country, *names))


@lru_cache(maxsize=2048)
def lands_in(words: Words) -> frozenset[str]:
    """The names of countries in a passage, by their stems."""
    told = zip(words.stems, words.tokens, strict=True)
    return frozenset(s for s, t in told if t.raw[:1].isupper() and t.word in lands())


def called(words: Words, first: int, last: int) -> bool:
    """Whether the first name there is nobody else's: no other name stands before it, nor a surname after it."""
    tokens = words.tokens
    titled = in_title_case(tokens)
    before, then = next(iter(tokens[first - 1 : first]), None), next(iter(tokens[last : last + 1]), None)
    another = before and before.raw[:1].isupper() and not (titled or before.word in _TITLES)
    if another or not tokens[first].raw[:1].isupper():
        return False
    if then is None or then.is_mark or then.word in _GO_ON or then.word == "'s" or of_manner(then.word):
        return True
    verb = any(c.first == last for c in lexicon().find(words))  # "Southwest farmers" are nobody's first name
    return verb and (titled or not then.raw[:1].isupper())


def at_home(words: Words, first: int) -> bool:
    """Whether nothing stands before a body's bare name that says whose it is: "the Senate", "splits Senate"; no "Kovel Senate"."""
    before = next(iter(words.tokens[first - 1 : first]), None)
    plain = before is None or not before.raw[:1].isupper() or before.word in _GO_ON | _DETERMINERS
    return plain or lexicon().is_deed(words.stems[first - 1])


def stands_alone(words: Words, first: int, last: int, actor: str) -> bool:
    """Whether the country's name there is no part of another's: not before a noun of its own ("Greek farmers") nor after a first name.

    Before such a body as the actor is, its verb, or what is its own in a war ("Yemen's warring parties"), it is the country.
    """
    tokens = words.tokens
    if first and tokens[first - 1].raw[:1].isupper() and not in_title_case(tokens):
        return False
    then = tokens[last : last + 3]
    if not then or then[0].is_mark or then[0].word in _GO_ON:
        return True
    if any(t.word in bodies_like(actor) | _SIDES for t in then):
        return True
    acts = then[0].word.endswith(("s", "ed")) and lexicon().is_deed(words.stems[last])
    return acts and not words.tokens[first].raw.endswith(_DEMONYM)


def party_of(name: tuple[str, ...]) -> frozenset[str]:
    """Whose a name (its stems) is: for a country's, or its leader's, all of theirs; else itself."""
    return next((own for own in _parties() if own & set(name)), frozenset(name))


def named_in(words: Words, parts: frozenset[str]) -> dict[str, Place]:
    """The first place of each of the names (by its stem) that stand in a passage, in its order."""
    names = _names(words)
    return {} if parts.isdisjoint(names) else {s: place for s, place in names.items() if s in parts}


@lru_cache(maxsize=2048)
def _names(words: Words) -> Mapping[str, Place]:
    """What is written as a name, by its stem: words of content with a capital letter, and short ones in capitals."""
    content = lexicon().content(words)
    found: dict[str, Place] = {}
    for at, (s, t) in enumerate(zip(words.stems, words.tokens, strict=True)):
        if t.raw[:1].isupper() and (s in content or (t.raw.isupper() and len(t.raw) > 1)):
            found.setdefault(s, (at, at + 1))
    return found


@cache
def _parties() -> tuple[frozenset[str], ...]:
    """The stems of each country's names of one word and of who leads it."""
    led = ((country, *usual_names(country)) for country in known_names())
    return tuple(frozenset(stem(n.casefold().replace(".", "")) for n in names if " " not in n) for names in led)


def by_other_names(named: frozenset[str]) -> frozenset[str]:
    """The stems of all names of the countries that these (stems) name: of Italy also what is Italian."""
    return frozenset().union(*(names for names in _countries() if named & names))


@cache
def _countries() -> tuple[frozenset[str], ...]:
    """The stems of each country's names of one word: what is Greek is of Greece, and of Athens."""
    groups = ((country, *names) for country, names in known_names().items())
    return tuple(frozenset(stem(name.casefold()) for name in group if " " not in name) for group in groups)
