"""By what an entry can be known again: its guid, its link, its title, all of them as short digests.

Feeds lie about each of these. Some give every entry the same guid or the home page as its link, some the guids 1, 2, 3
by position, some put the time of day in them: so what does not tell one entry from another is no identity.
"""

import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

from bot.domain.change import content_id
from bot.domain.entry import Entry
from bot.domain.weblink import canonical, loose, site
from watchers.words.headline import headline, is_telling

WINDOW = timedelta(hours=48)
"""How long the same title means the same report."""
EXACT, GUID, LINK, PAGE, TITLE = "e:", "g:", "l:", "k:", "t:"
_POSITION = re.compile(r"\d{1,4}|.{0,3}", re.DOTALL)
_WORLDWIDE = re.compile(r"[a-z][a-z0-9+.-]*://|urn:|tag:|[0-9a-f]{8}-?(?:[0-9a-f]{4}-?){3}[0-9a-f]{12}", re.IGNORECASE)


@dataclass(frozen=True, kw_only=True)
class Traits:
    """An entry's own identities by kind, before its neighbours had their say."""

    entry: Entry
    headline: str
    digests: dict[str, str]


def identities(entries: Sequence[Entry]) -> tuple[tuple[str, ...], ...]:
    """For each entry the digests it can be known by, the strongest first; the exact one (guid, page and title) always.

    Prefixes: `e:` exact, `g:` guid, `l:` link, `k:` page (link without scheme, www, tracking), `t:` title and outlet.
    """
    traits = [_traits(entry) for entry in entries]
    useless = _shared(traits)
    return tuple(tuple(d for d in t.digests.values() if d not in useless) for t in traits)


def content_key(entry: Entry, own: Sequence[str]) -> str:
    """The key of a new entry: from its strongest identity alone, so that two processes give it the same.

    A title is no key by itself, since the next "Weekly report from Tehran" would get the same; the date tells them apart.
    """
    strongest = next((d for d in own if d[:2] in {GUID, LINK, PAGE}), "")
    if strongest:
        # A guid like 20260412 is another entry's on another site.
        local = strongest.startswith(GUID) and not _WORLDWIDE.match(entry.id)
        return content_id(strongest, site(entry.link) if local else "")
    titled = next((d for d in own if d.startswith(TITLE)), own[0])
    return content_id(titled, entry.published.isoformat() if entry.published else "")


def _traits(entry: Entry) -> Traits:
    words = headline(entry.title or entry.summary[:120], entry.outlet)
    link, page = canonical(entry.link), loose(entry.link)
    found = {
        EXACT: content_id(entry.id, page, words, entry.outlet),
        GUID: content_id(entry.id) if _tells(entry.id) else "",
        LINK: content_id(link) if link else "",
        PAGE: content_id(page) if page else "",
        TITLE: content_id(words, entry.outlet.casefold()) if entry.title and is_telling(words) else "",
    }
    return Traits(entry=entry, headline=words, digests={kind: kind + d for kind, d in found.items() if d})


def _tells(guid: str) -> bool:
    """Positions (1, 2, 3) and home pages as guids name no entry."""
    return not _POSITION.fullmatch(guid) and (not guid.startswith(("http://", "https://")) or bool(canonical(guid)))


def _shared(traits: Sequence[Traits]) -> frozenset[str]:
    """Digests that several different entries of one document bear."""
    bearers: defaultdict[str, list[Traits]] = defaultdict(list)
    for trait in traits:
        for digest in trait.digests.values():
            bearers[digest].append(trait)
    return frozenset(d for d, b in bearers.items() if len(b) > 1 and _differ(d[:2], b))


def _differ(kind: str, bearers: Sequence[Traits]) -> bool:
    """Whether the bearers of one digest are different entries, and not one entry given twice."""
    if kind == EXACT:
        return False
    if kind == TITLE:
        return _recurring(bearers)
    return len({b.headline for b in bearers}) > 1


def _recurring(bearers: Sequence[Traits]) -> bool:
    """A title that comes back on other pages, days apart, like a weekly column's."""
    dates = [b.entry.published for b in bearers if b.entry.published]
    pages = {b.digests.get(PAGE, "") for b in bearers}
    return len(pages) > 1 and len(dates) > 1 and max(dates) - min(dates) > WINDOW
