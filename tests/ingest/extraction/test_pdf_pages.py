"""What stands on a page of a PDF besides plain lines: fields, watermarks, heads, notes, tables."""

from __future__ import annotations

from pathlib import Path

import pytest
from reportlab.lib import colors
from reportlab.pdfgen.canvas import Canvas

from tests.ingest.extraction.pdf_files import LEFT, RIGHT, TOP, drawn, lines, paragraph, read, write

pytestmark = pytest.mark.usefixtures("fonts")

RULE = "Mỗi thôn cử hai người trực tại nhà văn hóa vào các ngày lễ và báo cáo kết quả cho xã."


def test_the_text_of_form_fields_stands_at_its_place(tmp_path: Path) -> None:
    def draw(canvas: Canvas) -> None:
        write(canvas, LEFT, TOP, "Số:")
        canvas.acroForm.textfield(value="415", x=LEFT + 28, y=TOP - 4, width=60, height=16)
        paragraph(canvas, TOP - 40, RULE)

    assert lines(drawn(draw), tmp_path)[0] == "Số: 415"


@pytest.mark.parametrize("angle", [45, 30, -60])
def test_a_watermark_is_kept_apart_and_named(tmp_path: Path, angle: int) -> None:
    def draw(canvas: Canvas) -> None:
        canvas.saveState()
        canvas.setFillGray(0.8)
        canvas.translate(180, 600)
        canvas.rotate(angle)
        write(canvas, 0, 0, "BẢN NHÁP SỐ 3", 40)
        canvas.restoreState()
        y = TOP
        for number in range(1, 9):
            y = paragraph(canvas, y, f"Điều {number}. {RULE}")

    found = read(drawn(draw), tmp_path)
    assert found.text.split("\n\n") == [f"Điều {number}. {RULE}" for number in range(1, 9)]
    assert any("BẢN NHÁP SỐ 3" in warning for warning in found.warnings)


def test_a_stamp_in_red_over_the_text_is_kept_apart(tmp_path: Path) -> None:
    def draw(canvas: Canvas) -> None:
        paragraph(canvas, TOP, RULE)
        canvas.setFillColor(colors.red)
        write(canvas, LEFT + 60, TOP - 3, "ĐÃ ĐỐI CHIẾU", 17)

    assert lines(drawn(draw), tmp_path) == [RULE]


@pytest.mark.parametrize("turn", [90, 180, 270])
def test_a_page_is_read_whichever_way_it_is_turned(tmp_path: Path, turn: int) -> None:
    def draw(canvas: Canvas) -> None:
        canvas.translate(300, 420)
        canvas.rotate(turn)
        canvas.translate(-270, -400)
        y = paragraph(canvas, 600, f"Điều 1. {RULE}", width=400)
        paragraph(canvas, y, f"Điều 2. {RULE}", width=400)

    assert lines(drawn(draw), tmp_path) == [f"Điều 1. {RULE}", f"Điều 2. {RULE}"]


def test_heads_and_page_numbers_do_not_stand_in_a_sentence_that_goes_on(tmp_path: Path) -> None:
    words = (f"Điều 1. {RULE} " + f"{RULE} " * 40).split()

    def page(number: int) -> object:
        def draw(canvas: Canvas) -> None:
            chapter = "PHẦN MỘT: VĂN THƯ" if number < 4 else "PHẦN HAI: LƯU TRỮ"
            write(canvas, LEFT, 800, f"{number}", 11)
            write(canvas, LEFT + 120, 800, f"SỔ TAY CÔNG VIỆC – {chapter}", 11)
            part = " ".join(words[(number - 1) * 100 : number * 100])
            paragraph(canvas, TOP, part, indent=28 if number == 1 else 0)

        return draw

    data = drawn(*(page(number) for number in range(1, 7)))  # type: ignore[arg-type]
    text = read(data, tmp_path).text
    assert "SỔ TAY" not in text
    assert "PHẦN" not in text
    assert text == " ".join(words[:600])


