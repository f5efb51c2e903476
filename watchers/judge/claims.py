"""The stance of a passage on a claim: read off the phase of what the claim's own words say."""

import re
from dataclasses import replace

from bot.domain.evidence import Judgement, Match, Phase, Stance
from bot.domain.story import Claim, Direction, Weight
from watchers.judge.amounts import amounts_in
from watchers.judge.clauses import clauses_of
from watchers.judge.negation import is_negated
from watchers.judge.phasing import PhaseReading
from watchers.judge.saidof import by_another, denial_ends
from watchers.judge.signals import governed
from watchers.judge.stances import debunked, stance_of, told_otherwise
from watchers.words.finder import Place, Words, compiled, words_of
from watchers.words.grammar import forms, stems
from watchers.words.languages import NAMES, language_of, perhaps
from watchers.words.phrasebook import lexicon

_NO_MORE = tuple(f" {w}" for w in forms("no_more"))
"""Before a number that no longer holds, or never did."""
_OTHER = {Stance.SUPPORTS: Stance.REFUTES, Stance.REFUTES: Stance.SUPPORTS}
_DENIES = stems("denying")
_AHEAD = frozenset({Phase.PLANNED, Phase.HEDGED})
_BEHIND = forms("behind_news")
_FOUND = ("actors:", "anchor:", "near it:")
"""How reasons begin that tell how what is asked was found, which the claim's own tell."""
_DONE = re.compile(r"\b(?:has|have) (?!no\b|\d)\w+(?:ed|en|ne|un|ld|ut|ought)\b")
_SIDES = {Direction.TOWARD: Stance.SUPPORTS, Direction.AWAY: Stance.REFUTES}


def stance_on(match: Match, claim: Claim, declared: str = "", *, doer: tuple[Place, ...] | None = None) -> Judgement:
    """A pattern's side where the passage says its words, the other side where it denies them, else context.

    `doer` is where the actor stands whom the claim names first, None where it names none: of another's deed it says nothing.
    """
    if not match.pattern:
        return _by_text(match, claim, doer)
    reading = _of_pattern(match, match.pattern, declared)
    stance = _stance(match.stance or Stance.CONTEXT, reading.phase)
    if stance in _OTHER and (other := _also(match, claim, stance, declared)):
        both = f'{stance}: "{reading.words}", {_OTHER[stance]}: "{other.words}"'
        return _judgement(match, claim, PhaseReading(phase=Phase.CONTESTED, rule=f"both sides, {both}"), Stance.CONTEXT)
    return _judgement(match, claim, reading, stance)


def not_read(match: Match, claim: Claim, declared: str) -> Judgement | None:
    """No side, where a claim without patterns or the passage is in another language than English; None where both are in English.

    The cues, the questions and the reader know English only, and take "Pas de famine" for a famine.
    """
    passage = perhaps(match.passage, declared) or language_of(match.passage, declared)
    told = next(
        (
            (what, code)
            for what, code in (("the claim", language_of(claim.text)), ("the passage", passage))
            if code != "en"
        ),
        None,
    )
    if claim.supported_by or claim.refuted_by or told is None:
        return None
    what, code = told
    rule = f"claims without patterns are read in English only, and {what} is not ({NAMES.get(code, code)})"
    return _judgement(match, claim, PhaseReading(phase=Phase.NONE, rule=rule), Stance.CONTEXT)


def _of_pattern(match: Match, pattern: str, declared: str) -> PhaseReading:
    """How the passage holds the words of a claim's pattern."""
    words, finder = words_of(match.passage), compiled(pattern)
    found, listed = finder.find(words), finder.everywhere(words)
    places = found.places if found else ()
    names = tuple(map(words.place, match.names))
    language = language_of(match.passage, declared)
    reading = governed(words, places, language, names, listed=listed, beside=False)
    if reading.phase is Phase.HAPPENED and (other := perhaps(match.passage, declared)):
        return governed(words, places, other, names)
    return reading


def _also(match: Match, claim: Claim, stance: Stance, declared: str) -> PhaseReading | None:
    """What a pattern found besides says, where that is the other side; None where none does."""
    words = words_of(match.passage)
    sides = ((Stance.SUPPORTS, claim.supported_by), (Stance.REFUTES, claim.refuted_by))
    for side, patterns in sides:
        for pattern in patterns:
            if pattern != match.pattern and _told_there(match, pattern, words):
                reading = _of_pattern(match, pattern, declared)
                if _stance(side, reading.phase) is _OTHER[stance]:
                    return reading
    return None


