"""Where the words stand that name what a watch item is about, and what it asks for, worked out once a story."""

from dataclasses import replace

from bot.domain.story import Story, WatchItem
from watchers.finder import Place, Words, compiled, words_of
from watchers.phrasebook import lexicon
from watchers.questions import LIGHT, Question, question_of


def question_for(item: WatchItem, story: Story) -> Question:
    """The question of a story's watch item; the names of actors are no verbs of it.

    An item with neither anchors nor signals is found by the words of its question.
    """
    names = frozenset(s for a in story.actors for n in a.names for s in words_of(n).stems)
    anchors = item.anchors or ("" if item.signals else _of_question(item.question, names))
    stems = compiled(anchors).stems if anchors else frozenset()
    return replace(question_of(stems, item.question, item.polarity, names), anchors=anchors)


def _of_question(question: str, names: frozenset[str]) -> str:
    """The question's content words but for its actors and its verb, or with the verb where nothing else is left."""
    words = words_of(question.partition(" to ")[0])
    content = lexicon().content(words) - names - LIGHT
    places = [n for n, s in enumerate(words.stems) if s in content]
    things = [n for n in places if not lexicon().is_verbal(words, (n, n + 1))]
    return "|".join(dict.fromkeys(words.tokens[n].raw for n in things or places))


def anchors_in(question: Question, words: Words) -> tuple[tuple[Place, ...], bool]:
    """Where the anchors stand; else where talks about them do (and True), which can be no more than a sign.

    What befalls a person needs no anchor beside the name: "Dolan quits" is about whether Dolan resigns.
    """
    if not question.anchors:
        return (), False
    finder = compiled(question.anchors)
    if places := finder.everywhere(words) or _befallen(question, words):
        return places, False
    kin = lexicon().kin_of(finder.stems)
    return (compiled("|".join(kin)).everywhere(words) if kin else ()), True


def _befallen(question: Question, words: Words) -> tuple[Place, ...]:
    kinds = {f"event:{e.name}" for e in question.events} if question.personal else set()
    return tuple((c.first, c.last) for c in lexicon().find(words) if c.kinds & kinds) if kinds else ()
