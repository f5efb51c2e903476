"""The minute the invented outlets play, and what the desk must have been told at its end."""

from collections.abc import Callable
from dataclasses import dataclass, replace

from bot.demo.outlets import INVENTED, Outlet
from bot.domain.story import Feed, Grade, Source, Story

HARBOUR = Outlet(slug="harbour-wire", name="Harbour Wire")
COURIER = Outlet(slug="delta-courier", name="Delta Courier")
LEDGER = Outlet(slug="capital-ledger", name="Capital Ledger")
GULF = Outlet(slug="gulf-evening-post", name="Gulf Evening Post")
OUTLETS = (HARBOUR, COURIER, LEDGER, GULF)
GRADES = {HARBOUR.slug: Grade.A, COURIER.slug: Grade.C, LEDGER.slug: Grade.B, GULF.slug: Grade.C}

CHANNEL = "newsdesk"
EDITOR = "Dana"
SLUG = "russia-iran"

BASELINE = "Iran and Pakistan discuss border trade in Quetta"
UNRELATED = "Night ferries return to the old harbour after repairs"
FIRST = "US and Iran close to one-page memorandum, Pakistani officials say"
SECOND = "Iran and US near deal on memorandum text, two envoys in Islamabad tell the Ledger"
SECOND_NOW = "Iran and US still divided over memorandum text, two envoys in Islamabad tell the Ledger"
DENIAL = "Tehran denies that a memorandum with Washington is close"
DECISIVE = "US and Iran signed memorandum in Islamabad, ending weeks of shuttle diplomacy"


@dataclass(frozen=True, kw_only=True)
class Step:
    """Something that happens `at` so many seconds into the minute."""

    at: float
    what: str
    do: Callable[[], None]


def baseline() -> None:
    """What the feeds hold before anybody watches: it stays quiet."""
    HARBOUR.publish(
        1, "Iran and Pakistan discuss border trade in Quetta", "Officials met for the third time this year."
    )
    HARBOUR.publish(2, "Grain prices steady in quiet trading", "Traders expect little movement this week.")
    COURIER.publish(1, "Museum of lighthouses reopens", "Its lamp was relit on Sunday.")
    LEDGER.publish(1, "Parliament debates the price of bread", "A vote is expected next month.")
    GULF.publish(1, "Dust storm delays flights", "Visibility fell below two hundred metres.")


def _fail(outlet: Outlet, failing: bool) -> Callable[[], None]:
    def do() -> None:
        outlet.failing = failing

    return do


def _publish(outlet: Outlet, number: int, title: str, text: str) -> Callable[[], None]:
    return lambda: outlet.publish(number, title, text)


_WIRE = (
    "A one-page memorandum between Washington and Tehran is close after a week of messages carried by Pakistan, three "
    "officials in Islamabad said. The text would open thirty days of talks on sanctions and enrichment."
)

STEPS = (
    Step(
        at=3,
        what="unrelated news: nothing may be posted",
        do=_publish(LEDGER, 2, UNRELATED, "The crossing takes forty minutes, as it did before."),
    ),
    Step(at=7, what="a first signal", do=_publish(HARBOUR, 3, FIRST, _WIRE)),
    Step(
        at=13,
        what="a copy of the same wire report: joins the thread, the origins stay",
        do=_publish(COURIER, 2, FIRST, f"({HARBOUR.name}) - {_WIRE}"),
    ),
    Step(
        at=19,
        what="an independent second report: a second origin",
        do=_publish(
            LEDGER,
            3,
            SECOND,
            "Negotiators have settled all but one paragraph of a text they hope to announce within days, two envoys "
            "told this newspaper on the margins of the meeting.",
        ),
    ),
    Step(
        at=25,
        what="a denial: contested",
        do=_publish(
            GULF, 2, DENIAL, "The foreign ministry's spokesman called the reports premature and denied any date."
        ),
    ),
    Step(
        at=31,
        what="a changed headline: old and new in the thread",
        do=_publish(
            LEDGER,
            3,
            SECOND_NOW,
            "Negotiators remain apart on a paragraph of the text, two envoys told this newspaper on the margins of the "
            "meeting.",
        ),
    ),
    Step(at=33, what="a feed fails", do=_fail(COURIER, failing=True)),
    Step(
        at=37,
        what="a decisive report: a resolution is proposed",
        do=_publish(
            HARBOUR,
            4,
            DECISIVE,
            "The two delegations signed the memorandum at the presidency in Islamabad on Friday, both governments "
            "announced in the same hour.",
        ),
    ),
    Step(at=46, what="the feed recovers", do=_fail(COURIER, failing=False)),
)
LAST = 52.0
"""When the minute is over and /watch is asked."""


def story_of(shipped: Story, addresses: dict[str, str]) -> Story:
    """The shipped story, with the invented outlets in place of its feeds; its claims keep their real sources."""
    invented = tuple(Source(name=o.marked, grade=GRADES[o.slug]) for o in OUTLETS)
    return replace(
        shipped,
        title=f"{shipped.title} {INVENTED.replace('invented', 'demo: feeds are invented')}",
        sources=(*shipped.sources, *invented),
        feeds=tuple(Feed(url=addresses[o.slug], source=o.marked) for o in OUTLETS),
        channels=(CHANNEL,),
    )
