"""Programs of the operating system: tests that need one skip without it, but never in CI."""

from __future__ import annotations

import os

import pytest

from ingest.extraction.programs import LIBREOFFICE, TESSERACT, Program, is_installed

#: Set where nothing may be skipped.
COMPLETE = "TESTS_MUST_BE_COMPLETE"


def need(program: Program) -> None:
    """Skip the test that runs, or fail it in CI, when ``program`` is not installed."""
    if is_installed(program):
        return
    said = f"{program.command} is not installed. Run: {program.install}"
    if os.environ.get(COMPLETE):
        pytest.fail(said)
    pytest.skip(said)


@pytest.fixture(scope="session")
def libreoffice() -> None:
    """LibreOffice is installed."""
    need(LIBREOFFICE)


@pytest.fixture(scope="session")
def tesseract() -> None:
    """Tesseract with Vietnamese is installed."""
    need(TESSERACT)
