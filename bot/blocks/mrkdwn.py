"""The only maker of mrkdwn. Text from feeds and people is hostile until it has gone through here.

Slack knows three control characters (& < >), which `escape` replaces, and formatting marks for which it has no escape
at all; a zero-width space on both sides of such a mark takes its power, because a mark beside a space is only a mark.
"""

import re
from collections.abc import Iterable
from datetime import UTC, date, datetime
from urllib.parse import urlsplit

from bot.domain.evidence import Span

ELLIPSIS = "…"
MAX_URL = 1800
_MAX_HOST = 50
_GAP = "\u200b"
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
# Control characters, and the marks that make text read in another order than it is written.
_UNSEEN = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\u202a-\u202e\u2066-\u2069\ufeff\ud800-\udfff]")
_SPACE = re.compile(r"\s+")
_MARK = re.compile(r"`|(?<![^\W_])[*_~]|[*_~](?![^\W_])")
_EMOJI = re.compile(r":(?=[\w+'-]+:)")
_ADDRESS = re.compile(r"://|\bwww\.|^[\w-]+(\.[\w-]+)+(/|$)", re.IGNORECASE)
_LABEL = r"[a-z\d](?:[\w-]*[a-z\d])?"
_HOST = re.compile(rf"(?:{_LABEL}\.)*{_LABEL}|[\da-f:.]+", re.ASCII | re.IGNORECASE)
_NAMED = re.compile(r"<@([UW][A-Z0-9]{1,20})(?:\|[^<>|]*)?>")
_DATE = re.compile(r"<!date\^[^<>|]*\|([^<>|]*)>")
_UNSAFE_IN_URL = re.compile(r"[\s<>|\"`\\^{}\x00-\x1f\x7f-\xa0\u2028\u2029]")


def escape(text: str) -> str:
    """The text on one line, as Slack shows it character by character: no mention, no link, no formatting."""
    return _inert(text).strip()


def written(text: str, limit: int) -> str:
    """What somebody wrote in Slack: whom they name, which comes as an id, is shown by name, all else as `escape` has it."""
    parts = _NAMED.split(cut(text, limit))
    return "".join(user(part) if n % 2 else _inert(part) for n, part in enumerate(parts)).strip()


def cut(text: str, limit: int) -> str:
    """At most `limit` UTF-16 units, which is how Slack counts; cut text ends in an ellipsis. Before escaping."""
    if units(text) <= limit:
        return text
    kept = text.encode("utf-16-le", "replace")[: 2 * (limit - 1)].decode("utf-16-le", "ignore")
    return kept.rstrip() + ELLIPSIS


def units(text: str) -> int:
    return len(text.encode("utf-16-le", "replace")) // 2


def plain(text: str, limit: int) -> str:
    """For plain_text objects, which know no mrkdwn: one line, nothing unseen, never empty."""
    return cut(_SPACE.sub(" ", _UNSEEN.sub("", text)).strip(), limit) or "-"


def bold(text: str) -> str:
    """The text in bold, "" for an empty one."""
    inert = _inert(text.replace("*", "∗")).strip()
    return f"*{inert}*" if inert else ""


def link(url: str, label: str) -> str:
    """A link; only the label where the address is not a plain http(s) one. A label posing as an address is replaced."""
    url = _one_line(url)
    where = host(url)
    target = _UNSAFE_IN_URL.sub(_percent, url).replace("&", "&amp;")
    if not where or len(target) > MAX_URL:
        return escape(label)
    shown = where if _ADDRESS.search(label) else label
    return f"<{target}|{escape(shown.replace('|', ' ')) or 'link'}>"


def host(url: str) -> str:
    """Where a link leads, without www and at most 50 characters; "" where the address is not a plain http(s) one.

    In ASCII, so that no letter can pass for another (`xn--` begins what is not), and cut at its front, because who owns a
    name is read from its end.
    """
    try:
        parts = urlsplit(_one_line(url))
        port = f":{parts.port}" if parts.port not in {None, 80, 443} else ""
        name = (parts.hostname or "").encode("idna").decode().removeprefix("www.")
    except ValueError:
        return ""
    if parts.scheme not in {"http", "https"} or not _HOST.fullmatch(name) or "@" in parts.netloc:
        return ""
    whole = f"{name}{port}"
    return whole if len(whole) <= _MAX_HOST else ELLIPSIS + whole[1 - _MAX_HOST :]


def user(user_id: str) -> str:
    """A mention of a person by id, which is ours to make; anything that is no user id is shown as text."""
    return f"<@{user_id}>" if re.fullmatch(r"[UW][A-Z0-9]{1,20}", user_id) else escape(cut(user_id, 60))


