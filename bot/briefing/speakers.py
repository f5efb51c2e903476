"""Whom the words for a source mean: "the paper", "she", "Russia-Iran analyst Nikita Smagin", "its director, N"."""

import re
from collections.abc import Callable
from dataclasses import dataclass, replace

from bot.briefing.names import NOBODY, without_owner
from bot.briefing.verbs import VERB

_LONGEST_SUBJECT, _SHORT_SUBJECT = 16, 3
_FULL_NAME = 2
_HALF = 4
_AGAIN = re.compile(
    r"^(?:It|They|The|That|This|Its|Their)(?:[’']s)?(?: (?:same|latest|news|wire))?"
    r"(?: (?:article|report|reporting|piece|story|outlet|paper|newspaper|daily|weekly|agency|broadcaster|magazine"
    r"|authors?|think[- ]tank|institute|study|analysis|newsletter|site|website|network|publication|survey|researchers"
    r"|briefing|review|poll|quarterly|journal|monthly|wire|blog|channel|station|group|body|note|memo|statement|letter"
    r"|document|filing|data|index|figures))?(?: (?:core|main|central|key|broader|own|real))?$",
    re.IGNORECASE,
)
_PERSON_AGAIN = re.compile(r"^(?:He|She)$", re.IGNORECASE)
_NAME = re.compile(
    r"[A-Z][\w.’'-]*(?:\s+(?:(?:of|for|the|and|de|da|del|von|van|der|bin|al|&)\s+){0,2}[A-Z0-9][\w.’'-]*)*"
)
ROLE = re.compile(
    r"\b(?:\w+(?:ologist|onomist|alyst|icist|ographer|strator|otiator|ician|osopher|sultant|entator|igator)"
    r"|pollster|expert|researcher|professor|historian|scholar|strategist|fellow|director|spokes\w+|minister|activist"
    r"|official|chief|lawyer|scientist|engineer|author|critic|advis[eo]r|president|chair\w*|head|manager|executive"
    r"|trader|specialist|correspondent|commissioner|ambassador|diplomat|officer|secretary|governor|mayor|leader"
    r"|campaigner|investor|farmer|columnist|reporter|writer|banker|doctor|nurse|judge|general|chancellor|premier|speaker"
    r"|colonel|admiral|captain|major|commander|brigadier|senator|deputy|lawmaker|trustee|coach|owner|founder|partner"
    r"|veteran|envoy|negotiator|whistle-?blower|insider|economist|student|resident|trader|broker|solicitor|barrister"
    r"|Sir|Dame|Lord|Lady|Dr|Prof|Rev|Mrs?|Ms|Miss)s?\b",
    re.IGNORECASE,
)
_BODY = re.compile(
    r"\b(?:School|Institute|University|Bank|Agency|Ministry|Centre|Center|Group|Society|Council|of"
    r"|Telecom|Systems|Energy|Airlines|Motors|Capital|Partners|Holdings|Industries|Media|Shipping|Rail|Power|Party|Union)\b|&"
)
_HONORIFIC = re.compile(r"(?:Mrs?|Ms|Mx|Miss|Dr|Prof|Rev|Sir|Dame|Lord|Lady)\.?")
_TRADES = frozenset(  # before a firm's name, and no part of it
    "Airline Automaker Carmaker Chipmaker Drugmaker Insurer Lender Operator Retailer Shipper Startup Utility".split()  # noqa: SIM905
)
_TITLE = frozenset({"Prime", "Foreign", "Vice", "Deputy", "Chief"})
_LED_BY = re.compile(r"\b(?P<noun>[a-z][a-z-]+) $")
_SMALL = """
    of in for by with to and or but that which from as at on via per against into over the a an its his her their our is
    was are were has have had says said told tells when where while about between under after before like
"""
_TOLD = re.compile(r"(?P<who>[^A-Z]*) told (?:the )?(?P<hearer>[A-Z].*)$")
_NO_NOUNS = frozenset(_SMALL.split())
_STARTS = NOBODY - {"New", "First", "Second", "Third", "One", "Three", "Sunday", "March", "May", "June", "Last", "Next"}
_NOUN_SPEAKS = rf" (?!also|now|still|then|further|itself|[a-z]+ly\b)[a-z]+ (?:{VERB})\b"  # "the Alvan side reports"
_OF_A_HOUSE = re.compile(r"^ (?:of|at|from) (?:the )?[A-Z]|^, who\b|^, (?:of|at|from) (?:the )?[A-Z]")


