"""A passage laid out for judging: its cues by class, its clauses, and where the words that name the event stand."""

from dataclasses import dataclass, replace
from functools import cached_property, lru_cache

from watchers.judge.clauses import Clause, clauses_of
from watchers.words.cues import Cue
from watchers.words.finder import Place, Words, within
from watchers.words.grammar import forms, stems
from watchers.words.phrasebook import lexicon
from watchers.words.stems import stem

_DENYING = frozenset({"deny", "cancel", "against", "off"})
NEAR = 7
"""Words between an event's verb and its noun at most, within one clause."""
REACH = 12
"""Words between a sign (hope, doubt) and the noun at most; another clause counts as three words more."""
GOVERNS = 4
"""How many words before a verb what governs it may stand."""

_STOPS = frozenset(".?!:;\u2014\u2013|-")
_ASKS = forms("asks")
_CLAIMED = forms("claimed")
UNSURE = frozenset({"negation", "future", "condition", "claim", "demand"})
"""Kinds of cue under whose reach nothing is told as done."""
_TOPIC = 6
_DONE = forms("why_done")
_TELLING = forms("telling")
_ASIDE = forms("aside")
_LOOKS_ON = tuple(forms("looking_on"))
_CUSTODY = forms("custody")
_COURTS = forms("courts_of_appeal")
_HYPOTHETICAL = forms("hypothetical")
_ALMOST = forms("almost")
_SO_MANY = forms("so_many")
_SPANS = stems("spans")


