"""What governs a verb: the words before it in its clause, or opening that, by which it is asked, denied, planned or claimed."""

from itertools import pairwise

from watchers.judge.scene import GOVERNS, Scene
from watchers.words.cues import Cue
from watchers.words.grammar import forms, stems

DEMANDS = 7
"""How many words before a verb a demand may stand: "warns Tehran once more to sign"."""

_DETERMINERS = forms("determiners")
_CLAUSAL = forms("clausal")
_WANTED = forms("before_what_is_wanted")
_NOT_BEFORE = forms("not_before")
_DECIDES = stems("deciding_against")
_TRIES = stems("trying")
_DENIES = stems("denying")
_CLAIMED = forms("claimed")
_PURPOSES = forms("purposes")
_TILL = forms("till")
_BEING = forms("in_time_to_come")
_NOTHING = frozenset({"neither", "no", "nobody", "none", "nothing"})
_NO_MORE = frozenset({".", "longer", "more", "other"})
_PERFECT = forms("perfect") | {"recently", "once", "then"}
_IS = forms("is_or_was")
_NEAR_WHO = 5
"""Words before a "who" among which an "is" says whose it is."""
_TO_COME = frozenset({"can", "could", "must", "should", "to", "will", "would"})
_TIMES = frozenset({"day", "minute", "moment", "time"})
_IF = frozenset({"if", "unless"})
_NO_CONDITION = frozenset({"even", ","})
_GOVERNORS = ("refusal", "negation", "future", "condition", "claim", "partial", "done", "demand")


def governors(scene: Scene, cue: Cue) -> frozenset[str]:
    """The classes of what stands in the few words before the cue, in its clause or opening it."""
    return frozenset(governing(scene, cue))


def governing(scene: Scene, cue: Cue) -> dict[str, Cue]:
    """What governs the cue, the first of each class."""
    kinds: dict[str, Cue] = {}
    here = scene.clauses[cue.first].number
    for kind in _GOVERNORS:
        window = DEMANDS if kind in {"demand", "refusal"} else GOVERNS
        found = (g for g in scene.of(kind) if _in_clause(scene, g, here) and not _names(scene, g))
        found = (
            g
            for g in found
            if not (kind == "done" and (_open(scene, g) or _wanting(scene, g)))
            and not (kind == "demand" and _relates(scene, g, cue))
            and not (kind == "negation" and _other_negation(scene, g, cue))
            and not (
                kind == "future"
                and (_leads_somewhere(scene, g, cue) or _tells_what_for(scene, g, cue) or _at_last(scene, g))
            )
        )
        if governor := next((g for g in found if 0 <= cue.first - g.last < window), None):
            kinds.setdefault("negation" if kind == "refusal" else kind, governor)
    if denied := _denied(scene, cue) or _of_nothing(scene, cue):
        kinds.setdefault("negation", denied)
    if "demand" in kinds and "done" in kinds and kinds["done"].last <= kinds["demand"].first:
        del kinds["done"]  # "votes to urge Dolan to revoke it"
    if coming := _coming(scene, cue):
        kinds.setdefault("future", coming)
    if _had_it(scene, cue):
        kinds.setdefault("condition", Cue(kinds=frozenset(), first=0, last=1))  # "Had Auria signed, Belmont would ..."
    if scene.clauses[cue.first].opener in {"if", "unless"}:
        at = scene.clauses.index(scene.clauses[cue.first])
        kinds.setdefault("condition", Cue(kinds=frozenset(), first=at, last=at + 1))
    return kinds


def _had_it(scene: Scene, cue: Cue) -> bool:
    """Whether it only would have been: "Had Auria signed, Belmont would have gone"; not "Had enough: Auria signs"."""
    tokens = scene.words.tokens
    led = tokens[0].word == "had" and not any(t.word == ":" for t in tokens[: cue.first])
    return led and any(t.word == "would" for t in tokens)


def _in_clause(scene: Scene, cue: Cue, number: int) -> bool:
    """Whether it stands in that clause, or its last word opens it: "as long as Auria signs"."""
    return number in {scene.clauses[cue.first].number, scene.clauses[cue.last - 1].number}


def in_passing(scene: Scene, cue: Cue) -> Cue | None:
    """The "who" by which it only tells who somebody is: "envoy who signed deal dies"; not "Dolan, who signed it" nor "it was he who"."""
    at = cue.first - 1
    while at > 0 and scene.words.tokens[at].word in _PERFECT:
        at -= 1
    once = any(t.word == "once" for t in scene.words.tokens[at + 1 : cue.first])
    if at < 0 or scene.words.tokens[at].word != "who" or (_said_to_be(scene, at) and not once):
        return None
    return Cue(kinds=frozenset(), first=at, last=at + 1)


