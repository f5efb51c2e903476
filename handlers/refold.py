"""An editor splits and merges: two reports are one, or a copy is a report of its own, and fold keeps to it from then on.

And takes back that a report is not relevant.
"""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from bot.blocks.ref import Ref
from bot.domain.change import Change, Said, Undo
from bot.domain.evidence import Evidence
from bot.domain.ledger import LineKind
from bot.domain.refold import apart, carried_less, heard_again, heard_apart, heard_once, same, says_more
from bot.domain.standing import Standing
from bot.domain.story import Story
from bot.domain.voices import carried, contrary, side_of
from bot.domain.weblink import link_key
from bot.errors import CommandError
from bot.store.transaction import Transaction
from handlers.decision import Decision, carry_out, known
from handlers.desk import Desk

DONE_ALREADY = "Somebody has just done that, or something else with this report. Look at the thread."


async def alike_of(desk: Desk, ref: Ref) -> tuple[Story, Evidence, Sequence[Evidence]]:
    """The report a button is of, and those it may be the same as, as their headlines say it now, the likeliest first.

    Raises CommandError where it is gone or a copy already, or where there is no other.
    """
    story, target = await known(desk, ref)
    every = await desk.evidence_on(story.slug, target)
    report = _named(ref, [e for e in every if not e.copy_of])
    return story, report, _nearest(report, every)


async def put_back(desk: Desk, ref: Ref, *, by: str) -> Change:
    """A report that was split off is a copy of `ref.onto` again, whichever of them says more."""
    return await merge(desk, ref, by=by, firmer=False)


async def merge(desk: Desk, ref: Ref, *, by: str, link: str = "", firmer: bool = True) -> Change:
    """The report (the newest, where `ref` names none) is the same as the one with that link, as `ref.onto`, or as the nearest.

    So are its copies, and what it said under an earlier headline. Which came first does not matter: of two that are on one side the
    `firmer` is not made the copy, so that nothing which was reported is lost; False leaves them as they are named.
    """
    story, target = await known(desk, ref)
    every = await desk.evidence_on(story.slug, target)
    onto = _linked(every, link) if link else _onto(ref, every)
    report = _named(ref, [e for e in every if e is not onto and not e.copy_of])
    onto = onto or _nearest(report, every)[0]
    if report.id in {onto.id, onto.copy_of} or report.entry_key == onto.entry_key:
        raise CommandError("That is this very report, or a copy of it.")
    if firmer and not onto.copy_of and _says_more(report, onto):
        report, onto = onto, report
    further = [e for e in every if e.copy_of == report.id or (e is not report and e.entry_key == report.entry_key)]
    why = f"the same report as “{onto.title}” ({onto.outlet}): “{report.title}” ({report.outlet})"

    def also(tx: Transaction) -> None:
        for old in (report, *further):
            desk.store.standings.replace_evidence(tx, old, same(old, onto))
        desk.store.standings.fold_by_hand(tx, report, onto.entry_key)

    ids = {e.id for e in (report, *further)}

    def merged(standing: Standing, now: Sequence[Evidence], at: datetime) -> Standing:
        _unchanged(report, now)
        _unchanged(onto, now)
        left = [e for e in now if e.id not in ids]
        less = carried_less(heard_once(standing, ids, left, by=by, at=at, why=why), report, left)
        return replace(less, voices=tuple(carried(v, same(report, onto)) for v in less.voices))

    decision = Decision(
        story=story,
        target=target,
        by=by,
        make=merged,
        did=lambda _: f"says that {report.cited} is a copy of {onto.cited}",
        kind=LineKind.FOLD,
        why=why,
        evidence=report.id,
        data={"same as": onto.id, "origin": onto.origin, "link": report.link},
        also=also,
        said=Said(report=report.id, undo=Undo.SPLIT if _splits_back(report, onto, every, story) else None),
    )
    return await carry_out(desk, decision)


def _says_more(one: Evidence, other: Evidence) -> bool:
    """Whether it says more of the same side, by a source that is graded no worse.

    What stands in no headline any more says less than what does.
    """
    if one.former is not other.former:
        return other.former
    return one.grade <= other.grade and says_more(one, other)


def _splits_back(report: Evidence, onto: Evidence, every: Sequence[Evidence], story: Story) -> bool:
    """Whether all would be as it was, were the merged report split off again.

    Whose it was, its side, its copies and what its page said before are not kept.
    """
    again = apart(same(report, onto), every, story)
    copied = any(e.copy_of == report.id or (e is not report and e.entry_key == report.entry_key) for e in every)
    return not copied and (again.origin, again.whose, side_of(again)) == (report.origin, report.whose, side_of(report))


