"""Whose feed an address is: publications on one platform are told apart, sections of one paper are not."""

import pytest

from bot.domain.publication import publication
from bot.storyfile import read_story


@pytest.mark.parametrize(
    ("url", "name"),
    [
        ("https://www.paper.example/world/rss.xml", "paper.example"),
        ("https://rss.paper.example/europe", "paper.example"),
        ("https://feeds.paper.co.uk/a.xml", "paper.co.uk"),
        ("https://mfa.gov.ua/rss", "mfa.gov.ua"),
        ("https://president.gov.ua/rss", "president.gov.ua"),
        ("https://user.paper.example:8443/rss", "paper.example"),
        ("http://192.0.2.7:8080/rss", "192.0.2.7"),
        ("http://[2001:db8::1]/rss", "2001:db8::1"),
        ("http://localhost/rss", "localhost"),
        ("https://harbourletters.substack.com/feed", "harbourletters.substack.com"),
        ("https://www.ferrynotes.substack.com/feed", "ferrynotes.substack.com"),
        ("https://harbour.medium.com/feed", "harbour.medium.com"),
        ("https://medium.com/feed/@harbour", "medium.com/@harbour"),
        ("https://medium.com/feed/ferry-notes", "medium.com/ferry"),
        ("https://feeds.feedburner.com/HarbourTimes?format=xml", "feedburner.com/HarbourTimes"),
        ("https://feeds.feedburner.com/harbourtimes-world-news", "feedburner.com/harbourtimes"),
        ("https://feeds.feedburner.com/harbourtimes-top-stories", "feedburner.com/harbourtimes"),
        ("https://feeds.feedburner.com/the-ferry", "feedburner.com/the-ferry"),
        ("https://feeds.feedburner.com/ferrynews/en/home", "feedburner.com/ferrynews"),
        ("https://rsshub.app/harbourtimes/world", "rsshub.app/harbourtimes"),
        ("https://rsshub.app/harbourtimes/business", "rsshub.app/harbourtimes"),
        ("https://rsshub.app/telegram/channel/ferry_en", "rsshub.app/telegram/ferry_en"),
        ("https://t.me/s/ferry_en", "t.me/ferry_en"),
        ("https://www.reddit.com/r/harbour/.rss", "reddit.com/harbour"),
        ("https://rss.app/feeds/tK3dXy81QwZp.xml", "rss.app"),
        ("https://www.youtube.com/feeds/videos.xml?channel_id=UCabcdefghijklmnop123456", "youtube.com"),
        ("https://news.google.com/rss/search?q=site:paper.example+harbour&hl=en", "paper.example"),
        ("https://news.google.com/rss/search?q=site:www.paper.example/world+OR+site:paper.example", "paper.example"),
        ("https://news.google.com/rss/search?q=site:paper.example+OR+site:ferry.example", "news.google.com"),
        ("https://news.google.com/rss/search?q=harbour+-site:paper.example", "news.google.com"),
        ("https://news.google.com/rss/search?q=harbour+when:1d", "news.google.com"),
    ],
)
def test_a_feed_without_a_source_goes_by_its_publication(url: str, name: str) -> None:
    assert publication(url) == name


def test_a_story_that_names_no_sources_counts_origins_by_publication() -> None:
    addresses = ("medium.com/feed/@harbour", "medium.com/feed/@ferry", "rss.paper.example/a", "www.paper.example/b")
    feeds = "".join(f"  - https://{address}\n" for address in addresses)
    story = read_story(f"slug: pact\ntitle: The pact\nactors: [Avalon]\nfeeds:\n{feeds}", name="pact.yaml")
    assert [story.source(f.source).origin for f in story.feeds] == [
        "medium.com/@harbour", "medium.com/@ferry", "paper.example", "paper.example",
    ]  # fmt: skip
