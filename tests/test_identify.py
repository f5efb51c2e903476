"""Which entry is this? Everything a feed may change without anything being new."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from bot.domain.entry import Entry, Seen
from bot.domain.weblink import canonical, link_key, loose
from watchers.identify.sightings import Sighting, SightingKind, identify
from watchers.parse.document import parse_document
from watchers.words.headline import headline, is_telling

NEW, EDIT, SAME = SightingKind.NEW, SightingKind.EDIT, SightingKind.SAME
NOW = datetime(2026, 4, 2, 12, tzinfo=UTC)
LATER = NOW + timedelta(hours=1)
MUCH_LATER = NOW + timedelta(days=9)
PAIRS = Path(__file__).parent.parent.parent / "shared" / "data" / "feeds" / "news-pairs"
TITLES = (
    "Norland and Sudria sign ferry accord",
    "Harbour of Brell reopens after winter storm",
    "Minister denies secret talks with Sudria",
    "Envoys leave Brell without an agreement",
    "Fishing fleet returns to northern waters",
)


def entry(n: int = 0, **changes: object) -> Entry:
    made = Entry(
        id=f"https://news.example/?p=100{n}",
        title=TITLES[n],
        link=f"https://www.news.example/2026/story-{n}",
        published=NOW - timedelta(hours=n),
    )
    return replace(made, **changes)  # type: ignore[arg-type]


FEED = tuple(entry(n) for n in range(5))


def seen_of(entries: Sequence[Entry], *, at: datetime = NOW) -> dict[str, Seen]:
    return remember(identify(entries, {}, now=at), {}, at=at)


def remember(sightings: Sequence[Sighting], known: dict[str, Seen], *, at: datetime) -> dict[str, Seen]:
    """What the store does: every identity leads to the entry's key."""
    by_key = {s.key: s for s in known.values()}
    for s in sightings:
        if s.kind is not SAME:
            first = s.seen.first_seen if s.seen else at
            by_key[s.key] = Seen(key=s.key, title=s.entry.title, summary="", link=s.entry.link, first_seen=first)
        known = known | dict.fromkeys(s.identities, by_key[s.key])
    return known


def kinds(entries: Sequence[Entry], known: dict[str, Seen], *, now: datetime = LATER) -> list[SightingKind]:
    return [s.kind for s in identify(entries, known, now=now)]


def test_a_first_document_is_all_new_under_keys_of_its_own() -> None:
    sightings = identify(FEED, {}, now=NOW)
    assert [s.kind for s in sightings] == [NEW] * 5
    assert len({s.key for s in sightings}) == 5


def test_two_processes_give_a_new_entry_the_same_key() -> None:
    one = identify(FEED, {}, now=NOW)
    other = identify(tuple(reversed(FEED)), {}, now=LATER)
    assert {s.entry.id: s.key for s in one} == {s.entry.id: s.key for s in other}


@pytest.mark.parametrize("now", [LATER, MUCH_LATER])
@pytest.mark.parametrize(
    "changes",
    [
        pytest.param({"published": LATER}, id="re-dated"),
        pytest.param({"published": None}, id="undated"),
        pytest.param({"link": "http://news.example/2026/story-0/?utm_source=rss&at_medium=RSS#top"}, id="re-linked"),
        pytest.param({"link": "https://elsewhere.example/x"}, id="moved"),
        pytest.param({"id": "new-guid-0001"}, id="re-guided"),
        pytest.param({"title": "LIVE: Norland and Sudria sign 'ferry accord'  (3 updates)"}, id="labelled"),
        pytest.param({"title": "NORLAND AND SUDRIA SIGN FERRY ACCORD | News"}, id="shouted"),
    ],
)
def test_what_a_feed_changes_about_an_entry_is_not_news(changes: dict[str, object], now: datetime) -> None:
    assert kinds([entry(0, **changes), *FEED[1:]], seen_of(FEED), now=now) == [SAME] * 5


def test_order_leaving_and_returning_are_not_news() -> None:
    known = seen_of(FEED)
    assert kinds(tuple(reversed(FEED)), known) == [SAME] * 5
    without = remember(identify(FEED[:2], known, now=LATER), known, at=LATER)
    assert kinds(FEED, without, now=MUCH_LATER) == [SAME] * 5


