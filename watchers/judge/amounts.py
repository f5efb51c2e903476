"""How much a question asks for ("at least 50 seats", "above $80", "by half a point"), and whether a report tells of as much.

Words say that seats were won and not how many, so that they were enough stands only on numbers the report gives.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from math import inf, nextafter

from bot.domain.entry import Entry
from bot.domain.evidence import Judgement, Phase
from bot.domain.story import Direction, Weight
from watchers.words.grammar import forms, stems
from watchers.words.stems import stem

_COUNTED = ["zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"]
_WORDS = {"quarter": 0.25, "half": 0.5} | {word: float(n) for n, word in enumerate(_COUNTED)}
_TIMES = {
    "hundred": 1e2,
    "thousand": 1e3,
    "k": 1e3,
    "million": 1e6,
    "m": 1e6,
    "billion": 1e9,
    "bn": 1e9,
    "trillion": 1e12,
}
_PERCENT = re.compile(r"[ -](?:pc|per ?cent|per)\b", re.IGNORECASE)
_BEFORE_UNITS = {"a", "an", "of"}
_HOW_LONG = ("at least", "less than", "more than")
_AMOUNT = re.compile(
    rf"""(?:(?<!\bin\ )(?<!within\ )\b(?:
          (?P<least> at\ least | no\ (?:fewer|less)\ than )
        | (?P<most> at\ most | no\ more\ than )
        | (?P<more> (?:more|higher|greater)\ than | over | above | beyond | (?<!the\ )tops? | (?:exceed|pass|surpass)(?:e?s|ed)? )
        | (?P<less> (?:less|fewer|lower)\ than | below | under | nearly | almost )
        | (?P<by> by )
        )\ (?:an?\ )? )?
        (?<![\w.,:$€£¥-]) (?P<sign> [$€£¥] )?
        (?P<value> \d[\d,]*(?:\.\d+)?(?![\d:]) | (?:{"|".join(_WORDS)})\b )
        (?: [\ -]? (?:a\ )? (?P<times> {"|".join(_TIMES)} )\b )?
        (?P<percent> \ ?% | p\b )?
        (?: \ or\ (?: (?P<up> more|higher ) | (?P<down> fewer|less|lower ) )\b )?
        (?P<after> (?: [\ -] (?:(?:of\ )?an?\ )? [^\W\d_]+ ){{0,3}} )""",
    re.IGNORECASE | re.VERBOSE,
)
_PEOPLE = stems("workforce")
_MONEY = {"p": "p", "penc": "p", "penni": "p", "euro": "€", "dollar": "$", "pound": "£", "yen": "¥", "cent": "c"}
_SIGNS = {"%", *"$€£¥", *_MONEY.values()}
_MARGINS = stems("margins") | _SIGNS
_SPANS = stems("spans")
_RATHER = re.compile(r" rather than \w+(?= [$€£¥\d])")
_DATES = stems("when") - _SPANS
_ENDS = forms("prepositions") | forms("determiners") | {"and", "but", "or", "that", "to", "who"}
_DESCRIBES = {"a", "an", "of", "than", "the", "those", "who", "with"}
_MEASURES = stems("measures")
_WORD = re.compile(r"[^\W\d_]+")
_PAST = re.compile(r"[\s-](?:year|month|week|day)s?[\s-](?:old|ago)\b", re.IGNORECASE)
_PART_OF = re.compile(r" of (?:the )?\d")
_PLURAL = re.compile(r"\w[^\Ws]s\b|\b(?:children|men|women)\b", re.IGNORECASE)
_LED_BY = 60
"""So many characters hold the two words before a number."""
_YEARS = range(1900, 2101)


@dataclass(frozen=True, kw_only=True)
class Amount:
    """What a number says: from `low` to `high`, both counted in; of what, as stems of which any may be it; in which words.

    `bound` is the kind of bound it is given as, "" for a bare number; `several` is whether a plural follows ("under 16" has
    none), `margin` whether it is what something is won or cut by, `led` the two words before it.
    """

    low: float
    high: float
    units: frozenset[str]
    text: str
    bound: str
    several: bool
    margin: bool
    led: str

    def is_of(self, told: "Amount") -> bool:
        """Whether what is told may count the same: where nothing says what is asked for, whatever is no money and no share."""
        alike = told.units & self.units if self.units else told.units.isdisjoint(_SIGNS)
        return bool(alike) and told.margin == self.margin

    def met_by(self, told: "Amount") -> bool | None:
        """Whether what is told is as much as asked for here; None where it may be, as "over 20" may be 30."""
        if self.low <= told.low and told.high <= self.high:
            return True
        more = self.bound == "by" and told.low > self.high  # who cuts by 60 % has cut by 55 %, or missed it
        return None if more or (told.low <= self.high and self.low <= told.high) else False


def borne_out(judgement: Judgement, question: str, entry: Entry) -> Judgement:
    """The same, but where it calls happened, or near, what is less than the question asks for, or happened and nobody says how much.

    Either counts as a weak sign, against it and of it. The first number of that kind counts, those of the passage before those
    of the whole entry; where it is too little and a later one is not, nobody knows. What the desk's own signals say stands.
    """
    asked = asked_for(question)
    if asked is None or judgement.by_desk or judgement.direction is not Direction.TOWARD:
        return judgement
    named = min((n.start for n in judgement.match.names), default=0)
    passage = judgement.match.passage
    texts = (passage[named:], passage, f"{entry.title}\n{entry.summary}")  # "rival wins 60 seats as Halden wins 20"
    told = [a for text in texts for a in amounts_in(text) if asked.is_of(a) and not a.led.endswith("from")]
    met = [asked.met_by(one) for one in told]
    if met and met[0]:
        return judgement
    weak = replace(judgement, weight=Weight.WATCH)
    if met and met[0] is False and True not in met:
        why = f"“{told[0].text}” is not “{asked.text}”, as the question has it: counts as a sign against it"
        return replace(weak, phase=Phase.DENIED, direction=Direction.AWAY, why=(*judgement.why, why))
    if judgement.phase is not Phase.HAPPENED:
        return judgement
    why = f"whether it is “{asked.text}”, as the question has it, is not said: counts as a sign of it"
    return replace(weak, phase=Phase.PLANNED, why=(*judgement.why, why))


@lru_cache(maxsize=4096)
def asked_for(question: str) -> Amount | None:
    """The amount a question sets as its bar, None where it sets none: an age, a day, "within two weeks" are none."""
    return next((a for a in amounts_in(_RATHER.sub("", question)) if _is_bar(a)), None)


def _is_bar(amount: Amount) -> bool:
    """Whether the question hangs on it: it tells no people, deals and stakes apart ("with over $50 million") nor what a row is over."""
    counts, (*_, earlier, last) = not amount.units.isdisjoint(_MARGINS), ("", "", *amount.led.split())
    described = last in _DESCRIBES or (last == "worth" and earlier not in {"be", "is"})
    over = amount.text.casefold().startswith("over") and not counts and stem(last) not in _MEASURES
    if described or over or (amount.units and amount.text.casefold().startswith("pass")):  # "pass two bills"
        return False
    if amount.units & _SPANS:  # "over two weeks" says when
        return amount.text.casefold().startswith(_HOW_LONG)
    if amount.bound and not amount.units:  # "reaches at least 100", "rises above 100"
        return amount.bound != "by"
    return counts if amount.bound == "by" else bool(amount.bound) and (amount.several or counts)


def amounts_in(text: str) -> Iterator[Amount]:
    """Every number of a text, in order, but for years, days of a month, ages and how long ago; "34 of 100 seats" are 34 seats."""
    part: re.Match[str] | None = None
    for found in _AMOUNT.finditer(text):
        units, counted = _units(found)
        first = found["after"].strip().casefold()
        month = stem(first.partition(" ")[0]) in _DATES
        if month or _PAST.match(found["after"]) or (not units and _number(found) in _YEARS):
            continue
        if not units and _PART_OF.match(text, found.start("after")):
            part = found
            continue
        yield _amount(part or found, units, counted, text)
        part = None


def _amount(found: re.Match[str], units: frozenset[str], counted: str, text: str) -> Amount:
    before = text[max(0, found.start() - _LED_BY) : found.start()].split()
    led = " ".join(before[-2:]).casefold()
    value = _number(found) / (100 if "basi" in units else 1)
    bound = next((name for name in ("least", "most", "more", "less", "by", "up", "down") if found[name]), "")
    low = {"most": -inf, "less": -inf, "down": -inf, "more": nextafter(value, inf)}.get(bound, value)
    high = {"least": inf, "more": inf, "up": inf, "less": nextafter(value, -inf)}.get(bound, value)
    return Amount(
        low=low,
        high=high,
        units=units,
        text=(found[0].removesuffix(found["after"]) + counted).strip(),
        bound=bound,
        margin=bound == "by" or led.endswith("by"),
        led=led,
        several=bool(_PLURAL.search(found["after"])) or not units.isdisjoint(_PEOPLE),
    )


def _number(found: re.Match[str]) -> float:
    value = found["value"].casefold()
    many = _WORDS[value] if value in _WORDS else float(value.replace(",", ""))
    return many * _TIMES.get((found["times"] or "").casefold(), 1.0)


def _units(found: re.Match[str]) -> tuple[frozenset[str], str]:
    """What it counts, its sign or the stems of the words after it up to a small one, and how those name it there."""
    if sign := found["sign"] or (found["percent"] or "").strip():
        return frozenset({sign}), ""
    if percent := _PERCENT.match(found["after"]):
        return frozenset({"%"}), percent[0]
    after = [word for word in _WORD.finditer(found["after"]) if word[0].casefold() not in _BEFORE_UNITS]
    until = next((n for n, word in enumerate(after) if word[0].casefold() in _ENDS), len(after))
    units = frozenset(stem(word[0].casefold()) for word in after[:until])
    if after[:1] and (money := _MONEY.get(stem(after[0][0].casefold()))):
        return frozenset({money}), found["after"][: after[0].end()]
    counted = found["after"][: _counted(after[:until])]
    return (units | _PEOPLE if units & _PEOPLE else units), counted  # people go by many names


def _counted(words: Sequence[re.Match[str]]) -> int:
    """Where the noun after a number ends: its last plural, or else the first word; verbs may follow."""
    plurals = [w.end() for w in words if _PLURAL.search(w[0]) or stem(w[0].casefold()) in _PEOPLE]
    return plurals[-1] if plurals else words[0].end() if words else 0
