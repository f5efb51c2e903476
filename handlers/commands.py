"""/watch and everything that follows it."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import structlog
from slack_bolt.app.async_app import AsyncApp
from slack_bolt.context.ack.async_ack import AsyncAck
from slack_bolt.context.respond.async_respond import AsyncRespond
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from bot.blocks.answers import (
    BROKEN_DAYS,
    Works,
    answered,
    follows,
    follows_no_more,
    health,
    health_line,
    help_text,
    listed,
    said,
    stories_of_channel,
    where_it_stands,
)
from bot.blocks.howread import unknown_entry, why_entry
from bot.blocks.message import Message
from bot.blocks.ref import Ref
from bot.blocks.summary import summary
from bot.blocks.view import StoryView
from bot.calls import AWAY, short
from bot.domain.ledger import LedgerLine, LineKind
from bot.domain.weblink import link_key
from bot.errors import CommandError
from bot.store.importing import follow, unfollow
from handlers.desk import Desk
from handlers.lessons import LOOKING, ask_of_missed, which_missed
from handlers.looking import look
from handlers.slugs import near
from handlers.telling import Asker, say, whisper
from handlers.wherefore import why_target_of

log = structlog.get_logger("handlers")

VERBS = ("follow", "unfollow", "why", "missed", "health", "help")
IN_THREADS = (
    "status",
    "note",
    "confirm",
    "object",
    "reopen",
    "not relevant",
    "same as",
    "separate",
    "relevant",
    "mine",
    "release",
)
"""What is for the thread of an alert only."""
_GREETINGS = frozenset({"hello", "hi", "hey", "hallo"})
# No < inside, or a message full of <http:// takes minutes.
_ADDRESS = re.compile(r"<(https?://[^|<>\s]+)(?:\|[^<>]*)?>")
_BARE = re.compile(r"[\w-]+(\.[\w-]+)+(/|$)")
_OF_REPORTS = frozenset({LineKind.RELEVANCE, LineKind.FOLD, LineKind.MEANING, LineKind.LESSON})
_MOST_BROKEN = 100_000
_LONGEST_STORY = 200
_ASKED_OF = 10
"""Of so many channels that wait for alerts health asks Slack whether the bot is in them."""
_DIRECT = "D"
"""How the ids of direct messages begin: in ours nobody can write, and into those of others we cannot."""
_HELP = "/watch help tells what can be typed."


@dataclass(frozen=True, kw_only=True)
class Typed:
    """What somebody typed after /watch, or to @watchdesk, and where; `in_thread` is one that is no alert's we know."""

    text: str
    channel: str
    user: str
    response_url: str = ""
    in_thread: bool = False


@dataclass(frozen=True)
class Commands:
    """The answers to /watch."""

    desk: Desk

    async def watch(
        self, ack: AsyncAck, command: Mapping[str, Any], respond: AsyncRespond, client: AsyncWebClient
    ) -> None:
        await ack()
        asked = Typed(
            text=as_typed(str(command.get("text") or "")),
            channel=command["channel_id"],
            user=command["user_id"],
            response_url=str(command.get("response_url") or ""),
        )
        await whisper(respond, await answer(self.desk, asked, client))


def register(app: AsyncApp, desk: Desk) -> None:
    app.command("/watch")(Commands(desk).watch)


def as_typed(text: str) -> str:
    """What Slack sends, as it was typed: addresses without brackets, no entities, no half characters nobody can store."""
    bare = _ADDRESS.sub(r"\1", text.encode("utf-8", "ignore").decode())
    return bare.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&").strip()


async def answer(desk: Desk, asked: Typed, client: AsyncWebClient) -> Message:  # noqa: PLR0911  one line a verb
    """Raises CommandError with a sentence where it cannot be done."""
    verb, _, rest = asked.text.partition(" ")
    rest = rest.strip()
    match verb.casefold():
        case "":
            return await _stories(desk, asked, client)
        case "help":
            return help_text()
        case "health":
            return await _health(desk, client)
        case "why":
            return await _why(desk, rest)
        case "missed":
            return await _missed(desk, asked, rest)
        case "follow":
            return await _follow(desk, asked, rest, client)
        case "unfollow":
            return await _unfollow(desk, asked, rest, client)
        case _:
            return await _story(desk, asked, client)


