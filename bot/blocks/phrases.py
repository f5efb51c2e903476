"""The phrases alerts, answers and lists share: the same words for the same thing on every surface."""

import re
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta

from bot.blocks.mrkdwn import bold, cut, day, escape, host, link, on_day, quote_with_marks, user, when
from bot.blocks.view import ThreadLink
from bot.domain.change import Change, Level
from bot.domain.counted import counted
from bot.domain.evidence import Evidence, Target, TargetKind, Whose
from bot.domain.saying import Force, each_count, force_in, how_many, said, says, spoken, tally
from bot.domain.standing import BOT, SHELF_LIFE, Standing, Voice, WatchState, answer
from bot.domain.story import Attribution, Claim, Direction, Story, WatchItem
from bot.domain.teller import teller, whose_word
from bot.domain.voices import SIDES, side_of, unsupported

CONFIRM = "waits for Confirm"
ON_HOME = "on the Home tab of this app"
"""Where whatever waits can be decided, from any channel."""
_NAMES_SHOWN = 5
_SOURCES_SHOWN = 2
_VOICES_SHOWN = 3
_AT_ONCE = timedelta(minutes=10)
"""What was seen so soon after it was published has one time."""
_RESOLUTION = re.compile(r"\bresolved_(yes|no|partial|ambiguous)\b")


def joined(*parts: str) -> str:
    """The parts there are, on one line."""
    return " · ".join(p for p in parts if p)


def says_that(evidence: Evidence, heard: Mapping[str, int]) -> str:
    """What a report says among what is heard, as in "reports yes", or said where no headline says it any more; "" where it takes no side."""
    side = side_of(evidence)
    return (said if evidence.former else says)(side, force_in(evidence, side, heard))


def origins(standing: Standing) -> str:
    """How many origins say what, as in "1 origin reports yes, 2 point to no"."""
    return how_many(tally(standing))


def origins_named(standing: Standing) -> str:
    """The same with who they are, as in "2 origins report yes: Reuters, IRNA"; after a resolution, what is said since.

    The newest come first, for not all are named. Who said so a shelf life before is named with the day: "Harbour Wire, Reuters (7 May 2026)".
    """
    who_says, newest = spoken(standing), max((v.at for v in standing.voices), default=standing.since)
    told = (
        "; ".join(f"{told}: {_named(who_says[name], newest)}" for name, told in each_count(tally(standing)))
        or "no origin"
    )
    late = standing.resolved and standing.voices and all(v.at > standing.since for v in standing.voices)
    many = counted(len(standing.outlets), "outlet carries it", "outlets carry it")
    outlets = f" · {many}" if len(standing.outlets) > standing.origins else ""
    return f"{'since then ' if late else ''}{told}{outlets}"


def _named(voices: Sequence[Voice], newest: datetime) -> str:
    """Who speaks for them, the newest first."""
    voices = sorted(voices, key=lambda v: v.at, reverse=True)
    more = [f"{len(voices) - _NAMES_SHOWN} more"] if len(voices) > _NAMES_SHOWN else []
    ages = [f" ({said_on(v)})" if newest - v.at > SHELF_LIFE else "" for v in voices[:_NAMES_SHOWN]]
    names = [escape(cut(teller(v), 80)) for v in voices[:_NAMES_SHOWN]]
    return ", ".join([*map("".join, zip(names, ages, strict=True)), *more])


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
    """Where it stands now and stood before, as in "proposed: **yes** (was contested)"; or that it stands as it did."""
    before, after = change.before, change.after
    if change.turns or before.words != after.words:
        return f"{state(after)} (was {escape(before.words)}{pointing(before.lean)})"
    if before.suggested and not after.suggested:
        return f"still {state(after)}, no verdict suggested any more"
    return stands(after) if before.suggested != after.suggested else f"still {state(after)}"


def state(standing: Standing) -> str:
    """As in "**signal**, pointing to no", "proposed: **yes**" or "resolved: **no**"."""
    name, _, told = standing.words.partition(": ")
    return f"{f'{escape(name)}: {bold(told)}' if told else bold(name)}{pointing(standing.lean)}"


def stands(standing: Standing) -> str:
    """The same, and that it waits for somebody's decision where it does, or that no headline says any more what is proposed.

    Who proposed it is said where that is a person: reports may say otherwise.
    """
    doubt = "no headline says so any more" if unsupported(standing) else ""
    by = f" by {who(standing.by)}" if standing.proposed_by_a_person else ""
    return ", ".join(x for x in (f"{state(standing)}{by}", suggestion(standing), doubt) if x)


