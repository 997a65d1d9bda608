"""Markdown loses its markup and nothing else."""

from __future__ import annotations

import pytest

from hoidap.errors import UnreadableFileError
from ingest.extraction.extracted_text import BlockKind, ExtractedText
from ingest.extraction.markdown import extract_markdown


def read(source: str) -> ExtractedText:
    (extracted,) = extract_markdown(source.encode(), "a.md")
    return extracted


def test_headings_bold_links_and_code_are_reduced_to_their_text() -> None:
    found = read("# Tiêu đề #\n\nĐoạn **đậm**, *nghiêng*, [liên kết](https://x.vn) và `mã`.")
    assert found.text == "Tiêu đề\n\nĐoạn đậm, nghiêng, liên kết và mã."
    assert found.title_hint == "Tiêu đề"
    assert (found.marks[0].kind, found.marks[0].level) == (BlockKind.HEADING, 1)


@pytest.mark.parametrize(
    ("source", "printed"),
    [
        ("1. a\n2. b\n3. c", ["1.", "2.", "3."]),
        ("1. a\n1. b\n1. c", ["1.", "2.", "3."]),
        ("1. a\n3. b", ["1.", "3."]),
        ("5. a\n6. b", ["5.", "6."]),
        ("01. a\n02. b", ["01.", "02."]),
        ("1) a\n2) b", ["1)", "2)"]),
        ("- a\n- b", ["-", "-"]),
        ("+ a\n+ b", ["+", "+"]),
    ],
)
def test_printed_numbers_are_content(source: str, printed: list[str]) -> None:
    found = read(source)
    assert [mark.number for mark in found.marks] == printed
    assert found.text.split("\n")[0] == f"{printed[0]} a"


def test_questions_and_answers_of_an_interview_keep_their_signs() -> None:
    assert read("- Thưa đồng chí?\n\n+ Trả lời.\n\nĐoạn tiếp.").text == (
        "- Thưa đồng chí?\n+ Trả lời.\n\nĐoạn tiếp."
    )


def test_a_marked_item_is_found_with_and_without_its_number() -> None:
    found = read("Gồm:\n\n1. Một\n2. Hai")
    mark = found.marks[-1]
    assert found.text[mark.start : mark.end] == "2. Hai"
    assert found.marked(mark) == "Hai"


def test_nested_items_and_further_paragraphs_know_their_depth() -> None:
    found = read("1. Một\n\n   Tiếp\n   - Trong\n2. Hai\n\nNgoài")
    assert [(mark.kind, mark.level) for mark in found.marks] == [
        (BlockKind.LIST_ITEM, 1),
        (BlockKind.PARAGRAPH, 1),
        (BlockKind.LIST_ITEM, 2),
        (BlockKind.LIST_ITEM, 1),
        (BlockKind.PARAGRAPH, 0),
    ]


def test_tables_become_rows_with_bars() -> None:
    found = read("| Tên | Số |\n|---|---|\n| **A** | 1 |")
    assert found.text == "Tên | Số\nA | 1"
    assert {mark.kind for mark in found.marks} == {BlockKind.TABLE_ROW}


@pytest.mark.parametrize(
    ("source", "text"),
    [
        ("Điều 5. Tên điều\na) một\nb) hai", "Điều 5. Tên điều\n\na) một\n\nb) hai"),
        ("BỘ CHÍNH TRỊ\n*\nSố 05-CT/TW", "BỘ CHÍNH TRỊ\n\n*\n\nSố 05-CT/TW"),
        ("CHÍNH PHỦ\n-------\nSố: 1", "CHÍNH PHỦ\n\nSố: 1"),
        ("    thụt vào vẫn là văn bản", "thụt vào vẫn là văn bản"),
    ],
)
def test_official_text_typed_as_markdown_keeps_its_lines(source: str, text: str) -> None:
    assert read(source).text == text


def test_a_line_that_an_editor_wrapped_is_joined() -> None:
    long = "Đây là một dòng đủ dài để người soạn phải xuống dòng vì hết chỗ"
    assert read(f"{long}\nphần còn lại.").text == f"{long} phần còn lại."


def test_html_inside_is_read_as_html_and_scripts_and_comments_go() -> None:
    found = read("<p>Đoạn</p>\n<script>x()</script>\n<!-- ẩn -->\n\nmột<br>hai")
    assert found.text == "Đoạn\n\nmột\n\nhai"


def test_a_file_of_markup_alone_is_empty() -> None:
    with pytest.raises(UnreadableFileError, match="empty"):
        read("<!-- chỉ có ghi chú -->\n\n---\n\n![ảnh](a.png)")


def test_hostile_nesting_does_no_harm() -> None:
    assert "sâu" in read(">" * 60 + " sâu").text
    read("chữ\n\n" + ">" * 5000 + " x\n\n" + "- " * 2000 + "y\n\n" + "[" * 3000)


def test_a_paragraph_that_is_bold_or_italic_throughout_says_so() -> None:
    found = read("**Ông trồng cây gì?**\n\nCây **nhãn**.\n\n***Bao nhiêu?***\n\n*Cảm ơn ông.*")
    types = [(mark.style.bold, mark.style.italic) for mark in found.marks]
    assert types == [(True, False), (False, False), (True, True), (False, True)]