def test_a_changed_headline_is_an_edit_that_tells_old_and_new() -> None:
    (sighting,) = identify([entry(0, title="Norland refuses to sign ferry accord")], seen_of(FEED), now=LATER)
    assert sighting.kind is EDIT
    assert sighting.seen
    assert sighting.seen.title == TITLES[0]
    assert sighting.why == "known by its guid, but the headline changed"


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("Deal reached", "Deal reached - minister"),
        ("12 killed in storm", "14 killed in storm"),
        ("Sudria will sign", "Sudria will not sign"),
    ],
)
def test_small_words_and_numbers_make_an_edit(old: str, new: str) -> None:
    known = seen_of([entry(0, title=old)])
    assert kinds([entry(0, title=new)], known) == [EDIT]


def test_an_edit_is_told_once() -> None:
    known = seen_of(FEED)
    edited = [entry(0, title="Norland refuses to sign ferry accord")]
    known = remember(identify(edited, known, now=LATER), known, at=LATER)
    assert kinds(edited, known) == [SAME]


def test_guid_and_link_may_change_one_after_the_other() -> None:
    known = seen_of([entry(0)])
    for changes in ({"id": "other-guid"}, {"id": "other-guid", "link": "https://moved.example/a"}):
        sightings = identify([entry(0, **changes)], known, now=MUCH_LATER)
        assert sightings[0].kind is SAME
        known = remember(sightings, known, at=MUCH_LATER)


def test_a_whole_feed_that_moves_house_is_not_news_however_old() -> None:
    moved = [replace(e, id=f"urn:x:{e.title}", link=e.link.replace("news.", "moved.")) for e in FEED]
    assert kinds(moved, seen_of(FEED), now=MUCH_LATER) == [SAME] * 5


def test_the_same_title_days_later_is_another_report() -> None:
    other = entry(0, id="other-guid", link="https://news.example/other", published=MUCH_LATER)
    assert kinds([other], seen_of(FEED), now=MUCH_LATER) == [NEW]
    assert kinds([other], seen_of(FEED), now=LATER) == [SAME], "within 48 hours it is the same"


def test_a_column_that_comes_back_under_its_title_is_new_each_time() -> None:
    """Also when most of the feed does so: entries published since are no feed that moved house."""
    again = [
        replace(e, id=f"second-{n}", link=f"https://news.example/second-{n}", published=MUCH_LATER)
        for n, e in enumerate(FEED)
    ]
    sightings = identify(again, seen_of(FEED), now=MUCH_LATER)
    assert [s.kind for s in sightings] == [NEW] * 5
    assert not {s.key for s in sightings} & {s.key for s in identify(FEED, {}, now=NOW)}


@pytest.mark.parametrize(
    "title", ["Live updates", "Morning briefing", "What we know so far", "The week in pictures", "Deal"]
)
def test_a_title_that_names_no_report_is_no_identity(title: str) -> None:
    known = seen_of([entry(0, title=title)])
    assert kinds([entry(1, title=title)], known) == [NEW]


def test_the_same_headline_by_two_outlets_is_two_entries() -> None:
    copies = [entry(0, outlet="Wire"), entry(1, title=TITLES[0], outlet="Gazette")]
    assert kinds(copies, {}) == [NEW, NEW]


def test_positions_as_guids_name_nothing() -> None:
    known = seen_of([entry(n, id=str(n)) for n in range(3)])
    shifted = [entry(4, id="0"), entry(0, id="1"), entry(1, id="2"), entry(2, id="3")]
    assert kinds(shifted, known, now=MUCH_LATER) == [NEW, SAME, SAME, SAME]


def test_one_guid_for_all_entries_names_none() -> None:
    known = seen_of([entry(n, id="https://news.example/feed-1") for n in range(3)])
    then = [entry(3, id="https://news.example/feed-1"), *(entry(n, id="https://news.example/feed-1") for n in range(2))]
    assert kinds(then, known, now=MUCH_LATER) == [NEW, SAME, SAME]


def test_the_home_page_as_link_names_none() -> None:
    home = {"id": "https://news.example/", "link": "https://news.example/"}
    known = seen_of([entry(n, **home) for n in range(3)])
    assert kinds([entry(3, **home), entry(0, **home)], known, now=MUCH_LATER) == [NEW, SAME]
    assert kinds([entry(4, **home)], known) == [NEW], "alone in its document, too"


