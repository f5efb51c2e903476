"""The modals: what Slack would refuse is a sentence instead."""

from dataclasses import replace

import pytest

from bot.blocks.modals import Place, object_modal, propose_modal, verdict_modal
from bot.blocks.ref import Ref
from bot.domain.story import Claim, WatchItem
from bot.errors import CommandError
from bot.localslack.blocks import require_blocks
from tests.samples import MEMORANDUM, STORY

BARE = replace(STORY, watch_items=(), claims=())
PLACE = Place(ref=Ref(slug=STORY.slug), channel="C1")


@pytest.mark.parametrize("modal", [propose_modal, verdict_modal, object_modal])
def test_an_old_button_of_a_story_with_nothing_to_choose_is_told_so(modal: object) -> None:
    assert callable(modal)
    with pytest.raises(CommandError, match="nothing left to choose from"):
        modal(BARE, PLACE)


def test_a_story_with_items_and_claims_lets_people_choose() -> None:
    made = (propose_modal(STORY, PLACE), verdict_modal(STORY, PLACE), object_modal(STORY, PLACE))
    assert [len(m["blocks"][0]["element"]["options"]) for m in made] == [2, 2, 4]


def test_the_form_says_what_somebody_confirms_and_what_is_set_at_once() -> None:
    made = propose_modal(STORY, PLACE)
    (select,) = [b["element"] for b in made["blocks"] if b["block_id"] == "state"]
    assert [g["label"]["text"] for g in select["option_groups"]] == ["Propose (to be confirmed)", "Set now"]
    assert made["title"]["text"] == "Resolve or set state"


def test_a_proposal_is_held_against_the_story_files_own_criteria() -> None:
    item = replace(STORY.watch_items[0], resolves_yes_if="Both have signed.", resolves_no_if="Either walks away.")
    story = replace(STORY, watch_items=(item, *STORY.watch_items[1:]))
    shown = str(propose_modal(story, Place(ref=Ref(slug=story.slug, target=MEMORANDUM), channel="C1")))
    assert "Both have signed." in shown
    assert "Either walks away." in shown


@pytest.mark.parametrize(
    "value",
    ['{"s":"harbour","n":1e999}', "[" * 100_000, '{"s":"harbour","t":"nothing"}', "7", "", '{"t":"watch:x"}'],
    ids=["endless", "deep", "no target", "a number", "nothing", "no story"],
)
def test_a_value_no_button_of_ours_carries_is_a_sentence(value: str) -> None:
    for decode in (Ref.decode, Place.decode):
        with pytest.raises(CommandError, match="from a version of Watchdesk that is gone"):
            decode(value)


def test_every_claim_of_a_large_story_can_be_chosen() -> None:
    claims = tuple(Claim(id=f"c{n}", text=f"Claim {n}") for n in range(250))
    select = verdict_modal(replace(STORY, claims=claims), PLACE)["blocks"][0]["element"]
    assert [len(group["options"]) for group in select["option_groups"]] == [100, 100, 50]
    assert select["option_groups"][2]["label"]["text"] == "201 to 250"
    require_blocks(verdict_modal(replace(STORY, claims=claims), PLACE)["blocks"])


def test_no_page_lies_before_the_first() -> None:
    assert Ref.decode('{"s":"harbour","n":-99}').page == 0


def test_long_questions_that_begin_alike_are_told_apart_in_the_menu() -> None:
    """Sixty options read "Will the finance committee of the upper chamber, sitting in joint session…"."""
    begin = "Will the finance committee of the upper chamber, sitting in joint session with the other, adopt"
    asked = [f"{begin} paragraph {n} of the act before Christmas?" for n in (1, 2, 12)]
    items = tuple(WatchItem(id=f"w{n}", question=text) for n, text in enumerate([*asked, "Is it signed?"]))
    select = propose_modal(replace(STORY, watch_items=items), PLACE)["blocks"][0]["element"]
    labels = [option["text"]["text"] for option in select["options"]]
    assert labels == [
        "…the other, adopt paragraph 1 of the act before Christmas?",
        "…the other, adopt paragraph 2 of the act before Christmas?",
        "…the other, adopt paragraph 12 of the act before Christmas?",
        "Is it signed?",
    ]
    require_blocks(propose_modal(replace(STORY, watch_items=items), PLACE)["blocks"])
