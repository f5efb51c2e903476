"""The words of anchors and signals, as an editor types them."""

import pytest

from bot.domain.grammar import Pattern, Term, parse_words, written_words
from bot.errors import GrammarError


def test_words_together_alternatives_phrases_and_exclusions() -> None:
    pattern = parse_words('sign|ink memorandum | MoU|"peace deal" -rumour -"no deal"')
    assert pattern == Pattern(
        wanted=(
            (Term(words="sign"), Term(words="ink")),
            (Term(words="memorandum"), Term(words="MoU"), Term(words="peace deal", exact=True)),
        ),
        unwanted=(Term(words="rumour"), Term(words="no deal", exact=True)),
    )


@pytest.mark.parametrize(
    ("typed", "canonical"),
    [
        ("  memorandum   signed ", "memorandum signed"),
        ("mutual-defense pact", "mutual-defense pact"),
        ("“peace   deal”", '"peace deal"'),
        ("deal –rumour", "deal -rumour"),
        ("-a|b c", "c -a -b"),
        ("U.S. troops.", "U.S. troops"),
        ("deal deal|Deal", "deal deal"),
    ],
)
def test_it_is_written_one_way_and_read_back_the_same(typed: str, canonical: str) -> None:
    pattern = parse_words(typed)
    assert str(pattern) == canonical
    assert parse_words(canonical) == pattern


@pytest.mark.parametrize(
    ("typed", "at", "says"),
    [
        ("", 0, "no words"),
        ("   ", 0, "no words"),
        ("-rumour", 0, "only exclusions"),
        ('deal "peace', 5, "never closed"),
        ('deal ""', 5, "nothing between"),
        ("deal|", 4, "after this"),
        ("|deal", 0, "before this"),
        ("deal||pact", 4, "between these"),
        ("deal - rumour", 5, "right before"),
        ("deal|-rumour", 5, "cannot be an exclusion"),
        ("(sign deal)", 0, "Brackets are not needed"),
        ("sign* deal", 4, "not needed"),
        ("memorandum, deal", 10, "comma"),
        ("deal -deal", 0, "never match"),
        ("deal &", 5, "no word"),
    ],
)
def test_what_cannot_be_read_is_answered_with_what_to_type(typed: str, at: int, says: str) -> None:
    with pytest.raises(GrammarError) as caught:
        parse_words(typed)
    assert says in str(caught.value)
    assert caught.value.at == at


@pytest.mark.parametrize(
    ("typed", "at"),
    [
        ("members AND offer", 8),
        ("deal OR pact", 5),
        ("deal NOT trade", 5),
        ("ANDORRA AND pact", 8),
        ('deal|"AND" AND talks', 11),
        ("deal pact -AND", 11),
    ],
)
def test_an_operator_of_search_boxes_is_refused_of_who_writes_it_and_read_as_a_word_where_it_stands(
    typed: str, at: int
) -> None:
    with pytest.raises(GrammarError, match="means nothing here") as caught:
        written_words(typed)
    assert caught.value.at == at
    assert parse_words(typed) == written_words(typed, before=typed)
    assert written_words('deal "NOT" trade') == parse_words('deal "NOT" trade')


def test_an_or_within_a_phrase_is_refused_of_who_writes_it_with_what_was_meant() -> None:
    """No report ever had it, and `story check` called the file well formed."""
    with pytest.raises(GrammarError, match=r'write "calls off"\|suspends') as caught:
        written_words('council "calls off|suspends" strike')
    assert caught.value.at == 8
    assert parse_words('"calls off|suspends" strike').wanted
