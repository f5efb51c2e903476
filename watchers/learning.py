"""Learning: answers what people said of reports with lessons, each tried on the entries of the last seven days.

Nothing is learned here. The answer goes into the store, the bot shows it, and an editor accepts or not.
"""

import asyncio
from collections.abc import Callable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from types import MappingProxyType

import structlog

from bot.domain.entry import Entry, KeptEntry
from bot.domain.evidence import Evidence, Target, TargetKind
from bot.domain.ledger import LedgerLine, LineKind
from bot.domain.lesson import Asked, Cause, Lesson, Meaning, Option, Proposal, Trial
from bot.domain.standing import asked_of
from bot.domain.story import Direction, Story
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
from watchers.lessons.exclusions import lessons_from_dismissal
from watchers.lessons.phrasing import actors_in, lessons_from_misread, lessons_from_missed, named_in
from watchers.lessons.trial import Trials, only, speaks
from watchers.link.likely import Likely
from watchers.link.semantic import Semantic
from watchers.match.matcher import Matcher
from watchers.reading import read
from watchers.record import Read, record_one
from watchers.views import view_of

log = structlog.get_logger("learning")

MOST_SHOWN = 3
_MOST_TRIED = 6
_ABOUT_AS_MANY = 10
_IDLE_SECONDS = 0.5
_SETTLING = "To teach words that settle it, write {} after the link."
_COUNTS_NOW = "The story's words of now catch it, and when it came it was not counted. So it was read again, and counts as if it came now."
_SAYS_WHY = "/watch why and its link say what became of it."


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
                return await asyncio.to_thread(of_misread, asked, story, evidence, entries)
            return await asyncio.to_thread(of_dismissed, asked, story, evidence, gone, entries)
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
        heard = {e.target: e.id not in gone for e in own}
        return await asyncio.to_thread(of_missed, asked, Likely(story, self.semantic.model), entry, entries, heard)

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


def of_dismissed(
    asked: Asked, story: Story, evidence: Sequence[Evidence], gone: frozenset[str], entries: Sequence[KeptEntry]
) -> Proposal:
    """What would have kept the report out."""
    report = next((e for e in evidence if e.id == asked.evidence), None)
    if report is None:
        return Proposal(
            asked=asked, sentence="The report is older than what is kept, so nothing can be learned from it."
        )
    accepted = tuple(e for e in evidence if e.target == report.target and e.id not in gone)
    lessons = lessons_from_dismissal(story, report, accepted)
    none = "No rule is proposed: its words stand in reports that do count as well."
    return _tried(Proposal(asked=asked, title=report.title), story, lessons, entries, none, link=report.link)


def of_misread(asked: Asked, story: Story, evidence: Sequence[Evidence], entries: Sequence[KeptEntry]) -> Proposal:
    """Words by which the report would have been read as people say; no options where there are none."""
    report = next((e for e in evidence if e.id == asked.evidence), None)
    if report is None or report.target not in targets(story) or asked.side not in set(Direction):
        return Proposal(asked=asked)
    lessons = lessons_from_misread(story, report, Direction(asked.side))
    return _tried(Proposal(asked=asked, title=report.title), story, lessons, entries, "", link=report.link)


def of_missed(
    asked: Asked,
    likely: Likely,
    entry: Entry | None,
    entries: Sequence[KeptEntry],
    heard: Mapping[Target, bool] = MappingProxyType({}),
) -> Proposal:
    """What would have caught the report: for the target it reads most like, where they did not say which, first.

    `heard` says where it was evidence, and whether it counts there: not where people called it not relevant.
    """
    story = likely.story
    if entry is None:
        return Proposal(
            asked=asked,
            sentence=f"No feed of {story.slug} brought that link in the last {RECENT_DAYS} days, "
            "so either it is older, or what is missing is a feed and not a rule. `watchdesk feed check ADDRESS` tries one.",
        )
    wanted = [asked.target] if asked.target else list(targets(story))
    opening = Proposal(asked=asked, title=entry.title)
    caught = [t for t in wanted if speaks(story, entry, t)]
    counts = [t for t in caught if heard.get(t)]
    opening = replace(opening, counted=tuple(_asked_by(story, t) for t in counts))
    if caught and not counts:
        return replace(opening, sentence=_struck_out(heard, caught))
    if counts and not asked.target:
        named = next((t.id for t in counts if t.kind is TargetKind.WATCH), "")
        more = f" {_SETTLING.format(named)}" if named else ""
        return replace(opening, sentence=f"{_SAYS_WHY}{more}")
    nearest, why = (None, "") if asked.target else likely.nearest(entry)
    near = [t for t in wanted if t == nearest or named_in(story, t, entry)] or wanted
    lessons = [made for t in likely.ranked(entry) if t in near for made in lessons_from_missed(story, t, entry)]
    none = _why_none(story, wanted, entry)
    tried = _tried(replace(opening, nearest=nearest, likeness=why), story, lessons, entries, none, link=entry.link)
    return replace(tried, sentence=_saying_more(tried)) if counts else tried


