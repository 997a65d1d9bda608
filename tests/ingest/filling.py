"""Ingests onto a disk that becomes full or read-only; run by ``test_full_disk``.

``unshare --mount python -m tests.ingest.filling FOLDER`` prints one JSON line for every
attempt: what the command said, and what is current and whole after it.  The disk is a
small tmpfs that only this process sees.  Each attempt leaves another amount of room, so
that each is stopped somewhere else in its work.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

from hoidap.embedding import loading
from hoidap.index.generation import GenerationStore
from hoidap.index.verification import verify
from ingest import (
    pipeline,  # noqa: F401  # imported before the fork, so that the job need not
    storage,
)
from tests.index.crashing import in_child
from tests.ingest.killing import fake_model, ingest, write_edition

#: Megabytes of the disk.
DISK = 60
#: Kilobytes left by the first attempt, and how many more by each one after it.
LEFT, MORE = 40, 50
#: Attempts: the last ones have room enough for the 2 MB of the small index.
ATTEMPTS = 40


def said_by(work: Callable[[], int]) -> dict[str, Any]:
    """Exit code and error output of a process that does ``work``."""

    def silenced() -> int:
        os.dup2(caught.fileno(), sys.stderr.fileno())
        return work()

    with tempfile.TemporaryFile() as caught:
        code = in_child(silenced)
        caught.seek(0)
        return {"code": code, "said": caught.read().decode()}


def state(data: Path) -> dict[str, Any]:
    """What is current, what is wrong with it, and what stands beside it."""
    store = GenerationStore(data)
    with store.open() as generation:
        problems = [problem.what for problem in verify(generation)]
    return {"current": store.current_id(), "problems": problems, "ids": store.layout.ids()}


def fill(disk: Path, kilobytes: int) -> Path:
    """Leave room for no more than ``kilobytes``."""
    ballast = disk / "ballast"
    ballast.write_bytes(bytes(shutil.disk_usage(disk).free - kilobytes * 1000))
    return ballast


def main(place: Path) -> None:
    """Print one line for every attempt."""
    loading.load_embedder = fake_model  # the command looks it up when it starts
    disk, folder = place / "disk", place / "van-ban"
    disk.mkdir()
    subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={DISK}m", "tmpfs", disk], check=True)
    data = disk / "data"

    def attempt(name: str, restore: Callable[[], object] = lambda: None) -> dict[str, Any]:
        line = {"name": name} | said_by(lambda: ingest(folder, data))
        restore()
        line |= in_child(lambda: state(data))
        sys.stdout.write(json.dumps(line) + "\n")
        return line

    def mount_again(how: str) -> None:
        subprocess.run(["mount", "-o", f"remount,{how}", disk], check=True)

    write_edition(folder, 0)
    attempt("first")
    write_edition(folder, 1)
    attempt("too little foreseen")
    storage.SPARE = -DISK * 1_000_000  # as if another program took the room after it was looked for
    for number in range(ATTEMPTS):
        ballast = fill(disk, LEFT + number * MORE)
        if attempt("full", ballast.unlink)["code"] == 0:
            break
    write_edition(folder, 2)
    mount_again("ro")
    attempt("read-only", lambda: mount_again("rw"))
    attempt("writable again")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
