"""What a missed report teaches: a name it uses for an actor, or the words around what it is about, as a new signal."""

from collections.abc import Iterator

from bot.domain.entry import Entry
from bot.domain.evidence import Target, TargetKind
from bot.domain.grammar import parse_words
from bot.domain.lesson import Edit, Lesson, Part, applied
from bot.domain.story import Direction, Story
from bot.errors import CommandError, GrammarError
from watchers.lessons.trial import speaks
from watchers.match.aliases import Aliases
from watchers.match.matcher import actors_of
from watchers.words.finder import Place, Words, compiled, words_of
from watchers.words.passages import passages
from watchers.words.phrasebook import lexicon

MOST_LESSONS = 4
_AROUND = 2
_NAMED = 2
_ALTERNATIVES = 3
_TITLE_CASE = 0.6
_SHORTEST = 3


def lessons_from_missed(story: Story, target: Target, entry: Entry) -> tuple[Lesson, ...]:
    """What would make the entry speak of the target, the smallest change first; () where nothing simple would."""
    actors = actors_of(story, target)
    if not _names_one(story, actors, entry):
        found = [made for edit in _aliases(story, actors, entry) for made in _tested(story, target, entry, edit)]
    else:
        found = [made for edit in _phrases(story, target, entry) for made in _tested(story, target, entry, edit)]
    return tuple(found[:MOST_LESSONS])


def named_in(story: Story, target: Target, entry: Entry) -> bool:
    """Whether the entry has the words the target is about, so that it is likely to be what somebody missed it for."""
    item = story.watch_item(target.id) if target.kind is TargetKind.WATCH else None
    anchors = item.anchors if item else ""
    return bool(anchors) and any(compiled(anchors).find(words_of(p.text)) for p in passages(entry))


def _tested(story: Story, target: Target, entry: Entry, edit: Edit) -> list[Lesson]:
    """The lesson, if the entry would speak of the target by it; one edit at a time, or nobody could judge it."""
    lesson = Lesson(target=target, sentence=_said(edit), edits=(edit,))
    try:
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
            way = "toward it" if edit.direction is Direction.TOWARD else "away from it"
            return f"“{edit.after}” is a signal {way}."


def _names_one(story: Story, actors: tuple[str, ...], entry: Entry) -> bool:
    aliases = Aliases(story.actors)
    return any(hit.actor in actors for p in passages(entry) for hit in aliases.find(words_of(p.text)))


def _aliases(story: Story, actors: tuple[str, ...], entry: Entry) -> Iterator[Edit]:
    """A name in the title as a further name of the first actors the target has."""
    for name in _names(story, entry.title)[:_NAMED]:
        for actor in actors[:_NAMED]:
            yield Edit(part=Part.ALIAS, before="", after=name, actor=actor)


def _names(story: Story, title: str) -> list[str]:
    """Capitalised words, those that stand together as one name; each alone in a headline where most are capitalised."""
    words = words_of(title)
    taken = {at for at, _ in _where(words, story)}
    long = [t for t in words.tokens if len(t.word) > _SHORTEST]
    apart = sum(t.raw[:1].isupper() for t in long) > len(long) * _TITLE_CASE
    content = lexicon().content(words)
    names: list[str] = []
    before = -2
    for at, token in enumerate(words.tokens):
        if at in taken or not token.raw[:1].isupper() or words.stems[at] not in content or len(token.word) < _SHORTEST:
            continue
        joined = not apart and at == before + 1
        names[-1:] = [f"{names[-1]} {token.raw}"] if joined else [*names[-1:], token.raw]
        before = at
    return names


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
            return " ".join([*around, *([_group(anchors, words, places[0])] if places else [])])
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


def _group(anchors: str, words: Words, place: Place) -> str:
    """The anchors, where they are a few alternatives; else only the word that stands here."""
    groups = parse_words(anchors).wanted
    if len(groups) == 1 and len(groups[0]) <= _ALTERNATIVES:
        return "|".join(str(t) for t in groups[0])
    return " ".join(words.tokens[at].word for at in range(*place))
