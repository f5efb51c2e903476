"""Standings and the evidence they rest on."""

import asyncio
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from pydantic import TypeAdapter

from bot.domain.evidence import Evidence, Target, TargetKind
from bot.domain.standing import Standing, first_standing, with_attributions
from bot.domain.story import Story
from bot.store.client import Client
from bot.store.keys import DAY, EVIDENCE_DAYS, EVIDENCE_TTL, Keys
from bot.store.rows import readable
from bot.store.transaction import Transaction

_STANDING = TypeAdapter(Standing)
_EVIDENCE = TypeAdapter(Evidence)
_VERSION = "version"
_BEGAN = "began"
_FILED = "filed"


@dataclass(frozen=True, kw_only=True)
class StoryStandings:
    """Where every target of a story stands, and the version a write must be based on."""

    standings: Mapping[Target, Standing]
    version: str


@dataclass(frozen=True)
class Standings:
    """Where each watch item and claim stands now."""

    redis: Client
    keys: Keys
    _parsed: dict[str, dict[str, Evidence | None]] = field(default_factory=dict)

    async def of(self, story: Story, *, now: datetime) -> StoryStandings:
        """Every target of the story has a standing; those never written, or not to be read, stand where the story file puts them."""
        rows = await self.redis.hgetall(self.keys.standings(story.slug))
        began = datetime.fromisoformat(rows[_BEGAN]) if _BEGAN in rows else now
        found = {}
        for target in targets(story):
            at = datetime.fromisoformat(rows[f"{_BEGAN} {target}"]) if f"{_BEGAN} {target}" in rows else began
            first, text = first_standing(story, target, at=at), rows.get(str(target))
            known = readable(_STANDING, text, where=f"{self.keys.standings(story.slug)} {target}") if text else None
            found[target] = with_attributions(known, first) if known else first
        return StoryStandings(standings=found, version=rows.get(_VERSION, ""))

    def begin(self, tx: Transaction, slug: str, *, now: datetime, new: Iterable[Target] = ()) -> None:
        """What was never written stands where the story file puts it since the story was first imported."""
        tx.do("HSETNX", self.keys.standings(slug), _BEGAN, now.isoformat())
        for target in new:
            tx.do("HSETNX", self.keys.standings(slug), f"{_BEGAN} {target}", now.isoformat())

    async def known(self, slug: str) -> frozenset[Target]:
        """What was ever written of a story, whether it is watched now or was removed."""
        rows = await self.redis.hkeys(self.keys.standings(slug))
        return frozenset(Target.parse(name.removeprefix(f"{_BEGAN} ")) for name in rows if ":" in name)

    def filed(self, tx: Transaction, slug: str, *, now: datetime) -> None:
        """The story file was imported: kept here, for the ledger is long."""
        tx.do("HSET", self.keys.standings(slug), _FILED, now.isoformat())

    async def filed_at(self, slug: str) -> datetime | None:
        at = await self.redis.hget(self.keys.standings(slug), _FILED)
        return datetime.fromisoformat(at) if at else None

    def put(self, tx: Transaction, slug: str, version: str, standings: Mapping[Target, Standing]) -> None:
        """Written only if nobody wrote since `version` was read; else the commit raises ConflictError."""
        key = self.keys.standings(slug)
        self.since(tx, slug, version)
        tx.do("HINCRBY", key, _VERSION, 1)
        tx.set_fields(key, {str(t): _STANDING.dump_json(s).decode() for t, s in standings.items()})

    async def version(self, slug: str) -> str:
        """The version that `since` and `put` ask for; "" before anything was written."""
        return await self.redis.hget(self.keys.standings(slug), _VERSION) or ""

    def since(self, tx: Transaction, slug: str, version: str) -> None:
        """Done only if no standing was written since `version` was read; else the commit raises ConflictError."""
        tx.guard(self.keys.standings(slug), version, field=_VERSION)

    async def told_aged(self, slug: str) -> dict[str, str]:
        """What was told of time's own changes: when a stale claim had last been reaffirmed, which day an item let pass."""
        return dict(await self.redis.hgetall(self.keys.stale(slug)))

    def tell_aged(self, tx: Transaction, slug: str, target: Target, *, told: str, now: str) -> None:
        """Told once: the commit raises ConflictError where `told` is no longer what was told last."""
        key = self.keys.stale(slug)
        tx.guard(key, told, field=str(target))
        tx.do("HSET", key, str(target), now)

    def add_evidence(self, tx: Transaction, evidence: Evidence, *, now: datetime) -> None:
        """Kept 30 days to fold and to cite; the ledger keeps what was made of it."""
        self._keep(tx, evidence)
        old = f"({(now - timedelta(days=EVIDENCE_DAYS)).timestamp()}"
        tx.do("ZREMRANGEBYSCORE", self.keys.evidence(evidence.slug), "-inf", old)

    def _keep(self, tx: Transaction, evidence: Evidence) -> None:
        key = self.keys.evidence(evidence.slug)
        tx.do("ZADD", key, evidence.seen.timestamp(), _EVIDENCE.dump_json(evidence).decode())
        tx.do("EXPIRE", key, EVIDENCE_TTL)

    def dismiss(self, tx: Transaction, slug: str, evidence_id: str, *, by: str) -> None:
        """Somebody said this evidence is not relevant: it no longer counts, is not folded onto, and its edits are silent."""
        key = self.keys.dismissed(slug)
        tx.do("HSET", key, evidence_id, by)
        tx.do("EXPIRE", key, 2 * EVIDENCE_DAYS * DAY)

    def restore(self, tx: Transaction, slug: str, evidence_id: str) -> None:
        """It is relevant after all."""
        tx.do("HDEL", self.keys.dismissed(slug), evidence_id)

    def replace_evidence(self, tx: Transaction, old: Evidence, new: Evidence) -> None:
        """Folded otherwise: by hand."""
        self.forget_evidence(tx, old)
        self._keep(tx, new)

    def forget_evidence(self, tx: Transaction, old: Evidence) -> None:
        """Another takes its place. It goes by its id, for another version may have written it."""
        tx.do("ZREMID", self.keys.evidence(old.slug), old.seen.timestamp(), old.id)

    def fold_by_hand(self, tx: Transaction, evidence: Evidence, same_as: str) -> None:
        """Somebody said which entry this is the same report as, by its key; "" where it is a report of its own."""
        key = self.keys.folds(evidence.slug)
        tx.do("HSET", key, f"{evidence.target} {evidence.entry_key}", same_as)
        tx.do("EXPIRE", key, 2 * EVIDENCE_DAYS * DAY)

    async def folded_by_hand(self, slug: str) -> dict[str, str]:
        """What people said, by `target entry`."""
        return dict(await self.redis.hgetall(self.keys.folds(slug)))

    def mean_by_hand(self, tx: Transaction, evidence: Evidence, said: str) -> None:
        """Somebody said what the report means, as `by_hand` in bot.domain.meaning has it."""
        key = self.keys.meanings(evidence.slug)
        tx.do("HSET", key, f"{evidence.target} {evidence.entry_key}", said)
        tx.do("EXPIRE", key, 2 * EVIDENCE_DAYS * DAY)

    async def meant_by_hand(self, slug: str) -> dict[str, str]:
        """What people said, by `target entry`."""
        return dict(await self.redis.hgetall(self.keys.meanings(slug)))

    async def dismissed(self, slug: str) -> dict[str, str]:
        """Who said so, by id of the evidence."""
        return dict(await self.redis.hgetall(self.keys.dismissed(slug)))

    async def evidence(self, slug: str, *, since: datetime) -> tuple[Evidence, ...]:
        """Evidence seen since then, oldest first."""
        rows = await self.redis.zrangebyscore(self.keys.evidence(slug), since.timestamp(), "+inf")
        return await asyncio.to_thread(self._read, rows, slug)

    def _read(self, rows: Iterable[str], slug: str) -> tuple[Evidence, ...]:
        """Every poll and every summary reads 30 days of a story's reports, and a row never changes: only new ones are parsed."""
        known, key = self._parsed.get(slug, {}), self.keys.evidence(slug)
        found = {row: known[row] if row in known else readable(_EVIDENCE, row, where=key) for row in rows}
        self._parsed[slug] = found
        return tuple(evidence for evidence in found.values() if evidence)


def targets(story: Story) -> tuple[Target, ...]:
    """The story's watch items and claims, in the file's order."""
    items = (Target(kind=TargetKind.WATCH, id=w.id) for w in story.watch_items)
    claims = (Target(kind=TargetKind.CLAIM, id=c.id) for c in story.claims)
    return (*items, *claims)
