"""What a missed report teaches: a name it uses, or the words it tells of the question in, and how those are to be read.

Which words of a headline tell is known of verbs of the lexicon, and guessed of what follows a name. What they say of the
question people say: yes, no, or a sign of either. Each lesson is tried on the report, and is none if it does not catch it.
"""

from collections.abc import Iterator

from bot.domain.entry import Entry
from bot.domain.evidence import Target, TargetKind
from bot.domain.grammar import Term, parse_words
from bot.domain.lesson import Edit, Lesson, Part, applied
from bot.domain.story import Direction, Story, Weight
from bot.errors import CommandError, GrammarError
from watchers.lessons.naming import actor_places, names_in_use
from watchers.lessons.telling import Telling, telling_words
from watchers.lessons.trial import settles, speaks
from watchers.match.aliases import Aliases
from watchers.match.anchors import name_stems, question_for
from watchers.match.matcher import actors_of
from watchers.words.finder import Place, Words, compiled, words_of
from watchers.words.passages import passages

MOST_LESSONS = 16
_ALTERNATIVES = 3
_READINGS = (
    (Direction.TOWARD, Weight.DECISIVE),
    (Direction.TOWARD, Weight.STRONG),
    (Direction.AWAY, Weight.STRONG),
    (Direction.AWAY, Weight.DECISIVE),
)


def lessons_from_missed(story: Story, target: Target, entry: Entry) -> tuple[Lesson, ...]:
    """What would make the entry speak of the target, the most general words first; () where nothing simple would.

    Lessons of the same words follow one another and differ in how they are read. Where the entry speaks of the target as
    it is, only what would settle the question is left to teach.
    """
    if settles(story, entry, target):
        return ()
    edits = _wordings(story, target, entry) if _names_one(story, target, entry) else names_in_use(story, target, entry)
    known = speaks(story, entry, target)
    found = [made for edit in edits for made in _tested(story, target, entry, edit) if not known or _settling(edit)]
    return tuple(found[:MOST_LESSONS])


def named_in(story: Story, target: Target, entry: Entry) -> bool:
    """Whether the entry has the words the target is about, so that it is likely to be what somebody missed it for."""
    item = story.watch_item(target.id) if target.kind is TargetKind.WATCH else None
    anchors = item.anchors if item else ""
    return bool(anchors) and any(compiled(anchors).find(words_of(p.text)) for p in passages(entry))


def _names_one(story: Story, target: Target, entry: Entry) -> bool:
    actors, aliases = actors_of(story, target), Aliases(story.actors)
    return any(hit.actor in actors for p in passages(entry) for hit in aliases.find(words_of(p.text)))


def _settling(edit: Edit) -> bool:
    return edit.part is Part.SIGNAL and edit.weight is Weight.DECISIVE


def _tested(story: Story, target: Target, entry: Entry, edit: Edit) -> list[Lesson]:
    """The lesson, if by it the entry says of the target what it is to say; one edit, or nobody could judge it."""
    lesson = Lesson(target=target, sentence=_said(edit), edits=(edit,))
    try:
        parse_words(edit.after)
        learned = applied(lesson, story)
    except (CommandError, GrammarError):
        return []
    done = settles(learned, entry, target, edit.direction) if _settling(edit) else speaks(learned, entry, target)
    return [lesson] if done else []


def _said(edit: Edit) -> str:
    match edit.part:
        case Part.ALIAS:
            return f"“{edit.after}” is another name for {edit.actor}."
        case Part.ACTOR:
            return f"Reports that name {edit.after} count too."
        case Part.SUPPORTED_BY:
            return f"“{edit.after}” supports the claim."
        case Part.REFUTED_BY:
            return f"“{edit.after}” refutes the claim."
        case _:
            answer = "yes" if edit.direction is Direction.TOWARD else "no"
            return f"“{edit.after}” {'says' if edit.weight is Weight.DECISIVE else 'is a sign of'} {answer}."


def _wordings(story: Story, target: Target, entry: Entry) -> Iterator[Edit]:
    """New words, read in every way they can be."""
    for phrase in _phrases(story, target, entry):
        if target.kind is TargetKind.CLAIM:
            yield Edit(part=Part.SUPPORTED_BY, before="", after=phrase)
            yield Edit(part=Part.REFUTED_BY, before="", after=phrase)
        else:
            for direction, weight in _READINGS:
                yield Edit(part=Part.SIGNAL, before="", after=phrase, direction=direction, weight=weight)


def _phrases(story: Story, target: Target, entry: Entry) -> Iterator[str]:
    """What tells of the question, with the anchors where the passage has them; of the title first, each once."""
    anchors = _anchors(story, target)
    seen: set[str] = set()
    for passage in passages(entry):
        if seen and passage.where == "summary":
            return
        words = words_of(passage.text)
        places = compiled(anchors).everywhere(words) if anchors else ()
        names = actor_places(words, story)
        things = [p for p in places if not any(n[0] < p[1] and p[0] < n[1] for n in names)] or list(places)
        told = telling_words(words, names=names, anchors=places)
        thing = _group(anchors, words, things[0]) if things else ""
        for phrase in _combined(told, thing):
            if phrase not in seen:
                seen.add(phrase)
                yield phrase


def _combined(told: tuple[Telling, ...], thing: str) -> Iterator[str]:
    """The words that tell best beside the thing, then others, then two together; without a thing two, unless one is sure."""
    if thing:
        yield from (f"{t.text} {thing}" for t in told[:2])
    if len(told) > 1:
        yield _both(told, thing)
    if not thing:
        yield from (t.text for t in told[:2] if t.sure)


def _both(told: tuple[Telling, ...], thing: str) -> str:
    first, second = sorted(told[:2], key=lambda t: t.place)
    return " ".join(w for w in (first.text, second.text, thing) if w)


def _anchors(story: Story, target: Target) -> str:
    """The anchors of a watch item, or the words its question stands for them with; a claim has none."""
    item = story.watch_item(target.id) if target.kind is TargetKind.WATCH else None
    return (item.anchors or question_for(item, name_stems(story)).anchors) if item else ""


def _group(anchors: str, words: Words, place: Place) -> str:
    """The anchor that stands here, with its alternatives where they are few."""
    here = next((g for g in parse_words(anchors).wanted if place in compiled(_either(g)).everywhere(words)), ())
    if 0 < len(here) <= _ALTERNATIVES:
        return _either(here)
    return "-".join(words.tokens[at].word for at in range(*place) if not words.tokens[at].is_mark)


def _either(group: tuple[Term, ...]) -> str:
    return "|".join(map(str, group))
