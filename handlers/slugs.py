"""Which story somebody means: a slug, the beginning of one, of a word in it or of its title; a near miss gets a suggestion."""

import difflib
import re
from collections.abc import Mapping, Sequence
from types import MappingProxyType

from bot.errors import CommandError

_ECHOED = 40
_LISTED = 10
_SHORTEST = 3
_TELLING = 5
"""How long a word is that names a story inside a question: "with" and "does" are in many titles."""


def resolve(typed: str, slugs: Sequence[str], titles: Mapping[str, str] = MappingProxyType({})) -> str:
    """The slug meant; `titles` are the stories', by slug. Raises CommandError with what there is instead."""
    wanted = "-".join(typed.casefold().split())
    if wanted in slugs:
        return wanted
    starting = [s for s in slugs if wanted and s.startswith(wanted)]
    starting = starting or [s for s in slugs if wanted and f"-{wanted}" in s]
    starting = starting or _titled(typed, titles)
    if len(starting) == 1:
        return starting[0]
    if starting:
        raise CommandError(f'"{_short(typed)}" could be {_listed(starting)}; type one more letter.')
    raise CommandError(f'There is no story "{_short(typed)}". {_hint(wanted, slugs)}')


def _titled(typed: str, titles: Mapping[str, str]) -> list[str]:
    """The stories whose title begins so, or else has a word that does; not by one or two letters, which any title has."""
    wanted = _words(typed)
    if len(wanted) < _SHORTEST:
        return []
    named = {slug: _words(title) for slug, title in titles.items()}
    return [s for s, title in named.items() if title.startswith(wanted)] or [
        s for s, title in named.items() if f" {wanted}" in title
    ]


def _words(text: str) -> str:
    return " ".join(re.findall(r"\w+", text.casefold()))


def named_in(question: str, slugs: Sequence[str], titles: Mapping[str, str] = MappingProxyType({})) -> str:
    """The one story a question in plain words names, by its slug or a long word of its slug or title; "" for none, or several."""
    asked = f" {_words(question)} "
    found = [s for s in slugs if f" {_words(s.replace('-', ' '))} " in asked]
    if not found:
        own = {s: {*_words(s.replace("-", " ")).split(), *_words(titles.get(s, "")).split()} for s in slugs}
        asked_of = {w for w in asked.split() if len(w) >= _TELLING}
        found = [s for s in slugs if asked_of & own[s]]
    return found[0] if len(found) == 1 else ""


def near(word: str, known: Sequence[str]) -> str:
    """The known word somebody may have meant, "" for none."""
    return next(iter(difflib.get_close_matches(word[:_ECHOED].casefold(), known, n=1, cutoff=0.6)), "")


def _hint(wanted: str, slugs: Sequence[str]) -> str:
    close = near(wanted, slugs)
    if close:
        return f"Did you mean {close}?"
    return f"There is {_listed(slugs)}." if slugs else "There is none yet; “watchdesk story import FILE” brings one."


def _listed(slugs: Sequence[str]) -> str:
    shown = ", ".join(slugs[:_LISTED])
    return f"{shown} and {len(slugs) - _LISTED} more" if len(slugs) > _LISTED else shown


def _short(typed: str) -> str:
    return typed if len(typed) <= _ECHOED else typed[: _ECHOED - 1] + "…"
