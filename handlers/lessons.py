"""Learning from the desk, visibly: asking for a rule, showing what it would have changed, accepting it or not.

The watchers work the rules out; handlers meet them only in the store. Nothing is learned unless somebody accepts.
"""

import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

import structlog
from slack_bolt.app.async_app import AsyncApp
from slack_bolt.context.ack.async_ack import AsyncAck
from slack_bolt.context.respond.async_respond import AsyncRespond

from bot.blocks.answers import said
from bot.blocks.howread import how_far
from bot.blocks.lesson import ACCEPTING
from bot.blocks.ref import Ref
from bot.domain.change import Alert, Change, ChangeKind, Level, alert_for, content_id
from bot.domain.evidence import Target, TargetKind
from bot.domain.ledger import LedgerLine, LineKind
from bot.domain.lesson import RULE_ACCEPTED, Asked, Cause, Option, Proposal, applied
from bot.domain.rules import PARTS, parts_of
from bot.domain.story import Story
from bot.errors import CommandError
from bot.store.standings import targets
from bot.store.transaction import ConflictError
from handlers.desk import Desk
from handlers.slugs import resolve
from handlers.telling import Asker, acknowledge

log = structlog.get_logger("lessons")

ATTEMPTS = 8
_LISTED = 8
LOOKING = (
    "Looking for what would have caught it, on the entries of the last 7 days. The answer comes here, for you alone."
)


async def ask_of_dismissed(desk: Desk, ref: Ref, asker: Asker) -> None:
    """What would have kept out a report that was just called not relevant."""
    made = _asked(desk, Cause.DISMISSED, ref.slug, asker)
    await desk.store.lessons.ask(replace(made, target=ref.target, evidence=ref.evidence))


async def ask_of_misread(desk: Desk, ref: Ref, side: str, asker: Asker) -> None:
    """Which words would have said of a watch item what a report means by people's word; answered only where some would."""
    if ref.target and ref.target.kind is TargetKind.WATCH:
        made = _asked(desk, Cause.MISREAD, ref.slug, asker)
        await desk.store.lessons.ask(replace(made, target=ref.target, evidence=ref.evidence, side=side))


async def ask_of_missed(desk: Desk, slug: str, target: Target | None, link: str, asker: Asker) -> None:
    """What would have caught a report nobody was told of."""
    _is_link(link)
    made = _asked(desk, Cause.MISSED, slug, asker)
    await desk.store.lessons.ask(replace(made, target=target, link=link))


def _is_link(link: str) -> None:
    if not link.startswith(("http://", "https://")):
        raise CommandError("Missed what? Write the link of the report after “missed”, starting with https://.")


def _asked(desk: Desk, cause: Cause, slug: str, asker: Asker) -> Asked:
    once = content_id(desk.source, cause) if desk.source else secrets.token_hex(8)
    return Asked(
        id=once,
        cause=cause,
        slug=slug,
        by=asker.user,
        channel=asker.channel,
        at=desk.clock(),
        thread_ts=asker.thread_ts,
        response_url=asker.response_url,
    )


async def which_missed(desk: Desk, link: str, words: Sequence[str], channel: str) -> tuple[str, Target | None]:
    """The story and watch item or claim somebody names after the link; by default the one story the channel follows, or that read it.

    Of several the report is nearest to one, or it is asked which. A story goes by a few letters of its name, as everywhere.
    """
    _is_link(link)
    followed = set(await desk.store.stories.following(channel))
    every = await desk.store.stories.all()
    ids = {x for s in every for t in targets(s) for x in (t.id, str(t))}
    slugs = {w: _slug(w, {s.slug: s.title for s in every}) for w in words if w not in ids}
    stories = [s for s in every if s.slug in slugs.values()] or [s for s in every if s.slug in followed] or list(every)
    named = [(s.slug, t) for s in stories for t in targets(s) if t.id in words or str(t) in words]
    if unknown := {w for w in words if not slugs.get(w)} - {x for _, t in named for x in (t.id, str(t))}:
        items = ", ".join(w.id for s in stories for w in s.watch_items[:_LISTED]) or "none"
        raise CommandError(
            f'"{min(unknown)}" is no story, watch item or claim here. Watch items: {items}. '
            f"Stories: {', '.join(s.slug for s in every[:_LISTED])}."
        )
    meant = dict.fromkeys(slug for slug, _ in named) or [s.slug for s in stories]
    slug = await _nearest_to(desk, link, tuple(meant))
    return slug, next((t for of, t in named if of == slug), None)


async def _nearest_to(desk: Desk, link: str, slugs: Sequence[str]) -> str:
    """Of these stories the one the report did something to, or else names somebody of. Raises CommandError where that is not one."""
    far = {t.slug: how_far(t) for t in await desk.store.seen.traces_of(link) if t.slug in slugs}
    nearest = [s for s in slugs if s in far and far[s] == min(far.values())] or slugs
    if len(nearest) != 1:
        raise CommandError(f"Which story missed it? Write its name after the link: {', '.join(nearest) or 'none yet'}.")
    return nearest[0]


def _slug(word: str, titles: Mapping[str, str]) -> str:
    """The story a word names, "" for none."""
    try:
        return resolve(word, [*titles], titles)
    except CommandError:
        return ""


