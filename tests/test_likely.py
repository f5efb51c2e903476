"""What an entry reads like, though no words of the story file say so: offered with its why, and nothing more.

All texts here are invented.
"""

from dataclasses import replace

import pytest

from bot.blocks.lesson import lesson
from bot.domain.entry import Entry
from bot.domain.evidence import Phase, Target
from bot.domain.lesson import Asked, Cause, Proposal
from bot.domain.story import Actor, Claim, Feed, Story, WatchItem, Weight
from bot.replay import Replay
from bot.store.importing import import_story
from tests.conftest import NOW
from tests.samples import evidence
from tests.test_pipeline import Rig, paper, rig
from watchers.lessons.phrasing import lessons_from_missed
from watchers.lessons.proposing import of_missed
from watchers.link.likely import Likely
from watchers.link.semantic import load_model
from watchers.match.matcher import Matcher
from watchers.model.extra import missing

__all__ = ["paper", "rig"]

PORT = "claim:port"
STORY = Story(
    slug="avalon",
    title="Avalon",
    actors=(Actor(name="Avalon"), Actor(name="Borduria"), Actor(name="Lender")),
    claims=(
        Claim(
            id="port",
            text="Avalon keeps the old harbour company out of the tender",
            actors=("Avalon",),
            supported_by=("tender closed",),
        ),
        Claim(id="debt", text="The debt is far larger than the ministry reports", supported_by=("hidden debt",)),
    ),
    watch_items=(WatchItem(id="pact", question="Is the pact signed?", actors=("Borduria",), anchors="pact"),),
)
NEAR = "Avalon says old harbour company not wanted in tender"


def offered(title: str, story: Story = STORY) -> str:
    return Likely(story).offered(Matcher(story).match(Entry(id="1", title=title)))


def test_an_entry_that_reads_like_a_claim_is_offered_with_its_why() -> None:
    line = offered(NEAR)
    assert line.startswith(f"{PORT}: reads like it (likeness by words 0.")
    assert "words shared: Avalon, old, harbour, company, tender" in line
    assert line.endswith("If it is about that: /watch missed, this link, port")


@pytest.mark.parametrize(
    "title",
    [
        "Old harbour company not wanted in tender",
        "Borduria says old harbour company not wanted in tender",
        "Avalon wins football match",
        "Markets rise as harvest ends",
    ],
    ids=["no actor", "no actor of the claim", "an actor and nothing else", "nothing"],
)
def test_what_lacks_an_actor_or_a_shared_word_is_not_offered(title: str) -> None:
    assert offered(title) == ""


def test_what_a_pattern_finds_is_judged_and_not_offered() -> None:
    matched = Matcher(STORY).match(Entry(id="1", title=f"{NEAR}, tender closed"))
    assert [str(m.target) for m in matched.matches] == [PORT]
    assert Likely(STORY).offered(matched) == ""


def test_a_story_without_claims_and_items_offers_nothing() -> None:
    assert offered(NEAR, replace(STORY, claims=(), watch_items=())) == ""


def test_an_offer_is_a_reason_and_changes_nothing() -> None:
    entry = Entry(id="1", title=NEAR, outlet="Wire", link="https://wire.invalid/1")
    plain, offering = Replay(STORY), Replay(STORY, likely=Likely(STORY))
    before, after = plain.explained(entry), offering.explained(entry)
    assert after["why"][-1].startswith(f"{PORT}: reads like it")
    assert {**after, "why": []} == {**before, "why": []}
    assert (after["decision"], after["changes"], after["matches"]) == ("no match", [], [])
    assert offering.standings == plain.standings


# --- a missed report -----------------------------------------------------------------------------------------------


def missed(title: str, story: Story = STORY, target: str = "") -> Proposal:
    entry = Entry(id="1", title=title, outlet="Wire", link="https://wire.invalid/1")
    asked = Asked(
        id="q", cause=Cause.MISSED, slug=story.slug, by="U1", channel="C1", at=NOW, link=entry.link,
        target=Target.parse(target) if target else None,
    )  # fmt: skip
    return of_missed(asked, Likely(story), entry, [])


