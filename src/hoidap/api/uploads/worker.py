"""Works jobs off, one after the other, in a thread beside the server.

Every job puts files in or takes them out, ingests everything under
``uploads``, and looks at what the report says of its own file.  A file that
could not be read is taken back and what was there before returns; the index is
switched by the ingestion itself, whole or not at all.
"""

from __future__ import annotations

import logging
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from functools import partial
from typing import Any

from hoidap.api.observing.audit import AuditLog
from hoidap.api.uploads.folder import UploadFolder, place_of
from hoidap.api.uploads.ingest_process import Ended, IngestProcess
from hoidap.api.uploads.jobs import Job, JobKind, JobStore
from hoidap.api.working import WorkerThread, WorkState
from hoidap.errors import LockedError, NotFoundError, StorageError
from hoidap.index.catalogue import Catalogue
from hoidap.index.generation import GenerationStore
from hoidap.index.lock import WriterLock
from hoidap.index.source import IN_DATA, UPLOADS, file_of
from hoidap.settings import Settings

logger = logging.getLogger(__name__)

#: Seconds between two tries while somebody else ingests.
RETRY_EVERY = 3.0

#: What the job's owner is told when his file's id is taken: not by which file, he may not
#: be allowed to know it.
_ID_TAKEN = "The document's id is taken by another document."
_NOT_READ = "Files of this kind are not read."
_NOTHING = "The ingestion did not finish; the server's log says why."


class JobWorker:
    """The thread that works jobs off."""

    def __init__(self, settings: Settings, jobs: JobStore, process: IngestProcess) -> None:
        self._jobs = jobs
        self._process = process
        self._folder = UploadFolder(settings.data)
        self._index = GenerationStore(settings.data)
        self._audit = AuditLog(settings.data)
        self._lock = self._folder.root / ".lock"
        self._thread = WorkerThread("jobs", self._step)

    def start(self) -> None:
        """Begin; jobs left behind by an earlier server come first."""
        self._thread.start()

    def wake(self) -> None:
        """Say that there is a new job."""
        self._thread.wake()

    def stop(self) -> None:
        """End; a running job is stopped and begun again at the next start."""
        self._thread.begin_stop()
        self._process.stop()
        self._thread.stop()

    def _step(self) -> bool:
        return self._jobs.waiting() > 0 and self._work_off()

    def _work_off(self) -> bool:
        """Do the oldest job; False when there is none or another server is at it."""
        try:
            with WriterLock(self._lock):
                job = self._jobs.claim()
                if job is None:
                    return False
                self._do(job)
                return True
        except LockedError:
            return False

    def _do(self, job: Job) -> None:
        place = self._place(job)
        if job.kind is JobKind.DELETE:
            self._folder.take_out(job.id, place)
        else:
            self._folder.place(job.id, place)
        ended = self._ingest(job)
        if self._thread.is_stopping and ended.report is None:
            self._jobs.requeue(job.id)
            return
        outcome = self._outcome(job, place, ended)
        if outcome["status"] == "failed":
            self._folder.undo(job.id, place)
            self._finish(job, WorkState.FAILED, outcome, (), None)
        else:
            self._folder.settle(job.id)
            assert ended.report is not None
            generation = ended.report["generation"]
            self._finish(job, WorkState.DONE, outcome, self._documents(job, place), generation)

    def _place(self, job: Job) -> str:
        """Where the job's files stand: a known document's own place, else the job's.

        A file name that the job's owner has uploaded before means that document again.  A
        document that he did not know when he asked is never found by its id.
        """
        if job.document_id is not None and job.kind in (JobKind.REPLACE, JobKind.DELETE):
            with _catalogue(self._index) as catalogue:
                known = catalogue.summaries([job.document_id]) if catalogue else {}
            if job.document_id in known:
                return place_of(known[job.document_id].paths) or job.place
        elif job.document_id is None and job.kind is JobKind.UPLOAD:
            return next(
                filter(partial(self._is_own, job), self._folder.places_of(job.name)), job.id
            )
        return job.place

    def _is_own(self, job: Job, place: str) -> bool:
        """Whether the owner of ``job`` uploaded what stands in ``place``, without naming an id."""
        try:
            first = self._jobs.get(place, job.owner)
        except NotFoundError:
            return False
        return first.document_id is None and first.kind is JobKind.UPLOAD

    def _ingest(self, job: Job) -> Ended:
        """Run the ingestion, again while another one holds the index."""
        while True:
            ended = self._process.run(
                self._folder.root, lambda progress: self._progressed(job, progress)
            )
            if ended.report is not None or self._thread.is_stopping or not self._is_locked():
                return ended
            self._thread.pause(RETRY_EVERY)

    def _progressed(self, job: Job, progress: dict[str, Any]) -> None:
        """Remember how far a job is; that it cannot be written does not end the job."""
        with suppress(StorageError):
            self._jobs.progressed(job.id, progress)

    def _is_locked(self) -> bool:
        lock = WriterLock(self._index.layout.lock)
        try:
            lock.acquire()
        except LockedError:
            return True
        lock.release()
        return False

    def _outcome(self, job: Job, place: str, ended: Ended) -> dict[str, Any]:
        """What the job's owner is told of his file."""
        if ended.report is None:
            logger.error("job %s: the ingestion failed: %s", job.id, ended.said)
            return _failed("ingest", _NOTHING)
        path = f"{UPLOADS}/{place}/{job.name}"
        if job.kind is JobKind.DELETE:
            return {"status": "removed"}
        found = next((file for file in ended.report["files"] if file["path"] == path), None)
        if found is None:
            return _failed("unreadable_file", _NOT_READ)
        return _own(found, path, job.name)

    def _documents(self, job: Job, place: str) -> Sequence[str]:
        """The ids of the documents that the job's file holds."""
        path = f"{IN_DATA}{UPLOADS}/{place}/{job.name}"
        with _catalogue(self._index) as catalogue:
            return [
                source.document_id
                for source in (catalogue.sources() if catalogue else ())
                if source.document_id and file_of(source.path) == path
            ]

    def _finish(
        self,
        job: Job,
        state: WorkState,
        outcome: dict[str, Any],
        documents: Sequence[str],
        generation: str | None,
    ) -> None:
        self._jobs.finish(job.id, state, outcome, documents, generation)
        self._audit.write(
            job.owner,
            f"document.{job.kind}",
            job.document_id or ", ".join(documents) or job.name,
            job=job.id,
            outcome=state,
            generation=generation,
        )


@contextmanager
def _catalogue(index: GenerationStore) -> Iterator[Catalogue | None]:
    """The current generation's catalogue alone: vectors and words are not needed."""
    current = index.current_id()
    if current is None:
        yield None
        return
    catalogue = Catalogue(index.layout.folder(current) / "catalogue.sqlite", read_only=True)
    try:
        yield catalogue
    finally:
        catalogue.close()


def _failed(code: str, error: str) -> dict[str, Any]:
    return {"status": "failed", "code": code, "error": error}


def _own(found: Mapping[str, Any], path: str, name: str) -> dict[str, Any]:
    """A file's report as its owner sees it: his own name for it, nobody else's files.

    What the ingestion does not mark as speaking of this file alone is left out.
    """
    left_out = ("path", "seconds", "own")
    told = {key: value for key, value in found.items() if key not in left_out}
    if told.get("code") == "duplicate_id":
        told["error"] = _ID_TAKEN
    told["error"] = str(told.get("error", "")).replace(path, name)
    told["warnings"] = [str(each).replace(path, name) for each in found.get("own", ())]
    return told
