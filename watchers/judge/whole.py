"""A second reading: what the reader of the extra `semantic` makes of a whole entry, beside what its words say.

It reads English entries that name an actor of the item, or beside its anchor a part of one's name or a name in the question
(`match/partnames.py`): of 158 such headlines the words, which see nothing there, were right on 81 and it on 114, and of 216
that had both for another question it saw one. It reads headlines too that have two words of the question or the anchors, one of them of
no kind of event: of 466 that had them for another question it saw a sign in four. What they say themselves in a signal of the desk's stands, but for an outcome
that the reader is sure is the other one: then the report has both sides. Where a signal's words are only planned, denied or
somebody's, the reader has its say. The two are weighed: the words' verdict has a vote of 0.4 beside the reader's chances, also
where it is that nothing is said. An outcome that the words do not see takes chances of 0.75, to be ruled out 0.85. It is a strong sign where the
words see a sign of it and its chances are 0.95, and else a weak one, of which two origins may move an item and propose nothing.
Where the item's own words are missing a sign takes 0.80.

On 1,033 headlines on 50 questions (what an outcome takes was chosen on them, among six pairs of numbers) the words alone are right
on .55, both together on .77; of the outcomes they call 110 of 144 and 177 of 202 are ones, and 104 and 171 of 229 are found. On 1,483
on 112 others an earlier reader came to .60 and .75, on 782 on 48 to .64 and .79. No event of theirs is among those the reader
learned from; readers agree with one another on .96. On a desk's own story, whose words were well chosen, the reader adds nothing
(.97 of 163 by words and with it), so the words have a larger vote than those headlines would give them.
"""

import re
from collections.abc import Container, Mapping
from dataclasses import replace
from math import floor

from bot.domain.entry import Entry
from bot.domain.evidence import Judgement, Phase
from bot.domain.story import Direction, Polarity, Story, WatchItem, Weight
from bot.errors import ModelError
from watchers.judge.casts import cast_of
from watchers.judge.fightingends import asks_of_truce, fighting_ends
from watchers.judge.phasing import NOT_SO
from watchers.judge.recalled import looks_back, told_now
from watchers.model.reader import Chances, Reader
from watchers.words.finder import words_of
from watchers.words.grammar import forms
from watchers.words.languages import language_of, perhaps
from watchers.words.phrasebook import lexicon

WORDS = 0.4
"""The vote of the words' verdict beside the reader's chances, which are 1.0 together."""
SURE = 0.95
"""The chances from which one is as strong a sign as the words' own, where they see a sign of it."""
SIGN = 0.8
"""The chances a sign takes, its outcome's with them, where the item's own words are missing and only an actor is named. On 665 such
headlines of eight collections 18 of 19 signs for and 15 of 17 against were ones; in 1,500 that named an actor and were on
another question it saw three."""
AGREED = 0.3
"""The chances an outcome keeps that the words do see."""

READ_WHOLE = "read whole"
"""How the reason begins that tells what the reader saw."""
_ROUNDING = 1e-6
_ASKING = forms("asking")
_OPEN = forms("open_questions")
_PRONOUN = re.compile(r"\b(?:he|she)\b")
_PARTS = re.compile(r"(?<=[.!?:;])\s+|\s[–—-]\s")
_UNNAMED = forms("unnamed")
"""Who says it without a name: what a court or a minister says is somebody's word, and often the deed itself."""

_Verdict = tuple[Phase, Direction | None]
_NONE: _Verdict = (Phase.NONE, None)
_UP: _Verdict = (Phase.PLANNED, Direction.TOWARD)
_DOWN: _Verdict = (Phase.DENIED, Direction.AWAY)
_HAPPENED: _Verdict = (Phase.HAPPENED, Direction.TOWARD)
_RULED_OUT: _Verdict = (Phase.CANCELLED, Direction.AWAY)
_SIGN_OF = {_HAPPENED: _UP, _RULED_OUT: _DOWN}
OUTCOME: Mapping[_Verdict, float] = {_HAPPENED: 0.75, _RULED_OUT: 0.85}
"""The chances an outcome takes that the words do not see; with fewer it is a sign of it. On 1,033 headlines 177 of 202 outcomes called
were ones; from 0.85 and 0.92 158 of 176, from 0.65 and 0.75 190 of 224."""
_COUNTS = {
    _NONE: "counts as nothing",
    _UP: "counts as a sign of it",
    _DOWN: "counts as a sign against it",
    _HAPPENED: "counts as happened",
    _RULED_OUT: "counts as ruled out",
}