def stood(standing: Standing, now: datetime) -> str:
    """The same with since when and by whom, as in "**signal** since 8 May 05:55 UTC, set by watchdesk"."""
    since = f"{state(standing)} since {when(standing.since, now)}, set by {who(standing.by)}"
    return joined(since, suggestion(standing))


def pointing(lean: str) -> str:
    """Which way a signal points, as in ", pointing to no"; "" in other states."""
    return f", pointing to {side(lean)}" if lean else ""


def side(name: str) -> str:
    """Which answer a side is, as people say it: "yes", "no", "both sides"."""
    return {"toward": "yes", "away": "no", "both": "both sides"}.get(name, escape(name))


def suggestion(standing: Standing) -> str:
    """What waits for a decision, "" for nothing: the state itself, or the verdict that is suggested."""
    if not standing.suggested:
        return ""
    if standing.value == WatchState.PROPOSED:
        return CONFIRM
    return f"verdict {bold(answer(standing.suggested))} suggested, {CONFIRM}"


def reason(text: str) -> str:
    """A reason from the ledger, in people's words, for Slack."""
    return escape(cut(plain_reason(text), 300))


def plain_reason(text: str) -> str:
    """A reason from the ledger without backticks, and with “yes” for `resolved_yes`."""
    return _RESOLUTION.sub(r"“\1”", text.replace("`", ""))


def who(name: str) -> str:
    return "watchdesk" if name == BOT else user(name)


def quoted(evidence: Evidence) -> str:
    """The sentence with the matched words marked, under the headline where it is not in it."""
    *above, sentence = sentences(evidence)
    return "\n".join([*(f"> {escape(cut(x, 200))}" for x in above), f"> {quote_with_marks(sentence, evidence.marks)}"])


def sentences(evidence: Evidence) -> tuple[str, ...]:
    """The headline and the sentence that counts, or the sentence alone where one is in the other: it may say what its headline does not."""
    title, passage = evidence.title.strip(), evidence.passage
    in_it = passage.strip().casefold() in title.casefold() or title.casefold() in passage.casefold()
    return (passage or title,) if in_it else (title, passage)


def source(evidence: Evidence, story: Story, now: datetime) -> str:
    """Who says it, how far to trust them, when it was published and seen, and the link.

    The origin is named where the report is not the outlet's own.
    """
    outlet = escape(cut(evidence.outlet, 80)) or "unknown outlet"
    told = f"origin {evidence.origin}" if evidence.whose is not Whose.SPEAKER else whose_word(evidence.origin)
    origin = "" if its_own(evidence, story) else f", {escape(cut(told, 80))}"
    return f"{outlet} ({evidence.grade.words}{origin}) · {_times(evidence, now)} · {report_at(evidence.link)}"


def cited(evidence: Evidence, story: Story, now: datetime) -> str:
    """The sentence and whose it is, and that its page no longer says so where that is so."""
    return f"{quoted(evidence)} — {source(evidence, story, now)}{_gone(evidence)}"


def cited_under(title: str, evidence: Evidence, story: Story, now: datetime) -> str:
    """The same in lines under a title, as where two reports stand side by side."""
    return f"{bold(title)}\n{quoted(evidence)}\n{source(evidence, story, now)}{_gone(evidence)}"


def _gone(evidence: Evidence) -> str:
    return " · its page has another headline now" if evidence.former else ""


def replied(count: int) -> str:
    """How many replies in a thread are by people, for Slack counts the bot's as well; "" for none: they may write elsewhere."""
    return f"{counted(count, 'reply', 'replies')} by people" if count else ""


def discussed(thread: ThreadLink | None) -> str:
    """Where a target is discussed, to follow where it stands; "" for nowhere."""
    if not thread:
        return ""
    count = replied(thread.replies)
    return f" · {link(thread.permalink, 'thread')}{f': {count}' if count else ''}"


def its_own(evidence: Evidence, story: Story) -> bool:
    """Whether it is the outlet's own report: no copy, and nobody else's report or word."""
    own = evidence.origin in {evidence.outlet, "", story.source(evidence.outlet).origin}
    return own and evidence.whose is Whose.OUTLET and not evidence.copy_of


def _times(evidence: Evidence, now: datetime) -> str:
    seen = f"seen {when(evidence.seen, now)}"
    if evidence.published is None:
        return f"no date given, {seen}"
    published = f"published {when(evidence.published, now)}"
    return published if abs(evidence.seen - evidence.published) <= _AT_ONCE else f"{published}, {seen}"


