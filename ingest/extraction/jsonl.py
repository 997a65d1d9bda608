"""Collections in the BEIR form: ``corpus.jsonl``, one document a line.

Each line is an object with ``_id``, ``text`` and perhaps ``title`` (Thakur et
al. 2021, "BEIR", section 4).  The title is not part of the text: it is given as
the document's title and never quoted.
"""

from __future__ import annotations

import json
from typing import Any

from hoidap.errors import DuplicateIdError, UnreadableFileError
from ingest.extraction.decoding import decode
from ingest.extraction.extracted_text import Block, BlockKind, ExtractedText, assemble, one_line

_EXPECTED = 'Each line must be like {"_id": "1", "title": "...", "text": "..."}.'


def extract_jsonl(data: bytes, name: str) -> tuple[ExtractedText, ...]:
    """One document for each line, in order, with ``id_hint`` and ``title_hint``.

    Raises UnreadableFileError naming the line that is not such an object, and
    DuplicateIdError naming the lines that claim one id.
    """
    documents = []
    first_line: dict[str, int] = {}
    for number, line in enumerate(decode(data, name).text.split("\n"), start=1):
        if not line.strip():
            continue
        document = _document(line, f"{name} line {number}")
        identifier = document.id_hint or ""
        if identifier in first_line:
            raise DuplicateIdError(
                f"{name}: lines {first_line[identifier]} and {number} claim the id {identifier!r}.",
                "Give each document its own _id.",
            )
        first_line[identifier] = number
        documents.append(document)
    return tuple(documents)


def _document(line: str, place: str) -> ExtractedText:
    try:
        value = json.loads(line)
    except (ValueError, RecursionError) as error:
        raise UnreadableFileError(f"{place}: not valid JSON ({error}).", _EXPECTED) from error
    if not isinstance(value, dict):
        raise UnreadableFileError(f"{place}: {type(value).__name__}, not an object.", _EXPECTED)
    identifier = one_line(_text_of(value, "_id", place))
    if identifier is None:
        raise UnreadableFileError(f"{place}: the key _id is missing or empty.", _EXPECTED)
    title = one_line(_text_of(value, "title", place))
    text = _text_of(value, "text", place) or title or ""
    extracted = assemble([Block(BlockKind.PARAGRAPH, text)], place, title_hint=title)
    return ExtractedText(
        text=extracted.text, marks=extracted.marks, title_hint=title, id_hint=identifier
    )


def _text_of(value: dict[str, Any], key: str, place: str) -> str:
    found = value.get(key)
    if found is None:
        return ""
    if isinstance(found, bool) or not isinstance(found, str | int):
        raise UnreadableFileError(f"{place}: {key} is {type(found).__name__}, not text.", _EXPECTED)
    return str(found)
