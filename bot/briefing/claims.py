"""The claims of a briefing's paragraphs, each with the source its sentence names, or its block's."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

from bot.briefing.actors import is_country, is_known
from bot.briefing.attribution import Said, attributed, clauses, tidy
from bot.briefing.dates import said_on
from bot.briefing.lines import Paragraph
from bot.briefing.names import proper
from bot.briefing.sentences import sentences
from bot.briefing.speakers import Context, full_names, mentioned
from bot.briefing.watch import open_questions

_EMPTY_LEAD = re.compile(
    r"^(?:(?:That|This|It|Here|Which|Nor)\b[^:;,A-Z]{0,80}(?::|;)\s+(?:it is the reason (?:why )?)?"
    r"|(?:(?:The|One|A|Another) (?:bigger|broader|larger|real|main|key|central|deeper|wider|first|second|other|obvious) (?:lesson|point|story|problem|"
    r"question|risk|takeaway|picture|reason|constraint)|(?:The|One) (?:result|upshot|bottom line|effect|point|lesson|reason|catch))"
    r"[^:;,.]{0,30}? is (?:that )"
    r"|(?:In (?:practical terms|practice|short|effect|other words|fact|reality)|For now|Meanwhile|Still|But|And|Yet|So|Even so|However"
    r"|To be sure|Of course|Put simply|Crucially|Importantly|Notably|Indeed|As a result|Behind the scenes|For (?:his|her|its|their) part),? )"
)
_NO_CLAIM = re.compile(
    r"^(?:If|Should|(?:Today|This (?:week|morning)|In this (?:issue|edition))(?=[:—])|Why|How|What|Who|Whether|Consider|Read|See|Note|Let|Remember|That is not|It is not)\b"
)
_REFERS = re.compile(
    r"^(?:(?:That|This|These|Those|Which|Neither|None of (?:this|that))\b"
    r"|(?:It|They|Both) (?:is|was|are|were|may|might|could|would|does|did|do|means?|seems?|looks?|has been|have been)\b)"
)
_QUOTED = re.compile(r"^[^“\"]+: [“\"](?P<quote>(?:[^”\"\s]+ ){2,}[^”\"]+)[”\"]\.?$")
_FEWEST = 4


def claims(paragraphs: Iterable[Paragraph], *, known: tuple[str, ...]) -> Iterator[Said]:
    """Every claim in reading order."""
    starters = frozenset(known)
    read = [(paragraph, sentences(paragraph.text, starters=starters)) for paragraph in paragraphs]
    spoken = [sentence for _, said in read for sentence in said]
    full = frozenset(name for sentence in spoken for name in full_names(sentence))
    context = Context(sources=known, is_actor=is_country, names=proper(spoken), full=full)
    for paragraph, told in read:
        context = context.paragraph(next(iter(paragraph.closing), ""))
        for sentence in told:
            halves = tuple(clauses(sentence, context))
            for at, clause in enumerate(halves):
                said = attributed(clause, context)
                if said:
                    context = context.heard(said[0].source)
                    yield from (replace(one, on=said_on(clause, one.text)) for one in said)
                elif not open_questions(clause) and (text := statement(clause)):
                    stated = _unnamed(text, " ".join(halves[at:]), paragraph, context)
                    context = context if stated.inferred else context.heard(stated.source)
                    yield stated if stated.inferred else replace(stated, on=said_on(clause, stated.text))


def _unnamed(text: str, clause: str, paragraph: Paragraph, context: Context) -> Said:
    """A statement that no form of attribution fits, on the word of the outlet it names, else of its block's."""
    for _, source in mentioned(clause, context.sources):
        return Said(text=text, source=source)
    source = context.last if context.last in paragraph.closing else next(iter(paragraph.closing), "")
    return Said(text=text, source=source, inferred=bool(source))


def statement(sentence: str) -> str:
    """What a sentence without a source states, its lead-in taken off; "" where it states nothing to track."""
    text = sentence
    while (shorter := _EMPTY_LEAD.sub("", text)) != text:
        text = shorter
    if text.endswith("?") or _NO_CLAIM.match(text) or len(text.split()) < _FEWEST:
        return ""
    concrete = bool(re.search(r"\d|(?<=[\s“(‘-])[A-Z]\w", text)) or is_known(text.split()[0].rstrip("’'s,"))
    if (said := _QUOTED.match(text)) and len(said["quote"].split()) * 3 < len(text.split()):
        return tidy(said["quote"])
    whole = len(text.split()) > _FEWEST and not _REFERS.match(text)
    return tidy(text) if concrete or whole else ""
