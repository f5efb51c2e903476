"""The newsroom a report has it from, however it says so, and how that is told. All names and texts are invented."""

from dataclasses import replace

import pytest

from bot.blocks.phrases import origins_named
from bot.domain.evidence import Evidence, Whose
from bot.domain.refold import apart, same
from bot.domain.standing import Standing
from bot.domain.story import Feed, Grade, Source, Story
from tests.test_detect import START, after, said
from watchers.fold.origins import origin_of

STORY = Story(
    slug="pact",
    title="The pact",
    sources=(
        Source(name="Reuters", grade=Grade.A, owner="Reuters Group"),
        Source(name="SnapLine"),
        Source(name="HarbourWire"),
        Source(name="BBC News"),
        Source(name="Rossiya Port", owner="Russian state"),
        Source(name="Ministry of Ports"),
    ),
    feeds=(Feed(url="http://snap.invalid/rss", source="SnapLine"),),
)


@pytest.mark.parametrize(
    ("title", "summary", "origin"),
    [
        ("Auria signs pact, Reuters reports", "", "Reuters Group"),
        ("Auria signs pact: Reuters", "", "Reuters Group"),
        ("Auria signs pact, says Reuters", "", "Reuters Group"),
        ("Auria signs pact (Reuters)", "", "Reuters Group"),
        ("Auria signs pact, Reuters exclusive", "", "Reuters Group"),
        ("Auria signs pact", "(Reuters) Auria signed it on Monday.", "Reuters Group"),
        ("Auria signs pact", "HARBOUR TOWN, May 1 (Reuters) Auria signed it.", "Reuters Group"),
        ("Auria signs pact", "Auria signed it on Monday. (Reuters)", "Reuters Group"),
        ("Auria signs pact", "Auria signed it, the Reuters news agency has reported.", "Reuters Group"),
        ("Auria signs pact", "Auria signed it, Reuters first reported.", "Reuters Group"),
        ("Auria signs pact", "Reuters had first reported that it would.", "Reuters Group"),
        ("Auria signs pact", "Auria signed it, as Reuters exclusively reported on Monday.", "Reuters Group"),
        ("Auria signs pact", "Auria signed it, as first reported by Reuters.", "Reuters Group"),
        ("Auria signs pact", "By REUTERS Auria signed it on Monday.", "Reuters Group"),
        ("Video: Auria signs pact, Reuters reports", "", "Reuters Group"),
        ("Auria signs pact", "Reuters: Auria signed it on Monday.", "Reuters Group"),
        ("Auria signe le pacte", "Auria l'a signé lundi, a rapporté l’agence Reuters.", "Reuters Group"),
        ("Auria signs pact, SnapLine reports", "", "SnapLine"),
        ("Auria signs pact, per HarbourWire", "", "HarbourWire"),
        ("Auria signs pact, according to the BBC", "", "BBC News"),
        ("AURIA SIGNS PACT, REUTERS REPORTS", "", "Reuters Group"),
        ("AURIA SIGNS PACT - STATE TV", "", "state media"),
        ("Auria signs pact", "On State TV its minister said so.", "state media"),
        ("Auria signs pact", "It was signed on Monday, the state-run news agency reported.", "state media"),
        ("Auria signs pact", "It was signed, the official news agency said.", "state media"),
        ("AURIA SIGNS PACT: AURIAN STATE MEDIA", "", "Aurian state media"),
        ("Auria Signs Pact, Aurian State TV Says", "", "Aurian state media"),
        ("Auria signs pact", "It was signed, Iran's state-owned broadcaster reported.", "Iran's state media"),
        ("Auria signs pact, Iranian state TV says", "", "Iran's state media"),
        ("Auria signs pact", "It was signed, Russian state media said.", "Russian state"),
        ("Laut Reuters unterzeichnet Auria den Pakt", "", "Reuters Group"),
        ("Auria unterzeichnet Pakt", "Das berichtet die Nachrichtenagentur Reuters am Montag.", "Reuters Group"),
        ("Auria unterzeichnet Pakt", "Reuters zufolge war es am Montag so weit.", "Reuters Group"),
        ("Auria signe le pacte, selon Reuters", "", "Reuters Group"),
        ("Auria signe le pacte", "C'est ce que rapporte l'agence Reuters.", "Reuters Group"),
        ("Auria firma el pacto, según Reuters", "", "Reuters Group"),
        ("Auria firma el pacto", "La agencia Reuters informó el lunes.", "Reuters Group"),
        ("Аурия подписала пакт, сообщает Reuters", "", "Reuters Group"),
        ("Аурия подписала пакт - Рейтер", "", "Reuters Group"),
        ("أوريا توقع الاتفاق", "وقعت أوريا الاتفاق، بحسب وكالة رويترز.", "Reuters Group"),
        ("امضای پیمان", "به گزارش خبرگزاری رویترز، پیمان امضا شد.", "Reuters Group"),
    ],
)
def test_a_newsroom_is_credited_in_many_ways(title: str, summary: str, origin: str) -> None:
    """Four outlets with one agency's report were four origins."""
    found = origin_of(title, summary, "Metro Daily", STORY)
    assert (found.name, found.whose) == (origin, Whose.NEWSROOM)


