"""Verbs that say "signed" of people and "occurred" or "caused" of what befalls them: Arabic "وقع", mostly written without its signs."""

from watchers.judge.foreignwords import meet, phrases_in
from watchers.words.finder import Place, Words, within

_NEAR = 3
"""How many words may stand between the verb and what is signed, all of them the signer: "وقع وزير خارجية أوريا الاتفاق"."""
_DOUBLED = "\u0651"
"""The sign that only "signed" has, where somebody writes it."""
_JOINED = ("لل", "بال", "ولل", "وبال")
"""A "to" and a "by" with an article: "للهدنة"."""


def occurred(
    words: Words, language: str, things: tuple[Place, ...], names: tuple[Place, ...] = ()
) -> tuple[Place, ...]:
    """Where such a verb is no signing of one of `things`; nowhere, if it is of these that one asks whether they occurred."""
    verbs = phrases_in(words, language, "two_meanings")
    never = phrases_in(words, language, "never_signed") if verbs else ()
    if any(meet(n, t) for n in never for t in things):
        return ()
    return tuple(v for v in verbs if not _signed(words, language, v, things, names, never))


def _signed(  # noqa: PLR0917 - the verb, and what stands around it
    words: Words,
    language: str,
    verb: Place,
    things: tuple[Place, ...],
    names: tuple[Place, ...],
    never: tuple[Place, ...],
) -> bool:
    """Whether it has an "on", or what is signed, right behind it or its signer: "وقعت أوريا مع بلمونت الاتفاق"."""
    tokens, at = words.tokens, verb[1]
    if _DOUBLED in tokens[verb[0]].raw:
        return True
    end = next((n for n in range(at, len(tokens)) if tokens[n].is_mark), len(tokens))
    on = next((p[0] for p in phrases_in(words, language, "on") if at <= p[0] < end), end)
    if on == at < end:
        return not any(-_NEAR <= n[0] - verb[0] <= 1 for n in never)
    thing = next((t for t in sorted(things) if at <= t[0] < end), (end, end))
    signer = any(n[0] in {at, at + 1} or n[1] == verb[0] for n in names)  # "وقع رئيس أوريا", "أوريا وقعت"
    if any(at <= n[0] <= min(on, thing[0]) for n in never):
        return False
    if signer and on - at <= _NEAR and on < end:
        return True
    if thing[0] == end or _led(words, language, thing, names):
        return False
    return signer or (thing[0] - at <= _NEAR and not _prepositions(words, language, (at, thing[0])))


def _led(words: Words, language: str, thing: Place, names: tuple[Place, ...]) -> bool:
    """Whether a preposition leads to it, some also over a word that is no name: "رغم الهدنة", "قبل بدء الهدنة"."""
    at = thing[0]
    if words.tokens[at].word.startswith(_JOINED) or _prepositions(words, language, (at - 1, at)):
        return True
    between = (at - 1, at)
    return not within(between, names) and any(p[1] == at - 1 for p in phrases_in(words, language, "amid"))


def _prepositions(words: Words, language: str, where: Place) -> bool:
    kinds = ("amid", "prepositions")
    return any(where[0] <= p[0] and p[1] <= where[1] for kind in kinds for p in phrases_in(words, language, kind))
