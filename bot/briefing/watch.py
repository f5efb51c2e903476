"""What a briefing says to watch next: the questions, and what follows either way."""

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace

from bot.briefing.attribution import tidy
from bot.briefing.lines import Paragraph
from bot.briefing.sentences import sentences

_WHETHER = re.compile(r"\b[Ww]hether\b|(?<=[Qq]uestion is )if\b|(?<=[Ii]ssue is )if\b|\bon if\b")
_JOINT = re.compile(r"[\s,;—–]*(?:\b(?:and|or|but|then|second|third|finally|also)\b[\s,;:]*)*$")
_WATCH_FOR = re.compile(
    r"^(?:(?:First|Second|Third|Then|Next|Finally|Also|And|Last|Lastly),? )?(?:(?:We(?:[’']re| are|[’']ll be)|I[’']m|Also) )?"
    r"(?:[Ww]atch(?:ing)?(?: for| out for)?|[Ll]ook(?:ing)?(?: out)? for|[Kk]eep an eye on|[Ee]xpect|[Aa]ll eyes (?:are |will be )?on)"
    r"[: ]+(?P<what>.{8,})$"
)
_ASKS = re.compile(
    r"(?:question|test|decision|point|issue|thing|key|unknown|date|signal|hurdle|marker|milestone)\b[^.?:]{0,60}? (?:is|are|will be)(?: now)? (?P<what>.{8,})$"
)
_IF = re.compile(
    r"^(?:(?:But|And|Yet|Conversely|Equally|Otherwise),? )?(?:(?:[Ii]f|[Ss]hould|[Ww]ere|[Uu]nless|[Oo]nce|[Ww]hen|[Aa]s soon as|[Aa]ssuming|[Pp]rovided|[Ww]ith|[Ww]ithout) )(?P<cond>[^,]{2,200}?)(?:,(?: then)?| then) (?P<then>.{8,})$"
)
_THEN_IF = re.compile(r"^(?P<then>.{12,}?),? (?P<word>if|unless|should) (?P<cond>[^,]{3,160})\.$")
_EITHER = re.compile(
    r"^(?:(?:But|And),? )?(?P<cond>(?:A|An|The|Any|No|Another|Success|Failure|Approval|Rejection|Defeat|Victory|[A-Z][a-z]+ing)\b[^.,]{0,80}?) "
    r"(?:would|will|means|could) (?P<then>.{8,})$"
)
_IF_SO = re.compile(r"^(?:If (?:so|yes|it does|they do|that happens)|In that (?:case|event)|Then),? (?P<then>.{8,})$")
_OTHERWISE = re.compile(
    r"^(?:Otherwise|If not|If no|Failing (?:that|this|it)|Absent (?:one|that|this|it|such an? \w+)|Without (?:one|that|it)"
    r"|(?:A|Any) (?:no|refusal|rejection|delay)\b(?: vote)?(?= would| will| means| could)|If (?:it|they|he|she|that|this) (?:(?:does|do|is|are|has|have|will|can) ?n[o’']t|cannot|won[’']t)(?: happen)?),? (?:(?:would|will|means|could) )?(?P<then>.{8,})$"
)
_NO = re.compile(
    r"\b(?:not|no|never|n[’']t|without|unless|fail\w*|failure|collaps\w*|sideline[ds]?|reject\w*|rejection|block\w*|stall\w*|los(?:es?|ing|t)"
    r"|refus\w*|delay\w*|postpone\w*|slip\w*|miss\w*|break\w* down|broke\w*|walk\w* away|veto\w*|drop\w*|defeat\w*|den(?:y|ie)\w*"
    r"|fall\w* (?:short|through|apart)|unravel\w*|exclu\w*|shut out|left out|abandon\w*|scrap\w*|withdraw\w*|strike[s]? down|struck down"
    r"|hold[s]? (?:off|out)|pull[s]? out|pulled out|back[s]? (?:out|away)|turn\w* (?:down|away)|laps(?:e|es|ed)|expir\w*|shelv\w*|freez\w*|dry|dries)\b|n[’']t\b",
    re.IGNORECASE,
)
_SAYS = re.compile(r"^(?:expect |look for )|^[A-Z][\w ]{1,40} (?:says|argues|warns|writes|reckons), ")
_PRONOUN = re.compile(r"$|(?:it|they|he|she|that|this|these|so|not)\b", re.IGNORECASE)
"""A condition that begins so is about the question last asked or answered."""
_LABEL = re.compile(r"^(?:Also|First|Second|Third|Next|Then|Finally|And|But|Lastly|Last)(?:[:,]| [—–-])? ")
_STEP = re.compile(
    r"^(?P<question>.{8,}?)(?: [—–-]|,) (?P<then>an? [\w ]{3,30} (?:that|which) (?:would|will|could) .+)$"
)
_ON = re.compile(r"^(?P<day>(?:\w+day,? )?\d{1,2} [A-Z]\w+|[A-Z]\w+ \d{1,2}|\w+day), when (?P<what>.+)$")
_DECIDES = re.compile(
    r"(?:^|[,:;] (?:when|where|which|and) |[:;—–] )(?P<who>(?:[A-Z]|the |its |their |a )[^,:;—–]*\b"
    r"(?:decid|vot|choos|consider|debat|weigh)(?:es?|s|ing)?(?: (?:on )?[^,:;]{0,24}?)?)(?: on| over)?$"
)
_OPEN = r"(?:unclear|uncertain|unknown|unresolved|open|not (?:yet )?(?:known|clear)|(?:an open|the (?:next|big|main)) question|to be seen)"
_UNCLEAR = re.compile(rf"^Whether (?P<what>.{{8,}}?) (?:remains|remained|is|was)(?: still)? {_OPEN}\.$")
_REMAINS = re.compile(rf"^It (?:remains|is)(?: still)? {_OPEN} (?:whether|if) (?P<what>.{{8,}}?)\.$")
_IS_THE_QUESTION = re.compile(r"^(?:The|A|One)(?: \w+)? question (?:now )?is (?:whether|if) (?P<what>.{8,}?)\.$")
_DIRECT = re.compile(
    r"^(?:(?:And|But|Or|Then),? )?(?P<what>(?:[Ww]ill|[Dd]oes|[Dd]o|[Cc]an|[Cc]ould|[Ii]s|[Aa]re|[Hh]as|[Hh]ave) (?!(?:this|that|it|you|we)\b)"
    r"[^?]{12,}\?)$"
)
_WORD = re.compile(r"[^\W_]{3,}")


