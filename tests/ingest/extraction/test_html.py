"""HTML pages give their document and leave the page behind."""

from __future__ import annotations

import pytest

from hoidap.errors import UnreadableFileError
from hoidap.vietnamese.normalisation import canonical_text
from ingest.extraction.extracted_text import BlockKind, ExtractedText
from ingest.extraction.html import extract_html


def read(source: str) -> ExtractedText:
    (extracted,) = extract_html(source.encode(), "a.html")
    return extracted


def test_headings_paragraphs_and_line_breaks() -> None:
    found = read("<h1>Tiêu  đề</h1><p>Một\n dòng<br/>Hai <b>đậm</b></p><div>Ba</div>trần")
    assert found.text == "Tiêu đề\n\nMột dòng\n\nHai đậm\n\nBa\n\ntrần"
    assert found.title_hint == "Tiêu đề"
    assert (found.marks[0].kind, found.marks[0].level) == (BlockKind.HEADING, 1)


@pytest.mark.parametrize(
    ("source", "lines"),
    [
        ("<ol><li>a<li>b</ol>", ["1. a", "2. b"]),
        ("<ol start=4><li>a<li>b</ol>", ["4. a", "5. b"]),
        ("<ol><li value=7>a<li>b</ol>", ["7. a", "8. b"]),
        ("<ol type=a><li>a<li>b</ol>", ["a) a", "b) b"]),
        ("<ol type=I><li>a<li>b</ol>", ["I. a", "II. b"]),
        ("<ol reversed><li>a<li>b</ol>", ["2. a", "1. b"]),
        ("<ul><li>a<li>b</ul>", ["- a", "- b"]),
        ("<ol><li>a<ul><li>x</ul><li>b</ol>", ["1. a", "- x", "2. b"]),
    ],
)
def test_lists_print_what_a_browser_prints(source: str, lines: list[str]) -> None:
    assert read(source).text.split("\n") == lines


def test_a_data_table_gives_a_line_a_row() -> None:
    rows = "<tr><th>Tên</th><th>Số</th></tr><tr><td>A<br>B</td><td><p>1</p></td></tr>"
    found = read(f"<table>{rows}<tr><td>C</td><td hidden>2</td></tr></table>")
    assert found.text == "Tên | Số\nA B | 1\nC |"


def test_the_head_of_an_official_document_set_as_a_table_is_read_cell_by_cell() -> None:
    found = read(
        "<table><tr><td>CHÍNH PHỦ<br>-----</td><td>CỘNG HÒA XÃ HỘI<br>Độc lập</td></tr>"
        "<tr><td>Số: 04/2015/NĐ-CP</td><td>Hà Nội, ngày 09 tháng 01 năm 2015</td></tr></table>"
    )
    assert "Số: 04/2015/NĐ-CP" in found.text.split("\n")
    assert "CHÍNH PHỦ" in found.text.split("\n")


PAGE = """<html><head><title>Bài - Báo Sông Mẫu</title><style>p{}</style></head><body>
<header><div class="logo">Báo Sông Mẫu</div></header><nav><a href="/">Trang chủ</a></nav>
<div class="page"><h1>Nhan đề</h1>
<p>Đoạn đầu của bài đủ dài để là nội dung chính.</p>
<div class="share-buttons">Chia sẻ</div>
<figure><img src="a.jpg"><figcaption>Chú thích ảnh</figcaption></figure>
<p style="display: none">Chữ ẩn không ai thấy</p><p hidden>Chữ ẩn nữa</p>
<p>Đoạn hai của bài.</p><div id="tin-lien-quan">Bài khác</div></div>
<div class="comments">Bạn đọc bình luận rất dài. Bạn đọc bình luận rất dài.
Bạn đọc bình luận rất dài. Bạn đọc bình luận rất dài.</div>
<aside>Quảng cáo</aside><footer>Bản quyền</footer>
<!-- ghi chú --><script>document.write('x')</script></body></html>"""


