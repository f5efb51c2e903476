"""Submitted modals: a proposal, a verdict, an objection."""

from collections.abc import Coroutine, Mapping
from dataclasses import dataclass, replace
from typing import Any

import structlog
from slack_bolt.app.async_app import AsyncApp
from slack_bolt.context.ack.async_ack import AsyncAck
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from bot.blocks.answers import refusal, said
from bot.blocks.modals import NOTHING, PROPOSALS, STATES, VERDICTS, Place, entered
from bot.domain.change import Change
from bot.domain.evidence import Target
from bot.domain.standing import Verdict, WatchState
from bot.errors import CommandError, WatchdeskError
from handlers import decide
from handlers.desk import Desk
from handlers.home import publish
from handlers.lessons import ask_of_dismissed, ask_of_misread
from handlers.meaning import mean
from handlers.outcome import outcome
from handlers.refold import merge
from handlers.telling import Asker, whisper_in

log = structlog.get_logger("handlers")

_SAY_WHY = "Say why, in a few words: the ledger and the thread keep it."


@dataclass(frozen=True, kw_only=True)
class Form:
    """What somebody entered, and where the answer goes."""

    place: Place
    user: str
    values: Mapping[str, str]

    @property
    def why(self) -> str:
        return self.values.get("why", "")


@dataclass(frozen=True)
class Forms:
    """One method a modal. Only what the form itself shows to be wrong is said in it; the rest comes after."""

    desk: Desk

    async def propose(self, ack: AsyncAck, body: Mapping[str, Any], client: AsyncWebClient) -> None:
        form = await _read(ack, body)
        if not form.why:
            await ack(response_action="errors", errors={"why": _SAY_WHY})
            return
        await ack()
        state = form.values.get("state", "")
        if state not in {*PROPOSALS, *STATES}:
            raise CommandError("Choose what it is.")
        ref, opened = form.place.ref, form.place.opened
        deed = decide.propose(self._at(form), ref, WatchState(state), by=form.user, why=form.why, opened=opened)
        await self._done(client, form, deed)

    async def verdict(self, ack: AsyncAck, body: Mapping[str, Any], client: AsyncWebClient) -> None:
        form = await _read(ack, body)
        verdict, successor = form.values.get("verdict", ""), form.values.get("successor", "")
        if verdict == Verdict.SUPERSEDED and not successor:
            await ack(response_action="errors", errors={"successor": "Choose the claim that takes its place."})
            return
        if not form.why:
            await ack(response_action="errors", errors={"why": _SAY_WHY})
            return
        await ack()
        if verdict not in VERDICTS:
            raise CommandError("Choose a verdict.")
        change = await decide.judge(
            self._at(form),
            form.place.ref,
            Verdict(verdict),
            by=form.user,
            why=form.why,
            successor=successor,
            opened=form.place.opened,
        )
        await self._say(client, form, change)

    async def object(self, ack: AsyncAck, body: Mapping[str, Any], client: AsyncWebClient) -> None:
        await ack()
        form = _form(body)
        await self._done(client, form, decide.refuse(self._at(form), form.place.ref, by=form.user, why=form.why))

    async def means(self, ack: AsyncAck, body: Mapping[str, Any], client: AsyncWebClient) -> None:
        """What is nothing here is not relevant. What is the contrary teaches no exclusion: at most words that say so."""
        await ack()
        form = _form(body)
        ref, side = form.place.ref, form.values.get("means", "")
        asker = Asker(user=form.user, channel=form.place.channel, thread_ts=form.place.thread_ts)
        if side == NOTHING:
            await self._say(client, form, await decide.dismiss(self._at(form), ref, by=form.user))
            await ask_of_dismissed(self.desk, ref, asker)
            return
        await self._say(client, form, await mean(self._at(form), ref, side, by=form.user))
        await ask_of_misread(self.desk, ref, side, asker)

    async def same(self, ack: AsyncAck, body: Mapping[str, Any], client: AsyncWebClient) -> None:
        await ack()
        form = _form(body)
        onto = form.values.get("onto", "")
        if not onto:
            raise CommandError("Choose which report it is the same as.")
        await self._say(client, form, await merge(self._at(form), replace(form.place.ref, onto=onto), by=form.user))

    def _at(self, form: Form) -> Desk:
        return replace(self.desk, channel=form.place.channel)

    async def _done(self, client: AsyncWebClient, form: Form, deed: Coroutine[Any, Any, Change]) -> None:
        """Why it cannot be done is told where every other answer is; of a form on the Home tab, there."""
        try:
            change = await deed
        except WatchdeskError as error:
            if form.place.channel:
                raise
            await publish(self.desk, client, form.user, notice=refusal(error))
            return
        await self._say(client, form, change)

    async def _say(self, client: AsyncWebClient, form: Form, change: Change) -> None:
        """The decision holds already; in a channel the bot is not in, nobody can be told so after a modal."""
        place, text = form.place, said(await outcome(self._at(form), change))
        if not place.channel:
            await publish(self.desk, client, form.user, notice=text.text)
            return
        try:
            await whisper_in(client, place.channel, form.user, text, thread_ts=place.thread_ts)
        except SlackApiError as error:
            log.info("decision not acknowledged", channel=place.channel, reason=str(error.response.get("error")))


def register(app: AsyncApp, desk: Desk) -> None:
    forms = Forms(desk)
    app.view("propose")(forms.propose)
    app.view("verdict")(forms.verdict)
    app.view("object")(forms.object)
    app.view("means")(forms.means)
    app.view("same")(forms.same)


async def _read(ack: AsyncAck, body: Mapping[str, Any]) -> Form:
    """The form, before its ack, which may say what is missing; one that cannot be read is acked all the same."""
    try:
        return _form(body)
    except CommandError:
        await ack()
        raise


def _form(body: Mapping[str, Any]) -> Form:
    """Slack's dict, read once; a target chosen in the form takes its place in the ref."""
    view = body["view"]
    values = entered(view)
    place = Place.decode(str(view.get("private_metadata") or ""))
    if chosen := values.get("target"):
        try:
            place = replace(place, ref=replace(place.ref, target=Target.parse(chosen)))
        except ValueError:
            raise CommandError("This form is from a version of Watchdesk that is gone; open it again.") from None
    return Form(place=place, user=body["user"]["id"], values=values)
