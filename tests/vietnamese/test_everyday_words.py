"""The table of everyday words is sound, and its forms are found as whole words only."""

from __future__ import annotations

import unicodedata
from importlib.resources import files

import pytest

import hoidap.vietnamese
from hoidap.vietnamese.everyday_words import find_everyday_words, read_table
from hoidap.vietnamese.normalisation import match_form
from hoidap.vietnamese.word_tables import read_rows

TABLE = (files(hoidap.vietnamese) / "everyday_words.tsv").read_text(encoding="utf-8")
ROWS = list(read_rows(TABLE))


def test_the_table_is_composed_and_says_nothing_twice() -> None:
    assert unicodedata.is_normalized("NFC", TABLE)
    assert len(read_table(TABLE)) == len(ROWS)
    assert all(len(set(row.meanings)) == len(row.meanings) for row in ROWS)


def test_what_is_everyday_in_one_line_is_official_in_none() -> None:
    everyday = {match_form(row.word) for row in ROWS}
    official = {match_form(meaning) for row in ROWS for meaning in row.meanings}
    assert everyday & official == set()


def test_no_form_stands_in_its_own_official_form() -> None:
    """Documents that use the one would use the other, and it would never be exchanged."""
    for row in ROWS:
        for meaning in row.meanings:
            assert f" {match_form(row.word)} " not in f" {match_form(meaning)} ", row


@pytest.mark.parametrize(
    ("text", "form"),
    [
        ("Người lao động bị đuổi việc khi nào?", "đuổi việc"),
        ("Được nghỉ phép năm bao nhiêu ngày?", "nghỉ phép năm"),
        ("BẰNG LÁI XE bị thu hồi", "BẰNG LÁI XE"),
        ("Li dị thì chia tài sản thế nào?", "Li dị"),
        ("Bác Hồ dạy gì?", "Bác Hồ"),
        ("Buôn ma túy, buôn ma tuý", "Buôn ma túy"),
    ],
)
def test_a_form_is_found_in_every_spelling_the_longest_first(text: str, form: str) -> None:
    found = find_everyday_words(text)[0]
    assert text[found.start : found.end] == form


@pytest.mark.parametrize(
    "text",
    [
        "Toà án bác bỏ yêu cầu trong trường hợp nào?",
        "Lời dạy của Bác về đạo đức",
        "Hồ sơ bác hộ tịch",
        "Xe đi từ bến nào?",
        "Phải làm, gương mẫu trước",
        "Người bị sa thải được trả gì?",
        "",
    ],
)
def test_other_words_are_left_alone(text: str) -> None:
    assert find_everyday_words(text) == []


def test_a_longer_form_keeps_a_shorter_one_from_being_found() -> None:
    (found,) = find_everyday_words("người dân tộc thiểu số")
    assert found.official == ("dân tộc thiểu số",)


def test_a_wrong_line_of_the_table_is_named() -> None:
    assert read_table("# note\n\nly dị\tly hôn; chấm dứt hôn nhân\n") == {
        ("ly", "dị"): ("ly hôn", "chấm dứt hôn nhân")
    }
    with pytest.raises(ValueError, match=r"line 2.*ly dị ly hôn"):
        read_table("# note\nly dị ly hôn\n")
    with pytest.raises(ValueError, match=r"line 1: expected word, tab, meanings"):
        read_table("ly dị\tly hôn;\n")
    with pytest.raises(ValueError, match=r"line 1: expected several syllables: 'Bác'"):
        read_table("Bác\tChủ tịch Hồ Chí Minh\n")
    with pytest.raises(ValueError, match=r"line 2: 'li dị' is in the table already"):
        read_table("ly dị\tly hôn\nli dị\tly hôn\n")
