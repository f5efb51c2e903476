"""What an outlet tells again in nearly the words of its report that an editor merged with another's is that other's too.

An agency's report that a paper has under its own headline comes back on a second page of the paper, and the merge held for one.
"""

from collections.abc import Mapping, Sequence

from bot.domain.evidence import Evidence, Whose
from bot.domain.refold import same, says_more
from bot.domain.voices import contrary
from watchers.fold.copies import LATE
from watchers.fold.synonyms import terms
from watchers.words.finder import words_of
from watchers.words.headline import without_labels, without_outlet

_NEARLY = 0.75
"""The share of what two headlines speak of that both do: "Deal signed by Auria", "Deal signed by Auria at last"."""


def retold(folded: Evidence, known: Sequence[Evidence], by_hand: Mapping[str, str]) -> Evidence:
    """What fold made of the evidence, or a copy of what its outlet's report of before was merged with, by `target entry`.

    Only of what the outlet has by itself, and of a page that people said nothing of; what says more or the contrary is its own.
    """
    if folded.copy_of or folded.whose is not Whose.OUTLET or f"{folded.target} {folded.entry_key}" in by_hand:
        return folded
    merged = [e for e in known if _is_its_own_of_late(folded, e) and by_hand.get(f"{e.target} {e.entry_key}")]
    for report in reversed(merged):
        onto = next((e for e in known if e.id == report.copy_of), None)
        if onto and not (contrary(folded, onto) or says_more(folded, onto)) and _nearly(folded, report):
            why = f"nearly the words of {report.cited}, which an editor says is {onto.outlet}'s: origin {onto.origin}"
            return same(folded, onto, why)
    return folded


def _is_its_own_of_late(new: Evidence, old: Evidence) -> bool:
    return (old.outlet, old.target) == (new.outlet, new.target) and abs(new.at - old.at) <= LATE


def _nearly(one: Evidence, other: Evidence) -> bool:
    """Whether two headlines of one outlet speak of nearly the same, its own name left out."""
    own = terms(words_of(one.outlet))
    a, b = (terms(words_of(without_labels(without_outlet(e.title, e.outlet)))) - own for e in (one, other))
    return len(a & b) >= _NEARLY * len(a | b)