@dataclass(frozen=True, kw_only=True)
class DraftQuestion:
    """A question the briefing waits on, and the consequences it draws."""

    question: str
    if_yes: str = ""
    if_no: str = ""


def questions(paragraphs: Iterable[Paragraph], *, same: Callable[[str], frozenset[str]]) -> tuple[DraftQuestion, ...]:
    """The questions in order. `same` gives the actors a text names."""
    found: list[DraftQuestion] = []
    for paragraph in paragraphs:
        before, latest = len(found), len(found) - 1
        for at, clause in enumerate(_clauses(paragraph.text)):
            told = _consequence(clause)
            asked = () if told else _asked(clause)
            if not told and not asked and paragraph.bullet and at == 0:
                asked = (clause.rstrip("."),)
            if asked:
                found += [_with_step(text) for text in asked]
                latest = len(found) - 1
            elif told and found:
                among = range(before, len(found)) or range(len(found))
                latest = latest if _PRONOUN.match(told[0]) else _meant(told[0], among, found, same)
                found[latest] = _with(found[latest], told)
    return tuple(found)


def open_questions(sentence: str) -> tuple[str, ...]:
    """The questions a sentence outside the last section leaves open: "Whether A remains unclear", "Will A agree?"."""
    if direct := _DIRECT.match(sentence):
        return (_capital(direct["what"]),)
    found = next((m for form in (_UNCLEAR, _REMAINS, _IS_THE_QUESTION) if (m := form.match(sentence))), None)
    return (f"Whether {found['what']}",) if found else ()


def _with_step(asked: str) -> DraftQuestion:
    """A question and what it says itself of its yes: "whether A — a step that would end B"."""
    step = _STEP.match(asked)
    return (
        DraftQuestion(question=step["question"], if_yes=tidy(step["then"])) if step else DraftQuestion(question=asked)
    )


def _clauses(text: str) -> Iterator[str]:
    """Sentences, and their halves at a semicolon: "whether A passes; losing it would end B"."""
    for sentence in sentences(text):
        for half in sentence.split("; "):
            yield _capital(half)


def _asked(sentence: str) -> tuple[str, ...]:
    """The questions of a sentence: its whethers, itself, or what it says to watch for."""
    if places := list(_WHETHER.finditer(sentence)):
        ends = [*(m.start() for m in places[1:]), len(sentence)]
        parts = [_JOINT.sub("", sentence[m.end() : end].strip(" .?;,")) for m, end in zip(places, ends, strict=True)]
        return tuple(f"Whether {_who(sentence[: places[0].start()], p)}{p.strip()}" for p in parts if p.strip())
    if sentence.endswith("?"):
        return (_capital(_LABEL.sub("", sentence)),)
    found = _WATCH_FOR.match(sentence) or _ASKS.search(sentence)
    return (_capital(_ON.sub(r"\g<what> on \g<day>", found["what"].rstrip(" ."))),) if found else ()


def _who(before: str, part: str) -> str:
    """Whose decision it is: "The clubs vote on whether to leave" asks whether the clubs vote to leave."""
    decides = _DECIDES.search(before.strip()) if part.strip().startswith("to ") else None
    if decides is None:
        return ""
    words = decides["who"]
    return f"{words[:1].lower()}{words[1:]} " if words.split()[0] in {"The", "A", "An", "Its", "Their"} else f"{words} "


def _consequence(sentence: str) -> tuple[str, str, bool] | None:
    """(condition, what follows, whether the condition is a yes) of a conditional sentence."""
    if m := _OTHERWISE.match(sentence):
        return "", m["then"], False
    if m := _IF_SO.match(sentence):
        return "", m["then"], True
    if m := _IF.match(sentence):
        return m["cond"], m["then"], not _NO.search(sentence[: m.start("then")])
    if m := _EITHER.match(sentence):
        return m["cond"], sentence, not _NO.search(m["cond"])
    if m := _THEN_IF.match(sentence):
        return m["cond"], m["then"], not _NO.search(f"{m['word']} {m['cond']}")
    return None


def _meant(condition: str, among: range, found: list[DraftQuestion], same: Callable[[str], frozenset[str]]) -> int:
    """The question a condition belongs to: most words and actors in common, the later one where equal."""

    def likeness(i: int) -> tuple[int, int]:
        text = found[i].question
        return len(_stems(condition) & _stems(text)) + 2 * len(same(condition) & same(text)), i

    return max(among, key=likeness)


def _stems(text: str) -> set[str]:
    return {word[:5] for word in _WORD.findall(text.lower())}


def _with(question: DraftQuestion, told: tuple[str, str, bool]) -> DraftQuestion:
    """The second of two conditions on one question is its other side, however it is worded."""
    _, then, yes = told
    yes = yes if not (question.if_yes if yes else question.if_no) else not yes
    text = tidy(_SAYS.sub("", then))
    if yes and not question.if_yes:
        return replace(question, if_yes=text)
    if not yes and not question.if_no:
        return replace(question, if_no=text)
    return question


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
