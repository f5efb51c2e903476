"""Lessons: what a dismissed or missed report would change in the story file, tried on the last days, decided by people."""

from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum

from bot.domain.evidence import Target, TargetKind
from bot.domain.story import Actor, Claim, Direction, Signal, Story, WatchItem, Weight
from bot.errors import CommandError

MOST_WORDS = 600
"""Characters a story file's anchors and signals may have."""
BETWEEN = " · "
NOTHING = "nothing"
"""What the ledger says was there before a rule of new words."""
RULE_ACCEPTED = "a rule was accepted: "
"""How the reason of a change begins that tells a thread of a lesson."""
MOST_SIGNALS = 200
MOST_ACTORS = 50
LONGEST_NAME = 80
MOST_ALIASES = 200
MOST_PATTERNS = 50


class Part(StrEnum):
    """Which words of a story a lesson changes."""

    ANCHORS = "anchors"
    SIGNAL = "signal"
    SUPPORTED_BY = "supported_by"
    REFUTED_BY = "refuted_by"
    ALIAS = "alias"
    ACTOR = "actor"
    """One actor more that the target is about, new to the story or not."""


@dataclass(frozen=True, kw_only=True)
class Edit:
    """Words before and after; `before` is "" for words that are added. `actor` is whose alias it is.

    `direction` and `weight` are those of a signal that is added; `short` are its telling words, where there are many more.
    """

    part: Part
    before: str
    after: str
    actor: str = ""
    direction: Direction = Direction.TOWARD
    weight: Weight = Weight.STRONG
    short: str = ""


class Meaning(StrEnum):
    """What new words say of a watch item's question or of a claim."""

    YES = "yes"
    SIGN_OF_YES = "sign_of_yes"
    SIGN_OF_NO = "sign_of_no"
    NO = "no"
    SUPPORTS = "supports"
    REFUTES = "refutes"


_READ_AS = {
    (Part.SIGNAL, Direction.TOWARD, Weight.DECISIVE): Meaning.YES,
    (Part.SIGNAL, Direction.TOWARD, Weight.STRONG): Meaning.SIGN_OF_YES,
    (Part.SIGNAL, Direction.AWAY, Weight.STRONG): Meaning.SIGN_OF_NO,
    (Part.SIGNAL, Direction.AWAY, Weight.DECISIVE): Meaning.NO,
    (Part.SUPPORTED_BY, Direction.TOWARD, Weight.STRONG): Meaning.SUPPORTS,
    (Part.REFUTED_BY, Direction.TOWARD, Weight.STRONG): Meaning.REFUTES,
}


@dataclass(frozen=True, kw_only=True)
class Lesson:
    """What changes in the story, and in one sentence why."""

    target: Target
    sentence: str
    edits: tuple[Edit, ...]

    @property
    def reading(self) -> Meaning | None:
        """How new words are read, where there is a choice; None for what is no new signal or pattern."""
        first, *others = self.edits
        plain = all(e.part is Part.ANCHORS and not e.before for e in others)
        return _READ_AS.get((first.part, first.direction, first.weight)) if plain and not first.before else None

    @property
    def narrows_a_name(self) -> bool:
        """Whether it changes what an actor goes by, so that it bears on every question and claim of the story."""
        return any(e.part is Part.ALIAS and e.before for e in self.edits)

    @property
    def words(self) -> str:
        """The words that are new, or those of them that tell."""
        return self.edits[0].short or self.edits[0].after

    @property
    def before(self) -> str:
        return BETWEEN.join(e.before for e in self.edits if e.before)

    @property
    def after(self) -> str:
        return BETWEEN.join(e.after for e in self.edits)


class Cause(StrEnum):
    """What somebody said of a report; `LEARNED`: that a rule is accepted which catches it, so it is to be read again."""

    DISMISSED = "dismissed"
    MISSED = "missed"
    MISREAD = "misread"
    LEARNED = "learned"


@dataclass(frozen=True, kw_only=True)
class Asked:
    """Somebody's word on a report, and where they wait for what could be learned from it.

    For a dismissed or misread report `evidence` names it and `target` is set, and `side` is what a misread one means; for a
    missed one there is its `link`, and `target` is None where they did not say what it bears on.
    """

    id: str
    cause: Cause
    slug: str
    by: str
    channel: str
    at: datetime
    target: Target | None = None
    evidence: str = ""
    link: str = ""
    thread_ts: str = ""
    response_url: str = ""
    side: str = ""


@dataclass(frozen=True, kw_only=True)
class Told:
    """An entry the story would tell of."""

    title: str
    link: str
    outlet: str
    at: datetime


