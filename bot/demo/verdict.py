"""What the demo must have shown, and its transcript in words."""

import re
from collections.abc import Iterable, Sequence
from typing import Any

from bot.blocks.mrkdwn import in_utc
from bot.demo.minute import BASELINE, COURIER, DECISIVE, DENIAL, HARBOUR, SECOND, SECOND_NOW, UNRELATED

Post = dict[str, Any]


def said(post: Post) -> str:
    """All a post says, as plain text: its blocks, or its text where it has none."""
    words = [*_texts(post.get("blocks") or [])] or [str(post.get("text", ""))]
    return re.sub(r"<(?:https?[^|>]*)\|([^>]*)>", r"\1", in_utc("\n".join(words)))


def _unmarked(post: Post) -> str:
    """The same without the bold of matched words, to look for whole headlines in it."""
    return said(post).replace("*", "").replace("\u200b", "")


def transcript_lines(transcript: Sequence[Post]) -> list[str]:
    """Every post in order, as people saw it."""
    lines = ["", "Transcript"]
    for post in transcript:
        where = f"#{post['channel']}" + (" (thread)" if post["kind"] in {"reply", "broadcast"} else "")
        lines.append(f"--- {post['kind']} in {where} by {post['who']}")
        lines += [f"    {line}" for line in said(post).splitlines() if line.strip()]
    return lines


def shortcomings(
    transcript: Sequence[Post], answers: Sequence[Any], feed_states: Sequence[tuple[str, bool]]
) -> list[str]:
    """A sentence for each part of the main job that did not happen; none if all of it did."""
    posts = [
        p for p in transcript if p["kind"] in {"post", "reply", "broadcast"} and p["who"].casefold() == "watchdesk"
    ]
    question, claim = (
        "sign a memorandum or deal to end the war?",
        "Israel and Iran now runs through Pakistan.",
    )
    heads = [p for p in posts if p["kind"] == "post" and question in said(p)]
    thread = [_unmarked(p) for p in posts if p["kind"] != "post"]
    loud = [_unmarked(p) for p in posts if p["kind"] == "broadcast"]
    everything = "\n".join(_unmarked(p) for p in transcript if p["kind"] != "ephemeral")
    watch = "\n".join(_unmarked(p) for p in transcript if p["kind"] == "ephemeral")
    checks = {
        "a first signal alerts once, in the channel": len(heads) == 1,
        "the wire copy joins the thread as a copy, and the origins stay": any(
            ("has a copy of" in t or _wires_own(t)) and "1 origin" in t for t in thread
        ),
        "the independent report raises the origins": any("a further origin" in t and "2 origins" in t for t in thread),
        "the denial shows as contested": any("contested" in t and DENIAL in t for t in loud),
        "the changed headline shows old and new": any(SECOND in t and SECOND_NOW in t for t in thread),
        "the decisive report proposes a resolution": any("proposed" in t and DECISIVE in t for t in loud),
        "unrelated news is not posted": UNRELATED not in everything,
        "the baseline is not posted": BASELINE not in everything,
        "nothing is posted twice": len(posts) == len({(p["thread_ts"], said(p)) for p in posts}),
        "/watch answers with the claims and the watch items": bool(answers) and question in watch and claim in watch,
        "the feed that failed was marked, and recovered": _failed_and_recovered(feed_states),
    }
    return [what for what, held in checks.items() if not held]


def _wires_own(told: str) -> bool:
    """Whether it is the wire's own report that joins: a bot that was killed meanwhile may read the copy's feed first."""
    return told.startswith(f"{HARBOUR.name} (invented) points to yes · still signal")


def _failed_and_recovered(states: Sequence[tuple[str, bool]]) -> bool:
    mine = [healthy for name, healthy in states if name == COURIER.marked]
    return False in mine and mine[-1]


def _texts(node: object) -> Iterable[str]:
    if isinstance(node, dict):
        if isinstance(node.get("text"), str) and node.get("type") in {"mrkdwn", "plain_text"}:
            yield node["text"]
        for key, value in node.items():
            if key not in {"accessory", "elements"} or node.get("type") == "context":
                yield from _texts(value)
    elif isinstance(node, (list, tuple)):
        for one in node:
            yield from _texts(one)
