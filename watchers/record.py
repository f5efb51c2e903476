"""record: one poll's outcome in one atomic step: seen + evidence + state + outbox, and the feed's next due time."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from bot.domain.change import Change, ChangeKind, alert_for, move_of
from bot.domain.entry import KeptEntry, Seen, Trace
from bot.domain.evidence import Evidence
from bot.domain.feedstate import FeedState
from bot.domain.ledger import LedgerLine, LineKind
from bot.domain.missed import Missed
from bot.domain.standing import BOT
from bot.store.feeds import Claimed
from bot.store.store import Store
from bot.store.transaction import Transaction
from watchers.decided import Decided, StoryReading
from watchers.identify.sightings import Sighting, SightingKind


@dataclass(frozen=True, kw_only=True)
class Read:
    """A story's reading, with what it must still be based on when written, and who is to be told."""

    reading: StoryReading
    version: str
    channels: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Keep:
    """What is kept of a poll to try rules on, by story, and how many entries a story may keep."""

    entries: Mapping[str, Sequence[KeptEntry]]
    most: int


async def record(
    store: Store,
    claimed: Claimed,
    state: FeedState,
    sightings: Sequence[Sighting],
    reads: Sequence[Read],
    *,
    now: datetime,
    keep: Keep | None = None,
    imports: str | None = None,
) -> None:
    """All of it is stored, or ConflictError is raised and none of it is; so too where a story file came after `imports`."""
    tx = store.transaction()
    if imports is not None:
        store.stories.since(tx, imports)
    store.feeds.settle(tx, claimed, state)
    store.seen.remember(tx, claimed.url, sights(sightings, now=now), now=now)
    for read in reads:
        _story(tx, store, read, now=now)
    _traces(tx, store, claimed.url, [read.reading for read in reads], now=now)
    if keep:
        for slug, entries in keep.entries.items():
            store.recent.keep(tx, slug, entries, now=now, most=keep.most)
    await tx.commit()


async def record_one(
    store: Store,
    read: Read,
    feed: str,
    *,
    now: datetime,
    imports: str,
    instead_of: Sequence[Evidence] = (),
    lines: Sequence[LedgerLine] = (),
) -> None:
    """What one story made of one entry, outside of any poll. All of it is stored, or ConflictError is raised and none is.

    So too where a story file, or a channel that follows, came after `imports`. What it says of a question now takes the place of what it said of it before (`instead_of`). `lines` come first in the ledger.
    """
    tx = store.transaction()
    store.stories.since(tx, imports)
    for line in lines:
        store.ledger.append(tx, line)
    said = {e.target for e in read.reading.evidence}
    for old in (e for e in instead_of if e.target in said):
        store.standings.forget_evidence(tx, old)
    _story(tx, store, read, now=now)
    _traces(tx, store, feed, [read.reading], now=now)
    await tx.commit()


def kept(reading: StoryReading, *, now: datetime) -> tuple[KeptEntry, ...]:
    """The entries of a poll that are new or have a new headline, as a story read them, with their outlet."""
    return tuple(KeptEntry(key=d.sighting.key, entry=d.entry, seen=now) for d in reading.decided)


def sights(sightings: Sequence[Sighting], *, now: datetime) -> Mapping[str, Seen]:
    """What every identity of a document's entries leads to from now on."""
    found: dict[str, Seen] = {}
    for s in sightings:
        first = s.seen.first_seen if s.seen else now
        seen = Seen(
            key=s.key,
            title=s.entry.title,
            summary=s.entry.summary,
            link=s.entry.link,
            first_seen=min(first, now),
            turns=(s.seen.turns if s.seen else 0) + (s.kind is SightingKind.EDIT),
        )
        for identity in s.identities:
            found.setdefault(identity, seen)
    return found


def _story(tx: Transaction, store: Store, read: Read, *, now: datetime) -> None:
    reading = read.reading
    if not reading.changes:
        return
    store.standings.put(tx, reading.story.slug, read.version, reading.standings)
    for change in reading.changes:
        if change.evidence and change.old_title:
            store.standings.forget_evidence(tx, change.evidence)  # under its new headline it is the same report
        if change.evidence:
            store.standings.add_evidence(tx, change.evidence, now=now)
        for line in lines_of(change, now=now):
            store.ledger.append(tx, line)
        for channel in read.channels:
            store.outbox.put(tx, alert_for(change, channel, at=now))
    for one in reading.taken_back:
        store.standings.replace_evidence(tx, one, one)


def lines_of(change: Change, *, now: datetime) -> tuple[LedgerLine, ...]:
    """The ledger's lines for a change: the evidence, and the move where there is one."""
    evidence = change.evidence
    told = LedgerLine(
        kind=LineKind.EVIDENCE,
        at=now,
        who=BOT,
        slug=change.slug,
        target=str(change.target),
        why=change.why,
        evidence=evidence.id if evidence else "",
        data={"title": evidence.title, "link": evidence.link, "outlet": evidence.outlet, "origin": evidence.origin}
        if evidence
        else {},
    )
    if change.kind is not ChangeKind.STATE:
        return (told,)
    return (told, move_of(change, at=now))


def _traces(tx: Transaction, store: Store, feed: str, readings: Sequence[StoryReading], *, now: datetime) -> None:
    """One trace a link and story; where another feed brought it to the story before, that one's trace stands.

    What broke is in the ledger as well: nobody knows its link to ask for.
    """
    for reading in readings:
        for one in reading.decided:
            if one.entry.link and one.decision != Missed.READ_BEFORE:
                store.seen.trace(tx, _trace(reading.story.slug, one, feed, now=now))
            if one.decision == Missed.BROKEN:
                store.ledger.append(tx, _broken(reading.story.slug, one, now=now))


def _trace(slug: str, one: Decided, feed: str, *, now: datetime) -> Trace:
    return Trace(
        slug=slug,
        title=one.entry.title,
        link=one.entry.link,
        outlet=one.entry.outlet,
        feed=feed,
        seen=now,
        decision=one.decision,
        lines=one.why,
    )


def _broken(slug: str, one: Decided, *, now: datetime) -> LedgerLine:
    entry = one.entry
    return LedgerLine(
        kind=LineKind.BROKEN,
        at=now,
        who=BOT,
        slug=slug,
        why="; ".join(one.why),
        data={"title": entry.title, "link": entry.link, "outlet": entry.outlet},
    )
