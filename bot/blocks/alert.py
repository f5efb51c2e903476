"""Alerts: the head message of a target's thread, and the messages in it."""

from datetime import datetime

from bot.blocks.left import left_reply
from bot.blocks.message import MAX_FIELD, Block, Message, actions, button, context, pair
from bot.blocks.modals import JUDGE, MEANS, SAME, SETTLE, TAKE_BACK
from bot.blocks.mrkdwn import bold, cut, escape, in_utc, units, user, when
from bot.blocks.news import (
    LOUD_REPORTS,
    act,
    beyond_what_came,
    came_in,
    how_many_say,
    news,
    only_owner,
    reported_anew,
    taught,
    tells_more,
    told_aloud,
    what_changed,
)
from bot.blocks.pages import sections
from bot.blocks.phrases import (
    cited_under,
    claimed_by,
    criteria,
    due,
    flag,
    follows,
    joined,
    move,
    origins,
    origins_named,
    question,
    quoted,
    reason,
    replied,
    report_at,
    says_that,
    sentences,
    source,
    state,
    suggestion,
    voices,
    who,
)
from bot.blocks.proposal import decide, doubt, fewer
from bot.blocks.ref import Ref
from bot.domain.change import Change, ChangeKind, Level, Undo
from bot.domain.evidence import Evidence, Stance, TargetKind
from bot.domain.moves import resolved_at
from bot.domain.saying import tally
from bot.domain.standing import BOT, Standing, WatchState, answer, moves, wording
from bot.domain.story import Direction, Story


def head(
    story: Story,
    change: Change,
    standing: Standing,
    *,
    began: Change | None = None,
    replies: int = 0,
    now: datetime,
) -> Message:
    """The head message of a thread: the latest change, on the target's current standing, and the report that opened it."""
    past, line = moves(change.after, standing), _state_line(change, standing, now)
    doubted = doubt(standing) or fewer(change, standing)
    loud = "" if past or doubted else flag(change.level)
    grounds = _contradiction(story, change, now) or sections(
        [_grounds(story, change, standing, now) or voices(standing, now)]
    )
    blocks = [
        *sections([_heading(story, change), joined(loud, line), doubted, origins_named(standing)]),
        *grounds,
        *_what_follows(story, change, standing, _way(change, standing)),
        *_began(change, began, now),
        context(_about(story, change, standing, replies, now)),
        actions(_buttons(story, change, standing)),
    ]
    first = joined(loud, line if past else what_changed(change))
    text = _fallback(story, change, first, origins(standing), now)
    return Message(text=text, blocks=tuple(blocks))


def reply(story: Story, change: Change, standing: Standing, *, now: datetime) -> Message:
    """A message in a thread: what came in, and what it changes. A loud one is shown in the channel as well, on its own."""
    if change.kind is ChangeKind.LEFT:
        return left_reply(story, change, now=now)
    loud = change.level is not Level.ROUTINE
    heading = _heading(story, change) if loud else ""
    line = news(change, standing)
    sides = _contradiction(story, change, now)
    body = [
        *sections([heading, joined(flag(change.level), line), "" if sides else _told(story, change, standing, now)]),
        *sides,
    ]
    told = reason(beyond_what_came(change, change.why))
    why = [context(f"Why: {told}")] if change.by == BOT and tells_more(change) else []
    way = change.evidence.direction if change.evidence and not change.moves else _way(change, change.after)
    follow = _what_follows(story, change, change.after, way) if loud and (way or change.after.suggested) else ()
    buttons = _reply_buttons(story, change, standing)
    first = joined(flag(change.level), what_changed(change))
    text = _fallback(story, change, first, how_many_say(change, standing), now)
    return Message(text=text, blocks=(*body, *follow, *why, *([actions(buttons)] if buttons else [])))


def _began(change: Change, began: Change | None, now: datetime) -> list[Block]:
    """The report that opened the thread, where the head no longer shows it."""
    first = began.evidence if began else None
    if first is None or (change.evidence and change.evidence.id == first.id):
        return []
    said = f"“{escape(cut(first.title, 200))}” {escape(cut(first.outlet, 80))}, {when(first.at, now)}"
    return [context(f"Began with {said} · {report_at(first.link)}")]


