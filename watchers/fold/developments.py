"""Fold: the same report told again, the same happening told by others, and by how many independent origins.

Three tiers, same target only, within a window: a copy (same canonical link, same normalised title, wire text alike at
0.9), for which the window is the longest, takes the earlier one's origin and never raises the count; one that says more
under its own headline is heard, as that origin's; the same development told in other words keeps its own origin; anything
else is a development of its own, and so is whatever explains, argues, portrays or sums up. A report is weighed against all reports of a development: by what of its title the others say too, synonyms counting as one word
and names for less, by phase, speaker and outlet, and by the days between.
"""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from bot.domain.change import content_id
from bot.domain.entry import Entry
from bot.domain.evidence import Evidence, Judgement, Stance, TargetKind, Whose
from bot.domain.meaning import is_hint
from bot.domain.refold import of_origin, same, says_more, silent
from bot.domain.story import Story, Weight
from bot.domain.voices import side_of
from watchers.fold.alike import most_alike
from watchers.fold.copies import LATE, copied, nearly_copied
from watchers.fold.origins import Origin, origin_of
from watchers.fold.rarity import Rarity, rarity
from watchers.fold.speakers import word_in
from watchers.fold.statemedia import counted_as
from watchers.fold.tellings import Telling, telling
from watchers.model.reader import Reader
from watchers.words.headline import headline

WINDOW = LATE
COPIES_WITHIN = timedelta(days=7)
"""Papers print an agency's report, and search feeds bring it, days after it was told as news."""
_NEXT_DAY = timedelta(hours=16)
"""From then on an outlet's report is of another day, whatever the hour of the first."""
_Group = list[tuple[Evidence, Telling]]


def evidence_from(judgement: Judgement, entry: Entry, *, key: str, story: Story, seen: datetime) -> Evidence:
    """The judgement as evidence: graded by its outlet, its origin not yet folded with what others wrote."""
    match = judgement.match
    source = story.source(entry.outlet)
    return Evidence(
        id=content_id(story.slug, str(match.target), key, headline(entry.title, entry.outlet)),
        slug=story.slug,
        target=match.target,
        entry_key=key,
        title=entry.title,
        summary=entry.summary,
        link=entry.link,
        outlet=entry.outlet,
        grade=source.grade,
        origin=source.origin,
        published=entry.published,
        seen=seen,
        passage=match.passage,
        marks=match.marks,
        actors=match.actors,
        phase=judgement.phase,
        direction=judgement.direction,
        weight=judgement.weight,
        stance=judgement.stance,
        outcome=_is_outcome(judgement),
        why=judgement.why,
    )


def _is_outcome(judgement: Judgement) -> bool:
    """Whether the awaited thing itself happened or is ruled out: a lesser signal's words happening is not that."""
    final = judgement.phase.final and judgement.direction is not None
    return final and (judgement.weight is Weight.DECISIVE or not judgement.match.pattern)


def fold(evidence: Evidence, recent: Sequence[Evidence], story: Story, reader: Reader | None = None) -> Evidence:
    """The evidence with its origin, development and, for a copy, what it copies; `why` has a line for each.

    `recent` may hold anything in any order; only the same target within the windows is looked at, oldest first. With `reader`,
    headlines are read together too (`fold/paired.py`).
    """
    earlier = sorted((e for e in recent if _comparable(evidence, e)), key=lambda e: (e.at, e.id))
    credited, words, whose = _origin(evidence, earlier, story)
    origin = _whence(credited, earlier, story) if whose is Whose.NEWSROOM else credited
    own_again = origin != credited and origin == story.source(evidence.outlet).origin
    whose = Whose.OUTLET if own_again else whose
    new, tellings = _telling(evidence), [_telling(e) for e in earlier]
    own = replace(evidence, origin=origin, whose=whose)
    alike = [(e, why) for e, t in zip(earlier, tellings, strict=True) if (why := _copied(evidence, new, e, t))]
    twin = next(((e, why) for e, why in alike if _original(own, e)), None)
    before = [(e, why) for e, why in alike if not _original(own, e)]
    for other, why in before:
        if silent(other) or not says_more(evidence, other):
            return same(evidence, other, f"a copy of {other.outlet}'s report: {why}", f"origin {other.origin}")
    reasons = [f'origin {origin}: "{words}"' if words else f"origin {origin}: its own newsroom"]
    if origin != credited:
        reasons.append(f"{credited} has it from {origin}")
    if before and not words:
        text = before[0][0]
        own = of_origin(own, text)
        reasons = [f"the text of {text.outlet}'s report under a headline that says more: origin {text.origin}"]
    if not alike and (missed := nearly_copied(new, tellings)):
        reasons.append(missed)
    lately = [(e, t) for e, t in zip(earlier, tellings, strict=True) if _apart(evidence, e) <= WINDOW]
    best, reason = twin or _best(new, evidence, lately, reader)
    reasons.append(f"same development as {best.outlet}, {reason}" if best else f"a development of its own, {reason}")
    return replace(
        own,
        development=(best.development or best.id) if best else evidence.id,
        why=(*evidence.why, *reasons),
    )


