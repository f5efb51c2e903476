"""What dismissed and missed reports teach: rules that do what they say, and what they would have changed."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta
from urllib.parse import quote

import pytest

from bot.domain.entry import Entry, KeptEntry
from bot.domain.evidence import Evidence, Judgement, Phase, Target, TargetKind
from bot.domain.lesson import Asked, Cause, Edit, Lesson, Part, applied
from bot.domain.story import Actor, Claim, Direction, Grade, Signal, Source, Story, WatchItem, Weight
from bot.errors import CommandError
from bot.storyfile import dump_story, read_story
from tests.conftest import NOW
from watchers.fold.developments import evidence_from
from watchers.fold.withdrawals import taken_back
from watchers.judge.judgements import judge
from watchers.lessons.exclusions import lessons_from_dismissal
from watchers.lessons.phrasing import lessons_from_missed
from watchers.lessons.proposing import of_dismissed
from watchers.lessons.trial import Trials, settles, speaks, strongly, told_of
from watchers.match.matcher import Matcher
from watchers.model.reader import Chances, Reader

PACT = Target(kind=TargetKind.WATCH, id="pact")
DEBT = Target(kind=TargetKind.CLAIM, id="debt")
STORY = Story(
    slug="pact",
    title="The pact",
    sources=(Source(name="Paper", grade=Grade.A),),
    actors=(Actor(name="Avalon", aliases=("the islanders",)), Actor(name="Borduria")),
    claims=(Claim(id="debt", text="Avalon cannot pay.", actors=("Avalon",), supported_by=("cannot pay",)),),
    watch_items=(
        WatchItem(
            id="pact",
            question="Is the pact signed?",
            actors=("Avalon", "Borduria"),
            anchors="pact|treaty",
            signals=(Signal(words='"signs" pact|treaty', direction=Direction.TOWARD, weight=Weight.DECISIVE),),
        ),
    ),
)


class Saying(Reader):
    """Reads that it happened wherever these words stand."""

    def __init__(self, words: str) -> None:
        self._words = words

    def chances(self, question: str, entry: Entry) -> Chances:  # noqa: ARG002 - the reader's own
        sure = 0.97 if self._words in entry.title else 0.01
        return Chances(none=0.98 - sure, up=0.01, down=0.01, happened=sure, ruled_out=0.0)

    def alike(self, earlier: str, later: str) -> float:  # noqa: ARG002 - the reader's own
        return 0.0


def entry(title: str, summary: str = "", key: str = "") -> Entry:
    return Entry(
        id=key or title, title=title, summary=summary, link=f"https://x.invalid/{quote(title)}", outlet="Paper"
    )


def kept(*titles: str) -> list[KeptEntry]:
    """Published an hour apart, the last one now."""
    ages = range(len(titles) - 1, -1, -1)
    return [
        KeptEntry(key=t, entry=replace(entry(t), published=NOW - timedelta(hours=age)), seen=NOW)
        for t, age in zip(titles, ages, strict=True)
    ]


def evidence(title: str, summary: str = "", target: Target = PACT, story: Story = STORY) -> Evidence:
    """As the watchers would have it."""
    found = entry(title, summary)
    judged = next(j for j in judge(Matcher(story).match(found), story) if j.match.target == target)
    return evidence_from(judged, found, key=title, story=story, seen=NOW)


ALIKE = Edit(part=Part.ALIAS, before="", after="Avalonians", actor="Avalon")
ACCEPTED = [evidence("Avalon signs pact with Borduria"), evidence("Avalon and Borduria close to treaty")]


def after(lesson: Lesson, story: Story = STORY) -> Story:
    return applied(lesson, story)


@pytest.mark.parametrize(
    ("title", "excluded"),
    [
        ("Avalon signs broadcast pact with the Premier League", '"Premier League"'),
        ("Avalon signs football pact", "football"),
        ("Avalon signs treaty on postal stamps", "postal"),
    ],
)
def test_a_dismissal_proposes_a_word_that_no_accepted_report_has(title: str, excluded: str) -> None:
    lessons = lessons_from_dismissal(STORY, evidence(title), ACCEPTED)
    assert lessons
    assert all(not speaks(after(made), entry(title), PACT) for made in lessons)
    assert all(speaks(after(made), entry(good.title), PACT) for made in lessons for good in ACCEPTED)
    assert any(excluded in made.after for made in lessons)
    first = lessons[0].edits
    assert {e.part for e in first} == {Part.ANCHORS, Part.SIGNAL}, "the words that found it, all of them"


@pytest.mark.parametrize(
    ("title", "never"),
    [
        ("Avalon signs pact, Sixty others vote on statues", ("Sixty", "vote")),
        ("Avalon signs pact after deal on statues", ("deal",)),
        ("Avalon Signs Pact After Vote on Statues", ("vote",)),
        ("AVALON SIGNS PACT AFTER DEAL ON STATUES", ("deal",)),
        ("Avalon signs pact, Deal on statues stands", ("deal",)),
        ("Thousands see statues as Avalon signs pact, millions do not", ("thousands", "millions")),
    ],
)
def test_neither_a_number_nor_what_tells_of_an_outcome_is_excluded(title: str, never: tuple[str, ...]) -> None:
    """ "-vote" kept out the vote on what was asked."""
    lessons = lessons_from_dismissal(STORY, evidence(title), ACCEPTED)
    offered = " ".join(made.after for lesson in lessons for made in lesson.edits).lower()
    assert "-statues" in offered
    assert not any(f"-{word.lower()}" in offered for word in never)


@pytest.mark.parametrize(
    "title",
    [
        "Avalon signs pact despite vote, leader says",
        "Avalon pact goes on amid several others",
        "Avalon seeks pact across two weeks",
        "Avalon signs labour pact",
    ],
)
def test_no_word_is_excluded_that_reports_of_any_kind_have(title: str) -> None:
    """ "-despite" and "-goes" were one press away, and the next signature "despite protest" was not heard of; nor does "labour" tell apart what is of a union."""
    item = replace(STORY.watch_items[0], question="Is the pact with the union signed?")
    story = replace(STORY, watch_items=(item,))
    assert lessons_from_dismissal(story, evidence(title, story=story), ()) == ()


@pytest.mark.parametrize(
    ("title", "excluded"),
    [
        ("Avalon signs pact on charity football match", ["football"]),
        ("Avalon signs pact on cinema in Kazan", ["cinema", "Kazan"]),
        ("Avalon signs broadcast pact with the Premier League", ['"Premier League"', "broadcast"]),
        ("Islanders in Kazan sign pact on cinema", ["Kazan", "cinema"]),
    ],
)
def test_one_word_of_a_phrase_is_excluded_and_what_says_where_comes_last(title: str, excluded: list[str]) -> None:
    """ "football", "charity" and "match" were three rules, and the town stood before what it was about."""
    story = replace(STORY, actors=(replace(STORY.actors[0], aliases=("Islanders",)), *STORY.actors[1:]))
    lessons = lessons_from_dismissal(story, evidence(title, story=story), ACCEPTED)
    anchors = [e.after for made in lessons for e in made.edits if e.part is Part.ANCHORS]
    assert anchors == [f"pact|treaty -{word}" for word in excluded]


def test_a_name_is_narrowed_only_beside_the_word_that_tells_whose_it_is() -> None:
    """ "Iran no longer names Iran beside Caspian" was offered, of a treaty on its fish."""
    near, far = (
        lessons_from_dismissal(STORY, evidence(title), ACCEPTED)
        for title in ("The islanders of Kazan sign pact", "The islanders sign pact that protects the finest herring")
    )
    assert [made.narrows_a_name for made in near] == [False, True]
    assert {made.narrows_a_name for made in far} == {False}


def test_of_a_report_that_counts_for_another_question_no_name_is_narrowed_and_no_place_excluded() -> None:
    """ "The islanders" no longer named Avalon anywhere, though the report was relevant by its claim."""
    title = "Tourism: the islanders cannot pay for pact in Kazan"
    wrong, right = evidence(title), evidence(title, target=DEBT)
    asked = Asked(
        id="1", cause=Cause.DISMISSED, slug=STORY.slug, by="U1", channel="C1", at=NOW, target=PACT, evidence=wrong.id
    )
    made = of_dismissed(asked, STORY, (wrong, right), frozenset({wrong.id}), [])
    assert [e.after for o in made.options for e in o.lesson.edits] == ["pact|treaty -Tourism"]
    assert made.sentence == "It still counts for “Avalon cannot pay.”."
    alone = of_dismissed(asked, STORY, (wrong,), frozenset({wrong.id}), [])
    assert "Kazan" in str(alone.options)
    assert any(o.lesson.narrows_a_name for o in alone.options)
    assert alone.sentence == ""
    dropped = replace(right, target=Target(kind=TargetKind.CLAIM, id="left-the-file"))
    for other in (dropped, taken_back(right, "Correction: Avalon can pay")):
        assert of_dismissed(asked, STORY, (wrong, other), frozenset({wrong.id}), []) == alone, "it counts for neither"


def test_a_dismissal_is_tried_in_the_language_its_feed_declares() -> None:
    """Read without it the report said nothing, and "-Heringen" passed for a rule that keeps it out. "-gescheitert" was one that did."""
    title = "Belmonts Pakt zu Heringen gescheitert"
    item = replace(STORY.watch_items[0], actors=("Belmont",), anchors="Pakt", signals=())
    story = replace(STORY, actors=(Actor(name="Belmont"),), watch_items=(item,), claims=())
    told = replace(entry(title, "Belmonts Pakt gescheitert."), language="de")
    judged = next(iter(judge(Matcher(story).match(told), story)))
    wrong = evidence_from(judged, told, key=title, story=story, seen=NOW)
    assert lessons_from_dismissal(story, wrong, (), [KeptEntry(key=title, entry=told, seen=NOW)]) == ()


RUSSIAN = replace(
    STORY,
    actors=(Actor(name="Avalon", aliases=("Авалон",)), Actor(name="Бурхан")),
    claims=(),
    watch_items=(replace(STORY.watch_items[0], actors=("Avalon",), anchors="переговоры", signals=()),),
)


def test_neither_an_actor_in_another_case_nor_what_happened_is_excluded_in_russian() -> None:
    """ "-Бурханом" and "-сорваны", the actor and the very word that told it, were one press away."""
    title = "Переговоры Авалона с Бурханом о статуях после матча сорваны"
    lessons = lessons_from_dismissal(RUSSIAN, evidence(title, story=RUSSIAN), ())
    offered = " ".join(made.after for lesson in lessons for made in lesson.edits)
    assert "-статуях" in offered
    assert not [word for word in ("-Бурханом", "-сорваны", "-после") if word in offered]


def test_a_missed_report_in_russian_teaches_the_word_that_tells() -> None:
    """ "очень перемирии" was offered, "very truce"."""
    title = "Авалон и Бурхан подписали очень важную бумагу"
    story = replace(RUSSIAN, watch_items=(replace(RUSSIAN.watch_items[0], anchors="соглашение"),))
    lessons = lessons_from_missed(story, PACT, entry(title))
    assert lessons
    assert "подписали" in lessons[0].sentence
    assert not [made for made in lessons if "очень" in made.sentence]


def test_a_missed_report_names_its_actor_in_the_language_its_feed_declares() -> None:
    """ "It names nobody", of a headline that only its feed's word tells to be German."""
    item = replace(STORY.watch_items[0], actors=("Belmont",), anchors="Pakt", signals=())
    story = replace(STORY, actors=(Actor(name="Belmont"),), watch_items=(item,), claims=())
    told = replace(entry("Belmonts Pakt wackelt"), language="de")
    assert [made.words for made in lessons_from_missed(story, PACT, told)][:1] == ["wackelt Pakt"]
    assert lessons_from_missed(story, PACT, entry(told.title)) == ()


