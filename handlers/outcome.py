"""What a decision came to and how it is taken back, for the one who made it."""

from bot.blocks.modals import JUDGE, MEANS, SETTLE
from bot.blocks.phrases import origins, pointing
from bot.domain.change import Change, ChangeKind, Undo
from bot.domain.evidence import TargetKind
from bot.domain.standing import answer
from handlers.decide import STRUCK_OUT
from handlers.desk import IN_LEDGER, IN_THREAD, Desk


async def outcome(desk: Desk, change: Change) -> str:
    """What it came to, where that can be read, which is the thread only where one is told, and the way back."""
    told = await desk.where_told(change)
    return " ".join(x for x in (_outcome(change, told), _way_back(change, told)) if x)


def _outcome(change: Change, told: str) -> str:  # noqa: PLR0911  one line a kind
    before, after = change.before, change.after
    now = f"{after.words}{pointing(after.lean)}"
    if after.proposed_by_a_person and before.words != after.words:
        there = "in the thread" if told == IN_THREAD else "where it is told, or on the Home tab"
        return f"You proposed “{answer(after.suggested)}”. It holds once somebody presses Confirm {there}."
    if change.turns or before.words != after.words:
        return f"{now[:1].upper()}{now[1:]}. {told}, under your name."
    if before.suggested != after.suggested:
        suggested = f"“{answer(after.suggested)}” is suggested now" if after.suggested else "nothing is suggested"
        return f"Still {now}; {suggested}. {told}, under your name."
    if before.owner != after.owner:
        return f"You {'have this now' if after.owner else 'gave this up'}. {told}."
    if change.kind is ChangeKind.FOLD:
        did = change.did.removeprefix("says that ")
        return f"{did[:1].upper()}{did[1:]}. Now {origins(after)}; still {now}. It stays so, under your name."
    if change.did.startswith(STRUCK_OUT):
        return f"It no longer counts; still {now}."
    if change.said:
        return f"It counts again; still {now}."
    return f"Still {now}, under your name now."


def _way_back(change: Change, told: str) -> str:
    """For whoever slipped; "" where a button beside the one they pressed is the way back, or where there is none."""
    if change.said and change.said.undo is Undo.MEAN and told != IN_LEDGER:
        return f"“{MEANS}” on the newest message of its thread changes that."
    if change.said:
        return "The newest message of its thread takes that back." if change.said.undo and told != IN_LEDGER else ""
    if not change.moves or change.after.proposed_by_a_person:
        return ""
    if change.after.resolved and told == IN_THREAD:
        return "@watchdesk reopen in it takes that back."
    where = "on its first message" if told == IN_THREAD else f"under /watch {change.slug}"
    return f"“{JUDGE if change.target.kind is TargetKind.CLAIM else SETTLE}” {where} changes that."
