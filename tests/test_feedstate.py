"""Where a feed is asked for, when it moves."""

from bot.domain.feedstate import FeedState

OLD, NEW, NEWER = "https://feeds.example/old", "https://feeds.example/new", "https://feeds.example/newer"


def after(*reads: str) -> FeedState:
    """After reads that were redirected there for good, "" for not at all."""
    state = FeedState(url=OLD)
    for moved_to in reads:
        state = state.read_at(moved_to)
    return state


def test_three_equal_redirects_in_a_row_are_a_move() -> None:
    assert [after(*[NEW] * n).address for n in range(4)] == [OLD, OLD, OLD, NEW]


def test_redirects_that_differ_or_pause_are_none() -> None:
    assert after(NEW, NEW, "", NEW).address == OLD
    assert after(NEW, NEW, NEWER, NEW).address == OLD
    assert after(*(f"{NEW}?session={n}" for n in range(9))).address == OLD


def test_a_move_that_gives_up_encryption_is_none() -> None:
    assert after(*[NEW.replace("https", "http")] * 9).address == OLD


def test_read_at_its_new_address_it_stays_there_until_that_moves_on() -> None:
    moved = after(NEW, NEW, NEW)
    assert moved.read_at("").address == NEW
    onwards = moved.read_at(NEWER)
    assert onwards.address == OLD, "whose redirects lead on to the newer one"
    assert onwards.read_at(NEWER).read_at(NEWER).address == NEWER
    assert moved.back_home().address == OLD