def test_words_from_before_operators_were_refused_still_learn_an_exclusion() -> None:
    """None was proposed, and nobody was told why."""
    old = replace(STORY, watch_items=(replace(STORY.watch_items[0], anchors="pact|AND|treaty", signals=()),))
    wrong = evidence("Avalon signs football pact", story=old)
    lessons = lessons_from_dismissal(old, wrong, ())
    assert "pact|AND|treaty -football" in {e.after for made in lessons for e in made.edits}


def test_nothing_is_proposed_where_accepted_reports_have_every_word() -> None:
    assert lessons_from_dismissal(STORY, ACCEPTED[0], ACCEPTED) == ()


def test_what_only_the_reader_saw_is_kept_from_it_by_an_exclusion() -> None:
    told = entry("Avalon beats Borduria in friendly")
    (near,) = Matcher(STORY).match(told, near=True).near
    seen_so = Judgement(match=near, phase=Phase.PLANNED, direction=Direction.TOWARD, why=("read whole",))
    wrong = evidence_from(seen_so, told, key="1", story=STORY, seen=NOW)
    lessons = lessons_from_dismissal(STORY, wrong, ACCEPTED)
    assert lessons[0].edits == (Edit(part=Part.ANCHORS, before="pact|treaty", after="pact|treaty -friendly"),)
    assert Matcher(after(lessons[0])).match(told, near=True).near == ()


