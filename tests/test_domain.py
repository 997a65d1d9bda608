"""Pages: which one a quote stands on, and how sure OCR was of it."""

from __future__ import annotations

from hoidap.domain import NO_PAGES, Pages

#: Page 1 was typed; pages 2 and 4 were recognised; page 3 is blank.
PAGES = Pages(
    starts=((0, 1), (100, 2), (200, 3), (200, 4)),
    recognised=((100, 200, 0.9), (200, 300, 0.5)),
)


def test_a_character_stands_on_the_last_page_that_began_before_it() -> None:
    assert [PAGES.page_at(offset) for offset in (0, 99, 100, 199, 200)] == [1, 1, 2, 2, 4]


def test_a_text_without_pages_says_nothing() -> None:
    assert NO_PAGES.page_at(5) is None
    assert NO_PAGES.confidence(0, 5) is None


def test_text_before_the_first_known_page_has_no_number() -> None:
    assert Pages(starts=((50, 2),)).page_at(10) is None


def test_confidence_is_that_of_the_recognised_part_by_length() -> None:
    assert PAGES.confidence(0, 100) is None
    assert PAGES.confidence(0, 150) == 0.9
    assert PAGES.confidence(150, 250) == 0.7


def test_a_part_answers_like_the_whole() -> None:
    for start, end in ((0, 50), (90, 110), (150, 250), (250, 300)):
        part = PAGES.within(start, end)
        assert part.page_at(start) == PAGES.page_at(start)
        assert part.page_at(end - 1) == PAGES.page_at(end - 1)
        assert part.confidence(start, end) == PAGES.confidence(start, end)