def _heading(story: Story, change: Change) -> str:
    """Which story and which of its questions: two stories may share a channel."""
    return f"{escape(cut(story.title, 80))} · {bold(cut(question(story, change.target), 300))}"


def _state_line(change: Change, standing: Standing, now: datetime) -> str:
    """What last moved the target, or where it stands where that is something else by now."""
    at = when(standing.since, now)
    if moves(change.after, standing):
        return joined(suggestion(standing), f"{state(standing)} since {at}")
    if change.turns:
        return joined(act(change), move(change), f"at {at}")
    if change.kind is ChangeKind.OVERDUE:
        return joined(bold("Overdue"), suggestion(standing), f"still {state(standing)} since {at}")
    said = act(change) if change.moves else came_in(change) if told_aloud(change) else ""
    return joined(said, suggestion(standing), f"{state(standing)} since {at}")


def _contradiction(story: Story, change: Change, now: datetime) -> list[Block]:
    """A report and the one it contradicts, side by side, each with who says so and when; [] where it contradicts none.

    Against a claim that nobody else reports stand its own words, with on whose word the story file has it.
    """
    evidence, other = change.evidence, change.against
    claim = story.claim(change.target.id) if change.target.kind is TargetKind.CLAIM else None
    if evidence is None or change.kind is ChangeKind.EDIT:
        return []
    if other is None and (claim is None or evidence.stance is not Stance.REFUTES):
        return []
    theirs = cited_under("Against it" if claim else _says(change, evidence), evidence, story, now)
    if other:
        ours = cited_under("For it" if claim else _says(change, other), other, story, now)
    elif claim:
        ours = f"{bold('The claim')}\n> {escape(cut(claim.text, 200))}\n{claimed_by(story, claim, now)}"
    return [pair(ours, theirs)] if max(units(ours), units(theirs)) <= MAX_FIELD else sections([ours, theirs])


def _says(change: Change, evidence: Evidence) -> str:
    """What a report says of a question, as in "Reports yes"."""
    told = says_that(evidence, change.heard or tally(change.after))
    return told[:1].upper() + told[1:]


def _told(story: Story, change: Change, standing: Standing, now: datetime) -> str:
    """The same in a thread; what a person says of a report is all in the first line, and what it moves is said by the voices."""
    if change.said and change.by != BOT:
        return voices(standing, now) if change.moves else ""
    return _grounds(story, change, standing, now)


def _grounds(story: Story, change: Change, standing: Standing, now: datetime) -> str:
    """What it rests on: the sentence and its source, or the person and their reason and on whose word it stands."""
    evidence = change.evidence
    if evidence is None:
        if change.by == BOT:
            return voices(standing, now)
        if only_owner(change) or taught(change):
            return ""
        if moves(change.after, standing):  # its state is another's by now, and its reason none for that
            return voices(standing, now)
        at = change.after.since if change.before.value != change.after.value else now
        said = f"{who(change.by)}: {escape(cut(change.why, 400)) or 'no reason given'} · {when(at, now)}"
        return "\n".join(x for x in (said, voices(standing, now)) if x)
    if change.kind is ChangeKind.EDIT:
        old, new = escape(cut(change.old_title, 300)), escape(cut(evidence.title, 300))
        return f"Headline was: {old}\nHeadline now: {new}\n{source(evidence, story, now)}"
    return f"{quoted(evidence)}\n{'Copy: ' if evidence.copy_of else ''}{source(evidence, story, now)}"


def _what_follows(story: Story, change: Change, standing: Standing, way: Direction | None) -> tuple[Block, ...]:
    item = story.watch_item(change.target.id) if change.target.kind is TargetKind.WATCH else None
    if item is None:
        return ()
    held_against = criteria(item) if standing.value == WatchState.PROPOSED else ()
    return tuple(sections([*held_against, *follows(item, direction=way)]))


