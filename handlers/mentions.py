"""@watchdesk: in the thread of an alert, where slash commands do not work, and elsewhere like /watch.

What the team should see is said in the thread; what only helps the one who wrote is shown to them alone.
"""

import re
from dataclasses import dataclass, replace

from slack_bolt.app.async_app import AsyncApp

from bot.blocks.answers import answered, help_text, refused, said
from bot.blocks.message import Message
from bot.blocks.modals import JUDGE, MEANS, SETTLE
from bot.blocks.mrkdwn import cut
from bot.blocks.news import told_once
from bot.blocks.pages import sections
from bot.blocks.ref import Ref
from bot.blocks.why import status_line
from bot.domain.change import Change
from bot.domain.evidence import TargetKind
from bot.errors import CommandError, WatchdeskError
from handlers import decide
from handlers.commands import IN_THREADS, Typed, answer, as_typed
from handlers.decision import CARRIED_OUT, known
from handlers.desk import QUESTION, Desk
from handlers.inbox import Occasion, handled
from handlers.lessons import LOOKING, ask_of_dismissed, ask_of_missed
from handlers.refold import merge, restore, split
from handlers.slugs import near
from handlers.telling import Asker, say, whisper_in
from handlers.wherefore import why_target_of

EVENT_TYPE = "watchdesk_answer"
VERBS = (*IN_THREADS, "why", "missed", "help")
_ON_WHAT_IS_SEEN = frozenset({"confirm", "not", "object", "reopen", "same"})
_ON_THE_NEWEST = frozenset({"relevant", "separate"})
"""Of these a link names which report is meant, if there is one."""
_ANSWERED = frozenset({"why", "status", "note", "help", "missed"})
"""What may be asked as a question, for it decides nothing."""
_DO_NOT = frozenset({"do", "dont", "don't", "don’t", "never"})
"""Who begins so wants nothing done: "don't confirm yet"."""
_ENDS = "?؟？!.,:"
_BY_BUTTON = re.compile(
    r"(?P<means>(?:(?:it|this|that)\s+)?mean[st]?\b)|(?:resolv\w*|settle|close|set|propose)\b", re.IGNORECASE
)
"""What people write for what only buttons do, as they ask for more than a word: what a report means, and where a question stands."""


