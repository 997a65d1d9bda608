"""Plain text: lines are paragraphs, nothing visible changes."""

from __future__ import annotations

import pytest

from hoidap.errors import UnreadableFileError
from ingest.extraction.extracted_text import BlockKind
from ingest.extraction.plain import extract_plain


def test_the_text_is_canonical_and_keeps_its_lines() -> None:
    raw = "\ufeff  Điê\u0300u 1.\u00a0Tên  \r\n\r\n\u200bKhoản\x07 một\tvà hai\r\n"
    (extracted,) = extract_plain(raw.encode(), "a.txt")
    assert extracted.text == "Điều 1. Tên\n\nKhoản một\tvà hai"


def test_every_line_is_marked_as_a_paragraph() -> None:
    (extracted,) = extract_plain("một\n\n  hai ba\nbốn".encode(), "a.txt")
    assert [extracted.text[m.start : m.end] for m in extracted.marks] == ["một", "hai ba", "bốn"]
    assert {mark.kind for mark in extracted.marks} == {BlockKind.PARAGRAPH}


def test_front_matter_is_split_off() -> None:
    (extracted,) = extract_plain("---\nnumber: 05-CT/TW\n---\nNội dung".encode(), "a.txt")
    assert extracted.front_matter == {"number": "05-CT/TW"}
    assert extracted.text == "Nội dung"


def test_front_matter_without_text_is_an_empty_document() -> None:
    with pytest.raises(UnreadableFileError, match="empty"):
        extract_plain(b"---\nnumber: 05-CT/TW\n---\n\n", "a.txt")
