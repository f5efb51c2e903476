"""A question or claim that has left the story file, told once in its thread, whose head keeps no button; and a story that is gone."""

from datetime import datetime

from bot.blocks.message import Message, context, section
from bot.blocks.mrkdwn import bold, cut, escape, in_utc, when
from bot.blocks.news import news
from bot.blocks.pages import sections
from bot.blocks.phrases import joined, quoted, replied, report_at, source, stood
from bot.domain.change import Change
from bot.domain.removal import Closed, Removal
from bot.domain.story import Story


def left_reply(story: Story, change: Change, *, now: datetime) -> Message:
    """The last message of its thread: that it is over here, and where it stood."""
    lines = [news(change, change.after), f"It stood so: {stood(change.after, now)}"]
    return Message(text=_fallback(story, change), blocks=tuple(sections(lines)))


def left_head(story: Story, change: Change, *, last: Change | None, replies: int = 0, now: datetime) -> Message:
    """The head message from then on: what it asked, where it stood, and the report that moved it last."""
    evidence = last.evidence if last else None
    grounds = f"{quoted(evidence)}\n{source(evidence, story, now)}" if evidence else ""
    lines = [_heading(story, change), news(change, change.after), f"It stood so: {stood(change.after, now)}", grounds]
    foot = context(joined(replied(replies), f"/watch {escape(cut(story.slug, 60))}"))
    return Message(text=_fallback(story, change), blocks=(*sections(lines), foot))


def removal_of(removal: Removal, *, back: bool) -> Message:
    """One line for the channel: who ended it, and what is left of it. `back` says that the story is there again, without this channel."""
    title = escape(cut(removal.title or removal.slug, 150))
    told = "the desk's operator removed this story, so nothing more is told here."
    told += (
        f" It is back: /watch follow {escape(removal.slug)}" if back else " The buttons in its threads no longer work."
    )
    line = f"{title} · {bold('Removed')}: {told}"
    return Message(text=line.replace("*", ""), blocks=(section(line),))


def closed_head(removal: Removal, closed: Closed, *, last: Change | None, replies: int = 0, now: datetime) -> Message:
    """The head of a thread of a removed story: what it asked, that it is over and since when, where it stood, and what moved it last."""
    told = f"{bold('Removed')} at {when(removal.at, now)}: the desk's operator removed this story, so nothing is told or decided here any more."
    evidence = last.evidence if last else None
    whose = f"{escape(cut(evidence.outlet, 80))}, {when(evidence.at, now)}" if evidence else ""
    grounds = f"{quoted(evidence)}\n{whose} · {report_at(evidence.link)}" if evidence else ""
    heading = f"{escape(cut(removal.title or removal.slug, 80))} · {bold(cut(closed.asked, 300))}"
    blocks = sections([heading, told, f"It stood at {escape(cut(closed.stood, 100))}.", grounds])
    foot = [context(replied(replies))] if replies else []
    return Message(text=in_utc(f"{heading} · {told}".replace("*", "")), blocks=(*blocks, *foot))


def _heading(story: Story, change: Change) -> str:
    asked = change.asked or str(change.target)
    return f"{escape(cut(story.title, 80))} · {bold(cut(asked, 300))}"


def _fallback(story: Story, change: Change) -> str:
    return f"{_heading(story, change)} · {news(change, change.after)}".replace("*", "")
