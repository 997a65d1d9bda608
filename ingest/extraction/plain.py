"""Plain text: every line is a paragraph.

Indentation is layout, not content, and is dropped; blank lines and runs of
spaces inside a line stay, because official headers keep their two columns
apart with them.
"""

from __future__ import annotations

import re

from hoidap.vietnamese.normalisation import canonical_text
from ingest.extraction.decoding import damage_warnings, decode
from ingest.extraction.extracted_text import (
    BlockKind,
    ExtractedText,
    TextMark,
    nothing_to_read,
)
from ingest.front_matter import split_front_matter

_INDENTATION = re.compile(r"^[ \t]+", re.MULTILINE)
_LINE = re.compile(r"\S(?:[^\n]*\S)?")


def extract_plain(data: bytes, name: str) -> tuple[ExtractedText, ...]:
    """The one document of a ``.txt`` file, which may begin with front matter.

    Raises UnreadableFileError (empty, binary, encoding) and FrontMatterError.
    """
    raw, converted = decode(data, name)
    front_matter, body = split_front_matter(raw, name)
    text = plain_text(body)
    if not text:
        raise nothing_to_read(name)
    marks = tuple(
        TextMark(BlockKind.PARAGRAPH, line.start(), line.end()) for line in _LINE.finditer(text)
    )
    return (
        ExtractedText(
            text=text,
            marks=marks,
            warnings=(*converted, *damage_warnings(body)),
            front_matter=front_matter,
        ),
    )


def plain_text(raw: str) -> str:
    """Canonical text without indentation and without blank lines at its ends."""
    return _INDENTATION.sub("", canonical_text(raw)).strip()