@dataclass(frozen=True, kw_only=True)
class Context:
    """What a sentence may refer back to.

    `people` are those who spoke anywhere before, the latest last; `names` the words of the text that are somebody's name, `full`
    its names of several words.
    """

    sources: tuple[str, ...]
    last: str = ""
    last_person: str = ""
    people: tuple[str, ...] = ()
    names: frozenset[str] = frozenset()
    full: frozenset[str] = frozenset()
    is_actor: Callable[[str], bool] = lambda _: False

    def heard(self, source: str) -> "Context":
        """Whom "she" and "the paper" mean from here on."""
        if is_person(source, self.sources):
            return replace(self, last_person=source, people=(*self.people, source))
        outlet = source in self.sources or " " in source
        return replace(self, last=source) if outlet else self

    def paragraph(self, block: str) -> "Context":
        """The same people, in a new paragraph of this block."""
        return replace(self, last=block, last_person="")


def source_of(who: str, context: Context, *, sure: bool) -> str:
    """The name these words give, in the spelling of the bare lines; "" where they give none that can be a source."""
    who = who.strip(" ,")
    known = _known(who, context.sources)
    if (told := _TOLD.match(who)) and not known and not person_in(told["who"]):
        return source_of(told["hearer"], context, sure=True)
    if _PERSON_AGAIN.match(who):
        return context.last_person or context.last
    if "," in who and not _is_subject(who.partition(",")[0], known):
        return ""
    if not known and _AGAIN.match(who.partition(",")[0]):
        return context.last
    return person_in(who, known=known) or known or _stranger(who, context, sure=sure)


def _is_subject(words: str, known: str) -> bool:
    """Whether what stands before a comma can be who speaks, and not a clause or an adverb."""
    plain = re.fullmatch(r"(?:The|A|An|One|Its|Their|His|Her|Our)(?: [a-z’'-]+){1,3}", words)
    return bool(plain or _names(words) or ROLE.search(words) or (known and known in words) or _AGAIN.match(words))


def _stranger(who: str, context: Context, *, sure: bool) -> str:
    """A source no bare line names: a full name, a surname heard before, an institution's capitals."""
    fit = [n for n in _names(who) if not context.is_actor(n) and not _speaks_for(n, who)]
    if len(fit) > 1 and " " not in fit[0] and who.startswith(fit[0]) and fit[0] not in context.names:
        fit = fit[1:]  # "Hydrologists at the University of Carrow"
    if not fit or len(who.split()) > _LONGEST_SUBJECT:
        return ""
    earlier = [p for p in context.people if p.split()[-1] == fit[0]]
    if not re.search(rf"{re.escape(fit[0])}[’']s? ", who):
        earlier += [s for s in context.sources if fit[0] == _half(s)]  # "the Mirror" of the Karsat Mirror
    if " " not in fit[0]:
        earlier = earlier or [n for n in sorted(context.full) if n.split()[-1] == fit[0] and not context.is_actor(n)]
    part = next(part for part in (*who.split(", "), who) if fit[0] in part)  # "the maker, Corvanta"
    single = sure or fit[0].isupper() or (fit[0] in context.names and len(part.split()) <= _SHORT_SUBJECT)
    return earlier[-1] if earlier else fit[0] if single or " " in fit[0] else ""


def _speaks_for(name: str, who: str) -> bool:
    """Whether somebody without a name speaks for this one: "a spokesman for Eklund", "Eklund's office"."""
    name = re.escape(name)
    return bool(re.search(rf"\b(?:for|to) (?:[\w.]+ )?{name}\b|\b{name}(?:[’']s|(?<=s)[’']) [a-z]", who))


def person_in(who: str, *, known: str = "") -> str:
    """The person in "analyst Nikita Smagin" or "Nikita Smagin, an analyst at INSS": a name with a calling."""
    people = [re.split(r" (?:of|for|at|and|&) ", n)[0] for n in _names(who) if n != known.removeprefix("The ")]
    fit = [n for n in people if _FULL_NAME <= len(n.split()) <= _FULL_NAME + 2 and not _BODY.search(n)]
    fit = [n for n in fit if not _speaks_for(n, who)]
    role = ROLE.search(who)
    if role is None:
        return next((n for n in fit if _presented(n, who)), "")
    after = [n for n in fit if who.find(n) >= role.end()]
    return next(iter([*after, *fit]), "")


