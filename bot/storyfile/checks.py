"""What holds between the parts of a story file: nothing twice, and no name that nobody has.

It reads the plain values, not the validated ones, so that one wrong part hides no error of another.
"""

from collections.abc import Iterable, Iterator
from typing import Any

from bot.domain.slug import slugify
from bot.errors import Problem
from bot.storyfile.shapes import did_you_mean
from bot.storyfile.tree import Path, Tree, place

Told = tuple[Path, str]
_COMPARED = 200_000  # pairs of names, about a second; 8,000 sources against 8,000 others took minutes


def check(tree: Tree) -> Iterator[Problem]:
    """Every problem between the parts of a file whose shorthands are written out."""
    data = tree.value if isinstance(tree.value, dict) else {}
    yield from _twice(tree, _told(data, "sources", "name"), "source")
    yield from _twice(tree, _told(data, "feeds", "url"), "feed")
    yield from _twice(tree, _told(data, "claims", "id"), "claim id")
    yield from _twice(tree, _told(data, "watch_items", "id"), "watch item id")
    yield from _one_id(tree, data, "claims", "text")
    yield from _one_id(tree, data, "watch_items", "question")
    yield from _both_ways(tree, data)
    yield from _shared_names(tree, data)
    yield from _unknown_actors(tree, data)
    yield from _misspelt_sources(tree, data)


def groups(data: dict[str, Any], key: str) -> Iterator[tuple[Path, dict[str, Any]]]:
    """The groups of keys in a list, with their paths."""
    items = data.get(key)
    for i, item in enumerate(items if isinstance(items, list) else []):
        if isinstance(item, dict):
            yield (key, i), item


def actor_names(data: dict[str, Any]) -> dict[str, str]:
    """Every name and alias, folded, and the actor it names. A name wins over an alias."""
    aliases = {_fold(text): str(actor.get("name")) for _, actor in groups(data, "actors") for text in _aliases(actor)}
    return aliases | {_fold(name): name for _, name in _told(data, "actors", "name")}


def source_names(data: dict[str, Any]) -> dict[str, str]:
    return {_fold(name): name for _, name in _told(data, "sources", "name")}


def named_sources(data: dict[str, Any]) -> Iterator[tuple[Path, dict[str, Any]]]:
    """Every group that names a source: feeds and attributions."""
    yield from groups(data, "feeds")
    for path, claim in groups(data, "claims"):
        for inner, attribution in groups(claim, "attributions"):
            yield path + inner, attribution


def _fold(text: str) -> str:
    return " ".join(text.split()).casefold()


def _aliases(actor: dict[str, Any]) -> list[str]:
    aliases = actor.get("aliases")
    return [a for a in aliases if isinstance(a, str)] if isinstance(aliases, list) else []


def _told(data: dict[str, Any], key: str, field: str) -> Iterator[Told]:
    for path, item in groups(data, key):
        if isinstance(item.get(field), str):
            yield (*path, field), " ".join(item[field].split())


def _twice(tree: Tree, told: Iterable[Told], noun: str) -> Iterator[Problem]:
    first: dict[str, Path] = {}
    for path, text in told:
        if (before := first.setdefault(_fold(text), path)) != path:
            what = f'the {noun} "{text}" stands here a second time.'
            hint = f"It is on line {tree.line(before)} already."
            yield Problem(line=tree.line(path), where=place(path), what=what, suggestion=hint)


def _one_id(tree: Tree, data: dict[str, Any], key: str, field: str) -> Iterator[Problem]:
    """An id made of a text would be another's too: told apart by what stands beside it alone, the next edit would mix them up."""
    first: dict[str, Path] = {}
    for path, given in _told(data, key, "id"):
        first.setdefault(given, path)
    for path, item in groups(data, key):
        text = item.get(field)
        if item.get("id") or not isinstance(text, str) or not (made := slugify(text)):
            continue
        if (before := first.setdefault(made, path)) != path:
            what = f'"{made}" would be the id of this and of the one on line {tree.line(before)}.'
            hint = "Give each an id of its own, like id: before-summer."
            yield Problem(line=tree.line(path), where=place(path), what=what, suggestion=hint)


def _both_ways(tree: Tree, data: dict[str, Any]) -> Iterator[Problem]:
    """The same words cannot speak for a watch item and against it."""
    for path, item in groups(data, "watch_items"):
        first: dict[str, tuple[Path, str]] = {}
        for inner, signal in groups(item, "signals"):
            words, way = signal.get("words"), str(signal.get("direction") or "toward").casefold()
            if not isinstance(words, str):
                continue
            where = (*path, *inner, "words")
            before, other = first.setdefault(_fold(words), (where, way))
            if other != way:
                what = f'"{words}" is a signal toward and away.'
                hint = f"Keep one of the two; the other is on line {tree.line(before)}."
                yield Problem(line=tree.line(where), where=place(where), what=what, suggestion=hint)


def _shared_names(tree: Tree, data: dict[str, Any]) -> Iterator[Problem]:
    """A name may be told twice of one actor, which harms nobody, and never of two."""
    owner: dict[str, tuple[Path, str]] = {}
    for path, actor in groups(data, "actors"):
        name = actor.get("name")
        if not isinstance(name, str):
            continue
        told = [((*path, "name"), name), *(((*path, "aliases", i), a) for i, a in enumerate(_aliases(actor)))]
        for where, text in told:
            first, whose = owner.setdefault(_fold(text), (path, name))
            if first != path:
                what = f'"{text}" is a name of two actors: {whose} has it too.'
                hint = f"Leave it to one of them; {whose} is on line {tree.line(first)}."
                yield Problem(line=tree.line(where), where=place(where), what=what, suggestion=hint)


def _unknown_actors(tree: Tree, data: dict[str, Any]) -> Iterator[Problem]:
    known = actor_names(data)
    hints = _COMPARED // (len(known) or 1)
    for path, item in [*groups(data, "claims"), *groups(data, "watch_items")]:
        named = item.get("actors")
        for i, name in enumerate(named if isinstance(named, list) else []):
            if isinstance(name, str) and _fold(name) not in known:
                where = (*path, "actors", i)
                what = f'"{name}" is not a tracked actor.'
                near = did_you_mean(name, known.values()) or did_you_mean(name, known) if hints > 0 else ""
                hint = near or "Add it under actors."
                hints -= 1
                yield Problem(line=tree.line(where), where=place(where), what=what, suggestion=hint)


def _misspelt_sources(tree: Tree, data: dict[str, Any]) -> Iterator[Problem]:
    """A source need not be listed; one that is nearly a listed one is taken for a slip of the pen."""
    known = source_names(data)
    hints = _COMPARED // (len(known) or 1)
    for path, item in named_sources(data):
        name = item.get("source")
        if not isinstance(name, str) or _fold(name) in known or hints <= 0:
            continue
        hints -= 1
        if hint := did_you_mean(name, known.values(), cutoff=0.85):
            where = (*path, "source")
            what = f'"{name}" is not a listed source.'
            hint += " If it is another one, list it under sources."
            yield Problem(line=tree.line(where), where=place(where), what=what, suggestion=hint)
