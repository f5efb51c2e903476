"""Origins: the newsroom a report starts from, by owner and by what the text says of where it has it from.

Ten papers that carry one agency's report are one origin (facts: one owner, text alike at 0.9, or attribution).
"""

import re
import tomllib
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files

from bot.domain.story import Claim, Story
from watchers.fold.sayings import said_by
from watchers.words.headline import without_outlet

_HEAD = 400
"""Characters of a summary in which an attribution speaks for the whole report."""
_IS_NEWSROOM = re.compile(
    r"\b(?:Agency|Broadcasting|Chronicle|Courier|Daily|Echo|Gazette|Herald|Journal|Ledger|Mail|Mirror|News|Newspaper|Observer"
    r"|Post|Press|Radio|Standard|Sun|Telegraph|Times|Tribune|TV|Wire)\b"
)
_STATE = re.compile(
    r"\b((?:[A-Z]\w+(?:'s|’s)?\s+)?state (?:media|television|TV|news agency|broadcaster|radio))\b", re.UNICODE
)
_SAYS = r"(?:has |had |have )?(?:report(?:s|ed)?|said|says|quoted|cited|learn(?:s|ed)|revealed)"


def origin_of(title: str, summary: str, outlet: str, story: Story, *, claim: Claim | None = None) -> tuple[str, str]:
    """The origin of a report, and the words that gave it ("" where it is the outlet itself).

    A newsroom the report names as its own source is its origin (the story file's owner of it, if it has one), whether many
    quote it or only this desk knows it.
    Of a claim whose word a report passes on is its origin: before any newsroom a source the claim stands on already,
    whichever agency carries it, after all of them a source of the story that the title names.
    """
    own = story.source(outlet).origin
    if claim and (found := _on_word_of(claim.sources, (title, summary[:_HEAD]), story)):
        return found
    credits_ = _credits(newsrooms_of(story))
    for text, patterns in (
        (summary[:_HEAD], credits_.bylines),
        (title, credits_.titles),
        (summary[:_HEAD], credits_.quoted),
    ):
        for pattern in patterns:
            if quoted := pattern.search(text):
                name = _newsrooms().get(quoted["name"], quoted["name"])
                return story.source(name).origin, quoted[0].strip(" -–—|()")
    if state := _STATE.search(title) or _STATE.search(summary[:_HEAD]):
        return state[1].replace("’", "'"), state[0]
    others = tuple(s.name for s in story.sources if claim and s.origin != own)
    return _on_word_of(others, (title,), story) or (own, "")


def unsigned(title: str, outlet: str) -> str:
    """The title without the newsroom that signs it: its own outlet, or one that others quote ("... - Reuters").

    Any other tail is news: in "Ready to sign - minister" and "Ready to sign - army rejects it" two people speak.
    """
    return _tail().sub("", without_outlet(title.strip(), outlet)) or title


def _on_word_of(sources: tuple[str, ...], texts: tuple[str, ...], story: Story) -> tuple[str, str] | None:
    """The first of these sources whose word a text says it passes on, and the words that say so."""
    for source in sources:
        for text in texts:
            if words := said_by(story.names_of(source), text):
                return story.source(source).origin, words
    return None


@cache
def _newsrooms() -> dict[str, str]:
    text = (files("watchers") / "lexicon" / "newsrooms.toml").read_text(encoding="utf-8")
    return {alias: name for name, aliases in tomllib.loads(text)["newsrooms"].items() for alias in aliases}


def newsrooms_of(story: Story) -> tuple[str, ...]:
    """The newsrooms of the story's own that others may have a report from: its feeds' sources, and whatever is named as one.

    A ministry or a person among its sources is none: ten papers that quote a minister have ten reports.
    """
    feeds = {f.source for f in story.feeds}
    return tuple(s.name for s in story.sources if s.name in feeds or _IS_NEWSROOM.search(s.name))


@dataclass(frozen=True, kw_only=True)
class _Credits:
    """How reports name the newsroom they have it from."""

    bylines: tuple[re.Pattern[str], ...]
    """What an agency's own text carries: "(Reuters) -", "by Agence France-Presse - AFP", "Source: Reuters"."""
    titles: tuple[re.Pattern[str], ...]
    """A title's tail or lead: "... - Axios", "... , Reuters reports", "Axios: ..."."""
    quoted: tuple[re.Pattern[str], ...]
    """Whom a report has it from: "Reuters reported", "according to Axios", "told Reuters", "citing IRNA"."""


@lru_cache(maxsize=256)
def _credits(own: tuple[str, ...]) -> _Credits:
    names = sorted({*_newsrooms(), *own}, key=len, reverse=True)
    name = rf"(?P<name>{'|'.join(re.escape(n) for n in names)})"
    quoted = (
        re.compile(rf"\b{name}(?: news agency)? {_SAYS}\b"),
        re.compile(rf"\b(?:according to|told|citing|reported by|a report by|reports) (?:the )?{name}\b"),
    )
    return _Credits(
        bylines=(re.compile(rf"\({name}\)\s*[-–—]"), re.compile(rf"\b(?:[Bb]y|Source:)\s+(?:the\s+)?{name}\b")),
        titles=(_signed(name), re.compile(rf"^{name}\s*:"), *quoted),
        quoted=quoted,
    )


def _signed(name: str) -> re.Pattern[str]:
    """What signs a title: "... - Axios"."""
    return re.compile(rf"\s[-–—|]\s*(?:[Rr]eport by\s+)?{name}(?:\s+reports?)?\s*$")


@cache
def _tail() -> re.Pattern[str]:
    """The signature of a newsroom that many quote."""
    names = sorted(_newsrooms(), key=len, reverse=True)
    return _signed(f"(?:{'|'.join(re.escape(n) for n in names)})")
