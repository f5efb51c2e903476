"""Questions that ask for the contrary of an event: whether a truce holds, a default is avoided, a minister stays; or an end.

Each is read as the question for the event itself, and the answer is turned round: reports tell of truces that break and
ministers who quit, and a report of the default is the plainest no there is to "Does Norland avoid default?".
"""

import re
from collections.abc import Callable
from dataclasses import dataclass

from bot.domain.story import Polarity
from watchers.match.verbs import Verb, verbs_of
from watchers.words.finder import words_of
from watchers.words.grammar import forms, stems
from watchers.words.phrasebook import Event, lexicon

_NOTHING = forms("nothing")
_NOT_NOTHING = forms("not_nothing")
_HOLDS = stems("holding")
_KEEPS = stems("keeping")
_OF_KEEPING = forms("of_keeping")
_NO_OBJECT = forms("after_holding")
_FAILS = stems("failing")
_ENDS = stems("coming_to_an_end")
_BEGUN = stems("begun_and_ended")
_BUILT = stems("built_things")
_FAILS_THUS = {("break", "down"), ("fall", "apart"), ("fall", "through")}
_AVERTS = stems("averting_verbs")
_OFF = {(verb, "off") for verb in stems("averting_off")}
_REJECTS = stems("rejecting")
_STOPS = stems("doing_no_longer")
_DENIES = stems("not_giving")
_THROWN_OUT = stems("expelled")
_DOWN = {("throw", "out"), ("turn", "down"), ("vote", "against"), ("vote", "down")}
_UNDOES = stems("undoing_verbs")
_IS_UNDONE = stems("being_undone")
_BEING = forms("being")
_SAVES = stems("saving")
_FATES = stems("fates")
_REFUSES = stems("refusing_to")
_CLOSES = stems("places_that_close")
_SPANS = stems("spans")
_WAYS = stems("ways")
_GOVERNS = stems("governments")
_FAILED_AT = stems("failed_at")
_OFFICES = stems("tenures")
_HOLDERS = stems("holders") | stems("posts")
_TESTS = stems("tests")
_CONTESTS = stems("contests")
_PREPOSITIONS = forms("prepositions")
_OWN = forms("possessives")
_ASKS_NOT = re.compile(
    r"(?:(?:won|isn|aren|wasn|weren|doesn|don|didn|hasn|haven|hadn|can|couldn|wouldn|shouldn)[’']t|no(?!\s+confidence))\s+",
    re.IGNORECASE,
)
_CONTRAST = re.compile(r"(?:,| and| but| or)+ not\b")
_SO = {
    "open": "closes",
    "closed": "opens",
    "shut": "opens",
    "idle": "reopens",
    "frozen": "is unfrozen",
    "missing": "is found",
    "lost": "is found",
}
_GOES_BY = stems("going_by")
_GOING_ON = {("going", "on"), ("under", "way"), ("in", "effect"), ("in", "force"), ("in", "place")}


@dataclass(frozen=True, kw_only=True)
class Contrary:
    """The question to read instead; `turned` is whether its yes is a no to the one asked, as it mostly is."""

    text: str
    polarity: Polarity = Polarity.HAPPENS
    turned: bool = True


def contrary_of(text: str, asked: str, kinds: tuple[Event, ...]) -> Contrary | None:
    """What to ask instead, None where the question asks for an event itself.

    `asked` is the text without its purpose, `kinds` are what the anchors are things of.
    """
    if refused := _ASKS_NOT.match(text):
        return Contrary(text=text[refused.end() :])
    goes_on = frozenset(n for e in kinds if e.stands or e.lasts for n in e.nouns)
    for verb in verbs_of(words_of(text), goes_on):
        if verb.stem in _REFUSES and verb.next == "to" and not verb.past:
            return Contrary(text=f"{verb.before} {verb.rest(1)}")
        if verb.stem in _STOPS and verb.after[:2] == ("to", "be") and verb.few & _OFFICES:
            return Contrary(text=f"{verb.before} resigns", turned=False)
    for verb in verbs_of(words_of(_CONTRAST.split(asked)[0]), goes_on):
        for rule in _RULES:
            if found := rule(verb):
                return found
    return None


