"""Uploaded files, ``<data>/uploads``: each in a folder of its own, beside its metadata.

::

    uploads/<place>/<name>.md  <name>.yaml    what is ingested
            .incoming/<job>/...               received, not yet in its place
            .former/<job>/...                 taken out of its place, until the job has ended

A job puts a received folder into its place and can undo that: the former
folder comes back.  All steps are renames on one file system, and each can be
repeated after a crash.  Ingestion leaves out names that begin with a dot.

Nothing of a client's file name but letters, digits, space, ``.``, ``-`` and
``_`` reaches the disk, and places are named by this server.
"""

from __future__ import annotations

import glob
import hashlib
import re
import shutil
import unicodedata
from collections.abc import Mapping
from pathlib import Path
from typing import BinaryIO

import yaml

from hoidap.errors import TooLargeError
from hoidap.index.files import private_folder
from hoidap.index.source import UPLOADS, marked_id

_INCOMING = ".incoming"
_FORMER = ".former"

#: Longest file name kept, in characters; file systems allow 255 bytes, and a letter of
#: Vietnamese takes up to three.
LONGEST_NAME = 80
#: Bytes copied at once.
PIECE = 1 << 20

#: Hexadecimal digits of a place's name, as many as a job's id has.
PLACE_DIGITS = 32

_NOT_IN_NAMES = re.compile(r"[^\w .-]+")
_SUFFIX = re.compile(r"\.[A-Za-z0-9]{1,10}$")


def file_name(given: str) -> str:
    """A client's file name as it is stored: its last part, harmless, with its suffix."""
    last = re.split(r"[/\\]", unicodedata.normalize("NFC", given))[-1]
    suffix = _SUFFIX.search(last)
    stem = last[: suffix.start()] if suffix else last
    cleaned = " ".join(_NOT_IN_NAMES.sub(" ", stem).split()).strip(". -_~")
    return (cleaned[:LONGEST_NAME] or "tai-lieu") + (suffix.group().lower() if suffix else "")


class UploadFolder:
    """The uploads of one data folder."""

    def __init__(self, data: Path) -> None:
        self.root = data / UPLOADS

    def receive(
        self, job: str, name: str, content: BinaryIO, metadata: Mapping[str, object], limit: int
    ) -> None:
        """Store what a client sent, to be put into its place later.

        Raises TooLargeError over ``limit`` bytes.
        """
        private_folder(self.root)
        folder = self.root / _INCOMING / job
        folder.mkdir(parents=True)
        try:
            path = folder / name
            with path.open("wb") as stored:
                while piece := content.read(PIECE):
                    stored.write(piece)
                    if stored.tell() > limit:
                        raise TooLargeError(limit)
            sidecar = yaml.safe_dump(dict(metadata), allow_unicode=True, sort_keys=False)
            path.with_suffix(".yaml").write_text(sidecar, encoding="utf-8")
        except BaseException:
            shutil.rmtree(folder, ignore_errors=True)
            raise

    def place(self, job: str, place: str) -> None:
        """Put what ``job`` received into ``place``; what was there is kept until ``settle``."""
        incoming = self.root / _INCOMING / job
        if incoming.is_dir():
            self.take_out(job, place)
            incoming.rename(self.root / place)

    def places_of(self, name: str) -> list[str]:
        """The places that hold a file of this name."""
        found = self.root.glob(f"[!.]*/{glob.escape(name)}")
        return sorted(path.parent.name for path in found if path.is_file())

    def take_out(self, job: str, place: str) -> None:
        """Take a place's folder out, so that the next ingest forgets its documents."""
        there, former = self.root / place, self.root / _FORMER / job
        if there.is_dir() and not former.is_dir():
            former.parent.mkdir(parents=True, exist_ok=True)
            there.rename(former)

    def undo(self, job: str, place: str) -> None:
        """Bring back what ``job`` found."""
        former = self.root / _FORMER / job
        shutil.rmtree(self.root / place, ignore_errors=True)
        if former.is_dir():
            former.rename(self.root / place)
        self.settle(job)

    def settle(self, job: str) -> None:
        """Forget what a job kept for undoing."""
        for kept in (_FORMER, _INCOMING):
            shutil.rmtree(self.root / kept / job, ignore_errors=True)


def place_for(owner: str, document_id: str) -> str:
    """The place of what ``owner`` uploads under an id that no document he may read has."""
    return hashlib.sha256(f"{owner}\n{document_id}".encode()).hexdigest()[:PLACE_DIGITS]


def own_id(owner: str, document_id: str) -> str:
    """The id that a document gets which ``owner`` uploads under ``document_id``.

    It is his own: were it free or taken, he would learn which documents there are.
    """
    return marked_id(document_id, place_for(owner, document_id))


def place_of(paths: tuple[str, ...]) -> str | None:
    """The place of a document with these source paths.

    None when it was not uploaded, has other files too, or is one of a collection.
    """
    if len(paths) != 1 or "#" in paths[0]:
        return None
    parts = paths[0].split("/")
    return parts[1] if len(parts) == 3 and parts[0] == UPLOADS else None
