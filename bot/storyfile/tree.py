"""YAML text -> plain values (dict, list, str) and the line each came from. Nothing else is ever constructed.

Every scalar stays text: YAML would make `NO` a false and `2026-05-07` a date behind the editor's back.
"""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import yaml

from bot.errors import Problem

Path = tuple[str | int, ...]

MAX_CHARACTERS = 1_000_000
MAX_DEPTH = 8
_LOADER: Any = getattr(yaml, "CBaseLoader", yaml.BaseLoader)  # the C one is ten times faster, and not everywhere
_PLAIN_TAGS = {None, "!", *(f"tag:yaml.org,2002:{kind}" for kind in ("str", "seq", "map"))}
_BIDI = frozenset("\u200b\u2060\ufeff\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")


@dataclass(frozen=True, kw_only=True)
class Tree:
    """The plain values of a file, where each stood, and what was wrong on the way."""

    value: Any = None
    lines: dict[Path, int] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)

    def line(self, path: Path) -> int:
        """The line of a path, or of the nearest thing around it that is in the file."""
        while path and path not in self.lines:
            path = path[:-1]
        return self.lines.get(path, 1)


def place(path: Path) -> str:
    """How people read a path: `watch_items[1].signals[0].weight`, counted from 0."""
    text = "".join(f"[{part}]" if isinstance(part, int) else f".{part}" for part in path)
    return text.removeprefix(".") or "file"


_COMMENT = re.compile(r"\s*#\w")
_UNSEEN = frozenset({"Cc", "Cs", "Zl", "Zp"})


def hidden(text: str) -> str:
    """The first character nobody can see and that does something: control characters, direction overrides."""
    return next((c for c in text if c in _BIDI or (c not in "\n\t" and unicodedata.category(c) in _UNSEEN)), "")


def read_tree(text: str) -> Tree:
    """Everything the text holds; where it is not YAML we can trust, only problems."""
    text = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    if problems := list(_refused(text)):
        return Tree(problems=problems)
    try:
        problems = list(_tricks(text))
        node = None if problems else yaml.compose(text, Loader=_LOADER)
    except yaml.YAMLError as error:
        return Tree(problems=list(_syntax(text, error)))
    if node is None:
        return Tree(problems=problems or [_empty()])
    tree = Tree(problems=[*problems, *_cut_short(node, text.split("\n"))])
    value = _plain(node, (), tree)
    return Tree(value=value, lines=tree.lines, problems=tree.problems)


def _empty() -> Problem:
    return Problem(
        line=1, where="file", what="the file is empty.", suggestion="Give it at least a slug, a title and one actor."
    )


def _refused(text: str) -> Iterator[Problem]:
    """Size and characters, before a parser sees them."""
    if len(text) > MAX_CHARACTERS:
        what = f"the file has {len(text):,} characters; a story file may have {MAX_CHARACTERS:,}."
        yield Problem(line=1, where="file", what=what, suggestion="Split it into several stories.")
        return
    for number, line in enumerate(text.split("\n"), 1):
        if char := hidden(line):
            what = f"an invisible character (U+{ord(char):04X}) stands here."
            yield Problem(line=number, where="file", what=what, suggestion="Delete it; it often comes with a paste.")


def _tricks(text: str) -> Iterator[Problem]:
    """YAML that a story file has no use for, and that can blow up or build things. Raises YAMLError for no YAML."""
    depth = documents = 0
    for event in yaml.parse(text, Loader=_LOADER):
        line = _line(event)
        if isinstance(event, yaml.AliasEvent) or getattr(event, "anchor", None):
            what = "anchors (&) and aliases (*) are not read here."
            hint = "Write the value out; text that begins with & or * goes in quotes."
            yield Problem(line=line, where="file", what=what, suggestion=hint)
        elif (tag := getattr(event, "tag", None)) not in _PLAIN_TAGS:
            what = f'the tag "{tag}" is not read here.'
            yield Problem(
                line=line,
                where="file",
                what=what,
                suggestion="Put text that begins with an exclamation mark in quotes.",
            )
        depth += isinstance(event, yaml.CollectionStartEvent) - isinstance(event, yaml.CollectionEndEvent)
        documents += isinstance(event, yaml.DocumentStartEvent)
        if depth > MAX_DEPTH or documents > 1:
            yield _too_deep(line) if depth > MAX_DEPTH else _second_document(line)
            return


