"""A briefing -> a draft of its story, and that draft as a Story for an editor to finish."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from bot.briefing.actors import Found, find_actors, names_in
from bot.briefing.anchors import anchors
from bot.briefing.attribution import Said
from bot.briefing.claims import claims
from bot.briefing.lines import Paragraph, Parts, take_apart
from bot.briefing.sentences import sentences
from bot.briefing.speakers import is_person, only_speaks, short_name
from bot.briefing.text import NoBriefingError
from bot.briefing.watch import DraftQuestion, open_questions, questions
from bot.domain.negation import is_negative
from bot.domain.slug import fresh_id, slugify
from bot.domain.story import Actor, Attribution, Claim, Source, Story, WatchItem

_CONCLUDES = re.compile(
    r"^(?:For (?:now|the moment)|In short|The bottom line|Bottom line|Taken together|In the end|Overall|All told|On balance|So far|Until then|"
    r"The (?:upshot|conclusion|takeaway)|Put together|In sum|Ultimately)\b[^:]{0,80}?(?::|,| is that)\s*",
)
_SMALLEST = frozenset(
    {"the", "of", "and", "to", "in", "that", "is", "for", "has", "it", "on", "was", "said", "says", "by", "with"}
)
_AT_LEAST = 0.1
_SLUG_WORDS = 4
_RUBRIC = re.compile(
    r"^(?:Explainer|Analysis|Briefing|Digest|Opinion|Exclusive|Update|Live|Q&A|Factbox|Special report|News analysis): |^[A-Z]{3,}(?: [A-Z]{3,})*(?::| [—–-]) "
)


@dataclass(frozen=True, kw_only=True)
class Draft:
    """What was found in a briefing, `headless` where its first line is none.

    `claims` are (text, source), the source "" where the briefing names none.
    """

    headline: str
    dek: str
    thesis: str
    claims: tuple[Said, ...]
    actors: tuple[Found, ...]
    watch: tuple[DraftQuestion, ...]
    sources: tuple[str, ...]
    headless: bool = False


def draft(text: str) -> Draft:
    """Raises NoBriefingError, with what is missing, for a text that is no briefing."""
    parts = take_apart(text)
    thesis = _thesis(parts)
    paragraphs = parts.paragraphs[:-1] if thesis else parts.paragraphs
    body = [p for p in paragraphs if not p.watch]
    said = tuple(dict.fromkeys(claims(body, known=parts.sources)))
    if not any(c.source for c in said):
        if not _in_english(text):
            raise NoBriefingError("A briefing is read in English only, and this text does not seem to be.")
        what = "This text has no claim with a source: say who reports what (“The Post reports that …”)"
        raise NoBriefingError(f"{what}, or put the outlet's name on a line of its own below its paragraphs.")
    sources = tuple(dict.fromkeys([*parts.sources, *(c.source for c in said if c.source)]))
    spoken = [s for p in parts.paragraphs for s in sentences(p.text)]
    whole = "\n".join([parts.headline, parts.dek, *spoken])
    waited = [p for p in paragraphs if p.watch]
    acting = _acting(said, (parts.headline, parts.dek, *(p.text for p in waited)))
    speakers = [s for s in sources if s in parts.sources or (only_speaks(s, parts.sources) and s not in acting)]
    speakers += [s.split()[-1] for s in speakers if is_person(s, parts.sources)]
    speakers += [short for s in parts.sources if (short := short_name(s, whole))]
    actors = find_actors(whole, sources=speakers, sentences=[*_prose(parts.headline), parts.dek, *spoken])
    return Draft(
        headline=parts.headline,
        dek=parts.dek,
        thesis=thesis,
        claims=said,
        actors=actors,
        watch=_watch(parts, waited, spoken, actors),
        sources=sources,
        headless=parts.headless,
    )


def _watch(
    parts: Parts, waited: list[Paragraph], spoken: list[str], actors: tuple[Found, ...]
) -> tuple[DraftQuestion, ...]:
    """What the line under the headline asks, and what the last section does, or else the text in passing."""
    asked = questions(waited, same=lambda t: frozenset(names_in(t, actors))) or _left_open(spoken)
    return tuple(dict.fromkeys((*_left_open(sentences(parts.dek)), *asked)))


def _left_open(spoken: Iterable[str]) -> tuple[DraftQuestion, ...]:
    """What a text without a last section leaves open in passing."""
    return tuple(DraftQuestion(question=asked) for sentence in spoken for asked in open_questions(sentence))


def _acting(said: tuple[Said, ...], elsewhere: tuple[str, ...]) -> frozenset[str]:
    """The sources that others speak of, or that a question is about."""
    return frozenset(
        source
        for source in {c.source for c in said if c.source}
        if any(source.split()[-1] in text for text in (*elsewhere, *(c.text for c in said if c.source != source)))
    )


def _prose(headline: str) -> tuple[str, ...]:
    """A headline whose capitals mean something, (): one In Which Every Word Has One. It counts twice."""
    headline = _RUBRIC.sub("", headline)
    words = [w for w in headline.split() if w[:1].isalpha()]
    return (headline, headline) if sum(w[0].isupper() for w in words) * 2 < len(words) else ()


def _thesis(parts: Parts) -> str:
    """What the last paragraph concludes, where it has no source of its own and says that it concludes."""
    last = parts.paragraphs[-1]
    first = sentences(last.text)[0]
    if last.closing or not _CONCLUDES.match(first):
        return ""
    text = _CONCLUDES.sub("", first)
    return text[:1].upper() + text[1:]


def to_story(found: Draft, *, on: date | None = None) -> Story:
    """The draft as a story file would hold it; `on` dates the attributions whose sentence has no date. Sources are left ungraded."""
    actors = found.actors or (Found(name="Someone"),)
    return Story(
        slug="-".join(slugify(found.headline).split("-")[:_SLUG_WORDS]) or "draft",
        title=found.headline[:300],
        thesis=(found.thesis or found.dek)[:3000],
        sources=tuple(Source(name=name[:80]) for name in found.sources),
        actors=tuple(Actor(name=a.name, aliases=a.aliases, kind=a.kind) for a in actors),
        claims=_claims(found, on),
        watch_items=_watch_items(found),
    )


def _in_english(text: str) -> bool:
    """Whether a tenth of it, as of any English prose, are English's smallest words."""
    words = text.casefold().split()
    return sum(w in _SMALLEST for w in words) >= len(words) * _AT_LEAST


