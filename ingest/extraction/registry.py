"""Which extractor reads which file.

To add a format, write an extractor (bytes and name in, documents out) and name
its suffixes here.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Final

from hoidap.errors import DocumentError, UnreadableFileError
from ingest.extraction.extracted_text import ExtractedText
from ingest.extraction.html import extract_html
from ingest.extraction.jsonl import extract_jsonl
from ingest.extraction.markdown import extract_markdown
from ingest.extraction.plain import extract_plain

#: From a file's bytes and name to its documents; most formats hold exactly one.
Extractor = Callable[[bytes, str], tuple[ExtractedText, ...]]

EXTRACTORS: Final[dict[str, Extractor]] = {
    ".txt": extract_plain,
    ".md": extract_markdown,
    ".markdown": extract_markdown,
    ".html": extract_html,
    ".htm": extract_html,
    ".jsonl": extract_jsonl,
}

#: Suffixes that can be ingested, in lower case.
SUPPORTED: Final = frozenset(EXTRACTORS)

_MEGABYTE: Final = 1_000_000


def extractor_for(name: str) -> Extractor:
    """The extractor for a file's name.

    Raises DocumentError listing the supported suffixes for any other.
    """
    suffix = Path(name).suffix.lower()
    extractor = EXTRACTORS.get(suffix)
    if extractor is None:
        what = f"files of the type {suffix}" if suffix else "files without a suffix"
        raise DocumentError(
            f"{name}: {what} cannot be read.", f"Supported: {', '.join(sorted(SUPPORTED))}."
        )
    return extractor


def extract(data: bytes, name: str, limit: int) -> tuple[ExtractedText, ...]:
    """The documents of a file's content; ``limit`` is its greatest size in bytes.

    Raises DocumentError for an unknown suffix, UnreadableFileError when the
    file is too large or cannot be read, FrontMatterError for its YAML block.
    """
    extractor = extractor_for(name)
    _check_size(len(data), name, limit)
    return extractor(data, name)


def extract_file(path: Path, name: str, limit: int) -> tuple[ExtractedText, ...]:
    """As ``extract``, for a file; one that is too large is not read at all."""
    extractor_for(name)
    try:
        _check_size(path.stat().st_size, name, limit)
        data = path.read_bytes()
    except OSError as error:
        raise UnreadableFileError(
            f"{name}: cannot be read ({error.strerror}).", "Check the file's permissions."
        ) from error
    return extract(data, name, limit)


def _check_size(size: int, name: str, limit: int) -> None:
    if size > limit:
        raise UnreadableFileError(
            f"{name}: {size / _MEGABYTE:.1f} MB ({size} bytes) is more than the limit of "
            f"{limit / _MEGABYTE:.1f} MB ({limit} bytes).",
            "Split the file, or raise HOIDAP_FILE_LIMIT_MB.",
        )
