"""Telling a verb from a noun of the same form, as far as headlines need it: "launches a probe" and "the launch"."""

from watchers.judge.scene import Scene
from watchers.words.cues import Cue
from watchers.words.grammar import NOUN_ENDINGS, forms, stems
from watchers.words.phrasebook import lexicon
from watchers.words.tokens import Token

_PLURALS = forms("plurals")
_BEFORE_NOUNS = forms("before_nouns")
_NEVER_NOUNS = forms("never_nouns")
_TAKES = forms("taking")
_SMALL = frozenset({"as", "is", "us"})
_PREFIXES = forms("prefixes")
_PREPOSITIONS = forms("prepositions")
_CROWDS = forms("crowds")
_BEGINS = stems("taking_place")
_LEADS = stems("leading_to_a_deed")
_DELAYS = frozenset({"event:postponement", "event:cancellation", "event:halt"})
_DO_OF = stems("doing_of")
_AUXILIARIES = forms("auxiliaries")
_GOVERN = forms("modals") | forms("adverbs")
_DESCRIBED = forms("described")
_PAST_AS_PLAIN = forms("past_as_plain")
_NEVER_HEADS = forms("never_heads") | forms("prepositions") | forms("openers") | forms("modals")
_WHO = forms("who_look_like_verbs")
_LATE = frozenset({"early", "late"})
_SAME_THING = stems("the_thing_itself")
_WEAPONS = stems("weapons")
_AFTER_A_THING = _PREPOSITIONS | forms("openers") | {"capable", "of", "that", "to"}


def is_noun(scene: Scene, cue: Cue) -> bool:
    """Whether a cue of one word stands as a noun: by its ending, by what precedes it, or because "of" follows."""
    token = scene.words.tokens[cue.first]
    if cue.size > 1:
        does = any(
            t.word.endswith(("s", "ed")) and t.word not in _SMALL for t in scene.words.tokens[cue.first + 1 : cue.last]
        )  # "parliament backs", "government falls"
        named = scene.words.tokens[cue.last - 1].glued and scene.words.tokens[cue.last - 1].word.endswith(NOUN_ENDINGS)
        verb = {
            t.word for t in scene.words.tokens[max(0, cue.first - 1) : cue.first]
        } & _AUXILIARIES  # "will be sworn-in"
        led = scene.words.tokens[cue.first - 1].word if cue.first else ""
        ends_in_as = scene.words.tokens[cue.last - 1].word == "as"
        owned = led == "'s" and ends_in_as and _plain(token) and not does  # "Dolan's return as"
        return (
            owned or (token.word.endswith(NOUN_ENDINGS) and not does) or named or (_hyphened(scene, cue) and not verb)
        )
    before = scene.words.tokens[cue.first - 1] if cue.first else None
    owned = before is not None and before.word == "'s" and not token.word.endswith("ed")
    if owned or token.word.endswith(NOUN_ENDINGS) or _of_something(scene, cue) or _arms(scene, cue):
        return True
    if token.word in _PLURALS:
        if _led_and_ended(scene, cue):
            return False
        taken = scene.before_anchor(cue) or any(a[0] == cue.last for a in scene.actors)  # "Russia releases Gershkovich"
        return (before is not None and before.word in _BEFORE_NOUNS) or not taken
    return _plain(token) and token.word not in _NEVER_NOUNS and _stands_as_noun(scene, cue)


def _led_and_ended(scene: Scene, cue: Cue) -> bool:
    """Whether an actor stands right before it and nothing it is done to after it: "Webb launches in Auria", "Webb launches"."""
    then = next(iter(scene.words.tokens[cue.last : cue.last + 1]), None)
    ends = then is None or then.is_mark or then.word in _PREPOSITIONS
    return ends and any(a[1] == cue.first for a in scene.actors)


def _begins(scene: Scene, cue: Cue) -> bool:
    """Whether it is a thing to come: "miners' rescue to begin on Tuesday"; who "vote to end it" do so."""
    words = scene.words
    to = {t.word for t in words.tokens[cue.last : cue.last + 1]}
    verb = words.stems[cue.last + 1 : cue.last + 2]
    return to == {"to"} and not _BEGINS.isdisjoint(verb) and words.stems[cue.first] not in _LEADS


def _of_something(scene: Scene, cue: Cue) -> bool:
    """Whether an -s is a plural's, for an "of" follows: "amid signs of a deal"; who "dies of" it does so."""
    words = scene.words
    then = {t.word for t in words.tokens[cue.last : cue.last + 1]}
    return words.tokens[cue.first].word.endswith("s") and then == {"of"} and words.stems[cue.first] not in _DO_OF


