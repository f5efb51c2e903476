"""Things that a question tells apart by a number. All headlines are invented."""

import pytest

from watchers.judge.numbered import another_number
from watchers.words.finder import words_of


@pytest.mark.parametrize(
    ("question", "title", "other"),
    [
        ("Does the council adopt paragraph 4?", "Council: paragraph 3 adopted in late vote", "paragraph 3"),
        ("Does the council adopt paragraph 4?", "Council adopts paragraph 3, paragraph 4 to follow", ""),
        ("Does the council adopt paragraph 4?", "Council adopts paragraphs 3 and 4", ""),
        ("Is the second runway approved?", "Brandholm's third runway approved", "third runway"),
        ("Is the second runway approved?", "Brandholm's 2nd runway approved", ""),
        ("Will Argo 2 lift off in May?", "Argo 3 lifts off", "Argo 3"),
        ("Will the summit of May 12 be held?", "Summit of May 13 called off", ""),
        ("Does Auria release 4 prisoners?", "Auria releases 3 prisoners", ""),
        ("Does the party win 50 seats?", "Party wins 3 seats", ""),
    ],
)
def test_a_thing_of_another_number_is_another_thing(question: str, title: str, other: str) -> None:
    """A vote on paragraph 3 was a hint for the questions on paragraphs 4, 5 and 8; days and amounts are no such numbers."""
    assert another_number(words_of(title), question) == other
