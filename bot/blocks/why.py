"""Why: what a state rests on."""

from collections.abc import Sequence
from datetime import datetime

from bot.blocks.headlines import Headlines
from bot.blocks.message import Message
from bot.blocks.mrkdwn import bold, cut, escape, host, link, when, written
from bot.blocks.pages import contexts, pages, sections
from bot.blocks.phrases import (
    CONFIRM,
    claimed_by,
    its_own,
    origins_named,
    pointing,
    question,
    quoted,
    reason,
    report_at,
    says_that,
    source,
    state,
    stood,
    voices,
    who,
)
from bot.blocks.plainly import plainly
from bot.domain.counted import counted
from bot.domain.evidence import Evidence, TargetKind, Whose
from bot.domain.ledger import MAY_MOVE, LedgerLine, LineKind
from bot.domain.saying import tally
from bot.domain.standing import BOT, Standing, Voice, WatchState, worded
from bot.domain.story import Story
from bot.domain.teller import teller, whose_word
from bot.domain.voices import SIDES, ground_of, proposed_side, reporting, side_of, speaks_of

_REPORTS_SHOWN = 8
_LINES_SHOWN = 10
_NAMES_SHOWN = 5
_HOW, _HOW_SHOWN = ("its words", "by its words", "it denies", "read as a whole"), 3
_BY_HAND = "an editor says it means"
_SAID = frozenset({LineKind.OWNER, LineKind.RELEVANCE, LineKind.FOLD, LineKind.MEANING})
"""What the reason says by itself, as in "not relevant: “Avalon signs” (Wire)"."""


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

    `evidence` is all of the target's, oldest first. The report is the one the reason speaks of; the one with id `first`,
    where it is another, follows, and stands alone where the reason speaks of none: as the one asked about where a person
    answered otherwise. Other reports and the ledger follow in small print, the newest first.
    """
    shown = _shown(standing, evidence, first)
    lost = first and evidence and all(e.id != first for e in evidence)
    gone = ["The report you asked about is no longer kept, or counts no longer."] if lost else []
    suggested = _suggested(standing, lines)
    why, because = suggested or (f"Why {standing.words}{pointing(standing.lean)}", standing.why)
    stands = f"{state(standing)} " if suggested else ""
    since = f"{stands}since {when(standing.since, now)}, set by {who(standing.by)}"
    headlines = Headlines(evidence=evidence, lines=lines, heard=tally(standing))
    ground = shown[:1] if shown and not _beside_the_point(standing, shown[0]) else []
    told = [line for one in ground for line in _report(story, one, headlines, now)]
    for one in shown[len(ground) :]:
        told += [f"{bold('The report asked about')}:", *_report(story, one, headlines, now)]
    blocks = [
        *sections(
            [
                f"{escape(cut(story.title, 100))} · {bold(cut(question(story, standing.target), 300))}",
                f"{bold(why)} — {reason(because)} · {since}",
                *_by_now(standing),
                *gone,
                *(told or [voices(standing, now) or "No report yet."]),
                *(_in_the_file(story, standing, now) if told else []),
                *_against(standing, ground),
                *_last_decision(lines, now),
            ]
        ),
        *contexts(_others(_further(evidence, shown), headlines, now)),
        *contexts(_decisions(lines, now)),
    ]
    return Message(text=f"{escape(why)} — {reason(because)}", blocks=tuple(pages(blocks)[0]))


def _suggested(standing: Standing, lines: Sequence[LedgerLine]) -> tuple[str, str] | None:
    """What is asked first of a claim for which a verdict is suggested, and why that is; None where none waits."""
    if standing.target.kind is not TargetKind.CLAIM or not standing.suggested:
        return None
    line = next((x for x in lines if x.moved and x.data.get("suggested") == standing.suggested), None)
    return f"Why {standing.suggested} is suggested", line.why if line else CONFIRM


def _by_now(standing: Standing) -> list[str]:
    """Who reports what the bot proposed, where somebody its reason names does so no longer."""
    if standing.value != WatchState.PROPOSED or standing.proposed_by_a_person:
        return []
    still = reporting(standing, proposed_side(standing))
    gone = [v for v in standing.voices if v not in still and v.outlet in standing.why]
    return [f"By now {origins_named(standing)}"] if gone else []


def _in_the_file(story: Story, standing: Standing, now: datetime) -> list[str]:
    """On whose word the story file has a claim: they count among its origins."""
    claim = story.claim(standing.target.id) if standing.target.kind is TargetKind.CLAIM else None
    return [f"In the story file: {claimed_by(story, claim, now)}"] if claim and claim.attributions else []


def _shown(standing: Standing, evidence: Sequence[Evidence], first: str) -> list[Evidence]:
    """The report the state rests on, and the one asked about."""
    asked = [e for e in evidence if e.id == first]
    ground = ground_of(standing, evidence)
    if ground is None or ground in asked or (asked and not speaks_of(standing, ground)):
        return asked
    return [ground, *asked]


def _beside_the_point(standing: Standing, asked: Evidence) -> bool:
    """Whether a report speaks for no answer that a person gave: they said why, and it is not what that rests on."""
    answered = SIDES.get(standing.suggested or standing.value, "")
    return standing.by != BOT and bool(answered) and side_of(asked) != answered


def _further(evidence: Sequence[Evidence], shown: Sequence[Evidence]) -> list[Evidence]:
    """The reports that are not shown, each as its headline says it now, the newest first."""
    newest = {e.entry_key: e for e in evidence}
    told = {e.entry_key for e in shown}
    return [e for e in reversed(evidence) if newest[e.entry_key] is e and e.entry_key not in told]


def _report(story: Story, chosen: Evidence, headlines: Headlines, now: datetime) -> list[str]:
    """The sentence and who says it, what became of its headline, and what found it."""
    evidence = headlines.evidence
    original = next((e.outlet for e in evidence if e.id == chosen.copy_of), chosen.origin)
    copy = f"This report is a copy of {escape(cut(original, 80))}'s and adds no origin."
    return [
        *([copy] if chosen.copy_of else []),
        f"{quoted(headlines.as_it_stands(chosen))} — {source(chosen, story, now)}",
        *headlines.change_of(chosen),
        *_read_so(chosen, headlines),
        f"Found by: {', '.join(_found_by(story, chosen))}. {'' if chosen.copy_of else _own(story, chosen, evidence)}".strip(),
    ]


def _read_so(chosen: Evidence, headlines: Headlines) -> list[str]:
    """What it says of the question, and by which words or whose decision; a copy says nothing of its own."""
    lines = plainly(chosen.why)
    how = [x for x in lines if x.startswith(_BY_HAND)][-1:] or [x for x in lines if x.startswith(_HOW)][:_HOW_SHOWN]
    says = says_that(chosen, headlines.heard) or "takes no side"
    return [f"It {says} — {escape(cut('; '.join(how), 300))}."] if how and not chosen.copy_of else []


def _against(standing: Standing, shown: Sequence[Evidence]) -> list[str]:
    """Who says otherwise than the report the state rests on."""
    side = side_of(shown[0]) if shown else ""
    against = [v for v in standing.voices if side and v.side != side]
    return [f"Against it: {_named_voices(against)}"] if against else []


def _found_by(story: Story, evidence: Evidence) -> list[str]:
    """The actors it names, and the other words that count."""
    names = {name.casefold() for actor in story.named(evidence.actors) for name in actor.names}
    words = (evidence.passage[mark.start : mark.end] for mark in evidence.marks)
    told = dict.fromkeys(f"“{escape(cut(w, 60))}”" for w in words if w.strip() and w.casefold() not in names)
    actors = [escape(cut(a, 60)) for a in evidence.actors[:_NAMES_SHOWN]]
    return [*actors, *list(told)[:_NAMES_SHOWN]] or ["what it says as a whole"]


def _own(story: Story, evidence: Evidence, all_of_it: Sequence[Evidence]) -> str:
    """Whether it is the outlet's own report or whose else's, and how many others tell of the same, on its side."""
    told = [e for e in all_of_it if evidence.development and e.development == evidence.development]
    same = {e.entry_key for e in told if side_of(e) in {"", side_of(evidence)}} - {evidence.entry_key}
    others = f"; {counted(len(same), 'other tells', 'others tell')} of the same" if same else ""
    if its_own(evidence, story):
        return f"Its own report{others}."
    if evidence.whose is Whose.SPEAKER:
        return f"It passes on {escape(cut(whose_word(evidence.origin), 80))}{others}."
    return f"It has this from {escape(cut(evidence.origin, 80))}{others}."


def _named_voices(voices: Sequence[Voice]) -> str:
    newest = sorted(voices, key=lambda v: v.at, reverse=True)
    named = [f"{escape(cut(teller(v), 80))} ({link(v.link, host(v.link) or 'no link')})" for v in newest[:_NAMES_SHOWN]]
    return ", ".join([*named, *([f"{len(newest) - _NAMES_SHOWN} more"] if len(newest) > _NAMES_SHOWN else [])])


def _others(evidence: Sequence[Evidence], headlines: Headlines, now: datetime) -> list[str]:
    if not evidence:
        return []
    more = [f"• and {len(evidence) - _REPORTS_SHOWN} more"] if len(evidence) > _REPORTS_SHOWN else []
    lines = [f"• {_other(e, headlines, now)}" for e in evidence[:_REPORTS_SHOWN]]
    return [f"{bold('Other reports')} · /watch why and a link tells how each was read", *lines, *more]


def _other(evidence: Evidence, headlines: Headlines, now: datetime) -> str:
    says_so = "has a copy" if evidence.copy_of else says_that(evidence, headlines.heard) or "takes no side"
    outlet = escape(cut(evidence.outlet, 60)) or "unknown outlet"
    title, *before = headlines.of(evidence)
    was = f" (was “{escape(cut(before[0], 120))}”)" if before else ""
    return f"{outlet} {says_so}: {escape(cut(title, 120))}{was} · {when(evidence.at, now)} · {report_at(evidence.link)}"


def _last_decision(lines: Sequence[LedgerLine], now: datetime) -> list[str]:
    """`lines` come the newest first."""
    last = next((x for x in lines if x.kind in MAY_MOVE), None)
    return [f"Last decision: {ledger_line(last, now)}"] if last else []


def _decisions(lines: Sequence[LedgerLine], now: datetime) -> list[str]:
    """What was decided and noted, the newest first."""
    told = [x for x in lines if x.kind is not LineKind.EVIDENCE][:_LINES_SHOWN]
    return [bold("Ledger"), *(f"• {ledger_line(x, now)}" for x in told)] if told else []


def ledger_line(line: LedgerLine, now: datetime) -> str:
    """One line of the ledger: when, who, what moved, and why."""
    lean, was, suggested, had = (str(line.data.get(name, "")) for name in ("lean", "was", "suggested", "had"))
    before, after = worded(line.before, had), worded(line.after, suggested)
    moved = (
        f"{escape(before)}{pointing(was)} → {bold(after)}{pointing(lean)}"
        if line.after and (before != after or (was and lean != was))
        else str(line.kind)
    )
    if line.kind is LineKind.NOTE:  # nothing a feed says is in it, as in other reasons
        return f"{when(line.at, now)} {who(line.who)}: note: {written(line.why, 300)}"
    if line.why and line.kind in _SAID:
        return f"{when(line.at, now)} {who(line.who)}: {reason(line.why)}"
    why = f": {reason(line.why)}" if line.why else ""
    return f"{when(line.at, now)} {who(line.who)}: {moved}{why}"


def status_line(story: Story, standing: Standing, *, now: datetime) -> str:
    """One paragraph for a thread: where it stands and on whose word."""
    asked = escape(cut(question(story, standing.target), 300))
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
