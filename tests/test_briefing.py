"""Briefings become draft story files: the shipped one in full, invented ones by other hands, and what is none."""

import contextlib
import json
import re
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from bot.briefing import Draft, NoBriefingError, draft, to_story
from bot.briefing.anchors import anchors
from bot.domain.negation import is_negative
from bot.errors import WatchdeskError
from bot.storyfile import dump_story, read_story

BRIEFINGS = sorted((Path(__file__).parent / "data" / "briefings").glob("*.txt"))
SHIPPED = Path(__file__).resolve().parents[2] / "shared" / "briefings" / "russia-iran.txt"


def hits(gold: str, given: str) -> bool:
    """The rule of the import score: most of the gold's words are there, and not three times as many."""
    wanted, found = words(gold), words(given)
    return len(wanted & found) / max(1, len(wanted)) >= 0.6 and len(found) <= 3 * len(wanted)


def words(text: str) -> set[str]:
    return set(re.findall(r"\w+", text.lower().replace("’", "'")))


def gold_of(path: Path) -> Any:
    return json.loads(path.with_suffix(".json").read_text(encoding="utf-8"))


def draft_of(path: Path) -> Draft:
    return draft(path.read_text(encoding="utf-8"))


@pytest.mark.parametrize("path", BRIEFINGS, ids=lambda p: p.stem)
def test_headline_and_dek_are_found_whatever_the_layout(path: Path) -> None:
    found, gold = draft_of(path), gold_of(path)
    assert (found.headline, found.dek) == (gold["headline"], gold["dek"])


def test_whoever_governs_is_an_actor_and_their_country_no_other_name_of_a_body() -> None:
    """ "Auria" was an alias of its ports authority, the prime minister was left out, and so was the question."""
    found = draft(
        "Dockers' strike tests Auria's new prime minister\n\n"
        "A walkout at the port of Kesh enters its third week, and neither the Auria Ports Authority nor the union yields.\n\n"
        "Elena Brandt, the prime minister of Auria, said her government would not intervene in the dispute.\n\n"
        "The Kesh Dockers Union says the Auria Ports Authority broke the 2024 wage agreement.\n\n"
        "Analysts at the Belmont Institute expect the strike to end before Christmas. Whether the army will be sent to "
        "unload medicine is the next question.\n"
    )
    actors = {a.name: a for a in found.actors}
    assert (actors["Elena Brandt"].kind, actors["Elena Brandt"].aliases) == ("person", ("Brandt",))
    assert actors["Auria"].kind == "country"
    assert actors["Auria Ports Authority"].aliases == ()
    assert "The strike will end before Christmas." in [c.text for c in found.claims]
    assert [w.question for w in found.watch] == ["Whether the army will be sent to unload medicine"]


@pytest.mark.parametrize("path", BRIEFINGS, ids=lambda p: p.stem)
def test_claims_are_found_with_their_source(path: Path) -> None:
    found, gold = draft_of(path), gold_of(path)
    right = [
        g for g in gold["claims"] if any(hits(g["text"], c.text) and c.source == g["source"] for c in found.claims)
    ]
    assert len(right) / len(gold["claims"]) >= 0.8
    assert len(found.claims) <= 1.5 * len(gold["claims"]), "few claims that are none"


@pytest.mark.parametrize("path", BRIEFINGS, ids=lambda p: p.stem)
def test_questions_are_found_with_what_follows(path: Path) -> None:
    found, gold = draft_of(path), gold_of(path)
    assert len(found.watch) == len(gold["watch"])
    for asked, wanted in zip(found.watch, gold["watch"], strict=True):
        assert hits(wanted["question"], asked.question)
        for side in ("if_yes", "if_no"):
            given = getattr(asked, side)
            assert hits(wanted[side], given) if side in wanted else not given, (asked.question, side, given)


@pytest.mark.parametrize("path", BRIEFINGS, ids=lambda p: p.stem)
def test_actors_are_found(path: Path) -> None:
    names = [a.name for a in draft_of(path).actors]
    for wanted in gold_of(path)["actors"]:
        assert any(wanted in name or name in wanted for name in names), (wanted, names)


