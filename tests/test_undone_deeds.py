"""What is done to the deed that is asked for, and to what stands in its way, is not done to the thing. All is invented."""

import pytest

from tests.evaluate import Row, as_entry, matcher_for, phase_name
from watchers.judge.judgements import judge

_CAST = ["Auria", "Belmont", "Kesh", "Orlo Dolan", "Lena Moor", "Drell", "Orvane", "Senate", "court"]
REJECTED = ("Is the Auria budget vetoed?", "budget")
VOTED_DOWN = ("Is the Kesh levy voted down?", "levy")
ENDED = ("Is the Kesh lockdown ended?", "lockdown")
STRIKE = ("Is the strike at Drell ended?", "strike")
CULL = ("Is the Auria wolf cull suspended?", "wolf cull")
MOOR = ("Is Lena Moor suspended by the Senate?", "suspension")
ACQUITTED = ("Is Lena Moor cleared of fraud?", "fraud")
EXEMPT = ("Is Drell exempted from the sugar tax?", "sugar tax")
PERMIT = ("Is the Drell mine permit revoked?", "permit")
BAN = ("Is the Auria flight ban lifted?", "flight ban|flights")
CURBS = ("Does Auria ease its export restrictions?", "export restrictions")
LIFTED = ("Is the suspension of Lena Moor lifted?", "suspension")

EXTRADITED = ("Is Lena Moor extradited to Belmont?", "extradition")
VOTE = ("Is the Kesh independence vote held?", "independence vote")
DAM = ("Is the Kesh dam built?", "dam")
NATIONALISED = ("Is Drell nationalised by Auria?", "nationalisation")
JOINS = ("Does Kesh join the Union?", "accession|membership")

TAKEOVER = ("Is Drell allowed to buy Orvane?", "takeover")
SUMMIT = ("Does Belmont boycott the Kesh summit?", "summit|boycott")
VETO = ("Does Belmont veto the Kesh accession?", "accession")

BID = ("Does Orvane drop its bid for Drell?", "bid")
SALE = ("Is the sale of Drell cancelled?", "sale")
QUASHED = ("Is the acquittal of Lena Moor overturned?", "acquittal")
STRUCK = ("Is the Auria smoking ban overturned by the court?", "smoking ban")
RECOUNT = ("Does the court order a recount in Kesh?", "recount")
GRANTED = ("Does the court grant an injunction against Drell?", "injunction")
RUNS = ("Is Lena Moor allowed to run?", "candidacy")
RESTORED = ("Is the land tax reinstated in Kesh?", "land tax")
RULES = ("Does the court rule on the Kesh recount?", "recount")

HELD = ("Does the Auria central bank hold rates?", "rates")
ON_HOLD = ("Does the Auria central bank keep rates on hold?", "rates")

CLOSURE = ("Is the closure of Drell hospital reversed?", "closure")
TALKS = ("Are the talks with Auria ended by Belmont?", "talks")

TRIAL = ("Is the trial of Orlo Dolan postponed?", "trial")
HALTED = ("Is the Kesh port project halted by the court?", "port project")


def read(asked: tuple[str, str], title: str) -> str:
    question, phrases = asked
    item = {"id": "w", "question": question, "actors": _CAST, "phrases": phrases.split("|"), "polarity": ""}
    row: Row = {"id": "1", "title": title, "outlet": "Ledger", "published": "2026-05-08"}
    matcher = matcher_for(item)
    found = judge(matcher.match(as_entry(row)), matcher.story)
    return phase_name(found[0]) if found else "none"


@pytest.mark.parametrize(
    ("asked", "title", "phase"),
    [
        (REJECTED, "Dolan vetoes Auria budget", "happened"),
        (REJECTED, "Dolan signs Auria budget", "ruled_out"),
        (REJECTED, "Senate overrides Dolan's veto of Auria budget", "ruled_out"),
        (VOTED_DOWN, "Kesh votes down levy", "happened"),
        (VOTED_DOWN, "Kesh approves levy", "ruled_out"),
        (ENDED, "Kesh ends lockdown", "happened"),
        (ENDED, "Kesh lockdown lifted", "happened"),
        (ENDED, "Kesh to end lockdown", "signal_up"),
        (ENDED, "Kesh extends lockdown", "signal_down"),
        (STRIKE, "Drell strike over", "happened"),
        (TALKS, "Belmont ends talks with Auria", "happened"),
        (TALKS, "Belmont to end talks with Auria", "signal_up"),
        (STRIKE, "Drell crews extend strike", "signal_down"),
    ],
)
def test_a_passive_asks_as_the_verb_does(asked: tuple[str, str], title: str, phase: str) -> None:
    """What is vetoed is not passed, and what is ended is not imposed; the first was asked as the second."""
    assert read(asked, title) == phase


@pytest.mark.parametrize(
    ("asked", "title"),
    [
        (CULL, "Court lifts suspension of Auria wolf cull"),
        (CULL, "Auria revokes wolf cull suspension"),
        (MOOR, "Senate lifts Lena Moor suspension"),
        (MOOR, "Senate drops plan to suspend Lena Moor"),
        (ACQUITTED, "Court overturns acquittal of Lena Moor in fraud case"),
        (ACQUITTED, "Acquittal of Lena Moor in fraud case overturned"),
        (EXEMPT, "Kesh revokes Drell exemption from sugar tax"),
        (EXEMPT, "Kesh scraps sugar tax waiver for Drell"),
        (PERMIT, "Court overturns revocation of Drell mine permit"),
        (PERMIT, "Court overturns decision to revoke Drell mine permit"),
        (BAN, "Court overturns lifting of Auria flight ban"),
    ],
)
def test_what_undoes_the_deed_rules_it_out(asked: tuple[str, str], title: str) -> None:
    """It was read as the deed: who lifts a ban or overturns a verdict does what such questions ask."""
    assert read(asked, title) == "ruled_out"


