"""What a person types, as Slack sends it on: escaped, with mentions and links in angle brackets."""

import re

from bot.localslack.shapes import RefusalError
from bot.localslack.workspace import Workspace

_KNOWN = re.compile(r"<@[UW][A-Z0-9]+(?:\|[^<>]*)?>|<#C[A-Z0-9]+(?:\|[^<>]*)?>")
_TOKEN = re.compile(r"(?P<url>https?://[^\s<>|]+)|(?<![\w@])@(?P<person>[\w.\-]+)|(?<![\w#])#(?P<channel>[\w\-]+)")


def typed(workspace: Workspace, text: str) -> str:
    """`@Dana` and `#newsdesk` become mentions, addresses become links, everything else is only text."""
    parts: list[str] = []
    at = 0
    for known in _KNOWN.finditer(text):
        parts += [_encode(workspace, text[at : known.start()]), known.group()]
        at = known.end()
    return "".join([*parts, _encode(workspace, text[at:])])


def escape(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def _encode(workspace: Workspace, text: str) -> str:
    out: list[str] = []
    at = 0
    for token in _TOKEN.finditer(text):
        out += [escape(text[at : token.start()]), _token(workspace, token)]
        at = token.end()
    return "".join([*out, escape(text[at:])])


def _token(workspace: Workspace, token: re.Match[str]) -> str:
    if token["url"]:
        return f"<{token['url'].replace('&', '&amp;')}>"
    try:
        if token["person"]:
            return f"<@{workspace.person(token['person']).id}>"
        channel = workspace.channel(token["channel"])
    except RefusalError:
        return escape(token.group())
    return f"<#{channel.id}|{channel.name}>"
