"""Blocks whose text is in an old encoding that no font name told."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from ingest.extraction.extracted_text import PAGE_BREAK, Block, table_row
from ingest.extraction.legacy_encodings import converted, notice, to_unicode


def in_unicode(blocks: Sequence[Block]) -> tuple[list[Block], tuple[str, ...]]:
    """``blocks`` in Unicode and what to say of it; as they are when they are readable."""
    whole = "\n".join(block.text.replace(PAGE_BREAK, " ") for block in blocks)
    found = converted(whole)
    if found is None:
        return list(blocks), ()
    return [_changed(each, found.encoding) for each in blocks], (notice(found.encoding),)


def _changed(block: Block, encoding: str) -> Block:
    """The block in Unicode; a row is written again from its cells, which stand in its text."""
    if not block.cells:
        return replace(block, text=to_unicode(block.text, encoding))
    cells = [replace(cell, text=to_unicode(cell.text, encoding)) for cell in block.cells]
    return replace(table_row(cells, block.table), page=block.page, style=block.style)