@pytest.mark.parametrize(
    "title",
    [
        "Auria denies pact, Reuters reports",
        "Auria denies pact: Reuters report",
        "Auria rejects pact, says Reuters report",
    ],
)
def test_who_reports_a_denial_is_credited(title: str) -> None:
    assert origin_of(title, "", "Metro Daily", STORY).name == "Reuters Group"


@pytest.mark.parametrize(
    ("title", "summary", "outlet"),
    [
        ("Auria signs pact, report says", "", "Metro Daily"),
        ("Auria signs pact, ministry of ports says", "", "Metro Daily"),
        ("Auria signs pact with Reuters", "", "Metro Daily"),
        ("Auria signs pact", "Crowds stood outside the state broadcaster's gate.", "Metro Daily"),
        ("Auria signs pact", "The semi-official news agency was silent.", "Metro Daily"),
        ("Auria signs pact", "Photo by Reuters. Auria signed it on Monday.", "Metro Daily"),
        ("Auria signs pact", "Photo: Mika Sol via Reuters. Auria signed it on Monday.", "Metro Daily"),
        ("Auria signs pact", "Auria signed it on Monday (photo by Reuters)", "Metro Daily"),
        ("Auria has not signed pact", "So its minister said, contradicting a Reuters report.", "Metro Daily"),
        ("Auria has not signed pact, contrary to Reuters report", "", "Metro Daily"),
        ("Auria has not signed pact", "The ministry denied it, calling the BBC News report nonsense.", "Metro Daily"),
        ("Auria dismisses Reuters report that it signs pact", "", "Metro Daily"),
        ("Auria denies Reuters reports that it signs pact", "", "Metro Daily"),
        ("Auria denies the damning Reuters report on pact", "", "Metro Daily"),
        ("Auria slams Reuters report on pact", "", "Metro Daily"),
        ("Auria signs pact", "The Suri Port Authority (SPA) signed it.", "Metro Daily"),
        ("Auria signs pact", "The minister of state media regulation stayed away.", "state media"),
        ("Auria signs pact", "So it was, two envoys told the BBC.", "BBC"),
    ],
)
def test_what_names_no_other_newsroom_is_the_outlet_s_own(title: str, summary: str, outlet: str) -> None:
    found = origin_of(title, summary, outlet, STORY)
    assert (found.name, found.whose) == (outlet, Whose.OUTLET)


def passed_on(outlet: str, *, hours: float = 0, copy_of: str = "") -> Evidence:
    made = said(outlet, hours=hours, copy_of=copy_of)
    return replace(made, origin="Reuters", whose=Whose.NEWSROOM)


def named(standing: Standing) -> str:
    return origins_named(replace(standing, outlets=()))


def test_who_passes_a_report_on_is_named_beside_whose_it_is() -> None:
    one, _ = after(START, passed_on("Harbour"))
    assert named(one) == "1 origin points to yes: Reuters (via Harbour)"
    two, _ = after(one, passed_on("Ledger", hours=1))
    assert named(two) == "1 origin points to yes: Reuters (via Harbour, Ledger)"
    three, change = after(two, passed_on("Metro", hours=2, copy_of="any"))
    assert named(three) == "1 origin points to yes: Reuters (in 3 outlets)"
    assert (three.origins, change.kind) == (1, "copy")


def test_a_newsroom_that_reports_it_itself_is_named_alone() -> None:
    standing, _ = after(START, passed_on("Harbour"), said("Reuters", hours=1))
    assert named(standing) == "1 origin points to yes: Reuters"


def test_folding_by_hand_tells_whose_a_report_is() -> None:
    first, own = said("Reuters"), said("Ledger", hours=1)
    merged = same(own, first)
    assert (merged.origin, merged.whose) == ("Reuters", Whose.NEWSROOM)
    split = apart(merged, (first,), STORY)
    assert (split.origin, split.whose) == ("Ledger", Whose.OUTLET)


def test_a_report_without_a_mark_of_whose_it_is_is_told_by_its_outlet() -> None:
    """What was kept before has none."""
    standing, _ = after(START, replace(said("Harbour"), origin="Reuters"))
    assert named(standing) == "1 origin points to yes: Harbour"
