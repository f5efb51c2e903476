"""Learning from the desk: asking for a rule after a report that was dismissed, misread or missed.

The watchers work the rules out; handlers meet them only in the store. What becomes of one is in `handlers/rules.py`.
"""

import secrets
from collections.abc import Mapping, Sequence
from dataclasses import replace

import structlog

from bot.blocks.howread import how_far
from bot.blocks.ref import Ref
from bot.domain.change import content_id
from bot.domain.evidence import Target, TargetKind
from bot.domain.lesson import Asked, Cause
from bot.errors import CommandError
from bot.store.standings import targets
from handlers.desk import Desk
from handlers.slugs import resolve
from handlers.telling import Asker

log = structlog.get_logger("lessons")

ATTEMPTS = 8
_LISTED = 8
LOOKING = (
    "Looking for what would have caught it, on the entries of the last 7 days. The answer comes here, for you alone. Where the "
    "story's words of now catch it, it counts as if it came now, and the channel is told."
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
