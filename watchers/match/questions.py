"""What a watch item asks of a passage: the events that would answer it."""

import re
from collections.abc import KeysView
from dataclasses import dataclass, field, replace
from functools import cache, cached_property, lru_cache

from bot.domain.story import Polarity
from watchers.match.askedverbs import events_of, own_verb, verbs_in
from watchers.match.contrary import contrary_of
from watchers.match.endedby import ended_by, tenure_in
from watchers.match.officeasked import of_offices
from watchers.match.predicates import Asked, asked_by, is_an_end, thing_in
from watchers.words.cues import Cue
from watchers.words.finder import Finder, Words, compiled, words_of
from watchers.words.grammar import forms, stems
from watchers.words.phrasebook import Event, begins_with_verb, lexicon
from watchers.words.stems import stem

_PURPOSE = re.compile(
    r"(?<!agree)(?<!agrees)(?<!agreed)(?<! get)(?<! gets)(?<! got) to (?=[a-z])(?!(?:a|an|the|its|their|his|her)\b)"
)
_ONLY_LEADS = re.compile(
    r" (?:(?:be |get )?(?:able|forced|going|likely|made|ready|set|willing)"
    r"|(?:choose|decide|has|have|manage|move|tr(?:y|ie))s?) to (?=[a-z])(?!(?:a|an|the|its|their|his|her)\b)"
)
"""Verbs that ask for the deed that follows: "decides to close its plant" asks whether it closes it."""
_MANY = 3
_CONDITION = re.compile(r"^(?:If|Unless|Should|Once|When) [^,]*, (?=[a-z])")
_ASIDE = re.compile(
    r"\s*\([^)]*\)| (?:after|before|since|following|despite|amid) .*"
    r"| (?:into|about) (?:the|an?|its|his|her|their) .*|,? (?:it|they|he|she) (?:is|are|has|have) .*"
)
_ACCUSED = re.compile(r" (?:accused|suspected) of ")
CONSENTS = stems("consents")
_LETS = stems("letting")
_LET = frozenset({"approval", "deployment", "inspection", "release"})
"""What is asked for where somebody lets others go, in or out, and not only allows it."""
_IS = forms("getting")
_SAYING = stems("saying")
_HOSTILE = stems("hostile")
_PEACE = stems("peace")
_GOVERNMENTS = stems("governments")
_FALLS = frozenset({"departure", "downfall"})
_STOPPAGES = frozenset({"closing", "halt"})
_GONE = forms("gone")


