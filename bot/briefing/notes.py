"""What an editor should check in a draft, as comments at the lines that need it."""

import re
from collections.abc import Iterator

from bot.briefing.attribution import Said
from bot.briefing.draft import Draft
from bot.briefing.speakers import is_person
from bot.domain.story import Claim, Story, WatchItem

_HEAD = (
    "A draft made from a briefing. Read it against the briefing, mend what is marked, then:",
    "  watchdesk story check FILE",
    "  watchdesk story import FILE",
)
_SECTIONS = {
    "sources": (
        'Give each a grade, A (always right so far) to E (mostly wrong). Add "owner" where two are one newsroom.',
    ),
    "actors": ("Delete who only passes by. Add the names they go by in the languages of your feeds.",),
    "claims": ("Merge what says the same twice; delete what the desk would not track.",),
    "watch_items": (
        'Ask each plainly, as a stranger would: "Will Avalon and Belmont sign a memorandum?". What exactly counts as yes',
        "belongs in resolves_yes_if. Who it is about comes first among its actors.",
        "Give each its signals, the words that bring it nearer or rule it out, and the day the desk looks again:",
        "  signals: [{words: 'memorandum \"is signed\"', direction: toward, weight: decisive}]",
        "  resolve_by: 2026-12-31",
    ),
}
_FEEDS = (
    "Nothing is polled until the story has feeds:",
    "feeds:",
    '  - {url: "https://example.org/rss.xml", source: A source from above}',
)
_HEADLESS = ("The briefing's first line is no headline, so this is how it begins. Write a title.",)
_NO_QUESTION = ("No question was found in the briefing: add watch_items, with what the desk waits for.",)
_POINTS_BACK = re.compile(r"(?:It|He|She|They|This|That|These|Those|Its|His|Her|Their|Both|Neither)\b")
_VAGUE = re.compile(
    r"(?:Whether|Will|Does|Do|Is|Are|Can) (it|they|he|she|this|that|its|their|his|her)\b", re.IGNORECASE
)
_DAY = re.compile(
    r"\b(?:\d{1,2}(?:st|nd|rd|th)? )?(?:January|February|March|April|May|June|July|August|September|October|November|December)"
    r"(?: \d{1,2}\b)?(?:,? \d{4})?|\b\d{4}-\d\d-\d\d\b"
)


def noted(text: str, story: Story, found: Draft) -> str:
    """The text of a story file dumped from this draft, with comments; it reads back to the same story."""
    return "\n".join(_lines(text, story, found)) + "\n"


def _lines(text: str, story: Story, found: Draft) -> Iterator[str]:
    about = {("watch_items", w.id): _on_watch_item(w) for w in story.watch_items}
    about |= {("claims", c.id): _on_claim(c, said) for c, said in zip(story.claims, found.claims, strict=True)}
    inferred = {c.id for c, said in zip(story.claims, found.claims, strict=True) if said.inferred}
    section = claim = ""
    yield from _comments(_HEAD)
    yield ""
    for line in text.rstrip("\n").split("\n"):
        if line[:1].isalpha():
            section = line.partition(":")[0]
            if section == "actors":
                yield from (*_comments(_FEEDS), "")
            yield from _comments(_SECTIONS.get(section, ()))
            yield from _comments(_HEADLESS if found.headless and section == "title" else ())
        yield _remarked(line, section, inferred=claim in inferred)
        if line.startswith("  - id: "):
            claim = line.removeprefix("  - id: ")
            yield from (f"    {told}" for told in _comments(about.get((section, claim), ())))
    if not story.watch_items:
        yield from ("", *_comments(_NO_QUESTION))


def _comments(lines: tuple[str, ...]) -> Iterator[str]:
    yield from (f"# {line}" for line in lines)


def _remarked(line: str, section: str, *, inferred: bool) -> str:
    if section == "slug" and line.startswith("slug:"):
        return f"{line}  # what people type: /watch {line.removeprefix('slug: ')}. Make it short"
    if section == "claims" and inferred and line.startswith("      - "):
        return f"{line}  # named below the paragraph, not in the sentence"
    if section == "claims" and line == "    negative: true":
        return f"{line}  # goes stale after 3 days instead of 7"
    return line


def _on_claim(claim: Claim, said: Said) -> tuple[str, ...]:
    back = _POINTS_BACK.match(claim.text)
    perhaps = f": perhaps {said.source}" if back and not said.inferred and _may_be(back[0], said.source) else ""
    return (
        *(() if claim.attributions else ("The briefing names no source for it: add attributions, or delete it.",)),
        *((f'Say who or what "{back[0]}" is{perhaps}.',) if back else ()),
    )


def _may_be(word: str, source: str) -> bool:
    """Who says something often says it of themselves: "It would ballot its members", of the union that said so."""
    person = bool(source) and is_person(source, ())
    return word in {"He", "She"} if person else bool(source) and word in {"It", "They"}


def _on_watch_item(item: WatchItem) -> tuple[str, ...]:
    day = _DAY.search(item.question)
    missing = [side for side, told in (("if_yes", item.if_yes), ("if_no", item.if_no)) if not told]
    vague = _VAGUE.match(item.question)
    return (
        *((f'Say who or what "{vague[1]}" is.',) if vague else ()),
        *(() if item.actors else ("It names no actor: add one, or only its anchors hold it to this story.",)),
        *(() if item.anchors else ("Add anchors: the words that name what it is about.",)),
        *((f"It names a date, {day[0]}: set resolve_by.",) if day else ()),
        *((f"The briefing does not say what follows: {' and '.join(missing)}.",) if missing else ()),
    )
