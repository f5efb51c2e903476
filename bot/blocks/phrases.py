"""The phrases alerts and summaries share, in the design's words as they stand."""

from datetime import datetime

from bot.blocks.mrkdwn import bold, cut, day, escape, host, link, quote_with_marks, user, when
from bot.domain.change import Change, Level
from bot.domain.counted import counted
from bot.domain.evidence import Evidence, Target, TargetKind
from bot.domain.standing import BOT, Standing, Voice
from bot.domain.story import Attribution, Claim, Direction, Story, WatchItem

_NAMES_SHOWN = 5


def origins(count: int) -> str:
    return counted(count, "origin")


def origins_named(standing: Standing) -> str:
    """As in "2 origins: Reuters, IRNA"; where they disagree, each with its side."""
    names = list(dict.fromkeys(f"{v.origin}\0{v.side}" for v in standing.voices))
    sides = {v.side for v in standing.voices}
    shown = [_origin(n, with_side=len(sides) > 1) for n in names[:_NAMES_SHOWN]]
    more = [f"{len(names) - _NAMES_SHOWN} more"] if len(names) > _NAMES_SHOWN else []
    outlets = f" ({len(standing.outlets)} outlets)" if len(standing.outlets) > standing.origins else ""
    return f"{origins(standing.origins)}{outlets}{': ' if shown else ''}{', '.join([*shown, *more])}"


def question(story: Story, target: Target) -> str:
    """What the thread is about, in the story file's words; the id where the file has dropped it."""
    if target.kind is TargetKind.CLAIM:
        claim = story.claim(target.id)
        return f"Claim: {claim.text}" if claim else str(target)
    item = story.watch_item(target.id)
    return (item.question if item else "").strip() or str(target)


def flag(level: Level) -> str:
    return "🔴 flash" if level is Level.FLASH else ""


def move(change: Change) -> str:
    """Before and after, the new value in bold; or what else of the standing changed."""
    before, after = change.before, change.after
    if change.turns:
        return f"{escape(before.value)}{pointing(before.lean)} → {stands(after)}"
    if before.suggested != after.suggested:
        return f"{bold(after.value)}{suggestion(after) or ', nothing suggested any more'}"
    if before.owner != after.owner:
        had = f", {user(before.owner)} had it" if before.owner else ""
        return f"{user(after.owner)} has this{had}" if after.owner else f"nobody has this any more{had}"
    return f"still {bold(after.value)}"


def stands(standing: Standing) -> str:
    """As in "**signal**, pointing to no" or "**proposed**, suggested: **resolved_yes**"."""
    return f"{bold(standing.value)}{pointing(standing.lean)}{suggestion(standing)}"


def pointing(lean: str) -> str:
    """Which way a signal points, as in ", pointing to no"; "" in other states."""
    return f", pointing to {side(lean)}" if lean else ""


def side(name: str) -> str:
    """What a voice answers, as people say it: "yes", "no", "both sides"; of a claim, that it supports or refutes it."""
    return {"toward": "yes", "away": "no", "both": "both sides"}.get(name, escape(name))


def suggestion(standing: Standing) -> str:
    return f", suggested: {bold(standing.suggested)}" if standing.suggested else ""


def reason(text: str) -> str:
    """A reason from the ledger; backticks that were meant for a log are left out."""
    return escape(cut(text.replace("`", ""), 300))


def who(name: str) -> str:
    return "watchdesk" if name == BOT else user(name)


def quoted(evidence: Evidence) -> str:
    """The sentence with the matched words marked."""
    return f"> {quote_with_marks(evidence.passage or evidence.title, evidence.marks)}"


def source(evidence: Evidence, now: datetime) -> str:
    """Who says it, how far to trust them, when it was published and seen, and the link."""
    outlet = escape(cut(evidence.outlet, 80)) or "unknown outlet"
    origin = "" if evidence.origin in {evidence.outlet, ""} else f", origin {escape(cut(evidence.origin, 80))}"
    published = f"published {when(evidence.published, now)}" if evidence.published else "no date given"
    times = f"{published}, seen {when(evidence.seen, now)}"
    return f"{outlet} ({evidence.grade.words}{origin}) · {times} · {report_at(evidence.link)}"


def report_at(url: str) -> str:
    """The link to a report, and which host it leads to: that need not be the outlet's, and a label can say anything."""
    where = host(url)
    return link(url, f"read at {where}") if where else "no link"


def claimed_by(story: Story, claim: Claim, now: datetime, *, most: int = 2) -> str:
    """On whose word a claim stands in the story file: each source with its grade, the date and the link."""
    newest = sorted(claim.attributions, key=lambda a: a.date or now.date(), reverse=True)[:most]
    return "\n".join(_attribution(story, a) for a in newest) or "no named source"


def _attribution(story: Story, one: Attribution) -> str:
    grade = story.source(one.source).grade.words
    said = f"{escape(cut(one.source, 80))} ({grade}), {day(one.date) if one.date else 'no date given'}"
    quote = f": “{escape(cut(one.quote, 100))}”" if one.quote else ""
    return f"{said}{quote}{' · ' + report_at(one.url) if one.url else ''}"


def voices(standing: Standing, now: datetime, *, most: int = 3) -> str:
    """On whose word it stands: one line a voice, newest first."""
    newest = sorted(standing.voices, key=lambda v: v.at, reverse=True)
    more = [f"• and {len(newest) - most} more"] if len(newest) > most else []
    return "\n".join([*(voice(v, now) for v in newest[:most]), *more])


def voice(one: Voice, now: datetime) -> str:
    outlet = escape(cut(one.outlet, 80))
    at = when(one.at, now) if one.evidence else day(one.at)  # a dated attribution has no time of day
    return f"• {outlet}: {side(one.side)}, {at} · {report_at(one.link)}"


def follows(item: WatchItem, *, direction: Direction | None = None) -> tuple[str, ...]:
    """What follows, either way or only the way the evidence points."""
    both = ((Direction.TOWARD, "If yes", item.if_yes), (Direction.AWAY, "If no", item.if_no))
    wanted = [(label, text) for way, label, text in both if text and direction in {None, way}]
    return tuple(f"{bold(label)}: {escape(cut(text, 400))}" for label, text in wanted)


def criteria(item: WatchItem) -> tuple[str, ...]:
    """What resolves the item, in the story file's words: what a proposal is to be held against."""
    both = (("Resolves yes if", item.resolves_yes_if), ("Resolves no if", item.resolves_no_if))
    return tuple(f"{bold(label)}: {escape(cut(text, 400))}" for label, text in both if text)


def _origin(name: str, *, with_side: bool) -> str:
    origin, _, answer = name.partition("\0")
    shown = escape(cut(origin, 60))
    return f"{shown} ({side(answer)})" if with_side else shown
