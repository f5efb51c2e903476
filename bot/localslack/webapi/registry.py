"""Which methods there are, what each needs, and the arguments they get."""

import json
from collections.abc import Callable
from dataclasses import dataclass

from bot.localslack.installation import Installation
from bot.localslack.shapes import Json, RefusalError

_TRUE = ("true", "1", "True", True, 1)
Handler = Callable[[Installation, "Args"], Json]


class Args(Json):
    """A method's arguments, from wherever they came: query, form or JSON."""

    def text(self, name: str) -> str:
        value = self.get(name)
        return "" if value is None else str(value)

    def need(self, name: str, *, refusal: str = "invalid_arguments") -> str:
        value = self.text(name)
        if value:
            return value
        if refusal != "invalid_arguments":
            raise RefusalError(refusal)
        message = f"[ERROR] missing required field: {name}"
        raise RefusalError(refusal, response_metadata={"messages": [message]})

    def flag(self, name: str, *, default: bool = False) -> bool:
        return self[name] in _TRUE if name in self else default

    def number(self, name: str, default: int, most: int) -> int:
        try:
            value = int(self.get(name) or default)
        except ValueError:
            raise RefusalError("invalid_limit") from None
        if not 1 <= value <= most:
            raise RefusalError("invalid_limit")
        return value

    def decode(self, name: str, refusal: str) -> None:
        """Blocks, views and metadata may be sent as JSON in a string."""
        if isinstance(self.get(name), str):
            try:
                self[name] = json.loads(self[name]) if self[name] else None
            except ValueError:
                raise RefusalError(refusal) from None


@dataclass(frozen=True, kw_only=True)
class Method:
    """`scopes`: any one of them opens the method; `token` is the kind of token it takes."""

    name: str
    handler: Handler
    scopes: tuple[str, ...] = ()
    tier: int = 0
    token: str = "bot"  # noqa: S105  (a kind of token, not one)


METHODS: dict[str, Method] = {}


def method(name: str, *scopes: str, tier: int = 0, token: str = "bot") -> Callable[[Handler], Handler]:  # noqa: S107
    def register(handler: Handler) -> Handler:
        METHODS[name] = Method(name=name, handler=handler, scopes=scopes, tier=tier, token=token)
        return handler

    return register
