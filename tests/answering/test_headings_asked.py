"""An article whose heading stands in the question is the one that is meant."""

from __future__ import annotations

import pytest

from hoidap.answering.headings_asked import favouring_headings, is_heading_asked
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
    return favouring_headings(ask(question), ask(question), scored, sources)[0].source


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
        (
            "Làm mất sách bị phạt thế nào?",
            ("Điều 3 Tội làm mất sách", "Điều 4 Tội làm mất sách của khách"),
            0,
        ),
        ("Mất sách phải nộp gì?", ("Điều 3 Mất thẻ mượn", "Điều 4 Khách đọc"), 1),
        ("Phí bao nhiêu?", ("Điều 3 Phí", "Điều 4 Khách đọc"), 1),
        ("Mất thẻ mượn phải nộp gì?", ("", ""), 1),
    ],
)
def test_the_longest_heading_that_is_asked_for_wins(
    question: str, headings: tuple[str, str], expected: int
) -> None:
    assert first(question, *headings) == expected


@pytest.mark.parametrize(
    ("core", "heading", "expected"),
    [
        ("có quyền cấp thẻ mượn?", "Thẩm quyền cấp thẻ mượn", True),
        ("Nhà nước có những chính sách về thư viện?", "Chính sách của Nhà nước về thư viện", True),
        ("là làm mất sách?", "Tội làm mất sách", True),
        ("áp dụng cho ?", "Đối tượng áp dụng", True),
        ("điều chỉnh những ?", "Phạm vi điều chỉnh", True),
        ("Thẻ mượn", "Thẻ mượn tạm thời", False),
        ("Thẻ mượn tạm thời", "Thẻ mượn", False),
        ("Phí?", "Phí", False),
    ],
)
def test_a_heading_may_say_it_in_another_order(core: str, heading: str, *, expected: bool) -> None:
    assert is_heading_asked(core, heading) is expected


def test_what_a_crime_is_the_clause_says_that_names_who_commits_it() -> None:
    text = (
        "Điều 9. Tội làm mất sách\n"
        "1. Người nào mượn sách mà không trả thì phải bồi thường.\n"
        "2. Khách mượn sách quý mà làm mất sách thì phải bồi thường gấp đôi."
    )
    crime = UnitSource(
        text, "Luật Thư viện\nChương I › Điều 9 Tội làm mất sách", text, cut_units(text), 0.0
    )
    scored = sorted(
        (
            ScoredUnit(0, unit, 5.0 if "làm mất sách thì" in unit.text_in(text) else 4.0)
            for unit in crime.units
        ),
        key=lambda each: -each.score,
    )
    for question, expected in (
        ("Thế nào là làm mất sách?", "Người nào mượn sách mà không trả"),
        ("Khách làm mất sách quý phải bồi thường bao nhiêu?", "Khách mượn sách quý"),
    ):
        best = favouring_headings(ask(question), ask(question), scored, [crime])[0]
        assert expected in best.unit.text_in(text).removeprefix("Điều 9. Tội làm mất sách\n")
