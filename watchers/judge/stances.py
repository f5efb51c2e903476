"""The stance of a headline on a claim given as a sentence, where the story file has no patterns for it.

A weighted vote of cues: refuting, hedging, reporting and confirming words, whether they stand in the claim too, what is
negated, questions and quotes. The weights are learned (`tests/train_stance.py`) and ship as numbers; the words are a
readable file. Weights learned on rumours do not carry over to diplomacy: a claim on what states and parties do is asked as a
watch item is (`asked.py`). Where a claim says that something is not so, it decides whether the headline says it.
"""

import math
import tomllib
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files
from typing import Any

from bot.domain.evidence import Phase, Stance
from watchers.judge.negation import is_negated, read_negative
from watchers.judge.saidof import denial_ends, first_part, never, stopped, undone
from watchers.words.cues import Cues
from watchers.words.finder import Place, Words, words_of
from watchers.words.grammar import forms
from watchers.words.phrasebook import lexicon
from watchers.words.stems import stem

_STANCES = (Stance.SUPPORTS, Stance.REFUTES, Stance.CONTEXT)
_PHASES = {Stance.SUPPORTS: Phase.HAPPENED, Stance.REFUTES: Phase.DENIED, Stance.CONTEXT: Phase.HEDGED}
_REACH = 4
_BEING = forms("auxiliaries")


@dataclass(frozen=True, kw_only=True)
class StanceReading:
    """A stance, the phase it amounts to, and the rule and words that gave it."""

    stance: Stance
    phase: Phase
    rule: str
    words: str = ""


def stance_of(claim: str, passage: str, names: tuple[Place, ...] = ()) -> StanceReading:
    """How the passage stands to the claim: it supports or refutes it, or only speaks of it (context).

    The `names` of actors in the passage negate nothing.
    """
    found = _by_negation(claim, passage, names)
    if found is not None:
        return found
    found = _by_cues(claim, passage)
    if found.stance is Stance.REFUTES:
        if words := denial_ends(passage):
            return StanceReading(stance=Stance.CONTEXT, phase=Phase.HEDGED, rule="a denial that ends", words=words)
        part = first_part(claim, passage)
        within = tuple(n for n in names if n[1] <= len(words_of(part).tokens))
        return stance_of(claim, part, within) if part else found
    return (found.stance is Stance.SUPPORTS and told_otherwise(claim, passage)) or found


def told_otherwise(claim: str, passage: str) -> StanceReading | None:
    """Where the passage has the claim's words, and says the opposite, that it was never done, or that it is yet to be."""
    return _by_opposite(claim, passage) or _by_denial(claim, passage) or _as_undone(claim, passage)


def _by_negation(claim: str, passage: str, names: tuple[Place, ...]) -> StanceReading | None:
    """For a claim that something is not so: who says it is refutes it, who denies it supports it; None for any other."""
    found = read_negative(claim, passage, names)
    if found is None:
        return None
    side = {Phase.HAPPENED: Stance.REFUTES, Phase.DENIED: Stance.SUPPORTS, Phase.CANCELLED: Stance.SUPPORTS}
    stance = side.get(found.phase, Stance.CONTEXT)
    return StanceReading(
        stance=stance,
        phase=found.phase,
        rule=f"the claim says it is not so, the passage: {found.rule}",
        words=found.words,
    )


def debunked(claim: str, passage: str) -> bool:
    """Whether the passage calls something false or a hoax, in words that the claim has not."""
    own = words_of(claim).stems
    found = (c for c in _cues().find(words_of(passage)) if not {"false", "hoax"}.isdisjoint(c.kinds))
    return any(not set(words_of(passage).stems[c.first : c.last]) <= set(own) for c in found)


def _by_opposite(claim: str, passage: str) -> StanceReading | None:
    """Where the passage says the opposite of what the claim's verb does ("resumes" for "has stopped"), and not that verb too."""
    asked, said = words_of(claim), words_of(passage)
    if is_negated(said) or _has_cue("deny", said) or _has_cue("maybe", said):
        return None
    own = {s: t for t, s in zip(said.tokens, said.stems, strict=True) if not t.word.endswith("ing")}
    for one, other in _opposites():
        speaks = one & set(asked.stems) and not other & set(asked.stems) and not one & set(said.stems)
        if speaks and (found := sorted(other & set(own))):
            rule = "the opposite of what the claim says"
            return StanceReading(stance=Stance.REFUTES, phase=Phase.DENIED, rule=rule, words=own[found[0]].raw)
    return None


def _by_denial(claim: str, passage: str) -> StanceReading | None:
    """Where the passage says that what the claim tells was never done: "inspection was never carried out"."""
    said = words_of(passage)
    shared = lexicon().content(said) & lexicon().content(words_of(claim))
    never = (at for at, t in enumerate(said.tokens) if t.word == "never" and at and said.tokens[at - 1].word in _BEING)
    if is_negated(words_of(claim)) or not any(shared & set(said.stems[max(0, at - _REACH) : at]) for at in never):
        return None
    return StanceReading(stance=Stance.REFUTES, phase=Phase.DENIED, rule="it was never so", words="never")


def _as_undone(claim: str, passage: str) -> StanceReading | None:
    """Where what the claim says is done is not, or not yet, there: "never failed", "could fail"."""
    if words := never(claim, passage):
        return StanceReading(stance=Stance.REFUTES, phase=Phase.DENIED, rule="it was never so", words=words)
    words, done = stopped(claim, passage)
    if done:
        return StanceReading(stance=Stance.REFUTES, phase=Phase.DENIED, rule="it is stopped", words=words)
    if words := words or undone(claim, passage):
        return StanceReading(stance=Stance.CONTEXT, phase=Phase.HEDGED, rule="not said to be done", words=words)
    return None