async def _story(desk: Desk, asked: Typed, client: AsyncWebClient) -> Message:
    """Short where there is none: whoever mistyped one word does not need all that can be typed."""
    if asked.text not in await desk.store.stories.slugs():
        _no_story(asked.text, in_thread=asked.in_thread)
    try:
        story = await desk.asked_about(asked.text) or await desk.find(asked.text)
    except CommandError as error:
        verb = near(asked.text.split(maxsplit=1)[0], VERBS)
        hint = f" Or was it /watch {verb}?" if verb else ""
        raise CommandError(f"{error}{hint} {_HELP}") from error
    return summary(await look(desk, story, channel=asked.channel, client=client))[0]


def _no_story(text: str, *, in_thread: bool) -> None:
    """Raises CommandError for what is no story's name, however near one's it may come."""
    if len(text) > _LONGEST_STORY:
        raise CommandError(f"No story has a name of {len(text)} characters. {_HELP}")
    said = f"{' '.join(text.casefold().split())} "
    if verb := next((v for v in IN_THREADS if said.startswith(f"{v} ")), ""):
        if in_thread:
            raise CommandError(
                f"I do not know this thread, or no longer, and “{verb}” is for an alert's. /watch tells where its story stands."
            )
        raise CommandError(f"“{verb}” is for an alert's thread: write @watchdesk {verb} there.")
    if said.strip(" !.") in _GREETINGS:
        raise CommandError("Hello. /watch shows your stories, /watch help what else can be typed.")


async def _stories(desk: Desk, asked: Typed, client: AsyncWebClient) -> Message:
    followed = set(await desk.store.stories.following(asked.channel))
    every = await desk.store.stories.all()
    chosen = [s for s in every if s.slug in followed] or every
    views: list[StoryView] = [await look(desk, s, channel=asked.channel, client=client, shown=listed) for s in chosen]
    return stories_of_channel(views, followed=any(s.slug in followed for s in every), now=desk.clock())


async def _follow(desk: Desk, asked: Typed, typed: str, client: AsyncWebClient) -> Message:
    story = await desk.find(_which(typed, "follow"))
    if asked.channel.startswith(_DIRECT):
        raise CommandError(
            f"Alerts go to channels, and this is a direct message. Type /watch follow {story.slug} in a channel, "
            f"public or private; here /watch {story.slug} tells where the story stands."
        )
    fresh = await follow(desk.store, story.slug, asked.channel, by=asked.user, now=desk.clock())
    inside = await _is_member(client, asked.channel)
    unheard = await _tell(client, asked, follows(story, by=asked.user)) if fresh and inside else ""
    first = (
        f"This channel now follows {story.slug}. What changes from now on is told here."
        if fresh
        else f"This channel follows {story.slug} already."
    )
    invite = "" if inside else "\nI am not in this channel yet: type /invite @watchdesk, alerts wait until then."
    view = await look(desk, story, channel=asked.channel, client=client, shown=listed)
    return answered("\n".join([f"{first}{unheard}{invite}", *where_it_stands(view)]))


async def _unfollow(desk: Desk, asked: Typed, typed: str, client: AsyncWebClient) -> Message:
    story = await desk.find(_which(typed, "unfollow"))
    if await unfollow(desk.store, story.slug, asked.channel, by=asked.user, now=desk.clock()):
        unheard = await _tell(client, asked, follows_no_more(story, by=asked.user))
        return said(
            f"This channel no longer follows {story.slug}.{unheard} Its threads stay; /watch {story.slug} still answers."
        )
    return said(f"This channel does not follow {story.slug}.")


