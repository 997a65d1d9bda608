"""Which numbers of a text are its headings, decided over the whole of it."""

from __future__ import annotations

import pytest

from ingest.structure.lines import read_lines
from ingest.structure.numbering_tree import decide


def tree(text: str) -> list[str]:
    """The numbers that were chosen, each with what encloses it: "I > 1 > 1.1"."""
    return [
        " > ".join(node.candidate.written for node in each.path)
        for each in decide(read_lines(text))
    ]


def kept(labels: str, sign: str) -> str:
    lines = "\n".join(f"{label}{sign} Nội dung." for label in labels.split())
    return " ".join(each.removeprefix("Điều 1 > ") for each in tree(f"Điều 1. Việc\n{lines}")[1:])


@pytest.mark.parametrize(
    ("lines", "numbering"),
    [
        ("1 2 3", "1 2 3"),
        ("1 1a 1b 2", "1 1a 1b 2"),
        ("1 2 5 3", "1 2 3"),  # a stray number
        ("1 2 7", "1 2"),  # out of sequence at the end
        ("1 2 4 5", "1 2 4 5"),  # the copy lost number three
        ("2 3 4", "2 3 4"),  # the copy lost number one
        ("3", ""),
        ("1 2 1 2", "1 2"),  # a second list inside
    ],
)
def test_clauses_follow_their_numbering(lines: str, numbering: str) -> None:
    assert kept(lines, ".") == numbering


@pytest.mark.parametrize(
    ("lines", "numbering"),
    [
        ("a b c d đ e g h i k", "a b c d đ e g h i k"),
        ("a b c d e f g", "a b c d e f g"),  # lettered the Latin way
        ("a b đ1 c", "a b c"),
        ("a b b1 b2 c", "a b b1 b2 c"),
        ("a b đ e g", "a b đ e g"),  # the copy lost c and d
        ("c d", "c d"),
        ("i k", "i k"),
    ],
)
def test_points_follow_the_vietnamese_alphabet(lines: str, numbering: str) -> None:
    assert kept(lines, ")") == numbering


def test_articles_may_begin_late_and_leave_gaps() -> None:
    def articles(numbers: str) -> str:
        lines = "\n".join(f"Điều {number}. Việc" for number in numbers.split())
        return " ".join(each.removeprefix("Điều ") for each in tree(lines))

    assert articles("11 12 15") == "11 12 15"
    assert articles("1 2 35 3 4") == "1 2 3 4"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "PHẦN THỨ NHẤT: VỀ TỔ CHỨC\nI. LẬP TỔ\n1. Căn cứ\n1.1. Chung\n1.1.1. Một\na) Hai\n"
            "b) Ba\n1.1.2. Bốn\n1.2. Riêng\n2. Các bước\nII. TÁCH TỔ\n1. Căn cứ\n"
            "PHẦN THỨ HAI: VỀ NGƯỜI\nA. TẠO NGUỒN\nI. ĐIỀU KIỆN\n1. Chung\n"
            "B. QUẢN LÝ",
            "Phần thứ nhất|Phần thứ nhất > I|Phần thứ nhất > I > 1|Phần thứ nhất > I > 1 > 1.1|"
            "Phần thứ nhất > I > 1 > 1.1 > 1.1.1|Phần thứ nhất > I > 1 > 1.1 > 1.1.1 > a|"
            "Phần thứ nhất > I > 1 > 1.1 > 1.1.1 > b|Phần thứ nhất > I > 1 > 1.1 > 1.1.2|"
            "Phần thứ nhất > I > 1 > 1.2|Phần thứ nhất > I > 2|Phần thứ nhất > II|"
            "Phần thứ nhất > II > 1|Phần thứ hai|Phần thứ hai > A|Phần thứ hai > A > I|"
            "Phần thứ hai > A > I > 1|Phần thứ hai > B",
        ),
        (  # sections of a plan that an article approves, and the article behind them
            "Điều 1. Phê duyệt\nI. QUAN ĐIỂM\n1. Một.\n2. Hai.\nII. MỤC TIÊU\n1. Ba.\n"
            "III. GIẢI PHÁP\nĐiều 2. Tổ chức\n1. Bốn.",
            "Điều 1|Điều 1 > I|Điều 1 > I > 1|Điều 1 > I > 2|Điều 1 > II|Điều 1 > II > 1|"
            "Điều 1 > III|Điều 2|Điều 2 > 1",
        ),
        (  # articles inside roman sections
            "I. QUY ĐỊNH CHUNG\nĐiều 1. Một\nĐiều 2. Hai\nII. THI HÀNH\nĐiều 3. Ba",
            "I|I > Điều 1|I > Điều 2|II|II > Điều 3",
        ),
        (  # numbers in brackets inside numbers, letters inside those
            "1. Một\n(1) Hai\n(2) Ba\n(a) Bốn\n(b) Năm\n2. Sáu\n(i) Bảy\n(ii) Tám",
            "1|1 > (1)|1 > (2)|1 > (2) > (a)|1 > (2) > (b)|2|2 > (i)|2 > (ii)",
        ),
        (  # old-fashioned strokes and hyphens
            "I/ TÌNH HÌNH\n1/ Một\n2/ Hai\nII/ NHIỆM VỤ\n1- Ba\na- Bốn\nb- Năm",
            "I|I > 1|I > 2|II|II > 1|II > 1 > a|II > 1 > b",
        ),
        (  # letters A to C above roman numbers; C is no hundred
            "A. MỘT\nI. HAI\nII. BA\nB. BỐN\nI. NĂM\nC. SÁU\nI. BẢY",
            "A|A > I|A > II|B|B > I|C|C > I",
        ),
        (  # a slip of the pen: 1.2 twice
            "1. Một\n1.1. Hai\n1.2. Ba\n1.2. Bốn\n2. Năm",
            "1|1 > 1.1|1 > 1.2|1 > 1.2|2",
        ),
        (  # points after h: i is a letter here
            "1. Một\ng) Hai\nh) Ba\ni) Bốn\nk) Năm",
            "1|1 > g|1 > h|1 > i|1 > k",
        ),
    ],
)
def test_every_order_of_levels_that_papers_use(text: str, expected: str) -> None:
    assert "|".join(tree(text)) == expected


def test_a_lost_number_closes_the_one_before() -> None:
    """What stands under 3.1 is never cited as part of 2, though the line of 3 was lost."""
    text = "1. Một\n2. Hai\n3.1. Ba\n3.2. Bốn\n4. Năm\n5. Sáu"
    assert tree(text) == ["1", "2", "3.1", "3.2", "4", "5"]


def test_a_reference_that_begins_a_line_is_text() -> None:
    assert tree("1. Theo khoản\n3. của Luật này, việc một.\n2. Việc hai.") == ["1", "2"]
    assert tree("I. TÌNH HÌNH\nThu được\n1.5 triệu đồng.\nII. NHIỆM VỤ") == ["I", "II"]


def test_a_number_glued_to_the_line_before_is_found_by_its_sequence() -> None:
    assert tree("I. TRÌNH TỰ LẬP TỔ 1. Căn cứ\nMột.\n2. Các bước\nHai.") == ["I", "I > 1", "I > 2"]
    assert tree("1. Một (có mẫu kèm theo). 2. Hai\n2.1. Ba\n2.2. Bốn\n3. Năm") == [
        "1",
        "2",
        "2 > 2.1",
        "2 > 2.2",
        "3",
    ]


def test_rows_and_quotations_hold_no_numbers() -> None:
    assert tree("1. Một\n2. | Hai | Ba\n“2. Bốn\n3. Năm”.\n2. Sáu") == ["1", "2"]