@dataclass(frozen=True)
class Mentions:
    """What people say to the bot."""

    desk: Desk

    async def mention(self, occasion: Occasion) -> None:
        event = occasion.event
        if event.get("bot_id") or not event.get("user"):
            return
        channel, thread = str(event["channel"]), str(event.get("thread_ts") or "")
        about = await self.desk.store.threads.about(channel, thread) if thread else None
        before, text = _addressed(str(event.get("text") or ""), occasion.bot)
        if about is None:
            asked = Typed(text=text, channel=channel, user=event["user"], in_thread=bool(thread))
            await self._like_watch(occasion, asked, thread)
            return
        asker = Asker(user=event["user"], channel=channel, thread_ts=thread)
        await self._in_thread(occasion, Ref(slug=about.slug, target=about.target), text, asker, before=before)

    async def _in_thread(self, occasion: Occasion, ref: Ref, text: str, asker: Asker, *, before: str) -> None:
        message = None
        once = Mentions(replace(self.desk, source=_source(occasion), channel=asker.channel))
        try:
            if occasion.event.get("edited") and not occasion.again and await once.carried_out(ref) is not None:
                raise CommandError(CARRIED_OUT)
            if before and not text.endswith(QUESTION) and " ".join(text.casefold().split()) not in VERBS:
                raise CommandError(_said_of_us(text))
            aside = await once._aside(ref, text, asker)
            if aside is None and not (occasion.again and await once.done(ref, text, asker)):
                message = await once.answer(ref, text, asker)
        except WatchdeskError as error:
            aside = refused(error)
        if aside:
            await whisper_in(occasion.client, asker.channel, asker.user, aside, thread_ts=asker.thread_ts)
        if message:
            await self._reply(occasion, asker.channel, asker.thread_ts, message)

    async def _aside(self, ref: Ref, text: str, asker: Asker) -> Message | None:
        """What only the one who wrote is to see; None where the team is."""
        verb, _, rest = text.partition(" ")
        if text.endswith(QUESTION) and _bare(verb) not in _ANSWERED:
            return await self._asked(ref, text)
        match _bare(verb):
            case "help":
                return help_text()
            case "missed":
                await ask_of_missed(self.desk, ref.slug, ref.target, next(iter(rest.split()), ""), asker)
                return said(LOOKING)
        return None

    async def done(self, ref: Ref, text: str, asker: Asker) -> bool:
        """Whether a message that is taken up again was carried out before, down to the question what to learn from it.

        What is about the newest report or proposal is not carried out late: there may be a newer one than its author saw.
        """
        report = await self.carried_out(ref)
        words = " ".join(text.casefold().split())
        verb, linked = words.split(" ")[0], "://" in words
        if report is None and (verb in _ON_WHAT_IS_SEEN or (verb in _ON_THE_NEWEST and not linked)):
            raise CommandError(f"“{cut(text, 60)}” could not be done at once. Look at the thread, and write it again.")
        if report and words.startswith("not relevant"):
            await ask_of_dismissed(self.desk, Ref(slug=ref.slug, target=ref.target, evidence=report), asker)
        return report is not None

    async def carried_out(self, ref: Ref) -> str | None:
        """On which report the message decided before ("" for none); None where it has decided nothing yet, nor noted anything."""
        report = await self.desk.store.inbox.decided(self.desk.source)
        if report is None and await decide.noted(self.desk, ref, source=self.desk.source):
            return ""
        return report

    async def answer(self, ref: Ref, text: str, asker: Asker) -> Message | None:
        """None where the decision itself appears in the thread. Raises CommandError for what is not understood."""
        verb, _, rest = text.partition(" ")
        match _bare(verb):
            case "why":
                return await why_target_of(self.desk, ref)
            case "status" | "":
                return await self._status(ref)
            case "note":
                fresh = await decide.note(self.desk, ref, by=asker.user, text=rest.strip(), source=self.desk.source)
                return said("Noted in the ledger, under your name.") if fresh else None
        change = await self._decided(ref, text, asker)
        if change is None:
            raise CommandError(_not_understood(text, ref))
        return await self._told(change)

    async def _decided(  # noqa: C901, PLR0911  one line a verb
        self, ref: Ref, text: str, asker: Asker
    ) -> Change | None:
        """What somebody decides with these words; None where they decide nothing."""
        words, user = " ".join(text.casefold().split()), asker.user
        verb, _, rest = text.partition(" ")
        match verb.casefold():
            case "confirm":
                return await decide.confirm(self.desk, ref, by=user, why=rest.strip())
            case "object":
                return await decide.refuse(self.desk, ref, by=user, why=rest.strip())
            case "reopen":
                return await decide.reopen(self.desk, ref, by=user, why=rest.strip())
            case "separate":
                return await split(self.desk, ref, by=user, link=rest.strip())
            case _ if words == "same as":
                raise CommandError("The same as which report? Write @watchdesk same as and its link.")
            case _ if words.startswith("same as "):
                return await merge(self.desk, ref, by=user, link=rest.split()[-1])
            case _ if words.startswith("not relevant"):
                return await self._dismiss_last(ref, asker)
            case _ if words in {"mine", "i have this"}:
                return await decide.take_over(self.desk, ref, by=user)
            case "relevant":
                return await restore(self.desk, ref, by=user, link=rest.strip())
            case "release":
                return await decide.release(self.desk, ref, by=user)
        return None

    async def _told(self, change: Change) -> Message | None:
        """Where the channel follows the story, or has this very thread still, the decision is posted there by delivery."""
        told = self.desk.channel in await self.desk.told(change.slug, change.target)
        return None if told else told_once(change)

    async def _status(self, ref: Ref) -> Message:
        story, target = await known(self.desk, ref)
        now = self.desk.clock()
        current = await self.desk.store.standings.of(story, now=now)
        return answered(status_line(story, current.standings[target], now=now))

    async def _asked(self, ref: Ref, text: str) -> Message:
        """To a question in words of one's own, where it stands. It decides nothing, whatever word it begins with."""
        status, words = await self._status(ref), f"{text.casefold().rstrip(_ENDS)} "
        decides = next((v for v in IN_THREADS if words.startswith(f"{v} ")), "")
        why = (
            f"A question decides nothing: for “{decides}” write @watchdesk {decides} without a question mark."
            if decides
            else "I cannot answer in words of my own; @watchdesk why says what it rests on."
        )
        lead = f"{why} Where it stands:"
        return Message(text=f"{lead}\n{status.text}", blocks=(*sections([lead]), *status.blocks))

    async def _dismiss_last(self, ref: Ref, asker: Asker) -> Change:
        """The report that came last, be it a copy or one from before: the thread told of it last."""
        story, target = await known(self.desk, ref)
        every = await self.desk.evidence_on(story.slug, target)
        current = await self.desk.store.standings.of(story, now=self.desk.clock())
        last = every[-1].id if every else current.standings[target].last_evidence
        report = Ref(slug=story.slug, target=target, evidence=last)
        change = await decide.dismiss(self.desk, report, by=asker.user)
        await ask_of_dismissed(self.desk, report, asker)
        return change

    async def _like_watch(self, occasion: Occasion, asked: Typed, thread: str) -> None:
        try:
            message = await answer(replace(self.desk, source=_source(occasion)), asked, occasion.client)
        except WatchdeskError as error:
            message = refused(error)
        await whisper_in(occasion.client, asked.channel, asked.user, message, thread_ts=thread)

    async def _reply(self, occasion: Occasion, channel: str, thread: str, message: Message) -> None:
        """Once, whatever happens: an event taken up again looks in the thread for its answer first."""
        if occasion.again and await _answered(occasion, channel, thread):
            return
        await say(
            occasion.client.chat_postMessage,
            message,
            channel=channel,
            thread_ts=thread,
            metadata={"event_type": EVENT_TYPE, "event_payload": {"event": occasion.id}},
            unfurl_links=False,
            unfurl_media=False,
        )


