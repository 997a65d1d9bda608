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

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from hoidap.errors import UnreadableFileError
from hoidap.vietnamese.normalisation import canonical_text

#: Marks of one table or of one list stand on adjoining lines, all else with a blank line between.
_TIGHT = "\n"
_LOOSE = "\n\n"


class BlockKind(StrEnum):
    """What a line of the text was in its source."""

    HEADING = "heading"
    LIST_ITEM = "list_item"
    PARAGRAPH = "paragraph"
    TABLE_ROW = "table_row"


@dataclass(frozen=True, slots=True)
class Block:
    """A piece of a source document before it has offsets.

    ``level`` is 1 to 6 for a heading, the depth of the list for an item and for
    a further paragraph of an item, else 0.  ``number`` is what is printed
    before an item: ``3.``, ``b)``, ``-``.
    """

    kind: BlockKind
    text: str
    level: int = 0
    number: str = ""


@dataclass(frozen=True, slots=True)
class TextMark:
    """A block's place in the text; an item's range begins with its printed number."""

    kind: BlockKind
    start: int
    end: int
    level: int = 0
    number: str = ""


@dataclass(frozen=True, slots=True)
class ExtractedText:
    """The canonical text of one document and what its format said about it.

    ``text`` equals ``canonical_text(text)`` and no line of it begins or ends
    with white space.  ``page_starts`` are the offsets at which pages begin,
    empty for formats without pages.
    ``id_hint`` and ``title_hint`` are what the format itself names as
    identifier and title; ``front_matter`` is the YAML block of the file, if any.
    """

    text: str
    marks: tuple[TextMark, ...] = ()
    page_starts: tuple[int, ...] = ()
    warnings: tuple[str, ...] = ()
    title_hint: str | None = None
    id_hint: str | None = None
    front_matter: Mapping[str, object] | None = None

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
) -> ExtractedText:
    """Write blocks one below the other; ``name`` is the source for the error.

    Raises UnreadableFileError when no block holds anything to read.
    """
    parts: list[str] = []
    marks: list[TextMark] = []
    length = 0
    for block in _lines(blocks):
        printed = f"{block.number} {block.text}" if block.number else block.text
        if parts:
            separator = _TIGHT if _adjoins(marks[-1], block) else _LOOSE
            parts.append(separator)
            length += len(separator)
        parts.append(printed)
        marks.append(TextMark(block.kind, length, length + len(printed), block.level, block.number))
        length += len(printed)
    if not parts:
        raise nothing_to_read(name)
    return ExtractedText(
        text="".join(parts),
        marks=tuple(marks),
        warnings=warnings,
        title_hint=one_line(title_hint),
        front_matter=front_matter,
    )


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
        lines = [line.strip() for line in canonical_text(block.text).split("\n")]
        first = True
        for line in filter(None, lines):
            if first:
                yield Block(block.kind, line, block.level, canonical_text(block.number).strip())
            else:
                depth = block.level if block.kind is BlockKind.LIST_ITEM else 0
                yield Block(_CONTINUES_AS.get(block.kind, block.kind), line, depth)
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
