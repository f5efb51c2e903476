"""Who acts in a briefing: actors everybody knows, and names that recur or are plainly somebody's."""

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from bot.briefing.gazetteer import known_actors
from bot.briefing.names import NOBODY, proper, without_owner
from bot.briefing.speakers import without_title

MOST = 20
_NAME = re.compile(
    r"[A-Z][\w&’'-]*(?:\s+(?:(?:of|de|da|del|von|van|der|bin|al|the)\s+){0,2}(?:[ae]l-)?[A-Z][\w&’'-]*)*"
)
_HEARER = re.compile(rf"\btold (?:the )?(?P<name>{_NAME.pattern})")
_PLACE = re.compile(r"\b(?:at|in|near|of) (?P<name>[A-Z][\w’-]+)\b(?![’']s)")
_BODY = re.compile(
    r"\b(?:Ministry|Bank|Commission|Court|Union|Party|Inc|Corp|Group|Agency|Council|Authority|Parliament|Senate|Board"
    r"|Institute|Association|Federation|Company|University|Office|Department|Committee|Fund|Alliance|Army|Navy|Port)\b"
)


_OFFICE = r"(?:[Pp]rime [Mm]inister|[Pp]remier|[Cc]hancellor|[Pp]resident|(?:[Ff]oreign|[Ff]inance|[Dd]efence|[Ii]nterior) [Mm]inister)"
_IN_OFFICE = re.compile(
    rf"\b(?P<name>[A-Z][\w’-]+ [A-Z][\w’-]+), (?:(?:the|its) )?(?:new |acting )?{_OFFICE} of (?:the )?(?P<of>{_NAME.pattern})"
)
"""Who governs acts, even where the text only quotes them."""


@dataclass(frozen=True, kw_only=True)
class Found:
    """An actor of a briefing with the further names the text uses, or that everybody does."""

    name: str
    kind: str = ""
    aliases: tuple[str, ...] = ()


def find_actors(text: str, *, sources: Iterable[str], sentences: Iterable[str]) -> tuple[Found, ...]:
    """The actors in order of appearance, sources, outlets that only are told something and quoted analysts left out."""
    offices = [m for m in _IN_OFFICE.finditer(text) if not _BODY.search(m["of"])]
    governing = {m["name"]: m.start() for m in offices}
    left_out = [s for s in sources if s not in governing]
    spoken = {s.casefold() for s in (*left_out, *_only_told(text))}
    told = spoken | {part for s in spoken for part in (s.removeprefix("the "), *re.split(r" (?:&|for|of) ", s))}
    known = [(at, found) for found in _known() if (at := _first(text, found)) >= 0]
    named = {n for _, found in known for n in (found.name, *found.aliases)}
    known += [(at, _person(name)) for name, at in governing.items() if name not in named]
    lands = {m["of"]: m.start("of") for m in offices if m["of"] not in named}
    known += [(at, Found(name=name, kind="country")) for name, at in lands.items()]
    taken = {n.casefold() for _, found in known for n in (found.name, *found.aliases)} | told
    others = [(text.find(found.name), found) for found in _recurring(tuple(sentences), taken)]
    people = {found.name: at for at, found in known if found.kind == "person"}
    ordered = sorted([*known, *others], key=lambda pair: (pair[1].name in people, pair[0]))
    return tuple(found for _, found in ordered)[:MOST]


def _person(name: str) -> Found:
    return Found(name=name, kind="person", aliases=(name.rsplit(maxsplit=1)[-1],))


def _only_told(text: str) -> list[str]:
    """The outlets that the text names only where somebody tells them something: "Berg told the Coast Herald that ..."."""
    told = {m["name"] for m in _HEARER.finditer(text) if " " in m["name"] and not _BODY.search(m["name"])}
    return [name for name in told if len(_word(name).findall(text)) == len(re.findall(rf"told (?:the )?{name}", text))]


def is_country(name: str) -> bool:
    """Whether a name is that of a country or its government: an actor, not a reporter."""
    fold = name.casefold()
    return any(
        fold in {n.casefold() for n in (main, *others)}
        for main, (kind, others) in known_actors().items()
        if kind == "country"
    )


def is_known(name: str) -> bool:
    """Whether a name is that of a country, a government, a leader or a body: an actor, not a reporter."""
    fold = name.casefold()
    return any(fold in {n.casefold() for n in (main, *others)} for main, (_, others) in known_actors().items())


def names_in(text: str, actors: Iterable[Found]) -> tuple[str, ...]:
    """Which of these actors a text names."""
    return tuple(a.name for a in actors if _first(text, a) >= 0)


def _known() -> list[Found]:
    return [Found(name=name, kind=kind, aliases=others) for name, (kind, others) in known_actors().items()]


def _first(text: str, found: Found) -> int:
    places = [m.start() for name in (found.name, *found.aliases) if (m := _word(name).search(text))]
    return min(places, default=-1)


def _word(name: str) -> re.Pattern[str]:
    return re.compile(rf"(?<![\w.]){re.escape(name)}(?![\w])")


def _recurring(sentences: tuple[str, ...], taken: set[str]) -> list[Found]:
    """Names that come twice, or once in several capitalised words inside a sentence."""
    counted: Counter[str] = Counter()
    inside: set[str] = set()
    for sentence in sentences:
        for match in _NAME.finditer(sentence):
            name = _bare(match[0])
            if name and not _is_taken(name, taken):
                counted[name] += 1
                at = sentence.find(name, match.start())
                if at > 1 or sentence[at + len(name) :].startswith(("'s", "’s")):
                    inside.add(name)
    long = [n for n in counted if " " in n and (counted[n] > 1 or n in inside or _BODY.search(n))]
    names = proper(sentences)
    short = [n for n in counted if " " not in n and counted[n] > 1 and (n in inside or n in names)]
    begun = Counter(s.split()[0] for s in set(sentences) if s.strip())
    # "Rail" of Network Rail, which but begins the headline, is the common noun.
    short = [n for n in short if n in inside or begun[n] > 1 or not any(n in w.split() for w in long)]
    places = {m["name"] for sentence in sentences for m in _PLACE.finditer(sentence)}
    seated = {w.split()[0] for w in long if _BODY.search(w)} & places  # "Tarvos" of the Tarvos Port Authority
    parts = {n: next((w for w in long if n in w.split()), "") for n in short if n not in seated}
    found = [Found(name=n, kind="", aliases=tuple(s for s, whole in parts.items() if whole == n)) for n in long]
    words = {w for sentence in sentences for w in re.findall(r"[A-Z]\w+", sentence)}
    return [*found, *(Found(name=n, aliases=tuple(sorted(_of(n) & words))) for n, whole in parts.items() if not whole)]


def _of(country: str) -> set[str]:
    """What its people and things may be called: Ordania's are Ordanian."""
    stem = country.removesuffix("a").removesuffix("i")
    return {country + "n", country + "ns", *(stem + end for end in ("ian", "ians", "an", "ans", "ese", "ish"))} - {
        country
    }


def _bare(name: str) -> str:
    words = without_owner(re.sub(r"[’']s?$", "", name)).split()
    while words and ((words[0] in NOBODY and words[0] != "New") or words[0].islower()):
        words = words[1:]
    return without_title(" ".join(words)) if words and len(words[0]) > 1 else ""


def _is_taken(name: str, taken: set[str]) -> bool:
    """Whether a name is one of these, or made of nothing else."""
    fold = name.casefold().partition(" of ")[0]
    return fold in taken or all(word in taken or word in {"the", "and"} for word in re.split(r"[\s-]+", fold))
