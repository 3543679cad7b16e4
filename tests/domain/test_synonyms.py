"""What means the same is one word of a search, whatever its width and case."""

from __future__ import annotations

import pytest

from tracker.domain.synonyms import SYNONYMS, terms
from tracker.domain.text import folded


@pytest.mark.parametrize(
    ("text", "typed"),
    [
        ("Mass  Production 2nm", ["mass production", "2nm"]),
        ("ＩＰＯ", ["ipo"]),
        ("back end pilot", ["back end", "pilot"]),
        ("end back", ["end", "back"]),
        ("量産開始", ["量産開始"]),
        ("　", []),
    ],
)
def test_a_phrase_that_has_synonyms_is_one_term(text: str, typed: list[str]) -> None:
    assert [term[0] for term in terms(text)] == typed


def test_each_word_leads_to_all_others_of_its_line() -> None:
    for group in SYNONYMS:
        for word in group:
            (term,) = terms(word)
            assert (term[0], sorted(term)) == (word, sorted(group))


def test_each_word_is_folded_and_stands_once() -> None:
    every = [word for group in SYNONYMS for word in group]
    assert len(every) == len(set(every))
    assert every == [folded(word) for word in every]
