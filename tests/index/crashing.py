"""Kills writers at many points and tells what each left; run by ``test_crash``.

``python -m tests.index.crashing FOLDER`` prints one JSON line for every killed
writer.  Writers are forked from this process, which never opens an index
itself, so every one starts within milliseconds and from the same state.  Some
are killed when they enter one of the steps of publishing, some at the n-th call
of the index's own code, which reaches every stage in turn, and some after some
time, which also hits the inside of SQLite, Chroma and tantivy.
"""

from __future__ import annotations

import json
import os
import shutil
import signal
import sys
import time
from collections.abc import Callable
from pathlib import Path
from types import FrameType
from typing import Any

import chromadb  # noqa: F401  # imported before the fork, so that writers need not

from hoidap.index.generation import GenerationStore
from hoidap.index.verification import verify
from tests.index import samples

STEPS = ("copy_folder", "write_manifest", "sync_folder", "write_record", "write_current", "remove")
CALLS = 8
TIMES = 4

INDEX_CODE = str(Path("hoidap") / "index")


def write(data: Path) -> None:
    """One ingest run: a new, a changed and a removed document, then clearing up."""
    store = GenerationStore(data)
    with store.begin(samples.MODEL, samples.DIMENSION) as draft:
        samples.put(draft, samples.document("new", articles=30))
        samples.put(draft, samples.document("changed", words="Mới."))
        draft.remove("removed")
        draft.publish()
    store.gc(1)


def counting(kill_at: int | str | None) -> Callable[[], int]:
    """Count calls from the index's code, and die at the n-th or at that of a named function."""
    count = 0

    def profile(frame: FrameType, event: str, argument: Any) -> None:
        nonlocal count
        if event in ("call", "c_call") and INDEX_CODE in frame.f_code.co_filename:
            count += 1
            if kill_at in (count, frame.f_code.co_name):
                os.kill(os.getpid(), signal.SIGKILL)

    sys.setprofile(profile)

    def total() -> int:
        sys.setprofile(None)
        return count

    return total


def in_child(work: Callable[[], Any], kill_after: float | None = None) -> Any:
    """What ``work`` returns in a forked process, None if that was killed."""
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        code = 1
        try:
            os.write(writing, json.dumps(work()).encode())
            code = 0
        finally:
            os._exit(code)
    os.close(writing)
    if kill_after is not None:
        time.sleep(kill_after)
        os.kill(child, signal.SIGKILL)
    with os.fdopen(reading) as answer:
        said = answer.read()
    _, status = os.waitpid(child, 0)
    if os.WIFSIGNALED(status):
        return None
    if os.waitstatus_to_exitcode(status) != 0:
        raise RuntimeError(f"A process failed with status {status}.")
    return json.loads(said)


def state(data: Path) -> dict[str, Any]:
    """What is current, whether its parts agree, and which documents it holds."""
    with GenerationStore(data).open() as generation:
        return {
            "current": generation.id,
            "problems": [problem.what for problem in verify(generation)],
            "documents": list(generation.catalogue.document_ids()),
            "changed": generation.catalogue.document("changed").text.count("Mới."),
            "on_disk": sorted(p.name for p in GenerationStore(data).layout.generations.iterdir()),
        }


def prepare(data: Path) -> None:
    """The generation that stands before the writer begins."""
    samples.publish(data, *(samples.document(name) for name in ("changed", "kept", "removed")))


def main(folder: Path) -> None:
    """Kill writers, print what they left and what the next writer made of it."""
    base = folder / "base"
    in_child(lambda: prepare(base))

    def attempt(
        name: str, kill_at: int | str | None = None, kill_after: float | None = None
    ) -> tuple[Any, float]:
        data = folder / name
        shutil.copytree(base, data)
        began = time.monotonic()

        def work() -> int:
            total = counting(kill_at) if kill_after is None else lambda: 0
            write(data)
            return total()

        finished = in_child(work, kill_after)
        took = time.monotonic() - began
        left = in_child(lambda: state(data))
        in_child(lambda: write(data))
        line = {"point": name, "finished": finished, "left": left}
        line["next"] = in_child(lambda: state(data))
        sys.stdout.write(json.dumps(line) + "\n")
        sys.stdout.flush()
        shutil.rmtree(data)
        return finished, took

    total, took = attempt("not-killed")
    for step in STEPS:
        attempt(step, kill_at=step)
    for n in range(CALLS):
        attempt(f"call-{n}", kill_at=1 + (total - 1) * n // (CALLS - 1))
    for n in range(TIMES):
        attempt(f"time-{n}", kill_after=took * n / TIMES)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
