"""What waits for a decision: its buttons, and that no headline says it any more where that is so."""

from bot.blocks.message import Block, button
from bot.blocks.mrkdwn import escape
from bot.domain.standing import Standing, answer
from bot.domain.voices import unsupported


def decide(standing: Standing, value: str, *, on_home: bool = False) -> list[Block]:
    """The two buttons, in a thread or `on_home`; whoever confirms what no headline says any more is asked first."""
    asked = f"{_no_headline(standing)} Confirm it all the same?" if unsupported(standing) else ""
    style = "" if asked else "primary"
    if on_home:
        return [
            button("Confirm", "home_confirm", value, style=style, confirm=asked),
            button("Object", "home_object", value),
        ]
    return [button("Confirm", "confirm", value, style=style, confirm=asked), button("Object", "object", value)]


def doubt(standing: Standing) -> str:
    """That no headline says what is proposed any more, as mrkdwn; "" where one does."""
    return f"⚠️ {escape(_no_headline(standing))}" if unsupported(standing) else ""


def _no_headline(standing: Standing) -> str:
    told = answer(standing.suggested)
    return f"No headline says “{told}” any more: what it was proposed on has changed, or was corrected or withdrawn."
