"""The verbs that make their subject a source, in the forms a sentence has them: says, said, has said, told X that."""

_REGULAR = """
    report note argue add warn estimate claim observe suggest conclude believe expect calculate stress maintain contend
    caution predict forecast reckon reveal confirm state counter insist acknowledge explain assert indicate show allege
    emphasise emphasize highlight underline judge assess project recall record remark comment concede disclose establish
    learn announce declare complain lament joke signal reply respond mention tweet document outline guess recount fear
    worry stipulate anticipate
"""
_IRREGULAR = {
    "say": "said",
    "write": "wrote|written",
    "find": "found",
    "think": "thought",
    "understand": "understood",
    "hear": "heard",
    "hold": "held",
    "quip": "quipped",
    "admit": "admitted",
    "learn": "learned|learnt",
    "point out": "pointed out",
    "make clear": "made clear",
}


def _third(verb: str) -> str:
    first, _, rest = verb.partition(" ")
    if first.endswith("y") and first[-2] not in "aeou":
        first = f"{first[:-1]}ie"
    elif first.endswith(("s", "sh", "ch", "x")):
        first += "e"
    return f"{first}s {rest}".strip()


def _past(verb: str) -> str:
    if verb in _IRREGULAR:
        return _IRREGULAR[verb]
    if verb.endswith("y") and verb[-2] not in "aeou":
        return f"{verb[:-1]}ied"
    return f"{verb}d" if verb.endswith("e") else f"{verb}ed"


_ALL = (*dict.fromkeys([*_REGULAR.split(), *_IRREGULAR]),)
_THIRD = "|".join(_third(verb) for verb in _ALL)
_PAST = "|".join(_past(verb) for verb in _ALL)
_HEARER = r"(?:(?:the|a|an|its|his|her|their|our) )?(?:[A-Z][\w’'&.]*(?: [A-Z][\w’'&.]*){0,3}|[a-z]+)"
MANY = "(?:" + "|".join(verb for verb in _ALL if verb not in {"hold", "document", "project", "signal", "state"}) + ")"
"""Of many who speak: "hydrologists reckon"."""

VERB = (
    rf"(?:{_THIRD}|{_PAST}|told(?: [\w’'&.]+){{1,5}}?(?= that )|tells?(?: [\w’'&.]+){{1,5}}?(?= that )|told {_HEARER}(?= \w)"
    r"|puts? it(?: [\w ]{2,24})?|is (?:reporting|saying|warning|arguing|predicting)"
    rf"|(?:has|have|had) (?:(?:also|since|now|already|[a-z]+ly) )*(?:{_PAST})|(?<=s ){MANY})"
)
"""Of one who speaks: third person, past or perfect, with whom it is told."""
