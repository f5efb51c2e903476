"""Replay and explain: entries through the real thinking stages, with nothing stored and nobody told."""

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from pathlib import Path
from typing import Any

from pydantic import AliasChoices, BaseModel, Field, ValidationError, field_validator

from bot.domain.change import Change
from bot.domain.entry import Document, Entry, Seen
from bot.domain.evidence import Evidence, Stance, Target
from bot.domain.saying import how_many, tally
from bot.domain.standing import Standing, first_standing
from bot.domain.story import Story
from bot.domain.weblink import site
from bot.errors import CommandError, FeedError
from bot.store.standings import targets
from watchers.beforehand import View
from watchers.decided import Decided
from watchers.identify.sightings import Sighting, SightingKind, identify
from watchers.link.likely import Likely
from watchers.match.matcher import Matcher
from watchers.model.reader import Reader
from watchers.parse.document import parse_document
from watchers.parse.rawfeed import SUMMARY_LONGEST, TITLE_LONGEST
from watchers.reading import read
from watchers.record import sights

_RSS_DATE = re.compile(r"\s*(?:[a-z]{3,9},?\s*)?\d{1,2}\s+[a-z]{3}", re.IGNORECASE)


class _Row(BaseModel):
    """One entry as a line of JSON; its outlet may be called `source`, as in story files."""

    id: str = ""
    title: str
    summary: str = ""
    outlet: str = Field(default="", validation_alias=AliasChoices("outlet", "source"))
    published: datetime | None = None
    link: str = ""
    language: str = ""

    @field_validator("id", mode="before")
    @classmethod
    def any_id(cls, value: object) -> object:
        return str(value) if isinstance(value, int) else value

    @field_validator("id", "summary", "outlet", "link", "language", mode="before")
    @classmethod
    def nothing_is_empty(cls, value: object) -> object:
        return "" if value is None else value

    @field_validator("published", mode="before")
    @classmethod
    def any_date(cls, value: object) -> object:
        """An empty one is none; one as RSS writes it is read, too."""
        if not isinstance(value, str) or not _RSS_DATE.match(value):
            return value or None
        try:
            return parsedate_to_datetime(value)
        except (ValueError, OverflowError):
            return value


@dataclass
class Replay:
    """A story and what it has learned so far in this replay; nothing leaves it. `known` is by outlet, as each has its feed.

    With `likely`, the reasons say also what an entry reads like; with `reader`, entries are read as a whole too.
    """

    story: Story
    standings: dict[Target, Standing] = field(init=False)
    recent: list[Evidence] = field(default_factory=list)
    known: dict[str, dict[str, Seen]] = field(default_factory=dict)
    latest: datetime = field(init=False)
    likely: Likely | None = None
    reader: Reader | None = None

    def __post_init__(self) -> None:
        self._matcher = Matcher(self.story)
        self.latest = start = datetime.fromtimestamp(0, UTC)
        self.standings = {t: first_standing(self.story, t, at=start) for t in targets(self.story)}

    def poll(self, entries: Iterable[Entry], *, source: str, now: datetime | None = None) -> Iterator[Decided]:
        """Each entry of one poll as the watchers would decide it; its own date is its now, unless one is given.

        That its headline changed is seen after all that was read before.
        """
        at = now or datetime.now(UTC)
        for sighting in sorted(self._sightings(entries, source, at), key=lambda s: s.entry.published or at):
            moment = min(sighting.entry.published or at, at)
            moment = max(moment, self.latest) if sighting.kind is SightingKind.EDIT else moment
            self.latest = max(moment, self.latest)
            self.known[sighting.entry.outlet or source] |= sights([sighting], now=moment)
            view = View(
                matcher=self._matcher,
                standings=self.standings,
                recent=tuple(self.recent[-500:]),
                source=source,
                likely=self.likely,
                reader=self.reader,
            )
            reading = read(view, [sighting], now=moment)
            self.standings |= reading.standings
            anew = {e.id: e for e in reading.taken_back}
            self.recent = [anew.get(e.id, e) for e in (*self.recent, *reading.evidence)]
            yield from reading.decided

    def _sightings(self, entries: Iterable[Entry], source: str, at: datetime) -> Iterator[Sighting]:
        """Which of the entries are known, each by what was read of its outlet."""
        by_outlet: dict[str, list[Entry]] = {}
        for entry in entries:
            by_outlet.setdefault(entry.outlet or source, []).append(entry)
        for outlet, listed in by_outlet.items():
            yield from identify(listed, self.known.setdefault(outlet, {}), now=at)

    def explained(self, entry: Entry) -> dict[str, Any]:
        """What matched, was judged and decided for one entry, and why, as JSON values; nothing is judged of what was seen before."""
        source = entry.outlet or site(entry.link) or "an unnamed outlet"
        decided = next(self.poll([entry], source=source), None)
        matched = self._matcher.match(entry, near=self.reader is not None)
        found = {m.target for m in matched.matches}
        decision = decided.decision if decided else "seen before"
        why = list(decided.why) if decided else []
        return {
            "id": entry.id,
            "title": entry.title,
            "decision": decision,
            "actors": sorted(matched.named),
            "matches": [
                {
                    "target": str(j.match.target),
                    "passage": j.match.passage,
                    "marked": [j.match.passage[m.start : m.end] for m in j.match.marks],
                    "anchor": j.match.anchor,
                    "pattern": j.match.pattern,
                    "phase": j.phase,
                    "direction": j.direction,
                    "weight": j.weight,
                    "stance": j.stance,
                    "why": list(j.why),
                }
                for j in (decided.judged if decided else ())
                if j.match.target in found or j.direction or j.stance is not Stance.CONTEXT
            ],
            "changes": [told(c) for c in (decided.changes if decided else ())],
            "why": why or [decision],
        }


