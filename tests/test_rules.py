"""Rules people accepted outlast the story's next file, its removal and a version that cannot read it, or are dropped aloud."""

from dataclasses import replace

import pytest

from bot.domain.evidence import Target, TargetKind
from bot.domain.ledger import LedgerLine, LineKind
from bot.domain.lesson import Edit, Lesson, Part, applied
from bot.domain.rules import PARTS, RULE, TAKES_BACK, accepted, parts_of
from bot.domain.story import Actor, Direction, Signal, Story, Weight
from bot.domain.unlearned import unlearned as unlearned_by
from bot.errors import CommandError
from bot.store.importing import import_story, remove_story
from bot.store.rules import unlearned
from bot.store.store import Store
from tests.conftest import NOW
from tests.samples import MEMORANDUM, NO_SALE, STORY

ITEM, LOAN = STORY.watch_items
SIGNED = "seal memorandum"
SAYS_NO = Lesson(
    target=MEMORANDUM,
    sentence="",
    edits=(Edit(part=Part.SIGNAL, before="", after=SIGNED, direction=Direction.AWAY, weight=Weight.DECISIVE),),
)
NO_FOOTBALL = Lesson(
    target=MEMORANDUM, sentence="", edits=(Edit(part=Part.ANCHORS, before="memorandum|MoU", after="memorandum -ball"),)
)
LOST_NO = "seal memorandum (memorandum: signal, away, decisive)"
IN_TWO = replace(
    STORY,
    actors=(Actor(name="Avalon"), Actor(name="Bank")),
    claims=(replace(STORY.claims[0], actors=("Avalon",)), STORY.claims[1]),
    watch_items=(replace(ITEM, actors=("Avalon",)), LOAN),
)


def bank(lesson: Lesson) -> Lesson:
    """The lesson that what it is about is about the bank too."""
    return replace(lesson, edits=(Edit(part=Part.ACTOR, before="", after="Bank"),))


def line_of(lesson: Lesson) -> LedgerLine:
    return LedgerLine(
        kind=LineKind.LESSON,
        at=NOW,
        who="U1",
        slug=STORY.slug,
        target=str(lesson.target),
        why="rule accepted",
        before=lesson.before or "nothing",
        after=lesson.after,
        data={PARTS: parts_of(lesson)},
    )


async def learn(store: Store, *lessons: Lesson) -> None:
    """The story has the lessons, and the ledger that somebody accepted them."""
    for lesson in lessons:
        found = await store.stories.exactly(STORY.slug)
        assert found
        tx = store.transaction()
        store.stories.replace(tx, found[1], applied(lesson, found[0]))
        store.ledger.append(tx, line_of(lesson))
        await tx.commit()


async def spoil(store: Store) -> None:
    """The story is stored as this version cannot read it."""
    await store.redis.set(store.keys.story(STORY.slug), f'{{"slug": "{STORY.slug}"}}')


async def refused(store: Store, story: Story) -> str:
    """What an import says that may drop no rules."""
    with pytest.raises(CommandError) as error:
        await import_story(store, story, by="x", now=NOW, keep_rules=True)
    return str(error.value)


async def takes(store: Store, story: Story) -> None:
    await import_story(store, story, by="x", now=NOW, keep_rules=True)


async def test_a_removed_story_keeps_its_rules_for_the_day_it_is_imported_again(store: Store) -> None:
    await takes(store, STORY)
    await learn(store, SAYS_NO)
    learned = await store.stories.get(STORY.slug)
    assert learned
    await remove_story(store, STORY.slug, by="x", now=NOW)
    said = await refused(store, STORY)
    assert f"{LOST_NO}. Nothing was imported. Write them into the file; --drop-rules" in said
    await takes(store, learned)


async def test_a_story_that_cannot_be_read_keeps_its_rules(store: Store) -> None:
    """ "Import its file again" is what every surface says then, and that took them out without a word."""
    await takes(store, STORY)
    await learn(store, SAYS_NO)
    learned = await store.stories.get(STORY.slug)
    assert learned
    await spoil(store)
    assert LOST_NO in await refused(store, STORY)
    await takes(store, learned)


async def test_an_actor_people_gave_a_claim_is_not_lost_in_silence(store: Store) -> None:
    await takes(store, IN_TWO)
    await learn(store, bank(replace(SAYS_NO, target=NO_SALE)))
    said = await refused(store, IN_TWO)
    assert "Bank (no-sale: actor). Nothing was imported. watchdesk story export harbour prints" in said


async def test_who_is_about_all_actors_has_the_one_that_was_added(store: Store) -> None:
    """It was refused for lacking an actor that it has."""
    await takes(store, IN_TWO)
    await learn(store, bank(SAYS_NO))
    await takes(store, replace(IN_TWO, watch_items=(ITEM, LOAN)))
    stored = await store.stories.get(STORY.slug)
    assert stored is not None
    assert stored.watch_items == (ITEM, LOAN)