@dataclass(frozen=True, kw_only=True)
class Question:
    """What is asked of a passage: the events that would answer it, and whether something should happen or end.

    `own` is the stem of the question's verb where the lexicon knows no such event, "" otherwise. `named` are the stems of its
    words but for the actors' names. `tellings` are those anchors (their stems) that say what happens to the thing and do not
    name it, `parties` those that are names of actors. `parts` are the stems of names in it and of parts of its actors' names
    (`partnames.py`). `anchors` is the pattern of what it is about, "" where only signals find it. `undoes` is whether
    something should end and the question's verb itself says how: "pulls out of the deal" asks whether that happens. `turned`
    is whether it asks for the contrary of an event, and so is this question for that event, whose answer is to be turned
    round. `phrase` are the stems of the words by which it names the event, if the lexicon knows them (`predicates.py`).
    `by_other` is whether its end is asked for, which an event of another name brings (`endedby.py`), and which may be told as
    an end all the same. `listed` are those anchors that may stand in a passage in another language too: what the file lists,
    or else what a question names.
    """

    polarity: Polarity = Polarity.HAPPENS
    events: tuple[Event, ...] = ()
    own: str = ""
    named: frozenset[str] = frozenset()
    tellings: frozenset[tuple[str, ...]] = frozenset()
    parties: frozenset[tuple[str, ...]] = frozenset()
    parts: frozenset[str] = frozenset()
    anchors: str = ""
    listed: str = ""
    undoes: bool = False
    turned: bool = False
    phrase: tuple[str, ...] = ()
    by_other: bool = False
    _classes: dict[tuple[str, ...], KeysView[str]] = field(default_factory=dict, init=False, repr=False, compare=False)

    def or_by(self, other: "Question") -> "Question":
        """The same question, of the events of another text on what counts as yes where its own words name none."""
        knows = bool(self.events) and not self.own and not self.of_any_kind
        says = other.known and not other.own
        same = (other.polarity, other.turned, other.undoes) == (self.polarity, self.turned, self.undoes)
        return replace(self, events=other.events) if says and same and not knows else self

    @property
    def known(self) -> bool:
        """Whether the lexicon knows what kind of event it asks about, and does not take any for want of a better."""
        return 0 < len(self.events) <= _MANY

    @property
    def of_any_kind(self) -> bool:
        """Whether the lexicon knows no kind of event that it asks for, so that any will do: but for an end, where none is asked for."""
        return self.of_any_but_ends or self.events == lexicon().events

    @property
    def of_any_but_ends(self) -> bool:
        """The same where no end is asked for."""
        return self.events == _any_but_ends()

    @property
    def names(self) -> frozenset[str]:
        """The names of the events asked about."""
        return frozenset(e.name for e in self.events)

    @cached_property
    def nouns(self) -> frozenset[str]:
        """The stems of the nouns for the events asked about."""
        return frozenset(n for e in self.events for n in e.nouns)

    def classes(self, *kinds: str) -> KeysView[str]:
        """The classes of cue of these kinds for the events asked about, kind by kind: "off:pact", "off:truce"."""
        known = self._classes.get(kinds)
        if known is None:
            known = self._classes[kinds] = dict.fromkeys(f"{k}:{e.name}" for k in kinds for e in self.events).keys()
        return known

    @property
    def asked(self) -> KeysView[str]:
        """The classes of cue that name the very events asked about."""
        return self.classes("event", "deed")

    @cached_property
    def steps(self) -> frozenset[str]:
        """The verbs (stems) that bring the event nearer and are not it; none where one of them is what is asked for."""
        steps = frozenset(s for e in self.events for s in e.steps)
        return steps if steps.isdisjoint(self.named) else frozenset()

    @property
    def by_agreement(self) -> bool:
        """Whether agreeing to do it is doing it, as with a truce's extension, or where the question asks for no more."""
        return any(e.by_agreement for e in self.events) or "agre" in self.named

    @property
    def between(self) -> bool:
        """Whether it takes all of the item's actors, as a pact does."""
        return any(e.between for e in self.events)

    @cached_property
    def things(self) -> frozenset[str]:
        """The stems that both its words and its anchors have: what it asks for by name."""
        return self.named & compiled(self.anchors).stems if self.anchors else frozenset()

    @property
    def called(self) -> frozenset[tuple[str, ...]]:
        """Those anchors that are names, whatever verbs are in them: "Downing Street"."""
        return compiled(self.anchors).named if self.anchors else frozenset()

    @cached_property
    def told_of(self) -> tuple[frozenset[str], ...]:
        """Of each anchor that says what happens to a thing the stems of that thing: of "tanker freed" the tanker."""
        terms = compiled(self.anchors).terms if self.anchors else ()
        told = [t for t in terms if lexicon().tells(t)]
        named = {stem(t[-1]) for t in terms if t not in told}
        things = (thing_in(t) for t in told)
        return tuple(dict.fromkeys(t for t in things if t and not t <= named))

    @property
    def an_end(self) -> bool:
        """Whether the event is itself an end: for a ban that may end relief is, also where the question only says "drops".

        It is none where the question asks for its own end: "Is the evacuation over?".
        """
        ends = self.known and self.polarity is Polarity.ENDS and not self.undoes
        return ends and any(e.an_end and not self.named & e.nouns & e.verbs for e in self.events)

    @property
    def lasting(self) -> tuple[str, ...]:
        """The kinds of thing asked about that go on until they end, as a walkout does."""
        return tuple(e.name for e in self.events if e.lasts)

    @property
    def comes_about(self) -> bool:
        """Whether it is about what people arrange and then do, or not, and about nothing that goes on or stands: a takeover."""
        goes_on = any(e.lasts or e.stands or e.between or e.an_end for e in self.events)
        return self.known and not goes_on and all(e.arranged or e.rivals for e in self.events)

    @property
    def rivals(self) -> bool:
        """Whether, if one of several gets it, the others do not, as with an office."""
        return not self.of_any_kind and any(e.rivals for e in self.events)

    @property
    def standing(self) -> frozenset[str]:
        """The nouns (stems) of what stands once it has come about, as a truce does."""
        return frozenset(n for e in self.events if e.stands for n in e.nouns)

    @cached_property
    def hostile(self) -> bool:
        """Whether it is about fighting of some kind, and not about a peace."""
        own = self.named & (_HOSTILE | _PEACE)
        if self.anchors and (not own or (self.lasting and self.known)):  # a walkout may have a pay deal
            own |= compiled(self.anchors).stems
        return bool(own & _HOSTILE) and not own & _PEACE

    @property
    def personal(self) -> bool:
        """Whether it befalls the item's actor in person, as a resignation does."""
        return bool(self.events) and all(e.personal for e in self.events)