def register(app: AsyncApp, desk: Desk) -> None:
    app.event("app_mention")(handled(desk, Mentions(desk).mention))


def _source(occasion: Occasion) -> str:
    """The message somebody wrote, whichever try this is."""
    return f"{occasion.event['channel']} {occasion.event['ts']}"


def _addressed(said: str, bot: str) -> tuple[str, str]:
    """What stands before our name in a message, and the whole of it without the name."""
    ours = re.search(rf"<@{re.escape(bot) or '[UW][A-Z0-9]+'}(?:\|[^<>]*)?>\s*:?", said)
    before, after = (said[: ours.start()].strip(), said[ours.end() :]) if ours else ("", said)
    text = as_typed(f"{before} {after}")
    return before, " ".join(text.split(maxsplit=1))  # a line break after the verb is as good as a space


def _bare(verb: str) -> str:
    return verb.casefold().rstrip(_ENDS)


def _said_of_us(text: str) -> str:
    """What only names us somewhere is talk among people."""
    return (
        f"“{cut(text, 60)}” decides nothing, for it does not begin with @watchdesk. "
        "@watchdesk help tells what can be written here."
    )


def _not_understood(text: str, ref: Ref) -> str:
    """Short: whoever mistyped one word does not need all the others."""
    words = text.split()
    words = words[_bare(words[0]) == "please" :]  # which is no mistyped "release"
    if button := _BY_BUTTON.match(text):
        is_claim = ref.target is not None and ref.target.kind is TargetKind.CLAIM
        place = "the thread's first message"
        hint = (
            f" Press “{MEANS}” under the report."
            if button["means"]
            else f" Press “{JUDGE if is_claim else SETTLE}” under {place}."
        )
    else:
        nothing = bool(words) and _bare(words[0]) in _DO_NOT
        tried = () if nothing else (" ".join(words[:n]) for n in (len(words), 2, 1))
        meant = next((m for typed in tried if (m := near(typed, VERBS))), "")
        hint = f" Did you mean @watchdesk {meant}?" if meant else ""
    return f"I do not understand “{cut(text, 60)}”.{hint} @watchdesk help tells what can be written here."


async def _answered(occasion: Occasion, channel: str, thread: str) -> bool:
    page = await occasion.client.conversations_replies(
        channel=channel, ts=thread, oldest=str(occasion.event["ts"]), include_all_metadata=True, limit=200
    )
    found = [m.get("metadata", {}).get("event_payload", {}).get("event") for m in page.get("messages") or []]
    return occasion.id in found