@pytest.mark.parametrize("path", BRIEFINGS, ids=lambda p: p.stem)
def test_a_draft_is_a_story_file_that_reads_back(path: Path) -> None:
    story = to_story(draft_of(path), on=date(2026, 5, 7))
    assert read_story(dump_story(story), name="draft") == story
    assert all(a.date for c in story.claims for a in c.attributions)


def test_outlets_and_people_who_only_speak_are_no_actors() -> None:
    actors = {a.name for path in BRIEFINGS for a in draft_of(path).actors}
    assert not actors & {"The Daily Meridian", "Daily Meridian", "Harbour", "River Review", "Lucia Amaro", "Per Lund"}


@pytest.fixture(name="shipped")
def _shipped() -> Draft:
    if not SHIPPED.exists():
        pytest.skip("the briefing is not part of the repository and is not here")
    return draft(SHIPPED.read_text(encoding="utf-8"))


def test_the_shipped_briefing_headline_dek_and_thesis(shipped: Draft) -> None:
    assert shipped.headline.startswith("Russia Won’t Fight")
    assert shipped.dek.endswith("built on convenience.")
    assert "hard ceiling" in shipped.thesis


@pytest.mark.parametrize(
    ("about", "source"),
    [
        ("backing away promise war for Iran", "Al Jazeera"),
        ("no mutual-defense pact", "Al Jazeera"),
        ("Putin never considered sending troops", "Al Jazeera"),
        ("Pakistan chosen to mediate", "Al Jazeera"),
        ("benefits alignment without liabilities", "Al Jazeera"),
        ("relationship always been transactional", "Al Jazeera"),
        ("convergence driven exclusively pragmatism", "Nikita Smagin"),
        ("they don’t like each other", "Nikita Smagin"),
        ("helped Tehran at the margins", "INSS"),
        ("broad diplomatic support irreversible escalation", "INSS"),
        ("never severed ties Saudi Arabia", "Al Jazeera"),
        ("cannot turn anti-Western alignment", "Al Jazeera"),
        ("keep everyone talking", "Al Jazeera"),
        ("leverage comes from mediation", "Reuters"),
        ("Pakistan now carrying the diplomacy", "Reuters"),
        ("one-page memorandum 30 days", "Reuters"),
        ("timeline room to claim progress", "Reuters"),
        ("cannot count on Moscow", ""),
    ],
)
def test_the_shipped_briefing_claims(shipped: Draft, about: str, source: str) -> None:
    assert [c.source for c in shipped.claims if words(about) <= words(c.text)] == [source]


def test_the_shipped_briefing_has_no_claim_that_is_none(shipped: Draft) -> None:
    assert len(shipped.claims) == 20
    told = " ".join(c.text for c in shipped.claims)
    assert "If Moscow" not in told
    assert "Global Politics" not in told, "the stray topic line is dropped"
    assert "That is not collapse" not in told


def test_the_shipped_briefing_actors(shipped: Draft) -> None:
    assert {a.name for a in shipped.actors} == {
        "Russia",
        "Iran",
        "United States",
        "Israel",
        "Pakistan",
        "Saudi Arabia",
        "United Arab Emirates",
        "Ukraine",
        "Vladimir Putin",
    }


def test_the_shipped_briefing_questions(shipped: Draft) -> None:
    memorandum, role = shipped.watch
    assert memorandum.question == "Whether Pakistan’s shuttle diplomacy turns into a formal memorandum"
    assert role.question == "Whether Russia is granted any role in the postwar nuclear track"
    assert role.if_yes.startswith("Russia gains leverage")
    assert role.if_no == "The partnership’s value to Tehran drops fast."
    assert not memorandum.if_yes, "both conditions are about Russia; the editor writes what follows a memorandum"


