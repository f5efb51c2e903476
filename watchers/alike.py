"""How alike two reports are: copies of one text, or tellings of one happening."""

import math
import re
import tomllib
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import cache, lru_cache
from importlib.resources import files
from itertools import chain, pairwise
from typing import Any

from bot.domain.evidence import Phase
from watchers.finder import words_of
from watchers.folding import folded
from watchers.outsiders import speaker
from watchers.phases import phase_of
from watchers.phrasebook import lexicon
from watchers.scene import scene_of

WIRE_ALIKE = 0.9
"""Share of word pairs two texts must have in common to be one wire report."""
WIRE_WORDS = 12
"""Fewer words than this prove nothing."""
TITLE_WORDS = 4
"""A shorter title ("Live updates") may be anybody's."""
SAME = 0.75
"""Set for precision: with days held out, pairs joined at it were right .93 to .96 of the time, at a B-cubed F1 of .82 to .83."""

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
    """A report as it is compared: what it says, in which words, when, and in what phase."""

    title: str
    link: str
    stems: frozenset[str]
    names: frozenset[str]
    deeds: frozenset[str]
    cues: frozenset[str]
    signs: frozenset[str]
    quoted: frozenset[str]
    speaker: str
    explains: bool
    numbers: frozenset[str]
    grams: frozenset[str]
    pairs: frozenset[tuple[str, str]]
    at: datetime
    phase: Phase


@dataclass(frozen=True, kw_only=True)
class Likeness:
    """Whether two tellings are of one development, the score, and why."""

    same: bool
    score: float
    why: str


@lru_cache(maxsize=4096)
def telling(*, title: str, summary: str, link: str, at: datetime, phase: Phase) -> Telling:
    """What of a report is compared. Words in small letters are what happened; those in capitals are mostly who and where."""
    words = words_of(title)
    content = lexicon().content(words)
    text = [t.word for t in words_of(f"{title} {summary}").tokens if not t.is_mark]
    bare = normalised_title(title)
    scene = scene_of(words, ())
    pairs = list(zip(words.tokens, words.stems, strict=True))
    return Telling(
        title=bare,
        link=canonical_link(link),
        stems=content,
        names=frozenset(t.word for t, _ in pairs[1:] if t.raw[:1].isupper()),
        deeds=frozenset(s for t, s in pairs if t.raw[:1].islower()) & content,
        cues=frozenset(words_of(phase_of(title).words).stems),
        signs=frozenset(s for c in scene.of(*_SIGNS) for s in words.stems[c.first : c.last]) & content,
        quoted=frozenset(s for found in _QUOTED.finditer(title) for s in words_of(found[1]).stems) & content,
        speaker=speaker(words),
        explains=scene.asking or scene.explaining,
        numbers=frozenset(t.word for t, _ in pairs if t.word[:1].isdigit()),
        grams=frozenset(bare[i : i + 4] for i in range(len(bare) - 3)),
        pairs=frozenset(pairwise(text)),
        at=at,
        phase=phase,
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
    fewer, more = sorted((len(new.pairs), len(old.pairs)))
    if fewer < WIRE_WORDS or fewer < WIRE_ALIKE * more:  # the share cannot be above the one's length by the other's
        return ""
    if (share := _share(new.pairs, old.pairs)) >= WIRE_ALIKE:
        return f"text alike at {share:.2f}, {WIRE_ALIKE} asked for"
    return ""


@dataclass(frozen=True, kw_only=True)
class Rarity:
    """How much a word tells, from how many of the recent titles have it. What is asked twice is counted once."""

    weights: Mapping[str, float]
    unseen: float
    _counted: dict[frozenset[str], float] = field(default_factory=dict, repr=False, compare=False)

    def of(self, stems: frozenset[str]) -> float:
        """The information in these stems together."""
        known = self._counted.get(stems)
        if known is None:
            weights, unseen = self.weights, self.unseen
            known = self._counted[stems] = sum([weights.get(s, unseen) for s in stems], 0.0)
        return known


def rarity(tellings: Sequence[Telling]) -> Rarity:
    """Counted over these titles."""
    counts = Counter(chain.from_iterable(t.stems for t in tellings))
    titles = len(tellings) + 1
    weights = {stem: math.log(titles / (count + 1)) + 0.2 for stem, count in counts.items()}
    return Rarity(weights=weights, unseen=math.log(titles) + 0.2)


def same_development(new: Telling, old: Telling, rare: Rarity) -> Likeness:
    """Whether two reports on one target tell of the same happening: a weighted vote of what they share."""
    values = features(new, old, rare)
    weights = _weights()
    total = weights["bias"] + sum([weights[name] * value for name, value in values.items() if value])
    score = 1 / (1 + math.exp(-total))
    agree = "phases agree" if new.phase is old.phase else f"{new.phase} is not {old.phase}"
    return Likeness(same=score >= SAME, score=score, why=f"{agree}, likeness {score:.2f}, {SAME} asked for")


def features(new: Telling, old: Telling, rare: Rarity) -> dict[str, float]:
    """What two tellings share, each a number whose weight is in `lexicon/alike.toml`."""
    both, ours, theirs = rare.of(new.stems & old.stems), rare.of(new.stems), rare.of(old.stems)
    signs = rare.of(new.signs & old.signs)
    plain = _share(new.stems, old.stems)
    phased = Phase.NONE not in {new.phase, old.phase}
    return {
        "words": both / (ours + theirs - both or 1),
        "contained": both / (min(ours, theirs) or 1),
        "plain words": plain,
        "letters": _share(new.grams, old.grams),
        "names": _share(new.names, old.names),
        "other numbers": float(bool(new.numbers and old.numbers and not new.numbers & old.numbers)),
        "days": abs((new.at - old.at).total_seconds()) / 86400,
        "same phase": float(phased and new.phase is old.phase),
        "other phase": float(phased and new.phase is not old.phase),
        "no phase": float(new.phase is old.phase is Phase.NONE),
        "no phase in one": float((new.phase is Phase.NONE) is not (old.phase is Phase.NONE)),
        "same side": float(phased and _side(new.phase) == _side(old.phase)),
        "same phase in like words": float(phased and new.phase is old.phase) * plain,
        "signs": signs / (rare.of(new.signs | old.signs) or 1) if signs else 0.0,
        "signs in common": math.log1p(signs),
        "quoted": float(bool((new.quoted & old.stems) | (old.quoted & new.stems))),
        "quoted otherwise": float(bool(new.quoted and old.quoted and not new.quoted & old.quoted)),
        "same speaker": float(bool(new.speaker) and new.speaker == old.speaker),
        "other speaker": float(bool(new.speaker and old.speaker) and new.speaker != old.speaker),
        "one explains": float(new.explains is not old.explains),
        "cues": _share(new.cues, old.cues),
        "deeds": _share(new.deeds, old.deeds),
        "amount": math.log1p(both),
    }


def _side(phase: Phase) -> bool:
    return phase in {Phase.HAPPENED, Phase.PLANNED, Phase.HEDGED}


@cache
def _weights() -> dict[str, float]:
    text = (files("watchers") / "lexicon" / "alike.toml").read_text(encoding="utf-8")
    table: dict[str, float] = tomllib.loads(text)["weights"]
    return table


def _share(a: frozenset[Any], b: frozenset[Any]) -> float:
    """The share of all that is in both, which need not be put together to be counted."""
    both = len(a & b)
    return both / (len(a) + len(b) - both) if both else 0.0
