"""What could be learned of a report that people called not relevant, misread or missed: lessons tried on the last days, or why there are none."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from types import MappingProxyType

from bot.domain.entry import Entry, KeptEntry
from bot.domain.evidence import Evidence, Target, TargetKind
from bot.domain.lesson import Asked, Lesson, Meaning, Option, Proposal, Trial
from bot.domain.saying import Force, force_of, says
from bot.domain.standing import asked_of
from bot.domain.story import Direction, Story
from bot.domain.voices import side_of, voice_of
from bot.store.keys import RECENT_DAYS
from watchers.lessons.exclusions import lessons_from_dismissal
from watchers.lessons.phrasing import actors_in, lessons_from_misread, lessons_from_missed, named_in, names_one
from watchers.lessons.trial import Trials, speaks, targets_of
from watchers.link.likely import Likely
from watchers.model.reader import Reader

MOST_SHOWN = 3
_MOST_TRIED = 6
_ABOUT_AS_MANY = 10
_ANYWHERE = "these words count wherever one of its actors is named"
_SAYS_WHY = "/watch why and its link say what became of it."


@dataclass(frozen=True, kw_only=True)
class _Week:
    """What lessons are tried on, the `link` of the report they are for, and who reads entries as a whole."""

    entries: Sequence[KeptEntry]
    link: str
    reader: Reader | None


def of_dismissed(  # noqa: PLR0917 - all of what is known of the report
    asked: Asked,
    story: Story,
    evidence: Sequence[Evidence],
    gone: frozenset[str],
    entries: Sequence[KeptEntry],
    reader: Reader | None = None,
) -> Proposal:
    """What would have kept the report out."""
    report = next((e for e in evidence if e.id == asked.evidence), None)
    if report is None:
        return Proposal(
            asked=asked, sentence="The report is older than what is kept, so nothing can be learned from it."
        )
    accepted = tuple(e for e in evidence if e.target == report.target and e.id not in gone)
    elsewhere = _counts_elsewhere(story, report, [e for e in evidence if e.id not in gone])
    lessons = lessons_from_dismissal(story, report, accepted, entries, counts_elsewhere=bool(elsewhere))
    none = "No rule is proposed: its words stand in reports that do count as well."
    opening, week = Proposal(asked=asked, title=report.title), _Week(entries=entries, link=report.link, reader=reader)
    tried = _tried(opening, story, lessons, week, none)
    if not elsewhere:
        return tried
    left = f"It still counts for “{elsewhere}”."
    return replace(tried, sentence=f"{left} {tried.sentence}".rstrip())


def _counts_elsewhere(story: Story, report: Evidence, counting: Iterable[Evidence]) -> str:
    """Another question or claim of the story that the report takes a side on, in the desk's words; "" for none."""
    others = (e for e in counting if e.entry_key == report.entry_key and e.target != report.target and side_of(e))
    return next((asked for e in others if (asked := asked_of(story, e.target))), "")


def of_misread(
    asked: Asked,
    story: Story,
    evidence: Sequence[Evidence],
    entries: Sequence[KeptEntry],
    reader: Reader | None = None,
) -> Proposal:
    """Words by which the report would have been read as people say; no options where there are none."""
    report = next((e for e in evidence if e.id == asked.evidence), None)
    if report is None or report.target not in targets_of(story) or asked.side not in set(Direction):
        return Proposal(asked=asked)
    lessons = lessons_from_misread(story, report, Direction(asked.side), entries)
    opening, week = Proposal(asked=asked, title=report.title), _Week(entries=entries, link=report.link, reader=reader)
    return _tried(opening, story, lessons, week, "")


def of_missed(  # noqa: PLR0917 - all of what is known of the report
    asked: Asked,
    likely: Likely,
    entry: Entry | None,
    entries: Sequence[KeptEntry],
    heard: Mapping[Target, Evidence | None] = MappingProxyType({}),
    reader: Reader | None = None,
) -> Proposal:
    """What would have caught the report, or would make more of it where it counts: for what it has the words of or reads most like.

    `heard` has what counts of it already, by target; None where people called it not relevant.
    """
    story = likely.story
    if entry is None:
        return Proposal(
            asked=asked,
            sentence=f"No feed of {story.slug} brought that link in the last {RECENT_DAYS} days, "
            "so either it is older, or what is missing is a feed and not a rule. “watchdesk feed check ADDRESS” tries one.",
        )
    wanted = [asked.target] if asked.target else list(targets_of(story))
    counts = {t: told for t in wanted if (told := heard.get(t))}
    opening = Proposal(
        asked=asked, title=entry.title, counted=tuple(_counted(story, t, told) for t, told in counts.items())
    )
    if not counts and ((caught := [t for t in wanted if speaks(story, entry, t)]) or asked.target in heard):
        return replace(opening, sentence=_struck_out(heard, caught or wanted))
    named = [t for t in wanted if named_in(story, t, entry)]
    nearest, why = _nearest(likely, entry, named=named, counts=counts) if asked.target is None else (None, "")
    near = [t for t in wanted if t == nearest or t in counts or t in named]
    about = near or [t for t in wanted if names_one(story, t, entry)] or wanted
    lessons = [
        made
        for t in likely.ranked(entry)
        if t in about
        for made in _first(lessons_from_missed(story, t, entry), alone=not near and len(wanted) > 1)
    ]
    none = _nothing_more(counts.values()) if counts else _why_none(story, wanted, entry)
    week = _Week(entries=entries, link=entry.link, reader=reader)
    tried = _tried(replace(opening, nearest=nearest, likeness=why), story, lessons, week, none)
    return replace(tried, sentence=tried.sentence or _remark(tried, near=near, able={made.target for made in lessons}))


