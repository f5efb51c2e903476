"""How a decision of people is carried out: one atomic step that sets the standing, writes the ledger and tells every channel."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime

import structlog

from bot.blocks.ref import Ref
from bot.domain.change import Change, ChangeKind, Level, Said, alert_for, beside
from bot.domain.evidence import Evidence, Target, TargetKind
from bot.domain.ledger import LedgerLine, LineKind
from bot.domain.standing import Standing
from bot.domain.story import Story
from bot.errors import CommandError
from bot.store.standings import targets
from bot.store.transaction import ConflictError, Transaction
from handlers.desk import Desk

log = structlog.get_logger("decide")

ATTEMPTS = 8
CARRIED_OUT = "This was carried out as you first wrote it; write a new message."
_OF_HOW_IT_COUNTS = frozenset({LineKind.FOLD, LineKind.MEANING})


@dataclass(frozen=True, kw_only=True)
class Decision:
    """Who decides about what.

    `make` works the new standing out of the current one and the target's evidence as it is now (oldest first, without what
    is not relevant), or raises CommandError. `did` says of the current one what is done to it, in words that follow the
    person's name. `also` adds to the same step what else the decision changes.
    """

    story: Story
    target: Target
    by: str
    make: Callable[[Standing, Sequence[Evidence], datetime], Standing]
    did: Callable[[Standing], str]
    kind: LineKind | None = None
    why: str = ""
    evidence: str = ""
    data: Mapping[str, str] = field(default_factory=dict)
    also: Callable[[Transaction], None] = lambda _: None
    said: Said | None = None


async def known(desk: Desk, ref: Ref, kind: TargetKind | None = None) -> tuple[Story, Target]:
    """The story and target a button names, if they are still there."""
    story = await desk.story(ref.slug)
    if ref.target is None or ref.target not in targets(story):
        raise CommandError("The story file no longer has this question or claim.")
    if kind and ref.target.kind is not kind:
        wanted = "A watch item has a state" if ref.target.kind is TargetKind.WATCH else "A claim has a verdict"
        raise CommandError(f"{wanted}; use the other button.")
    return story, ref.target


async def carry_out(desk: Desk, decision: Decision) -> Change:
    """Worked out anew from what is stored wherever somebody else wrote in between."""
    store, story = desk.store, decision.story
    for _ in range(ATTEMPTS):
        now = desk.clock()
        current = await store.standings.of(story, now=now)
        before = current.standings[decision.target]
        every = await desk.evidence_on(story.slug, decision.target)
        change = _change(decision, before, decision.make(before, every, now))
        tx = store.transaction()
        if desk.source:
            store.inbox.decide(tx, desk.source, decision.evidence)
        store.standings.put(tx, story.slug, current.version, {decision.target: change.after})
        store.ledger.append(tx, _line(decision, change, now))
        decision.also(tx)
        for channel in await desk.told(story.slug, decision.target):
            store.outbox.put(tx, alert_for(change, channel, at=now))
        try:
            await tx.commit()
        except ConflictError:
            if desk.source and await store.inbox.decided(desk.source) is not None:
                raise CommandError(CARRIED_OUT) from None  # an edit, taken up while its original was carried out
            continue
        log.info("decided", slug=story.slug, target=str(decision.target), who=decision.by, reason=change.why[:200])
        return change
    raise CommandError("Others keep changing this at the moment; try once more.")


def _change(decision: Decision, before: Standing, after: Standing) -> Change:
    change = Change(
        slug=decision.story.slug,
        target=decision.target,
        kind=ChangeKind.STATE,
        level=Level.ROUTINE,
        before=before,
        after=after,
        why=after.why if decision.kind is None else decision.why,
        by=decision.by,
        did=decision.did(before),
        said=decision.said,
    )
    if change.moves:
        return replace(change, level=Level.URGENT)
    return replace(change, kind=ChangeKind.FOLD) if decision.kind in _OF_HOW_IT_COUNTS else change


def _line(decision: Decision, change: Change, now: datetime) -> LedgerLine:
    own_kind = LineKind.STATE if decision.target.kind is TargetKind.WATCH else LineKind.VERDICT
    return LedgerLine(
        kind=decision.kind or own_kind,
        at=now,
        who=decision.by,
        slug=decision.story.slug,
        target=str(decision.target),
        why=change.why,
        before=change.before.value,
        after=change.after.value,
        evidence=decision.evidence,
        data={**beside(change), **decision.data},
    )