def test_an_alias_may_be_narrowed_instead() -> None:
    lessons = lessons_from_dismissal(STORY, evidence("The islanders sign tourism pact"), ACCEPTED)
    narrowed = [made for made in lessons if made.edits[0].part is Part.ALIAS]
    assert [e.before for e in narrowed[0].edits] == ["the islanders"]
    assert narrowed[0].sentence == (
        "“the islanders” no longer names Avalon beside “tourism”, in every question and claim of this story."
    )
    assert speaks(after(narrowed[0]), entry("The islanders sign pact"), PACT)


def test_a_rule_of_the_question_alone_stands_before_one_of_all_the_story() -> None:
    wrong = evidence("The islanders sign tourism pact")
    entries = kept(*(f"Borduria near tourism treaty number {n} in {'abcdefghijkl'[n]}ville" for n in range(12)))
    asked = Asked(
        id="1", cause=Cause.DISMISSED, slug=STORY.slug, by="U1", channel="C1", at=NOW, target=PACT, evidence=wrong.id
    )
    made = of_dismissed(asked, STORY, (wrong, *ACCEPTED), frozenset({wrong.id}), entries)
    first, *_, last = made.options
    assert first.trial.removed > last.trial.removed, "it came first, for it changed less"
    assert (first.lesson.narrows_a_name, last.lesson.narrows_a_name) == (False, True)


