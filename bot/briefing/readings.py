"""The forms in which a sentence names its source: "X reports that A", "A, according to X", "“A,” says X" and kin."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

_SAY = (
    r"(?:report|say|note|argue|find|add|warn|estimate|claim|observe|suggest|conclude|believe|expect|calculate|stress|"
    r"maintain|contend|caution|predict|forecast|reckon|reveal|confirm|state|counter|insist|acknowledge|explain|think|"
    r"assert|describe|indicate|show|allege|emphasi[sz]e|highlight|underline|judge|assess|project|recall|point out|"
    r"record|remark|comment|quip|concede|admit)"
)
_PLURAL = r"(?<=s )(?:say|argue|write|warn|report|note|find|estimate|believe|expect|think|add|claim|caution)"
VERB = (
    rf"(?:{_SAY}e?s|{_SAY}e?d|{_PLURAL}|said|wrote|writes|found|thought|told(?: [\w’'&.]+){{1,5}}?(?= that )"
    r"|puts? it(?: [\w ]{2,24})?|points out|pointed out|makes clear|made clear|held"
    r"|is (?:reporting|saying|warning|arguing)"
    r"|(?:has|have|had) (?:also )?(?:reported|said|found|argued|warned|noted|estimated|written|calculated))"
)
_POINT = (
    r"(?:makes?|made) [\w ]{0,24}?(?:point|case|argument)[^:.]{0,50}?(?::| that)|"
    r"(?:argument|point|view|assessment|finding|conclusion|reading|verdict|message|estimate|answer|thesis|warning)"
    r"[\w ,]{0,20}? (?:is|was) that"
)
_ADVERB = r"(?:(?:also|further|now|meanwhile|still|itself|likewise|separately|then|again|too|[a-z]+ly) )*"
_WHEN = r"(?: (?:on|in|at|last|this|earlier|during|over) [\w’' ]{2,30}?)"
_LEADING = re.compile(
    rf"^(?P<who>[^:;“\"]{{2,120}}?),? {_ADVERB}(?P<verb>{_POINT}|{VERB}){_WHEN}?(?P<that>,? that|,|:)? (?P<body>.+)$"
)
_SAYING_THAT = re.compile(rf"^(?P<who>[^:;“\"]{{2,120}}?),? {_ADVERB}(?P<verb>{VERB}){_WHEN}? that (?P<body>.+)$")
_FRONT = (
    re.compile(
        r"^(?:According to|Per|As reported by|In the (?:view|words|reading|estimate) of|Citing|For|To) "
        r"(?P<who>[^,]{2,80}), (?P<body>.+)$"
    ),
    re.compile(r"^As (?P<who>[^,]{2,80}?) (?:sees|puts|tells|has|describes) it, (?P<body>.+)$"),
)
_QUOTES_PERSON = re.compile(
    r"^(?P<outer>.{2,60}?) (?:also )?(?:quotes|quoted|cites|cited) (?P<who>[^,“\"]{3,80}?)(?:,[^,]{3,60},)? "
    r"(?:as )?(?:saying|arguing|warning|noting)(?: that)? (?P<body>.+)$"
)
_TRAILING = re.compile(
    rf"^(?P<body>.{{8,}}?),?[”\"’]? ?(?:,|—|–) (?:(?P<who>[^,]{{2,80}}? told [^,]{{2,40}}?){_WHEN}?"
    rf"|(?P<who2>[^,]{{2,60}}?) {_ADVERB}{VERB}(?: (?:in|on|at|this|last|to) [^,]{{2,40}})?"
    rf"|(?:{VERB}) (?P<who3>[^,]{{2,80}}?)(?:, [^,]{{2,60}})?)[.”\"]*$"
)
_ACCORDING_END = re.compile(
    r"^(?P<body>.{8,}?),? (?:according to|per|as reported by) (?P<who>[^,]{2,80}?(?:, [^,]{2,60}?)?)\.?$"
)
_BRACKETED = re.compile(r"^(?P<body>.{8,}?) [(\[](?:via |per |source: )?(?P<who>[^()\[\]]{2,50})[)\]]\.?$")
_MIDDLE = re.compile(rf"^(?P<head>[^,]{{3,200}}), (?P<who>[^,]{{2,60}}?) {_ADVERB}{VERB}, (?P<tail>.+)$")
_MIDDLE_PER = re.compile(
    r"^(?P<head>.{3,200}?),? (?:according to|per|as reported by) (?P<who>[^,]{2,60}), (?P<tail>.+)$"
)
_INSIDE = re.compile(r"^(?:it|he|she|they|the \w+)$", re.IGNORECASE)
_COLON = re.compile(r"^(?P<who>[A-Z][^:]{1,60}?): (?P<body>.+)$")
_QUOTE_FIRST = re.compile(
    rf"^[“\"](?P<body>[^”\"]{{6,}}?),?[”\"],? "
    rf"(?:(?P<who>[^,]{{2,60}}?) (?:{VERB}|told\b.*)|(?:{VERB}) (?P<who2>[^.]{{2,100}}))(?:[.,].*)?$"
)
_FINITE = re.compile(
    r"\b(?:is|are|was|were|will|would|can|could|may|might|do|does|did|if|because|although|when|while|that|which|has|"
    r"have|had|wants?|\w+ed)\b|\d"
)


@dataclass(frozen=True, kw_only=True)
class Reading:
    """What is said, and the words for who says it. `sure` where only a source can stand in that place."""

    body: str
    who: str
    sure: bool = False


_BEFORE = ((_QUOTES_PERSON, True), (_QUOTE_FIRST, True))
_AFTER = (
    *((form, True) for form in (*_FRONT, _ACCORDING_END)),
    *((form, False) for form in (_MIDDLE, _TRAILING, _BRACKETED, _COLON)),
)


def readings(text: str, sources: tuple[str, ...]) -> Iterator[Reading]:
    """Ways to read a sentence, the likeliest first."""
    told = [(_told(source), True) for source in sources if source in text]
    yield from _by_form(text, (*_BEFORE, *told))
    for reading in _by_form(text, ((_MIDDLE, False), (_MIDDLE_PER, True))):
        if _INSIDE.match(reading.who) or any(s.casefold() in reading.who.casefold() for s in sources):
            yield reading
    yield from _leading(text)
    yield from _by_form(text, _AFTER)


def _by_form(text: str, forms: Iterable[tuple[re.Pattern[str], bool]]) -> Iterator[Reading]:
    for form, sure in forms:
        if m := form.match(text):
            groups = m.groupdict()
            body = groups.get("body") or f"{groups.get('head')} {groups.get('tail')}"
            who = next((groups[key] for key in ("who", "who2", "who3") if groups.get(key)), "")
            yield Reading(body=body, who=who, sure=sure)


def _told(source: str) -> re.Pattern[str]:
    """Y told X that A: a person who is named, or the outlet."""
    name = re.escape(source)
    return re.compile(rf"^(?P<who>[^,;:“\"]{{2,60}}? told (?:the )?{name})(?:{_WHEN})?(?: that)? (?P<body>\w.{{8,}})$")


def _leading(text: str) -> Iterator[Reading]:
    """Subject and verb first. A subject with a verb of its own is none: "Iran is likely to resist, analysts say"."""
    found = [(m, form is _SAYING_THAT) for form in (_SAYING_THAT, _LEADING) if (m := form.match(text))]
    for m, sure in sorted(found, key=lambda pair: pair[0].start("verb")):
        if not _FINITE.search(m["who"].partition(",")[0]):
            yield Reading(body=m["body"], who=m["who"], sure=sure)
