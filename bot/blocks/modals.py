"""The modals in which people decide: a state, a verdict, an objection, what a report means and which it is the same as."""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from bot.blocks.message import Block, context
from bot.blocks.mrkdwn import ELLIPSIS, bold, cut, escape, plain, when
from bot.blocks.pages import sections
from bot.blocks.phrases import criteria, earlier_or_later, question, quoted
from bot.blocks.ref import Ref
from bot.domain.evidence import Evidence, Target, TargetKind
from bot.domain.meaning import READINGS, is_hint
from bot.domain.standing import Standing, Verdict, WatchState
from bot.domain.story import Story
from bot.domain.voices import contrary, side_of
from bot.errors import CommandError

PROPOSALS: dict[str, str] = {
    WatchState.RESOLVED_YES: "yes: what resolves it yes has happened",
    WatchState.RESOLVED_NO: "no: what resolves it no has happened",
    WatchState.RESOLVED_PARTIAL: "partial: some of it has happened",
    WatchState.RESOLVED_AMBIGUOUS: "ambiguous: nobody can tell",
}
STATES: dict[str, str] = {
    WatchState.DEVELOPING: "developing: it moves",
    WatchState.STALLED: "stalled: it does not move",
    WatchState.WATCHING: "watching: back to the start",
}
VERDICTS: dict[str, str] = {
    Verdict.CONFIRMED: "confirmed: 2 origins, a document or our own",
    Verdict.REPORTED: "reported: one origin says so",
    Verdict.DISPUTED: "disputed: sources conflict",
    Verdict.REFUTED: "refuted: there is proof against it",
    Verdict.SUPERSEDED: "superseded: another claim takes its place",
    Verdict.WITHDRAWN: "withdrawn: the source took it back",
    Verdict.UNVERIFIED: "unverified: no named source",
}

SETTLE = "Resolve or set state"
"""The button that opens the form for a watch item, and the form's title."""
JUDGE = "Set verdict"
"""The same for a claim."""
MEANS = "Means otherwise"
"""The button that opens the form on what a report means, and the form's title."""
TAKE_BACK = "Take that back"
"""The button under what a person said of a report, or taught, that restores what was."""
SAME = "Same report"
"""The button that opens the form on which report one is the same as, and the form's title."""
NOTHING = "nothing"
"""What a report means that is not relevant here."""
_IN_A_MENU = 100
_IN_AN_OPTION = 75
_BUTTONS = 10
"""Slack takes no more radio buttons in one question."""
_LEAD = 4
"""So many words of what long questions share are shown before those in which they part."""


@dataclass(frozen=True, kw_only=True)
class Place:
    """What a modal is about, where its answer goes, and when it was opened: what others decide since, nobody saw in it."""

    ref: Ref
    channel: str
    thread_ts: str = ""
    opened: datetime | None = None

    def encode(self) -> str:
        opened = self.opened.isoformat() if self.opened else ""
        row = {"r": self.ref.encode(), "c": self.channel, "t": self.thread_ts, "o": opened}
        return json.dumps(row, separators=(",", ":"))

    @classmethod
    def decode(cls, text: str) -> "Place":
        try:
            row = json.loads(text)
            place = cls(ref=Ref.decode(row["r"]), channel=str(row["c"]), thread_ts=str(row["t"]))
            return replace(place, opened=datetime.fromisoformat(row["o"])) if row.get("o") else place
        except (ValueError, KeyError, TypeError, RecursionError):
            raise CommandError("This form is from a version of Watchdesk that is gone; open it again.") from None


def propose_modal(story: Story, place: Place) -> Block:
    """Propose a resolution, which is confirmed by anybody, or set a state at once."""
    groups = [
        {"label": _plain("Propose (to be confirmed)", 75), "options": _options(PROPOSALS)},
        {"label": _plain("Set now", 75), "options": _options(STATES)},
    ]
    target = place.ref.target
    item = story.watch_item(target.id) if target and target.kind is TargetKind.WATCH else None
    blocks = [
        *_about(story, place, _items(story)),
        *(sections(criteria(item)) if item else ()),
        _input("state", "What is it?", {"type": "static_select", "option_groups": groups}),
        _reason("Why? The ledger and the thread keep it."),
    ]
    return _modal("propose", SETTLE, "Save", blocks, place)


