"""Takes changes of documents in: checks what may be checked at once, stores, queues a job."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, BinaryIO

from hoidap import texts
from hoidap.api.access.caller import Caller, normal_labels
from hoidap.api.observing.audit import AuditLog
from hoidap.api.uploads.folder import UploadFolder, file_name, own_id, place_for, place_of
from hoidap.api.uploads.ingest_process import IngestProcess
from hoidap.api.uploads.jobs import Job, JobKind, JobStore
from hoidap.api.uploads.worker import JobWorker
from hoidap.errors import ConflictError, ForbiddenError, QuestionError, StorageError
from hoidap.index.partitions import PUBLIC, access_partition
from hoidap.index.rows import DocumentSummary
from hoidap.retrieval.reading import Reading
from hoidap.settings import Settings

#: Metadata keys that an upload says in its own way.
_RESERVED = ("id", "access")


@dataclass(frozen=True, slots=True)
class Upload:
    """A file as a client sent it."""

    name: str
    content: BinaryIO
    access: Sequence[str]
    metadata: str  # a JSON object
    keep_earlier: bool = False  # beside what the caller uploaded under the same name


class Uploads:
    """Everything that takes in and works off changes of documents."""

    def __init__(self, settings: Settings, process: IngestProcess | None = None) -> None:
        self._limit = settings.file_limit_mb * 1_000_000
        self._folder = UploadFolder(settings.data)
        self._audit = AuditLog(settings.data)
        self.jobs = JobStore(settings.data)
        self.worker = JobWorker(settings, self.jobs, process or IngestProcess(settings))

    def put(
        self, caller: Caller, upload: Upload, document_id: str | None, known: DocumentSummary | None
    ) -> Job:
        """Queue a new document, or the replacement of a known one that the caller may read.

        A new one that is named gets an id of the caller's own (``own_id``).

        Raises ForbiddenError for labels that are not the caller's, ConflictError
        for a document that was not uploaded, TooLargeError, QuestionError for
        metadata that are no JSON object.
        """
        access = _labels(caller, upload.access)
        metadata = _metadata(upload.metadata)
        if known is not None:
            _place(known)
            document_id = known.id
        if document_id is not None:
            metadata["id"] = document_id
        metadata["access"] = access
        job_id, name = self.jobs.new_id(), file_name(upload.name)
        self._folder.receive(job_id, name, upload.content, metadata, self._limit)
        kind = JobKind.ADD if upload.keep_earlier else JobKind.UPLOAD
        place = job_id
        if known is not None:
            kind = JobKind.REPLACE
        elif document_id is not None:
            place = place_for(caller.id, document_id)
        try:
            return self._queue(job_id, kind, caller, name, document_id, place=place, access=access)
        except StorageError:
            self._folder.settle(job_id)  # no job will ask for what was received
            raise

    def delete(self, caller: Caller, known: DocumentSummary) -> Job:
        """Queue the removal of a document.  Raises ConflictError when it was not uploaded."""
        _place(known)
        name = known.paths[0].rpartition("/")[2]
        return self._queue(self.jobs.new_id(), JobKind.DELETE, caller, name, known.id)

    def _queue(
        self,
        job_id: str,
        kind: JobKind,
        caller: Caller,
        name: str,
        document_id: str | None,
        *,
        place: str | None = None,
        **details: object,
    ) -> Job:
        self._audit.write(
            caller.id, f"document.{kind}.asked", document_id or name, job=job_id, **details
        )
        job = self.jobs.add(job_id, kind, caller.id, place or job_id, name, document_id)
        self.worker.wake()
        return job


def meant(reading: Reading, owner: str, document_id: str) -> DocumentSummary | None:
    """The readable document of this id, or else the one that ``owner`` uploaded under it."""
    own = own_id(owner, document_id)
    found = reading.summaries([document_id, own])
    return found.get(document_id) or found.get(own)


def meant_id(reading: Reading, owner: str, document_id: str) -> str:
    """The id under which the document is stored that ``owner`` means; as given if there is none."""
    known = meant(reading, owner, document_id)
    return document_id if known is None else known.id


def _labels(caller: Caller, given: Sequence[str]) -> list[str]:
    """The labels under which a caller may publish; raises DocumentError for unusable ones."""
    wanted = [label for label in normal_labels(given) if label != PUBLIC or PUBLIC in given]
    access_partition(wanted)
    foreign = [label for label in wanted if label not in caller.labels]
    if foreign:
        raise ForbiddenError(
            f"{caller.id} does not read {foreign[0]!r} and so cannot publish under it.",
            f"Labels of this key: {', '.join(caller.labels)}.",
        )
    return wanted


def _metadata(given: str) -> dict[str, Any]:
    """The keys of a JSON object; what they may be, the ingestion says."""
    try:
        read = json.loads(given)
    except (ValueError, RecursionError):
        read = None
    if not isinstance(read, Mapping) or any(key in read for key in _RESERVED):
        raise QuestionError(
            "metadata is no JSON object, or names id or access.",
            "Send access as its own field, and an id by PUT /v1/documents/{id}.",
            user_message=texts.ERROR_BAD_REQUEST.format(fields="metadata"),
        )
    return {key: value for key, value in read.items() if value is not None}


def _place(known: DocumentSummary) -> str:
    place = place_of(known.paths)
    if place is None:
        raise ConflictError(
            f"The document {known.id!r} was not uploaded alone through the API.",
            "Change it where it came from: a folder of the operator, or a collection.",
        )
    return place
