"""A question may ask for the contrary of an event: whether it holds, is averted, stays. All headlines are invented."""

from functools import cache

import pytest

from bot.domain.entry import Entry
from bot.domain.evidence import Judgement, Phase
from bot.domain.story import Actor, Direction, Polarity, Story, WatchItem
from watchers.judge.judgements import judge
from watchers.match.anchors import question_for
from watchers.match.matcher import Matcher

ASKED = {
    "holds": ("Will the truce between Auria and Belmont hold?", "truce|ceasefire"),
    "observed": ("Will Auria and Belmont observe the truce over Easter?", "truce|ceasefire"),
    "goes on": ("Will the strike in Auria continue into next week?", "strike|dockers"),
    "avoids": ("Will Auria avoid default?", "default|debt"),
    "averted": ("Will the strike in Auria be averted?", "strike|walkout"),
    "staves off": ("Can Auria stave off a strike?", "strike|walkout"),
    "stays": ("Will Erik Dolan stay on as prime minister?", "prime-minister"),
    "keeps": ("Will Erik Dolan keep his job as coach?", "coach"),
    "survives": ("Will Erik Dolan survive the confidence vote?", "vote|confidence"),
    "open": ("Will the Karst Museum stay open?", "museum|closure"),
    "in the pact": ("Will Auria stay in the climate pact?", "pact|accord"),
    "in place": ("Will Auria's export ban stay in place?", "export-ban|ban"),
    "jail": ("Will Erik Dolan remain in jail?", "jail|prison"),
    "rejects": ("Will the Aurian parliament vote down the budget?", "budget"),
    "loses": ("Will Erik Dolan lose the election?", "election"),
    "fails": ("Will the talks between Auria and Belmont fail?", "talks"),
    "scrubbed": ("Will the Karst launch be scrubbed?", "launch|rocket"),
    "stopped": ("Will protests in Auria stop the pension reform?", "pension-reform"),
    "goes ahead": ("Will the Karst launch go ahead?", "launch|rocket"),
    "ends": ("Will the strike in Auria end?", "strike|dockers"),
    "over": ("Is the strike in Auria over?", "strike|dockers"),
    "not": ("Will Erik Dolan not resign?", "resignation"),
    "nobody": ("Will nobody resign over the Auria scandal?", "scandal"),
    "won't": ("Won't Erik Dolan resign?", "resignation"),
    "wasn't": ("Wasn't the agreement signed at the Auria summit?", "agreement|summit"),
    "no deal": ("Is there no agreement at the Auria summit?", "agreement|summit"),
    "still": ("Will Erik Dolan still be president in June?", "president"),
    "safe": ("Is the Karst Museum safe from closure?", "museum|closure"),
    "delayed": ("Will the Karst launch be delayed?", "launch|rocket"),
    "boycott": ("Will Auria boycott the summit?", "summit"),
    "called off": ("Will the boycott of the Auria summit be called off?", "boycott"),
    "stops selling": ("Will Norvex stop selling phones?", "phones"),
    "stops enriching": ("Does Auria stop enriching uranium?", "uranium|enrichment"),
    "upholds": ("Will the court uphold the Auria export ban?", "export-ban|ban"),
    "denied": ("Will Erik Dolan be denied bail?", "bail"),
    "condition": ("If the talks fail, will Auria impose tariffs?", "tariffs"),
    "idle": ("Will the Karst refinery remain idle?", "refinery"),
    "fails to win": ("Will Erik Dolan fail to win the election?", "election"),
    "no agreement": ("Is there no agreement at the Auria climate summit?", "agreement|summit"),
    "no deal at all": ("No deal between Auria and Belmont by Friday?", "deal"),
    "contrast": ("Will the Karst inquiry be held in public, not behind closed doors?", "inquiry"),
    "thrown out": ("Will Karst be thrown out of the league?", "league"),
    "an end": ("An early end to the Auria strike?", "strike"),
    "vetoes": ("Will the Aurian president veto the media bill?", "bill"),
    "against": ("Will the Aurian parliament vote against the budget?", "budget"),
    "says no": ("Will Auria say no to the stadium?", "stadium"),
    "refuses": ("Will Erik Dolan refuse to testify?", "testify|hearing"),
    "without": ("Will the Auria summit end without an agreement?", "agreement|summit"),
    "missing": ("Is Erik Dolan still missing?", "search|hiker"),
    "blocked": ("Will the court block the Karst merger?", "merger"),
    "halted": ("Will Erik Dolan's deportation be halted?", "deportation"),
    "halts": ("Will Auria halt arms exports?", "arms"),
    "keeps a thing": ("Will Belmont keep its Karst hospital?", "hospital"),
    "coalition": ("Will the Auria coalition survive the year?", "coalition|government"),
    "survives the year": ("Will the Karst Museum survive the year?", "museum"),
    "misses": ("Will Erik Dolan miss the World Cup?", "World-Cup"),
    "still open": ("Is the Karst Museum still open?", "museum"),
}
ACTORS = tuple(
    Actor(name=n, aliases=a)
    for n, a in {
        "Auria": ("Aurian",),
        "Belmont": (),
        "Erik Dolan": ("Dolan",),
        "Karst Museum": ("Karst",),
        "Mara Vara": ("Vara",),
    }.items()
)