@pytest.mark.parametrize(
    ("head", "site"),
    [
        ("<title>Nhan đề | Báo điện tử Sông Mẫu</title>", "Báo điện tử Sông Mẫu"),
        ("<title>Nhan đề - Báo Sông Mẫu</title>", "Báo Sông Mẫu"),
        (
            '<meta property="og:site_name" content="Sông Mẫu Online"><title>Bài</title>',
            "Sông Mẫu Online",
        ),
        ("<title>Nhan đề</title>", None),
        ("<title>Một bài khác - Chuyên mục</title>", None),
        ("", None),
    ],
)
def test_a_page_names_its_site_in_its_metadata_or_behind_the_headline(
    head: str, site: str | None
) -> None:
    assert (
        read(f"<html><head>{head}</head><body><h1>Nhan đề</h1><p>Bài.</p></body></html>").site_hint
        == site
    )


def test_the_page_around_the_article_is_left_behind() -> None:
    assert read(PAGE).text == (
        "Nhan đề\n\nĐoạn đầu của bài đủ dài để là nội dung chính.\n\nĐoạn hai của bài."
    )


def test_main_is_preferred_when_it_holds_the_text() -> None:
    found = read("<div>Trên</div><main><p>Nội dung chính của trang này.</p></main><div>Dưới</div>")
    assert found.text == "Nội dung chính của trang này."


@pytest.mark.parametrize(
    "source",
    [
        "<body><div class='share-page'><p>Toàn bộ nội dung</p></div></body>",
        "<body><nav><p>Toàn bộ nội dung</p></nav></body>",
        "<div class='print'><h1>Toàn bộ nội dung</h1></div><p>Đoạn dài hơn nhan đề nhiều lần.</p>",
        "<body><article>Tin ngắn</article><p>Toàn bộ nội dung đứng ngoài phần tử kia.</p></body>",
        "<body><aside>Toàn bộ nội dung</aside><aside>và thêm</aside></body>",
        "Toàn bộ nội dung không có thẻ nào",
        "<a href='#'>Toàn bộ nội dung là liên kết</a>",
    ],
)
def test_whatever_an_element_is_called_the_whole_text_is_never_lost(source: str) -> None:
    assert "Toàn bộ nội dung" in read(source).text


def test_a_page_of_scripts_holds_nothing_to_read() -> None:
    with pytest.raises(UnreadableFileError, match="no readable text"):
        read("<html><body><script>var a = 'Điều 1';</script><style>p{}</style></body></html>")


def test_windows_1258_is_read_where_the_page_declares_it() -> None:
    page = (
        '<meta http-equiv="Content-Type" content="text/html; charset=windows-1258"><p>Đi\xeau</p>'
    )
    data = page.replace("Đ", "\xd0").encode("latin-1")
    (found,) = extract_html(data, "a.html")
    assert found.text == "Điêu"
    undeclared = data.replace(b"windows-1258", b"unknown-9")
    with pytest.raises(UnreadableFileError):
        extract_html(undeclared, "a.html")


def test_control_characters_written_as_entities_do_not_come_through() -> None:
    found = read("<p>a&#1;b&nbsp;c&#8203;d&#x202E;e</p>")
    assert found.text == "ab cde"
    assert canonical_text(found.text) == found.text


def test_depth_and_numbers_of_elements_do_no_harm() -> None:
    assert read("<div>" * 3000 + "sâu" + "</div>" * 3000).text == "sâu"
    many = read("<p>chữ chữ chữ</p><div class=share>x</div>" * 3000)
    assert "x" not in many.text


def test_a_table_that_names_its_columns_is_data_whatever_its_cells_hold() -> None:
    inner = "<table><tr><td>Mang theo</td><td>sổ tiêm</td></tr></table>"
    (found,) = extract_html(
        (
            "<meta charset=utf-8><table><tr><th>Ngày</th><th>Ghi chú</th></tr>"
            f"<tr><td>Thứ Hai</td><td>{inner}</td></tr>"
            "<tr><td>Thứ Ba</td><td><ul><li>Nghỉ</li></ul></td></tr></table>"
        ).encode(),
        "lich.html",
    )
    (table,) = found.tables
    rows = [found.text[row[0].start : row[-1].end] for row in table.rows]
    assert rows[0] == "Ngày | Ghi chú"
    assert rows[1].startswith("Thứ Hai | Mang theo") and rows[1].endswith("sổ tiêm")
    assert rows[2].startswith("Thứ Ba | ") and rows[2].endswith("Nghỉ")
