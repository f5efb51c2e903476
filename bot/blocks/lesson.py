"""A proposal to learn: what would change in the story file, and what that would have changed in the last seven days."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import takewhile

from bot.blocks.message import MAX_ALL_TEXT, Block, Message, actions, button, context, size
from bot.blocks.modals import TAKE_BACK
from bot.blocks.mrkdwn import bold, cut, escape, units, when
from bot.blocks.pages import sections
from bot.blocks.phrases import joined, question, report_at
from bot.blocks.ref import Ref
from bot.domain.change import Undo
from bot.domain.counted import counted
from bot.domain.lesson import Cause, Edit, Lesson, Meaning, Option, Part, Proposal, Told, Trial
from bot.domain.story import Story

_PARTS = {
    Part.ANCHORS: "Anchors",
    Part.SIGNAL: "Signal",
    Part.SUPPORTED_BY: "Supported by",
    Part.REFUTED_BY: "Refuted by",
    Part.ALIAS: "Alias",
    Part.ACTOR: "Actor",
}
_LABELS = {
    None: "Accept",
    Meaning.YES: "Says yes",
    Meaning.SIGN_OF_YES: "Sign of yes",
    Meaning.SIGN_OF_NO: "Sign of no",
    Meaning.NO: "Says no",
    Meaning.SUPPORTS: "Supports",
    Meaning.REFUTES: "Refutes",
}
_HAPPENED = {Cause.DISMISSED: "is not relevant", Cause.MISREAD: "was read the wrong way round"}
_SETTLES = {Meaning.YES, Meaning.NO}
_SIGNS = {Meaning.SIGN_OF_YES, Meaning.SIGN_OF_NO}
_ALIKE_SHOWN = 2
_SHOWN_WHOLE = 100
_BEGINNING = 60
_TERM = re.compile(r"[\s|]*[^\s|]+")
_ONLY_A_SIGN = (
    "“Says yes” and “Says no” are missing for words that do not name what the question is about, or that the report denies or "
    "says are yet to come. "
)
ACCEPTING = ("accept", *(f"accept_{r}" for r in Meaning))
"""The buttons that accept a lesson, one for each way its words can be read."""


@dataclass(frozen=True, kw_only=True)
class _Room:
    """How much of a proposal is shown: Slack refuses messages of some 13,000 characters."""

    options: int
    edits: int
    headlines: int


_ROOM = (
    _Room(options=3, edits=8, headlines=5),
    _Room(options=3, edits=4, headlines=2),
    _Room(options=1, edits=2, headlines=0),
)


def lesson(proposal: Proposal, story: Story, *, now: datetime) -> Message:
    """What could be learned, for the one who asked; or why nothing can."""
    about = _about(proposal)
    if not proposal.options:
        sentence = escape(cut(proposal.sentence, 500))
        return Message(
            text=joined(about, sentence), blocks=tuple(sections([about, *_nearest(proposal, story), sentence]))
        )
    shown = (_blocks(proposal, story, r, now) for r in _ROOM)
    blocks = next((b for b in shown if sum(map(size, b)) <= MAX_ALL_TEXT), _blocks(proposal, story, _ROOM[-1], now))
    offered = counted(len(_alike(proposal)), "rule is proposed", "rules are proposed")
    return Message(text=f"{about}: {offered}", blocks=tuple(blocks))


def learned(made: Lesson, ref: Ref) -> Message:
    """That a rule holds from now on, for the one who accepted it, and the way back."""
    kept = f"`watchdesk story export {escape(cut(ref.slug, 60))}` has it."
    told = f"Learned, under your name: {escape(cut(made.sentence, 500))} {kept}"
    return Message(text=told, blocks=(*sections([told]), actions([button(TAKE_BACK, Undo.UNLEARN, ref.encode())])))


def _blocks(proposal: Proposal, story: Story, room: _Room, now: datetime) -> list[Block]:
    alike = _alike(proposal)[: room.options]
    asked = list(dict.fromkeys(escape(cut(question(story, o.lesson.target), 200)) for o in proposal.options))
    once = asked if len(asked) == 1 else []
    blocks = sections([_about(proposal), *_nearest(proposal, story), *_remark(proposal), *once, _tried(proposal, now)])
    above: list[str] = []
    for several in alike:
        option = proposal.options[several[0]]
        of = [] if once else [escape(cut(question(story, option.lesson.target), 200))]
        told = [bold(_headline(option.lesson)), *_option(option, room, now)]
        blocks += sections(of if told == above else [told[0], *of, *told[1:]])
        above = told
        buttons = [_accept(proposal, number, alone=len(several) == 1) for number in several]
        blocks.append(actions([*buttons, _no(proposal)] if len(alike) == 1 else buttons))
    if len(alike) > 1:
        blocks.append(actions([_no(proposal)]))
    blocks.append(context(_fine_print(proposal)))
    return blocks


def _alike(proposal: Proposal) -> list[list[int]]:
    """The numbers of the options, those of the same words together."""
    groups: dict[tuple[object, ...], dict[Meaning | None, int]] = {}
    for number, option in enumerate(proposal.options):
        made = option.lesson
        alone = number if made.reading is None else -1
        groups.setdefault((made.target, made.words, alone), {}).setdefault(made.reading, number)
    return [list(readings.values()) for readings in groups.values()]


def _accept(proposal: Proposal, number: int, *, alone: bool) -> Block:
    reading = proposal.options[number].lesson.reading
    action = f"accept_{reading}" if reading else "accept"
    settles = (
        f"From now on “{cut(proposal.options[number].lesson.words, 150)}” settles the question, and alerts at once."
    )
    return button(
        _LABELS[reading],
        action,
        _ref(proposal, number).encode(),
        style="primary" if alone and reading is None else "",  # what words say, people say: no way of it is the bot's
        confirm=settles if reading in _SETTLES else "",
    )


def _remark(proposal: Proposal) -> list[str]:
    return [escape(cut(proposal.sentence, 500))] if proposal.sentence else []


def _fine_print(proposal: Proposal) -> str:
    settles = any(o.lesson.reading in _SETTLES for o in proposal.options)
    told = "What says yes or no is decisive and alerts at once; a sign only moves the question. " if settles else ""
    told += _ONLY_A_SIGN if any(_only_signs(proposal, several) for several in _alike(proposal)) else ""
    more = any(e.short not in {"", e.after} for o in proposal.options for e in o.lesson.edits)
    told += "New words count only with all else its anchors ask for. " if more else ""
    return f"{told}Nothing is learned unless somebody accepts, and that can be taken back."


def _only_signs(proposal: Proposal, several: Sequence[int]) -> bool:
    readings = {proposal.options[number].lesson.reading for number in several}
    return not readings.isdisjoint(_SIGNS) and readings.isdisjoint(_SETTLES)


def _about(proposal: Proposal) -> str:
    title = f"“{escape(cut(proposal.title, 200))}”" if proposal.title else "The report"
    if proposal.counted:
        return f"{title} counts already, for {'; '.join(escape(cut(asked, 200)) for asked in proposal.counted[:3])}"
    return f"{title} {_HAPPENED.get(proposal.asked.cause, 'was not counted')}"


def _nearest(proposal: Proposal, story: Story) -> list[str]:
    """What the report reads like, in the words of the story, and why we think so."""
    if proposal.nearest is None:
        return []
    named = {o.lesson.target for o in proposal.options} == {proposal.nearest}  # then its question follows anyway
    asked = "" if named else f": {escape(cut(question(story, proposal.nearest), 200))}"
    return [f"It reads like {bold(proposal.nearest.id)}{asked} ({escape(cut(proposal.likeness, 300))})"]


def _option(option: Option, room: _Room, now: datetime) -> list[str]:
    """What would change in the story file, and what that would have changed."""
    made, tried = option.lesson, option.trial
    more = [f"• and {len(made.edits) - room.edits} more"] if len(made.edits) > room.edits else []
    added, removed = _share(tried.added, it=tried.adds_it), _share(tried.removed, it=tried.removes_it)
    return [
        *(_edit(e) for e in made.edits[1 if made.reading else 0 : room.edits]),
        *more,
        f"Would have added {added} to what is told, removed {removed}.",
        *_having(tried, room, now),
        *_settled(tried),
        *_headlines("Added", tried.added - tried.adds_it, tried.gained, room, now),
        *_headlines("Removed", tried.removed - tried.removes_it, tried.lost, room, now),
    ]


def _having(tried: Trial, room: _Room, now: datetime) -> list[str]:
    """Other entries with the new words: nothing added and nothing removed is no proof where there are none."""
    if tried.has == 0 and not tried.gained:
        return ["No other entry of these days has these words, so nothing shows what they would do."]
    label = f"{counted(tried.has or 0, 'other entry has', 'other entries have')} these words; nothing more would be told of them"
    return _headlines(label, 0, tried.alike[:_ALIKE_SHOWN], room, now)


def _settled(tried: Trial) -> list[str]:
    """What yes or no would have made of others."""
    more = counted(tried.settled, "other report", "other reports")
    return [f"As yes or no it would have called {more} an outcome."] if tried.settled else []


def _headline(made: Lesson) -> str:
    """What would be learned; how new words are read is on the buttons."""
    return f"“{cut(made.words, 200)}”" if made.reading else cut(made.sentence, 300)


def _edit(edit: Edit) -> str:
    """What changes: both texts where they are short, else the terms in which they part; of a target's signals also which one."""
    where = f"{_PARTS[edit.part]}{f' of {escape(cut(edit.actor, 80))}' if edit.actor else ''}"
    if not edit.before:
        return f"• {where}: new: {bold(cut(edit.after, 200))}"
    if max(units(edit.before), units(edit.after)) <= _SHOWN_WHOLE:
        return f"• {where}: {escape(edit.before)} → {bold(edit.after)}"
    which = "" if edit.part is Part.ANCHORS else f" “{escape(cut(edit.before, _BEGINNING))}”"
    return f"• {where}{which}: {_difference(edit.before, edit.after)}"


