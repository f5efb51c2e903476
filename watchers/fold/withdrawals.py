"""What a newsroom takes back under a headline of its own: "WITHDRAWN: ...", "Wire retracts report that ...", "CORRECTED: ..."."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from functools import lru_cache

from bot.domain.change import content_id
from bot.domain.entry import Entry
from bot.domain.evidence import Evidence, Judgement, Phase, Stance, Whose
from bot.domain.saying import SLUG, WRONG, corrects, unmarked
from bot.domain.story import Story, Weight
from bot.domain.voices import side_of
from watchers.fold.credits import is_newsroom
from watchers.fold.origins import origin_of
from watchers.fold.statemedia import counted_as, state_newsroom
from watchers.fold.synonyms import terms
from watchers.words.finder import words_of
from watchers.words.grammar import forms
from watchers.words.headline import headline, without_labels
from watchers.words.phrasebook import lexicon

_ALIKE = 0.5
"""The share of the shorter headline's terms that the other has too where one withdraws the other (more than half of them), or
corrects it to the contrary; of the longer one's where it is corrected to something else on its side."""
_HARDLY = 0.4
"""As much of the longer one's terms a correction to the contrary shares, or it is of something else on the same people."""
_MARK = r"(?:withdrawn|retract(?:ed|ion)|story (?:killed|removed)|(?-i:KILL))"
_REPORT = r"(?:(?:a|an|its|our|the|their|this|earlier|exclusive|previous) )*(?:articles?|dispatch(?:es)?|reports?|story|stories)"
_ON = r"(?:about|claiming|of|on|saying|that)"
_MARKED = re.compile(rf"{SLUG}(?P<mark>{_MARK}) ?[:|)\]–—-]\W*(?P<words>\w.*)", re.IGNORECASE)
_TAGGED = re.compile(rf"^(?P<words>[^,]*?)[(\[]{_MARK}\b[^)\]]*[)\]]\W*$", re.IGNORECASE)
_WITHDRAWS = r"(?:retract(?:s|ed)?|withdr(?:aws?|ew|awn)|(?:takes?|took|taken) back)"
_SAID = re.compile(
    rf"{SLUG}(?P<who>\w.*?)(?: has| have)? (?:{_WITHDRAWS}|(?:correct|delete|kill|pull|remove)(?:s|e?d)?"
    rf"|(?:issue[sd]?|publishe[sd]) (?:a )?retraction (?:for|of|on)|apologi[sz]e[sd]? for {WRONG})"
    rf" {_REPORT} (?:{_ON} )?(?P<words>.+)",
    re.IGNORECASE,
)
_SAID_LAST = re.compile(
    rf"{SLUG}(?P<who>\w.*?)(?: has| have)? {_WITHDRAWS} (?P<words>.+?) (?:article|report|story)\W*$", re.IGNORECASE
)
_SAID_WRONG = re.compile(
    rf"{SLUG}(?P<who>\w.*?) (?:admit(?:s|ted)?|sa(?:id|ys?)) (?:its|our|their) {_REPORT} {_ON} (?P<words>.+?) (?:is|was) {WRONG}\W*$",
    re.IGNORECASE,
)
_WRONG = re.compile(
    rf"{SLUG}(?:correct(?:ed|ion)|clarification|editor['’]?s['’]? note|{_MARK})\W+{_REPORT} {_ON} (?P<words>.+?) (?:is|was) {WRONG}\W*$",
    re.IGNORECASE,
)
_OF = re.compile(rf"{SLUG}retraction of {_REPORT} {_ON} (?P<words>.+)", re.IGNORECASE)
_REPORT_ON = re.compile(rf"^{_REPORT} {_ON} ", re.IGNORECASE)
"""What stands before the words of the report itself: "Retraction: Report that ..."."""
_DETAIL = re.compile(r",\s*not\b[^,;.]*(?:,|$)", re.IGNORECASE)
"""What a correction puts right, where that is not the event: "is 54, not 45, steps down"."""
_NOT = re.compile(r"\b(?:no|not|never)\b|n['’]t\b", re.IGNORECASE)
_AND = re.compile(r",\s*(?:and\s+)?|\s+(?:and|&)\s+")
_WHOLE = re.compile(rf"^\W*{_REPORT} (?:has been |is |was )?{_MARK}\b", re.IGNORECASE)
_OURSELVES = forms("ourselves")
_SIDES = (Stance.SUPPORTS, Stance.REFUTES)


@dataclass(frozen=True, kw_only=True)
class Withdrawal:
    """What a headline takes back (`words`, "" for what the entry itself said before), and the origins whose report that was.

    `named` says that it tells of another newsroom's: its own outlet's report stands. `alike` says that only a report in like
    words is meant: charges and offers are "Withdrawn: ..." too.
    """

    words: str
    origins: tuple[str, ...]
    named: bool = False
    alike: bool = False


