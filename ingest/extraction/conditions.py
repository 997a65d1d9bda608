"""Under which conditions one file is read: its limits, a scratch folder, signs of life."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from hoidap.errors import UnreadableFileError


def _nobody() -> None:
    """Nobody wants to know."""


def _nobody_counts(done: int, pages: int) -> None:
    """Nobody wants to know how many pages are done."""


@dataclass(frozen=True, slots=True)
class Conditions:
    """What a reader of a format must keep to.

    ``scratch`` is a folder for temporary files that others clear away;
    ``page_seconds`` the longest time a program may take over one page or one
    conversion.  ``alive`` is called after every step: whoever waits for the
    file knows then that it goes on.  So does ``page_done``, called after each page
    with its number and how many there are.  ``recognised`` is a folder in which
    what OCR read is kept; None keeps nothing.
    """

    scratch: Path
    page_limit: int = 2000
    page_seconds: float = 60.0
    alive: Callable[[], None] = _nobody
    page_done: Callable[[int, int], None] = _nobody_counts
    recognised: Path | None = None

    def check_pages(self, pages: int, name: str) -> None:
        """Raises UnreadableFileError for a document of more pages than are read."""
        if pages > self.page_limit:
            raise UnreadableFileError(
                f"{name}: {pages} pages are more than the limit of {self.page_limit}.",
                "Split the file, or raise HOIDAP_PAGE_LIMIT.",
            )
