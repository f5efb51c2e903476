"""What waits for a decision: its buttons, and that no headline says it any more where that is so."""

from dataclasses import replace

from bot.blocks.message import Block, button
from bot.blocks.mrkdwn import escape
from bot.blocks.ref import Ref
from bot.domain.standing import Standing, answer
from bot.domain.voices import unsupported


def decide(standing: Standing, ref: Ref, *, on_home: bool = False) -> list[Block]:
    """The two buttons, in a thread or `on_home`; whoever confirms what no headline says any more is asked first."""
    doubted = unsupported(standing)
    asked = f"{no_headline(standing)} Confirm it all the same?" if doubted else ""
    style, value = "" if asked else "primary", replace(ref, doubted=doubted).encode()
    if on_home:
        return [
            button("Confirm", "home_confirm", value, style=style, confirm=asked),
            button("Object", "home_object", value),
        ]
    return [button("Confirm", "confirm", value, style=style, confirm=asked), button("Object", "object", value)]


def doubt(standing: Standing) -> str:
    """That no headline says what is proposed any more, as mrkdwn; "" where one does."""
    return f"⚠️ {escape(no_headline(standing))}" if unsupported(standing) else ""


def no_headline(standing: Standing) -> str:
    """The sentence that says so, not escaped."""
    told = answer(standing.suggested)
    return f"No headline says “{told}” any more: what it was proposed on has changed, or was corrected or withdrawn."
