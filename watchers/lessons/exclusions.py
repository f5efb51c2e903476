"""What a dismissed report teaches: words it has and no accepted report ever had, to be excluded from now on."""

from collections.abc import Container, Iterable, Iterator, Sequence
from itertools import combinations

from bot.domain.entry import Entry, KeptEntry
from bot.domain.evidence import Evidence, Target
from bot.domain.grammar import written_words
from bot.domain.lesson import MOST_WORDS, Edit, Lesson, Part, applied
from bot.domain.story import Actor, Story
from bot.errors import GrammarError
from watchers.fold.synonyms import alike
from watchers.lessons.trial import entry_of, speaks
from watchers.match.aliases import Aliases
from watchers.match.matcher import Matcher
from watchers.words.finder import Words, compiled, words_of
from watchers.words.grammar import forms, stems
from watchers.words.languages import NAMES, language_of, perhaps, small_words, tells
from watchers.words.phrasebook import lexicon
from watchers.words.tokens import in_title_case

MOST_LESSONS = 4
_TRIED = 8
_PAIRED = 5
_SHORTEST = 4
_APART = 2
_WHERE = forms("where")
_EVERYDAY = stems("everyday")
_SMALL = forms("everyday_words")
_NUMBERS = forms("so_many") | forms("tens")


def lessons_from_dismissal(
    story: Story,
    evidence: Evidence,
    accepted: Sequence[Evidence],
    entries: Sequence[KeptEntry] = (),
    *,
    counts_elsewhere: bool = False,
) -> tuple[Lesson, ...]:
    """Exclusions after which the report would say nothing of its target, the likeliest first; () where none would do.

    Of a report that counts for another question or claim (`counts_elsewhere`) no name is narrowed, for it does name who it says,
    and nothing that says where is excluded: what is of this story happens there.
    """
    entry = entry_of(evidence, entries)
    passages = _passages(story, entry, evidence)
    words = list(dict.fromkeys(_foreign(story, passages, accepted, entry.language, places=not counts_elsewhere)))[
        :_TRIED
    ]
    found = [made for w in words if (made := _excluding(story, entry, evidence.target, passages, (w,)))]
    if not found:
        pairs = combinations(words[:_PAIRED], 2)
        found = [made for p in pairs if (made := _excluding(story, entry, evidence.target, passages, p))]
    named = [made for w in words if (made := _narrowed(story, entry, evidence, passages, w))]
    return (*found[: MOST_LESSONS - 1], *([] if counts_elsewhere else named[:1]))


def _passages(story: Story, entry: Entry, evidence: Evidence) -> tuple[str, ...]:
    """Every passage that made the report bear on the target, the one it was cited for first."""
    matched = Matcher(story).match(entry)
    own = (m.passage for m in (*matched.matches, *matched.others) if m.target == evidence.target)
    return tuple(dict.fromkeys((evidence.passage, *own)))


def _excluding(
    story: Story, entry: Entry, target: Target, passages: Sequence[str], words: tuple[str, ...]
) -> Lesson | None:
    """The words that found the passages, each with the exclusion; None where the report would speak all the same."""
    minus = "".join(f" -{w}" for w in words)
    edits = tuple(
        Edit(part=part, before=before, after=before + minus) for part, before in _finding(story, target, passages)
    )
    said = " or ".join(w.strip('"') for w in words)
    sentence = f"What also says “{said}” no longer counts here."
    return _tested(Lesson(target=target, sentence=sentence, edits=edits), story, entry)


def _narrowed(story: Story, entry: Entry, evidence: Evidence, passages: Sequence[str], word: str) -> Lesson | None:
    """An alias that no longer counts beside that word, everywhere in the story; None where it stands too far to tell who is named."""
    edits = tuple(
        Edit(part=Part.ALIAS, before=alias, after=f"{alias} -{word}", actor=actor.name)
        for actor in story.actors
        if actor.name in evidence.actors
        for alias in actor.aliases
        if any(_stand_together(words_of(p), alias, word) for p in passages)
    )
    names = ", ".join(e.before for e in edits)
    bare = word.strip('"')
    whom = ", ".join(dict.fromkeys(e.actor for e in edits))
    sentence = f"“{names}” no longer names {whom} beside “{bare}”, in every question and claim of this story."
    return _tested(Lesson(target=evidence.target, sentence=sentence, edits=edits), story, entry)


def _stand_together(words: Words, alias: str, word: str) -> bool:
    """Whether they do with two words at most in between: "Harlan's nephew Otto"."""
    named = [words.place(hit.span) for hit in Aliases((Actor(name=alias),)).find(words)]
    places = compiled(word).everywhere(words)
    return any(max(a[0] - b[1], b[0] - a[1]) <= _APART for a in named for b in places)


def _tested(lesson: Lesson, story: Story, entry: Entry) -> Lesson | None:
    if not lesson.edits or any(not _fits(e) for e in lesson.edits):
        return None
    return None if speaks(applied(lesson, story), entry, lesson.target) else lesson


def _fits(edit: Edit) -> bool:
    try:
        written_words(edit.after, before=edit.before)
    except GrammarError:
        return False
    return len(edit.after) <= MOST_WORDS


