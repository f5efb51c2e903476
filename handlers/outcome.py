"""What a decision came to, for the one who made it."""

from bot.blocks.phrases import origins, pointing
from bot.domain.change import Change, ChangeKind
from bot.domain.standing import answer
from handlers.decide import STRUCK_OUT
from handlers.desk import IN_THREAD, Desk


async def outcome(desk: Desk, change: Change) -> str:
    """What it came to and where that can be read, which is the thread only where one is told."""
    return _outcome(change, await desk.where_told(change))


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
        back = "; the thread's newest message takes it back" if change.said and change.said.undo else ""
        return f"{did[:1].upper()}{did[1:]}. Now {origins(after)}; still {now}. It stays so, under your name{back}."
    if change.did.startswith(STRUCK_OUT):
        return f"It no longer counts; still {now}."
    if change.said:
        return f"It counts again; still {now}."
    return f"Still {now}, under your name now."
