"""Runs the ingestion job as a program of its own.

The server never ingests: the job loads the model a second time and keeps the
processor busy, so it runs at a lower priority, can be stopped, and its end,
however it comes, leaves the index that is being served as it was.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any

from hoidap.settings import PREFIX, Settings

#: How readers are preferred to ingestion where the system has ``nice``.
_NICENESS = "10"
#: Seconds that a stopped ingestion gets to end by itself.
STOP_SECONDS = 5.0
#: Lines of its own words that are kept for the log when it fails.
LINES_KEPT = 40
#: Settings that an ingestion shares with the server that starts it.
_SHARED = ("model", "model_cache", "file_limit_mb", "keep_generations", "keep_originals")

INGEST: Sequence[str] = (sys.executable, "-m", "ingest.command")


@dataclass(frozen=True, slots=True)
class Ended:
    """How an ingestion ended: its report, or None and its last words."""

    report: dict[str, Any] | None
    said: str


class IngestProcess:
    """One ingestion at a time of everything under one folder."""

    def __init__(self, settings: Settings, command: Sequence[str] = INGEST) -> None:
        self._settings = settings
        self._command = tuple(command)
        self._running: subprocess.Popen[str] | None = None
        self._stopped = False
        self._lock = threading.Lock()

    def run(self, folder: Path, progress: Callable[[dict[str, Any]], None]) -> Ended:
        """Bring the index in step with ``folder`` and wait for the end."""
        nice = shutil.which("nice")
        command = [
            *((nice, "-n", _NICENESS) if nice else ()),
            *self._command,
            str(folder),
            "--data",
            str(self._settings.data),
            "--prune",
            "--json",
        ]
        with self._lock:
            if self._stopped:
                return Ended(None, "stopped")
            process = subprocess.Popen(
                command,
                stdin=subprocess.DEVNULL,
                stdout=subprocess.PIPE,
                stderr=subprocess.PIPE,
                text=True,
                encoding="utf-8",
                errors="replace",
                env=self._environment(),
            )
            self._running = process
        said: list[str] = []
        assert process.stdout is not None
        assert process.stderr is not None
        reader = threading.Thread(target=_listen, args=(process.stderr, progress, said))
        reader.start()
        printed = process.stdout.read()
        process.wait()
        reader.join()
        with self._lock:
            self._running = None
        return Ended(_report(printed), "\n".join(said[-LINES_KEPT:]))

    def stop(self) -> None:
        """End a running ingestion, and begin none again; the index stays as it is."""
        with self._lock:
            self._stopped = True
            process = self._running
        if process is None:
            return
        process.terminate()
        try:
            process.wait(STOP_SECONDS)
        except subprocess.TimeoutExpired:
            process.kill()

    def _environment(self) -> dict[str, str]:
        given = {f"{PREFIX}{name.upper()}": str(getattr(self._settings, name)) for name in _SHARED}
        return inherited_environment() | given


def inherited_environment() -> dict[str, str]:
    """The server's environment without its own settings: secrets stay with the server."""
    return {name: value for name, value in os.environ.items() if not name.startswith(PREFIX)}


def _listen(stream: IO[str], progress: Callable[[dict[str, Any]], None], said: list[str]) -> None:
    for line in stream:
        try:
            told = json.loads(line)
        except ValueError:
            told = None
        if isinstance(told, dict) and {"stage", "done", "total"} <= told.keys():
            progress(told)
        else:
            said.append(line.rstrip())
            del said[:-LINES_KEPT]


def _report(printed: str) -> dict[str, Any] | None:
    try:
        report = json.loads(printed)
    except ValueError:
        return None
    return report if isinstance(report, dict) and "files" in report else None
