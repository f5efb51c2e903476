"""A tracked claim: the stance an entry takes on it, and by what it is read.

A claim with patterns is read by those. One on public affairs is asked as a watch item is (`asked.py`), because stances learned
on rumours did not transfer (0.53 on diplomatic claims). Any other is read by its cues. With a reader, one without patterns that is
on public affairs or names an actor of its story is read as a whole too (`wholeclaim.py`). Without patterns all of that is for English: a
claim or passage in another language has no side.
"""

from dataclasses import dataclass, replace

from bot.domain.entry import Entry
from bot.domain.evidence import Judgement, Match, Phase, Stance, Target, TargetKind
from bot.domain.story import Claim, Story
from watchers.judge.amounts import borne_out
from watchers.judge.asked import Asked, as_asked
from watchers.judge.casts import cast_of
from watchers.judge.claims import answered, not_read, stance_on
from watchers.judge.outsiders import names_of
from watchers.judge.watchitem import judge_item
from watchers.judge.wholeclaim import read_claim
from watchers.model.reader import Reader
from watchers.words.finder import words_of
from watchers.words.phrasebook import lexicon


@dataclass(frozen=True)
class _Reading:
    """What a claim is read by: the actors its text names, in their order; what asks whether it is so; whether the reader reads it too."""

    named: tuple[str, ...]
    asked: Asked | None
    whole: bool


def judge_claim(match: Match, story: Story, entry: Entry, reader: Reader | None = None) -> Judgement:
    """The stance of an entry on a claim: by the claim's patterns, by what it says of whether the claim is so, or by its cues.

    With a reader, the entry is then read as a whole as well, for the claims that are (see above).
    """
    claim = story.claim(match.target.id)
    if claim is None:
        return Judgement(match=match, phase=Phase.NONE, why=("the story has no such claim any more",))
    if unread := not_read(match, claim, entry.language):
        return unread
    by = _reading_of(claim, story)
    doer = names_of(match, story, by.named[0]) if by.named else None
    if by.asked and not by.asked.by_own_words:
        doing = None if by.asked.mutual else doer
        by_words = answered(match, claim, _answer(by.asked, entry), contrary=by.asked.contrary, doer=doing)
        if by_words.stance is Stance.CONTEXT and by_words.phase is Phase.NONE and _in_its_words(claim, match):
            by_words = stance_on(match, claim, entry.language, doer=doer)
    else:
        by_words = stance_on(match, claim, entry.language, doer=doer)
    return read_claim(by_words, claim, entry, reader) if reader and by.whole else by_words


def _in_its_words(claim: Claim, match: Match) -> bool:
    """Whether a passage has every word of content that the claim has: then those say what the question whether it is so does not see."""
    return lexicon().content(words_of(claim.text)) <= frozenset(words_of(match.passage).stems)


def judge_near(match: Match, story: Story, entry: Entry, reader: Reader) -> Judgement | None:
    """What the reader alone makes of an entry that lacks the claim's own words; None where it reads no such claim."""
    claim = story.claim(match.target.id)
    if claim is None or not _reading_of(claim, story).whole or not_read(match, claim, entry.language):
        return None
    silent = Judgement(match=match, phase=Phase.NONE, stance=Stance.CONTEXT, why=match.why)
    return read_claim(silent, claim, entry, reader, alone=True)


def _reading_of(claim: Claim, story: Story) -> _Reading:
    """Worked out once a story."""
    return story.once(("claim", claim.id), lambda: _worked_out(claim, story))


def _worked_out(claim: Claim, story: Story) -> _Reading:
    """A tale, "A bear ...", that is on no public affairs is better known by its cues, whoever is in it."""
    named = tuple(dict.fromkeys(h.actor for h in cast_of(story).aliases.find(words_of(claim.text))))
    asked = _checked(as_asked(claim, story.named((*claim.actors, *named))), claim)
    tale = claim.text.casefold().startswith(("a ", "an "))
    about_actors = bool(claim.actors or named) and not tale
    patterns = bool(claim.supported_by or claim.refuted_by)
    return _Reading(named, asked, whole=not patterns and (about_actors or asked is not None))


def _checked(asked: Asked | None, claim: Claim) -> Asked | None:
    """The same, but read by its own words where the claim's own text would speak against it: "Auria has broken off talks"."""
    if asked is None or asked.by_own_words:
        return asked
    itself = _answer(asked, Entry(id="", title=claim.text))
    match = Match(target=Target(kind=TargetKind.CLAIM, id=claim.id), passage=claim.text, marks=(), actors=())
    against = answered(match, claim, itself, contrary=asked.contrary, doer=None).stance is Stance.REFUTES
    return replace(asked, by_own_words=True) if against else asked


def _answer(asked: Asked, entry: Entry) -> Judgement | None:
    """What the entry says of the item that asks; None where it has nothing to do with it."""
    matched, item = asked.matcher.match(entry), asked.matcher.story.watch_items[0]
    if not matched.matches:
        return None
    return borne_out(judge_item(matched.matches[0], item, matched, asked.matcher.story), item.question, entry)