@cache
def matcher_of(about: str) -> Matcher:
    question, anchors = ASKED[about]
    item = WatchItem(id="w", question=question, anchors=anchors, actors=tuple(a.name for a in ACTORS))
    return Matcher(Story(slug="invented", title="Invented", actors=ACTORS, watch_items=(item,)))


def judged(about: str, title: str) -> Judgement:
    matcher = matcher_of(about)
    return judge(matcher.match(Entry(id="1", title=title)), matcher.story)[0]


@pytest.mark.parametrize(
    ("about", "title"),
    [
        ("holds", "Truce between Auria and Belmont collapses"),
        ("goes on", "Auria's dockers end strike"),
        ("avoids", "Auria defaults on its debt"),
        ("averted", "Strike begins across Auria"),
        ("staves off", "Auria's strike begins"),
        ("stays", "Dolan resigns"),
        ("stays", "Dolan ousted as prime minister"),
        ("keeps", "Dolan sacked"),
        ("open", "Karst Museum closes"),
        ("in the pact", "Auria quits climate pact"),
        ("in place", "Auria lifts export ban"),
        ("jail", "Dolan released from prison"),
        ("rejects", "Auria parliament passes budget"),
        ("loses", "Dolan wins election"),
        ("refuses", "Dolan testifies at hearing"),
        ("scrubbed", "Karst Museum launches rocket"),
        ("stopped", "Auria parliament passes pension reform"),
        ("not", "Dolan resigns"),
        ("nobody", "Auria minister resigns over scandal"),
        ("won't", "Dolan quits"),
        ("no deal", "Agreement reached at Auria summit"),
        ("wasn't", "Agreement signed at Auria summit"),
        ("still", "Dolan ousted as president"),
        ("safe", "Karst Museum closes"),
        ("upholds", "Auria court strikes down export ban"),
        ("denied", "Dolan freed on bail"),
        ("idle", "Karst refinery restarts"),
        ("fails to win", "Dolan wins election"),
        ("no agreement", "Agreement reached at Auria summit"),
        ("no deal at all", "Auria and Belmont reach deal"),
        ("vetoes", "Auria president signs media bill"),
        ("against", "Auria approves budget"),
        ("says no", "Auria voters approve stadium"),
        ("without", "Agreement reached at Auria summit"),
        ("blocked", "Karst Museum completes merger"),
        ("keeps a thing", "Karst hospital closes its doors"),
        ("survives the year", "Karst Museum closes after 140 years"),
        ("coalition", "Auria government falls"),
        ("halted", "Dolan deported"),
        ("missing", "Missing hiker Dolan found alive"),
        ("still open", "Karst Museum closes its doors"),
    ],
)
def test_the_event_is_a_no_to_the_question_for_its_contrary(about: str, title: str) -> None:
    found = judged(about, title)
    assert (found.phase, found.direction) == (Phase.CANCELLED, Direction.AWAY)
    assert any("the question is put the other way round" in line for line in found.why)


@pytest.mark.parametrize(
    ("about", "title"),
    [
        ("averted", "Strike in Auria called off"),
        ("blocked", "Karst Museum merger blocked by court"),
        ("misses", "Dolan ruled out of World Cup"),
        ("halts", "Auria halts arms exports"),
        ("survives", "Dolan survives confidence vote"),
        ("rejects", "Auria parliament rejects budget"),
        ("loses", "Mara Vara wins election"),
        ("fails", "Auria-Belmont talks collapse"),
        ("stopped", "Auria drops pension reform"),
        ("goes ahead", "Karst Museum launches rocket"),
        ("called off", "Auria calls off summit boycott"),
        ("stops selling", "Norvex stops selling phones in Auria"),
        ("stops enriching", "Auria halts enrichment"),
        ("upholds", "Auria court upholds export ban"),
        ("condition", "Auria imposes tariffs"),
        ("fails to win", "Dolan loses election"),
        ("no agreement", "Auria summit ends without agreement"),
        ("thrown out", "Karst thrown out of league"),
        ("an end", "Auria strike ends"),
        ("vetoes", "Auria president vetoes media bill"),
        ("against", "Auria votes against budget"),
        ("says no", "Auria says no to stadium"),
    ],
)
def test_what_rules_the_event_out_is_a_yes(about: str, title: str) -> None:
    assert judged(about, title).phase is Phase.HAPPENED


