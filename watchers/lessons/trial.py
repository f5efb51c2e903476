"""Trying a lesson: the entries of the last days read with the story as it is, and as it would be."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from bot.domain.entry import Entry, KeptEntry, Seen
from bot.domain.evidence import Evidence, Phase, Stance, Target, TargetKind
from bot.domain.lesson import Lesson, Meaning, Part, Told, Trial, applied
from bot.domain.standing import first_standing
from bot.domain.story import Direction, Story, Weight
from bot.domain.weblink import link_key
from watchers.beforehand import View
from watchers.identify.sightings import Sighting, SightingKind
from watchers.judge.judgements import judge
from watchers.match.matcher import Matcher
from watchers.model.reader import Reader
from watchers.reading import read
from watchers.words.finder import Finder, compiled, words_of
from watchers.words.passages import passages

HEADLINES_SHOWN = 5
_RECENT = 500
_READ_WHOLE = 100
"""Of so many entries at most that a lesson adds or removes the reader is asked, the latest: it takes up to 60 ms for one."""
_FINAL = {Phase.HAPPENED: Direction.TOWARD, Phase.CANCELLED: Direction.AWAY}


def entry_of(report: Evidence, entries: Iterable[KeptEntry] = ()) -> Entry:
    """The report as it came; what its feed declares is known where it is among the kept `entries`."""
    return Entry(
        id=report.entry_key,
        title=report.title,
        summary=report.summary,
        link=report.link,
        outlet=report.outlet,
        published=report.published,
        language=next((k.entry.language for k in entries if k.key == report.entry_key), ""),
    )


def speaks(story: Story, entry: Entry, target: Target) -> bool:
    """Whether an entry by itself says something of a target, one way or the other."""
    of_target = (j for j in judge(Matcher(only(story, target)).match(entry), story) if j.match.target == target)
    if target.kind is TargetKind.CLAIM:
        return any(j.stance is not Stance.CONTEXT for j in of_target)
    return any(j.direction is not None or j.phase is Phase.CONTESTED for j in of_target)


def pointed(story: Story, entry: Entry, target: Target) -> frozenset[Direction]:
    """Which ways an entry by itself points, be it with a weak sign."""
    judged = judge(Matcher(only(story, target)).match(entry), story)
    return frozenset(j.direction for j in judged if j.match.target == target and j.direction)


def strongly(story: Story, entry: Entry, target: Target) -> frozenset[Direction]:
    """Which ways an entry by itself points with more than a weak sign."""
    judged = judge(Matcher(only(story, target)).match(entry), story)
    strong = (j for j in judged if j.match.target == target and j.weight is not Weight.WATCH)
    return frozenset(j.direction for j in strong if j.direction)


def settles(story: Story, entry: Entry, target: Target, direction: Direction | None = None) -> bool:
    """Whether an entry by itself says that a watch item's event happened (`toward`), or that it will not; either for None."""
    judged = judge(Matcher(only(story, target)).match(entry), story)
    said = {_FINAL[j.phase] for j in judged if j.match.target == target and j.phase in _FINAL}
    return direction in said if direction else bool(said)


class Trials:
    """One story's lessons, each tried on the same entries.

    A lesson touches only what is found without it or with it, so all entries are looked through once, and for each lesson only
    the few it may touch are read. With a `reader`, those it would add or remove are then read as a whole, as the watchers do.
    `link` is that of the report they were made for.
    """

    def __init__(
        self,
        story: Story,
        entries: Sequence[KeptEntry],
        lessons: Sequence[Lesson],
        *,
        link: str = "",
        reader: Reader | None = None,
    ) -> None:
        self._story = story
        self._reader = reader
        self._page = link_key(link) if link else ""
        self._matched: dict[str, frozenset[Target]] = {}
        self._touched: dict[Lesson, set[str]] = {made: set() for made in lessons}
        self._had: dict[Target | None, frozenset[str]] = {}
        self._entries = entries
        reaches = {_reach(made) for made in lessons}
        matcher = Matcher(story if None in reaches else only(story, *(r for r in reaches if r)))
        learned = {made: _matcher(applied(made, story), _reach(made)) for made in lessons}
        for kept in entries:
            self._look_through(kept, matcher, learned)

    def _look_through(self, kept: KeptEntry, matcher: Matcher, learned: Mapping[Lesson, Matcher]) -> None:
        found = frozenset(m.target for m in matcher.match(kept.entry).matches)
        if found:
            self._matched[kept.key] = self._matched.get(kept.key, frozenset()) | found
        for made, touched in self._touched.items():
            if _reaches(made, found) or learned[made].match(kept.entry).matches or self._is_it(kept):
                touched.add(kept.key)

    def of(self, lesson: Lesson) -> Trial:
        """What the lesson would have added to what the story told of the entries, and removed from it.

        An alias bears on every target of the story, anything else on the lesson's own.
        """
        touched = [k for k in self._entries if k.key in self._touched[lesson]]
        learned = applied(lesson, self._story)
        had, has = self._told(lesson, learned, touched)
        gained = _once(k for k in touched if k.key in has - had)
        lost = _once(k for k in touched if k.key in had - has)
        others, left = [k for k in gained if not self._is_it(k)], [k for k in lost if not self._is_it(k)]
        says = [compiled(made.after) for made in lesson.edits[:1] if lesson.reading]
        having = _once(k for k in touched if k.key not in has - had and not self._is_it(k) and _has(k.entry, says))
        return Trial(
            added=len(gained),
            removed=len(lost),
            gained=_latest(others),
            lost=_latest(left),
            adds_it=len(others) < len(gained),
            removes_it=len(left) < len(lost),
            settled=self._settled(lesson, learned, touched),
            has=len(having) if says else None,
            alike=_latest(having),
        )

    def _told(
        self, lesson: Lesson, learned: Story, touched: Sequence[KeptEntry]
    ) -> tuple[frozenset[str], frozenset[str]]:
        """The keys of the entries that were told of without the lesson, and would have been with it."""
        reach = _reach(lesson)
        had, has = self._as_it_is(reach), told_of(learned, touched, reach)
        if self._reader is None:
            return had, has
        changed = [k for k in touched if k.key in has ^ had or self._is_it(k)][-_READ_WHOLE:]
        keys = {k.key for k in changed}
        had_whole, has_whole = (told_of(s, changed, reach, self._reader) for s in (self._story, learned))
        return had - keys | had_whole, has - keys | has_whole

    def _settled(self, lesson: Lesson, learned: Story, touched: Sequence[KeptEntry]) -> int:
        if lesson.reading not in {Meaning.YES, Meaning.NO}:
            return 0
        own = [k for k in touched if not self._is_it(k)]
        has, had = ({k.key for k in own if settles(s, k.entry, lesson.target)} for s in (learned, self._story))
        return len(has - had)

    def _is_it(self, kept: KeptEntry) -> bool:
        return bool(self._page and kept.entry.link) and link_key(kept.entry.link) == self._page

    def _as_it_is(self, reach: Target | None) -> frozenset[str]:
        """The keys of the entries that were told of without any lesson."""
        if reach not in self._had:
            matched = [k for k in self._entries if reach in self._matched.get(k.key, ()) or not reach]
            self._had[reach] = told_of(self._story, [k for k in matched if k.key in self._matched], reach)
        return self._had[reach]


