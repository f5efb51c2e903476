"""What travels: Slack's JSON objects, and the refusal every part of Slack answers with."""

from typing import Any

Json = dict[str, Any]


class RefusalError(Exception):
    """Slack says no: `{"ok": false, "error": code}` plus whatever else it adds."""

    def __init__(self, code: str, *, status: int = 200, headers: dict[str, str] | None = None, **more: Any) -> None:
        super().__init__(code)
        self.code = code
        self.status = status
        self.headers = headers or {}
        self.more = more

    def body(self) -> Json:
        return {"ok": False, "error": self.code, **self.more}
