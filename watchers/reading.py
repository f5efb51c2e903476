"""One story reads what a feed brought: match -> judge -> fold -> detect, entry by entry.

Plain values in, plain values out: the watchers, `replay` and `explain` all think through this one function.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from functools import lru_cache

import structlog

from bot.domain.change import Change, content_id
from bot.domain.entry import Entry
from bot.domain.evidence import Evidence, Judgement, Stance, Target, Whose
from bot.domain.meaning import is_hint, meant_by_hand
from bot.domain.missed import Missed
from bot.domain.refold import folded_by_hand
from bot.domain.saying import corrects
from bot.domain.standing import SETTLED, Standing
from bot.domain.voices import side_of
from watchers.beforehand import Before, View
from watchers.decided import (
    Decided,
    StoryReading,
    decision,
)
from watchers.detect.changes import corroborated, detect, told_together
from watchers.detect.contradicted import beside_the_contrary
from watchers.detect.edits import edit_only
from watchers.detect.withdrawals import withdraw
from watchers.fold.developments import copied_before, evidence_from, fold
from watchers.fold.recent import Recent
from watchers.fold.retold import retold
from watchers.fold.withdrawals import (
    Withdrawal,
    corrected_by,
    takeable,
    taken_back,
    withdrawal_in,
    withdrawing,
    withdrawn_by,
)
from watchers.identify.sightings import Sighting, SightingKind
from watchers.judge.judgements import judge
from watchers.match.matcher import Matched
from watchers.words.headline import headline

log = structlog.get_logger("reading")

LATE = timedelta(days=7)
"""An entry first seen so long after its date is no news: search feeds bring old reports up at any time."""
FOLD_AGAINST = 300
"""How many of the latest reports an entry is compared with, so that a late copy is known by the seventh day only where there were no more."""


def read(view: View, sightings: Sequence[Sighting], *, now: datetime) -> StoryReading:
    """What new and edited entries mean for a story, oldest first; entries seen before are not read again."""
    fresh = [s for s in sightings if s.kind is not SightingKind.SAME]
    standings, recent = dict(view.standings), Recent(view.recent if fresh else ())
    decided = []
    dated = any(_age(s, now) <= LATE for s in sightings if s.entry.published)
    for sighting in sorted(fresh, key=lambda s: s.entry.published or now):
        if dated and sighting.kind is SightingKind.NEW and _age(sighting, now) > LATE:
            decided.append(_too_late(view, sighting, now))
            continue
        one = _decided(view, sighting, standings, recent, now=now)
        recent.put(one.taken_back)
        for change in one.changes:
            standings[change.target] = change.after
            if change.evidence:
                recent.add(change.evidence)
        decided.append(one)
    changes = tuple(c for d in decided for c in d.changes)
    return StoryReading(
        story=view.story,
        evidence=tuple(c.evidence for c in changes if c.evidence),
        changes=changes,
        standings={c.target: standings[c.target] for c in changes},
        decided=tuple(decided),
        taken_back=tuple(e for d in decided for e in d.taken_back),
    )


def unsaid(reading: StoryReading) -> StoryReading:
    """The same of a feed's first poll: nothing of it counts or is told, and each entry says so and what it would have been."""
    decided = tuple(d if d.decision == Missed.READ_BEFORE else _unsaid(d) for d in reading.decided)
    return StoryReading(story=reading.story, decided=decided)


def _unsaid(one: Decided) -> Decided:
    return replace(
        one, decision=Missed.FIRST_READING, changes=(), taken_back=(), why=(f"otherwise: {one.decision}", *one.why)
    )


def _age(sighting: Sighting, now: datetime) -> timedelta:
    """How long ago the entry was published; nothing where the feed does not say."""
    return now - (sighting.entry.published or now)


def _too_late(view: View, sighting: Sighting, now: datetime) -> Decided:
    """Only where other entries of the feed have a recent date: a feed whose dates are all wrong is read all the same."""
    entry = _signed(sighting.entry, view.source)
    why = f"published {_age(sighting, now).days} days before it was first seen, more than {LATE.days}: kept quiet"
    return Decided(sighting=sighting, entry=entry, decision=Missed.TOO_LATE, why=(why,))


def _decided(
    view: View, sighting: Sighting, standings: Mapping[Target, Standing], recent: Recent, *, now: datetime
) -> Decided:
    """What became of one entry. One that breaks a stage is logged and traced so, and holds up none of its feed.

    Where the machine is at its end the poll fails, and is tried again.
    """
    try:
        return _decide(view, sighting, standings, recent, now=now)
    except (MemoryError, OSError):
        raise
    except Exception as error:
        entry = _signed(sighting.entry, view.source)
        log.exception("entry not read", slug=view.story.slug, entry=entry.title[:200], link=entry.link, reason="a bug")
        return Decided(
            sighting=sighting, entry=entry, decision=Missed.BROKEN, why=(f"{type(error).__name__}: {error}",)
        )


