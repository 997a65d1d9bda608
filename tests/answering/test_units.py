"""The smallest pieces of a document that can answer on their own."""

from __future__ import annotations

import re

from hypothesis import given
from hypothesis import strategies as st

from hoidap.answering.units import MOST_WORDS, Unit, UnitKind, cut_units, passage_units
from hoidap.domain import Document
from hoidap.embedding.embedder import Embedder
from ingest.documents import read_document
from ingest.extraction.registry import extract
from ingest.passages import split_passages
from tests.fakes import FakeEmbedder

LONG = " ".join(["nội dung"] * 30)

ARTICLE = f"""Trách nhiệm của thủ thư
1. Mở cửa đúng giờ.
2. Thủ thư từ chối cho mượn trong các trường hợp sau đây:
a) Thẻ hết hạn {LONG};
b) Sách quý {LONG}.
3. Kiểm kê kho sách.
"""


def texts(text: str, kind: UnitKind | None = None) -> list[str]:
    return [unit.text_in(text) for unit in cut_units(text) if kind in (None, unit.kind)]


def test_prose_is_cut_into_sentences() -> None:
    text = "Thư viện mở cửa buổi sáng. Buổi chiều đóng cửa."
    assert texts(text) == ["Thư viện mở cửa buổi sáng.", "Buổi chiều đóng cửa."]


def test_a_clause_carries_a_heading_that_is_its_subject() -> None:
    assert "Trách nhiệm của thủ thư\n1. Mở cửa đúng giờ." in texts(ARTICLE, UnitKind.ITEM)


def test_a_heading_that_is_no_subject_is_not_repeated() -> None:
    text = "Thư viện\n1. Mở cửa đúng giờ.\n2. Đóng cửa buổi tối."
    assert texts(text, UnitKind.ITEM) == ["1. Mở cửa đúng giờ.", "2. Đóng cửa buổi tối."]


def test_a_point_of_a_long_clause_carries_the_words_it_goes_on_from() -> None:
    (point,) = (each for each in texts(ARTICLE, UnitKind.ITEM) if "\na) " in each)
    assert point.startswith("2. Thủ thư từ chối cho mượn trong các trường hợp sau đây:\na) Thẻ hết")


def test_a_short_clause_stays_whole_with_its_points() -> None:
    text = "1. Bạn đọc được:\na) Mượn sách;\nb) Đọc tại chỗ.\n2. Bạn đọc trả sách."
    assert "1. Bạn đọc được:\na) Mượn sách;\nb) Đọc tại chỗ." in texts(text, UnitKind.ITEM)


def test_an_opening_paragraph_leads_in_to_its_list() -> None:
    text = f"Thủ thư có các quyền sau đây:\n1. Cấp thẻ {LONG} {LONG}.\n2. Thu hồi thẻ."
    assert "Thủ thư có các quyền sau đây:\n2. Thu hồi thẻ." in texts(text, UnitKind.ITEM)


def test_neighbouring_items_form_groups_that_cover_the_list() -> None:
    items = [f"{n}. Việc thứ {n} {' '.join(['chữ'] * 20)}." for n in range(1, 9)]
    text = "Các việc gồm:\n" + "\n".join(items)
    groups = [unit for unit in cut_units(text) if unit.kind is UnitKind.GROUP]
    assert groups[0].opens
    covered = "\n".join(text[each.core.start : each.core.end] for each in groups)
    assert covered == "\n".join(items)
    assert all(len(each.text_in(text).split()) <= MOST_WORDS for each in groups)


def test_a_short_article_is_also_one_unit() -> None:
    text = "Thẻ mượn\n1. Thẻ có giá trị hai năm.\n2. Thẻ mất thì báo thư viện."
    assert texts(text, UnitKind.WHOLE) == [text.partition("\n")[2]]


def test_a_heading_alone_is_not_an_answer() -> None:
    assert "Trách nhiệm của thủ thư" not in texts(ARTICLE)


def test_a_title_without_body_is_all_there_is() -> None:
    assert texts("Thư viện xã mở cửa trở lại") == ["Thư viện xã mở cửa trở lại"]


def test_nothing_gives_no_units() -> None:
    assert cut_units("") == ()
    assert cut_units("\n \n") == ()


LINES = st.lists(
    st.sampled_from(
        [
            "1. Một khoản.",
            "2. Khoản có điểm:",
            "a) Điểm a;",
            "b) Điểm b " + LONG + ".",
            "- gạch đầu dòng",
            "Một câu. Hai câu.",
            "Dòng mở:",
            "",
            "I. Phần",
            LONG + " " + LONG,
        ]
    ),
    max_size=12,
).map("\n".join)


def words(text: str, unit: Unit) -> int:
    return len(unit.text_in(text).split())


@given(LINES)
def test_units_quote_exactly_and_are_short(text: str) -> None:
    for unit in cut_units(text):
        for quoted in unit.ranges:
            part = text[quoted.start : quoted.end]
            assert part == part.strip() != ""
        assert unit.lead_in is None or unit.lead_in.end <= unit.core.start
        assert words(text, unit) <= MOST_WORDS or unit.kind is UnitKind.SENTENCE


@given(LINES)
def test_every_line_but_headings_is_in_some_unit(text: str) -> None:
    units = cut_units(text)
    starts = [found.start() for found in re.finditer(r"\S.*", text)]
    for start in starts[1:]:
        assert any(unit.core.start <= start < unit.core.end for unit in units)


def law() -> Document:
    text = f"""QUỐC HỘI
Luật số: 99/2020/QH14
LUẬT
VỀ VIỆC THỬ
Điều 1. Trách nhiệm của thủ thư
1. Mở cửa đúng giờ.
2. Từ chối cho mượn trong các trường hợp sau đây:
a) Thẻ hết hạn {LONG};
b) Sách quý {LONG}.
Điều 2. Kho sách
1. Kiểm kê hằng năm.
"""
    return read_document(extract(text.encode(), "luat.txt", 10_000)[0], "luat.txt", None).document


def test_a_passage_that_is_one_point_still_finds_its_lead_in() -> None:
    document = law()
    embedder: Embedder = FakeEmbedder()
    passages = split_passages(document, embedder.count_tokens, 60)
    shown = [
        unit.text_in(document.text)
        for passage in passages
        for unit in passage_units(passage, document)
    ]
    assert any("sau đây:\na) Thẻ hết hạn" in text for text in shown)
    assert any(text.endswith("1. Kiểm kê hằng năm.") for text in shown)


def test_units_of_a_passage_begin_inside_it() -> None:
    document = law()
    for passage in split_passages(document, FakeEmbedder().count_tokens, 60):
        for unit in passage_units(passage, document):
            assert passage.start <= unit.core.start < passage.end


def test_without_the_document_ranges_still_fit_it() -> None:
    document = law()
    for passage in split_passages(document, FakeEmbedder().count_tokens, 512):
        for unit in passage_units(passage):
            assert unit.text_in(document.text).strip()
            assert passage.start <= unit.core.start and unit.core.end <= passage.end