def _second_document(line: int) -> Problem:
    what = "a second document begins here (---)."
    return Problem(line=line, where="file", what=what, suggestion="One file holds one story.")


def _too_deep(line: int) -> Problem:
    what = "brackets or lists are nested too deep."
    return Problem(line=line, where="file", what=what, suggestion="Close each bracket; a story file needs few of them.")


def _syntax(text: str, error: yaml.YAMLError) -> Iterator[Problem]:
    """One sentence for what the parser stumbled over, or one for each tab it would stumble over."""
    mark = getattr(error, "problem_mark", None)
    lines = text.split("\n")
    at = min(mark.line, len(lines) - 1) if mark else 0
    if "\t" in _indent(lines[at]):
        for number, line in enumerate(lines, 1):
            if "\t" in _indent(line) and line.strip():
                hint = "Replace it with spaces."
                yield Problem(line=number, where="file", what="a tab indents this line.", suggestion=hint)
        return
    problem = getattr(error, "problem", None) or "it cannot be read"
    if "nesting depth" in problem:  # libyaml 0.2.6 counts brackets itself, before it tells of the first
        yield _too_deep(at + 1)
        return
    what = f"this is not YAML: {problem}."
    hint = "Look here and one line above: a colon or a number sign in a text, a missing quote or wrong indentation are usual."
    yield Problem(line=at + 1, where="file", what=what, suggestion=hint)


def _cut_short(node: yaml.Node, lines: list[str]) -> Iterator[Problem]:
    """Texts that a "#" ends, as in "Berth #4 strike": YAML takes the rest for a comment, and nobody is told."""
    if isinstance(node, yaml.ScalarNode):
        rest = lines[node.end_mark.line][node.end_mark.column :] if not node.style and node.value else ""
        if _COMMENT.match(rest):
            what = f'the text ends with "{node.value[-40:]}", for a number sign after a blank begins a comment.'
            yield Problem(line=_line(node), where="file", what=what, suggestion="Put the whole text in quotes.")
        return
    for inner in node.value:
        for one in inner if isinstance(inner, tuple) else (inner,):
            yield from _cut_short(one, lines)


def _line(thing: yaml.Event | yaml.Node) -> int:
    return thing.start_mark.line + 1 if thing.start_mark else 1


def _indent(line: str) -> str:
    return line[: len(line) - len(line.lstrip())]


def _plain(node: yaml.Node, path: Path, tree: Tree) -> Any:
    tree.lines.setdefault(path, _line(node))
    if isinstance(node, yaml.MappingNode):
        return _mapping(node, path, tree)
    if isinstance(node, yaml.SequenceNode):
        return [_plain(item, (*path, i), tree) for i, item in enumerate(node.value)]
    style = getattr(node, "style", None)
    empty = not node.value.strip() or (not style and node.value in {"~", "null", "Null", "NULL"})
    return None if empty else node.value


def _mapping(node: yaml.MappingNode, path: Path, tree: Tree) -> dict[str, Any]:
    """A key without a value counts as left out. A key told twice is a problem: YAML would keep the last in silence."""
    found: dict[str, Any] = {}
    for key_node, value_node in node.value:
        line = _line(key_node)
        if not isinstance(key_node, yaml.ScalarNode):
            tree.problems.append(Problem(line=line, where=place(path), what="a key must be a plain word."))
            continue
        key = key_node.value
        where = (*path, key)
        if where in tree.lines:
            what = f'the key "{key}" stands here a second time.'
            hint = f"It is on line {tree.lines[where]} already; keep one."
            tree.problems.append(Problem(line=line, where=place(where), what=what, suggestion=hint))
            continue
        tree.lines[where] = line
        value = _plain(value_node, where, tree)
        if value is not None:
            found[key] = value
    return found
