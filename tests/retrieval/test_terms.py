"""The words of a question, how much each says, and where a text holds them."""

from __future__ import annotations

import pytest

from hoidap.retrieval.terms import (
    QuestionTerms,
    find_terms,
    inverse_document_frequency,
    question_terms,
    words_of,
)

HOLDING = {"thẻ": 10, "mượn": 20, "thẻ_mượn": 5, "là": 900, "gì": 30}


def terms(question: str) -> QuestionTerms:
    return question_terms(question, question, lambda term: HOLDING.get(term, 0), 1000)


def test_rare_terms_say_more() -> None:
    assert inverse_document_frequency(1000, 1) > inverse_document_frequency(1000, 100) > 0


def test_more_passages_than_there_are_is_no_error() -> None:
    assert inverse_document_frequency(10, 11) >= 0


def test_question_words_say_almost_nothing() -> None:
    weights = terms("thẻ mượn là gì").weights
    assert weights["gì"] < 0.1 * weights["mượn"]
    assert weights["là_gì"] < 0.1 * weights["thẻ_mượn"]


def test_coverage_goes_from_nothing_to_all() -> None:
    asked = terms("thẻ mượn")
    assert asked.share([]) == 0
    assert 0 < asked.share(["thẻ"]) < asked.share(["thẻ", "mượn"]) < 1
    assert asked.share(["thẻ", "mượn", "thẻ_mượn", "thẻ"]) == pytest.approx(1)


def test_no_terms_cover_nothing() -> None:
    assert terms("?").share(["thẻ"]) == 0


def test_hits_say_where() -> None:
    text = "Thư viện cấp thẻ. Mượn bằng thẻ mượn."
    hits = find_terms(text, terms("thẻ mượn"))
    assert [(hit.term, text[hit.start :][:4]) for hit in hits] == [
        ("thẻ", "thẻ."),
        ("mượn", "Mượn"),
        ("thẻ", "thẻ "),
        ("mượn", "mượn"),
        ("thẻ_mượn", "mượn"),
    ]


def test_pairs_never_cross_a_stop_or_another_word() -> None:
    asked = terms("thẻ mượn")
    for text in ("thẻ. Mượn", "thẻ bạn mượn", "thẻ\nmượn"):
        assert "thẻ_mượn" not in {hit.term for hit in find_terms(text, asked)}


def test_spelling_variants_are_one_word() -> None:
    assert words_of("Hoá 05") == words_of("hóa 5")
