"""Which report one that contradicts is told beside. All of it is invented."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta

import pytest

from bot.domain.change import Change
from bot.domain.entry import Entry
from bot.domain.standing import WatchState
from bot.domain.story import Actor, Attribution, Claim, Grade, Signal, Source, Story, WatchItem
from bot.replay import Replay
from tests.conftest import NOW

STORY = Story(
    slug="deal",
    title="The deal",
    actors=(Actor(name="Auria"), Actor(name="Belmont")),
    sources=(Source(name="Alpha Post", grade=Grade.B), Source(name="Harbour Wire", grade=Grade.A)),
    watch_items=(WatchItem(id="deal", question="Do Auria and Belmont sign the deal?", anchors="deal"),),
    claims=(
        Claim(
            id="sold",
            text="Auria has sold the port.",
            actors=("Auria",),
            supported_by=("sells port",),
            refuted_by=("denies sale port",),
            attributions=(Attribution(source="Gulf Herald"),),
        ),
    ),
)


def told(*reports: tuple[str, str], story: Story = STORY, every: timedelta = timedelta(minutes=30)) -> Iterator[Change]:
    """The changes these reports of an outlet each make, one after the other."""
    desk = Replay(story)
    for number, (outlet, title) in enumerate(reports):
        at = NOW + number * every
        link = f"https://x.invalid/{number}"
        entry = Entry(id=link, title=title, link=link, outlet=outlet, published=at)
        for decided in desk.poll([entry], source=outlet, now=at):
            yield from decided.changes


def beside(*reports: tuple[str, str]) -> str:
    """The headline that the last change is told beside, "" for none."""
    *_, last = told(*reports)
    return last.against.title if last.against else ""


SIGNED, OFF = ("Alpha Post", "Auria and Belmont sign deal"), ("Harbour Wire", "Belmont calls off deal with Auria")


def test_what_contests_a_question_is_told_beside_the_report_it_contests() -> None:
    assert beside(("Gulf Herald", "Auria and Belmont close to deal"), SIGNED, OFF) == SIGNED[1]
    assert beside(SIGNED, SIGNED) == ""


def test_an_outcome_reported_in_a_contested_question_is_told_beside_what_speaks_against_it() -> None:
    near, far = ("Gulf Herald", "Auria and Belmont near deal"), ("Alpha Post", "Auria and Belmont are not near deal")
    *_, last = told(
        near,
        far,
        ("Belmont Ledger", "Auria is near deal with Belmont"),
        ("Karst Radio", "Belmont refuses to sign deal with Auria"),
        ("Norvex Times", "Auria and Belmont sign deal"),
        story=replace(STORY, watch_items=(replace(STORY.watch_items[0], signals=(Signal(words="near deal"),)),)),
        every=timedelta(minutes=5),
    )
    assert (last.after.value, last.turns) == (WatchState.CONTESTED, False)
    assert last.against
    assert last.against.title == "Belmont refuses to sign deal with Auria"


@pytest.mark.parametrize("further", ["Belmont refuses to sign deal with Auria", "Auria hopes for deal with Belmont"])
def test_what_only_goes_on_in_a_contested_question_is_told_alone(further: str) -> None:
    assert beside(SIGNED, OFF, ("Gulf Herald", further)) == ""


def test_what_speaks_against_a_claim_is_told_beside_the_report_of_it_and_else_alone() -> None:
    denial = ("Harbour Wire", "Auria denies sale of port")
    assert beside(("Alpha Post", "Auria sells port"), denial) == "Auria sells port"
    assert beside(denial) == "", "the story file's own sources have no line"
    assert beside(denial, ("Alpha Post", "Auria sells port")) == ""