def withdrawal_in(entry: Entry, story: Story) -> Withdrawal | None:
    """What the headline takes back without saying what is so instead, of its own newsroom or of the one it names; None for nothing."""
    told = _told(entry.title)
    if told is None:
        return None
    origin = origin_of(entry.title, entry.summary, entry.outlet, story).name
    if told.who:
        return _of_whom(told.who, told.words, entry.outlet, origin, story)
    within = _told(told.words) if told.marked else None
    if within and within.who and (whose := _of_whom(within.who, within.words, entry.outlet, origin, story)):
        return whose
    named = told.marked and origin != story.source(entry.outlet).origin
    alike = told.mark.casefold() == "withdrawn" and not told.mark.isupper()
    return Withdrawal(words=told.words, origins=(origin,), named=named, alike=alike)


@dataclass(frozen=True, kw_only=True)
class _Told:
    """What a headline says of a report taken back: `who` does so, or how it is `marked` in front of the `words`."""

    words: str = ""
    who: str = ""
    mark: str = ""
    marked: bool = False


@lru_cache(maxsize=1024)
def _told(title: str) -> _Told | None:
    """Read once however many stories ask; None where nothing is taken back."""
    for marked in (_WRONG, _OF, _MARKED, _TAGGED):
        if found := marked.search(title):
            words = _REPORT_ON.sub("", found["words"])
            return _Told(words=words, mark=found.groupdict().get("mark") or "", marked=True)
    if found := _SAID_WRONG.search(title) or _SAID.search(title) or _SAID_LAST.search(title):
        return _Told(words=found["words"], who=found["who"].strip())
    return _Told() if _WHOLE.search(title) else None


def _of_whom(who: str, words: str, outlet: str, origin: str, story: Story) -> Withdrawal | None:
    """What its own newsroom takes back, or those it names; None where one of these is no newsroom, or a detail is put right."""
    if _DETAIL.search(words):
        return None
    if who.casefold() in {*_OURSELVES, outlet.casefold()}:
        return Withdrawal(words=words, origins=(origin,))
    names = _AND.split(who)
    states = [state_newsroom(name, "", story) for name in names]
    if not all(state or is_newsroom(name, story) for name, state in zip(names, states, strict=True)):
        return None
    origins = (s.name if s else story.source(name).origin for name, s in zip(names, states, strict=True))
    return Withdrawal(words=words, origins=tuple(origins), named=True)


def withdrawn_by(
    withdrawal: Withdrawal, entry: Entry, recent: Sequence[Evidence], found: Sequence[Judgement], story: Story
) -> tuple[Evidence, ...]:
    """The reports it takes back: its newsroom's, or its outlet's, alike in words or of the same outcome (`found`, as the words read).

    The names and things a story is about are in all its headlines and liken none: "WITHDRAWN: Mayor Kessel hits cyclist"
    takes no "Mayor Kessel resigns" back. "Retracts story on Mayor Kessel" has nothing else, and is likened by them.
    None of the contrary of an outcome, nor of a lesser word where there is one on its side: "WITHDRAWN: Kessel resigns" takes no
    "Kessel has not resigned" back. "Retraction: Kessel has not resigned" may say what is so instead.
    """
    beside = frozenset() if not withdrawal.alike and _names_only_what(withdrawal.words, story) else _common(story)
    outcomes = {(j.match.target, j.direction) for j in found if j.direction and j.phase.final}
    told = {(j.match.target, j.direction or j.stance) for j in found if j.direction or j.stance in _SIDES}
    taken = [
        e
        for e in takeable(withdrawal, entry, recent, story)
        if (e.outcome and (e.target, side_of(e)) in outcomes)
        or _share(withdrawal.words, e.title, longer=withdrawal.alike, beside=beside) > _ALIKE
    ]
    sure = {target for target, _ in outcomes} | {e.target for e in taken if (e.target, side_of(e)) in told}
    return tuple(e for e in taken if e.target not in sure or side_of(e) == "both" or (e.target, side_of(e)) in told)


def takeable(withdrawal: Withdrawal, entry: Entry, recent: Sequence[Evidence], story: Story) -> tuple[Evidence, ...]:
    """What its newsroom, or its outlet, has said before on any side: all that it could take back."""
    origins = {*withdrawal.origins, *(counted_as(o, recent, story) for o in withdrawal.origins)}
    return tuple(
        e
        for e in recent
        if side_of(e)
        and (e.origin in origins or (e.outlet == entry.outlet and not withdrawal.named))
        and (entry.published is None or e.at <= entry.published)
    )


