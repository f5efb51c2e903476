"""When a source said what a sentence has from it: "told Reuters on 18 November 2026", "according to Lusa (8 May 2026)"."""

import re
from datetime import date

_MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December",
)  # fmt: skip
_MONTH = "|".join(f"{name}|{name[:3]}\\.?" for name in _MONTHS)
_DATE = re.compile(
    rf"\b(?P<day>\d{{1,2}})(?:st|nd|rd|th)? (?P<month>{_MONTH}),? (?P<year>\d{{4}})\b"
    rf"|\b(?P<month2>{_MONTH}) (?P<day2>\d{{1,2}})(?:st|nd|rd|th)?,? (?P<year2>\d{{4}})\b"
    r"|\b(?P<year3>\d{4})-(?P<month3>\d\d)-(?P<day3>\d\d)\b"
)


_SPEECH = "according to|announced|claimed|confirmed|denied|insisted|per|reported|reports|said|says|stated|told|tells|warned|writes|wrote"
_SPOKEN = re.compile(
    rf"\b(?:{_SPEECH})\b(?: (?!that\b)[\w'’.-]+){{0,4}} on(?: \w+day,?)? $"
    r"|^On(?: \w+day,?)? $|\((?:on )?$",
    re.IGNORECASE,
)
"""What stands before the day on which something was said: a word of speech with at most four words, the opening "On", a bracket."""


def said_on(sentence: str, claim: str) -> date | None:
    """The one whole date on which the sentence has it said, which the claim itself does not have; None for none, several or one that is no day.

    A date that tells of something else, as in "citing a letter of 3 March 1998", is none.
    """
    dated = (m for m in _DATE.finditer(sentence) if m[0] not in claim and _SPOKEN.search(sentence[: m.start()]))
    found = {day for m in dated if (day := _day(m))}
    return found.pop() if len(found) == 1 else None


def _day(found: re.Match[str]) -> date | None:
    year, month, day = (found[n] or found[f"{n}2"] or found[f"{n}3"] for n in ("year", "month", "day"))
    number = int(month) if month.isdigit() else 1 + next(n for n, name in enumerate(_MONTHS) if name[:3] == month[:3])
    try:
        return date(int(year), number, int(day))
    except ValueError:
        return None
