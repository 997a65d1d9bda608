"""What a language model adds to a pack: checked, with its sources, and never needed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import pytest

from hoidap import texts
from hoidap.answering.assistant import Assistant
from hoidap.api.study.access import document_ids
from hoidap.domain import Engine
from hoidap.settings import Settings
from hoidap.study.checking import check_item
from hoidap.study.making import make_pack
from hoidap.study.pack import KeyPoint, PackRequest, StudyPack
from hoidap.vietnamese.sentences import split_sentences
from tests.answering.generative.scripted_server import Fail, Scripted, Step, scripted_server
from tests.fakes import FakeEmbedder

DIRECTIVE = PackRequest(documents=("chi-thi-05-ct-tw-2016",))


@pytest.fixture(scope="module")
def model() -> Iterator[Scripted]:
    """A server whose model does what the test says."""
    with scripted_server() as server:
        yield server


def made(model: Scripted, settings: Settings, engine: Engine) -> StudyPack:
    """A pack of a site that uses the scripted model."""
    changed = {
        "llm": "openai:scripted",
        "llm_base_url": model.address,
        "llm_seconds": 20.0,
        "engine": engine,
    }
    with Assistant.open(settings.model_copy(update=changed), FakeEmbedder()) as assistant:
        return make_pack(assistant, DIRECTIVE)


@pytest.fixture(scope="module")
def plain(library: Assistant) -> StudyPack:
    return make_pack(library, DIRECTIVE)


@pytest.fixture(scope="module")
def point(plain: StudyPack) -> KeyPoint:
    """A key point of one sentence, which a model may repeat."""
    points = [point for section in plain.outline for point in section.points]
    return next(each for each in points if len(split_sentences(each.text)) == 1)


def _script(said: str, messages: Sequence[str]) -> Iterator[Step]:
    if "Tóm tắt" in messages[-1]:
        yield f"{said} [2]. Chỉ thị có 27 biểu hiện suy thoái [1]."
    elif "Câu hỏi thảo luận" in messages[-1]:
        yield f"Vì sao {said[0].lower()}{said[1:]}?\nQuy định 37-QĐ/TW cấm gì?\n"


@pytest.fixture(scope="module")
def written(model: Scripted, library: Assistant, point: KeyPoint) -> StudyPack:
    said = point.text.rstrip(". ")
    model.script = lambda messages: _script(said, messages)
    return made(model, library.settings, Engine.GENERATIVE)


def test_a_summary_holds_what_the_documents_say_and_nothing_else(
    written: StudyPack, point: KeyPoint, library: Assistant
) -> None:
    assert [each.text.rstrip(".") for each in written.summary] == [point.text.rstrip(". ")]
    with library.reading() as reading:
        documents = {each: reading.document(each).text for each in document_ids(written)}
    assert [check_item(each, documents) for each in written.summary] == [""]
    assert texts.NOTE_WRITTEN_SUMMARY in written.notes


def test_questions_of_the_model_stand_after_the_others_with_their_passage(
    written: StudyPack, plain: StudyPack, point: KeyPoint
) -> None:
    assert written.discussion[: len(plain.discussion)] == plain.discussion
    added = written.discussion[len(plain.discussion) :]
    assert [each.question.startswith("Vì sao") for each in added] == [True]
    assert [source.quote for source in added[0].sources] == [point.source.quote]
    assert added[0].id not in {each.id for each in plain.discussion}
    assert texts.NOTE_WRITTEN_QUESTIONS.format(count=1) in written.notes


def test_everything_else_is_as_without_a_model(written: StudyPack, plain: StudyPack) -> None:
    own = {"id", "created_at", "summary", "discussion", "notes"}
    assert written.model_dump(exclude=own) == plain.model_dump(exclude=own)


@pytest.mark.parametrize("status", [400, 503])
def test_a_model_that_fails_adds_nothing(
    model: Scripted, library: Assistant, plain: StudyPack, status: int
) -> None:
    model.script = lambda messages: [Fail(status)]

    pack = made(model, library.settings, Engine.AUTO)

    assert pack.summary == ()
    assert (pack.discussion, pack.notes) == (plain.discussion, plain.notes)


def test_a_hostile_model_gets_nothing_into_a_pack(
    model: Scripted, library: Assistant, plain: StudyPack, point: KeyPoint
) -> None:
    said = point.text.rstrip(". ")
    endless = "Người ký đã bị kỷ luật ngày 31/12/2031 [1]. " * 3000
    model.script = lambda messages: [f"<script>alert(1)</script> {said} [2].\n", endless]

    pack = made(model, library.settings, Engine.GENERATIVE)

    assert [each.text.rstrip(".") for each in pack.summary] == [said]
    assert pack.discussion == plain.discussion


def test_a_site_that_answers_from_the_documents_alone_asks_no_model(
    model: Scripted, library: Assistant
) -> None:
    model.script = lambda messages: ["Không được hỏi [1]."]
    before = len(model.requests)

    assert made(model, library.settings, Engine.EXTRACTIVE).summary == ()
    assert len(model.requests) == before
