"""The names an actor usually goes by, as a start for a story file; a running story uses only what its file lists."""

import tomllib
from functools import cache
from importlib.resources import files

_PARTS = frozenset("of the and for".split())  # noqa: SIM905 - reads better as words


def usual_names(name: str) -> tuple[str, ...]:
    """Demonym, capital and leaders of a country; the surname of somebody who is written with a first name."""
    if name in known_names():
        return (*known_names()[name], *_table("leaders").get(name, ()))
    words = name.split()
    if 2 <= len(words) <= 3 and all(w[:1].isupper() and not w.isupper() for w in words) and not _PARTS & set(words):  # noqa: PLR2004
        return (words[-1],)
    return ()


@cache
def known_names() -> dict[str, tuple[str, ...]]:
    """Every listed country with the names it goes by."""
    return _table("names")


@cache
def _table(which: str) -> dict[str, tuple[str, ...]]:
    text = (files("watchers") / "lexicon" / "names.toml").read_text(encoding="utf-8")
    return {name: tuple(names) for name, names in tomllib.loads(text)[which].items()}
