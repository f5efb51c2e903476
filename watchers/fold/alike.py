"""How alike two reports are: copies of one text, or tellings of one happening."""

import math
import re
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cache, lru_cache
from importlib.resources import files
from itertools import pairwise
from typing import Any

from bot.domain.evidence import Phase
from watchers.fold.rarity import Rarity
from watchers.fold.synonyms import terms
from watchers.judge.outsiders import speaker
from watchers.judge.scene import scene_of
from watchers.words.finder import Words, words_of
from watchers.words.folding import folded
from watchers.words.phrasebook import lexicon

WIRE_ALIKE = 0.9
"""Share of word pairs two texts must have in common to be one wire report."""
WIRE_WORDS = 12
"""Fewer words than this prove nothing."""
TITLE_WORDS = 4
"""A shorter title ("Live updates") may be anybody's."""
SAME = 0.75
"""Set for precision. Days held out of a real stream: pairs joined were right .96 of the time, B-cubed F1 .89 to .90.

Weights that saw no day of that story: .80 and .89. An invented story of another kind nobody had tuned on: .83 and .78.
"""
_NAMED = 3
"""Shared terms a reason names: the rarest."""
_TOGETHER = 0.4
"""How much a group's average counts beside its best: one chance likeness joins nobody."""
_EXPLAINS = frozenset(
    "what why how who which where when analysis opinion editorial interview explainer explained pictures photos".split()  # noqa: SIM905
)
"""First words, also after a colon, of what explains, argues or shows and reports nothing new."""

_TAIL = re.compile(r"\s+[-–—|]\s+[\w.' ]{2,40}(?:\([\w .]+\))?$")
_LABEL = re.compile(
    r"^(?:(?:live|breaking|exclusive|update[sd]?|watch|video|photos|analysis|opinion|just in|news\d*|\w+ live)\s*[:|–—-]\s*)+",
    re.IGNORECASE,
)
_SIGNS = ("cancel", "deny", "prospect", "loose", "ended", "held", "strain")
_QUOTED = re.compile(r"[\"“‘'](?=\w)([^\"“”‘’]{3,60}?)(?<=\w)[\"”’']")
_BLANK = re.compile(r"[\W_]+")
_LINK = re.compile(r"^[a-z]+://(?:www\.|m\.|amp\.)?", re.IGNORECASE)


@dataclass(frozen=True, kw_only=True)
class Telling:
    """A report as it is compared: what it says, in which words, when, and in what phase.

    `terms` is what the title speaks of, `text` the same with the summary; synonyms are one term.
    """

    title: str
    link: str
    terms: frozenset[str]
    text: frozenset[str]
    stems: frozenset[str]
    signs: frozenset[str]
    quoted: frozenset[str]
    speaker: str
    explains: bool
    pairs: frozenset[tuple[str, str]]
    at: datetime
    phase: Phase


@dataclass(frozen=True, kw_only=True)
class Likeness:
    """Whether a telling is of the development the others tell of, the score, and why."""

    same: bool
    score: float
    why: str


@lru_cache(maxsize=4096)
def telling(*, title: str, summary: str, link: str, at: datetime, phase: Phase) -> Telling:
    """What of a report is compared."""
    words = words_of(title)
    content = lexicon().content(words)
    scene = scene_of(words, ())
    bare = normalised_title(title)
    spoken = terms(words_of(_unlabelled(title)))
    return Telling(
        title=bare,
        link=canonical_link(link),
        terms=spoken,
        text=spoken | terms(words_of(summary)),
        stems=content,
        signs=frozenset(s for c in scene.of(*_SIGNS) for s in words.stems[c.first : c.last]) & content,
        quoted=frozenset(s for found in _QUOTED.finditer(title) for s in words_of(found[1]).stems) & content,
        speaker=speaker(words),
        explains=scene.asking or scene.explaining or _explains(words),
        pairs=frozenset(pairwise(t.word for t in words_of(f"{title} {summary}").tokens if not t.is_mark)),
        at=at,
        phase=phase,
    )


def _explains(words: Words) -> bool:
    opens = [t.word for before, t in pairwise([None, *words.tokens]) if t and (before is None or before.word in ":|")]
    return not _EXPLAINS.isdisjoint(opens)


def normalised_title(title: str) -> str:
    """Folded, without outlet tails ("- Reuters"), section labels ("LIVE:") and punctuation."""
    return _BLANK.sub(" ", folded(_unlabelled(title))).strip()