def told(change: Change) -> dict[str, Any]:
    """A change as JSON values."""
    evidence = change.evidence
    return {
        "target": str(change.target),
        "kind": change.kind,
        "level": change.level,
        "before": change.before.value,
        "after": change.after.value,
        "suggested": change.after.suggested,
        "lean": change.after.lean,
        "origins": change.after.origins,
        "says": how_many(tally(change.after)),
        "published": evidence.published.isoformat() if evidence and evidence.published else None,
        "title": evidence.title if evidence else "",
        "outlet": evidence.outlet if evidence else "",
        "origin": evidence.origin if evidence else "",
        "link": evidence.link if evidence else "",
        "copy_of": evidence.copy_of if evidence else "",
        "why": change.why,
    }


def entries_of(lines: Iterable[str], *, name: str) -> Iterator[Entry | CommandError]:
    """Entries from lines of JSON; in place of a line that is none, the sentence that says so."""
    for number, line in enumerate(lines, start=1):
        if line.strip():
            yield _entry(line, where=f"{name} line {number}")


def _entry(line: str, *, where: str) -> Entry | CommandError:
    try:
        row = _Row.model_validate_json(line)
    except ValidationError as error:
        first = error.errors(include_input=False, include_url=False)[0]
        field_name = ".".join(str(x) for x in first["loc"]) or "the line"
        wanted = f"{first['msg']}; give one JSON object a line with at least a title."
        if field_name == "published":
            wanted = "write 2026-11-29T10:00:00Z."
        return CommandError(f"{where}: {field_name}: {wanted}")
    published = row.published
    if published is not None:
        published = published.astimezone(UTC) if published.tzinfo else published.replace(tzinfo=UTC)
    return Entry(
        id=row.id or row.link,
        title=row.title[:TITLE_LONGEST],
        summary=row.summary[:SUMMARY_LONGEST],  # as a feed is read
        outlet=row.outlet,
        published=published,
        link=row.link,
        language=row.language,
    )


def polls_of(files: Iterable[Path], story: Story) -> Iterator[tuple[int, str, tuple[Entry, ...]]]:
    """One poll a feed file: its number, its source's name and its entries. Raises CommandError for one that cannot be read.

    A file of JSON lines is read in as many polls as it names one entry: what it says of it later is an edit.
    """
    for number, path in enumerate(files):
        try:
            body = path.read_bytes()
        except OSError as error:
            raise CommandError(f"{path}: {error.strerror}; name feed files or JSONL files of entries.") from error
        if _is_jsonl(body):
            found = list(entries_of(body.decode("utf-8", "replace").splitlines(), name=str(path)))
            wrong = next((e for e in found if isinstance(e, CommandError)), None)
            if wrong:
                raise wrong
            for listed in _rounds(e for e in found if isinstance(e, Entry)):
                yield number, path.stem, listed
            continue
        try:
            document = parse_document(body)
        except FeedError as error:
            raise CommandError(f"{path}: {error}") from error
        yield number, _source_of(story, document) or path.stem, document.entries


def _rounds(entries: Iterable[Entry]) -> Iterator[tuple[Entry, ...]]:
    """The entries as polls would find them: none has two of the same id and outlet."""
    rounds: list[dict[tuple[str, str, int], Entry]] = []
    for place, entry in enumerate(entries):
        key = (entry.outlet, entry.id, -1 if entry.id else place)
        free = next((r for r in rounds if key not in r), None)
        if free is None:
            rounds.append(free := {})
        free[key] = entry
    return (tuple(r.values()) for r in rounds)


def _is_jsonl(body: bytes) -> bool:
    first = body.lstrip()[:1000].split(b"\n", 1)[0].strip()
    try:
        value = json.loads(first)
    except ValueError:
        return False
    return isinstance(value, Mapping) and "items" not in value and "version" not in value


def _source_of(story: Story, document: Document) -> str:
    """The story's source whose name is in a feed's title, or whose feeds are at the site its entries lead to; else the title."""
    inside = [s.name for s in story.sources if s.name.casefold() in document.title.casefold()]
    leads_to = {site(e.link) for e in document.entries if e.link}
    at_home = sorted({f.source for f in story.feeds if f.source and {site(f.url)} == leads_to})
    return next(iter((*inside, *at_home)), document.title)
