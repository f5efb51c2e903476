"""Names a missed report uses: another name for an actor, or an actor the target does not have yet."""

from collections.abc import Iterator

from bot.domain.entry import Entry
from bot.domain.evidence import Target, TargetKind
from bot.domain.lesson import Edit, Part
from bot.domain.story import Story
from watchers.lessons.telling import in_title_case
from watchers.match.aliases import Aliases
from watchers.match.matcher import actors_of
from watchers.words.finder import Place, Words, words_of
from watchers.words.folding import folded
from watchers.words.passages import passages
from watchers.words.phrasebook import lexicon

_SHORTEST = 3
_ALIKE = 5
_MOST = 2


def actor_places(words: Words, story: Story) -> tuple[Place, ...]:
    """Which tokens name the story's actors, name by name."""
    places = []
    for hit in Aliases(story.actors).find(words):
        inside = [at for at, t in enumerate(words.tokens) if hit.span.start <= t.start < hit.span.end]
        places.append((inside[0], inside[-1] + 1))
    return tuple(places)


def names_in_use(story: Story, target: Target, entry: Entry) -> Iterator[Edit]:
    """The names in the title: as other names of actors they are like, as actors of the target, as names of its first ones."""
    title = words_of(next((p.text for p in passages(entry)), ""))
    others = tuple(hit.actor for hit in Aliases(story.actors).find(title))
    names, actors = _names(title, story), actors_of(story, target)
    alike = [(name, actor) for name in names for actor in actors if _are_alike(name, actor)]
    strangers = [name for name in names if name not in {n for n, _ in alike}][:_MOST]
    yield from (_alias(name, actor) for name, actor in alike[:_MOST])
    if _chosen(story, target):
        yield from (Edit(part=Part.ACTOR, before="", after=n) for n in dict.fromkeys((*others, *strangers)))
    yield from (_alias(name, actor) for name in strangers for actor in actors[:_MOST])


def _alias(name: str, actor: str) -> Edit:
    return Edit(part=Part.ALIAS, before="", after=name, actor=actor)


def _chosen(story: Story, target: Target) -> bool:
    """Whether the target has actors of its own; one without is about all of the story's already."""
    part = story.watch_item(target.id) if target.kind is TargetKind.WATCH else story.claim(target.id)
    return part is not None and bool(part.actors)


def _are_alike(name: str, actor: str) -> bool:
    """Whether a name may be the actor's: a word in common, a word that begins alike (Syria, Syrians), or its initials."""
    mine, theirs = set(_words(name)), _words(actor)
    begins = {w[:_ALIKE] for w in mine if len(w) >= _ALIKE} & {w[:_ALIKE] for w in theirs if len(w) >= _ALIKE}
    initials = "".join(w[0] for w in theirs)
    return bool(mine & set(theirs)) or bool(begins) or (name.isupper() and initials.startswith(folded(name)))


def _words(name: str) -> dict[str, None]:
    return dict.fromkeys(t.word for t in words_of(name).tokens if not t.is_mark and t.raw[:1].isupper())


def _names(words: Words, story: Story) -> list[str]:
    """Capitalised words that are no actor's name; those that stand together are one, but for a title all in capitals."""
    taken = {at for place in actor_places(words, story) for at in range(*place)}
    content, apart = lexicon().content(words), in_title_case(words)
    names: list[str] = []
    before = -2
    for at, token in enumerate(words.tokens):
        known = at == 0 and lexicon().knows(words.stems[at])
        fits = token.raw[:1].isupper() and words.stems[at] in content and len(token.word) >= _SHORTEST
        if at in taken or known or not fits:
            continue
        joined = not apart and at == before + 1
        names[-1:] = [f"{names[-1]} {token.raw}"] if joined else [*names[-1:], token.raw]
        before = at
    return list(dict.fromkeys(names))
