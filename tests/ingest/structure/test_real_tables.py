"""Cells of real documents' tables, read by hand: each stands in one row with the words around it.

What is answered to questions for them, ``python -m tests.evaluation.table_cells`` counts.
"""

from __future__ import annotations

from pathlib import Path

from ingest.documents import read_document
from ingest.extraction.extracted_text import ExtractedText
from tests.evaluation.table_cells import read_cells, rows_of


def test_every_cell_stands_in_its_row(shared: Path, real_texts: dict[str, ExtractedText]) -> None:
    cells = read_cells(shared / "real-dev" / "tables.jsonl")
    documents = {
        name: read_document(real_texts[name], name, None).document
        for name in {cell.file for cell in cells}
    }
    missed = [
        f"{cell.file}: {cell.row}: {cell.value}"
        for cell in cells
        if not rows_of(cell, documents[cell.file])
    ]
    assert not missed, "\n".join(missed)


def test_no_note_is_the_title_of_a_table(real_texts: dict[str, ExtractedText]) -> None:
    for name, extracted in real_texts.items():
        for table in extracted.tables:
            assert not extracted.text[slice(*table.title)].startswith(tuple("⁰¹²³⁴⁵⁶⁷⁸⁹")), name
