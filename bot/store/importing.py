"""Taking a story file's contents into the store, with all that follows from it, in one step."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime

from bot.domain.change import alert_for
from bot.domain.ledger import LedgerLine, LineKind
from bot.domain.removal import removal
from bot.domain.story import Story
from bot.errors import CommandError
from bot.store.catchup import catch_up
from bot.store.leaving import closed_in, left, refuse_to_drop, with_thread
from bot.store.rehoming import rehome
from bot.store.rules import refuse_to_unlearn, unlearned
from bot.store.standings import targets
from bot.store.store import Store
from bot.store.transaction import ConflictError, Transaction


async def import_story(
    store: Store, story: Story, *, by: str, now: datetime, keep_rules: bool = False, keep_targets: bool = False
) -> bool:
    """The story is stored and its feeds are due; feeds no story names any more are not polled. True where it was new.

    What was kept aside for the channels that follow it is tried again. To `keep_rules` and `keep_targets` raises CommandError
    where the file lacks some, be they accepted, or moved, at this very moment.
    """
    while True:
        earlier = await store.stories.exactly(story.slug)
        stood = await store.standings.version(story.slug)
        if keep_rules:
            await refuse_to_unlearn(store, story)
        if keep_targets:
            await refuse_to_drop(store, story, now=now)
        try:
            new = await _take_in(store, story, by=by, now=now, over=earlier[1] if earlier else "", stood=stood)
        except ConflictError:
            continue  # another import, a move or a rule came between: at every turn one of those at once gets through, so this ends
        break
    for channel in await store.stories.followers(story.slug):
        await store.outbox.unpark(channel, now=now)  # what was kept aside because the stored story could not be read
    return new


async def _take_in(store: Store, story: Story, *, by: str, now: datetime, over: str, stood: str) -> bool:
    """True where it was new. Raises ConflictError where another import came between, which may name the same feeds.

    So too where the stored story is no longer `over`, "" for one that cannot be read, or none, or something has moved since
    its standings were of version `stood`.
    """
    imports = await store.stories.imports()
    every = {s.slug: s for s in await store.stories.all()}  # a stored one that cannot be read is as none
    earlier, others = every.pop(story.slug, None), every.values()
    moved = await store.feeds.moved_here(_urls([story]))
    tx = store.transaction()
    store.stories.since(tx, imports)
    if over:
        store.stories.still(tx, story.slug, over)
    store.standings.since(tx, story.slug, stood)
    store.stories.put(tx, story)
    known = frozenset(targets(earlier)) if earlier else await store.standings.known(story.slug)
    store.standings.begin(tx, story.slug, now=now, new=[t for t in targets(story) if t not in known])
    if earlier:
        await rehome(store, tx, earlier, story, now=now)
    store.standings.filed(tx, story.slug, now=now)
    filed = await store.standings.filed_at(story.slug)
    named = dict.fromkeys(earlier.channels, filed) if earlier and filed else {}
    await store.stories.seek(tx, story, now=now, since=named)
    store.feeds.register(tx, _urls([story]), now=now, moved=moved)
    for url, old in moved.items():
        store.seen.inherit(tx, url, old.url)
    store.feeds.forget(tx, await _unnamed(store, [story, *others], but=story.slug))
    what = "imported" if earlier is None else "imported again"
    for change in await left(store, earlier, story, now) if earlier else ():
        for channel in await with_thread(store, change.slug, change.target):
            store.outbox.put(tx, alert_for(change, channel, at=now))
    line = LedgerLine(kind=LineKind.STORY, at=now, who=by, slug=story.slug, why=what, after=story.title)
    for one in (line, *await _dropped(store, story, line)):
        store.ledger.append(tx, one)
    await tx.commit()
    return earlier is None


async def _dropped(store: Store, story: Story, line: LedgerLine) -> list[LedgerLine]:
    """The ledger's lines, beside that of an import, for the rules it drops: they are not missed a second time."""
    lacks = await unlearned(store, story)
    told = replace(line, kind=LineKind.LESSON, after="")
    return [replace(told, target=r.target, before=r.words, why=f"rule dropped by an import: {r}") for r in lacks]


