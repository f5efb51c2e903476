"""The lines of a briefing: headline, dek, headings, paragraphs, and the bare lines that name a source."""

import re
from collections import Counter
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, replace
from enum import StrEnum
from itertools import groupby
from textwrap import shorten

from bot.briefing.markup import is_bullet, plain
from bot.briefing.sentences import sentences
from bot.briefing.text import NoBriefingError, checked
from bot.briefing.verbs import VERB

_WRAPPED = 50
_HEADING_WORDS, _HEADING_CHARACTERS = 12, 90
_SOURCE_WORDS, _SOURCE_CHARACTERS = 6, 50
_DEK_CHARACTERS = 350
_DEK_SENTENCES = 2
_LONGEST_HEADLINE = 160
_ENDS = (".", "!", "?", ":", ";", "”", '"', "…")
_LABEL = re.compile(r"^(?:headline|title|dek|standfirst|subhead(?:line)?|summary|tl;dr)\s*:\s*", re.IGNORECASE)
_META = re.compile(
    r"^(?:by\s+[A-Z][\w.’'-]+(?:\s+[A-Z][\w.’'-]+){0,3}(?:\s*[,|].*)?|published\b.*|updated\b.*|\d+ min(?:ute)?s? read"
    r"|(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day,?\s+)?(?:\d{1,2}\s+)?(?:january|february|march|april|may|june|july"
    r"|august|september|october|november|december)(?:\s+\d{1,2})?(?:,?\s+\d{4})?|\d{4}-\d\d-\d\d)$",
    re.IGNORECASE,
)
_SOURCE_LABEL = re.compile(
    r"^(?:sources?|via|from|reporting)\s*:\s*|^(?:via|source)\s+(?=[A-Z])|^[—–]\s*", re.IGNORECASE
)
_BETWEEN = re.compile(r"\s*[,;·|/•]\s*")
_CREDITS = re.compile(rf", (?:the )?[A-Z][^,]{{2,60}}? (?:{VERB})(?: [^,.]{{2,30}})?\.$")
"""How a report ends that stands on somebody's word: "..., the Post reported on Friday."."""
_DATELINE = re.compile(
    r"^[A-Z][A-Z.’'-]+(?:[ /][A-Z][A-Z.’'-]+)*(?:, [A-Z]\w+)?(?:,? (?:[A-Z][a-z]{2,8}\.? \d{1,2}|\d{1,2} [A-Z][a-z]{2,8}))?"
    r"(?: \([A-Z][\w ]+\))? (?:[—–-]|--) (?=[A-Z“\"])"
)
_CHIP = re.compile(r"\s*\+\s?\d+$|\s*\[\d+\]")  # "Reuters +2", as answer engines fold their sources
_LETTERS = re.compile(r"((?:[A-Z][\w&’'-]+ (?:(?:of|for|the|and) )*){1,6})\(([A-Z]{2,8})\)")
_AND = re.compile(r"\s(?:and|&)\s")
_WATCH = re.compile(
    r"^(?:what (?:we (?:do(?: not|n[’']t)|cannot|can[’']t)(?: yet)? know|is(?:n[’']t| not)(?: yet)? known|(?:is|remains)(?: still)? "
    r"(?:open|unclear|unknown|unresolved))|(?:the )?(?:known )?unknowns|still (?:open|unclear|unknown|unresolved)"
    r"|what (?:else )?(?:to (?:watch|look|expect)|(?:we(?:[’']re| are)|i[’']m|i am) watching|(?:comes|happens) (?:next|now)"
    r"|lies ahead|could come|to follow|now)|what[’']?s (?:next|ahead|coming)|what is next|where (?:this|it|things) goe?s? next"
    r"|(?:(?:\w+ ){1,2})?(?:things|signs|signals|questions|dates|points|indicators|milestones|markers|triggers|events) "
    r"(?:to|we|for) (?:watch|note|follow|track|come|answer)|looking ahead|next steps|watch ?list|watch(?:ing)? (?:for|this|next)"
    r"|watch (?:(?:\w+ ){1,2}(?:things|questions|points|dates|developments|decisions)|out for)"
    r"|(?:our|on the|on our) (?:radar|horizon|calendar|agenda)|(?:open|key|unanswered|remaining) questions"
    r"|the (?:road|days|weeks|months|week|year|vote) ahead|the next (?:test|step|move|phase|date|stage|decision)s?"
    r"|look (?:out )?for|coming up|next up|to watch|keep an eye on|ones? to watch|(?:the )?outlook|indicators|up next)\b",
    re.IGNORECASE,
)
_ASKS = re.compile(
    r"^(?:Whether|Will|Does|Do|Is|Are|Can|Could)\b[^.]*[.?]|\b(?:is|are|on|be|to watch|watch for|come):? whether\b"
)
_TOPIC = re.compile(r"^(?:[A-Z][\w’'-]+)(?:\s+(?:&|and|[A-Z][\w’'-]+)){0,3},\s+(?=[a-z])")
_STRAYED = re.compile(r"(?:For|If you)\b.*\b(?:follow(?:ing)?|reading|watching|tracking|in|on|of)$")


