"""Programs of the operating system that these tests use."""

from __future__ import annotations

import pytest

from ingest.extraction.programs import LIBREOFFICE, TESSERACT, Program, is_installed
from tests.completeness import lacking
from tests.ingest.office.papers import FONTS


def need(program: Program) -> None:
    """Go on only when ``program`` is installed."""
    if not is_installed(program):
        lacking(f"{program.command} is not installed. Run: {program.install}")


@pytest.fixture(scope="session")
def fonts() -> None:
    """DejaVu, in which the papers are set, is installed."""
    if not (FONTS / "DejaVuSerif.ttf").is_file():
        lacking("DejaVu is not installed. Run: apt-get install -y fonts-dejavu-core")


@pytest.fixture(scope="session")
def libreoffice() -> None:
    """LibreOffice is installed."""
    need(LIBREOFFICE)


@pytest.fixture(scope="session")
def tesseract(fonts: None) -> None:
    """Tesseract with Vietnamese is installed, and letters to draw pages with."""
    need(TESSERACT)