@dataclass(frozen=True, kw_only=True)
class Trial:
    """What a lesson would have added to the alerts of the last days and removed from them: how many, and the latest.

    `adds_it` and `removes_it` say whether the report it was made for is among them; `gained` and `lost` are without it.
    `settled` are the others that it would newly have called an outcome, where it says yes or no. `has` are the others that
    have its new words and of which nothing is told anew, `alike` the latest of them; None where there are no new words.
    """

    added: int = 0
    removed: int = 0
    gained: tuple[Told, ...] = ()
    lost: tuple[Told, ...] = ()
    adds_it: bool = False
    removes_it: bool = False
    settled: int = 0
    has: int | None = None
    alike: tuple[Told, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Option:
    """A lesson somebody may accept, and what came of trying it."""

    lesson: Lesson
    trial: Trial


@dataclass(frozen=True, kw_only=True)
class Proposal:
    """The answer: lessons to choose from, best first, and a `sentence` on them, or why there is none.

    Options of the same words stand side by side and differ in how these are read; their trial is one. `read` entries were tried, the oldest of them published at `since`. `nearest` is what a missed report reads like, and
    `likeness` says why. `counted` is what a report that was called missed counts for already, in the desk's words.
    """

    asked: Asked
    title: str = ""
    options: tuple[Option, ...] = ()
    read: int = 0
    since: datetime | None = None
    sentence: str = ""
    nearest: Target | None = None
    likeness: str = ""
    counted: tuple[str, ...] = ()


def applied(lesson: Lesson, story: Story) -> Story:
    """The story with the lesson learned. Raises CommandError where the words it changes are no longer there."""
    for edit in lesson.edits:
        if len(edit.after) > MOST_WORDS:
            raise CommandError("These words would grow too long; change them in the story file.")
        match edit.part:
            case Part.ALIAS:
                story = _alias(story, edit)
            case Part.ACTOR:
                story = _actor(story, lesson.target, edit)
            case _:
                story = _words(story, lesson.target, edit)
    return story


def _actor(story: Story, target: Target, edit: Edit) -> Story:
    """The target is about one actor more; a target without actors of its own is about all of the story's."""
    known = _named(story, edit.after)
    actors = story.actors if known else (*story.actors, Actor(name=edit.after))
    name = known or edit.after
    item, claim = story.watch_item(target.id), story.claim(target.id)
    if item and target.kind is TargetKind.WATCH:
        done = replace(item, actors=_one_more(item.actors, name))
        return replace(story, actors=actors, watch_items=tuple(done if w is item else w for w in story.watch_items))
    if claim:
        made = replace(claim, actors=_one_more(claim.actors, name))
        return replace(story, actors=actors, claims=tuple(made if c is claim else c for c in story.claims))
    raise _gone(edit)


def _one_more(actors: tuple[str, ...], name: str) -> tuple[str, ...]:
    if len(actors) >= MOST_ACTORS or name in actors:
        raise CommandError(f"“{name}” is one of its actors already, or it has {MOST_ACTORS}.")
    return (*actors, name) if actors else ()


def _alias(story: Story, edit: Edit) -> Story:
    actor = next((a for a in story.actors if a.name == edit.actor), None)
    if actor is None:
        raise _gone(edit)
    if not edit.before and (other := _named(story, edit.after)):
        raise CommandError(f"“{edit.after}” is a name of {other} already.")
    changed = replace(actor, aliases=_changed(actor.aliases, edit, most=MOST_ALIASES))
    actors: tuple[Actor, ...] = tuple(changed if a is actor else a for a in story.actors)
    return replace(story, actors=actors)


def _named(story: Story, name: str) -> str:
    """The actor who goes by this name, "" for none. Raises CommandError for one that no story file takes."""
    if len(name) > LONGEST_NAME:
        raise CommandError(f"A name has {LONGEST_NAME} characters at most.")
    return next((a.name for a in story.actors if name.casefold() in {n.casefold() for n in a.names}), "")


def _words(story: Story, target: Target, edit: Edit) -> Story:
    item, claim = story.watch_item(target.id), story.claim(target.id)
    if edit.part in {Part.ANCHORS, Part.SIGNAL} and item:
        done = _of_item(item, edit)
        return replace(story, watch_items=tuple(done if w is item else w for w in story.watch_items))
    if edit.part in {Part.SUPPORTED_BY, Part.REFUTED_BY} and claim:
        made = _of_claim(claim, edit)
        return replace(story, claims=tuple(made if c is claim else c for c in story.claims))
    raise _gone(edit)


def _of_item(item: WatchItem, edit: Edit) -> WatchItem:
    if edit.part is Part.ANCHORS:
        if item.anchors != edit.before:
            raise _gone(edit)
        return replace(item, anchors=edit.after)
    if edit.before:
        words = tuple(s.words for s in item.signals)
        _changed(words, edit, most=MOST_SIGNALS)
        signals = tuple(replace(s, words=edit.after) if s.words == edit.before else s for s in item.signals)
        return replace(item, signals=signals)
    added = Signal(words=edit.after, direction=edit.direction, weight=edit.weight)
    if any(s.words == added.words for s in item.signals):
        raise CommandError(f"“{added.words}” is a signal already; how it is read is changed in the story file.")
    if len(item.signals) >= MOST_SIGNALS:
        raise CommandError(f"This watch item has {MOST_SIGNALS} signals already.")
    return replace(item, signals=(*item.signals, added))


def _of_claim(claim: Claim, edit: Edit) -> Claim:
    if edit.part is Part.SUPPORTED_BY:
        return replace(claim, supported_by=_changed(claim.supported_by, edit, most=MOST_PATTERNS))
    return replace(claim, refuted_by=_changed(claim.refuted_by, edit, most=MOST_PATTERNS))


def _changed(words: tuple[str, ...], edit: Edit, *, most: int) -> tuple[str, ...]:
    if not edit.before:
        if edit.after in words or len(words) >= most:
            raise CommandError(f"The story file has “{edit.after}” already, or is full.")
        return (*words, edit.after)
    if edit.before not in words:
        raise _gone(edit)
    return tuple(edit.after if w == edit.before else w for w in words)


def _gone(edit: Edit) -> CommandError:
    what = f"“{edit.before or edit.actor}”" if edit.before or edit.actor else "what this is about"
    return CommandError(f"The story file has changed since: {what} is no longer in it.")
