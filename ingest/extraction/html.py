"""HTML to text: headings, paragraphs, lists with their numbers, table rows.

``page.py`` has taken away what is not the document; here the remaining tree is
walked once, without recursion, so that no depth of nesting can stop it.  Text
is gathered until a block element begins or ends; ``<br>`` ends a line, all
other white space is one space.

Newspapers and legal sites set type with tables.  A *data table* gives one line
a row, its cells joined by " | "; a *layout table* is read cell by cell as if it
were not there.  A table is for layout when it has one column, holds headings,
lists or further tables and names no column (``th``), or is the small table of an
official document's header or signature: at most two columns and two rows, with a cell
of several lines.
"""

from __future__ import annotations

import re
import warnings as python_warnings
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from itertools import count

from bs4 import BeautifulSoup, MarkupResemblesLocatorWarning, XMLParsedAsHTMLWarning
from bs4.element import NavigableString, PageElement, PreformattedString, Tag

from hoidap.errors import UnreadableFileError
from hoidap.vietnamese.normalisation import canonical_text
from ingest.extraction.decoding import Decoded, damage_warnings, decode
from ingest.extraction.extracted_text import (
    Alignment,
    Block,
    BlockKind,
    ExtractedText,
    Style,
    assemble,
)
from ingest.extraction.list_numbers import ListNumbers
from ingest.extraction.page import Content, content_of, page_site, page_title
from ingest.extraction.table_grid import Grid, SourceCell
from ingest.extraction.word_math import lowered, raised

_HEADINGS = {f"h{level}": level for level in range(1, 7)}
_BLOCK_NAMES = """
address article aside blockquote body caption center dd details div dl dt fieldset figcaption
figure footer form header hr html legend li main nav ol p pre section summary table tbody td
tfoot th thead tr ul
"""
_BLOCKS = frozenset(_HEADINGS) | frozenset(_BLOCK_NAMES.split())
_LISTS = frozenset({"ul", "ol"})
_LAYOUT_MARKS = (*_HEADINGS, "ul", "ol", "table")

#: An official header or signature block set as a table has at most this many rows and columns.
_SMALL_TABLE = 2

#: A charset that the page declares; looked for in its first bytes as browsers do.
_DECLARED = re.compile(rb"""<meta[^>]+charset\s*=\s*["']?\s*([A-Za-z0-9_-]+)""", re.IGNORECASE)
_DECLARATION_BYTES = 2048

#: Declared encodings that pages of Vietnamese sites really use beside UTF-8.
_ACCEPTED_CHARSETS = frozenset({"windows-1258", "cp1258"})

#: What a reader sees struck out is no longer said.
_STRUCK = frozenset({"del", "s", "strike"})
_MOVED = {"sup": raised, "sub": lowered}
_LOOKS = {"b": "bold", "strong": "bold", "i": "italic", "em": "italic"}
#: Share of a block's letters that must be bold for it to be so.
_NEARLY_ALL = 0.9
_ALIGNED = re.compile(r"text-align\s*:\s*(\w+)", re.IGNORECASE)
_ALIGNMENTS = {"center": Alignment.CENTRE, "right": Alignment.END, "end": Alignment.END}

#: A cell with ``rowspan=0`` spans the rows to the end of its table.
_TO_THE_END = 10_000
#: Digits of a span that means something; browsers stop at 65534 rows.
_SPAN_DIGITS = 6

_SPACES = re.compile(r"[ \t\r\n\f]+")
_LINE = "\n"


def extract_html(data: bytes, name: str) -> tuple[ExtractedText, ...]:
    """The one document of an HTML page, without the page around it.

    ``title_hint`` is the first ``h1``, else the ``title``; ``site_hint`` the site's name.  Raises
    UnreadableFileError when no text is left, e.g. when all is script.
    """
    raw, converted = _decode_page(data, name)
    soup = _soup(canonical_text(raw))
    title, site = page_title(soup), page_site(soup)
    blocks = list(_content_blocks(content_of(soup), count(1)))
    found = assemble(blocks, name, warnings=(*converted, *damage_warnings(raw)), title_hint=title)
    return (replace(found, site_hint=site),)