def _decide(
    view: View, sighting: Sighting, standings: Mapping[Target, Standing], recent: Recent, *, now: datetime
) -> Decided:
    """One entry through match, judge, fold and detect."""
    entry = _signed(sighting.entry, view.source)
    matched = view.matcher.match(entry, near=view.reader is not None)
    earlier = recent.of(sighting)
    if earlier and (sighting.kind is SightingKind.NEW or earlier[-1].title == entry.title):
        return Decided(
            sighting=sighting, entry=entry, decision=Missed.READ_BEFORE, why=("another feed brought this very article",)
        )
    if withdrawal := withdrawal_in(entry, view.story):
        return _withdrawn(view, sighting, withdrawal, matched, standings=standings, recent=recent, now=now)
    offer = view.likely.offered(matched) if view.likely else ""
    offers = (offer,) if offer else ()
    if not (earlier or matched.matches or matched.near):
        return Decided(sighting=sighting, entry=entry, decision=decision(matched), why=(*matched.why, *offers))
    before = Before(
        earlier=tuple(earlier),
        others=tuple(e for e in recent.all[-FOLD_AGAINST:] if e not in earlier and e.id not in view.dismissed),
        known=recent.all,
        hushed=frozenset(e.target for e in earlier if e.id in view.dismissed),
        old_title=sighting.seen.title if sighting.seen and sighting.kind is SightingKind.EDIT else "",
        late=_age(sighting, now) > LATE,
    )
    judged = _judged(view, matched, before, standings)
    found, why, corrected = _changes(view, matched, sighting.key, before, judged, standings, now=now)
    why.extend(offers if {m.target for m in matched.near}.isdisjoint(c.target for c in found) else ())
    changes = told_together(found, view.matcher.story)
    gone, less = _fallen(view, matched, sighting.key, before, changes, standings, now=now)
    why.extend(f"{c.target}: {c.kind}: {c.why}" for c in gone)
    changes, corrected = [*changes, *gone], [*corrected, *less]
    return Decided(
        sighting=sighting,
        entry=entry,
        decision=decision(matched, changes, why),
        why=tuple(why),
        changes=tuple(changes),
        taken_back=tuple(corrected),
        judged=judged,
    )


def _withdrawn(
    view: View,
    sighting: Sighting,
    withdrawal: Withdrawal,
    matched: Matched,
    *,
    standings: Mapping[Target, Standing],
    recent: Recent,
    now: datetime,
) -> Decided:
    """An entry that takes reports of its newsroom's back, and so says nothing itself: each target stands without them."""
    entry, story = matched.entry, view.story
    again = (
        view.matcher.match(replace(entry, title=withdrawal.words, summary=""))
        if withdrawal.words and not withdrawal.alike
        else None
    )
    found = judge(again, story, view.reader) if again else ()
    known = [e for e in recent.all if e.id not in view.dismissed and e.target in standings]
    own = {e.id for e in recent.of(sighting) if sighting.kind is SightingKind.EDIT}
    ids = own | {e.id for e in withdrawn_by(withdrawal, entry, known, found, story)}
    taken = [e for e in known if e.id in ids and side_of(e)]
    changes, why = [], list(matched.why)
    for target in dict.fromkeys(e.target for e in taken):
        reports = sorted((e for e in taken if e.target == target), key=_own_last)
        rest = [e for e in known if e.target == target and e not in taken]
        evidence = withdrawing(entry, sighting.key, reports[-1], story, seen=now)
        changes.append(withdraw(evidence, reports, standings[target], rest, now=now))
        why.append(f"{target}: {changes[-1].kind}: {changes[-1].why}")
    nothing = Missed.WITHDRAWN_ELSE if takeable(withdrawal, entry, known, story) else Missed.WITHDRAWN
    return Decided(
        sighting=sighting,
        entry=entry,
        decision=decision(matched, changes, () if changes else (nothing,)),
        why=tuple(why) if changes else (nothing, *why),
        changes=tuple(changes),
        taken_back=tuple(taken_back(e, entry.title) for e in taken),
    )


def _own_last(report: Evidence) -> tuple[bool, datetime]:
    """Puts in order what is taken back: its outlet's own report is named, not that of a paper which carried it."""
    return report.whose is Whose.OUTLET and not report.copy_of, report.at


def _judged(
    view: View, matched: Matched, before: Before, standings: Mapping[Target, Standing]
) -> tuple[Judgement, ...]:
    near = {m.target for m in matched.near}
    over = {t for t in near if standings[t].resolved or standings[t].value in SETTLED}
    unread = near - {e.target for e in before.earlier if is_hint(e)} | over if before.earlier else over
    return judge(matched, view.story, view.reader, unread=unread)


