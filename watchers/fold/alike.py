"""How alike two reports are as tellings of one happening."""

import math
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from bot.domain.evidence import Phase
from bot.errors import ModelError
from watchers.fold.paired import Scored, second_look
from watchers.fold.rarity import Rarity
from watchers.fold.tellings import Telling
from watchers.model.reader import Reader

SAME = 0.75
"""Set for precision; .74 to .76 do about the same. Pairs joined on quarters of a real stream's days the weights had not
seen, all other streams seen, were right .96 of the time, B-cubed F1 .895; with thirds held out .94 and .88. On three real
streams never seen .95 to .97 and .91 to .94, though features and words were chosen by all of these.
"""
_NAMED = 3
"""Shared terms a reason names: the rarest."""
_TOGETHER = 0.5
"""How much a group's average counts beside its best: one chance likeness joins nobody."""


@dataclass(frozen=True, kw_only=True)
class Likeness:
    """Whether a telling is of the development the others tell of, the score, and why."""

    same: bool
    score: float
    why: str


def most_alike(
    new: Telling, groups: Sequence[Sequence[Telling]], rare: Rarity, reader: Reader | None = None
) -> tuple[int, Likeness]:
    """The number of the group a report is most like, and whether it tells of the same happening.

    A report is weighed against each of a group, with `reader` the nearest of the nearest groups by it as well, and then no other
    group; a group's score is its best, drawn toward the average of all. Neither `groups` nor any of them may be empty.
    """
    words = [[Scored(telling=o, odds=log_odds(features(new, o, rare), weights())) for o in group] for group in groups]
    scored, failed = words, ""
    if reader:
        try:
            scored = second_look(new, words, reader)
        except ModelError as error:
            failed = f". {error} The words stand"
    likely = [together([s.odds for s in group]) if group else 0.0 for group in scored]
    best = likely.index(max(likely))
    nearest = max(scored[best], key=lambda s: s.odds)
    why = _why(new, nearest, rare, likely[best]) + failed
    return best, Likeness(same=likely[best] >= SAME, score=likely[best], why=why)


def log_odds(values: Mapping[str, float], weights: Mapping[str, float]) -> float:
    """The vote of these features, as log odds."""
    return weights["bias"] + sum([weights[name] * value for name, value in values.items() if value])


def together(scored: Sequence[float]) -> float:
    """How likely the group is, from the log odds of each of its tellings."""
    total = (1 - _TOGETHER) * max(scored) + _TOGETHER * sum(scored) / len(scored)
    return 1 / (1 + math.exp(-total))


def _why(new: Telling, nearest: Scored, rare: Rarity, score: float) -> str:
    old = nearest.telling
    agree = "phases agree" if new.phase is old.phase else f"{new.phase} is not {old.phase}"
    shared = sorted(new.terms & old.text | old.terms & new.text, key=lambda t: (-rare.of(frozenset([t])), t))[:_NAMED]
    told = f"both speak of {', '.join(t.lstrip('~') for t in shared)}" if shared else "no word in common"
    read = "" if nearest.read is None else f"; read together {nearest.read:.2f}"
    return f"{agree}, {told}{read}; likeness {score:.2f}, {SAME} asked for"


def features(new: Telling, old: Telling, rare: Rarity) -> dict[str, float]:
    """What two tellings share, each a number whose weight is in `lexicon/alike.toml`.

    Days are whole: the streams the weights were learned on tell the day of a report, not the hour.
    """
    phased = new.phase is not Phase.NONE and new.phase is old.phase
    deeds = _held(new.deed - old.names, old.text, rare), _held(old.deed - new.names, new.text, rare)
    return {
        "title in the other's text": (_held(new.terms, old.text, rare) + _held(old.terms, new.text, rare)) / 2,
        "lead in the other's title": (_held(new.lead, old.terms, rare) + _held(old.lead, new.terms, rare)) / 2,
        "lead without names, the lesser": min(deeds),
        "texts": rare.cosine(new.text, old.text),
        "days": float(round(abs((new.at - old.at).total_seconds()) / 86400)),
        "same phase": float(phased),
        "one of what may come": float(new.ahead is not old.ahead),
        "same outlet": float(bool(new.outlet) and new.outlet == old.outlet),
        "other speaker": float(bool(new.speaker and old.speaker) and new.speaker != old.speaker),
        "other numbers": float(bool(new.numbers and old.numbers) and new.numbers.isdisjoint(old.numbers)),
    }


def _held(terms: frozenset[str], text: frozenset[str], rare: Rarity) -> float:
    """The share of the information in the terms that the text has too."""
    return rare.of(terms & text) / (rare.of(terms) or 1)


@cache
def weights() -> dict[str, float]:
    text = (files("watchers") / "lexicon" / "alike.toml").read_text(encoding="utf-8")
    table: dict[str, float] = tomllib.loads(text)["weights"]
    return table
