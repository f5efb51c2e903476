"""An editor says what a report means: yes, no, or nothing here, where its words were read otherwise."""

from collections.abc import Sequence
from datetime import datetime

from bot.blocks.ref import Ref
from bot.domain.change import Change, Said, Undo
from bot.domain.evidence import Evidence
from bot.domain.ledger import LineKind
from bot.domain.meaning import READINGS, by_hand, heard_as, is_hint, meant
from bot.domain.standing import Standing
from bot.domain.story import Story
from bot.domain.voices import side_of
from bot.errors import CommandError
from bot.store.transaction import Transaction
from handlers.decision import Decision, carry_out, known
from handlers.desk import Desk
from handlers.refold import DONE_ALREADY


async def report_of(desk: Desk, ref: Ref) -> tuple[Story, Evidence]:
    """The report a button is of, as its headline says it now. Raises CommandError where there is nothing to say of it."""
    story, target = await known(desk, ref)
    every = await desk.evidence_on(story.slug, target)
    named = next((e for e in every if e.id == ref.evidence), None)
    if ref.evidence in await desk.dismissed(story.slug):
        raise CommandError(
            "Somebody called this report not relevant; @watchdesk relevant and its link takes that back."
        )
    if named is None:
        raise CommandError("This report is older than what is kept, so what it means is not changed any more.")
    report = [e for e in every if e.entry_key == named.entry_key][-1]
    if report.copy_of:
        raise CommandError("This is a copy, and counts for nothing by itself; say it of the report it copies.")
    return story, report


async def mean(desk: Desk, ref: Ref, side: str, *, by: str) -> Change:
    """The report is on that side, and so is whatever its headline becomes; its origin's voice changes with it."""
    story, report = await report_of(desk, ref)
    answer = READINGS[report.target.kind].get(side)
    if answer is None:
        raise CommandError("Choose what it means.")
    if side_of(report) == side and not is_hint(report):
        raise CommandError(f"It counts as “{answer}” already.")
    said, why = meant(report, side), f"means “{answer}”: “{report.title}” ({report.outlet})"
    every = await desk.evidence_on(story.slug, report.target)
    earlier = [e for e in every if e.entry_key == report.entry_key and e is not report]
    ids = {report.id, *(e.id for e in earlier)}

    def heard(standing: Standing, now: Sequence[Evidence], at: datetime) -> Standing:
        if report not in now:
            raise CommandError(DONE_ALREADY)
        return heard_as(standing, said, ids, [e for e in now if e.id not in ids], by=by, at=at, why=why)

    def also(tx: Transaction) -> None:
        for old in (report, *earlier):
            desk.store.standings.replace_evidence(tx, old, meant(old, side))
        desk.store.standings.mean_by_hand(tx, said, by_hand(said))

    decision = Decision(
        story=story,
        target=report.target,
        by=by,
        make=heard,
        did=lambda _: f"says that {report.cited} means “{answer}”",
        kind=LineKind.MEANING,
        why=why,
        evidence=report.id,
        data={"read as": side_of(report), "link": report.link},
        also=also,
        said=Said(report=report.id, undo=None if side_of(report) == side else Undo.MEAN),
    )
    return await carry_out(desk, decision)
