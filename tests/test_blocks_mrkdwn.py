"""Nothing a feed or a person writes acts in Slack: it is shown."""

import random
import re
from datetime import UTC, datetime, timedelta, timezone

import pytest

from bot.blocks import mrkdwn
from bot.domain.evidence import Span
from tests.conftest import NOW

_LIVE = re.compile(r"<[!@#]|<https?:|<mailto:")


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("a & b < c > d", "a &amp; b &lt; c &gt; d"),
        ("&amp;", "&amp;amp;"),
        ("<!channel>", "&lt;!channel&gt;"),
        ("<!date^0^{time}|now>", "&lt;!date^0^{time}|now&gt;"),
        ("snake_case 3*4", "snake_case 3*4"),
        ("two\nlines\tand  spaces", "two lines and spaces"),
        ("right\u202eto left", "rightto left"),
    ],
)
def test_text_is_shown_as_it_is(text: str, shown: str) -> None:
    assert mrkdwn.escape(text) == shown


@pytest.mark.parametrize("text", ["*bold*", "_it_", "~no~", "`code`", "```block```", "a *b c* d", ":fire:"])
def test_formatting_loses_its_power_and_keeps_its_characters(text: str) -> None:
    shown = mrkdwn.escape(text)
    assert shown.replace("\u200b", "") == text
    assert not re.search(r"(?<!\u200b)[*_~`](?!\u200b)", shown)
    assert ":fire:" not in shown


def test_a_leading_greater_than_is_no_quotation() -> None:
    assert mrkdwn.escape("> said").startswith("\u200b&gt;")


@pytest.mark.parametrize(
    ("url", "label", "made"),
    [
        ("https://a.invalid/x?a=1&b=2", "read", "<https://a.invalid/x?a=1&amp;b=2|read>"),
        ("https://a.invalid/x|y>z q", "re|ad", "<https://a.invalid/x%7Cy%3Ez%20q|re ad>"),
        ("https://evil.invalid/", "https://bank.invalid", "<https://evil.invalid/|evil.invalid>"),
        ("https://evil.invalid/", "bank.invalid", "<https://evil.invalid/|evil.invalid>"),
        ("javascript:alert(1)", "read", "read"),
        ("https://bank.invalid@evil.invalid/", "read", "read"),
        ("https://[broken", "read", "read"),
        ("!channel", "<!here>", "&lt;!here&gt;"),
        ("https://a.invalid/" + "x" * 2000, "read", "read"),
        ("", "read", "read"),
    ],
)
def test_only_plain_addresses_become_links(url: str, label: str, made: str) -> None:
    assert mrkdwn.link(url, label) == made


@pytest.mark.parametrize(
    ("passage", "marks", "made"),
    [
        ("Iran signs deal", [(5, 10)], "Iran *signs* deal"),
        ("Iran's deal", [(0, 4)], "*Iran*'s deal"),
        ("والعراق يوقع", [(1, 7)], "و\u200b*العراق* يوقع"),
        ("a deal", [(2, 6), (4, 6), (90, 99)], "a *deal*"),
        ("a *b* c", [(2, 5)], "a *∗b∗* c"),
        ("a <b> c", [(2, 5)], "a *&lt;b&gt;* c"),
        ("sign it", [(0, 5)], "*sign* it"),
    ],
)
def test_marked_words_are_bold(passage: str, marks: list[tuple[int, int]], made: str) -> None:
    assert mrkdwn.quote_with_marks(passage, [Span(start=a, end=b) for a, b in marks]) == made


def test_a_long_passage_is_shown_around_its_first_mark() -> None:
    passage = "word " * 200 + "signed " + "word " * 200
    shown = mrkdwn.quote_with_marks(passage, [Span(start=1000, end=1006)], limit=200)
    assert "*signed*" in shown
    assert shown.startswith("…")
    assert shown.endswith("…")
    assert len(shown) <= 202


def test_cutting_counts_as_slack_does() -> None:
    assert mrkdwn.cut("abc", 3) == "abc"
    assert mrkdwn.cut("abcd", 3) == "ab…"
    cut = mrkdwn.cut("🔴" * 10, 5)
    assert cut == "🔴🔴…"
    assert mrkdwn.units(cut) == 5