def test_what_a_missed_report_reads_like_comes_first_though_another_s_anchor_is_in_it() -> None:
    """It used to be tried for the pact alone, whose anchor it names in passing."""
    title = "Avalon and Borduria shut old harbour company out of tender after pact"
    proposal = missed(title)
    assert str(proposal.nearest) == PORT
    assert "words shared" in proposal.likeness
    assert [str(o.lesson.target) for o in proposal.options][:2] == [PORT, PORT]


def test_where_a_target_is_named_no_other_is_put_before_it() -> None:
    proposal = missed("Avalon excluded old harbour company from tender", target="claim:debt")
    assert proposal.nearest is None
    assert {str(o.lesson.target) for o in proposal.options} == {"claim:debt"}


def test_a_missed_report_that_reads_like_nothing_says_nothing_of_it() -> None:
    proposal = missed("Avalon wins football match in borrowed shoes")
    assert (proposal.nearest, proposal.likeness) == (None, "")


def test_a_person_sees_what_it_reads_like_and_why() -> None:
    proposal = missed("Avalon excluded old harbour company from tender")
    said = str(lesson(proposal, STORY, now=NOW).blocks)
    assert "It reads like *port* (likeness by words" in said
    assert said.count("Claim: Avalon keeps the old harbour company out of the tender") == 1
    ruleless = lesson(replace(proposal, options=(), sentence="No rule."), STORY, now=NOW)
    asked = "It reads like *port*: Claim: Avalon keeps the old harbour company out of the tender (likeness by words"
    assert asked in str(ruleless.blocks)


# --- in the watchers -----------------------------------------------------------------------------------------------


def watched(url: str) -> Story:
    return replace(STORY, slug="pact", feeds=(Feed(url=url, source="Paper"),))


async def test_an_offer_is_kept_for_why_and_alerts_nobody(rig: Rig) -> None:
    await import_story(rig.store, watched(rig.paper.url), by="test", now=rig.clock[0])
    await rig.poll()
    rig.paper.entries.insert(0, ("n1", NEAR, ""))
    await rig.poll()
    (trace,) = await rig.store.seen.traces_of("http://paper.invalid/n1")
    assert trace.decision == "no match"
    assert trace.lines[-1].startswith(f"{PORT}: reads like it (likeness by words 0.")
    assert await rig.alerts() == []
    assert await rig.store.ledger.read("pact", target=PORT) == ()


# --- with the extra ------------------------------------------------------------------------------------------------

installed = pytest.mark.skipif(bool(missing()), reason=f"the extra is not installed: no {', '.join(missing())}")
FERRY = replace(
    STORY,
    claims=(
        *STORY.claims,
        Claim(id="ferry", text="Avalon will stop the night ferry to Lantern Island", supported_by=("ferry stopped",)),
    ),
)
BOATS = "Avalon scraps overnight boats to the Lantern isle, blaming years of losses and few passengers"


@installed
def test_with_the_extra_a_missed_report_in_other_words_finds_its_claim() -> None:
    entry = Entry(id="1", title="Avalon scraps overnight boats to the isle")
    assert Likely(FERRY).nearest(entry) == (None, "")
    target, why = Likely(FERRY, load_model()).nearest(entry)
    assert str(target) == "claim:ferry"
    assert why.startswith("likeness by words and meaning 0.")


@installed
async def test_a_model_that_is_loaded_between_two_polls_is_used_from_then_on(rig: Rig) -> None:
    story = replace(FERRY, slug="pact", feeds=watched(rig.paper.url).feeds)
    await import_story(rig.store, story, by="test", now=rig.clock[0])
    await rig.poll()
    for name in ("n1", "n2"):
        rig.paper.entries.insert(0, (name, f"{BOATS} {name}", ""))
        await rig.poll()
        rig.pipeline.semantic.model = load_model()
    before, after = [
        " ".join((await rig.store.seen.traces_of(f"http://paper.invalid/{name}"))[0].lines) for name in ("n1", "n2")
    ]
    assert "reads like it" not in before
    assert after.startswith("claim:ferry: reads like it (likeness by words and meaning 0.")