SMALL = "A headline\nA dek that says a little more.\nThe Post reports that {0}.\nThe Post\n"


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        (
            "ports are shut, that ships wait, and that nobody knows why",
            ["Ports are shut.", "Ships wait.", "Nobody knows why."],
        ),
        ("Oslo, which has a port that never freezes, pays", ["Oslo, which has a port that never freezes, pays."]),
        ("it is “a matter of time”", ["It is “a matter of time”."]),
    ],
)
def test_a_chain_of_thats_is_several_claims_and_a_relative_that_is_none(sentence: str, expected: list[str]) -> None:
    assert [c.text.replace("Knows", "knows") for c in draft(SMALL.format(sentence)).claims] == expected


@pytest.mark.parametrize(
    ("sentence", "source", "text"),
    [
        ("According to the Post, ships wait.", "The Post", "Ships wait."),
        ("Ships wait, according to the Post.", "The Post", "Ships wait."),
        ("Ships wait, the Post says.", "The Post", "Ships wait."),
        ("Ships at sea, the Post says, wait for days.", "The Post", "Ships at sea wait for days."),
        ("The Post also says ships wait.", "The Post", "Ships wait."),
        ("The Post reported on Monday that ships wait.", "The Post", "Ships wait."),
        ("The Post’s central argument is that ships wait.", "The Post", "Ships wait."),
        ("The Post makes the same point from the shore: ships wait.", "The Post", "Ships wait."),
        ("The Post quotes harbour analyst Ada Berg saying ships wait.", "Ada Berg", "Ships wait."),
        ("Harbour analyst Ada Berg says ships wait.", "Ada Berg", "Ships wait."),
        ("Ada Berg, an analyst at the Harbour School, says ships wait.", "Ada Berg", "Ships wait."),
        ("“Ships wait for days,” says economist Ada Berg.", "Ada Berg", "Ships wait for days."),
        ("Ships wait in the bay for days (The Post).", "The Post", "Ships wait in the bay for days."),
        ("Norway says that ships wait in the bay.", "The Post", "Norway says that ships wait in the bay."),
        ("The Post, citing two officials, reports that ships wait.", "The Post", "Ships wait."),
        ("Ships wait for days, the Post reported on Monday, citing officials.", "The Post", "Ships wait for days."),
        ("An analysis by the Post finds ships wait for days.", "The Post", "Ships wait for days."),
        ("A survey published by the Post showed that ships wait.", "The Post", "Ships wait."),
        ("Traders quoted by the Post say that ships wait.", "The Post", "Ships wait."),
        ("The Post frames this as a sign that ships wait.", "The Post", "Ships wait."),
        ("The Post is blunter: ships wait because nobody pays.", "The Post", "Ships wait because nobody pays."),
        ("As the Post notes, ships wait for days.", "The Post", "Ships wait for days."),
        ("Officials told the Post that ships wait.", "The Post", "Ships wait."),
        ("Ships wait and, the Post understands, crews go hungry.", "The Post", "Ships wait and crews go hungry."),
        ("Ships wait for days — the Post.", "The Post", "Ships wait for days."),
        ("Ships rose to 17 per cent from 12 in June.", "The Post", "Ships rose to 17 per cent from 12 in June."),
        ("According to Ada Berg, a harbour analyst, ships wait.", "Ada Berg", "Ships wait."),
        ("Speaking to the Post, Ada Berg said that ships wait.", "Ada Berg", "Ships wait."),
        ("Ada Berg, in an interview with the Post, said ships wait.", "Ada Berg", "Ships wait."),
        ("Colonel (ret.) Ada Berg of the Harbour School argues that ships wait.", "Ada Berg", "Ships wait."),
        ("Oslo’s Ada Berg argues that ships wait.", "Ada Berg", "Ships wait."),
        ("“Ships wait for days,” Ada Berg, an analyst, told the Post.", "Ada Berg", "Ships wait for days."),
        ("“Ships wait,” says analyst Ada Berg, “for many days.”", "Ada Berg", "Ships wait for many days."),
        ("Analyst Ada Berg: “Ships wait for days.”", "Ada Berg", "Ships wait for days."),
        ("Pilots at the University of Harbour reckon ships wait.", "University of Harbour", "Ships wait."),
        ("The Nordic Fund said that ships wait.", "Nordic Fund", "Ships wait."),
        ("Harbour minister Ada Berg told shareholders ships wait.", "Ada Berg", "Ships wait."),
        ("Dr. Ada Berg said that ships wait.", "Ada Berg", "Ships wait."),
        ("Oslo-based Calder, a shipper, said that ships wait.", "Calder", "Ships wait."),
        (
            "A spokeswoman for Ada Berg said that ships wait.",
            "The Post",
            "A spokeswoman for Ada Berg said that ships wait.",
        ),
        (
            "Harbour minister Ada Berg denies that ships wait.",
            "Ada Berg",
            "Harbour minister Ada Berg denies that ships wait.",
        ),
        ("For Ada Berg, who teaches law, ships wait.", "Ada Berg", "Ships wait."),
        ("In a paper published on Tuesday, the Post warned that ships wait.", "The Post", "Ships wait."),
        ("Ships wait, according to the Post, a daily.", "The Post", "Ships wait."),
        ("Ships, Ada Berg said, can wait for days.", "Ada Berg", "Ships can wait for days."),
        (
            "Ada Berg is understood to be waiting for ships.",
            "The Post",
            "Ada Berg is understood to be waiting for ships.",
        ),
        ("It has asked for nine more ships to wait.", "The Post", "It has asked for nine more ships to wait."),
        ("Ships wait in the bay for 12 days.", "The Post", "Ships wait in the bay for 12 days."),
    ],
)
def test_forms_of_attribution(sentence: str, source: str, text: str) -> None:
    found = draft(
        f"A headline\nA dek that says a little more.\n{sentence}\nThe Post\nA heading\nThe Post says it rains in May.\nThe Post\n"
    )
    assert (found.claims[0].source, found.claims[0].text) == (source, text)