def verdict_modal(story: Story, place: Place, standing: Standing | None = None) -> Block:
    """An editor sets a claim's verdict."""
    claims = _claims(story)
    options = _options(VERDICTS)
    select: Block = {"type": "static_select", "options": options}
    suggested = standing.suggested if standing else ""
    if chosen := next((o for o in options if o["value"] == suggested), None):
        select["initial_option"] = chosen
    blocks = [
        *_about(story, place, claims),
        _input("verdict", "Verdict", select),
        _reason("Why? The ledger and the thread keep it."),
    ]
    others = [c for c in claims if c != place.ref.target]
    if others:
        successor: Block = {"type": "static_select", **_targets(story, others)}
        blocks.append(_input("successor", "For superseded: which claim takes its place?", successor, optional=True))
    return _modal("verdict", JUDGE, "Set", blocks, place)


def object_modal(story: Story, place: Place) -> Block:
    """The reason is welcome, not required."""
    blocks = [*_about(story, place, (*_items(story), *_claims(story))), _reason("Why not?", optional=True)]
    return _modal("object", "Object", "Object", blocks, place)


def means_modal(story: Story, place: Place, report: Evidence) -> Block:
    """What a report means: the answers it was not read as, or was by a model alone, or nothing here."""
    kind = report.target.kind
    read = READINGS[kind].get(side_of(report), "both sides" if side_of(report) else "no side")
    hint = is_hint(report)
    others = {side: text for side, text in READINGS[kind].items() if hint or side != side_of(report)}
    options = [_option(text, side) for side, text in {**others, NOTHING: "nothing here: it is not relevant"}.items()]
    blocks = [
        *_about(story, place, ()),
        *sections([quoted(report), f"{escape(cut(report.outlet, 80))}, read as: {bold(read)}"]),
        _input("means", "It means", {"type": "radio_buttons", "options": options}),
    ]
    return _modal("means", MEANS, "Save", blocks, place)


def same_modal(story: Story, place: Place, report: Evidence, others: Sequence[Evidence], *, now: datetime) -> Block:
    """Which report it is the same as. Of `others`, never empty and the likeliest first, ten can be chosen.

    None is chosen beforehand: not every report that was made a copy can be made its own again as it was.
    """
    shown = others[:_BUTTONS]
    titles = told_apart([e.title for e in shown], _IN_AN_OPTION)
    options = [
        _option(title, e.id) | {"description": _plain(_of_report(e, report), _IN_AN_OPTION)}
        for title, e in zip(titles, shown, strict=True)
    ]
    more = f"{len(others) - _BUTTONS} older or less alike ones are not listed."
    choice = {"type": "radio_buttons", "options": options}
    said = f"{escape(cut(report.outlet, 80))}, {when(report.at, now)}"
    blocks = [
        *_about(story, place, ()),
        *sections([quoted(report), f"{said}. The two count as one report, from one origin."]),
        _input("onto", "It is the same report as (the likeliest first)", choice),
        *([context(more)] if len(others) > _BUTTONS else ()),
    ]
    return _modal("same", SAME, "Count as one", blocks, place)


def _of_report(one: Evidence, other: Evidence) -> str:
    """Whose it is, how long before or after the other, and that it was read as on another side where it was."""
    told = f"{cut(one.outlet, 40)}, {earlier_or_later(one.at, than=other.at)}"
    return f"{told}, read otherwise" if contrary(one, other) else told


def entered(view: Mapping[str, Block]) -> dict[str, str]:
    """What was entered in a modal of ours, by field."""
    found: dict[str, str] = {}
    for block_id, fields in (view.get("state") or {}).get("values", {}).items():
        for field in fields.values():
            option = field.get("selected_option") or {}
            found[block_id] = str(field.get("value") or option.get("value") or "").strip()
    return found