def read_whole(
    judgement: Judgement, item: WatchItem, entry: Entry, reader: Reader, *, asked: str = "", alone: bool = False
) -> Judgement:
    """The judgement after the second reading, which its last reason tells; the same phase where both agree.

    Two sides in one report stay two sides; what is not English, or a question that is not answered with yes or no, is
    left to the words. Where something should end the reader rules nothing out: it takes a broken truce for a bad end of
    what was hoped for. In a report that asks, or is hearsay, it sees no outcome, and where a headline looks back an outcome is nothing
    new: what happened years ago does not answer an open question, so the reader is not shown a summary's sentences that tell of it.
    `alone` says that the entry lacks the item's own words, so that only the reader speaks for it; `asked` is the question in full.
    """
    words = _verdict(judgement)
    settled = judgement.by_desk and words not in _SIGN_OF
    if settled or judgement.phase is Phase.CONTESTED or not may_be_read(item, entry):
        return judgement
    try:
        chances = reader.chances(asked or item.question, told_now(entry))
    except ModelError as error:
        return replace(judgement, why=(*judgement.why, f"{error} The words stand"))
    if judgement.by_desk:
        return _doubted(judgement, words, chances)
    back = words not in _SIGN_OF and looks_back(entry.title, entry.published)
    chances = _without_outcomes(chances) if back else chances
    barred = _barred(judgement, item, entry)
    verdict = _weighed(words, chances, barred=barred)
    if alone and verdict in _SIGN_OF.values() and _for_sign(verdict, chances) < SIGN:
        verdict = _NONE
    told = _told(words, chances, verdict, barred, alone=alone)
    why = (*judgement.why, f"{told} (the headline looks back, so an outcome is nothing new)" if back else told)
    if verdict == words:
        return replace(judgement, why=why)
    phase, direction = verdict
    weight = Weight.STRONG if _sure(words, verdict, chances) else Weight.WATCH
    return replace(judgement, phase=phase, direction=direction, weight=weight, why=why)


def _doubted(judgement: Judgement, words: _Verdict, chances: Chances) -> Judgement:
    """What the desk's own signal calls an outcome, and the reader surely the other one: both sides, for people to look at."""
    other = chances.ruled_out if words == _HAPPENED else chances.happened
    if other < SURE:
        return judgement
    why = f"{READ_WHOLE}: {'ruled out' if words == _HAPPENED else 'happened'} {other:.2f}, against the signal; counts as both sides"
    return replace(
        judgement, phase=Phase.CONTESTED, direction=Direction.AWAY, weight=Weight.STRONG, why=(*judgement.why, why)
    )


def may_be_read(item: WatchItem, entry: Entry) -> bool:
    """Whether the reader may be asked: all is in English, and the question is answered with yes or no."""
    first = next(iter(item.question.split()), "")
    return bool(first) and first.casefold() not in _OPEN and in_english(item.question, entry)


def in_full(item: WatchItem, story: Story) -> str:
    """Its question so that who knows nothing of the story understands it: where it names nobody, with whom it is about.

    "Does he resign?" of Dolan is asked as "Does Dolan resign?", "Is the strike over?" as "Is the strike over? (Dockers Union)". Of 1,378
    pairs of a real headline with such a question of 16 desks' stories 39 of 44 outcomes called were ones, as the questions stood 29 of 32; 34 and 25 of 115 were
    found. The story's title behind it, or more of its actors, did no better.
    """
    words, cast = words_of(item.question), cast_of(story, item)
    if any(t.raw[:1].isupper() for t in words.tokens[1:]) or cast_of(story).aliases.find(words) or not cast.actors:
        return item.question
    if not _PRONOUN.search(item.question):
        return f"{item.question} ({cast.actors[0].name})"
    people = cast.people | cast.of_one_word
    person = next((a.name for a in cast.actors if a.name in people), "")
    return _PRONOUN.sub(lambda _: person, item.question, count=1) if person else item.question