def _reach(lesson: Lesson) -> Target | None:
    """The one target a lesson bears on; None where it bears on all, as an alias does."""
    return None if any(e.part is Part.ALIAS for e in lesson.edits) else lesson.target


def _reaches(lesson: Lesson, found: frozenset[Target]) -> bool:
    reach = _reach(lesson)
    return bool(found) if reach is None else reach in found


def _has(entry: Entry, words: Sequence[Finder]) -> bool:
    return bool(words) and any(w.find(words_of(p.text)) for p in passages(entry) for w in words)


def _matcher(story: Story, target: Target | None) -> Matcher:
    """What finds one target in an entry; all of the story's for None."""
    return Matcher(only(story, target) if target else story)


def told_of(
    story: Story, entries: Iterable[KeptEntry], target: Target | None = None, reader: Reader | None = None
) -> frozenset[str]:
    """The keys of the entries the story would tell of, as the watchers read them; of one target only, where given."""
    matcher = _matcher(story, target)
    told: set[str] = set()
    recent: list[Evidence] = []
    standings = None
    known: dict[str, KeptEntry] = {}
    for kept in entries:
        if standings is None:
            standings = {t: first_standing(matcher.story, t, at=kept.at) for t in targets_of(matcher.story)}
        sighting = _sighting(kept, known.get(kept.key))
        known[kept.key] = kept
        view = View(matcher=matcher, standings=standings, recent=tuple(recent[-_RECENT:]), reader=reader)
        reading = read(view, [sighting], now=kept.at)
        standings |= reading.standings
        recent += reading.evidence
        told |= {kept.key} if reading.changes else set()
    return frozenset(told)


def _sighting(kept: KeptEntry, before: KeptEntry | None) -> Sighting:
    """An entry as the watchers met it: new, or under another headline than `before`."""
    new = Sighting(entry=kept.entry, key=kept.key, kind=SightingKind.NEW, identities=())
    if before is None or before.entry.title == kept.entry.title:
        return new
    was = before.entry
    seen = Seen(key=kept.key, title=was.title, summary=was.summary, link=was.link, first_seen=before.seen)
    return replace(new, kind=SightingKind.EDIT, seen=seen)


def only(story: Story, *targets: Target) -> Story:
    """Everything of the story but the other targets, which need not be read."""
    items = tuple(w for w in story.watch_items if Target(kind=TargetKind.WATCH, id=w.id) in targets)
    claims = tuple(c for c in story.claims if Target(kind=TargetKind.CLAIM, id=c.id) in targets)
    return replace(story, watch_items=items, claims=claims)


def targets_of(story: Story) -> tuple[Target, ...]:
    """Its watch items and claims, in the file's order."""
    items = (Target(kind=TargetKind.WATCH, id=w.id) for w in story.watch_items)
    return (*items, *(Target(kind=TargetKind.CLAIM, id=c.id) for c in story.claims))


def _once(entries: Iterable[KeptEntry]) -> list[KeptEntry]:
    """Each entry once, under its last headline."""
    return list({kept.key: kept for kept in entries}.values())


def _latest(entries: Sequence[KeptEntry]) -> tuple[Told, ...]:
    newest = sorted(entries, key=lambda k: k.at, reverse=True)[:HEADLINES_SHOWN]
    return tuple(Told(title=k.entry.title, link=k.entry.link, outlet=k.entry.outlet, at=k.at) for k in newest)
