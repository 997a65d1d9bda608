"""Opening files in processes of their own, so that a hostile one fails alone.

A file is whatever somebody put into a folder: a ZIP that unpacks to terabytes, a
PDF that loops, a picture that crashes its decoder.  Each is read by a process
with limits of memory, processor time and file size; whoever shows no sign of life
for too long is ended with all programs it started, and an answer that is too
large is not taken in.  Several files are read ahead while the job embeds others,
and come out in the order they went in.
"""

from __future__ import annotations

import json
import os
import shutil
import signal
import sys
import time
from collections import deque
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from multiprocessing import get_context
from multiprocessing.connection import Connection, wait
from multiprocessing.context import ForkServerProcess
from pathlib import Path
from types import ModuleType, TracebackType
from typing import Final, Self

from pydantic import ValidationError

from hoidap.errors import (
    DocumentError,
    DuplicateIdError,
    FrontMatterError,
    MissingProgramError,
    UnreadableFileError,
)
from hoidap.index.files import private_folder
from hoidap.settings import Settings
from ingest.discovery import SourceFile
from ingest.documents import ReadDocument
from ingest.progress import Progress, Silent
from ingest.reader_process import (
    ALIVE,
    DOCUMENTS,
    DOCUMENTS_JSON,
    FAILED,
    PAGE,
    Task,
    read_in_process,
    too_much_memory,
)

#: Files read at once: one a processor, but no more than their memory limits allow for.
_MOST_AT_ONCE: Final = 4
#: Files that wait read until it is their turn; each may be as large as its text.
_AHEAD: Final = 8
#: Bytes of an answer for each byte of the largest file: text, sections and marks as JSON.
_ANSWER: Final = 8
#: Seconds beyond a page's own for starting a process and structuring a text.
_GRACE: Final = 10.0
#: Seconds for a process to end after its answer.
_ENDING: Final = 5.0
_MEGABYTE: Final = 1_000_000

_ERRORS: Final = {
    kind.code: kind
    for kind in (
        DocumentError,
        DuplicateIdError,
        FrontMatterError,
        MissingProgramError,
        UnreadableFileError,
    )
}


@dataclass(frozen=True, slots=True)
class ReadFile:
    """A file and its documents, or why it has none; ``seconds`` is how long that took."""

    file: SourceFile
    documents: tuple[ReadDocument, ...]
    error: DocumentError | None
    seconds: float


@dataclass(slots=True)
class _Running:
    file: SourceFile
    task: Task
    process: ForkServerProcess
    answer: Connection
    began: float
    deadline: float
    result: ReadFile | None = None
    pages: int = 0  # known so far
    pages_done: int = 0