def test_a_claims_pattern_is_narrowed() -> None:
    wrong = evidence("Avalon club cannot pay its striker", target=DEBT)
    lessons = lessons_from_dismissal(STORY, wrong, [evidence("Avalon cannot pay, says bank", target=DEBT)])
    assert lessons[0].edits[0].part is Part.SUPPORTED_BY
    assert not speaks(after(lessons[0]), entry(wrong.title), DEBT)
    assert speaks(after(lessons[0]), entry("Avalon cannot pay"), DEBT)


def test_a_verb_that_follows_an_actor_is_proposed_with_its_object_where_nothing_names_the_thing() -> None:
    """ "orders docks" was all that was offered, and "sends" alone counted wherever the actor was named."""
    item = replace(
        STORY.watch_items[0], question="Does Avalon send the army to Kesh?", anchors="army|troops", signals=()
    )
    story = replace(STORY, watch_items=(item,), actors=(*STORY.actors, Actor(name="Kesh")))
    for title, words in (
        ("Avalon orders conscripts to the Kesh docks to shift cargo", "orders-conscripts"),
        ("Avalon sends reservists to shift cargo", "sends-reservists"),
    ):
        assert {made.words for made in lessons_from_missed(story, PACT, entry(title))} == {words}


@pytest.mark.parametrize("title", ["Avalon and Borduria toast their pact", "Borduria smiles upon Avalon treaty"])
def test_a_missed_report_becomes_a_signal_of_the_words_around_its_anchor(title: str) -> None:
    assert not speaks(STORY, entry(title), PACT)
    lessons = lessons_from_missed(STORY, PACT, entry(title))
    first = [made for made in lessons if made.after == lessons[0].after]
    assert [made.reading for made in first] == ["yes", "sign_of_yes", "sign_of_no", "no"], "people say what it says"
    assert "pact|treaty" in lessons[0].after
    assert all(speaks(after(made), entry(title), PACT) for made in lessons)
    assert settles(after(first[0]), entry(title), PACT, Direction.TOWARD)
    assert settles(after(first[-1]), entry(title), PACT, Direction.AWAY)


@pytest.mark.parametrize(
    ("headline", "first", "said"),
    [
        (
            "Camelot signs pact",
            Edit(part=Part.ACTOR, before="", after="Camelot"),
            "Reports that name Camelot count too.",
        ),
        ("Avalonians sign pact", ALIKE, "“Avalonians” is another name for Avalon."),
        ("New Borduria signs pact", None, ""),
        (
            "Syldavia signs pact",
            Edit(part=Part.ACTOR, before="", after="Syldavia"),
            "Reports that name Syldavia count too.",
        ),
    ],
)
def test_a_missed_report_may_use_another_name(headline: str, first: Edit | None, said: str) -> None:
    """A name like an actor's is its other name; another may be an actor the question lacks, or still a name of its own."""
    story = replace(STORY, actors=(*STORY.actors, Actor(name="Syldavia")))
    lessons = lessons_from_missed(story, PACT, entry(headline))
    assert [m.edits[0] for m in lessons[:1]] == ([first] if first else [])
    assert [m.sentence for m in lessons[:1]] == ([said] if first else [])
    assert all(speaks(after(made, story), entry(headline), PACT) for made in lessons)
    assert all(speaks(after(made, story), entry("Avalon signs pact"), PACT) for made in lessons)


