"""The shape of a story file, as pydantic checks it: which keys there are, and what each may hold."""

import difflib
import re
from collections.abc import Iterable
from datetime import date
from functools import partial
from typing import Annotated
from urllib.parse import urlsplit

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field

from bot.domain.grammar import torn_phrase, written_words
from bot.domain.slug import MAX_ID, SLUG, slugify
from bot.domain.story import Direction, Grade, Polarity, Weight
from bot.errors import GrammarError
from bot.storyfile.tree import hidden


class Wrong(ValueError):  # noqa: N818  it reads as what it says
    """A value that will not do: what is wrong, and what to do about it."""

    def __init__(self, what: str, suggestion: str = "") -> None:
        super().__init__(what)
        self.suggestion = suggestion


def did_you_mean(word: str, known: Iterable[str], *, cutoff: float = 0.6) -> str:
    """`Did you mean "Iran"?`, or "" where nothing known comes close."""
    by_fold = {name.casefold(): name for name in known}
    close = difflib.get_close_matches(word.casefold(), by_fold, n=1, cutoff=cutoff)
    return f'Did you mean "{by_fold[close[0]]}"?' if close else ""


def _text(value: object, *, limit: int) -> str:
    if not isinstance(value, str):
        raise Wrong(f"must be text, not {called(value)}.", "Put it in quotes if it has a colon or brackets.")
    if char := hidden(value):
        raise Wrong(f"has an invisible character (U+{ord(char):04X}).", "Delete it.")
    text = " ".join(value.split())
    if len(text) > limit:
        raise Wrong(f"has {len(text)} characters; at most {limit} fit.", "Shorten it.")
    return text


_QUOTABLE = 80
_CHANNEL_ID = re.compile(r"[CG][A-Z0-9]{6,}")


def _shown(text: str) -> str:
    """A value as an error quotes it: enough to be recognised."""
    return f'"{text}"' if len(text) <= _QUOTABLE else f'"{text[:_QUOTABLE]}…"'


def called(value: object) -> str:
    """What an editor would call a value of the wrong kind."""
    kinds = {dict: "a group of keys", list: "a list", str: "text", type(None): "nothing"}
    return kinds.get(type(value), "that")


def _name(value: object, *, limit: int) -> str:
    text = _text(value, limit=limit)
    if not any(c.isalnum() for c in text):
        raise Wrong(f"{_shown(text)} has no letter or digit.")
    return text


def _alias(value: object) -> str:
    text = _name(value, limit=80)
    if len(text) == 1 and text.isascii():
        raise Wrong(f'"{text}" would be found everywhere.', "Use a name of two letters or more.")
    if "|" in text:
        raise Wrong(
            f"{_shown(text)} would be one name, with a bar in it.", "Give each name its own place under aliases."
        )
    return _words(text) if " -" in text else text  # an exclusion: America -South


def _slug(value: object) -> str:
    text = _text(value, limit=500)
    if SLUG.fullmatch(text) and len(text) <= MAX_ID:
        return text
    made = slugify(text)
    what = f"{_shown(text)} is not a short name: lowercase letters, digits and hyphens, at most {MAX_ID}."
    raise Wrong(what, f'Did you mean "{made}"?' if made else "")


def _story_slug(value: object) -> str:
    text = _slug(value)
    if text in {"follow", "unfollow", "why", "missed", "health", "help"}:
        raise Wrong(f'"{text}" is a word of the /watch command.', f'Did you mean "{text}-story"?')
    return text


def _url(value: object) -> str:
    text = _text(value, limit=2000)
    try:
        parts = urlsplit(text)
        fit = parts.scheme.lower() in {"http", "https"} and bool(parts.hostname) and parts.port != 0
    except ValueError:
        fit = False
    if not fit or " " in text:
        bare = "." in text and not any(mark in text for mark in (" ", "://")) and len(text) <= _QUOTABLE
        hint = f"Did you mean https://{text}?" if bare else "Addresses begin with https:// or http://."
        raise Wrong(f"{_shown(text)} is not a web address.", hint)
    if parts.username is not None:
        raise Wrong("an address here must not hold a user name or password.")
    return text


def _day(value: object) -> date:
    text = _text(value, limit=80)
    try:
        if len(text) == len("2026-05-07"):
            return date.fromisoformat(text)
    except ValueError:
        pass
    raise Wrong(f"{_shown(text)} is not a date.", "Write year-month-day, like 2026-05-07.")