def _way(change: Change, standing: Standing) -> Direction | None:
    """Which way it has gone or seems to go; None where that is open."""
    settled = {WatchState.RESOLVED_YES: Direction.TOWARD, WatchState.RESOLVED_NO: Direction.AWAY}
    for value in (standing.value, standing.suggested):
        if value in settled:
            return settled[WatchState(value)]
    if standing.value in {WatchState.CONTESTED, WatchState.WATCHING}:
        return None
    if standing.lean:
        return Direction(standing.lean)
    return change.evidence.direction if change.evidence else None


def _about(story: Story, change: Change, standing: Standing, replies: int, now: datetime) -> str:
    item = story.watch_item(change.target.id) if change.target.kind is TargetKind.WATCH else None
    own = change.kind in {ChangeKind.STATE, ChangeKind.OVERDUE} or _is_why(change, standing)
    why = change.why if own else standing.why
    parts = [
        f"{_why(change, standing, now)}: {reason(beyond_what_came(change, why))}" if change.by == BOT and why else "",
        f"{user(standing.owner)} has this" if standing.owner else "nobody has this yet",
        due(item, standing, now) if item else "",
        replied(replies),
        f"/watch {escape(cut(story.slug, 60))}",
    ]
    return joined(*parts)


def _why(change: Change, standing: Standing, now: datetime) -> str:
    """Why what is so, and as of when where others are heard by now. A suggestion is not why the verdict is what it is."""
    if change.kind is ChangeKind.OVERDUE or _is_why(change, standing):
        return "Why"
    suggests = change.moves and change.before.value == change.after.value
    past = (change.heard or tally(change.after)) != tally(standing)
    stood = change.after if past else standing
    why = "Why" if suggests else f"Why {escape(stood.words.partition(':')[0])}"
    if not past:
        return why
    at = change.evidence.seen if suggests and change.evidence else change.after.since
    return f"{why} (at {when(at, now)})"


def _is_why(change: Change, standing: Standing) -> bool:
    """Whether it is read for a report that moves nothing: no state's reason says why the channel is told."""
    return told_aloud(change) and not moves(change.after, standing)


def _buttons(story: Story, change: Change, standing: Standing) -> list[Block]:
    """What can be done from here; a decision comes first where one is waiting."""
    evidence = change.evidence.id if change.evidence else standing.last_evidence
    ref = _ref(story, change, standing, evidence, standing.suggested)
    warned = fewer(change, standing)
    deciding, value = decide(standing, ref, warned=warned) if standing.suggested else [], ref.encode()
    is_claim = change.target.kind is TargetKind.CLAIM
    settle = button(JUDGE, "verdict", value) if is_claim else button(SETTLE, "propose", value)
    mine = _mine(change, standing)
    again = _reopen(change, standing)
    return [*deciding, *again, button("Why", "why", value), *_not_relevant(change, evidence), mine, settle]


def _reply_buttons(story: Story, change: Change, standing: Standing) -> list[Block]:
    """A proposal can be confirmed where it is read, and what is overdue settled; a button of what has changed since says so when pressed."""
    evidence = change.evidence.id if change.evidence else ""
    suggested = change.after.suggested
    ref = _ref(story, change, standing, evidence, suggested)
    current = bool(suggested) and suggested == standing.suggested
    why = [button("Why", "why", ref.encode())] if evidence else []
    overdue = change.kind is ChangeKind.OVERDUE and not standing.resolved
    asks = current and (change.moves or reported_anew(change) or overdue)
    deciding = decide(standing, ref) if asks else _reopen(change, standing)
    if current and change.kind is ChangeKind.EDIT and change.level is not Level.ROUTINE:
        deciding = [button("Object", "object", ref.encode())]  # nobody is asked to confirm on what was withdrawn
    settle = [button(SETTLE, "propose", ref.encode())] if overdue else []
    return [*deciding, *why, *_not_relevant(change, evidence), *_refold(change), *_undo(change), *settle]