@pytest.mark.parametrize(
    ("title", "said"),
    [
        ("Train drivers sign pact in Ostrava", []),
        ("Pact signed near Ostrava (Wire)", []),
        ("Camelot signs pact", ["Reports that name Camelot count too."]),
        (
            "Camelot, Ostrava sign pact",
            ["Reports that name Camelot count too.", "Reports that name Ostrava count too."],
        ),
        ("Kremlin signs pact", ["“Kremlin” is another name for Russia."]),
    ],
)
def test_neither_a_place_nor_a_word_that_only_opens_the_headline_is_an_actor(title: str, said: list[str]) -> None:
    """ "Train" and "Ostrava" were offered, and "Kremlin" as somebody new."""
    russia = Actor(name="Russia", aliases=("Moscow",))
    item = replace(STORY.watch_items[0], actors=("Avalon", "Russia"))
    story = replace(STORY, actors=(*STORY.actors, russia), watch_items=(item,))
    assert [made.sentence for made in lessons_from_missed(story, PACT, entry(title))] == said


def test_an_actor_that_counts_too_is_the_targets_and_the_storys() -> None:
    (lesson, *others) = lessons_from_missed(STORY, PACT, entry("Camelot signs pact"))
    learned = after(lesson)
    assert [a.name for a in learned.actors] == ["Avalon", "Borduria", "Camelot"]
    assert learned.watch_items[0].actors == ("Avalon", "Borduria", "Camelot")
    assert others == []
    with pytest.raises(CommandError, match="one of its actors already"):
        applied(lesson, learned)


@pytest.mark.parametrize(
    ("title", "offered"),
    [
        ("Avalon toasts pact (invented)", ["toasts"]),
        ("Avalon guts pact in 6-3 ruling, sending shock through towns", ["guts"]),
        ("Avalon nods at revised pact", ["nods"]),
        ("Avalon hints at more pact woe as Borduria spins up pact", ["spins-up"]),
        ("Avalon throws its weight behind pact", ["throws-its-weight"]),
        ("Avalon trims full-year forecast for pact", ["trims"]),
        ("Avalon holds fire on pact", ["holds-fire"]),
        ("Avalon bläst den pact mit den Nachbarn ab", ["bläst ab"]),
        ("Avalon jette l'éponge", ["jette-l'éponge"]),
        ("Old pact wobbles, says clerk to Avalon", ["wobbles"]),
        ("Clerk of Avalon at jury seat before pact", []),
        ("Avalon lets Borduria off in pact yoga", []),
        ("Avalon sponsors youth handball cup", ["sponsors cup"]),
    ],
)
def test_a_verb_is_proposed_whole_and_nothing_that_only_stands_beside_it(title: str, offered: list[str]) -> None:
    """ "discuss invented", "ruling", "sending", "sponsors youth" and "blast" were offered, and both halves of "holds fire on"."""
    lessons = lessons_from_missed(STORY, PACT, entry(title))
    assert list(dict.fromkeys(made.words.removesuffix(" pact|treaty") for made in lessons)) == offered


@pytest.mark.parametrize(
    ("headline", "words"),
    [
        ("Avalon blesses the pact for good", "blesses"),
        ("Borduria, weary, scuppers treaty at last", "scuppers"),
        ("Avalon kisses goodbye to lovely pact", "kisses"),
    ],
)
def test_the_words_of_a_lesson_are_those_that_tell(headline: str, words: str) -> None:
    """The verb beside the thing, and not "weary", "good", "lovely" or a name."""
    first = lessons_from_missed(STORY, PACT, entry(headline))[0].after
    assert first.startswith(words)


def test_what_already_counts_as_a_sign_may_be_settled_and_what_settles_teaches_nothing() -> None:
    sign = entry("Avalon and Borduria close to treaty")
    close = Signal(words='"close" pact|treaty', direction=Direction.TOWARD, weight=Weight.STRONG)
    strong = replace(STORY, watch_items=(replace(STORY.watch_items[0], signals=(close,)),))
    assert {m.reading for m in lessons_from_missed(strong, PACT, sign)} <= {"yes", "no"}
    assert lessons_from_missed(STORY, PACT, entry("Avalon signs pact with Borduria")) == ()


def test_a_weak_sign_may_be_made_a_strong_one() -> None:
    """Only what settles the question was offered for it."""
    weak = entry("Avalon and Borduria close to treaty")
    assert not strongly(STORY, weak, PACT)
    signs = [m for m in lessons_from_missed(STORY, PACT, weak) if m.reading == "sign_of_yes"]
    assert signs
    assert all(strongly(applied(m, STORY), weak, PACT) == {Direction.TOWARD} for m in signs)