def report_at(url: str) -> str:
    """The link to a report, and which host it leads to: that need not be the outlet's, and a label can say anything."""
    where = host(url)
    return link(url, f"read at {where}") if where else "no link"


def claimed_by(story: Story, claim: Claim, now: datetime) -> str:
    """On whose word a claim stands in the story file: each source with its grade, the date and the link."""
    newest = sorted(claim.attributions, key=lambda a: a.date or now.date(), reverse=True)[:_SOURCES_SHOWN]
    return "\n".join(_attribution(story, a) for a in newest) or "no named source"


def _attribution(story: Story, one: Attribution) -> str:
    grade = story.source(one.source).grade.words
    said = f"{escape(cut(one.source, 80))} ({grade}), {day(one.date) if one.date else 'no date given'}"
    quote = f": “{escape(cut(one.quote, 100))}”" if one.quote else ""
    return f"{said}{quote}{' · ' + report_at(one.url) if one.url else ''}"


def voices(standing: Standing, now: datetime) -> str:
    """On whose word it stands: one line a voice, newest first, but hints last, and first of all the reports that decided it.

    These are the first reports of the answer that is proposed or given, the earliest first.
    """
    asked = standing.target.kind is TargetKind.WATCH
    since = None if standing.resolved else standing.counts_from
    side, heard = SIDES.get(standing.suggested or standing.value, "") if asked else "", tally(standing)
    force = {v: force_in(v, v.side, heard) for v in standing.voices}
    decided = [v for v in standing.side(side) if force[v] is Force.REPORT and (not since or v.first.at > since)]
    newest = sorted((v for v in standing.voices if v not in decided), key=lambda v: v.at, reverse=True)
    newest.sort(key=lambda v: force[v] is Force.HINT)
    newest = [*sorted((v.first for v in decided), key=lambda v: v.at), *newest]
    more = [f"• and {len(newest) - _VOICES_SHOWN} more"] if len(newest) > _VOICES_SHOWN else []
    return "\n".join([*(_voice(v, heard, now) for v in newest[:_VOICES_SHOWN]), *more])


def _voice(one: Voice, heard: Mapping[str, int], now: datetime) -> str:
    outlet, told = escape(cut(teller(one), 80)), said if one.former else says
    return f"• {outlet} {told(one.side, force_in(one, one.side, heard))}, {said_at(one, now)} · {report_at(one.link)}"


def earlier_or_later(at: datetime, *, than: datetime) -> str:
    """How far one moment is from another, as in "20 min earlier": a form's choices have no way to tell a time in the reader's zone."""
    apart, way = abs(at - than), "earlier" if at < than else "later"
    if apart < timedelta(minutes=1):
        return "at the same time"
    if apart < timedelta(hours=2):
        return f"{apart // timedelta(minutes=1)} min {way}"
    return f"{apart // timedelta(hours=1)} h {way}" if apart < timedelta(days=2) else f"{apart.days} days {way}"


def said_at(one: Voice, now: datetime) -> str:
    """When it was said; a dated attribution has no time of day."""
    return when(one.at, now) if one.evidence else day(one.at)


def said_on(one: Voice) -> str:
    """The day of it; the one an attribution bears is the same everywhere."""
    return on_day(one.at) if one.evidence else day(one.at)


def follows(item: WatchItem, *, direction: Direction | None = None) -> tuple[str, ...]:
    """What follows, either way or only the way the evidence points."""
    both = ((Direction.TOWARD, "If yes", item.if_yes), (Direction.AWAY, "If no", item.if_no))
    wanted = [(label, text) for way, label, text in both if text and direction in {None, way}]
    return tuple(f"{bold(label)}: {escape(cut(text, 400))}" for label, text in wanted)


def due(item: WatchItem, standing: Standing, now: datetime) -> str:
    """By when the desk wants it resolved, or since when that is overdue; "" where no day is set or it is resolved."""
    if item.resolve_by is None or WatchState(standing.value).resolved:
        return ""
    return (
        f"{bold('overdue')} since {day(item.resolve_by)}" if item.overdue(now) else f"resolve by {day(item.resolve_by)}"
    )


def criteria(item: WatchItem) -> tuple[str, ...]:
    """What resolves the item, in the story file's words: what a proposal is to be held against."""
    both = (("Resolves yes if", item.resolves_yes_if), ("Resolves no if", item.resolves_no_if))
    return tuple(f"{bold(label)}: {escape(cut(text, 400))}" for label, text in both if text)
