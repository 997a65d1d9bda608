"""Documents in, replaced and out, by keys with the permission ``ingest``.

A key writes under the access labels that it reads itself, so it can never
publish what it could not look at afterwards.  Every change is a job; the
document shows once the job is done and the index has been switched.
"""

from __future__ import annotations

from typing import Annotated, Any, cast

from fastapi import APIRouter, Depends, File, Form, Path, Request, Response, UploadFile
from pydantic import StringConstraints

from hoidap.api.access.caller_assistant import CallerAssistant
from hoidap.api.description import errors
from hoidap.api.job_schemas import JobOut, JobsOut
from hoidap.api.paging import Limit, Offset, link_next
from hoidap.api.routes.dependencies import AssistantDependency, CallerDependency
from hoidap.api.uploads.intake import Upload, Uploads, meant
from hoidap.api.uploads.jobs import Job
from hoidap.errors import NoGenerationError, NotFoundError
from hoidap.index.rows import DocumentSummary
from hoidap.index.source import LONGEST_ID

router = APIRouter(prefix="/v1", tags=["ingestion"])

#: Most characters of metadata sent with a file: a few lines, not a text.
LONGEST_METADATA = 20_000

DocumentId = Annotated[
    str,
    Path(
        pattern=r"^[a-z0-9](?:[a-z0-9._-]*[a-z0-9])?$",
        max_length=LONGEST_ID,
        description="Small letters, digits, dots, hyphens and underscores.",
        examples=["quy-dinh-12-qd-tw-2020"],
    ),
]
FileField = Annotated[UploadFile, File(description="The document's file.")]
AccessField = Annotated[
    list[Annotated[str, StringConstraints(pattern=r"^[^|]*[^|\s][^|]*$", max_length=200)]],
    Form(
        min_length=1,
        max_length=100,
        description="Who may read it: `public`, `internal`, or names of groups.",
        examples=[["internal"]],
    ),
]
MetadataField = Annotated[
    str,
    Form(
        max_length=LONGEST_METADATA,
        description="A JSON object of metadata keys, as a sidecar file has them.",
        examples=['{"number": "12-QĐ/TW", "issued_on": "2020-01-02"}'],
        json_schema_extra={"contentMediaType": "application/json"},
    ),
]


KeepEarlierField = Annotated[
    bool,
    Form(description="Keep the document that this key uploaded under the same file name as well."),
]

#: How a client goes on from an accepted change: OpenAPI's links.
_ACCEPTED: dict[int | str, dict[str, Any]] = {
    202: {
        "description": "The change was queued as a job.",
        "headers": {"Location": {"description": "The job.", "schema": {"type": "string"}}},
        "links": {
            "job": {"operationId": "get_job", "parameters": {"job_id": "$response.body#/id"}}
        },
    }
}


def _uploads(request: Request) -> Uploads:
    return cast(Uploads, request.app.state.uploads)


UploadsDependency = Annotated[Uploads, Depends(_uploads)]


@router.post("/documents", status_code=202, summary="Upload a document", responses=_ACCEPTED)
def upload_document(
    response: Response,
    caller: CallerDependency,
    uploads: UploadsDependency,
    file: FileField,
    access: AccessField,
    metadata: MetadataField = "{}",
    keep_earlier: KeepEarlierField = False,
) -> JobOut:
    """Queue a file; its id is made of its metadata, its number, or its name, and is its own.

    A file name that this key has uploaded before means a new version of that document.
    """
    upload = Upload(file.filename or "", file.file, access, metadata, keep_earlier)
    return _accepted(response, uploads.put(caller, upload, None, None))


@router.put(
    "/documents/{document_id}",
    status_code=202,
    summary="Upload or replace a document",
    responses=_ACCEPTED | errors(409),
)
def replace_document(
    response: Response,
    document_id: DocumentId,
    assistant: AssistantDependency,
    uploads: UploadsDependency,
    file: FileField,
    access: AccessField,
    metadata: MetadataField = "{}",
) -> JobOut:
    """Queue a file in place of the document that has this id, or as a new one.

    A new one gets an id of this key's own, which begins with the id given; the job tells it.
    The key may go on using the id that it gave.
    """
    upload = Upload(file.filename or "", file.file, access, metadata)
    known = _known(assistant, document_id)
    return _accepted(response, uploads.put(assistant.caller, upload, document_id, known))


@router.delete(
    "/documents/{document_id}",
    status_code=202,
    summary="Delete a document",
    responses=_ACCEPTED | errors(409),
)
def delete_document(
    response: Response,
    document_id: DocumentId,
    assistant: AssistantDependency,
    uploads: UploadsDependency,
) -> JobOut:
    """Queue the removal of an uploaded document."""
    known = _known(assistant, document_id)
    if known is None:
        raise NotFoundError(f"There is no document {document_id!r}.", "GET /v1/documents lists.")
    return _accepted(response, uploads.delete(assistant.caller, known))


@router.get("/jobs", summary="List your jobs")
def list_jobs(
    request: Request,
    response: Response,
    caller: CallerDependency,
    uploads: UploadsDependency,
    offset: Offset = 0,
    limit: Limit = 50,
) -> JobsOut:
    """One page of the caller's own jobs, newest first."""
    jobs, total = uploads.jobs.list(caller.id, offset, limit)
    link_next(request, response, offset + limit, total)
    return JobsOut(jobs=[JobOut.of(job) for job in jobs], total=total, offset=offset, limit=limit)


@router.get("/jobs/{job_id}", summary="One of your jobs")
def get_job(job_id: str, caller: CallerDependency, uploads: UploadsDependency) -> JobOut:
    """How far a job is and what came of it."""
    return JobOut.of(uploads.jobs.get(job_id, caller.id))


def _known(assistant: CallerAssistant, document_id: str) -> DocumentSummary | None:
    """The document that the caller means by an id, if he may read one."""
    try:
        with assistant.reading() as reading:
            return meant(reading, assistant.caller.id, document_id)
    except NoGenerationError:
        return None


def _accepted(response: Response, job: Job) -> JobOut:
    response.headers["Location"] = f"/v1/jobs/{job.id}"
    return JobOut.of(job)