@pytest.mark.parametrize("rule", [True, False], ids=["below a rule", "without a rule"])
def test_a_note_stands_behind_its_sentence_not_in_it(tmp_path: Path, rule: bool) -> None:
    def first(canvas: Canvas) -> None:
        y = paragraph(canvas, TOP, f"Điều 1. {RULE} Việc này phải được làm xong ngay và chậm")
        write(canvas, LEFT, y, "như mẫu")
        write(canvas, LEFT + canvas.stringWidth("như mẫu", "Serif", 12), y + 5, "1", 7)
        write(canvas, LEFT + 70, y, "quy định")
        if rule:
            canvas.line(LEFT, 130, LEFT + 140, 130)
        write(canvas, LEFT, 119, "1", 6)
        write(canvas, LEFT + 6, 115, "Ban hành kèm theo mẫu của huyện.", 9)

    def second(canvas: Canvas) -> None:
        write(canvas, LEFT, TOP, "nhất sau 6 giờ kể từ khi có kết quả.")
        paragraph(canvas, TOP - 30, f"Điều 2. {RULE}")

    found = lines(drawn(first, second), tmp_path)
    assert found[0].endswith("như mẫu¹ quy định nhất sau 6 giờ kể từ khi có kết quả.")
    assert found[1] == "¹ Ban hành kèm theo mẫu của huyện."
    assert found[2] == f"Điều 2. {RULE}"


def test_a_raised_figure_is_not_a_figure_on_the_line(tmp_path: Path) -> None:
    def draw(canvas: Canvas) -> None:
        write(canvas, LEFT, TOP, "Diện tích 3 × 10")
        end = LEFT + canvas.stringWidth("Diện tích 3 × 10", "Serif", 12)
        write(canvas, end, TOP + 5, "6", 7)
        write(canvas, end + 8, TOP, "m")
        write(canvas, end + 19, TOP + 5, "2", 7)
        write(canvas, end + 26, TOP, "rừng.")

    assert lines(drawn(draw), tmp_path) == ["Diện tích 3 × 10⁶ m² rừng."]


def test_letters_set_wide_are_words(tmp_path: Path) -> None:
    def draw(canvas: Canvas) -> None:
        write(canvas, 200, TOP, "Q U Y Ế T   Đ Ị N H", bold=True)
        paragraph(canvas, TOP - 30, RULE)

    assert lines(drawn(draw), tmp_path)[0] == "QUYẾT ĐỊNH"


def test_a_number_broken_at_the_end_of_a_line_is_whole(tmp_path: Path) -> None:
    def draw(canvas: Canvas) -> None:
        write(canvas, LEFT, TOP, "Thực hiện Thông tư liên tịch số 03/2019/TTLT-VKSMẪU-TAMẪU-")
        write(canvas, LEFT, TOP - 16, "BTƯ ngày 5 tháng 3 và kế hoạch giai đoạn 2021-")
        write(canvas, LEFT, TOP - 32, "2025 của xã.")

    text = read(drawn(draw), tmp_path).text
    assert "TTLT-VKSMẪU-TAMẪU-BTƯ" in text
    assert "2021-2025 của xã" in text


def test_contents_lead_to_articles_and_are_none(tmp_path: Path) -> None:
    def contents(canvas: Canvas) -> None:
        write(canvas, 250, TOP, "MỤC LỤC", bold=True)
        for index in range(3):
            write(canvas, LEFT, TOP - 25 - 18 * index, f"Điều {index + 1}. Tên điều {'.' * 60} 2")

    def articles(canvas: Canvas) -> None:
        paragraph(canvas, TOP, f"Điều 1. {RULE}")

    assert lines(drawn(contents, articles), tmp_path) == [f"Điều 1. {RULE}"]


