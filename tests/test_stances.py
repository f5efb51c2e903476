"""The stance of a headline on a claim that has no patterns. All sentences are invented."""

import pytest

from bot.domain.entry import Entry
from bot.domain.evidence import Judgement, Match, Stance, Target, TargetKind
from bot.domain.story import Actor, Attribution, Claim, Story, Weight
from watchers.judge.asked import as_asked
from watchers.judge.judgements import judge
from watchers.judge.stances import stance_of
from watchers.judge.trackedclaim import judge_claim
from watchers.match.aliases import Aliases
from watchers.match.matcher import Matcher
from watchers.words.finder import words_of

TOWER = "A crane fell from the old tower in Lantern Square"
DEAL = "A deal between Auria and Belmont is close"


@pytest.mark.parametrize(
    ("passage", "stance"),
    [
        ("Crane falls from old tower in Lantern Square", Stance.SUPPORTS),
        ("Story of crane fallen from tower is a hoax", Stance.REFUTES),
        ("No, a crane did not fall from the old tower", Stance.REFUTES),
        ("Crane reportedly fell from old tower", Stance.CONTEXT),
        ("Did a crane fall from the old tower?", Stance.CONTEXT),
    ],
)
def test_cues_decide_on_what_is_no_negotiated_event(passage: str, stance: Stance) -> None:
    assert stance_of(TOWER, passage).stance is stance


def asked(claim: str, title: str, *names: str) -> Judgement:
    """What a headline says of a claim without patterns, whatever it has of the claim's words."""
    told = Claim(id="c", text=claim)
    story = Story(slug="s", title="S", actors=tuple(Actor(name=n) for n in names), claims=(told,))
    hits = Aliases(story.actors).find(words_of(title))
    match = Match(
        target=Target(kind=TargetKind.CLAIM, id="c"),
        passage=title,
        marks=(),
        actors=tuple(h.actor for h in hits),
        names=tuple(h.span for h in hits),
    )
    return judge_claim(match, story, Entry(id="1", title=title))


NEITHER = "Neither bidder has guaranteed jobs at Auria."


@pytest.mark.parametrize(
    ("title", "stance"),
    [
        ("Neither bidder has guaranteed jobs at Auria, union says", Stance.SUPPORTS),
        ("No bidder has guaranteed jobs at Auria", Stance.SUPPORTS),
        ("Both bidders guarantee jobs at Auria", Stance.REFUTES),
    ],
)
def test_how_many_do_it_is_nobody_s_name(title: str, stance: Stance) -> None:
    """In its very words the claim was "of another: Neither"."""
    assert asked(NEITHER, title, "Auria").stance is stance


TRUCE = "The truce between Auria and Belmont is still in force"
OVER = "The truce between Auria and Belmont is over"
LEAVES = "Dolan will resign as prime minister"
ACCEDES = "Finland will join the Kesh Pact"
OPPOSES = "Belmont opposes the Kesh pact"
STALLED = "Talks between Auria and Belmont have collapsed"
NEAR = "Auria and Belmont are close to a pact"