@dataclass(frozen=True)
class Lessons:
    """The buttons under a proposal."""

    desk: Desk

    async def accept(self, ack: AsyncAck, body: Mapping[str, Any], respond: AsyncRespond) -> None:
        await ack()
        ref, by = _pressed(body)
        option = await accept(self.desk, ref, by=by)
        kept = f"watchdesk story export {ref.slug} has it."
        await acknowledge(respond, said(f"Learned, under your name: {option.lesson.sentence} {kept}"))

    async def decline(self, ack: AsyncAck, body: Mapping[str, Any], respond: AsyncRespond) -> None:
        await ack()
        ref, by = _pressed(body)
        await decline(self.desk, ref, by=by)
        await acknowledge(respond, said("Nothing is changed. The ledger keeps that it was not accepted."))


def register(app: AsyncApp, desk: Desk) -> None:
    lessons = Lessons(desk)
    for name in ACCEPTING:
        app.action(name)(lessons.accept)
    app.action("decline")(lessons.decline)


async def accept(desk: Desk, ref: Ref, *, by: str) -> Option:
    """The story has the new words from now on, and its followers are told in the thread, where there is one.

    A report that was missed is read again with them.
    """
    proposal = await _open(desk, ref)
    if not 0 <= ref.choice < len(proposal.options):
        raise CommandError("There is no such rule any more; press Not relevant or type /watch missed again.")
    option = proposal.options[ref.choice]
    for _ in range(ATTEMPTS):
        if (found := await desk.store.stories.exactly(ref.slug)) is None:
            raise CommandError(f"The story {ref.slug} is no longer here. /watch lists the stories there are.")
        story, text = found
        tx = desk.store.transaction()
        desk.store.stories.replace(tx, text, applied(option.lesson, story))
        desk.store.lessons.decided(tx, proposal)
        if proposal.asked.cause is Cause.MISSED:
            about = option.lesson.target
            again = replace(proposal.asked, id=secrets.token_hex(8), cause=Cause.LEARNED, by=by, target=about)
            desk.store.lessons.ask_with(tx, again)
        desk.store.ledger.append(tx, _line(proposal, option, by=by, at=desk.clock()))
        for alert in await _alerts(desk, story, option, by):
            desk.store.outbox.put(tx, alert)
        try:
            await tx.commit()
        except ConflictError:
            await _open(desk, ref)
            continue
        log.info("learned", slug=ref.slug, who=by, reason=option.lesson.sentence)
        return option
    raise CommandError("Others keep changing this story at the moment; try once more.")


async def decline(desk: Desk, ref: Ref, *, by: str) -> None:
    """The story stays as it is, and the ledger keeps who said so."""
    proposal = await _open(desk, ref)
    tx = desk.store.transaction()
    desk.store.lessons.decided(tx, proposal)
    desk.store.ledger.append(tx, _line(proposal, None, by=by, at=desk.clock()))
    try:
        await tx.commit()
    except ConflictError:
        raise CommandError("Somebody has decided this already.") from None


async def _open(desk: Desk, ref: Ref) -> Proposal:
    proposal = await desk.store.lessons.proposal(ref.lesson)
    if proposal is None or proposal.asked.slug != ref.slug:
        raise CommandError("This was decided already, or is older than a week.")
    return proposal


def _line(proposal: Proposal, option: Option | None, *, by: str, at: datetime) -> LedgerLine:
    """Old and new words for a rule that was accepted; which were offered for one that was not."""
    asked = proposal.asked
    offered = " / ".join(o.lesson.sentence for o in proposal.options)
    line = LedgerLine(
        kind=LineKind.LESSON,
        at=at,
        who=by,
        slug=asked.slug,
        target=str(asked.target or ""),
        why=f"rule not accepted: {offered}",
        evidence=asked.evidence,
        data={"title": proposal.title, "link": asked.link, "cause": asked.cause},
    )
    if option is None:
        return line
    made, tried = option.lesson, option.trial
    counts = {"added": str(tried.added), "removed": str(tried.removed), "read": str(proposal.read)}
    return replace(
        line,
        target=str(made.target),
        why=f"rule accepted after “{proposal.title}”: {made.sentence}",
        before=made.before or "nothing",
        after=made.after,
        data={**line.data, **counts, PARTS: parts_of(made)},
    )


async def _alerts(desk: Desk, story: Story, option: Option, by: str) -> list[Alert]:
    """Routine: told in the target's thread, nowhere else."""
    now, target = desk.clock(), option.lesson.target
    standing = (await desk.store.standings.of(story, now=now)).standings.get(target)
    if standing is None:
        return []
    change = Change(
        slug=story.slug,
        target=target,
        kind=ChangeKind.STATE,
        level=Level.ROUTINE,
        before=standing,
        after=standing,
        why=RULE_ACCEPTED + option.lesson.sentence,
        by=by,
    )
    return [alert_for(change, c, at=now) for c in await desk.store.stories.followers(story.slug)]


def _pressed(body: Mapping[str, Any]) -> tuple[Ref, str]:
    action = (body.get("actions") or [{}])[0]
    return Ref.decode(str(action.get("value") or "")), str(body["user"]["id"])
