"""The words of a question where its verb may stand, each with what stands before and after it."""

from dataclasses import dataclass

from watchers.words.finder import Words
from watchers.words.grammar import forms, stems
from watchers.words.stems import irregular

_STAYS = stems("staying")
_ASKING = forms("asking")
_PREPOSITIONS = forms("prepositions")
_DETERMINERS = forms("determiners")
_RELATIVE = forms("relative")
_FEW = 5


@dataclass(frozen=True, kw_only=True)
class Verb:
    """A word of a question where its verb may stand: the words before it, without "Will", and those after it, with stems.

    `goes_on` are the nouns (stems) of what the anchors name that goes on, as a truce or a strike does. `joined` is whether a
    hyphen binds it to the next.
    """

    before: str
    word: str
    stem: str
    after: tuple[str, ...]
    stems: tuple[str, ...]
    stems_before: tuple[str, ...]
    goes_on: frozenset[str]
    joined: bool = False

    @property
    def past(self) -> bool:
        """Whether it only tells which one is meant: "the hostages held in the mine are freed"."""
        return self.word.endswith("ed") or self.word in irregular()

    @property
    def stays(self) -> bool:
        """Whether it is a verb of staying."""
        return self.stem in _STAYS and not self.past

    @property
    def next(self) -> str:
        return next(iter(self.after), "")

    @property
    def passive(self) -> bool:
        """Whether it befalls what stands before it: "is scrubbed", "scrubbed by Karst"."""
        return not self.after or self.next in _PREPOSITIONS

    @property
    def named(self) -> bool:
        """Whether it is a thing and no verb: "the boycott", "the final go-ahead"."""
        return self.joined or self.before.lower().rpartition(" ")[2] in _DETERMINERS

    @property
    def few(self) -> frozenset[str]:
        """The stems of the few words after it."""
        return frozenset(self.stems[:_FEW])

    @property
    def thing(self) -> tuple[str, ...]:
        """The words after it up to a preposition: "power" of "lose power in the election"."""
        until = next((n for n, word in enumerate(self.after) if word in _PREPOSITIONS), len(self.after))
        return self.after[:until]

    @property
    def object(self) -> frozenset[str]:
        """The stems of what it is done to."""
        return frozenset(self.stems[: len(self.thing)])

    def rest(self, skipped: int = 0) -> str:
        return " ".join(self.after[skipped:])


def verbs_of(words: Words, goes_on: frozenset[str]) -> list[Verb]:
    """Every word a verb may be, up to a "that" or "who": what follows says only which one is meant."""
    kept = [(t, s) for t, s in zip(words.tokens, words.stems, strict=True) if not t.is_mark]
    until = next((n for n, (t, _) in enumerate(kept) if n and t.word in _RELATIVE), len(kept))
    first = int(bool(kept) and kept[0][0].word in _ASKING)
    return [
        Verb(
            before=" ".join(t.raw for t, _ in kept[first:at]),
            word=kept[at][0].word,
            stem=kept[at][1],
            after=tuple(t.word for t, _ in kept[at + 1 : until]),
            stems=tuple(s for _, s in kept[at + 1 : until]),
            stems_before=tuple(s for _, s in kept[first:at]),
            goes_on=goes_on,
            joined=any(t.glued for t, _ in kept[at + 1 : at + 2]),
        )
        for at in range(1, until)
    ]
