"""Abbreviations are recognised however they are typed, and words are not taken for them."""

from __future__ import annotations

import pytest

from hoidap.vietnamese.abbreviations import expand, read_table


@pytest.mark.parametrize(
    ("text", "meaning"),
    [
        ("UBND", "Uỷ ban nhân dân"),
        ("ubnd", "Uỷ ban nhân dân"),
        ("hdnd", "Hội đồng nhân dân"),
        ("HĐND", "Hội đồng nhân dân"),
        ("Cbcc", "cán bộ, công chức"),
        ("T.Ư", "Trung ương"),
        ("CNH, HĐH", "công nghiệp hoá, hiện đại hoá"),
        ("CNH-HĐH", "công nghiệp hoá, hiện đại hoá"),
        ("BLLĐ", "Bộ luật Lao động"),
        ("vbqppl", "văn bản quy phạm pháp luật"),
        ("TP.HCM", "Thành phố Hồ Chí Minh"),
        ("bn", "bao nhiêu"),
    ],
)
def test_an_abbreviation_in_every_spelling(text: str, meaning: str) -> None:
    (found,) = expand(text)
    assert found.meanings == (meaning,)
    assert (found.start, found.end) == (0, len(text))


def test_ambiguous_abbreviations_have_all_their_meanings() -> None:
    (found,) = expand("BCT")
    assert found.is_ambiguous
    assert found.meanings == ("Bộ Chính trị", "Bộ Công Thương")


def test_a_typed_d_with_a_stroke_decides() -> None:
    assert [found.meanings[0] for found in expand("hđ và hd")] == ["hợp đồng", "Hướng dẫn"]
    assert "Hướng dẫn" not in expand("hđ")[0].meanings


def test_a_short_form_like_a_word_needs_capitals_among_small_letters() -> None:
    assert [found.short for found in expand("Nghị quyết của TU")] == ["TU"]
    assert expand("tu dưỡng, hú") == []
    assert expand("HỌC TẬP VÀ TU DƯỠNG") == []


def test_document_numbers_are_left_alone() -> None:
    assert expand("Chỉ thị 05-CT/TW, 04/2015/NĐ-CP") == []


def test_ranges_are_exact_in_running_text() -> None:
    text = "UBND huyện và MTTQ giám sát CBCC."
    assert [text[found.start : found.end] for found in expand(text)] == ["UBND", "MTTQ", "CBCC"]


def test_a_wrong_line_of_the_table_is_named() -> None:
    assert read_table("# note\n\nAB\tmột; hai\n")["ab"][0].meanings == ("một", "hai")
    with pytest.raises(ValueError, match=r"line 2.*AB một"):
        read_table("# note\nAB một\n")
