"""Finding what a watch item is about where none of its anchors stand: by who is named, and words of such an event beside them."""

from bot.domain.story import Polarity
from watchers.match.partnames import named_in, party_of
from watchers.match.questions import CONSENTS, Question
from watchers.words.cues import Cue
from watchers.words.finder import Place, Words, compiled
from watchers.words.grammar import forms, stems
from watchers.words.phrasebook import lexicon
from watchers.words.stems import of_manner

BEFALLS = ("event", "deed", "off", "against", "sign")
"""The classes of cue that tell how an event stands."""
_BOTH = 2
_MEANINGS = 3
"""Of how many kinds of event a verb may be and still say which."""
_FEW = 3
"""Kinds of event a question asks for, up to which it is known what it asks."""
_BEATS = stems("beating")
_BLOWS = stems("blows")
_BACKS = stems("backing_somebody")
_PREPOSITIONS = forms("prepositions")
_STRIKING, _STRUCK, _TRADING = forms("striking"), forms("struck"), forms("trading_blows")
_TRUCE = stems("silence")
_GIVES = stems("giving_office")
_GIVEN = ("ed", "ion", "ions", "ment", "ments", "sworn", "chosen")
AFTER_AN_OBJECT = (forms("prepositions") | forms("openers") | {"and", "to"}) - {"of"}
_BEFORE_A_NAME = forms("determiners") | forms("prepositions")


def said(question: Question, words: Words, parties: int, names: tuple[Place, ...]) -> tuple[Place, ...]:
    """Where a verb of the very event stands, beside an actor: "Lindqvist beats Halvorsen", "Auria joins the Union".

    It says enough for two of the item's actors; right before a name, also one of the question's or a part of an actor's; and
    for one actor as a phrase that holds its object: "Lindqvist secures landslide victory". A verb of many kinds of event
    ("start") says enough only before a name, and one of consent without what is agreed to nowhere.
    """
    kinds = question.classes("event")
    weak = frozenset(w for e in question.events for w in e.weak)
    all_names = _with_parts(question, words, names)
    several = known(question) and not question.between and _several(words, all_names)
    said = (c for c in lexicon().find(words) if c.kinds & kinds and words.stems[c.first] not in CONSENTS)
    said = (c for c in said if not (question.rivals and _gives(words, c, names)))
    told = (
        c
        for c in said
        if (parties >= _BOTH and c.meanings <= _MEANINGS)
        or (several and _takes(words, c, all_names))
        or (question.rivals and c.size > 1 and c.meanings <= _BOTH)
    )
    found = tuple((c.first, c.last) for c in told if not set(words.stems[c.first : c.last]) <= weak)
    return found or (_in_the_running(question, words, names) if question.rivals else ())


def _gives(words: Words, cue: Cue, names: tuple[Place, ...]) -> bool:
    """Whether the one named gives an office to others: "Dolan swears in ministers"."""
    by = any(last == cue.first for _, last in names)
    return gives(words, cue.first) and by and not any(0 <= first - cue.last <= _BOTH for first, _ in names)


def gives(words: Words, at: int) -> bool:
    """Whether a verb there gives an office: "appoints", "to back"; not "appointed", whom others give it to, nor "election"."""
    return words.stems[at] in _GIVES and not words.tokens[at].word.endswith(_GIVEN)


def ousted(question: Question, words: Words, names: tuple[Place, ...]) -> tuple[Place, ...]:
    """Where a verb of leaving office stands right behind an actor's name: "Dolan removed as premier"."""
    kinds = {f"event:{e.name}" for e in question.events if e.personal} if known(question) else set()
    cues = (c for c in lexicon().find(words) if c.kinds & kinds)
    return tuple((c.first, c.last) for c in cues if any(0 <= c.first - last <= 1 for _, last in names))


def _takes(words: Words, cue: Cue, names: tuple[Place, ...]) -> bool:
    """Whether one of the names is right behind it as its object, whole: "join the WTO"; not "enters Haiti market", "Gaza's camp"."""
    after = next((at for at in range(cue.last, len(words.tokens)) if words.tokens[at].word not in _BEFORE_A_NAME), -1)
    own = next((last for first, last in names if first == after), 0)
    while any(first == own for first, _ in names):  # "European Union" stands in two pieces
        own = next(last for first, last in names if first == own)
    then = next(iter(words.tokens[own : own + 1]), None)
    return bool(own) and (then is None or then.is_mark or then.word in AFTER_AN_OBJECT or of_manner(then.word))


