"""Events API over HTTP: the same parcels, POSTed to the app's request URL with Slack's signature."""

import hashlib
import hmac
import json
import time
from urllib.parse import urlencode

from aiohttp import ClientError, ClientResponse, ClientSession, ClientTimeout

from bot.localslack.courier import Ack, Parcel
from bot.localslack.shapes import Json

_ACCEPTED = range(200, 300)


class HttpEvents:
    """Posts to one request URL. Slack's own time limit is on each request."""

    def __init__(self, *, request_url: str, signing_secret: str) -> None:
        self.request_url = request_url
        self._secret = signing_secret
        self._session: ClientSession | None = None

    async def deliver(self, parcel: Parcel, seconds: float) -> Ack:
        content_type, body = _encoded(parcel)
        headers = {"Content-Type": content_type, "User-Agent": "Slackbot 1.0 (+https://api.slack.com/robots)"}
        if parcel.attempt:
            reason = {"timeout": "http_timeout"}.get(parcel.reason, parcel.reason)
            headers |= {"X-Slack-Retry-Num": str(parcel.attempt), "X-Slack-Retry-Reason": reason}
        try:
            return await self._post(parcel, body, {**headers, **signature(self._secret, body)}, seconds)
        except TimeoutError:
            return Ack(ok=False, error="timeout")
        except ClientError:
            return Ack(ok=False, error="connection_failed")

    async def verify(self) -> bool:
        """Slack's handshake when a request URL is entered: the challenge must come back."""
        challenge = {"type": "url_verification", "challenge": "3eZbrw1aBm2rZgRNFdxV2595E9CY3gmdALWMmHkvFXO7tYXAYM8P"}
        ack = await self.deliver(Parcel(kind="events_api", payload=challenge), 3.0)
        return ack.payload.get("challenge", ack.payload.get("text")) == challenge["challenge"]

    async def close(self) -> None:
        if self._session is not None:
            await self._session.close()

    async def _post(self, parcel: Parcel, body: bytes, headers: dict[str, str], seconds: float) -> Ack:
        self._session = self._session or ClientSession()
        timeout = ClientTimeout(total=seconds)
        async with self._session.post(self.request_url, data=body, headers=headers, timeout=timeout) as response:
            if response.status not in _ACCEPTED:
                return Ack(ok=False, error="http_error")
            answer = await _answer(response)
            if parcel.on_ack:
                parcel.on_ack(answer)
            return Ack(ok=True, payload=answer)


def signature(secret: str, body: bytes, at: int | None = None) -> dict[str, str]:
    """The two headers by which an app knows that Slack is calling."""
    stamp = str(int(time.time()) if at is None else at)
    digest = hmac.new(secret.encode(), b"v0:" + stamp.encode() + b":" + body, hashlib.sha256).hexdigest()
    return {"X-Slack-Request-Timestamp": stamp, "X-Slack-Signature": f"v0={digest}"}


def _encoded(parcel: Parcel) -> tuple[str, bytes]:
    form = "application/x-www-form-urlencoded"
    if parcel.kind == "slash_commands":
        return form, urlencode(parcel.payload).encode()
    if parcel.kind == "interactive":
        return form, urlencode({"payload": json.dumps(parcel.payload)}).encode()
    return "application/json", json.dumps(parcel.payload).encode()


async def _answer(response: ClientResponse) -> Json:
    text = await response.text()
    try:
        payload = json.loads(text) if text else {}
    except ValueError:
        payload = text
    return payload if isinstance(payload, dict) else {"text": str(payload)}