def _by_cues(claim: str, passage: str) -> StanceReading:
    values = stance_features(claim, passage)
    sums = {s: sum(w * values.get(n, 0.0) for n, w in _weights()[s.value].items()) for s in _STANCES}
    best = max(_STANCES, key=lambda s: sums[s])
    score = 1 / sum(math.exp(sums[s] - sums[best]) for s in _STANCES)
    speaks = sorted(
        ((_weights()[best.value].get(n, 0.0) * v, n) for n, v in values.items() if n != "bias"), reverse=True
    )
    told = ", ".join(dict.fromkeys(filter(None, (_told(n, claim, passage) for weight, n in speaks[:3] if weight > 0))))
    return StanceReading(
        stance=best,
        phase=_PHASES[best],
        rule=f"cues weighed at {score:.2f}",
        words=told or "nothing against it",
    )


def _told(feature: str, claim: str, passage: str) -> str:
    """What a feature stands for in the passage: the word that is the cue, or how much of the claim it says; "" for its form."""
    said, asked = words_of(passage), words_of(claim)
    if feature.startswith("overlap"):
        shared = len(lexicon().content(said) & lexicon().content(asked)) / (len(lexicon().content(asked)) or 1)
        return f"{shared:.0%} of the claim's words"
    kind = feature.removeprefix("claim has it: ").removesuffix(" first").removesuffix(" beside the claim's words")
    places = [(c.first, c.last) for c in _cues().find(said) if kind in c.kinds]
    places += [(n, n + 1) for n, s in enumerate(said.stems) if feature == f"word: {s}"]
    return " ".join(t.raw for t in said.tokens[slice(*places[0])]) if places else ""


@lru_cache(maxsize=8192)
def stance_features(claim: str, passage: str) -> dict[str, float]:
    """The cues of a pair, each a number whose weight is in `lexicon/stance_weights.toml`."""
    said, asked = words_of(passage), words_of(claim)
    shared = lexicon().content(said) & lexicon().content(asked)
    own = set(asked.stems)
    values: dict[str, float] = {"bias": 1.0}
    found = _cues().find(said)
    for cue in found:
        inside = set(said.stems[cue.first : cue.last]) <= own
        for kind in cue.kinds:
            values["claim has it: " + kind if inside else kind] = 1.0
            if not inside and _near(said, cue.first, cue.last, shared):
                values[f"{kind} beside the claim's words"] = 1.0
            if not inside and cue.first == 0:
                values[f"{kind} first"] = 1.0
    values |= _form(passage, said, asked)
    values |= {f"word: {s}": 1.0 for s in set(said.stems) - own if s.isalpha()}
    if said.tokens and not said.tokens[0].is_mark:
        values[f"first word: {said.stems[0]}"] = 1.0
    values |= _shared(len(shared) / (len(lexicon().content(asked)) or 1))
    values["said besides"] = len(lexicon().content(said) - lexicon().content(asked)) / 10
    values["numbers differ"] = float(_numbers_differ(said, asked))
    return values


def _shared(share: float) -> dict[str, float]:
    """How much of the claim is said, in steps too: a headline that says nearly all of it is another kind of headline."""
    steps = {f"overlap over {step}": float(share >= step) for step in (0.2, 0.4, 0.6, 0.8)}
    return {"overlap": share, **steps}


def _form(passage: str, said: Words, asked: Words) -> dict[str, float]:
    """Question marks, quotes, colons and whether one side is negated and the other not."""
    negated = (is_negated(said), is_negated(asked))
    return {
        "question": float("?" in passage),
        "ends in a question": float(passage.rstrip().endswith("?")),
        "quotes": float(any(q in passage for q in "\"“‘'")),
        "colon": float(":" in passage),
        "exclamation": float("!" in passage),
        "one side negated": float(negated[0] != negated[1]),
        "both negated": float(all(negated)),
        "long": min(len(said.tokens) / 20, 2.0),
    }


def _near(words: Words, first: int, last: int, shared: frozenset[str]) -> bool:
    return bool(shared & set(words.stems[max(0, first - _REACH) : last + _REACH]))


def _numbers_differ(said: Words, asked: Words) -> bool:
    one, other = ({t.word for t in w.tokens if t.word[:1].isdigit()} for w in (said, asked))
    return bool(one and other and not one & other)


def _has_cue(kind: str, words: Words) -> bool:
    return any(kind in c.kinds for c in _cues().find(words))


@cache
def _opposites() -> tuple[tuple[frozenset[str], frozenset[str]], ...]:
    """Verbs (stems) and those that say the opposite, both ways round."""
    text = (files("watchers") / "lexicon" / "stance.toml").read_text(encoding="utf-8")
    pairs = [
        tuple(frozenset(map(stem, side)) for side in (p["one"], p["other"])) for p in tomllib.loads(text)["opposites"]
    ]
    return tuple((a, b) for one, other in pairs for a, b in ((one, other), (other, one)))


@cache
def _cues() -> Cues:
    text = (files("watchers") / "lexicon" / "stance.toml").read_text(encoding="utf-8")
    return Cues(dict(tomllib.loads(text)["cues"]))


@cache
def _weights() -> dict[str, dict[str, float]]:
    text = (files("watchers") / "lexicon" / "stance_weights.toml").read_text(encoding="utf-8")
    table: dict[str, Any] = tomllib.loads(text)
    return {stance: dict(table[stance]) for stance in table}
