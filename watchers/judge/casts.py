"""Who a watch item is about: its actors' names, worked out once for a story and not once for an entry.

An item that lists no actors is about all of the story's, which may go by a hundred thousand names.
"""

from dataclasses import dataclass
from functools import cached_property, lru_cache

from bot.domain.story import Actor, Story, WatchItem
from watchers.match.aliases import Aliases
from watchers.match.partnames import is_person, lands


@dataclass(frozen=True, kw_only=True, eq=False)
class Cast:
    """Some actors of a story, in the file's order, and what is asked of them all."""

    actors: tuple[Actor, ...]

    @cached_property
    def aliases(self) -> Aliases:
        """All their names."""
        return Aliases(self.actors)

    @cached_property
    def people(self) -> frozenset[str]:
        """Those who are persons, by the name in the story."""
        return frozenset(a.name for a in self.actors if is_person(a))

    @cached_property
    def bodies(self) -> frozenset[str]:
        """Those whose kind in the story file says that they are organizations."""
        return frozenset(a.name for a in self.actors if a.is_body)

    @cached_property
    def of_one_word(self) -> frozenset[str]:
        """Those who may all be of one kind: the story file says none, and each goes by one word that is no land: "Halvorsen"."""
        plain = (a.name for a in self.actors if not a.kind and " " not in a.name)
        return frozenset(n for n in plain if n.casefold() not in lands())

    @cached_property
    def first_words(self) -> frozenset[str]:
        """The first word of each of their names, in small letters: the "un" of the UN Security Council."""
        return frozenset(n.casefold().split()[0] for a in self.actors for n in a.names)


def cast_of(story: Story, item: WatchItem | None = None) -> Cast:
    """The actors of a watch item, or of the whole story; the same object whenever it is asked for."""
    names = item.actors if item else ()
    return story.once(("cast", names), lambda: Cast(actors=story.actors_of(item) if item else story.actors))


@lru_cache(maxsize=512)
def aliases_of(actors: tuple[Actor, ...]) -> Aliases:
    """The names of these few actors, as those that a match names."""
    return Aliases(actors)
