"""What is shown of a unit keeps the meaning that its heading gives it."""

from __future__ import annotations

from hoidap.answering.assistant import Assistant
from tests.study.conftest import library

__all__ = ["library"]


def test_what_is_forbidden_is_shown_under_the_heading_that_forbids_it(library: Assistant) -> None:
    answer = library.ask(
        "Người sử dụng lao động có được giữ bản chính văn bằng của người lao động không?"
    )
    heading, *items = answer.sentences
    assert "không được làm" in heading.text and heading.text.startswith("Điều 17.")
    assert "Giữ bản chính" in items[0].text
    cited = {each.n: each for each in answer.citations}
    assert "không được làm" in cited[heading.citations[0]].quote


def test_a_provision_that_is_asked_for_shows_its_heading_once(library: Assistant) -> None:
    answer = library.ask("Điều 8 Bộ luật Lao động quy định gì?")
    headings = [each for each in answer.sentences if each.text.startswith("Điều 8.")]
    assert len(headings) == 1
