"""How much of a text's content another passage holds."""

from watchers.words.finder import Place, Words


def overlap(content: frozenset[str], words: Words) -> tuple[float, tuple[Place, ...]]:
    """The share of these stems that occur, and where each first does."""
    found = tuple(sorted(words.places[s][0] for s in content if s in words.places))
    return (len(found) / len(content) if content else 0.0), found