def _copied(evidence: Evidence, new: Telling, other: Evidence, told: Telling) -> str:
    """Why one is a copy of the other; "" where it is none, as whatever takes another side."""
    return "" if _says_otherwise(evidence, other) else copied(new, told)


def copied_before(evidence: Evidence, recent: Sequence[Evidence]) -> tuple[Evidence, ...]:
    """The reports read before this one that are copies of it, as they read from now on: an agency's own may be polled last."""
    if evidence.copy_of:
        return ()
    new = _telling(evidence)
    taken = {
        e.id: f"a copy of {evidence.outlet}'s report, read later: {reason}"
        for e in recent
        if _comparable(evidence, e) and _original(evidence, e)
        if (reason := copied(new, _telling(e)))
    }
    copies = ((e, taken.get(e.id) or taken.get(e.copy_of)) for e in recent if e.target == evidence.target)
    return tuple(same(e, evidence, why, f"origin {evidence.origin}") for e, why in copies if why)


def _original(new: Evidence, old: Evidence) -> bool:
    """Whether of two reports with one text the new one is the original.

    It is that of the newsroom which the old one credits or has copied, or of a better grade where neither credits another; and
    it says as much. One that says so is it beside one which only a model reads so.
    """
    if is_hint(old) and not is_hint(new) and not old.copy_of and side_of(new):
        return side_of(new) == side_of(old)
    if new.whose is not Whose.OUTLET or new.outlet == old.outlet or not side_of(new):
        return False
    if old.copy_of:
        return new.origin == old.origin
    less = new.outcome < old.outcome or (new.weight is Weight.WATCH and old.weight is not Weight.WATCH)
    better = old.whose is Whose.OUTLET and new.grade < old.grade
    return not less and side_of(new) == side_of(old) and (new.origin == old.origin or better)


def _origin(evidence: Evidence, earlier: Sequence[Evidence], story: Story) -> Origin:
    """Where it starts from, as that counts beside what was told earlier. Who passes on the word a claim stands on is no further origin, nor who passes on a speaker's.

    Who says the contrary and names that word says so itself: "not five, as the Harbour Office said".
    """
    own = story.source(evidence.outlet).origin
    claim = story.claim(evidence.target.id) if evidence.target.kind is TargetKind.CLAIM else None
    origin = origin_of(evidence.title, evidence.summary, evidence.outlet, story, claim=claim)
    stood_on = {story.source(s).origin for s in claim.sources} if claim else set()
    if origin.words and origin.name in stood_on:
        return Origin(own) if evidence.stance is Stance.REFUTES else origin
    if (word := word_in(evidence, story)) and word.speaker != own:
        return Origin(word.speaker, word.words, Whose.SPEAKER)
    return origin._replace(name=counted_as(origin.name, earlier, story))


