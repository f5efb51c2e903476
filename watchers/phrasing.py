"""What a missed report teaches: a name it uses for an actor, or the words around what it is about, as a new signal."""

from collections.abc import Iterator

from bot.domain.entry import Entry
from bot.domain.evidence import Target, TargetKind
from bot.domain.grammar import parse_words
from bot.domain.lesson import Edit, Lesson, Part, applied
from bot.domain.story import Claim, Direction, Story, WatchItem
from bot.errors import CommandError, GrammarError
from watchers.aliases import Aliases
from watchers.finder import Place, Words, compiled, words_of
from watchers.passages import passages
from watchers.phrasebook import lexicon
from watchers.trial import speaks

MOST_LESSONS = 4
_AROUND = 2
_NAMED = 2
_SHORTEST = 3


def lessons_from_missed(story: Story, target: Target, entry: Entry) -> tuple[Lesson, ...]:
    """What would make the entry speak of the target, the smallest change first; () where nothing simple would."""
    actors = _actors(story, target)
    named = [()] if _names_one(story, actors, entry) else list(_aliases(story, actors, entry))
    found = [made for aliases in named if aliases for made in _tested(story, target, entry, aliases)]
    if not found:
        phrases = list(_phrases(story, target, entry))
        found = [m for aliases in named for p in phrases for m in _tested(story, target, entry, (*aliases, p))]
    return tuple(found[:MOST_LESSONS])


def named_in(story: Story, target: Target, entry: Entry) -> bool:
    """Whether the entry has the words the target is about, so that it is likely to be what somebody missed it for."""
    item = story.watch_item(target.id) if target.kind is TargetKind.WATCH else None
    anchors = item.anchors if item else ""
    return bool(anchors) and any(compiled(anchors).find(words_of(p.text)) for p in passages(entry))


def _tested(story: Story, target: Target, entry: Entry, edits: tuple[Edit, ...]) -> list[Lesson]:
    lesson = Lesson(target=target, sentence=" ".join(_said(e) for e in edits), edits=edits)
    try:
        for edit in edits:
            parse_words(edit.after)
        return [lesson] if speaks(applied(lesson, story), entry, target) else []
    except (CommandError, GrammarError):
        return []


def _said(edit: Edit) -> str:
    match edit.part:
        case Part.ALIAS:
            return f"“{edit.after}” is another name for {edit.actor}."
        case Part.SUPPORTED_BY:
            return f"“{edit.after}” supports the claim."
        case Part.REFUTED_BY:
            return f"“{edit.after}” refutes the claim."
        case _:
            return f"“{edit.after}” is a signal {edit.direction} it."


def _actors(story: Story, target: Target) -> tuple[str, ...]:
    part: WatchItem | Claim | None = (
        story.watch_item(target.id) if target.kind is TargetKind.WATCH else story.claim(target.id)
    )
    names = {n.casefold(): a.name for a in story.actors for n in a.names}
    own = tuple(names.get(a.casefold(), a) for a in part.actors) if part else ()
    return own or tuple(a.name for a in story.actors)


def _names_one(story: Story, actors: tuple[str, ...], entry: Entry) -> bool:
    aliases = Aliases(story.actors)
    return any(hit.actor in actors for p in passages(entry) for hit in aliases.find(words_of(p.text)))


def _aliases(story: Story, actors: tuple[str, ...], entry: Entry) -> Iterator[tuple[Edit, ...]]:
    """Capitalised words of the title as a further name of the first actors the target has."""
    words = words_of(entry.title)
    taken = {hit.span for hit in Aliases(story.actors).find(words)}
    names: list[str] = []
    for token in words.tokens:
        capital = token.raw[:1].isupper() and len(token.word) >= _SHORTEST and token.word not in _small()
        if capital and not any(s.start <= token.start < s.end for s in taken):
            names.append(token.raw)
    for name in names[:_NAMED]:
        for actor in actors[:_NAMED]:
            yield (Edit(part=Part.ALIAS, before="", after=name, actor=actor),)


def _phrases(story: Story, target: Target, entry: Entry) -> Iterator[Edit]:
    """The words around the anchor, or else around the actor, both ways: which way they point is for people to say."""
    phrase = _phrase(story, target, entry)
    if not phrase:
        return
    if target.kind is TargetKind.CLAIM:
        yield Edit(part=Part.SUPPORTED_BY, before="", after=phrase)
        yield Edit(part=Part.REFUTED_BY, before="", after=phrase)
        return
    yield Edit(part=Part.SIGNAL, before="", after=phrase, direction=Direction.TOWARD)
    yield Edit(part=Part.SIGNAL, before="", after=phrase, direction=Direction.AWAY)


def _phrase(story: Story, target: Target, entry: Entry) -> str:
    item = story.watch_item(target.id) if target.kind is TargetKind.WATCH else None
    anchors = item.anchors if item else ""
    for passage in passages(entry):
        words = words_of(passage.text)
        actors = _where(words, story)
        places = compiled(anchors).everywhere(words) if anchors else ()
        if not places and passage.where != "title":
            continue
        middle = (places or actors or ((0, 1),))[0]
        own = {at for first, last in (*places, *actors) for at in range(first, last)}
        around = _around(words, middle, own, _AROUND if places else _AROUND + 1)
        if len(around) >= (1 if places else _AROUND):
            return " ".join([*around, *([_group(anchors)] if places else [])])
    return ""


def _where(words: Words, story: Story) -> tuple[Place, ...]:
    """Which tokens name actors."""
    spans = [hit.span for hit in Aliases(story.actors).find(words)]
    found = (
        (at, at + 1) for at, token in enumerate(words.tokens) if any(s.start <= token.start < s.end for s in spans)
    )
    return tuple(found)


def _around(words: Words, middle: Place, own: set[int], count: int) -> list[str]:
    """The content words nearest to a place, in reading order."""
    content = lexicon().content(words)
    free = [
        at
        for at, token in enumerate(words.tokens)
        if at not in own and words.stems[at] in content and token.raw.isalpha() and len(token.word) >= _SHORTEST
    ]
    nearest = sorted(free, key=lambda at: (abs(at - middle[0]), at))[:count]
    return [words.tokens[at].word for at in sorted(nearest)]


def _group(anchors: str) -> str:
    """All the anchors as one group of alternatives where they are one, else the first of each group."""
    return " ".join("|".join(str(t) for t in group) for group in parse_words(anchors).wanted)


def _small() -> frozenset[str]:
    return frozenset({"the", "and", "for", "its", "new", "first", "after", "with", "from"})
