"""Lines, and which of them only quote another document."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from ingest.structure.lines import read_lines


def quoted(text: str) -> list[str]:
    return [line.text for line in read_lines(text) if line.quoted]


def test_lines_are_ranges_without_surrounding_space() -> None:
    text = "  một hai \n\n\t\nba"
    assert [(line.start, line.end, line.text) for line in read_lines(text)] == [
        (2, 9, "một hai"),
        (14, 16, "ba"),
    ]
    assert [line.text for line in read_lines(text, 10)] == ["ba"]


def test_a_quotation_over_several_lines_is_quoted_to_its_end() -> None:
    assert quoted("như sau:\n“1. Một.\na) Hai;\nb) Ba.”.\n2. Bốn.") == [
        "“1. Một.",
        "a) Hai;",
        "b) Ba.”.",
    ]


def test_a_quotation_may_open_behind_a_colon() -> None:
    assert quoted("1. Sửa như sau: “1. Một.\n2. Hai.”\n2. Ba.") == ["2. Hai.”"]


def test_quotations_inside_a_quotation_do_not_end_it() -> None:
    assert quoted("“1. Từ “một” có nghĩa khác.\n2. Từ “hai” cũng vậy.”\n3. Ba.") == [
        "“1. Từ “một” có nghĩa khác.",
        "2. Từ “hai” cũng vậy.”",
    ]


def test_an_opening_mark_before_every_paragraph_closes_once() -> None:
    assert quoted("“1. Một.\n“2. Hai.”\n3. Ba.") == ["“1. Một.", "“2. Hai.”"]


def test_straight_marks_are_paired() -> None:
    assert quoted('"1. Một.\n2. Hai."\n3. Ba "bốn" năm.\n"4. Sáu."') == [
        '"1. Một.',
        '2. Hai."',
        '"4. Sáu."',
    ]


def test_a_mark_in_running_text_quotes_nothing_below() -> None:
    assert quoted("Cuộc vận động “Một.\n1. Hai.\n2. Ba” và bốn.") == []


def test_a_quotation_that_is_never_closed_is_a_misprint() -> None:
    assert quoted("“1. Một.\n2. Hai.\n3. Ba.") == ["“1. Một."]


def test_an_entry_of_the_contents_is_no_provision() -> None:
    text = "Điều 1. Phạm vi ........ 2\nĐiều 2. Nghỉ phép……3\nĐiều 1. Phạm vi\n1. Cho phép ......"
    assert quoted(text) == ["Điều 1. Phạm vi ........ 2", "Điều 2. Nghỉ phép……3"]


def closed_by_reading_on(lines: list[str], first: int) -> int:
    """The line that closes what line ``first`` leaves open, found by reading on; -1 if none."""

    def closed_and_opened(text: str) -> tuple[int, int]:
        opens = closes = 0
        for letter in text:
            if letter == "“":
                opens += 1
            elif letter == "”":
                opens, closes = (opens - 1, closes) if opens else (opens, closes + 1)
        return closes, opens

    depth = closed_and_opened(lines[first])[1]
    announced = []
    for index in range(first + 1, len(lines)):
        if lines[index][0] == "“" and lines[index - 1].endswith(":"):
            announced.append(index)
            if len(announced) > 3:
                break
        closes, opens = closed_and_opened(lines[index])
        depth -= closes
        straight = lines[index].count('"') % 2 == 1 and lines[index].endswith(('"', '".'))
        if depth <= 0 or (depth == 1 and straight):
            return index
        depth += opens
    return announced[0] - 2 if announced else -1


OPENING = ["“a", "““a", "a: “b", "“a “b” c:"]
OTHERS = ["a”", "a”” b”", "“a” b:", "a:", 'a".', "a"]


@given(st.lists(st.sampled_from(OPENING + OTHERS), max_size=14))
@settings(max_examples=300, deadline=None, derandomize=True)
def test_quotations_end_where_reading_on_finds_their_end(lines: list[str]) -> None:
    wanted, until = [], -1
    for index, line in enumerate(lines):
        inside = index <= until
        if not inside and line in OPENING:
            until = closed_by_reading_on(lines, index)
        wanted.append(inside or line.startswith("“"))
    assert [line.quoted for line in read_lines("\n".join(lines))] == wanted
