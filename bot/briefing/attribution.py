"""Who says a sentence, and what of it is said: "Reuters reports that A, and that B" is A and B, on Reuters' word."""

import re
from collections.abc import Callable
from dataclasses import dataclass

_SAY = (
    r"(?:report|say|note|argue|find|add|warn|estimate|claim|observe|suggest|conclude|believe|expect|calculate|stress|"
    r"maintain|contend|caution|predict|forecast|reckon|reveal|confirm|state|counter|insist|acknowledge|explain|think|"
    r"assert|describe|indicate|show|allege|emphasi[sz]e|highlight|underline|judge|assess|project|recall|point out|"
    r"make clear|hold|record|remark|comment|quip|concede|admit)"
)
_PLURAL = r"(?<=s )(?:say|argue|write|warn|report|note|find|estimate|believe|expect|think|add|claim|caution)"
_VERB = (
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
_ADVERB = r"(?:(?:also|further|now|meanwhile|still|itself|likewise|separately|then|again|too|\w+ly) )*"
_LEADING = re.compile(
    rf"^(?P<who>[^:;“\"]{{2,120}}?),? {_ADVERB}(?P<verb>{_POINT}|{_VERB})[,:]? (?P<that>that )?(?P<body>.+)$"
)
_ACCORDING = re.compile(
    r"^(?:According to|Per|As reported by|In the (?:view|words|reading|estimate) of|Citing|For|To) "
    r"(?P<who>[^,]{2,80}), (?P<body>.+)$"
)
_QUOTES_PERSON = re.compile(
    r"^(?P<outer>.{2,60}?) (?:also )?(?:quotes|quoted|cites|cited) (?P<who>[^,“\"]{3,80}?)(?:,[^,]{3,60},)? "
    r"(?:as )?(?:saying|arguing|warning|noting)(?: that)? (?P<body>.+)$"
)
_TRAILING = re.compile(
    rf"^(?P<body>.{{12,}}?),?[”\"’]? ?(?:,|—|–) (?:(?P<who>[^,]{{2,80}}? told [^,]{{2,40}}?)(?: (?:on|in|last|this) [^,]*)?"
    rf"|(?P<who2>[^,]{{2,60}}?) {_ADVERB}{_VERB}(?: (?:in|on|at|this|last|to) [^,]{{2,40}})?"
    rf"|(?:{_VERB}) (?P<who3>[^,]{{2,80}}?)(?:, [^,]{{2,60}})?)[.”\"]*$"
)
_ACCORDING_END = re.compile(
    r"^(?P<body>.{12,}?),? (?:according to|per|as reported by) (?P<who>[^,]{2,80}?(?:, [^,]{2,60}?)?)\.?$"
)
_BRACKETED = re.compile(r"^(?P<body>.{12,}?) [(\[](?:via |per |source: )?(?P<who>[^()\[\]]{2,50})[)\]]\.?$")
_MIDDLE = re.compile(rf"^(?P<head>[^,]{{3,200}}), (?P<who>[^,]{{2,60}}?) {_ADVERB}{_VERB}, (?P<tail>.+)$")
_COLON = re.compile(r"^(?P<who>[A-Z][^:]{1,60}?): (?P<body>.+)$")
_QUOTE_FIRST = re.compile(
    rf"^[“\"](?P<body>[^”\"]{{12,}}?),?[”\"],? (?:(?P<who>[^,]{{2,60}}?) (?:{_VERB})|(?:{_VERB}) (?P<who2>[^.]{{2,100}}))(?:[.].*)?$"
)
_THAT = re.compile(r"\s*(?:[,;]|\s[—–])?\s+(?:and|but|or|yet)\s+that\s+|\s*(?:[,;]|\s[—–])\s+that\s+")
_FINITE = re.compile(
    r"\b(?:is|are|was|were|will|would|can|could|may|might|do|does|did|if|because|although|when|while|that|which|has|have|had|wants?|\w+ed)\b|\d"
)
_LEAD_IN = re.compile(
    r"^(?:(?:And|But|Yet|Still|Meanwhile|Separately|However|Indeed|Even so|Likewise|In turn),? )+|^(?:In|On|At|Over|After|From|By|For|Across|Among|Elsewhere|More|Most)\b[^,]{0,60}, (?=[A-Z])"
)
_AGAIN = re.compile(
    r"^(?:It|They|The|That|This|Its|Their)(?:[’']s)?(?: (?:same|latest|news|wire))?"
    r"(?: (?:article|report|reporting|piece|story|outlet|paper|newspaper|daily|weekly|agency|broadcaster|magazine|authors?"
    r"|think[- ]tank|institute|study|analysis|newsletter|site|website|network|publication|survey|researchers|briefing|review|poll|quarterly|journal|monthly|wire|blog|channel|station|group|body))?"
    r"(?: (?:core|main|central|key|broader|own|real))?$"
)
_PERSON_AGAIN = re.compile(r"^(?:He|She)$")
_NAME = re.compile(
    r"[A-Z][\w.’'-]*(?:\s+(?:(?:of|for|the|and|de|da|del|von|van|der|bin|al|&)\s+){0,2}[A-Z0-9][\w.’'-]*)*"
)
_WHO_IS = re.compile(
    r"\b(?:\w+(?:ologist|onomist|alyst|icist|ographer|strator|otiator|pollster|ician|osopher|sultant|entator|igator)"
    r"|pollster|expert|researcher|professor|historian|scholar|strategist|fellow|director|spokes\w+|minister|activist"
    r"|official|chief|lawyer|scientist|engineer|author|critic|advis[eo]r|president|chair\w*|head|manager|executive"
    r"|trader|specialist|correspondent|commissioner|ambassador|diplomat|officer|secretary|governor|mayor|leader"
    r"|campaigner|investor|farmer|columnist|reporter|writer|banker|economist|analyst|doctor|nurse|judge|general)s?\b",
    re.IGNORECASE,
)
_CALLS = re.compile(r"^(?P<who>[^:;“\"]{3,80}?) (?:calls?|called|describes?|described|dismiss\w*|denounce\w*) .+$")
_BODY = re.compile(r"\b(?:School|Institute|University|Bank|Agency|Ministry|Centre|Center|Group|Society|Council|of|&)\b")


_LONGEST_SUBJECT = 16
_FULL_NAME = 2
_NO_NAMES = frozenset({"The", "A", "An", "It", "They", "This", "That", "He", "She", "But", "And", "Its", "One"})


@dataclass(frozen=True, kw_only=True)
class Said:
    """A statement and its source, "" where the sentence names none."""

    text: str
    source: str = ""


@dataclass(frozen=True, kw_only=True)
class Context:
    """What a sentence may refer back to: the known sources, who spoke last, and which names are no sources."""

    sources: tuple[str, ...]
    last: str = ""
    last_person: str = ""
    is_actor: Callable[[str], bool] = lambda _: False


def attributed(sentence: str, context: Context) -> tuple[Said, ...]:
    """The statements of a sentence with the source it names; () where it names none."""
    sentence = sentence.strip()
    bare = _LEAD_IN.sub("", sentence)
    for text in dict.fromkeys((sentence, bare)):
        for body, who, explicit in _readings(text):
            if source := _source(who, context, explicit=explicit):
                return tuple(Said(text=part, source=source) for part in _parts(body))
    calls = _CALLS.match(bare)
    person = _person(calls["who"], _names(calls["who"]), "") if calls and "“" in bare else ""
    return (Said(text=tidy(bare), source=person),) if person else ()


def is_person(source: str, known: tuple[str, ...]) -> bool:
    """Whether a source is somebody rather than an outlet or institution: two to four words and no body's name."""
    return source not in known and len(source.split()) in {2, 3, 4} and not _BODY.search(source)


def _readings(text: str) -> list[tuple[str, str, bool]]:
    """Ways to read a sentence as (what is said, who says it, whether only a source can stand there)."""
    out: list[tuple[str, str, bool]] = []
    if m := _QUOTES_PERSON.match(text):
        out.append((m["body"], m["who"], True))
    if m := _QUOTE_FIRST.match(text):
        out.append((m["body"], m["who"] or m["who2"], True))
    if (m := _LEADING.match(text)) and not _FINITE.search(_first_name_on(m["who"])):
        out.append((m["body"], m["who"], False))
    out += [(m["body"], m["who"], True) for pattern in (_ACCORDING, _ACCORDING_END) if (m := pattern.match(text))]
    if m := _MIDDLE.match(text):
        out.append((f"{m['head']} {m['tail']}", m["who"], False))
    if (m := _TRAILING.match(text)) and (who := m["who"] or m["who2"] or m["who3"]):
        out.append((m["body"], who, False))
    out += [(m["body"], m["who"], False) for pattern in (_BRACKETED, _COLON) if (m := pattern.match(text))]
    return out


def _first_name_on(who: str) -> str:
    return who.partition(",")[0]


def _source(who: str, context: Context, *, explicit: bool) -> str:
    """The name a subject gives, in the spelling of the bare lines; "" where it gives none that can be a source."""
    who = who.strip(" ,")
    if _PERSON_AGAIN.match(who):
        return context.last_person or context.last
    known = _known(who, context.sources)
    names = _names(who)
    if person := _person(who, names, known):
        return person
    if known:
        return known
    if _AGAIN.match(_first_name_on(who)):
        return context.last
    fit = [n for n in names if not context.is_actor(n)]
    speaks = fit and (explicit or len(fit[0].split()) > 1 or fit[0].isupper())
    return fit[0] if speaks and len(who.split()) <= _LONGEST_SUBJECT else ""


def _names(who: str) -> list[str]:
    return [n for n in (_trimmed(m[0]) for m in _NAME.finditer(who)) if n]


def _known(who: str, sources: tuple[str, ...]) -> str:
    at = {s: re.search(rf"(?<!\w){re.escape(s)}(?!\w)", who, re.IGNORECASE) for s in sources}
    return min((s for s, m in at.items() if m), key=lambda s: m.start() if (m := at[s]) else 0, default="")


def _person(who: str, names: list[str], known: str) -> str:
    """The person in "analyst Nikita Smagin" or "Nikita Smagin, an analyst at INSS": a name with a calling."""
    role = _WHO_IS.search(who)
    if role is None:
        return ""
    people = [re.split(r" (?:of|for|at|and|&) ", n)[0] for n in names if n != known]
    fit = [n for n in people if len(n.split()) in {2, 3, 4} and not _BODY.search(n)]
    after = [n for n in fit if who.find(n) >= role.end()]
    return next(iter([*after, *fit]), "")


def _trimmed(name: str) -> str:
    """A name without article, title and possessive."""
    name = re.sub(r"^(?:The|A|An|But|And|Yet|As|In|For|According|Its|Even|Former)\s+", "", name)
    name = re.sub(r"[’']s?$", "", name).rstrip(".,")
    return "" if name in _NO_NAMES else without_title(name)


def without_title(name: str) -> str:
    """Prime Minister Dario Venn is Dario Venn."""
    words = name.split()
    while len(words) > _FULL_NAME and (
        _WHO_IS.fullmatch(words[0]) or words[0] in {"Prime", "Foreign", "Vice", "Deputy", "Chief"}
    ):
        words = words[1:]
    return " ".join(words)


def _parts(body: str) -> list[str]:
    parts = [tidy(part) for part in _THAT.split(body)]
    return [p for p in parts if len(p.split()) > _FULL_NAME] or [tidy(body)]


def tidy(text: str) -> str:
    text = text.strip(" ,;:—–")
    if text.count("“") != text.count("”"):
        text = text.replace("“", "").replace("”", "")
    text = re.sub(r"[.,]?(?P<quote>[”\"])\.?$", r"\g<quote>", text).rstrip(".")
    start = 1 if text[:1] in '“"‘' else 0
    return text[:start] + text[start : start + 1].upper() + text[start + 1 :] + "." if text else ""