@pytest.mark.parametrize(
    ("about", "title", "direction"),
    [
        ("holds", "Truce holds as aid reaches Auria", Direction.TOWARD),
        ("holds", "Auria violates truce with raid on Belmont", Direction.AWAY),
        ("observed", "Auria and Belmont accuse each other of breaching truce", Direction.AWAY),
        ("observed", "Auria vows to respect truce", Direction.TOWARD),
        ("goes on", "Auria strike enters third week", Direction.TOWARD),
        ("avoids", "Auria secures loan to stave off default", Direction.TOWARD),
        ("stays", "Dolan under pressure to quit", Direction.AWAY),
        ("stays", "Dolan vows to stay on as prime minister", Direction.TOWARD),
        ("open", "Karst Museum saved from closure", Direction.TOWARD),
        ("in place", "Auria extends export ban", Direction.TOWARD),
        ("stops selling", "Norvex to stop selling phones in Auria", Direction.TOWARD),
        ("denied", "Dolan denied bail", Direction.TOWARD),
        ("contrast", "Karst inquiry to be held in public", Direction.TOWARD),
        ("no deal at all", "Auria-Belmont talks end without deal", Direction.TOWARD),
    ],
)
def test_signs_point_the_other_way(about: str, title: str, direction: Direction) -> None:
    assert judged(about, title).direction is direction


@pytest.mark.parametrize(
    "question",
    [
        "Will Auria and Belmont hold talks?",
        "Will the hostages held in the mine be freed?",
        "Will Auria and Belmont agree to avert a tariff war?",
        "Will Auria sign the deal that prevents a war?",
        "Will Auria sell its mines to avoid default?",
        "Will Auria respect the court's ruling?",
        "Will the founder of Norvex be convicted?",
        "Will Erik Dolan keep his promise?",
        "Will the talks end in a deal?",
        "Will Norvex be found not guilty?",
        "Will the deal be signed no later than June?",
        "Will a buyer be found for the failed deal?",
        "Will the parliament adopt the law delaying the ban?",
        "Will the government give the talks the go-ahead?",
        "Will Erik Dolan lose a confidence vote?",
    ],
)
def test_a_question_that_only_mentions_such_a_verb_asks_for_the_event_itself(question: str) -> None:
    item = WatchItem(id="w", question=question, anchors="talks|hostages|deal|mines|ruling|Norvex|vote|tariff-war")
    asked = question_for(item, frozenset())
    assert (asked.turned, asked.polarity) == (False, Polarity.HAPPENS)


@pytest.mark.parametrize("about", ["ends", "over"])
def test_a_question_for_an_end_is_one_though_the_file_does_not_say_so(about: str) -> None:
    """A strike that went into its third week had ended, where the file left out `polarity: ends`."""
    assert judged(about, "Auria's dockers end strike").phase is Phase.HAPPENED
    assert judged(about, "Auria strike enters third week").direction is Direction.AWAY


def test_a_delay_is_asked_for_as_an_event_of_its_own() -> None:
    assert judged("delayed", "Karst Museum launch delayed to June").phase is Phase.HAPPENED
    assert judged("delayed", "Karst Museum launch goes ahead").phase is Phase.CANCELLED


ODD = (
    "Does Auria avoid?",
    "Does avoid if the default?",
    "Does avert off?",
    "No?",
    "Won't?",
    "Will not?",
    "Will Auria still?",
    "Is safe from?",
    "Will stop the boycott of the freeze?",
    "Is the end to?",
    "Refuses to refuse to fail to?",
    "Vote down?",
    "Say no to?",
)


@pytest.mark.parametrize("question", ODD)
def test_half_a_question_is_still_read(question: str) -> None:
    item = WatchItem(id="w", question=question, anchors="truce|strike|merger", actors=("Auria",))
    story = Story(slug="invented", title="Invented", actors=ACTORS, watch_items=(item,))
    matcher = Matcher(story)
    assert judge(matcher.match(Entry(id="1", title="Auria strike begins")), story)
