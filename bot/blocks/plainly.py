"""What a trace keeps of how a report was read, in an editor's words: scores, bars and what goes without saying left out."""

import re
from collections.abc import Callable, Sequence

from bot.blocks.mrkdwn import cut

_FOUND = re.compile(r'^(?:actors: (?P<actors>.*)|(?:anchor|near it): "(?P<anchor>.*)")$', re.DOTALL)
_STANCES = {"supports": "supports the claim", "refutes": "speaks against the claim", "context": "takes no side"}
_ANSWERS = {"toward": "yes", "away": "no"}
_WEIGHTS = {"decisive": "decisive for", "strong": "a strong sign of", "watch": "a weak hint of"}
_PATTERN = 60
_NOTHING = "moves nothing"


def _begun(pattern: str) -> str:
    """How words of the story file begin: all their other forms and exclusions say nothing to whoever reads why."""
    return cut(pattern, _PATTERN)


_SAID: Sequence[tuple[re.Pattern[str], Callable[[re.Match[str]], str]]] = tuple(
    (re.compile(pattern, re.DOTALL), said)
    for pattern, said in (
        (_NOTHING, lambda _: ""),
        (
            r"signal of the story file: (.*) \((toward|away), (\w+)\)",
            lambda m: f"its words are {_WEIGHTS[m[3]]} {_ANSWERS[m[2]]} by the story file ({_begun(m[1])})",
        ),
        (
            r"denies or calls off a signal of the story file: (.*) \((toward|away), (\w+)\)",
            lambda m: (
                f"it denies or calls off what is {_WEIGHTS[m[3]]} {_ANSWERS[m[2]]} by the story file ({_begun(m[1])})"
            ),
        ),
        (
            "contested: the passage has a signal of (toward|away) too: (.*)",
            lambda m: f"its words are a sign of {_ANSWERS[m[1]]} as well by the story file ({_begun(m[2])})",
        ),
        ("words of the story file: (.*)", lambda m: f"found by the story file's own words for it ({_begun(m[1])})"),
        (r'((?:.*\b)?(?:signal|pattern)) "(.*)" (found,? but .*|out)', lambda m: f'{m[1]} "{_begun(m[2])}" {m[3]}'),
        ("nobody and nothing of the claim's .*", lambda _: "no sentence has the claim's names and words together"),
        ("people called this report not relevant", lambda _: "somebody called it not relevant"),
        ("none: no word of the lexicon near it says so", lambda _: "no word it knows tells what happened"),
        (r'origin (.*): "\1"', lambda _: ""),
        ('origin (.*): "(.*)"', lambda m: f"it has this from {m[1]} (“{m[2]}”)"),
        (
            r"same development as (.*?), (?:phases agree|both say|\w+ is not)\b.*",
            lambda m: f"the same happening as {m[1]}'s report",
        ),
        ("origin .*|title: .*|a development of its own, .*", lambda _: ""),
        ("(a copy of .*'s report): text alike at .*", lambda m: f"{m[1]}: nearly the same text"),
        (
            r"(no copy of .*'s report): text alike at ([\d.]+), ([\d.]+) asked for",
            lambda m: f"{m[1]}: {float(m[2]):.0%} of both texts are the same, and a copy has {float(m[3]):.0%}",
        ),
        (
            r"([01]\.\d\d) of the claim's words, (but .*)",
            lambda m: f"it has {float(m[1]):.0%} of the claim's words, {m[2]}",
        ),
        (r"([01]\.\d\d) of the claim's words, .*", lambda m: f"it has {float(m[1]):.0%} of the claim's words"),
        ("read whole: .*; (counts as [^(]*).*", lambda m: f"read as a whole it {m[1].strip()}"),
        (
            r'(supports|refutes|context): cues weighed at [\d.]+: (".*)',
            lambda m: f"by its words it {_STANCES[m[1]]}: {m[2]}",
        ),
        (
            "(supports|refutes|context): (?:cues weighed|by what it says|asked whether|.*% of the claim's words).*",
            lambda m: f"by its words it {_STANCES[m[1]]}",
        ),
        ("(supports|refutes|context): (.*)", lambda m: f"by its words it {_STANCES[m[1]]}: {m[2]}"),
        ("(?:happened|planned|hedged|denied|cancelled|contested|none): (.*)", lambda m: f"by its words: {m[1]}"),
    )
)
"""What a whole line becomes, by the first pattern it fits; "" for what nobody asks, as why nothing else is like a report."""


def plainly(lines: Sequence[str]) -> list[str]:
    """One thing a line: what found it, how it was read, whose it is, what it was folded with. Not escaped."""
    found = [f"“{m['anchor']}”" if m["anchor"] else m["actors"] for x in lines if (m := _FOUND.match(x))]
    first = [f"found by {', '.join(dict.fromkeys(found))}"] if found else []
    told = dict.fromkeys(filter(None, (_said(x) for x in lines if not _FOUND.match(x))))
    return [*first, *told] or ["it says nothing of it"] * (_NOTHING in lines)


def _said(line: str) -> str:
    return next((said(m) for pattern, said in _SAID if (m := pattern.fullmatch(line))), line)
