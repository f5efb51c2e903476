"""Which language a text is in, by its script and its commonest words; enough to choose a lexicon.

One word that English lacks is enough ("mit", "n'a"), two that may stand in a name are. A headline often has none: then what the
feed says of itself decides between scripts' languages, and is asked second where English says nothing. It never overrules the
text: many a feed says "en" whatever it is written in. But where it declares a language that is not read, and no word of the text
shows that it is in another, nothing is read there: nobody could tell what is negated.
"""

import re
import tomllib
import unicodedata
from collections import Counter
from functools import cache, lru_cache
from importlib.resources import files

from watchers.words.folding import folded
from watchers.words.tokens import Token, tokenize
from watchers.words.unread import lists, said_of, unread, unread_words

NAMES = {
    "en": "English", "ru": "Russian", "ar": "Arabic", "fa": "Persian", "fr": "French", "de": "German", "es": "Spanish",
}  # fmt: skip
"""The languages there is a lexicon for."""
_LATIN = ("fr", "de", "es")
_PERSIAN = frozenset("پچژگکی\u200c")
"""Persian's letters, its own K and Y and its joint among them: Arabic writes ك, ي or ى."""
_OF_ANOTHER = {
    "Kazakh, Kyrgyz, Tatar or Mongolian": frozenset("әғқңөұүһ"),
    "Ukrainian or Belarusian": frozenset("іїєґў"),
    "Serbian or Macedonian": frozenset("ђћљњјџѓќѕ"),
    "Tajik": frozenset("ӣӯҳҷ"),
    "Urdu": frozenset("ٹڈڑںے"),
    "Pashto": frozenset("ټډړږښڼۍې"),
    "Kurdish": frozenset("ڕێۆڵ"),
}
_BULGARIAN = re.compile(r"ъ(?![еёюя])")
"""Russian has that letter before some vowels only."""
_RUSSIAN = frozenset("для что как это его ее их также будет был была были может после".split())  # noqa: SIM905
_RUSSIAN_LETTERS = frozenset("ыэё")
_WITHOUT_THEM = frozenset({"Bulgarian", "Macedonian", "Serbian", "Ukrainian"})
_LETTERS_OF = {"fr": frozenset("çœèêàùûîï"), "de": frozenset("äöüß"), "es": frozenset("ñ¿¡áíóú")}
_LETTERS_AT_LEAST = 0.5
_ENGLISH = frozenset(
    "a an the of to in on at for with and or as by is are was were be will says say after over from has have that its "  # noqa: SIM905
    "not no it he his her their new amid but who why how what into against this they would could about been than which".split()
)
_ENGLISH_TOO = {
    "fr": frozenset({"a", "as", "on"}),
    "de": frozenset({"an", "in", "war", "was", "will"}),
    "es": frozenset({"a", "as", "he", "no"}),
}
"""Words of these languages that English has too."""
AS_WRITTEN = "="
"""What a word of a lexicon begins with that counts only as it is written: "würde" is not "wurde"."""
_SIGNS = frozenset({"@", "%", "^", ".", "_"})
"""What stands in a phrase of a lexicon for something else than a word."""
_BESIDE = frozenset({"about", "belonging", "beside", "new_object", "of", "over", "qualities", "that", "titles"})
"""Lists of a lexicon that tell nothing by themselves, but what a verb is of."""
_OTHERS_TOO = frozenset("a an as at be by for he her in is it new no of on or over to was will".split())  # noqa: SIM905
"""Words that English shares with some language that is not read."""
_CLEARLY = 2
_PARTICLES = re.compile(
    r"(\b[A-Z][\w'’-]+ |^|[:;,] )(?:[vV]on der|[vV]an de[rn]?|[dD]e la|[dD]e los) (?=[A-Z])|[vV]on der (?=Leyen)"
)
"""The small words of "Ursula von der Leyen" in whatever language she is written of, also where a headline begins with them."""
_INITIALS = re.compile(r"\b[A-Z]{2,}\b")
"""In a text that is not all capitals they are no small words of any language: "AU", "EU" and "UN"."""


