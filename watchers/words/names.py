"""The names that countries, leaders and bodies usually go by.

A running story finds its actors by its own file. By these it tells that somebody else than its actors acts or speaks
(`judge/outsiders.py`), that a country stands for its own body, and an evaluation names the actors of its questions.
"""

import re
import tomllib
from functools import cache
from importlib.resources import files

from watchers.words.grammar import forms

_BRACKETED = re.compile(r"\s*\([^)]*\)\s*")
_TWO = 2
_THREE = 3
_SHORT = 5
_GIVEN = (1, 2)
_PARTICLES = forms("name_particles")
_ARTICLES = forms("name_articles")
_PARTIES = forms("party_kinds")
_NO_PERSON = _PARTIES | forms("in_names_of_bodies")


def usual_names(name: str) -> tuple[str, ...]:
    """Demonym, capital and leaders of a country, also of its army or court; what a body is called for short; else a surname."""
    bare = _BRACKETED.sub(" ", name).strip()  # "Osmo (Oz) Dolan"
    if bare and bare != name:
        return (bare, *usual_names(bare))
    if name in known_names():
        return (*known_names()[name], *_table("leaders").get(name, ()))
    if short := _table("bodies").get(name):
        return short
    return _of_a_country(name) or _for_short(name) or surname(name)


@cache
def leaders() -> frozenset[str]:
    """Who leads and speaks for countries, by the names headlines use, in small letters."""
    return frozenset(name.casefold() for names in _table("leaders").values() for name in names)


def _of_a_country(name: str) -> tuple[str, ...]:
    """The other ways to say whose it is: "Sudanese army" for "Sudan army", and the other way round."""
    for country, names in known_names().items():
        for own in (country, *names):
            if name.startswith((f"{own} ", f"{own}'s ")):
                rest = name.removeprefix(own).removeprefix("'s").lstrip()
                return tuple(of for n in (country, *names) if (of := f"{n} {rest}") != name)
    return ()


def _for_short(name: str) -> tuple[str, ...]:
    """What a party is called for short: "Move Forward" and MFP for "Move Forward Party", Kadima for "Livni's Kadima party"."""
    whose, _, own = name.rpartition("'s ")
    words = own.split()
    if len(words) < _TWO or words[-1].casefold() not in _PARTIES:
        return ()
    big = [w for w in words if w[:1].isupper()]
    initials = "".join(w[0] for w in big) if len(big) >= _THREE else ""
    short = " ".join(words[:-1]) if whose or len(words) > _TWO else ""
    return tuple(n for n in (short if short[:1].isupper() else "", initials) if n)


def country_of(name: str) -> tuple[str, ...]:
    """The names of the country whose body this is, () of whatever is none: Greece and Greek for "Greek parliament".

    Its capital, its other bodies and armed groups that share the country are no names of it here.
    """
    first, _, rest = name.partition(" ")
    for own, country in _begun().get(first.removesuffix("'s"), ()) if rest else ():
        if name.startswith((f"{own} ", f"{own}'s ")) and _is_public(name.removeprefix(own).removeprefix("'s").split()):
            return tuple(n for n in (country, *known_names()[country]) if _is_of(country, n))
    return ()


def body_of(name: str) -> str:
    """What a country's body is called at home: Senate for "US Senate"; "" for what is written small, or is none: "Greek parliament"."""
    first, _, rest = name.partition(" ")
    for own, _ in _begun().get(first.removesuffix("'s"), ()):
        if name.startswith((f"{own} ", f"{own}'s ")):
            rest = name.removeprefix(own).removeprefix("'s").lstrip()
    return rest if rest == rest.title() and country_of(name) else ""


def _is_of(country: str, name: str) -> bool:
    """Whether a name is the country's own: short for it, or of one root with it, as "South Korean" is and "Mexico City" is not."""
    return name.replace(".", "").isupper() or (name[:2] == country[:2] and not name.endswith(" City"))


@cache
def _begun() -> dict[str, tuple[tuple[str, str], ...]]:
    """Every name of a country, with the country, by its first word."""
    found: dict[str, tuple[tuple[str, str], ...]] = {}
    for country, names in known_names().items():
        for own in (country, *names):
            first = own.partition(" ")[0]
            found[first] = (*found.get(first, ()), (own, country))
    return found


def _is_public(rest: list[str]) -> bool:
    """Whether what is left of a name is what states have: "parliament", "Foreign Ministry"; no airline, no rebels."""
    return bool(bodies_like(rest[-1]))


@cache
def bodies_like(name: str) -> frozenset[str]:
    """The words (small letters) for such a body of a state as the name ends in: "MPs" for a parliament; none for anybody else."""
    last = name.casefold().rpartition(" ")[2]
    return next((frozenset(words) for words in _table("public").values() if last in words), frozenset())


def surname(name: str) -> tuple[str, ...]:
    """The surname of somebody who is written with a first name, () of whatever is no person's name.

    It comes first in Chinese and Korean names of three short parts: "Yoon Suk Yeol", "Moon Jae-in".
    """
    if name in known_names() or name in _table("bodies") or any(name in names for names in known_names().values()):
        return ()
    words = name.split()
    parts = name.replace("-", " ").split()
    if len(parts) == _THREE and parts[0] in _surnames_first() and all(len(p) <= _SHORT for p in parts):
        return (words[0],)
    first = next((n for n in range(1, len(words)) if all(w.casefold() in _PARTICLES for w in words[n:-1])), 0)
    given, last = words[:first], words[first:]
    full = first in _GIVEN and not _NO_PERSON & {w.casefold() for w in words}
    article, _, bare = last[-1].partition("-") if last else ("", "", "")
    bare = bare if article.casefold() in _ARTICLES else ""
    if not full or not all(w[:1].isupper() and not w.isupper() for w in (*given, bare or last[-1])):
        return ()
    return (" ".join(last), *((bare,) if bare else ()))


@cache
def _surnames_first() -> frozenset[str]:
    return frozenset(_table("surnames")["first"])


@cache
def words_in_capitals() -> frozenset[str]:
    """Short names in capitals that are also words: who "THEY TOLD US" is about, only another name can tell."""
    return frozenset(_table("capitals")["words"])


@cache
def known_names() -> dict[str, tuple[str, ...]]:
    """Every listed country with the names it goes by."""
    return _table("names")


@cache
def known_parties() -> frozenset[str]:
    """What states and the bodies they form go by, in small letters."""
    bodies = (n for name, others in _table("bodies").items() for n in (name, *others))
    states = (n for name, others in known_names().items() for n in (name, *others))
    return frozenset(n.casefold() for n in (*states, *bodies))


@cache
def _table(which: str) -> dict[str, tuple[str, ...]]:
    text = (files("watchers") / "lexicon" / "names.toml").read_text(encoding="utf-8")
    return {name: tuple(names) for name, names in tomllib.loads(text)[which].items()}
