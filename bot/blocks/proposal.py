"""What waits for a decision: its buttons, and that nobody reports it any more where that is so."""

from bot.blocks.message import Block, button
from bot.blocks.mrkdwn import escape
from bot.domain.standing import Standing, answer
from bot.domain.voices import unsupported


def decide(standing: Standing, value: str, *, confirm: str = "confirm", refuse: str = "object") -> list[Block]:
    """The two buttons, under the action ids given; whoever confirms what nobody reports any more is asked first."""
    asked = f"{_nobody(standing)} Confirm it all the same?" if unsupported(standing) else ""
    style = "" if asked else "primary"
    return [button("Confirm", confirm, value, style=style, confirm=asked), button("Object", refuse, value)]


def doubt(standing: Standing) -> str:
    """That nobody reports what is proposed any more, as mrkdwn; "" where somebody does."""
    return f"⚠️ {escape(_nobody(standing))}" if unsupported(standing) else ""


def _nobody(standing: Standing) -> str:
    told = answer(standing.suggested)
    return f"Nobody reports “{told}” any more: what it was proposed on has been corrected, changed or withdrawn."
