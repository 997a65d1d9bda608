"""Kills the ingest job again and again while somebody reads; run by ``test_killed``.

``python -m tests.ingest.killing FOLDER`` prints one JSON object.  The job is the
``hoidap-ingest`` command in a process of its own, forked from this one, which has
imported everything but never opened an index; so the moments at which it is killed lie
in its work and not in Python's start.  A killed job is started again, and one that
finished is followed by the next *edition* of the folder, in which every document is
changed, one is new and one is gone.  The same editions go, undisturbed, into a second
index, and what both hold in the end is listed in full.
"""

from __future__ import annotations

import hashlib
import json
import os
import random
import signal
import sys
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np

from hoidap.embedding import loading
from hoidap.embedding.embedder import Embedder
from hoidap.index.generation import Generation, GenerationStore
from hoidap.index.holder import GenerationHolder
from hoidap.index.lexical import Field, Term
from hoidap.index.partitions import access_partition
from hoidap.index.verification import verify
from hoidap.settings import Settings
from ingest import (
    command,
    pipeline,  # noqa: F401  # imported before the fork, so that the job need not
)
from tests.fakes import FakeEmbedder
from tests.index.crashing import in_child

#: Jobs that are killed, and what chooses the moments.
KILLS, SEED = 30, 20
#: Documents of every edition, each with this many articles.
DOCUMENTS, ARTICLES = 10, 6
#: Moments are chosen up to this share of an undisturbed run, so that about every sixth job ends.
REACH = 1.2
#: After so many killed jobs one may end, however much slower the machine has become.
IN_A_ROW = 8
#: Seconds for a job that nobody kills.
PATIENCE = 60.0

PUBLIC = access_partition(("public",))


def members(edition: int) -> list[str]:
    """The ids of the documents of an edition: the oldest goes as a new one comes."""
    return [f"van-ban-{number}" for number in range(edition, edition + DOCUMENTS)]


def write_edition(folder: Path, edition: int) -> None:
    """Make the folder hold an edition."""
    folder.mkdir(exist_ok=True)
    kept = members(edition)
    for path in folder.iterdir():
        if path.stem not in kept:
            path.unlink()
    for name in kept:
        articles = "\n\n".join(
            f"Điều {n}. Nội dung {n}\n\nTheo ấnbản{edition}, phòng {name} trực {n * 7 + edition} "
            f"ngày và báo cáo mục {n} cho {hashlib.sha256(f'{name}{n}'.encode()).hexdigest()[:9]}."
            for n in range(1, ARTICLES + 1)
        )
        head = f"---\nid: {name}\nkind: directive\ntitle: Văn bản {name}\n---\n"
        (folder / f"{name}.md").write_text(f"{head}\n{articles}\n", encoding="utf-8")


def ingest(folder: Path, data: Path) -> int:
    """The command as an operator runs it, but for the model; its exit code."""
    with Path(os.devnull).open("w") as nowhere:
        os.dup2(nowhere.fileno(), sys.stdout.fileno())
    sys.argv = ["hoidap-ingest", str(folder), "--data", str(data), "--prune", "--wait", "0"]
    try:
        command.run()
    except SystemExit as ended:
        return int(ended.code or 0)
    return 0


def fake_model(settings: Settings) -> Embedder:
    """In place of ``load_embedder``."""
    del settings
    return FakeEmbedder()


def edition_of(generation: Generation) -> int:
    """Which edition a generation holds; raises AssertionError unless it is one, and whole."""
    catalogue, partitions = generation.catalogue, generation.catalogue.partitions()
    held = sorted(catalogue.document_ids(), key=lambda name: int(name.rpartition("-")[2]))
    edition = int(held[0].rpartition("-")[2])
    assert held == members(edition), f"{generation.id} holds {held}"
    word = f"ấnbản{edition}"
    found = generation.lexical.query([Term(Field.TEXT, word)], 1000, partitions)
    passages = catalogue.passages([passage_id for passage_id, _ in found])
    expected = DOCUMENTS * ARTICLES
    assert len(passages) == len(found) == expected, f"{generation.id}: {len(found)} by words"
    assert all(word in passage.text for passage in passages.values()), generation.id
    asked = FakeEmbedder().embed_queries([f"Theo {word} phòng trực bao nhiêu ngày"])
    (nearest,) = generation.vectors.query(asked, expected, partitions)
    assert {passage_id for passage_id, _ in nearest} == set(passages), f"{generation.id} by vectors"
    for name in held:
        assert catalogue.document(name).text.count(word) == ARTICLES, f"{generation.id}, {name}"
    return edition


