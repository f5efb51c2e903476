"""Rules the watchers propose: accepted into the story, or not, and taken back. Nothing is learned unless somebody accepts."""

import secrets
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

import structlog
from slack_bolt.app.async_app import AsyncApp
from slack_bolt.context.ack.async_ack import AsyncAck
from slack_sdk.web.async_client import AsyncWebClient

from bot.blocks.answers import said
from bot.blocks.lesson import ACCEPTING, learned
from bot.blocks.ref import Ref
from bot.domain.change import Change, ChangeKind, Level, Said, Undo, alert_for
from bot.domain.evidence import Target
from bot.domain.ledger import LedgerLine, LineKind
from bot.domain.lesson import NOTHING, RULE_ACCEPTED, Cause, Option, Proposal, applied
from bot.domain.rules import NEWCOMER, PARTS, RULE, TAKES_BACK, parts_of
from bot.domain.story import Story
from bot.domain.unlearned import unlearned
from bot.errors import CommandError
from bot.store.transaction import ConflictError, Transaction
from handlers.desk import Desk, gone
from handlers.telling import acknowledge, asker_of

log = structlog.get_logger("lessons")

ATTEMPTS = 8
_MOST = 10_000


@dataclass(frozen=True)
class Rules:
    """The buttons under a proposal, and under what was learned of one."""

    desk: Desk

    async def accept(self, ack: AsyncAck, body: Mapping[str, Any], client: AsyncWebClient) -> None:
        await ack()
        ref, by = _pressed(body)
        option = await accept(self.desk, ref, by=by)
        await acknowledge(client, asker_of(body), learned(option.lesson, ref))

    async def decline(self, ack: AsyncAck, body: Mapping[str, Any], client: AsyncWebClient) -> None:
        await ack()
        ref, by = _pressed(body)
        await decline(self.desk, ref, by=by)
        await acknowledge(
            client, asker_of(body), said("Nothing is changed. The ledger keeps that it was not accepted.")
        )

    async def unlearn(self, ack: AsyncAck, body: Mapping[str, Any], client: AsyncWebClient) -> None:
        await ack()
        ref, by = _pressed(body)
        sentence = await take_back(self.desk, ref, by=by)
        left = "Reports that counted by it still do; Not relevant under one strikes it out."
        await acknowledge(client, asker_of(body), said(f"Taken back, under your name: {sentence} {left}"))


def register(app: AsyncApp, desk: Desk) -> None:
    rules = Rules(desk)
    for name in ACCEPTING:
        app.action(name)(rules.accept)
    app.action("decline")(rules.decline)
    app.action("unlearn")(rules.unlearn)


async def accept(desk: Desk, ref: Ref, *, by: str) -> Option:
    """The story has the new words from now on, and its followers are told in the thread, where there is one.

    A report that was missed is read again with them.
    """
    proposal = await _acceptable(desk, ref)
    if not 0 <= ref.choice < len(proposal.options):
        raise CommandError("There is no such rule any more; press Not relevant or type /watch missed again.")
    option = proposal.options[ref.choice]

    async def learn(story: Story, tx: Transaction) -> Story:
        await _acceptable(desk, ref)
        made = applied(option.lesson, story)
        desk.store.lessons.decided(tx, proposal)
        if proposal.asked.cause is Cause.MISSED:
            about = option.lesson.target
            again = replace(proposal.asked, id=secrets.token_hex(8), cause=Cause.LEARNED, by=by, target=about)
            desk.store.lessons.ask_with(tx, again)
        line = _line(proposal, option, by=by, at=desk.clock())
        newcomer = next((a.name for a in made.actors if a.name not in {b.name for b in story.actors}), "")
        desk.store.ledger.append(tx, replace(line, data={**line.data, **({NEWCOMER: newcomer} if newcomer else {})}))
        way_back = Said(undo=Undo.UNLEARN, rule=ref.lesson)
        await _tell(desk, tx, line, why=RULE_ACCEPTED + option.lesson.sentence, said=way_back)
        return made

    await _rewritten(desk, ref.slug, learn)
    log.info("learned", slug=ref.slug, who=by, reason=option.lesson.sentence)
    return option


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


