"""detect: evidence + where the target stands + now -> a change, or nothing.

Compared with where the target stands *now*, never with "ever seen": what flips back is a change again.
"""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import datetime
from textwrap import shorten

from bot.domain.balance import balance, said_now, stood
from bot.domain.change import Change, ChangeKind, Level
from bot.domain.evidence import Evidence, Stance, Target, TargetKind, Whose
from bot.domain.saying import corrects, said
from bot.domain.standing import (
    BOT,
    BOT_MAY_SET,
    SHELF_LIFE,
    SHELF_LIFE_NEGATIVE,
    Standing,
    Verdict,
    Voice,
    WatchState,
    answer,
    is_stale,
    moves,
)
from bot.domain.story import Claim, Direction, Story, Weight
from bot.domain.teller import teller
from bot.domain.voices import TRUSTED, carried, decides_alone, proposed_side, reaffirmed, side_of, voice_of
from bot.domain.weigh import weighed
from watchers.detect.aloud import (
    OPEN,
    UNDECIDED,
    against_resolution,
    first_outcome,
    first_said,
    reported_anew,
    seen_first,
)
from watchers.detect.withdrawals import takes_back

_PARTIES = 2
_NAMED = 2
"""Of the further claims a report is the first on, so many are named in the channel."""


def detect(
    evidence: Evidence,
    before: Standing,
    *,
    now: datetime,
    old_title: str = "",
    instead_of: frozenset[str] = frozenset(),
) -> Change | None:
    """What this evidence changes, or None where it moves nothing.

    For a changed headline `old_title` is given, and `instead_of` holds the ids of the evidence it takes the place of; so
    too for one that corrects a report of its newsroom's, and for the original of a copy that was read before it.
    """
    side = _side(evidence)
    if not side:
        return None
    before = _leaning(before)
    heard = _heard(before, evidence, instead_of)
    bots, why = _by_itself(before, heard, evidence, side, instead_of, now=now, edited=bool(old_title))
    restored = bool(old_title) and evidence.id in instead_of  # the id is of the headline: it had this one before
    level = _level(_kind(before, bots, evidence, edited=bool(old_title)), bots, evidence, restored=restored)
    further = reported_anew(before, evidence, side) or seen_first(before, evidence, side)
    aloud = against_resolution(before, evidence, side) or first_outcome(before, evidence, side) or bool(further)
    aloud = aloud or (corrects(evidence.title) and takes_back(before, heard, instead_of))
    change = Change(
        slug=evidence.slug,
        target=evidence.target,
        kind=_kind(before, bots, evidence, edited=bool(old_title)),
        level=Level.URGENT if aloud and level is Level.ROUTINE else level,
        before=before,
        after=bots,
        evidence=evidence,
        why=f"{why}; {further}" if further else why,
        old_title=old_title,
        restored=restored,
    )
    overruled = before.proposed_by_a_person and moves(heard, bots)
    return _as_a_person_proposed(change, heard, evidence, side) if overruled else change


def _by_itself(
    before: Standing,
    heard: Standing,
    evidence: Evidence,
    side: str,
    instead_of: frozenset[str],
    *,
    now: datetime,
    edited: bool,
) -> tuple[Standing, str]:
    """Where the bot by itself would put the target with this voice heard, and why.

    What rested on an earlier headline alone falls back as far as nothing else supports it.
    """
    weighs, reason = weighed(before, heard, evidence, side, now=now)
    gone, (value, lean) = _taken_back(before, heard, instead_of), stood(heard.counting)
    turned = before.value != WatchState.PROPOSED and moves(heard, weighs)
    if not gone or turned or (value, lean) == (before.value, before.lean):
        return weighs, reason
    why = f"{evidence.outlet} no longer reports {gone}: its headline has changed"
    if corrects(evidence.title):
        why = f"{evidence.outlet} took back {gone}"
    elif not edited:
        why = f"{gone} was a copy of {evidence.outlet}'s report, and {evidence.outlet} says otherwise by now"
    fallen = replace(heard, value=value, lean=lean, suggested="", since=now, by=BOT, why=why, ground=evidence.id)
    contrary, also = weighed(before, fallen, evidence, side, now=now)
    if contrary.value != WatchState.PROPOSED:
        return fallen, why
    why = f"{why}; {also}"
    return replace(contrary, why=why), why


