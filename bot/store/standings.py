"""Standings and the evidence they rest on."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from pydantic import TypeAdapter

from bot.domain.evidence import Evidence, Target, TargetKind
from bot.domain.standing import Standing, first_standing
from bot.domain.story import Story
from bot.store.client import Client
from bot.store.keys import EVIDENCE_DAYS, Keys
from bot.store.transaction import Transaction

_STANDING = TypeAdapter(Standing)
_EVIDENCE = TypeAdapter(Evidence)
_VERSION = "version"


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

    async def of(self, story: Story, *, now: datetime) -> StoryStandings:
        """Every target of the story has a standing; those never written stand where the story file puts them."""
        rows = await self.redis.hgetall(self.keys.standings(story.slug))
        found = {}
        for target in targets(story):
            text = rows.get(str(target))
            found[target] = _STANDING.validate_json(text) if text else first_standing(story, target, at=now)
        return StoryStandings(standings=found, version=rows.get(_VERSION, ""))

    def put(self, tx: Transaction, slug: str, version: str, standings: Mapping[Target, Standing]) -> None:
        """Written only if nobody wrote since `version` was read; else the commit raises ConflictError."""
        key = self.keys.standings(slug)
        tx.guard(key, version, field=_VERSION)
        tx.do("HINCRBY", key, _VERSION, 1)
        tx.set_fields(key, {str(t): _STANDING.dump_json(s).decode() for t, s in standings.items()})

    def add_evidence(self, tx: Transaction, evidence: Evidence, *, now: datetime) -> None:
        """Kept 30 days to fold and to cite; the ledger keeps what was made of it."""
        key = self.keys.evidence(evidence.slug)
        tx.do("ZADD", key, evidence.seen.timestamp(), _EVIDENCE.dump_json(evidence).decode())
        tx.do("ZREMRANGEBYSCORE", key, "-inf", f"({(now - timedelta(days=EVIDENCE_DAYS)).timestamp()}")

    async def evidence(self, slug: str, *, since: datetime) -> tuple[Evidence, ...]:
        """Evidence seen since then, oldest first."""
        rows = await self.redis.zrangebyscore(self.keys.evidence(slug), since.timestamp(), "+inf")
        return tuple(_EVIDENCE.validate_json(row) for row in rows)


def targets(story: Story) -> tuple[Target, ...]:
    """The story's watch items and claims, in the file's order."""
    items = (Target(kind=TargetKind.WATCH, id=w.id) for w in story.watch_items)
    claims = (Target(kind=TargetKind.CLAIM, id=c.id) for c in story.claims)
    return (*items, *claims)
