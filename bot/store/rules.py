"""What importing a story file would take out of the story that people accepted as a rule."""

from bot.domain.ledger import LineKind
from bot.domain.rules import Rule, accepted, lost
from bot.domain.story import Story
from bot.errors import CommandError
from bot.store.store import Store

_MOST = 10_000


async def refuse_to_unlearn(store: Store, story: Story) -> None:
    """Raises CommandError where the file lacks rules that people accepted."""
    if lacks := await unlearned(store, story):
        stored = await store.stories.exactly(story.slug)
        mend = (
            f"watchdesk story export {story.slug} prints the story with them" if stored else "Write them into the file"
        )
        raise CommandError(
            f"{story.slug}: this file lacks rules that people accepted: {'; '.join(str(r) for r in lacks)}. "
            f"Nothing was imported. {mend}; --drop-rules imports it all the same."
        )


async def unlearned(store: Store, story: Story) -> tuple[Rule, ...]:
    """Rules that somebody accepted, and that importing this file would take out of the story.

    Where no story is stored that can be read, as after it was removed, those are meant that the ledger has.
    """
    stored = await store.stories.exactly(story.slug)
    lines = await store.ledger.read(story.slug, kinds=frozenset({LineKind.LESSON}), most=_MOST)
    return lost(accepted(reversed(lines)), stored[0] if stored else None, story)
