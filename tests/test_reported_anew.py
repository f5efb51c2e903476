"""What is proposed and waits is heard of again when it is reported anew. All of it is invented."""

from dataclasses import replace

from bot.blocks.alert import reply
from bot.blocks.message import Message
from bot.domain.change import Level, alert_for
from bot.domain.standing import WatchState
from tests.conftest import NOW
from tests.newsroom_case import HERALD, POST, TIMES, TRIAL, WIRE, Newsroom


def test_a_false_proposal_on_which_nobody_acts_does_not_swallow_the_event() -> None:
    """On the day of the real verdict three newsrooms reported it, each a line in the thread of a false one four days old."""
    desk = Newsroom()
    desk.hears(WIRE, "Ubel convicted of fraud", page=1, hours=0)
    desk.hears(TIMES, "No verdict yet in Ubel fraud trial, court says", page=2, hours=2)
    told = [
        desk.hears(TIMES, "Ubel convicted of fraud after three-week trial", page=3, hours=100),
        desk.hears(HERALD, "Jury finds Ines Ubel guilty of fraud", page=4, hours=100.5),
        desk.hears(WIRE, "Ubel found guilty of fraud, faces nine years", page=5, hours=101),
    ]
    assert [c.level for c in told if c] == [Level.URGENT, Level.ROUTINE, Level.ROUTINE]
    first = told[0]
    assert first
    assert first.why == "Tarvos Times reports yes; no further origin had reported it for 4 days"
    message = reply(TRIAL, alert_for(first, "C1", at=NOW).change, first.after, now=NOW)
    assert "*Reported anew*: *Tarvos Times* reports yes · still proposed: *yes* · 2 origins report yes" in str(message)
    assert _labels(message)[:2] == ["Confirm", "Object"]
    decided = replace(first.after, value=WatchState.RESOLVED_YES, suggested="")
    assert "Confirm" not in _labels(reply(TRIAL, first, decided, now=NOW)), "nobody is asked what was answered since"
    further = told[1]
    assert further
    assert "Confirm" not in _labels(reply(TRIAL, further, further.after, now=NOW)), (
        "the head of the thread asks already"
    )


def _labels(message: Message) -> list[str]:
    rows = (block["elements"] for block in message.blocks if block["type"] == "actions")
    return [button["text"]["text"] for row in rows for button in row]


def test_the_first_report_after_a_word_against_what_is_proposed_is_heard_and_a_busy_day_nags_nobody() -> None:
    desk = Newsroom()
    desk.hears(WIRE, "Ubel convicted of fraud", page=1, hours=0)
    heard = []
    for n, outlet in enumerate((TIMES, HERALD, POST)):
        desk.hears(f"Echo {n}", "No verdict yet in Ubel fraud trial", page=10 + n, hours=1 + n)
        heard.append(desk.hears(outlet, f"Ines Ubel guilty of fraud, jury of {n} finds", page=20 + n, hours=1.5 + n))
    assert [c.level for c in heard if c] == [Level.URGENT, Level.ROUTINE, Level.ROUTINE]
    assert heard[0]
    assert heard[0].why == "Tarvos Times reports yes; the first to report it since Echo 0 hinted at no"


def test_a_further_origin_of_the_same_hours_stays_in_the_thread() -> None:
    desk = Newsroom()
    desk.hears(WIRE, "Ubel convicted of fraud", page=1, hours=0)
    change = desk.hears(HERALD, "Jury finds Ines Ubel guilty of fraud", page=2, hours=3)
    assert change
    assert change.level is Level.ROUTINE