def test_words_that_are_a_signal_already_are_not_overwritten() -> None:
    signs = Lesson(target=PACT, sentence="", edits=(Edit(part=Part.SIGNAL, before="", after="toast pact"),))
    settled = replace(signs, edits=(replace(signs.edits[0], weight=Weight.DECISIVE),))
    with pytest.raises(CommandError, match="is a signal already"):
        applied(settled, applied(signs, STORY))


def test_a_signal_that_was_learned_takes_nothing_away() -> None:
    """What the anchors say for certain counts beside it, and an item found by its question's words is found by them still."""
    item = replace(STORY.watch_items[0], signals=(), anchors="pact|treaty")
    story = replace(STORY, watch_items=(item,))
    for words in ("midnight pact", "midnight"):
        lesson = Lesson(target=PACT, sentence="", edits=(Edit(part=Part.SIGNAL, before="", after=words),))
        for title in ("Avalon and Borduria sign pact at midnight", "Avalon and Borduria sign pact"):
            assert settles(story, entry(title), PACT, Direction.TOWARD)
            assert settles(after(lesson, story), entry(title), PACT, Direction.TOWARD)
    bare = replace(STORY, watch_items=(replace(item, anchors=""),))
    signed = entry("Avalon and Borduria sign pact")
    assert settles(bare, signed, PACT, Direction.TOWARD)
    made = lessons_from_missed(bare, PACT, entry("Avalon scuppers pact"))[0]
    assert made.reading == "yes"
    assert [e.part for e in made.edits] == [Part.SIGNAL, Part.ANCHORS]
    assert settles(after(made, bare), signed, PACT, Direction.TOWARD)


def test_a_lesson_never_turns_an_outcome_round() -> None:
    """Nor hides it: the passage may deny the words of a signal, and the anchors say the same thing for certain."""
    item = replace(STORY.watch_items[0], signals=(Signal(words="port pact", direction=Direction.TOWARD),))
    story = replace(STORY, watch_items=(item,))
    assert settles(story, entry("Borduria, Avalon seal port pact after two-year standoff"), PACT, Direction.TOWARD)


@pytest.mark.parametrize("name", ["Camelot", "camelot"])
def test_a_name_is_one_actors(name: str) -> None:
    learned = after(Lesson(target=PACT, sentence="", edits=(Edit(part=Part.ACTOR, before="", after="Camelot"),)))
    alias = Edit(part=Part.ALIAS, before="", after=name, actor="Avalon")
    with pytest.raises(CommandError, match="is a name of Camelot already"):
        applied(Lesson(target=PACT, sentence="", edits=(alias,)), learned)
    aliased = after(Lesson(target=PACT, sentence="", edits=(replace(alias, actor="Borduria"),)))
    with pytest.raises(CommandError, match="one of its actors already"):
        applied(Lesson(target=PACT, sentence="", edits=(Edit(part=Part.ACTOR, before="", after=name),)), aliased)
    with pytest.raises(CommandError, match="80 characters at most"):
        applied(Lesson(target=PACT, sentence="", edits=(replace(alias, after="A" * 81),)), STORY)


@pytest.mark.parametrize(
    "headline",
    [
        "Watch: Ministers sign pact on Tuesday",
        "Both Sides Sign Historic Harbour Pact",
        "Pact signed, says Paper",
        "Fishermen Celebrate As Pact Signed On Friday",
    ],
)
def test_no_day_outlet_or_ordinary_word_is_proposed_as_a_name(headline: str) -> None:
    assert [m.after for m in lessons_from_missed(STORY, PACT, entry(headline))] in ([], ["Ministers"])


def test_a_lesson_asks_for_all_that_the_anchors_ask_for() -> None:
    both = replace(STORY.watch_items[0], anchors='pact|treaty|accord|covenant Avalon|"the islanders" -football')
    (first, *_) = lessons_from_missed(
        replace(STORY, watch_items=(both,)), PACT, entry("The islanders bless their pact")
    )
    assert first.after == 'bless pact Avalon|"the islanders" -football', "the thing, not the actor among the anchors"
    assert first.words == "bless pact", "what people are shown; the ledger keeps all of it"


def test_a_lone_word_is_never_an_answer() -> None:
    bare = replace(STORY, watch_items=(replace(STORY.watch_items[0], question="Does Avalon leave the league?"),))
    for title in ("Avalon gets its hands on a port at last", "Avalon exits with a bang and a whimper"):
        assert not [m for m in lessons_from_missed(bare, PACT, entry(title)) if m.reading in {"yes", "no"}]