@dataclass(frozen=True, kw_only=True)
class Scene:
    """What a rule may ask of a passage. `anchors` may be empty: then everything is near. `actors` are the item's.

    `tellings` are the stems of anchors that say what happens to the thing, `asked` the names of the actor that the question
    begins with, `named` all the story's names.
    """

    words: Words
    anchors: tuple[Place, ...]
    cues: tuple[Cue, ...]
    clauses: tuple[Clause, ...]
    actors: tuple[Place, ...] = ()
    tellings: frozenset[tuple[str, ...]] = frozenset()
    asked: tuple[Place, ...] = ()
    named: tuple[Place, ...] = ()

    @cached_property
    def _by_kind(self) -> dict[str, list[Cue]]:
        table: dict[str, list[Cue]] = {}
        for cue in self.cues:
            for kind in cue.kinds:
                table.setdefault(kind, []).append(cue)
        return table

    @cached_property
    def asking(self) -> bool:
        """Whether there is a question in it; a quoted or trailing one counts too, because headlines hedge that way."""
        return any(t.word == "?" for t in self.words.tokens)

    @cached_property
    def explaining(self) -> bool:
        """Whether it is a headline that explains ("What we know about ...") and so reports nothing."""
        return any(c.first == 0 for c in self.of("explainer")) or bool(self.of("explained"))

    def asks(self, cue: Cue) -> bool:
        """Whether the cue stands in a question: "Will it sign?"; "It has signed. What now?" reports, "Why did it sign?" too."""
        here = self._parts[cue.first]
        return here in self._asked and not self._grants(here) and not self._went_before(cue)

    def explains(self, cue: Cue) -> bool:
        """Whether what the cue stands in explains: "How it was signed"; "It was signed: what we know" reports."""
        here = self._parts[cue.first]
        if self._grants(here) or self._went_before(cue):
            return False
        opens = (c for c in self.of("explainer") if c.first == self._parts.index(self._parts[c.first]))
        spoken = any(c.first == 0 for c in self.of("opinion"))
        return spoken or any(self._parts[c.first] == here for c in (*opens, *self.of("explained")))

    def _went_before(self, cue: Cue) -> bool:
        """Whether it went before what a headline looks on to: "What to expect after Auria leaves", not "... should it leave"."""
        words = [t.word for t in self.words.tokens]
        looks = (
            " ".join(words[:3]).startswith(_LOOKS_ON)
            and not _HYPOTHETICAL & set(words)
            and not any(map(str.isdigit, words))
        )
        return looks and self.clauses[cue.first].opener == "after" and self._led(cue)

    def _grants(self, part: int) -> bool:
        """Whether a sentence asks why a thing was done, and so takes for granted that it was."""
        first, second = (*(t.word for t, n in zip(self.words.tokens, self._parts, strict=True) if n == part), "", "")[
            :2
        ]
        return first == "why" and second in _DONE

    @cached_property
    def _parts(self) -> tuple[int, ...]:
        """For each token the number of its sentence; a colon, a semicolon and a dash end one, a comma before a "what".

        Of "Dolan, who led Auria, resigns" none, where nobody asks.
        """
        words = [t.word for t in self.words.tokens]
        told = {a[1] for a in self.asked or self.actors} if "?" not in words else set()
        ends = [
            w in _STOPS or (w == "," and after in _ASKS and not (after == "who" and at in told))
            for at, (w, after) in enumerate(zip(words, [*words[1:], ""], strict=True))
        ]
        return tuple(sum(ends[:n]) for n in range(len(ends)))

    @cached_property
    def _asked(self) -> frozenset[int]:
        return frozenset(n for n, t in zip(self._parts, self.words.tokens, strict=True) if t.word == "?")

    def of(self, *kinds: str) -> list[Cue]:
        """The cues of these classes."""
        return [c for kind in kinds for c in self._by_kind.get(kind, ())]

    def longest(self, kind: str, *others: str) -> list[Cue]:
        """The cues of a class that are no part of a longer one of it or of the others, in reading order."""
        every = self.of(kind, *others)
        longest = dict.fromkeys(c for c in self.of(kind) if not any(c.within(o) for o in every))
        return sorted(longest, key=lambda c: c.first)

    def text(self, cue: Cue) -> str:
        """The cue's words as written."""
        return " ".join(t.raw for t in self.words.tokens[cue.first : cue.last])

    def gap(self, cue: Cue) -> int:
        """Words to the nearest anchor, three more for each clause between; 0 where there is no anchor."""
        here = self.clauses[cue.first].number
        return min((_apart(cue, a) + 3 * abs(self.clauses[a[0]].number - here) for a in self.anchors), default=0)

    def near(self, cue: Cue) -> bool:
        """Whether it bears on an anchor: within NEAR words and in its clause.

        Or after a topic that holds one ("Asylum flight: court ..."), or in a clause that tells a fact of an actor
        ("Hope returns to the town as Norland leaves").
        """
        here = self.clauses[cue.first].number
        near = (a for a in self.anchors if _apart(cue, a) - self._names_between(cue, a) <= NEAR)
        if not self.anchors or any(self.clauses[a[0]].number == here for a in near):
            return True
        if any(self.clauses[a[0]].number == 0 for a in self.anchors) and self._topic:
            return True
        return cue.tells and self.clauses[cue.first].opener in _TELLING and self._led(cue)

    def _names_between(self, cue: Cue, anchor: Place) -> int:
        """How many words between are names of the item's actors."""
        first, last = min(cue.last, anchor[1]), max(cue.first, anchor[0])
        return sum(a[1] - a[0] for a in self.actors if first <= a[0] and a[1] <= last)

    def _led(self, cue: Cue) -> bool:
        """Whether an actor stands before it in its clause."""
        here = self.clauses[cue.first].number
        return any(self.clauses[a[0]].number == here and 0 <= cue.first - a[1] <= GOVERNS for a in self.actors)

    @cached_property
    def _topic(self) -> bool:
        """Whether the passage opens with a topic: a few words before a colon, none of them a verb of the lexicon."""
        at = next((n for n, t in enumerate(self.words.tokens) if t.word == ":"), 0)
        verbs = (c for c in self.cues if c.tells and not self.inside_anchor(c))
        told = (self.words.tokens[c.first].word for c in verbs if c.last <= at)
        return 0 < at <= _TOPIC and not any(word.endswith(("s", "ed")) for word in told)

    def reached(self, cue: Cue) -> bool:
        """Whether a sign bears on an anchor: within REACH, not the anchor itself, and not told as an aside ("after ...")."""
        return self.gap(cue) <= REACH and not self.inside_anchor(cue) and not self._aside(cue)

    def _aside(self, cue: Cue) -> bool:
        clause = self.clauses[cue.first]
        if not self.anchors or clause.opener not in _ASIDE:
            return False
        return all(self.clauses[a[0]].number != clause.number for a in self.anchors)

    def inside_anchor(self, cue: Cue) -> bool:
        """Whether it is (part of) the thing's name.

        What an item lists of its signs or delays ("under pressure") is none, nor is what tells of a deed ("cancel strike").
        """
        held = [a for a in self.anchors if a[0] <= cue.first and cue.last <= a[1]]
        inside = bool(held) and not any(self._verb_of(a, cue) for a in held)
        hints = cue.hints and not (cue.size == 1 and lexicon().is_thing(self.words.stems[cue.first]))
        return inside and not ((cue.adverse or hints) and (cue.first, cue.last) in self.anchors)

    def telling(self, anchor: Place) -> bool:
        """Whether an anchor says what happens to the thing, and does not name it: "truce ends"."""
        return tuple(self.words.stems[anchor[0] : anchor[1]]) in self.tellings or lexicon().is_verbal(
            self.words, anchor
        )

    def _verb_of(self, anchor: Place, cue: Cue) -> bool:
        """Whether the cue is what a longer anchor tells, and not the thing it tells of: "end" in "end strike"."""
        thing = cue.size == 1 and cue.first > anchor[0] and lexicon().is_thing(self.words.stems[cue.first])
        longer = anchor[1] - anchor[0] > cue.size and not thing
        return longer and (self.telling(anchor) or self._opens(anchor, cue))

    def _opens(self, anchor: Place, cue: Cue) -> bool:
        """Whether an anchor begins with the verb: "proposes truce", "denies allegations"."""
        return cue.first == anchor[0] and self.words.tokens[cue.first].word.endswith(("s", "ed"))

    def before_anchor(self, cue: Cue) -> bool:
        """Whether an anchor follows within a few words of the same clause: the cue describes it."""
        here = self.clauses[cue.first].number
        return any(0 <= a[0] - cue.last < GOVERNS and self.clauses[a[0]].number == here for a in self.anchors)

    def claimed(self, cue: Cue) -> bool:
        """Whether somebody only claims it: in its own clause, or after a mark at the end ("...: reports, he claims").

        What its subject hints at besides is something else.
        """
        here, last = self.clauses[cue.first], self.clauses[-1]
        return any(
            (self.clauses[c.first].number == here.number or (self.clauses[c.first] == last and not last.opener))
            and not self._besides(cue, c)
            and self.words.tokens[c.first - 1].word != "for"  # "jailed for reporting on it"
            for c in self.of("claim")
        )

    def _besides(self, cue: Cue, claim: Cue) -> bool:
        """Whether the claim is what its subject does besides, of something else: "raises rates, hints at more"."""
        return self.words.stems[claim.first] == "hint" and cue.last < claim.first

    def told(self, cue: Cue) -> str:
        """The reporting verb that leads the cue in, if one does."""
        found = self.telling_of(cue)
        return self.text(found) if found else ""

    def telling_of(self, cue: Cue) -> Cue | None:
        """The same, as it stands."""
        told = (c for c in reversed(self.of("report")) if not self.inside_anchor(c))  # a "travel warning" says nothing
        return next((c for c in told if 0 <= cue.first - c.last <= NEAR + 1), None)

    def alongside(self, cue: Cue, kind: str) -> list[Cue]:
        """The cues of that class that stand near in the same clause."""
        here = self.clauses[cue.first].number
        return [c for c in self.of(kind) if self.clauses[c.first].number == here and abs(c.first - cue.first) <= NEAR]

    @property
    def contrasts(self) -> bool:
        """Whether the passage sets one thing against another: but, despite, a semicolon."""
        return bool(self.of("contrast")) or any(t.word == ";" for t in self.words.tokens)

    def befalling(self, names: frozenset[str]) -> "Scene":
        """The same passage where words of what befalls an actor (events of these names) stand for the anchor.

        Everything is near then, and a denial that is none of those words is about something else, but for one of what
        follows: "denies he has resigned".
        """
        own = (c for c in self.cues if any(k.partition(":")[2] in names for k in c.kinds))
        other = (c for c in self.cues if not c.kinds & {"cancel", "deny"} or self._of_a_clause(c))
        return replace(self, anchors=(), cues=tuple(dict.fromkeys((*other, *own))))

    def _of_a_clause(self, cue: Cue) -> bool:
        """Whether a whole clause is denied: "denies he", "denied having"."""
        then = self.words.tokens[cue.last : cue.last + 1]
        return bool(then) and then[0].word in _CLAIMED

    def asked_for(self, named: frozenset[str]) -> "Scene":
        """The same passage where words (stems) that the question itself asks for deny nothing: "Does Dolan appeal?"."""
        named -= {s for s in named if lexicon().is_deed(s)}  # "Will the appeal be rejected?"
        cues = (_undenying(c) if c.size == 1 and self.words.stems[c.first] in named else c for c in self.cues)
        return replace(self, cues=tuple(c for c in cues if c.kinds))

    def beside(self, names: tuple[Place, ...]) -> "Scene":
        """The same passage without the cues within these names, whoever's they are."""
        return replace(self, named=names, cues=tuple(c for c in self.cues if not within((c.first, c.last), names)))

    def without(self, places: tuple[Place, ...]) -> "Scene":
        """The same passage without the cues that share a word with these places."""
        inside = {at for first, last in places for at in range(first, last)}
        return replace(self, cues=tuple(c for c in self.cues if inside.isdisjoint(range(c.first, c.last))))


