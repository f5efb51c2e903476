"""The answer to `/watch russia-iran`: what is claimed now, by whom, how sure, how fresh; and what to watch.

No orphan sentence: every line that says something says who says so and when; the desk's own texts are dated once, at the
top. What waits for a decision comes first, questions and claims; what there is no news of is short.
"""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from itertools import accumulate

from bot.blocks.claims import by_verdict, claim_lines, of_claim, stale_lines
from bot.blocks.message import Block, Message, actions, button, context, divider, header, section
from bot.blocks.modals import JUDGE, SETTLE, told_apart
from bot.blocks.mrkdwn import bold, cut, day, escape, in_utc, units, user, when
from bot.blocks.pages import pages, sections
from bot.blocks.phrases import (
    ON_HOME,
    cited,
    discussed,
    due,
    follows,
    joined,
    origins_named,
    stood,
)
from bot.blocks.ref import Ref
from bot.blocks.silence import silence, troubles
from bot.blocks.view import StoryView
from bot.domain.counted import counted
from bot.domain.evidence import Target, TargetKind
from bot.domain.standing import BOT, Standing, WatchState
from bot.domain.story import WatchItem

_QUIET_SHOWN = 3
"""Of more quiet questions none has a line of its own."""
_STALE_SHOWN = 3
"""More stale claims are listed on a page of their own."""
_STALE = "Stale claims"
_QUIET_CHARACTERS = 1500
_QUIET_NAME = 75
_SOON = timedelta(days=7)
"""A question whose day is as near keeps its line, however quiet it is."""


def summary(view: StoryView, *, shared_by: str = "") -> tuple[Message, ...]:
    """One message, or more where Slack's limits want it, or where many claims are stale: these are listed behind a button.

    `shared_by` is set where the whole channel sees it; stale claims are only counted there.
    """
    stale, listed = stale_lines(view), []
    if len(stale) - 1 > _STALE_SHOWN:
        way = f"/watch {escape(cut(view.story.slug, 60))}" if shared_by else f"the button “{_STALE}”"
        listed = [] if shared_by else pages(sections(stale))
        stale = [f"{stale[0]}: {way} lists them"]
    first = pages(_told(view, stale, shared_by=shared_by))
    packed, text = [*first, *listed], _fallback(view)
    feet = [_foot(view, n, len(packed), len(first), shared=bool(shared_by)) for n in range(len(packed))]
    return tuple(Message(text=text, blocks=(*b, *foot)) for b, foot in zip(packed, feet, strict=True))


def story_blocks(view: StoryView) -> list[Block]:
    """All that is said of a story, without buttons."""
    return _told(view, stale_lines(view))


def _told(view: StoryView, stale: Sequence[str], *, shared_by: str = "") -> list[Block]:
    claims = [*by_verdict(view), *(sections(stale) if stale else [])]
    asked = [*_top(view, shared_by), *_waiting(view), *_watch_items(view)]
    return [*asked, *([divider(), *claims] if claims else []), *_troubles(view)]


def watch_item(view: StoryView, item: WatchItem) -> tuple[str, ...]:
    """The lines of one watch item: the question, where it stands, its last signal, what follows; one line for a quiet one."""
    target = _of_item(item)
    standing, evidence = view.standings[target], view.evidence.get(target)
    asked = bold(cut(item.question, 300))
    deadline = due(item, standing, view.now) or ("" if item.resolve_by else "no deadline")
    state = f"{joined(_stands(view, standing), deadline)}{discussed(view.threads.get(target))}"
    if not view.is_news(standing):
        return (f"{asked} · {state}",)
    signal = (cited(evidence, view.story, view.now),) if evidence else ()
    return (asked, state, *signal, *follows(item))


def _stands(view: StoryView, standing: Standing) -> str:
    if _has_no_signal(standing):
        return f"{bold(standing.value)}: watchdesk has no signal yet, as of {when(view.now, view.now)}"
    owner = f" · {user(standing.owner)} has this" if standing.owner else ""
    return f"{stood(standing, view.now)} · {origins_named(standing)}{owner}"


def _has_no_signal(standing: Standing) -> bool:
    return standing.value == WatchState.WATCHING and not standing.voices and standing.by == BOT


def _top(view: StoryView, shared_by: str) -> list[Block]:
    story, filed = view.story, when(view.filed_at, view.now) if view.filed_at else "an unknown date"
    waiting, *news = _news(view)
    parts = [
        f"As of {when(view.now, view.now)}",
        f"{waiting}{_to_decide(view)}",
        *news,
        silence(view),
        f"desk texts as of {filed}",
        f"shared by {user(shared_by)}" if shared_by else "",
    ]
    thesis = f"{bold('Thesis')}: {escape(cut(story.thesis, 500))}"
    return [
        header(story.title),
        context(" · ".join(p for p in parts if p)),
        *([section(thesis)] if story.thesis else []),
    ]


def _to_decide(view: StoryView) -> str:
    """Who confirms what waits for it, and where: a summary has no such buttons, and not every channel has the thread."""
    proposed = [s for s in view.waiting if s.suggested]
    if not proposed:
        return ""
    threads = "" if any(s.target not in view.threads for s in proposed) else " or in its thread"
    return f", to be confirmed by anybody {ON_HOME}{threads}"


