"""Word pieces are the very ones the model was trained on. All texts here are invented."""

import random
import unicodedata

import pytest

from tests.conftest import ROOT
from watchers.model.wordpiece import LONGEST, word_pieces

CLS, SEP, UNK = 101, 102, 100
VOCABULARY = ROOT / "watchers" / "lexicon" / "wordpieces.txt"
TEXTS = [
    "", " \t\n", "Ferry to Lantern Island won't stop, says operator", "U.S.-Avalon deal: 50% off?! $3.50 + tax",
    "Erdoğan, Ñandú, naïve café, STRASSE Straße İstanbul", "Москва подписала меморандум", "مسکو و تهران یادداشت",
    "東京とソウルの会談", "한국 뉴스", "zero\u200bwidth\u00adsoft\ufffdbad\x00nul\x07bell", "x" * 101, "y" * 100,
    "🚢 harbour 🚢🚢", "“quoted” – dash — long… ‹angle›", "antidisestablishmentarianism unbelievablyqqq",
]  # fmt: skip


def test_known_numbers_of_a_text() -> None:
    """As transformers' documentation gives them for bert-base-uncased."""
    assert word_pieces("Hello world!") == (CLS, 7592, 2088, 999, SEP)


def test_a_word_no_piece_fits_is_unknown() -> None:
    assert word_pieces("x" * 101) == (CLS, UNK, SEP)


def test_a_text_without_end_is_read_to_the_longest_the_model_takes() -> None:
    pieces = word_pieces("harbour " * 1_000_000)
    assert len(pieces) == LONGEST
    assert (pieces[0], pieces[-1]) == (CLS, SEP)


def test_the_tokenizers_package_says_the_same_of_any_text() -> None:
    tokenizers = pytest.importorskip("tokenizers", reason="tokenizers is not installed (group dev has it)")
    theirs = tokenizers.BertWordPieceTokenizer(str(VOCABULARY), lowercase=True)
    theirs.enable_truncation(LONGEST)
    chance = random.Random(1)
    old = [c for c in map(chr, range(0x2000)) if _category_never_changed(c)]
    letters = [*old, *"abcdefghijklmnopqrstuvwxyz '-.,!$" * 100]
    strewn = ["".join(chance.choices(letters, k=chance.randrange(60))) for _ in range(2000)]
    assert [t for t in (*TEXTS, *strewn) if list(word_pieces(t)) != theirs.encode(t).ids] == []


def _category_never_changed(character: str) -> bool:
    """Their Unicode tables are older than ours, and 4 of the letters here have become marks since."""
    first = unicodedata.ucd_3_2_0.category(character)
    return first == unicodedata.category(character) != "Cn"
