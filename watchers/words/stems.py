"""One form for all forms of a word: "signs", "signed" and "signing" are `sign`, "struck" is `strike`."""

import re
import threading
import tomllib
from collections.abc import Iterator, Mapping
from functools import cache, lru_cache
from importlib.resources import files
from typing import Any

import snowballstemmer

_ONE_AT_A_TIME = threading.Lock()
"""A stemmer keeps the word it is at in itself, and stories are read in several threads."""
_STEMMERS = {name: snowballstemmer.stemmer(name) for name in ("english", "russian")}
_ANOTHER_WORD = re.compile(r"ate[ds]?|ating")
"""What makes another word of one it is added to: a candidate is not candid."""
_OF_A_NAME = re.compile(r"e?[dns]?|[bdglmnprt]?(?:ed|ing|ers?)|als?|(?:at)?ions?|ments?")
"""What a word written with a capital may end in besides and be the same: "Titans", "Banned", "Resignation", and German
"Vertrages"; the Titanic is no Titan."""
_IZE = re.compile(r"(?<=\w{3})iz(e[drs]?|es|ers|ing|ations?)$")
_NEVER_IZE = re.compile(r"(?:cap|over|re|under|down|super)?siz|citiz|bizarr|horiz")
_OR = re.compile(
    r"^(arm|behavi|cand|clam|col|endeav|fav|flav|harb|hon|hum|lab|neighb|parl|rig|rum|sav|savi|splend|vap|vig)or"
    r"(s|ed|ing|hood|hoods|ites?|able|al|ers?)?$"
)
"""What America spells without the "u"; "-yze", "-ense" and "-er" for "-re" are few, and listed where they matter."""
_MANNER = re.compile(r"(?:ly|ness)$")
_ARABIC_ARTICLES = ("وبال", "فبال", "ولل", "فلل", "وال", "بال", "فال", "کال", "لل", "ال")
_ARABIC_JOINED = ("وب", "ول", "فب", "فل", "ب", "ل", "ک")
"""A "by", a "to" and a "like" that Arabic writes as one word with what they lead to."""
_ACCUSATIVE = re.compile(r"(?<=[^\W\d_]{3}[^\W\d_ی])ا$")
"""The ending of "اتفاقا"; a land's "-ia" is none."""
_SHORTEST_ARABIC = 3
_PERSIAN_ENDING = re.compile(r"ها(?:ی|یی)?$|(?<=ا)ی$|(?<=\w{3}[^اوی])ی$")
"""The plural, the linking -ye, and "a" or "any" after a long word, all folded."""


@cache
def _listed() -> Mapping[str, Mapping[str, str]]:
    table: dict[str, Any] = tomllib.loads(
        (files("watchers") / "lexicon" / "irregular.toml").read_text(encoding="utf-8")
    )
    return table


@cache
def irregular() -> Mapping[str, str]:
    """Irregular English forms, each to its plain form, as `lexicon/irregular.toml` lists them."""
    return {form: base for base, forms in _listed()["forms"].items() for form in forms.split()}


@cache
def _own() -> Mapping[str, str]:
    """English words that the stemmer takes for forms of another, each to itself or its plain form."""
    return {form: base for base, forms in _listed()["own"].items() for form in (base, *forms.split())}


@lru_cache(maxsize=65536)
def of_manner(word: str) -> bool:
    """Whether a folded word says how something is done, and so is no deed: "closely"; not "reply"."""
    return word.endswith("ly") and stem(word[:-2]) == stem(word)


@lru_cache(maxsize=65536)
def stem(word: str) -> str:
    """The stem of a folded word; a word that is no English or Russian one stays nearly as it is."""
    first = word[:1]
    if "а" <= first <= "я":
        return _stemmed("russian", word)
    if "\u0600" <= first <= "\u06ff":
        return _arabic(word)
    if own := _own().get(word):
        return own
    plain = irregular().get(word, word)
    return _stemmed("english", _british(plain))


def _british(word: str) -> str:
    """The word as Britain spells it, where America has a "z" or no "u": "legalize", "harbor"."""
    if _IZE.search(word) and not _NEVER_IZE.match(word):
        return _IZE.sub(r"is\1", word)
    return _OR.sub(r"\1our\2", word)


def _stemmed(language: str, word: str) -> str:
    with _ONE_AT_A_TIME:
        return str(_STEMMERS[language].stemWord(word))


def _arabic(word: str) -> str:
    """Without its article, and without a joined "and", which is only letters: nothing is lost where it is none."""
    article = next((a for a in _ARABIC_ARTICLES if word.startswith(a) and len(word) - len(a) >= _SHORTEST_ARABIC), "")
    bare = word[len(article) :]
    alone = bare.lstrip("و")
    bare = alone if len(alone) > _SHORTEST_ARABIC else bare
    ending = _PERSIAN_ENDING.search(bare)
    return bare[: ending.start()] if ending and ending.start() >= _SHORTEST_ARABIC else bare


def joined_stems(word: str) -> Iterator[str]:
    """What else a word of an Arabic text may be filed under: without what is joined to it, and without its accusative ending."""
    bare = without_joined(word)
    for form in dict.fromkeys((bare, _ACCUSATIVE.sub("", word), _ACCUSATIVE.sub("", bare))):
        if form != word:
            yield stem(form)


def without_joined(word: str) -> str:
    """An Arabic word without a "by" or a "to" joined to it; itself where too little would be left."""
    joined = next((j for j in _ARABIC_JOINED if word.startswith(j) and len(word) - len(j) >= _SHORTEST_ARABIC), "")
    return word[len(joined) :]


@lru_cache(maxsize=65536)
def same_word(wanted: str, found: str, *, name: bool = False) -> bool:
    """Whether two words of one stem are forms of one word; of a `name` only its own forms are."""
    shorter, longer = sorted((wanted, _MANNER.sub("", found)), key=len)
    if not longer.startswith(shorter):
        return True
    rest = longer[len(shorter) :]
    return bool(_OF_A_NAME.fullmatch(rest)) if name else not _ANOTHER_WORD.fullmatch(rest)
