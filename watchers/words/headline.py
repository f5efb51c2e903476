"""A headline without what editors and software change while it stays the same headline."""

import re
import unicodedata

_LABELS = re.compile(
    r"^(?:(?:live(?: updates?| blog)?|breaking(?: news)?|developing|just in|watch(?: live)?|video|listen|in pictures"
    r"|updated?(?: ?\d+)?|corrected|correction|wrapup ?\d+)\s*(?:[:|\u2013\u2014]|-(?=\s)|-(?<=\d-))\s*)+",
    re.IGNORECASE,
)
_COUNTERS = re.compile(
    r"[(\[]\s*(?:updated?\s*)?\d+\s*(?:new|more|updates?|comments?|photos?|pictures?|videos?)?\s*[)\]]", re.IGNORECASE
)
_SITE = re.compile(r"\s\|\s[^|]{1,40}$")
_IN_WORD = re.compile(r"(?<=[^\W\d_])[.'\u2019\u02bc`](?=[^\W\d_])")
_NOT_WORDS = re.compile(r"[^0-9a-z]+")
_GENERIC_WORDS = """
a an the of for in on and or to at by from with as is are what we you our this your all how why s
live update updates updating latest news new headlines headline breaking blog coverage video watch listen
morning evening afternoon daily weekly today tonight tomorrow yesterday day week month briefing brief bulletin
summary roundup round up recap digest newsletter podcast episode edition pictures photos photo gallery quiz
know so far things top stories story know need world weather forecast cartoon opinion letters
monday tuesday wednesday thursday friday saturday sunday january february march april may june july august
september october november december am pm gmt utc
"""
_GENERIC = frozenset(_GENERIC_WORDS.split())
_WORDS_AT_LEAST = 4
_TELLING_AT_LEAST = 3
_UNSPACED_AT_LEAST = 10
_UNSPACED = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\u0e00-\u0e7f]")


def headline(title: str, outlet: str = "") -> str:
    """The title in words only: no case, punctuation, `LIVE:` label, counter, or ` - Outlet` suffix.

    Only the entry's own outlet counts as a suffix: in "Deal reached - minister" the last words are the news.
    """
    bare = without_outlet(" ".join(title.split()), outlet)
    bare = _SITE.sub("", _COUNTERS.sub(" ", _LABELS.sub("", bare)))
    return _words(bare) or _words(title) or title.strip()


def without_outlet(title: str, outlet: str) -> str:
    """The title without the ` - Outlet` that search feeds append to it."""
    return (
        re.sub(rf"\s+[-|\u2013\u2014]\s+{re.escape(outlet)}\s*$", "", title, flags=re.IGNORECASE) if outlet else title
    )


def without_labels(title: str) -> str:
    """The title without the `LIVE:`, `BREAKING:` or `UPDATE 2-` it begins with; as it is where nothing else is left."""
    return _LABELS.sub("", title).strip() or title.strip()


def is_telling(words: str) -> bool:
    """Whether a normalised headline names one report: "live updates" and "morning briefing" name none."""
    if _UNSPACED.search(words):
        return len(words) >= _UNSPACED_AT_LEAST
    parts = words.split()
    telling = [w for w in parts if w not in _GENERIC and not w.isdigit()]
    return len(parts) >= _WORDS_AT_LEAST and len(telling) >= _TELLING_AT_LEAST


def _words(text: str) -> str:
    """Letters, digits and their marks, in one case, with single spaces between.

    Full stops and apostrophes inside a word go without a trace (U.S. is US), other punctuation becomes a space.
    """
    if text.isascii():
        return _NOT_WORDS.sub(" ", _IN_WORD.sub("", text).lower()).strip()
    plain = _IN_WORD.sub("", unicodedata.normalize("NFKC", text)).casefold()
    kept = (_kept(c) for c in plain)
    return " ".join("".join(kept).split())


def _kept(character: str) -> str:
    kind = unicodedata.category(character)
    if kind == "Cf":  # the zero-width joiners of Persian, soft hyphens, direction marks
        return ""
    return character if kind[0] in "LNM" else " "