class Kind(StrEnum):
    PARAGRAPH = "paragraph"
    HEADING = "heading"
    SOURCES = "sources"


@dataclass(frozen=True, kw_only=True)
class Line:
    kind: Kind
    text: str
    bullet: bool = False
    watch: bool = False


@dataclass(frozen=True, kw_only=True)
class Paragraph:
    """A paragraph, the sources of the bare line that closes its block, and whether it says what to watch."""

    text: str
    closing: tuple[str, ...] = ()
    watch: bool = False
    bullet: bool = False


@dataclass(frozen=True, kw_only=True)
class Parts:
    """A briefing taken apart. `sources` are those of its bare lines.

    One that is `headless` begins with a paragraph; its `headline` is how that begins.
    """

    headline: str
    dek: str
    paragraphs: tuple[Paragraph, ...]
    sources: tuple[str, ...]
    headless: bool = False


def take_apart(text: str) -> Parts:
    """Raises NoBriefingError for a text without headline and paragraphs, too long, or not English prose."""
    lines = [line for line in _unwrapped(checked(text)) if line.text and not _META.fullmatch(line.text)]
    if not lines:
        raise NoBriefingError("This text is empty: put a headline, a dek and the paragraphs in it, as plain text.")
    headline, body = _LABEL.sub("", lines[0].text), lines[1:]
    headless = len(headline) > _LONGEST_HEADLINE and len(sentences(headline)) > 1
    if headless:
        headline, body = shorten(sentences(headline)[0], _LONGEST_HEADLINE, placeholder=" …"), lines
    dek = _LABEL.sub("", body[0].text) if body and not headless and _is_dek(body) else ""
    body = body[1:] if dek else body
    body = _in_full(body)
    sources = _sources(body)
    paragraphs = tuple(_paragraphs(_joined(_watched(_kinds(body, sources)))))
    if not paragraphs:
        raise NoBriefingError("This text has a headline and no paragraphs: add those that say who reports what.")
    return Parts(headline=headline, dek=dek, paragraphs=paragraphs, sources=sources, headless=headless)


