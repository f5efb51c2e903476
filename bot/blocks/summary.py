"""The answer to `/watch russia-iran`: what is claimed now, by whom, how sure, how fresh; and what to watch.

No orphan sentence: every line that says something says who says so and when.
"""

from bot.blocks.message import Block, Message, actions, button, context, divider, header, section
from bot.blocks.mrkdwn import bold, cut, day, escape, host, link, user, when
from bot.blocks.pages import pages, sections
from bot.blocks.phrases import origins, origins_named, quoted, source, stands, suggestion, who
from bot.blocks.ref import Ref
from bot.blocks.silence import silence, troubles
from bot.blocks.view import StoryView
from bot.domain.counted import counted
from bot.domain.evidence import Target, TargetKind
from bot.domain.standing import BOT, Standing, Verdict, Voice, WatchState, is_stale
from bot.domain.story import Claim, WatchItem

_ORDER = (
    Verdict.DISPUTED,
    Verdict.REFUTED,
    Verdict.CONFIRMED,
    Verdict.REPORTED,
    Verdict.UNVERIFIED,
    Verdict.SUPERSEDED,
    Verdict.WITHDRAWN,
)
_VOICES_SHOWN = 3


def summary(view: StoryView, *, shared_by: str = "") -> tuple[Message, ...]:
    """One message, or more where Slack's limits want it. `shared_by` is set where the whole channel sees it."""
    packed = pages(story_blocks(view, shared_by=shared_by))
    text = _fallback(view)
    return tuple(
        Message(text=text, blocks=(*blocks, *_foot(view, page, len(packed), shared=bool(shared_by))))
        for page, blocks in enumerate(packed)
    )


def story_blocks(view: StoryView, *, shared_by: str = "") -> list[Block]:
    """All that is said of a story, without buttons."""
    return [*_top(view, shared_by), *_watch_items(view), *_claims(view), *_troubles(view)]


def watch_item(view: StoryView, item: WatchItem) -> tuple[str, ...]:
    """The lines of one watch item: the question, where it stands, its last signal, what follows."""
    target = Target(kind=TargetKind.WATCH, id=item.id)
    standing = view.standings[target]
    evidence = view.evidence.get(target)
    deadline = f"resolve by {day(item.resolve_by)}" if item.resolve_by else "no deadline"
    state = f"{_stands(view, standing)} · {deadline}{_thread(view, target)}"
    signal = (f"{quoted(evidence)} — {source(evidence, view.now)}",) if evidence else ()
    both = (("If yes", item.if_yes), ("If no", item.if_no))
    follows = (f"{bold(label)}: {escape(cut(text, 400))} ({_desk(view)})" for label, text in both if text)
    return (bold(cut(item.question, 300)), state, *signal, *follows)


def _stands(view: StoryView, standing: Standing) -> str:
    if standing.value == WatchState.WATCHING and not standing.voices and standing.by == BOT:
        return f"{bold(standing.value)}: watchdesk has no signal yet, as of {when(view.now, view.now)}"
    since = f"since {when(standing.since, view.now)}, set by {who(standing.by)}"
    owner = f" · {user(standing.owner)} has this" if standing.owner else ""
    return f"{stands(standing)} {since} · {origins_named(standing)}{owner}"


def claim_lines(view: StoryView, claim: Claim) -> tuple[str, ...]:
    """One line a claim, and one more for the evidence where a verdict is suggested."""
    target = Target(kind=TargetKind.CLAIM, id=claim.id)
    standing = view.standings[target]
    fresh = bold("stale") if is_stale(claim, standing, now=view.now) else "fresh"
    said = ", ".join(_voice(view, v) for v in _newest(standing)) or f"no named source, as of {_since(view, standing)}"
    owner = f" · {user(standing.owner)} has this" if standing.owner else ""
    line = (
        f"• {escape(cut(claim.text, 300))} — {said} · {fresh} · {origins(standing.origins)}"
        f"{suggestion(standing).replace(', ', ' · ', 1)}{_decided(view, standing)}{owner}{_thread(view, target)}"
    )
    evidence = view.evidence.get(target)
    return (line, f"{quoted(evidence)} — {source(evidence, view.now)}") if evidence else (line,)


def _top(view: StoryView, shared_by: str) -> list[Block]:
    story, now = view.story, when(view.now, view.now)
    moved = [s for s in view.moved if s.target.kind is TargetKind.WATCH]
    parts = [
        f"As of {now}",
        f"{len(moved)} of {len(story.watch_items)} watch items moved within a day" if story.watch_items else "",
        silence(view),
        f"shared by {user(shared_by)}" if shared_by else "",
    ]
    thesis = f"{bold('Thesis')}: {escape(cut(story.thesis, 500))} ({_desk(view)})"
    return [
        header(story.title),
        context(" · ".join(p for p in parts if p)),
        *([section(thesis)] if story.thesis else []),
    ]