def _unlabelled(title: str) -> str:
    return _LABEL.sub("", _TAIL.sub("", title.strip())) or title


def canonical_link(link: str) -> str:
    """Without scheme, www, query and trailing slash."""
    return _LINK.sub("", link).split("?")[0].split("#")[0].rstrip("/").casefold()


def copied(new: Telling, old: Telling) -> str:
    """Why one is a copy of the other; "" where it is none."""
    if new.link and new.link == old.link and "/" in new.link:
        return "the same link"
    if new.title == old.title and len(new.title.split()) >= TITLE_WORDS:
        return "the same title"
    fewer, more = sorted((len(new.pairs), len(old.pairs)))
    if fewer < WIRE_WORDS or fewer < WIRE_ALIKE * more:  # the share cannot be above the one's length by the other's
        return ""
    if (share := _share(new.pairs, old.pairs)) >= WIRE_ALIKE:
        return f"text alike at {share:.2f}, {WIRE_ALIKE} asked for"
    return ""


def most_alike(new: Telling, groups: Sequence[Sequence[Telling]], rare: Rarity) -> tuple[int, Likeness]:
    """The number of the group a report is most like, and whether it tells of the same happening.

    A report is weighed against each of a group; the group's score is its best, drawn toward the average of all.
    Neither `groups` nor any of them may be empty.
    """
    scored = [[weighed(features(new, old, rare), _weights()) for old in group] for group in groups]
    likely = [together(scores) for scores in scored]
    best = likely.index(max(likely))
    nearest = groups[best][scored[best].index(max(scored[best]))]
    return best, Likeness(same=likely[best] >= SAME, score=likely[best], why=_why(new, nearest, rare, likely[best]))


def weighed(values: Mapping[str, float], weights: Mapping[str, float]) -> float:
    """The vote of these features, as log odds."""
    return weights["bias"] + sum([weights[name] * value for name, value in values.items() if value])


def together(scored: Sequence[float]) -> float:
    """How likely the group is, from the log odds of each of its tellings."""
    total = (1 - _TOGETHER) * max(scored) + _TOGETHER * sum(scored) / len(scored)
    return 1 / (1 + math.exp(-total))


def _why(new: Telling, old: Telling, rare: Rarity, score: float) -> str:
    agree = "phases agree" if new.phase is old.phase else f"{new.phase} is not {old.phase}"
    shared = sorted(new.terms & old.text | old.terms & new.text, key=lambda t: (-rare.of(frozenset([t])), t))[:_NAMED]
    told = f"both speak of {', '.join(t.lstrip('~') for t in shared)}" if shared else "no word in common"
    return f"{agree}, {told}; likeness {score:.2f}, {SAME} asked for"


def features(new: Telling, old: Telling, rare: Rarity) -> dict[str, float]:
    """What two tellings share, each a number whose weight is in `lexicon/alike.toml`."""
    held = (_held(new.terms, old.text, rare), _held(old.terms, new.text, rare))
    phased = Phase.NONE not in {new.phase, old.phase}
    return {
        "title in the other's text": sum(held) / 2,
        "the lesser of both": min(held),
        "texts": rare.cosine(new.text, old.text),
        "days": abs((new.at - old.at).total_seconds()) / 86400,
        "same phase": float(phased and new.phase is old.phase),
        "explains": float(new.explains or old.explains),
        "other speaker": float(bool(new.speaker and old.speaker) and new.speaker != old.speaker),
        "quoted": float(bool((new.quoted & old.stems) | (old.quoted & new.stems))),
        "quoted otherwise": float(bool(new.quoted and old.quoted and not new.quoted & old.quoted)),
        "signs in common": math.log1p(len(new.signs & old.signs)),
    }


def _held(terms: frozenset[str], text: frozenset[str], rare: Rarity) -> float:
    """The share of the information in the terms that the text has too."""
    return rare.of(terms & text) / (rare.of(terms) or 1)


@cache
def _weights() -> dict[str, float]:
    text = (files("watchers") / "lexicon" / "alike.toml").read_text(encoding="utf-8")
    table: dict[str, float] = tomllib.loads(text)["weights"]
    return table


def _share(a: frozenset[Any], b: frozenset[Any]) -> float:
    """The share of all that is in both, which need not be put together to be counted."""
    both = len(a & b)
    return both / (len(a) + len(b) - both) if both else 0.0
