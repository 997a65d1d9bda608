"""An article whose heading stands in the question is the one that is meant."""

from __future__ import annotations

import pytest

from hoidap.answering.headings_asked import favouring_headings
from hoidap.answering.selection import ScoredUnit
from hoidap.answering.unit_features import UnitSource
from hoidap.answering.units import cut_units
from tests.answering.test_selection import ask

CARD = "1. Bạn đọc làm mất thẻ thì nộp phí."
GUEST = "1. Khách làm mất thẻ mượn tạm thời thì nộp phí theo từng ngày."


def source(text: str, heading: str) -> UnitSource:
    context = f"Luật Thư viện\nChương I Thẻ › {heading}" if heading else "Luật Thư viện"
    return UnitSource(text, context, text, cut_units(text), 0.0)


def first(question: str, *headings: str) -> int:
    """The source of the first unit, where the second one's score is a little higher."""
    sources = [source(text, each) for text, each in zip((CARD, GUEST), headings, strict=True)]
    scored = [
        ScoredUnit(1, sources[1].units[0], 5.5),
        ScoredUnit(0, sources[0].units[0], 5.0),
    ]
    return favouring_headings(ask(question), scored, sources)[0].source


@pytest.mark.parametrize(
    ("question", "headings", "expected"),
    [
        ("Mất thẻ mượn phải nộp gì?", ("Điều 3 Mất thẻ mượn", "Điều 4 Mất thẻ mượn tạm thời"), 0),
        (
            "Mất thẻ mượn tạm thời phải nộp gì?",
            ("Điều 3 Mất thẻ mượn", "Điều 4 Mất thẻ mượn tạm thời"),
            1,
        ),
        ("Mất thẻ mượn phải nộp gì?", ("Điều 3 Mất thẻ mượn › khoản 1", "Điều 4 Khách đọc"), 0),
        ("Mất sách phải nộp gì?", ("Điều 3 Mất thẻ mượn", "Điều 4 Khách đọc"), 1),
        ("Phí bao nhiêu?", ("Điều 3 Phí", "Điều 4 Khách đọc"), 1),
        ("Mất thẻ mượn phải nộp gì?", ("", ""), 1),
    ],
)
def test_the_longest_heading_that_is_asked_for_wins(
    question: str, headings: tuple[str, str], expected: int
) -> None:
    assert first(question, *headings) == expected