def test_one_page_as_link_of_all_entries_names_none() -> None:
    page = "https://news.example/changes"
    known = seen_of([entry(n, link=page) for n in range(2)])
    assert kinds([entry(2, link=page), entry(0, link=page)], known, now=MUCH_LATER) == [NEW, SAME]


def test_parts_of_one_page_are_entries_of_their_own() -> None:
    known = seen_of([entry(0, id="log-0001", link="https://news.example/log#v1")])
    assert kinds([entry(1, id="log-0002", link="https://news.example/log#v2")], known) == [NEW]


def test_the_time_of_day_in_a_guid_changes_nothing() -> None:
    known = seen_of([replace(e, id=f"{e.link}?t=111111") for e in FEED])
    assert kinds([replace(e, id=f"{e.link}?t=222222") for e in FEED], known, now=MUCH_LATER) == [SAME] * 5


def test_an_entry_given_twice_is_new_once() -> None:
    twice = [entry(0), entry(0), entry(0, id="other-guid")]
    sightings = identify(twice, {}, now=NOW)
    assert [s.kind for s in sightings] == [NEW, SAME, SAME]
    assert len({s.key for s in sightings}) == 1


def test_two_headlines_of_one_entry_in_a_document_do_not_alternate() -> None:
    known = seen_of([entry(0)])
    both = [entry(0), entry(0, title="Norland refuses to sign ferry accord", id="urn:b")]
    for now in (LATER, LATER + timedelta(hours=1)):
        sightings = identify(both, known, now=now)
        known = remember(sightings, known, at=now)
    assert [s.kind for s in sightings] == [SAME, SAME]


def test_entries_without_guid_and_link_are_known_by_their_title_and_date() -> None:
    bare = [replace(e, id=f"hash-of-{n}", link="") for n, e in enumerate(FEED)]
    assert kinds(bare, seen_of(bare), now=MUCH_LATER) == [SAME] * 5
    redated = [replace(e, id=f"other-{n}", link="") for n, e in enumerate(FEED)]
    assert kinds(redated, seen_of(bare)) == [SAME] * 5


def test_numbers_as_guids_mean_something_on_their_own_site_only() -> None:
    ours, theirs = entry(0, id="20260402"), entry(1, id="20260402", link="https://other.example/1")
    assert identify([ours], {}, now=NOW)[0].key != identify([theirs], {}, now=NOW)[0].key


def test_an_entry_with_nothing_in_it_does_no_harm() -> None:
    empty = Entry(id="", title="")
    assert kinds([empty, empty], {}) == [NEW, SAME]


@pytest.mark.parametrize(
    ("title", "words"),
    [
        ("LIVE: Talks resume", "talks resume"),
        ("Breaking news | Talks resume", "talks resume"),
        ("UPDATE 2-Talks resume", "talks resume"),
        ("Talks resume [12 updates]", "talks resume"),
        ("Talks resume | The Example", "talks resume"),
        ("Talks resume - Wire", "talks resume"),
        ("U.S. won\u2019t sign", "us wont sign"),
        ("Переговоры: «возобновлены»", "переговоры возобновлены"),
        ("می\u200cشود", "میشود"),
        ("???", "???"),
    ],
)
def test_a_headline_without_what_does_not_matter(title: str, words: str) -> None:
    assert headline(title, "Wire") == words


def test_a_script_without_spaces_can_tell_too() -> None:
    assert is_telling(headline("イランとロシアが合意文書に署名"))
    assert not is_telling(headline("速報"))


@pytest.mark.parametrize(
    "link",
    [
        "http://news.example/a?id=7&x=1",
        "https://www.news.example/a/?x=1&id=7&utm_campaign=z#frag",
        "https://NEWS.example:443/a?fbclid=1&id=7&x=1&ref=rss",
        "https://m.news.example/a?id=7&x=1",
    ],
)
def test_ways_to_write_a_link_to_one_page(link: str) -> None:
    assert loose(link) == "//news.example/a?id=7&x=1"


