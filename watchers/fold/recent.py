"""A story's recent evidence, and what of it came of one entry or page."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from functools import lru_cache

from bot.domain.evidence import Evidence
from bot.domain.weblink import other_parts, page
from watchers.identify.identity import PAGE
from watchers.identify.sightings import Sighting


class Recent:
    """A story's recent evidence in order; what came of one entry or page is found without looking at the rest."""

    def __init__(self, evidence: Iterable[Evidence]) -> None:
        self.all: list[Evidence] = []
        self._at: defaultdict[tuple[str, str], list[int]] = defaultdict(list)
        for one in evidence:
            self.add(one)

    def add(self, evidence: Evidence) -> None:
        self._at["entry", evidence.entry_key].append(len(self.all))
        if where := _page(evidence.link):
            self._at["page", where].append(len(self.all))
        self.all.append(evidence)

    def put(self, anew: Sequence[Evidence]) -> None:
        """These read otherwise from now on."""
        by_id = {e.id: e for e in anew}
        self.all = [by_id.get(e.id, e) for e in self.all] if by_id else self.all

    def of(self, sighting: Sighting) -> list[Evidence]:
        """What was told of this entry, or of its page under another feed's entry.

        A page that holds many entries, as a live page or a change log does, tells none of them.
        """
        entry, known = sighting.entry, any(i.startswith(PAGE) for i in sighting.identities)
        places = [*self._at.get(("entry", sighting.key), ())]
        places += self._at.get(("page", _page(entry.link)), ()) if known else ()
        found = (self.all[at] for at in sorted({*places}))
        return [e for e in found if e.entry_key == sighting.key or not other_parts(e.link, entry.link)]


@lru_cache(maxsize=4096)
def _page(link: str) -> str:
    """Asked for every entry and all recent evidence in every story, and reading an address is not cheap."""
    return page(link)
