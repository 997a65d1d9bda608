from __future__ import annotations

import pytest

from hoidap.answering.assistant import Assistant
from hoidap.answering.generative.follow_ups import adds_nothing
from hoidap.domain import Engine
from hoidap.retrieval.query import Turn
from tests.answering.generative.scripted_server import Scripted

HISTORY = (Turn("Ai ký Chỉ thị 05-CT/TW?", "Tổng Bí thư Nguyễn Phú Trọng ký Chỉ thị 05-CT/TW."),)
ASKED = "Thế còn ngày ban hành?"


@pytest.mark.parametrize(
    ("rewritten", "believed"),
    [
        ("Chỉ thị 05-CT/TW có ngày ban hành là ngày nào?", True),
        ("Ngày ban hành Chỉ thị 05-CT/TW?", True),
        ("Ngày ban hành Chỉ thị 03-CT/TW?", False),
        ("Ngày ban hành Chỉ thị 05-CT/TW năm 2016?", False),
        ("Ngày ban hành Chỉ thị 05-CT/TW của Bộ Chính trị?", False),
        ("Ngày ban hành Chỉ thị 05-CT/TW là 15/5/2016.", False),
        ("", False),
    ],
)
def test_a_rewritten_question_is_believed_when_it_adds_nothing(
    rewritten: str, believed: bool
) -> None:
    assert adds_nothing(rewritten, ASKED, HISTORY) is believed


def test_what_was_asked_must_be_kept() -> None:
    assert not adds_nothing("Ai ký Chỉ thị 05-CT/TW?", "Ai không ký chỉ thị đó?", HISTORY)


def test_a_follow_up_is_completed_by_the_model(model: Scripted, writer: Assistant) -> None:
    model.script = lambda messages: ["Ngày ban hành Chỉ thị 05-CT/TW là ngày nào?\n"]

    answer = writer.ask(ASKED, history=HISTORY, engine=Engine.GENERATIVE)

    assert answer.question == ASKED
    assert answer.understood_as == "Ngày ban hành Chỉ thị 05-CT/TW là ngày nào?"
    assert "15/5/2016" in answer.answer


def test_a_completion_that_adds_something_is_not_believed(
    model: Scripted, writer: Assistant
) -> None:
    model.script = lambda messages: ["Ngày ban hành Chỉ thị 03-CT/TW là ngày nào?\n"]

    answer = writer.ask(ASKED, history=HISTORY, engine=Engine.GENERATIVE)
    without = writer.ask(ASKED, history=HISTORY, engine=Engine.EXTRACTIVE)

    assert answer.understood_as == without.understood_as
    assert "05-CT/TW" in answer.understood_as
