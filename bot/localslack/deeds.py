"""What people do in Slack: the page and the tests act through here."""

from bot.localslack import clicks, modals
from bot.localslack.commands import run_command
from bot.localslack.events import Events
from bot.localslack.installation import Installation
from bot.localslack.nouns import Channel
from bot.localslack.outcome import CommandResult, Outcome
from bot.localslack.shapes import Json, RefusalError
from bot.localslack.typing_text import typed


class Deeds:
    """Every deed names its person and channel by name or id."""

    def __init__(self, app: Installation, events: Events) -> None:
        self._app = app
        self._events = events
        self._space = app.workspace

    async def say(self, channel: str, user: str, text: str, *, thread_ts: str = "", broadcast: bool = False) -> Json:
        place, person = self._space.channel(channel), self._space.person(user)
        if place.archived:
            raise RefusalError("is_archived")
        if person.id not in place.members:
            self._space.join(place, person)
        words = typed(self._space, text)
        return self._space.post(place, person, text=words, thread_ts=thread_ts or "", broadcast=broadcast)

    async def command(
        self, channel: str, user: str, text: str, *, thread_ts: str = "", seconds: float = 5.0
    ) -> CommandResult:
        place, person = self._space.channel(channel), self._space.person(user)
        return await run_command(
            self._app, channel=place, user=person, text=text, thread_ts=thread_ts or "", seconds=seconds
        )

    async def click(
        self, channel: str, ts: str, action_id: str, user: str, value: object = None, *, state: Json | None = None,
        seconds: float = 0.0,
    ) -> Outcome:  # fmt: skip
        return await clicks.click(
            self._app, channel=self._space.channel(channel), ts=ts, action_id=action_id,
            user=self._space.person(user), value=value, state=state, seconds=seconds,
        )  # fmt: skip

    async def click_in_view(
        self, view_id: str, action_id: str, user: str, value: object = None, *, seconds: float = 0.0
    ) -> Outcome:
        _, view = self._app.views.find(view_id=view_id)
        person = self._space.person(user)
        return await clicks.click_in_view(
            self._app, view=view, action_id=action_id, user=person, value=value, seconds=seconds
        )

    async def suggest(self, where: Json, action_id: str, user: str, words: str) -> list[Json]:
        """Options for an external_select; `where` has `view_id`, or `channel` and `ts`."""
        if where.get("view_id"):
            _, shown = self._app.views.find(view_id=where["view_id"])
            place = clicks.in_view(shown)
        else:
            channel = self._space.channel(where["channel"])
            shown = _message(channel, where["ts"])
            place = clicks.in_message(channel, shown)
        return await clicks.suggest(
            self._app, blocks=shown.get("blocks", []), where=place, action_id=action_id,
            user=self._space.person(user), typed=words,
        )  # fmt: skip

    async def submit(self, user: str, values: Json, *, seconds: float = 0.0) -> Outcome:
        return await modals.submit(self._app, user=self._space.person(user), values=values, seconds=seconds)

    async def close(self, user: str, *, everything: bool = False) -> None:
        await modals.close(self._app, user=self._space.person(user), everything=everything)

    async def shortcut(
        self, callback_id: str, user: str, *, channel: str = "", ts: str = "", seconds: float = 0.0
    ) -> Outcome:
        place = self._space.channel(channel) if channel else None
        return await modals.shortcut(
            self._app, callback_id=callback_id, user=self._space.person(user), channel=place, ts=ts, seconds=seconds
        )

    async def open_home(self, user: str, *, tab: str = "home") -> None:
        person = self._space.person(user)
        if "app_home_opened" not in self._app.manifest.bot_events:
            return
        event = {"type": "app_home_opened", "user": person.id, "channel": self._space.direct(person).id, "tab": tab}
        view = self._app.views.homes.get(person.id)
        self._events.emit({**event, "view": view} if view else event)

    async def react(self, channel: str, ts: str, user: str, name: str) -> None:
        """Add the reaction, or take it away where the person has already given it."""
        place, person = self._space.channel(channel), self._space.person(user)
        try:
            self._space.react(place, ts, person, name.strip(":"))
        except RefusalError as refusal:
            if refusal.code != "already_reacted":
                raise
            self._space.unreact(place, ts, person, name.strip(":"))

    async def invite_bot(self, channel: str, user: str) -> None:
        """`user` is the one who invites; Slack lets every member do so."""
        self._space.person(user)
        self._space.join(self._space.channel(channel), self._space.bot)

    async def remove_bot(self, channel: str, user: str) -> None:
        self._space.person(user)
        self._space.leave(self._space.channel(channel), self._space.bot)

    async def dismiss(self, channel: str, ts: str, user: str) -> None:
        """Put away an ephemeral message."""
        place = self._space.channel(channel)
        if place.ephemerals.get(ts, {}).get("to") == self._space.person(user).id:
            self._space.unwhisper(place, ts)

    async def edit(self, channel: str, ts: str, user: str, text: str) -> Json:
        place = self._own(channel, ts, user)
        return self._space.edit(place, ts, {"text": typed(self._space, text)})

    async def delete(self, channel: str, ts: str, user: str) -> None:
        self._space.delete(self._own(channel, ts, user), ts)

    def _own(self, channel: str, ts: str, user: str) -> Channel:
        place = self._space.channel(channel)
        if place.find(ts).get("user") != self._space.person(user).id:
            raise RefusalError("not_your_message")
        return place


def _message(channel: Channel, ts: str) -> Json:
    whisper = channel.ephemerals.get(ts)
    return whisper if whisper is not None else channel.find(ts)
