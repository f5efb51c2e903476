"""Who tells something: an outlet by itself, or whoever it has it from."""

from bot.domain.counted import counted
from bot.domain.evidence import Evidence, Whose
from bot.domain.standing import Voice

_NAMED = 2
"""So many outlets that carry another's report are named; more are counted."""


def teller(told: Evidence | Voice) -> str:
    """As in "BBC", "Reuters (via BBC, Metro Daily)" or "Auria's word (in 6 outlets)"."""
    if told.whose is Whose.OUTLET:
        return told.outlet
    carriers = (told.carriers if isinstance(told, Voice) else ()) or (told.outlet,)
    name = whose_word(told.origin) if told.whose is Whose.SPEAKER else told.origin
    through = f"in {counted(len(carriers), 'outlet')}" if len(carriers) > _NAMED else f"via {', '.join(carriers)}"
    return f"{name} ({through})"


def whose_word(name: str) -> str:
    """As in "Auria's word"."""
    return f"{name}' word" if name.endswith("s") else f"{name}'s word"
