"""What people decide: each one atomic step that sets the standing, writes the ledger and tells every channel.

Nothing is posted from here. The change goes into the outbox, and delivery edits the heads and posts into the threads.
"""

from collections.abc import Sequence
from datetime import datetime

from bot.blocks.modals import SETTLE
from bot.blocks.proposal import no_headline
from bot.blocks.ref import Ref
from bot.domain.change import Change, Said, Undo
from bot.domain.evidence import Evidence, Target, TargetKind
from bot.domain.ledger import LedgerLine, LineKind
from bot.domain.moves import as_seen, confirmed, judged, objected, owned, proposed, put, released, reopened
from bot.domain.refold import carried_less
from bot.domain.standing import Standing, Verdict, WatchState, answer, asked_of, wording
from bot.domain.story import Story
from bot.domain.voices import unsupported, without
from bot.errors import CommandError
from bot.store.keys import EVIDENCE_DAYS
from bot.store.transaction import ConflictError, Transaction
from handlers.decision import Decision, carry_out, known
from handlers.desk import Desk

STRUCK_OUT = "struck out"
"""What is done to a report that is not relevant, and the beginning of what is said of it."""
_ALL_THE_SAME = (
    "If it holds all the same, press Confirm on the first message of its thread, or write @watchdesk confirm and why."
)
_STRUCK_OUT_ALREADY = "Somebody said already that this is not relevant; it counts no longer."


async def confirm(desk: Desk, ref: Ref, *, by: str, why: str = "") -> Change:
    """What was proposed holds. A proposal that changed since the person saw it is not confirmed.

    Nor is one that no headline says any more, but where they were asked (`ref.doubted`) or say why.
    """
    story, target = await known(desk, ref)
    _still_asked(story, target, ref)
    sure = ref.doubted or bool(why)

    def confirm_it(standing: Standing, _: Sequence[Evidence], at: datetime) -> Standing:
        decided = confirmed(_same_proposal(standing, ref), by=by, at=at, why=why, seen=ref.proposal)
        if unsupported(standing) and not sure:
            raise CommandError(f"{no_headline(standing)} {_ALL_THE_SAME}")
        return decided

    decision = Decision(
        story=story,
        target=target,
        by=by,
        make=confirm_it,
        did=lambda s: f"confirmed “{answer(s.suggested)}”",
    )
    return await carry_out(desk, decision)


async def refuse(desk: Desk, ref: Ref, *, by: str, why: str = "") -> Change:
    """Somebody objects to what was proposed."""
    story, target = await known(desk, ref)
    _still_asked(story, target, ref)
    decision = Decision(
        story=story,
        target=target,
        by=by,
        make=lambda s, _, at: objected(_same_proposal(s, ref), by=by, at=at, why=why, seen=ref.proposal),
        did=lambda s: f"objected to “{answer(s.suggested)}”",
    )
    return await carry_out(desk, decision)


async def propose(
    desk: Desk, ref: Ref, state: WatchState, *, by: str, why: str, opened: datetime | None = None
) -> Change:
    """A resolution is proposed; any other state is set at once. Nothing is, where others decided since the form was `opened`."""
    story, target = await known(desk, ref, TargetKind.WATCH)
    move, did = (proposed, f"proposed “{answer(state)}”") if state.resolved else (put, f"set “{state}”")
    decision = Decision(
        story=story,
        target=target,
        by=by,
        make=lambda s, _, at: move(as_seen(s, by=by, opened=opened, wrote=why), state, by=by, at=at, why=why),
        did=lambda _: did,
    )
    return await carry_out(desk, decision)


async def reopen(desk: Desk, ref: Ref, *, by: str, why: str = "") -> Change:
    """A resolution is taken back. Where the button is of a report, that is the reason unless another is given."""
    story, target = await known(desk, ref)
    on_target = await desk.evidence_on(story.slug, target) if ref.evidence else ()
    report = next((e for e in on_target if e.id == ref.evidence), None)
    why = why or (f"reopened on “{report.title}” ({report.outlet})" if report else "")
    decision = Decision(
        story=story,
        target=target,
        by=by,
        make=lambda s, _, at: reopened(s, by=by, at=at, why=why, seen=ref.proposal),
        did=lambda s: f"reopened this, which was resolved “{answer(s.value)}”",
        evidence=ref.evidence,
    )
    return await carry_out(desk, decision)


async def judge(
    desk: Desk,
    ref: Ref,
    verdict: Verdict,
    *,
    by: str,
    why: str,
    successor: str = "",
    opened: datetime | None = None,
) -> Change:
    """An editor sets a claim's verdict; `superseded` names the claim that takes its place. Of `opened` as in `propose`."""
    story, target = await known(desk, ref, TargetKind.CLAIM)
    if verdict is Verdict.SUPERSEDED:
        claim = story.claim(successor.partition(":")[2])
        if claim is None:
            raise CommandError("Superseded by which claim? Choose the one that takes its place.")
        why = f"superseded by “{claim.text}”{': ' + why if why else ''}"
    decision = Decision(
        story=story,
        target=target,
        by=by,
        make=lambda s, _, at: judged(as_seen(s, by=by, opened=opened, wrote=why), verdict, by=by, at=at, why=why),
        did=lambda s: f"reaffirmed “{verdict}”" if s.value == verdict else f"set “{verdict}”",
        data={"successor": successor} if successor else {},
    )
    return await carry_out(desk, decision)


async def own(desk: Desk, ref: Ref, *, by: str) -> Change:
    """They have it, unless somebody has it already: a button that said nobody has it takes nothing from anybody."""
    return await _own(desk, ref, by=by, seen="")


async def take_over(desk: Desk, ref: Ref, *, by: str) -> Change:
    """They have it, whoever had it: they were told who, or said so in its thread."""
    return await _own(desk, ref, by=by, seen=None)


