"""Whether a claim says that something is not so, or has not happened: "still no pact"."""

import re

_CONTRAST = re.compile(
    r"\s*[—–(,]\s*(?:and |but |though )?(?:not|never|no longer)\b[^—–),;.]*[—–),]?"  # "Pakistan, not Russia, was chosen"
    r"|\bnot\b[^,;.]{1,80}?,? but\b(?: also\b)?|\bnot (?:only|just|merely|simply|least|so much)\b"
    r"|\b(?:no|not) (?:more|less|fewer|later|earlier|sooner) than\b|\bno doubt\b|\bnot (?:before|until)\b"
    r"|\bwhether or not\b|\bnothing but\b|\bnone other\b|\bthan not\b|\bneither here nor there\b"
    r"|\bnot (?:yet |been )?(?:rul(?:e|ed|ing)|exclud(?:e|ed|ing))\b(?: out\b)?"
    r"|\bno (?:secret|surprise|wonder|accident|coincidence|less|matter|stranger)\b",
    re.IGNORECASE,
)
_BRANCH = re.compile(
    r"\s*[;:—–]\s|,\s|\b(?:because|although|though|while|whereas|which|who|whose|if|unless|when|where|until|that|so"
    r"|due to|owing to|to (?:ensure|make sure|see))\b",
    re.IGNORECASE,
)
_NOT = re.compile(r"\b(?:no|not|never|none|neither|nobody|nothing|cannot|yet to)\b|n[’']t\b", re.IGNORECASE)
_FEWEST = 3


def is_negative(text: str) -> bool:
    """True where the main clause of a claim is negated; contrasts, side clauses and people's own words do not count."""
    if text[:1] in "“\"'‘":
        return False
    main = _CONTRAST.sub(" ", text)
    branches = list(_BRANCH.finditer(main))
    starts = [(0, ""), *((b.end(), b[0].strip()) for b in branches)]
    ends = [*(b.start() for b in branches), len(main)]
    clauses = [main[at:end] for (at, by), end in zip(starts, ends, strict=True) if not by.replace(" ", "").isalpha()]
    whole = [c for c in clauses if len(c.split()) >= _FEWEST]  # "In May, no ship came"
    return bool(_NOT.search(whole[0] if whole else " ".join(clauses)))
