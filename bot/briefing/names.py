"""Which capitalised words of a text are names, and which only begin a sentence."""

import re
from collections import Counter
from collections.abc import Iterable

_NO_NAMES = """
    A After All Also Although An And Any April As At August Because Before Both But By December Do Does Did Each Even Every
    February First For Friday From He Her Here His However I If In Instead Is It Its January July June Last Later Less
    Like March May Meanwhile Monday More Most Much Neither New Next No Nor Not Nothing November Now October Of On Once
    One Only Or Other Our Over Q1 Q2 Q3 Q4 Saturday Second See September She Should Since So Some Still Such Sunday
    Taken Tens That The Their Then There These They Third This Those Though Three Thursday To Together Tuesday Two Under
    Until Wednesday We Were What When Where Whether Which While Who Whose Why Will With Without Would Yet You Your
    Are Can Could Has Have Had Was Unless Critics Officials Analysts Many Several Another Today Four Five Six AI GDP CEO CFO TV IT PR
    Apr Aug Call Christmas Dec Easter Eid Expect Feb Halloween Jan Jul Jun Nov Oct Ramadan Sept Thanksgiving Watch Year
"""
NOBODY = frozenset(_NO_NAMES.split())
"""Words that begin with a capital for their place or by custom, and name nobody."""

_CAPITAL = re.compile(r"[A-Z][\w-]+")


def proper(sentences: Iterable[str]) -> frozenset[str]:
    """Words that are names: large within a sentence, or large at every one of several beginnings, and never small."""
    texts = tuple(sentences)
    small = {word for text in texts for word in re.findall(r"\b[a-z][\w-]+", text)}
    within = {m[0] for text in texts for m in _CAPITAL.finditer(text) if m.start() > 1}
    begins = Counter(m[0] for text in texts if (m := _CAPITAL.match(text)))
    recurring = {word for word, times in begins.items() if times > 1 and not word.endswith("s")}
    return frozenset(word for word in within | recurring if word.lower() not in small and word not in NOBODY)


_OWNER = re.compile(
    r"^.+[’']s (?=[A-Z])(?!(?:\w+ )?(?:College|Party|Hospital|Republic|Front|Union|Council|Bank|Bench|Congress|Army|Register"
    r"|Church|Court|School|List|Digest|Weekly|Gazette|Journal|Institute|Guild|Association|Movement|League|Fund)\b)"
)


_SEAT = re.compile(r"^[A-Z][\w-]+-(?:based|born|backed|listed|owned|run|led)\s+")


def without_owner(name: str) -> str:
    """Taiwan's Jinshan and Taipei-based Jinshan are Jinshan; the People's Party keeps its people."""
    return _OWNER.sub("", _SEAT.sub("", name))
