"""Lines, and which of them only quote another document."""

from __future__ import annotations

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
