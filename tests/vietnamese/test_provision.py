"""References to provisions are read in both directions and compared with locators."""

from __future__ import annotations

import pytest

from hoidap.vietnamese.folding import fold
from hoidap.vietnamese.provision import find_provisions, lies_within, matches_locator

SHORT = {
    "part": "P",
    "chapter": "C",
    "division": "M",
    "subdivision": "T",
    "article": "Đ",
    "clause": "k",
    "point": "đ",
    "item": "ý",
}


def read(text: str) -> list[str]:
    """References in short: "Đ8 k2 đb"."""
    return [
        " ".join(SHORT[level] + mark for level, mark in found.levels.items())
        for found in find_provisions(text)
    ]


@pytest.mark.parametrize(
    ("text", "references"),
    [
        ("điểm b khoản 2 Điều 8", ["Đ8 k2 đb"]),
        ("Điều 8 khoản 2 điểm b", ["Đ8 k2 đb"]),
        ("Điều 8, khoản 2, điểm b", ["Đ8 k2 đb"]),
        ("điểm đ khoản 2 Điều 8", ["Đ8 k2 đđ"]),
        ("điểm b) khoản 2 của Điều 8", ["Đ8 k2 đb"]),
        ("Điều 12a", ["Đ12a"]),
        ("Mục 1 Chương II", ["C2 M1"]),
        ("điểm 6.3.2 nói gì", ["đ6.3.2"]),
        ("muc 3.4 d quy dinh gi", ["đ3.4"]),
        ("điểm 4.1 mục II", ["M2 đ4.1"]),
        ("khoản 3.5 tỷ đồng", []),
        ("chương 2", ["C2"]),
        ("Chương II Phần thứ nhất", ["P1 C2"]),
        ("điểm 2 mục I", ["M1 đ2"]),
        ("ý 3", ["ý3"]),
        ("Điều 3 Quy chế ban hành kèm theo", ["Đ3"]),
        ("k2 đ8", ["Đ8 k2"]),
    ],
)
def test_one_reference(text: str, references: list[str]) -> None:
    assert read(text) == references


@pytest.mark.parametrize(
    ("text", "references"),
    [
        ("khoản 1, 2 Điều 35", ["Đ35 k1", "Đ35 k2"]),
        ("khoản 1 và khoản 2 Điều 35", ["Đ35 k1", "Đ35 k2"]),
        ("các điều 5, 6 và 7", ["Đ5", "Đ6", "Đ7"]),
        ("từ Điều 5 đến Điều 8", ["Đ5", "Đ6", "Đ7", "Đ8"]),
        ("điểm c đến điểm e khoản 1 Điều 2", [f"Đ2 k1 đ{point}" for point in "cdđe"]),
        ("điểm a khoản 1, điểm b khoản 2 Điều 5", ["Đ5 k1 đa", "Đ5 k2 đb"]),
        ("khoản 1 Điều 5 và Điều 6", ["Đ5 k1", "Đ6"]),
        ("Điều 5, khoản 2 Điều 6", ["Đ5", "Đ6 k2"]),
    ],
)
def test_several_references(text: str, references: list[str]) -> None:
    assert read(text) == references


@pytest.mark.parametrize(
    "text", ["điểm b khoản 2 Điều 8", "Mục 1 Chương II", "Phần thứ hai", "khoản 1, 2 và 4 Điều 35"]
)
def test_typed_without_diacritics_it_means_the_same(text: str) -> None:
    assert read(fold(text).lower()) == read(text)


@pytest.mark.parametrize(
    "text",
    ["đạt điểm 8", "khoản 3 tỷ đồng", "mục tiêu 5 năm", "địa điểm ở xa", "dia diem o xa", "y tế 3"],
)
def test_ordinary_words_are_no_provisions(text: str) -> None:
    assert read(text) == []


def test_the_texts_own_document_is_relative() -> None:
    (own,) = find_provisions("quy định tại khoản 2 Điều này")
    (law,) = find_provisions("theo Điều 5 của Luật này thì")
    (other,) = find_provisions("theo Điều 5 Luật Lao động")
    assert (own.relative, law.relative, other.relative) == (True, True, False)
    assert (own.clause, own.article) == ("2", None)


def test_ranges_are_exact() -> None:
    text = "Theo điểm b khoản 2 Điều 8, và Mục 1 Chương II."
    assert [text[found.start : found.end] for found in find_provisions(text)] == [
        "điểm b khoản 2 Điều 8",
        "Mục 1 Chương II",
    ]


@pytest.mark.parametrize(
    ("reference", "locator", "matches"),
    [
        ("Điều 8", "Điều 8", True),
        ("Điều 8", "điểm đ khoản 2 Điều 8", True),
        ("khoản 2 Điều 8", "điểm đ khoản 2 Điều 8", True),
        ("khoản 2 Điều 8", "khoản 3 Điều 8", False),
        ("khoản 2 Điều 8", "Điều 8", False),
        ("Điều 8", "Điều 18", False),
        ("điểm d khoản 2 Điều 8", "điểm đ khoản 2 Điều 8", False),
        ("diem d khoan 2 dieu 8", "điểm đ khoản 2 Điều 8", True),
        ("chương 2", "Mục 1 Chương II", True),
        ("mục 1", "điểm 2 mục I", True),
        ("Điều 8", "Hỏi–đáp 2", False),
    ],
)
def test_matching_a_locator(reference: str, locator: str, matches: bool) -> None:
    (found,) = find_provisions(reference)
    assert matches_locator(found, locator) is matches


def test_lying_within_a_locator() -> None:
    (found,) = find_provisions("khoản 2 Điều 8")
    assert lies_within(found, "Điều 8")
    assert not lies_within(found, "điểm a khoản 2 Điều 8")
    assert not lies_within(found, "Hỏi–đáp 2")


def test_ranges_inside_ranges_do_not_multiply_without_end() -> None:
    named = "điểm a đến y khoản 1 đến 60 điều 1 đến 60, "
    assert 1 < len(find_provisions(named)) <= 200
    assert len(find_provisions(named * 20)) <= 20 * 200
