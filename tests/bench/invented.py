"""Invented feeds and names, the same in every run."""

import random
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

from bot.domain.entry import Entry
from bot.domain.story import Actor, Claim, Feed, Polarity, Signal, Story, WatchItem, Weight

NOW = datetime(2026, 5, 8, 6, 0, tzinfo=UTC)
_SYLLABLES = tuple(a + b for a in "bcdfghjklmnprstvwxz" for b in "aeiou")
_TEXT = """harbour council talks ministers delayed vote on the new bridge after storm hits coast markets rise as envoys
meet in the capital to discuss grain prices and a ferry timetable that residents say nobody asked for"""
WORDS = tuple(_TEXT.split())
_PLAIN = frozenset(WORDS)
_EACH = 10


def names(count: int, *, seed: int = 1) -> list[str]:
    """Names of one or two invented words, all different, none a word of the entries."""
    dice = random.Random(seed)
    found: dict[str, None] = {}
    while len(found) < count:
        words = ["".join(dice.choices(_SYLLABLES, k=dice.randint(2, 4))) for _ in range(dice.randint(1, 2))]
        if not _PLAIN.intersection(words):
            found[" ".join(words).title()] = None
    return list(found)


def story(aliases: int, *, url: str = "http://feeds.invalid/a") -> Story:
    """A story whose actors have so many names together, ten each."""
    return _story("pact", names(aliases), url)


def stories(count: int, aliases: int) -> list[Story]:
    """So many stories on one feed with so many names between them: an even share each, but one actor of ten at least."""
    everyone, share = names(aliases), max(_EACH, aliases // count)
    shares = ([everyone[at % aliases] for at in range(n * share, (n + 1) * share)] for n in range(count))
    return [_story(f"pact-{n}", own, "http://feeds.invalid/a") for n, own in enumerate(shares)]


def _story(slug: str, all_names: list[str], url: str) -> Story:
    tens = (all_names[i : i + _EACH] for i in range(0, len(all_names), _EACH))
    pact = WatchItem(id="pact", question="Is the pact signed?", anchors="pact|treaty|memorandum signed")
    truce = WatchItem(
        id="truce",
        question="Does the truce end?",
        anchors="truce|ceasefire",
        polarity=Polarity.ENDS,
        signals=(Signal(words="troops cross line", weight=Weight.DECISIVE), Signal(words="envoys leave capital")),
    )
    return Story(
        slug=slug,
        title="The pact (invented)",
        feeds=(Feed(url=url, source="Harbour Wire"),),
        actors=tuple(Actor(name=own[0], aliases=tuple(own[1:])) for own in tens),
        watch_items=(pact, truce),
        claims=(Claim(id="grain", text="Grain is sold below its price", supported_by=("grain sold",)),),
    )


def entries(count: int, people: list[str], *, first: int = 0) -> Iterator[Entry]:
    """Entries of a news feed; every third names somebody, every thirtieth reports the pact."""
    dice = random.Random(first)
    for number in range(first, first + count):
        title = " ".join(dice.choices(WORDS, k=9)).capitalize()
        who = dice.choice(people)
        title = f"{who}: {title}" if number % 3 == 0 else title
        title = f"{who} signs pact, {title}" if number % 30 == 0 else title
        yield Entry(
            id=f"urn:invented:{number}",
            title=f"{title} {number}",
            link=f"http://feeds.invalid/{number}",
            summary=" ".join(dice.choices(WORDS, k=40)) + ".",
            published=NOW - timedelta(minutes=number % 600),
        )


def rss(items: list[Entry]) -> bytes:
    """The entries as a feed."""
    body = "".join(
        f"<item><title>{e.title}</title><link>{e.link}</link><guid>{e.id}</guid>"
        f"<description>{e.summary}</description><pubDate>{e.published:%a, %d %b %Y %H:%M:%S} GMT</pubDate></item>"
        for e in items
    )
    head = "<title>Harbour Wire (invented)</title><link>http://feeds.invalid/</link><language>en</language>"
    return f'<?xml version="1.0" encoding="UTF-8"?><rss version="2.0"><channel>{head}{body}</channel></rss>'.encode()
