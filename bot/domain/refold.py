"""Folding by hand: an editor says that two reports are one, or that a copy is a report of its own; and it stays so."""

from collections.abc import Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import replace
from datetime import datetime

from bot.domain.evidence import Evidence, Stance, TargetKind, Whose, whose_copy
from bot.domain.saying import STRENGTH, force_of
from bot.domain.standing import Standing, Voice
from bot.domain.story import Story
from bot.domain.voices import carried, contrary, reaffirmed, side_of, voice_of, voices_without, without
from bot.domain.weigh import weighed
from bot.errors import CommandError


def folded_by_hand(folded: Evidence, recent: Sequence[Evidence], story: Story, by_hand: Mapping[str, str]) -> Evidence:
    """What fold made of the evidence, or what people said of its entry, by `target entry`, where they did.

    What its page has come to say since then, against the report it was said to be the same as, is no copy of that; where it has come
    to say more it is none either, but of the same origin. Where that report was taken back, it speaks for its own newsroom.
    """
    said = by_hand.get(f"{folded.target} {folded.entry_key}")
    if said is None:
        return folded
    if not said:
        return apart(folded, recent, story)
    on_it = [e for e in recent if e.target == folded.target]
    onto = [e for e in on_it if e.entry_key == said and not silent(e)]
    before = [e for e in on_it if e.entry_key == folded.entry_key]
    beside = [e for e in onto if not contrary(folded, e)] or ([] if _turned(folded, before) else onto)
    if not beside:
        return folded
    more = says_more(folded, beside[-1]) and all(says_more(folded, e) for e in before)
    return of_origin(folded, beside[-1]) if more else same(folded, beside[-1])


def _turned(evidence: Evidence, before: Sequence[Evidence]) -> bool:
    """Whether its page was never on this side before."""
    return all(side_of(e) != side_of(evidence) for e in before)


def silent(evidence: Evidence) -> bool:
    """Whether it says nothing any more: its newsroom took it back, or people said so. A copy says what it copies."""
    return not side_of(evidence) and evidence.stance is not Stance.REPEATS


def says_more(new: Evidence, old: Evidence) -> bool:
    """Whether it takes the other's side, or one where that takes none, and more firmly, so that as a copy it would not be heard."""
    firmer = STRENGTH[force_of(new)] > STRENGTH[force_of(old)]
    return bool(side_of(new)) and not contrary(new, old) and (firmer or not (side_of(old) or old.copy_of))


def of_origin(evidence: Evidence, onto: Evidence, *why: str) -> Evidence:
    """The evidence as a further word of another's origin, which is no copy: it says more."""
    said = why or (f"it says more than {onto.outlet}'s, which an editor says is the same report: origin {onto.origin}",)
    return replace(evidence, origin=onto.origin, whose=whose_copy(evidence, onto), why=(*evidence.why, *said))


def same(evidence: Evidence, onto: Evidence, *why: str) -> Evidence:
    """The evidence as a copy of another, or of what that one copies."""
    return replace(
        evidence,
        origin=onto.origin,
        whose=whose_copy(evidence, onto),
        development=onto.development or onto.id,
        copy_of=onto.copy_of or onto.id,
        stance=Stance.REPEATS,
        why=(*evidence.why, *(why or (f"an editor says it is the same report as {onto.outlet}'s",))),
    )


def apart(evidence: Evidence, recent: Sequence[Evidence], story: Story) -> Evidence:
    """The evidence as a report of its own, by its outlet's own newsroom; a copy gets back the stance of what it copied."""
    original = next((e for e in recent if e.id == evidence.copy_of), None)
    stance, weight = evidence.stance, evidence.weight
    is_claim = evidence.target.kind is TargetKind.CLAIM
    if stance is Stance.REPEATS:
        stance = original.stance if original else Stance.SUPPORTS if is_claim else Stance.CONTEXT
        weight = original.weight if original and is_claim else weight
    return replace(
        evidence,
        origin=story.source(evidence.outlet).origin,
        whose=Whose.OUTLET,
        development=evidence.id,
        copy_of="",
        stance=stance,
        weight=weight,
        why=(*evidence.why, "an editor says it is a report of its own"),
    )


