"""Sources: exact ranges of documents with the words that name them in a paper."""

from __future__ import annotations

from bisect import bisect_right

from hoidap import texts
from hoidap.answering.naming import day_name, document_name
from hoidap.domain import Cell, Document, Kind, Metadata, Section
from hoidap.retrieval.ranked import source_url
from hoidap.study.pack import Source, SourceCell


def source_at(document: Document, start: int, end: int) -> Source:
    """The source ``document.text[start:end]``, named by the innermost section it begins in."""
    locator = locator_at(document, start)
    return Source(
        document_id=document.id,
        title=document.metadata.title,
        number=document.metadata.number,
        locator=locator,
        start=start,
        end=end,
        quote=document.text[start:end],
        reference=official_reference(document.metadata, locator),
        url=source_url(document.id, start, end),
        rows=tuple(_row(document, row) for row in _rows_with_header(document, start, end)),
    )


def _rows_with_header(document: Document, start: int, end: int) -> tuple[tuple[Cell, ...], ...]:
    """The table rows that a range consists of, below those that name their columns."""
    rows = document.rows_in(start, end)
    for table in document.tables if rows else ():
        if table.start <= start and end <= table.end and table.header_rows < len(table.rows):
            header = table.rows[: table.header_rows]
            return (*(row for row in header if row not in rows), *rows)
    return rows


def _row(document: Document, row: tuple[Cell, ...]) -> tuple[SourceCell, ...]:
    return tuple(
        SourceCell(
            text=document.text[cell.start : cell.end],
            column=cell.column,
            columns=cell.columns,
            header=cell.header,
        )
        for cell in row
    )


def section_at(document: Document, offset: int) -> Section | None:
    """The innermost section that holds an offset; None where no section is."""
    sections = document.sections
    at = bisect_right(sections, offset, key=lambda section: section.start) - 1
    found = sections[at] if at >= 0 else None
    while found is not None and found.end <= offset:
        found = None if found.parent is None else sections[found.parent]
    return found


def locator_at(document: Document, offset: int) -> str:
    """The locator of the innermost section that holds an offset; "" where no section is."""
    section = section_at(document, offset)
    return section.locator if section else ""


def official_reference(about: Metadata, locator: str) -> str:
    """The form papers cite in: "khoản 2 Điều 8 Luật ... số 10/2022/QH15 ngày 10/11/2022".

    An interview is cited by its title and newspaper; a digest says that it is one.
    """
    if about.kind is Kind.INTERVIEW:
        name = texts.PACK_INTERVIEW.format(title=about.title, newspaper=about.issuer or "").rstrip()
    else:
        name = full_name(about)
    day = texts.PACK_DAY.format(day=day_name(about.issued_on)) if about.issued_on else ""
    digest = texts.PACK_DIGEST if about.digest else ""
    place = f"{locator}, " if "mục “" in locator or about.kind is Kind.INTERVIEW else f"{locator} "
    return f"{place if locator else ''}{name}{day}{digest}"


def full_name(about: Metadata) -> str:
    """A document's name with its number: "Bộ luật Lao động số 45/2019/QH14"."""
    name = document_name(about)
    if about.number and about.number not in name:
        return texts.PACK_WITH_NUMBER.format(name=name, number=about.number)
    return name