def html_blocks(fragment: str, tables: Iterator[int]) -> Iterator[Block]:
    """The blocks of a piece of HTML, such as one inside Markdown; ``tables`` numbers them."""
    return _content_blocks(content_of(_soup(canonical_text(fragment))), tables)


def _soup(source: str) -> BeautifulSoup:
    with python_warnings.catch_warnings():
        # A text without tags is no reason to warn: it is read as one paragraph.
        python_warnings.simplefilter("ignore", MarkupResemblesLocatorWarning)
        python_warnings.simplefilter("ignore", XMLParsedAsHTMLWarning)
        return BeautifulSoup(source, "lxml")


def _decode_page(data: bytes, name: str) -> Decoded:
    """UTF-8 and UTF-16 as everywhere; else Windows-1258 where the page declares it."""
    try:
        return decode(data, name)
    except UnreadableFileError:
        declared = _DECLARED.search(data[:_DECLARATION_BYTES])
        charset = declared.group(1).decode("ascii").lower() if declared else ""
        if charset not in _ACCEPTED_CHARSETS:
            raise
        try:
            return Decoded(data.decode(charset))
        except UnicodeDecodeError as error:
            raise UnreadableFileError(
                f"{name}: declared as {charset}, but byte 0x{data[error.start]:02X} at position "
                f"{error.start} is not.",
                "Save the page as UTF-8.",
            ) from error


@dataclass(slots=True)
class _Collector:
    """The text gathered so far and what it will become."""

    lists: list[ListNumbers] = field(default_factory=list)
    gathered: list[str] = field(default_factory=list)
    heading: int = 0
    number: str = ""
    preformatted: int = 0
    looks: list[str] = field(default_factory=list)
    counts: dict[str, int] = field(default_factory=dict)  # letters, bold ones, italic ones
    alignments: list[Alignment] = field(default_factory=list)

    def add_text(self, text: str, *, keep: bool = False) -> None:
        self.gathered.append(text if keep or self.preformatted else _SPACES.sub(" ", text))
        letters = sum(map(str.isalpha, text))
        for look in {"all", *map(_LOOKS.__getitem__, self.looks)}:
            self.counts[look] = self.counts.get(look, 0) + letters

    def style(self) -> Style:
        """How the text gathered looks."""
        letters = self.counts.get("all", 0)
        mostly = {
            look: letters > 0 and self.counts.get(look, 0) >= _NEARLY_ALL * letters
            for look in ("bold", "italic")
        }
        alignment = self.alignments[-1] if self.alignments else Alignment.START
        return Style(mostly["bold"], mostly["italic"], alignment)

    def flush(self) -> Iterator[Block]:
        text, style = "".join(self.gathered), self.style()
        self.gathered.clear()
        self.counts.clear()
        if not text.strip():
            return
        if self.heading:
            yield Block(BlockKind.HEADING, text.replace(_LINE, " "), self.heading, style=style)
            return
        number, self.number = self.number, ""
        kind = BlockKind.LIST_ITEM if number else BlockKind.PARAGRAPH
        yield Block(kind, text, len(self.lists), number, style=style)

    def enter(self, tag: Tag) -> None:
        set_to = _alignment(tag)
        self.alignments.append(set_to or (self.alignments or [Alignment.START])[-1])
        if tag.name in _HEADINGS:
            self.heading = _HEADINGS[tag.name]
        elif tag.name == "pre":
            self.preformatted += 1
        elif tag.name in _LISTS:
            self.lists.append(ListNumbers(tag))
        elif tag.name == "li" and self.lists:
            self.number = self.lists[-1].next_number(tag)

    def leave(self, tag: Tag) -> None:
        self.alignments.pop()
        if tag.name in _HEADINGS:
            self.heading = 0
        elif tag.name == "pre":
            self.preformatted -= 1
        elif tag.name in _LISTS:
            self.lists.pop()
        elif tag.name == "li":
            self.number = ""


