"""A story with one question, and how a headline is read against it."""

from bot.domain.entry import Entry
from bot.domain.evidence import Judgement, Phase
from bot.domain.story import Actor, Polarity, Story, WatchItem
from watchers.judge.judgements import judge
from watchers.match.matcher import Matcher
from watchers.words.names import usual_names


def asking(question: str, anchors: str, *who: str | Actor, polarity: Polarity = Polarity.HAPPENS) -> Story:
    """The story; an actor given by name alone goes by its usual names too."""
    actors = tuple(a if isinstance(a, Actor) else Actor(name=a, aliases=usual_names(a)) for a in who)
    names = tuple(a.name for a in actors)
    item = WatchItem(id="w", question=question, actors=names, anchors=anchors, polarity=polarity)
    return Story(slug="invented", title="Invented", actors=actors, watch_items=(item,))


def judged(case: Story, title: str) -> Judgement:
    """Raises IndexError where it does not match."""
    return _read(case, title)[0]


def phase(case: Story, title: str) -> Phase:
    """`none` too where it does not match."""
    found = _read(case, title)
    return found[0].phase if found else Phase.NONE


def _read(case: Story, title: str) -> tuple[Judgement, ...]:
    return tuple(judge(Matcher(case).match(Entry(id="1", title=title)), case))
