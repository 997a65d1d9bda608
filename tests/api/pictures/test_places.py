"""Where a quote stands among the letters of a page."""

from __future__ import annotations

import pytest

from hoidap.api.pictures.places import Mark, PageLetters, find_quote

HEIGHT, WIDTH = 100, 50


def page(*lines: str, columns: int = 0) -> PageLetters:
    """Lines one below the other; with ``columns`` that many of them stand in one row."""
    letters, boxes = "", []
    for index, line in enumerate(lines):
        row, column = divmod(index, columns) if columns else (index, 0)
        for at, letter in enumerate(f"{line}\n"):
            letters += letter
            left = column * 3000 + at * WIDTH
            top = row * 200
            blank = letter.isspace()
            boxes.append([] if blank else [left, top, left + WIDTH, top + HEIGHT])
    return PageLetters(letters, boxes)


def rows(marks: list[Mark]) -> list[int]:
    return [mark[1] // 200 for mark in marks]


TEXT = (
    "Thôn họp mỗi tháng một lần vào tối thứ",
    "bảy cuối tháng. Trưởng thôn báo cáo việc thu-",
    "chi các khoản đóng góp của từng hộ dân.",
    "Người vắng mặt phải báo trước cho tổ trưởng.",
)


def test_a_quote_over_broken_and_hyphenated_lines() -> None:
    quote = "Trưởng thôn báo cáo việc thu chi các khoản đóng góp của từng hộ dân."
    marks = find_quote(page(*TEXT), quote, 0.4)
    assert rows(marks) == [1, 2]
    assert marks[0][0] == 16 * WIDTH  # behind "bảy cuối tháng. "
    assert marks[1][0] == 0


def test_decomposed_letters_and_other_case_are_the_same() -> None:
    decomposed = page("THÔN HO\u0323P MO\u0302\u0303I THA\u0301NG MÔ\u0323T LÂ\u0300N")
    assert rows(find_quote(decomposed, "Thôn họp mỗi tháng một lần", 0)) == [0]


def test_a_running_head_inside_the_quote_is_not_marked() -> None:
    broken = page(TEXT[0], "CÔNG BÁO/Số 15/Ngày 02-01-2024", TEXT[1])
    assert rows(find_quote(broken, f"{TEXT[0]} {TEXT[1][:-1]}", 0)) == [0, 2]


def test_the_cells_of_a_row_are_marked_in_their_line() -> None:
    table = page("37", "Thôn Đỏ", "1.250", "37", "Thôn Xanh Bản Cũ Mới", "900", columns=3)
    marks = find_quote(table, "Thôn Xanh Bản Cũ Mới | 37 | 900", 0.5)
    assert rows(marks) == [1, 1, 1]


@pytest.mark.parametrize(("expected", "row"), [(0.0, 0), (0.5, 2), (1.0, 4)])
def test_of_equal_places_the_nearest_counts(expected: float, row: int) -> None:
    same = "Cơ quan công khai lịch tiếp dân."
    repeated = page(same, TEXT[0], same, TEXT[2], same)
    assert rows(find_quote(repeated, same, expected)) == [row]


@pytest.mark.parametrize(
    "other",
    [
        "Chủ đò phải phát áo phao cho hành khách trước khi rời bến.",
        "Thôn họp mỗi tháng một lần nhưng chủ đò phải phát áo phao cho mọi hành khách ở bến.",
        "37",
        "",
        " | \n",
    ],
)
def test_what_does_not_stand_there_is_not_marked(other: str) -> None:
    assert find_quote(page(*TEXT, "37"), other, 0) == []
    assert find_quote(page(), other or "Điều 1", 0) == []