@pytest.mark.parametrize(
    ("claim", "passage", "stance"),
    [
        (DEAL, "Auria and Belmont near deal", Stance.SUPPORTS),
        (DEAL, "Auria, Belmont sign deal", Stance.SUPPORTS),
        (DEAL, "Auria-Belmont talks stall", Stance.REFUTES),
        (DEAL, "Auria says deal not imminent", Stance.REFUTES),
        (DEAL, "Auria sees progress, Belmont says deal not imminent", Stance.REFUTES),
        (DEAL, "What is in the Auria deal", Stance.CONTEXT),
        (DEAL, "Ferry prices rise in Kesh", Stance.CONTEXT),
        (TRUCE, "Auria truce holds", Stance.SUPPORTS),
        (TRUCE, "Auria declares truce over", Stance.REFUTES),
        (OVER, "Auria declares truce over", Stance.SUPPORTS),
        (OVER, "Auria truce holds", Stance.REFUTES),
        (LEAVES, "Prime minister Dolan resigns", Stance.SUPPORTS),
        (LEAVES, "Dolan refuses to resign as prime minister", Stance.REFUTES),
        (LEAVES, "Prime minister Dolan visits Kesh", Stance.CONTEXT),
        (ACCEDES, "Finland joins Kesh Pact", Stance.SUPPORTS),
        (ACCEDES, "Finland drops plan to join Kesh Pact", Stance.REFUTES),
        (OPPOSES, "Belmont rejects Kesh pact", Stance.SUPPORTS),
        (OPPOSES, "Belmont turns its back on Kesh pact", Stance.SUPPORTS),
        (OPPOSES, "Belmont signs Kesh pact", Stance.REFUTES),
        (STALLED, "Auria-Belmont talks deadlocked", Stance.SUPPORTS),
        (STALLED, "Auria and Belmont reach deal", Stance.REFUTES),
        (STALLED, "Auria hails progress, Belmont sees none in talks", Stance.REFUTES),
        (NEAR, "Auria and Belmont close to Kesh pact, envoys say", Stance.SUPPORTS),
    ],
)
def test_a_claim_on_what_is_negotiated_or_on_who_holds_office_is_asked_as_a_question(
    claim: str, passage: str, stance: Stance
) -> None:
    found = asked(claim, passage, "Auria", "Belmont", "Dolan")
    assert found.stance is stance
    assert any(why.startswith(f"{stance}: by what it says") for why in found.why)


@pytest.mark.parametrize(
    ("claim", "passage", "stance"),
    [
        ("Auria has stopped oil exports to Belmont", "Auria stops oil exports to Belmont", Stance.SUPPORTS),
        ("Auria has broken off talks with Belmont", "Auria breaks off talks with Belmont", Stance.SUPPORTS),
        ("Auria opposes the extradition treaty", "Auria denies opposing extradition treaty", Stance.REFUTES),
        ("Auria's giant robot pact is sealed", "Auria's giant robot pact is a hoax", Stance.REFUTES),
        ("Auria has executed a football fan", "Story of football fan executed in Auria is fake", Stance.REFUTES),
    ],
)
def test_what_a_question_would_turn_round_is_read_by_the_claims_own_words(
    claim: str, passage: str, stance: Stance
) -> None:
    assert asked(claim, passage, "Auria", "Belmont").stance is stance


@pytest.mark.parametrize(
    ("claim", "question"),
    [
        ("A pact between Auria and Belmont is close", "A pact between Auria and Belmont"),
        ("Auria is about to sign the pact", "Auria sign the pact"),
        ("Auria is ready for a pact", "Auria is ready for a pact"),
        ("The truce is still in force", "The truce holds"),
        ("The truce is holding.", "The truce holds."),
        ("Auria is working on a deal", "Auria is working on a deal"),
        ("Auria opposes the pact", "Auria the pact"),
        ("The talks are deadlocked", "They reach a deal"),
    ],
)
def test_what_is_asked_for_a_claim(claim: str, question: str) -> None:
    found = as_asked(Claim(id="c", text=claim), (Actor(name="Auria"),))
    assert found
    assert " ".join(found.matcher.story.watch_items[0].question.split()) == question


@pytest.mark.parametrize(
    ("title", "weight"),
    [
        ("Auria signs ceasefire with Belmont", Weight.STRONG),
        ("Auria to sign ceasefire with Belmont next week", Weight.WATCH),
    ],
)
def test_a_plan_is_only_a_hint_of_what_a_claim_says_is_done(title: str, weight: Weight) -> None:
    found = asked("Auria has signed a ceasefire with Belmont", title, "Auria", "Belmont")
    assert (found.stance, found.weight) == (Stance.SUPPORTS, weight)


@pytest.mark.parametrize(
    ("claim", "names"),
    [
        (TOWER, ()),
        ("A Finnish man will marry a lamp", ()),
        ("Finland's national airline will part men and women", ()),
        ("The Helsinki Post will close its app", ()),
        ("Norvex will sue", ()),
        ("Norvex sued", ("Norvex",)),
    ],
)
def test_what_else_is_claimed_is_weighed_by_cues(claim: str, names: tuple[str, ...]) -> None:
    assert not any("by what it says happened" in why for why in asked(claim, claim, *names).why)