def _difference(before: str, after: str) -> str:
    """The terms that come, go or change, as in "+ **-football**": the rest is alike, and longer than anybody reads."""
    old, new = _TERM.findall(before), _TERM.findall(after)
    first = _alike_at_first(old, new)
    last = _alike_at_first(old[first:][::-1], new[first:][::-1])
    gone, come = (cut("".join(terms[first : len(terms) - last]).strip(), 200) for terms in (old, new))
    return f"{escape(gone)} → {bold(come)}" if gone and come else f"{'−' if gone else '+'} {bold(gone or come)}"


def _alike_at_first(old: Sequence[str], new: Sequence[str]) -> int:
    return sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(old, new, strict=False)))


def _tried(proposal: Proposal, now: datetime) -> str:
    since = f" since {when(proposal.since, now)}" if proposal.since else ""
    ask = " Which words say something of it, and what?" if any(o.lesson.reading for o in proposal.options) else ""
    return f"Tried on {counted(proposal.read, 'entry', 'entries')} of the last 7 days{since}.{ask}"


def _share(count: int, *, it: bool) -> str:
    """How many, and whether the very report this is about is among them."""
    if not it:
        return str(count or "nothing")
    return f"this report and {count - 1} more" if count > 1 else "this report"


def _headlines(label: str, count: int, told: Sequence[Told], room: _Room, now: datetime) -> list[str]:
    shown = told[: room.headlines]
    lines = [
        f"• {escape(cut(t.title, 120))} — {escape(cut(t.outlet, 60))}, {when(t.at, now)} · {report_at(t.link)}"
        for t in shown
    ]
    more = [f"• and {count - len(shown)} more"] if count > len(shown) else []
    return [f"{label}:", *lines, *more] if lines else []


def _ref(proposal: Proposal, choice: int = 0) -> Ref:
    return Ref(slug=proposal.asked.slug, lesson=proposal.asked.id, choice=choice)


def _no(proposal: Proposal) -> Block:
    return button("Learn nothing", "decline", _ref(proposal).encode())
