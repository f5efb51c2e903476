"""Which entry is this: a new one, one we know, or one we know under another headline?

Kept items of real news feeds change their date (5.9 %), their order (26 % of polls), leave and come back (1.5 %), and
now and then change link or guid: none of that is news. A changed headline (2 %) is an edit.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from bot.domain.entry import Entry, Seen
from bot.domain.weblink import other_parts
from watchers.identify.identity import EXACT, GUID, LINK, PAGE, TITLE, WINDOW, content_key, identities
from watchers.words.headline import headline

__all__ = ["Sighting", "SightingKind", "identify", "identities"]

_MOVED_AT_LEAST = 3
_TURNS = 3
"""Changes of a headline after which its return to an earlier one is no news: a test of two, or two copies of a feed."""
_NAMES = {EXACT: "guid, link and title", GUID: "guid", LINK: "link", PAGE: "page", TITLE: "title"}


class SightingKind(StrEnum):
    """What an entry is to us."""

    NEW = "new"
    EDIT = "edit"
    SAME = "same"


@dataclass(frozen=True, kw_only=True)
class Sighting:
    """An entry and which one it is. `seen` is what we knew of it, None for a new one and its double.

    All `identities` should come to lead to `key`, whatever the kind: so a feed may change them one at a time.
    """

    entry: Entry
    key: str
    kind: SightingKind
    identities: tuple[str, ...]
    seen: Seen | None = None
    why: str = ""


def identify(entries: Sequence[Entry], known: Mapping[str, Seen], *, now: datetime) -> tuple[Sighting, ...]:
    """What each entry of a document is, given what is `known` by the identities of `identities(entries)`."""
    own = identities(entries)
    moved = _feed_moved(entries, own, known, now)
    sightings: list[Sighting] = []
    doubles: dict[str, str] = {}
    for entry, digests in zip(entries, own, strict=True):
        sighting = _sight(entry, digests, known, doubles, now=now, moved=moved)
        doubles |= dict.fromkeys((*digests, sighting.key), sighting.key)
        sightings.append(sighting)
    return tuple(sightings)


def _sight(
    entry: Entry,
    own: tuple[str, ...],
    known: Mapping[str, Seen],
    doubles: Mapping[str, str],
    *,
    now: datetime,
    moved: bool,
) -> Sighting:
    digest = _recognise(entry, own, known, now=now, any_age=moved)
    seen = _latest(digest, own, known) if digest else None
    double = doubles.get(seen.key, "") if seen else _first(own, doubles)
    if double:
        why = "given twice in this document"
        return Sighting(entry=entry, key=double, kind=SightingKind.SAME, identities=own, seen=seen, why=why)
    if seen is None:
        key = content_key(entry, own)
        return Sighting(entry=entry, key=key, kind=SightingKind.NEW, identities=own, why="not seen before")
    told = headline(seen.title, entry.outlet)  # "" is of a version that gave a post without a title none
    edited = bool(told) and headline(entry.title, entry.outlet) != told
    flaps = edited and digest.startswith(EXACT) and seen.turns >= _TURNS
    kind = SightingKind.EDIT if edited and not flaps else SightingKind.SAME
    changed = ", and its headline goes to and fro" if flaps else ", but the headline changed" if edited else ""
    why = f"known by its {_NAMES[digest[:2]]}{changed}"
    return Sighting(entry=entry, key=seen.key, kind=kind, identities=own, seen=seen, why=why)


def _recognise(entry: Entry, own: Iterable[str], known: Mapping[str, Seen], *, now: datetime, any_age: bool) -> str:
    """The strongest identity by which we know this entry; "" if we do not."""
    for digest in own:
        seen = known.get(digest)
        if seen and _counts(digest[:2], entry, seen, now=now, any_age=any_age):
            return digest
    return ""


def _latest(digest: str, own: Iterable[str], known: Mapping[str, Seen]) -> Seen:
    """What we last knew of the entry: its exact identity holds a headline it had once, and may have come back to."""
    seen = known[digest]
    rows = (known[d] for d in own if d[:2] in {GUID, LINK, PAGE} and d in known)
    return next((row for row in rows if row.key == seen.key), seen)


def _counts(kind: str, entry: Entry, seen: Seen, *, now: datetime, any_age: bool) -> bool:
    if kind == TITLE:
        return abs(now - seen.first_seen) <= WINDOW or (any_age and _may_be_older(entry, seen))
    if kind == PAGE:
        return not _another_part(entry, seen)
    return True


def _may_be_older(entry: Entry, seen: Seen) -> bool:
    """Whether the entry may be the one we saw: a report published days after that only shares its title."""
    return entry.published is None or entry.published <= seen.first_seen + WINDOW


def _another_part(entry: Entry, seen: Seen) -> bool:
    """One page may hold many entries, as a change log does: page#v2 with another title is not page#v1."""
    return other_parts(seen.link, entry.link) and headline(entry.title, entry.outlet) != headline(
        seen.title, entry.outlet
    )


def _first(own: Iterable[str], doubles: Mapping[str, str]) -> str:
    return next((doubles[d] for d in own if d in doubles), "")


def _feed_moved(
    entries: Sequence[Entry], own: Sequence[tuple[str, ...]], known: Mapping[str, Seen], now: datetime
) -> bool:
    """Whether the whole feed changed its guids and links at once: then titles count however old they are.

    Without this, a site that moves house is 50 alerts (fault 18: Liferea 1195, FreshRSS 5909).
    """
    familiar = 0
    for entry, digests in zip(entries, own, strict=True):
        old = next((known[d] for d in digests if d.startswith(TITLE) and d in known), None)
        if old and _may_be_older(entry, old) and not _recognise(entry, digests, known, now=now, any_age=False):
            familiar += 1
    return familiar >= _MOVED_AT_LEAST and familiar * 2 > len(entries)