class IsolatedReader:
    """Reads files in processes of their own; a context manager that ends them all."""

    def __init__(self, settings: Settings, progress: Progress | None = None) -> None:
        """Temporary files stand under ``settings.data``; nothing is started yet.

        ``progress`` is told the pages of files that are read page by page.
        """
        self._settings = settings
        self._progress = progress or Silent()
        self._scratch = settings.data / "scratch" / str(os.getpid())
        self._context = get_context("forkserver")
        self._context.set_forkserver_preload(["ingest.reader_process"])
        self._running: list[_Running] = []
        self._at_once = min(len(os.sched_getaffinity(0)), _MOST_AT_ONCE)
        self._count = 0

    def __enter__(self) -> Self:
        _clear_scratch(self._scratch.parent)
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        for running in self._running:
            _end(running)
        self._running = []
        shutil.rmtree(self._scratch, ignore_errors=True)

    def read(self, files: Iterable[SourceFile]) -> Iterator[ReadFile]:
        """Each file as it was read, in the given order."""
        coming = iter(files)
        waiting: deque[_Running] = deque()
        while True:
            while len(waiting) < _AHEAD and len(self._running) < self._at_once:
                file = next(coming, None)
                if file is None:
                    break
                waiting.append(self._start(file))
            if not waiting:
                return
            while waiting[0].result is None:
                self._listen()
                if len(self._running) < self._at_once:
                    break
            if waiting[0].result is not None:
                yield waiting.popleft().result  # type: ignore[misc]  # just seen not to be None

    def _start(self, file: SourceFile) -> _Running:
        self._count += 1
        private_folder(self._scratch)
        scratch = self._scratch / str(self._count)
        scratch.mkdir()
        settings = self._settings
        task = Task(
            path=file.path,
            name=file.name,
            sidecar=file.sidecar,
            scratch=scratch,
            recognised=settings.data / "cache" / "pages",
            file_limit=settings.file_limit_mb * _MEGABYTE,
            memory=settings.file_memory_mb * _MEGABYTE,
            page_limit=settings.page_limit,
            page_seconds=settings.page_seconds,
        )
        answer, sending = self._context.Pipe(duplex=False)
        process = self._context.Process(target=read_in_process, args=(task, sending), daemon=True)
        with _no_main_module():
            process.start()
        sending.close()
        now = time.monotonic()
        running = _Running(file, task, process, answer, now, now + settings.page_seconds + _GRACE)
        self._running.append(running)
        return running

    def _listen(self) -> None:
        """Take in what the processes say, or end one that has been silent for too long."""
        now = time.monotonic()
        nearest = min(running.deadline for running in self._running)
        ready = set(wait([running.answer for running in self._running], max(0.0, nearest - now)))
        now = time.monotonic()
        for running in list(self._running):
            if running.answer in ready:
                self._take(running)
            elif now >= running.deadline:
                silent = self._settings.page_seconds + _GRACE
                self._finish(
                    running,
                    error=UnreadableFileError(
                        f"{running.file.name}: stopped after {silent:.0f} s without progress.",
                        "Simplify or split the file, or raise HOIDAP_PAGE_SECONDS.",
                    ),
                )

    def _take(self, running: _Running) -> None:
        most = max(running.task.file_limit * _ANSWER, 50 * _MEGABYTE)
        try:
            message = running.answer.recv_bytes(most)
        except EOFError:
            self._finish(running, error=_died(running))
            return
        except OSError:
            self._finish(
                running,
                error=UnreadableFileError(
                    f"{running.file.name}: its text is larger than {most // _MEGABYTE} MB.",
                    "Split the file.",
                ),
            )
            return
        kind, content = message[:1], message[1:]
        if kind in (ALIVE, PAGE):
            running.deadline = time.monotonic() + self._settings.page_seconds + _GRACE
        try:
            if kind == PAGE:
                self._turn(running, *json.loads(content))
            elif kind == DOCUMENTS:
                self._finish(running, tuple(DOCUMENTS_JSON.validate_json(content)))
            elif kind == FAILED:
                self._finish(running, error=_raised(content))
            elif kind != ALIVE:
                raise ValueError("unknown message")
        except (ValidationError, ValueError, KeyError, TypeError):
            self._finish(running, error=_died(running))

    def _turn(self, running: _Running, done: int, pages: int) -> None:
        """Show that ``done`` of a file's ``pages`` are read."""
        if pages > running.pages:
            self._progress.begin("pages", pages - running.pages)
            running.pages = pages
        if running.pages_done < done <= running.pages:
            self._progress.advance("pages", done - running.pages_done)
            running.pages_done = done

    def _finish(
        self,
        running: _Running,
        documents: tuple[ReadDocument, ...] = (),
        error: DocumentError | None = None,
    ) -> None:
        seconds = time.monotonic() - running.began
        running.result = ReadFile(running.file, documents, error, seconds)
        if running.pages_done < running.pages:  # it failed before the last one
            self._turn(running, running.pages, running.pages)
        self._running.remove(running)
        _end(running)


@contextmanager
def _no_main_module() -> Iterator[None]:
    """Start a process that does not run the program's main module again.

    ``multiprocessing`` has it imported by every process, which took up to a second a file
    and which no reader needs.
    """
    main = sys.modules["__main__"]
    sys.modules["__main__"] = ModuleType("__main__")
    try:
        yield
    finally:
        sys.modules["__main__"] = main


def _end(running: _Running) -> None:
    """End a process with everything it started, and clear away what it left."""
    process, result = running.process, running.result
    if result is not None and result.error is None:
        process.join(_ENDING)
    if process.is_alive() or result is None or result.error is not None:
        _kill_group(process)
        process.join(_ENDING)
    running.answer.close()
    shutil.rmtree(running.task.scratch, ignore_errors=True)


def _kill_group(process: ForkServerProcess) -> None:
    try:
        if process.pid is not None:
            os.killpg(process.pid, signal.SIGKILL)
    except (ProcessLookupError, PermissionError):
        process.kill()  # not yet the leader of a group


def _died(running: _Running) -> DocumentError:
    """Why a process ended without an answer."""
    running.process.join(_ENDING)
    code = running.process.exitcode or 0
    if code == -signal.SIGKILL:
        return too_much_memory(running.file.name, running.task.memory)
    how = signal.Signals(-code).name if code < 0 else f"status {code}"
    return UnreadableFileError(
        f"{running.file.name}: the program that reads such files crashed on it ({how}).",
        "Open it in an office program and save it again.",
    )


def _raised(content: bytes) -> DocumentError:
    values = json.loads(content)
    kind = _ERRORS.get(str(values["code"]), DocumentError)
    return kind(str(values["what"]), str(values["next_step"]))


def _clear_scratch(folder: Path) -> None:
    """Remove what killed jobs left; a folder is named by its job's process id."""
    if not folder.is_dir():
        return
    for left in folder.iterdir():
        if not (left.name.isdecimal() and Path(f"/proc/{left.name}").exists()):
            shutil.rmtree(left, ignore_errors=True)
