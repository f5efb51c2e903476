"""Which tracked claim an entry is most like, or none. All texts here are invented."""

import pytest

from bot.domain.entry import Entry
from bot.domain.story import Claim
from watchers.linking import Linker

CLAIMS = (
    Claim(id="ferry", text="The night ferry to Lantern Island will stop running in autumn"),
    Claim(id="wolves", text="Wolves were seen in the botanical garden"),
    Claim(id="bridge", text="The mayor's cousin built the new bridge"),
)


@pytest.mark.parametrize(
    ("title", "claim"),
    [
        ("Night ferry to Lantern Island to stop this autumn, operator says", "ferry"),
        ("No wolves in botanical garden, zoo insists", "wolves"),
        ("Markets rise as harvest ends", ""),
        ("Mayor opens library", ""),
    ],
)
def test_an_entry_is_linked_to_the_claim_it_is_like_enough(title: str, claim: str) -> None:
    assert Linker(CLAIMS).link(Entry(id="1", title=title)).claim == claim


def test_two_claims_as_like_as_each_other_link_to_neither_and_it_says_so() -> None:
    twins = (Claim(id="a", text="The old tower leans"), Claim(id="b", text="The old tower leans"))
    found = Linker(twins).link(Entry(id="1", title="The old tower leans"))
    assert found.claim == ""
    assert "0.00 ahead of the next" in found.why[0]


def test_without_claims_it_says_there_are_none() -> None:
    assert Linker(()).link(Entry(id="1", title="Anything")).why == ("there are no claims",)
