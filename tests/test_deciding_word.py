"""A reason names the word that decided, never merely the actor. All names and headlines are invented."""

import pytest

from bot.domain.entry import Entry
from bot.domain.evidence import Phase, Stance, TargetKind
from bot.domain.story import Actor, Claim, Signal, Story, WatchItem, Weight
from watchers.judge.judgements import judge
from watchers.match.matcher import Matcher

WORDS = "Dolan|Auria withdraws|leaves camp"
STORY = Story(
    slug="invented",
    title="Invented",
    actors=(Actor(name="Dolan"), Actor(name="Auria")),
    claims=(Claim(id="gone", text="Dolan has gone.", supported_by=(WORDS,)),),
    watch_items=(
        WatchItem(id="leaves", question="Does Dolan leave?", signals=(Signal(words=WORDS, weight=Weight.DECISIVE),)),
    ),
)


def reason(title: str, kind: TargetKind) -> str:
    judged = judge(Matcher(STORY).match(Entry(id="1", title=title)), STORY)
    found = next(j for j in judged if j.match.target.kind is kind)
    return next(line for line in found.why if line.startswith((*Phase, *Stance)))


@pytest.mark.parametrize(
    ("title", "rule"),
    [
        ("Dolan withdraws from camp", 'the passage says so itself: "withdraws, camp"'),
        ("Dolan will withdraw from camp", 'yet to come: "will"'),
        ("Dolan does not withdraw from camp", 'negated: "not"'),
        ("Prices fall if Dolan leaves camp", 'a condition, a demand, a question or an explanation: "if"'),
        ("Does Dolan leave the camp?", 'a condition, a demand, a question or an explanation: "?"'),
        ("Dolan reportedly leaves camp", 'somebody\'s word, in part or in draft: "reportedly"'),
        ("Mayor says Dolan leaves camp", 'somebody\'s word, in part or in draft: "says"'),
    ],
)
def test_the_reason_of_a_signal_names_what_decided(title: str, rule: str) -> None:
    assert reason(title, TargetKind.WATCH).partition(": ")[2] == rule


@pytest.mark.parametrize(
    ("title", "rule"),
    [
        ("Dolan withdraws from camp", 'supports: said: "withdraws, camp"'),
        ("Dolan does not withdraw from camp", 'refutes: negated: "not"'),
        ("Dolan will withdraw from camp", 'context: yet to come: "will"'),
    ],
)
def test_the_reason_of_a_claim_s_pattern_does_too(title: str, rule: str) -> None:
    assert reason(title, TargetKind.CLAIM) == rule
