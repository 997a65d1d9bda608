"""Summaries and questions of study packs hold nothing that the passages lack."""

from __future__ import annotations

import pytest

from hoidap.answering.generative.connection import ModelConnection
from hoidap.answering.generative.engine import Limits
from hoidap.answering.generative.evidence import Source
from hoidap.answering.generative.loading import load_chat_model
from hoidap.answering.generative.study_material import Asked, StudyMaterial, passage_of
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
    return StudyMaterial(ModelConnection(chat, 512), Limits(20, 20, 4096, 512))


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
        "1. Vì sao cán bộ càng giữ chức vụ cao thì càng phải gương mẫu?\n"
        "2. Quy định 37-QĐ/TW có bao nhiêu điều?\n"
        "3. Thời tiết hôm nay ra sao?\n"
        "Quy định này rất hay.\n"
    ]

    assert material.questions(SOURCES, 3) == [
        Asked("Vì sao cán bộ càng giữ chức vụ cao thì càng phải gương mẫu?", 0)
    ]


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
        ("Vì sao cán bộ càng giữ chức vụ cao thì càng phải gương mẫu?", True),
        ("Vì sao cán bộ càng giữ chức vụ cao thì càng không phải gương mẫu?", False),
        ("Cán bộ giữ chức vụ cao làm gì để gương mẫu?", True),
        ("Tại sao <b>8 điểm phải chống</b> thành 8 điểm phải gương mẫu?", False),
    ],
)
def test_a_question_keeps_to_the_facts(question: str, about: bool) -> None:
    assert passage_of(question, SOURCES) == (0 if about else None)


def test_a_question_belongs_to_the_passage_that_holds_most_of_it() -> None:
    about = Metadata(kind=Kind.DIRECTIVE, title="Quy định về nêu gương", number="101-QĐ/TW")
    other = Source("quy-dinh", about, "mục 2", 900, "Người đứng đầu tự phê bình trước cấp dưới.")
    sources = [*SOURCES, other]

    assert passage_of("Người đứng đầu tự phê bình trước ai?", sources) == 1
    assert passage_of("Theo 101-QĐ/TW, người đứng đầu tự phê bình trước ai?", sources) == 1
