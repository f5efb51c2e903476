"""Rules people accepted, as the ledger keeps them, and which of them a story file lacks."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from bot.domain.evidence import Target, TargetKind
from bot.domain.ledger import LedgerLine
from bot.domain.lesson import BETWEEN, Edit, Lesson, Part
from bot.domain.story import Direction, Story, Weight

PARTS = "parts"
"""Under which name a ledger line says what the words of its rule are."""
RULE = "rule"
"""Under which name it says which rule it is of, so that a button can take it back."""
TAKES_BACK = "takes back"
"""Under which name a later line says which rule it takes back."""
NEWCOMER = "new actor"
"""Under which name it says whom the story did not know before its rule."""


@dataclass(frozen=True, kw_only=True)
class Rule:
    """Words somebody accepted for a target, as a ledger line names it, and what they are there.

    `part` begins with a Part; of a signal it may say how that is read, as in `signal, away, decisive`. "" where the ledger
    does not say.
    """

    target: str
    words: str
    part: str = ""

    def __str__(self) -> str:
        where = self.target.partition(":")[2]
        return f"{self.words} ({where}: {self.part})" if self.part else f"{self.words} ({where})"


def parts_of(lesson: Lesson) -> str:
    """What each of the lesson's words are in the story file, in the order of `lesson.after`."""
    return BETWEEN.join(_part(edit) for edit in lesson.edits)


def accepted(lines: Iterable[LedgerLine]) -> tuple[Rule, ...]:
    """The rules that hold by the ledger's lines on lessons, oldest first: none replaced them, nobody took them back, no import dropped them."""
    rules: list[Rule] = []
    for line in _standing(tuple(lines)):
        gone = set(line.before.split(BETWEEN))
        rules = [r for r in rules if r.words not in gone or (r.target != line.target and r.part != Part.ALIAS)]
        rules += _made(line)
    return tuple(dict.fromkeys(rules))


def _standing(lines: Sequence[LedgerLine]) -> Iterator[LedgerLine]:
    """The lines without what was taken back."""
    gone = {line.data[TAKES_BACK] for line in lines if TAKES_BACK in line.data}
    return (x for x in lines if gone.isdisjoint({x.data.get(RULE), x.data.get(TAKES_BACK)}))


def lost(rules: Iterable[Rule], earlier: Story | None, story: Story) -> tuple[Rule, ...]:
    """What `story` lacks of the rules that the earlier story has, or of all of them where that is not known.

    They are looked for where they were: the same words elsewhere, or read otherwise, are no such rule.
    """
    lacks: list[Rule] = []
    for rule in rules:
        had = [one for one in _of(earlier, _same(rule.target, earlier)) if _meets(one, rule)] if earlier else [rule]
        has = _of(story, _same(rule.target, story, earlier))
        lacks += [replace(one, target=rule.target) for one in had if not any(_meets(other, one) for other in has)]
    return tuple(dict.fromkeys(lacks))


def _part(edit: Edit) -> str:
    is_new = edit.part is Part.SIGNAL and not edit.before  # else it is read as before
    return _signal(edit.direction, edit.weight) if is_new else edit.part.value


def _signal(direction: Direction, weight: Weight) -> str:
    return f"{Part.SIGNAL}, {direction}, {weight}"


def _made(line: LedgerLine) -> list[Rule]:
    words = line.after.split(BETWEEN) if line.after else []
    parts = line.data.get(PARTS, "").split(BETWEEN)
    known = parts if len(parts) == len(words) else [""] * len(words)
    return [Rule(target=line.target, words=w, part=p) for w, p in zip(words, known, strict=True)]


def _meets(found: Rule, rule: Rule) -> bool:
    return found.words == rule.words and found.part.startswith(rule.part)


def _same(target: str, story: Story, earlier: Story | None = None) -> list[str]:
    """The target itself; where the story has it no longer those that may go on for it, which the earlier one had not."""
    has, had = _targets(story), _targets(earlier) if earlier else []
    return [target] if target in has else [t for t in has if t not in had]


def _targets(story: Story) -> list[str]:
    items = (Target(kind=TargetKind.WATCH, id=w.id) for w in story.watch_items)
    claims = (Target(kind=TargetKind.CLAIM, id=c.id) for c in story.claims)
    return [str(target) for target in (*items, *claims)]


def _of(story: Story, targets: Iterable[str]) -> list[Rule]:
    """Everything of the story that a rule for one of the targets could be; names of actors are the whole story's."""
    found = [Rule(target="", words=name, part=Part.ALIAS) for actor in story.actors for name in actor.names]
    for target in targets:
        parts = (*_of_item(story, target), *_of_claim(story, target))
        found += [Rule(target=target, words=words, part=part) for words, part in parts]
    return found


def _of_item(story: Story, target: str) -> Iterator[tuple[str, str]]:
    item = next((w for w in story.watch_items if target == f"{TargetKind.WATCH}:{w.id}"), None)
    if item:
        yield item.anchors, Part.ANCHORS
        yield from ((s.words, _signal(s.direction, s.weight)) for s in item.signals)
        yield from _about(story, item.actors)


def _of_claim(story: Story, target: str) -> Iterator[tuple[str, str]]:
    claim = next((c for c in story.claims if target == f"{TargetKind.CLAIM}:{c.id}"), None)
    if claim:
        yield from ((words, Part.SUPPORTED_BY) for words in claim.supported_by)
        yield from ((words, Part.REFUTED_BY) for words in claim.refuted_by)
        yield from _about(story, claim.actors)


def _about(story: Story, actors: tuple[str, ...]) -> Iterator[tuple[str, str]]:
    """A target that names no actors is about all of the story's."""
    return ((name, Part.ACTOR) for name in actors or (a.name for a in story.actors))