async def remove_story(store: Store, slug: str, *, by: str, now: datetime) -> bool:
    """The story is watched no longer and nobody follows it, which its channels are told; its ledger and where it stands stay.

    So too one that cannot be read. False where there is none.
    """
    while True:
        imports = await store.stories.imports()
        if slug not in await store.stories.slugs():
            return False
        every = {s.slug: s for s in await store.stories.all()}
        story = every.pop(slug, None)
        title = story.title if story else ""
        tx = store.transaction()
        store.stories.since(tx, imports)
        store.stories.remove(tx, slug, now=now)
        store.silences.forget(tx, slug)
        for channel in await store.stories.followers(slug):
            store.stories.unfollow(tx, slug, channel)
            threads = await closed_in(store, story, channel, now=now) if story else ()
            store.outbox.put(tx, removal(slug, title, channel, at=now, threads=threads))
        store.feeds.forget(tx, await _unnamed(store, every.values(), but=slug))
        store.ledger.append(tx, LedgerLine(kind=LineKind.STORY, at=now, who=by, slug=slug, why="removed", before=title))
        try:
            await tx.commit()
        except ConflictError:
            continue  # an import came between; at every turn one of those at once gets through
        return True


async def follow(store: Store, slug: str, channel: str, *, by: str, now: datetime) -> bool:
    """The channel gets the story's alerts from now on. False where it did already.

    Raises CommandError where the story was removed at that moment: nobody follows what is gone.
    """
    if channel in await store.stories.followers(slug):
        return False
    tx = store.transaction()
    store.stories.still_there(tx, slug)
    store.stories.still_follows(tx, slug, channel, follows=False)
    store.stories.follow(tx, slug, channel)
    line = LedgerLine(kind=LineKind.FOLLOW, at=now, who=by, slug=slug, why="followed", after=channel)
    store.ledger.append(tx, line)
    if await _first(tx):
        return True
    if slug not in await store.stories.slugs():
        raise CommandError(f"The story {slug} was removed at this very moment, so no channel follows it.")
    return False


async def sign_up(store: Store, slug: str, name: str, channel: str, *, by: str, now: datetime) -> bool:
    """The channel the story file names so follows the story: once, so that whoever unfollows it later is heard.

    It is told what has moved since the file first named it: it was to follow from then on.
    False where that was done already, the story was removed meanwhile, its file names the channel no longer, or somebody has
    ended it there by hand since then: that is heard, and not asked again.
    """
    while True:
        stored = await store.stories.exactly(slug)
        if stored is None or name not in await store.stories.not_signed_up(stored[0]):
            return False
        tx = store.transaction()
        store.stories.still(tx, slug, stored[1])
        follows = channel in await store.stories.followers(slug)
        store.stories.still_follows(tx, slug, channel, follows=follows)
        since = await store.stories.sought_since(slug, name) or await store.standings.filed_at(slug)
        ended = since is not None and not follows and await _ended_by_hand(store, slug, channel, since=since)
        if since and not follows and not ended:
            await catch_up(store, tx, stored[0], channel, since=since, now=now)
        store.stories.signed_up(tx, slug, name)
        if not ended:
            store.stories.follow(tx, slug, channel)
            why = "named in the story file"
            store.ledger.append(tx, LedgerLine(kind=LineKind.FOLLOW, at=now, who=by, slug=slug, why=why, after=channel))
        try:
            await tx.commit()
        except ConflictError:
            continue  # something moved meanwhile: at every turn one of those at once gets through
        return not ended


async def _ended_by_hand(store: Store, slug: str, channel: str, *, since: datetime) -> bool:
    """Whether the last that anybody has said of the channel since then is that it follows no more."""
    lines = await store.ledger.read(slug, kinds=frozenset({LineKind.FOLLOW}), since=since)
    last = next((x for x in lines if channel in {x.before, x.after}), None)
    return last is not None and last.before == channel


async def unfollow(store: Store, slug: str, channel: str, *, by: str, now: datetime) -> bool:
    """The channel gets no more alerts of the story. False where it did not follow it."""
    if channel not in await store.stories.followers(slug):
        return False
    tx = store.transaction()
    store.stories.still_follows(tx, slug, channel, follows=True)
    store.stories.unfollow(tx, slug, channel)
    line = LedgerLine(kind=LineKind.FOLLOW, at=now, who=by, slug=slug, why="unfollowed", before=channel)
    store.ledger.append(tx, line)
    return await _first(tx)


async def _first(tx: Transaction) -> bool:
    """Whether it is written; False where somebody else did the same in that moment."""
    try:
        await tx.commit()
    except ConflictError:
        return False
    return True


async def _unnamed(store: Store, stories: Iterable[Story], *, but: str) -> frozenset[str]:
    """Known feeds that none of the stories names, nor, `but` for one, any that cannot be read."""
    known = frozenset(await store.feeds.all())
    return frozenset(url for url in known - _urls(stories) if not store.stories.hidden(url, but=but))


def _urls(stories: Iterable[Story]) -> frozenset[str]:
    return frozenset(f.url for s in stories for f in s.feeds)
