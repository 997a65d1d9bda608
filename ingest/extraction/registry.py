"""Which extractor reads which file.

To add a format, write an extractor (bytes, name and conditions in, documents
out) and name its suffixes here and in ``formats.py``.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

from hoidap.errors import DocumentError, UnreadableFileError
from ingest.extraction.conditions import Conditions
from ingest.extraction.extracted_text import ExtractedText
from ingest.extraction.formats import IMAGES, OFFICE, PDF, SLIDES, SPREADSHEETS, SUPPORTED
from ingest.extraction.html import extract_html
from ingest.extraction.image import extract_image
from ingest.extraction.jsonl import extract_jsonl
from ingest.extraction.markdown import extract_markdown
from ingest.extraction.office import extract_office
from ingest.extraction.pdf import extract_pdf
from ingest.extraction.plain import extract_plain
from ingest.extraction.slides import extract_slides
from ingest.extraction.spreadsheet import extract_spreadsheet

#: From a file's bytes and name to its documents; most formats hold exactly one.
Extractor = Callable[[bytes, str], tuple[ExtractedText, ...]]
#: The same for formats that may be slow, large or hostile.
ConditionalExtractor = Callable[[bytes, str, Conditions], tuple[ExtractedText, ...]]

EXTRACTORS: Final[dict[str, Extractor]] = {
    ".txt": extract_plain,
    ".md": extract_markdown,
    ".markdown": extract_markdown,
    ".html": extract_html,
    ".htm": extract_html,
    ".jsonl": extract_jsonl,
    **dict.fromkeys(SPREADSHEETS, extract_spreadsheet),
    **dict.fromkeys(SLIDES, extract_slides),
}

CONDITIONAL: Final[dict[str, ConditionalExtractor]] = {
    **dict.fromkeys(OFFICE, extract_office),
    **dict.fromkeys(PDF, extract_pdf),
    **dict.fromkeys(IMAGES, extract_image),
}

_MEGABYTE: Final = 1_000_000


def check_suffix(name: str) -> str:
    """A file's suffix in lower case.

    Raises DocumentError listing the supported suffixes for any other.
    """
    suffix = Path(name).suffix.lower()
    if suffix not in SUPPORTED:
        what = f"files of the type {suffix}" if suffix else "files without a suffix"
        raise DocumentError(
            f"{name}: {what} cannot be read.", f"Supported: {', '.join(sorted(SUPPORTED))}."
        )
    return suffix


def extract(
    data: bytes, name: str, limit: int, conditions: Conditions | None = None
) -> tuple[ExtractedText, ...]:
    """The documents of a file's content; ``limit`` is its greatest size in bytes.

    Raises DocumentError for an unknown suffix, UnreadableFileError when the
    file is too large or cannot be read, MissingProgramError when that takes a
    program that is not installed, FrontMatterError for its YAML block.
    """
    suffix = check_suffix(name)
    _check_size(len(data), name, limit)
    if suffix in EXTRACTORS:
        return EXTRACTORS[suffix](data, name)
    if conditions is not None:
        return CONDITIONAL[suffix](data, name, conditions)
    with TemporaryDirectory(prefix="hoidap-") as scratch:
        return CONDITIONAL[suffix](data, name, Conditions(Path(scratch)))


def extract_file(
    path: Path, name: str, limit: int, conditions: Conditions | None = None
) -> tuple[ExtractedText, ...]:
    """As ``extract``, for a file; one that is too large is not read at all."""
    check_suffix(name)
    try:
        _check_size(path.stat().st_size, name, limit)
        data = path.read_bytes()
    except OSError as error:
        raise UnreadableFileError(
            f"{name}: cannot be read ({error.strerror}).", "Check the file's permissions."
        ) from error
    return extract(data, name, limit, conditions)


def _check_size(size: int, name: str, limit: int) -> None:
    if size > limit:
        raise UnreadableFileError(
            f"{name}: {size / _MEGABYTE:.1f} MB ({size} bytes) is more than the limit of "
            f"{limit / _MEGABYTE:.1f} MB ({limit} bytes).",
            "Split the file, or raise HOIDAP_FILE_LIMIT_MB.",
        )
