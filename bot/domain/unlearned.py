"""A rule taken back: the story without the words somebody accepted, where they still are."""

from collections.abc import Sequence
from dataclasses import replace

from bot.domain.evidence import Target, TargetKind
from bot.domain.ledger import LedgerLine
from bot.domain.lesson import BETWEEN, NOTHING, Part
from bot.domain.rules import NEWCOMER, PARTS
from bot.domain.story import Claim, Story, WatchItem
from bot.errors import CommandError


def unlearned(rule: LedgerLine, story: Story) -> Story:
    """The story with the words of a rule, as the ledger has it, as they were before it.

    Raises CommandError where they have changed since.
    """
    target, after = Target.parse(rule.target), rule.after.split(BETWEEN)
    before = [""] * len(after) if rule.before == NOTHING else rule.before.split(BETWEEN)
    parts = [Part(part.partition(",")[0]) for part in rule.data[PARTS].split(BETWEEN)]
    left = story
    for part, now, was in zip(parts, after, before, strict=True):
        changed = _put_back(left, target, part, now, was)
        if left is story and changed == story:
            raise CommandError(f"The story file has changed since: “{now}” is no longer in it.")
        left = changed
    newcomer = rule.data.get(NEWCOMER, "")
    named = {
        name for actors in (*(w.actors for w in left.watch_items), *(c.actors for c in left.claims)) for name in actors
    }
    if newcomer and newcomer not in named:
        left = replace(left, actors=tuple(a for a in left.actors if a.name != newcomer))
    return left


def _put_back(story: Story, target: Target, part: Part, now: str, was: str) -> Story:
    if part is Part.ALIAS:
        actors = (replace(a, aliases=_swapped(a.aliases, now, was)) for a in story.actors)
        return replace(story, actors=tuple(actors))
    if target.kind is TargetKind.WATCH:
        items = (_item(w, part, now, was) if w.id == target.id else w for w in story.watch_items)
        return replace(story, watch_items=tuple(items))
    claims = (_claim(c, part, now, was) if c.id == target.id else c for c in story.claims)
    return replace(story, claims=tuple(claims))


def _item(item: WatchItem, part: Part, now: str, was: str) -> WatchItem:
    """Anchors that came with a signal stay while another signal needs them."""
    match part:
        case Part.ACTOR:
            return replace(item, actors=_swapped(item.actors, now, was))
        case Part.ANCHORS if item.anchors == now and (was or not item.signals):
            return replace(item, anchors=was)
        case Part.SIGNAL:
            words = ((s, _swapped((s.words,), now, was)) for s in item.signals)
            return replace(item, signals=tuple(replace(s, words=kept[0]) for s, kept in words if kept))
    return item


def _claim(claim: Claim, part: Part, now: str, was: str) -> Claim:
    match part:
        case Part.ACTOR:
            return replace(claim, actors=_swapped(claim.actors, now, was))
        case Part.SUPPORTED_BY:
            return replace(claim, supported_by=_swapped(claim.supported_by, now, was))
        case Part.REFUTED_BY:
            return replace(claim, refuted_by=_swapped(claim.refuted_by, now, was))
    return claim


def _swapped(words: Sequence[str], now: str, was: str) -> tuple[str, ...]:
    """The words with one of them as it was before, or gone where it was not there."""
    return tuple(w for w in (was if w == now else w for w in words) if w)