@pytest.mark.parametrize(
    ("headline", "words"),
    [
        (
            "Appeals court bins Dorn's fraud conviction",
            {"bins court", "conviction court", "bins conviction court", "appeals bins court"},
        ),
        ("Appeals court overturns Dorn's fraud conviction", set()),  # read as it is, so there is nothing to learn
        (
            "Dorn's conviction thrown out by court",
            {"thrown-out court", "conviction court", "conviction thrown-out court"},
        ),
        ("Appeals court on Dorn", set()),
        ("Dorn before the high court", set()),
    ],
)
def test_a_rule_has_the_word_that_tells_and_never_the_name_of_a_court_alone(headline: str, words: set[str]) -> None:
    """The one rule offered was “appeals court”, to say no; then "Appeals court upholds conviction" was a flash that said no."""
    item = WatchItem(id="verdict", question="Is Dorn convicted of fraud?", anchors="trial|verdict|fraud|court|jury")
    story = replace(STORY, actors=(Actor(name="Dorn"),), claims=(), watch_items=(item,))
    found = lessons_from_missed(story, Target(kind=TargetKind.WATCH, id="verdict"), entry(headline))
    assert {made.words for made in found} == words


def test_a_trial_tells_what_would_have_been_added_and_removed() -> None:
    entries = kept("Avalon signs football pact", "Avalon signs pact", "Weather", "Avalon football treaty close")
    wrong = evidence("Avalon signs football pact")
    lesson = next(m for m in lessons_from_dismissal(STORY, wrong, ACCEPTED) if "football" in m.after)
    result = Trials(STORY, entries, [lesson]).of(lesson)
    assert (result.added, result.removed) == (0, 2)
    assert [t.title for t in result.lost] == ["Avalon football treaty close", "Avalon signs football pact"]
    (alias, *_) = lessons_from_missed(STORY, PACT, entry("Camelot signs pact"))
    gained = Trials(STORY, kept("Camelot signs pact", "Camelot weather", "Avalon signs pact"), [alias]).of(alias)
    assert (gained.added, gained.removed) == (1, 0)


@pytest.mark.parametrize(
    ("part", "name", "titles"),
    [
        (
            Part.ALIAS,
            "Кулеба",
            ("Кулеба подписал соглашение", "Соглашение подписано Кулебой", "У Кулебы подписано соглашение"),
        ),
        (
            Part.ACTOR,
            "South Korea",
            ("South Korea signs pact", "S Korea signs pact", "S. Korea's president signs pact"),
        ),
        (Part.ACTOR, "Greek parliament", ("Greek parliament signs pact", "Greece signs pact", "Greek MPs sign pact")),
        (Part.ACTOR, "Anwar Zaid", ("Anwar Zaid signs pact", "Anwar signs pact")),
    ],
)
def test_a_trial_counts_what_the_story_would_find_with_the_rule(part: Part, name: str, titles: tuple[str, ...]) -> None:
    """It looked for the bare name, and knew neither its cases nor its short forms nor who stands in for it."""
    item = replace(STORY.watch_items[0], anchors="pact|соглашение", signals=())
    story = replace(STORY, claims=(), watch_items=(item,))
    edit = Edit(part=part, before="", after=name, actor="Borduria" if part is Part.ALIAS else "")
    lesson = Lesson(target=PACT, sentence="It counts too.", edits=(edit,))
    entries = kept(*titles, "Somebody signs pact", f"{name} speaks")
    result = Trials(story, entries, [lesson]).of(lesson)
    assert {t.title for t in result.gained} == set(titles) == told_of(after(lesson, story), entries)


def test_a_trial_reads_whole_what_the_watchers_read_whole() -> None:
    """Five reports were said to be added that counted already, for the reader of the extra saw what they tell."""
    titles = ("Avalon seals fate of pact", "Avalon shakes on pact with Borduria")
    report = entry("Avalon shakes on pact")
    made = next(m for m in lessons_from_missed(STORY, PACT, report) if m.reading == "yes" and "shakes" in m.after)
    entries = kept(*titles, report.title)
    assert Trials(STORY, entries, [made], link=report.link).of(made).added == 2
    assert Trials(STORY, entries, [made], link=report.link, reader=Saying("shakes on pact")).of(made).added == 0