def test_the_first_column_is_read_first_however_long_the_columns_are(tmp_path: Path) -> None:
    def draw(canvas: Canvas) -> None:
        y = paragraph(canvas, TOP, "Điều 1. Trực", width=200, indent=0)
        for _ in range(3):
            y = paragraph(canvas, y, RULE, width=200, indent=0)
        paragraph(canvas, y, "Điều 2. Nghỉ", width=200, indent=0)
        y = paragraph(
            canvas, TOP, "Điều 3. Họp giao ban hằng tuần của xã", x=330, width=210, indent=0
        )
        paragraph(canvas, y, RULE, x=330, width=210, indent=0)

    found = " ".join(lines(drawn(draw), tmp_path))
    places = [found.index(f"Điều {number}.") for number in range(1, 4)]
    assert places == sorted(places)


def _grid(canvas: Canvas, across: list[float], down: list[float]) -> None:
    canvas.grid(across, down)


def test_a_cell_over_several_rows_stands_in_each(tmp_path: Path) -> None:
    def draw(canvas: Canvas) -> None:
        canvas.grid([150, 300, 450], [600, 620, 640, 660])
        canvas.lines([(60, 600, 60, 660), (60, 600, 150, 600), (60, 640, 150, 640)])
        canvas.line(60, 660, 150, 660)
        write(canvas, 65, 646, "Huyện")
        write(canvas, 155, 646, "Xã")
        write(canvas, 305, 646, "Số hộ")
        write(canvas, 65, 616, "Mẫu Sơn")
        for row, (place, figure) in enumerate((("Xã Trên", "14"), ("Xã Dưới", "25"))):
            write(canvas, 155, 626 - 20 * row, place)
            write(canvas, 305, 626 - 20 * row, figure)

    found = read(drawn(draw), tmp_path)
    (table,) = found.tables
    rows = [[found.text[cell.start : cell.end] for cell in row] for row in table.rows]
    assert rows == [
        ["Huyện", "Xã", "Số hộ"],
        ["Mẫu Sơn", "Xã Trên", "14"],
        ["Mẫu Sơn", "Xã Dưới", "25"],
    ]
    assert [cell.repeated for cell in table.rows[2]] == [True, False, False]


def test_a_table_goes_on_overleaf_without_its_head(tmp_path: Path) -> None:
    def page(rows: list[tuple[str, str]]) -> object:
        def draw(canvas: Canvas) -> None:
            edges = [740 - 20 * index for index in range(len(rows) + 1)]
            canvas.grid([60, 250, 450], edges)
            for edge, (one, other) in zip(edges[1:], rows, strict=True):
                write(canvas, 65, edge + 6, one)
                write(canvas, 255, edge + 6, other)

        return draw

    head = ("Thôn", "Số hộ")
    pages = [page([head, ("Bến Gỗ", "14")]), page([head, ("Cầu Đá", "25")])]
    found = read(drawn(*pages), tmp_path)  # type: ignore[arg-type]
    (table,) = found.tables
    rows = [[found.text[cell.start : cell.end] for cell in row] for row in table.rows]
    assert rows == [["Thôn", "Số hộ"], ["Bến Gỗ", "14"], ["Cầu Đá", "25"]]


def test_underlined_words_are_no_table(tmp_path: Path) -> None:
    def draw(canvas: Canvas) -> None:
        y = TOP
        for _ in range(4):
            write(canvas, LEFT, y, "Cán bộ xã phải trực ngày lễ.")
            canvas.line(LEFT, y - 2, RIGHT - 280, y - 2)
            y -= 30

    assert not read(drawn(draw), tmp_path).tables


def test_how_a_paragraph_looks_is_told(tmp_path: Path) -> None:
    def draw(canvas: Canvas) -> None:
        canvas.setFont("SerifBold", 14)
        canvas.drawCentredString((LEFT + RIGHT) / 2, TOP, "QUY CHẾ")
        y = TOP - 30
        for _ in range(3):
            y = paragraph(canvas, y, RULE)

    title, body, *_ = (mark.style for mark in read(drawn(draw), tmp_path).marks)
    assert (title.bold, title.alignment.value, title.size) == (True, "centre", 14)
    assert (body.bold, body.alignment.value, body.size, round(body.indent)) == (
        False,
        "start",
        12,
        28,
    )