def _about(story: Story, place: Place, choices: tuple[Target, ...]) -> list[Block]:
    """What it is about; where the button was the whole story's, it is chosen here.

    Raises CommandError where the story has changed since and has nothing of that kind: Slack takes no empty menu.
    """
    if place.ref.target:
        return sections([bold(cut(question(story, place.ref.target), 300)) or "-"])
    if not choices:
        raise CommandError(f"{story.slug} has nothing left to choose from here; ask /watch {story.slug} again.")
    return [_input("target", "About", {"type": "static_select", **_targets(story, choices)})]


def _items(story: Story) -> tuple[Target, ...]:
    return tuple(Target(kind=TargetKind.WATCH, id=w.id) for w in story.watch_items)


def _claims(story: Story) -> tuple[Target, ...]:
    return tuple(Target(kind=TargetKind.CLAIM, id=c.id) for c in story.claims)


def _targets(story: Story, targets: Iterable[Target]) -> Block:
    """All of them to choose from: Slack takes 100 in a menu, or 100 groups of as many."""
    asked = [(question(story, t).removeprefix("Claim: "), str(t)) for t in targets]
    told = told_apart([text for text, _ in asked], _IN_AN_OPTION)
    options = [_option(label, value) for label, (_, value) in zip(told, asked, strict=True)]
    if len(options) <= _IN_A_MENU:
        return {"options": options}
    parts = [options[at : at + _IN_A_MENU] for at in range(0, len(options), _IN_A_MENU)]
    ranges = [f"{n * _IN_A_MENU + 1} to {n * _IN_A_MENU + len(part)}" for n, part in enumerate(parts)]
    groups = [{"label": _plain(r, 75), "options": part} for r, part in zip(ranges, parts, strict=True)]
    return {"option_groups": groups[:_IN_A_MENU]}


def told_apart(texts: Sequence[str], limit: int) -> list[str]:
    """Each as a menu shows it: where several would read alike there, from shortly before the word in which they part."""
    alike: dict[str, list[int]] = {}
    for at, text in enumerate(texts):
        alike.setdefault(plain(text, limit), []).append(at)
    shown = list(texts)
    for places in alike.values():
        for at, text in zip(places, _apart([texts[at] for at in places], limit), strict=True):
            shown[at] = text
    return shown


def _apart(texts: Sequence[str], limit: int) -> Sequence[str]:
    words = [text.split() for text in texts]
    shared = next((n for n, column in enumerate(zip(*words, strict=False)) if len(set(column)) > 1), 0)
    start = shared - _LEAD
    return told_apart([ELLIPSIS + " ".join(w[start:]) for w in words], limit) if start > 0 else texts


def _options(words: Mapping[str, str]) -> list[Block]:
    return [_option(text, value) for value, text in words.items()]


def _option(text: str, value: str) -> Block:
    return {"text": _plain(text, _IN_AN_OPTION), "value": str(value)}


def _reason(label: str, *, optional: bool = False) -> Block:
    field = {"type": "plain_text_input", "multiline": True, "max_length": 1000}
    return _input("why", label, field, optional=optional)


def _input(name: str, label: str, element: Block, *, optional: bool = False) -> Block:
    made: Block = {"type": "input", "block_id": name, "label": _plain(label, 2000), "element": element}
    element["action_id"] = name
    return made | {"optional": True} if optional else made


def _modal(name: str, title: str, submit: str, blocks: list[Block], place: Place) -> Block:
    return {
        "type": "modal",
        "callback_id": name,
        "title": _plain(title, 24),
        "submit": _plain(submit, 24),
        "close": _plain("Cancel", 24),
        "private_metadata": place.encode(),
        "blocks": blocks,
    }


def _plain(text: str, limit: int) -> Block:
    return {"type": "plain_text", "text": plain(text, limit), "emoji": False}
