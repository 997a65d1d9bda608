"""Which of several passages most likely answers."""

from __future__ import annotations

import numpy as np

from hoidap.retrieval.asked import asked_part
from hoidap.retrieval.features import (
    FEATURES,
    AskedQuestion,
    Candidate,
    best_title,
    defining,
    features_of,
    heading_of,
    titles_of,
)
from hoidap.retrieval.ranking import RANKING_WEIGHTS, rank
from hoidap.retrieval.terms import question_terms

DENSE = 0.85


def ask(question: str) -> AskedQuestion:
    return AskedQuestion(
        question, question_terms(question, asked_part(question), lambda _: 5, 500), 500
    )


def passage(text: str, context: str = "Luật Thư viện", dense: float = DENSE) -> Candidate:
    return Candidate(text, context, dense)


def best(question: str, *candidates: Candidate) -> int:
    return rank(ask(question), candidates).order[0]


def test_every_feature_has_a_weight() -> None:
    assert set(RANKING_WEIGHTS) == set(FEATURES)


def test_nothing_to_rank() -> None:
    assert features_of(ask("Thẻ mượn là gì?"), []).shape == (0, len(FEATURES))
    assert rank(ask("Thẻ mượn là gì?"), []).order == []


def test_passages_that_hold_the_words_come_first() -> None:
    other = passage("Kho sách được kiểm kê hằng năm.")
    right = passage("Thẻ mượn có giá trị hai năm.")
    assert best("Thẻ mượn có giá trị bao lâu?", other, right) == 1


def test_nearer_vectors_come_first_when_words_are_equal() -> None:
    assert best("Thẻ mượn", passage("Thẻ mượn.", dense=0.8), passage("Thẻ mượn.", dense=0.9)) == 1


def test_equal_passages_keep_their_order() -> None:
    assert rank(ask("Thẻ mượn"), [passage("Thẻ mượn.")] * 3).order == [0, 1, 2]


def test_a_heading_that_is_just_what_is_asked_beats_one_that_says_more() -> None:
    body = "\n1. Người được cấp thẻ mượn sách phải giữ gìn."
    long = passage("Thu hồi và huỷ bỏ thẻ mượn của người vi phạm" + body)
    short = passage("Thẻ mượn" + body)
    assert best("Luật Thư viện quy định thế nào về thẻ mượn?", long, short) == 1


def test_headings_of_the_context_count_without_their_labels() -> None:
    candidate = passage("1. Có giá trị.", "Luật Thư viện\nChương II › Điều 8. Thẻ mượn")
    assert "Thẻ mượn" in titles_of(candidate)
    assert best_title(ask("thẻ mượn"), titles_of(candidate))[2] > 0.9


def test_words_like_labels_are_no_labels() -> None:
    assert titles_of(passage("Điều kiện mượn sách\n1. Có thẻ.", ""))[0] == "Điều kiện mượn sách"


def test_a_heading_is_a_short_line_above_others() -> None:
    assert heading_of("Thẻ mượn\n1. Có giá trị.") == "Thẻ mượn"
    assert heading_of("Thẻ mượn có giá trị.\nHai năm.") == ""
    assert heading_of("1. Thẻ mượn\n2. Sách") == ""
    assert heading_of("Thẻ mượn") == ""


def test_a_definition_is_recognised_by_its_form() -> None:
    question = "Thẻ mượn là gì?"
    assert defining(question, "1. Thẻ mượn là giấy do thư viện cấp.") == 1
    assert 0 < defining(question, "Thẻ mượn quy định tại Luật này là giấy do thư viện cấp.") < 1
    assert defining(question, "Mất thẻ mượn thì báo thư viện.") == 0
    assert defining("Thư viện mở cửa lúc nào?", "Thư viện là nơi đọc sách.") == 0


def test_the_article_that_a_question_names_is_told_from_its_neighbour() -> None:
    question = "Theo Điều 8, Luật Thư viện, bạn đọc có quyền gì?"
    text = "Bạn đọc có quyền mượn sách."
    places = [passage(text, f"Luật Thư viện\nĐiều {n}. Quyền") for n in (7, 8)]
    assert best(question, *places) == 1


def test_scores_are_finite_for_odd_input() -> None:
    odd = [passage("", ""), passage("\n\n", "\n"), passage("…" * 50), passage("1.\n2.\n")]
    for question in ("?", "là gì", "x", "Điều 8"):
        assert np.isfinite(rank(ask(question), odd).scores).all()
