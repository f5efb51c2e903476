"""An address in a channel or a log: told where it leads, and never a key."""

import random
import string

import pytest

from bot.domain.shown import opaque, shown, whole


@pytest.mark.parametrize(
    ("link", "told"),
    [
        ("https://feeds.example/world/middle_east/rss.xml", "feeds.example/world/middle_east/rss.xml"),
        (
            "https://www.paper.example/arc/outboundfeeds/v3/all/rss20.xml?x=1",
            "www.paper.example/arc/outboundfeeds/v3/all/rss20.xml",
        ),
        ("https://news.example/topics/politics08/2026-04-12/", "news.example/topics/politics08/2026-04-12"),
        ("https://news.example/id/10001054/device/rss/rss.html", "news.example/id/10001054/device/rss/rss.html"),
        ("https://hub.example/telegram/channel/irna_en", "hub.example/telegram/channel/irna_en"),
        ("https://paper.example/%D8%A7%DB%8C%D8%B1%D8%A7%D9%86/feed", "paper.example/ایران/feed"),
        ("https://paper.example/section-4/HomePage.xml", "paper.example/section-4/HomePage.xml"),
        ("https://user:hunter2@feeds.example:8443/rss?key=hunter2#top", "feeds.example:8443/rss"),
        ("http://[::1]:8443/rss", "[::1]:8443/rss"),
        ("http://feeds.example:80/rss", "feeds.example/rss"),
        ("http://feeds.example:99999/rss", "http://feeds.example:99999/rss"),
        ("https://feeds.example/u/9f8e7d6c5b4a3921/feed.xml", "feeds.example/u/…/feed.xml"),
        ("https://feeds.example/3f2504e0-4f89-11d3-9a0c-0305e82c3301/rss", "feeds.example/…/rss"),
        ("https://feeds.example/feeds/tK3dXy81QwZp.xml", "feeds.example/feeds/…"),
        ("https://feeds.example/ab12-cd34-ef56-gh78/rss", "feeds.example/…/rss"),
        ("https://feeds.example/token/hunter2/rss.xml", "feeds.example/token/…/rss.xml"),
        ("https://feeds.example/rss;jsessionid=1A530637289A03B07199A44E8D531427", "feeds.example/…"),
        ("https://feeds.example/a\nb", "feeds.example/ab"),
        ("https://feeds.example/a%0Ab", "feeds.example/…"),
        ("http://[", "http://["),
        ("", "…"),
    ],
)
def test_where_it_leads_is_told_and_no_key(link: str, told: str) -> None:
    assert shown(link) == told


@pytest.mark.parametrize(
    "alphabet", ["0123456789abcdef", string.ascii_letters + string.digits, "abcdefghijklmnopqrstuvwxyz234567"]
)
@pytest.mark.parametrize("length", [12, 16, 24, 40])
def test_keys_as_machines_make_them_are_seldom_shown(alphabet: str, length: int) -> None:
    dice = random.Random(length)
    keys = ["".join(dice.choices(alphabet, k=length)) for _ in range(2_000)]
    assert sum(not opaque(key) for key in keys) <= 2_000 * 0.06


def test_words_of_a_path_are_shown() -> None:
    """Sections of papers in several languages."""
    words = [
        "highlights",
        "freshness",
        "contracts",
        "stockholm",
        "outboundfeeds",
        "telecommunications",
        "politics08",
        "internationales",
        "wirtschaftsnachrichten-heute",
        "topstories",
        "TopStories",
        "RSSFeeds",
        "middleeastandnorthafrica",
        "mundo",
        "sociedad",
        "aussenpolitik",
        "entertainment_arts",
        "science-environment",
        "haaretz-latest-headlines",
        "v2",
        "latest",
        "news24",
        "2026-05-08",
    ]
    assert [w for w in words if opaque(w)] == ["wirtschaftsnachrichten-heute", "middleeastandnorthafrica"], "too long"


def test_a_long_address_is_cut() -> None:
    assert len(shown("https://feeds.example/" + "word/" * 80)) == 100


def test_what_hides_nothing_is_whole() -> None:
    assert whole("https://feeds.example/world/rss.xml")
    assert not whole("https://feeds.example/world/rss.xml?key=hunter2")
    assert not whole("https://feeds.example/u/9f8e7d6c5b4a3921/feed.xml")
