"""Why: what a state rests on, and how an entry was decided."""

import re
from collections.abc import Mapping, Sequence
from datetime import datetime
from functools import partial
from types import MappingProxyType

from bot.blocks.message import Message, context, header, section
from bot.blocks.mrkdwn import bold, cut, escape, host, link, when
from bot.blocks.pages import contexts, pages, sections
from bot.blocks.phrases import (
    origins_named,
    pointing,
    question,
    quoted,
    reason,
    report_at,
    says,
    source,
    stood,
    voices,
    who,
)
from bot.domain.change import ChangeKind
from bot.domain.entry import Trace
from bot.domain.evidence import Evidence, Target
from bot.domain.ledger import LedgerLine, LineKind
from bot.domain.moves import side_of
from bot.domain.shown import shown
from bot.domain.standing import Standing, Voice, worded
from bot.domain.story import Story

_REPORTS_SHOWN = 8
_LINES_SHOWN = 10
_STORIES_SHOWN = 5
_REASONS_SHOWN = 20
_NAMES_SHOWN = 5
_DECISIONS = frozenset({LineKind.STATE, LineKind.VERDICT, LineKind.RELEVANCE, LineKind.FOLD, LineKind.MEANING})
_DID = {
    ChangeKind.STATE: "it moved",
    ChangeKind.ORIGIN: "a further origin on",
    ChangeKind.REPORT: "a further report on",
    ChangeKind.COPY: "a copy on",
    ChangeKind.EDIT: "a changed headline on",
    ChangeKind.STALE: "nothing new on",
    ChangeKind.OVERDUE: "past its day:",
    ChangeKind.FOLD: "folded on",
    ChangeKind.LEFT: "no longer asked:",
}
_TARGET = re.compile(r"\b((?:watch|claim):[\w-]+)")
_ABOUT = re.compile(rf"{_TARGET.pattern}: ")
_KIND = re.compile(rf"({'|'.join(ChangeKind)}): ")
_DONE = re.compile(rf"{_TARGET.pattern} ({'|'.join(ChangeKind)})\b")


def why_target(
    story: Story,
    standing: Standing,
    evidence: Sequence[Evidence],
    lines: Sequence[LedgerLine],
    *,
    first: str = "",
    now: datetime,
) -> Message:
    """What it rests on in a few lines: the reason, the report, what found it, who says otherwise, who decided last.

    `evidence` is all of the target's, oldest first; the one with id `first`, or else the newest, is the report. Other
    reports and the ledger follow in small print, the newest first.
    """
    chosen = next((e for e in evidence if e.id == first), evidence[-1] if evidence else None)
    why = f"Why {standing.words}{pointing(standing.lean)}"
    since = f"since {when(standing.since, now)}, set by {who(standing.by)}"
    told = _report(story, standing, chosen, evidence, now) if chosen else [voices(standing, now) or "No report yet."]
    blocks = [
        *sections(
            [
                f"{escape(cut(story.title, 100))} · {bold(cut(question(story, standing.target), 300))}",
                f"{bold(why)} — {reason(standing.why)} · {since}",
                *told,
                *_last_decision(lines, now),
            ]
        ),
        *contexts(_others([e for e in reversed(evidence) if e is not chosen], now)),
        *contexts(_decisions(lines, now)),
    ]
    return Message(text=f"{escape(why)} — {reason(standing.why)}", blocks=tuple(pages(blocks)[0]))


