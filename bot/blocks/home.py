"""App Home: one person's look at the desk, from anywhere. What waits for a decision, what is new, who has what."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from bot.blocks.answers import item, listed, story_lines
from bot.blocks.message import Block, actions, button, context, divider, header, section
from bot.blocks.modals import SETTLE
from bot.blocks.mrkdwn import channel, cut, escape, plain, user, when
from bot.blocks.pages import pages, sections
from bot.blocks.phrases import quoted, source
from bot.blocks.proposal import decide, doubt
from bot.blocks.ref import Ref
from bot.blocks.summary import story_blocks
from bot.blocks.view import StoryView, count_feeds
from bot.domain.counted import counted
from bot.domain.standing import Standing, wording

_WAITING_SHOWN = 12
_OWNED_SHOWN = 20
_STORIES_SHOWN = 20
_CHANNELS_SHOWN = 10


@dataclass(frozen=True, kw_only=True)
class Followed:
    """A story, and the channels that follow it; the view's threads are the first channel's that has them.

    `aside` is how many alerts are kept aside for those that do not get them.
    """

    view: StoryView
    channels: tuple[str, ...]
    aside: Mapping[str, int] = field(default_factory=dict)


def home(stories: Sequence[Followed], *, now: datetime, notice: str = "") -> Block:
    """The Home tab. What waits can be decided here, and has a link to its thread, where the discussion is.

    `notice` is what became of a decision just made here, in mrkdwn.
    """
    followed = [s for s in stories if s.channels]
    blocks = [
        *sections([notice]),
        *_waiting([s.view for s in followed]),
        *_stories(followed),
        *_owned([s.view for s in followed]),
        *_unfollowed([s.view for s in stories if not s.channels]),
        context(f"As of {when(now, now)} · brought up to date whenever you open this tab"),
    ]
    return {"type": "home", "blocks": _first_page(blocks, "/watch in a channel tells the rest")}


def linked(view: StoryView) -> list[Standing]:
    """What of a story the tab may show, each with the way to its thread."""
    owned = [s for s in view.standings.values() if s.owner]
    return [*view.waiting[:_WAITING_SHOWN], *listed(view, waiting=False), *owned]


def story_modal(view: StoryView) -> Block:
    """A story's summary in a window of its own: on the Home tab there is no channel to answer into."""
    return {
        "type": "modal",
        "title": {"type": "plain_text", "text": plain(view.story.slug, 24), "emoji": False},
        "close": {"type": "plain_text", "text": "Close", "emoji": False},
        "blocks": _first_page(story_blocks(view), f"/watch {escape(cut(view.story.slug, 60))} tells the rest"),
    }


def _first_page(blocks: Sequence[Block], otherwise: str) -> list[Block]:
    """What fits; Slack's limit on all text together is told of messages, and views are kept under it as well."""
    first, *more = pages(blocks)
    return [*first, context(f"This is not all: {otherwise}")] if more else first


def _waiting(views: Sequence[StoryView]) -> list[Block]:
    found = [(v, s) for v in views for s in v.waiting]
    found.sort(key=lambda pair: pair[1].last_at or pair[1].since, reverse=True)
    if not found:
        return [header("Waits for a decision"), section("Nothing is proposed or overdue.")]
    shown = [b for view, standing in found[:_WAITING_SHOWN] for b in _waits(view, standing)]
    rest = found[_WAITING_SHOWN:]
    where = list(dict.fromkeys(f"/watch {_slug(view)}" for view, _ in rest))[:_WAITING_SHOWN]
    more = [context(f"And {len(rest)} more, which {', '.join(where)} in a channel lists first")] if rest else []
    return [header(f"Waits for a decision: {len(found)}"), *shown, *more]


def _waits(view: StoryView, standing: Standing) -> list[Block]:
    """What waits, the report it rests on, and the buttons that decide it."""
    report = view.evidence.get(standing.target)
    grounds = f"{quoted(report)} — {source(report, view.story, view.now)}" if report else ""
    ref = Ref(
        slug=view.story.slug,
        target=standing.target,
        proposal=standing.suggested,
        asked=wording(view.story, standing.target),
        since=standing.decided_at,
    )
    deciding = decide(standing, ref, on_home=True)
    settle = [button(SETTLE, "home_settle", ref.encode())]
    return [
        *sections([f"{item(view, standing)} · {_slug(view)}", doubt(standing), grounds]),
        actions(deciding if standing.suggested else settle),
    ]


def _stories(stories: Sequence[Followed]) -> list[Block]:
    """What is new comes first; of the others each says why it is silent, or several that are merely quiet share a line.

    What waits for a decision is told above.
    """
    blocks: list[Block] = [divider(), header("Stories the desk follows")]
    if not stories:
        return [*blocks, section("No channel follows a story yet: type /watch follow and a story's name in one.")]
    quiet = [s for s in stories if _is_quiet(s)]
    together = quiet if len(quiet) > 1 else []
    ordered = sorted((s for s in stories if s not in together), key=lambda s: s.view.loudness)
    for story in ordered[:_STORIES_SHOWN]:
        first, *more = sections([*story_lines(story.view, waiting=False), _where(story)])
        blocks += [first | {"accessory": _open(story.view)}, *more]
    blocks += _rest([s.view for s in ordered[_STORIES_SHOWN:]], "And more: ")
    return [*blocks, *_rest([s.view for s in together], "No news within a day, every feed healthy: ")]


def _is_quiet(story: Followed) -> bool:
    """Whether nothing is to be said of it: no news, every feed is read, every alert gets through."""
    feeds = count_feeds(story.view.feeds, story.view.now)
    return not story.view.heard and 0 < feeds.all == feeds.healthy and not any(story.aside.values())


def _owned(views: Sequence[StoryView]) -> list[Block]:
    lines = [f"{user(s.owner)} has {item(v, s)} · {_slug(v)}" for v in views for s in v.standings.values() if s.owner]
    shown = sections(f"• {line}" for line in _some(sorted(lines), _OWNED_SHOWN))
    return [divider(), header("Who has what"), *(shown or [section("Nobody has anything yet.")])]


def _some(lines: Sequence[str], most: int) -> list[str]:
    """The first of them, and how many more there are."""
    more = len(lines) - most
    return [*lines[:most], f"and {more} more"] if more > 0 else list(lines)


def _unfollowed(views: Sequence[StoryView]) -> list[Block]:
    return [divider(), *_rest(views, "No channel follows: ")] if views else []


def _rest(views: Sequence[StoryView], lead: str) -> Iterator[Block]:
    if views:
        yield context(lead + escape(cut(", ".join(v.story.slug for v in views), 500)))


def _where(story: Followed) -> str:
    told = [channel(c) for c in story.channels if not story.aside.get(c)]
    untold = [
        f"*Not told*: {channel(c)}, {counted(story.aside[c], 'alert')} kept aside; /watch health says why"
        for c in story.channels
        if story.aside.get(c)
    ]
    followed = f"Followed in {', '.join(_some(told, _CHANNELS_SHOWN))}" if told else ""
    return "\n".join(line for line in (followed, *_some(untold, _CHANNELS_SHOWN)) if line)


def _slug(view: StoryView) -> str:
    return escape(cut(view.story.slug, 60))


def _open(view: StoryView) -> Block:
    return button("Open", "open_story", Ref(slug=view.story.slug).encode())
