"""Whether the server is up."""

from __future__ import annotations

from fastapi import APIRouter

from hoidap import __version__
from hoidap.api.routes.dependencies import AssistantDependency
from hoidap.api.schemas import HealthOut
from hoidap.errors import NoGenerationError

router = APIRouter(tags=["health"])


@router.get("/healthz", summary="Is the server up?")
def healthz(assistant: AssistantDependency) -> HealthOut:
    """Green whenever the process answers; says which generation is served."""
    try:
        with assistant.reading() as reading:
            return HealthOut(
                status="ok",
                version=__version__,
                generation=reading.generation,
                documents=reading.record.documents,
                passages=reading.record.passages,
            )
    except NoGenerationError:
        return HealthOut(
            status="no_documents", version=__version__, generation=None, documents=0, passages=0
        )