async def _tell(client: AsyncWebClient, asked: Typed, message: Message) -> str:
    """Everybody in the channel reads it, for whether alerts come concerns them all. What the answer adds where Slack does not take it."""
    try:
        await say(client.chat_postMessage, message, channel=asked.channel, unfurl_links=False, unfurl_media=False)
    except AWAY as error:
        log.warning("channel not told", channel=asked.channel, reason=short(error))
        return " Slack did not let me tell the channel, so nobody else knows."
    return ""


async def _why(desk: Desk, address: str) -> Message:
    address = next(iter(address.split()), "")
    address = f"https://{address}" if _BARE.match(address) else address
    if not address.startswith(("http://", "https://")):
        raise CommandError("Why what? Type /watch why and the link of a report.")
    traces = await desk.store.seen.traces_of(address)
    if not traces:
        return await _why_untraced(desk, address)
    stories = {s.slug: s for s in await desk.store.stories.all()}
    since = {t.slug: await _since(desk, t.slug, address) for t in traces}
    return why_entry(traces, stories, since=since, now=desk.clock())


async def _why_untraced(desk: Desk, address: str) -> Message:
    """Of an entry whose path is no longer kept, what is told of it all the same; else that no feed brought it."""
    for slug in await desk.store.stories.slugs():
        told = [e for e in await desk.evidence(slug) if e.link and link_key(e.link) == link_key(address)]
        if told:
            return await why_target_of(desk, Ref(slug=slug, target=told[-1].target, evidence=told[-1].id))
    works = Works(feeds=await desk.store.feeds.all())
    return unknown_entry(address, health_line(works, now=desk.clock()))


async def _since(desk: Desk, slug: str, address: str) -> tuple[LedgerLine, ...]:
    """What people have said of that report since, or learned from it, the newest first."""
    page = link_key(address)
    lines = await desk.store.ledger.read(slug, kinds=_OF_REPORTS)
    return tuple(x for x in lines if x.data.get("link") and link_key(x.data["link"]) == page)


async def _missed(desk: Desk, asked: Typed, typed: str) -> Message:
    link, *words = typed.split() or [""]
    slug, target = await which_missed(desk, link, words, asked.channel)
    asker = Asker(user=asked.user, channel=asked.channel, response_url=asked.response_url)
    await ask_of_missed(desk, slug, target, link, asker)
    return said(LOOKING)


async def _health(desk: Desk, client: AsyncWebClient) -> Message:
    store = desk.store
    followers = {slug: await store.stories.followers(slug) for slug in await store.stories.slugs()}
    channels = {c for some in followers.values() for c in some}
    sources = {f.url: f.source for s in await store.stories.all() for f in s.feeds}
    refused = {c: reasons for c in sorted(channels) if (reasons := await store.outbox.parked(c))}
    waiting = await store.outbox.waiting()
    outside = frozenset([c for c in sorted(waiting)[:_ASKED_OF] if not await _is_member(client, c)])
    works = Works(
        feeds=await store.feeds.all(),
        sources=sources,
        waiting=waiting,
        outside=outside,
        refused=refused,
        unfollowed=[slug for slug, channels in followers.items() if not channels],
        trouble=await store.trouble(),
        broken=await _broken(desk),
    )
    return health(works, now=desk.clock())


async def _broken(desk: Desk) -> list[LedgerLine]:
    """What the ledgers say of entries that could not be read lately, the newest first."""
    since, kinds = desk.clock() - timedelta(days=BROKEN_DAYS), frozenset({LineKind.BROKEN})
    ledger, slugs = desk.store.ledger, await desk.store.stories.slugs()
    lines = [x for slug in slugs for x in await ledger.read(slug, kinds=kinds, since=since, most=_MOST_BROKEN)]
    return sorted(lines, key=lambda x: x.at, reverse=True)


async def _is_member(client: AsyncWebClient, channel: str) -> bool:
    """Slack answers channel_not_found for a private channel the bot is not in."""
    try:
        info = await client.conversations_info(channel=channel)
    except SlackApiError:
        return False
    return bool(info["channel"].get("is_member"))


def _which(typed: str, verb: str) -> str:
    if not typed:
        raise CommandError(f"Which story? Type /watch {verb} and its name; /watch lists the stories.")
    return typed
