"""Whose word a report is: "Auria denies that the pact is signed" in six outlets is Auria's word, once.

Only where somebody the story names speaks in front of what decided or behind it, and nobody else speaks beside it. "Pact
signed, officials say" is the newsroom's own report, and so is whatever is not clear.
"""

import re
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from itertools import takewhile

from bot.domain.evidence import Evidence
from bot.domain.story import Story
from bot.domain.voices import side_of
from watchers.fold.credits import is_newsroom
from watchers.words.names import known_names, leaders, usual_names

_TOKEN = re.compile(r"[^\W_][\w.&'’-]*|\S")
_POSSESSIVE = re.compile(r"(?:['’]s?)$")
_MARKS = frozenset(",;:–—-|.!?…")
_QUOTES = frozenset("\"'“”‘’«»")
_TAILS = frozenset(",:–—-|")
_LONGEST = 6
"""Words a name has at most."""
_AHEAD = 4
"""Words after a verb in which its object is looked for."""


@dataclass(frozen=True, kw_only=True)
class Word:
    """Whose word it is, by the name the story has for the speaker, and the words that say so."""

    speaker: str
    words: str


@dataclass(frozen=True, kw_only=True)
class _Token:
    raw: str
    start: int
    end: int

    @property
    def word(self) -> str:
        return self.raw.casefold().strip(".'’")


@dataclass(frozen=True, kw_only=True)
class _Saying:
    """Somebody says something: tokens [first, verb) are who, `verb` is the verb's place, `denies` whether it is a denial."""

    speaker: str
    first: int
    verb: int
    denies: bool


def word_in(evidence: Evidence, story: Story) -> Word | None:
    """The speaker whose word the report is; None where it is the newsroom's own, or nobody can tell."""
    if side_of(evidence) in {"", "both"}:
        return None
    text = evidence.passage
    tokens = [_Token(raw=f[0], start=f.start(), end=f.end()) for f in _TOKEN.finditer(text)]
    decided = [m.start for m in evidence.marks if story.owner_of(text[m.start : m.end]) is None]
    verbs = [at for at in range(len(tokens)) if _verb(tokens, at)]
    if not decided:
        return None
    saying = _leading(tokens, verbs[0], story) if len(verbs) == 1 else None
    if saying and _governs(tokens, saying, decided):
        return Word(speaker=saying.speaker, words=text[tokens[saying.first].start : tokens[saying.verb].end])
    if who := _before_a_mark(tokens, min(decided), story):
        return Word(speaker=who[0], words=text[tokens[0].start : tokens[who[1]].end])
    return _trailing(text, tokens, max(decided), story)


def _verb(tokens: Sequence[_Token], at: int) -> str:
    """Whether somebody denies or says something with this word: "denies", "says", or "" for neither."""
    word, after = tokens[at].word, [t.word for t in tokens[at + 1 : at + 1 + _AHEAD]]
    if word in _list("denies"):
        return "" if _list("refused") & {*after} else "denies"
    if word in _list("dismisses"):
        return "denies" if _list("said") & {*after} else ""
    if word in _list("accuses"):
        return "" if _list("accused_of") & {*after[:1]} else "says"
    if word in _list("announces"):  # who announces a pact makes it, who "announces it is signed" says so
        return "says" if _list("whole_clause") & {*after[:1]} else ""
    return "says" if word in _list("says") and not _no_verb(tokens, at) else ""


def _no_verb(tokens: Sequence[_Token], at: int) -> bool:
    """Whether a word of saying is none here: "denies the claims", "said to be close"."""
    before = {t.word for t in tokens[max(at - _AHEAD, 0) : at]}
    denied = tokens[at].word in _list("nouns") and before & (_list("denies") | _list("dismisses"))
    passive = tokens[at].word == "said" and not {t.word for t in tokens[at + 1 : at + 2]} & _list("after_said")
    quoted = passive and any(t.raw in _QUOTES for t in tokens[at + 1 : at + 3])
    return bool(denied) or (passive and not quoted) or (at > 0 and tokens[at - 1].word in _list("articles"))


def _leading(tokens: Sequence[_Token], verb: int, story: Story) -> _Saying | None:
    """Who says it, where all that stands between the beginning of the clause and the verb is who."""
    last = verb
    while last > 0 and tokens[last - 1].word in _list("between"):
        last -= 1
    first = last
    while first > 0 and not _breaks(tokens[first - 1]):
        first -= 1
    if _joint(tokens, first):
        return None
    who = _speaker(tokens[first:last], story)
    return _Saying(speaker=who, first=first, verb=verb, denies=_verb(tokens, verb) == "denies") if who else None


def _before_a_mark(tokens: Sequence[_Token], decided: int, story: Story) -> tuple[str, int] | None:
    """Who says all that follows, and where that ends: "Aurian minister: no pact", "According to Auria, no pact".

    A bare name before a colon may be no more than a topic, as "Auria trade" is, so there a person must stand, or somebody
    speak for it. Of several who are cited none is the one who says so.
    """
    cites = [t.word for t in tokens[:2]] == ["according", "to"]
    marks = {","} if cites else {":"}
    end = next((n for n, t in enumerate(tokens) if t.raw in marks), None)
    if end is None or tokens[end].start > decided:
        return None
    named = tokens[2:end] if cites else tokens[:end]
    others = list(takewhile(lambda t: t.raw not in marks, tokens[end + 1 :]))
    if cites and end + 1 + len(others) < len(tokens) and all(t.raw[:1].isupper() or _breaks(t) for t in others):
        return None
    spoken = cites or any(t.word in _list("offices") - _list("topics") for t in named) or _person(named, story)
    who = _speaker(named, story) if named and spoken else ""
    return (who, end - 1) if who else None


