"""Saying: the few words for what a report or an origin says, and for how many say so, on every surface and in every reason.

Of a question an outcome is *reported*, a strong sign *points to* an answer, and a weak one *hints at* it: hints are counted
apart, so that no number of them reads like a report. Of a claim an origin says so, or otherwise, or seems to where only a
model reads it so.

Where an answer is proposed or given, the reports of it are counted, and what others said before it is named as earlier; so
is all that was said before an editor decided otherwise.
"""

import re
from collections.abc import Iterator, Mapping
from enum import StrEnum

from bot.domain.counted import counted
from bot.domain.evidence import Evidence, TargetKind
from bot.domain.standing import Standing, Voice, WatchState
from bot.domain.story import Weight


class Force(StrEnum):
    """How much a word on a watch item is: a report of the outcome, a sign, or a weak hint. That of a sign is "", as counts kept before forces were told have none."""

    REPORT = "report"
    SIGN = ""
    HINT = "hint"


STRENGTH = {Force.HINT: 0, Force.SIGN: 1, Force.REPORT: 2}
_ANSWERS = {"toward": "yes", "away": "no"}
_VERBS = {
    Force.REPORT: ("reports", "report", "reported"),
    Force.SIGN: ("points to", "point to", "pointed to"),
    Force.HINT: ("hints at", "hint at", "hinted at"),
}
_OTHERS = {
    "both": ("has both sides", "have both sides", "had both sides"),
    "supports": ("says so", "say so", "said so"),
    "refutes": ("says otherwise", "say otherwise", "said otherwise"),
}
_SEEMS = {
    "supports": ("seems to say so", "seem to say so", "seemed to say so"),
    "refutes": ("seems to say otherwise", "seem to say otherwise", "seemed to say otherwise"),
}
_ONE, _MANY, _PAST = range(3)
_HINTS = {"toward": "of yes", "away": "of no", "both": "both ways"}
SLUG = r"^\W*(?:(?:update \d+|refile|bc-[\w-]+)\W+)*"
"""What a wire puts before the mark of a correction: "UPDATE 1-", "REFILE-"."""
WRONG = r"(?:erroneous|false|in error|inaccurate|incorrect|mistaken|untrue|wrong)"
_MARKED = r"correct(?:ed|s|ion)|retract(?:ed|ion)|withdrawn"
_NOTED = r"clarif(?:ied|ication)|editor['’]?s['’]? note"
_CORRECTS = re.compile(
    rf"{SLUG}(?:{_MARKED}|{_NOTED})(?: \W|\W*[:|)\]–—-])"
    rf"|[(\[](?:{_MARKED})\b[^)\]]*[)\]]|\b(?:story|article|report|headline) (?:has been |is |was )?(?:{_MARKED})\b"
    rf"|(?:^|[;.–—]\s*)(?:an )?(?:earlier|our|previous) (?:story|article|report) (?:is |was )?{WRONG}\b",
    re.IGNORECASE,
)
_EARLIER = "earlier"
_STRONG = (*(f"{Force.REPORT}:{side}" for side in _ANSWERS), "both", *_ANSWERS)
_ORDER = (
    *_STRONG,
    *(f"{Force.HINT}:{side}" for side in _HINTS),
    *(f"{_EARLIER}:{name}" for name in _STRONG),
    *_SEEMS,
    *(f"{Force.HINT}:{side}" for side in _SEEMS),
    *(f"{_EARLIER}:{side}" for side in _SEEMS),
)
"""The counts there are, what weighs most first, and what is earlier last."""


def force_of(word: Evidence | Voice) -> Force:
    """How much a word is by itself: what only a model read as an outcome is a weak hint."""
    if word.weight is Weight.WATCH:
        return Force.HINT
    return Force.REPORT if word.outcome else Force.SIGN


def force_in(word: Evidence | Voice, side: str, heard: Mapping[str, int]) -> Force:
    """How much a word on a side is among what is `heard` (as `tally` has it): what it is counted as there."""
    return force_beside(word, reported=any(name.endswith(f"{Force.REPORT}:{side}") for name in heard))


def force_beside(word: Evidence | Voice, *, reported: bool) -> Force:
    """What only a model read as an outcome is a report of it beside one that the words tell, as a proposal counts it."""
    force = force_of(word)
    return Force.REPORT if reported and word.outcome and force is Force.HINT else force


def says(side: str, force: Force = Force.SIGN) -> str:
    """What one says, as in "reports yes", "points to no" or "hints at yes"; of a claim "says so"; "" for no side."""
    return _said(side, force, _ONE)