def _arms(scene: Scene, cue: Cue) -> bool:
    """Whether it is only what a weapon is for: "unveils attack drone", and not "jets strike missile sites"."""
    tokens, weapon = scene.words.tokens, cue.last
    named = _plain(tokens[cue.first]) and not _WEAPONS.isdisjoint(scene.words.stems[weapon : weapon + 1])
    then = next(iter(tokens[weapon + 1 : weapon + 2]), None)
    return named and (then is None or then.is_mark or then.word in _AFTER_A_THING)


def _hyphened(scene: Scene, cue: Cue) -> bool:
    """Whether a hyphen makes one thing of it: a "tie-up", a "walk-out"; what is "re-elected" is a verb all the same."""
    joined = any(t.glued for t in scene.words.tokens[cue.first + 1 : cue.first + 2])
    return joined and scene.words.tokens[cue.first].word not in _PREFIXES


def _stands_as_noun(scene: Scene, cue: Cue) -> bool:
    """Whether a form that may be either is a noun here, by the words beside it."""
    before = scene.words.tokens[cue.first - 1] if cue.first else None
    after = scene.words.tokens[cue.last] if cue.last < len(scene.words.tokens) else None
    if any(c.first == cue.last for c in scene.of("noun_of")) or _is_object(scene, cue) or _begins(scene, cue):
        return True
    if before is None or before.word == ":":  # a headline has a subject before its verb: "Strike in Karst called off"
        return True
    if before.word in _BEFORE_NOUNS or (after is not None and after.word == "of"):
        return True
    return not _many(scene, cue.first) and not _governs(before, scene, cue)


def _is_object(scene: Scene, cue: Cue) -> bool:
    """Whether another verb has it as its object: "evades arrest", "denies attack"."""
    if cue.first and scene.words.tokens[cue.first - 1].word in _TAKES:
        return True
    verbs = (
        c for c in scene.cues if c.last == cue.first and scene.words.tokens[c.first].word not in _WHO
    )  # "rebels sign"
    before = {k for c in verbs for k in c.kinds} - _DELAYS
    kinds = {k.partition(":")[0] for k in before}
    return bool(kinds & {"against", "off", "deny", "cancel"}) and "event" not in kinds


def describes(scene: Scene, cue: Cue) -> bool:
    """Whether a participle only tells which one is meant: "Freed hostage recalls", "the failed truce"."""
    if cue.size > 1 or not scene.words.tokens[cue.first].word.endswith("ed") or not scene.before_anchor(cue):
        return False
    before = scene.words.tokens[cue.first - 1] if cue.first else None
    told = any(t.word == "of" for t in scene.words.tokens[cue.last : cue.last + 1])  # "Dolan, acquitted of fraud"
    return not told and (before is None or before.is_mark or before.word in _DESCRIBED)


def _plain(token: Token) -> bool:
    """Whether the form may be a noun at all: neither -ed nor -ing nor -s, nor an irregular past of its own."""
    from watchers.words.stems import irregular

    if token.word in _PAST_AS_PLAIN:
        return True
    return not token.word.endswith(("ed", "ing", "s")) and token.word not in irregular()


def _many(scene: Scene, at: int) -> bool:
    """Whether the subject before is a plural or a list ("Iran, US sign", "rivals reach"), which takes the plain form."""
    before = scene.words.tokens[max(0, at - 4) : at]
    return (
        any(t.word in {",", "and"} or (t.glued and t.raw[:1].isupper()) for t in before)
        or (before[-1].word.endswith("s") and len(before[-1].word) > len("was"))
        or before[-1].word in _CROWDS
    )


def _governs(before: Token, scene: Scene, cue: Cue) -> bool:
    """Whether a "to", a modal or an adverb before it makes it a verb, or an object right after it does."""
    if before.word in _GOVERN or before.word.endswith(("n't", "'ll")):
        return True
    return scene.words.tokens[cue.first].word in _PAST_AS_PLAIN and scene.before_anchor(cue)


def names_another(scene: Scene, first: int, last: int, named: frozenset[str]) -> bool:
    """Whether what stands there, right behind the thing's name, makes it the name of something else: "strike ballot", "war film".

    So it is where plain nouns follow up to `last`; "the strike action" and "the truce deal" are the thing itself, and so is
    what the question calls it (`named`, stems).
    """
    run = list(range(first, last))
    while run and scene.words.tokens[run[-1]].word in _AUXILIARIES | _LATE:
        run.pop()
    tokens = [scene.words.tokens[n] for n in run]
    if not tokens or any(t.is_mark or not t.raw.islower() or t.word in _NEVER_HEADS for t in tokens):
        return False
    content = lexicon().content(scene.words)
    nouns = [n for n in run if scene.words.stems[n] in content]
    return bool(nouns) and nouns[-1] == run[-1] and scene.words.stems[run[-1]] not in _SAME_THING | named
