"""What is only looked back on ("marks ten years since the coup", "signed a pact in 2015"), or is not so at all.

A question that is open was not answered years ago, and the last sentence of a summary often tells how it all began.
"""

import re
from dataclasses import replace
from datetime import datetime, timedelta
from functools import lru_cache
from itertools import pairwise

from bot.domain.entry import Entry
from watchers.judge.clauses import clauses_of
from watchers.judge.phasing import NOT_SO, NOTHING, PhaseReading
from watchers.judge.scene import GOVERNS, NEAR, Scene
from watchers.words.finder import Place, Words, words_of
from watchers.words.grammar import forms, stems
from watchers.words.passages import sentences
from watchers.words.phrasebook import lexicon
from watchers.words.stems import irregular

_LOOKS_BACK = "anniversary"
_WHEN = stems("when")
_YEAR = re.compile(r"(?:19|20)[0-9]{2}")
_LONG = forms("long_spans")
_NOT_SO = forms("not_so")
_LABEL = 4
"""Words within which a label at the beginning ends."""
_NOT_REAL = forms("not_real")
_UNREAL_THINGS = forms("unreal_things")
_OF_A_NOUN = forms("of_a_noun")
"""Between a verb and a year these make it the year of something else: "convicted over killings in 2015"."""
_FRESH = timedelta(days=60)
"""How long after New Year's Eve a year may still be news: "signed in 2015", told in January."""


def of_no_news(scene: Scene) -> PhaseReading | None:
    """What a passage says that only looks back, or tells of what is not so; None where it may report something."""
    if _recalled(scene):
        return NOTHING
    return NOT_SO if _not_so(scene) else None


def _recalled(scene: Scene) -> bool:
    """Whether what names the event follows, in one breath, what says how long ago it was, and does not stand before it too."""
    tokens = scene.words.tokens
    return any(
        0 <= a[0] - c.last <= NEAR
        and not any(t.word == "," for t in tokens[c.last : a[0]])
        and not any(b[1] <= c.first for b in scene.anchors)
        for c in scene.of(_LOOKS_BACK)
        for a in scene.anchors
    )


def _not_so(scene: Scene) -> bool:
    """Whether it is told of and is not so, or is no news: "Hoax: ...", "Timeline: ...", "fake video shows ...", "elected in mock vote"."""
    words = [t.word for t in scene.words.tokens]
    label = words[: words.index(":")] if ":" in words[:_LABEL] else []
    if scene.words.quoted(0):  # "'Fake news': Auria denies it" is somebody's word
        label = []
    dated = len(label) == 1 and _YEAR.fullmatch(label[0])  # "1978: Auria signs pact"
    thing = (
        len(label) > 1 and label[-2] in _NOT_SO | _NOT_REAL and label[-1] in _UNREAL_THINGS
    )  # a "fake degree:" is one
    if dated or thing or not _NOT_SO.isdisjoint(label[-1:]):
        return True
    first = min((c.first for c in scene.cues if c.tells), default=len(words))
    pairs = (n for n, (word, thing) in enumerate(pairwise(words)) if word in _NOT_REAL and thing in _UNREAL_THINGS)
    led = (
        n for n in pairs if (n < first and {":", ","}.isdisjoint(words[n:first])) or "in" in words[max(0, n - 2) : n]
    )
    return any(True for _ in led)  # who "quits over fake video" has quit


def looks_back(title: str, published: datetime | None) -> bool:
    """Whether a headline tells of something long ago, or opens with one ("A year after the vote, ...")."""
    opens = any(_LOOKS_BACK in c.kinds and c.first < GOVERNS for c in lexicon().find(words_of(title)))
    return opens or _tells_of_long_ago(title, published)


def of_now(scene: Scene, published: datetime | None) -> tuple[Scene, str]:
    """The same passage without the cues of what was done long ago; and when that was, "" where there are none."""
    dated = [(c, when) for c in scene.cues if (when := long_ago(scene.words, ((c.first, c.last),), published))]
    when = dated[0][1] if dated else ""
    return scene.without(tuple((c.first, c.last) for c, _ in dated)), when


def long_ago(words: Words, places: tuple[Place, ...], published: datetime | None) -> str:
    """When one of these was done, where the passage dates it to a year that was over long before the entry was published.

    "" for none, also where the entry has no date. Only what is in the past tense is dated, by what leads its clause ("In
    2015 Norland signed") or follows it ("Norland signed a pact with Auria in 2015").
    """
    dates = _dates(words, published)
    clauses = clauses_of(words, ()) if dates else ()
    for first, last in dates:
        for place in places:
            if clauses[place[0]] == clauses[first] and _past(words, place) and _dated(words, place, first, last):
                return " ".join(t.raw for t in words.tokens[first:last])
    return ""


def told_now(entry: Entry) -> Entry:
    """The same entry without the sentences of its summary that tell of something long ago."""
    kept = (s for s in sentences(entry.summary) if not _tells_of_long_ago(s, entry.published))
    return replace(entry, summary=" ".join(kept))


def _tells_of_long_ago(sentence: str, published: datetime | None) -> bool:
    words = words_of(sentence)
    return bool(long_ago(words, tuple((n, n + 1) for n in range(len(words.tokens))), published))


def _dates(words: Words, published: datetime | None) -> tuple[Place, ...]:
    """Where "in 2015", "in May 2015", "two years ago" and "last year" stand, if they are long over."""
    if published is None:
        return ()
    over = (published - _FRESH).year
    return _long_over(words, over, last_year=over == published.year)


@lru_cache(maxsize=2048)
def _long_over(words: Words, year: int, *, last_year: bool) -> tuple[Place, ...]:
    """The same, where years before this one are over; looked for once however many stories ask."""
    told, found = [t.word for t in words.tokens], []
    for at, word in enumerate(told):
        lead = at - (2 if at > 1 and words.stems[at - 1] in _WHEN else 1)
        if (
            told[max(lead, 0)] == "in"
            and _YEAR.fullmatch(word)
            and int(word) < year
            and not _of_a_noun(words, lead, at)
        ):
            found.append((lead, at + 1))
        elif word == "ago" and at > 1 and told[at - 1] in _LONG:
            found.append((at - 2, at + 1))
        elif word == "year" and last_year and told[max(at - 1, 0)] == "last":
            found.append((at - 1, at + 1))
    return tuple(found)


def _of_a_noun(words: Words, lead: int, at: int) -> bool:
    """Whether a year says which thing is meant, and not when: "in 2015 attack"."""
    return lead > 0 and bool(set(words.stems[at + 1 : at + 2]) & lexicon().content(words))


def _past(words: Words, place: Place) -> bool:
    tokens = words.tokens[slice(*place)]
    return any(t.raw.islower() and (t.word.endswith("ed") or t.word in irregular()) for t in tokens)


def _dated(words: Words, place: Place, first: int, last: int) -> bool:
    """Whether this date is the verb's: it leads ("in 2015 signed", "convicted in 2015 and jailed"), or follows.

    It follows with no other verb between, nor what makes it another thing's date: "convicted over killings in 2015".
    """
    if last <= place[0]:
        leads = first == 0 or words.tokens[first - 1].is_mark
        return leads or words.tokens[place[0] - 1].word == "and"
    between = range(place[1], first)
    return place[1] <= first and not any(
        _past(words, (n, n + 1)) or words.tokens[n].word in _OF_A_NOUN for n in between
    )
