"""Short names made from longer ones: slugs, and ids where an editor gave none."""

import re
import unicodedata

MAX_ID = 40
SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_SMALL_WORDS = """
    a an and are as at be been but by can could did do does for from had has have if in into is it its of on or
    s that the their them they this to was were when whether which will with would
"""
_SMALL = frozenset(_SMALL_WORDS.split())


def slugify(text: str) -> str:
    """The words that carry a text, as many as fit 40 characters; "" where none is written in Latin letters."""
    folded = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().lower()
    words = re.findall(r"[a-z0-9]+", folded)
    kept = [w for w in words if w not in _SMALL] or words
    slug = ""
    for word in kept[:6]:
        longer = f"{slug}-{word}".strip("-")
        if len(longer) > MAX_ID:
            break
        slug = longer
    return slug or "".join(kept[:1])[:MAX_ID]


def fresh_id(text: str, *, taken: set[str], fallback: str) -> str:
    """An id for a text that nothing in `taken` has; "claim-3" and the like where the text yields none."""
    base = slugify(text) or fallback
    found, number = base, 2
    while found in taken:
        tail = f"-{number}"
        found, number = base[: MAX_ID - len(tail)].rstrip("-") + tail, number + 1
    return found