def why_entry(
    traces: Sequence[Trace],
    stories: Mapping[str, Story],
    *,
    since: Mapping[str, Sequence[LedgerLine]] = MappingProxyType({}),
    now: datetime,
) -> Message:
    """How one entry went through the stages of each story that read it; `traces` has at least one.

    `stories` are those that are still there, by slug: their questions are told instead of ids. `since` is what people have
    said of it, by slug, the newest first.
    """
    newest = traces[0]
    outlet = escape(cut(newest.outlet, 80)) or "unknown outlet"
    said = f"{outlet} · seen {when(newest.seen, now)} · {report_at(newest.link)}"
    feeds = ", ".join(dict.fromkeys(escape(shown(t.feed)) for t in traces[:_STORIES_SHOWN]))
    more = [context(f"and {len(traces) - _STORIES_SHOWN} more stories")] if len(traces) > _STORIES_SHOWN else []
    blocks = [
        section(f"{bold(cut(newest.title, 300))}\n{said}"),
        *(
            block
            for t in traces[:_STORIES_SHOWN]
            for block in sections(
                [*_told(t, stories.get(t.slug)), *(f"Since then: {_line(x, now)}" for x in since.get(t.slug, ()))]
            )
        ),
        *more,
        context(f"Feed: {feeds}"),
    ]
    decisions = "; ".join(f"{t.slug}: {_became(t, stories.get(t.slug))}" for t in traces)
    text = f"{escape(cut(newest.title, 200))}: {escape(cut(decisions, 300))}"
    return Message(text=text, blocks=tuple(pages(blocks)[0]))


def _told(trace: Trace, story: Story | None) -> list[str]:
    """What became of it in one story, and the reasons under each question, what it moved first.

    A question that is the only one is not told twice.
    """
    named = partial(_TARGET.sub, lambda found: _named(story, found))
    groups: dict[str, list[str]] = {"": []}
    about = ""
    for line in (x for x in trace.lines[:_REASONS_SHOWN] if x != f"title: {trace.title}"):
        begun = _ABOUT.match(line)
        about = _named(story, begun) if begun else about
        groups.setdefault(about, []).append(named(line[begun.end() :] if begun else line))
    ordered = sorted(groups.items(), key=lambda group: not any(map(_KIND.match, group[1])))
    became = _became(trace, story)
    told = [x for about, lines in ordered for x in (about, *(f"• {_KIND.sub('', y)}" for y in lines))]
    alone = [*filter(None, groups)] if became.endswith(f" {about}") else []
    shown = (escape(cut(x, 300)) for x in told if x and [x] != alone)
    return [f"{bold(cut(trace.slug, 60))}: {escape(cut(became, 400))}", *shown]


def _became(trace: Trace, story: Story | None) -> str:
    """The decision in words: what it did to which questions, or that nobody was told."""
    done = _DONE.findall(trace.decision)
    if not done:
        return f"not alerted: {trace.decision}"
    return ", ".join(f"{_DID[ChangeKind(kind)]} {_named_by(story, name)}" for name, kind in done)


def _named(story: Story | None, found: re.Match[str]) -> str:
    return _named_by(story, found[1])


def _named_by(story: Story | None, name: str) -> str:
    """What a target asks or claims, for its id."""
    return f"“{cut(question(story, Target.parse(name)), 120)}”" if story else name


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


def _report(
    story: Story, standing: Standing, chosen: Evidence, evidence: Sequence[Evidence], now: datetime
) -> list[str]:
    """The sentence and who says it, what found it, and who says otherwise."""
    original = next((e.outlet for e in evidence if e.id == chosen.copy_of), chosen.origin)
    copy = f"This report is a copy of {escape(cut(original, 80))}'s and adds no origin."
    against = [v for v in standing.voices if side_of(chosen) and v.side != side_of(chosen)]
    return [
        *([copy] if chosen.copy_of else []),
        f"{quoted(chosen)} — {source(chosen, story, now)}",
        f"Found by: {', '.join(_found_by(story, chosen))}. {'' if chosen.copy_of else _own(chosen, evidence)}".strip(),
        *([f"Against it: {_named_voices(against)}"] if against else []),
    ]