async def split(desk: Desk, ref: Ref, *, by: str, link: str = "") -> Change:
    """The report (the newest copy, where neither `ref` nor a link names one) is a report of its own."""
    story, target = await known(desk, ref)
    every = await desk.evidence_on(story.slug, target)
    report = (
        _linked(every, link)
        if link
        else _named(ref, every if ref.evidence else [e for e in every if e.copy_of] or every)
    )
    alone = apart(report, every, story)
    if (alone.origin, alone.copy_of) == (report.origin, report.copy_of):
        raise CommandError(f"This is {report.outlet}'s own report already.")
    why = f"an independent report: “{report.title}” ({report.outlet}), origin {alone.origin}"

    def parted(standing: Standing, now: Sequence[Evidence], at: datetime) -> Standing:
        _unchanged(report, now)
        less = carried_less(standing, report, [e for e in now if e is not report])
        return heard_apart(less, alone, at=at, rest=now)

    def also(tx: Transaction) -> None:
        desk.store.standings.replace_evidence(tx, report, alone)
        desk.store.standings.fold_by_hand(tx, report, "")

    decision = Decision(
        story=story,
        target=target,
        by=by,
        make=parted,
        did=lambda _: f"says that {report.cited} is its own, not a copy",
        kind=LineKind.FOLD,
        why=why,
        evidence=report.id,
        data={"copied": report.copy_of, "origin": alone.origin, "link": report.link},
        also=also,
        said=Said(report=report.id, undo=Undo.MERGE if report.copy_of else None, onto=report.copy_of),
    )
    return await carry_out(desk, decision)


async def restore(desk: Desk, ref: Ref, *, by: str, link: str = "") -> Change:
    """A report somebody called not relevant counts again, as if it had come now; it needs no name where it is the only one."""
    story, target = await known(desk, ref)
    gone = await desk.dismissed_on(story.slug, target)
    if not gone:
        raise CommandError("Nobody has called a report here not relevant, so there is nothing to take back.")
    report = _linked(gone[::-1], link, "called not relevant") if link else _struck_out(ref, gone)
    ids = [e.id for e in gone if e.entry_key == report.entry_key]

    def also(tx: Transaction) -> None:
        for one in ids:
            desk.store.standings.restore(tx, story.slug, one)

    def again(standing: Standing, now: Sequence[Evidence], at: datetime) -> Standing:
        if report in now:
            raise CommandError(DONE_ALREADY)
        return heard_again(standing, report, at=at)

    decision = Decision(
        story=story,
        target=target,
        by=by,
        make=again,
        did=lambda _: f"says that {report.cited} counts again",
        kind=LineKind.RELEVANCE,
        why=f"relevant after all: “{report.title}” ({report.outlet})",
        evidence=report.id,
        data={"link": report.link},
        also=also,
        said=Said(report=report.id),
    )
    return await carry_out(desk, decision)


def _struck_out(ref: Ref, gone: Sequence[Evidence]) -> Evidence:
    """The report a button is of, as its headline says it now, or the only one."""
    of = next((e.entry_key for e in gone if e.id == ref.evidence), "")
    if ref.evidence and not of:
        raise CommandError("This report counts again already.")
    if not of and (several := len({e.entry_key for e in gone})) > 1:
        raise CommandError(
            f"Which one? {several} reports here were called not relevant. Write @watchdesk relevant and its link; "
            f"the last was {gone[-1].cited}."
        )
    return [e for e in gone if of in {"", e.entry_key}][-1]


def _unchanged(report: Evidence, now: Sequence[Evidence]) -> None:
    """Raises CommandError where somebody else has folded the report, or struck it out, in the meantime."""
    if report not in now:
        raise CommandError(DONE_ALREADY)


def _named(ref: Ref, among: Sequence[Evidence]) -> Evidence:
    """The report, as its headline says it now, or the newest one where `ref` names none."""
    if not ref.evidence and among:
        return among[-1]
    of = next((e.entry_key for e in among if e.id == ref.evidence), None)
    found = next((e for e in reversed(among) if e.entry_key == of), None) if of is not None else None
    if found is None:
        raise CommandError("There is no such report here any more, or it is counted as a copy already.")
    return found


def _linked(every: Sequence[Evidence], link: str, which: str = "here; @watchdesk why lists them") -> Evidence:
    page = link_key(link)
    found = next((e for e in every if e.link and link_key(e.link) == page), None)
    if found is None:
        raise CommandError(f"That is the link of no report {which}.")
    return found


def _onto(ref: Ref, every: Sequence[Evidence]) -> Evidence | None:
    """The report the button or form says it is the same as; None where it says none."""
    found = next((e for e in every if e.id == ref.onto), None)
    if ref.onto and not found:
        raise CommandError("The report it would be the same as is not kept here any more.")
    return found


def _nearest(report: Evidence, every: Sequence[Evidence]) -> Sequence[Evidence]:
    """Those of another page that are no copies: first what is not on another side, of these what is by another origin.

    Of these what is of the same development, of these the nearest in time.
    """
    last = {e.entry_key: e for e in every if not e.copy_of and e.entry_key != report.entry_key}
    if not last:
        raise CommandError("There is no other report here it could be the same as.")

    def far(other: Evidence) -> tuple[bool, bool, bool, float]:
        apart = abs((other.at - report.at).total_seconds())
        return contrary(report, other), other.origin == report.origin, other.development != report.development, apart

    return sorted(last.values(), key=far)
