"""One writer at a time, whose lock dies with it."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest

from hoidap.errors import LockedError
from hoidap.index.lock import WriterLock

HOLD = """
import sys, time
from pathlib import Path
from hoidap.index.lock import WriterLock
WriterLock(Path(sys.argv[1])).acquire()
print("held", flush=True)
time.sleep(60)
"""


def test_a_second_writer_is_refused_and_told_who_writes(tmp_path: Path) -> None:
    with (
        WriterLock(tmp_path / "LOCK"),
        pytest.raises(LockedError, match=f"process {os.getpid()} on .+ since 2"),
    ):
        WriterLock(tmp_path / "LOCK").acquire()
    with WriterLock(tmp_path / "LOCK"):
        pass


def test_a_second_writer_can_wait(tmp_path: Path) -> None:
    first, second = WriterLock(tmp_path / "LOCK"), WriterLock(tmp_path / "LOCK")
    first.acquire()
    threading.Timer(0.3, first.release).start()
    began = time.monotonic()
    second.acquire(wait=20)
    assert 0.2 < time.monotonic() - began < 10
    second.release()


def test_a_killed_process_leaves_no_lock(tmp_path: Path) -> None:
    path = tmp_path / "LOCK"
    with subprocess.Popen(
        [sys.executable, "-c", HOLD, str(path)], stdout=subprocess.PIPE, text=True
    ) as holder:
        assert holder.stdout is not None
        assert holder.stdout.readline() == "held\n"
        with pytest.raises(LockedError, match=f"process {holder.pid} on "):
            WriterLock(path).acquire()
        holder.send_signal(signal.SIGKILL)
        holder.wait()
    WriterLock(path).acquire()


def test_an_unreadable_lock_file_is_still_a_lock(tmp_path: Path) -> None:
    path = tmp_path / "LOCK"
    lock = WriterLock(path)
    lock.acquire()
    path.write_bytes(b"\xff{")
    with pytest.raises(LockedError, match="a process that has not written its name yet"):
        WriterLock(path).acquire()
    lock.release()
    lock.release()