def _negated(verb: Verb) -> Contrary | None:
    """Of "will Dolan not resign", "will nobody resign", "is there no deal": does it happen?"""
    if verb.next in _NOT_NOTHING:
        return None
    if verb.word in {"no", "none", "neither"}:
        led = not verb.before or verb.stems_before[-1] in {"be", "there", "have", "is"} or verb.word != "no"
        rest = verb.rest(int(verb.next == "of")) if verb.word != "no" else " ".join(verb.thing)
        return Contrary(text=f"{verb.before} a {rest}".strip()) if led and rest else None
    if verb.word in _NOTHING:
        return Contrary(text=f"{verb.before or 'somebody'} {verb.rest()}")
    return None


def _still(verb: Verb) -> Contrary | None:
    """Of "is Dolan still president", "are talks still going on", "is the treaty still in force": resigns, do they end?"""
    if verb.word != "still":
        return None
    if verb.few & _OFFICES:
        return Contrary(text=f"{verb.before} resigns")
    if verb.next in _SO:
        return Contrary(text=f"{verb.before} {_SO[verb.next]} {verb.rest(1)}")
    on = verb.after[:2] in _GOING_ON or verb.next in {"on", "underway", "alive", "ongoing"}
    return Contrary(text=f"{verb.before} end", polarity=Polarity.ENDS) if on else None


def _without(verb: Verb) -> Contrary | None:
    """Of "ends without a deal", "goes without a government": does it come about?"""
    if verb.stem not in _GOES_BY or verb.next != "without" or len(verb.after) == 1:
        return None
    return None if verb.after[1].endswith("ing") else Contrary(text=f"{verb.rest(1)} happens")


def _averted(verb: Verb) -> Contrary | None:
    """Of "avoids default", "staves off a strike", "the strike is averted", "is safe from closure": does it happen?

    Who "agrees to avert" it is asked for a deal.
    """
    off = (verb.stem, verb.next) in _OFF or (verb.word, verb.next) == ("safe", "from")
    before = verb.before.rpartition(" ")[2]
    tells_which = verb.past and before in _PREPOSITIONS  # "the hunt for escaped prisoners"
    if not (off or verb.stem in _AVERTS) or before == "to" or tells_which:
        return None
    thing = verb.rest(int(off)) or verb.before
    return Contrary(text=f"{thing} happens") if thing and not thing.split()[0].endswith("ing") else None


def _saved(verb: Verb) -> Contrary | None:
    """Of "is rescued from collapse": does it collapse?"""
    saved = verb.stem in _SAVES and verb.next == "from" and not _FATES.isdisjoint(verb.stems)
    return Contrary(text=f"{verb.before} {verb.rest(1)} happens") if saved else None


def _in_office(verb: Verb) -> Contrary | None:
    """Of "stays on as mayor", "keeps her job", "clings to power", "survives the confidence vote": resigns?"""
    stays = verb.stays and verb.few & _OFFICES
    on = verb.stays and verb.next == "on" and "as" in verb.after
    survives = verb.stem == "surviv" and verb.object & _TESTS
    return Contrary(text=f"{verb.before} resigns") if stays or on or survives else None


def _out_of_office(verb: Verb) -> Contrary | None:
    """Of "loses the premiership", "is replaced as premier", "does the minister go?": resigns? That is no contrary."""
    replaced = verb.stem == "replac" and verb.past and verb.next == "as" and verb.few & _OFFICES
    loses = verb.stem == "lose" and verb.object & _OFFICES - {"power"}
    goes = verb.word in {"go", "goes"} and not verb.after and not _HOLDERS.isdisjoint(verb.stems_before)
    return Contrary(text=f"{verb.before} resigns", turned=False) if replaced or loses or goes else None


