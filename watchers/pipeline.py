"""The path of a poll: fetch -> parse -> identify -> match -> judge -> fold -> detect -> record."""

import asyncio
import hashlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime

import structlog

from bot.domain.entry import Document
from bot.domain.feedstate import FeedState
from bot.domain.shown import shown
from bot.domain.story import Story
from bot.errors import FeedError
from bot.store.feeds import Claimed
from bot.store.store import Store
from bot.store.transaction import ConflictError, Transaction
from watchers.fetch.fetcher import Fetched, Fetcher, FetchFailed, NoTurn
from watchers.identify.identity import identities
from watchers.identify.sightings import Sighting, SightingKind, identify
from watchers.link.likely import Likely
from watchers.link.semantic import Semantic
from watchers.match.matcher import Matcher
from watchers.model.reader import Reader
from watchers.pace.cadence import Pace, after_failure, after_not_modified, after_success
from watchers.parse.parser import Parser
from watchers.reading import read, unsaid
from watchers.record import Keep, Read, kept, record
from watchers.views import view_of

log = structlog.get_logger("watchers")


@dataclass(frozen=True)
class Pipeline:
    """Polls one feed at a time, from its address to what the outbox holds."""

    store: Store
    fetcher: Fetcher
    parser: Parser
    pace: Pace
    clock: Callable[[], datetime]
    keep_entries: int = 20_000
    semantic: Semantic = field(default_factory=Semantic)
    _matchers: dict[str, Matcher] = field(default_factory=dict)
    _likely: dict[str, Likely] = field(default_factory=dict)

    async def poll(self, claimed: Claimed) -> None:
        """The feed is read and all it changes recorded, or it is marked with what is wrong; then it has its next due time.

        One that had no turn among those of its host is due again at once. A poll whose lease ran out leaves no trace.
        """
        state = await self.store.feeds.get(claimed.url)
        await self.store.stories.all()
        if self.store.stories.hidden(claimed.url):
            why = "not polled: a story that names it cannot be read; import its file again"
            await self._failed(claimed, state, FeedError(why))
            return
        try:
            fetched = await self.fetcher.fetch(state.address, etag=state.etag, last_modified=state.last_modified)
            if self._unchanged(state, fetched):
                after = after_not_modified(state, now=self.clock(), pace=self.pace, max_age=fetched.max_age)
                await self._settle(claimed, after.read_at(fetched.moved_to))
                return
            document = await self.parser.parse(fetched.body, content_type=fetched.content_type, url=fetched.final_url)
        except NoTurn as error:
            log.info("feed waits", feed=shown(claimed.url), reason=str(error))
            await self._end(claimed, lambda tx: self.store.feeds.give_back(tx, claimed, state, now=self.clock()))
            return
        except FeedError as error:
            await self._failed(claimed, state, error)
            return
        await self._take(claimed, state, fetched, document)

    async def _take(self, claimed: Claimed, state: FeedState, fetched: Fetched, document: Document) -> None:
        """Identify -> read -> record, again from what is stored where another poll wrote in between.

        At every turn one of those who write at once gets through, so this ends, with the lease at the latest.
        """
        while await self.store.feeds.holds(claimed):
            now, imports = self.clock(), await self.store.stories.imports()
            own = await asyncio.to_thread(identities, document.entries)  # 5,000 entries take half a second
            known = await self.store.seen.known(claimed.url, (i for one in own for i in one))
            sightings = await asyncio.to_thread(identify, document.entries, known, now=now)
            quiet = state.baseline_at is None
            reads = await self._read(
                claimed.url, document, sightings, now, reader=None if quiet else self.semantic.reader
            )
            after = self._read_well(state, fetched, document, sightings, now)
            told = [replace(r, reading=unsaid(r.reading)) for r in reads] if quiet else reads
            try:
                await record(
                    self.store, claimed, after, sightings, told, now=now, keep=self._keep(reads, now), imports=imports
                )
            except ConflictError as conflict:
                log.debug("again", feed=shown(claimed.url), reason=f"{conflict} was written meanwhile")
                continue
            self._tell(claimed.url, sightings, reads, quiet=quiet)
            return
        log.warning("poll given up", feed=shown(claimed.url), reason="its lease ran out, or its feed was dropped")

    async def _read(
        self, url: str, document: Document, sightings: Sequence[Sighting], now: datetime, *, reader: Reader | None
    ) -> list[Read]:
        """What each story that names the feed makes of its entries; the thinking is done off the event loop."""
        reads = []
        for story in await self.store.stories.all():
            feed = next((f for f in story.feeds if f.url == url), None)
            if feed is None:
                continue
            matcher, source = await self._matcher(story), feed.source or document.title
            likely = self._likely_in(story)
            view, version = await view_of(self.store, matcher, source=source, now=now, likely=likely, reader=reader)
            reading = await asyncio.to_thread(read, view, sightings, now=now)
            channels = await self.store.stories.followers(story.slug)
            reads.append(Read(reading=reading, version=version, channels=channels))
        return reads

    def _keep(self, reads: Sequence[Read], now: datetime) -> Keep:
        """New entries are kept from the first poll on, so that a new rule can be tried on what is there."""
        return Keep(entries={r.reading.story.slug: kept(r.reading, now=now) for r in reads}, most=self.keep_entries)

    async def _matcher(self, story: Story) -> Matcher:
        """Compiled once for as long as the story file stays the same; off the event loop, 100,000 names take seconds."""
        kept = self._matchers.get(story.slug)
        if kept is None or kept.story != story:
            kept = self._matchers[story.slug] = await asyncio.to_thread(Matcher, story)
        return kept

    def _likely_in(self, story: Story) -> Likely:
        """Made once for as long as the story file stays the same, and anew when the model has been loaded."""
        kept = self._likely.get(story.slug)
        if kept is None or kept.story != story or kept.model is not self.semantic.model:
            kept = self._likely[story.slug] = Likely(story, self.semantic.model)
        return kept

    def _read_well(
        self, state: FeedState, fetched: Fetched, document: Document, sightings: Sequence[Sighting], now: datetime
    ) -> FeedState:
        after = after_success(
            state,
            document_title=document.title,
            new_entries=sum(s.kind is SightingKind.NEW for s in sightings),
            entries=len(document.entries),
            now=now,
            pace=self.pace,
            # Half a feed is fetched again whole: were it asked for with its ETag, 304 would be the answer.
            fetched_etag="" if document.cut else fetched.etag,
            last_modified="" if document.cut else fetched.last_modified,
            max_age=fetched.max_age,
            ttl=document.ttl_seconds,
            dates=tuple(e.published for e in document.entries if e.published),
            digest=_digest(fetched.body),
            cut=document.cut,
        )
        return after.read_at(fetched.moved_to)

    def _unchanged(self, state: FeedState, fetched: Fetched) -> bool:
        """Not modified, or the very same bytes from a server that knows no ETag."""
        return fetched.status == 304 or (state.baseline_at is not None and state.digest == _digest(fetched.body))  # noqa: PLR2004

    async def broke(self, claimed: Claimed) -> None:
        """A bug ended the poll: the feed waits and is failing as one that cannot be read, so that health names it."""
        state = await self.store.feeds.get(claimed.url)
        await self._failed(claimed, state, FeedError("reading it went wrong, by a fault of ours; the log has it"))

    async def _failed(self, claimed: Claimed, state: FeedState, error: FeedError) -> None:
        known = error if isinstance(error, FetchFailed) else FetchFailed(str(error))
        after = after_failure(
            state,
            error=str(error),
            now=self.clock(),
            pace=self.pace,
            retry_after=known.retry_after,
            gone=known.gone,
        )
        log.warning(
            "feed failed", feed=shown(claimed.url), reason=str(error), failures=after.failures, again=str(after.due_at)
        )
        await self._settle(claimed, after)

    async def _settle(self, claimed: Claimed, after: FeedState) -> None:
        def settled(tx: Transaction) -> None:
            self.store.feeds.settle(tx, claimed, after)
            self.store.seen.touch(tx, claimed.url)

        await self._end(claimed, settled)

    async def _end(self, claimed: Claimed, step: Callable[[Transaction], None]) -> None:
        tx = self.store.transaction()
        step(tx)
        try:
            await tx.commit()
        except ConflictError:
            log.warning("poll given up", feed=shown(claimed.url), reason="its lease ran out")

    def _tell(self, url: str, sightings: Sequence[Sighting], reads: Sequence[Read], *, quiet: bool) -> None:
        """One line a decision, with its reason."""
        fresh = sum(s.kind is SightingKind.NEW for s in sightings)
        changes = [c for r in reads for c in r.reading.changes]
        if quiet:
            log.info(
                "baseline", feed=shown(url), entries=fresh, reason=f"first poll; {len(changes)} would have been alerts"
            )
            return
        log.info("polled", feed=shown(url), entries=len(sightings), new=fresh, changes=len(changes))
        for slug, one in ((r.reading.story.slug, d) for r in reads for d in r.reading.decided):
            why = "; ".join(one.why)[:400]
            log.info("decided", slug=slug, entry=one.entry.title[:120], decision=one.decision, reason=why)


def _digest(body: bytes) -> str:
    return hashlib.blake2b(body, digest_size=10).hexdigest()
