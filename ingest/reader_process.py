"""What happens in the process that opens one file: limits, reading, the answer.

The process is a fork of a server that holds all readers but no document and no
index (``multiprocessing``'s fork server).  It limits itself before it looks at
the file, and answers in JSON, never in pickles, so that a reader that a file has
taken over can say nothing that the job would execute.  Every message begins
with one byte: a sign of life, a page that is done with its number and that of all, the
documents, or why there are none.
"""

from __future__ import annotations

import ctypes
import json
import os
import resource
import signal
import sys
from contextlib import suppress
from dataclasses import dataclass
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Final

from pydantic import TypeAdapter

from hoidap.errors import DocumentError, UnreadableFileError
from ingest.documents import ReadDocument, read_documents
from ingest.extraction.conditions import Conditions

ALIVE: Final = b"."
PAGE: Final = b"P"
DOCUMENTS: Final = b"D"
FAILED: Final = b"F"

DOCUMENTS_JSON: Final = TypeAdapter(list[ReadDocument])

_MEGABYTE: Final = 1_000_000
#: Bytes that one temporary file may have: a page drawn for OCR takes at most 40 MB.
_LARGEST_FILE: Final = 500 * _MEGABYTE
#: Seconds of processor time, whatever the signs of life: 2,000 pages of OCR take two hours.
_PROCESSOR_SECONDS: Final = 4 * 3600
#: Levels of Python calls; a reader that needs more is led in circles by its file.
_DEEPEST: Final = 3000
#: Linux's prctl number: die with the parent.
_PDEATHSIG: Final = 1


@dataclass(frozen=True, slots=True)
class Task:
    """One file to read and the limits for it."""

    path: Path
    name: str
    sidecar: Path | None
    scratch: Path
    recognised: Path  # folder of pages that OCR has read
    file_limit: int  # bytes
    memory: int  # bytes
    page_limit: int
    page_seconds: float


def read_in_process(task: Task, answer: Connection) -> None:
    """Read ``task`` and send signs of life, then the documents or the failure."""
    os.setsid()  # the programs it starts can then be ended with it
    _limit(task)

    def alive() -> None:
        answer.send_bytes(ALIVE)

    def page_done(done: int, pages: int) -> None:
        answer.send_bytes(PAGE + json.dumps([done, pages]).encode())

    conditions = Conditions(
        task.scratch, task.page_limit, task.page_seconds, alive, page_done, task.recognised
    )
    try:
        found = list(
            read_documents(task.path, task.name, task.file_limit, conditions, task.sidecar)
        )
        message = DOCUMENTS + DOCUMENTS_JSON.dump_json(found)
    except DocumentError as error:
        message = failure(error)
    except MemoryError:
        message = failure(too_much_memory(task.name, task.memory))
    except RecursionError:
        message = failure(
            UnreadableFileError(
                f"{task.name}: its content is nested too deeply.",
                "Open it in an office program and save it again.",
            )
        )
    except Exception as error:  # a reader's own fault must not end the job
        message = failure(
            UnreadableFileError(
                f"{task.name}: the reader failed ({type(error).__name__}: {str(error)[:200]}).",
                "Open it in an office program and save it again.",
            )
        )
    with suppress(BrokenPipeError):  # the job was killed: nobody is there to be told
        answer.send_bytes(message)


def failure(error: DocumentError) -> bytes:
    """The message that ``raised`` makes an error of again."""
    values = {"code": error.code, "what": error.what, "next_step": error.next_step}
    return FAILED + json.dumps(values).encode()


def too_much_memory(name: str, memory: int) -> UnreadableFileError:
    """The error for a file that needs more memory than it may have."""
    return UnreadableFileError(
        f"{name}: reading it takes more than {memory // _MEGABYTE} MB of memory.",
        "Split the file, or raise HOIDAP_FILE_MEMORY_MB.",
    )


def _limit(task: Task) -> None:
    for what, most in (
        (resource.RLIMIT_DATA, task.memory),
        (resource.RLIMIT_FSIZE, _LARGEST_FILE),
        (resource.RLIMIT_CPU, _PROCESSOR_SECONDS),
        (resource.RLIMIT_CORE, 0),
    ):
        _, hard = resource.getrlimit(what)
        resource.setrlimit(what, (most if hard < 0 else min(most, hard), hard))
    sys.setrecursionlimit(_DEEPEST)
    ctypes.CDLL(None).prctl(_PDEATHSIG, signal.SIGKILL)