@pytest.mark.parametrize(
    "text",
    [
        "Oslo and Bergen still have no ferry.",
        "The mayor never seriously considered closing the port.",
        "Oslo never broke with its rivals on the coast.",
        "Oslo cannot turn a ferry into a fleet.",
        "No party has reached that since 1994.",
        "The authority has yet to open a case.",
        "La Paz has signed nothing since 2023.",
        "In May, no ship came to the port.",
        "The union wasn’t consulted.",
    ],
)
def test_a_claim_is_negative_where_its_main_clause_is(text: str) -> None:
    assert is_negative(text)


@pytest.mark.parametrize(
    "text",
    [
        "Bergen — not Oslo — has been chosen to host the talks.",
        "Oslo wants the ferry without the bill for it.",
        "The marriage was held together by money, but never by trust.",
        "“They do not read their own contracts”.",
        "The yard’s strength comes from orders, not subsidies.",
        "A plan that gives all sides time without solving the row.",
        "The ships came not for grain but for gas.",
        "The order was signed by the finance minister, not by the minister of defence.",
        "The mayor resigned because nobody paid.",
        "The strike, which no union backed, goes on.",
        "The wafers will leave the line not before September.",
        "It is no secret that ships wait.",
        "Some 40, no more than a third, were checked.",
        "The yard added a beam to ensure it doesn't bend.",
        "He left the party due to his frustration with not being heard.",
    ],
)
def test_contrasts_side_clauses_and_quotations_make_no_claim_negative(text: str) -> None:
    assert not is_negative(text)


def test_the_shipped_briefing_has_few_negative_claims(shipped: Draft) -> None:
    negative = " ".join(c.text for c in to_story(shipped).claims if c.negative)
    assert [word in negative for word in ("pact", "troops", "severed", "bloc")] == [True] * 4
    assert not any(word in negative for word in ("mediate", "liabilities", "trust", "sacrifice", "solving"))