def _as_a_person_proposed(change: Change, heard: Standing, evidence: Evidence, side: str) -> Change:
    """What a person proposed stands until a person decides; the channel hears once what speaks against it, or for it."""
    why = f"{change.why}; but a person proposed “{answer(heard.suggested)}”, and that stands until a person decides"
    kind = _kind(change.before, heard, evidence, edited=bool(change.old_title))
    level = change.level if first_said(change.before, evidence, side) else Level.ROUTINE
    return replace(change, after=heard, why=why, kind=kind, level=level)


def corroborated(change: Change, recent: Iterable[Evidence], story: Story) -> Change:
    """A further step in an open item, told in the channel once a second origin reports it though no state moves.

    So "tentative deal reached" is heard where "close to a deal" was, and "inspectors invited back" while nothing has moved yet.
    What moved the state itself was told then; weak signs are a step where both origins are graded A or B and name two of
    the item's actors, if it has two. `recent` is earlier evidence of the story, without what people called not relevant.
    """
    evidence, told = change.evidence, change.before.since
    quiet = change.kind in {ChangeKind.ORIGIN, ChangeKind.REPORT} and change.level is Level.ROUTINE
    if evidence is None or not quiet or change.after.value not in UNDECIDED:
        return change
    same = [e for e in recent if _tells_the_same(e, evidence)]
    if all(e.weight is Weight.WATCH for e in (*same, evidence)):
        same = [e for e in same if _trusted(e, story)] if _trusted(evidence, story) else []
    elif change.after.value not in OPEN:
        return change
    origins = {e.origin for e in same}
    if len(origins) != 1 or evidence.origin in origins or told >= min(e.seen for e in same):
        return change
    return replace(change, level=Level.URGENT, why=f"a further step, from two origins: {teller(same[0])} has it too")


def _trusted(evidence: Evidence, story: Story) -> bool:
    """Whether a weak sign may be a step with another: of a source graded A or B, and about the item's own actors."""
    item = story.watch_item(evidence.target.id)
    parties = min(_PARTIES, len(item.actors) if item and item.actors else 1)
    return evidence.grade in TRUSTED and len(set(evidence.actors)) >= parties


def _tells_the_same(other: Evidence, evidence: Evidence) -> bool:
    same = (other.target, other.development, other.direction) == (
        evidence.target,
        evidence.development,
        evidence.direction,
    )
    return same and not other.copy_of and not other.former and other.direction is not None


def told_together(changes: Sequence[Change], story: Story) -> list[Change]:
    """Where one report is the first on several claims, the channel is told of one, and there of the others."""
    first = [c for c in changes if c.moves and c.after.suggested == Verdict.REPORTED]
    if len(first) <= 1:
        return list(changes)
    lead, *others = first
    named = ", ".join(f"“{_claimed(story, c.target)}”" for c in others[:_NAMED])
    more = f" and {len(others) - _NAMED} more" if len(others) > _NAMED else ""
    why = f"{lead.why}, and for {named}{more} as well"
    quiet = {c.target: replace(c, level=Level.ROUTINE) for c in others} | {lead.target: replace(lead, why=why)}
    return [quiet.get(c.target, c) for c in changes]


def _claimed(story: Story, target: Target) -> str:
    claim = story.claim(target.id)
    return shorten(claim.text if claim else target.id, 80, placeholder=" …")


def gone_stale(story: Story, claim: Claim, standing: Standing, *, now: datetime) -> Change | None:
    """The change of a claim that is past its shelf life; None while it is fresh, or over."""
    if not is_stale(claim, standing, now=now):
        return None
    since = standing.last_reaffirmed_at or standing.since
    life = SHELF_LIFE_NEGATIVE if claim.negative else SHELF_LIFE
    kind, days = "a negative claim" if claim.negative else "a claim", (now - since).days
    said = (
        f"last reaffirmed {days} days ago"
        if standing.last_reaffirmed_at
        else f"here for {days} days, and nobody has said so"
    )
    return Change(
        slug=story.slug,
        target=standing.target,
        kind=ChangeKind.STALE,
        level=Level.ROUTINE,
        before=standing,
        after=standing,
        why=f"{said}; {kind} stays fresh for {life.days} days",
    )


