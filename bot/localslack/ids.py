"""Slack's identifiers: stable ones for what has a name, fresh ones for what happens, timestamps that never repeat."""

import base64
import hashlib
import secrets
import time

_ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789"


def stable_id(prefix: str, seed: str) -> str:
    """The same id for the same name, so that a restarted process and its bot still understand each other."""
    digest = hashlib.sha256(f"{prefix}/{seed}".encode()).digest()
    return prefix + "0" + base64.b32encode(digest).decode()[:9].replace("=", "A")


def fresh_id(prefix: str, length: int = 10) -> str:
    return prefix + "".join(secrets.choice(_ALPHABET) for _ in range(length))


def stable_token(kind: str, seed: str) -> str:
    """A token in Slack's shape. It opens nothing but this local Slack."""
    digest = hashlib.sha256(f"{kind}/{seed}".encode()).hexdigest()
    number = str(int(digest[:12], 16)).zfill(12)[:12]
    return f"{kind}-{number}-{digest[12:36]}"


class Stamps:
    """Message timestamps: seconds and microseconds, always growing."""

    def __init__(self) -> None:
        self._last = 0

    def next(self) -> str:
        self._last = max(time.time_ns() // 1000, self._last + 1)
        return f"{self._last // 1_000_000}.{self._last % 1_000_000:06d}"

    def seen(self, ts: str) -> None:
        """Never go behind a timestamp loaded from a state file."""
        self._last = max(self._last, round(float(ts) * 1_000_000))