def said(side: str, force: Force = Force.SIGN) -> str:
    """What one said before, as in "reported yes"."""
    return _said(side, force, _PAST)


def _said(side: str, force: Force, form: int) -> str:
    if side in _ANSWERS:
        return f"{_VERBS[force][form]} {_ANSWERS[side]}"
    if force is Force.HINT and side in _SEEMS:
        return _SEEMS[side][form]
    return _OTHERS[side][form] if side in _OTHERS else ""


def corrects(title: str) -> bool:
    """Whether a changed headline is marked as a correction or retraction: a live page that goes on to other news takes nothing back."""
    return _CORRECTS.search(title) is not None


def unmarked(title: str) -> str:
    """The headline without what marks it as a correction."""
    return _CORRECTS.sub("", title)


def spoken(standing: Standing) -> dict[str, tuple[Voice, ...]]:
    """Who says what where a target stands, by what `how_many` counts, what weighs most first."""
    groups: dict[str, list[Voice]] = {name: [] for name in _ORDER}
    for voice in standing.voices:
        if name := _count_of(voice, standing):
            groups[name].append(voice)
    return {name: tuple(voices) for name, voices in groups.items() if voices}


def tally(standing: Standing) -> dict[str, int]:
    """How many origins say what, by what `how_many` counts."""
    return {name: len(voices) for name, voices in spoken(standing).items()}


def _count_of(voice: Voice, standing: Standing) -> str:
    """Which count a voice belongs to, "" for none: no earlier hint is told, nor one beside reports of the answer."""
    if standing.target.kind is TargetKind.CLAIM:
        hint = voice.side in _SEEMS and force_of(voice) is Force.HINT
        if voice.former:
            return "" if hint else f"{_EARLIER}:{voice.side}"
        return f"{Force.HINT}:{voice.side}" if hint else voice.side
    force = force_beside(voice, reported=is_reported(standing, voice.side))
    earlier, side = _is_earlier(voice, standing), _answered(standing)
    answered = voice.side == side and is_reported(standing, side)
    if (answered and force is not Force.REPORT) or (earlier and force is Force.HINT):
        return ""
    name = f"{force}:{voice.side}" if force and f"{force}:{voice.side}" in _ORDER else voice.side
    return f"{_EARLIER}:{name}" if earlier else name


def _is_earlier(voice: Voice, standing: Standing) -> bool:
    """Whether its page says so no longer, or it was said before an editor decided, or against the answer and before that was reported or given."""
    if voice.former or (standing.counts_from and voice.at <= standing.counts_from):
        return True
    side = _answered(standing)
    if not side or voice.side == side:
        return False
    if standing.resolved:
        return voice.at <= standing.since
    reported = [v.at for v in standing.side(side) if force_of(v) is Force.REPORT]
    return bool(reported) and voice.at < min(reported)


def _answered(standing: Standing) -> str:
    """The side of the answer that is proposed or given, "" for none."""
    answers = {WatchState.RESOLVED_YES: "toward", WatchState.RESOLVED_NO: "away"}
    return answers.get(WatchState(standing.suggested or standing.value), "")


def is_reported(standing: Standing, side: str) -> bool:
    """Whether somebody reports the outcome, and does not only hint at it or point there."""
    return any(force_of(v) is Force.REPORT for v in standing.side(side))


def how_many(heard: Mapping[str, int]) -> str:
    """As in "2 origins report yes, 1 points to no, 3 weak hints of yes"."""
    return ", ".join(told for _, told in each_count(heard)) or "no origin"


def each_count(heard: Mapping[str, int]) -> Iterator[tuple[str, str]]:
    """Each count there is and its words; the first names what is counted, and the first that is earlier says so."""
    first, earlier = True, False
    for name in _ORDER:
        if count := heard.get(name, 0):
            begins = name.startswith(_EARLIER) and not earlier
            yield name, f"{'earlier ' if begins else ''}{_count(name, count, first=first)}"
            first, earlier = False, earlier or begins


def _count(name: str, count: int, *, first: bool) -> str:
    earlier, name = name.startswith(_EARLIER), name.removeprefix(f"{_EARLIER}:")
    force, _, side = name.rpartition(":")
    if force == Force.HINT and side in _HINTS:
        return f"{counted(count, 'weak hint')} {_HINTS[side]}"
    who = counted(count, "origin") if first else str(count)
    form = _PAST if earlier else _ONE if count == 1 else _MANY
    return f"{who} {_said(side, Force(force), form)}"