def test_a_claim_on_what_an_actor_of_the_story_will_do_is_asked_as_a_question() -> None:
    assert asked("Norvex will sue Halden", "Norvex sues Halden", "Norvex", "Halden").stance is Stance.SUPPORTS
    assert asked("Norvex will sue Halden", "Norvex drops plan to sue Halden", "Norvex").stance is Stance.REFUTES


@pytest.mark.parametrize(
    ("claim", "passage", "stance"),
    [
        ("No buyer has been found for the shipyard", "No buyer found for shipyard", Stance.SUPPORTS),
        ("No buyer has been found for the shipyard", "Shipyard still without a buyer", Stance.SUPPORTS),
        ("No buyer has been found for the shipyard", "Buyer found for shipyard", Stance.REFUTES),
        ("No buyer has been found for the shipyard", "Owner denies finding buyer for shipyard", Stance.SUPPORTS),
        ("No buyer has been found for the shipyard", "Shipyard could find buyer soon", Stance.CONTEXT),
        ("Norvex has no permit for the dam", "Council approves Norvex dam permit", Stance.REFUTES),
        ("Norvex has no permit for the dam", "Council rejects Norvex dam permit", Stance.SUPPORTS),
        ("Norvex has no permit for the dam", "Council has not approved Norvex dam permit", Stance.SUPPORTS),
        ("Norvex has no permit for the dam", "Norvex refuses to comment", Stance.CONTEXT),
        ("There is no evidence of foul play", "Police find evidence of foul play", Stance.REFUTES),
        ("Norvex hosts not only the talks but the summit", "Norvex hosts talks and summit", Stance.SUPPORTS),
        ("The mayor did not take bribes", "Mayor took bribes, court finds", Stance.REFUTES),
        ("The mayor did not take bribes", "Mayor denies taking bribes", Stance.SUPPORTS),
        ("He paid the man without his knowledge", "He paid the man", Stance.SUPPORTS),  # not the whole is negated
    ],
)
def test_who_says_that_it_is_so_speaks_against_a_claim_that_it_is_not(claim: str, passage: str, stance: Stance) -> None:
    assert stance_of(claim, passage).stance is stance


@pytest.mark.parametrize(
    ("claim", "passage", "stance"),
    [
        ("The strike has stopped milk deliveries", "Milk deliveries resume after strike", Stance.REFUTES),
        ("The strike has stopped milk deliveries", "Strike stops milk deliveries", Stance.SUPPORTS),
        ("The council has approved the Norvex dam", "Council rejects Norvex dam", Stance.REFUTES),
    ],
)
def test_the_opposite_of_a_claim_does_not_bear_it_out(claim: str, passage: str, stance: Stance) -> None:
    assert stance_of(claim, passage).stance is stance


def test_every_stance_says_why() -> None:
    found = stance_of(TOWER, "Crane story is a hoax")
    assert found.rule.startswith("cues weighed at")
    assert found.words


@pytest.mark.parametrize(
    ("passage", "stance"),
    [
        ("Norvex sues after council rejects dam permit", Stance.SUPPORTS),
        ("Norvex sues, rejecting council's plea", Stance.SUPPORTS),
        ("Norvex denies it will sue", Stance.REFUTES),
        ("Judge rejects Norvex lawsuit", Stance.REFUTES),
        ("Norvex lawsuit filed, says paper, Norvex denies report", Stance.REFUTES),
    ],
)
def test_what_is_rejected_of_another_matter_denies_no_pattern(passage: str, stance: Stance) -> None:
    claim = Claim(
        id="c1",
        text="Norvex will sue",
        actors=("Norvex",),
        attributions=(Attribution(source="Harbour Wire"),),
        supported_by=("Norvex sue|lawsuit",),
    )
    story = Story(slug="s", title="S", actors=(Actor(name="Norvex"),), claims=(claim,))
    (found,) = judge(Matcher(story).match(Entry(id="e", title=passage)), story)
    assert found.stance is stance