@pytest.mark.parametrize(
    ("question", "names", "expected"),
    [
        (
            "Whether Avalon’s shuttle diplomacy turns into a formal memorandum",
            "avalon",
            "memorandum|memo|MoU|deal|agreement",
        ),
        (
            "Whether Avalon is granted any role in the postwar nuclear track",
            "avalon",
            "postwar|nuclear track|process|talks",
        ),
        (
            "Will Avalon announce an inspection scheme before the 20 November summit?",
            "avalon",
            "inspection scheme|plan|proposal",
        ),
        ("Does Avalon sell before the shareholder meeting?", "avalon", "sell"),
        ("Whether insurers lower their premiums in response", "", "insurers premiums"),
        ("Whether the wage deal stays below 4 percent", "", "wage|deal|agreement|accord|pact"),
        ("The exchange of prisoners planned for May", "", "exchange prisoners"),
        ("Whether Avalon suspends the new fee at talks in Oslo on 9 February", "avalon", "fee"),
        ("Whether the league approves Avalon as a proper owner, on which it is due to rule", "avalon", "owner"),
        ("Will it?", "", ""),
    ],
)
def test_anchors_are_what_a_question_is_about_and_no_general_word_alone(
    question: str, names: str, expected: str
) -> None:
    assert anchors(question, names=frozenset(names.split()), acted=bool(names)) == expected


@pytest.mark.parametrize(
    ("then", "yes", "no"),
    [
        ("If it does, ships sail. If it does not, crews go home.", "Ships sail.", "Crews go home."),
        ("If so, ships sail at once. Otherwise, crews go home.", "Ships sail at once.", "Crews go home."),
        ("In that case, ships sail at once. Failing that, crews go home.", "Ships sail at once.", "Crews go home."),
        ("Reopening would let ships sail.", "Reopening would let ships sail.", ""),
        ("If not, the port is “a poster.”", "", "The port is “a poster”."),
    ],
)
def test_what_follows_either_way_is_kept_as_a_sentence(then: str, yes: str, no: str) -> None:
    asked = draft(
        SMALL.format("ships wait") + f"What to watch\nThe test is whether the port opens in May. {then}\n"
    ).watch
    assert [(q.if_yes, q.if_no) for q in asked] == [(yes, no)]


def test_a_sentence_about_who_decides_makes_the_question_whole() -> None:
    found = draft(
        SMALL.format("ships wait") + "What to watch\nThe clubs vote on 1 August on whether to leave the league.\n"
    )
    assert [q.question for q in found.watch] == ["Whether the clubs vote on 1 August to leave the league"]


def test_those_who_only_speak_are_no_actors_by_their_surname_either() -> None:
    said = "ships wait. Analyst Ada Berg says crews wait. Berg adds that Oslo waits. To Berg, Oslo is late"
    assert [a.name for a in draft(SMALL.format(said)).actors] == ["Norway"]


def test_letters_in_brackets_and_a_surname_are_the_name_they_stand_for() -> None:
    text = "The Harbour News Agency (HNA) says ships wait. Owner Ada Berg has paid. Ms Berg says that crews wait."
    found = draft(f"A headline\nA dek that says a little more.\n{text}\nHNA\nHeading\nHNA says it rains.\nHNA\n")
    assert [c.source for c in found.claims] == [
        "Harbour News Agency",
        "Harbour News Agency",
        "Ada Berg",
        "Harbour News Agency",
    ]


def test_a_source_within_two_statements_is_the_source_of_both() -> None:
    found = draft(SMALL.format("it rains. Ships wait, the Post has learned, and the crews have gone home"))
    assert [c.text for c in found.claims[1:]] == ["Ships wait.", "The crews have gone home."]


@pytest.mark.parametrize(
    "heading",
    [
        "What to watch next",
        "What we’re watching",
        "What We're Watching",
        "What comes next",
        "What happens next",
        "What’s next",
        "Looking ahead",
        "## Next steps",
        "Signs to watch:",
        "What to watch",
    ],
)
def test_the_heading_of_what_to_watch_has_many_names(heading: str) -> None:
    found = draft(SMALL.format("ships wait") + f"{heading}\nThe test is whether the port opens in May.\nThe Post\n")
    assert [w.question for w in found.watch] == ["Whether the port opens in May"]
    assert len(found.claims) == 1