def _words(value: object) -> str:
    text = _text(value, limit=600)
    try:
        pattern = written_words(text)
    except GrammarError as error:
        raise Wrong(f"{_shown(text)} cannot be read at character {error.at + 1}: {error}") from error
    if word := torn_phrase(pattern):
        what = f'{_shown(text)} is not read as it looks: "|" joins single words, so "{word}" is parted from its phrase.'
        raise Wrong(what, 'Put phrases in quotation marks: "trade agreement"|"trade deal", or hyphens: step-down|quit.')
    return text


def _choice(value: object, *, of: tuple[str, ...]) -> str:
    text = _text(value, limit=80)
    found = next((choice for choice in of if choice.casefold() == text.casefold()), None)
    if found is None:
        raise Wrong(f"{_shown(text)} is not one of {', '.join(of)}.", did_you_mean(text, of))
    return found


def _channel(value: object) -> str:
    text = _text(value, limit=80).removeprefix("#")
    if not text or any(c.isspace() or c in "<>@,#" for c in text):
        raise Wrong(f"{_shown(text)} is not a Slack channel.", "Write its name or its id.")
    return text if _CHANNEL_ID.fullmatch(text) else text.lower()  # as all names of channels are


Name = Annotated[str, BeforeValidator(partial(_name, limit=80))]
Alias = Annotated[str, BeforeValidator(_alias)]
Line = Annotated[str, BeforeValidator(partial(_name, limit=300))]
Statement = Annotated[str, BeforeValidator(partial(_name, limit=1000))]
Prose = Annotated[str, BeforeValidator(partial(_text, limit=3000))]
Slug = Annotated[str, BeforeValidator(_slug)]
StorySlug = Annotated[str, BeforeValidator(_story_slug)]
Url = Annotated[str, BeforeValidator(_url)]
Day = Annotated[date | None, BeforeValidator(_day)]
Words = Annotated[str, BeforeValidator(_words)]
Channel = Annotated[str, BeforeValidator(_channel)]


def _one_of(enum: type[Grade | Direction | Weight | Polarity]) -> BeforeValidator:
    return BeforeValidator(partial(_choice, of=tuple(member.value for member in enum)))


class Shape(BaseModel):
    model_config = ConfigDict(extra="forbid")


class SourceShape(Shape):
    name: Name
    grade: Annotated[Grade, _one_of(Grade)] = Grade.F
    owner: Name = ""


class FeedShape(Shape):
    url: Url
    source: Name = ""


class ActorShape(Shape):
    name: Alias
    aliases: list[Alias] = Field(default=[], max_length=200)
    kind: Name = ""


class AttributionShape(Shape):
    source: Name
    url: Url = ""
    date: Day = None
    quote: Prose = ""


class ClaimShape(Shape):
    id: Slug = ""
    text: Statement
    negative: bool = False
    attributions: list[AttributionShape] = Field(default=[], max_length=50)
    actors: list[Name] = Field(default=[], max_length=50)
    supported_by: list[Words] = Field(default=[], max_length=50)
    refuted_by: list[Words] = Field(default=[], max_length=50)


class SignalShape(Shape):
    words: Words
    direction: Annotated[Direction, _one_of(Direction)] = Direction.TOWARD
    weight: Annotated[Weight, _one_of(Weight)] = Weight.STRONG


class WatchItemShape(Shape):
    id: Slug = ""
    question: Line
    actors: list[Name] = Field(default=[], max_length=50)
    anchors: Words = ""
    polarity: Annotated[Polarity, _one_of(Polarity)] = Polarity.HAPPENS
    resolves_yes_if: Prose = ""
    resolves_no_if: Prose = ""
    resolve_by: Day = None
    if_yes: Prose = ""
    if_no: Prose = ""
    signals: list[SignalShape] = Field(default=[], max_length=200)


class StoryShape(Shape):
    slug: StorySlug
    title: Line
    thesis: Prose = ""
    sources: list[SourceShape] = Field(default=[], max_length=500)
    feeds: list[FeedShape] = Field(default=[], max_length=500)
    actors: list[ActorShape] = Field(min_length=1, max_length=5000)
    claims: list[ClaimShape] = Field(default=[], max_length=500)
    watch_items: list[WatchItemShape] = Field(default=[], max_length=100)
    channels: list[Channel] = Field(default=[], max_length=100)


KEYS: dict[tuple[str, ...], type[Shape]] = {
    (): StoryShape,
    ("sources",): SourceShape,
    ("feeds",): FeedShape,
    ("actors",): ActorShape,
    ("claims",): ClaimShape,
    ("claims", "attributions"): AttributionShape,
    ("watch_items",): WatchItemShape,
    ("watch_items", "signals"): SignalShape,
}
"""Which shape stands where, list positions left out."""