def _content_blocks(content: Content, tables: Iterator[int]) -> Iterator[Block]:
    return _blocks(content.root, content, tables)


def _blocks(root: Tag, content: Content, tables: Iterator[int]) -> Iterator[Block]:
    collector = _Collector()
    stack: list[tuple[PageElement, bool]] = [(root, True)]
    while stack:
        node, entering = stack.pop()
        if not isinstance(node, Tag):
            if isinstance(node, NavigableString) and not isinstance(node, PreformattedString):
                collector.add_text(str(node))
        elif node.name == "br":
            collector.add_text(_LINE, keep=True)
        elif not entering and node.name in _LOOKS:
            collector.looks.pop()
        elif not entering:
            yield from collector.flush()
            collector.leave(node)
        elif node.name in _STRUCK:
            continue
        elif node.name in _MOVED:
            collector.add_text(_MOVED[node.name](node.get_text()))
        elif content.keeps(node):
            if node.name in _LOOKS:
                collector.looks.append(node.name)
                stack.append((node, False))
            if node.name in _BLOCKS:
                yield from collector.flush()
                if node.name == "table" and not _is_layout(node):
                    yield from _table_rows(node, content, tables)
                    continue
                collector.enter(node)
                stack.append((node, False))
            stack.extend((child, True) for child in reversed(node.contents))
    yield from collector.flush()


def _alignment(tag: Tag) -> Alignment | None:
    """How a block says that its lines are set; None when it says nothing."""
    styled = _ALIGNED.search(str(tag.get("style") or ""))
    named = styled[1] if styled else str(tag.get("align") or "")
    if tag.name == "center":
        named = tag.name
    return _ALIGNMENTS.get(named.lower(), Alignment.START) if named else None


def _table_rows(table: Tag, content: Content, tables: Iterator[int]) -> Iterator[Block]:
    grid = Grid()
    for caption in table.find_all("caption", recursive=False):
        yield from _blocks(caption, content, tables)
    for row in _rows(table):
        in_head = row.parent is not None and row.parent.name == "thead"
        grid.add([_source_cell(cell, content, tables, in_head) for cell in _cells(row)])
    yield from grid.blocks(next(tables))


def _source_cell(cell: Tag, content: Content, tables: Iterator[int], in_head: bool) -> SourceCell:
    blocks = _blocks(cell, content, tables)
    return SourceCell(
        " ".join(f"{block.number} {block.text}".strip() for block in blocks),
        columns=_span(cell, "colspan"),
        rows=_span(cell, "rowspan") or _TO_THE_END,
        header=in_head or cell.name == "th",
    )


def _span(cell: Tag, name: str) -> int:
    """How many columns or rows a cell spans; 0 rows mean all that follow."""
    written = str(cell.get(name, "1")).strip()
    return int(written) if written.isdecimal() and len(written) < _SPAN_DIGITS else 1


def _is_layout(table: Tag) -> bool:
    rows = [_cells(row) for row in _rows(table)]
    columns = max(map(len, rows), default=0)
    if columns > 1 and any(cell.name == "th" for row in rows for cell in row):
        return False  # whoever names columns sets data, also with lists and tables in cells
    if columns <= 1 or table.find(_LAYOUT_MARKS) is not None:
        return True
    small = columns <= _SMALL_TABLE and len(rows) <= _SMALL_TABLE
    return small and any(_several_lines(cell) for row in rows for cell in row)


def _rows(table: Tag) -> list[Tag]:
    """Its own rows, not those of tables inside it."""
    return [row for row in table.find_all("tr") if row.find_parent("table") is table]


def _cells(row: Tag) -> list[Tag]:
    return [cell for cell in row.find_all(("td", "th"), recursive=False) if isinstance(cell, Tag)]


def _several_lines(cell: Tag) -> bool:
    return len(cell.find_all(("br", "p", "div"))) > 1 or cell.find("br") is not None
