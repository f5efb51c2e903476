"""What a well formed story file says that will hardly work as it is meant: for an editor to look at, and no error."""

import re
from collections.abc import Iterable, Iterator
from datetime import date

from bot.domain.grammar import Term, parse_words
from bot.domain.story import Story, WatchItem, Weight
from watchers.words.finder import compiled, words_of
from watchers.words.languages import NAMES, language_of

_ASKS = re.compile(
    r"\b(?:when|where|who|whom|whose|which|what|how|why|whether|if|will|would|shall|should|do|does|did|is|are|was|were|has|have|"
    r"had|can|could|may|might|must)\b",
    re.IGNORECASE,
)
_NAME = re.compile(r"(?<!^)(?<![.?!] )\b[^\W\d_a-z][\w’'-]+")
_MONTHS = "january february march april may june july august september october november december"
_DAYS = "monday tuesday wednesday thursday friday saturday sunday"
_DATES = frozenset(f"{_MONTHS} {_DAYS}".split())
_ALIKE = 4


def doubts(story: Story, *, today: date) -> Iterator[str]:
    """A sentence each, in the order of the file."""
    for claim in story.claims:
        if not (claim.supported_by or claim.refuted_by) and (tongue := _tongue(claim.text)):
            yield (
                f"claim {claim.id}: it is in {tongue}, and without patterns a claim is read in English only, so no report takes a side. "
                "Give it supported_by and refuted_by, or write it in English."
            )
        yield from _kept_out(f"claim {claim.id}:", (*claim.supported_by, *claim.refuted_by))
    for item in story.watch_items:
        where = f"watch item {item.id}:"
        if not item.question.rstrip().endswith(("?", "？", "؟")) and not _ASKS.match(item.question.strip()):
            yield f"{where} “{item.question}” asks nothing. Write the question the desk waits on, as “Is … ?” or “Will … ?”."
        if not (item.anchors or item.signals) and (tongue := _tongue(item.question, asks=True)):
            yield (
                f"{where} it is in {tongue}, whose words for it are not known here. "
                "Give it anchors and signals, or write the question in English."
            )
        if stranger := _stranger(story, item):
            named = ", ".join(item.actors or (a.name for a in story.actors[:3]))
            yield (
                f"{where} it asks about {stranger} and names none of its actors: only reports that name {named} count. "
                "Add who it is about to the actors."
            )
        if item.resolve_by and item.resolve_by < today:
            yield f"{where} its day, {item.resolve_by}, has passed, so it is overdue at once. Is the year right?"
        yield from _kept_out(where, (*((item.anchors,) if item.anchors else ()), *(s.words for s in item.signals)))
        for words in _bare(item):
            yield f"{where} “{words}” alone is decisive beside any of its actors. Say what it is about, as in “contract signed”."


def _kept_out(where: str, patterns: Iterable[str]) -> Iterator[str]:
    """Terms that an exclusion of the same pattern keeps out, in any of their forms: "broke down" beside -break."""
    for words in patterns:
        pattern = parse_words(words)
        for term in (t for group in pattern.wanted for t in group):
            if out := next((u for u in pattern.unwanted if compiled(str(u)).find(words_of(term.words))), None):
                yield f"{where} “-{out}” keeps out its own “{term.words}”. Take one of them out, or put the exclusion in quotes."


def _bare(item: WatchItem) -> Iterator[str]:
    """Decisive signals for which a single word is enough."""
    for signal in item.signals:
        wanted = parse_words(signal.words).wanted
        if signal.weight is Weight.DECISIVE and len(wanted) == 1:
            yield from (str(term) for term in wanted[0] if _single(term))


def _single(term: Term) -> bool:
    return len(re.findall(r"[\w’']+", term.words)) == 1


def _stranger(story: Story, item: WatchItem) -> str:
    """A name in the question where it names none of the story's actors; "" for none."""
    asked = item.question.casefold()
    names = {word for actor in story.actors for name in actor.names for word in re.findall(r"\w+", name.casefold())}
    if any(
        w[:_ALIKE] in {n[:_ALIKE] for n in names} for w in re.findall(r"\w+", asked) if len(w) >= _ALIKE or w in names
    ):
        return ""
    found = (m[0] for m in _NAME.finditer(item.question))
    return next((name for name in found if name.casefold() not in _DATES), "")


def _tongue(text: str, *, asks: bool = False) -> str:
    """The language other than English that a text is in, "" for English; a question without one English word of asking is in none."""
    code = language_of(text)
    if code != "en":
        return NAMES.get(code, code)
    return "no English" if asks and not _ASKS.search(text) else ""