def _finding(story: Story, target: Target, passages: Sequence[str]) -> Iterator[tuple[Part, str]]:
    """The anchors, signals or patterns of the target that occur in the passages.

    What was read as a whole has none of them: its anchors, as what they exclude is not read so either.
    """
    item, claim = story.watch_item(target.id), story.claim(target.id)
    parts: list[tuple[Part, str]] = []
    if item and target.kind == "watch":
        parts = [(Part.ANCHORS, item.anchors), *((Part.SIGNAL, s.words) for s in item.signals)]
    elif claim:
        parts = [(Part.SUPPORTED_BY, w) for w in claim.supported_by] + [(Part.REFUTED_BY, w) for w in claim.refuted_by]
    read = [words_of(p) for p in passages]
    found = [(part, w) for part, w in dict.fromkeys(parts) if w and any(compiled(w).find(r) for r in read)]
    yield from found or [(part, w) for part, w in parts if w and part is Part.ANCHORS]


def _tells_it(words: Words, at: int, declared: str) -> bool:
    """Whether it tells of an outcome, or how many: "deal", "vote", "Sixty". What is relevant has such words too, sooner or later.

    A capital within a sentence makes a name of it: "Vote Leave".
    """
    token, stem = words.tokens[at], words.stems[at]
    if token.word in _NUMBERS:
        return True
    code = perhaps(words.text, declared) or language_of(words.text, declared)
    if code != "en":
        return token.word in small_words(words.text, declared) or (code in NAMES and tells(token.word, code))
    opens = at == 0 or words.tokens[at - 1].is_mark
    named = token.raw[:1].isupper() and not opens and not in_title_case(words.tokens)
    return not named and (lexicon().is_deed(stem) or lexicon().is_thing(stem))


def _everyday(words: Words, at: int) -> bool:
    """Whether reports of any kind have such a word, or it only governs another: "-despite" kept out a signature "despite protest"."""
    governs = any(c.first == at and c.size == 1 and not all(":" in k for k in c.kinds) for c in lexicon().find(words))
    return governs or words.tokens[at].word in _SMALL or words.stems[at] in _EVERYDAY


def _foreign(
    story: Story, passages: Sequence[str], accepted: Iterable[Evidence], declared: str, *, places: bool
) -> Iterator[str]:
    """Names of several words, then names, then other words, the longest first, and last what says where (only with `places`).

    None of them is in an accepted report, and of words that stand side by side only the first is one: "football" of "football match".
    """
    known, aliases = _known(story, accepted), Aliases(story.actors)
    for words in map(words_of, passages):
        actors = frozenset(n for hit in aliases.find(words, declared) for n in range(*words.place(hit.span)))
        runs = list(_runs(words, known, actors))
        single = [(n,) for run in runs if len(run) == 1 for n in run if not _tells_it(words, n, declared)]
        plain = [(n,) for n in _plain(words, known, actors, declared) if not any(n in run for run in runs)]
        after = {n + 1 for n in actors}

        def rank(
            run: tuple[int, ...], words: Words = words, after: Container[int] = after
        ) -> tuple[bool, bool, bool, int]:
            where, raw = _says_where(words, run[0], after), words.tokens[run[0]].raw
            return (where, len(run) == 1, not raw[:1].isupper(), -len(raw))

        taken: set[int] = set()
        for run in sorted([*(r for r in runs if len(r) > 1), *single, *plain], key=rank):
            beside = not taken.isdisjoint((run[0] - 1, run[-1] + 1))
            if not beside and (places or not _says_where(words, run[0], after)):
                taken.update(run)
                text = " ".join(words.tokens[n].raw for n in run)
                yield f'"{text}"' if len(run) > 1 else text


def _says_where(words: Words, at: int, after: Container[int]) -> bool:
    """Whether it says where something happens, and not which of those of that name: "Dockers in Ostrava"."""
    return at > 0 and words.tokens[at - 1].word in _WHERE and at - 1 not in after


def _known(story: Story, accepted: Iterable[Evidence]) -> frozenset[str]:
    """The stems of what the story itself says, and of what reports have that count, with the other words for it: "labour" of a union."""
    texts = [n for a in story.actors for n in a.names]
    texts += [t for w in story.watch_items for t in (w.question, w.anchors, *(s.words for s in w.signals))]
    texts += [t for c in story.claims for t in (c.text, *c.supported_by, *c.refuted_by)]
    texts += [t for e in accepted for t in (e.title, e.summary, e.passage)]
    read = [words_of(text) for text in texts]
    return frozenset(stem for words in read for stem in words.stems).union(*map(alike, read))


def _runs(words: Words, known: frozenset[str], actors: Container[int]) -> Iterator[tuple[int, ...]]:
    """Where capitalised words stand together; none in a headline whose words are all capitalised."""
    if in_title_case(words.tokens):
        return
    run: list[int] = []
    for at, (token, stem) in enumerate(zip((*words.tokens, None), (*words.stems, ""), strict=True)):
        fits = token and token.raw[:1].isupper() and stem not in known and at not in actors
        if token and fits and len(token.word) >= _SHORTEST and token.start:
            run.append(at)
        elif run:
            yield tuple(run)
            run = []


def _plain(words: Words, known: frozenset[str], actors: Container[int], declared: str) -> Iterator[int]:
    content = lexicon().content(words)
    for at, (token, stem) in enumerate(zip(words.tokens, words.stems, strict=True)):
        fits = stem in content and stem not in known and at not in actors and not _tells_it(words, at, declared)
        fits = fits and not _everyday(words, at)
        if fits and len(token.word) >= _SHORTEST and token.raw.isalpha():
            yield at
