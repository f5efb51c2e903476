"""A Story -> a story file's text: keys in the order people read them, defaults left out."""

from dataclasses import MISSING, fields, is_dataclass
from enum import Enum
from typing import Any

import yaml

from bot.domain.story import Story

_WIDTH = 110


class _Row(list[str]):
    """A list of short texts, written in one line: [Moscow, Kremlin]."""


class _Dumper(yaml.SafeDumper):
    def increase_indent(self, flow: bool = False, indentless: bool = False) -> None:
        """Indent lists under their key: `indentless` is YAML's habit, and people misread it."""
        del indentless
        super().increase_indent(flow, False)

    def ignore_aliases(self, data: Any) -> bool:
        """Write equal values out each time: PyYAML makes an alias of the second, and our reader refuses those."""
        del data
        return True


_Dumper.add_representer(
    _Row, lambda dumper, row: dumper.represent_sequence("tag:yaml.org,2002:seq", row, flow_style=True)
)


def dump_story(story: Story) -> str:
    """YAML that reads back to an equal story."""
    text, before = "", 1
    for key, value in _plain(story).items():
        part = _yaml({key: value})
        lines = part.count("\n")
        text += part if before == lines == 1 else f"\n{part}"
        before = lines
    return text


def _yaml(value: dict[str, Any]) -> str:
    return yaml.dump(value, Dumper=_Dumper, allow_unicode=True, sort_keys=False, width=_WIDTH)


def _plain(value: Any) -> Any:
    if is_dataclass(value):
        told = {f.name: getattr(value, f.name) for f in fields(value) if getattr(value, f.name) != _default(f)}
        return {key: _plain(inner) for key, inner in told.items()}
    if isinstance(value, tuple):
        return _Row(value) if all(isinstance(v, str) for v in value) else [_short(_plain(v)) for v in value]
    return value.value if isinstance(value, Enum) else value


def _default(field: Any) -> Any:
    return None if field.default is MISSING else field.default


def _short(group: Any) -> Any:
    """A group that holds a single name is written as that name."""
    return next(iter(group.values())) if len(group) == 1 else group
