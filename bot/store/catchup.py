"""What a channel is told that a story file named before the bot had found it in Slack: all that has moved since."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from bot.domain.change import Change, ChangeKind, Level, alert_for
from bot.domain.evidence import Evidence, TargetKind
from bot.domain.ledger import MAY_MOVE, LedgerLine, LineKind
from bot.domain.overdue import gone_overdue
from bot.domain.standing import BOT, Standing, first_standing
from bot.domain.story import Story
from bot.domain.voices import ground_of
from bot.store.keys import EVIDENCE_DAYS
from bot.store.store import Store
from bot.store.transaction import Transaction

_TOLD = MAY_MOVE | {LineKind.OVERDUE}
_ALL = 1_000_000


async def catch_up(
    store: Store, tx: Transaction, story: Story, channel: str, *, since: datetime, now: datetime
) -> None:
    """An alert for each target that has moved, or become overdue, since then, and says so by the ledger; none twice under one id.

    The commit raises ConflictError where something moved meanwhile. A poll that has looked up the followers already and is
    not written yet is worked out again, and tells the channel itself.
    """
    current = await store.standings.of(story, now=now)
    store.standings.put(tx, story.slug, current.version, {})
    reports = await store.standings.evidence(story.slug, since=now - timedelta(days=EVIDENCE_DAYS))
    gone = await store.standings.dismissed(story.slug)
    told: dict[str, list[LedgerLine]] = {}
    for line in await store.ledger.read(story.slug, kinds=_TOLD, since=since, most=_ALL):
        told.setdefault(line.target, []).append(line)
    for target, standing in current.standings.items():
        counting = [e for e in reports if e.target == target and e.id not in gone]
        lines = told.get(str(target), ())
        moved = [m for m in _moved_so_far(story, standing, counting, lines) if m[0].moves]
        for change, at in moved or _overdue(story, standing, lines, now=now):
            store.outbox.put(tx, replace(alert_for(change, channel, at=at), at=now))


def _overdue(
    story: Story, standing: Standing, lines: Sequence[LedgerLine], *, now: datetime
) -> Iterator[tuple[Change, datetime]]:
    """That a watch item is overdue and when that was told; nothing where it was not. What has moved says it too."""
    item = story.watch_item(standing.target.id) if standing.target.kind is TargetKind.WATCH else None
    line = next((x for x in lines if x.kind is LineKind.OVERDUE), None)
    change = gone_overdue(story, item, standing, now=now) if item and line else None
    if change and line:
        yield change, line.at


def _moved_so_far(
    story: Story, standing: Standing, reports: Sequence[Evidence], lines: Sequence[LedgerLine]
) -> Iterator[tuple[Change, datetime]]:
    """All that has moved a target, as one change, and when by the ledger's `lines`, newest first.

    What is set and what the bot suggests beside it are two for a claim, whose verdict only people set.
    """
    claim = standing.target.kind is TargetKind.CLAIM
    stands = replace(standing, suggested="") if claim else standing
    moves = [x for x in lines if x.moved]
    setting = next((x for x in moves if not claim or (x.who != BOT and x.before != x.after)), None)
    ground = ground_of(standing, reports)
    moved = Change(
        slug=story.slug,
        target=standing.target,
        kind=ChangeKind.STATE,
        level=Level.URGENT,
        before=first_standing(story, standing.target, at=standing.since),
        after=stands,
        why=standing.why,
        evidence=ground if standing.by == BOT else None,
        by=standing.by,
    )
    if setting and not (claim and standing.by == BOT):
        yield moved, setting.at
    if claim and (line := _suggesting(standing, moves)):
        ground = next((e for e in reports if e.id == line.evidence), ground)
        yield replace(moved, before=stands, after=standing, why=line.why, evidence=ground, by=BOT), line.at


def _suggesting(standing: Standing, lines: Sequence[LedgerLine]) -> LedgerLine | None:
    """The newest line that has what the bot suggests."""
    return next((x for x in lines if standing.suggested and x.data.get("suggested") == standing.suggested), None)
