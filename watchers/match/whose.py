"""Whose a passage is that names none of a watch item's actors: by the names and the words of its question."""

from bot.domain.story import WatchItem
from watchers.match.askedverbs import LIGHT
from watchers.match.partnames import by_other_names, lands_in, named_in
from watchers.match.questions import Question
from watchers.words.capitals import names_in
from watchers.words.finder import Place, Words, compiled, words_of
from watchers.words.grammar import stems
from watchers.words.phrasebook import lexicon
from watchers.words.tokens import in_title_case

_NAMES_OF_MANY = stems("when") | stems("feasts") | stems("holders") | stems("names_of_many")
"""Written with a capital, and no name that tells which one: "in June", "the Senate"."""
_ONE_OF_A_KIND = stems("one_of_a_kind")
_TWO = 2


class Whose:
    """The names and words by which an anchor is known to be this item's.

    `about` has the stems of the words of its question and anchors, `telling` those of them that name no kind of event: of
    "rail strike" the rail.
    """

    def __init__(self, item: WatchItem, question: Question, of_actors: frozenset[str]) -> None:
        self._question = question
        begins = frozenset(words_of(item.question).stems[:1])  # "Hollywood writers' strike ends"
        self._named = _names_in(item.question) | (begins & question.parts)
        self._asked = self._named - of_actors  # of these "Kesh Port" is an actor, and "Kesh Airport" none
        self._alone = _ONE_OF_A_KIND & frozenset(words_of(item.question).stems)
        if question.rivals:  # the "Italian premier" is Italy's
            self._alone |= by_other_names(self._asked)
        self._asked |= self._alone
        self._names = self._asked | _names_in(item.anchors, first=True)
        self._of_question = _content_of(item.question)
        self.about = self._of_question | (compiled(question.anchors).stems if question.anchors else frozenset())
        self.telling = frozenset(s for s in self.about if not lexicon().is_thing(s))

    def named(self, words: Words) -> dict[str, Place]:
        """The first place of each name in a passage that the question or an anchor has, or that is the item's country."""
        found = named_in(words, self._names | self._named | (self._question.parts & lands_in(words)))
        return found | {s: words.places[s][0] for s in self._alone & _ONE_OF_A_KIND & words.places.keys()}

    def tells_which(self, words: Words, anchors: tuple[Place, ...], stem: str, place: Place) -> bool:
        """Whether a name does: in an anchor, or in the question beside one, or an actor's beside one that is as the question has it.

        In a headline that is all capitals a name of the question alone can be any word, but for a country's or the pope.
        """
        inside = any(a[0] <= place[0] < a[1] and a[1] - a[0] > 1 for a in anchors)
        asked = stem in self._alone or (stem in self._asked and not in_title_case(words.tokens))
        return (
            (stem in self._names and inside)
            or asked
            or self._as_asked(words)
            or any(self._is_whole(words, a) for a in anchors)
        )

    def _as_asked(self, words: Words) -> bool:
        """Whether it has three words of the question, and no name that is not the item's: "Chicago teachers to end strike"."""
        return len(self._of_question & words.places.keys()) > _TWO and not (
            self._strangers(words) or self.elsewhere(words)
        )

    def _is_whole(self, words: Words, anchor: Place) -> bool:
        """Whether an anchor of several words, one of them of no kind of event, is as the question has it ("teachers strike"), or beside the item's country."""
        said = set(words.stems[slice(*anchor)])
        if anchor[1] - anchor[0] == 1 or said.isdisjoint(self.telling) or self._strangers(words):
            return False
        countries = lands_in(words)
        return not countries.isdisjoint(self._question.parts) or (said <= self._of_question and not countries)

    def of_others(self, words: Words, anchors: tuple[Place, ...]) -> bool:
        """Whether it names somebody or somewhere else, or another thing: what a bare "Senate" does with "Vale", or a "flood aid bill"."""
        content = lexicon().content(words) - self.about
        led = [first - 1 for first, _ in anchors if first]
        other = bool(led) and all(words.stems[n] in content and not _verb(words, n) for n in led)
        return other or self.elsewhere(words) or bool(self._strangers(words))

    def elsewhere(self, words: Words) -> bool:
        """Whether it names a country, and none of the item's."""
        named = lands_in(words)
        return bool(named) and named.isdisjoint(self._question.parts)

    def _strangers(self, words: Words) -> frozenset[str]:
        """The names (their stems) in a passage that are neither the item's nor of many."""
        names = frozenset(words.stems[n] for n in names_in(words))
        return names - self._question.parts - self.about - _NAMES_OF_MANY


def _verb(words: Words, at: int) -> bool:
    return lexicon().is_deed(words.stems[at]) and words.tokens[at].word.endswith(("s", "ed"))


def _content_of(question: str) -> frozenset[str]:
    """The stems of what a question names, but for its small verbs, numbers and what tells nothing."""
    words = words_of(question)
    numbers = {s for s in words.stems if s.isdigit()}
    return lexicon().content(words) - LIGHT - _NAMES_OF_MANY - numbers


def _names_in(text: str, *, first: bool = False) -> frozenset[str]:
    """The stems of the words of a text that are written with a capital; of a sentence's first word that tells nothing."""
    words = words_of(text)
    told = list(zip(words.stems, words.tokens, strict=True))[0 if first else 1 :]
    content = lexicon().content(words)
    return frozenset(s for s, t in told if t.raw[:1].isupper() and s in content) - _NAMES_OF_MANY