@lru_cache(maxsize=4096)
def question_of(anchors: Finder | None, text: str, polarity: Polarity, actors: frozenset[str]) -> Question:
    """The question a watch item asks: the events it asks for by name or by its verb, else its anchors', else any.

    What follows a "to" in it is a purpose: "a deal to end the war" asks for the deal. What stands before a comma may be a
    condition: "If the talks fail, will Auria impose tariffs?". A verb of the anchors counts only where the question has no other.
    """
    main = _CONDITION.sub("", text)
    asked = without_purpose(main)
    words = words_of(asked)
    terms = anchors.terms if anchors else ()
    parties = frozenset(r for t in terms if set(r := tuple(stem(w) for w in t)) <= actors)
    told = tuple(t for t in terms if lexicon().tells(t) and tuple(map(stem, t)) not in parties)
    things = tuple(t for t in terms if t not in told) or terms
    ends, by = polarity is Polarity.ENDS, ended_by(text, anchors)
    other = None if ends and by else contrary_of(main, asked, _kinds_of(things, words))
    if other and (not ends or (other.polarity is polarity and not other.turned and other.text != text)):
        found = question_of(anchors, other.text, other.polarity, actors)
        return replace(found, turned=other.turned != found.turned)
    tellings = frozenset(tuple(map(stem, t)) for t in told if t not in things or begins_with_verb(t))
    bare = Question(polarity=polarity, named=_named(text, actors), tellings=tellings, parties=parties)
    if ends and (by := by or (_kind("departure") if tenure_in(words) else ())):
        return replace(bare, polarity=Polarity.HAPPENS, events=by, by_other=True)
    named = next(filter(None, (asked_by(w, actors) for w in (words, words_of(main)))), Asked())
    events, own, undoes = _by_name(named, *_asked(words, things, actors))
    events, own = of_offices(words, events, own)
    if ends and not own and bare.named & _GOVERNMENTS and {e.name for e in events} & _FALLS:
        return replace(bare, polarity=Polarity.HAPPENS, events=tuple(e for e in lexicon().events if e.name in _FALLS))
    if not ends and _lets(words) and {e.name for e in named.events}.isdisjoint(_LET):
        events = _kind("approval")
    bare = replace(bare, phrase=named.words, undoes=ends and undoes)
    leaves = any(e.name == "departure" for e in events)  # "steps down as leader" asks for the deed itself
    if ends and not (own or (undoes and not leaves) or "end" in words.stems) and is_an_end(events):
        bare = replace(bare, polarity=Polarity.HAPPENS, undoes=False)
    an_end = ends or not _GONE.isdisjoint(t.word for t in words.tokens)
    unknown = (lexicon().events if an_end else _any_but_ends()) if anchors and not own else ()
    return replace(bare, events=events or unknown, own=own)


@cache
def _any_but_ends() -> tuple[Event, ...]:
    """All kinds of event but ends: who "scraps the dividend" has not done what is asked of it, whatever that is."""
    return tuple(e for e in lexicon().events if not (e.an_end or e.name in _STOPPAGES or is_an_end((e,))))


def _named(text: str, actors: frozenset[str]) -> frozenset[str]:
    named = _content(text) - actors  # a minister is no prime minister
    return named - {"minist"} if "prime" in named else named


def _by_name(
    named: Asked, events: tuple[Event, ...], own: str, undoes: bool
) -> tuple[tuple[Event, ...], str, bool]:  # fmt: skip
    """The events it asks for by name, where it does: of those its verbs may be, or instead of what they seem to be."""
    both = tuple(e for e in events if e in named.events)
    if not named or (both and len(events) <= _MANY):
        return both or events, own, undoes
    return named.events, "", False


def _kind(name: str) -> tuple[Event, ...]:
    return tuple(e for e in lexicon().events if e.name == name)


def _content(text: str) -> frozenset[str]:
    """The stems of its words, and of those of the other names of what the lexicon knows by several."""
    others = lexicon().other_names(frozenset(n for n in lexicon().names if n in text.casefold()))
    return frozenset(s for t in (text, *others) for s in lexicon().content(words_of(t)))


