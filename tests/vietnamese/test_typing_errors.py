"""Telex and VNI leftovers are read; ordinary words are left alone."""

from __future__ import annotations

import pytest

from hoidap.vietnamese.typing_errors import (
    decode_telex,
    decode_vni,
    one_key_away,
    unmarked_syllables,
)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("dduwowcj", "được"),
        ("dduwocwj", "được"),
        ("vieejc", "việc"),
        ("vieecj", "việc"),
        ("thuwowngr", "thưởng"),
        ("quyeetj", "quyệt"),
        ("nguwowif", "người"),
        ("uyr", "ủy"),
        ("laf", "là"),
    ],
)
def test_telex(typed: str, meant: str) -> None:
    assert decode_telex(typed) == meant


@pytest.mark.parametrize("word", ["khen", "strong", "web", "to", "duong", "toàn", "ct", "a", ""])
def test_what_telex_does_not_spell(word: str) -> None:
    assert decode_telex(word) is None


@pytest.mark.parametrize(
    ("typed", "meant"),
    [("d9u7o7c5", "được"), ("d9uo7c5", "được"), ("vie6c5", "việc"), ("nguo7i2", "người")],
)
def test_vni(typed: str, meant: str) -> None:
    assert decode_vni(typed) == meant


@pytest.mark.parametrize("word", ["dieu8", "tw4", "h1n1", "qh13", "2016", "khen", ""])
def test_what_vni_does_not_spell(word: str) -> None:
    assert decode_vni(word) is None


def test_one_key_away_is_one_edit() -> None:
    near = one_key_away("dang")
    assert {"dng", "adng", "dong", "daang"} <= set(near)
    assert "dang" not in near
    assert len(near) == len(set(near))


def test_unmarked_syllables_are_what_dropping_marks_leaves() -> None:
    assert {"duong", "nghiem", "dang", "uy", "quoc"} <= unmarked_syllables()
    assert not {"strong", "ubnd", "đang", "ct"} & unmarked_syllables()
