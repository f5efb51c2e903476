"""The English lexicon of event phases, `lexicon/en.toml`: kinds of event, and what people say of them."""

import re
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from watchers.words.capitals import names_in
from watchers.words.cues import Cues
from watchers.words.finder import Place, Words
from watchers.words.grammar import forms, stems
from watchers.words.stems import irregular, stem

_NOUNS = forms("no_verbs")
_MODALS = forms("modals") - {"may", "might", "to"}
_ADJECTIVES = forms("adjectives")
_FREE = forms("free_things")
_DENIES = stems("denying")
_BARE_VERBS = forms("plain_verbs")
_PLAIN_VERBS = frozenset(map(stem, _BARE_VERBS))
_AFTER_PARTICIPLES = forms("after_participles")
_ARTICLES = forms("determiners")


@dataclass(frozen=True, kw_only=True)
class Event:
    """A kind of event, its main verb (the first of the list) and the nouns it goes by.

    Its verbs and deeds are found as `event:NAME` and `deed:NAME`; what speaks against it, rules it out or announces it
    as `against:`, `off:` and `sign:NAME`. `steps` are those of its verbs that bring it nearer and are it only where asked
    for by name: who is impeached is not yet removed.
    """

    name: str
    main: str
    nouns: frozenset[str]
    verbs: frozenset[str]
    weak: frozenset[str]
    steps: frozenset[str]
    by_agreement: bool
    between: bool
    personal: bool
    lasts: bool
    stands: bool
    rivals: bool
    arranged: bool
    an_end: bool


def begins_with_verb(phrase: Sequence[str], *, bare: bool = False) -> bool:
    """Whether a phrase begins with a form of a verb that is no noun as well: "enters palace", "pulled from", "ties the knot".

    One word alone does not: it may be a name or a plural. `bare` takes plain forms too: "to enter palace".
    """
    first, following = phrase[0], phrase[1] if len(phrase) > 1 else ""
    if bare and following and first in _BARE_VERBS:
        return True
    if first.endswith("s"):
        return bool(following) and (following in _ARTICLES or first in _acting())
    return following in _AFTER_PARTICIPLES and stem(first) in _PLAIN_VERBS and first not in _BARE_VERBS


@cache
def _acting() -> frozenset[str]:
    """The forms in -s of the verbs that are no nouns as well."""
    ends = ((v, "es" if v.endswith(("ch", "o", "sh", "ss", "x", "z")) else "s") for v in _BARE_VERBS)
    return frozenset(f"{v[:-1]}ies" if re.search(r"[^aeiou]y$", v) else v + end for v, end in ends)


