"""Answering why: what a target's state rests on."""

from bot.blocks.message import Message
from bot.blocks.ref import Ref
from bot.blocks.why import why_target
from handlers.decision import known
from handlers.desk import Desk


async def why_target_of(desk: Desk, ref: Ref) -> Message:
    """Evidence, rule, fold and decisions; the evidence the button names comes first."""
    story, target = await known(desk, ref)
    current = await desk.store.standings.of(story, now=desk.clock())
    return why_target(
        story,
        current.standings[target],
        await desk.evidence_on(story.slug, target),
        await desk.store.ledger.read(story.slug, target=str(target)),
        first=ref.evidence,
        now=desk.clock(),
    )