def _struck_out(heard: Mapping[Target, bool], caught: Sequence[Target]) -> str:
    """Why a report does not count that the story's words catch."""
    if any(t in heard for t in caught):
        return "Somebody called this report not relevant, so it does not count. @watchdesk relevant and its link in the thread takes that back."
    return (
        "The story's words of now catch it, but it was not counted when it came, and cannot be read again. "
        f"{_SAYS_WHY} “Resolve or set state”, or “Set verdict”, in the thread says what it means."
    )


def _saying_more(tried: Proposal) -> str:
    """What is left to teach of a report that counts already."""
    if not tried.options:
        return _SAYS_WHY
    if any(o.lesson.reading in {Meaning.SIGN_OF_YES, Meaning.SIGN_OF_NO} for o in tried.options):
        return "It counts as a weak hint; these words would say more."
    return "Only words that settle the question would say more."


def _why_none(story: Story, wanted: Sequence[Target], entry: Entry) -> str:
    """Why no rule is proposed for a report that was missed: what of the story it names, and what it lacks."""
    actors = actors_in(story, entry)[:MOST_SHOWN]
    asked = next((_asked_by(story, t) for t in wanted if named_in(story, t, entry)), "")
    if actors:
        of = f" and the words of “{asked}”" if asked else ""
        return (
            f"It names {' and '.join(actors)}{of}, but no words of its own tell enough for a rule. If it belongs here, write "
            "a signal into the story file."
        )
    if asked:
        return f"It has the words of “{asked}”, but names nobody of this story. If it belongs here, the story file needs the name."
    return (
        "It names nobody and nothing of this story, so there is no rule to propose. If it belongs here, the story file "
        "needs the name."
    )


def _asked_by(story: Story, target: Target) -> str:
    return asked_of(story, target) or target.id


def _tried(
    opening: Proposal,
    story: Story,
    lessons: Sequence[Lesson],
    entries: Sequence[KeptEntry],
    none: str,
    *,
    link: str,
) -> Proposal:
    """The lessons for the target the report reads most like, and that change least besides, each as it was tried.

    New words change the same reports however they are read, so one reading is tried for all. What narrows a name bears on
    all of the story, so of what is shown it comes last.
    """
    alike: dict[tuple[Target, str] | Lesson, list[Lesson]] = {}
    for made in dict.fromkeys(lessons):
        alike.setdefault((made.target, made.words) if made.reading else made, []).append(made)
    groups = list(alike.values())[:_MOST_TRIED]
    trials = Trials(story, entries, [group[0] for group in groups], link=link)
    tried = [(group, trials.of(group[0])) for group in groups]
    best = sorted(tried, key=lambda t: (t[0][0].target != opening.nearest, _changed(t[1])))[:MOST_SHOWN]
    best.sort(key=lambda t: t[0][0].narrows_a_name)
    options = tuple(Option(lesson=made, trial=trial) for group, trial in best for made in group)
    since = min((k.at for k in entries), default=None)
    return replace(opening, options=options, read=len(entries), since=since, sentence="" if options else none)


def _changed(trial: Trial) -> int:
    """How much it changes besides, roughly, so that of words that do about as much the first ones come first."""
    return (trial.added + trial.removed) // _ABOUT_AS_MANY


def _kept(link: str, entries: Sequence[KeptEntry]) -> KeptEntry | None:
    """The newest kept entry with this link, in whatever spelling."""
    page = link_key(link)
    return next((k for k in reversed(entries) if k.entry.link and link_key(k.entry.link) == page), None)
