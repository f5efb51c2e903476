"""What is told of how an entry was read is what was done. Every name and headline here is invented."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from bot.blocks.howread import why_entry
from bot.domain.entry import Entry, Trace
from bot.domain.evidence import Phase, Stance
from bot.domain.missed import Missed
from bot.domain.story import Actor, Claim, Direction, Polarity, Signal, Story, WatchItem, Weight
from bot.replay import Replay
from watchers.judge.judgements import judge
from watchers.match.matcher import Matcher

NOW = datetime(2026, 9, 20, 12, tzinfo=UTC)
PACT = WatchItem(
    id="pact",
    question="Do Avalon and Belmont sign the pact?",
    actors=("Avalon", "Belmont"),
    anchors="pact|deal -fisheries",
    signals=(
        Signal(words="pact|deal signed", direction=Direction.TOWARD, weight=Weight.DECISIVE),
        Signal(words="walkout -rumour", direction=Direction.AWAY),
    ),
)
TROOPS = Claim(
    id="troops",
    text="Avalon sends no troops to Belmont.",
    actors=("Avalon",),
    supported_by=('"rules out"|halts troops|deliveries', "vetoes|opposes sanctions", "leaves question unresolved"),
    refuted_by=("sends|deploys troops", "halts aid"),
)
YARD = Claim(id="yard", text="Avalon has bought the old shipyard at the lighthouse.", actors=("Avalon",))
STORY = Story(
    slug="pact",
    title="The pact",
    actors=(Actor(name="Avalon", aliases=("Avalonian",)), Actor(name="Belmont")),
    watch_items=(PACT,),
    claims=(TROOPS, YARD),
)


def entry(title: str, *, summary: str = "", key: str = "1", outlet: str = "Coast Post") -> Entry:
    return Entry(id=key, title=title, summary=summary, outlet=outlet, link=f"https://post.invalid/{key}", published=NOW)


def stance(title: str, story: Story = STORY) -> tuple[Stance, str]:
    """The stance on the claim with patterns, and its rule."""
    found = next(j for j in judge(Matcher(story).match(entry(title)), story) if j.match.target.id == "troops")
    return found.stance, next(w for w in found.why if w.startswith(found.stance))


def explained(*titles: str, story: Story = STORY) -> list[dict[str, object]]:
    """What is explained of one page under these headlines, one after the other."""
    desk = Replay(story)
    return [desk.explained(entry(title)) for title in titles]


def told(explanation: dict[str, object]) -> str:
    """What /watch why says of it."""
    trace = Trace(
        slug="pact",
        title=str(explanation["title"]),
        link="https://post.invalid/1",
        outlet="Coast Post",
        feed="https://post.invalid/feed",
        seen=NOW,
        decision=str(explanation["decision"]),
        lines=tuple(explanation["why"]),  # type: ignore[arg-type]
    )
    message = why_entry((trace,), {"pact": STORY}, now=NOW)
    return "\n".join(block["text"]["text"] for block in message.blocks if block["type"] == "section")


LONG = " ".join(["pact|deal signed|sealed", *(f"-fish{n}" for n in range(40))])
CUT = f"{LONG[:59].rstrip()}…"


@pytest.mark.parametrize(
    ("title", "direction", "weight", "said"),
    [
        (
            "Avalon pact signed",
            Direction.TOWARD,
            Weight.STRONG,
            f"its words are a strong sign of yes by the story file ({CUT})",
        ),
        (
            "Avalon pact signed",
            Direction.AWAY,
            Weight.DECISIVE,
            f"its words are decisive for no by the story file ({CUT})",
        ),
        (
            "Avalon pact signed",
            Direction.TOWARD,
            Weight.WATCH,
            f"its words are a weak hint of yes by the story file ({CUT})",
        ),
        ("Avalon pact signed off fish7", Direction.TOWARD, Weight.STRONG, f'"fish7" keeps the signal "{CUT}" out'),
        ("A pact signed, and Oldtown waits", Direction.TOWARD, Weight.STRONG, f'signal "{CUT}" found, but no actor'),
        (
            "Avalon pact signed, walkout goes on",
            Direction.TOWARD,
            Weight.STRONG,
            "its words are a sign of no as well by the story file (walkout -rumour)",
        ),
        (
            "Avalon denies pact signed",
            Direction.TOWARD,
            Weight.DECISIVE,
            f"it denies or calls off what is decisive for yes by the story file ({CUT})",
        ),
    ],
    ids=["strong", "decisive", "weak", "kept out", "no actor", "both sides", "denied"],
)
def test_a_signal_of_the_story_file_is_told_in_words(
    title: str, direction: Direction, weight: Weight, said: str
) -> None:
    """An editor read `signal of the story file: "close to"|"closing in"|... -not -no (toward, strong)`."""
    own = (
        Signal(words=LONG, direction=direction, weight=weight),
        Signal(words="walkout -rumour", direction=Direction.AWAY),
    )
    story = replace(STORY, watch_items=(replace(PACT, anchors="treaty", signals=own),))
    (explanation,) = explained(title, story=story)
    shown = told(explanation)
    assert said in shown
    assert LONG not in shown


def test_a_claim_s_own_words_are_told_as_those() -> None:
    (shown,) = map(told, explained("Avalon deploys troops to Belmont"))
    assert "• found by Avalon" in shown
    assert "• found by the story file's own words for it (sends|deploys troops)" in shown


@pytest.mark.parametrize(
    ("title", "side", "rule"),
    [
        ("Avalon deploys troops to Belmont", Stance.REFUTES, 'refutes: said: "deploys, troops"'),
        ("Avalon rules out troops to Belmont", Stance.SUPPORTS, 'supports: said: "rules out, troops"'),
        ("Avalon to deploy troops", Stance.CONTEXT, 'context: yet to come: "to"'),
        ("Avalon leaves question unresolved", Stance.SUPPORTS, 'supports: said: "leaves, question, unresolved"'),
        ("Avalon halts deliveries, vetoes sanctions", Stance.SUPPORTS, 'supports: said: "halts, deliveries"'),
        ("Avalon condemns strikes and opposes sanctions", Stance.SUPPORTS, 'supports: said: "opposes, sanctions"'),
        ("Avalon denies it deploys troops", Stance.SUPPORTS, 'supports: negated: "denies"'),
        ("Avalon denies it arms rebels and deploys troops", Stance.SUPPORTS, 'supports: negated: "denies"'),
        (
            "Avalon rejects reports it arms rebels, deploys troops",
            Stance.SUPPORTS,
            'supports: denied or in doubt: "rejects"',
        ),
        ("Avalon rules out troops as Belmont talks fail", Stance.SUPPORTS, 'supports: said: "rules out, troops"'),
        ("Avalon deploys troops after it vetoed sanctions", Stance.REFUTES, 'refutes: said: "deploys, troops"'),
        ("Avalon deploys troops; Norland opposes sanctions", Stance.REFUTES, 'refutes: said: "deploys, troops"'),
        (
            "Avalon deploys troops, Belmont denies report",
            Stance.CONTEXT,
            'context: one side says so, another not: "denies"',
        ),
        (
            "Avalon opposes sanctions and halts aid to Belmont",
            Stance.CONTEXT,
            'context: both sides, refutes: "halts, aid", supports: "opposes, sanctions"',
        ),
    ],
)
def test_what_stands_beside_a_claims_words_does_not_turn_them_and_where_they_go_is_not_the_future(
    title: str, side: Stance, rule: str
) -> None:
    assert stance(title) == (side, rule)


@pytest.mark.parametrize(
    ("title", "phase"),
    [
        ("Deal to end war signed by Avalon", Phase.HAPPENED),
        ("Avalon to get pact signed", Phase.PLANNED),
        ("Avalon agrees to see deal signed", Phase.PLANNED),
        ("Avalon deal to require treaty signed by Belmont", Phase.PLANNED),
        ("Avalon deal to wait till signed by president", Phase.PLANNED),
    ],
)
def test_a_to_that_says_what_a_thing_is_for_puts_nothing_off(title: str, phase: Phase) -> None:
    (found,) = judge(Matcher(STORY).match(entry(title)), STORY)
    assert found.phase is phase


@pytest.mark.parametrize(
    ("title", "phase", "rule"),
    [
        ("Авалон подписал пакт", Phase.HAPPENED, 'happened: the passage says so itself: "подписал, пакт"'),
        ("Авалон не подписал пакт", Phase.DENIED, 'denied: negated, by the lexicon of its language: "не подписал"'),
        ("Пакт Авалон не подписал", Phase.DENIED, 'denied: negated, by the lexicon of its language: "не подписал"'),
    ],
)
def test_a_negation_is_found_at_any_word_of_a_foreign_signal(title: str, phase: Phase, rule: str) -> None:
    signed = Signal(words='пакт "подписал"', direction=Direction.TOWARD, weight=Weight.DECISIVE)
    item = WatchItem(id="p", question="Will Avalon sign?", actors=("Avalon",), anchors="пакт", signals=(signed,))
    story = Story(slug="ru", title="The pact", actors=(Actor(name="Avalon", aliases=("Авалон",)),), watch_items=(item,))
    (found,) = judge(Matcher(story).match(entry(title)), story)
    assert found.phase is phase
    assert rule in found.why


def test_a_lesser_signal_keeps_an_outcome_to_a_sign_and_says_so() -> None:
    over = WatchItem(
        id="strike",
        question="Is the dock strike over?",
        anchors="strike",
        polarity=Polarity.ENDS,
        signals=(Signal(words='strike "called off"', direction=Direction.TOWARD, weight=Weight.STRONG),),
    )
    story = replace(STORY, watch_items=(over,), claims=())
    (shown,) = explained("Avalon strike called off after deal", story=story)
    assert shown["changes"][0]["says"] == "1 origin points to yes"  # type: ignore[index]
    assert any("decisive would make them an outcome" in why for why in shown["why"])  # type: ignore[attr-defined]
    (shown,) = explained(
        "Avalon strike called off after deal", story=replace(story, watch_items=(replace(over, signals=()),))
    )
    assert shown["changes"][0]["says"] == "1 origin reports yes"  # type: ignore[index]


def test_whoever_only_the_summary_names_is_named() -> None:
    desk = Replay(STORY)
    shown = desk.explained(entry("Storm hits coast", summary="An Avalonian minister visited the flooded streets."))
    assert (shown["decision"], shown["actors"]) == ("no match", ["Avalon"])


@pytest.mark.parametrize(
    ("title", "why"),
    [
        (
            "Old shipyard at the lighthouse bought by Belmont",
            "claim:yard: 1.00 of the claim's words, but no actor of the claim in that passage",
        ),
        ("Avalon fisheries deal stalls", 'watch:pact: actor Avalon found, but "fisheries" keeps its anchors out'),
        (
            "Avalon calls walkout a rumour",
            'watch:pact: actor Avalon found, but "rumour" keeps the signal "walkout -rumour" out',
        ),
        ("Avalon ferry runs again", "watch:pact: actor Avalon found, but no anchor or signal in a passage with it"),
        (
            "Norland signs deal",
            'watch:pact: anchor "deal" found, but no actor of the item in that passage of the title',
        ),
    ],
)
def test_what_was_missing_is_said(title: str, why: str) -> None:
    (shown,) = explained(title)
    assert why in shown["why"]  # type: ignore[operator]


def test_an_editor_reads_what_was_missing_in_short() -> None:
    (shown,) = explained("Old shipyard at the lighthouse bought by Belmont")
    assert "it has 100% of the claim's words, but no actor of the claim in that passage" in told(shown)
    (shown,) = explained("Belmont sends troops")
    assert 'pattern "sends|deploys troops" found, but no actor of the claim in that passage' in told(shown)
    long = replace(
        TROOPS, refuted_by=("sends|deploys|moves|ships|flies|orders|drives|marches|brings troops|soldiers -home",)
    )
    (shown,) = explained("Belmont sends troops", story=replace(STORY, claims=(long,)))
    assert 'marches|bring…" found, but no actor of the claim' in told(shown)


def test_what_a_new_headline_does_to_what_the_old_one_said_has_its_reason() -> None:
    _, shown = explained("Avalon deal signed", "Avalon celebrates as envoys go home smiling")
    assert shown["decision"] == "watch:pact edit"
    assert any(w.startswith("watch:pact: edit: the headline changed") for w in shown["why"])  # type: ignore[attr-defined]
    assert "the headline changed" in told(shown)


def test_a_withdrawal_of_nothing_is_told_as_that_and_under_no_question() -> None:
    (shown,) = explained("RETRACTION: Avalon deal signed")
    assert shown["matches"] == [], "nothing was judged of it"
    said = told(shown)
    assert "nobody was told: it takes back a report, and none of its newsroom's counts here" in said
    assert said.count("takes back a report") == 1


def test_a_withdrawal_of_something_else_is_not_said_to_find_nothing_of_its_newsrooms() -> None:
    """ "None of its newsroom's counts here" was said beside a report of that newsroom which counted."""
    desk = Replay(STORY)
    desk.explained(entry("Avalon deal signed"))
    shown = desk.explained(entry("RETRACTION: Belmont opens harbour to tourists", key="2"))
    assert shown["decision"] == Missed.WITHDRAWN_ELSE
    assert "and what counts here of its newsroom reads otherwise" in told(shown)


def test_nothing_is_shown_as_judged_that_was_not() -> None:
    desk = Replay(STORY)
    assert desk.explained(entry("Avalon deal signed"))["matches"]
    again = desk.explained(entry("Avalon deal signed"))
    assert (again["decision"], again["matches"]) == ("seen before", [])


def test_the_words_that_decided_are_marked_and_quoted() -> None:
    (shown,) = explained("Avalon denies pact with Belmont")
    assert "denies" in shown["matches"][0]["marked"]  # type: ignore[index]
    tunnel = Claim(id="tunnel", text="A secret tunnel runs beneath the customs house.")
    (shown,) = explained("Secret tunnel beneath customs house is a hoax", story=replace(STORY, claims=(tunnel,)))
    assert 'speaks against the claim: "hoax"' in told(shown)


def test_why_a_signal_found_says_nothing_is_kept_beside_what_the_lexicon_says() -> None:
    (shown,) = explained("Was the Avalon pact signed?")
    match = shown["matches"][0]  # type: ignore[index]
    assert match["phase"] == "none"
    assert any("a condition, a demand, a question" in why for why in match["why"])


@pytest.mark.parametrize(
    ("title", "phase"),
    [
        ("Avalon deal signed but Belmont rejects proposal", Phase.CONTESTED),
        ("Avalon deal signed after Belmont had rejected proposal", Phase.HAPPENED),
        ("Avalon deal signed as Belmont rejects critics", Phase.HAPPENED),
        ("Avalon deal signed as rebels reject deal", Phase.HAPPENED),
    ],
)
def test_what_a_second_clause_says_against_an_outcome_is_heard_though_both_have_the_thing(
    title: str, phase: Phase
) -> None:
    rejected = Signal(words="reject|rejects deal|proposal", direction=Direction.AWAY, weight=Weight.STRONG)
    story = replace(STORY, watch_items=(replace(PACT, signals=(PACT.signals[0], rejected)),))
    (found,) = judge(Matcher(story).match(entry(title)), story)
    assert found.phase is phase


@pytest.mark.parametrize(
    ("words", "name", "title", "phase"),
    [
        ('"не подписал" пакт', "Авалон", "Авалон не подписал пакт", Phase.HAPPENED),
        ("пакт подписал", "Авалон", "Пакт Авалон не подписал", Phase.DENIED),
        ('"no firma" pacto', "Avalon", "Avalon no firma el pacto con el gobierno de la ciudad", Phase.HAPPENED),
        ("firma pacto", "Avalon", "Avalon firma sin condiciones el pacto con el gobierno de la ciudad", Phase.HAPPENED),
        ("firma pacto", "Avalon", "Avalon no firma el pacto con el gobierno de la ciudad", Phase.DENIED),
        ("signe pacte", "Avalon", "Avalon signe sans réserve le pacte avec la ville", Phase.HAPPENED),
    ],
)
def test_a_foreign_signal_may_have_its_own_not_and_only_its_verb_is_negated(
    words: str, name: str, title: str, phase: Phase
) -> None:
    signal = Signal(words=words, direction=Direction.TOWARD, weight=Weight.DECISIVE)
    item = WatchItem(id="p", question="Will Avalon sign?", actors=("Avalon",), signals=(signal,))
    actor = Actor(name="Avalon", aliases=() if name == "Avalon" else (name,))
    story = Story(slug="p", title="The pact", actors=(actor,), watch_items=(item,))
    (found,) = judge(Matcher(story).match(entry(title)), story)
    assert found.phase is phase


def test_what_a_decisive_signal_does_not_say_itself_is_not_held_to_a_sign() -> None:
    deal = Signal(words="strike deal", direction=Direction.TOWARD, weight=Weight.DECISIVE)
    over = WatchItem(
        id="strike", question="Is the strike over?", anchors="strike", polarity=Polarity.ENDS, signals=(deal,)
    )
    (shown,) = explained(
        "Avalon strike over, minister says deal near", story=replace(STORY, watch_items=(over,), claims=())
    )
    assert not any("would make them an outcome" in why for why in shown["why"])  # type: ignore[attr-defined]


def test_the_operators_of_search_boxes_in_a_story_stored_before_are_read_as_words() -> None:
    item = replace(PACT, anchors="pact OR treaty", signals=())
    found = Matcher(replace(STORY, watch_items=(item,), claims=())).match(entry("Avalon pact OR treaty near"))
    assert found.matches


@pytest.mark.parametrize(
    ("question", "anchors", "title", "phase"),
    [
        ("Do the dockers walk out?", "strike", "Avalon dock strike expected alongside ferry crews", Phase.PLANNED),
        ("Do the dockers walk out?", "strike", "Avalon dockers go on strike alongside ferry crews", Phase.HAPPENED),
        ("Does the bill become law?", "bill", "Avalon gears up for arrivals once the bill is passed", Phase.PLANNED),
        ("Does the bill become law?", "bill", "Avalon gears up for arrivals as the bill is passed", Phase.HAPPENED),
    ],
)
def test_what_is_expected_and_what_must_come_first_is_yet_to_come(
    question: str, anchors: str, title: str, phase: Phase
) -> None:
    item = WatchItem(id="q", question=question, actors=("Avalon",), anchors=anchors)
    story = replace(STORY, watch_items=(item,), claims=())
    (found,) = judge(Matcher(story).match(entry(title)), story)
    assert found.phase is phase