@pytest.mark.parametrize(
    ("text", "missing"),
    [
        ("", "empty"),
        ("   \n\n", "empty"),
        ("Only a headline", "no paragraphs"),
        ("Buy milk\nand eggs for tomorrow\nand some bread, please, if there is any left.", "no claim with a source"),
        ("x" * 50_001, "at most 50,000"),
    ],
)
def test_a_text_that_is_no_briefing_says_what_is_missing(text: str, missing: str) -> None:
    with pytest.raises(NoBriefingError, match=missing) as caught:
        draft(text)
    assert isinstance(caught.value, WatchdeskError)


@pytest.mark.parametrize(
    "text", ["a, " * 60_000, "A says that " * 15_000, "“" * 150_000, "A. " * 60_000, "a\n" * 90_000]
)
def test_hostile_text_is_read_in_reasonable_time(text: str) -> None:
    """The suite's timeout is the judge; regular expressions with nested repeats would not end."""
    with contextlib.suppress(NoBriefingError):
        found = draft(f"Headline\nDek is here.\nThe Post says it rains.\nThe Post\n{text}"[:50_000])
        story = to_story(found)
        assert read_story(dump_story(story), name="draft") == story


WIRE = """Dockers vote on pay deal as strike enters third week
Port operators say a new offer is final; unions call for mediation

AVALON, Nov 27 (Kestra) - Dockers at the port of Avalon will vote on Friday on a pay deal, two government officials told Kestra.

Two lawmakers told The Courier that a draft law is ready. Finance Minister Olav Berg said that 40 ships had been sent elsewhere.

Retailer Nordmart said shelves would be full. Harbour chief Jens Solberg has not ruled out a court injunction, according to Lloyd's List.

Whether Parliament will pass an emergency law to force the dockers back remains unclear.

The question is whether the union's rank and file accept the deal on Friday.
"""


def test_a_wire_report_gives_who_was_told_and_what_it_leaves_open() -> None:
    """It had no sources but "List" and "Retailer Nordmart", no question, and a dateline for its first claim."""
    found = draft(WIRE)
    assert [(c.text, c.source) for c in found.claims] == [
        ("Dockers at the port of Avalon will vote on Friday on a pay deal.", "Kestra"),
        ("A draft law is ready.", "Courier"),
        ("40 ships had been sent elsewhere.", "Olav Berg"),
        ("Shelves would be full.", "Nordmart"),
        ("Harbour chief Jens Solberg has not ruled out a court injunction.", "Lloyd's List"),
    ]
    assert not any(claim.negative for claim in to_story(found).claims)
    assert [q.question for q in found.watch] == [
        "Whether Parliament will pass an emergency law to force the dockers back",
        "Whether the union's rank and file accept the deal on Friday",
    ]


LEAD = """Dock strike at Tarvos enters its second week

The dock strike at Tarvos went on with no talks planned, the Tarvos Times reported. The Tarvos Port Authority has offered 4 percent,
Merinda Wire said on 25 November.

Union leader Olaf Brenn told the Coast Herald that members of the Dockers' Union would vote on Monday.
"""


def test_a_first_paragraph_on_somebodys_word_is_read_and_no_outlet_becomes_an_actor() -> None:
    """It was taken for a dek: the Tarvos Times, Merinda Wire and the Coast Herald were actors, and "Tarvos" a name of the first."""
    found = draft(LEAD)
    assert (found.dek, found.sources) == ("", ("Tarvos Times", "Merinda Wire", "Olaf Brenn"))
    assert [(a.name, a.aliases) for a in found.actors] == [("Tarvos Port Authority", ()), ("Dockers' Union", ())]


RAILS = """Ferry strike enters third week as pay talks stall

Crews walked out for a third week on Monday, halting most sailings of Kestra Ferry boats.

Kestra Ferry said on Friday it had offered four percent, the Tarvos Times reported.
"""


