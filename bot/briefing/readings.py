"""The forms in which a sentence names its source: "X reports that A", "A, according to X", "“A,” says X" and kin."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from bot.briefing.speakers import ROLE, mentioned
from bot.briefing.verbs import MANY, VERB

_POINT = (
    r"(?:makes?|made) [\w ]{0,24}?(?:point|case|argument)[^:.]{0,50}?(?::| that)|"
    r"(?:argument|point|view|assessment|finding|conclusion|reading|verdict|message|estimate|answer|thesis|warning)"
    r"[\w ,]{0,20}? (?:is|was) that"
)
_ADVERB = r"(?:(?:also|further|now|meanwhile|still|itself|likewise|separately|then|again|too|[a-z]+ly) )*"
_WHEN = r"(?: (?:on|in|at|last|this|earlier|during|over) [\w’' ]{2,30}?)"
_NO_BODY = re.compile(r"(?:(?:on|in|at|last|this|earlier) (?:\w+ ?){1,3}|[\w’'-]+)\.?$")
_LEADING = re.compile(
    rf"^(?P<who>[^:;“\"]{{2,120}}?),? {_ADVERB}(?P<verb>{_POINT}|{VERB}){_WHEN}?(?P<that>,? that|,|:)? (?P<body>.+)$"
)
_LEADING_MANY = re.compile(
    rf"^(?P<who>[^:;“\"]{{2,120}}?),? {_ADVERB}(?P<verb>{MANY})(?P<that>,? that|,|:)? (?P<body>.+)$"
)
_MANY = re.compile(
    r"(?:\b[a-z]\w+s|\b\w+ists|\w+(?:cs|rs|ts|als|ans)|\bpeople|\b(?:wo)?men|\bpolice|\w and \w.*)(?![’'\w])"
)
_SAYING_THAT = re.compile(rf"^(?P<who>[^:;“\"]{{2,120}}?),? {_ADVERB}(?P<verb>{VERB}){_WHEN}? that (?P<body>.+)$")
_FRONT = (
    re.compile(
        r"^(?:According to|Per(?! cent\b)|As reported by|In the (?:view|words|reading|estimate) of|Citing|For|To) "
        r"(?P<who>[^,]{2,80}), (?P<body>.+)$"
    ),
    re.compile(rf"^As (?P<who>[^,]{{2,80}}?) (?:sees|puts?|tells|has|describes|{VERB}) (?:it, )?(?P<body>.+)$"),
    re.compile(rf"^What (?P<who>[^,]{{2,60}}?) {VERB} (?:is|was) that (?P<body>.+)$"),
)
_FRONT_ROLE = re.compile(
    r"^(?:According to|Per(?! cent\b)|In the (?:view|words|reading|estimate) of|For|To) "
    rf"(?P<who>[A-Z][^,]{{2,60}}, (?:(?:an?|the) [^,]*{ROLE.pattern}[^,]*|who [^,]+)), (?P<body>.+)$",
)
_QUOTES_PERSON = re.compile(
    r"^(?P<outer>.{2,60}?) (?:also )?(?:quotes|quoted|cites|cited) (?P<who>[^,“\"]{3,80}?)(?:,[^,]{3,60},)? "
    r"(?:as )?(?:saying|arguing|warning|noting)(?: that)? (?P<body>.+)$"
)
_TRAILING = re.compile(
    rf"^(?P<body>.{{8,}}?),?[”\"’]? ?(?:,|—|–) (?:(?P<who>[^,]{{2,80}}? told [^,]{{2,40}}?){_WHEN}?"
    rf"|(?P<who2>[^,]{{2,60}}?) {_ADVERB}{VERB}(?: (?:in|on|at|this|last|to) [^,]{{2,40}}?)?"
    rf"|(?:{VERB}) (?P<who3>[^,]{{2,80}}?)(?:, [^,]{{2,60}})?)[.”\"]*$"
)
_ACCORDING_END = re.compile(
    r"^(?P<body>.{8,}?),? (?:according to|per(?= (?:the |[A-Z]))|as reported by) (?P<who>[^,]{2,80}?(?:, [^,]{2,60}?)?)\.?$"
)
_BRACKETED = re.compile(r"^(?P<body>.{8,}?) [(\[](?:via |per |source: )?(?P<who>[^()\[\]]{2,50})[)\]]\.?$")
_MIDDLE_KNOWN = re.compile(
    rf"^(?P<head>.{{3,240}}?), (?:as )?(?P<who>[^,]{{2,60}}?) {_ADVERB}{VERB}(?: (?:in|on|from|at) [^,]{{2,40}})?, (?P<tail>.+)$"
)
_MIDDLE = re.compile(rf"^(?P<head>[^,]{{3,200}}), (?P<who>[^,]{{2,60}}?) {_ADVERB}{VERB}, (?P<tail>.+)$")
_MIDDLE_PER = re.compile(
    r"^(?P<head>.{3,200}?),? (?:according to|per(?= (?:the |[A-Z]))|as reported by) (?P<who>[^,]{2,60}), (?!an? [^,]{2,40}\.?$)(?P<tail>.+)$"
)
_INSIDE = re.compile(r"^(?:it|he|she|they|the \w+)$", re.IGNORECASE)
_HERE = "\0"
_SECOND = re.compile(rf"{_HERE}and (?=(?:the|an?|its|his|her|their|both|[A-Z]\w+) )")
_DASH = re.compile(r"^(?P<body>.{8,}) [—–-] (?P<who>[^,—–]{2,60}?)\.?$")
_COLON = re.compile(r"^(?P<who>[A-Z][^:]{1,60}?): (?P<body>(?:\S+ ){3,}\S+|[“\"].+)$")
_QUOTE_FIRST = re.compile(
    rf"^[“\"](?P<body>[^”\"]{{6,}}?),?[”\"],? "
    rf"(?:(?P<who>[^,]{{2,60}}?) (?:{VERB}|told\b.*)|(?:{VERB}) (?P<who2>[^.]{{2,100}}))(?:[.,].*)?$"
)
_QUOTE_SPLIT = re.compile(
    r"^[“\"](?P<head>[^”\"]{3,}?),?[”\"],? (?P<who>[^“”\"]{3,120}?)[,:.]? [“\"](?P<tail>[^”\"]{3,})[”\"]\.?$"
)
_QUOTE_FRAMED = re.compile(r"^[“\"](?P<body>[^”\"]{6,}?)[,.]?[”\"],? (?P<who>[^“”\"]{3,120})$")
_QUOTE_LAST = re.compile(r"^(?P<who>[^“\"]{3,160}): [“\"](?P<body>[^”\"]{6,})[”\"]\.?$")
_HEARER = re.compile(r"told (?:the )?(?P<who>[A-Z].*)$")
_BE = frozenset({"is", "are", "was", "were", "be", "been", "being"})
_FINITE = re.compile(
    r"(?<!-)\b(?:is|are|was|were|will|would|can|could|may|might|do|does|did|if|because|although|when|while|that|which|has|"
    r"have|had|wants?|\w+ed(?! by\b))\b|\d"
)


@dataclass(frozen=True, kw_only=True)
class Saying:
    """What is said, and the words for who says it. `sure` where only a source can stand in that place."""

    body: str
    who: str
    sure: bool = False


_BEFORE = (
    (_QUOTES_PERSON, True),
    (_QUOTE_SPLIT, False),
    (_QUOTE_FIRST, True),
    *((form, False) for form in (_QUOTE_FRAMED, _QUOTE_LAST)),
)
_AFTER = (
    *((form, True) for form in (_FRONT_ROLE, *_FRONT, _ACCORDING_END)),
    *((form, False) for form in (_MIDDLE, _TRAILING, _BRACKETED, _COLON)),
)


def readings(text: str, sources: tuple[str, ...]) -> Iterator[Saying]:
    """Ways to read a sentence, the likeliest first."""
    named = [words for words, _ in mentioned(text, sources)]
    yield from _by_form(text, (*_BEFORE, *((_told(words), True) for words in named)))
    for reading in _by_form(text, ((_MIDDLE_KNOWN, False), (_MIDDLE_PER, True), (_DASH, True))):
        if _INSIDE.match(reading.who) or mentioned(reading.who, sources):
            yield reading
    yield from _leading(text, sources)
    yield from _by_form(text, ((form, True) for words in named for form in _holds(words)))
    yield from _by_form(text, _AFTER)


def _by_form(text: str, forms: Iterable[tuple[re.Pattern[str], bool]]) -> Iterator[Saying]:
    for form, sure in forms:
        m = form.match(text)
        if m and not (form is _COLON and _FINITE.search(m["who"])):
            groups = m.groupdict()
            body = groups.get("body") or _joined(f"{groups.get('head')}{_HERE}{groups.get('tail')}")
            who = next((groups[key] for key in ("who", "who2", "who3") if groups.get(key)), "")
            yield Saying(body=body, who=who, sure=sure)


def _joined(text: str) -> str:
    """What stood around a source, as one statement, or as two where a subject of its own follows an "and"."""
    return _SECOND.sub(", and that ", text).replace(_HERE, " ")


def _told(source: str) -> re.Pattern[str]:
    """Y told X that A: a person who is named, or the outlet."""
    name = re.escape(source.removeprefix("The ").removeprefix("the "))
    return re.compile(rf"^(?P<who>[^,;:“\"]{{2,60}}? told (?:the )?{name})(?:{_WHEN})?(?: that)? (?P<body>\w.{{8,}})$")


def _holds(source: str) -> Iterator[re.Pattern[str]]:
    """An outlet with any verb and a that-clause, or a colon: whatever outlets do with these, they say it."""
    begins = rf"^(?:[Tt]he )?(?P<who>{re.escape(source)})(?:[’']s? [\w -]{{2,40}}?)?"
    yield re.compile(
        rf"{begins} (?:(?!(?:no|not|never|denies|doubts) )[\w’'-]+ ){{1,8}}?"
        r"that (?!(?:is|was|are|were|has|had|have|would|could|can|will|may|might|shows?|gives?|makes?) )(?P<body>.+)$"
    )
    yield re.compile(rf"{begins}(?: [^:;“\"]{{2,60}})?: (?P<body>(?:\S+ ){{4,}}\S+)$")


def _leading(text: str, sources: tuple[str, ...]) -> Iterator[Saying]:
    """Subject and verb first. A subject with a verb of its own is none: "Iran is likely to resist, analysts say"."""
    forms = (_SAYING_THAT, _LEADING, _LEADING_MANY)
    found = [(m, form) for form in forms if (m := form.match(text)) and not _NO_BODY.match(m["body"])]
    for m, form in sorted(found, key=lambda pair: pair[0].start("verb")):
        one = m["who"].partition(",")[0]
        around = m["that"] == "," and "," in m["who"] if form is not _SAYING_THAT else False  # "ships, Berg said, wait"
        if around or m["who"].split()[-1] in _BE:
            continue
        if not _FINITE.search(one) and (form is not _LEADING_MANY or _MANY.search(one)):
            within = mentioned(m["verb"], sources)  # "the view from Meridian Watch is that"
            yield Saying(body=m["body"], who=within[0][1] if within else m["who"], sure=form is _SAYING_THAT)
            if told := _HEARER.match(m["verb"]):  # "two lawmakers told the Mirror that"
                yield Saying(body=m["body"], who=told["who"], sure=True)