def _side(evidence: Evidence) -> str:
    """Which side the evidence speaks for, `repeats` where it only says again what a claim is, "" for neither."""
    repeats = evidence.target.kind is TargetKind.CLAIM and evidence.stance is Stance.REPEATS
    return Stance.REPEATS if repeats else side_of(evidence)


def _heard(before: Standing, evidence: Evidence, instead_of: frozenset[str]) -> Standing:
    """The standing with this evidence's voice in it; a copy adds its outlet and no voice, as does an older word.

    One report has one voice: under a new headline it may name another origin, and must not count as two (`_stays`). An
    origin's older word, read late, does not replace its newer one, but where that is only a hint on a claim.
    """
    outlets = tuple(dict.fromkeys((*before.outlets, evidence.outlet)))
    stay = (v for v in before.voices if v.evidence not in instead_of or _stays(v, evidence))
    voices = tuple(carried(v.not_first_in(instead_of), evidence) for v in stay)
    if evidence.copy_of:
        return replace(before, voices=voices, outlets=outlets)
    firmer = evidence.target.kind is TargetKind.CLAIM and evidence.weight is not Weight.WATCH
    newer = (v for v in voices if v.origin == evidence.origin and v.at > evidence.at)
    if any(not (firmer and v.weight is Weight.WATCH) for v in newer):
        return replace(before, voices=voices, outlets=outlets)
    own = next((v for v in voices if v.origin == evidence.origin), None)
    heard = replace(
        before,
        voices=(*(v for v in voices if v is not own), said_now(own, voice_of(evidence), evidence.target.kind)),
        outlets=outlets,
        last_evidence=evidence.id,
        last_at=max(before.last_at or evidence.seen, evidence.seen),  # what is read late sets no clock back
    )
    return reaffirmed(heard, evidence)


def _stays(voice: Voice, evidence: Evidence) -> bool:
    """Whether what a page said before still counts under its new headline.

    A word or report that others carry is its speaker's or newsroom's, whatever one of them leads with now; and a newsroom that comes to
    lead with somebody's word against what it reported has taken nothing back.
    """
    if voice.whose is not Whose.OUTLET and voice.origin != evidence.origin and len(voice.carriers) > 1:
        return True
    if voice.whose is Whose.SPEAKER:
        return False
    return evidence.whose is Whose.SPEAKER and voice.side != side_of(evidence) and not corrects(evidence.title)


def _leaning(standing: Standing) -> Standing:
    """A signal kept from before leans were known points where its voices do."""
    if standing.value != WatchState.SIGNAL or standing.lean or not standing.voices:
        return standing
    latest = max(v.at for v in standing.voices)
    return replace(standing, lean=balance(standing.voices, at=latest).lean)


def _taken_back(before: Standing, heard: Standing, instead_of: frozenset[str]) -> str:
    """What the bot's state rested on that nobody says any more, as its only report has a new headline; "" where somebody does."""
    if before.value == WatchState.PROPOSED:
        side = proposed_side(before)
        withdrawn = any(v.outcome and v.evidence in instead_of for v in before.side(side))
        return "what was proposed" if withdrawn and not any(v.outcome for v in heard.side(side)) else ""
    if before.value not in BOT_MAY_SET or before.by != BOT:
        return ""
    for side in [before.lean] if before.lean else list(Direction):
        withdrawn = any(v.side in {side, "both"} and v.evidence in instead_of for v in before.counting)
        if withdrawn and not any(v.side in {side, "both"} and v.weight is not Weight.WATCH for v in heard.counting):
            return f"what {said(side)}"
    return ""


def _kind(before: Standing, after: Standing, evidence: Evidence, *, edited: bool) -> ChangeKind:
    if moves(before, after):
        return ChangeKind.STATE
    if edited:
        return ChangeKind.EDIT
    if evidence.copy_of:
        return ChangeKind.COPY
    return ChangeKind.ORIGIN if after.origins > before.origins else ChangeKind.REPORT


def _level(kind: ChangeKind, after: Standing, evidence: Evidence, *, restored: bool) -> Level:
    """How loud it is; what a restored headline says was a flash when it was new."""
    if kind is not ChangeKind.STATE:
        return Level.ROUTINE
    decisive = not restored and decides_alone(evidence)
    return Level.FLASH if decisive and after.value == WatchState.PROPOSED else Level.URGENT
