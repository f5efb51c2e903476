"""A connection that breaks after Redis did a thing and before it said so: redis-py sends it again, and it is done once."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from bot.domain.change import alert_for
from bot.domain.evidence import Target, TargetKind
from bot.domain.ledger import LedgerLine, LineKind
from bot.domain.lesson import Asked, Cause
from bot.store.store import Store, open_store
from tests.conftest import NOW
from tests.samples import FIRST_SIGNAL

ON = Target(kind=TargetKind.WATCH, id="memorandum")


@dataclass
class Cut:
    """Between a client and Valkey: after the next command with `needle` in it the answer is swallowed, the line cut."""

    upstream: str
    needle: bytes = b""
    cuts: int = 0

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        up_reader, up_writer = await asyncio.open_unix_connection(self.upstream)
        armed = asyncio.Event()

        async def down() -> None:
            while data := await up_reader.read(65_536):
                if armed.is_set():
                    self.cuts += 1
                    writer.transport.abort()
                    return
                writer.write(data)

        answers = asyncio.create_task(down())
        try:
            while data := await reader.read(1 << 20):
                if self.needle and self.needle in data:
                    self.needle = b""
                    armed.set()
                up_writer.write(data)
        except ConnectionError:
            pass
        finally:
            answers.cancel()
            up_writer.close()
            writer.close()


@dataclass
class Rig:
    """A store behind a line that can be cut, and the same store on a whole one to look with."""

    cut: Cut
    behind: Store
    plain: Store

    async def when_cut(self, needle: str, deed: Callable[[], Awaitable[object]]) -> object:
        """What the deed gives where the answer to its command was lost."""
        self.cut.needle = needle.encode()
        before = self.cut.cuts
        given = await deed()
        assert self.cut.cuts == before + 1, "the line was cut"
        return given


@pytest.fixture
async def rig(store: Store, valkey_url: str, tmp_path: Path) -> AsyncIterator[Rig]:
    socket = str(tmp_path / "cut.sock")
    cut = Cut(valkey_url.removeprefix("unix://").partition("?")[0])
    server = await asyncio.start_unix_server(cut.serve, socket)
    async with open_store(f"unix://{socket}", tmp_path) as behind:
        yield Rig(cut, behind, store)
    server.close()


async def test_a_ledger_line_is_written_once(rig: Rig) -> None:
    line = LedgerLine(kind=LineKind.NOTE, at=NOW, who="U1", slug="harbour", target=str(ON), why="hello")
    tx = rig.behind.transaction()
    rig.behind.ledger.append(tx, line)
    await rig.when_cut("hello", tx.commit)
    assert await rig.plain.ledger.read("harbour") == (line,)


async def test_a_step_whose_guard_is_its_own_doing_is_no_conflict(rig: Rig) -> None:
    """A decision met the version it had written itself, was made anew and told twice."""
    tx = rig.behind.transaction()
    tx.guard("watchdesk:standings:harbour", "", field="version")
    tx.do("HSET", "watchdesk:standings:harbour", "version", "mine")
    await rig.when_cut("version", tx.commit)
    assert await rig.plain.redis.hgetall("watchdesk:standings:harbour") == {"version": "mine"}


async def test_a_click_whose_answer_is_lost_is_no_second_click(rig: Rig) -> None:
    assert await rig.when_cut("event:trigger-1", lambda: rig.behind.inbox.first("trigger-1"))
    assert not await rig.plain.inbox.first("trigger-1")


async def test_a_queue_is_held_by_whoever_took_it(rig: Rig) -> None:
    """The lease was left to nobody, and the channel silent for a minute."""
    tx = rig.plain.transaction()
    rig.plain.outbox.put(tx, alert_for(FIRST_SIGNAL, "C1", at=NOW))
    await tx.commit()
    held = await rig.when_cut("lease:channel:C1", lambda: rig.behind.outbox.hold(now=NOW))
    assert held is not None
    assert await rig.plain.outbox.hold(now=NOW) is None


async def test_what_is_asked_waits_once(rig: Rig) -> None:
    asked = Asked(
        id="a1", slug="harbour", cause=Cause.MISSED, by="U1", channel="C1", at=NOW, link="https://wire.invalid/1"
    )
    await rig.when_cut("wire.invalid", lambda: rig.behind.lessons.ask(asked))
    assert await rig.plain.redis.llen(rig.plain.keys.asked) == 1
