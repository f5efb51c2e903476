"""Which tracked claim a title is most like, by words alone. All texts here are invented."""

import pytest

from watchers.link.linking import BY_WORDS, Linker

CLAIMS = {
    "ferry": "The night ferry to Lantern Island will stop running in autumn",
    "wolves": "Wolves were seen in the botanical garden",
    "bridge": "The mayor's cousin built the new bridge",
}


@pytest.mark.parametrize(
    ("title", "claim"),
    [
        ("Night ferry to Lantern Island to stop this autumn, operator says", "ferry"),
        ("No wolves in botanical garden, zoo insists", "wolves"),
        ("Markets rise as harvest ends", ""),
        ("Mayor opens library", ""),
    ],
)
def test_a_title_is_linked_to_the_claim_it_is_like_enough(title: str, claim: str) -> None:
    assert Linker(CLAIMS).link(title).to == claim


def test_two_claims_as_like_as_each_other_need_to_be_twice_as_like_to_link() -> None:
    """The lead counts as much as the likeness: with none, half of it is missing."""
    title = "Old tower in Avalon leans more than ever this winter, say engineers and tourists alike"
    alone, twins = (
        Linker({"a": "The old tower leans"}),
        Linker({"a": "The old tower leans", "b": "The old tower leans"}),
    )
    assert alone.link(title).to == "a"
    found = twins.link(title)
    assert (found.to, found.best) == ("", "a")
    assert "0.00 ahead of the next" in found.why[0]


def test_where_an_actor_is_named_no_lead_is_asked_for() -> None:
    twins = Linker({"a": "The old tower leans", "b": "The old tower leans"})
    title = "Old tower in Avalon leans more than ever this winter, say engineers and tourists alike"
    found = twins.link(title, among=["a", "b"])
    assert found.to == "a"
    assert found.score >= BY_WORDS.alone
    assert f"{BY_WORDS.alone} asked for" in found.why[0]


def test_the_words_shared_are_told_as_the_title_writes_them() -> None:
    found = Linker(CLAIMS).link("Wolves near a Botanical Gardens gate")
    assert found.shared == ("Wolves", "Botanical", "Gardens")
    assert "words shared: Wolves, Botanical, Gardens" in found.why


def test_all_are_ranked_the_likest_first() -> None:
    ranked = Linker(CLAIMS).ranked("Mayor: my cousin did not build the bridge")
    assert ranked[0][1] == "bridge"
    assert sorted(name for _, name in ranked) == sorted(CLAIMS)


def test_without_claims_it_says_there_is_nothing() -> None:
    assert Linker({}).link("Anything").why == ("there is nothing to link to",)