def _presented(name: str, who: str) -> bool:
    """Whether a name is presented as one presents people: "pollster Hana Koll", "Hana Koll, who", "Hana Koll of Opinia"."""
    before, _, after = who.partition(name)
    led = _LED_BY.search(before)
    told_apart = not before.strip() and after.startswith(",")  # "Hana Koll, in an interview with the Post,"
    return told_apart or bool(led and led["noun"] not in _NO_NOUNS) or bool(_OF_A_HOUSE.match(after))


def mentioned(text: str, sources: tuple[str, ...]) -> tuple[tuple[str, str], ...]:
    """(words, source) of the sources a text names, in full or by half their name ("the Mirror" of the Karsat Mirror)."""
    found = [(m[0], s) for s in sources if (m := re.search(rf"(?<!\w){re.escape(s)}(?!\w)", text, re.IGNORECASE))]
    for source in sources:
        half = _half(source)
        said = half and re.search(rf"\b[Tt]he {re.escape(half)}(?!\w| [A-Z]|{_NOUN_SPEAKS})", text)
        if said and source not in {s for _, s in found}:
            found.append((half, source))
    return tuple(found)


def _half(source: str) -> str:
    """The word a source is called by for short, "" for none: the Mirror, the Institute of Affairs."""
    words = source.removeprefix("The ").split()
    half = words[0] if {"of", "for"} & set(words) else words[-1]
    return half if len(words) > 1 and half[0].isupper() and len(half) >= _HALF else ""


def short_name(source: str, text: str) -> str:
    """What a text calls a source for short and nothing else, "" for none: "Alvan" of Radio Alvan is a country's too."""
    half = _half(source)
    alone = text.replace(source.removeprefix("The "), "")
    return half if half and not re.search(rf"(?<![Tt]he )\b{re.escape(half)}\b", alone) else ""


def is_person(source: str, known: tuple[str, ...]) -> bool:
    """Whether a source is somebody rather than an outlet or institution: two to four words and no body's name."""
    return source not in known and _FULL_NAME <= len(source.split()) <= _FULL_NAME + 2 and not _BODY.search(source)


def only_speaks(source: str, known: tuple[str, ...]) -> bool:
    """Whether a source is a person or a school of thought, and so no actor for being quoted."""
    return is_person(source, known) or bool(
        re.search(r"\b(?:School|Institute|University|College|Centre|Center)\b", source)
    )


def without_title(name: str) -> str:
    """Prime Minister Dario Venn is Dario Venn, Finance Minister Dario Venn too, and Retailer Nordmart is Nordmart."""
    words = name.split()
    role = next((n for n, w in enumerate(words[:_FULL_NAME]) if ROLE.fullmatch(w)), 0)
    if role and len(words) - role > _FULL_NAME:
        words = words[role + 1 :]
    if len(words) == _FULL_NAME and words[0] in _TRADES:
        words = words[1:]
    while len(words) > 1 and (
        _HONORIFIC.fullmatch(words[0])
        or (len(words) > _FULL_NAME and (ROLE.fullmatch(words[0].rstrip(".")) or words[0] in _TITLE))
    ):
        words = words[1:]
    return " ".join(words)


def full_names(text: str) -> frozenset[str]:
    """The names of two or three words in a text, without titles."""
    return frozenset(n for n in _names(text) if _FULL_NAME <= len(n.split()) <= _FULL_NAME + 1 and not _BODY.search(n))


def _names(who: str) -> list[str]:
    return [n for n in (_trimmed(m[0]) for m in _NAME.finditer(who)) if n]


def _known(who: str, sources: tuple[str, ...]) -> str:
    at = {s: re.search(rf"(?<!\w){re.escape(s)}(?!\w)", who, re.IGNORECASE) for s in sources}
    return min((s for s, m in at.items() if m), key=lambda s: m.start() if (m := at[s]) else 0, default="")


def _trimmed(name: str) -> str:
    """A name without article, title and possessive."""
    words = name.split()
    while len(words) > 1 and (words[0] in _STARTS or words[0] in {"According", "Former"}):
        words = words[1:]
    name = " ".join(words)
    name = re.sub(r"[’']s?$", "", name).rstrip(".,")
    name = without_owner(name)
    return "" if name in NOBODY or re.fullmatch("[A-Z][a-z]+ly", name) else without_title(name)
