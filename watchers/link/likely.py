"""What an entry reads like in a story, though no words of the story file say so: offered to people, never acted upon."""

from bot.domain.entry import Entry
from bot.domain.evidence import Target, TargetKind
from bot.domain.story import Story
from watchers.link.linking import Linker, shared_words
from watchers.link.semantic import Model
from watchers.match.matcher import Matched, actors_of

_SHARED = 2


class Likely:
    """A story's claims and the questions of its watch items, to hold entries against."""

    def __init__(self, story: Story, model: Model | None = None) -> None:
        self.story = story
        self.model = model
        items = {str(Target(kind=TargetKind.WATCH, id=w.id)): w.question for w in story.watch_items}
        claims = {str(Target(kind=TargetKind.CLAIM, id=c.id)): c.text for c in story.claims}
        self._texts = items | claims
        self._actors = {name: frozenset(actors_of(story, Target.parse(name))) for name in self._texts}
        self._linker = Linker(self._texts, model)

    def ranked(self, entry: Entry) -> tuple[Target, ...]:
        """Every watch item and claim, the one the title is most like first."""
        return tuple(Target.parse(name) for _, name in self._linker.ranked(entry.title))

    def nearest(self, entry: Entry) -> tuple[Target | None, str]:
        """The target the title reads like, for an entry that somebody says bears on one, and why; None and "" if none."""
        found = self._linker.link(entry.title, among=self._texts)
        return (Target.parse(found.to), "; ".join(found.why)) if found.to else (None, "")

    def offered(self, matched: Matched) -> str:
        """A line that offers to link an entry, with its why, or "".

        Likeness alone is poor in a stream, so it only chooses among the targets of which the title names an actor and shares
        two words. Where the target's own words find the one chosen, nothing is offered: it is judged.
        """
        if not matched.actors:
            return ""
        title = matched.entry.title
        actors = {hit.actor for hit in matched.actors}
        near = [name for name, theirs in self._actors.items() if theirs & actors and self._shares(title, name)]
        found = self._linker.link(title, among=near)
        if not found.to or any(str(m.target) == found.to for m in matched.matches):
            return ""
        why = "; ".join(found.why)
        return f"{found.to}: reads like it ({why}). If it is about that: /watch missed, this link, {Target.parse(found.to).id}"

    def _shares(self, title: str, name: str) -> bool:
        return len(shared_words(title, self._texts[name])) >= _SHARED