@lru_cache(maxsize=2048)
def language_of(text: str, declared: str = "") -> str:
    """A code of NAMES, or the name of a language or script that is not read; English unless something speaks against it.

    `declared` is the feed's own word for it, as in `fa-IR`: for a text in Arabic letters that might be either, and where it is a
    language that is not read, for every text that no word shows to be in another.
    """
    if text.isascii() and _plainly_english(text):
        return "en"
    script = _script(text)
    if other := next((name for name, letters in _OF_ANOTHER.items() if letters & set(text.casefold())), ""):
        return other if script in {"CYRILLIC", "ARABIC"} else "en"
    if script == "CYRILLIC":
        return _in_cyrillic(text, said_of(declared, "cyrillic"))
    if script == "ARABIC":
        return _in_arabic(text, declared)
    return _by_words(text, declared) if script in {"LATIN", ""} else f"{script.capitalize()} script"


def _plainly_english(text: str) -> bool:
    """Whether a small word is English's alone, and none is another language's: most headlines, told at a glance."""
    words = set(text.casefold().split())
    return not words.isdisjoint(_english_alone()) and words.isdisjoint(_foreign())


@cache
def _english_alone() -> frozenset[str]:
    return _ENGLISH.difference(_OTHERS_TOO, *_ENGLISH_TOO.values(), _foreign())


@cache
def _foreign() -> frozenset[str]:
    """The small words of all other languages in Latin letters."""
    return frozenset().union(*(common_words(code) for code in _LATIN), unread_words()) - _OTHERS_TOO


def _in_cyrillic(text: str, said: str) -> str:
    if _BULGARIAN.search(text.casefold()):
        return "Bulgarian"
    words = {t.word for t in tokenize(text)}
    own = _RUSSIAN_LETTERS & set(text.casefold()) if said in _WITHOUT_THEM else frozenset()
    return said if said and not own and words.isdisjoint(_RUSSIAN) else "ru"


def _in_arabic(text: str, declared: str) -> str:
    words = {t.word for t in tokenize(text)}
    persian, arabic = (len(words & stop_words(code)) for code in ("fa", "ar"))
    said = said_of(declared, "arabic")
    if said and not (arabic or persian >= _CLEARLY or sum(w.startswith("ال") for w in words) >= _CLEARLY):
        return said
    fa = persian == arabic and _code(declared) == "fa"
    return "fa" if fa or persian > arabic or _PERSIAN & set(text) else "ar"


@lru_cache(maxsize=2048)
def perhaps(text: str, declared: str) -> str:
    """The language the feed declares, of a text that is taken for English only for want of any word that tells; else ""."""
    code = _code(declared)
    if code not in _LATIN or language_of(text) != "en":
        return ""
    return "" if any(t.word in _ENGLISH and t.word not in _ENGLISH_TOO[code] for t in tokenize(text)) else code


def _code(declared: str) -> str:
    return declared.strip()[:2].casefold()


def _script(text: str) -> str:
    """The script most letters are in, Latin where half of them are; "" for a text without letters."""
    if text.isascii():
        return "LATIN" if any(map(str.isalpha, text)) else ""
    counts = Counter(unicodedata.name(c, "").partition(" ")[0] for c in text if c.isalpha())
    if not counts:
        return ""
    if counts["LATIN"] / counts.total() >= _LETTERS_AT_LEAST:
        return "LATIN"
    return counts.most_common(1)[0][0]