def channel(channel_id: str) -> str:
    """A link to a channel by id. A direct message has no name to be shown by, and its id tells nobody anything."""
    if re.fullmatch(r"D[A-Z0-9]{6,20}", channel_id):
        return "a direct message"
    return f"<#{channel_id}>" if re.fullmatch(r"[CG][A-Z0-9]{1,20}", channel_id) else escape(cut(channel_id, 60))


def quote_with_marks(passage: str, marks: Iterable[Span], *, limit: int = 400) -> str:
    """The passage with its marked words in bold, shortened around the first of them."""
    shown, spans = _window(passage, _merged(marks, len(passage)), limit)
    out, at = [], 0
    for span in spans:
        before, marked, after = shown[at : span.start], shown[span.start : span.end], shown[span.end : span.end + 1]
        out.append(_inert(before))
        out.append(_marked(marked, joined=(before[-1:].isalnum(), after.isalnum())))
        at = span.end
    return "".join([*out, _inert(shown[at:])]).strip()


def when(at: datetime, now: datetime) -> str:
    """Date and time, always both, in the zone of whoever reads it; where Slack cannot tell that, "8 May 06:12 UTC".

    That has the year where it is not this one; Slack shows it of what is six months away and more.
    """
    at = at.astimezone(UTC)
    year = "" if at.year == now.astimezone(UTC).year else f" {at.year}"
    return _dated(at, "{date_short} {time}", f"{at.day} {_MONTHS[at.month - 1]}{year} {at:%H:%M} UTC")


def on_day(at: datetime) -> str:
    """The day of a moment in the zone of whoever reads it, as `when` would show it there; else in UTC."""
    at = at.astimezone(UTC)
    return _dated(at, "{date_short}", day(at))


def day(of: date) -> str:
    """A date with its year, the same for everybody: "7 May 2026"."""
    return f"{of.day} {_MONTHS[of.month - 1]} {of.year}"


def in_utc(text: str) -> str:
    """The mrkdwn with its times in UTC, for whatever does not read Slack's dates: notifications, transcripts."""
    return _DATE.sub(r"\1", text)


def _dated(at: datetime, tokens: str, otherwise: str) -> str:
    """Slack's date formatting: docs.slack.dev/messaging/formatting-message-text#date-formatting."""
    return f"<!date^{int(at.timestamp())}^{tokens}|{otherwise}>"


def _one_line(url: str) -> str:
    return re.sub(r"[\x00-\x1f\ud800-\udfff]", "", url).strip()


def _inert(text: str) -> str:
    text = _SPACE.sub(" ", _UNSEEN.sub("", text))
    text = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    text = _MARK.sub(lambda m: f"{_GAP}{m[0]}{_GAP}", text)
    text = _EMOJI.sub(f":{_GAP}", text)
    return f"{_GAP}{text}" if text.lstrip().startswith("&gt;") else text  # a leading > would quote


def _percent(found: re.Match[str]) -> str:
    return "".join(f"%{byte:02X}" for byte in found[0].encode("utf-8", "replace"))


def _merged(marks: Iterable[Span], length: int) -> list[Span]:
    """Inside the text, in order, without overlaps."""
    out: list[Span] = []
    for mark in sorted(marks):
        start, end = max(mark.start, 0), min(mark.end, length)
        if out and start <= out[-1].end:
            out[-1] = Span(start=out[-1].start, end=max(out[-1].end, end))
        elif start < end:
            out.append(Span(start=start, end=end))
    return out


def _window(passage: str, spans: list[Span], limit: int) -> tuple[str, list[Span]]:
    """A part of the passage that is not longer than the limit and has the first mark in it."""
    if units(passage) <= limit:
        return passage, spans
    first = spans[0].start if spans else 0
    start = 0 if first < limit // 2 else passage.rfind(" ", 0, first - limit // 4) + 1
    lead = ELLIPSIS if start else ""
    shown = lead + cut(passage[start:], limit - len(lead))
    shift = len(lead) - start
    moved = (Span(start=s.start + shift, end=min(s.end + shift, len(shown) - 1)) for s in spans)
    return shown, [s for s in moved if 0 <= s.start < s.end]


def _marked(words: str, *, joined: tuple[bool, bool]) -> str:
    """In bold; a zero-width space parts the star from letters it touches, or it would not count as one."""
    inside = _inert(words.replace("*", "∗"))
    bare = inside.strip()
    if not bare.strip(_GAP):
        return inside
    head = inside[: len(inside) - len(inside.lstrip())] or (_GAP if joined[0] else "")
    tail = inside[len(inside.rstrip()) :] or (_GAP if joined[1] else "")
    return f"{head}*{bare}*{tail}"
