"""Who else is party to it: names of countries that an item does not ask about.

One actor of several is enough to find an item, so "Norland seals pact with Auria" finds a pact between Auria and
Belmont. It must not be taken for it: where only one of the item's parties is named, and a stranger is, the general
lexicon's word that it happened is hedged. The story file's own signals are not: an editor wrote those.
"""

from functools import cache

from bot.domain.evidence import Match
from bot.domain.story import Actor, Story, WatchItem
from watchers.aliases import Aliases
from watchers.finder import Place, words_of
from watchers.names import known_names
from watchers.scene import scene_of

_PARTIES = 2


def stranger(match: Match, item: WatchItem, story: Story, place: Place) -> str:
    """Who else is named in the clause of this place, where one of the item's own parties is missing; "" for nobody."""
    if len(item.actors) < _PARTIES or len(match.actors) >= _PARTIES:
        return ""
    own = frozenset(n.casefold() for a in story.actors if a.name in item.actors for n in (*a.names, a.name))
    words = words_of(match.passage)
    clauses = scene_of(words, ()).clauses
    here = [words.tokens[at] for at, clause in enumerate(clauses) if clause == clauses[place[0]]]
    hits = [h for h in _countries().find(words) if here[0].start <= h.span.start < here[-1].end]
    return next((h.words for h in hits if h.actor.casefold() not in own and h.words.casefold() not in own), "")


@cache
def _countries() -> Aliases:
    return Aliases(tuple(Actor(name=name, aliases=names) for name, names in known_names().items()))