async def take_back(desk: Desk, ref: Ref, *, by: str) -> str:
    """The story has the rule's words no longer, and its followers are told; the rule in a sentence.

    What counted by it is not read again.
    """
    rule = await _accepted(desk, ref)
    sentence = rule.why.removeprefix(_accepted_after(rule.data["title"]))

    async def unlearn(story: Story, tx: Transaction) -> Story:
        await _accepted(desk, ref)
        left = unlearned(rule, story)
        line = replace(
            rule,
            at=desk.clock(),
            who=by,
            why=f"rule taken back: {sentence}",
            before=rule.after,
            after="" if rule.before == NOTHING else rule.before,
            data={TAKES_BACK: ref.lesson, "link": rule.data.get("link", "")},
        )
        desk.store.ledger.append(tx, line)
        await _tell(desk, tx, line, why=line.why, did=f"took back a rule: {sentence}", said=Said(rule=ref.lesson))
        return left

    await _rewritten(desk, ref.slug, unlearn)
    log.info("unlearned", slug=ref.slug, who=by, reason=sentence)
    return sentence


async def _rewritten(desk: Desk, slug: str, step: Callable[[Story, Transaction], Awaitable[Story]]) -> None:
    """The story is as `step` makes it, in one step with what that writes; made anew from what is stored where others wrote in between."""
    for _ in range(ATTEMPTS):
        if (found := await desk.store.stories.exactly(slug)) is None:
            raise gone(slug)
        story, text = found
        tx = desk.store.transaction()
        desk.store.stories.replace(tx, text, await step(story, tx))
        try:
            await tx.commit()
        except ConflictError:
            continue
        return
    raise CommandError("Others keep changing this story at the moment; try once more.")


async def _open(desk: Desk, ref: Ref) -> Proposal:
    proposal = await desk.store.lessons.proposal(ref.lesson)
    if proposal is None or proposal.asked.slug != ref.slug:
        raise CommandError("This was decided already, or is older than a week.")
    return proposal


async def _acceptable(desk: Desk, ref: Ref) -> Proposal:
    """Still undecided, and what it was made of still so: a report that counts again teaches no exclusion."""
    proposal = await _open(desk, ref)
    asked = proposal.asked
    if asked.cause is Cause.DISMISSED and asked.evidence not in await desk.store.standings.dismissed(ref.slug):
        raise CommandError(
            "Its report counts again, so this rule would keep out what is relevant: press Learn nothing."
        )
    return proposal


async def _accepted(desk: Desk, ref: Ref) -> LedgerLine:
    """The ledger's line of the rule a button names, while nobody has taken it back."""
    lines = await desk.store.ledger.read(ref.slug, kinds=frozenset({LineKind.LESSON}), most=_MOST)
    if any(line.data.get(TAKES_BACK) == ref.lesson for line in lines):
        raise CommandError("Somebody has taken this rule back already.")
    rule = next((line for line in lines if line.data.get(RULE) == ref.lesson), None)
    if rule is None:
        raise CommandError("The ledger no longer has this rule; take its words out of the story file.")
    return rule


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
        why=f"{_accepted_after(proposal.title)}{made.sentence}",
        before=made.before or NOTHING,
        after=made.after,
        data={**line.data, **counts, PARTS: parts_of(made), RULE: asked.id},
    )


def _accepted_after(title: str) -> str:
    return f"rule accepted after “{title}”: "


async def _tell(desk: Desk, tx: Transaction, line: LedgerLine, *, why: str, said: Said, did: str = "") -> None:
    """Routine: told in the target's thread, nowhere else."""
    now, target = desk.clock(), Target.parse(line.target)
    story = await desk.story(line.slug)
    standing = (await desk.store.standings.of(story, now=now)).standings.get(target)
    if standing is None:
        return
    change = Change(
        slug=line.slug,
        target=target,
        kind=ChangeKind.STATE,
        level=Level.ROUTINE,
        before=standing,
        after=standing,
        why=why,
        by=line.who,
        did=did,
        said=said,
    )
    for channel in await desk.store.stories.followers(line.slug):
        desk.store.outbox.put(tx, alert_for(change, channel, at=now))


def _pressed(body: Mapping[str, Any]) -> tuple[Ref, str]:
    action = (body.get("actions") or [{}])[0]
    return Ref.decode(str(action.get("value") or "")), str(body["user"]["id"])
