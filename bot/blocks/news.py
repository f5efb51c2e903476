"""News: the first line of a message (who says or did what, where that leaves it, how many say so), and what a reason adds to it."""

from collections.abc import Mapping
from dataclasses import replace

from bot.blocks.message import Message
from bot.blocks.mrkdwn import bold, cut, escape, user
from bot.blocks.pages import sections
from bot.blocks.phrases import joined, move, origins, says_that, side, state, who
from bot.domain.change import Change, ChangeKind, Level
from bot.domain.evidence import Evidence, TargetKind, Whose
from bot.domain.lesson import RULE_ACCEPTED
from bot.domain.saying import Force, corrects, force_in, how_many, tally
from bot.domain.standing import BOT, Standing, WatchState
from bot.domain.teller import teller, whose_word
from bot.domain.voices import SIDES, side_of

_LOUD: Mapping[str, str] = {
    WatchState.PROPOSED: "Against what is proposed",
    WatchState.RESOLVED_YES: "Against what was resolved",
    WatchState.RESOLVED_NO: "Against what was resolved",
}
"""What a report is that the channel is told of though no state moves."""
LOUD_REPORTS = frozenset({ChangeKind.ORIGIN, ChangeKind.REPORT, ChangeKind.EDIT})
"""What it may be told so of: a report under a new headline, too."""
_TIME = {
    ChangeKind.STALE: f"{bold('Stale')}: nobody has said so again for a while",
    ChangeKind.OVERDUE: f"{bold('Overdue')}: its day has passed and nobody has resolved it",
}
"""What no report brings but time."""
_GOES_ON = ("; ", ", but ")
"""What a reason goes on with after the report, where it says more than that; others may follow a mere comma."""


def told_once(change: Change) -> Message:
    """What a person did, in one line, for a thread that no delivery tells of it."""
    line = news(change, change.after)
    return Message(text=line.replace("*", ""), blocks=tuple(sections([line])))


def news(change: Change, standing: Standing) -> str:
    """The first line of a message in the thread: what came in, where it stands, and how many say so."""
    return joined(what_changed(change), how_many_say(change, standing))


def what_changed(change: Change) -> str:
    """What came in, and where it stands by it."""
    if change.kind is ChangeKind.LEFT:
        what = "claim" if change.target.kind is TargetKind.CLAIM else "question"
        return f"The story file no longer has this {what}; {escape(cut(change.why, 200))}."
    if only_owner(change):
        return act(change)
    where = move(change) if change.kind in {ChangeKind.STATE, ChangeKind.FOLD} else f"still {state(change.after)}"
    return joined(came_in(change), where)


def how_many_say(change: Change, standing: Standing) -> str:
    """How many say what at its moment, where it is known, else by now; "" of what no report bears on."""
    if change.kind is ChangeKind.LEFT or only_owner(change):
        return ""
    return how_many(change.heard) if change.heard else origins(standing)


def came_in(change: Change) -> str:
    """What came in: who did or says what, and what that is to an open question where no state moves."""
    if change.by != BOT or change.evidence is None:
        return _TIME.get(change.kind, act(change))
    outlet, origin = bold(cut(change.evidence.outlet, 80)), bold(cut(change.evidence.origin, 80))
    says, force = _says(change, change.evidence), force_in(change.evidence, side_of(change.evidence), _heard(change))
    before = f"; it {change.earlier} before" if change.earlier else ""
    said = act(change) or (f"{bold(cut(teller(change.evidence), 80))} {says}{before}" if says else "")
    is_claim = change.target.kind is TargetKind.CLAIM
    match change.kind:
        case ChangeKind.EDIT if gone := _gone(change, change.evidence):
            return f"{outlet} {gone}"
        case kind if kind in LOUD_REPORTS and change.level is not Level.ROUTINE:
            return f"{bold(_loud(change, force))}: {said}"
        case ChangeKind.ORIGIN:
            said += "" if force is Force.HINT and not is_claim else ", a further origin"
        case ChangeKind.COPY:
            word = change.evidence.whose is Whose.SPEAKER
            return (
                f"{outlet} passes on {bold(cut(whose_word(change.evidence.origin), 80))}, a copy"
                if word
                else f"{outlet} has a copy of {origin}'s report"
            )
        case ChangeKind.EDIT:
            return act(change) if change.took_back or change.restored else f"{outlet} changed its headline"
    return said


