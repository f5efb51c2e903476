"""What a new story file does to what was heard where it gives outlets another newsroom."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from typing import TypeVar

from bot.domain.balance import said_now, stood
from bot.domain.change import Change, ChangeKind, Level, alert_for, move_of
from bot.domain.evidence import Evidence, TargetKind, Whose
from bot.domain.saying import how_many, tally
from bot.domain.standing import BOT, Standing, Voice, WatchState
from bot.domain.story import Story
from bot.domain.voices import proposal_rests, set_to, still_suggested
from bot.store.keys import EVIDENCE_DAYS
from bot.store.store import Store
from bot.store.transaction import Transaction

_Told = TypeVar("_Told", Voice, Evidence)


async def rehome(store: Store, tx: Transaction, earlier: Story, story: Story, *, now: datetime) -> None:
    """What outlets said by their own newsroom is said by the newsroom the new file gives them: one origin, one voice.

    A proposal or suggestion that fewer origins do not carry is taken back, and the story's channels are told.
    """
    if all(story.source(s.name).origin == s.origin for s in earlier.sources) and all(
        earlier.source(s.name).origin == s.origin for s in story.sources
    ):
        return
    current, changed = await store.standings.of(story, now=now), {}
    reports = await store.standings.evidence(story.slug, since=now - timedelta(days=EVIDENCE_DAYS))
    gone = await store.standings.dismissed(story.slug)
    followers = await store.stories.followers(story.slug)
    for target, standing in current.standings.items():
        rehomed = _rehomed(standing, earlier, story)
        if rehomed.voices == standing.voices:
            continue
        counting = [e for e in reports if e.target == target and e.id not in gone]
        changed[target] = _carried(standing, rehomed, counting, now)
        change = _change(story.slug, standing, changed[target])
        if change.moves:
            _tell(store, tx, change, followers, at=now)
    if changed:
        store.standings.put(tx, story.slug, current.version, changed)
    for old in reports:
        if (new := _moved(old, earlier, story)) != old:
            store.standings.replace_evidence(tx, old, new)


def _rehomed(standing: Standing, earlier: Story, story: Story) -> Standing:
    """The standing with each voice in its new newsroom."""
    kind, voices = standing.target.kind, dict[str, Voice]()
    for voice in sorted(standing.voices, key=lambda v: v.at):
        moved = _moved(voice, earlier, story)
        voices[moved.origin] = said_now(voices.get(moved.origin), moved, kind)
    return replace(standing, voices=tuple(voices.values()))


def _carried(was: Standing, heard: Standing, evidence: Sequence[Evidence], now: datetime) -> Standing:
    """Where it stands by the voices it has now: what the bot proposed or suggested goes where it rests on them no longer."""
    if was.target.kind is TargetKind.CLAIM:
        return replace(heard, suggested=still_suggested(heard))
    by_bot = was.value == WatchState.PROPOSED and not was.proposed_by_a_person
    if not by_bot or proposal_rests(heard, evidence) or not proposal_rests(was, evidence):
        return heard
    value, lean = stood(heard.counting)
    moved = replace(set_to(heard, value, by=BOT, at=now, why=""), lean=lean)
    return replace(moved, why=_why(moved))


def _why(standing: Standing) -> str:
    return f"the story file makes one newsroom of several: {how_many(tally(standing))}"


def _change(slug: str, was: Standing, now: Standing) -> Change:
    return Change(
        slug=slug,
        target=was.target,
        kind=ChangeKind.STATE,
        level=Level.URGENT,
        before=was,
        after=now,
        why=_why(now),
    )


def _tell(store: Store, tx: Transaction, change: Change, channels: Sequence[str], *, at: datetime) -> None:
    """The ledger has it, and the channels are told."""
    store.ledger.append(tx, move_of(change, at=at))
    for channel in channels:
        store.outbox.put(tx, alert_for(change, channel, at=at))


def _moved(told: _Told, earlier: Story, story: Story) -> _Told:
    """A report or voice with the origin the new file gives the newsroom or speaker that it starts from."""
    own = told.origin == earlier.source(told.outlet).origin
    named = own or earlier.source(told.origin).origin == told.origin
    origin = story.source(told.outlet if own else told.origin).origin if named else told.origin
    whose = Whose.OUTLET if origin == story.source(told.outlet).origin else told.whose
    return replace(told, origin=origin, whose=whose) if origin != told.origin else told
