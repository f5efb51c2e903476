"""News: the first line of a message, which says who says or did what, where that leaves it, and how many say so."""

from collections.abc import Mapping
from dataclasses import replace

from bot.blocks.message import Message
from bot.blocks.mrkdwn import bold, cut, escape, user
from bot.blocks.pages import sections
from bot.blocks.phrases import how_many, joined, move, origins, says, side, state, who
from bot.domain.change import Change, ChangeKind, Level
from bot.domain.evidence import Evidence, TargetKind
from bot.domain.lesson import RULE_ACCEPTED
from bot.domain.moves import side_of
from bot.domain.standing import BOT, Standing, WatchState

_LOUD: Mapping[str, str] = {
    WatchState.PROPOSED: "Against what is proposed",
    WatchState.RESOLVED_YES: "Against what was resolved",
    WatchState.RESOLVED_NO: "Against what was resolved",
}
"""What the channel is told of a report though no state moves."""


def told_once(change: Change) -> Message:
    """What a person did, in one line, for a thread that no delivery tells of it."""
    line = news(change, change.after)
    return Message(text=line.replace("*", ""), blocks=tuple(sections([line])))


def news(change: Change, standing: Standing) -> str:  # noqa: PLR0911  one line a kind
    """The first line of a message in the thread: who says or did what, where it stands, and how many say so."""
    count = how_many(change.heard) if change.heard else origins(standing)
    still = f"still {state(change.after)}"
    outlet = bold(cut(change.evidence.outlet, 80)) if change.evidence else ""
    match change.kind:
        case ChangeKind.STATE | ChangeKind.FOLD:
            return act(change) if only_owner(change) else joined(act(change), move(change), count)
        case ChangeKind.ORIGIN | ChangeKind.REPORT if change.level is not Level.ROUTINE:
            what = bold(_LOUD.get(change.after.value) or _step(change.evidence))
            return f"{what}, by {outlet}: {still} · {count}"
        case ChangeKind.ORIGIN:
            return f"A further independent origin, {outlet}: now {count}"
        case ChangeKind.REPORT:
            return f"A further report by {outlet}: still {count}"
        case ChangeKind.COPY:
            origin = bold(cut(change.evidence.origin, 80)) if change.evidence else ""
            return f"Copy of a report by {origin}, in {outlet}: still {count}"
        case ChangeKind.EDIT:
            return f"{act(change) if change.took_back else f'{outlet} changed its headline'} · {still}"
        case ChangeKind.STALE:
            return f"{bold('Stale')}: nobody has said so again for a while · {count}"
        case ChangeKind.OVERDUE:
            return f"{bold('Overdue')}: its day has passed and nobody has resolved it · {still} · {count}"
        case ChangeKind.LEFT:
            what = "claim" if change.target.kind is TargetKind.CLAIM else "question"
            return f"The story file no longer has this {what}; {escape(cut(change.why, 200))}."


def _step(evidence: Evidence | None) -> str:
    """What a report is to an open item whose state it does not move."""
    decides = evidence is not None and evidence.outcome and side_of(evidence) in {"toward", "away"}
    return f"Reported as decided: {side(side_of(evidence))}" if evidence and decides else "A further step"


def act(change: Change) -> str:
    """Who did or says what, where the state it leads to does not tell: a person, a source that turns, one on a claim."""
    evidence = change.evidence
    if change.by != BOT:
        had = f", {user(change.before.owner)} had it" if change.after.owner and change.before.owner else ""
        did = taught(change) or escape(cut(change.did, 300)) or "decided"
        return f"{who(change.by)} {did}{had if only_owner(change) else ''}"
    if evidence is None:
        return ""
    outlet, now = bold(cut(evidence.outlet, 80)), says(side_of(evidence))
    is_claim = change.target.kind is TargetKind.CLAIM
    if change.took_back:
        word = "word" if is_claim else f"“{side(change.took_back)}”"
        return f"{outlet} took back its {word} and now {now} (headline changed)"
    return f"{outlet} {now}" if is_claim and now else ""


def taught(change: Change) -> str:
    """The rule somebody accepted, "" for any other change."""
    rule = change.why.removeprefix(RULE_ACCEPTED)
    return "" if rule == change.why else f"taught a rule: {escape(cut(rule, 300))}"


def only_owner(change: Change) -> bool:
    owned = change.before.owner != change.after.owner
    return owned and replace(change.before, owner=change.after.owner) == change.after
