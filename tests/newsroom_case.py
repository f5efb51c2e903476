"""What the tests of changed pages and of orders of polling share: one trial, four newsrooms, entry by entry. All of it is invented."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta

from bot.domain.change import Change
from bot.domain.entry import Entry, Seen
from bot.domain.evidence import Evidence, Target, TargetKind
from bot.domain.refold import heard_once, same
from bot.domain.standing import Standing, first_standing
from bot.domain.story import Actor, Claim, Direction, Feed, Grade, Signal, Source, Story, WatchItem, Weight
from bot.store.standings import targets
from tests.conftest import NOW
from watchers.beforehand import View
from watchers.identify.sightings import identify
from watchers.match.matcher import Matcher
from watchers.reading import read
from watchers.record import sights

WIRE, TIMES, HERALD, POST = "Merinda Wire", "Tarvos Times", "Coast Herald", "Night Post"
GRADES = {WIRE: Grade.A, TIMES: Grade.B, HERALD: Grade.C, POST: Grade.D}
TRIAL = Story(
    slug="ubel",
    title="The trial of Ines Ubel",
    actors=(Actor(name="Ines Ubel", aliases=("Ubel",), kind="person"),),
    sources=tuple(Source(name=name, grade=grade) for name, grade in GRADES.items()),
    feeds=tuple(Feed(url=f"http://feeds.invalid/{n}", source=name) for n, name in enumerate(GRADES)),
    claims=(Claim(id="bribe", text="Ubel took a bribe from the port operator."),),
    watch_items=(
        WatchItem(
            id="verdict",
            question="Is Ines Ubel convicted of fraud?",
            anchors="trial|verdict|fraud|court|jury",
            signals=(
                Signal(words="convicted|guilty fraud -overturn -appeal", weight=Weight.DECISIVE),
                Signal(words="acquitted fraud", direction=Direction.AWAY, weight=Weight.DECISIVE),
            ),
        ),
    ),
)
VERDICT = Target(kind=TargetKind.WATCH, id="verdict")
BRIBE = Target(kind=TargetKind.CLAIM, id="bribe")
LONG_TEXT = (
    "The decision came at noon on Sunday in the great hall of Tarvos, staff said, after nine days of talks among "
    "twelve men and women who had listened to eighty witnesses since the spring, three of them from abroad and one "
    "of them her brother. She sat still, looked at the floor and left by the back door with two of her lawyers. "
    "Outside some thirty people waited in the rain with umbrellas and flasks of tea, as they had done on each morning of "
    "that week, and a band of old miners played until the police asked them to go home before dark."
)
"""A wire text long enough to be known by."""


@dataclass
class Newsroom:
    """The story read page by page; `changes` are those of the last one. A page heard again under its number has changed."""

    story: Story = TRIAL
    standings: dict[Target, Standing] = field(default_factory=dict)
    recent: list[Evidence] = field(default_factory=list)
    known: dict[str, Seen] = field(default_factory=dict)
    published: dict[int, datetime] = field(default_factory=dict)
    changes: tuple[Change, ...] = ()
    by_hand: dict[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.standings = {t: first_standing(self.story, t, at=NOW) for t in targets(self.story)}

    def hears(
        self, outlet: str, title: str, *, page: int, hours: float, published: float | None = None, summary: str = ""
    ) -> Change | None:
        """What a page of that outlet changes of the verdict when it is read after so many hours, and was published then if not before."""
        now = NOW + timedelta(hours=hours)
        at = self.published.setdefault(page, now if published is None else NOW + timedelta(hours=published))
        link = f"https://news.invalid/{page}"
        entry = Entry(id=link, title=title, summary=summary, link=link, outlet=outlet, published=at)
        view = View(
            matcher=Matcher(self.story),
            standings=self.standings,
            recent=tuple(self.recent),
            source=outlet,
            by_hand=self.by_hand,
        )
        sightings = identify([entry], self.known, now=now)
        reading = read(view, sightings, now=now)
        self.known |= sights(sightings, now=now)
        self.standings |= reading.standings
        anew = {e.id: e for e in (*reading.evidence, *reading.taken_back)}
        kept = {e.id: e for e in self.recent} | anew
        self.recent, self.changes = list(kept.values()), reading.changes
        return next((c for c in self.changes if c.target == VERDICT), None)

    def merges(self, page: int, onto: int) -> None:
        """An editor says that a page's report is the same as another's."""
        on_it = {int(e.link.rpartition("/")[2]): e for e in self.recent if e.target == VERDICT}
        report, other = on_it[page], on_it[onto]
        self.by_hand[f"{VERDICT} {report.entry_key}"] = other.entry_key
        self.recent = [same(e, other) if e.id == report.id else e for e in self.recent]
        left = [e for e in self.recent if e.target == VERDICT and e.id != report.id]
        once = heard_once(self.verdict, {report.id}, left, by="U0DANA", at=NOW, why="merged")
        self.standings[VERDICT] = once

    @property
    def verdict(self) -> Standing:
        return self.standings[VERDICT]
