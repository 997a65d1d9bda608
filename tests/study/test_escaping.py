"""Markdown sees nothing but text in what documents hold, whatever they hold."""

from __future__ import annotations

import html
import re

import pytest
from markdown_it import MarkdownIt

from hoidap.study.exports.escaping import markdown_lines, markdown_text

HOSTILE = (
    "[bấm](javascript:alert(1))",
    "![ảnh](http://x.example/a.png)",
    "<img src=x onerror=alert(1)>",
    "<script>alert(1)</script>",
    "<https://x.example>",
    "Xem https://x.example/trang hoặc www.x.example",
    "[nhãn]: http://x.example",
    "[^1]: chú thích",
    "# Tiêu đề",
    "Tiêu đề\n===",
    "Tiêu đề\n---",
    "***",
    "```\nkhối\n```",
    "~~~\nkhối\n~~~",
    "    thụt vào",
    "*nghiêng* _nghiêng_ **đậm** ~~gạch~~ `mã`",
    "| a | b |\n|---|---|\n| 1 | 2 |",
    "> trích",
    "- mục",
    "+ mục",
    "3. mục\n7. mục",
    "3) mục",
    "&lt;b&gt; &#60; &copy;",
    r"\*thô\* \[x](y) \<b>",
    "[a][b] [a] [](b)",
)

#: CommonMark with raw HTML, tables and struck-out text, as chat clients read it.
READER = MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"])


@pytest.mark.parametrize("text", HOSTILE)
def test_nothing_becomes_markup(text: str) -> None:
    shown = READER.render(markdown_lines(text))
    assert set(re.findall(r"<(\w+)", shown)) == {"p"}, shown
    read = html.unescape(re.sub(r"</?p>", "", shown))
    assert read.split() == text.split()


@pytest.mark.parametrize("text", HOSTILE)
def test_nor_in_one_line(text: str) -> None:
    shown = READER.render(markdown_text(text))
    assert set(re.findall(r"<(\w+)", shown)) == {"p"}, shown


def test_bare_addresses_are_no_links() -> None:
    text = "https://x.example www.x.example mailto:a@x.example JavaScript:alert(1)"
    written = markdown_lines(text)
    assert not re.search(r"\w:|www\.|\w@", written, re.IGNORECASE)
    assert READER.render(written) == f"<p>{text}</p>\n"


def test_ordinary_text_stays_as_it_is() -> None:
    text = "Điều 8. Chỉ thị 05-CT/TW (15/5/2016): tăng 97,8%; lúc 8:30, “học tập” – làm theo."
    assert markdown_lines(text) == text
