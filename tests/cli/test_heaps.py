"""The server's threads share heaps, so that its memory stays what it needs."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from hoidap.cli.server import HEAPS

#: Starts threads that allocate at the same time, then has glibc list its heaps.
PROGRAM = """
import ctypes, sys, threading
from hoidap.cli.server import share_heaps
if sys.argv[2] == "shared":
    share_heaps()
together = threading.Barrier(12)
libc = ctypes.CDLL(None)
libc.malloc.restype = libc.fopen.restype = ctypes.c_void_p
def work():
    together.wait()
    kept.append([libc.malloc(1000) for _ in range(2000)])
    together.wait()
kept = []
threads = [threading.Thread(target=work) for _ in range(12)]
[each.start() for each in threads]
[each.join() for each in threads]
listing = libc.fopen(sys.argv[1].encode(), b"w")
libc.malloc_info(0, ctypes.c_void_p(listing))
libc.fclose(ctypes.c_void_p(listing))
"""


def heaps(folder: Path, how: str) -> int:
    listing = folder / f"{how}.xml"
    subprocess.run([sys.executable, "-c", PROGRAM, listing, how], check=True)
    return listing.read_text().count("<heap nr=")


@pytest.mark.skipif(sys.platform != "linux", reason="heaps of glibc")
def test_threads_share_heaps(tmp_path: Path) -> None:
    # One that a library's thread took while it was imported may stand beside them.
    assert heaps(tmp_path, "shared") <= HEAPS + 1 < heaps(tmp_path, "as_they_are")
