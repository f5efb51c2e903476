"""Judge: what each match amounts to. The phase of a watch item's event, the stance on a claim, and why."""

from collections.abc import Container
from functools import partial
from itertools import islice

from bot.domain.entry import Entry
from bot.domain.evidence import Judgement, Match, Phase, Target, TargetKind
from bot.domain.story import Story, WatchItem
from watchers.judge.amounts import borne_out
from watchers.judge.measured import measure_of, no_less
from watchers.judge.numbered import another_number
from watchers.judge.trackedclaim import judge_claim, judge_near
from watchers.judge.watchitem import judge_item
from watchers.judge.whole import in_full, may_be_read, read_whole
from watchers.match.matcher import Matched
from watchers.model.reader import Reader
from watchers.words.finder import words_of

CLAIMS = 3
"""How many claims an entry is read against that lacks their words: those it has most words of."""


def judge(
    matched: Matched, story: Story, reader: Reader | None = None, *, unread: Container[Target] = ()
) -> tuple[Judgement, ...]:
    """One judgement for each match, in the order of the matches. Nothing is left out: a `none` says why it is one.

    With a reader, what the words say of a watch item is weighed with what it makes of the entry as a whole. Behind them
    stand judgements of what one condition was missing for, and the reader was asked; of the targets in `unread` it is not.
    Last come at most `CLAIMS` claims whose own words the entry lacks. What it sees there is a weak sign or hint at most, and
    takes more.
    """
    items = {Target(kind=TargetKind.WATCH, id=w.id): w for w in story.watch_items}
    by_words = tuple(_judge(match, matched, story, reader) for match in matched.matches)
    near = (Judgement(match=m, phase=Phase.NONE, why=m.why) for m in matched.near if m.target not in unread)
    further = [n for n in near if n.match.target in items and may_be_read(items[n.match.target], matched.entry)]
    whole = partial(_in_whole, entry=matched.entry, reader=reader, story=story)
    found = (whole(one, items.get(one.match.target)) for one in by_words)
    read = (whole(n, items[n.match.target], alone=True) for n in (further if reader else ()))
    claims = (n for n in matched.near if n.target.kind is TargetKind.CLAIM and n.target not in unread)
    told = (judge_near(n, story, matched.entry, reader) for n in claims) if reader else ()
    return (*found, *read, *islice((one for one in told if one), CLAIMS))


def _in_whole(
    judgement: Judgement,
    item: WatchItem | None,
    *,
    entry: Entry,
    reader: Reader | None,
    story: Story,
    alone: bool = False,
) -> Judgement:
    """What the reader makes of the entry beside the words, where there is one, and what the entry's numbers bear out of that."""
    if item is None:
        return judgement
    counted = borne_out(judgement, item.question, entry)
    too_few = counted.phase is Phase.DENIED and judgement.phase is Phase.HAPPENED
    enough = counted.phase is Phase.HAPPENED and measure_of(item.question) is not None
    told_of_another = counted.phase is Phase.NONE and another_number(words_of(judgement.match.passage), item.question)
    if reader is None or too_few or enough or told_of_another:
        return counted
    asked = story.once(("in full", item.id), lambda: in_full(item, story))
    read = borne_out(read_whole(counted, item, entry, reader, asked=asked, alone=alone), item.question, entry)
    return no_less(read, item.question) if counted.phase is Phase.NONE else read


def _judge(match: Match, matched: Matched, story: Story, reader: Reader | None) -> Judgement:
    if match.target.kind is TargetKind.CLAIM:
        return judge_claim(match, story, matched.entry, reader)
    item = story.watch_item(match.target.id)
    if item is None:
        return Judgement(match=match, phase=Phase.NONE, why=("the story has no such watch item any more",))
    return judge_item(match, item, matched, story)