def read_until(data: Path, stop: Path) -> dict[str, Any]:
    """Look at everything in the index until the file ``stop`` is there, as a server would."""
    holder = GenerationHolder(GenerationStore(data))
    seen: list[int] = []
    reads, errors = 0, []
    while not stop.exists():
        try:
            with holder.acquire() as generation:
                edition = edition_of(generation)
        except Exception as error:
            errors.append(f"{type(error).__name__}: {error}")
            continue
        reads += 1
        if not seen or seen[-1] != edition:
            seen.append(edition)
        time.sleep(0.05)  # leave the processor to the job
    holder.close()
    return {"reads": reads, "seen": seen, "errors": errors[:10]}


def contents(data: Path) -> dict[str, Any]:
    """All that an index holds, in a form that can be compared."""
    with GenerationStore(data).open() as generation:
        catalogue = generation.catalogue
        ids = sorted(catalogue.passage_ids())
        vectors = generation.vectors.get(PUBLIC, ids)
        word = Term(Field.TEXT, "trực")
        return {
            "corpus_hash": generation.record.corpus_hash,
            "documents": [repr(catalogue.document(name)) for name in catalogue.document_ids()],
            "passages": [repr(passage) for passage in catalogue.passages(ids).values()],
            "sources": sorted(repr(replace(each, mtime_ns=0)) for each in catalogue.sources()),
            "vectors": hashlib.sha256(np.stack([vectors[i] for i in ids]).tobytes()).hexdigest(),
            "words": sorted(generation.lexical.ids(PUBLIC)),
            "scores": generation.lexical.query([word], 1000, [PUBLIC]),
            "statistics": {
                path.name: hashlib.sha256(path.read_bytes()).hexdigest()
                for path in sorted(generation.statistics.iterdir())
            },
            "problems": [problem.what for problem in verify(generation)],
        }


def killed_after(work: Callable[[], int], seconds: float) -> tuple[int | None, float]:
    """Exit code of ``work`` in a process that is killed after ``seconds``, and how long it took.

    None when it was killed before it ended.
    """
    began = time.monotonic()
    child = os.fork()
    if child == 0:
        code = 1
        try:
            code = work()
        finally:
            os._exit(code)
    while time.monotonic() - began < seconds:
        ended, status = os.waitpid(child, os.WNOHANG)
        if ended:
            return os.waitstatus_to_exitcode(status), time.monotonic() - began
        time.sleep(0.002)
    os.kill(child, signal.SIGKILL)
    _, status = os.waitpid(child, 0)
    code = os.waitstatus_to_exitcode(status)
    return None if code == -signal.SIGKILL else code, time.monotonic() - began


def disturbed(folder: Path, data: Path) -> dict[str, Any]:
    """Ingest edition after edition, killing jobs, until enough were killed."""
    chosen, edition, codes = random.Random(SEED), 0, []
    write_edition(folder, edition)
    code, whole = killed_after(lambda: ingest(folder, data), PATIENCE)
    codes.append(code)
    stop = data / "stop"
    reader = _Beside(lambda: read_until(data, stop))
    moments: list[float] = []
    finished, in_a_row = True, 0
    while len(moments) < KILLS and not any(codes):
        if finished:
            edition += 1
            write_edition(folder, edition)
        moment = chosen.uniform(0, whole * REACH) if in_a_row < IN_A_ROW else PATIENCE
        code, _ = killed_after(lambda: ingest(folder, data), moment)
        finished = code is not None
        if finished:
            codes.append(code)
            in_a_row = 0
        else:
            moments.append(moment / whole)
            in_a_row += 1
    codes.append(killed_after(lambda: ingest(folder, data), PATIENCE)[0])
    time.sleep(2.5)  # the last edition is to be seen as well
    stop.touch()
    said: dict[str, Any] = reader.result()
    return said | {"moments": moments, "codes": codes, "edition": edition, "whole": whole}


class _Beside:
    """Work in a process that runs beside this one."""

    def __init__(self, work: Callable[[], Any]) -> None:
        reading, writing = os.pipe()
        self._answer = reading
        self._child = os.fork()
        if self._child == 0:
            try:
                os.write(writing, json.dumps(work()).encode())
            finally:
                os._exit(0)
        os.close(writing)

    def result(self) -> Any:
        """What it returned."""
        with os.fdopen(self._answer) as answer:
            said = answer.read()
        os.waitpid(self._child, 0)
        return json.loads(said)


def undisturbed(folder: Path, data: Path, editions: int) -> None:
    """The same editions, one after the other."""
    for edition in range(editions + 1):
        write_edition(folder, edition)
        assert killed_after(lambda: ingest(folder, data), PATIENCE)[0] == 0


def main(place: Path) -> None:
    """Print what the reader saw and what both indexes hold."""
    loading.load_embedder = fake_model  # the command looks it up when it starts
    folder, data, calm = place / "van-ban", place / "data", place / "calm"
    said = disturbed(folder, data)
    undisturbed(folder, calm, said["edition"])
    said["left"] = in_child(lambda: contents(data))
    said["expected"] = in_child(lambda: contents(calm))
    sys.stdout.write(json.dumps(said) + "\n")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
