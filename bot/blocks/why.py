"""Why: what a state rests on, and how an entry was decided."""

from collections.abc import Sequence
from datetime import datetime

from bot.blocks.message import Message, context, header, section
from bot.blocks.mrkdwn import bold, cut, escape, when
from bot.blocks.pages import pages, sections
from bot.blocks.phrases import (
    origins_named,
    pointing,
    question,
    quoted,
    reason,
    report_at,
    side,
    source,
    stands,
    voices,
    who,
)
from bot.domain.entry import Trace
from bot.domain.evidence import Evidence, Target
from bot.domain.ledger import LedgerLine, LineKind
from bot.domain.shown import shown
from bot.domain.standing import Standing
from bot.domain.story import Story

_REPORTS_SHOWN = 8
_LINES_SHOWN = 10
_STORIES_SHOWN = 5
_REASONS_SHOWN = 20


def why_target(
    story: Story,
    standing: Standing,
    evidence: Sequence[Evidence],
    lines: Sequence[LedgerLine],
    *,
    first: str = "",
    now: datetime,
) -> Message:
    """Which source, which words, which rule, how judged and folded, and who decided what.

    `evidence` is all of the target's, oldest first; the one with id `first`, or else the newest, is told in full.
    """
    target = standing.target
    chosen = next((e for e in evidence if e.id == first), evidence[-1] if evidence else None)
    state = f"{stands(standing)} since {when(standing.since, now)}, set by {who(standing.by)}"
    top = [bold(cut(question(story, target), 300)), f"{state}: {reason(standing.why)}"]
    told = sections(_report(chosen, evidence, now)) if chosen else [section(voices(standing, now) or "No report yet.")]
    others = [e for e in reversed(evidence) if e is not chosen][:_REPORTS_SHOWN]
    blocks = [
        *sections([*top, origins_named(standing)]),
        *told,
        *sections([bold("Other reports"), *(_other(e, now) for e in others)] if others else []),
        *sections(_decisions(lines, now)),
    ]
    return Message(text=f"Why {standing.value}: {reason(standing.why)}", blocks=tuple(pages(blocks)[0]))


def why_entry(traces: Sequence[Trace], *, now: datetime) -> Message:
    """How one entry went through the stages of each story that read it; `traces` has at least one."""
    newest = traces[0]
    outlet = escape(cut(newest.outlet, 80)) or "unknown outlet"
    said = f"{outlet} · seen {when(newest.seen, now)} · {report_at(newest.link)}"
    feeds = ", ".join(dict.fromkeys(escape(shown(t.feed)) for t in traces[:_STORIES_SHOWN]))
    more = [context(f"and {len(traces) - _STORIES_SHOWN} more stories")] if len(traces) > _STORIES_SHOWN else []
    blocks = [
        section(f"{bold(cut(newest.title, 300))}\n{said}"),
        *(block for t in traces[:_STORIES_SHOWN] for block in sections(_decided(t))),
        *more,
        context(f"Feed: {feeds}"),
    ]
    decisions = "; ".join(f"{t.slug}: {t.decision}" for t in traces)
    text = f"{escape(cut(newest.title, 200))}: {escape(cut(decisions, 300))}"
    return Message(text=text, blocks=tuple(pages(blocks)[0]))


def _decided(trace: Trace) -> list[str]:
    reasons = [f"• {escape(cut(line, 300))}" for line in trace.lines[:_REASONS_SHOWN]]
    return [f"{bold(cut(trace.slug, 60))}: {escape(cut(trace.decision, 300))}", *reasons]


def unknown_entry(address: str, feeds: str) -> Message:
    """No feed brought that link; whether they could have is part of the answer."""
    text = f"No feed brought {escape(cut(address, 200))} in the last 14 days."
    return Message(
        text=text,
        blocks=(
            header("Not seen"),
            section(f"{text}\nEither no feed of a story carries it, or it came before the feed was first read."),
            context(feeds),
        ),
    )


def _report(evidence: Evidence, all_of_it: Sequence[Evidence], now: datetime) -> list[str]:
    return [
        quoted(evidence),
        source(evidence, now),
        f"{bold('Judged')}: {escape(evidence.phase)}, {_side(evidence)}, {escape(evidence.weight)}",
        f"{bold('Folded')}: {_folded(evidence, all_of_it)}",
        *(f"• {escape(cut(line, 300))}" for line in evidence.why[:12]),
    ]


def _folded(evidence: Evidence, all_of_it: Sequence[Evidence]) -> str:
    if evidence.copy_of:
        return f"a copy of a report by {escape(cut(evidence.origin, 80))}; copies never raise the count of origins"
    same = [e for e in all_of_it if evidence.development and e.development == evidence.development]
    if len(same) > 1:
        return f"one of {len(same)} reports of the same development; its origin is {escape(cut(evidence.origin, 80))}"
    return f"the only report of this development; its origin is {escape(cut(evidence.origin, 80))}"


def _other(evidence: Evidence, now: datetime) -> str:
    copy = "copy, " if evidence.copy_of else ""
    return f"• {escape(cut(evidence.title, 160))} — {copy}{_side(evidence)} · {source(evidence, now)}"


def _side(evidence: Evidence) -> str:
    return side(evidence.direction or evidence.stance)


def _decisions(lines: Sequence[LedgerLine], now: datetime) -> list[str]:
    """What was decided and noted, the newest first."""
    told = [x for x in lines if x.kind is not LineKind.EVIDENCE][:_LINES_SHOWN]
    return [bold("Ledger"), *(f"• {_line(x, now)}" for x in told)] if told else []


def _line(line: LedgerLine, now: datetime) -> str:
    lean, was = (str(line.data.get(name, "")) for name in ("lean", "was"))
    turned = bool(was) and lean != was
    moved = (
        f"{escape(line.before)}{pointing(was)} → {bold(line.after)}{pointing(lean)}"
        if line.after and (line.before != line.after or turned)
        else str(line.kind)
    )
    named = {
        LineKind.OWNER: line.why,
        LineKind.NOTE: "note",
        LineKind.RELEVANCE: "report",
        LineKind.FOLD: "fold",
    }
    moved = named.get(line.kind, moved)
    why = f": {reason(line.why)}" if line.why and line.why != moved else ""
    return f"{when(line.at, now)} {who(line.who)}: {moved}{why}"


def status_line(story: Story, standing: Standing, *, now: datetime) -> str:
    """One paragraph for a thread: where it stands and on whose word."""
    state = f"{stands(standing)} since {when(standing.since, now)}, set by {who(standing.by)}"
    asked = escape(cut(question(story, Target(kind=standing.target.kind, id=standing.target.id)), 300))
    return "\n".join(
        x for x in (asked, f"{state}: {reason(standing.why)}", origins_named(standing), voices(standing, now)) if x
    )