def _said_to_be(scene: Scene, who: int) -> bool:
    """Whether a "who" is an actor by name, or says what one is: "Dolan, who", "It was Dolan who", "Dolan is first leader who"."""
    tokens = scene.words.tokens
    of = who - (who > 0 and tokens[who - 1].word == ",")
    led = {t.word for t in tokens[max(0, who - _NEAR_WHO) : who]}
    named = any(a[1] == of for a in scene.actors)
    return named or (not led.isdisjoint(_IS) and any(a[1] < who for a in scene.actors))


def _denied(scene: Scene, cue: Cue) -> Cue | None:
    """Who says that it is not so: "denies he has resigned", "denied having signed", "denies reports that it sold"."""
    tokens, here = scene.words.tokens, scene.clauses[cue.first].number
    for deny in scene.of("deny"):
        near = 0 <= cue.first - deny.last <= GOVERNS and scene.clauses[deny.first].number == here
        if not near or scene.words.stems[deny.first] not in _DENIES:
            continue
        between = {t.word for t in tokens[deny.last : cue.first]}
        if between & _CLAIMED or (deny.last == cue.first and tokens[cue.first].word.endswith("ing")):
            return deny
    return None


def _of_nothing(scene: Scene, cue: Cue) -> Cue | None:
    """The "no" after a verb: "signs neither deal nor truce", "freed none of them"; not "enters No 10" nor a "no-fly zone"."""
    then = scene.words.tokens[cue.last : cue.last + 2]
    if not then or then[0].word not in _NOTHING:
        return None
    another = len(then) > 1 and (then[1].glued or then[1].word in _NO_MORE or then[1].word.isdigit())
    return None if another else Cue(kinds=frozenset(), first=cue.last, last=cue.last + 1)


def _coming(scene: Scene, cue: Cue) -> Cue | None:
    """What puts a verb of today in the time to come: "deal expires tomorrow", "what will happen when it expires", "strike expected"."""
    clause = scene.clauses[cue.first]
    begins = scene.clauses.index(clause)
    later = _later(scene, cue) if clause.opener in _NOT_BEFORE or _at_the_time(scene, cue) else None
    if later is None and clause.opener in _TILL and _BEING & {t.word for t in scene.words.tokens[begins : cue.first]}:
        later = Cue(kinds=frozenset(), first=begins, last=begins + 1)  # "once the bill is passed"
    return later or next((c for c in scene.of("coming") if c.first == cue.last), None) or _depends(scene, cue)


def _later(scene: Scene, cue: Cue) -> Cue | None:
    """What is to come when a verb of today is done, in another clause: the "will" of "once Auria signs, it will be free"."""
    today = not scene.words.tokens[cue.first].word.endswith("ed")
    coming = (
        c
        for c in scene.of("future")
        if (scene.text(c).casefold() in _TO_COME and c.last <= cue.first) or c.first > cue.last
    )
    return next(coming, None) if today else None


def _at_the_time(scene: Scene, cue: Cue) -> bool:
    """Whether a time is named at which it is done: "will be freed the day Auria signs", "by the time it signs"."""
    words = [t.word for t in scene.words.tokens[max(0, cue.first - GOVERNS - 1) : cue.first]]
    return any(second in _TIMES for first, second in pairwise(words) if first == "the")


def _depends(scene: Scene, cue: Cue) -> Cue | None:
    """The "if" after a verb of today: "truce ends if talks fail"; not "ends even if", "ends, if only for a day", nor "quits, unclear if"."""
    words, here = [t.word for t in scene.words.tokens], scene.clauses[cue.first].number
    then = next((n for n, c in enumerate(scene.clauses) if n > cue.first and c.number > here), None)
    if then is None or scene.clauses[then].opener not in _IF or not words[cue.first].endswith("s"):
        return None
    free = not _NO_CONDITION.isdisjoint(words[cue.last : then]) or words[then + 1 : then + 2] == ["only"]
    return None if free else Cue(kinds=frozenset(), first=then, last=then + 1)


