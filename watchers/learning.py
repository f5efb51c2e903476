"""Learning: answers what people said of reports with lessons, each tried on the entries of the last seven days.

Nothing is learned here. The answer goes into the store, the bot shows it, and an editor accepts or not.
"""

import asyncio
from collections.abc import Callable, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

import structlog

from bot.domain.entry import Entry, KeptEntry
from bot.domain.evidence import Evidence, Target
from bot.domain.ledger import LedgerLine, LineKind
from bot.domain.lesson import Asked, Cause, Proposal
from bot.domain.story import Story
from bot.domain.weblink import link_key
from bot.errors import StoreError
from bot.store.client import UNREACHABLE
from bot.store.keys import EVIDENCE_DAYS, RECENT_DAYS
from bot.store.standings import targets
from bot.store.store import Store
from bot.store.transaction import ConflictError
from bot.store.working import keep_working
from watchers.beforehand import View
from watchers.identify.sightings import Sighting, SightingKind
from watchers.lessons.proposing import of_dismissed, of_misread, of_missed
from watchers.lessons.trial import only, speaks
from watchers.link.likely import Likely
from watchers.link.semantic import Semantic
from watchers.match.matcher import Matcher
from watchers.reading import read
from watchers.record import Read, record_one
from watchers.views import view_of

log = structlog.get_logger("learning")

_IDLE_SECONDS = 0.5
_COUNTS_NOW = "The story's words of now catch it, and when it came it was not counted. So it was read again, and counts as if it came now."


@dataclass(frozen=True, kw_only=True)
class Learning:
    """Answers one question after the other; any number may run."""

    store: Store
    clock: Callable[[], datetime]
    semantic: Semantic = field(default_factory=Semantic)

    async def run(self) -> None:
        """Until cancelled."""
        await keep_working(self.once, log, idle=_IDLE_SECONDS)

    async def once(self) -> bool:
        """Answers what has waited longest; False where nothing waits."""
        asked = await self.store.lessons.next_asked()
        if asked is None:
            return False
        if asked.cause is Cause.LEARNED:
            await self._read_again(asked)
            return True
        try:
            proposal = await self._proposal(asked)
        except UNREACHABLE:
            raise
        except StoreError as error:  # the story cannot be read
            proposal = Proposal(asked=asked, sentence=f"No rule was looked for: {error}")
        except Exception:
            log.exception("no lesson", asked=asked.id, reason="a bug")
            proposal = Proposal(asked=asked, sentence="Looking for a rule went wrong; the log of the watchers has it.")
        if asked.cause is Cause.MISREAD and not proposal.options:
            await self.store.lessons.carried_out(asked)  # what is put right needs no answer
        else:
            await self.store.lessons.answer(proposal)
        log.info("lessons", slug=asked.slug, cause=asked.cause, options=len(proposal.options), reason=proposal.sentence)
        return True

    async def _proposal(self, asked: Asked) -> Proposal:
        story = await self.store.stories.get(asked.slug)
        if story is None:
            return Proposal(asked=asked, sentence=f"The story {asked.slug} is no longer here.")
        now = self.clock()
        entries = await self.store.recent.since(story.slug, now - timedelta(days=RECENT_DAYS))
        if asked.cause in {Cause.DISMISSED, Cause.MISREAD}:
            evidence = await self.store.standings.evidence(story.slug, since=now - timedelta(days=EVIDENCE_DAYS))
            gone = frozenset(await self.store.standings.dismissed(story.slug))
            if asked.cause is Cause.MISREAD:
                return await asyncio.to_thread(of_misread, asked, story, evidence, entries, self.semantic.reader)
            return await asyncio.to_thread(of_dismissed, asked, story, evidence, gone, entries, self.semantic.reader)
        return await self._of_missed(asked, story, entries, now)

    async def _of_missed(self, asked: Asked, story: Story, entries: Sequence[KeptEntry], now: datetime) -> Proposal:
        """What would have caught a report; one that the story's words of now catch, and that never counted, is read again and counts."""
        kept = _kept(asked.link, entries)
        entry = kept.entry if kept else await self._traced(asked.link)
        evidence = await self.store.standings.evidence(story.slug, since=now - timedelta(days=EVIDENCE_DAYS))
        own = [e for e in evidence if entry and _is_of(e, entry, kept.key if kept else "")]
        if kept and await self._caught_by_now(asked, story, kept, {e.target for e in own}, now):
            return Proposal(asked=asked, title=kept.entry.title, sentence=_COUNTS_NOW)
        gone = frozenset(await self.store.standings.dismissed(story.slug))
        heard = {e.target: None if e.id in gone else e for e in own}
        likely, reader = Likely(story, self.semantic.model), self.semantic.reader
        return await asyncio.to_thread(of_missed, asked, likely, entry, entries, heard, reader)

    async def _caught_by_now(
        self, asked: Asked, story: Story, kept: KeptEntry, heard: AbstractSet[Target], now: datetime
    ) -> bool:
        """Whether the story's words of now catch it where it was not `heard`: then it is read once more, and counts."""
        wanted = [t for t in ([asked.target] if asked.target else targets(story)) if t not in heard]
        caught = await asyncio.to_thread(lambda: any(speaks(story, kept.entry, t) for t in wanted))
        return caught and await self._count(asked, story, kept, now)

    async def _read_again(self, asked: Asked) -> None:
        """A missed report is read once more, now that a rule catches it: what it says counts, and is told, as if it came now."""
        now = self.clock()
        entries = await self.store.recent.since(asked.slug, now - timedelta(days=RECENT_DAYS))
        one = _kept(asked.link, entries)
        try:
            story = await self.store.stories.get(asked.slug)
            if story and one:
                await self._count(asked, story, one, now)
        except UNREACHABLE:
            raise
        except StoreError as error:
            log.warning("not read again", slug=asked.slug, reason=str(error))
        except Exception:
            log.exception("not read again", slug=asked.slug, reason="a bug")
        await self.store.lessons.carried_out(asked)

    async def _count(self, asked: Asked, story: Story, kept: KeptEntry, now: datetime) -> bool:
        """Whether anything of it counts. Again from what is stored where somebody wrote in between: at every turn one of them gets through, so this ends."""
        traces = await self.store.seen.traces_of(kept.entry.link)
        feed = next((t.feed for t in traces if t.slug == story.slug), "")
        sighting = Sighting(entry=kept.entry, key=kept.key, kind=SightingKind.NEW, identities=())
        while True:
            imports = await self.store.stories.imports()
            stored = await self.store.stories.get(story.slug)
            if stored is None:
                return False
            matcher = await asyncio.to_thread(Matcher, stored)
            view, version = await view_of(
                self.store, matcher, source=kept.entry.outlet, now=now, reader=self.semantic.reader
            )
            view, said_less = await asyncio.to_thread(_as_if_new, view, kept, asked)
            reading = await asyncio.to_thread(read, view, [sighting], now=now)
            channels = await self.store.stories.followers(story.slug)
            try:
                traced = reading.decided if view.matcher is matcher else ()  # the trace there is tells of all questions
                told = Read(reading=replace(reading, decided=traced), version=version, channels=channels)
                lines = [_asked_for(asked, e, now) for e in reading.evidence]
                await record_one(self.store, told, feed, now=now, imports=imports, instead_of=said_less, lines=lines)
            except ConflictError:
                continue
            for one in reading.decided:
                log.info("read again", slug=story.slug, decision=one.decision, reason="; ".join(one.why)[:400])
            return bool(reading.evidence)

    async def _traced(self, link: str) -> Entry | None:
        """What the trace of an entry knows of it: no summary, but a headline."""
        trace = next(iter(await self.store.seen.traces_of(link)), None)
        if trace is None:
            return None
        return Entry(id=trace.link, title=trace.title, link=trace.link, outlet=trace.outlet, published=trace.seen)