def _gone(change: Change, evidence: Evidence) -> str:
    """What became of a report that says nothing in its stead, for what it said stands beside it; "" where it says something."""
    if evidence.former:
        return "changed its headline, which no longer says so"
    loud = change.level is not Level.ROUTINE and corrects(evidence.title)
    if not side_of(evidence) or (loud and evidence.passage != evidence.title):
        return f"{bold('corrects or withdraws')} its report"
    return ""


def _loud(change: Change, force: Force) -> str:
    """What the channel is told of a report though no state moves: that it is for what is proposed, against it, or a step."""
    if reported_anew(change):
        return "Reported anew"
    return _LOUD.get(change.after.value) or _step(change, force)


def reported_anew(change: Change) -> bool:
    """Whether the channel is told of a further report for what is proposed already."""
    return (
        told_aloud(change)
        and change.evidence is not None
        and side_of(change.evidence) == SIDES.get(change.after.suggested)
    )


def told_aloud(change: Change) -> bool:
    """Whether the channel is told of a report though it moves no state."""
    return change.kind in LOUD_REPORTS and change.level is not Level.ROUTINE and not change.moves


def _step(change: Change, force: Force) -> str:
    """What a report is to an open item whose state it does not move; an outcome that only a model reads may be none."""
    if force is Force.REPORT:
        return "Outcome reported"
    return "Perhaps decided" if change.evidence and change.evidence.outcome else "A further step"


def _says(change: Change, evidence: Evidence) -> str:
    """What its report says, as it is counted."""
    return says_that(evidence, _heard(change))


def _heard(change: Change) -> Mapping[str, int]:
    return change.heard or tally(change.after)


def act(change: Change) -> str:
    """Who did or says what, where the state it leads to does not tell: a person, a source that turns, one on a claim."""
    evidence = change.evidence
    if change.by != BOT:
        had = f", {user(change.before.owner)} had it" if change.after.owner and change.before.owner else ""
        did = taught(change) or escape(cut(change.did, 300)) or "decided"
        return f"{who(change.by)} {did}{had if only_owner(change) else ''}"
    if evidence is None:
        return ""
    outlet, now = bold(cut(evidence.outlet, 80)), _says(change, evidence)
    is_claim = change.target.kind is TargetKind.CLAIM
    if turned := _under_a_new_headline(change, evidence, outlet, now):
        return turned
    return f"{bold(cut(teller(evidence), 80))} {now}" if is_claim and now else ""


def _under_a_new_headline(change: Change, evidence: Evidence, outlet: str, now: str) -> str:
    """What became of what a source said before: it is taken back, said again, or the contrary is said; "" for nothing of it."""
    if change.old_title and not side_of(evidence):
        return f"{bold(cut(teller(evidence), 80))} {bold('corrects or withdraws')} its report"
    if change.restored:
        return f"{outlet} restored its earlier headline{f', which {now}' if now else ''}"
    if change.took_back and corrects(evidence.title):
        word = "word" if change.target.kind is TargetKind.CLAIM else f"“{side(change.took_back)}”"
        return f"{outlet} took back its {word} (headline corrected) and now {now}"
    return f"{outlet}'s page changed its headline, which now {now}" if change.took_back else ""


def taught(change: Change) -> str:
    """The rule somebody accepted, "" for any other change."""
    rule = change.why.removeprefix(RULE_ACCEPTED)
    return "" if rule == change.why else f"taught a rule: {escape(cut(rule, 300))}"


def only_owner(change: Change) -> bool:
    owned = change.before.owner != change.after.owner
    return owned and replace(change.before, owner=change.after.owner) == change.after


def tells_more(change: Change) -> bool:
    """Whether the reason is more than what the first line says came in, as in "Reuters points to yes", or that it is a copy."""
    evidence = change.evidence
    return (
        bool(change.why)
        and change.kind is not ChangeKind.COPY
        and not (evidence and change.why == f"{teller(evidence)} {_says(change, evidence)}")
    )


def beyond_what_came(change: Change, why: str) -> str:
    """The reason without the report it begins with, which stands above: "Reuters hints at yes; it takes 8 such ..."."""
    came = f"{teller(change.evidence)} {_says(change, change.evidence)}" if change.evidence else ""
    begins = next((f"{came}{word}" for word in _GOES_ON if came and why.startswith(f"{came}{word}")), "")
    return why.removeprefix(begins)
