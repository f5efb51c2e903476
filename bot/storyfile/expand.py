"""What an editor may write short, written out: a bare name for an actor, one pattern instead of a list of one."""

from typing import Any

_GROUPS: dict[tuple[str, ...], str] = {
    ("sources",): "name",
    ("feeds",): "url",
    ("actors",): "name",
    ("claims",): "text",
    ("claims", "attributions"): "source",
    ("watch_items",): "question",
    ("watch_items", "signals"): "words",
}
"""Lists of groups, and the key a bare text in them stands for."""

_TEXTS = frozenset(
    {
        ("actors", "aliases"),
        ("claims", "actors"),
        ("claims", "supported_by"),
        ("claims", "refuted_by"),
        ("watch_items", "actors"),
        ("channels",),
    }
)


def expand(value: Any, at: tuple[str, ...] = ()) -> Any:
    """The same value with every shorthand written out; what is wrong in it stays wrong."""
    if at in _TEXTS:
        return [value] if isinstance(value, str) else value
    if at == ("watch_items", "anchors") and isinstance(value, list) and all(isinstance(v, str) for v in value):
        return "|".join(_phrase(text) for text in value)
    if at not in _GROUPS:
        return _group(value, at)
    items = value if isinstance(value, list) else [value]
    return [_group({_GROUPS[at]: item} if isinstance(item, str) else item, at) for item in items]


def _phrase(text: str) -> str:
    """Several words in a list of anchors are meant together: the grammar wants them quoted."""
    return f'"{text}"' if len(text.split()) > 1 and '"' not in text else text


def _group(value: Any, at: tuple[str, ...]) -> Any:
    if not isinstance(value, dict):
        return value
    return {key: expand(inner, (*at, key)) for key, inner in value.items()}
