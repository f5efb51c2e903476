"""What the doctor found, and how to mend it."""

from dataclasses import dataclass, replace

from bot.log import hide_secrets


@dataclass(frozen=True, kw_only=True)
class Finding:
    """`ok` is None where it could not be told, or where it works and could be better. `mend` says what to do.

    `unresolved` says that no name server knew the host.
    """

    name: str
    ok: bool | None
    what: str
    mend: str = ""
    unresolved: bool = False

    def without(self, secrets: tuple[str, ...]) -> "Finding":
        """The same, with nothing in it that is or looks like a secret."""
        name, what, mend = (hide_secrets(text, secrets) for text in (self.name, self.what, self.mend))
        return replace(self, name=name, what=what, mend=mend)


def well(name: str, what: str) -> Finding:
    return Finding(name=name, ok=True, what=what)


def ill(name: str, what: str, mend: str, *, unresolved: bool = False) -> Finding:
    return Finding(name=name, ok=False, what=what, mend=mend, unresolved=unresolved)


def unsure(name: str, what: str, mend: str = "") -> Finding:
    return Finding(name=name, ok=None, what=what, mend=mend)
