"""The words that name what a question is about, as anchors in the signal grammar: a first proposal, for an editor."""

import re

_ASKING = """
    the and for off out but nor yet too are was his how why whether will would does do did is are was were has have had can could may might must shall should be been being not
    that this these those with without from into onto under over against between among about across through within
    upon toward towards than then also both either neither each other another any some more most less least much many
    few several all its their his her our them they what which who whom when where why how still ever even only just
    really finally actually formally officially publicly again next last this first second third early late soon new
    time year years month months week weeks day days spring summer autumn winter today tomorrow end start whole full
    formal further final such same own large larger small smaller high higher below above percent per cent against no
    set due fit proper up back mr mrs ms miss sir dr leader president minister prime foreign chief chair head member members rest sides side party's planned
"""
_TIMES = """
    january february march april june july august september october november december monday tuesday wednesday thursday
    friday saturday sunday
"""
_VERBS = """
    turn become grant give get take make hold keep come go put set let see say ask call call agree meet decide announce
    open begin stop end pass sign join leave return accept refuse reject back drop raise cut build buy sell pay send
    allow follow lead bring move win lose hold approve survive renew extend expand lift impose release deliver resume
    respond answer change remain continue happen need want seek offer push draw publish present reach strike succeed
    face stay find show carry limit respect confirm deny vote rule debate withdraw suspend finish complete
    close mention double elect choose sue veto recall find fall collapse slip attend visit host cancel sweeten order
    lower
"""
_GENERIC = """
    role part seat say track process path way step move bid effort plan scheme proposal programme program package deal
    agreement accord pact contract treaty talks talk negotiations meeting summit session hearing conference vote ballot
    decision ruling verdict review inquiry probe investigation report response support money funding budget law bill
    rule rules measure measures right office government parliament court council board party group company project
    scheme mission team force policy system market price prices order orders offer request motion case cases number
"""
_KIN = (
    "memorandum memo MoU deal agreement",
    "deal agreement accord pact",
    "agreement deal accord pact",
    "treaty pact accord",
    "negotiations talks",
    "truce ceasefire",
    "permit licence license",
    "ceasefire truce armistice",
    "talks negotiations",
    "vote ballot",
    "inquiry probe investigation",
    "plan scheme proposal",
    "scheme plan proposal",
    "bill law legislation",
    "ruling verdict judgment",
    "sanctions embargo",
    "tariff duty levy",
    "election poll ballot",
    "strike walkout stoppage",
    "budget spending",
    "sale takeover acquisition",
    "role part seat",
    "track process talks",
    "mediation mediator broker",
    "recall withdrawal",
    "loan bailout credit",
    "licence license permit",
    "blockade cordon",
    "debt bond",
)
_SMALL, _TIME, _VERB, _COMMON = (frozenset(words.split()) for words in (_ASKING, _TIMES, _VERBS, _GENERIC))
_LIGHT = frozenset({"stay", "remain", "continue", "happen", "go", "come", "hold", "need", "want", "end", "start"})
_WHEN = re.compile(
    r", (?:on |of |for |in )?(?:which|who|whose|where)\b.*$|\b(?:before|after|by|until|ahead of|when|once|in (?:time|public|private|response|full|part|person|writing|principle)"
    r"|at (?:its|the|their|a) (?:\w+ )?(?:meeting|summit|session|hearing))\b.*$|\b(?:on|in|by) (?:the )?(?:\d{1,2}(?:st|nd|rd|th)?(?: [A-Z]\w+)?|(?:\w+ )?date\b)",
    re.IGNORECASE,
)
_WORD = re.compile(r"[^\W\d_][\w’'-]*")
_DETERMINER = frozenset({"a", "an", "the", "its", "their", "any", "no", "his", "her", "another"})
_MOST = 3


def anchors(question: str, *, names: frozenset[str], acted: bool) -> str:
    """Words of a question in the signal grammar, "" for none: what is special in it, and with a general noun both.

    `names` are the words, in small letters, that actors go by; where no actor is asked about (not `acted`), the question's own
    subject is wanted too. "Granted a role in the nuclear track" is `nuclear track|role`, "insurers cut their premiums" is
    `insurers premiums`.
    """
    subject, runs, verb = _parted(_WHEN.sub("", question), names)
    if not runs and not verb:
        subject, runs, verb = _parted(question, names)
    who = [] if acted else subject[-2:]
    special = [run for run in runs if any(w not in _COMMON for w in run)]
    run = (special or runs or [[]])[0]
    thing = [run[:-1], run[-1:]] if run else [verb] if verb and _base(verb[0]) not in _LIGHT else []
    who = who if thing else subject[-2:]
    return " ".join("|".join(_with_kin(group)) for group in (who, *thing) if group)


def _parted(question: str, names: frozenset[str]) -> tuple[list[str], list[list[str]], list[str]]:
    """The content words before the question's verb, the runs of such words after it ("export licence"), and the verb."""
    subject: list[str] = []
    runs: list[list[str]] = []
    verb: list[str] = []
    before, adjacent = "", False
    for found in _WORD.finditer(question):
        raw = re.sub(r"[’']s?$", "", found[0])
        word = raw if raw[1:] != raw[1:].lower() else raw.lower()
        content = word.lower() not in names | _SMALL | _TIME and len(word) >= _MOST
        asked = (
            content
            and bool(_base(word))
            and before not in _DETERMINER
            and not adjacent
            and (not verb or before == "to")
        )
        if asked:
            verb = [*verb, word][:1]
        elif content and not verb:
            subject.append(word)
        elif content and adjacent:
            runs[-1].append(word)
        elif content:
            runs.append([word])
        adjacent = content and not asked and bool(verb)
        before = found[0].lower()
    return (subject, runs, verb) if verb else ([], [subject] if subject else [], [])


def _base(word: str) -> str:
    """The verb a word may be a form of, "" for none: opens, opened, opening are open."""
    ends = (
        ("", ""),
        ("ies", "y"),
        ("ied", "y"),
        ("es", ""),
        ("ed", ""),
        ("ing", ""),
        ("es", "e"),
        ("ed", "e"),
        ("s", ""),
    )
    forms = (word.removesuffix(end) + instead for end, instead in ends if word.endswith(end))
    return next((form for form in forms if form in _VERB), "")


def _with_kin(words: list[str]) -> list[str]:
    """The words and those that are said for them in headlines."""
    kin = [
        other for w in words for group in _KIN for first, *others in [group.split()] if w == first for other in others
    ]
    return list(dict.fromkeys([*words, *kin]))
