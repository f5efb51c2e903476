"""A claim told in other words than its own: found by the extra's reader, as a hint. All texts are invented."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from bot.domain.entry import Entry
from bot.domain.evidence import Judgement, Stance, Target, TargetKind
from bot.domain.meaning import is_hint
from bot.domain.standing import Verdict
from bot.domain.story import Actor, Claim, Story, Weight
from bot.errors import ModelError
from bot.replay import Replay
from watchers.judge.judgements import judge
from watchers.match.matcher import Matcher
from watchers.model.reader import Chances, Reader

DAY = datetime(2027, 5, 8, 9, tzinfo=UTC)
ACTORS = (Actor(name="Auria"), Actor(name="Belmont"))
CLAIM = Claim(id="pact", text="Auria and Belmont have agreed a pact on water from the river Sele")
STORY = Story(slug="river", title="River", actors=ACTORS, claims=(CLAIM,))
PACT = Target(kind=TargetKind.CLAIM, id="pact")
OTHERWISE = "Auria shakes hands with its neighbour over the river Sele"


class Saying(Reader):
    """A reader that says one thing of everything, and remembers what it was asked."""

    def __init__(self, up: float = 0.0, down: float = 0.0) -> None:
        self._said = Chances(none=1 - up - down, up=up, down=down, happened=0.0, ruled_out=0.0)
        self.asked: list[str] = []

    def chances(self, question: str, entry: Entry) -> Chances:
        self.asked.append(f"{question}: {entry.title}")
        return self._said

    def alike(self, earlier: str, later: str) -> float:
        del earlier, later
        return 0.5


class Broken(Saying):
    def chances(self, question: str, entry: Entry) -> Chances:
        raise ModelError(f"The reader failed on a text: {question}: {entry.title}.")


def entry(title: str, summary: str = "") -> Entry:
    return Entry(id=title, title=title, summary=summary, outlet="Wire", link="https://wire.invalid/1", published=DAY)


def judged(title: str, reader: Reader | None, *, summary: str = "", story: Story = STORY) -> tuple[Judgement, ...]:
    return judge(Matcher(story).match(entry(title, summary), near=True), story, reader)


@pytest.mark.parametrize(
    ("chances", "stance"),
    [
        ({"up": 0.8}, Stance.SUPPORTS),
        ({"down": 0.8}, Stance.REFUTES),
        ({"up": 0.79}, Stance.CONTEXT),
        ({"down": 0.79}, Stance.CONTEXT),
        ({"up": 0.1}, Stance.CONTEXT),
    ],
)
def test_a_side_takes_chances_of_four_fifths_and_is_a_weak_hint(chances: dict[str, float], stance: Stance) -> None:
    (found,) = judged(OTHERWISE, Saying(**chances))
    assert (found.stance, found.weight, found.match.target) == (stance, Weight.WATCH, PACT)
    assert found.match.passage == OTHERWISE
    assert [found.match.passage[m.start : m.end] for m in found.match.marks] == ["Auria", "river", "Sele"]
    assert found.why[1] == "0.40 of the claim's words, 0.6 asked for"
    assert found.why[-1].startswith("read whole: ")


def test_below_it_the_reason_says_what_it_would_have_taken() -> None:
    (found,) = judged(OTHERWISE, Saying(up=0.75))
    assert found.why[-1] == (
        "read whole: so 0.75, neither 0.25; counts as saying neither (a side takes 0.80 where the claim's words are missing)"
    )


@pytest.mark.parametrize(
    ("title", "summary"),
    [
        ("Neighbours shake hands over the river Sele", ""),
        ("Auria has a new mayor", ""),
        ("Auria is glad of the Sele", ""),
        ("Neighbours shake hands", "Auria is pleased with the river Sele."),
        ("Does Auria shake hands with its neighbour over the river Sele?", ""),
    ],
)
def test_without_an_actor_in_the_headline_or_a_quarter_of_the_claims_words_nobody_is_asked(
    title: str, summary: str
) -> None:
    reader = Saying(up=1.0)
    assert not any(j.stance is not Stance.CONTEXT for j in judged(title, reader, summary=summary))
    assert not reader.asked


def test_the_word_may_stand_in_the_summary() -> None:
    (found,) = judged("Auria shakes hands with its neighbour", Saying(up=0.9), summary="They share the river Sele now.")
    assert found.stance is Stance.SUPPORTS


@pytest.mark.parametrize(
    "claim",
    [
        replace(CLAIM, supported_by=("river pact",)),
        replace(CLAIM, text="A bear from the Sele rode a tram through Auria"),
        replace(CLAIM, text="A pact on the Sele is made"),
    ],
)
def test_claims_with_patterns_and_tales_and_claims_that_name_nobody_are_left_to_their_words(claim: Claim) -> None:
    reader = Saying(up=1.0)
    assert judged(OTHERWISE, reader, story=replace(STORY, claims=(claim,))) == ()
    assert not reader.asked


@pytest.mark.parametrize(
    ("claim", "said"),
    [("Auria's prince left the Sele alive", Stance.REFUTES), ("A prince left the Sele in Auria alive", Stance.CONTEXT)],
)
def test_what_names_an_actor_of_the_story_is_read_whatever_it_is_on_but_for_tales(claim: str, said: Stance) -> None:
    story = replace(STORY, claims=(Claim(id="pact", text=claim),))
    for title in (
        "Auria mourns its prince, drowned in the Sele",
        "Prince of Auria left Sele dead, not alive, as had been claimed",
    ):
        found = judged(title, Saying(down=0.95), story=story)
        assert [j.stance for j in found if "read whole" in j.why[-1]] == ([said] if said is Stance.REFUTES else [])


def test_without_a_reader_it_is_not_found() -> None:
    assert judged(OTHERWISE, None) == ()
    assert Matcher(STORY).match(entry(OTHERWISE)).near == ()


def test_an_entry_is_read_against_the_three_claims_it_has_most_words_of() -> None:
    texts = ("water", "water and fish", "water, fish and boats", "boats")
    claims = tuple(
        Claim(id=str(n), text=f"Auria and Belmont have signed a treaty of peace on {text}")
        for n, text in enumerate(texts)
    )
    bear = Claim(id="bear", text="A bear stole water, fish, boats, nets, ropes and hooks in Auria")
    story, reader, told = (
        replace(STORY, claims=(bear, *claims)),
        Saying(up=0.9),
        "Auria smiles on water, fish and boats",
    )
    assert [j.match.target.id for j in judged(told, reader, story=story)] == ["2", "1", "0"]
    assert len(reader.asked) == 3
    over = {Target(kind=TargetKind.CLAIM, id="2")}
    others = judge(Matcher(story).match(entry(told), near=True), story, reader, unread=over)
    assert [j.match.target.id for j in others] == ["1", "0", "3"]


def test_what_explain_shows_of_several_claims_is_what_they_changed() -> None:
    claims = tuple(
        Claim(id=str(n), text=f"Auria and Belmont have signed a treaty of peace on {text}")
        for n, text in enumerate(("water", "water and fish", "water, fish and boats", "boats"))
    )
    desk = Replay(replace(STORY, claims=claims), reader=Saying(up=0.95))
    over = Target(kind=TargetKind.CLAIM, id="2")
    desk.standings[over] = replace(desk.standings[over], value=Verdict.REFUTED, by="U0DANA")
    told = desk.explained(entry("Auria smiles on water, fish and boats"))
    assert [c["target"] for c in told["changes"]] == ["claim:1", "claim:0", "claim:3"]
    assert [m["target"] for m in told["matches"]] == ["claim:1", "claim:0", "claim:3"]


def test_where_the_reader_is_not_asked_the_reason_stands_once() -> None:
    told = Replay(STORY, reader=Saying(up=0.95)).explained(entry(f"Does {OTHERWISE}?"))
    assert told["why"] == ["claim:pact: 0.40 of the claim's words, 0.6 asked for"]


def test_what_begins_with_a_and_is_on_public_affairs_is_no_tale() -> None:
    story = replace(
        STORY, claims=(replace(CLAIM, text="A pact between Auria and Belmont on the river Sele is agreed"),)
    )
    assert [j.stance for j in judged(OTHERWISE, Saying(up=0.9), story=story)] == [Stance.SUPPORTS]


WIRE = " ".join(f"Clause {n} binds the mill of ward {n} and the weir of ward {n}." for n in range(40))
FIRM = "Auria and Belmont have agreed a pact on water from the river Sele"


@pytest.mark.parametrize("hint_first", [True, False])
def test_of_one_wire_text_the_report_whose_words_say_so_is_the_original(*, hint_first: bool) -> None:
    titles = [OTHERWISE, FIRM] if hint_first else [FIRM, OTHERWISE]
    desk = _read(titles, Saying(up=0.95))
    assert [(v.side, v.weight is Weight.WATCH) for v in desk.standings[PACT].voices] == [("supports", False)]
    assert desk.standings[PACT].suggested == Verdict.REPORTED
    (copy,) = (e for e in desk.recent if e.copy_of)
    assert copy.title == OTHERWISE


def test_a_denial_is_no_copy_of_a_hint_to_the_contrary() -> None:
    desk = _read(
        [OTHERWISE, "Auria and Belmont deny they have agreed a pact on water from the river Sele"], Saying(up=0.95), 1
    )
    assert sorted(v.side for v in desk.standings[PACT].voices) == ["refutes", "supports"]
    assert not any(e.copy_of for e in desk.recent)


def _read(titles: list[str], reader: Reader, asked: int = 2) -> Replay:
    """A desk that has read these headlines of so many outlets over one wire text, an hour apart; the reader reads the first `asked`."""
    desk = Replay(STORY, reader=reader)
    for at, title in enumerate(titles):
        desk.reader = reader if at < asked else None
        one = replace(entry(title, WIRE), id=str(at), outlet=f"Paper {at}", published=DAY + timedelta(hours=at))
        list(desk.poll([replace(one, link=f"https://p{at}.invalid/1")], source="", now=DAY + timedelta(hours=at + 1)))
    return desk


def test_what_only_the_reader_saw_is_read_again_under_a_new_headline() -> None:
    desk = Replay(STORY, reader=Saying(up=0.95))
    list(desk.poll([entry(OTHERWISE)], source="Wire", now=DAY))
    again = replace(entry(f"{OTHERWISE} today"), id=OTHERWISE)
    list(desk.poll([again], source="Wire", now=DAY + timedelta(hours=1)))
    assert [(v.side, v.former) for v in desk.standings[PACT].voices] == [("supports", False)]
    desk.reader = Saying(down=0.95)
    turned = replace(entry("Auria sees no handshake over the river Sele"), id=OTHERWISE)
    list(desk.poll([turned], source="Wire", now=DAY + timedelta(hours=2)))
    assert [(v.side, v.former) for v in desk.standings[PACT].voices] == [("refutes", False)]


def test_another_number_in_the_summary_bears_nothing_out() -> None:
    claim = Claim(id="pact", text="Auria and Belmont will exchange 100 prisoners at the Sele bridge")
    story = replace(STORY, claims=(claim,))
    for number, stance in ((40, Stance.CONTEXT), (100, Stance.SUPPORTS)):
        summary = f"They handed {number} prisoners to one another."
        (found,) = judged(
            "Auria swaps captives with its neighbour at the Sele bridge", Saying(up=0.9), summary=summary, story=story
        )
        assert found.stance is stance


def test_a_story_takes_it_for_a_hint_and_proposes_nothing() -> None:
    desk = Replay(STORY, reader=Saying(up=0.95))
    (decided,) = desk.poll([entry(OTHERWISE)], source="Wire", now=DAY + timedelta(hours=1))
    (report,) = desk.recent
    assert decided.changes
    assert is_hint(report)
    standing = desk.standings[PACT]
    assert [(v.origin, v.side) for v in standing.voices] == [("Wire", "supports")]
    assert (standing.suggested, standing.last_reaffirmed_at) == ("", None)


@pytest.mark.parametrize("reader", [Saying(up=0.5), Broken()])
def test_where_it_sees_none_nothing_moves_and_the_reason_is_told(reader: Reader) -> None:
    desk = Replay(STORY, reader=reader)
    (decided,) = desk.poll([entry(OTHERWISE)], source="Wire", now=DAY + timedelta(hours=1))
    assert decided.changes == ()
    assert any(w.startswith("claim:pact: ") and ("read whole" in w or "The words stand" in w) for w in decided.why)


def test_explain_shows_it_where_it_takes_a_side() -> None:
    told = Replay(STORY, reader=Saying(up=0.95)).explained(entry(OTHERWISE))
    assert [(m["target"], m["stance"]) for m in told["matches"]] == [("claim:pact", "supports")]
    assert Replay(STORY, reader=Saying(up=0.5)).explained(entry(OTHERWISE))["matches"] == []


@pytest.mark.parametrize("verdict", [Verdict.REFUTED, Verdict.SUPERSEDED, Verdict.WITHDRAWN])
def test_a_claim_that_is_over_is_not_read_for(verdict: Verdict) -> None:
    reader = Saying(up=0.95)
    desk = Replay(STORY, reader=reader)
    desk.standings[PACT] = replace(desk.standings[PACT], value=verdict, by="U0DANA")
    told = desk.explained(entry(OTHERWISE))
    assert (told["decision"], told["matches"], told["changes"]) == ("no match", [], [])
    reader.asked.clear()
    list(desk.poll([entry(f"{OTHERWISE} again")], source="Wire", now=DAY + timedelta(hours=1)))
    assert not reader.asked
