"""Where the words stand that name what a watch item is about, and what it asks for, worked out once a story."""

from collections.abc import Iterable
from dataclasses import replace
from enum import StrEnum
from itertools import pairwise

from bot.domain.evidence import Span
from bot.domain.grammar import parse_words
from bot.domain.story import Story, WatchItem
from watchers.match.apart import apart, of_no_other_kind
from watchers.match.askedverbs import LIGHT
from watchers.match.bynames import BEFALLS, beside_names, blows, of_its_kind, ousted, said
from watchers.match.questions import Question, question_of, without_purpose
from watchers.match.succession import succession
from watchers.words.finder import Finder, Place, Words, compiled, words_of
from watchers.words.grammar import forms, stems
from watchers.words.languages import language_of, small_words
from watchers.words.phrasebook import lexicon
from watchers.words.stems import stem
from watchers.words.tokens import in_title_case

_BOTH = 2
_NEAR = 3
_MEANINGS = 3
"""Of how many kinds of event a verb may be and still say which."""
_MAY_FOLLOW = forms("after_object")
_HOLDERS = stems("holders")
_PEACE = stems("peace")
_SAYS = forms("says")
_THE_SAME = forms("the_same")
_MATTERS = stems("matters_of_pacts")
_OFFICES = stems("offices_asked")
_SO_MANY = forms("so_many")
_DETERMINERS = forms("determiners")
_ASIDE = forms("beside_the_thing")
_DENIES = stems("denying")
_ELECT = forms("after_an_office")


def name_stems(story: Story) -> frozenset[str]:
    """The stems of all names of a story's actors."""
    return frozenset(s for a in story.actors for n in a.names for s in words_of(n).stems)


def question_for(item: WatchItem, names: frozenset[str]) -> Question:
    """The question of a story's watch item; the names of actors (their stems) are no verbs of it.

    Nor are words in capitals: "New START" starts nothing. An item with neither anchors nor signals is found by the words of its question, one with anchors also by what its question
    names in two words. Where the lexicon knows no event in the question, what resolves it yes says what is asked.
    """
    names |= _in_capitals(item.question)
    own = "" if item.anchors or item.signals else _of_question(item.question, names)
    anchors = _with_others(item.anchors) or own
    finder = compiled(anchors) if anchors else None
    asked = question_of(finder, item.question, item.polarity, names)
    if item.resolves_yes_if:
        asked = asked.or_by(question_of(finder, item.resolves_yes_if, item.polarity, names))
    if not asked.personal:
        anchors = _with_others(_with_things(anchors, item.question, names, offices=asked.rivals))
    return replace(asked, anchors=anchors, listed=item.anchors or _in_any_language(own, item.question))


def _in_capitals(question: str) -> frozenset[str]:
    """The stems of what it writes in capitals, which are names."""
    words = words_of(question)
    return frozenset(s for t, s in zip(words.tokens, words.stems, strict=True) if len(t.raw) > 1 and t.raw.isupper())


def _in_any_language(anchors: str, question: str) -> str:
    """Of anchors made of a question those that another language may have too: its names; all, where it is no English question."""
    words = (w for w in anchors.split("|") if w)
    return "|".join(w for w in words if w[:1].isupper() or language_of(question) != "en")


def _with_others(anchors: str) -> str:
    """The anchors, and beside a name of theirs its other name: "PM" for "prime minister"."""
    groups = parse_words(anchors).wanted if anchors else ()
    if len(groups) != 1:
        return anchors
    others = lexicon().other_names(frozenset(t.words.casefold().replace("-", " ") for t in groups[0]))
    wanted, minus, rest = anchors.partition(" -")
    return "|".join((wanted, *(o.replace(" ", "-") for o in others))) + minus + rest


def _with_things(anchors: str, question: str, names: frozenset[str], *, offices: bool) -> str:
    """The anchors, and what the question itself names in two words, the like of it too: "nuclear deal" for its "nuclear agreement"."""
    if not anchors or len(parse_words(anchors).wanted) != 1:
        return anchors
    words = words_of(without_purpose(question))
    about = lexicon().content(words) - names - LIGHT
    nouns = frozenset(n for e in lexicon().events for n in e.nouns)
    pairs = (
        (of.raw, thing.word)
        for at, (of, thing) in enumerate(pairwise(words.tokens))
        if words.stems[at] in about
        and words.stems[at + 1] in nouns
        and not (thing.raw[:1].isupper() or _beside(words, at))
        if not (of.word in _SO_MANY or of.word.isdigit() or lexicon().is_deed(words.stems[at]))
    )
    things = (
        f"{of}-{noun}" for of, thing in pairs for noun in sorted({thing, *(_THE_SAME if thing in _THE_SAME else ())})
    )
    holders = (t.word for t, s in zip(words.tokens, words.stems, strict=True) if offices and s in _OFFICES)
    wanted, minus, rest = anchors.partition(" -")
    return "|".join((wanted, *things, *holders)) + minus + rest


