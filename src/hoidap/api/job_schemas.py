"""Jobs as the API writes them."""

from __future__ import annotations

from datetime import datetime

from pydantic import BaseModel, Field

from hoidap.api.uploads.jobs import Job, JobKind
from hoidap.api.working import WorkState


class JobProgress(BaseModel):
    """How far a running job is: ``done`` of ``total`` pieces of a stage."""

    stage: str = Field(examples=["files", "passages"])
    done: int
    total: int


class JobReport(BaseModel):
    """What came of the job's file, as the ingestion reports it."""

    status: str = Field(examples=["added", "changed", "unchanged", "removed", "failed"])
    kind: str = ""
    documents: int = 0
    passages: int = 0
    warnings: list[str] = []
    doubts: list[str] = Field(
        default=[],
        description="What seems wrong with what was read, for programs: ``no_passages``, "
        "``text_outside_content``, ``accents_lost``; ``warnings`` say it in words.",
    )
    error: str = ""
    code: str = Field(default="", description="The kind of error, for programs.")


class JobOut(BaseModel):
    """A change of documents that was asked for."""

    id: str
    kind: JobKind
    state: WorkState
    file: str = Field(description="The file's name as it is stored.")
    document_id: str | None = Field(description="The document that was named, if one was.")
    documents: list[str] = Field(description="The documents that the file turned out to hold.")
    progress: JobProgress | None
    report: JobReport | None
    generation: str | None = Field(description="The index generation that holds the change.")
    created_at: datetime
    started_at: datetime | None
    finished_at: datetime | None

    @classmethod
    def of(cls, job: Job) -> JobOut:
        """The same job as the API writes it."""
        return cls(
            id=job.id,
            kind=job.kind,
            state=job.state,
            file=job.name,
            document_id=job.document_id,
            documents=list(job.documents),
            progress=JobProgress(**job.progress) if job.progress else None,
            report=JobReport(**job.report) if job.report else None,
            generation=job.generation,
            created_at=job.created_at,
            started_at=job.started_at,
            finished_at=job.finished_at,
        )


class JobsOut(BaseModel):
    """One page of jobs, newest first."""

    jobs: list[JobOut]
    total: int
    offset: int
    limit: int
