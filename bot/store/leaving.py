"""Questions and claims that a new story file no longer has: whether any is in use, and what their threads are told."""

from datetime import datetime

from bot.domain.change import Change, ChangeKind, Level
from bot.domain.evidence import Target, TargetKind
from bot.domain.ledger import LineKind
from bot.domain.removal import Closed
from bot.domain.standing import Standing, asked_of, first_standing, has_moved
from bot.domain.story import Claim, Story, WatchItem
from bot.errors import CommandError
from bot.store.standings import targets
from bot.store.store import Store


async def refuse_to_drop(store: Store, story: Story, *, now: datetime) -> None:
    """Raises CommandError where the file lacks a question or claim that is in use: it has moved, a thread, or somebody has it.

    Where no story is stored that can be read, as after it was removed, those are meant of which anything was written.
    """
    stored = await store.stories.exactly(story.slug)
    earlier = stored[0] if stored else await _remembered(store, story.slug)
    if lacks := [c for c in await left(store, earlier, story, now) if await _in_use(store, earlier, c)]:
        named = "; ".join(f"{c.target}{f' “{c.asked}”' if c.asked else ''} ({c.before.words})" for c in lacks)
        raise CommandError(
            f"{story.slug}: this file no longer has {named}. Nothing was imported. Whoever only words one anew writes its id "
            f"beside it, as in id: {lacks[0].target.id}, and it goes on where it stands; --drop-targets lets it go."
        )


async def _remembered(store: Store, slug: str) -> Story:
    """What the store has of a story without its file: its questions and claims by their ids, and none of their words."""
    aged = map(Target.parse, await store.standings.told_aged(slug))
    known = sorted({*await store.standings.known(slug), *aged})
    items = tuple(WatchItem(id=t.id, question="") for t in known if t.kind is TargetKind.WATCH)
    claims = tuple(Claim(id=t.id, text="") for t in known if t.kind is TargetKind.CLAIM)
    return Story(slug=slug, title="", claims=claims, watch_items=items)


async def _in_use(store: Store, earlier: Story, change: Change) -> bool:
    stood = change.before
    touched = has_moved(first_standing(earlier, stood.target, at=stood.since), stood) or stood.owner
    return bool(touched or await with_thread(store, change.slug, change.target))


async def left(store: Store, earlier: Story, story: Story, now: datetime) -> list[Change]:
    """A change for each target the new file no longer has: its threads are told once, and their buttons go."""
    gone = [t for t in targets(earlier) if t not in targets(story)]
    stood = (await store.standings.of(earlier, now=now)).standings if gone else {}
    return [_leaves(earlier, story, stood[target]) for target in gone]


def _leaves(earlier: Story, story: Story, stood: Standing) -> Change:
    asked = asked_of(earlier, stood.target)
    same = next((t for t in targets(story) if t not in targets(earlier) and asked_of(story, t) == asked), None)
    why = f"it goes on as {same}, which begins anew" if same else "what is here stays, and nothing more is told here"
    return Change(
        slug=story.slug,
        target=stood.target,
        kind=ChangeKind.LEFT,
        level=Level.ROUTINE,
        before=stood,
        after=stood,
        why=why,
        asked=asked,
    )


async def closed_in(store: Store, story: Story, channel: str, *, now: datetime) -> tuple[Closed, ...]:
    """The threads that a story which is to be removed has in a channel."""
    stood = (await store.standings.of(story, now=now)).standings
    there = [t for t in targets(story) if await store.threads.head(story.slug, t, channel)]
    return tuple(Closed(target=t, asked=asked_of(story, t), stood=stood[t].words) for t in there)


async def with_thread(store: Store, slug: str, target: Target) -> list[str]:
    """Channels that have a thread of a target: of those that follow the story, and those that did."""
    lines = await store.ledger.read(slug, kinds=frozenset({LineKind.FOLLOW}))
    known = dict.fromkeys((*await store.stories.followers(slug), *(x.before or x.after for x in lines)))
    return [c for c in known if await store.threads.head(slug, target, c)]