def _against_whom(scene: Scene, cue: Cue) -> bool:
    """Whether an "against" only tells whom something hits: "sanctions against Auria"; "votes against", "against signing" deny."""
    words = scene.words
    alone = [t.word for t in words.tokens[cue.first : cue.last]] == ["against"]
    then = next((t.word for t in words.tokens[cue.last : cue.last + 1]), "")
    return alone and not then.endswith("ing") and _DECIDES.isdisjoint(words.stems[max(0, cue.first - 1) : cue.first])


def _other_negation(scene: Scene, cue: Cue, told: Cue) -> bool:
    """Whether a word that negates negates something else than the verb, as a number: "Dolan, 54, not 45, resigns"."""
    if cue.last < len(scene.words.tokens) and scene.words.tokens[cue.last].word[:1].isdigit():
        return True
    return _against_whom(scene, cue) or _tells_which(scene, cue, told) or _from_another(scene, cue, told)


def _tells_which(scene: Scene, cue: Cue, told: Cue) -> bool:
    """Whether a participle only says which one it is: "escaped killer caught"; not "Dolan escaped arrest", nor "rejected deal signed"."""
    before = scene.words.tokens[cue.first - 1] if cue.first else None
    leads = before is None or before.is_mark or before.word in _DETERMINERS
    things = (a for a in scene.anchors if a not in scene.actors)
    of_the_thing = any(cue.last <= a[0] < told.first for a in things)
    participle = cue.size == 1 and scene.words.tokens[cue.first].word.endswith("ed")
    return leads and participle and told.first > cue.last and not of_the_thing


def _from_another(scene: Scene, cue: Cue, told: Cue) -> bool:
    """Whether somebody is kept from something else: "banned from driving, jailed", and not "barred from coming back"."""
    doing = any(t.word.endswith("ing") for t in scene.words.tokens[cue.last : told.first + 1])
    kept = scene.words.tokens[cue.last - 1].word == "from"
    return kept and not (doing and told.first - cue.last <= 1)


def _relates(scene: Scene, cue: Cue, told: Cue) -> bool:
    """Whether it relates and demands nothing: "tells Belmont it plans to sign", not "tells Belmont to sign"."""
    between = {t.word for t in scene.words.tokens[cue.last : told.first]}
    return "tell" in scene.words.stems[cue.first : cue.last] and bool(between & _CLAUSAL)


def _at_last(scene: Scene, cue: Cue) -> bool:
    """Whether it tells which try it was: "on sixth try, rocket lifts off", and not "third attempt to buy it"."""
    tokens = scene.words.tokens
    tried = scene.words.stems[cue.first] in _TRIES and cue.first > 1 and tokens[cue.first - 2].word in {"at", "on"}
    return tried and [t.word for t in tokens[cue.last : cue.last + 1]] != ["to"]


def _leads_somewhere(scene: Scene, cue: Cue, told: Cue) -> bool:
    """Whether a "to" only says where to: "oil to Norland resumes", "letter to Dolan cancelling talks", not "to sign", nor "to see Norland's deal signed"."""
    if [t.word for t in scene.words.tokens[cue.first : cue.last]] != ["to"] or told.first <= cue.last:
        return False
    named = any(a[0] == cue.last for a in scene.actors) or scene.words.tokens[cue.last].word in _DETERMINERS
    return named and scene.words.tokens[told.first].word.endswith(("s", "ed", "ing"))


def _tells_what_for(scene: Scene, cue: Cue, told: Cue) -> bool:
    """Whether a "to" tells what the thing is for that something befalls: "deal to end war signed", not "to get deal signed"."""
    tokens = scene.words.tokens
    if [t.word for t in tokens[cue.first : cue.last]] != ["to"] or told.first <= cue.last:
        return False
    own = [a for a in scene.anchors if a not in scene.actors]
    thing = any(a[1] == cue.first for a in own) and not any(cue.last <= a[0] < told.first for a in own)
    return thing and tokens[cue.last].word in _PURPOSES and tokens[told.first].word.endswith("ed")


def _wanting(scene: Scene, cue: Cue) -> bool:
    """Whether it is a thing that is had or lacked: "enough votes to convict"."""
    return cue.first > 0 and scene.words.tokens[cue.first - 1].word in _WANTED | _DETERMINERS


def _names(scene: Scene, cue: Cue) -> bool:
    """Whether it is just the thing's name and governs nothing: an "offering" that is asked about offers nothing."""
    return (cue.first, cue.last) in scene.anchors


def _open(scene: Scene, cue: Cue) -> bool:
    """Whether it is yet to be done itself: "to sign order extending"."""
    return any(0 <= cue.first - g.last <= 1 for g in scene.of("future", "negation"))
