"""The few kinds of rule that Block Kit is made of. Each yields Slack's complaints about a value and where it is."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field

from bot.localslack.shapes import Json

Check = Callable[[object, str], Iterator[str]]
# Extra rules that need the whole object: they get it and its pointer.
Whole = Callable[[Json, str], Iterator[str]]


def error(what: str, pointer: str) -> str:
    return f"[ERROR] {what} [json-pointer:{pointer}]"


def length(text: str) -> int:
    """UTF-16 units: never less than what Slack counts."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


@dataclass(frozen=True, kw_only=True)
class Text:
    """A string of `least` to `most` characters; `starts` are the allowed beginnings of an address."""

    most: int
    least: int = 1
    starts: tuple[str, ...] = ()

    def __call__(self, value: object, pointer: str) -> Iterator[str]:
        if not isinstance(value, str):
            yield error("must provide a string", pointer)
        elif length(value) < self.least:
            yield error(f"must be more than {self.least - 1} characters", pointer)
        elif length(value) > self.most:
            yield error(f"must be less than {self.most + 1} characters", pointer)
        elif self.starts and not value.startswith(self.starts):
            yield error("must be a valid URL", pointer)


@dataclass(frozen=True)
class Choice:
    """One of a few words."""

    words: tuple[str, ...]

    def __call__(self, value: object, pointer: str) -> Iterator[str]:
        if value not in self.words:
            yield error(f"must be a valid enum value: {', '.join(self.words)}", pointer)


def boolean(value: object, pointer: str) -> Iterator[str]:
    if not isinstance(value, bool):
        yield error("must provide a boolean", pointer)


def number(value: object, pointer: str) -> Iterator[str]:
    if isinstance(value, bool) or not isinstance(value, int):
        yield error("must provide an integer", pointer)


def anything(value: object, pointer: str) -> Iterator[str]:  # noqa: ARG001  (the shape every rule has)
    yield from ()


@dataclass(frozen=True, kw_only=True)
class Items:
    """An array of `least` to `most` items."""

    each: Check
    most: int
    least: int = 1

    def __call__(self, value: object, pointer: str) -> Iterator[str]:
        if not isinstance(value, list):
            yield error("must provide an array", pointer)
            return
        if len(value) > self.most:
            yield error(f"no more than {self.most} items allowed", pointer)
        elif len(value) < self.least:
            yield error(f"no less than {self.least} items allowed", pointer)
        for n, item in enumerate(value):
            yield from self.each(item, f"{pointer}/{n}")


@dataclass(frozen=True, kw_only=True)
class Shape:
    """An object: fields it must have, fields it may have, and nothing else (Slack refuses unknown fields)."""

    must: Mapping[str, Check] = field(default_factory=dict)
    may: Mapping[str, Check] = field(default_factory=dict)
    whole: tuple[Whole, ...] = ()

    def __call__(self, value: object, pointer: str) -> Iterator[str]:
        if not isinstance(value, dict):
            yield error("must provide an object", pointer)
            return
        for name in self.must:
            if name not in value:
                yield error(f"missing required field: {name}", pointer)
        fields = {**self.must, **self.may}
        for name, given in value.items():
            if name not in fields:
                yield error(f"invalid additional property: {name}", pointer)
            else:
                yield from fields[name](given, f"{pointer}/{name}")
        for rule in self.whole:
            yield from rule(value, pointer)


@dataclass(frozen=True, kw_only=True)
class OneOf:
    """An object whose `type` decides its shape."""

    shapes: Mapping[str, Shape]

    def __call__(self, value: object, pointer: str) -> Iterator[str]:
        if not isinstance(value, dict):
            yield error("must provide an object", pointer)
        elif "type" not in value:
            yield error("missing required field: type", pointer)
        elif value["type"] not in self.shapes:
            yield error(f"unsupported type: {value['type']}", f"{pointer}/type")
        else:
            rest = {name: given for name, given in value.items() if name != "type"}
            yield from self.shapes[value["type"]](rest, pointer)

    def only(self, *types: str) -> "OneOf":
        return OneOf(shapes={name: self.shapes[name] for name in types})
