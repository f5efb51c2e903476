"""How alike two reports are: copies of one text, or tellings of one happening."""

import re
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from itertools import pairwise
from typing import Any

from bot.domain.evidence import Phase
from watchers.finder import words_of
from watchers.folding import folded
from watchers.phrasebook import lexicon

WIRE_ALIKE = 0.9
"""Share of word pairs two texts must have in common to be one wire report."""
WIRE_WORDS = 12
"""Fewer words than this prove nothing."""
TITLE_WORDS = 4
"""A shorter title ("Live updates") may be anybody's."""
SAME = 0.5

_TAIL = re.compile(r"\s+[-–—|]\s+[\w.' ]{2,40}(?:\([\w .]+\))?$")
_LABEL = re.compile(
    r"^(?:(?:live|breaking|exclusive|update[sd]?|watch|video|photos|analysis|opinion|just in|news\d*|\w+ live)\s*[:|–—-]\s*)+",
    re.IGNORECASE,
)
_BLANK = re.compile(r"[\W_]+")
_LINK = re.compile(r"^[a-z]+://(?:www\.|m\.|amp\.)?", re.IGNORECASE)


@dataclass(frozen=True, kw_only=True)
class Telling:
    """A report as it is compared: what it says, when, and in what phase."""

    title: str
    link: str
    stems: frozenset[str]
    names: frozenset[str]
    numbers: frozenset[str]
    grams: frozenset[str]
    pairs: frozenset[tuple[str, str]]
    at: datetime
    phase: Phase
    side: str


@dataclass(frozen=True, kw_only=True)
class Likeness:
    """Whether two tellings are of one development, the score, and why."""

    same: bool
    score: float
    why: str


@lru_cache(maxsize=4096)
def telling(*, title: str, summary: str, link: str, at: datetime, phase: Phase, side: str) -> Telling:
    """What of a report is compared; the summary counts where it says more than the title."""
    words = words_of(title)
    text = [t.word for t in words_of(f"{title} {summary}").tokens if not t.is_mark]
    bare = normalised_title(title)
    return Telling(
        title=bare,
        link=canonical_link(link),
        stems=lexicon().content(words),
        names=frozenset(t.word for t in words.tokens[1:] if t.raw[:1].isupper()),
        numbers=frozenset(t.word for t in words.tokens if t.word[:1].isdigit()),
        grams=frozenset(bare[i : i + 4] for i in range(len(bare) - 3)),
        pairs=frozenset(pairwise(text)),
        at=at,
        phase=phase,
        side=side,
    )


def normalised_title(title: str) -> str:
    """Folded, without outlet tails ("- Reuters"), section labels ("LIVE:") and punctuation."""
    bare = _LABEL.sub("", _TAIL.sub("", title.strip()))
    return _BLANK.sub(" ", folded(bare or title)).strip()


def canonical_link(link: str) -> str:
    """Without scheme, www, query and trailing slash."""
    return _LINK.sub("", link).split("?")[0].split("#")[0].rstrip("/").casefold()


def copied(new: Telling, old: Telling) -> str:
    """Why one is a copy of the other; "" where it is none."""
    if new.link and new.link == old.link and "/" in new.link:
        return "the same link"
    if new.title == old.title and len(new.title.split()) >= TITLE_WORDS:
        return "the same title"
    if min(len(new.pairs), len(old.pairs)) >= WIRE_WORDS and (share := _share(new.pairs, old.pairs)) >= WIRE_ALIKE:
        return f"text alike at {share:.2f}, {WIRE_ALIKE} asked for"
    return ""


def same_development(new: Telling, old: Telling) -> Likeness:
    """Whether two reports on one target tell of the same happening."""
    score = _score(new, old)
    rule = f"score {score:.2f}, {SAME} asked for"
    agree = "phases agree" if new.phase is old.phase else f"{new.phase} is not {old.phase}"
    return Likeness(same=score >= SAME, score=score, why=f"{agree}, {rule}")


def _score(new: Telling, old: Telling) -> float:
    words = _share(new.stems, old.stems)
    letters = _share(new.grams, old.grams)
    phase = 0.25 if new.phase is old.phase and new.phase is not Phase.NONE else 0.0
    return words * 0.8 + letters * 0.4 + phase


def _share(a: frozenset[Any], b: frozenset[Any]) -> float:
    return len(a & b) / len(a | b) if a or b else 0.0
