"""A Vietnamese syllable is recognised by its parts."""

from __future__ import annotations

import pytest

from hoidap.vietnamese.syllables import is_syllable, parse_syllable

WORDS = "nghiêng quý giữa gì giếng quốc khuya huỳnh xoong ý yêu oanh đường thuở khuỷu quyết"
OTHERS = "duowcj vieejc telex qh ct the- strong đx hạt́ căt côp abc xx 12 q"


@pytest.mark.parametrize("word", WORDS.split())
def test_vietnamese_words_are_syllables(word: str) -> None:
    assert is_syllable(word)


@pytest.mark.parametrize("word", [*OTHERS.split(), ""])
def test_other_strings_are_not(word: str) -> None:
    assert not is_syllable(word)


@pytest.mark.parametrize(
    ("word", "onset", "vowels", "final"),
    [
        ("quý", "qu", "y", ""),
        ("già", "gi", "a", ""),
        ("gì", "g", "i", ""),
        ("gìn", "g", "i", "n"),
        ("nghiệp", "ngh", "iê", "p"),
        ("ủy", "", "uy", ""),
        ("trường", "tr", "ươ", "ng"),
    ],
)
def test_parts(word: str, onset: str, vowels: str, final: str) -> None:
    syllable = parse_syllable(word)
    assert syllable is not None
    assert syllable[:3] == (onset, vowels, final)
