"""Who says a sentence, and what of it is said: "Reuters reports that A, and that B" is A and B, on Reuters' word."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from bot.briefing.readings import readings
from bot.briefing.speakers import Context, person_in, source_of

_FEWEST = 3
_LONGEST = 2_000
"""Characters of a sentence that is looked through for halves; what is longer is no sentence of a briefing."""
_THAT = re.compile(
    r"\s*(?:[,;]|\s[—–])?\s+(?:and|but|or|yet)\s+that\s+|\s*(?:[,;]|\s[—–])\s+that\s+|\s[—–]\s(?=an? \w+ that )"
)
_LEAD_IN = re.compile(
    r"^(?:(?:And|But|Yet|Still|Meanwhile|Separately|However|Indeed|Even so|Likewise|In turn),? )+"
    r"|^[A-Z][a-z]+ly, "
    r"|^(?:In|On|At|Over|After|From|By|For|Across|Among|Elsewhere|More|Most)\b[^,]{0,60}(?:, \d{4})?, (?=[A-Z]|(?:it|he|she|they|the) )"
)
_LINK = re.compile(
    r"^(?:Meanwhile|By contrast|In contrast|Still|However|Nevertheless|Nonetheless|Moreover|In addition|Separately|Likewise"
    r"|Even so|Instead|Indeed|In turn|Similarly|Yet|But|And), "
)
_ASIDE = re.compile(
    r"^(?:Speaking|Asked|Pressed|Writing|Talking|Responding|Questioned|Reached|Quizzed|Interviewed)\b[^,“\"]{0,80}, (?=\w)"
)
_CITING = re.compile(r"(?<=\w),? citing [^,“\"]+(?=\.?$)")
_NEXT_CLAUSE = re.compile(r"; (?:and |but )?|, (?:while|whereas|and|but) ")
_CALLS = re.compile(r"^(?P<who>[^:;“\"]{3,80}?) (?:calls?|called|describes?|described|dismiss\w*|denounce\w*) .*[“\"]")


_OBJECTS = re.compile(
    r"^(?P<who>[^:;“\"]{3,80}?),? (?:(?:also|still|flatly|however) )*(?:den(?:y|ies|ied)|disput(?:es?|ed)|doubt(?:s|ed)?"
    r"|reject(?:s|ed)?|contest(?:s|ed)?|question(?:s|ed)|puts? (?=.* at ))\b"
)


_TO = re.compile(r"^(?P<what>[^,;:]{3,80}?) to (?P<does>[a-z].*)$")
_DOES = re.compile(r"\b(?:have|has|had|is|are|was|were|neither|nor|not|never|that|which)\b")


@dataclass(frozen=True, kw_only=True)
class Said:
    """A statement and its source, "" for none. `inferred` where not the sentence names it but what stands around; `on` the day it was said."""

    text: str
    source: str = ""
    inferred: bool = False
    on: date | None = None


def clauses(sentence: str, context: Context) -> Iterator[str]:
    """The sentence, or its halves where each names a source: "X reports A, while Y says B"."""
    for found in _NEXT_CLAUSE.finditer(sentence) if len(sentence) <= _LONGEST else ():
        head, tail = sentence[: found.start()], sentence[found.end() :]
        if len(head.split()) > _FEWEST and _opens(tail, context):
            yield head + "."
            yield from clauses(tail[:1].upper() + tail[1:], context)
            return
    yield sentence


def _opens(tail: str, context: Context) -> bool:
    """Whether a clause begins with its own source, an actor of the sentence being none."""
    said = attributed(tail[:1].upper() + tail[1:], context)
    return bool(said) and said[0].text[:12].casefold() not in tail[:16].casefold()


def attributed(sentence: str, context: Context) -> tuple[Said, ...]:
    """The statements of a sentence with the source it names; () where it names none."""
    sentence = _CITING.sub("", _ASIDE.sub("", sentence.strip()))
    sentence = sentence[:1].upper() + sentence[1:]
    bare = _LEAD_IN.sub("", sentence)
    for text in dict.fromkeys((sentence, bare)):
        for reading in readings(text, context.sources):
            if source := source_of(reading.who, context, sure=reading.sure):
                return tuple(Said(text=part, source=source) for part in _parts(_expected(text, reading.body)))
    calls = _CALLS.match(bare)
    person = person_in(calls["who"]) if calls else ""
    objects = None if person else _OBJECTS.match(bare)
    named = source_of(objects["who"], context, sure=False) if objects and not _DOES.search(objects["who"]) else ""
    source = person or (named if " " in named else "")
    return (Said(text=tidy(bare), source=source),) if source else ()


def _expected(sentence: str, body: str) -> str:
    """What is expected, as a statement: "the strike to end" is "the strike will end"."""
    hoped = _TO.match(body) if re.search(rf"\bexpect(?:s|ed)? {re.escape(body)}", sentence) else None
    return f"{hoped['what']} will {hoped['does']}" if hoped else body


def _parts(body: str) -> list[str]:
    parts = [tidy(part) for part in _THAT.split(_LINK.sub("", body))]
    return [p for p in parts if " " in p] or [tidy(body)]


def tidy(text: str) -> str:
    """A statement as a sentence: begins large, ends with a full stop, no half quotation."""
    text = " ".join(text.split()).strip(" ,;:—–")
    if text.count("“") != text.count("”"):
        text = text.replace("“", "").replace("”", "")
    if text.count('"') % 2:
        text = text.replace('"', "")
    text = re.sub(r"[.,]?(?P<quote>[”\"])\.?$", r"\g<quote>", text).rstrip(".")
    start = 1 if text[:1] in '“"‘' else 0
    return text[:start] + text[start : start + 1].upper() + text[start + 1 :] + "." if text else ""
