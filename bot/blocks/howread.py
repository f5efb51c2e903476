"""How an entry was read: what it did to which question, or why nobody was told; the answer first."""

import re
from collections.abc import Mapping, Sequence
from datetime import datetime
from types import MappingProxyType

from bot.blocks.message import Block, Message, context, header, section
from bot.blocks.mrkdwn import bold, cut, escape, when
from bot.blocks.pages import pages, sections
from bot.blocks.phrases import plain_reason, question, report_at
from bot.blocks.plainly import plainly
from bot.blocks.why import ledger_line
from bot.domain.change import ChangeKind
from bot.domain.counted import counted
from bot.domain.entry import Trace
from bot.domain.evidence import Target
from bot.domain.ledger import LedgerLine
from bot.domain.missed import Missed
from bot.domain.shown import shown
from bot.domain.story import Story

_STORIES_SHOWN = 5
_DONE_SHOWN = 8
_REASONS_SHOWN = 4
_DID = {
    ChangeKind.STATE: "moved",
    ChangeKind.ORIGIN: "counted as an origin of its own, {} the channel",
    ChangeKind.REPORT: "counted, {} the channel",
    ChangeKind.COPY: "a copy, {} the channel",
    ChangeKind.EDIT: "its headline changed, {} the channel",
    ChangeKind.STALE: "nothing new",
    ChangeKind.OVERDUE: "past its day",
    ChangeKind.LEFT: "no longer asked",
    ChangeKind.FOLD: "folded",
}
_STRANGE = 2
_MISSED: Mapping[str, str] = {
    Missed.FIRST_READING: "it was there when the feed was first read",
    Missed.NO_MATCH: "it has an actor of the story, and no question's or claim's names and words together",
    Missed.STRANGER: "it names nobody of the story",
    Missed.MATCHED: "it has the words of a question or claim, and says nothing of it",
    Missed.READ_WHOLE: "it has no question's or claim's names and words together, and read as a whole it says nothing of the nearest",
    Missed.NOT_RELEVANT: "people called it not relevant",
    Missed.WITHDRAWN: "it takes back a report, and none of its newsroom's counts here",
    Missed.WITHDRAWN_ELSE: "it takes back a report, and what counts here of its newsroom reads otherwise: if it is meant, press “Not relevant” there",
}
"""Why nobody was told, by the decision kept with the entry."""
_MISSED_SHOWN = 3
_TARGET = re.compile(r"\b((?:watch|claim):[\w-]+)")
_ABOUT = re.compile(rf"{_TARGET.pattern}: ")
_KIND = re.compile(rf"^({'|'.join(ChangeKind)}): ")
_DONE = re.compile(rf"{_TARGET.pattern} ({'|'.join(ChangeKind)})\b( aloud)?")
_NOTHING, _DISMISSED, _LIKE, _READ = "moves nothing", "people called this", "reads like it", "read whole"
_LAST = ("title:", "summary:", "attributed")
"""How reasons begin that say least."""
_LIKENESS = re.compile(rf"{_LIKE} \(.*\)\.")


def why_entry(
    traces: Sequence[Trace],
    stories: Mapping[str, Story],
    *,
    since: Mapping[str, Sequence[LedgerLine]] = MappingProxyType({}),
    now: datetime,
) -> Message:
    """How one entry went through the stages of the stories it is about, those it did something to first; of others how many.

    `traces` has at least one. `stories` are those that are still there, by slug: their questions are told instead of ids. `since` is what people have
    said of it, by slug, the newest first.
    """
    newest, near = traces[0], _nearest(traces, since)
    outlet = escape(cut(newest.outlet, 80)) or "unknown outlet"
    said = f"{outlet} · seen {when(newest.seen, now)} · {report_at(newest.link)}"
    feeds = ", ".join(dict.fromkeys(escape(shown(t.feed)) for t in near))
    blocks = [
        section(f"{bold(cut(newest.title, 300))}\n{said}"),
        *(
            block
            for t in near
            for part in (
                *_told(t, stories.get(t.slug)),
                [f"Since then: {ledger_line(x, now)}" for x in since.get(t.slug, ())],
            )
            for block in sections(part)
        ),
        *_further([t for t in traces if t not in near]),
        context(f"Feed: {feeds}"),
    ]
    decisions = "; ".join(f"{t.slug}: {_decided(t, stories.get(t.slug))}" for t in near)
    text = f"{escape(cut(newest.title, 200))}: {escape(cut(decisions, 300))}"
    return Message(text=text, blocks=tuple(pages(blocks)[0]))


def how_far(trace: Trace) -> int:
    """How far a report is from a story: 0 where it did something there, 1 where it names somebody of it, else 2."""
    if _did(trace):
        return 0
    return _STRANGE if trace.decision == Missed.STRANGER else 1


def _nearest(traces: Sequence[Trace], since: Mapping[str, Sequence[LedgerLine]]) -> list[Trace]:
    """The stories it names somebody of or people spoke of it in, those it did something to first; one that it is not about else."""
    about = [t for t in traces if how_far(t) < _STRANGE or since.get(t.slug)]
    return sorted(about, key=how_far)[:_STORIES_SHOWN] or [traces[0]]