def _undo(change: Change) -> list[Block]:
    """What a person said of a report, or taught, can be taken back where it is read."""
    said = change.said
    if said is None or said.undo is None:
        return []
    ref = Ref(slug=change.slug, target=change.target, evidence=said.report, onto=said.onto, lesson=said.rule)
    return [button(MEANS if said.undo is Undo.MEAN else TAKE_BACK, said.undo.value, ref.encode())]


def _ref(story: Story, change: Change, standing: Standing, evidence: str, proposal: str) -> Ref:
    """What was asked and proposed when the button was made, so that no later question or proposal is answered by it."""
    asked, since = wording(story, change.target), standing.decided_at
    target = change.target
    return Ref(slug=change.slug, target=target, evidence=evidence, proposal=proposal, asked=asked, since=since)


def _refold(change: Change) -> list[Block]:
    """A copy may be said to be a report of its own, and a further origin to be none."""
    if change.evidence is None:
        return []
    value = Ref(slug=change.slug, target=change.target, evidence=change.evidence.id).encode()
    if change.kind is ChangeKind.COPY:
        return [button("Independent report", "independent", value)]
    return [button(SAME, "same", value)] if change.kind is ChangeKind.ORIGIN else []


def _mine(change: Change, standing: Standing) -> Block:
    """One button for whoever presses it: nobody's is taken, one's own given up, another's taken over where that is meant."""
    ref = Ref(slug=change.slug, target=change.target, owner=standing.owner)
    if not standing.owner:
        return button("I have this", "own", ref.encode())
    asked = (
        "Somebody has this: their name stands above. If that is you, you give it up; else you take it over from them."
    )
    return button("Give up or take over", "hand_over", ref.encode(), confirm=f"{asked} The thread says so.")


def _reopen(change: Change, standing: Standing) -> list[Block]:
    """Under what is told against a resolution, while that stands."""
    loud = change.kind in LOUD_REPORTS and change.level is not Level.ROUTINE
    seen = resolved_at(standing)
    if change.evidence is None or not loud or not seen or seen != resolved_at(change.after):
        return []
    ref = Ref(slug=change.slug, target=change.target, evidence=change.evidence.id, proposal=seen)
    asked = f"“{answer(standing.value)}” is taken back, and the reports since then count. The thread says so, under your name."
    return [button("Reopen", "reopen", ref.encode(), style="danger", confirm=asked)]


def _not_relevant(change: Change, evidence: str) -> list[Block]:
    if not evidence:
        return []
    value = Ref(slug=change.slug, target=change.target, evidence=evidence).encode()
    asked = "This report no longer counts here, and the state goes back where nothing else supports it. It is logged."
    otherwise = [] if change.kind is ChangeKind.COPY else [button(MEANS, "means", value)]
    return [button("Not relevant", "not_relevant", value, confirm=asked), *otherwise]


def _quotable(change: Change, evidence: Evidence) -> tuple[str, ...]:
    """What a notification quotes: no sentence that stood in the headline before it changed."""
    cited = evidence.passage.strip().casefold()
    gone = cited in change.old_title.casefold() and cited not in evidence.title.casefold()
    return (evidence.title,) if gone else sentences(evidence)


def _fallback(story: Story, change: Change, first: str, count: str, now: datetime) -> str:
    """One line for notifications and screen readers, which know no bold and no zones.

    What changed and the sentence come first, for a phone shows some 120 characters; then of which question, and of which story.
    """
    said = ""
    if change.evidence:
        outlet = escape(cut(change.evidence.outlet, 80))
        told = " … ".join(cut(x, 200) for x in _quotable(change, change.evidence))
        said = f"{'' if outlet in first else f'{outlet}: '}“{escape(told)}”, {when(change.evidence.at, now)}"
    elif change.by != BOT and change.why and not (change.said or taught(change) or only_owner(change)):
        said = reason(cut(change.why, 200))
    asked, title = cut(question(story, change.target), 80), cut(story.title, 40)
    return in_utc(joined(first.replace("*", ""), said, escape(asked), count, escape(title)))