def _nearest(
    likely: Likely, entry: Entry, *, named: Collection[Target], counts: Collection[Target]
) -> tuple[Target | None, str]:
    """What it reads like, and why; None where that is said already (`counts`), or another question's own words stand in it (`named`)."""
    nearest, why = likely.nearest(entry)
    outdone = (
        nearest and nearest.kind is TargetKind.WATCH and named and nearest not in named
    )  # names alone make likeness
    return (None, "") if outdone or nearest in counts else (nearest, why)


def _first(lessons: Sequence[Lesson], *, alone: bool) -> Sequence[Lesson]:
    """All of them, or only the first words with their readings (`alone`): of what reads like no question, which it is about is asked first."""
    return [made for made in lessons if made.words == lessons[0].words] if alone else lessons


def _counted(story: Story, target: Target, told: Evidence) -> str:
    """What it counts for, and as what."""
    voice = voice_of(told)
    as_what = says(voice.side, force_of(voice))
    return f"{_asked_by(story, target)} ({f'it {as_what}' if as_what else 'it is background'})"


def _struck_out(heard: Mapping[Target, Evidence | None], caught: Sequence[Target]) -> str:
    """Why a report does not count that the story's words catch."""
    if any(t in heard for t in caught):
        return "Somebody called this report not relevant, so it does not count. @watchdesk relevant and its link in the thread takes that back."
    return (
        "The story's words of now catch it, but it was not counted when it came, and cannot be read again. "
        f"{_SAYS_WHY} “Resolve or set state”, or “Set verdict”, in the thread says what it means."
    )


def _nothing_more(counts: Iterable[Evidence]) -> str:
    """Why nothing is proposed for a report that counts."""
    settled = all(force_of(voice_of(told)) is Force.REPORT for told in counts)
    none = "Nothing would say more" if settled else "It has no words of its own that would say more"
    return f"{none}, so no rule is proposed. If it means something else, press “Means otherwise” under it in the thread. {_SAYS_WHY}"


def _remark(tried: Proposal, *, near: Collection[Target], able: Collection[Target]) -> str:
    """What to know of the rules that are proposed for a missed report; `able` are all it can teach words for."""
    readings = {o.lesson.reading for o in tried.options}
    if tried.counted:
        signs = not readings.isdisjoint({Meaning.SIGN_OF_YES, Meaning.SIGN_OF_NO})
        return "These words would say more." if signs else "Only words that settle the question would say more."
    target = tried.asked.target
    if near or readings == {None} or (target and target.kind is TargetKind.CLAIM):
        return ""
    if target:
        return f"It has no word for what the question is about, so {_ANYWHERE}."
    more = (
        ""
        if {o.lesson.target for o in tried.options}.issuperset(able)
        else " For another, write its id after the link."
    )
    return f"It has no word for what a question here is about. Press under the one it bears on; then {_ANYWHERE}.{more}"


def _why_none(story: Story, wanted: Sequence[Target], entry: Entry) -> str:
    """Why no rule is proposed for a report that was missed: what of the story it names, and what it lacks."""
    actors = actors_in(story, entry)[:MOST_SHOWN]
    asked = next((_asked_by(story, t) for t in wanted if named_in(story, t, entry)), "")
    if actors:
        of = f" and the words of “{asked}”" if asked else ""
        return (
            f"It names {' and '.join(actors)}{of}, but no words of its own tell enough for a rule. If it belongs here, write "
            "a signal into the story file."
        )
    if asked:
        return f"It has the words of “{asked}”, but names nobody of this story. If it belongs here, the story file needs the name."
    return (
        "It names nobody and nothing of this story, so there is no rule to propose. If it belongs here, the story file "
        "needs the name."
    )


def _asked_by(story: Story, target: Target) -> str:
    return asked_of(story, target) or target.id


def _tried(opening: Proposal, story: Story, lessons: Sequence[Lesson], week: _Week, none: str) -> Proposal:
    """The lessons for the target the report reads most like, and that change least besides, each as it was tried.

    New words change the same reports however they are read, so one reading is tried for all. What narrows a name bears on
    all of the story, so of what is shown it comes last.
    """
    alike: dict[tuple[Target, str] | Lesson, list[Lesson]] = {}
    for made in dict.fromkeys(lessons):
        alike.setdefault((made.target, made.words) if made.reading else made, []).append(made)
    groups = list(alike.values())[:_MOST_TRIED]
    first = [group[0] for group in groups]
    trials = Trials(story, week.entries, first, link=week.link, reader=week.reader)
    tried = [(group, trials.of(group[0])) for group in groups]
    best = sorted(tried, key=lambda t: (t[0][0].target != opening.nearest, _changed(t[1])))
    best = [t for at, t in enumerate(best) if not any(_narrows(t, other) for other in best[:at])][:MOST_SHOWN]
    best.sort(key=lambda t: t[0][0].narrows_a_name)
    options = tuple(Option(lesson=made, trial=trial) for group, trial in best for made in group)
    since = min((k.at for k in week.entries), default=None)
    return replace(
        opening, options=options, read=len({k.key for k in week.entries}), since=since, sentence="" if options else none
    )


def _narrows(one: tuple[Sequence[Lesson], Trial], other: tuple[Sequence[Lesson], Trial]) -> bool:
    """Whether the one asks for words beside those of the other, and does nothing else by it."""
    (made, *_), (wider, *_) = one[0], other[0]
    words, fewer = (set(lesson.words.split()) if lesson.reading else set() for lesson in (made, wider))
    return made.target == wider.target and bool(fewer) and fewer < words and one[1] == other[1]


def _changed(trial: Trial) -> int:
    """How much it changes besides, roughly, so that of words that do about as much the first ones come first."""
    return (trial.added + trial.removed) // _ABOUT_AS_MANY
