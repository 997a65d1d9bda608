"""Canonical text keeps what a reader sees; match form makes spellings equal."""

from __future__ import annotations

import time
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hoidap.vietnamese.normalisation import (
    canonical_text,
    match_form,
    match_form_with_offsets,
)

#: Characters that canonicalisation treats specially, mixed with ordinary ones.
TRICKY = st.text(
    alphabet=st.one_of(
        st.sampled_from(
            "aăoOuUyYơđĐаЕƣ .,\n\r\t\u00a0\u200b\u00ad\ufeff\u2028\u0301\u0309\u0302“–ÐKİ가"
        ),
        st.characters(),
    ),
    max_size=40,
)


@pytest.mark.parametrize(
    ("raw", "stored"),
    [
        ("Đảng uy\u0309", "Đảng uỷ"),
        ("hai\r\ndòng\rnữa\u2028đây\x0chết", "hai\ndòng\nnữa\nđây\nhết"),
        ("\ufeffkho\u200bảng\u00ad cách", "khoảng cách"),
        ("Điều\u00a05\u202f%\u3000x", "Điều 5 % x"),
        ("cuối dòng  \t\ncuối văn bản ", "cuối dòng\ncuối văn bản"),
        ("\x00a\x1bb\ud800", "ab"),
        ("\u00d0iều 1", "Điều 1"),
        ("TH\u01a2\u0300A Đ\u01a2ỢC, ngƣời và Thủ tƣớng", "THỪA ĐƯỢC, người và Thủ tướng"),
        (
            "05-\u0421T/T\u0423 c\u1ee7a B\u0430n th\u01b0\u1eddng v\u1ee5",
            "05-CT/TY của Ban thường vụ",
        ),
        (
            "\u041c\u043e\u0441\u043a\u0432\u0430 (Москва), \u0391\u03b8\u03ae\u03bd\u03b1",
            "Москва (Москва), Αθήνα",
        ),
        ("giữ “nguyên” – dấu…", "giữ “nguyên” – dấu…"),
        ("  thụt đầu dòng\n\n\n", "  thụt đầu dòng\n\n\n"),
    ],
)
def test_canonical_text_keeps_what_a_reader_sees(raw: str, stored: str) -> None:
    assert canonical_text(raw) == stored


@given(TRICKY)
def test_canonical_text_is_idempotent_nfc_and_encodable(raw: str) -> None:
    once = canonical_text(raw)
    assert canonical_text(once) == once
    assert unicodedata.is_normalized("NFC", once)
    once.encode("utf-8")


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("khoá XI", "khóa xi"),
        ("Uỷ ban", "ỦY BAN"),
        ("thuý", "thúy"),
        ("khoẻ mạnh", "khỏe mạnh"),
        ("qúy", "quý"),
        ("gìa", "già"),
        ("tòan qụân", "toàn quận"),
        ("hòan thành", "hoàn thành"),
        ("“làm theo” – 5", '"làm theo" - 5'),
        ("Ｑ７；", "q7;"),
        ("Ðiều", "điều"),
    ],
)
def test_spellings_of_one_word_have_one_match_form(one: str, other: str) -> None:
    assert match_form(one) == match_form(other)


CORRECT = (
    "quý quá quốc gì già giếng giữ toàn hoạch huýt khuỷu nguyễn "
    "thuở của mía ngoài quỳnh loét lí lý đường hòa tủy"
)


@pytest.mark.parametrize(
    "word",
    CORRECT.split(),
)
def test_the_tone_of_a_correct_syllable_stays(word: str) -> None:
    assert match_form(word) == word


@pytest.mark.parametrize(
    ("one", "other"), [("đường", "dương"), ("lý", "lí"), ("má", "mà"), ("hoa", "hóa")]
)
def test_different_words_stay_different(one: str, other: str) -> None:
    assert match_form(one) != match_form(other)


@given(TRICKY)
def test_match_form_is_as_long_as_the_canonical_text(raw: str) -> None:
    assert len(match_form(raw)) == len(canonical_text(raw))


@given(TRICKY)
def test_offsets_lead_back_to_the_given_text(raw: str) -> None:
    form, offsets = match_form_with_offsets(raw)
    assert form == match_form(raw)
    assert len(offsets) == len(form) + 1
    assert offsets == sorted(offsets)
    assert all(0 <= offset <= len(raw) for offset in offsets)


def test_offsets_find_the_words_of_a_decomposed_text() -> None:
    raw = unicodedata.normalize("NFD", "Cấp uỷ\u200b đã cụ thể hoá")
    form, offsets = match_form_with_offsets(raw)
    at = form.index("cụ")
    found = raw[offsets[at] : offsets[at + len("cụ thể hóa")]]
    assert unicodedata.normalize("NFC", found) == "cụ thể hoá"


@pytest.mark.parametrize("piece", ["b", "đ", "ớ", "oá", "\u0316\u0301", "a\u0301\u0323"])
def test_a_word_twice_as_long_takes_no_more_than_twice_the_time(piece: str) -> None:
    def seconds(repeated: int) -> float:
        started = time.process_time()
        match_form(piece * repeated)
        return time.process_time() - started

    match_form(piece * 100)
    assert seconds(16_000) < 0.2, "squares of 16,000 take seconds"


def test_more_marks_on_a_letter_than_any_script_has_keep_their_offsets() -> None:
    text = "a" + "\u0316\u0301" * 40 + " hòa"
    form, offsets = match_form_with_offsets(text)
    assert canonical_text(canonical_text(text)) == canonical_text(text)
    assert len(form) == len(canonical_text(text)) == len(offsets) - 1
    assert form.endswith("hòa")