async def hand_over(desk: Desk, ref: Ref, *, by: str) -> Change:
    """Who has it gives it up; anybody else takes it from the one the button was made for."""
    story, target = await known(desk, ref)
    owner = (await desk.store.standings.of(story, now=desk.clock())).standings[target].owner
    return await (release(desk, ref, by=by) if owner == by else _own(desk, ref, by=by, seen=ref.owner))


async def _own(desk: Desk, ref: Ref, *, by: str, seen: str | None) -> Change:
    story, target = await known(desk, ref)
    decision = Decision(
        story=story,
        target=target,
        by=by,
        make=lambda s, *_: owned(s, by=by, seen=seen),
        did=lambda _: "has this",
        kind=LineKind.OWNER,
        why="has this",
    )
    return await carry_out(desk, decision)


async def release(desk: Desk, ref: Ref, *, by: str) -> Change:
    story, target = await known(desk, ref)
    decision = Decision(
        story=story,
        target=target,
        by=by,
        make=lambda s, *_: released(s, by=by),
        did=lambda _: "gave this up; nobody has it",
        kind=LineKind.OWNER,
        why="no longer has this",
    )
    return await carry_out(desk, decision)


async def dismiss(desk: Desk, ref: Ref, *, by: str) -> Change:
    """A report is not relevant: it counts no longer, and the state goes back where nothing else supports it.

    Nor does what it said under an earlier headline.
    """
    story, target = await known(desk, ref)
    on_target = await desk.evidence_on(story.slug, target)
    report = next((e for e in on_target if e.id == ref.evidence), None)
    await _may_be_struck_out(desk, story, target, ref, report)
    why = f"not relevant: “{report.title}” ({report.outlet})" if report else "not relevant"
    ids = {ref.evidence, *(e.id for e in on_target if report and e.entry_key == report.entry_key)}

    def strike(standing: Standing, every: Sequence[Evidence], at: datetime) -> Standing:
        left = [e for e in every if ids.isdisjoint({e.id, e.copy_of})]
        if report and report not in every:
            raise CommandError(_STRUCK_OUT_ALREADY)
        less = without(standing, ids, left, by=by, at=at, why=why)
        return carried_less(less, report, left) if report else less

    def also(tx: Transaction) -> None:
        for one in sorted(ids):
            desk.store.standings.dismiss(tx, story.slug, one, by=by)

    decision = Decision(
        story=story,
        target=target,
        by=by,
        make=strike,
        did=lambda _: f"{STRUCK_OUT} {report.cited if report else 'a report'}",
        kind=LineKind.RELEVANCE,
        why=why,
        evidence=ref.evidence,
        data={"title": report.title, "outlet": report.outlet, "link": report.link} if report else {},
        also=also,
        said=Said(report=report.id, undo=Undo.RESTORE) if report else None,
    )
    return await carry_out(desk, decision)


async def _may_be_struck_out(desk: Desk, story: Story, target: Target, ref: Ref, report: Evidence | None) -> None:
    """Raises CommandError where there is nothing to strike out, or somebody was faster."""
    if ref.evidence in await desk.dismissed(story.slug):
        raise CommandError(_STRUCK_OUT_ALREADY)
    if not ref.evidence:
        raise CommandError("There is no report here that could be not relevant.")
    if report is None and not await _heard(desk, story, target, ref.evidence):
        raise CommandError(
            f"That report is kept no longer: reports are kept for {EVIDENCE_DAYS} days. *{SETTLE}* at the head of the thread "
            "says where it stands."
        )


async def note(desk: Desk, ref: Ref, *, by: str, text: str, source: str) -> bool:
    """A note goes to the ledger under its author's name. False where the message `source` was carried out already."""
    story, target = await known(desk, ref)
    if not text:
        raise CommandError("Note what? Write @watchdesk note and your words after it.")
    line = LedgerLine(
        kind=LineKind.NOTE,
        at=desk.clock(),
        who=by,
        slug=story.slug,
        target=str(target),
        why=text,
        data={"source": source},
    )
    tx = desk.store.transaction()
    desk.store.inbox.decide(tx, source, "")
    desk.store.ledger.append(tx, line)
    try:
        await tx.commit()
    except ConflictError:
        return False
    return True


async def noted(desk: Desk, ref: Ref, *, source: str) -> bool:
    """Whether the ledger has a note of the message `source`: nothing else knows of one that an earlier version took down."""
    lines = await desk.store.ledger.read(ref.slug, target=str(ref.target), kinds=frozenset({LineKind.NOTE}))
    return any(line.data.get("source") == source for line in lines)


def _still_asked(story: Story, target: Target, ref: Ref) -> None:
    """Raises CommandError where the file was changed under a button: a yes to one question is none to another."""
    if ref.asked not in {"", wording(story, target)}:
        raise CommandError(
            f"The story file asks otherwise by now: “{asked_of(story, target)}”. If this holds for that too, write @watchdesk confirm in the thread."
        )


def _same_proposal(standing: Standing, ref: Ref) -> Standing:
    """The standing, unless people have decided on it since the button was made; then CommandError."""
    if ref.asked and ref.since != standing.decided_at and standing.suggested:
        raise CommandError(
            "This button is of an earlier proposal; people have decided since, and what is proposed now rests on other "
            "reports. Look at the newest message of the thread, and press the button there."
        )
    return standing


async def _heard(desk: Desk, story: Story, target: Target, evidence_id: str) -> bool:
    """Whether it still has a voice, though the evidence itself is older than what is kept."""
    current = await desk.store.standings.of(story, now=desk.clock())
    return any(v.evidence == evidence_id for v in current.standings[target].voices)