def corrected_by(evidence: Evidence, recent: Iterable[Evidence]) -> tuple[Evidence, ...]:
    """The reports whose place a headline marked as a correction takes: its newsroom's or outlet's on the target, in like words.

    What the outlet quoted somebody as saying on another page was said all the same.

    Where it says the contrary of one, all its newsroom reported on that side goes with it. One that says nothing of the
    target any more takes it back where it denies something: "CORRECTION: toll at 93, not over 100", not "... elected in 2019".
    """
    if evidence.copy_of or not corrects(evidence.title):
        return ()
    own = [
        e
        for e in recent
        if e.target == evidence.target
        and e.id != evidence.id
        and side_of(e)
        and (e.origin == evidence.origin or (e.outlet == evidence.outlet and e.whose is not Whose.SPEAKER))
        and e.at <= evidence.at
    ]
    alike = [e for e in own if _corrects(evidence, e)]
    contrary = {side_of(e) for e in alike} - {side_of(evidence)}
    return tuple(e for e in own if e in alike or (e.outcome and side_of(e) in contrary))


def _corrects(evidence: Evidence, report: Evidence) -> bool:
    now = without_labels(unmarked(evidence.title))
    silent = not side_of(evidence) and not _NOT.search(now)
    yet_to_come = report.outcome and evidence.phase is Phase.PLANNED
    again = evidence.weight is Weight.WATCH and not yet_to_come and _says_again(now, report.title)
    if silent or again:
        return False
    of_longer = _share(now, report.title, longer=True)
    if side_of(report) == side_of(evidence):
        return of_longer >= _ALIKE
    return _share(now, report.title) >= _ALIKE and of_longer >= _HARDLY


def _says_again(now: str, report: str) -> bool:
    """Whether a corrected headline tells of the same deed as before, and what it puts right is a detail of it."""
    plain = _DETAIL.sub(",", now)
    shared = terms(words_of(plain)) & terms(words_of(report))
    return not _NOT.search(plain) and any(lexicon().is_deed(t.removeprefix("~")) for t in shared)


def taken_back(evidence: Evidence, by: str) -> Evidence:
    """A report whose newsroom took it back: still known by its link and headline, and on no side."""
    why = (*evidence.why, f"its newsroom took it back: “{by}”")
    none = {"direction": None, "stance": Stance.CONTEXT, "weight": Weight.WATCH, "phase": Phase.NONE}
    return replace(evidence, outcome=False, why=why, **none)  # type: ignore[arg-type]


def withdrawing(entry: Entry, key: str, report: Evidence, story: Story, *, seen: datetime) -> Evidence:
    """The withdrawal as evidence on what the report bore on, for neither side: its outlet's own, or of whose report it tells."""
    title, source = headline(entry.title, entry.outlet), story.source(entry.outlet)
    own = report.outlet == entry.outlet or report.origin == source.origin
    return replace(
        taken_back(report, entry.title),
        id=content_id(report.slug, str(report.target), key, title),
        entry_key=key,
        title=entry.title,
        summary=entry.summary,
        link=entry.link,
        outlet=entry.outlet,
        grade=source.grade,
        origin=source.origin if own else report.origin,
        whose=Whose.OUTLET if own else Whose.NEWSROOM,
        published=entry.published,
        seen=seen,
        passage=entry.title,
        marks=(),
        copy_of="",
        why=(f"takes back {report.cited}",),
    )


def _share(one: str, other: str, *, longer: bool = False, beside: frozenset[str] = frozenset()) -> float:
    """How much of the shorter headline's content the other has too, or of the longer one's; without what stands `beside`."""
    a, b = terms(words_of(one)) - beside, terms(words_of(other)) - beside
    return len(a & b) / (max(len(a), len(b)) if longer else min(len(a), len(b))) if a and b else 0.0


def _names_only_what(words: str, story: Story) -> bool:
    """Whether the words are all names and things of the story, whatever happens to these, and not names alone."""
    told, names, things = terms(words_of(words)), _terms(_names(story)), _terms(_things(story))
    return told <= names | things and not told <= names


def _common(story: Story) -> frozenset[str]:
    """The terms of a story's names, and of the things its watch items are about; what happens to these is no thing."""
    return story.once("terms in common", lambda: _no_deeds(_terms((*_names(story), *_things(story)))))


def _names(story: Story) -> Iterable[str]:
    return (n for a in story.actors for n in a.names)


def _things(story: Story) -> Iterable[str]:
    return (i.anchors for i in story.watch_items)


def _terms(texts: Iterable[str]) -> frozenset[str]:
    return frozenset(t for text in texts for t in terms(words_of(text)))


def _no_deeds(told: frozenset[str]) -> frozenset[str]:
    return frozenset(t for t in told if not lexicon().is_deed(t.removeprefix("~")))
