"""Where the words stand that name what a watch item is about, and what it asks for, worked out once a story."""

from bot.domain.story import Story, WatchItem
from watchers.finder import Place, Words, compiled, words_of
from watchers.phrasebook import lexicon
from watchers.questions import Question, question_of


def question_for(item: WatchItem, story: Story) -> Question:
    """The question of a story's watch item; the names of actors are no verbs of it."""
    anchors = compiled(item.anchors).stems if item.anchors else frozenset()
    names = frozenset(s for a in story.actors for n in a.names for s in words_of(n).stems)
    return question_of(anchors, item.question, item.polarity, names)


def anchors_in(item: WatchItem, question: Question, words: Words) -> tuple[tuple[Place, ...], bool]:
    """Where the anchors stand; else where talks about them do (and True), which can be no more than a sign.

    What befalls a person needs no anchor beside the name: "Dolan quits" is about whether Dolan resigns.
    """
    if not item.anchors:
        return (), False
    finder = compiled(item.anchors)
    if places := finder.everywhere(words) or _befallen(question, words):
        return places, False
    kin = lexicon().kin_of(finder.stems)
    return (compiled("|".join(kin)).everywhere(words) if kin else ()), True


def _befallen(question: Question, words: Words) -> tuple[Place, ...]:
    kinds = {f"event:{e.name}" for e in question.events} if question.personal else set()
    return tuple((c.first, c.last) for c in lexicon().find(words) if c.kinds & kinds) if kinds else ()