def test_times_have_date_and_time_in_the_readers_zone_else_in_utc() -> None:
    made = mrkdwn.when(datetime(2026, 5, 8, 6, 12, 59, 999_999, tzinfo=UTC), NOW)
    assert made == "<!date^1778220779^{date_short} {time}|8 May 06:12 UTC>"
    delhi = datetime(2026, 1, 1, 5, 29, tzinfo=timezone(timedelta(hours=5, minutes=30)))
    assert mrkdwn.in_utc(mrkdwn.when(delhi, NOW)) == "31 Dec 2025 23:59 UTC"


def test_the_day_of_a_moment_is_the_readers_and_a_date_everybodys() -> None:
    delhi = datetime(2026, 5, 8, 3, 30, tzinfo=timezone(timedelta(hours=5, minutes=30)))
    assert mrkdwn.on_day(delhi) == "<!date^1778191200^{date_short}|7 May 2026>"
    assert mrkdwn.day(NOW) == "8 May 2026"


def test_only_times_of_ours_are_put_into_utc() -> None:
    text = f"{mrkdwn.link('https://a.invalid/', 'read')} {mrkdwn.user('U0DANA')} {mrkdwn.escape('<!date^1^{time}|x>')}"
    assert mrkdwn.in_utc(f"{text} {mrkdwn.when(NOW, NOW)}") == f"{text} 8 May 06:00 UTC"


def test_only_ids_are_mentioned() -> None:
    assert mrkdwn.user("U0DANA") == "<@U0DANA>"
    assert mrkdwn.user("U1> <!channel") == "U1&gt; &lt;!channel"
    assert mrkdwn.channel("C0NEWS") == "<#C0NEWS>"
    assert mrkdwn.channel("D0HNHQCC7WK") == "a direct message", "people read its bare id on the Home tab"
    assert mrkdwn.channel("x|y") == "x|y"


def test_what_a_person_writes_names_people_and_nothing_else() -> None:
    """A note's "@Omar" read "<@U0OMAR>" in the ledger."""
    assert mrkdwn.written("ask <@U0OMAR|omar> & <him>", 300) == "ask <@U0OMAR> &amp; &lt;him&gt;"
    assert mrkdwn.written("<!channel> <https://x.invalid|y> *<@u0omar>*", 300).count("<") == 0


def hostile(count: int = 1000) -> list[str]:
    """Titles made of what acts in Slack, the same at every run."""
    dice = random.Random(7)
    parts = [
        "<!channel>",
        "<!here>",
        "<@U123>",
        "<#C1|x>",
        "<!subteam^S1>",
        "<https://evil.invalid|bank>",
        "&lt;!",
        "*",
    ]
    parts += [
        "_x_",
        "~",
        "`",
        "```",
        "|",
        ">",
        "<",
        "&",
        "\u200b",
        "\u202e",
        "\n",
        "<!date^1^x|y>",
        "*bold*",
        " ",
        "🔴",
    ]
    parts += ["https://evil.invalid", "<mailto:a@b.invalid|c>", "\x00", "word", "سلام", ":fire:", "@channel", "\ud800"]
    return ["".join(dice.choice(parts) for _ in range(dice.randint(1, 12))) for _ in range(count)]


def test_a_thousand_hostile_titles_are_text() -> None:
    for title in hostile():
        marks = [Span(start=0, end=2), Span(start=1, end=len(title))]
        for made in (mrkdwn.escape(title), mrkdwn.quote_with_marks(title, marks), mrkdwn.bold(title)):
            assert not _LIVE.search(made), title
            assert "<" not in made
        assert mrkdwn.link("https://ours.invalid/", title).count("<") == 1
        made = mrkdwn.link(title, "read")
        assert made == "read" or made.startswith("<https://evil.invalid")
        mrkdwn.plain(title, 75).encode()


@pytest.mark.parametrize(
    ("url", "where"),
    [
        ("https://www.paper.invalid/a", "paper.invalid"),
        ("http://paper.invalid:8080/a", "paper.invalid:8080"),
        ("https://p\u0430per.invalid/a", "xn--pper-53d.invalid"),
        ("https://\uff50aper.invalid/a", "paper.invalid"),
        (
            "https://reuters.com.news.of.the.day.read.it.here.paper.invalid/",
            "…rs.com.news.of.the.day.read.it.here.paper.invalid",
        ),
        ("https://reuters.com@paper.invalid/", ""),
        ("javascript:alert(1)", ""),
        ("https://a..b/", ""),
        ("https://paper.invalid~/", ""),
        ("http://[::1]/", "::1"),
        ("", ""),
    ],
)
def test_where_a_link_leads_cannot_be_disguised(url: str, where: str) -> None:
    assert mrkdwn.host(url) == where
    assert len(where) <= 50
