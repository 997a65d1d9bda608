"""Whole packs: of a directive, of a topic over all documents, of a chapter of a code."""

from __future__ import annotations

import time
from datetime import date

import pytest

from hoidap.answering.assistant import Assistant
from hoidap.errors import NotFoundError, QuestionError
from hoidap.study.checking import check_item, is_cut_from
from hoidap.study.making import make_pack
from hoidap.study.pack import PackRequest, RelationKind, StudyPack
from tests.study.conftest import LABOUR_CODE

DIRECTIVE = "chi-thi-05-ct-tw-2016"
#: The requirement: a pack of 60 minutes for a document of a hundred articles.
LONGEST_SECONDS = 20


def chapter(assistant: Assistant, label: str) -> PackRequest:
    with assistant.reading() as reading:
        sections = reading.document(LABOUR_CODE).sections
    index = next(section.index for section in sections if section.label == label)
    return PackRequest(documents=(LABOUR_CODE,), sections={LABOUR_CODE: (index,)})


@pytest.fixture(scope="module")
def directive(library: Assistant) -> StudyPack:
    return make_pack(library, PackRequest(documents=(DIRECTIVE,)))


@pytest.fixture(scope="module")
def working_hours(library: Assistant) -> StudyPack:
    return make_pack(library, chapter(library, "Chương VII"))


@pytest.fixture(scope="module")
def topic(assistant: Assistant) -> StudyPack:
    return make_pack(assistant, PackRequest(topic="trách nhiệm nêu gương"))


@pytest.fixture(params=["directive", "working_hours", "topic"])
def pack(request: pytest.FixtureRequest) -> StudyPack:
    found: StudyPack = request.getfixturevalue(request.param)
    return found


def test_a_pack_has_everything_a_session_needs(pack: StudyPack) -> None:
    assert pack.title
    assert len(pack.aims) >= 2
    assert len(pack.outline) >= 5
    assert all(section.points for section in pack.outline)
    assert pack.timeline and pack.relations and pack.readings
    assert len(pack.discussion) >= 3
    assert len(pack.quiz) == 20


def test_the_agenda_fills_the_time_without_a_gap(pack: StudyPack) -> None:
    now = 0
    for entry in pack.agenda:
        assert entry.starts == now and entry.minutes >= 1
        now += entry.minutes
    assert now == pack.request.minutes
    assert {entry.kind for entry in pack.agenda} == {
        *("opening", "section", "discussion", "quiz", "closing"),
    }


def test_every_line_is_the_text_of_its_source(pack: StudyPack, library: Assistant) -> None:
    with library.reading() as reading:
        texts = {each.id: reading.document(each.id).text for each in reading.documents().documents}
    points = [*(p for section in pack.outline for p in section.points), *pack.news]
    sources = [
        *(point.source for point in points),
        *(source for item in pack.quiz for source in item.sources),
        *(source for each in pack.discussion for source in each.sources),
        *(reading.source for reading in pack.readings),
        *(term.source for term in pack.terms),
    ]
    for source in sources:
        assert texts[source.document_id][source.start : source.end] == source.quote
        assert source.reference.startswith(source.locator)
    for point in points:
        assert is_cut_from(point.text, point.source.quote), point
    assert [item.prompt for item in pack.quiz if check_item(item, texts)] == []


def test_the_outline_of_a_chapter_has_its_articles(working_hours: StudyPack) -> None:
    locators = [section.locator for section in working_hours.outline]
    assert locators == [f"Điều {number}" for number in range(105, 117)]
    titles = [section.title for section in working_hours.outline]
    assert titles[9] == "Ngày nghỉ hằng năm tăng thêm theo thâm niên làm việc"
    assert "Thời gian làm thêm giờ" in [term.term for term in working_hours.terms]


def test_a_directive_is_told_apart_from_the_one_it_continues(directive: StudyPack) -> None:
    chain = [
        (each.later, each.earlier)
        for each in directive.relations
        if each.kind is RelationKind.CONTINUES
    ]
    assert chain == [
        ("Chỉ thị 03-CT/TW", "Chỉ thị 06-CT/TW"),
        ("Chỉ thị 05-CT/TW", "Chỉ thị 03-CT/TW"),
        ("Kết luận 01-KL/TW", "Chỉ thị 05-CT/TW"),
    ]
    assert [entry.on for entry in directive.timeline] == [
        *(date(2006, 11, 7), date(2011, 5, 14), date(2016, 5, 15), date(2021, 5, 18)),
    ]
    assert any("Khác với Chỉ thị 03-CT/TW" in point.text for point in directive.news)
    assert any("bản tóm lược" in note for note in directive.notes)


def test_a_topic_draws_on_the_documents_that_speak_of_it(topic: StudyPack) -> None:
    documents = {document.document_id for document in topic.documents}
    assert {"quy-dinh-101-qd-tw-2012", "quy-dinh-08-qdi-tw-2018"} <= documents
    assert len({section.document_id for section in topic.outline}) >= 4


def test_a_demand_is_compared_with_an_experience(topic: StudyPack) -> None:
    compared = [each for each in topic.discussion if len(each.sources) == 2]
    assert compared
    kinds = [[source.document_id.split("-")[0] for source in each.sources] for each in compared]
    assert all(pair[0] != "phong" and pair[1] == "phong" for pair in kinds)


def test_a_short_session_has_fewer_points_and_a_long_one_more(library: Assistant) -> None:
    counts = []
    for minutes in (30, 60, 90):
        asked = {"minutes": minutes, "questions": 0}
        request = chapter(library, "Chương VII").model_copy(update=asked)
        made = make_pack(library, request)
        counts.append(sum(len(section.points) for section in made.outline))
        assert sum(entry.minutes for entry in made.agenda) == minutes
    assert counts[0] < counts[1] < counts[2]


def test_a_code_of_220_articles_takes_less_than_twenty_seconds(library: Assistant) -> None:
    steps: list[tuple[str, float]] = []
    began = time.process_time()
    made = make_pack(
        library,
        PackRequest(documents=(LABOUR_CODE,)),
        progress=lambda step, share: steps.append((step, share)),
    )
    assert time.process_time() - began < LONGEST_SECONDS
    assert len(made.quiz) == 20
    shares = [share for _, share in steps]
    assert shares == sorted(shares) and shares[-1] == 1.0


def test_what_may_not_be_read_is_not_there(library: Assistant) -> None:
    with pytest.raises(NotFoundError):
        make_pack(library, PackRequest(documents=("khong-co",)))
    with pytest.raises(NotFoundError, match="no section"):
        make_pack(library, PackRequest(documents=(DIRECTIVE,), sections={DIRECTIVE: (999,)}))
    with pytest.raises(QuestionError, match="documents or a topic"):
        make_pack(library, PackRequest())