def _told_there(match: Match, pattern: str, words: Words) -> bool:
    """Whether its words stand in one clause that names an actor found, and is no background: "after it ruled out deployment"."""
    found = compiled(pattern).find(words)
    if found is None:
        return False
    clauses = clauses_of(words, ())
    here = {clauses[p[0]].number for p in found.places}
    named = {clauses[words.place(span)[0]].number for span in match.names}
    return len(here) == 1 and here <= named and clauses[found.places[0][0]].opener not in _BEHIND


def answered(
    match: Match, claim: Claim, found: Judgement | None, *, contrary: bool, doer: tuple[Place, ...] | None
) -> Judgement:
    """What it amounts to that an entry says this of the question whether the claim is so (None: nothing of its in one passage).

    What the passage says in the claim's own words goes before.
    """
    stance = _side(found, contrary=contrary)
    by_own_words = debunked(claim.text, match.passage) or (contrary and _denies_it(claim.text, match.passage))
    against = stance is Stance.REFUTES
    told = denial_ends(match.passage) if against else told_otherwise(claim.text, match.passage)
    who = by_another(claim.text, match.passage, doer) if doer is not None else ""
    if by_own_words or told or (who and stance is not Stance.CONTEXT):
        return stance_on(match, claim, doer=doer)
    rule = "by what it says of the contrary" if contrary else "by what it says happened"
    reading = PhaseReading(phase=found.phase if found else Phase.NONE, rule=rule)
    asked = _judgement(match, claim, reading, stance)
    further = found.why if found else ("nobody and nothing of the claim's in one passage",)
    ahead = found is not None and found.phase in _AHEAD and _DONE.search(claim.text) is not None
    weight = Weight.WATCH if ahead else asked.weight  # "Auria to sign pact", of a claim that it has
    rest = (w for w in further if w not in asked.why and not w.startswith(_FOUND))
    return replace(asked, weight=weight, why=(*asked.why, *rest))


def _denies_it(claim: str, passage: str) -> bool:
    """Whether a passage denies or negates the very word by which a claim speaks against something: "denies opposing the pact"."""
    asked, said = words_of(claim), words_of(passage)
    adverse = {s for c in lexicon().find(asked) if c.adverse for s in asked.stems[c.first : c.last]}
    denied = is_negated(said) or not _DENIES.isdisjoint(said.stems)
    return denied and not adverse.isdisjoint(said.stems)


def _side(judgement: Judgement | None, *, contrary: bool) -> Stance:
    """Both sides in one report speak against a claim: somebody says that it is not so."""
    if judgement is None or judgement.direction is None:
        return Stance.CONTEXT
    side = _SIDES[judgement.direction]
    return _OTHER[side] if contrary and judgement.phase is not Phase.CONTESTED else side


def _stance(side: Stance, phase: Phase) -> Stance:
    if phase is Phase.HAPPENED:
        return side
    if phase in {Phase.DENIED, Phase.CANCELLED}:
        return _OTHER[side]
    return Stance.CONTEXT


def _by_text(match: Match, claim: Claim, doer: tuple[Place, ...] | None) -> Judgement:
    names = tuple(map(words_of(match.passage).place, match.names))
    found = stance_of(claim.text, match.passage, names)
    if found.stance is not Stance.CONTEXT and doer is not None and (who := by_another(claim.text, match.passage, doer)):
        reading = PhaseReading(phase=Phase.NONE, rule=f"{found.rule}, but of another", words=who)
        return _judgement(match, claim, reading, Stance.CONTEXT)
    return _judgement(match, claim, PhaseReading(phase=found.phase, rule=found.rule, words=found.words), found.stance)


def _judgement(match: Match, claim: Claim, reading: PhaseReading, stance: Stance) -> Judgement:
    if stance is Stance.SUPPORTS and (other := other_number(claim.text, match.passage)):
        stance, reading = Stance.CONTEXT, replace(reading, rule=f"{reading.rule}, but of another number", words=other)
    told = f': "{reading.words}"' if reading.words else ""
    rule = f"{stance}: {reading.rule}{told}"
    return Judgement(
        match=match,
        phase=reading.phase,
        direction=None,
        weight=Weight.STRONG if stance in _OTHER else Weight.WATCH,
        stance=stance,
        why=(*match.why, rule, f"{match.where}: {match.passage}"),
    )


def other_number(claim: str, passage: str) -> str:
    """The number of a passage that is none of the claim's: "625 pence" for "the offer stands at 590 pence"; "" for none."""
    claimed, told = tuple(amounts_in(claim)), tuple(amounts_in(passage))
    told = tuple(t for t in told if not t.led.endswith(_NO_MORE)) or told  # "from 590 to 625 pence"
    for one in claimed:
        same = [t for t in told if one.is_of(t)]
        if same and not any(one.met_by(t) for t in same):
            return same[0].text
    return ""