def _kept(verb: Verb) -> Contrary | None:
    """Of "keeps its hospital", "the paper survives the year": does it close?"""
    head = verb.stems[len(verb.thing) - 1 : len(verb.thing)]
    if verb.stem == "keep" and verb.next in _OWN and _CLOSES & {*head}:
        return Contrary(text=f"{verb.rest()} closes")
    if verb.stem == "surviv" and verb.object & _SPANS and not verb.goes_on & {*verb.stems_before}:
        who = {*verb.stems_before}
        ends = "resigns" if _OFFICES & who else "collapses" if _GOVERNS & who else "closes"
        return Contrary(text=f"{verb.before} {ends}")
    return None


def _misses(verb: Verb) -> Contrary | None:
    """Of "misses the Games": does it play? To miss a deadline or a payment is an event itself."""
    event = bool(verb.object & _FAILED_AT) or "and" in verb.before.split()
    if verb.stem == "miss" and verb.next in _OWN and not verb.past and not event:
        return Contrary(text=f"{verb.before} makes {verb.rest()}")
    return None


def _stays(verb: Verb) -> Contrary | None:
    """Of "stays open", "in jail", "in the pact", "at the club", "on in Auria": closes, is freed, leaves? A ban that "stays in place": does it end?"""
    if not verb.stays:
        return None
    if verb.next in _SO:
        return Contrary(text=f"{verb.before} {_SO[verb.next]} {verb.rest(1)}")
    here = int(verb.next == "on" and verb.after[1:2] == ("in",))
    if (verb.next, *verb.after[1:]) == ("on",):
        return Contrary(text=f"{verb.before} leaves")
    if len(verb.after) == 1 + here or (verb.next not in {"at", "in", "with"} and not here):
        return None
    if verb.after[1] in {"effect", "force", "place"}:
        return Contrary(text=f"{verb.before} end {verb.rest(2)}", polarity=Polarity.ENDS)
    freed = verb.after[1] in {"custody", "jail", "prison"}
    return Contrary(text=f"{verb.before} {'is freed from' if freed else 'leaves'} {verb.rest(1 + here)}")


def _upheld(verb: Verb) -> Contrary | None:
    """Of "upholds the ban", "the ban is upheld": is it overturned?"""
    if verb.stem != "uphold":
        return None
    return Contrary(text=f"{verb.before} {'overturned' if verb.passive else 'overturns'} {verb.rest()}")


def _quits_doing(verb: Verb) -> Contrary | None:
    """Of "stops selling arms": does that end? That is no contrary."""
    if verb.stem not in _STOPS or not verb.next.endswith("ing") or verb.past:
        return None
    return Contrary(text=f"{verb.before} {verb.rest()}", polarity=Polarity.ENDS, turned=False)


def _denied(verb: Verb) -> Contrary | None:
    """Of "is denied bail", "refuses him entry": is it given?"""
    denies = verb.stem in _DENIES and (verb.past or verb.stem == "refus")
    if not denies or not verb.after or verb.next in _PREPOSITIONS | {"to", "that"}:
        return None
    return Contrary(text=f"{verb.rest()} happens")


def _loses(verb: Verb) -> Contrary | None:
    """Of "loses the election": wins it? Who loses a vote of confidence has lost it, and wins none."""
    lost = verb.stem == "lose" and verb.object & _CONTESTS and not verb.object & {"confid", "motion"}
    return Contrary(text=f"{verb.before} wins {verb.rest()}") if lost else None


def _rejected(verb: Verb) -> Contrary | None:
    """Of "rejects the budget", "votes against it", "says no to it", "it is vetoed": approves it?

    Who is "thrown out", of a place or by name, is no bill.
    """
    if verb.stem == "say" and verb.after[:2] == ("no", "to"):
        return Contrary(text=f"{verb.before} approves {verb.rest(2)}") if verb.rest(2) else None
    expelled = verb.stem == "throw" and verb.stems[len(verb.thing) - 1 : len(verb.thing)] in {(s,) for s in _THROWN_OUT}
    down = (verb.stem, verb.next) in _DOWN and verb.after[1:2] != ("of",) and not expelled
    if not (down or verb.stem in _REJECTS):
        return None
    if thing := verb.rest(int(down)):
        return Contrary(text=f"{verb.before} approves {thing}")
    return Contrary(text=f"{verb.before} is approved") if verb.past else None


