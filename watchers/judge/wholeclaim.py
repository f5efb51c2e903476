"""A second reading of a claim: what the reader of the extra `semantic` makes of a whole entry, asked whether the claim is so.

The reader knows what an entry may say of a question; a claim is asked as it stands. That it happened or got likelier bears
the claim out, that it is ruled out or got less likely speaks against it. The words' stance keeps a vote beside its chances.
Which claims are read so `trackedclaim.py` says: of strange rumours the cues know more. Headlines are read too that lack most
of a claim's words, but name one of its actors and have a quarter of them.
"""

from dataclasses import replace

from bot.domain.entry import Entry
from bot.domain.evidence import Judgement, Stance
from bot.domain.story import Claim, Weight
from bot.errors import ModelError
from watchers.judge.claims import other_number
from watchers.judge.recalled import looks_back, told_now
from watchers.judge.whole import READ_WHOLE, asks, in_english, shown
from watchers.model.reader import Chances, Reader

WORDS = 0.2
"""The vote of the words' stance beside the reader's chances, which are 1.0 together."""
SIDE = 0.8
"""The chances a side takes where the claim's own words are missing. Of 564 headlines with a side on 50 claims that the reader had
not met the words find 225; of the others it sees the right side in 140 and the wrong one in none. Besides it saw a side in 16 that have
none, and 6 times on another claim."""
_TOLD = {Stance.SUPPORTS: "so", Stance.REFUTES: "not so", Stance.CONTEXT: "neither"}
_COUNTS = {Stance.SUPPORTS: "saying so", Stance.REFUTES: "saying otherwise", Stance.CONTEXT: "saying neither"}


def read_claim(judgement: Judgement, claim: Claim, entry: Entry, reader: Reader, *, alone: bool = False) -> Judgement:
    """The judgement after the second reading, which its last reason tells. A side that only the reader sees is a weak hint.

    What is not English is left to the words, and so is a headline that asks or looks back. `alone` says that the entry lacks
    the claim's own words, so that only the reader speaks for it.
    """
    if not in_english(claim.text, entry) or asks(entry.title) or looks_back(entry.title, entry.published):
        return judgement
    try:
        chances = reader.chances(claim.text, told_now(entry))
    except ModelError as error:
        return replace(judgement, why=(*judgement.why, f"{error} The words stand"))
    stance, why = _weighed(judgement, claim, entry, chances, alone=alone)
    weight = judgement.weight if stance is judgement.stance else Weight.WATCH
    return replace(judgement, stance=stance, weight=weight, why=(*judgement.why, why))


def _weighed(judgement: Judgement, claim: Claim, entry: Entry, chances: Chances, *, alone: bool) -> tuple[Stance, str]:
    """What both together say, or the reader alone, and why."""
    sides = {
        Stance.SUPPORTS: chances.up + chances.happened,
        Stance.REFUTES: chances.down + chances.ruled_out,
        Stance.CONTEXT: chances.none,
    }
    votes = sides if alone else sides | {judgement.stance: sides[judgement.stance] + WORDS}
    stance = max(votes, key=votes.__getitem__)
    told = ", ".join(f"{_TOLD[s]} {shown(sides[s])}" for s in sorted(sides, key=sides.__getitem__, reverse=True)[:2])
    neither = f"{READ_WHOLE}: {told}; counts as saying neither"
    passage = f"{entry.title}. {entry.summary}" if alone else judgement.match.passage
    if stance is Stance.SUPPORTS and (other := other_number(claim.text, passage)):
        return Stance.CONTEXT, f'{neither}, it has another number: "{other}"'
    if alone and stance is not Stance.CONTEXT and sides[stance] < SIDE:
        return Stance.CONTEXT, f"{neither} (a side takes {SIDE:.2f} where the claim's words are missing)"
    agreed = ", as by the words" if stance is judgement.stance and not alone else ""
    return stance, f"{READ_WHOLE}: {told}; counts as {_COUNTS[stance]}{agreed}"
