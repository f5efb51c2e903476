"""How a report names the newsroom it has it from: "(Reuters) -", "..., Reuters reports", "laut Reuters", "- STATE TV"."""

import re
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files

from bot.domain.story import Story

HEAD = 400
"""Characters of a summary in which an attribution speaks for the whole report."""
_PLACE = r"(?:[A-Z][A-Z'’.-]+(?:[ /][A-Z][A-Z'’.-]+){0,3})"
_DAY = r"(?:[A-Z][a-z]{2,8}\.?\s\d{1,2})"
_DATELINE = rf"(?:{_PLACE},?\s+(?:{_DAY}\s+)?|(?:[A-Z][\w'’.-]+\s){{1,3}}?,?\s*{_DAY}\s+)?"
"""Where and when: "HARBOUR TOWN, May 1 (Reuters)". In "the Isle Press Agency (IPA)" the brackets say what it is called."""


@dataclass(frozen=True, kw_only=True)
class Credit:
    """A newsroom, by the name it is known by, and the words that give it the credit."""

    name: str
    words: str


@dataclass(frozen=True, kw_only=True)
class _Patterns:
    bylines: tuple[re.Pattern[str], ...]
    """What an agency's own text begins with: "(Reuters) -", "by Agence France-Presse - AFP", "By REUTERS", "Reuters: ..."."""
    titles: tuple[re.Pattern[str], ...]
    """A title's tail or lead: "... - Axios", "... (Reuters)", "Axios: ..."."""
    quoted: tuple[re.Pattern[str], ...]
    """Whom a report has it from: "Reuters reported", "according to Axios", "told Reuters", "laut dpa"."""
    ends: tuple[re.Pattern[str], ...]
    """What a text is signed with: "... on Monday. (Reuters)"."""


def credit_in(title: str, summary: str, story: Story) -> Credit | None:
    """The newsroom a report says it has it from; None where it names none."""
    own, head = newsrooms_of(story), summary[:HEAD]
    plain, capital = _patterns(own), _patterns(own, capitals=True) if title.isupper() else None
    for text, patterns in (
        (head, plain.bylines),
        (title, (*plain.titles, *plain.quoted, *(capital.titles + capital.quoted if capital else ()))),
        (head, plain.quoted),
        (summary, plain.ends),
    ):
        found = next((f for p in patterns for f in p.finditer(text) if not _gives_none(f, text)), None)
        if found:
            return Credit(name=_known(found["name"], own), words=found[0].strip(" -–—|(),.:"))
    return None


def _gives_none(found: re.Match[str], text: str) -> bool:
    """Whether it names a report only to speak against it, "calling the Daily Herald report nonsense", or whose a picture is."""
    before, words = text[: found.start()], found[0].casefold()
    against = words.endswith(("report", "reports")) and _disputing().search(before)
    return bool(against or (words.startswith(("by ", "via ")) and _pictured().search(before)))


@cache
def _disputing() -> re.Pattern[str]:
    return re.compile(rf"\b{_any(credit_words()['credits']['disputing'])}\s+(?:(?:a|an|the)\s+)?(?:\w+\s+)?$")


@cache
def _pictured() -> re.Pattern[str]:
    return re.compile(rf"\b{_any(credit_words()['credits']['pictures'])}\s*(?:[:(][^.!?\n]{{0,40}})?$")


def newsrooms_of(story: Story) -> tuple[str, ...]:
    """The newsrooms of the story's own that others may have a report from: its feeds' sources, and whatever is named as one.

    A ministry or a person among its sources is none: ten papers that quote a minister have ten reports.
    """
    feeds = {f.source for f in story.feeds}
    return tuple(s.name for s in story.sources if s.name in feeds or _called_one().search(s.name))


def is_newsroom(name: str, story: Story) -> bool:
    """Whether it is a newsroom that many quote, one of the story's own, or named as one."""
    return name in newsrooms() or name in newsrooms_of(story) or bool(_called_one().search(name))


def signed(name: str) -> re.Pattern[str]:
    """What signs a title: "... - Axios"."""
    return re.compile(rf"\s[-–—|]\s*(?:[Rr]eport by\s+)?{name}(?:\s+reports?)?\s*$")


@cache
def newsrooms() -> Mapping[str, str]:
    """Every way a newsroom that many quote is written, and the name it is known by."""
    return {alias: name for name, aliases in credit_words()["newsrooms"].items() for alias in aliases}


def _known(written: str, own: tuple[str, ...]) -> str:
    """The name of a newsroom, as the story's own sources have it where they have it under any of its names."""
    name = next((n for n in (*newsrooms(), *own) if written in {n, n.upper()}), written)
    same = newsrooms().get(name, name)
    return name if name in own else next((o for o in own if newsrooms().get(o, o) == same), same)


@lru_cache(maxsize=256)
def _patterns(own: tuple[str, ...], *, capitals: bool = False) -> _Patterns:
    names = sorted({*newsrooms(), *own}, key=len, reverse=True)
    name = _named(n.upper() if capitals else n for n in names)
    words = credit_words()["credits"]
    between = rf"(?:{_any(words['between'])}(?:\s+|(?<=['’])))*"
    brackets = rf"\({name}(?:\s*[,/]\s*\w[\w ]*)?\)"
    return _Patterns(
        bylines=(
            re.compile(rf"{brackets}\s*[-–—]"),
            re.compile(rf"^{_DATELINE}{brackets}"),
            re.compile(rf"\b(?:[Bb]y|Source:)\s+(?:the\s+)?{name}\b"),
            re.compile(rf"^B[yY]\s+{_named(n.upper() for n in names)}\b"),
            re.compile(rf"^{name}\s*?[:\n]"),
        ),
        titles=(
            signed(name),
            re.compile(rf"^{name}\s*:"),
            re.compile(rf"{brackets}\s*$"),
            re.compile(rf"^{brackets}"),
            re.compile(rf"(?:[:;]|[,:;–—-]\s*{_any(words['before_the_end'])})\s+{between}{name}\s*$"),
        ),
        quoted=(
            re.compile(rf"\b{name}\s+{between}(?:{_any(words['have'])}\s+){{0,2}}{_any(words['after'])}\b"),
            re.compile(rf"(?<!\w){_any(words['before'])}\s+{between}{name}\b"),
        ),
        ends=(re.compile(rf"[.!?…\"”’»]\s*{brackets}\.?\s*$"),),
    )


def _named(names: Iterable[str]) -> str:
    return rf"(?P<name>{'|'.join(map(re.escape, names))})"


def _any(words: Iterable[str]) -> str:
    """Any of these, the longest first, in whatever case."""
    ordered = sorted(words, key=len, reverse=True)
    return rf"(?i:{'|'.join(re.escape(w).replace(chr(39), '[’' + chr(39) + ']') for w in ordered)})"


@cache
def _called_one() -> re.Pattern[str]:
    return re.compile(rf"(?:\b|(?<=[a-z]))(?:{'|'.join(credit_words()['credits']['called'])})\b")


@cache
def credit_words() -> Mapping[str, Mapping[str, list[str]]]:
    """How reports name newsrooms, as `lexicon/newsrooms.toml` has it."""
    text = (files("watchers") / "lexicon" / "newsrooms.toml").read_text(encoding="utf-8")
    table: Mapping[str, Mapping[str, list[str]]] = tomllib.loads(text)
    return table