def _further(traces: Sequence[Trace]) -> list[Block]:
    """How many stories more read it, and that it names nobody of them."""
    if not traces:
        return []
    many = counted(len(traces), "more story", "more stories")
    strange = all(how_far(t) == _STRANGE for t in traces)
    return [context(f"It names nobody of {many}." if strange else f"and {many}")]


def _told(trace: Trace, story: Story | None) -> list[list[str]]:
    """What became of it in one story, a part for each question it did something to; then why no other question has it."""
    groups: dict[str, list[str]] = {}
    about = ""
    for line in (x for x in trace.lines if x not in {f"title: {trace.title}", trace.decision}):
        begun = _ABOUT.match(line)
        about = begun[1] if begun else about
        groups.setdefault(about, []).append(line[begun.end() :] if begun else line)
    done = [(_named_by(story, name), did, groups.pop(name, [])) for name, did in _did(trace)]
    slug = bold(cut(trace.slug, 60))
    others = _others_missed(groups, story)
    if not done:
        return [[f"{slug}: {escape(cut(_decided(trace, story), 500))}", *others]]
    rest = counted(len(done) - _DONE_SHOWN, "further question", "further questions")
    parts = [_one_done(*one) for one in done[:_DONE_SHOWN]]
    parts[0].insert(0, slug)
    return [
        *parts,
        *([[f"and {rest}"]] if len(done) > _DONE_SHOWN else []),
        *([["Did nothing to:", *others]] if others else []),
    ]


def _one_done(name: str, did: str, lines: Sequence[str]) -> list[str]:
    """A question, what the report did to it and why, and how it was read."""
    reason, how = _done(lines)
    why = f": {escape(cut(reason, 300))}" if reason else ""
    return [f"{bold(name)}", f"{did}{why}", *(f"• {_cut(x)}" for x in how[:_REASONS_SHOWN])]


def _done(lines: Sequence[str]) -> tuple[str, list[str]]:
    """Why it did something to a question, and how it was read."""
    reason = next((_KIND.sub("", x) for x in lines if _KIND.match(x)), "")
    how = plainly([x for x in lines if not _KIND.match(x)])
    return plain_reason(reason), sorted(how, key=lambda x: x.startswith(_LAST))


def _others_missed(groups: Mapping[str, Sequence[str]], story: Story | None) -> list[str]:
    """A line for each of the first few questions it did nothing to, the nearest first; of the others how many."""
    ordered = sorted(groups.items(), key=lambda group: _distance(group[1]))
    told = [f"• {_cut(_missed(name, lines, story))}" for name, lines in ordered[:_MISSED_SHOWN]]
    rest = len(ordered) - len(told)
    return [
        *told,
        *([f"• nor {counted(rest, 'other question or claim', 'other questions or claims')}"] if rest else []),
    ]


def _distance(lines: Sequence[str]) -> int:
    """How near a report came to a question: it has its words, it was read for it or reads like it, or neither."""
    near = [x for x in lines if x.startswith((_NOTHING, _DISMISSED, _LIKE, _READ))]
    return 2 if not near else int(near[0].startswith((_LIKE, _READ)))


def _missed(name: str, lines: Sequence[str], story: Story | None) -> str:
    """Why a report did nothing to a question: all of it where it has its words, else the plainest."""
    if reason := _done(lines)[0]:  # of a feed's first reading
        return f"{_named_by(story, name)}: {reason}" if name else reason
    read = [x for x in lines if x.startswith(_READ)]
    plain = [x for x in lines if x not in read] or lines
    plainest = next((x for x in plain if x.startswith(_LIKE)), plain[-1])
    why = "; ".join(plainly(lines if _distance(lines) == 0 else [plainest, *read]))
    why = _TARGET.sub(lambda found: _named_by(story, found[1]), _LIKENESS.sub(f"{_LIKE}.", why))
    return f"{_named_by(story, name)}: {why}" if name else why


def _cut(text: str) -> str:
    return escape(cut(text, 300))


def _did(trace: Trace) -> list[tuple[str, str]]:
    """What it did, by target."""
    told = {True: "told in", False: "not told in"}
    return [
        (name, _DID[ChangeKind(kind)].format(told[bool(aloud)])) for name, kind, aloud in _DONE.findall(trace.decision)
    ]


def _decided(trace: Trace, story: Story | None) -> str:
    """The decision in a line: what it did to which questions, or that nobody was told. Not escaped."""
    done = [f"{_named_by(story, name)} {did}" for name, did in _did(trace)]
    return "; ".join(done) or f"nobody was told: {_MISSED.get(trace.decision, trace.decision)}"


def _named_by(story: Story | None, name: str) -> str:
    """What a target asks or claims, for its id; that alone of a story that was removed."""
    target = Target.parse(name)
    return f"“{cut(question(story, target), 120)}”" if story else f"“{cut(target.id, 60)}” of a removed story"


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
