"""A proposal to learn: what would change in the story file, and what that would have changed in the last seven days."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from bot.blocks.message import MAX_ALL_TEXT, Block, Message, actions, button, context, size
from bot.blocks.mrkdwn import bold, cut, escape, when
from bot.blocks.pages import sections
from bot.blocks.phrases import question, report_at
from bot.blocks.ref import Ref
from bot.domain.counted import counted
from bot.domain.lesson import Cause, Edit, Option, Part, Proposal, Told, Trial
from bot.domain.story import Story

_PARTS = {
    Part.ANCHORS: "Anchors",
    Part.SIGNAL: "Signal",
    Part.SUPPORTED_BY: "Supported by",
    Part.REFUTED_BY: "Refuted by",
    Part.ALIAS: "Alias",
}


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
            text=f"{about}: {sentence}", blocks=tuple(sections([about, *_nearest(proposal, story), sentence]))
        )
    shown = (_blocks(replace(proposal, options=proposal.options[: r.options]), story, r, now) for r in _ROOM)
    blocks = next((b for b in shown if sum(map(size, b)) <= MAX_ALL_TEXT), _blocks(proposal, story, _ROOM[-1], now))
    return Message(text=f"{about}: {escape(cut(proposal.options[0].lesson.sentence, 300))}", blocks=tuple(blocks))


def _blocks(proposal: Proposal, story: Story, room: _Room, now: datetime) -> list[Block]:
    only = len(proposal.options) == 1
    blocks = sections([_about(proposal), *_nearest(proposal, story)])
    for number, option in enumerate(proposal.options):
        blocks += sections(_option(option, proposal, story, room, now))
        accept = button("Accept", "accept", _ref(proposal, number).encode(), style="primary")
        blocks.append(actions([accept, _no(proposal)] if only else [accept]))
    if not only:
        blocks.append(actions([_no(proposal)]))
    blocks.append(context("Nothing is learned unless somebody accepts. The ledger keeps who, when and why."))
    return blocks


def _about(proposal: Proposal) -> str:
    title = f"“{escape(cut(proposal.title, 200))}”" if proposal.title else "The report"
    said = "is not relevant" if proposal.asked.cause is Cause.DISMISSED else "was missed"
    return f"{title} {said}"


def _nearest(proposal: Proposal, story: Story) -> list[str]:
    """What the report reads like, in the words of the story, and why we think so."""
    if proposal.nearest is None:
        return []
    asked = escape(cut(question(story, proposal.nearest), 200))
    return [f"It reads like {bold(proposal.nearest.id)}: {asked} ({escape(cut(proposal.likeness, 300))})"]


def _option(option: Option, proposal: Proposal, story: Story, room: _Room, now: datetime) -> list[str]:
    made, tried = option.lesson, option.trial
    more = [f"• and {len(made.edits) - room.edits} more"] if len(made.edits) > room.edits else []
    return [
        bold(cut(made.sentence, 300)),
        escape(cut(question(story, made.target), 200)),
        *(_edit(e) for e in made.edits[: room.edits]),
        *more,
        _trial(tried, proposal, now),
        *_headlines("Added", tried.added, tried.gained[: room.headlines], now),
        *_headlines("Removed", tried.removed, tried.lost[: room.headlines], now),
    ]


def _edit(edit: Edit) -> str:
    where = f"{_PARTS[edit.part]}{f' of {escape(cut(edit.actor, 80))}' if edit.actor else ''}"
    direction = f" ({edit.direction})" if edit.part is Part.SIGNAL and not edit.before else ""
    was = f"{escape(cut(edit.before, 200))} → " if edit.before else "new: "
    return f"• {where}: {was}{bold(cut(edit.after, 200))}{direction}"


def _trial(trial: Trial, proposal: Proposal, now: datetime) -> str:
    since = f" since {when(proposal.since, now)}" if proposal.since else ""
    return (
        f"Tried on {counted(proposal.read, 'entry', 'entries')} of the last 7 days{since}: "
        f"{trial.added} added to what is told, {trial.removed} removed."
    )


def _headlines(label: str, count: int, shown: Sequence[Told], now: datetime) -> list[str]:
    lines = [
        f"• {escape(cut(t.title, 120))} — {escape(cut(t.outlet, 60))}, {when(t.at, now)} · {report_at(t.link)}"
        for t in shown
    ]
    more = [f"• and {count - len(shown)} more"] if count > len(shown) else []
    return [f"{label}:", *lines, *more] if lines else []


def _ref(proposal: Proposal, choice: int = 0) -> Ref:
    return Ref(slug=proposal.asked.slug, lesson=proposal.asked.id, choice=choice)


def _no(proposal: Proposal) -> Block:
    return button("No", "decline", _ref(proposal).encode())
