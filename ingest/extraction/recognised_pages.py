"""What Tesseract read on a page, kept so that the same picture is never read twice.

A page takes seconds.  A job that was killed, a file that was edited elsewhere, ``--rebuild``
and new extractors would all read the same pictures again.  One file a page, named by
SHA-256 of the picture, of Tesseract's version and of its options, holds the table
that Tesseract printed, compressed (about 5 kB).

It is only a cache: what cannot be read counts as missing, what cannot be written is not
kept, and an operator may delete the folder.
"""

from __future__ import annotations

import hashlib
import os
import zlib
from collections.abc import Callable, Sequence
from contextlib import suppress
from pathlib import Path

from PIL import Image


class RecognisedPages:
    """The tables of pages in one folder; several processes may share it."""

    def __init__(self, folder: Path) -> None:
        """``folder`` is made when the first page is kept."""
        self._folder = folder

    def table(self, page: Image.Image, how: Sequence[str], recognise: Callable[[], bytes]) -> bytes:
        """The table of ``page``: kept, or else what ``recognise`` gives.

        ``how``: whatever else decides what is read, such as version and options.
        """
        digest = hashlib.sha256("\0".join((page.mode, str(page.size), *how)).encode())
        digest.update(page.tobytes())
        path = self._folder / digest.hexdigest()
        with suppress(OSError, zlib.error):
            return zlib.decompress(path.read_bytes())
        table = recognise()
        with suppress(OSError):
            self._keep(path, table)
        return table

    def _keep(self, path: Path, table: bytes) -> None:
        self._folder.mkdir(parents=True, exist_ok=True)
        unfinished = path.with_suffix(f".{os.getpid()}")
        unfinished.write_bytes(zlib.compress(table))
        unfinished.replace(path)
