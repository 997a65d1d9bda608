"""Questions for documents are answered by a list of them, each cited where it names itself."""

from __future__ import annotations

from datetime import date

import pytest

from hoidap.answering.assistant import Assistant
from hoidap.domain import Kind, Standing, Status
from hoidap.retrieval.query import Scope
from tests.study.conftest import LABOUR_CODE, library

__all__ = ["library"]


def listed(assistant: Assistant, question: str, **scope: object) -> list[str]:
    """Ids of the documents that answer, in the order shown."""
    answer = assistant.ask(question, scope=Scope(**scope))  # type: ignore[arg-type]
    assert answer.status is Status.ANSWERED, question
    by_number = {each.n: each for each in answer.citations}
    return [by_number[each.citations[0]].document_id for each in answer.sentences]


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        (
            "Bộ Chính trị đã ban hành những chỉ thị nào?",
            ["chi-thi-05-ct-tw-2016", "chi-thi-03-ct-tw-2011", "chi-thi-06-ct-tw-2006"],
        ),
        ("Chỉ thị mới nhất của Bộ Chính trị là gì?", ["chi-thi-05-ct-tw-2016"]),
        ("liet ke cac luat", ["luat-10-2022-qh15", "luat-44-2013-qh13"]),
        (
            "Cho tôi danh sách các văn bản về nêu gương",
            ["quy-dinh-08-qdi-tw-2018", "quy-dinh-55-qd-tw-2016", "quy-dinh-101-qd-tw-2012"],
        ),
        (
            "Quy định nào của Ban Chấp hành Trung ương còn hiệu lực?",
            ["quy-dinh-37-qd-tw-2021", "quy-dinh-08-qdi-tw-2018"],
        ),
        ("Văn bản nào mới ra gần đây nhất?", ["quy-dinh-144-qd-tw-2024"]),
        (
            "Các chỉ thị của Bộ Chính trị?",
            ["chi-thi-05-ct-tw-2016", "chi-thi-03-ct-tw-2011", "chi-thi-06-ct-tw-2006"],
        ),
        ("Tôi muốn tìm bài phỏng vấn về Hải Hà", ["phong-van-huyen-hai-ha-2016"]),
        ("Những nghị quyết nào được ban hành năm 2012?", ["nghi-quyet-12-nq-tw-2012"]),
    ],
)
def test_the_documents_that_were_asked_for_are_listed(
    assistant: Assistant, question: str, expected: list[str]
) -> None:
    assert listed(assistant, question) == expected


def test_what_is_out_of_force_is_told_with_each_document_only(assistant: Assistant) -> None:
    answer = assistant.ask("Văn bản nào đã bị thay thế?")
    assert answer.citations and not answer.warnings
    assert all(each.standing in (Standing.REPLACED, Standing.EXPIRED) for each in answer.citations)


def test_their_number_is_told(assistant: Assistant) -> None:
    answer = assistant.ask("Bộ Chính trị ban hành bao nhiêu chỉ thị?")
    assert any("có 3 tài liệu" in each.text for each in answer.warnings)


def test_every_document_is_cited_where_it_names_itself(assistant: Assistant) -> None:
    answer = assistant.ask("Văn bản nào do Nguyễn Phú Trọng ký?")
    with assistant.reading() as reading:
        for citation in answer.citations:
            document = reading.document(citation.document_id)
            assert document.text[citation.start : citation.end] == citation.quote
            assert document.metadata.number is not None
            assert document.metadata.number in citation.quote


def test_scope_and_day_hold_for_lists_too(assistant: Assistant) -> None:
    question = "Bộ Chính trị đã ban hành những chỉ thị nào?"
    assert listed(assistant, question, as_of=date(2012, 1, 1)) == [
        "chi-thi-03-ct-tw-2011",
        "chi-thi-06-ct-tw-2006",
    ]
    only = assistant.ask(question, scope=Scope(kinds=(Kind.INTERVIEW,)))
    assert "chi-thi-05-ct-tw-2016" not in {each.document_id for each in only.citations}


def test_what_no_document_is_stays_refused(assistant: Assistant) -> None:
    for question in (
        "Liệt kê các nghị định của Bộ Tài chính",
        "Cho tôi danh sách các văn bản về thuỷ lợi",
    ):
        assert assistant.ask(question).status is Status.NOT_FOUND


def test_a_directive_is_cited_by_number_and_title_in_its_header(library: Assistant) -> None:
    answer = library.ask("Liệt kê các bộ luật")
    assert {each.document_id for each in answer.citations} == {LABOUR_CODE}
    assert answer.citations[-1].quote.split() == ["BỘ", "LUẬT", "LAO", "ĐỘNG"]
    number = answer.citations[-1].number or ""
    assert all(number in each.quote for each in answer.citations[:-1])