def test_words_that_read_like_no_question_are_proposed_once_for_each_it_may_bear_on() -> None:
    """The same words stood there three times, each with its headline and its trial."""
    title = "Borduria irons brochures"
    proposal = missed(title)
    assert len({o.lesson.words for o in proposal.options}) == 1
    assert len({o.lesson.target for o in proposal.options}) > 1
    shown = str(lesson(proposal, STORY, now=NOW).blocks)
    assert shown.count("*“irons-brochures”*") == 1
    assert shown.count("Would have added") == 1
    assert "It has no word for what a question here is about. Press under the one it bears on" in shown
    assert "For another" not in shown
    assert "these words count wherever one of its actors is named." in missed(title, target="watch:pact").sentence
    more = (*STORY.watch_items, *(replace(STORY.watch_items[0], id=i, anchors=i) for i in ("tax", "visas", "fish")))
    assert missed(title, replace(STORY, watch_items=more)).sentence.endswith(
        "For another, write its id after the link."
    )


def test_a_question_of_whose_actors_a_report_names_none_is_offered_only_where_it_names_nobody_else() -> None:
    """ "Reports that name Dockers Union count too" was offered for whether a minister resigns, of dockers who "call it a day"."""
    actors = (Actor(name="Dockers Union", aliases=("Dockers",)), Actor(name="Kessel"))
    items = (
        WatchItem(id="strike", question="Is the strike over?", actors=("Dockers Union",), anchors="strike"),
        WatchItem(id="minister", question="Does Kessel resign?", actors=("Kessel",)),
    )
    story = replace(STORY, actors=actors, watch_items=items, claims=())
    assert {o.lesson.target.id for o in missed("Dockers call it a day", story).options} == {"strike"}


def test_words_that_only_add_to_those_of_another_proposal_are_not_proposed() -> None:
    """ "toasts pact", "frees pact" and "toasts frees pact" were three rules that did the same."""
    title, pact = "Borduria toasts pact, frees prisoners", Target.parse("watch:pact")
    found = {made.words for made in lessons_from_missed(STORY, pact, Entry(id="1", title=title))}
    shown = {o.lesson.words for o in missed(title).options}
    assert found - shown == {"toasts frees pact"}


def test_words_of_another_question_say_more_than_names_in_common() -> None:
    """Its likeness to the one was that of two names, and it had the other's own word."""
    both = ("Avalon", "Borduria")
    items = (
        WatchItem(id="truce", question="Does the truce hold?", actors=both, anchors="truce"),
        WatchItem(id="peace", question="Do Avalon and Borduria make peace?", actors=both, anchors="peace"),
    )
    proposal = missed("Avalon and Borduria toast truce", replace(STORY, watch_items=items, claims=()))
    assert {o.lesson.target.id for o in proposal.options} == {"truce"}
    assert proposal.nearest is None


def test_what_counts_by_the_second_reading_alone_is_not_said_to_be_missed() -> None:
    entry = Entry(id="1", title="Borduria irons brochures", link="https://a.invalid/1", outlet="Paper")
    asked = Asked(id="q", cause=Cause.MISSED, slug=STORY.slug, by="U1", channel="C1", at=NOW, link=entry.link)
    pact = Target.parse("watch:pact")
    hint = evidence("1", target=pact, phase=Phase.NONE, weight=Weight.WATCH)
    (counted,) = of_missed(asked, Likely(STORY), entry, [], {pact: hint}).counted
    assert counted == "Is the pact signed? (it hints at yes)"
    likest = replace(entry, title="Is the pact Borduria signed?")
    assert str(missed(likest.title).nearest) == "watch:pact"
    assert of_missed(asked, Likely(STORY), likest, [], {pact: hint}).nearest is None, "it is said to count for it"
    struck_out = of_missed(replace(asked, target=pact), Likely(STORY), entry, [], {pact: None})
    assert "Somebody called this report not relevant" in struck_out.sentence
