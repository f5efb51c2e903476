"""Short answers: one sentence, help, the stories of a channel, the state of everything."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from bot.blocks.message import Block, Message, button, context, header, section
from bot.blocks.modals import JUDGE, MEANS, SETTLE
from bot.blocks.mrkdwn import bold, channel, cut, escape, in_utc, link, when
from bot.blocks.pages import pages, sections
from bot.blocks.phrases import ON_HOME, origins, question, said_at, stands, who
from bot.blocks.ref import Ref
from bot.blocks.silence import moves, silence, troubles
from bot.blocks.view import StoryView, count_feeds
from bot.domain.counted import counted
from bot.domain.evidence import TargetKind
from bot.domain.feedstate import FeedState
from bot.domain.ledger import LedgerLine
from bot.domain.standing import Standing
from bot.domain.story import Story
from bot.errors import DecidedError, WatchdeskError

_COMMANDS = (
    ("/watch", "the stories of this channel, what waits for a decision and what is new"),
    ("/watch STORY", "what is claimed now, by whom, how sure, how fresh; and what to watch"),
    ("/watch follow STORY", "this channel gets the story's alerts"),
    ("/watch unfollow STORY", "this channel gets them no more"),
    ("/watch why LINK", "why a report was alerted, or was not"),
    ("/watch missed LINK", "which rule would have caught a report nobody was told of, tried on the last 7 days"),
    ("/watch health", "whether every feed is read and every alert delivered"),
    ("/watch help", "this"),
)
_IN_THREADS = (
    ("why", "what the state rests on"),
    ("status", "where it stands now"),
    ("note TEXT", "kept in the ledger under your name"),
    ("confirm", "accept what is proposed"),
    ("object TEXT", "send what is proposed back, with your reason"),
    ("reopen TEXT", "take back that it is resolved, with your reason"),
    ("not relevant", "the last report no longer counts here; a rule that keeps such reports out may be proposed"),
    ("relevant LINK", "takes that back: the report counts again; no link is needed where only one was called so"),
    ("same as LINK", "the last report is a copy of that one and no origin of its own"),
    ("separate", "the last copy is a report of its own, and counts as an origin"),
    ("mine", "you have this, and everybody sees it; “release” gives it up"),
    ("missed LINK", "which rule would have caught this report"),
)
_BUTTONS = (
    (
        SETTLE,
        f"under a thread's first message: you say where the question stands, or propose its answer; for a claim “{JUDGE}”",
    ),
    (MEANS, "under a report: it says yes, no or nothing here, and was read the wrong way round"),
)
_MENDED = {
    "channel_not_found": "I am not in it; they come once somebody types /invite @watchdesk there",
    "is_archived": "it is archived; they come once it is not. Until then follow the story in another channel",
    "restricted_action_thread_only_channel": "it takes replies only; follow the story in another channel",
}
"""Of Slack's refusals those that people lift, and how."""
_OUTSIDE = ", for I am not in it: type /invite @watchdesk there"
BROKEN_DAYS = 7
_ITEMS_SHOWN = 6
_STORIES_SHOWN = 15


def said(text: str) -> Message:
    """A sentence of ours, or of an error; what it quotes is escaped with the rest."""
    lines = [escape(cut(line, 600)) for line in text.splitlines()[:20] if line.strip()]
    shown = [line for line in lines if line] or ["Done."]
    return Message(text=cut("\n".join(shown), 3000), blocks=tuple(sections(shown)))


def answered(text: str) -> Message:
    """What is in mrkdwn already, as a message."""
    return Message(text=in_utc(text), blocks=tuple(sections([text])))


def refused(error: WatchdeskError) -> Message:
    """Why something cannot be done."""
    return answered(refusal(error)) if isinstance(error, DecidedError) else said(str(error))


def refusal(error: WatchdeskError) -> str:
    """The same in mrkdwn; with who was faster, whom only we may name in Slack's way."""
    if not isinstance(error, DecidedError):
        return said(str(error)).text
    hint = f" {escape(error.hint)}" if error.hint else ""
    at = f", {when(error.at, error.at)}" if error.at else ""
    return f"{escape(cut(str(error), 500))}, by {who(error.by)}{at}.{hint}"


def follows(story: Story, *, by: str) -> Message:
    """What a channel reads when somebody makes it follow a story: who, and how to take that back."""
    back = f"/watch unfollow {escape(cut(story.slug, 60))} takes that back."
    return answered(f"{who(by)} made this channel follow {_titled(story)}: what changes is told here. {back}")


def follows_no_more(story: Story, *, by: str) -> Message:
    """The same when somebody ends that."""
    back = f"/watch follow {escape(cut(story.slug, 60))} takes that back."
    return answered(f"{who(by)} ended the alerts on {_titled(story)} in this channel: no news of it comes here. {back}")


