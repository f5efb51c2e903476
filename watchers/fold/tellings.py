"""A report as it is compared with others: what it says, in which words, on whose word, when, and in what phase."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from itertools import pairwise

from bot.domain.evidence import Phase
from bot.domain.weblink import page, part
from watchers.fold.asides import is_aside
from watchers.fold.origins import unsigned
from watchers.fold.synonyms import terms
from watchers.judge.outsiders import speaker
from watchers.judge.phases import phase_of
from watchers.judge.scene import scene_of
from watchers.words.finder import Words, words_of
from watchers.words.headline import headline, without_labels
from watchers.words.tokens import Token

_NUMBER = re.compile(r"\d+")
_DATELINE = re.compile(r"^(?:[^.!?()\n]{0,50}\([^)\n]{2,40}\)|[A-Z][A-Z .,'’-]{2,40})\s*[-–—]\s+")
"""Where a text is from: "HARBOUR TOWN, May 1 (Reuters) - "."""
_BEFORE_IT = frozenset(["after", "following", "amid", "since", "despite"])
"""What opens the part of a headline that tells of something earlier: "Families grieve in Karsa after flood"."""
_LEAD = 3
"""Words a headline's lead has at least: "After the fire, families grieve" has no part before its "after"."""
_ORDINALS = frozenset(
    ["first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "1st", "2nd", "3rd", "4th"]
)
_AHEAD = ("future", "prospect", "condition")
_LONG = 4
_CAPITALS = 0.6
"""Where more of a sentence's longer words than this are written with a capital, capitals mark no names."""


@dataclass(frozen=True, kw_only=True)
class Telling:
    """`terms` is what the headline speaks of, `text` the same with the summary; synonyms are one term.

    `said` is the headline as it stands, without its outlet's name and labels ("LIVE: "); `lead` is what of it does not tell of
    something earlier, `deed` the lead without names; `numbers` are the headline's digits, `ordinals` number one of a series;
    `ahead` speaks of what may come; `aside` explains, argues, portrays or sums up. `pairs` are those of neighbouring words in
    headline and summary; `body` is the summary's words, without its dateline and a word that was cut, and `told` what it speaks of.
    """

    title: str
    said: str
    link: str
    outlet: str
    terms: frozenset[str]
    text: frozenset[str]
    lead: frozenset[str]
    deed: frozenset[str]
    names: frozenset[str]
    numbers: frozenset[str]
    ordinals: frozenset[str]
    speaker: str
    ahead: bool
    aside: bool
    pairs: frozenset[tuple[str, str]]
    body: tuple[str, ...]
    told: frozenset[str]
    at: datetime
    phase: Phase


def _part(link: str) -> str:
    """The page, and which part of it, where the link says; "" where it leads to none."""
    where, which = page(link), part(link)
    return f"{where}#{which}" if where and which and not where.endswith(which) else where


@lru_cache(maxsize=4096)
def telling(*, title: str, summary: str, link: str, outlet: str, at: datetime) -> Telling:
    """What of a report is compared. Its `phase` is the one its title speaks in, whatever a story asks."""
    words, more = words_of(title), words_of(summary)
    said = without_labels(unsigned(title, outlet))
    spoken, lead, names = terms(words_of(said)), terms(words_of(_lead(said))), _names(words) | _names(more)
    told = terms(more)
    return Telling(
        title=headline(unsigned(title, outlet)),
        said=said,
        link=_part(link),
        outlet=outlet,
        terms=spoken,
        text=spoken | told,
        lead=lead,
        deed=lead - names,
        names=names,
        numbers=frozenset(_NUMBER.findall(said)),
        ordinals=_ORDINALS.intersection(t.word for t in words.tokens),
        speaker=speaker(words),
        ahead=bool(scene_of(words, ()).of(*_AHEAD)),
        aside=is_aside(words, more),
        pairs=frozenset(pairwise(_plain(f"{title} {summary}"))),
        body=_plain(_DATELINE.sub("", _uncut(summary))),
        told=told,
        at=at,
        phase=phase_of(title).phase,
    )


def _plain(text: str) -> tuple[str, ...]:
    """The words of a text, without marks."""
    return tuple(t.word for t in words_of(text).tokens if not t.is_mark)


def _uncut(summary: str) -> str:
    """The summary without the word it was cut in: "after four yea…"."""
    bare = summary.rstrip(" \n])")
    return bare.rpartition(" ")[0] if bare.endswith(("…", "...")) else summary


def _lead(said: str) -> str:
    """The headline up to what tells of something earlier."""
    plain = [t for t in words_of(said).tokens if not t.is_mark]
    ends = (t.start for t in plain[_LEAD:] if t.word in _BEFORE_IT)
    return said[: next(ends, len(said))]


def _names(words: Words) -> frozenset[str]:
    """The stems of what is written with a capital within a sentence."""
    found: set[str] = set()
    for sentence in _sentences(words):
        long = [t.raw for t, _ in sentence if len(t.raw) >= _LONG and t.raw.isalpha()]
        if sum(raw[0].isupper() for raw in long) <= _CAPITALS * len(long):
            found.update(stem for t, stem in sentence[1:] if t.raw[0].isupper())
    return frozenset(found)


def _sentences(words: Words) -> Iterator[Sequence[tuple[Token, str]]]:
    """Tokens with their stems, parted by marks and by whatever else stands between words but a space or hyphen."""
    here: list[tuple[Token, str]] = []
    end = 0
    for token, stem in zip(words.tokens, words.stems, strict=True):
        if (token.is_mark and token.word != ",") or token.start - end > 1:
            yield here
            here = []
        if not token.is_mark:
            here.append((token, stem))
        end = token.end
    yield here