def _watch_items(view: StoryView) -> list[Block]:
    """What moved comes first, the latest of it at the top; then what has voices; then what is only watched."""
    moved = [s.target.id for s in view.moved if s.target.kind is TargetKind.WATCH]
    order = {item_id: place for place, item_id in enumerate(moved)}
    items = sorted(view.story.watch_items, key=lambda i: order.get(i.id, len(order)))
    blocks = [block for item in items for block in sections(watch_item(view, item))]
    return [divider(), *blocks] if blocks else []


def _claims(view: StoryView) -> list[Block]:
    groups: dict[str, list[Claim]] = {verdict: [] for verdict in _ORDER}
    for claim in view.story.claims:
        value = view.standings[Target(kind=TargetKind.CLAIM, id=claim.id)].value
        groups.setdefault(value, []).append(claim)
    blocks: list[Block] = []
    for verdict, claims in groups.items():
        if claims:
            title = f"{bold(verdict)} · {counted(len(claims), 'claim')}"
            ordered = sorted(claims, key=lambda c: not _told(view, c))
            blocks += sections([title, *(line for c in ordered for line in claim_lines(view, c))])
    return [divider(), *blocks] if blocks else []


def _told(view: StoryView, claim: Claim) -> bool:
    """Whether there is news of the claim, which puts it first in its group."""
    target = Target(kind=TargetKind.CLAIM, id=claim.id)
    return bool(view.standings[target].suggested) or target in view.evidence


def _troubles(view: StoryView) -> list[Block]:
    lines = troubles(view.feeds, view.now)
    return [divider(), *sections([bold("Feeds that cannot be read"), *lines])] if lines else []


def _foot(view: StoryView, page: int, count: int, *, shared: bool) -> list[Block]:
    blocks = [context(f"Page {page + 1} of {count}")] if count > 1 else []
    ref = Ref(slug=view.story.slug)
    buttons = []
    if page + 1 < count and not shared:
        buttons.append(button("More", "more", Ref(slug=view.story.slug, page=page + 1).encode(), style="primary"))
    if not shared and page == 0:
        buttons.append(button("Share to channel", "share", ref.encode()))
    if page == 0 and view.story.watch_items:
        buttons.append(button("Propose resolution", "propose", ref.encode()))
    if page == 0 and view.story.claims:
        buttons.append(button("Set verdict", "verdict", ref.encode()))
    return [*blocks, *([actions(buttons)] if buttons else [])]


def _fallback(view: StoryView) -> str:
    moved = [f"{s.target.id} {s.value}" for s in view.moved]
    news = f"moved within a day: {', '.join(moved[:8])}" if moved else "nothing moved within a day"
    return f"{escape(cut(view.story.title, 150))}, as of {when(view.now, view.now)}: {escape(news)}; {silence(view)}"


def _newest(standing: Standing) -> list[Voice]:
    return sorted(standing.voices, key=lambda v: v.at, reverse=True)[:_VOICES_SHOWN]


def _voice(view: StoryView, voice: Voice) -> str:
    """A source with its grade and the date it said so; a dated attribution has no time of day."""
    grade = view.story.source(voice.outlet).grade.words
    against = " against" if voice.side == "refutes" else ""
    at = when(voice.at, view.now) if voice.evidence else day(voice.at)
    where = host(voice.link)
    way = f", {link(voice.link, where)}" if where else ""
    return f"{escape(cut(voice.outlet, 80))} ({grade}{way}){against}, as of {at}"


def _since(view: StoryView, standing: Standing) -> str:
    return when(standing.since, view.now)


def _desk(view: StoryView) -> str:
    """Whose words the story file's own texts are, and how old."""
    return f"desk, as of {when(view.filed_at, view.now)}" if view.filed_at else "desk, date not known"


def _decided(view: StoryView, standing: Standing) -> str:
    return f" · set by {user(standing.by)} {when(standing.since, view.now)}" if standing.by != BOT else ""


def _thread(view: StoryView, target: Target) -> str:
    thread = view.threads.get(target)
    if not thread:
        return ""
    count = counted(thread.replies, "reply", "replies") if thread.replies else "no replies"
    return f" · {link(thread.permalink, 'thread')}: {count}"