def _changes(  # noqa: PLR0917 - all of what is known of the entry
    view: View,
    matched: Matched,
    key: str,
    before: Before,
    judged: Sequence[Judgement],
    standings: Mapping[Target, Standing],
    *,
    now: datetime,
) -> tuple[list[Change], list[str], list[Evidence]]:
    """What a matched entry changes, why or why not, one reason a line, and what it takes back as a correction."""
    changes: list[Change] = []
    corrected: list[Evidence] = []
    why = list(matched.why)
    near = {m.target for m in matched.near}
    for judgement in judged:
        target = judgement.match.target
        old_id = content_id(view.story.slug, str(target), key, headline(before.old_title, matched.entry.outlet))
        if target in before.hushed or old_id in view.dismissed:  # its evidence is kept 30 days, what people said 60
            why.append(f"{target}: {Missed.NOT_RELEVANT}")
            continue
        if target in near and judgement.direction is None and judgement.stance is Stance.CONTEXT:
            told = (
                f"{target}: {judgement.why[-1]}"  # where the reader was not asked, the words' reason is there already
            )
            why.extend([told] if told not in why else [])
            continue
        evidence = evidence_from(judgement, matched.entry, key=key, story=view.story, seen=now)
        evidence = before.dated(meant_by_hand(evidence, view.meant))
        as_read = fold(evidence, before.others, view.story, view.reader)
        folded = folded_by_hand(as_read, before.known, view.story, view.by_hand)
        folded = retold(folded, before.known, view.by_hand)
        less = sorted(corrected_by(folded, before.counting(view)), key=_own_last)
        copies = copied_before(folded, [e for e in before.others if f"{e.target} {e.entry_key}" not in view.by_hand])
        own = frozenset(e.id for e in (*before.earlier, *less, *copies))
        old_title = before.old_title or (less[-1].title if less else "")
        change = detect(folded, standings[target], now=now, old_title=old_title, instead_of=own)
        corrected.extend(before.formerly(folded) if change else ())
        corrected.extend((*(taken_back(e, matched.entry.title) for e in less), *copies))
        if change:
            change = corroborated(change, before.others, view.story)
            change = beside_the_contrary(change, before.counting(view))
        elif less:
            correction = withdrawing(matched.entry, key, less[-1], view.story, seen=now)
            change = _without(correction, less, before.counting(view), standings[target], now=now)
        why.append(f"{target}: {change.kind}: {change.why}" if change else f"{target}: moves nothing")
        why.extend(w for w in folded.why if w not in matched.why)
        changes.extend([change] if change else [])
    return changes, why, corrected


@lru_cache(maxsize=1024)
def _signed(entry: Entry, source: str) -> Entry:
    """The entry with its outlet; one for all stories that know the feed by the same source."""
    return replace(entry, outlet=entry.outlet or source)


def _fallen(  # noqa: PLR0917 - all of what is known of the entry
    view: View,
    matched: Matched,
    key: str,
    before: Before,
    changes: Sequence[Change],
    standings: Mapping[Target, Standing],
    *,
    now: datetime,
) -> tuple[list[Change], list[Evidence]]:
    """What changes as an entry's new headline no longer says what it was cited for, and what that takes back."""
    entry = matched.entry
    gone: list[Change] = []
    corrected: list[Evidence] = []
    for report in _no_longer_said(before, changes, standings):
        standing = standings[report.target]
        if corrects(entry.title) and side_of(report):
            correction = withdrawing(entry, key, report, view.story, seen=now)
            gone.append(_without(correction, [report], before.counting(view), standing, now=now))
            corrected.append(taken_back(report, entry.title))
        elif not report.former and (side_of(report) or report.copy_of):  # a live page's headline changes every hour
            former = replace(report, title=entry.title, former=True)
            rest = [e for e in before.counting(view) if e.target == report.target and e not in before.earlier]
            named = any(hit.actor in report.actors for hit in matched.actors)
            gone.append(edit_only(former, standing, rest, old_title=before.old_title, named=named))
    return gone, corrected


def _no_longer_said(before: Before, changes: Sequence[Change], standings: Mapping[Target, Standing]) -> list[Evidence]:
    """What a cited entry was cited for and its new headline no longer says; the story may have dropped the target since."""
    told = {c.target for c in changes} | before.hushed
    last = {e.target: e for e in before.earlier if e.target not in told and e.target in standings}
    return list(last.values()) if before.old_title else []


def _without(
    correction: Evidence, reports: Sequence[Evidence], known: Sequence[Evidence], standing: Standing, *, now: datetime
) -> Change:
    """What it changes that a correction takes these reports on a target back and says nothing of it itself."""
    rest = [e for e in known if e.target == standing.target and e not in reports]
    return withdraw(correction, reports, standing, rest, now=now)
