"""A story file's text -> a Story, or every error in it at once."""

from dataclasses import replace
from pathlib import Path as FilePath
from typing import Any

from pydantic import TypeAdapter, ValidationError
from pydantic_core import ErrorDetails

from bot.domain.publication import publication
from bot.domain.slug import fresh_id
from bot.domain.story import Story
from bot.errors import Problem, StoryFileError
from bot.storyfile.checks import actor_names, check, groups, named_sources, source_names
from bot.storyfile.expand import expand
from bot.storyfile.shapes import KEYS, StoryShape, Wrong, called, did_you_mean
from bot.storyfile.tree import MAX_CHARACTERS, Path, Tree, place, read_tree

MAX_PROBLEMS = 200
_STORY = TypeAdapter(Story)


def load_story(path: FilePath) -> Story:
    """The story in a file. Raises StoryFileError for a file that cannot be read as well."""
    try:
        with path.open("rb") as file:
            raw = file.read(4 * MAX_CHARACTERS + 1)  # no character takes more bytes; one over is enough to refuse
    except OSError as error:
        what = f"the file cannot be read: {(error.strerror or str(error)).lower()}."
        raise StoryFileError(str(path), (Problem(line=1, where="file", what=what),)) from error
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        archive = raw.startswith(b"PK")  # a Word file is a zip archive
        what = "this is a Word file or an archive." if archive else "the text is not UTF-8."
        mend = "Save it as plain text." if archive else "Save it as UTF-8."
        problem = Problem(line=line, where="file", what=what, suggestion=mend)
        raise StoryFileError(str(path), (problem,)) from error
    return read_story(text, name=str(path))


def read_story(text: str, *, name: str) -> Story:
    """The story a text holds. Raises StoryFileError with every problem; `name` is what the file is called."""
    tree = read_tree(text)
    if not isinstance(tree.value, dict):
        raise StoryFileError(name, tuple(tree.problems) or (_no_story(tree),))
    tree = replace(tree, value=expand(tree.value))
    problems = [*tree.problems, *check(tree)]
    try:
        shape = StoryShape.model_validate(tree.value)
    except ValidationError as error:
        problems += [_problem(tree, detail) for detail in error.errors()]
    if problems:
        raise StoryFileError(name, _in_order(problems))
    return _STORY.validate_python(_settled(shape.model_dump()))


def _no_story(tree: Tree) -> Problem:
    what = f"a story file is a group of keys, not {called(tree.value)}."
    return Problem(line=1, where="file", what=what, suggestion="Begin with slug:, title: and actors:.")


def _in_order(problems: list[Problem]) -> tuple[Problem, ...]:
    """By line, each once; of a hopeless file the first two hundred."""
    ordered = sorted(dict.fromkeys(problems), key=lambda p: p.line)
    if len(ordered) <= MAX_PROBLEMS:
        return tuple(ordered)
    rest = len(ordered) - MAX_PROBLEMS
    more = Problem(line=ordered[-1].line, where="file", what=f"{rest} more problems are not shown.")
    return (*ordered[:MAX_PROBLEMS], more)


def _problem(tree: Tree, detail: ErrorDetails) -> Problem:
    path: Path = detail["loc"]
    what, suggestion = _sentence(detail)
    return Problem(line=tree.line(path), where=place(path), what=what, suggestion=suggestion)


def _sentence(detail: ErrorDetails) -> tuple[str, str]:
    """What is wrong and what to do, in an editor's words rather than pydantic's."""
    path, kind = detail["loc"], detail["type"]
    context = {"key": path[-1] if path else "file", "kind": called(detail["input"]), **detail.get("ctx", {})}
    if isinstance(wrong := context.get("error"), Wrong):
        return str(wrong), wrong.suggestion
    what, suggestion = _SENTENCES.get(kind, (f"{detail['msg']}.", ""))
    if kind == "extra_forbidden":
        suggestion = _key_hint(path)
    return what.format(**context), suggestion


_SENTENCES = {
    "missing": ("is required.", ""),
    "extra_forbidden": ('"{key}" is not a key here.', ""),
    "list_type": ("must be a list, not {kind}.", "Begin each entry with a hyphen."),
    "model_type": ("must be a group of keys, not {kind}.", "Write each key on a line of its own, like name: Iran."),
    "too_long": ("has {actual_length} entries; at most {max_length} fit.", ""),
    "too_short": ("needs at least one entry.", ""),
    "bool_parsing": ("is neither true nor false.", "Write true, or leave the key out."),
    "bool_type": ("is neither true nor false.", "Write true, or leave the key out."),
}


def _key_hint(path: Path) -> str:
    shape = KEYS.get(tuple(part for part in path[:-1] if isinstance(part, str)))
    if shape is None:
        return ""
    return did_you_mean(str(path[-1]), shape.model_fields) or f"Keys here: {', '.join(shape.model_fields)}."


def _settled(data: dict[str, Any]) -> dict[str, Any]:
    """Checked values with what an editor may leave out filled in, and every name in its one spelling."""
    actors, sources = actor_names(data), source_names(data)
    for _, feed in groups(data, "feeds"):
        feed["source"] = feed["source"] or publication(feed["url"])
    for _, item in named_sources(data):
        item["source"] = sources.get(item["source"].casefold(), item["source"])
    for _, actor in groups(data, "actors"):
        actor["aliases"] = [a for a in dict.fromkeys(actor["aliases"]) if a != actor["name"]]
    for key, text, fallback in (("claims", "text", "claim"), ("watch_items", "question", "watch")):
        _name_each([item for _, item in groups(data, key)], text, fallback)
        for _, item in groups(data, key):
            item["actors"] = list(dict.fromkeys(actors[name.casefold()] for name in item["actors"]))
    return data


def _name_each(items: list[dict[str, Any]], text: str, fallback: str) -> None:
    taken = {item["id"] for item in items}
    for number, item in enumerate(items, 1):
        item["id"] = item["id"] or fresh_id(item[text], taken=taken, fallback=f"{fallback}-{number}")
        taken.add(item["id"])