def _undone(verb: Verb) -> Contrary | None:
    """Of "protests stop the reform", "the launch is scrubbed": does it happen?

    Only of things that some kind of event goes by: who "stops the bleeding" stops no event. "Halt exports" asks for a halt,
    and only "the eviction is halted" for its contrary.
    """
    undoes = verb.stem in _UNDOES or (verb.passive and verb.stem in _IS_UNDONE and verb.stems_before[-1] in _BEING)
    if verb.named or verb.word.endswith("ing") or verb.next.endswith("ing"):
        return None
    thing, stems_of = (verb.before, verb.stems_before) if verb.passive else (verb.rest(), verb.object)
    about = any(lexicon().is_thing(s) or lexicon().is_arrangement(s) for s in stems_of)
    about = about and not (verb.stem == "block" and verb.object & _WAYS)  # who blocks a strait closes it
    return Contrary(text=f"{thing} happens") if undoes and about else None


def _goes_ahead(verb: Verb) -> Contrary | None:
    """Of "the launch goes ahead", "goes ahead with the launch": does it happen? That is no contrary."""
    if verb.stem != "go" or verb.next != "ahead" or verb.named:
        return None
    thing = verb.rest(2) if verb.after[1:2] == ("with",) else verb.before
    return Contrary(text=f"{thing} happens", turned=False) if thing else None


def _fails(verb: Verb) -> Contrary | None:
    """Of "the talks fail": do they end? That is no contrary."""
    thus = (verb.stem, verb.next) in _FAILS_THUS
    if not verb.past and (thus or (verb.stem in _FAILS and verb.next != "to")):
        text = f"{verb.before} end {verb.rest(int(thus))}"
        return Contrary(text=text, polarity=Polarity.ENDS, turned=False)
    return None


def _ends(verb: Verb) -> Contrary | None:
    """Of "the strike ends", "is the strike over", "are the talks dead", "the union ends its strike": does it end? That is no contrary.

    What "ends in a deal" asks for the deal, and what is built is finished when it is there.
    """
    built = (
        verb.stem == "finish" and _BUILT & {*verb.stems_before} and not (verb.goes_on | _BEGUN) & {*verb.stems_before}
    )
    if verb.next in {"in", "up", "with"} or built:
        return None
    if (verb.word, verb.next) == ("end", "to"):
        return Contrary(text=f"{verb.rest(1)} end", polarity=Polarity.ENDS, turned=False)
    dead = verb.word == "dead" and any(map(lexicon().is_arrangement, verb.stems_before))
    over = (verb.word == "over" or dead) and not verb.after
    alone = (
        not verb.after
        or verb.next in _NO_OBJECT | {"by"}
        or (verb.next in _OWN and bool(verb.object & (verb.goes_on | _BEGUN)))
    )
    if over or (verb.stem in _ENDS and alone):
        return Contrary(text=f"{verb.before} end {verb.rest()}", polarity=Polarity.ENDS, turned=False)
    return None


def _holds(verb: Verb) -> Contrary | None:
    """Of "the truce holds until Friday", "both respect the truce": does it end?

    What holds does so without an object ("holds talks" asks for talks). What is kept must go on, as a truce does: nobody
    asks whether a court's ruling ends.
    """
    if (*verb.stems_before[-1:], verb.word) in {("at", "last"), ("on", "hold")}:
        return None
    alone = not verb.next or verb.next in _NO_OBJECT
    kept = verb.stem in _KEEPS and verb.goes_on & {*verb.object, *verb.stems_before}
    if (verb.stem in _HOLDS and alone and not verb.past) or kept:
        rest = verb.rest(int(verb.next in _OF_KEEPING))
        return Contrary(text=f"{verb.before} end {rest}", polarity=Polarity.ENDS)
    return None


_RULES: tuple[Callable[[Verb], Contrary | None], ...] = (
    _negated,
    _still,
    _without,
    _averted,
    _saved,
    _in_office,
    _out_of_office,
    _kept,
    _misses,
    _stays,
    _upheld,
    _quits_doing,
    _denied,
    _loses,
    _rejected,
    _undone,
    _goes_ahead,
    _fails,
    _ends,
    _holds,
)