@pytest.mark.parametrize(
    ("title", "stance"),
    [
        ("Norvex offer for Halden stands at 590 pence a share", Stance.SUPPORTS),
        ("Norvex lifts offer for Halden, stands at 625 pence a share", Stance.CONTEXT),
    ],
)
def test_another_number_supports_no_claim(title: str, stance: Stance) -> None:
    claim = Claim(id="price", text="Norvex's offer for Halden stands at 590 pence a share.", actors=("Norvex",))
    story = Story(slug="invented", title="Invented", actors=(Actor(name="Norvex"),), claims=(claim,))
    found = judge(Matcher(story).match(Entry(id="1", title=title)), story)
    assert found[0].stance is stance


@pytest.mark.parametrize(
    ("claim", "passage", "stance"),
    [
        ("The dam passed an inspection in April.", "Dam inspection in April was never carried out", Stance.REFUTES),
        ("The dam passed an inspection in April.", "Dam failed safety inspection in April", Stance.REFUTES),
        ("The dam passed an inspection in April.", "Operator forged April inspection of dam", Stance.REFUTES),
        ("Auria admitted arming rebels.", "Auria admits arming rebels", Stance.SUPPORTS),
    ],
)
def test_what_was_never_done_confirms_nothing_and_who_admits_it_does(claim: str, passage: str, stance: Stance) -> None:
    """An inspection that never took place had confirmed one that was passed."""
    assert stance_of(claim, passage).stance is stance


@pytest.mark.parametrize(
    ("claim", "title", "stance"),
    [
        ("The death toll of the Kesh flood is 34.", "Death toll of Kesh flood rises to 87", Stance.CONTEXT),
        ("The death toll of the Kesh flood is 34.", "Kesh flood death toll at 34, 2,000 evacuated", Stance.SUPPORTS),
        ("34 people were killed in Kesh.", "12 people hurt, 34 people killed in Kesh", Stance.SUPPORTS),
        ("At least 34 people were killed in Kesh.", "At least 41 people killed in Kesh", Stance.SUPPORTS),
        ("At least 34 people were killed in Kesh.", "At least 20 people killed in Kesh", Stance.CONTEXT),
    ],
)
def test_another_figure_confirms_no_claim(claim: str, title: str, stance: Stance) -> None:
    """A toll of 87 had confirmed one of 34."""
    story = Story(slug="s", title="S", actors=(Actor(name="Kesh"),), claims=(Claim(id="c", text=claim),))
    assert judge(Matcher(story).match(Entry(id="1", title=title)), story)[0].stance is stance


OFFER = "The offer for Norvex stands at 590 pence."
HOLDS = "Auria holds 34 Belmont soldiers."
AIRLINER = "Auria shot down the Belmont airliner."
DAM = "The Kesh dam has failed."
STOPPED = "Auria has stopped enriching uranium."