def _beside(words: Words, at: int) -> bool:
    """Whether a thing in a question only says where or of what another is: "an inquiry into the dam collapse"; the end "of the war" is it."""
    led = next((t.word for t in reversed(words.tokens[:at]) if t.word not in _DETERMINERS), "")
    return led in _ASIDE


def _of_question(question: str, names: frozenset[str]) -> str:
    """The question's content words but for its actors and its verb, or with the verb where nothing else is left."""
    words = words_of(without_purpose(question))
    content = lexicon().content(words) - names - LIGHT
    places = [n for n, s in enumerate(words.stems) if s in content]
    things = [n for n in places if not lexicon().is_verbal(words, (n, n + 1))]
    return "|".join(dict.fromkeys(words.tokens[n].raw for n in things or places))


class Named(StrEnum):
    """How a passage names what a watch item is about."""

    ITSELF = "itself"
    BEFALLING = "befalling"
    AKIN = "akin"
    """Not it but what is near it is named: talks about it, or its kind of event beside two names. No more than a sign."""


def anchors_in(
    question: Question, words: Words, parties: int, names: Iterable[Span] = (), *, declared: str = ""
) -> tuple[tuple[Place, ...], Named]:
    """Where the anchors stand; else where words of what befalls a person do, else where talks about the thing do.

    What befalls a person needs no anchor beside the name: "Dolan quits" is about whether Dolan resigns. `parties` is how
    many of the item's actors the passage names, `declared` the language its feed says it is in. In another language than English
    only what the file lists or the question names is an anchor, and none of that language's small words: "war", "die".
    """
    found, named = _in_english(question, words, parties, names)
    if found and language_of(words.text, declared) != "en":
        listed = compiled(question.listed).everywhere(words) if question.listed else ()
        found, named = _themselves(question, words, listed), Named.ITSELF
    small = small_words(words.text, declared) if found else ()
    return tuple(p for p in found if p[1] - p[0] > 1 or words.tokens[p[0]].word not in small), named


def _in_english(
    question: Question, words: Words, parties: int, names: Iterable[Span]
) -> tuple[tuple[Place, ...], Named]:
    """The same, by all that the English lexicon knows of what is asked."""
    if not question.anchors:
        return (), Named.ITSELF
    finder = compiled(question.anchors)
    if finder.excluded(words):
        return (), Named.ITSELF
    if places := _themselves(question, words, finder.everywhere(words)):
        things = tuple(p for p in places if words.stems[p[0] : p[1]] not in question.parties)
        matter = question.between or not question.named.isdisjoint(_MATTERS)
        other = matter and things and all(_of_another_matter(question, words, p) for p in things)
        return places, Named.AKIN if other else Named.ITSELF
    places, named = _otherwise(question, finder, words, parties, tuple(map(words.place, names)))
    own = apart(question, finder, words) if named is Named.AKIN else ()
    own = tuple(p for p in own if not _hyphened(words, p))
    return (own, Named.ITSELF) if own else (places, named)


def _themselves(question: Question, words: Words, places: Iterable[Place]) -> tuple[Place, ...]:
    """Those of these places where the thing itself is named, and no actor; where nothing but actors is, those."""
    told = tuple(p for p in places if not (_hyphened(words, p) or _speaks(words, p)))
    things = tuple(p for p in told if words.stems[p[0] : p[1]] not in question.parties)
    return told if question.personal else things or told


def _of_another_matter(question: Question, words: Words, place: Place) -> bool:
    """Whether what is told of there is another matter: a "fisheries accord", an "accord on climate", for a peace; an oil embargo for arms."""
    first, last = place
    if question.between and words.stems[last - 1] not in _PEACE:
        return False
    on = words.stems[last + 1 : last + 2] if [t.word for t in words.tokens[last : last + 1]] == ["on"] else ()
    asked = question.named | compiled(question.anchors).stems
    return not _MATTERS.isdisjoint({*words.stems[max(0, first - 1) : first], *on} - asked)