def _titled(story: Story) -> str:
    return bold(cut(story.title, 150))


def help_text() -> Message:
    """What can be typed."""
    commands = "\n".join(f"{bold(name)}: {escape(does)}" for name, does in _COMMANDS)
    buttons = "\n".join(f"{bold(name)}: {escape(does)}" for name, does in _BUTTONS)
    threads = "\n".join(f"{bold('@watchdesk ' + name)}: {escape(does)}" for name, does in _IN_THREADS)
    blocks = (
        section(commands),
        section(f"In a thread of an alert, where slash commands do not work:\n{threads}"),
        section(f"The rest is done by buttons:\n{buttons}"),
        context("A few letters of a story's name are enough. The bot proposes, people decide."),
    )
    return Message(text="What you can ask Watchdesk.", blocks=blocks)


def stories_of_channel(views: Sequence[StoryView], *, followed: bool, now: datetime) -> Message:
    """Each story with its news of a day, or why it is silent."""
    if not views:
        return said("There is no story yet. “watchdesk story import FILE” brings one; then /watch follow it here.")
    first = (
        "The stories of this channel"
        if followed
        else "This channel follows no story; type /watch follow and a story's name. There are:"
    )
    blocks = [section(f"{bold(first)} · as of {when(now, now)}")]
    ordered = sorted(views, key=lambda v: (not v.waiting, v.loudness))
    for view in ordered[:_STORIES_SHOWN]:
        first_of, *more = sections(story_lines(view))
        blocks += [first_of | {"accessory": _open(view)}, *more]
    if rest := ordered[_STORIES_SHOWN:]:
        blocks.append(context(f"And {len(rest)} more: {escape(cut(', '.join(v.story.slug for v in rest), 500))}"))
    waiting = ", ".join(v.story.slug for v in views if v.waiting)
    heard = ", ".join(v.story.slug for v in views if v.heard)
    news = f"News within a day: {heard}" if heard else "No news within a day"
    news = f"Decisions wait in {waiting}. {news}" if waiting else news
    return Message(text=in_utc(f"{escape(cut(news, 300))}, as of {when(now, now)}."), blocks=tuple(pages(blocks)[0]))


_NOTHING_READ = "No story has a feed, so nothing is read: “watchdesk story import FILE” takes one in."
"""What stands for the feeds where there is none, as after the last story is removed."""


@dataclass(frozen=True, kw_only=True)
class Works:
    """What `/watch health` tells: feeds and their sources by address, and what waits for Slack or was refused by it, by channel.

    Of the channels that wait the bot is not in those that are `outside`. No channel follows the stories that are `unfollowed`.
    `trouble` is what is wrong with the store, "" for nothing. `broken` are the ledger's lines on entries of the last
    `BROKEN_DAYS` days that could not be read, the newest first.
    """

    feeds: Mapping[str, FeedState]
    sources: Mapping[str, str] = field(default_factory=dict)
    waiting: Mapping[str, int] = field(default_factory=dict)
    outside: frozenset[str] = frozenset()
    refused: Mapping[str, Sequence[str]] = field(default_factory=dict)
    unfollowed: Sequence[str] = ()
    trouble: str = ""
    broken: Sequence[LedgerLine] = ()


def health(works: Works, *, now: datetime) -> Message:
    """Whether silence means that nothing happened, everywhere."""
    count = count_feeds(works.feeds, now)
    feeds = f"{count.healthy} of {count.all} feeds healthy"
    checked = f"last checked {when(count.checked_at, now)}" if count.checked_at else "none checked yet"
    unread = f", {count.unread} not read yet" if count.unread else ""
    read = f"{bold(feeds)}{unread}, {checked}" if count.all else _NOTHING_READ
    waiting = sum(works.waiting.values())
    lines = [*_store(works.trouble), read, *_unfollowed(works.unfollowed)]
    lines += _broken(works.broken, now)
    lines += [*troubles(works.feeds, now, sources=works.sources), *moves(works.feeds, sources=works.sources)]
    lines += [] if works.trouble and not waiting else [_waiting(waiting, refused=bool(works.refused))]
    lines += [f"• {channel(c)}: {n}{_OUTSIDE if c in works.outside else ''}" for c, n in works.waiting.items()]
    for where, reasons in works.refused.items():
        lines.append(f"• {channel(where)}: {counted(len(reasons), 'alert')} kept aside: {_aside(reasons)}")
    packed = pages([header("Health"), *sections(lines), context(f"As of {when(now, now)}")])
    return Message(text=in_utc(health_line(works, now=now)), blocks=tuple(packed[0]))


def health_line(works: Works, *, now: datetime) -> str:
    """The same in a line of mrkdwn."""
    count, waiting = count_feeds(works.feeds, now), sum(works.waiting.values())
    trouble = f"{_store(works.trouble)[0]} " if works.trouble else ""
    return f"{trouble}{count.healthy} of {count.all} feeds healthy, alerts waiting: {waiting}, as of {when(now, now)}."