def in_english(asked: str, entry: Entry) -> bool:
    """Whether both what is asked and the entry are."""
    told = f"{entry.title} {entry.summary}"
    english = language_of(asked) == "en" and language_of(told, entry.language) == "en"
    return english and not perhaps(told, entry.language)


def _barred(judgement: Judgement, item: WatchItem, entry: Entry) -> Mapping[_Verdict, str]:
    """What the reader may not see here, each with why: outcomes, and the side whose own words the passage denies."""
    barred = {**_barred_outcomes(judgement, item, entry), **_denied(judgement)}
    silent = _verdict(judgement) not in {_UP, _HAPPENED}
    if silent and item.polarity is Polarity.ENDS and asks_of_truce(words_of(item.question)):
        ends = fighting_ends(words_of(entry.title))
        barred |= dict.fromkeys((_UP, _HAPPENED), "it is the fighting that ends") if ends else {}
    return barred


def _denied(judgement: Judgement) -> Mapping[_Verdict, str]:
    """What the passage denies in the story file's own words. Who denies an end denies every sign of it; what has not happened yet may be near."""
    if not (judgement.denies and judgement.direction):
        return {}
    denied = (_DOWN, _RULED_OUT) if judgement.direction is Direction.TOWARD else (_HAPPENED,)
    return dict.fromkeys(denied, "the passage denies the story file's own words for it, or stops it")


def _barred_outcomes(judgement: Judgement, item: WatchItem, entry: Entry) -> Mapping[_Verdict, str]:
    if judgement.aside and _not_so(judgement):
        return dict.fromkeys((*_SIGN_OF, *_SIGN_OF.values()), "it is told as not so")
    if asks(judgement.match.passage) or asks(entry.title):
        return dict.fromkeys(_SIGN_OF, "no outcome where a report asks")
    if judgement.aside:
        return dict.fromkeys(_SIGN_OF, "no outcome, its words are of something else")
    words = _verdict(judgement)
    if words not in _SIGN_OF and _hearsay(entry.title):
        return dict.fromkeys(_SIGN_OF, "no outcome on hearsay")
    if words in _SIGN_OF:
        return {outcome: "the words tell the other outcome" for outcome in _SIGN_OF if outcome != words}
    return {_RULED_OUT: "nothing is ruled out where something should end"} if item.polarity is Polarity.ENDS else {}


def _not_so(judgement: Judgement) -> bool:
    return any(NOT_SO.rule in why for why in judgement.why)


def _without_outcomes(chances: Chances) -> Chances:
    """The same chances where an outcome says nothing."""
    none = chances.none + chances.happened + chances.ruled_out
    return Chances(none=none, up=chances.up, down=chances.down, happened=0.0, ruled_out=0.0)


def asks(passage: str) -> bool:
    """Whether a passage asks whether something is so: "Quiz: did they sign?", "Deal at last?", and not "They signed. What now?"."""
    tokens = words_of(passage).tokens
    opens = (at for at, t in enumerate(tokens) if t.word in _ASKING and (at == 0 or tokens[at - 1].is_mark))
    if any(t.word == "?" for at in opens for t in tokens[at:]):
        return True
    asked = (part for part in _PARTS.split(passage.rstrip(" \"'”’)")) if part.endswith("?"))
    return any(words_of(part).tokens[0].word not in _OPEN for part in asked)


def _hearsay(title: str) -> bool:
    """Whether a headline only passes on what somebody claims, or sources without a name: "Kessel out, sources say"."""
    words = words_of(title)
    cues = lexicon().find(words)
    events = [c for c in cues if c.tells and "claim" not in c.kinds]
    claims = (c for c in cues if "claim" in c.kinds and not any(c.within(e) for e in events))
    if any(claims):
        return True
    told = any("report" in c.kinds for c in cues) or any(t.word in _UNNAMED for t in words.tokens[-1:]) or ":" in title
    return told and not _UNNAMED.isdisjoint(t.word for t in words.tokens)


