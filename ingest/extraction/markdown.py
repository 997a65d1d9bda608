"""Markdown to text without its markup.

markdown-it-py (CommonMark and tables) reads the source; its tokens become
blocks.  Four rules of CommonMark are bent, because official documents typed as
Markdown would lose content by them:

* Indented lines are paragraphs, not code, and a row of dashes below a line does
  not make it a heading (rules ``code`` and ``lheading`` are off).
* A printed number is content: ``3.`` stays ``3.`` even where a renderer would
  count on from the list's first number.  Only ``1. 1. 1.``, written by people
  who leave the counting to the renderer, is counted.
* A line break inside a paragraph stays one after a short line and where the
  next line begins with bold type or a number (``b)``, ``2-``, ``Điều 5``);
  otherwise it is the width of somebody's window and becomes a space.
* The sign of an unnumbered item is printed as written: in interviews ``-``
  begins a question and ``+`` an answer.

Bold, links and code are reduced to their text; HTML inside goes through the
HTML extractor; images are dropped with their alternative text.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import count

from markdown_it import MarkdownIt
from markdown_it.token import Token

from hoidap.vietnamese.normalisation import canonical_text
from ingest.extraction.decoding import damage_warnings, decode
from ingest.extraction.extracted_text import (
    PLAIN_STYLE,
    Block,
    BlockKind,
    ExtractedText,
    Style,
    assemble,
)
from ingest.extraction.html import html_blocks
from ingest.extraction.table_grid import Grid, SourceCell
from ingest.front_matter import split_front_matter

#: Lists in lists in quotations: nobody writes deeper, and Python's stack holds it.
_DEEPEST = 100

_PARSER = (
    MarkdownIt("commonmark", {"maxNesting": _DEEPEST}).enable("table").disable(["code", "lheading"])
)

#: What a line may begin with to stay a line of its own inside a paragraph.
_LINE_OPENER = re.compile(
    r"(?:\d{1,3}(?:\.\d{1,3})*[.)\-]|[a-zđ]\)|[IVX]{1,5}[.\-]|[-+–]|(?:Điều|Chương|Mục|Phần)\s)\s?",
)

#: Editors wrap lines at 70 characters or more, and Vietnamese syllables are short: a line
#: that ends before this many was ended on purpose.
_WRAPPED_FROM = 50

_LINE_BREAK_TAG = re.compile(r"<br\s*/?>", re.IGNORECASE)
_BREAKING_CELL = " "
#: Share of a paragraph's letters that must be bold for it to be so.
_NEARLY_ALL = 0.9


def extract_markdown(data: bytes, name: str) -> tuple[ExtractedText, ...]:
    """The one document of a Markdown file, which may begin with front matter.

    ``title_hint`` is the first level-1 heading.  Raises UnreadableFileError and
    FrontMatterError.
    """
    raw, converted = decode(data, name)
    front_matter, body = split_front_matter(raw, name)
    blocks = list(markdown_blocks(body))
    return (
        assemble(
            blocks,
            name,
            warnings=(*converted, *damage_warnings(body)),
            title_hint=title_of(blocks),
            front_matter=front_matter,
        ),
    )


def title_of(blocks: Sequence[Block]) -> str | None:
    """The text of the first level-1 heading, or None."""
    return next(
        (block.text for block in blocks if block.kind is BlockKind.HEADING and block.level == 1),
        None,
    )


def markdown_blocks(source: str) -> Iterator[Block]:
    """The blocks of a Markdown text in reading order."""
    reader = _Reader(_PARSER.parse(canonical_text(source)))
    return reader.blocks()


@dataclass(slots=True)
class _List:
    numbers: list[str]
    used: int = 0


@dataclass(slots=True)
class _Reader:
    """Walks the flat token stream, keeping the open lists and the open item's number."""

    tokens: Sequence[Token]
    lists: list[_List] = field(default_factory=list)
    number: str = ""
    row: list[str] | None = None
    grid: Grid = field(default_factory=Grid)
    head: bool = False
    tables: Iterator[int] = field(default_factory=lambda: count(1))

    def blocks(self) -> Iterator[Block]:
        for index, token in enumerate(self.tokens):
            match token.type:
                case "ordered_list_open" | "bullet_list_open":
                    self.lists.append(_List(_numbers(self.tokens, index)))
                case "ordered_list_close" | "bullet_list_close":
                    self.lists.pop()
                case "list_item_open":
                    current = self.lists[-1]
                    self.number = current.numbers[current.used]
                    current.used += 1
                case "inline":
                    yield from self._inline(token, self.tokens[index - 1])
                case "fence" | "code_block":
                    yield from self._paragraph(token.content)
                case "html_block":
                    yield from html_blocks(token.content, self.tables)
                case _:
                    yield from self._table(token)

    def _table(self, token: Token) -> Iterator[Block]:
        """What a token that opens or closes a table or a part of it means."""
        match token.type:
            case "table_open":
                self.grid = Grid()
            case "table_close":
                yield from self.grid.blocks(next(self.tables))
            case "thead_open" | "thead_close":
                self.head = token.type == "thead_open"
            case "tr_open":
                self.row = []
            case "tr_close":
                cells, self.row = self.row or [], None
                self.grid.add([SourceCell(cell, header=self.head) for cell in cells])
            case _:
                pass

    def _inline(self, token: Token, opener: Token) -> Iterator[Block]:
        text = _inline_text(token.children or [])
        if self.row is not None:
            self.row.append(text.replace("\n", _BREAKING_CELL).strip())
        elif opener.type == "heading_open":
            self.number = ""
            yield Block(BlockKind.HEADING, text.replace("\n", " "), int(opener.tag[1]))
        else:
            yield from self._paragraph(text, _type_of(token.children or []))

    def _paragraph(self, text: str, style: Style = PLAIN_STYLE) -> Iterator[Block]:
        if not text.strip():
            return
        number, self.number = self.number, ""
        kind = BlockKind.LIST_ITEM if number else BlockKind.PARAGRAPH
        yield Block(kind, text, len(self.lists), number, style=style)