def _as_if_new(view: View, kept: KeptEntry, asked: Asked) -> tuple[View, tuple[Evidence, ...]]:
    """The view in which an entry is not known yet, and what it said less than it does by the rule it was missed for.

    What it says of other questions was told of before, and so was what somebody called not relevant; these are left out.
    """
    own = [e for e in view.recent if _is_of(e, kept.entry, kept.key)]
    less = tuple(e for e in own if e.target == asked.target and e.seen < asked.at and e.id not in view.dismissed)
    told = {e.target for e in own if e not in less}
    left = only(view.story, *(t for t in targets(view.story) if t not in told))
    others = tuple(e for e in view.recent if e not in own)
    return replace(view, matcher=Matcher(left) if told else view.matcher, recent=others), less


def _is_of(evidence: Evidence, entry: Entry, key: str) -> bool:
    """Whether it is of that report, which two feeds of an outlet may bring under ids of their own; a live page brings many reports."""
    same_page = bool(entry.link and evidence.link) and link_key(entry.link) == link_key(evidence.link)
    return evidence.entry_key == key or (
        same_page and (evidence.outlet != entry.outlet or evidence.title == entry.title)
    )


def _asked_for(asked: Asked, evidence: Evidence, now: datetime) -> LedgerLine:
    """Who had a report read again, beside what it moved: the bot would not have."""
    return LedgerLine(
        kind=LineKind.RELEVANCE,
        at=now,
        who=asked.by,
        slug=asked.slug,
        target=str(evidence.target),
        why=f"missed, so read again: “{evidence.title}” ({evidence.outlet})",
        evidence=evidence.id,
        data={"link": evidence.link},
    )


def _kept(link: str, entries: Sequence[KeptEntry]) -> KeptEntry | None:
    """The newest kept entry with this link, in whatever spelling."""
    page = link_key(link)
    return next((k for k in reversed(entries) if k.entry.link and link_key(k.entry.link) == page), None)