def _aside(reasons: Sequence[str]) -> str:
    """Why a channel does not get its alerts, and what brings them."""
    known = [_MENDED[why] for why in dict.fromkeys(reasons) if why in _MENDED]
    rest = sorted(set(reasons) - _MENDED.keys())
    return "; ".join([*known, *([f"refused ({escape(', '.join(rest)[:200])})"] if rest else [])])


def _store(trouble: str) -> list[str]:
    """That nothing is watched, whatever the feeds' last polls say."""
    return [f"{bold('Nothing is watched now')}: {escape(cut(trouble, 300))}"] if trouble else []


def _unfollowed(slugs: Sequence[str]) -> list[str]:
    """That nobody hears of these stories, whatever happens."""
    if not slugs:
        return []
    names, them = escape(cut(", ".join(slugs), 500)), "it" if len(slugs) == 1 else "them"
    return [
        f"{bold('Nobody is told')} of {names}: no channel follows {them}. In a channel /watch follow STORY mends that."
    ]


def _broken(lines: Sequence[LedgerLine], now: datetime) -> list[str]:
    """That entries went unread though their feed is well, and one of them, for nobody else would name it."""
    if not lines:
        return []
    last = lines[0]
    many = len({x.data["link"] or x.data["title"] for x in lines})
    what = counted(many, "entry could not be read", "entries could not be read")
    example = link(last.data["link"], cut(last.data["title"], 100) or "untitled")
    more = "/watch why and its link says what broke" if last.data["link"] else "it has no link"
    counts = f"by a fault of ours, and {'counts' if many == 1 else 'count'} for nothing"
    last_told = f"The last: {example}, {when(last.at, now)}; {more}, and whoever runs me finds more in the log."
    return [f"{bold(what)} within {BROKEN_DAYS} days, {counts}. {last_told}"]


def _waiting(count: int, *, refused: bool) -> str:
    if count:
        return f"{bold(counted(count, 'alert waits', 'alerts wait'))} for Slack"
    return f"{bold('All other alerts' if refused else 'All alerts')} were delivered"


def story_lines(view: StoryView, *, waiting: bool = True) -> list[str]:
    """A story in a few lines: what waits for a decision, what else there is news of within a day, and what its silence means."""
    told = _news(view, waiting=waiting)
    lines = [f"• {item(view, s)}" for s in told[:_ITEMS_SHOWN]]
    lines += [f"• and {len(told) - _ITEMS_SHOWN} more"] if len(told) > _ITEMS_SHOWN else []
    quiet = "" if view.heard else "No news within a day: "
    return [
        f"{bold(cut(view.story.title, 150))} · /watch {escape(cut(view.story.slug, 60))}",
        *lines,
        f"{quiet}{silence(view)}",
    ]


def where_it_stands(view: StoryView) -> list[str]:
    """The same for who follows it from now on: they were told of nothing before, so also how to decide what waits."""
    _, *lines = story_lines(view)
    if not view.waiting:
        return lines
    many = counted(len(view.waiting), "decision waits", "decisions wait")
    slug = escape(cut(view.story.slug, 60))
    return [f"{bold(many)}: decide {ON_HOME}; /watch {slug} tells more.", *lines]


def listed(view: StoryView, *, waiting: bool = True) -> list[Standing]:
    """What `story_lines` tells of one by one, each with the way to its thread."""
    return _news(view, waiting=waiting)[:_ITEMS_SHOWN]


def _news(view: StoryView, *, waiting: bool) -> list[Standing]:
    decide = view.waiting
    heard = [s for s in view.heard if s.target.kind is TargetKind.WATCH and s not in decide]
    return [*(decide if waiting else ()), *heard]


def item(view: StoryView, standing: Standing) -> str:
    """What is asked or claimed, where it stands, and the way to its thread."""
    asked = bold(cut(question(view.story, standing.target), 200))
    thread = view.threads.get(standing.target)
    way = f" · {link(thread.permalink, 'thread')}" if thread and thread.permalink else ""
    late = f", {bold('overdue')}" if view.overdue(standing) else ""
    return f"{asked} · {stands(standing)}{late} · {origins(standing)}{_last_heard(view, standing)}{way}"


def _last_heard(view: StoryView, standing: Standing) -> str:
    """When a report of it was last seen, or else was said what the story file has; "" where nobody has said anything."""
    newest = max(standing.voices, key=lambda v: v.at, default=None)
    at = when(standing.last_at, view.now) if standing.last_at else said_at(newest, view.now) if newest else ""
    return f", last heard {at}" if at else ""


def _open(view: StoryView) -> Block:
    return button("Open", "open", Ref(slug=view.story.slug).encode())
