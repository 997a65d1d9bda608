"""Summaries and questions of study packs hold nothing that the passages lack."""

from __future__ import annotations

import pytest

from hoidap.answering.generative.connection import ModelConnection
from hoidap.answering.generative.evidence import Source
from hoidap.answering.generative.loading import load_chat_model
from hoidap.answering.generative.study_material import StudyMaterial, is_about
from hoidap.domain import Kind, Metadata
from hoidap.settings import Settings
from tests.answering.generative.scripted_server import Fail, Scripted

TEXT = (
    "Quy định 08-QĐi/TW gồm 8 điểm phải gương mẫu và 8 điểm phải chống. "
    "Cán bộ càng giữ chức vụ cao thì càng phải gương mẫu."
)
SOURCES = [
    Source("quy-dinh", Metadata(kind=Kind.DIRECTIVE, title="Quy định"), "mục 1", 0, TEXT),
]


@pytest.fixture
def material(model: Scripted) -> StudyMaterial:
    chat = load_chat_model(Settings(llm="openai:scripted", llm_base_url=model.address))
    return StudyMaterial(ModelConnection(chat, 512), seconds=20)


def test_a_summary_keeps_what_the_passages_say(model: Scripted, material: StudyMaterial) -> None:
    model.script = lambda messages: [
        "Cán bộ càng giữ chức vụ cao thì càng phải gương mẫu [1]. "
        "Quy định 08-QĐi/TW có 27 biểu hiện suy thoái [1]."
    ]

    summary = material.summary(SOURCES)

    assert [each.text for each in summary] == [
        "Cán bộ càng giữ chức vụ cao thì càng phải gương mẫu."
    ]
    assert summary[0].support[0].passage == 0


def test_questions_are_about_the_passages(model: Scripted, material: StudyMaterial) -> None:
    model.script = lambda messages: [
        "1. Vì sao cán bộ giữ chức vụ cao phải gương mẫu?\n"
        "2. Quy định 37-QĐ/TW có bao nhiêu điều?\n"
        "3. Thời tiết hôm nay ra sao?\n"
        "Quy định này rất hay.\n"
    ]

    assert material.questions(SOURCES, 3) == ["Vì sao cán bộ giữ chức vụ cao phải gương mẫu?"]


def test_a_silent_model_writes_nothing(model: Scripted, material: StudyMaterial) -> None:
    model.script = lambda messages: [Fail(400)]

    assert material.summary(SOURCES) == []
    assert material.questions(SOURCES, 3) == []


@pytest.mark.parametrize(
    ("question", "about"),
    [
        ("Quy định 08-QĐi/TW gồm những điểm nào phải chống?", True),
        ("Quy định 08-QĐi/TW gồm mấy điểm phải gương mẫu?", True),
        ("Quy định 08-QĐi/TW gồm 9 điểm nào?", False),
        ("Cán bộ phải gương mẫu.", False),
    ],
)
def test_a_question_keeps_to_the_facts(question: str, about: bool) -> None:
    assert is_about(question, [TEXT]) is about
