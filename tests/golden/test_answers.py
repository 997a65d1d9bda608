"""The golden questions are answered, refused and located as promised."""

from __future__ import annotations

import pytest

from hoidap.answering.assistant import Assistant
from tests.golden.asking import Judged, judge_all

#: Share of answerable questions whose answer holds every expected fact.
ANSWERED_AT_LEAST = 0.95


@pytest.fixture(scope="module")
def judged(assistant: Assistant) -> list[Judged]:
    return judge_all(assistant)


def test_answers_hold_the_expected_facts(judged: list[Judged]) -> None:
    answerable = [each for each in judged if each.case["answerable"]]
    wrong = {each.case["id"]: each.fault for each in answerable if each.fault}
    assert 1 - len(wrong) / len(answerable) >= ANSWERED_AT_LEAST, wrong


def test_what_the_documents_do_not_say_is_refused(judged: list[Judged]) -> None:
    answered = [each for each in judged if not each.case["answerable"] and each.fault]
    assert {each.case["question"]: each.answer.answer for each in answered} == {}


def test_every_locator_is_exact(judged: list[Judged]) -> None:
    asked = [each for each in judged if each.case["type"] == "locator"]
    assert {each.case["question"]: each.fault for each in asked if each.fault} == {}