def _news(view: StoryView) -> list[str]:
    """What waits, and of how much there is news: that it is heard of does not say that it moved."""
    asked = len(view.story.watch_items)
    heard = sum(s.target.kind is TargetKind.WATCH for s in view.heard)
    waiting = counted(len(view.waiting), "decision waits", "decisions wait") if view.waiting else "no decision waits"
    return [waiting, *([f"news of {heard} of {counted(asked, 'question')} within a day"] if asked else [])]


def _waiting(view: StoryView) -> list[Block]:
    """What waits for a decision, the latest first: questions, then claims."""
    order = {s.target: place for place, s in enumerate(view.waiting)}
    items = [i for i in view.story.watch_items if _of_item(i) in order]
    claims = [c for c in view.story.claims if of_claim(c) in order]
    blocks = [b for i in sorted(items, key=lambda i: order[_of_item(i)]) for b in sections(watch_item(view, i))]
    if claims:
        title = bold(counted(len(claims), "claim waits for a decision", "claims wait for a decision"))
        ordered = sorted(claims, key=lambda c: order[of_claim(c)])
        blocks += sections([title, *(line for c in ordered for line in claim_lines(view, c))])
    return [divider(), *blocks] if blocks else []


def _watch_items(view: StoryView) -> list[Block]:
    """Those that wait for nothing: what is new, the latest of it at the top; then what has moved, then in one line what is quiet."""
    order = {s.target: place for place, s in enumerate(view.heard)}
    rest = [i for i in view.story.watch_items if not view.waits(view.standings[_of_item(i)])]
    items = sorted(rest, key=lambda i: (order.get(_of_item(i), len(order)), _unmoved(view.standings[_of_item(i)])))
    quiet = [i for i in items if _is_quiet(view, i)]
    together = quiet if len(quiet) > _QUIET_SHOWN else []
    blocks = [block for item in items if item not in together for block in sections(watch_item(view, item))]
    blocks += sections([_quiet(view, together)]) if together else []
    return [divider(), *blocks] if blocks else []


def _unmoved(standing: Standing) -> int:
    """What sources dispute comes before what they agree on, and that before what nobody has said anything of."""
    return 0 if standing.value == WatchState.CONTESTED else 2 if _has_no_signal(standing) else 1


def _is_quiet(view: StoryView, item: WatchItem) -> bool:
    """Whether there is nothing to say of it but its name and its day: no signal, no thread, and the day is not near."""
    target = _of_item(item)
    soon = item.resolve_by is not None and item.resolve_by - view.now.date() <= _SOON
    return _has_no_signal(view.standings[target]) and target not in view.threads and not soon


def _quiet(view: StoryView, items: Sequence[WatchItem]) -> str:
    """How many have no signal, and as many of their names as there is room for: the nearest day first, then what has none."""
    items = sorted(items, key=lambda i: i.resolve_by or date.max)
    apart = told_apart([i.question for i in items], _QUIET_NAME)
    names = [f"{escape(cut(name, _QUIET_NAME))}{_by(view, i)}" for name, i in zip(apart, items, strict=True)]
    room = list(accumulate(units(name) for name in names))
    shown = [name for name, used in zip(names, room, strict=True) if used <= _QUIET_CHARACTERS]
    more = [f"and {len(names) - len(shown)} more"] if len(names) > len(shown) else []
    many = bold(f"{len(items)} questions without a signal")
    return f"{many} for watchdesk, as of {when(view.now, view.now)}: {' · '.join([*shown, *more])}"


def _by(view: StoryView, item: WatchItem) -> str:
    """The day it is to be resolved by, its year where that is another; "" where none is set."""
    return f" (by {day(item.resolve_by).removesuffix(f' {view.now.year}')})" if item.resolve_by else ""


def _of_item(item: WatchItem) -> Target:
    return Target(kind=TargetKind.WATCH, id=item.id)


def _troubles(view: StoryView) -> list[Block]:
    lines = troubles(view.feeds, view.now, sources={f.url: f.source for f in view.story.feeds})
    return [divider(), *sections([bold("Feeds that cannot be read"), *lines])] if lines else []


def _foot(view: StoryView, page: int, count: int, stale_from: int, *, shared: bool) -> list[Block]:
    """Its number and its buttons; the stale claims begin on page `stale_from`, are numbered apart, and every page before leads there."""
    stale = page >= stale_from
    first, last, lead = (stale_from, count, f"{_STALE}, page") if stale else (0, stale_from, "Page")
    blocks = [context(f"{lead} {page - first + 1} of {last - first}")] if last - first > 1 else []
    ref = Ref(slug=view.story.slug)
    buttons = []
    if not shared and page + 1 not in {count, stale_from}:
        buttons.append(button("More", "more", replace(ref, page=page + 1).encode(), style="primary"))
    if not shared and page < stale_from < count:
        buttons.append(button(_STALE, "open", replace(ref, page=stale_from).encode()))
    if not shared and page == 0:
        buttons.append(button("Share to channel", "share", ref.encode()))
    if page == 0 and view.story.watch_items:
        buttons.append(button(SETTLE, "propose", ref.encode()))
    if page == 0 and view.story.claims:
        buttons.append(button(JUDGE, "verdict", ref.encode()))
    return [*blocks, *([actions(buttons)] if buttons else [])]


def _fallback(view: StoryView) -> str:
    news = ", ".join([*_news(view), silence(view)])
    return in_utc(f"{escape(cut(view.story.title, 150))}, as of {when(view.now, view.now)}: {news}")