def of_its_kind(question: Question, words: Words, names: tuple[Place, ...]) -> tuple[Place, ...]:
    """Where nouns of the event's kind stand, for a passage that names two parties to it: "UN approves troops for Darfur"."""
    if question.rivals or question.personal or not known(question):
        return ()
    all_names = _with_parts(question, words, names)
    if not _several(words, all_names):
        return ()
    nouns = frozenset(n for e in question.events for n in e.nouns - e.verbs)
    inside = {n for first, last in all_names for n in range(first, last)}
    return tuple((n, n + 1) for n, s in enumerate(words.stems) if s in nouns and n not in inside)


def known(question: Question) -> bool:
    """Whether the lexicon knows which kind of event is asked about: else it would be any."""
    return 0 < len(question.events) <= _FEW


def _with_parts(question: Question, words: Words, names: tuple[Place, ...]) -> tuple[Place, ...]:
    """These names, and in other places those of the question and parts of its actors' names."""
    taken = {at for first, last in names for at in range(first, last)}
    return (*names, *(p for p in named_in(words, question.parts).values() if p[0] not in taken))


def _several(words: Words, names: tuple[Place, ...]) -> bool:
    """Whether they are of several: a country and who leads it are one."""
    return len({party_of(words.stems[first:last]) for first, last in names}) >= _BOTH


def beside_names(question: Question, words: Words, names: tuple[Place, ...]) -> tuple[Place, ...]:
    """Where words of such an event stand right beside one of several names: "Norvex board snubs Halden".

    What is done between two may be anything ("Halden blocks Norvex app"), so whoever asks takes it for a sign at most.
    """
    all_names = _with_parts(question, words, names)
    alone = question.rivals or question.between or question.own
    if alone or not (known(question) and _several(words, all_names)):
        return ()
    kinds = question.classes(*BEFALLS)
    cues = (c for c in lexicon().find(words) if c.kinds & kinds and c.meanings <= _MEANINGS)
    return tuple((c.first, c.last) for c in cues if any(_beside(c, name) for name in all_names))


def blows(question: Question, words: Words, names: tuple[Place, ...]) -> tuple[Place, ...]:
    """Where the party stands that another one strikes, of a truce that may end and is not named: "US strikes Iran", "US and Iran trade fire".

    Whose police raid what, who strikes a deal, and what both condemn is no blow between them.
    """
    if question.polarity is not Polarity.ENDS or _TRUCE.isdisjoint(compiled(question.anchors).stems):
        return ()
    parties = sorted(_with_parts(question, words, names))
    if not _several(words, tuple(parties)):
        return ()
    for at in (n for n, s in enumerate(words.stems) if s in _BLOWS):
        before = [p for p in parties if p[1] <= at]
        by = before[-1] if before and _only(words, before[-1][1], at, _STRIKING) else None
        if by and by[0] and words.tokens[by[0] - 1].word in _PREPOSITIONS:
            continue  # "police in Auria raid Belmont bank"
        on = next((p for p in parties if p[0] > at), None)
        if by and on and _only(words, at + 1, on[0], _STRUCK) and _several(words, (by, on)):
            return (on,)
        if _several(words, tuple(before)) and _only(words, before[-1][1], at, _TRADING) and before[-1][1] < at:
            return (before[-1],)
    return ()


def _only(words: Words, first: int, last: int, allowed: frozenset[str]) -> bool:
    """Whether nothing but these words stands there."""
    return all(t.word in allowed for t in words.tokens[first:last])


def _beside(cue: Cue, name: Place) -> bool:
    """Whether it stands right after a name, or before one with a word between at most."""
    return 0 <= cue.first - name[1] <= 1 or 0 <= name[0] - cue.last <= _BOTH


def _in_the_running(question: Question, words: Words, names: tuple[Place, ...]) -> tuple[Place, ...]:
    """Where words say how somebody does who is to get it: "drops out of race", "tops second round", "concedes", "Vara backs Dolan"."""
    kinds = question.classes("against", "off", "sign")
    contests = {e.name for e in lexicon().events if e.rivals} | {"defeat"}
    cues = (c for c in lexicon().find(words) if c.kinds & kinds or words.stems[c.first] in _BEATS)
    own = (
        c
        for c in cues
        if c.size > 1
        or words.stems[c.first] in _BEATS
        or {k.partition(":")[2] for k in c.kinds} <= contests
        or (words.stems[c.first] in _BACKS and any(first == c.last for first, _ in names))
    )
    return tuple((c.first, c.last) for c in own)