def _otherwise(
    question: Question, finder: Finder, words: Words, parties: int, names: tuple[Place, ...]
) -> tuple[tuple[Place, ...], Named]:
    """The same, for a passage without the anchors."""
    if places := _as_object(finder, words):
        return places, Named.ITSELF
    if (
        places := befallen(question, words)
        or ousted(question, words, names)
        or said(question, words, parties, names)
        or succession(question, words)
    ):
        return places, Named.AKIN if _of_another_kind(question, finder, words) else Named.BEFALLING
    if places := _told_of(question, words, names):
        return places, Named.ITSELF
    if places := of_its_kind(question, words, names):
        own = parties >= _BOTH and all(of_no_other_kind(question, words, p, names) for p in places)
        # two who sign one pact sign others too
        other = question.between and not own
        return places, Named.AKIN if other or _by_another_name(question, words, places, names) else Named.ITSELF
    if places := beside_names(question, words, names) or blows(question, words, names):
        return places, Named.AKIN
    kin = lexicon().kin_of(finder.stems)
    return (compiled("|".join(kin)).everywhere(words) if kin else ()), Named.AKIN


def _by_another_name(question: Question, words: Words, places: tuple[Place, ...], names: tuple[Place, ...]) -> bool:
    """Whether a thing goes by a name that is none of the item's, where its own has one: "Leopard tanks" for "Kestrel missiles"."""
    if not compiled(question.anchors).named or in_title_case(words.tokens):
        return False
    own = {n for first, last in names for n in range(first, last)}
    before = (at - 1 for at, _ in places if at > 1)
    return any(
        words.tokens[n].raw[:1].isupper() and n not in own and words.stems[n] not in question.parts for n in before
    )


def _of_another_kind(question: Question, finder: Finder, words: Words) -> bool:
    """Whether a thing of the event's kind is of another matter than the one asked about: an "oil embargo", for arms."""
    if question.named.isdisjoint(_MATTERS):
        return False
    other = _MATTERS - question.named - finder.stems
    return any(thing in question.nouns and of in other for of, thing in pairwise(words.stems))


def _told_of(question: Question, words: Words, names: tuple[Place, ...]) -> tuple[Place, ...]:
    """Where a thing stands that an anchor says something of: "airspace" for "airspace reopens", an actor beside words of the event."""
    if question.personal or question.rivals:
        return ()
    own = {s for first, last in names for s in words.stems[first:last]}
    kinds = question.classes(*BEFALLS)
    here = [thing for thing in question.told_of if words.places.keys() >= thing]
    cues = (c for c in (lexicon().find(words) if here else ()) if c.kinds & kinds)
    told = any(c.meanings <= _MEANINGS or words.stems[c.first] in question.named for c in cues)
    found = (words.places[s][0] for thing in here if told or not thing <= own for s in thing)
    return tuple(sorted(set(found)))


def _as_object(finder: Finder, words: Words) -> tuple[Place, ...]:
    """Where a thing is the object of its deed's verb, for an anchor that names the two: "cuts rates" for "rate cut".

    Only words of the anchors may stand between the verb and the thing, and none of content right after it: who "cuts the
    birth rate" or a "rate target" does not cut rates.
    """
    terms = ((stem(t[0]), stem(t[1])) for t in finder.terms if len(t) == _BOTH)
    pairs = [pair for pair in terms if words.places.keys() >= {*pair} and lexicon().is_deed(pair[1])]
    content = lexicon().content(words) if pairs else frozenset()
    found = []
    for thing, deed in pairs:
        for at, last in words.places.get(thing, ()):
            verb = max((v for v, _ in words.places.get(deed, ()) if 0 < at - v <= _NEAR), default=-1)
            if verb < 0 or words.tokens[verb].word.endswith("ed"):  # a "collapsed tunnel" is no "tunnel collapse"
                continue
            between = set(words.stems[verb + 1 : at]) & content
            after = next(iter(words.tokens[last : last + 1]), None)
            ends = after is None or after.is_mark or words.stems[last] not in content or after.word in _MAY_FOLLOW
            if ends and between <= finder.stems:
                found.append((at, last))
    return tuple(sorted(set(found)))


def _hyphened(words: Words, place: Place) -> bool:
    """Whether it only begins a longer word: a "strike-hit" airport is no strike; a "minister-elect" is one."""
    return any(t.glued and t.word not in _ELECT for t in words.tokens[place[1] : place[1] + 1])


def _speaks(words: Words, place: Place) -> bool:
    """Whether it only names who speaks: what "the foreign minister of Auria said" says nothing of who is minister."""
    after = list(words.tokens[place[1] : place[1] + 1 + _NEAR])
    if after and after[0].word == "of":
        after = [t for t in after[1:] if not t.raw[:1].isupper()]
    return words.stems[place[1] - 1] in _HOLDERS and bool(after) and after[0].word in _SAYS


def befallen(question: Question, words: Words) -> tuple[Place, ...]:
    """Where words of what befalls somebody stand, of its signs and of what speaks against it."""
    kinds = question.classes(*BEFALLS)
    cues = (c for c in lexicon().find(words) if c.kinds & kinds) if question.personal else ()
    return tuple((c.first, c.last) for c in cues if not (c.size == 1 and words.stems[c.first] in _DENIES))