@pytest.mark.parametrize(
    ("claim", "title", "stance"),
    [
        (OFFER, "Norvex offer stands at 590 pence", Stance.SUPPORTS),
        (OFFER, "Norvex offer raised from 590 pence to 625 pence", Stance.CONTEXT),
        (OFFER, "Norvex offer, once 590 pence, stands at 625 pence", Stance.CONTEXT),
        (HOLDS, "Auria holds 34 Belmont soldiers", Stance.SUPPORTS),
        (HOLDS, "Belmont holds 34 Auria soldiers", Stance.CONTEXT),
        (HOLDS, "Auria frees 34 Belmont soldiers", Stance.REFUTES),
        (HOLDS, "Auria never held 34 Belmont soldiers, says envoy", Stance.REFUTES),
        (HOLDS, "Auria holds 34 Belmont soldiers and denies them visits", Stance.SUPPORTS),
        (HOLDS, "Auria does not deny it holds 34 Belmont soldiers", Stance.CONTEXT),
        (AIRLINER, "Auria shot down Belmont airliner, inquiry finds", Stance.SUPPORTS),
        (AIRLINER, "Belmont airliner was shot down by Auria, inquiry finds", Stance.SUPPORTS),
        (AIRLINER, "Norland shot down Belmont airliner", Stance.CONTEXT),
        (AIRLINER, "Belmont shot down Auria airliner", Stance.CONTEXT),
        (AIRLINER, "Auria nearly shot down Belmont airliner", Stance.CONTEXT),
        (AIRLINER, "Auria threatens to shoot down Belmont airliners", Stance.CONTEXT),
        (AIRLINER, "Inquiry clears Auria over Belmont airliner shot down", Stance.REFUTES),
        (AIRLINER, "Auria no longer denies it shot down Belmont airliner", Stance.CONTEXT),
        (AIRLINER, "Auria shot down Belmont airliner, no survivors", Stance.SUPPORTS),
        (DAM, "Kesh dam fails", Stance.SUPPORTS),
        (DAM, "Kesh dam could fail", Stance.CONTEXT),
        (DAM, "Sund dam fails, Kesh on alert", Stance.CONTEXT),
        (DAM, "Kesh dam failed, no one hurt", Stance.SUPPORTS),
        (STOPPED, "Auria stops enriching uranium", Stance.SUPPORTS),
        (STOPPED, "Auria never stopped enriching uranium", Stance.REFUTES),
        (STOPPED, "Auria refuses to stop enriching uranium", Stance.CONTEXT),
        (STOPPED, "Auria keeps enriching uranium", Stance.REFUTES),
    ],
)
def test_the_words_of_a_claim_confirm_it_only_where_they_say_it(claim: str, title: str, stance: Stance) -> None:
    """Whose deed it is, whether it was done and what is only told beside it were weighed with all other words, and lost."""
    actors = tuple(Actor(name=n) for n in ("Auria", "Belmont", "Kesh", "Norvex"))
    story = Story(slug="s", title="S", actors=actors, claims=(Claim(id="c", text=claim),))
    assert judge(Matcher(story).match(Entry(id="1", title=title)), story)[0].stance is stance


@pytest.mark.parametrize(("title", "found"), [("Wick took a bribe from the port", False), ("Ubel took a bribe", True)])
def test_a_claim_without_actors_is_about_those_it_names(title: str, *, found: bool) -> None:
    """One report on Wick suggested "disputed" for the same claim about five others."""
    actors = (Actor(name="Ubel"), Actor(name="Wick"))
    story = Story(slug="s", title="S", actors=actors, claims=(Claim(id="c", text="Ubel took a bribe from the port."),))
    assert bool(Matcher(story).match(Entry(id="1", title=title)).matches) is found


@pytest.mark.parametrize(
    ("title", "stance"),
    [
        ("Northline has offered a pay rise of six percent", Stance.SUPPORTS),
        ("Northline offers pay rise of six percent", Stance.SUPPORTS),
        ("Northline has not offered a pay rise of six percent", Stance.REFUTES),
        ("Northline denies it has offered a pay rise of six percent", Stance.REFUTES),
        ("Has Northline offered a pay rise of six percent?", Stance.CONTEXT),
        ("Northline may offer a pay rise of six percent", Stance.CONTEXT),
    ],
)
def test_a_headline_in_a_claim_s_very_words_takes_its_side(title: str, stance: Stance) -> None:
    """It was read by what it says happened, and "no word of the lexicon near it says so"."""
    claim = Claim(id="c", text="Northline has offered a pay rise of six percent.", actors=("Northline",))
    story = Story(slug="s", title="S", actors=(Actor(name="Northline"),), claims=(claim,))
    (found,) = judge(Matcher(story).match(Entry(id="1", title=title)), story)
    assert found.stance is stance


@pytest.mark.parametrize(
    ("passage", "stance"),
    [
        ("Auria stops enriching uranium to weapons grade", Stance.REFUTES),
        ("Auria to stop enriching uranium to weapons grade", Stance.CONTEXT),
        ("Auria could be enriching uranium to weapons grade", Stance.CONTEXT),
        ("Auria could enrich uranium to weapons grade", Stance.CONTEXT),
        ("Auria has enriched uranium to weapons grade", Stance.SUPPORTS),
    ],
)
def test_what_is_stopped_or_only_possible_confirms_no_claim_that_it_goes_on(passage: str, stance: Stance) -> None:
    """ "Stops enriching" confirmed, urgently, that it enriches."""
    assert stance_of("Auria is enriching uranium to weapons grade.", passage).stance is stance
