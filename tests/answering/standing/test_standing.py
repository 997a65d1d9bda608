"""Provisions that were changed: answers say so, quote what holds, and cite both places."""

from __future__ import annotations

from datetime import date

import pytest

from hoidap.answering.assistant import Assistant
from hoidap.domain import Answer, Status
from hoidap.retrieval.query import Scope

OF = "Nghị định 21/2018/NĐ-CP"
BY = "45/2021/NĐ-CP"


def cited(answer: Answer) -> list[tuple[str | None, str]]:
    return [(each.number, each.locator) for each in answer.citations]


def test_an_amended_point_is_quoted_as_it_reads_now_with_both_places(ferries: Assistant) -> None:
    answer = ferries.ask(f"Điểm b khoản 2 Điều 2 {OF} quy định gì?")
    assert cited(answer) == [(BY, "khoản 1 Điều 1"), ("21/2018/NĐ-CP", "điểm b khoản 2 Điều 2")]
    assert answer.answer.index("bơi 200 mét") < answer.answer.index("bơi 50 mét")
    codes = [each.code for each in answer.warnings]
    assert codes == ["changed", "former_wording"]
    assert "khoản 1 Điều 1 Nghị định 45/2021/NĐ-CP" in answer.warnings[0].text
    assert "1/11/2021" in answer.warnings[0].text


def test_as_of_a_day_before_the_change_the_former_wording_stands_alone(
    ferries: Assistant,
) -> None:
    scope = Scope(as_of=date(2021, 10, 31))
    answer = ferries.ask(f"Điểm b khoản 2 Điều 2 {OF} quy định gì?", scope)
    assert cited(answer) == [("21/2018/NĐ-CP", "điểm b khoản 2 Điều 2")]
    assert answer.warnings == ()
    later = ferries.ask(f"Điểm b khoản 2 Điều 2 {OF} quy định gì?", Scope(as_of=date(2021, 11, 1)))
    assert (BY, "khoản 1 Điều 1") in cited(later)


def test_what_was_added_later_is_answered_from_the_clause_that_adds_it(
    ferries: Assistant,
) -> None:
    answer = ferries.ask(f"Khoản 1a Điều 3 {OF} quy định gì?")
    assert answer.status is Status.ANSWERED
    assert cited(answer) == [(BY, "khoản 2 Điều 1")]
    assert "trẻ em chiếm một phần ba" in answer.answer
    assert "1/1/2022" in answer.answer  # a day of its own


def test_an_article_quoted_whole_shows_what_was_added_to_it(ferries: Assistant) -> None:
    answer = ferries.ask(f"Điều 3 {OF} quy định gì?")
    assert (BY, "khoản 2 Điều 1") in cited(answer)
    assert "10 áo phao" in answer.answer and "trẻ em" in answer.answer


@pytest.mark.parametrize(
    ("place", "clause", "says"),
    [
        ("khoản 3 Điều 2", "khoản 3 Điều 1", "bãi bỏ"),
        ("điểm b khoản 2 Điều 2", "khoản 1 Điều 1", "sửa đổi"),
        ("Điều 4", "khoản 4 Điều 1", "Phòng Kinh tế"),
        ("khoản 1a Điều 3", "khoản 2 Điều 1", "bổ sung"),
    ],
)
def test_what_has_become_of_a_provision_is_told_by_the_clause(
    ferries: Assistant, place: str, clause: str, says: str
) -> None:
    answer = ferries.ask(f"{place} {OF} đã bị sửa đổi, bãi bỏ chưa?")
    assert cited(answer) == [(BY, clause)]
    assert f"{clause} Nghị định {BY}" in answer.answer
    assert says in answer.answer.lower() or says in answer.answer


@pytest.mark.parametrize("place", ["khoản 1 Điều 2", "điểm a khoản 2 Điều 2", "khoản 2 Điều 3"])
def test_of_what_was_never_changed_no_change_is_told(ferries: Assistant, place: str) -> None:
    answer = ferries.ask(f"{place} {OF} đã bị sửa đổi, bãi bỏ chưa?")
    assert {each.number for each in answer.citations} == {"21/2018/NĐ-CP"}
    assert [each.code for each in answer.warnings] == ["unchanged"]
    assert BY not in answer.answer


def test_of_a_whole_document_the_amending_ones_are_named(ferries: Assistant) -> None:
    answer = ferries.ask(f"{OF} đã bị sửa đổi chưa?")
    assert BY in answer.answer
    assert cited(answer) == [(BY, "Điều 1")]


def test_what_was_struck_of_a_document_is_told_clause_by_clause(ferries: Assistant) -> None:
    answer = ferries.ask(f"Điều, khoản nào của {OF} đã bị bãi bỏ?")
    assert cited(answer) == [(BY, "khoản 3 Điều 1")]


def test_every_quote_is_in_its_document(ferries: Assistant) -> None:
    answer = ferries.ask(f"Điều 2 {OF} quy định gì?")
    with ferries.reading() as reading:
        for each in answer.citations:
            text = reading.document(each.document_id).text
            assert each.quote == text[each.start : each.end]


def test_what_a_quotation_was_is_said_above_it(ferries: Assistant) -> None:
    lines = ferries.ask(f"Khoản 2 Điều 2 {OF} quy định gì?").answer.split("\n")
    assert (
        lines[0] == "Theo khoản 1 Điều 1 Nghị định 45/2021/NĐ-CP (có hiệu lực từ ngày 1/11/2021):"
    )
    assert f"Trước khi sửa đổi, khoản 2 Điều 2 {OF} quy định:" in lines
    struck = ferries.ask(f"Khoản 3 Điều 2 {OF} quy định gì?").answer
    assert f"Trước khi bị bãi bỏ, khoản 3 Điều 2 {OF} quy định:" in struck
    untouched = ferries.ask(f"Khoản 1 Điều 2 {OF} quy định gì?")
    assert untouched.sentences[0].attribution is None


def test_of_a_document_that_is_not_there_what_others_do_to_it_is_told(
    ferries: Assistant,
) -> None:
    answer = ferries.ask("Điều 7 Nghị định 88/2009/NĐ-CP đã bị bãi bỏ chưa?")
    assert cited(answer) == [(BY, "khoản 3 Điều 2")]
    other = ferries.ask("Điều 8 Nghị định 88/2009/NĐ-CP đã bị bãi bỏ chưa?")
    assert (BY, "khoản 3 Điều 2") not in cited(other)