def _found_by(story: Story, evidence: Evidence) -> list[str]:
    """The actors it names, and the other words that count."""
    names = {name.casefold() for actor in story.named(evidence.actors) for name in actor.names}
    words = (evidence.passage[mark.start : mark.end] for mark in evidence.marks)
    told = dict.fromkeys(f"“{escape(cut(w, 60))}”" for w in words if w.strip() and w.casefold() not in names)
    actors = [escape(cut(a, 60)) for a in evidence.actors[:_NAMES_SHOWN]]
    return [*actors, *list(told)[:_NAMES_SHOWN]] or ["what it says as a whole"]


def _own(evidence: Evidence, all_of_it: Sequence[Evidence]) -> str:
    same = [e for e in all_of_it if evidence.development and e.development == evidence.development]
    others = f", one of {len(same)} on the same happening" if len(same) > 1 else ""
    return f"Its own report, no copy{others}."


def _named_voices(voices: Sequence[Voice]) -> str:
    newest = sorted(voices, key=lambda v: v.at, reverse=True)
    named = [f"{escape(cut(v.outlet, 60))} ({link(v.link, host(v.link) or 'no link')})" for v in newest[:_NAMES_SHOWN]]
    return ", ".join([*named, *([f"{len(newest) - _NAMES_SHOWN} more"] if len(newest) > _NAMES_SHOWN else [])])


def _others(evidence: Sequence[Evidence], now: datetime) -> list[str]:
    if not evidence:
        return []
    more = [f"• and {len(evidence) - _REPORTS_SHOWN} more"] if len(evidence) > _REPORTS_SHOWN else []
    lines = [f"• {_other(e, now)}" for e in evidence[:_REPORTS_SHOWN]]
    return [f"{bold('Other reports')} · /watch why and a link tells how each was read", *lines, *more]


def _other(evidence: Evidence, now: datetime) -> str:
    says_so = "a copy" if evidence.copy_of else says(side_of(evidence)) or "takes no side"
    outlet = escape(cut(evidence.outlet, 60)) or "unknown outlet"
    return f"{outlet} {says_so}: {escape(cut(evidence.title, 120))} · {when(evidence.at, now)} · {report_at(evidence.link)}"


def _last_decision(lines: Sequence[LedgerLine], now: datetime) -> list[str]:
    """`lines` come the newest first."""
    last = next((x for x in lines if x.kind in _DECISIONS), None)
    return [f"Last decision: {_line(last, now)}"] if last else []


def _decisions(lines: Sequence[LedgerLine], now: datetime) -> list[str]:
    """What was decided and noted, the newest first."""
    told = [x for x in lines if x.kind is not LineKind.EVIDENCE][:_LINES_SHOWN]
    return [bold("Ledger"), *(f"• {_line(x, now)}" for x in told)] if told else []


def _line(line: LedgerLine, now: datetime) -> str:
    lean, was, suggested = (str(line.data.get(name, "")) for name in ("lean", "was", "suggested"))
    turned = bool(was) and lean != was
    moved = (
        f"{escape(worded(line.before))}{pointing(was)} → {bold(worded(line.after, suggested))}{pointing(lean)}"
        if line.after and (line.before != line.after or turned)
        else str(line.kind)
    )
    named = {
        LineKind.OWNER: line.why,
        LineKind.NOTE: "note",
        LineKind.RELEVANCE: "report",
        LineKind.FOLD: "report",
        LineKind.MEANING: "report",
    }
    moved = named.get(line.kind, moved)
    why = f": {reason(line.why)}" if line.why and line.why != moved else ""
    return f"{when(line.at, now)} {who(line.who)}: {moved}{why}"


def status_line(story: Story, standing: Standing, *, now: datetime) -> str:
    """One paragraph for a thread: where it stands and on whose word."""
    asked = escape(cut(question(story, Target(kind=standing.target.kind, id=standing.target.id)), 300))
    return "\n".join(
        x
        for x in (
            asked,
            f"{stood(standing, now)} · {reason(standing.why)}",
            origins_named(standing),
            voices(standing, now),
        )
        if x
    )