def _asked(
    words: Words, things: tuple[tuple[str, ...], ...], actors: frozenset[str]
) -> tuple[tuple[Event, ...], str, bool]:
    """The events asked about, the question's own verb where the lexicon knows none, and whether it asks for an undoing."""
    about = frozenset(stem(w) for t in things for w in t)
    nouns = _kinds_of(things, words)
    kinds = nouns or tuple(e for e in lexicon().events if about & e.verbs)
    cues = verbs_in(words, about, frozenset(e.name for e in nouns))
    named = events_of(words, cues, things, actors)
    if any(e.name == "takeover" for e in nouns):  # a merger that closes is completed
        named = tuple(e for e in named if e.name != "closing")
    if both := tuple(e for e in named if e in kinds):
        named = both = tuple(e for e in named if e in kinds or e.main in words.stems)
    elif len(named) > _MANY:  # "approve" is a verb of many kinds of event, and the main one of few
        only_says = all(words.stems[c.first] in _SAYING for c in cues if not about & set(words.stems[c.first : c.last]))
        named = tuple(e for e in named if e.main in words.stems) or (() if kinds and only_says else named)
    else:
        named = _main_ones(named, words, cues)
    if not named and (deeds := _deeds_of(words, kinds)):
        return deeds, "", False
    own = "" if named else own_verb(words, actors, about)
    kinds = () if own == "end" else kinds
    against = any(c.adverse for c in lexicon().find(words) if c.tells)
    undoes = against and bool(named) and not any(e in kinds or e.lasts for e in named)
    if named:
        return both or (named if against else _with_only(named, kinds)), own, undoes
    return kinds, own, undoes


def _main_ones(events: tuple[Event, ...], words: Words, cues: list[Cue]) -> tuple[Event, ...]:
    """Without those that only share another's main verb: a truce is extended as a contract is, and not as sanctions are."""
    mains = {e.main for e in events}
    verbs = {e: {words.stems[c.first] for c in cues if f"event:{e.name}" in c.kinds} for e in events}
    return tuple(e for e in events if e.main in verbs[e] or not verbs[e] <= mains)


def _deeds_of(words: Words, kinds: tuple[Event, ...]) -> tuple[Event, ...]:
    """Of several kinds those whose deed the question names as a thing: "gets a pay rise" asks for no cut."""
    deeds = {kind for c in lexicon().find(words) for kind in c.kinds} if len(kinds) > 1 else set()
    return tuple(e for e in kinds if f"deed:{e.name}" in deeds)


def _lets(words: Words) -> bool:
    """Whether its leave is asked for: where a verb hangs on one ("lets Auria fire"), or somebody is "allowed to merge"."""
    at = next((n for n, s in enumerate(words.stems) if n and s in _LETS), 0)
    told = any(c.tells and c.first > at + 1 for c in lexicon().find(words))
    passive = at > 0 and words.tokens[at - 1].word in _IS and words.tokens[at].word.endswith("ed")
    return bool(at) and (passive or (told and words.tokens[at].word.endswith("s")))


def _kinds_of(things: tuple[tuple[str, ...], ...], asked: Words) -> tuple[Event, ...]:
    """The kinds of event the anchors are things of, by the last word of each: a "White House" is no house being built.

    Where the question itself has such a thing, or another of its kind, only that one's: an item that lists "war" and
    "deal" and asks whether a deal is signed asks for no attack.
    """
    heads = frozenset(stem(t[-1]) for t in things if t)
    kinds = tuple(e for e in lexicon().events if heads & e.nouns)
    said = frozenset(asked.stems)
    return next(filter(None, (tuple(e for e in kinds if of & e.nouns) for of in (heads & said, said))), kinds)


def without_purpose(text: str) -> str:
    """The question up to its purpose: "a deal to end the war" asks for the deal, "a flight to Rwanda leaves" for all of it.

    "Gets to build" and "agrees to sign" have no purpose, nor has "decides to close". It does not ask for what went before
    either: "restores its output after the attacks", "frees the sailors it is holding"; nor for what somebody is accused of
    where it has a verb before that: "a court convicts the men accused of shooting", and not "Dolan is accused of fraud" or
    "the minister accused of fraud resigns".
    """
    asked = _ASIDE.sub("", _PURPOSE.split(_ONLY_LEADS.sub(" ", text))[0])
    before, *accused = _ACCUSED.split(asked, maxsplit=1)
    return before if accused and any(c.tells for c in lexicon().find(words_of(before))) else asked


def _with_only(named: tuple[Event, ...], kinds: tuple[Event, ...]) -> tuple[Event, ...]:
    """The named events and the one kind of the anchors: "end their row with an agreement" asks for the agreement too."""
    return (*named, *kinds) if len(kinds) == 1 and not all(e.personal for e in named) else named