@lru_cache(maxsize=2048)
def scene_of(
    words: Words,
    anchors: tuple[Place, ...],
    actors: tuple[Place, ...] = (),
    tellings: frozenset[tuple[str, ...]] = frozenset(),
    asked: tuple[Place, ...] = (),
) -> Scene:
    """The passage laid out around the words that name the event; the actors' own names are no cues."""
    cues = tuple(c for c in lexicon().find(words) if not (_no_cue(words, c) or within((c.first, c.last), actors)))
    return Scene(
        words=words,
        anchors=anchors,
        cues=cues,
        clauses=clauses_of(words, anchors),
        actors=actors,
        tellings=tellings,
        asked=asked,
    )


def _no_cue(words: Words, cue: Cue) -> bool:
    """Whether a cue is only part of a name or sentence: an "appeals court", "sentenced to 27 years after conviction"."""
    then = [t.word for t in words.tokens[cue.last : cue.last + 1]]
    if words.stems[cue.first : cue.last] == ("appeal",) and _COURTS & {*then}:  # "appeals court" appeals nothing
        return True
    glued = any(t.glued for t in words.tokens[cue.last : cue.last + 1])
    if _of_a_length(words, cue) or (
        words.tokens[cue.last - 1].word == "no" and glued
    ):  # a "no-fly zone" denies nothing
        return True
    out = [t.word for t in words.tokens[cue.last : cue.last + 3]]
    if "cancel" in cue.kinds and out[:1] == ["of"] and _CUSTODY & {*out}:  # who "walks out of prison" is free
        return True
    led = [t.word for t in words.tokens[max(0, cue.first - 2) : cue.first]]
    return "anniversary" in cue.kinds and len(led) > 1 and led[0] in {"for", "to"} and led[1][:1].isdigit()


def _of_a_length(words: Words, cue: Cue) -> bool:
    """Whether it only says how long: "nearly a decade", "almost 40 years"."""
    then = [t.word for t in words.tokens[cue.last : cue.last + 2]]
    counts = bool(then) and (then[0][:1].isdigit() or then[0] in _SO_MANY | {"a", "an"})
    return counts and words.tokens[cue.last - 1].word in _ALMOST and stem(then[-1]) in _SPANS


def _undenying(cue: Cue) -> Cue:
    """The cue without the classes that deny something, or call it off."""
    return replace(cue, kinds=frozenset(k for k in cue.kinds if k.partition(":")[0] not in _DENYING))


def _apart(cue: Cue, anchor: Place) -> int:
    return max(anchor[0] - cue.last, cue.first - anchor[1], 0)