class Phrasebook(Cues):
    """The lexicon of event phases."""

    def __init__(self, table: Mapping[str, Any]) -> None:
        super().__init__({**table["cues"], **table["governors"]})
        self.events = tuple(self._event(row) for row in table["events"])
        self._kin = tuple((frozenset(stem(w.casefold()) for w in k["of"]), tuple(k["words"])) for k in table["kin"])
        self._arrangements = frozenset(n for e in self.events if e.arranged for n in e.nouns) | stems("arrangements")
        self._same = tuple(frozenset(names) for names in table["same"]["names"])
        self._nouns = frozenset(n for e in self.events for n in e.nouns)
        self._verbs = frozenset(v for e in self.events for v in e.verbs)
        self._deeds = frozenset(stem(w) for row in table["events"] for w in row.get("deeds", ()) if " " not in w)
        self._stop = frozenset(table["stop"]["words"].split())

    def _named(self, words: Words) -> frozenset[int]:
        """Ms Block blocks nothing, and a Ms May is no "may"; who "Denies" does, in a headline with capitals of its own."""
        return frozenset(n for n in names_in(words) if not self._acts(words, n))

    def _acts(self, words: Words, at: int) -> bool:
        """Whether it can only be a verb: "Denies" is nobody's name, nor is "Could", or "Will" before a small letter."""
        word = words.tokens[at].word
        if word in _MODALS:
            following = next(iter(words.tokens[at + 1 : at + 2]), None)
            return following is None or not following.raw[:1].isupper()
        return word.endswith("s") and words.stems[at] in _DENIES

    def _event(self, row: Mapping[str, Any]) -> Event:
        for verb in row["verbs"]:
            self._add(verb, f"event:{row['name']}")
        for key, kind in (("deeds", "deed"), ("against", "against"), ("off", "off"), ("signs", "sign")):
            for phrase in row.get(key, ()):
                bare = kind == "deed" and " " not in phrase  # a deed is a noun: "signing", never "signed"
                self._add(f"={phrase}" if bare else phrase, f"{kind}:{row['name']}")
        return Event(
            name=row["name"],
            main=stem(row["verbs"][0]),
            nouns=frozenset(stem(w.casefold()) for w in row["nouns"]),
            verbs=frozenset(stem(w.lstrip("=")) for w in row["verbs"] if " " not in w),
            weak=frozenset(stem(w) for w in row.get("weak", ())),
            steps=frozenset(stem(w) for w in row.get("steps", ())),
            by_agreement=bool(row.get("by_agreement")),
            between=bool(row.get("between")),
            personal=bool(row.get("personal")),
            lasts=bool(row.get("lasts")),
            stands=bool(row.get("stands")),
            rivals=bool(row.get("rivals")),
            arranged=bool(row.get("arranged")),
            an_end=bool(row.get("an_end")),
        )

    def is_arrangement(self, stem: str) -> bool:
        """Whether it names what people arrange and may call off, as a deal, talks or a launch."""
        return stem in self._arrangements

    def is_thing(self, stem: str) -> bool:
        """Whether some kind of event goes by this noun: "bid", "deal"."""
        return stem in self._nouns

    def is_deed(self, stem: str) -> bool:
        """Whether it is a verb of some event or the noun of one: "cut", "swap", "landing"."""
        return stem in self._verbs or stem in self._deeds

    def knows(self, stem: str) -> bool:
        """Whether a phrase of the lexicon begins with it, so that a capital at the start of a headline names nobody."""
        return stem in self._phrases

    def is_verbal(self, words: Words, place: Place) -> bool:
        """Whether what stands there tells of a deed: "sworn in", "takes office"; not "prime minister"."""
        tokens = list(zip(words.tokens[place[0] : place[1]], words.stems[place[0] : place[1]], strict=True))
        stems = [s for t, s in tokens if t.word not in _NOUNS]
        if place[1] - place[0] == 1 and stems:
            return stems[0] in self._verbs and stems[0] not in self._nouns
        if begins_with_verb([t.word for t, _ in tokens]):
            return True
        first = tokens[0][1] in self._verbs and tokens[0][1] not in self._nouns and tokens[0][0].word not in _NOUNS
        first = first and not (tokens[0][0].word in _ADJECTIVES and tokens[1][0].word in _FREE)  # a "free trade deal"
        verbs = first or any(self._verb_form(t.word, s) for t, s in tokens if t.word not in _NOUNS)
        return verbs and not self._compound(stems, tokens[0][0].word)

    def tells(self, term: tuple[str, ...]) -> bool:
        """Whether an anchor of these words says what happens to a thing rather than name it: "truce ends", "files suit"."""
        if len(term) == 1:
            return False
        if begins_with_verb(term):
            return True
        stems = [stem(w) for w in term]
        if self._compound(stems, term[0]):
            return False
        led = stems[0] in self._verbs and (term[0] != stems[0] or stems[0] not in self._nouns)
        return led or any(self._verb_form(w, s) for w, s in zip(term, stems, strict=True))

    def _verb_form(self, word: str, stem: str) -> bool:
        """Whether a word inside a phrase can only be a verb: "truce ends", "holds talks", and not the "cruise ship"."""
        formed = word.endswith(("s", "ed", "ing")) or word in irregular()
        return stem in self._verbs and formed and (stem not in self._nouns or word.endswith("ed"))

    def _compound(self, stems: list[str], first: str) -> bool:
        """Whether two words name a thing after its deed: "rescue plan", "release deal"; "agree deal" tells of one."""
        named = len(stems) == 2 and self.is_thing(stems[1])  # noqa: PLR2004
        return named and stems[0] in self._deeds | self._nouns and not first.endswith(("s", "ed"))

    @property
    def names(self) -> frozenset[str]:
        """All names of things that have others, in small letters."""
        return frozenset(n.casefold() for names_of in self._same for n in names_of)

    def other_names(self, names: frozenset[str]) -> tuple[str, ...]:
        """What else the things of these names (small letters) are called."""
        same = (names_of for names_of in self._same if names & {n.casefold() for n in names_of})
        return tuple(n for names_of in same for n in sorted(names_of) if n.casefold() not in names)

    def kin_of(self, anchors: frozenset[str]) -> tuple[str, ...]:
        """Words that talk about what these anchors (stems) name, such as "talks" for "deal"."""
        return tuple(dict.fromkeys(w for of, words in self._kin if of & anchors for w in words))

    def content(self, words: Words) -> frozenset[str]:
        """The stems that carry content: no stop words, no single letters."""
        return frozenset(
            s
            for s, t in zip(words.stems, words.tokens, strict=True)
            if not t.is_mark and t.word not in self._stop and len(t.word) > 1 and t.word != "'s"
        )


@cache
def lexicon() -> Phrasebook:
    """The English lexicon, read once; the other languages have `languages.table`."""
    text = (files("watchers") / "lexicon" / "en.toml").read_text(encoding="utf-8")
    return Phrasebook(tomllib.loads(text))