def test_a_trial_tells_of_a_report_that_counts_only_under_its_new_headline_once() -> None:
    first, then = kept("Avalon and Borduria meet for football talks", "Avalon signs football pact with Borduria")
    changed = replace(then, key=first.key, entry=replace(then.entry, published=first.at, link=first.entry.link))
    lesson = next(
        m for m in lessons_from_dismissal(STORY, evidence(then.entry.title), ACCEPTED) if "football" in m.after
    )
    result = Trials(STORY, [first, changed], [lesson], link=first.entry.link).of(lesson)
    assert (result.added, result.removed, result.removes_it) == (0, 1, True)
    again = replace(changed, entry=replace(changed.entry, title="Avalon signs pact on football"))
    elsewhere = Trials(STORY, [first, changed, again], [lesson]).of(lesson)
    assert (elsewhere.removed, [t.title for t in elsewhere.lost]) == (1, [again.entry.title])


def test_of_what_only_the_reader_saw_a_trial_says_that_the_rule_keeps_it_out() -> None:
    title = "Avalon shakes on football pact"
    story = replace(STORY, watch_items=(replace(STORY.watch_items[0], signals=()),))
    lesson = Lesson(
        target=PACT,
        sentence="What also says “football” no longer counts here.",
        edits=(Edit(part=Part.ANCHORS, before="pact|treaty", after="pact|treaty -football"),),
    )
    result = Trials(story, kept(title), [lesson], link=entry(title).link, reader=Saying("shakes on")).of(lesson)
    assert result.removes_it


def test_a_trial_says_which_others_have_the_new_words_and_where_none_has() -> None:
    """ "Would have added nothing, removed nothing" read like a proof where no other entry could have shown anything."""
    title = "Avalon scuppers pact"
    report = entry(title)
    made = next(m for m in lessons_from_missed(STORY, PACT, report) if m.reading == "no")
    alone = Trials(STORY, kept(title, "Avalon signs pact"), [made], link=report.link).of(made)
    assert (alone.has, alone.alike, alone.gained) == (0, (), ())
    other = "Avalon's rival scuppers Borduria pact"
    both = Trials(STORY, kept(title, other), [made], link=report.link).of(made)
    assert (both.has or 0) + len(both.gained) == 1
    assert {t.title for t in (*both.alike, *both.gained)} == {other}


def test_a_trial_shows_five_headlines_and_counts_all() -> None:
    many = kept(*(f"Camelot signs pact number {n} in {'abcdefghij'[n]}ville" for n in range(10)))
    (alias, *_) = lessons_from_missed(STORY, PACT, entry("Camelot signs pact"))
    result = Trials(STORY, many, [alias]).of(alias)
    assert result.added == 10
    assert len(result.gained) == 5
    assert told_of(STORY, many) == frozenset()


def test_a_lesson_is_not_learned_by_a_story_that_has_changed_since() -> None:
    (lesson, *_) = lessons_from_dismissal(STORY, evidence("Avalon signs football pact"), ACCEPTED)
    item = replace(STORY.watch_items[0], anchors="accord")
    with pytest.raises(CommandError, match="has changed since"):
        applied(lesson, replace(STORY, watch_items=(item,)))
    with pytest.raises(CommandError, match="is no longer in it"):
        applied(lesson, replace(STORY, watch_items=()))


def learned() -> Sequence[Lesson]:
    reports = ["Avalon signs broadcast pact with the Premier League", "The islanders sign tourism pact"]
    dismissed = [m for title in reports for m in lessons_from_dismissal(STORY, evidence(title), ACCEPTED)]
    missed = [m for t in ("Camelot signs pact", "Avalon shakes many hands over pact") for m in
              lessons_from_missed(STORY, PACT, entry(t))]  # fmt: skip
    return [*dismissed, *missed]


@pytest.mark.parametrize("lesson", learned(), ids=lambda lesson: lesson.after)
def test_what_was_learned_can_be_exported_and_read_again(lesson: Lesson) -> None:
    story = applied(lesson, STORY)
    assert read_story(dump_story(story), name="x") == story


def test_a_name_of_two_words_is_one_alias() -> None:
    lessons = lessons_from_missed(STORY, PACT, entry("Queen of Upper Camelot signs pact"))
    assert "Upper Camelot" in {m.after for m in lessons}


def test_a_signal_names_all_of_a_few_anchors_and_only_the_one_found_of_many() -> None:
    many = replace(STORY.watch_items[0], anchors="pact|treaty|accord|covenant")
    title = "Borduria smiles upon Avalon treaty"
    (first, *_) = lessons_from_missed(replace(STORY, watch_items=(many,)), PACT, entry(title))
    assert first.after == "smiles treaty"
