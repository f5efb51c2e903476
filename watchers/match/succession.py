"""Who follows somebody in an office: where a passage says that another gets what the one asked about is to leave."""

from watchers.match.bynames import AFTER_AN_OBJECT, known
from watchers.match.questions import Question
from watchers.words.finder import Place, Words, compiled
from watchers.words.grammar import forms, stems
from watchers.words.phrasebook import lexicon
from watchers.words.tokens import Token

_OFFICES = (
    *map(stems, ("heads_of_government", "heads_of_companies", "heads_of_parties")),
    *(frozenset({s}) for s in stems("offices_left_to_others")),
)
_BEFORE_OFFICE = forms("determiners") | {"as", "be", "new", "'s"}
_NOT_BEFORE_OFFICE = forms("prepositions") - {"as"}
_SECOND_WORDS = stems("second_words_of_offices")


def office_to_leave(question: Question) -> frozenset[str]:
    """The stems of all names of the office that somebody is asked to leave; of none where no office is named."""
    if "departure" not in question.names or not known(question):
        return frozenset()
    asked = question.named | (compiled(question.anchors).stems if question.anchors else frozenset())
    return frozenset().union(*(names for names in _OFFICES if names & asked))


def succession(question: Question, words: Words) -> tuple[Place, ...]:
    """Where somebody gets the office that the one asked about is to leave: "Kovel sworn in as premier"."""
    asked = office_to_leave(question)
    cues = (c for c in lexicon().find(words) if asked and "event:office" in c.kinds)
    return tuple(p for c in cues if gets_office(words, p := (c.first, c.last), asked))


def gets_office(words: Words, verb: Place, office: frozenset[str]) -> bool:
    """Whether that very office follows the verb: "elects Kovel premier"; not "wins vote in blow to premier", "named finance chief"."""
    at = next((n for n, s in enumerate(words.stems) if s in office and verb[0] <= n), len(words.tokens))
    between = words.tokens[verb[1] : at]
    plain = all(t.word in _BEFORE_OFFICE or (t.raw[:1].isupper() and t.word not in _NOT_BEFORE_OFFICE) for t in between)
    end = at + 1
    while end < len(words.tokens) and words.stems[end] in _SECOND_WORDS:
        end += 1
    whole = end - at > 1 or words.stems[at : at + 1] != ("prime",)  # a "prime suspect" has none
    named = words.tokens[end : end + 1] and words.tokens[end].raw[:1].isupper() and words.tokens[at].raw.islower()
    return at < len(words.tokens) and plain and whole and (bool(named) or ends_there(words, end))


def ends_there(words: Words, end: int) -> bool:
    """Whether nothing behind an office makes it another: "premier of Auria", not "premier's aide", "president of Auria Airlines", "-elect"."""
    then, *rest = (*words.tokens[end : end + 3], None)
    if then is not None and then.word == "of":
        place, after, *_ = (*rest, None)
        return place is not None and place.raw[:1].isupper() and (after is None or _goes_on(after))
    return then is None or _goes_on(then)


def _goes_on(token: Token) -> bool:
    return token.is_mark or (token.word in AFTER_AN_OBJECT and not token.glued)
