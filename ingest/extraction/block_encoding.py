"""Blocks whose text is in an old encoding that no font name told."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from ingest.extraction.extracted_text import PAGE_BREAK, Block
from ingest.extraction.legacy_encodings import converted, notice, to_unicode


def in_unicode(blocks: Sequence[Block]) -> tuple[list[Block], tuple[str, ...]]:
    """``blocks`` in Unicode and what to say of it; as they are when they are readable."""
    whole = "\n".join(block.text.replace(PAGE_BREAK, " ") for block in blocks)
    found = converted(whole)
    if found is None:
        return list(blocks), ()
    changed = [replace(each, text=to_unicode(each.text, found.encoding)) for each in blocks]
    return changed, (notice(found.encoding),)