def _numbers(tokens: Sequence[Token], opener: int) -> list[str]:
    """What is printed before each item of the list that begins at ``opener``."""
    level = tokens[opener].level
    items = []
    for index in range(opener + 1, len(tokens)):
        token = tokens[index]
        if token.level == level and token.type.endswith("_list_close"):
            break
        if token.type == "list_item_open" and token.level == level + 1:
            items.append(token)
    if tokens[opener].type == "bullet_list_open":
        return [item.markup for item in items]
    printed = [item.info for item in items]
    if len(printed) > 1 and len(set(printed)) == 1:
        printed = [str(int(printed[0]) + offset) for offset in range(len(printed))]
    return [f"{number}{item.markup}" for number, item in zip(printed, items, strict=True)]


def _type_of(children: Sequence[Token]) -> Style:
    """Bold or italic where nearly all letters of a paragraph are."""
    open_types: Counter[str] = Counter()
    letters: Counter[str] = Counter()
    for token in children:
        if token.nesting:
            open_types[token.tag] += token.nesting
        size = sum(map(str.isalnum, token.content))
        letters.update({tag: size for tag, depth in open_types.items() if depth > 0})
        letters["all"] += size
    least = max(1, _NEARLY_ALL * letters["all"])
    return Style(bold=letters["strong"] >= least, italic=letters["em"] >= least)


def _inline_text(children: Sequence[Token]) -> str:
    lines: list[list[str]] = [[]]
    for index, token in enumerate(children):
        match token.type:
            case "text" | "code_inline":
                lines[-1].append(token.content)
            case "hardbreak":
                lines.append([])
            case "softbreak" if _is_wrap(lines[-1], children, index + 1):
                lines[-1].append(" ")
            case "softbreak":
                lines.append([])
            case "html_inline" if _LINE_BREAK_TAG.fullmatch(token.content):
                lines.append([])
            case _:
                pass
    return "\n".join("".join(line) for line in lines)


def _is_wrap(line: Sequence[str], children: Sequence[Token], following: int) -> bool:
    """Whether a line break only stands where an editor's window ended."""
    since_break = 0
    for part in reversed(line):
        if part == " ":
            break
        since_break += len(part)
    return since_break >= _WRAPPED_FROM and not _begins_a_line(children, following)


def _begins_a_line(children: Sequence[Token], following: int) -> bool:
    for index in range(following, len(children)):
        token = children[index]
        if token.type == "strong_open":
            return True
        if token.type == "text" and token.content.strip():
            return _LINE_OPENER.match(token.content.lstrip()) is not None
        if token.type not in ("text", "em_open"):
            return False
    return False