def _claims(found: Draft, on: date | None) -> tuple[Claim, ...]:
    taken: set[str] = set()
    out: list[Claim] = []
    for number, said in enumerate(found.claims, 1):
        claim_id = fresh_id(said.text, taken=taken, fallback=f"claim-{number}")
        taken.add(claim_id)
        out.append(
            Claim(
                id=claim_id,
                text=said.text[:1000],
                negative=is_negative(said.text),
                attributions=(Attribution(source=said.source[:80], date=_day(said, on)),) if said.source else (),
                actors=names_in(said.text, found.actors),
            )
        )
    return tuple(out)


def _day(said: Said, on: date | None) -> date | None:
    """When it was said: as its sentence has it, unless that is later than the briefing's own day."""
    return said.on if said.on and (on is None or said.on <= on) else on


def _watch_items(found: Draft) -> tuple[WatchItem, ...]:
    taken: set[str] = set()
    out: list[WatchItem] = []
    for number, asked in enumerate(found.watch, 1):
        item_id = fresh_id(asked.question, taken=taken, fallback=f"watch-{number}")
        taken.add(item_id)
        actors = names_in(asked.question, found.actors)
        out.append(
            WatchItem(
                id=item_id,
                question=asked.question[:300],
                actors=actors,
                anchors=_anchors(asked.question, found, acted=bool(actors)),
                if_yes=asked.if_yes[:3000],
                if_no=asked.if_no[:3000],
            )
        )
    return tuple(out)


def _anchors(question: str, found: Draft, *, acted: bool) -> str:
    names = (w for a in found.actors for n in (a.name, *a.aliases) for w in re.findall(r"\w+", n.casefold()))
    return anchors(question, names=frozenset(names), acted=acted)
