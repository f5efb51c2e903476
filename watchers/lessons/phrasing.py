"""What a missed report teaches: a name it uses, or the words it tells of the question in, and how those are to be read.

Which words of a headline tell is known of verbs of the lexicon, and guessed of what follows a name. What they say of the
question people say: yes, no, or a sign of either. Each lesson is tried on the report, and is none if it does not catch it.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from bot.domain.entry import Entry, KeptEntry
from bot.domain.evidence import Evidence, Target, TargetKind
from bot.domain.grammar import Term, parse_words, written_words
from bot.domain.lesson import Edit, Lesson, Part, applied
from bot.domain.story import Direction, Story, Weight
from bot.errors import CommandError, GrammarError
from watchers.lessons.naming import actor_places, names_in_use
from watchers.lessons.telling import TellingWords, telling_words
from watchers.lessons.trial import entry_of, pointed, settles, speaks, strongly
from watchers.match.aliases import Aliases
from watchers.match.anchors import name_stems, question_for
from watchers.match.matcher import actors_of
from watchers.match.questions import Question
from watchers.words.finder import Place, Words, compiled, words_of
from watchers.words.passages import passages

MOST_LESSONS = 16
_ALTERNATIVES = 3
_BEST = 3
_READINGS = (
    (Direction.TOWARD, Weight.DECISIVE),
    (Direction.TOWARD, Weight.STRONG),
    (Direction.AWAY, Weight.STRONG),
    (Direction.AWAY, Weight.DECISIVE),
)


def lessons_from_missed(story: Story, target: Target, entry: Entry) -> tuple[Lesson, ...]:
    """What would make the entry speak of the target, the most general words first; () where nothing simple would.

    Lessons of the same words follow one another and differ in how they are read. Where the entry speaks of the target as
    it is, only what would say more is left to teach: what settles the question, and a sign where it is a weak one.
    """
    if settles(story, entry, target):
        return ()
    named = names_one(story, target, entry)
    edits = _wordings(story, target, entry) if named else ((e,) for e in names_in_use(story, target, entry))
    known = speaks(story, entry, target)
    weak = known and target.kind is TargetKind.WATCH and not strongly(story, entry, target)
    found = [made for several in edits for made in _tested(story, target, entry, several, known=known, weak=weak)]
    return tuple(found[:MOST_LESSONS])


def lessons_from_misread(
    story: Story, report: Evidence, direction: Direction, entries: Sequence[KeptEntry] = ()
) -> tuple[Lesson, ...]:
    """Words by which the report would say what people say it means, and nothing else; () where none would do.

    The words it was misread by are right elsewhere, and are not turned round; nor are words that elsewhere say the contrary.
    """
    entry = entry_of(report, entries)
    target = report.target
    if not names_one(story, target, entry):
        return ()
    misled = _misled(story, report)
    found = (
        _saying(story, target, entry, edits, direction)
        for edits in _wordings(story, target, entry)
        if misled.isdisjoint(words_of(edits[0].short or edits[0].after).stems)
    )
    return tuple(made for made in found if made)[:MOST_LESSONS]


def _misled(story: Story, report: Evidence) -> frozenset[str]:
    """The stems of the words that made the report be read as it was, but for those of the thing itself."""
    item = story.watch_item(report.target.id)
    thing = frozenset(words_of(item.anchors).stems) if item else frozenset()
    marked = (report.passage[mark.start : mark.end] for mark in report.marks)
    return frozenset(stem for text in marked for stem in words_of(text).stems) - thing


def _saying(story: Story, target: Target, entry: Entry, edits: tuple[Edit, ...], direction: Direction) -> Lesson | None:
    edit = edits[0]
    if edit.part is not Part.SIGNAL or edit.direction is not direction:
        return None
    if _says(story, target, entry, edit) - {direction}:
        return None
    made = _tested(story, target, entry, edits, known=True, weak=True)
    alone = made and strongly(applied(made[0], story), entry, target) == {direction}
    return made[0] if alone else None


def _says(story: Story, target: Target, entry: Entry, edit: Edit) -> frozenset[Direction]:
    """Which ways the new words are read as it is, alone beside an actor that the entry names: "Borduria ends truce"."""
    wanted = parse_words(edit.short or edit.after).wanted
    bare = " ".join(group[0].words.replace("-", " ") for group in wanted)
    actors = [a for a in actors_in(story, entry) if a in actors_of(story, target)]
    return pointed(story, replace(entry, title=f"{actors[0]} {bare}", summary=""), target) if actors else frozenset()


def named_in(story: Story, target: Target, entry: Entry) -> bool:
    """Whether the entry has the words the target is about, so that it is likely to be what somebody missed it for."""
    item = story.watch_item(target.id) if target.kind is TargetKind.WATCH else None
    anchors = (item.anchors or question_for(item, name_stems(story)).anchors) if item else ""
    return bool(anchors) and any(compiled(anchors).find(words_of(p.text)) for p in passages(entry))


def names_one(story: Story, target: Target, entry: Entry) -> bool:
    """Whether the entry names an actor of the target."""
    actors, aliases = actors_of(story, target), Aliases(story.actors)
    return any(hit.actor in actors for p in passages(entry) for hit in aliases.find(words_of(p.text), entry.language))


def _tested(
    story: Story, target: Target, entry: Entry, edits: tuple[Edit, ...], *, known: bool, weak: bool
) -> list[Lesson]:
    """The lesson, if by it the entry says of the target what it is to say.

    Of an entry that speaks of the target already (`known`), only if that is an answer, or a sign where it is a `weak` one.
    """
    edit = edits[0]
    decisive = edit.part is Part.SIGNAL and edit.weight is Weight.DECISIVE
    if known and not decisive and not (weak and edit.part is Part.SIGNAL):
        return []
    lesson = Lesson(target=target, sentence=_said(edit), edits=edits)
    try:
        written_words(edit.after, before=edit.before)
        learned = applied(lesson, story)
    except (CommandError, GrammarError):
        return []
    if decisive:
        done = settles(learned, entry, target, edit.direction)
    elif known:
        done = strongly(learned, entry, target) == {edit.direction}
    else:
        done = speaks(learned, entry, target)
    return [lesson] if done else []


def actors_in(story: Story, entry: Entry) -> tuple[str, ...]:
    """The story's actors that the entry names, in the order it does."""
    aliases = Aliases(story.actors)
    hits = (hit.actor for p in passages(entry) for hit in aliases.find(words_of(p.text), entry.language))
    return tuple(dict.fromkeys(hits))


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
            return (
                f"“{edit.short or edit.after}” {'says' if edit.weight is Weight.DECISIVE else 'is a sign of'} {answer}."
            )


