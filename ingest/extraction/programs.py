"""Programs of the operating system that some formats need, and how to get them.

The base installation works without them: a file that needs one is reported with
the command that installs it, and read at the next ingest after that.
"""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import Final

from hoidap.errors import MissingProgramError, UnreadableFileError


@dataclass(frozen=True, slots=True)
class Program:
    """A program, the Debian packages that bring it, and what it is needed for."""

    command: str
    packages: tuple[str, ...]
    purpose: str

    @property
    def install(self) -> str:
        """The command that installs it on Debian and Ubuntu."""
        return f"apt-get install -y {' '.join(self.packages)}"


TESSERACT: Final = Program(
    "tesseract", ("tesseract-ocr", "tesseract-ocr-vie"), "scanned pages and images"
)
LIBREOFFICE: Final = Program("soffice", ("libreoffice-writer",), "files of old Word and ODT")

#: Tesseract's name of the language model it must have.
VIETNAMESE: Final = "vie"


def is_installed(program: Program) -> bool:
    """Whether a program can be run; Tesseract also needs its Vietnamese model."""
    if shutil.which(program.command) is None:
        return False
    return program is not TESSERACT or VIETNAMESE in _languages()


def program_is_installed(command: str) -> bool:
    """Whether the program of this command is installed; an unknown one is not."""
    return any(p.command == command and is_installed(p) for p in (TESSERACT, LIBREOFFICE))


def require(program: Program, name: str) -> None:
    """Raises MissingProgramError naming the file and the command that helps."""
    if not is_installed(program):
        raise MissingProgramError(
            f"{name}: {program.purpose} need {program.command}"
            f"{' with Vietnamese' if program is TESSERACT else ''}, which is not installed.",
            f"Run: {program.install}, then ingest again.",
        )


def run(command: Sequence[str], seconds: float, name: str, **environment: str) -> bytes:
    """What a program writes to its output.

    Raises UnreadableFileError naming the file when it fails or takes too long.
    """
    try:
        finished = subprocess.run(
            command,
            env=os.environ | environment,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            timeout=seconds,
            check=False,
        )
    except subprocess.TimeoutExpired as error:
        raise UnreadableFileError(
            f"{name}: {command[0]} was stopped after {seconds:.0f} s.",
            "Simplify or split the file, or raise HOIDAP_PAGE_SECONDS.",
        ) from error
    if finished.returncode:
        said = " ".join(finished.stderr.decode(errors="replace").split())[-300:]
        raise UnreadableFileError(
            f"{name}: {command[0]} cannot read it (status {finished.returncode}: {said}).",
            "Check that the file opens in an office program.",
        )
    return finished.stdout


@cache
def tesseract_version() -> str:
    """The first line of what Tesseract says of itself: ``tesseract 5.3.0``."""
    said = subprocess.run(
        [TESSERACT.command, "--version"], capture_output=True, text=True, check=False
    )
    return said.stdout.partition("\n")[0]


@cache
def _languages() -> frozenset[str]:
    listed = subprocess.run(
        [TESSERACT.command, "--list-langs"], capture_output=True, text=True, check=False
    )
    return frozenset(listed.stdout.split())
