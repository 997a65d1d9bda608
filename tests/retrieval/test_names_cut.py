"""What is left of a question without the documents it names, and what that costs."""

from __future__ import annotations

import time

import pytest

from hoidap.answering.assistant import Assistant
from hoidap.retrieval.query import Query, Scope
from hoidap.retrieval.understanding import MOST_MENTIONS, Understanding


def understood(assistant: Assistant, question: str) -> Query:
    with assistant.reading() as reading:
        return Understanding().understand(question, reading, Scope())


@pytest.mark.parametrize(
    ("question", "left"),
    [
        ("Theo quy định của Chỉ thị 05-CT/TW, ai chịu trách nhiệm?", ", ai chịu trách nhiệm?"),
        ("Chỉ thị 05-CT/TW yêu cầu các cấp uỷ làm gì?", "các cấp uỷ làm gì?"),
        ("Cấp uỷ phải làm gì (theo Chỉ thị 05-CT/TW)?", "Cấp uỷ phải làm gì?"),
        (
            "Chỉ thị 05-CT/TW và Quy định 37-QĐ/TW khác nhau ở điểm nào?",
            "và khác nhau ở điểm nào?",
        ),
        (
            "Trong Chỉ thị 05-CT/TW, theo Quy định 37-QĐ/TW, đảng viên phải làm gì?",
            "đảng viên phải làm gì?",
        ),
    ],
)
def test_every_name_goes_with_the_words_that_join_it_on(
    assistant: Assistant, question: str, left: str
) -> None:
    assert understood(assistant, question).bare_text.split()[-3:] == left.split()[-3:]
    bare = understood(assistant, question).bare_text
    assert "05" not in bare
    assert "heo" not in bare


@pytest.mark.parametrize("name", ["CT1 ", "NQ 4 ", "05-CT/TW ", "theo của 05-CT/TW, ", "QĐ 37 "])
def test_a_question_full_of_names_costs_no_more_than_another(
    assistant: Assistant, name: str
) -> None:
    understood(assistant, "Chỉ thị 05-CT/TW nói gì?")
    started = time.process_time()
    query = understood(assistant, (name * 1000)[:1000])
    assert time.process_time() - started < 0.5
    assert len(query.mentions) <= MOST_MENTIONS
