"""Origins: the newsroom a report starts from, by owner and by what the text says of where it has it from.

Ten papers that carry one agency's report are one origin (facts: one owner, text alike at 0.9, or attribution).
"""

import re
from functools import cache
from typing import NamedTuple

from bot.domain.evidence import Whose
from bot.domain.story import Claim, Story
from watchers.fold.credits import HEAD, credit_in, is_newsroom, newsrooms, signed
from watchers.fold.sayings import said_by
from watchers.fold.statemedia import cites_itself, state_newsroom
from watchers.words.headline import without_outlet


class Origin(NamedTuple):
    """Whom a report starts from, the words that say so ("" where it is the outlet itself), and what they are to the outlet."""

    name: str
    words: str = ""
    whose: Whose = Whose.OUTLET


def origin_of(title: str, summary: str, outlet: str, story: Story, *, claim: Claim | None = None) -> Origin:
    """The origin of a report.

    A newsroom the report names as its own source is its origin (the story file's owner of it, if it has one), whether many
    quote it or only this desk knows it.
    Of a claim whose word a report passes on is its origin: before any newsroom a source the claim stands on already,
    whichever agency carries it, after all of them a source of the story that the title names.
    """
    own = story.source(outlet).origin
    found = _on_word_of(claim.sources, (title, summary[:HEAD]), story) if claim else None
    if found is None and (credit := credit_in(title, summary, story) or state_newsroom(title, summary, story)):
        theirs = newsrooms().get(credit.name, credit.name) == newsrooms().get(outlet, outlet)
        if theirs or cites_itself(credit.name, own, story):
            return Origin(own, credit.words)
        found = Origin(story.source(credit.name).origin, credit.words, Whose.NEWSROOM)
    if found is None and claim:
        others = tuple(s.name for s in story.sources if s.origin != own)
        found = _on_word_of(others, (title,), story)
    found = found or Origin(own)
    return found._replace(whose=Whose.OUTLET) if found.name == own else found


def unsigned(title: str, outlet: str) -> str:
    """The title without the newsroom that signs it: its own outlet, or one that others quote ("... - Reuters").

    Any other tail is news: in "Ready to sign - minister" and "Ready to sign - army rejects it" two people speak.
    """
    return _tail().sub("", without_outlet(title.strip(), outlet)) or title


def _on_word_of(sources: tuple[str, ...], texts: tuple[str, ...], story: Story) -> Origin | None:
    """The first of these sources whose word a text says it passes on."""
    for source in sources:
        for text in texts:
            if words := said_by(story.names_of(source), text):
                whose = Whose.NEWSROOM if is_newsroom(source, story) else Whose.SPEAKER
                return Origin(story.source(source).origin, words, whose)
    return None


@cache
def _tail() -> re.Pattern[str]:
    """The signature of a newsroom that many quote."""
    names = sorted(newsrooms(), key=len, reverse=True)
    return signed(f"(?:{'|'.join(re.escape(n) for n in names)})")
