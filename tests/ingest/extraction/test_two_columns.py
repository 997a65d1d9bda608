"""Heads printed in two columns are read column by column, whatever the format."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from hoidap.domain import Document
from ingest.documents import read_documents
from ingest.extraction.conditions import Conditions
from tests.ingest.office import papers
from tests.ingest.office.papers import LEFT, RIGHT, Paper, date_line, number_line, paper

INDEX = 3


def read(folder: Path, file: str, made: bytes) -> Document:
    (folder / file).write_bytes(made)
    (found,) = read_documents(folder / file, file, len(made), Conditions(folder))
    return found.document


def in_order(document: Document, each: Paper) -> None:
    """All of the left column, then all of the right one, then what stands below both."""
    text = " ".join(document.text.split())
    expected = [*LEFT, number_line(each), *RIGHT, date_line(each), "QUYẾT ĐỊNH"]
    places = [text.index(line) for line in expected]
    assert places == sorted(places), text[:300]
    assert " ".join(expected) in text


def understood(document: Document, each: Paper) -> None:
    """What the two columns say about the paper."""
    about = document.metadata
    assert about.number == f"{each.number}/QĐ-UBND"
    assert about.issuer == "Ủy ban nhân dân xã Sông Mẫu"
    assert about.issued_on == date(2021, 3, 1 + each.number % 27)
    assert about.title == f"Hỗ trợ sửa nhà ở thôn {each.hamlet}"


def test_of_a_word_file(tmp_path: Path) -> None:
    each = paper("a.docx", INDEX)
    document = read(tmp_path, "a.docx", papers.word(each))
    in_order(document, each)
    understood(document, each)


def test_of_a_typed_pdf(tmp_path: Path, fonts: None) -> None:
    each = paper("a.pdf", INDEX)
    document = read(tmp_path, "a.pdf", papers.pdf(each))
    in_order(document, each)
    understood(document, each)


@pytest.mark.slow
def test_of_a_scan_that_lay_askew(tmp_path: Path, tesseract: None) -> None:
    each = paper("a.pdf", INDEX, ocr=True)
    document = read(tmp_path, "a.pdf", papers.scanned_pdf(each))
    in_order(document, each)
    understood(document, each)