def _unwrapped(text: str) -> Iterator[Line]:
    """One line a paragraph, markup taken off; lines broken at a width are joined again."""
    raw = [line.strip() for line in text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n").split("\n")]
    held = ""
    first = next((i for i, line in enumerate(raw) if line), 0)
    for number, line in enumerate(raw):
        bullet = is_bullet(line)
        if held and (not line or bullet or not _breaks(held, line)):
            yield _line(held)
            held = ""
        held = f"{held} {line}".strip()
        if number == first:
            yield _line(held)
            held = ""
    if held:
        yield _line(held)


def _line(text: str) -> Line:
    return Line(kind=Kind.PARAGRAPH, text=plain(text), bullet=is_bullet(text))


def _breaks(held: str, line: str) -> bool:
    """Whether a line goes on in the next: it is full, and no sentence ends there, or the next begins small."""
    last_is_full = len(held) >= _WRAPPED
    return last_is_full and (not held.endswith(_ENDS) or line[:1].islower())


def _is_dek(body: list[Line]) -> bool:
    """The second line, where it is one or two sentences, no report on somebody's word, and more text follows."""
    text, said = body[0].text, sentences(body[0].text)
    reports = len(said) > _DEK_SENTENCES or any(_CREDITS.search(one) for one in said)
    return len(body) > 1 and len(text) <= _DEK_CHARACTERS and not _WATCH.match(text) and " " in text and not reports


def _bare(text: str) -> tuple[str, ...]:
    """The names a bare line may hold, () for a line that cannot be one."""
    text = _CHIP.sub("", _SOURCE_LABEL.sub("", text)).strip("()[] ")
    if not text or text.endswith(_ENDS) or len(text) > 3 * _SOURCE_CHARACTERS:
        return ()
    names = tuple(name for name in _BETWEEN.split(text) if name)
    fit = all(len(n) <= _SOURCE_CHARACTERS and len(n.split()) <= _SOURCE_WORDS and _is_name(n) for n in names)
    return names if fit else ()


def _is_name(text: str) -> bool:
    small = {"of", "the", "for", "and", "on", "in", "de", "la", "le", "du", "der", "die", "das", "al", "&"}
    words = text.split()
    return all(w[:1].isupper() or w[:1].isdigit() or w.lower() in small for w in words) and words[0].lower() != "what"


def _sources(body: list[Line]) -> tuple[str, ...]:
    """Names on bare lines that recur, are labelled, speak in the text, or stand where only a source can stand."""
    text = "\n".join(line.text for line in body)
    bare = [(at, line.text, name) for at, line in enumerate(body) for name in _bare(line.text)]
    counted = Counter(name.casefold() for _, _, name in bare)
    found: dict[str, str] = {}
    for at, line, name in bare:
        labelled = bool(_SOURCE_LABEL.match(line))
        told = counted[name.casefold()] > 1 or _speaks(name, text) or _spoken_of(name, body, at)
        if labelled or told or _closes(body, at):
            found.setdefault(name.casefold(), name)
    return tuple(name for name in found.values() if not _pair(name, found))


def _pair(name: str, found: Collection[str]) -> tuple[str, ...]:
    """`Reuters and INSS` are two sources where each of them is one; `Harbour & Trade` is one."""
    halves = tuple(_AND.split(name))
    return halves if len(halves) > 1 and all(half.casefold() in found for half in halves) else ()


def _in_full(body: list[Line]) -> list[Line]:
    """Outlets by their full name where the text gives their letters: Continental News Agency (CNA)."""
    bare = {name for line in body for name in _bare(line.text)}
    for full, letters in [(m[1], m[2]) for line in body for m in _LETTERS.finditer(line.text)]:
        words = [w for w in full.split() if w[0].isupper()][-len(letters) :]
        name = full[full.find(words[0]) :].strip() if words else ""
        if "".join(w[0] for w in words) == letters and {name, f"The {name}", letters} & bare:
            body = [replace(line, text=_written(line.text, letters, name)) for line in body]
    return body


def _written(text: str, letters: str, name: str) -> str:
    return re.sub(rf"(?<!\w){letters}(?!\w)", name, text.replace(f" ({letters})", ""))


def _speaks(name: str, text: str) -> bool:
    """Whether the name is said to say something: "Reuters reports", "according to Reuters"."""
    said = rf"\b{re.escape(name)}\b(?:[’']s?)?(?:\s+\w+){{0,2}}\s+(?:report|say|said|note|argue|write|wrote|find|found|warn|add)"
    return bool(re.search(rf"{said}|(?:according to|per|via|told)\s+(?:the\s+)?{re.escape(name)}\b", text))


def _spoken_of(name: str, body: list[Line], at: int) -> bool:
    """A name from the text that stands right after a paragraph, or after such a name: no heading stands there."""
    elsewhere = any(name in line.text for i, line in enumerate(body) if i != at)
    follows = at > 0 and (body[at - 1].text.endswith(_ENDS) or bool(_bare(body[at - 1].text)))
    return elsewhere and follows


def _closes(body: list[Line], at: int) -> bool:
    """A short line after a paragraph and before a heading, a further short line or the end."""
    after_paragraph = at > 0 and body[at - 1].text.endswith(_ENDS)
    following = body[at + 1].text if at + 1 < len(body) else ""
    return after_paragraph and not following.endswith(_ENDS) and not _WATCH.match(body[at].text)


def _kinds(body: list[Line], sources: tuple[str, ...]) -> Iterator[Line]:
    """Each line with what it is; a topic line that strayed between lead-in and sentence is dropped."""
    known = {s.casefold() for s in sources}
    strayed = watch = False
    for line in body:
        text = _TOPIC.sub("", line.text) if strayed else line.text
        text = text[:1].upper() + text[1:]
        names = tuple(half for name in _bare(line.text) for half in _pair(name, known) or (name,))
        if names and all(n.casefold() in known for n in names):
            yield Line(kind=Kind.SOURCES, text="\n".join(names))
        elif _is_heading(line, asking=not watch):
            watch = bool(_WATCH.match(text))
            yield Line(kind=Kind.HEADING, text=text.rstrip(":"), watch=watch)
        else:
            yield Line(kind=Kind.PARAGRAPH, text=text, bullet=line.bullet)
        strayed = bool(_STRAYED.match(line.text))


def _is_heading(line: Line, *, asking: bool) -> bool:
    """A short line that is no sentence, or (`asking`) a question on a line of its own."""
    text = line.text
    if line.bullet and not _WATCH.match(text):
        return False
    short = len(text.split()) <= _HEADING_WORDS and len(text) <= _HEADING_CHARACTERS
    asks = text.endswith("?") and asking
    return short and (not text.endswith(_ENDS) or asks or (text.endswith((":", "?")) and bool(_WATCH.match(text))))


def _watched(lines: Iterable[Line]) -> tuple[Line, ...]:
    """The lines, where no heading says "what to watch" the last heading taken for it if questions stand below."""
    lines = tuple(lines)
    headings = [i for i, line in enumerate(lines) if line.kind is Kind.HEADING]
    said = any(lines[i].watch for i in headings) or any(_inline(line) for line in lines)
    below = lines[headings[-1] :] if headings else ()
    if said or not any(_ASKS.search(line.text) for line in below if line.kind is Kind.PARAGRAPH):
        return lines
    return (*lines[: headings[-1]], replace(lines[headings[-1]], watch=True), *below[1:])


def _inline(line: Line) -> bool:
    """Whether a paragraph begins with such a heading: "What to watch: ..."."""
    begins = _WATCH.match(line.text) and ":" in line.text[: _HEADING_CHARACTERS // 2]
    return line.kind is Kind.PARAGRAPH and bool(begins)


def _joined(lines: Iterable[Line]) -> Iterator[Line]:
    """Source lines in a row as one."""
    for kind, group in groupby(lines, key=lambda line: line.kind):
        if kind is Kind.SOURCES:
            yield Line(kind=kind, text="\n".join(line.text for line in group))
        else:
            yield from group


def _paragraphs(lines: Iterable[Line]) -> Iterator[Paragraph]:
    """Paragraphs with the sources that close their block: a source line gives, a heading ends."""
    pending: list[Line] = []
    watch = False
    for line in lines:
        if line.kind is Kind.PARAGRAPH:
            inline = _inline(line)
            if inline and not watch:
                yield from (_paragraph(held) for held in pending)
                pending, watch = [], True
            pending.append(replace(line, text=line.text.split(":", 1)[1].strip()) if inline else line)
            continue
        closing = tuple(line.text.split("\n")) if line.kind is Kind.SOURCES else ()
        yield from (_paragraph(held, closing=closing, watch=watch) for held in pending)
        pending, watch = [], line.watch
    yield from (_paragraph(held, watch=watch) for held in pending)


def _paragraph(line: Line, *, closing: tuple[str, ...] = (), watch: bool = False) -> Paragraph:
    return Paragraph(text=_DATELINE.sub("", line.text), closing=closing, watch=watch, bullet=line.bullet)
