"""What waits for a decision: its buttons, and that fewer headlines say it than did, or none, where that is so."""

from dataclasses import replace

from bot.blocks.message import Block, button
from bot.blocks.mrkdwn import bold, escape
from bot.blocks.ref import Ref
from bot.domain.change import Change
from bot.domain.saying import Force, tally
from bot.domain.standing import BOT, Standing, WatchState, answer
from bot.domain.voices import ENOUGH_ORIGINS, proposed_side, unsupported


def decide(standing: Standing, ref: Ref, *, on_home: bool = False, warned: str = "") -> list[Block]:
    """The two buttons, in a thread or `on_home`; whoever confirms what no headline says any more is asked first.

    Nor is Confirm green where what is `warned` of stands above it.
    """
    doubted = unsupported(standing)
    asked = f"{no_headline(standing)} Confirm it all the same?" if doubted else ""
    style, value = "" if asked or warned else "primary", replace(ref, doubted=doubted).encode()
    if on_home:
        return [
            button("Confirm", "home_confirm", value, style=style, confirm=asked),
            button("Object", "home_object", value),
        ]
    return [button("Confirm", "confirm", value, style=style, confirm=asked), button("Object", "object", value)]


def doubt(standing: Standing) -> str:
    """That no headline says what is proposed any more, as mrkdwn; "" where one does."""
    return f"⚠️ {escape(no_headline(standing))}" if unsupported(standing) else ""


def fewer(change: Change, standing: Standing) -> str:
    """That too few report by now what they did when this change proposed it, as mrkdwn; "" where enough do, or none (`doubt`)."""
    same = change.by == BOT and change.moves and change.after.suggested == standing.suggested
    if not same or standing.value != WatchState.PROPOSED or unsupported(standing):
        return ""
    reports = f"{Force.REPORT}:{proposed_side(standing)}"
    then, now = ((change.heard or tally(change.after)).get(reports, 0), tally(standing).get(reports, 0))
    if now >= min(then, ENOUGH_ORIGINS):
        return ""
    left = "1 reports it now" if now else "none reports it now"
    return f"⚠️ {then} origins reported it when it was proposed, {left}: look at {bold('Why')} before you confirm."


def no_headline(standing: Standing) -> str:
    """The sentence that says so, not escaped."""
    told = answer(standing.suggested)
    return f"No headline says “{told}” any more: what it was proposed on has changed, or was corrected or withdrawn."