@pytest.mark.parametrize(
    ("more", "aliases"), [("", ()), ("The union accused Ferry of delay, Merinda Wire reported.\n", ("Ferry",))]
)
def test_a_word_that_only_begins_the_headline_is_no_other_name_of_who_has_it_in_theirs(
    more: str, aliases: tuple[str, ...]
) -> None:
    """ "Rail" of "Rail strike" was a name of the railway: every report on rails was about it."""
    (kestra,) = (a for a in draft(RAILS + more).actors if "Ferry" in a.name)
    assert (kestra.name, kestra.aliases) == ("Kestra Ferry", aliases)


SCATTERED = """Calder Line and its crews

The ferries have not sailed since Monday, the Isle Times reports. Nordhavn has offered 410 million, the Isle Times says.

Will Calder Line and Nordhavn sign a sale contract this year? And will the court ban the strike? These decide the winter.

The lenders wait until March, according to the Isle Times.
"""
MEMO = """Ferries for the night editor

What we know
- Isle Times: the draft contract is complete, only the pensions are open.
- Isle Times: crews go back when there is a guarantee in writing.

What we don't know yet
1. Does the sale get signed before Christmas?
2. Will the judge ban the strike? If she does, crews must go back at once.
"""


@pytest.mark.parametrize(
    ("text", "asked"),
    [
        (
            SCATTERED,
            ["Will Calder Line and Nordhavn sign a sale contract this year?", "Will the court ban the strike?"],
        ),
        (MEMO, ["Does the sale get signed before Christmas?", "Will the judge ban the strike?"]),
    ],
    ids=["in a paragraph", "under what is not known"],
)
def test_questions_are_found_where_no_section_says_what_to_watch(text: str, asked: list[str]) -> None:
    found = draft(text)
    assert [q.question for q in found.watch] == asked
    assert not {"Christmas", "Monday"} & {a.name for a in found.actors}


@pytest.mark.parametrize(
    ("sentence", "on"),
    [
        ("The minister told Reuters on 18 November 2026 that the port will be sold.", date(2026, 11, 18)),
        ("On November 24, 2026, Lusa reported that Belmont had raised its offer.", date(2026, 11, 24)),
        ("According to Lusa (2026-05-08), the unions oppose the sale.", date(2026, 5, 8)),
        ("Lusa reported that Belmont will sign on 18 November 2026.", None),
        ("Lusa reported on 18 November that Belmont had raised its offer.", None),
        ("The minister told Reuters on November 24, 2026 that the port will be sold.", date(2026, 11, 24)),
        ("Lusa reported on 31 February 2026 that Belmont had raised its offer.", None),
        ("After the vote on 3 May 2019, Lusa reported that Belmont had raised its offer.", None),
        ("Belmont owes the port 3 million, Lusa reported, citing a letter of 3 March 1998.", None),
        ("The minister, who resigned on 3 May 2019, told Lusa that the port will be sold.", None),
        ("Lusa reported on 18 November 2999 that Belmont had raised its offer.", None),
    ],
    ids=[
        "day first",
        "month first",
        "by numbers",
        "the claim's own",
        "without a year",
        "month first, behind",
        "no day",
        "a vote's",
        "a letter's",
        "a resignation's",
        "yet to come",
    ],
)
def test_an_attribution_has_the_day_its_sentence_gives(sentence: str, on: date | None) -> None:
    found = draft(f"The port is sold\n\nTwo bidders remain for the port of Auria. {sentence}\n")
    today = date(2026, 12, 1)
    dates = [a.date for c in to_story(found, on=today).claims for a in c.attributions]
    assert dates == [on or today]


def test_a_briefing_in_another_language_is_told_so() -> None:
    """It was asked for "The Post reports that ..."."""
    text = (
        "Der Hafen wird verkauft\n\nZwei Bieter sind nach Angaben des Ministeriums noch im Rennen um den Hafen von Auria. "
        "Lusa berichtet, dass Belmont sein Angebot in der Nacht erhöht hat, und die Gewerkschaft ist dagegen.\n"
    )
    with pytest.raises(NoBriefingError, match="A briefing is read in English only"):
        draft(text)
    with pytest.raises(NoBriefingError, match="no claim with a source"):
        draft("The port is sold\n\nTwo bidders are in the race for the port of Auria, and it is not over.\n")