@pytest.mark.parametrize(
    "items",
    [
        pytest.param((ITEM, replace(LOAN, signals=(Signal(words=SIGNED),))), id="under another question"),
        pytest.param(
            (replace(ITEM, signals=(Signal(words=SIGNED, weight=Weight.DECISIVE),)), LOAN),
            id="read the other way round",
        ),
    ],
)
async def test_the_same_words_elsewhere_or_turned_round_are_not_the_rule(
    store: Store, items: tuple[object, object]
) -> None:
    file = replace(STORY, watch_items=items)  # type: ignore[arg-type]
    await takes(store, replace(STORY, watch_items=(ITEM, items[1])))  # type: ignore[arg-type]
    await learn(store, SAYS_NO)
    assert LOST_NO in await refused(store, file)
    await remove_story(store, STORY.slug, by="x", now=NOW)
    assert LOST_NO in await refused(store, file)


async def test_a_question_that_goes_on_under_another_id_has_its_rules(store: Store) -> None:
    await takes(store, STORY)
    await learn(store, SAYS_NO)
    learned = await store.stories.get(STORY.slug)
    assert learned
    (item, loan) = learned.watch_items
    renamed = replace(item, id="pact")
    await takes(store, replace(learned, watch_items=(renamed, loan)))
    assert LOST_NO in await refused(store, replace(learned, watch_items=(replace(renamed, signals=()), loan)))
    await import_story(store, replace(learned, watch_items=(replace(renamed, signals=()), loan)), by="x", now=NOW)
    await remove_story(store, STORY.slug, by="x", now=NOW)
    await takes(store, STORY)


async def test_a_rule_another_replaced_is_not_missed(store: Store) -> None:
    narrower = Edit(part=Part.ANCHORS, before="memorandum -ball", after="memorandum -ball -cup")
    await takes(store, STORY)
    await learn(store, NO_FOOTBALL, replace(NO_FOOTBALL, edits=(narrower,)))
    await remove_story(store, STORY.slug, by="x", now=NOW)
    assert [str(r) for r in await unlearned(store, STORY)] == ["memorandum -ball -cup (memorandum: anchors)"]


async def test_what_an_import_drops_is_in_the_ledger_and_missed_once(store: Store) -> None:
    await takes(store, STORY)
    await learn(store, SAYS_NO)
    await import_story(store, STORY, by="U2", now=NOW)
    line = (await store.ledger.read(STORY.slug, kinds=frozenset({LineKind.LESSON})))[0]
    assert (line.who, line.target, line.before, line.after) == ("U2", str(MEMORANDUM), SIGNED, "")
    assert line.why == f"rule dropped by an import: {LOST_NO}"
    await remove_story(store, STORY.slug, by="x", now=NOW)
    await takes(store, STORY)


async def test_a_line_of_an_earlier_version_says_no_part_and_counts_all_the_same(store: Store) -> None:
    await takes(store, STORY)
    await learn(store, SAYS_NO)
    old = replace(line_of(SAYS_NO), data={})
    assert [str(r) for r in accepted([old])] == ["seal memorandum (memorandum)"]
    await store.redis.delete(store.keys.ledger(STORY.slug))
    tx = store.transaction()
    store.ledger.append(tx, old)
    await tx.commit()
    assert LOST_NO in await refused(store, STORY)
    await remove_story(store, STORY.slug, by="x", now=NOW)
    assert "seal memorandum (memorandum)." in await refused(store, STORY)


@pytest.mark.parametrize(
    ("lesson", "story"),
    [
        (SAYS_NO, STORY),
        (NO_FOOTBALL, STORY),
        (bank(SAYS_NO), IN_TWO),
        (bank(replace(SAYS_NO, target=NO_SALE)), IN_TWO),
        (replace(SAYS_NO, edits=(Edit(part=Part.ALIAS, before="", after="the isle", actor="Avalon"),)), STORY),
        (
            replace(SAYS_NO, target=NO_SALE, edits=(Edit(part=Part.REFUTED_BY, before="", after="sold"),)),
            STORY,
        ),
        (
            replace(
                SAYS_NO,
                target=Target(kind=TargetKind.WATCH, id="loan"),
                edits=(*SAYS_NO.edits, Edit(part=Part.ANCHORS, before="", after="loan")),
            ),
            STORY,
        ),
    ],
)
def test_a_rule_taken_back_leaves_the_story_as_it_was(lesson: Lesson, story: Story) -> None:
    line = line_of(lesson)
    assert unlearned_by(line, applied(lesson, story)) == story
    with pytest.raises(CommandError, match="has changed since"):
        unlearned_by(line, story)


def test_a_rule_taken_back_lets_the_one_before_it_hold_again() -> None:
    first, later = (line_of(NO_FOOTBALL), line_of(SAYS_NO))
    kept = replace(first, data={**first.data, RULE: "r1"}), replace(later, data={**later.data, RULE: "r2"})
    back = replace(later, before=later.after, after="", data={TAKES_BACK: "r2"})
    assert [r.words for r in accepted((*kept, back))] == ["memorandum -ball"]
