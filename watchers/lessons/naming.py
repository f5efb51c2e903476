"""Names a missed report uses: another name for an actor, or an actor the target does not have yet."""

from collections.abc import Iterator, Sequence

from bot.domain.entry import Entry
from bot.domain.evidence import Target, TargetKind
from bot.domain.lesson import Edit, Part
from bot.domain.story import Story
from watchers.match.aliases import Aliases, countries, everyone
from watchers.match.matcher import actors_of
from watchers.words.finder import Place, Words, words_of
from watchers.words.folding import folded
from watchers.words.grammar import forms, stems
from watchers.words.passages import passages
from watchers.words.phrasebook import lexicon
from watchers.words.stems import stem
from watchers.words.tokens import in_title_case

_SHORTEST = 3
_ALIKE = 5
_MOST = 2
_WHEN = stems("when")
_WHERE = forms("where")
_AGENTS = ("ers", "ists", "ors")
"""How nouns for people end that look like verbs: "drivers"."""
_FOLK = frozenset(map(stem, forms("folk")))


def actor_places(words: Words, story: Story, declared: str) -> tuple[Place, ...]:
    """Which tokens name the story's actors, name by name."""
    return tuple(words.place(hit.span) for hit in Aliases(story.actors).find(words, declared))


def in_brackets(words: Words) -> frozenset[int]:
    """Which tokens stand in brackets: a note on what is told, and no part of it."""
    ends = {"(": ")", "[": "]"}
    opened = [(t.start, words.text.find(ends[t.word], t.end)) for t in words.tokens if t.word in ends]
    spans = [(start, end if end >= 0 else len(words.text)) for start, end in opened]
    return frozenset(at for at, t in enumerate(words.tokens) if any(start <= t.start < end for start, end in spans))


def names_in_use(story: Story, target: Target, entry: Entry) -> Iterator[Edit]:
    """The names in the title: as other names of the actors they are like, and as actors of the target."""
    title = words_of(next((p.text for p in passages(entry)), ""))
    others = tuple(hit.actor for hit in Aliases(story.actors).find(title, entry.language))
    outlets = {entry.outlet.casefold(), *(s.name.casefold() for s in story.sources)}
    asked = _asked(story, target)
    names = [
        n
        for n in _names(title, story, entry.language)
        if n.casefold() not in outlets and not set(words_of(n).stems) <= asked
    ]
    alike = [(name, actor) for name in names for actor in actors_of(story, target) if _are_alike(name, actor)]
    for name, actor in alike[:_MOST]:
        yield Edit(part=Part.ALIAS, before="", after=name, actor=actor)
    strangers = [name for name in names if name not in {n for n, _ in alike}][:_MOST]
    if _chosen(story, target):
        yield from (Edit(part=Part.ACTOR, before="", after=n) for n in dict.fromkeys((*others, *strangers)))


def _asked(story: Story, target: Target) -> frozenset[str]:
    """The stems of what the target is about, which is nobody's name."""
    item, claim = story.watch_item(target.id), story.claim(target.id)
    texts = (
        (item.question, item.anchors) if item and target.kind is TargetKind.WATCH else (claim.text if claim else "",)
    )
    return frozenset(s for text in texts for s in words_of(text).stems)


def _chosen(story: Story, target: Target) -> bool:
    """Whether the target has actors of its own; one without is about all of the story's already."""
    part = story.watch_item(target.id) if target.kind is TargetKind.WATCH else story.claim(target.id)
    return part is not None and bool(part.actors)


def _are_alike(name: str, actor: str) -> bool:
    """Whether a name may be the actor's: a word in common, one that begins alike (Syria, Syrians), its initials, or its country's."""
    mine, theirs = set(_words(name)), _words(actor)
    begins = {w[:_ALIKE] for w in mine if len(w) >= _ALIKE} & {w[:_ALIKE] for w in theirs if len(w) >= _ALIKE}
    initials = "".join(w[0] for w in theirs)
    spoken_for = _country(name)
    return (
        bool(mine & set(theirs))
        or bool(begins)
        or (name.isupper() and initials.startswith(folded(name)))
        or bool(spoken_for and spoken_for == _country(actor))
    )


def _country(name: str) -> str:
    """The country of this name, or that whoever goes by it speaks for ("Kremlin"); "" for none."""
    words = words_of(name)
    hits = everyone().find(words)
    return hits[0].actor if len(hits) == 1 and words.place(hits[0].span) == (0, len(words.tokens)) else ""


def _words(name: str) -> dict[str, None]:
    return dict.fromkeys(t.word for t in words_of(name).tokens if not t.is_mark and t.raw[:1].isupper())


def _names(words: Words, story: Story, declared: str) -> list[str]:
    """Capitalised words that are no actor's name, those that stand together as one; none that says where, or stands in brackets.

    Of a title all in capitals only known countries, for nothing else there is known to be a name.
    """
    taken = {at for place in actor_places(words, story, declared) for at in range(*place)} | in_brackets(words)
    if in_title_case(words.tokens):
        return [h.words for h in countries().find(words) if not taken & set(range(*words.place(h.span)))]
    content = lexicon().content(words)
    runs: list[list[int]] = []
    for at, token in enumerate(words.tokens):
        known = words.stems[at] in _WHEN or (at == 0 and lexicon().knows(words.stems[at]))
        capital = token.raw[:1].isupper() and words.stems[at] in content
        if at in taken or known or not capital or not (len(token.word) >= _SHORTEST or token.raw.isupper()):
            continue
        if runs and runs[-1][-1] == at - 1:
            runs[-1].append(at)
        else:
            runs.append([at])
    names = [run for run in runs if not _says_where(words, run[0]) and not _only_begins(words, run)]
    return list(dict.fromkeys(" ".join(words.tokens[at].raw for at in run) for run in names))


def _says_where(words: Words, at: int) -> bool:
    """Whether what begins there is where something happens: "drivers in Ostrava"."""
    return at > 0 and words.tokens[at - 1].word in _WHERE


def _only_begins(words: Words, run: Sequence[int]) -> bool:
    """Whether it may have its capital from beginning the headline, before a noun: "Train drivers".

    A known country, initials, and what stands before a verb, a name or a mark is a name.
    """
    first, following = words.tokens[0], words.tokens[1:2]
    if run != [0] or not following or first.raw.isupper() or _country(first.raw):
        return False
    token, root = following[0], words.stems[1]
    if token.is_mark or not token.raw[:1].islower() or root not in lexicon().content(words) or lexicon().is_deed(root):
        return False
    return root in _FOLK or not token.word.endswith(("s", "ed")) or token.word.endswith(_AGENTS)
