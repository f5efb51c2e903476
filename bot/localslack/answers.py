"""Answers to commands and clicks: in the acknowledgement or through the response URL, where they may go and what they do."""

from collections.abc import Iterator
from contextlib import contextmanager

from bot.localslack.content import read_content
from bot.localslack.installation import Installation
from bot.localslack.nouns import Change
from bot.localslack.outcome import Outcome
from bot.localslack.shapes import Json, RefusalError
from bot.localslack.tickets import ResponseUrl


def answer(app: Installation, url: ResponseUrl, payload: Json) -> None:
    """Do what one answer asks: delete, replace, post to the channel, or show to the person alone."""
    channel = app.workspace.channel(url.channel)
    if _true(payload.get("delete_original")):
        _delete(app, url)
    elif _true(payload.get("replace_original")) and url.message_ts:
        text, content = read_content(payload)
        _replace(app, url, {"text": text, "blocks": [], **content})
    else:
        text, content = read_content(payload)
        thread_ts = str(payload.get("thread_ts") or "")
        if payload.get("response_type") == "in_channel":
            message = app.workspace.post(channel, app.workspace.bot, text=text, content=content, thread_ts=thread_ts)
            url.outcome.add("in_channel", message, channel.id)
        else:
            to = app.workspace.person(url.user)
            thread_ts = thread_ts or (url.thread_ts if url.message_ts else "")
            app.workspace.whisper(channel, to, text=text, content=content, thread_ts=thread_ts)


def answer_in_ack(app: Installation, url: ResponseUrl, payload: Json) -> None:
    """A command's acknowledgement may carry the answer; an empty one says nothing."""
    if payload.get("text") or payload.get("blocks") or payload.get("attachments"):
        try:
            answer(app, url, payload)
        except RefusalError as refusal:
            url.outcome.fail(refusal.code)


@contextmanager
def listening(app: Installation, outcome: Outcome, *, user: str, channel: str = "") -> Iterator[None]:
    """While open, what the app shows to this person counts as an answer."""

    def on_change(change: Change) -> None:
        if change.user != user:
            return
        if change.kind in ("whispered", "rewhispered") and change.channel.id == channel:
            outcome.add("ephemeral" if change.kind == "whispered" else "replaced", change.message, channel)
        elif change.kind in ("view_opened", "view_updated", "home_published"):
            outcome.add("home" if change.kind == "home_published" else "view", change.message)

    stop = app.workspace.subscribe(on_change)
    try:
        yield
    finally:
        stop()


def _true(value: object) -> bool:
    return value in (True, "true", "1", 1)


def _delete(app: Installation, url: ResponseUrl) -> None:
    channel = app.workspace.channel(url.channel)
    if url.from_whisper:
        app.workspace.unwhisper(channel, url.message_ts)
    elif url.message_ts:
        app.workspace.delete(channel, url.message_ts)
    url.outcome.add("deleted", {"ts": url.message_ts}, channel.id)


def _replace(app: Installation, url: ResponseUrl, changes: Json) -> None:
    channel = app.workspace.channel(url.channel)
    if url.from_whisper:
        app.workspace.rewhisper(channel, url.message_ts, changes)
    else:
        url.outcome.add("replaced", app.workspace.edit(channel, url.message_ts, changes), channel.id)
