"""How likely it is that the documents answer."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from hoidap.answering.answerability import (
    CALIBRATIONS,
    SIGNALS,
    answerability,
    calibration_for,
    signals_of,
)
from hoidap.retrieval.asked import asked_part
from hoidap.retrieval.features import AskedQuestion, Candidate
from hoidap.retrieval.ranking import rank
from hoidap.retrieval.terms import question_terms

QUESTION = "Thẻ mượn sách có giá trị trong bao lâu?"
ANSWER = "Thẻ mượn sách có giá trị trong 2 năm."
PASSAGES = 3817
NEAR = [f"Sách loại {n} được giữ trong kho {n}." for n in range(45)]


def signals(texts: Sequence[str], dense: Sequence[float], answer: str) -> dict[str, float]:
    terms = question_terms(QUESTION, asked_part(QUESTION), lambda _: 5, 500)
    asked = AskedQuestion(QUESTION, terms, 500)
    candidates = [Candidate(text, "", near) for text, near in zip(texts, dense, strict=True)]
    documents = [f"d{place}" for place in range(len(texts))]
    return signals_of(asked, candidates, documents, rank(asked, candidates), answer)


ANSWERED = signals([ANSWER, *NEAR], [0.9, *[0.82] * len(NEAR)], ANSWER)
UNANSWERED = signals(NEAR, [0.83, *[0.82] * (len(NEAR) - 1)], NEAR[0])


def test_an_answer_stands_out_from_its_neighbours() -> None:
    for name in ("near_lead", "far_lead", "phrase_lead", "dense_lead"):
        assert ANSWERED[name] > UNANSWERED[name] + 0.01
    assert (ANSWERED["fits"], UNANSWERED["fits"]) == (1.0, 0.0)


@pytest.mark.parametrize("model", CALIBRATIONS)
def test_thresholds_tell_answered_from_unanswered(model: str) -> None:
    calibration = CALIBRATIONS[model]
    assert answerability(UNANSWERED, calibration, PASSAGES) < calibration.threshold
    assert answerability(ANSWERED, calibration, PASSAGES) > 0.9


@pytest.mark.parametrize("model", CALIBRATIONS)
def test_no_signal_speaks_against_an_answer(model: str) -> None:
    weights = CALIBRATIONS[model].weights
    assert set(weights) <= set(SIGNALS)
    assert all(weight >= 0 for weight in weights.values())


def test_nothing_found_is_not_answered() -> None:
    nothing = signals([], [], "")
    assert set(nothing) == set(SIGNALS)
    for calibration in CALIBRATIONS.values():
        assert answerability(nothing, calibration, PASSAGES) < calibration.threshold


def test_one_passage_alone_can_be_judged() -> None:
    alone = signals([ANSWER], [0.9], ANSWER)
    assert 0 < answerability(alone, CALIBRATIONS[""], 1) < 1


def test_passages_of_one_document_are_not_its_neighbours() -> None:
    terms = question_terms(QUESTION, QUESTION, lambda _: 5, 500)
    asked = AskedQuestion(QUESTION, terms, 500)
    candidates = [Candidate(text, "", 0.85) for text in (ANSWER, ANSWER, *NEAR)]
    ranking = rank(asked, candidates)
    same = signals_of(asked, candidates, ["d", "d", *NEAR], ranking, ANSWER)
    apart = signals_of(asked, candidates, ["d", "e", *NEAR], ranking, ANSWER)
    assert same["near_lead"] > apart["near_lead"]
    assert same["phrase_lead"] > apart["phrase_lead"]


def test_other_models_are_judged_without_cosines() -> None:
    assert calibration_for("multilingual-e5-small@abc") is CALIBRATIONS["multilingual-e5-small"]
    assert "dense_lead" not in calibration_for("another").weights


def test_the_same_lead_says_more_in_a_larger_corpus() -> None:
    calibration = CALIBRATIONS[""]
    few, many = (answerability(UNANSWERED, calibration, size) for size in (100, 100_000))
    assert few < many
