"""Lists that are plainly asked for."""

from __future__ import annotations

import pytest

from hoidap.answering.listing_asked import asks_for_list, favouring_lists
from hoidap.answering.selection import score_units, select_units
from tests.answering.test_selection import ask, source

READERS = """Quyền và nghĩa vụ của bạn đọc
1. Bạn đọc có các quyền sau đây:
a) Mượn sách;
b) Đọc tại chỗ.
2. Bạn đọc có các nghĩa vụ sau đây:
a) Giữ gìn sách;
b) Trả sách đúng hạn.
"""
ELSEWHERE = """Mượn về nhà
1. Bạn đọc có quyền tự mình hoặc nhờ người thân mượn sách về nhà.
2. Bạn đọc có nghĩa vụ bảo quản thẻ.
"""


def first(question: str) -> str:
    asked = ask(question)
    sources = [source(ELSEWHERE), source(READERS, -0.3)]
    scored = favouring_lists(asked, score_units(asked, sources), sources)
    chosen = select_units(asked, sources, scored)[0]
    return chosen.unit.text_in(sources[chosen.source].document_text)


@pytest.mark.parametrize(
    ("question", "opening"),
    [
        ("Bạn đọc có quyền gì?", "các quyền sau đây"),
        ("Bạn đọc có nghĩa vụ gì?", "các nghĩa vụ sau đây"),
        ("Bạn đọc có những nghĩa vụ nào?", "các nghĩa vụ sau đây"),
        ("Nghĩa vụ của bạn đọc là gì?", "các nghĩa vụ sau đây"),
        ("Theo quy chế này, bạn đọc có quyền gì?", "các quyền sau đây"),
    ],
)
def test_all_rights_are_the_list_of_rights_and_all_duties_that_of_duties(
    question: str, opening: str
) -> None:
    assert opening in first(question)


def test_one_right_under_a_condition_is_no_list() -> None:
    assert asks_for_list("Bạn đọc có quyền gì?")
    assert not asks_for_list("Bạn đọc có quyền gì nếu sách bị rách?")


def test_the_rights_of_others_are_not_asked_for() -> None:
    others = """Người giúp bạn đọc
1. Người giúp bạn đọc có các nghĩa vụ sau đây:
a) Trả sách cho bạn đọc;
b) Giữ nghĩa vụ của bạn đọc với sách.
"""
    asked = ask("Nghĩa vụ của bạn đọc là gì?")
    sources = [source(others, 0.5), source(READERS)]
    scored = favouring_lists(asked, score_units(asked, sources), sources)
    assert select_units(asked, sources, scored)[0].source == 1