def _by_words(text: str, declared: str) -> str:
    capitals = text.isupper()
    tokens = tokenize(_PARTICLES.sub(r"\1", text if capitals else _INITIALS.sub("", text)))
    words, alone = _telling(tokens, capitals=capitals)
    hits = {code: sum(t.word in common_words(code) for t in words) for code in _LATIN}
    sure = {code: sum(t.word in telling_words(code) for t in alone) for code in _LATIN}
    own = {code: sum(_has(t, letters) for t in words) for code, letters in _LETTERS_OF.items()}
    best = max(_LATIN, key=lambda code: (hits[code] + sure[code], code == _code(declared), own[code]))
    english = [t.word for t in tokens if t.word in _ENGLISH]
    plain = _ENGLISH_TOO[best].issuperset(english) and (sure[best] or hits[best] + own[best] >= _CLEARLY)
    found = best if plain or (hits[best] >= _CLEARLY and hits[best] > len(english)) else "en"
    name, count = unread(words, alone)
    against, said = (len(english) if found == "en" else hits[best] + sure[best]), said_of(declared, "latin")
    if count >= _CLEARLY and count > max(against, len(english)):
        return said or name
    clear = _clearly_english(english, count) if found == "en" else sure[best] and against > count
    return found if clear or not said else said


def _clearly_english(english: list[str], other: int) -> bool:
    """Whether a text is in English, whatever its feed declares: by a word that no other language has, or by two."""
    return not _OTHERS_TOO.issuperset(english) or (len(english) >= _CLEARLY and len(english) > other)


def _telling(tokens: tuple[Token, ...], *, capitals: bool) -> tuple[list[Token], list[Token]]:
    """The words that may tell the language, and those of them that may alone: "mit", "Los sindicatos", not "Los Angeles".

    No small words of names are among them: "El Fasher", "Kim Jong-un".
    """
    words, alone = [], []
    for at, token in enumerate(tokens):
        big, after = token.raw[:1].isupper() and not capitals, tokens[at + 1 : at + 2]
        within = big and at > 0 and not tokens[at - 1].is_mark
        if token.is_mark or token.glued or within or any(t.glued for t in after):
            continue
        words.append(token)
        if not capitals and (not big or any(t.raw[0].islower() for t in after)):
            alone.append(token)
    return words, alone


def _has(token: Token, letters: frozenset[str]) -> bool:
    """Whether a word that is no name has one of these letters."""
    return token.raw[0].islower() and not letters.isdisjoint(token.raw)


@lru_cache(maxsize=2048)
def small_words(text: str, declared: str) -> frozenset[str]:
    """The small words of the language a text is in, or by its feed may be in, those among them that English has in other senses: "war"."""
    code = perhaps(text, declared) or language_of(text, declared)
    return stop_words(code) | _ENGLISH_TOO.get(code, frozenset()) if code != "en" and code in NAMES else frozenset()


@cache
def stop_words(code: str) -> frozenset[str]:
    """The commonest words of a language, as they fold."""
    return frozenset(str(table(code)["stop"]).split())


@cache
def common_words(code: str) -> frozenset[str]:
    """The commonest words of a language, and those that tell it."""
    return stop_words(code) | telling_words(code)


@cache
def telling_words(code: str) -> frozenset[str]:
    """Those words of a language, as they fold, that by themselves tell it from English where they are written small."""
    return frozenset(folded(lists()["telling"][code]).split())


@cache
def table(code: str) -> dict[str, list[str] | str]:
    """A language's lexicon as its file has it, folded; what is to be found as it is written stays so."""
    text = (files("watchers") / "lexicon" / f"{code}.toml").read_text(encoding="utf-8")
    found: dict[str, list[str] | str] = tomllib.loads(text)
    return {k: folded(v) if isinstance(v, str) else [_folded(p) for p in v] for k, v in found.items()}


def _folded(phrase: str) -> str:
    return " ".join(p if p.startswith(AS_WRITTEN) else folded(p) for p in phrase.split())


def tells(word: str, code: str) -> bool:
    """Whether a folded word is one, or the beginning of one, by which that language's lexicon tells what became of something."""
    whole, beginnings = _told_by(code)
    return word in whole or word.startswith(beginnings)


@cache
def _told_by(code: str) -> tuple[frozenset[str], tuple[str, ...]]:
    lists = (v for kind, v in table(code).items() if not isinstance(v, str) and kind not in _BESIDE)
    words = {w for phrases in lists for phrase in phrases for w in phrase.split() if w not in _SIGNS} - stop_words(code)
    return frozenset(words), tuple(w[:-1] for w in words if w.endswith("*"))
