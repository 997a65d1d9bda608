"""What every extractor gives back, and how it is put together.

An extractor reduces its format to *blocks*: a heading, a list item, a
paragraph, a table row.  ``assemble`` writes them one below the other as
canonical text and notes where each begins and ends, so that a parser of
structure need not know the format and every later quotation is a range of one
stored text.  One line of the text is one paragraph: a block that holds line
breaks becomes several lines with a mark each, the first with the block's own.
Full-width letters stay as printed; the match form folds them.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum

from hoidap.domain import BETWEEN_CELLS, NO_PAGES, Cell, Pages, Table
from hoidap.errors import UnreadableFileError
from hoidap.vietnamese.normalisation import canonical_text

#: Marks of one table or of one list stand on adjoining lines, all else with a blank line between.
_TIGHT = "\n"
_LOOSE = "\n\n"

#: Lines above a table that may be its title: its name and the unit of its figures.
_TITLE_LINES = 2
#: Notes on the title may stand between it and the table.
_LINES_ABOVE = 6
_RAISED_DIGITS = "⁰¹²³⁴⁵⁶⁷⁸⁹"
#: A longer line is a paragraph that happens to stand above the table.
_TITLE_LENGTH = 300

#: Stands in a block's text where its words go on at the top of the next page.
PAGE_BREAK = "\f"


class BlockKind(StrEnum):
    """What a line of the text was in its source."""

    HEADING = "heading"
    LIST_ITEM = "list_item"
    PARAGRAPH = "paragraph"
    TABLE_ROW = "table_row"


class Alignment(StrEnum):
    """How the lines of a paragraph are set."""

    START = "start"
    CENTRE = "centre"
    END = "end"


@dataclass(frozen=True, slots=True)
class Style:
    """How a block looks in its source, as far as the format says.

    ``bold`` and ``italic`` hold when nearly all of its letters are.  ``size`` is in points
    and ``indent``, of its first line from the left margin, too; 0 where unknown.
    """

    bold: bool = False
    italic: bool = False
    alignment: Alignment = Alignment.START
    size: float = 0.0
    indent: float = 0.0


#: The style of a block of which the format says nothing.
PLAIN_STYLE = Style()


@dataclass(frozen=True, slots=True)
class RowCell:
    """A cell of a table row before it has offsets.

    ``column`` is the grid column where it begins, counted from 0; it spans ``columns`` of
    them and ``rows`` rows.  A cell that continues the one above repeats its text and is
    ``repeated``, so that each row can be read by itself.
    """

    text: str
    column: int
    columns: int = 1
    rows: int = 1
    header: bool = False
    repeated: bool = False


@dataclass(frozen=True, slots=True)
class Block:
    """A piece of a source document before it has offsets.

    ``level`` is 1 to 6 for a heading, the depth of the list for an item and for
    a further paragraph of an item, else 0.  ``number`` is what is printed
    before an item: ``3.``, ``b)``, ``-``.  ``page`` is the page on which it begins,
    0 when unknown; ``PAGE_BREAK`` between two of its words begins the next one.
    ``sure`` is the confidence, 0 to 1, of a block that was read from an image.
    A table row has ``cells``, whose texts stand in ``text`` with " | " between them
    (``table_row``); rows of one table share a number ``table`` of 1 or more, which is
    its own in the document, also where the table goes on over pages.
    """

    kind: BlockKind
    text: str
    level: int = 0
    number: str = ""
    page: int = 0
    sure: float | None = None
    style: Style = PLAIN_STYLE
    cells: tuple[RowCell, ...] = ()
    table: int = 0


@dataclass(frozen=True, slots=True)
class TextMark:
    """A block's place in the text; an item's range begins with its printed number."""

    kind: BlockKind
    start: int
    end: int
    level: int = 0
    number: str = ""
    style: Style = PLAIN_STYLE


@dataclass(frozen=True, slots=True)
class ExtractedText:
    """The canonical text of one document and what its format said about it.

    ``text`` equals ``canonical_text(text)`` and no line of it begins or ends
    with white space.  ``pages`` says where the pages of the source begin.
    ``id_hint`` and ``title_hint`` are what the format itself names as
    identifier and title, ``site_hint`` the name of the site that a page was saved from;
    ``front_matter`` is the YAML block of the file, if any.
    ``needs`` is a program with which more of the file could be read.  ``unread`` are pages
    that were not read, or not well; a warning says why.
    """

    text: str
    marks: tuple[TextMark, ...] = ()
    tables: tuple[Table, ...] = ()
    pages: Pages = NO_PAGES
    warnings: tuple[str, ...] = ()
    title_hint: str | None = None
    site_hint: str | None = None
    id_hint: str | None = None
    front_matter: Mapping[str, object] | None = None
    needs: str | None = None
    unread: tuple[int, ...] = ()

    def marked(self, mark: TextMark) -> str:
        """The text of a mark without its printed number."""
        return self.text[mark.start + len(mark.number) : mark.end].strip()


def assemble(
    blocks: Iterable[Block],
    name: str,
    *,
    warnings: tuple[str, ...] = (),
    title_hint: str | None = None,
    front_matter: Mapping[str, object] | None = None,
    needs: str | None = None,
    unread: tuple[int, ...] = (),
) -> ExtractedText:
    """Write blocks one below the other; ``name`` is the source for the error.

    Raises UnreadableFileError when no block holds anything to read.
    """
    writer = _Writer()
    for block in _lines(blocks):
        writer.add(block)
    if not writer.parts:
        raise nothing_to_read(name)
    return ExtractedText(
        text="".join(writer.parts),
        marks=tuple(writer.marks),
        tables=writer.tables(),
        pages=Pages(tuple(writer.starts), tuple(writer.recognised)),
        warnings=warnings,
        title_hint=one_line(title_hint),
        front_matter=front_matter,
        needs=needs,
        unread=unread,
    )


@dataclass(slots=True)
class _Writer:
    """Text, marks and pages written so far."""

    parts: list[str] = field(default_factory=list)
    marks: list[TextMark] = field(default_factory=list)
    starts: list[tuple[int, int]] = field(default_factory=list)
    recognised: list[tuple[int, int, float]] = field(default_factory=list)
    rows: dict[int, list[tuple[Cell, ...]]] = field(default_factory=dict)
    length: int = 0
    joined: str = ""

    def tables(self) -> tuple[Table, ...]:
        """The tables whose rows were added, in the order in which they begin."""
        return tuple(
            Table(tuple(rows), self._title(rows[0][0].start)) for rows in self.rows.values()
        )

    def _title(self, start: int) -> tuple[int, int]:
        """The line above a table; also the one before when it only names the unit."""
        above = bisect_left(self.marks, start, key=lambda mark: mark.start)
        text = "".join(self.parts) if not self.joined else self.joined
        self.joined = text
        found = (0, 0)
        lines = 0
        for mark in reversed(self.marks[max(0, above - _LINES_ABOVE) : above]):
            line = text[mark.start : mark.end]
            if line[0] in _RAISED_DIGITS:  # a note on the title; what stands below it is none
                found, lines = (0, 0), 0
                continue
            lines += 1
            if mark.kind is BlockKind.TABLE_ROW or len(line) > _TITLE_LENGTH:
                break
            found = (mark.start, found[1] or mark.end)
            names_unit = line.startswith("(") or line.lower().startswith("đơn vị")
            if not names_unit or lines == _TITLE_LINES:
                break
        return found

    def add(self, block: Block) -> None:
        printed = f"{block.number} {block.text}" if block.number else block.text
        if self.parts:
            self._write(_TIGHT if _adjoins(self.marks[-1], block) else _LOOSE)
        start = self.length
        if block.page and (not self.starts or block.page > self.starts[-1][1]):
            self.starts.append((start, block.page))
        for part, words in enumerate(printed.split(PAGE_BREAK)):
            if part:
                self._write(" ")
                if self.starts:
                    self.starts.append((self.length, self.starts[-1][1] + 1))
            self._write(words)
        self.marks.append(
            TextMark(block.kind, start, self.length, block.level, block.number, block.style)
        )
        if block.cells:
            self.rows.setdefault(block.table, []).append(_placed(block, start, self.length))
        if block.sure is not None:
            self.recognised.append((start, self.length, round(block.sure, 3)))

    def _write(self, text: str) -> None:
        self.parts.append(text)
        self.length += len(text)


def table_row(cells: Iterable[RowCell], table: int, *, page: int = 0) -> Block:
    """The block of one row of the table with this number; its cells become one line each."""
    lined = tuple(replace(cell, text=one_line(cell.text) or "") for cell in cells)
    text = BETWEEN_CELLS.join(cell.text for cell in lined)
    return Block(BlockKind.TABLE_ROW, text, page=page, cells=lined, table=table)


def _placed(block: Block, start: int, end: int) -> tuple[Cell, ...]:
    """The cells of a row whose text is a range; the text lost the spaces at its ends."""
    whole = BETWEEN_CELLS.join(cell.text for cell in block.cells)
    at = start - (len(whole) - len(whole.lstrip()))
    placed = []
    for cell in block.cells:
        first = min(max(at, start), end)
        last = min(max(first, at + len(cell.text)), end)
        placed.append(
            Cell(cell.column, first, last, cell.columns, cell.rows, cell.header, cell.repeated)
        )
        at += len(cell.text) + len(BETWEEN_CELLS)
    return tuple(placed)


def nothing_to_read(name: str) -> UnreadableFileError:
    """The error for a file without text."""
    return UnreadableFileError(
        f"{name}: the file is empty or holds no readable text.",
        "Check that the file was saved completely, or take it out of the folder.",
    )


def one_line(text: str | None) -> str | None:
    """A title on one line, or None when nothing is left of it."""
    return " ".join(canonical_text(text or "").split()) or None


def _lines(blocks: Iterable[Block]) -> Iterable[Block]:
    """Blocks of one canonical line each; blank lines and numbers without text are left out."""
    for block in blocks:
        pieces = (canonical_text(piece).strip() for piece in block.text.split(PAGE_BREAK))
        lines = [line.strip() for line in PAGE_BREAK.join(pieces).split("\n")]
        first = True
        for line in filter(None, lines):
            if first:
                number = canonical_text(block.number).strip()
                yield replace(block, text=line, number=number)
            else:
                depth = block.level if block.kind is BlockKind.LIST_ITEM else 0
                kind = _CONTINUES_AS.get(block.kind, block.kind)
                yield replace(block, kind=kind, text=line, level=depth, number="", page=0)
            first = False


#: What the further lines of a block are: only paragraphs and rows go on as themselves.
_CONTINUES_AS = {
    BlockKind.HEADING: BlockKind.PARAGRAPH,
    BlockKind.LIST_ITEM: BlockKind.PARAGRAPH,
}


def _adjoins(before: TextMark, block: Block) -> bool:
    in_list = block.kind is BlockKind.LIST_ITEM or (
        block.kind is BlockKind.PARAGRAPH and block.level > 0
    )
    if in_list:
        return before.level > 0 and before.kind in (BlockKind.LIST_ITEM, BlockKind.PARAGRAPH)
    return block.kind is BlockKind.TABLE_ROW and before.kind is BlockKind.TABLE_ROW