@pytest.mark.parametrize(
    ("asked", "title"),
    [
        (CULL, "Auria suspends wolf cull"),
        (ACQUITTED, "Court clears Lena Moor of fraud"),
        (EXEMPT, "Kesh exempts Drell from sugar tax"),
        (PERMIT, "Kesh revokes Drell mine permit"),
        (BAN, "Auria lifts suspension of flights"),
        (CURBS, "Auria scraps export restrictions"),
        (LIFTED, "Court overturns suspension of Lena Moor"),
        (LIFTED, "Senate lifts Lena Moor suspension"),
    ],
)
def test_the_deed_is_found_as_before(asked: tuple[str, str], title: str) -> None:
    assert read(asked, title) == "happened"


@pytest.mark.parametrize(
    ("asked", "title", "phase"),
    [
        (EXTRADITED, "Lena Moor appeal against extradition rejected", "signal_up"),
        (VOTE, "Bid to delay Kesh independence vote fails", "signal_up"),
        (VOTE, "Motion to delay Kesh independence vote withdrawn", "signal_up"),
        (DAM, "Court denies bid to block Kesh dam", "signal_up"),
        (NATIONALISED, "Motion to nationalise Drell defeated in Auria", "signal_down"),
        (NATIONALISED, "Auria moves motion to nationalise Drell", "signal_up"),
        (JOINS, "Bid to admit Kesh to Union fails", "signal_down"),
    ],
)
def test_who_tries_and_loses_helps_the_other_side(asked: tuple[str, str], title: str, phase: str) -> None:
    assert read(asked, title) == phase


@pytest.mark.parametrize(
    ("asked", "title", "phase"),
    [
        (TAKEOVER, "Senate drops challenge to Drell takeover of Orvane", "signal_up"),
        (SUMMIT, "Belmont rules out boycott of Kesh summit", "signal_down"),
        (SUMMIT, "Belmont rejects boycott of Kesh summit", "signal_down"),
        (VETO, "Belmont rules out veto of Kesh accession", "signal_down"),
        (VETO, "Belmont threatens to veto Kesh accession", "signal_up"),
        (TRIAL, "Court refuses to postpone trial of Orlo Dolan", "none"),
        (TRIAL, "Court postpones trial of Orlo Dolan", "happened"),
        (HALTED, "Court rejects bid to halt Kesh port project", "signal_down"),
        (VETO, "Belmont vetoes Kesh accession", "happened"),
    ],
)
def test_who_rules_an_obstacle_out_clears_the_way(asked: tuple[str, str], title: str, phase: str) -> None:
    assert read(asked, title) == phase


@pytest.mark.parametrize(
    ("asked", "title", "phase"),
    [
        (BID, "Orvane drops bid for Drell", "happened"),
        (BID, "Orvane abandons bid for Drell", "happened"),
        (BID, "Orvane to drop bid for Drell", "signal_up"),
        (BID, "Orvane refuses to drop bid for Drell", "signal_down"),
        (SALE, "Kesh cancels sale of Drell", "happened"),
        (SALE, "Drell sale goes ahead", "signal_down"),
        (QUASHED, "Court quashes Lena Moor acquittal", "happened"),
        (QUASHED, "Court upholds Lena Moor acquittal", "ruled_out"),
        (CLOSURE, "Kesh reverses closure of Drell hospital", "happened"),
        (CLOSURE, "Kesh upholds closure of Drell hospital", "signal_down"),
        (STRUCK, "Court rejects challenge to Auria smoking ban", "ruled_out"),
    ],
)
def test_a_thing_that_is_called_off_asks_for_that(asked: tuple[str, str], title: str, phase: str) -> None:
    """ "The sale of Drell" was asked for where its cancelling is, and a bid that is dropped was off, which is what was asked."""
    assert read(asked, title) == phase


@pytest.mark.parametrize(
    ("asked", "title", "phase"),
    [
        (RECOUNT, "Court orders recount in Kesh", "happened"),
        (RECOUNT, "Court rejects recount in Kesh", "ruled_out"),
        (GRANTED, "Court rejects injunction against Drell", "ruled_out"),
        (RUNS, "Court rejects Lena Moor candidacy", "ruled_out"),
        (RUNS, "Court rejects challenge to Lena Moor candidacy", "signal_up"),
        (RESTORED, "Senate rejects return of Kesh land tax", "ruled_out"),
        (RULES, "Court rejects Kesh recount", "happened"),
    ],
)
def test_a_ruling_that_goes_the_other_way_is_a_no(asked: tuple[str, str], title: str, phase: str) -> None:
    """Any ruling was taken for the one that is asked for."""
    assert read(asked, title) == phase


@pytest.mark.parametrize("asked", [HELD, ON_HOLD])
@pytest.mark.parametrize(
    ("title", "phase"),
    [
        ("Auria central bank holds rates", "happened"),
        ("Auria central bank leaves interest rates unchanged", "happened"),
        ("Auria central bank keeps rates on hold", "happened"),
        ("Auria central bank to hold rates next month", "signal_up"),
        ("Auria central bank cuts rates", "ruled_out"),
        ("Auria central bank raises rates to 5 percent", "ruled_out"),
    ],
)
def test_rates_that_are_held_are_asked_for_as_a_cut_is(asked: tuple[str, str], title: str, phase: str) -> None:
    """No event was known by that name, and "holds rates" was a no to whatever is asked."""
    assert read(asked, title) == phase