def _verdict(judgement: Judgement) -> _Verdict:
    """The phases a lexicon tells apart, as the five things the reader knows."""
    if judgement.phase.final:
        return _HAPPENED if judgement.phase is Phase.HAPPENED else _RULED_OUT
    return {None: _NONE, Direction.TOWARD: _UP, Direction.AWAY: _DOWN}[judgement.direction]


def _weighed(words: _Verdict, chances: Chances, *, barred: Container[_Verdict]) -> _Verdict:
    """What both together say. An outcome that is barred, or has too few chances, counts as its sign.

    So does one that only the words see: no model makes nothing of it by itself.
    """
    for outcome, chance in ((_HAPPENED, chances.happened), (_RULED_OUT, chances.ruled_out)):
        if words == outcome and chance >= AGREED:
            return outcome
        if words not in _SIGN_OF and outcome not in barred and chance >= OUTCOME[outcome]:
            return outcome
    votes = {_NONE: chances.none, _UP: _for_sign(_UP, chances), _DOWN: _for_sign(_DOWN, chances)}
    votes = {verdict: vote for verdict, vote in votes.items() if verdict not in barred}
    votes[_SIGN_OF.get(words, words)] += WORDS
    verdict = max(votes, key=votes.__getitem__)
    return _SIGN_OF[words] if words in _SIGN_OF and verdict == _NONE else verdict


def _for_sign(sign: _Verdict, chances: Chances) -> float:
    """The chances of a sign, its outcome's with them."""
    return chances.up + chances.happened if sign == _UP else chances.down + chances.ruled_out


def shown(chance: float) -> str:
    """Two digits, cut and not rounded: what misses 0.95 never reads so."""
    return f"{floor(chance * 100 + _ROUNDING) / 100:.2f}"


def _told(words: _Verdict, chances: Chances, verdict: _Verdict, barred: Mapping[_Verdict, str], *, alone: bool) -> str:
    """As in "read whole: happened 0.71, likelier 0.25; counts as a sign of it (an outcome takes 0.75)"."""
    named = {
        _NONE: ("says nothing of it", chances.none),
        _UP: ("likelier", chances.up),
        _DOWN: ("less likely", chances.down),
        _HAPPENED: ("happened", chances.happened),
        _RULED_OUT: ("ruled out", chances.ruled_out),
    }
    first, second = sorted(named, key=lambda v: named[v][1], reverse=True)[:2]
    said = ", ".join(f"{named[v][0]} {shown(named[v][1])}" for v in (first, second))
    agreed = ", as by the words" if verdict == words != _NONE else ""
    otherwise = "" if verdict == first else f" ({_why_otherwise(words, first, verdict, barred, alone=alone)})"
    weak = ", a weak hint" if verdict in _SIGN_OF and words != verdict and not _sure(words, verdict, chances) else ""
    return f"{READ_WHOLE}: {said}; {_COUNTS[verdict]}{agreed}{weak}{otherwise}"


def _why_otherwise(
    words: _Verdict, first: _Verdict, verdict: _Verdict, barred: Mapping[_Verdict, str], *, alone: bool
) -> str:
    """Why the verdict is not what has most chances."""
    if (first in barred and _SIGN_OF.get(first) in barred) or first in {_UP, _DOWN} & barred.keys():
        return barred[first]
    if first in _SIGN_OF and verdict == _SIGN_OF[first]:
        return barred.get(first) or f"an outcome takes {AGREED if words == first else OUTCOME[first]:.2f}"
    if alone:
        return f"a sign takes {SIGN:.2f} where the item's own words are missing"
    if words in _SIGN_OF and verdict in {words, _SIGN_OF[words]}:
        return f"the words see an outcome, which takes {AGREED:.2f} to stand and is never nothing"
    return f"the words have a vote of {WORDS}"


def _sure(words: _Verdict, verdict: _Verdict, chances: Chances) -> bool:
    """Whether an outcome that the reader sees is a strong sign: the words see a sign of it, and its chances are high."""
    return max(chances.happened, chances.ruled_out) >= SURE and words == _SIGN_OF.get(verdict)