@pytest.mark.parametrize(
    "link",
    [
        "https://news.example/a/1?_ga=2.1&_gl=1*x",
        "https://news.example/a/1?gad_source=1&wbraid=9&gbraid=8",
        "https://news.example/a/1?outputType=amp",
        "https://news.example/a/1?amp=1",
        "https://news.example/a/1?amp",
        "https://news.example/a/1/amp/",
        "https://news.example/amp/a/1",
        "https://amp.news.example/a/1.amp",
        "https://news.example/a/1?WT.mc_id=rss",
        "https://news.example/a/1?campaign_id=3&emc=edit_na&nl=today&user_id=7&segment_id=2",
        "https://news.example/a/1?mibextid=z&smtyp=cur&sref=x&reflink=y",
    ],
)
def test_how_a_reader_got_to_a_page_or_in_which_form_makes_no_other_page(link: str) -> None:
    """Each was a second origin beside the page itself, and "yes" was proposed."""
    assert loose(link) == "//news.example/a/1"


@pytest.mark.parametrize(
    "link",
    ["https://news.example/a/1?campaign_id=3", "https://news.example/a/1?amp=2", "https://news.example/a/1/amps"],
)
def test_what_may_name_a_page_stays(link: str) -> None:
    assert loose(link) == link.removeprefix("https:")


@pytest.mark.parametrize(
    "link",
    [
        "https://news.example",
        "https://news.example/index.html",
        "mailto:a@b",
        "http://[",
        "",
    ],
)
def test_links_that_name_no_page(link: str) -> None:
    assert (canonical(link), loose(link)) == ("", "")


@pytest.mark.skipif(not PAIRS.is_dir(), reason="the shared evaluation feeds are not beside this repository")
def test_real_feeds_from_one_snapshot_to_the_next() -> None:
    """Items kept are never new, whatever was re-dated or re-ordered; the one edit was read and is one."""
    pairs: dict[str, list[Path]] = {}
    for path in sorted(PAIRS.glob("*.xml")):
        pairs.setdefault(path.name.partition("__")[0], []).append(path)
    edits, kept = 0, 0
    for before, after in pairs.values():
        old, new = (parse_document(p.read_bytes()).entries for p in (before, after))
        sightings = identify(new, seen_of(old), now=MUCH_LATER)
        ids, links = {e.id for e in old}, {e.link for e in old}
        again = [s for s in sightings if s.entry.id in ids or s.entry.link in links]
        kept += len(again)
        edits += sum(s.kind is EDIT for s in sightings)
        assert NEW not in {s.kind for s in again}
        assert {s.kind for s in sightings if s not in again} <= {NEW}
    assert (len(pairs), kept, edits) == (6, 41, 1)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("http://news.invalid/мир/2?id=1", "https://www.news.invalid/%D0%BC%D0%B8%D1%80/2?id=1"),
        ("http://news.invalid/%d0%bc%d0%b8%d1%80", "http://news.invalid/мир"),
        ("http://мир.invalid/3", "http://xn--h1ahn.invalid/3"),
        ("http://мир.invalid:8080/3", "http://xn--h1ahn.invalid:8080/3"),
        ("http://news.invalid/a b", "http://news.invalid/a%20b"),
    ],
    ids=["path", "small letters", "host", "port", "blank"],
)
def test_a_link_is_one_whether_a_feed_has_its_letters_or_a_browser_copies_them(one: str, other: str) -> None:
    """ "No feed brought that link", /watch why said, of a report whose link has Russian letters."""
    assert link_key(one) == link_key(other)


@pytest.mark.parametrize(
    "link", ["http://[::1", "http://a..b.invalid/мир", "nothing", "http://" + "я" * 80 + ".invalid/1"]
)
def test_a_link_that_names_no_page_stays_as_it_is(link: str) -> None:
    assert link_key(link)


def test_a_post_that_had_no_title_in_an_earlier_version_is_not_edited() -> None:
    """Its first sentence is its title now, and what was told before was told again."""
    entry = Entry(id="1", title="Avalon signs pact.", link="https://post.invalid/1")
    (new,) = identify([replace(entry, title="")], {}, now=NOW)
    seen = Seen(key=new.key, title="", summary="", link=entry.link, first_seen=NOW)
    (again,) = identify([entry], dict.fromkeys(new.identities, seen), now=NOW)
    assert again.kind is SightingKind.SAME


def test_pages_with_other_letters_are_others() -> None:
    assert link_key("http://news.invalid/мир") != link_key("http://news.invalid/мор")
    assert link_key("http://news.invalid/a%2Fb") != link_key("http://news.invalid/a/b")