def _person(tokens: Sequence[_Token], story: Story) -> bool:
    """Whether these words are a person's name and nothing else: "Dolan: pact is signed"."""
    name = " ".join(t.raw for t in tokens)
    actor = story.owner_of(name)
    return actor is not None and (actor.is_person or name.casefold() in leaders())


def _breaks(token: _Token) -> bool:
    return token.raw in _MARKS or token.word in _list("breaks") | _list("joint")


def _joint(tokens: Sequence[_Token], first: int) -> bool:
    """Whether somebody else is named as speaking too: "Auria and Belmont deny", "Auria, Belmont deny"."""
    if first == 0 or tokens[first - 1].raw != ",":
        return first > 0 and tokens[first - 1].word in _list("joint")
    before = [t for t in tokens[: first - 1] if t.raw not in _MARKS]
    return all(t.raw[:1].isupper() for t in before)


def _speaker(tokens: Sequence[_Token], story: Story) -> str:
    """The origin of whom these words name, whoever speaks for them; "" where they name nobody, or more than that.

    As in "Auria", "the Aurian foreign ministry", "President Osmo Vale", "a spokesman for Auria".
    """
    rest = [*tokens]
    while rest and rest[0].word in _list("articles"):
        rest = rest[1:]
    at = 0
    while at < len(rest) and rest[at].word in _list("offices") | _list("of") and not _named(rest, at, story)[0]:
        at += 1
    who, end = _named(rest, at, story)
    office = end
    while office < len(rest) and rest[office].word in _list("offices"):
        office += 1
    holds_it = office > end and all(t.raw[:1].isupper() for t in rest[office:])
    return who if who and (holds_it or end == len(rest)) else ""


def _named(tokens: Sequence[_Token], at: int, story: Story) -> tuple[str, int]:
    """The origin of whom the words from here name, by the longest name, and where that ends.

    An actor goes before a source: the word of "Auria's ministry" and that of a source "Auria Ministry" are one.
    """
    for known in (actor_called, _source):
        for end in range(min(len(tokens), at + _LONGEST), at, -1):
            raw = " ".join(t.raw for t in tokens[at:end])
            for name in dict.fromkeys((raw, _POSSESSIVE.sub("", raw))):
                who = known(name.casefold(), story) if name[:1].isupper() or " " in name else ""
                if who and not is_newsroom(who, story):
                    return story.source(who).origin, end
    return "", at


def actor_called(name: str, story: Story) -> str:
    """The actor who goes by this name, or is the country it stands for; "" for none."""
    found = story.owner_of(name) or next(filter(None, map(story.owner_of, countries_called().get(name, ()))), None)
    return found.name if found else ""


def _source(name: str, story: Story) -> str:
    return next((s.name for s in story.sources if s.name.casefold() == name), "")


def _governs(tokens: Sequence[_Token], saying: _Saying, decided: Sequence[int]) -> bool:
    """Whether all that decided is what is said: behind the verb, and before anything beside it.

    A topic before a colon says nothing: "Pact: Auria denies signing".
    """
    topic = saying.denies and all(m < tokens[saying.first].start for m in decided)
    colon = next((t.start for t in reversed(tokens[: saying.first]) if t.raw == ":"), -1)
    beside = (t.start for t in tokens[saying.verb + 1 :] if t.word in _list("breaks") or t.raw in {";", "–", "—"})
    end = next(beside, tokens[-1].end)
    begin = tokens[saying.verb].start
    return all(at < colon or begin <= at < end for at in decided) and (topic or any(at >= begin for at in decided))


def _trailing(text: str, tokens: Sequence[_Token], decided: int, story: Story) -> Word | None:
    """Who says what ends in it: "No pact signed, Auria says", "..., says Auria", "... - Auria"."""
    plain = tokens[:-1] if tokens[-1].raw == "." else tokens
    at = next((n for n in range(len(plain) - 1, 0, -1) if plain[n].raw in _TAILS and not _inside(text, plain[n])), 0)
    tail = [t for t in plain[at + 1 :] if t.word not in _list("between") and t.raw not in _QUOTES]
    if not at or not tail or plain[at].start < decided or any(_verb(plain, n) for n in range(at)):
        return None
    says = [n for n in (0, len(tail) - 1) if tail[n].word in _list("says") | _list("announces")]
    says = [0, 1] if [t.word for t in tail[:2]] == ["according", "to"] else says
    if plain[at].raw == "," and not says:
        return None
    who = _speaker([t for n, t in enumerate(tail) if n not in says], story)
    return Word(speaker=who, words=text[tail[0].start : tail[-1].end]) if who else None


def _inside(text: str, token: _Token) -> bool:
    """Whether a hyphen joins two words."""
    return token.raw == "-" and (text[token.start - 1 : token.start] != " " or text[token.end : token.end + 1] != " ")


@cache
def countries_called() -> Mapping[str, tuple[str, ...]]:
    """The countries each of their usual names stands for, in small letters: "Iranian", "Tehran"."""
    found: dict[str, tuple[str, ...]] = {}
    for country in known_names():
        for name in usual_names(country):
            found[name.casefold()] = (*found.get(name.casefold(), ()), country)
    return found


@cache
def _list(name: str) -> frozenset[str]:
    text = (files("watchers") / "lexicon" / "speakers.toml").read_text(encoding="utf-8")
    return frozenset(tomllib.loads(text)[name])