def _whence(newsroom: str, earlier: Sequence[Evidence], story: Story) -> str:
    """Whom a newsroom that a report credits has it from, where all it told lately is another's: its copy is no origin by being cited."""
    theirs = [e for e in earlier if story.source(e.outlet).origin == newsroom and not silent(e)]
    carried = bool(theirs) and all(e.whose is Whose.NEWSROOM for e in theirs)
    return theirs[-1].origin if carried else newsroom


def _apart(one: Evidence, other: Evidence) -> timedelta:
    return abs(one.at - other.at)


def _comparable(evidence: Evidence, other: Evidence) -> bool:
    near = _apart(evidence, other) <= COPIES_WITHIN
    return near and other.target == evidence.target and other.slug == evidence.slug and other.id != evidence.id


def _best(new: Telling, evidence: Evidence, earlier: _Group, reader: Reader | None) -> tuple[Evidence | None, str]:
    """The first report of the development it most likely tells of, if any does well enough."""
    groups = _groups(earlier)
    agreeing = [group for group in groups if not any(_contrary(evidence, e) for e, _ in group)]
    if not agreeing:
        contrary = "every other says the contrary, or that it is yet to come"
        return None, contrary if groups else "nothing on it within the window"
    found, reason = _likeliest(new, agreeing, rarity([t.text for t in (new, *(t for _, t in earlier))]), reader)
    if not found and (known := next((e for e, _ in earlier if _same_event(evidence, e)), None)):
        return known, f"both say {evidence.phase} of {evidence.target}"
    return found, reason


def _groups(earlier: _Group) -> list[_Group]:
    """The developments so far, without what only explains."""
    groups: dict[str, _Group] = {}
    for one, told in earlier:
        if not told.aside:
            groups.setdefault(one.development or one.id, []).append((one, told))
    return list(groups.values())


def _likeliest(
    new: Telling, groups: Sequence[_Group], rare: Rarity, reader: Reader | None
) -> tuple[Evidence | None, str]:
    """The first report of the development whose words are most alike, where they are enough so."""
    if new.aside:
        return None, "it explains, argues or sums up"
    near = [group for group in groups if not any(another(new, t) for _, t in group)]
    if not near:
        return None, "every other is another of a series, or its own outlet's of another day"
    at, top = most_alike(new, [[t for _, t in group] for group in near], rare, reader)
    return near[at][0][0] if top.same else None, top.why


def _contrary(new: Evidence, old: Evidence) -> bool:
    """Whether they are two developments however alike the words: signed, called off, and about to be signed."""
    return _says_otherwise(new, old) or new.outcome is not old.outcome


def _says_otherwise(new: Evidence, old: Evidence) -> bool:
    """Whether they are on two sides: a page that keeps the wire's text under a headline to the contrary has no copy of it.

    Nor is what a newsroom says anew a copy of what it took back.
    """
    took_back = bool(side_of(new)) and new.outlet == old.outlet and not (side_of(old) or old.copy_of)
    contrary = side_of(new) and side_of(old) and side_of(new) != side_of(old)
    return took_back or bool(contrary) or len({new.direction, old.direction} - {None}) > 1


def another(new: Telling, old: Telling) -> bool:
    """Whether it is another of a series ("second convoy arrives", "third convoy arrives") or an outlet's own follow-up.

    An outlet that told it the day before does not tell it again: of 2,000 such pairs three were of one development.
    """
    follows = bool(new.outlet) and new.outlet == old.outlet and abs(new.at - old.at) >= _NEXT_DAY
    return follows or (bool(new.ordinals and old.ordinals) and new.ordinals.isdisjoint(old.ordinals))


def _same_event(new: Evidence, old: Evidence) -> bool:
    """Two reports that a watch item's event happened, or is off, tell of one happening however unlike their words are."""
    found = new.target.kind is TargetKind.WATCH and new.marks and old.marks
    return bool(found) and new.phase.final and new.phase is old.phase and new.direction is old.direction


def _telling(evidence: Evidence) -> Telling:
    return telling(
        title=evidence.title,
        summary=evidence.summary,
        link=evidence.link,
        outlet=evidence.outlet,
        at=evidence.at,
    )
