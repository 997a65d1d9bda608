"""A row of a table answers together with the header of its columns."""

from __future__ import annotations

from dataclasses import replace

from hoidap.answering.evidence import evidence_of
from hoidap.answering.unit_outline import Range
from hoidap.answering.units import UnitKind, row_units
from hoidap.domain import Cell, Document, Kind, Metadata, Section, SectionKind, Table

_LINES = ("Xã | Số hộ", "Xã Lau | 12 hộ", "Xã Sậy | 15 hộ", "Xã Sậy | 16 hộ")


def _document() -> Document:
    text = "\n".join(_LINES)
    rows, at = [], 0
    for number, line in enumerate(_LINES):
        bar = line.index(" | ")
        header = number == 0
        rows.append(
            (
                Cell(0, at, at + bar, header=header),
                Cell(1, at + bar + 3, at + len(line), header=header),
            )
        )
        at += len(line) + 1
    body = Section(0, None, SectionKind.BODY, "", "", "", 0, 0, len(text))
    about = Metadata(Kind.DIRECTIVE, "Biểu số hộ")
    return Document("bieu", about, text, (body,), "", tables=(Table(tuple(rows)),))


def test_a_row_is_a_unit_led_in_by_its_header() -> None:
    document = _document()
    unit = row_units(document, 0, len(document.text))[0]
    assert unit.text_in(document.text) == "Xã | Số hộ\nXã Lau | 12 hộ"


def test_rows_whose_first_cells_say_the_same_are_also_a_group() -> None:
    document = _document()
    groups = [u for u in row_units(document, 0, 99) if u.kind is UnitKind.GROUP]
    assert [document.text[u.core.start : u.core.end] for u in groups] == [
        "Xã Sậy | 15 hộ\nXã Sậy | 16 hộ"
    ]


def test_a_table_without_header_has_units_without_lead_in() -> None:
    document = _document()
    table = document.tables[0]
    rows = tuple(tuple(replace(cell, header=False) for cell in row) for row in table.rows)
    units = row_units(replace(document, tables=(Table(rows),)), 0, 99)
    assert all(unit.lead_in is None for unit in units)


def test_evidence_knows_the_cells_of_the_row_that_it_quotes() -> None:
    document = _document()
    row = document.tables[0].rows[1]
    evidence = evidence_of(document, Range(row[0].start, row[-1].end), "")
    assert evidence.rows == (row,)
    assert evidence_of(document, Range(row[0].start, row[0].end), "").rows == ()