def _wordings(story: Story, target: Target, entry: Entry) -> Iterator[tuple[Edit, ...]]:
    """New words, read in every way they can be; words without the thing are a sign at most."""
    item = story.watch_item(target.id) if target.kind is TargetKind.WATCH else None
    question = question_for(item, name_stems(story)) if item else Question()
    anchors = (item.anchors or question.anchors) if item else ""
    found = item is not None and not (
        item.anchors or item.signals
    )  # by its question's words, which its first signal ends
    kept = (Edit(part=Part.ANCHORS, before="", after=anchors),) if found and anchors else ()
    for phrase in _phrases(story, entry, question, anchors):
        if item is None:
            yield (Edit(part=Part.SUPPORTED_BY, before="", after=phrase.words),)
            yield (Edit(part=Part.REFUTED_BY, before="", after=phrase.words),)
            continue
        for direction, weight in _READINGS:
            if phrase.thing or weight is not Weight.DECISIVE:
                signal = Edit(part=Part.SIGNAL, before="", after=f"{phrase.words}{phrase.asked}")
                yield (replace(signal, direction=direction, weight=weight, short=phrase.words), *kept)


@dataclass(frozen=True, kw_only=True)
class _Phrase:
    """New words, with what else the anchors ask for (`asked`); `thing` is whether they hold what the question is about."""

    words: str
    asked: str = ""
    thing: bool = False


def _phrases(story: Story, entry: Entry, question: Question, anchors: str) -> Iterator[_Phrase]:
    """What tells of the question, with all the anchors ask for where the passage has them; of the title first."""
    seen: set[str] = set()
    for passage in passages(entry):
        if seen and passage.where == "summary":
            return
        words = words_of(passage.text)
        places = compiled(anchors).everywhere(words) if anchors else ()
        names = actor_places(words, story, entry.language)
        told = telling_words(words, names=names, anchors=places, question=question, declared=entry.language)
        thing, asked = _about(anchors, words, names) if places else ("", "")
        for phrase in _combined(told, thing):
            if phrase.words not in seen:
                seen.add(phrase.words)
                yield replace(phrase, asked=asked)


def _combined(told: tuple[TellingWords, ...], thing: str) -> Iterator[_Phrase]:
    """The words that tell best beside the thing, then two together; without a thing those that tell enough alone, or two.

    The name of a body only stands beside words that tell: "appeals overturns court", and no "appeals court".
    """
    alone, names = [t for t in told if not t.named], [t for t in told if t.named]
    if thing:
        best = [t for t in alone if not t.guess][:_BEST]
        yield from (_Phrase(words=f"{t.text} {thing}", thing=True) for t in best)
        pairs = [best[:2], [*best[:1], *names[:1]]]
        yield from (_Phrase(words=f"{_in_order(pair)} {thing}", thing=True) for pair in pairs if len(pair) > 1)
        return
    enough = [t for t in alone[:2] if t.sure or t.whole]
    yield from (_Phrase(words=t.text) for t in enough)
    if len(alone) > 1 and not enough and not alone[0].guess:
        yield _Phrase(words=_in_order(alone[:2]))


def _in_order(told: Sequence[TellingWords]) -> str:
    return " ".join(t.text for t in sorted(told, key=lambda t: t.place))


def _about(anchors: str, words: Words, names: tuple[Place, ...]) -> tuple[str, str]:
    """The first anchor in the passage that is no name, with its alternatives where they are few; and all else asked for."""
    pattern = parse_words(anchors)
    found = [(g, p) for g in pattern.wanted for p in compiled(_either(g)).everywhere(words)]
    group, place = next(((g, p) for g, p in found if not any(n[0] < p[1] and p[0] < n[1] for n in names)), found[0])
    standing = "-".join(words.tokens[at].word for at in range(*place) if not words.tokens[at].is_mark)
    thing = _either(group) if len(group) <= _ALTERNATIVES else standing
    others = [_either(g) for g in pattern.wanted if g is not group]
    return thing, "".join(f" {part}" for part in (*others, *(f"-{t}" for t in pattern.unwanted)))


def _either(group: tuple[Term, ...]) -> str:
    return "|".join(map(str, group))