def heard_once(
    standing: Standing, report: AbstractSet[str], rest: Sequence[Evidence], *, by: str, at: datetime, why: str
) -> Standing:
    """The standing without the voice of a report (the ids of its evidence) that is a copy; its outlet still carries it."""
    less = without(standing, report, rest, by=by, at=at, why=why)
    return replace(less, outlets=standing.outlets, last_evidence=standing.last_evidence, last_at=standing.last_at)


def carried_less(standing: Standing, report: Evidence, rest: Sequence[Evidence]) -> Standing:
    """The standing where the report's outlet no longer carries its origin's word, unless another report of `rest` has it do so."""
    if any((e.origin, e.outlet) == (report.origin, report.outlet) for e in rest):
        return standing
    voices = (_not_by(v, report.outlet) if v.origin == report.origin else v for v in standing.voices)
    return replace(standing, voices=tuple(voices))


def heard_apart(standing: Standing, evidence: Evidence, *, at: datetime, rest: Sequence[Evidence] = ()) -> Standing:
    """The standing with the voice of a report that is no copy, weighed as if it had come so; a person's proposal stays.

    Whose word or report it was taken for keeps its voice where `rest` has another of it.
    Raises CommandError where that adds no origin.
    """
    if any(v.origin == evidence.origin and v.evidence != evidence.id for v in standing.voices):
        raise CommandError(f"{evidence.origin} has a voice here already, and one newsroom is one origin.")
    side = side_of(evidence)
    if not side:
        raise CommandError("This report takes no side here, so it is no origin either.")
    gone = next((v for v in standing.voices if v.evidence == evidence.id), None)
    others = voices_without(standing, gone, [e for e in rest if e.id != evidence.id]) if gone else standing.voices
    heard = reaffirmed(replace(standing, voices=(*others, voice_of(evidence))), evidence)
    after, _ = weighed(standing, heard, evidence, side, now=at)
    return heard if standing.proposed_by_a_person else after


def _not_by(voice: Voice, outlet: str) -> Voice:
    """The voice where that outlet does not carry it."""
    return replace(voice, carriers=tuple(c for c in voice.carriers if c != outlet))


def _also_by(voice: Voice, carriers: Iterable[str]) -> Voice:
    """The voice with those who carry it beside its own outlet, where it is not that outlet's own."""
    own = voice.whose is Whose.OUTLET
    return voice if own else replace(voice, carriers=tuple(dict.fromkeys((*carriers, *voice.carriers))))


def heard_again(standing: Standing, evidence: Evidence, *, at: datetime) -> Standing:
    """The standing with the voice of a report that was called not relevant; its origin's newer word stays its word."""
    newer = any(v.origin == evidence.origin and v.at >= evidence.at for v in standing.voices)
    if newer or evidence.copy_of or not side_of(evidence):
        return reaffirmed(replace(standing, voices=tuple(carried(v, evidence) for v in standing.voices)), evidence)
    others = tuple(v for v in standing.voices if v.origin != evidence.origin)
    back = replace(
        standing,
        voices=others,
        outlets=tuple(dict.fromkeys((*standing.outlets, evidence.outlet))),
        last_evidence=evidence.id,
        last_at=max(standing.last_at or evidence.seen, evidence.seen),
    )
    own, side = evidence.origin, side_of(evidence)
    carriers = (c for v in standing.voices if (v.origin, v.side) == (own, side) for c in v.carriers)
    after = heard_apart(back, evidence, at=at)
    return replace(after, voices=tuple(_also_by(v, carriers) if v.evidence == evidence.id else v for v in after.voices))
