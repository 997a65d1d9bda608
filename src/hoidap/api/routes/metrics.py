"""Metrics for Prometheus."""

from __future__ import annotations

from anyio import to_thread
from fastapi import APIRouter, Request
from fastapi.responses import Response

from hoidap.api.access.caller import Permission
from hoidap.api.description import errors
from hoidap.api.entrance.visit import visit_of
from hoidap.api.observing import metrics
from hoidap.api.routes.health import limiter_of
from hoidap.errors import ForbiddenError

router = APIRouter(tags=["health"])


@router.get(
    "/metrics",
    summary="Metrics in Prometheus's text format",
    response_class=Response,
    responses={200: {"content": {"text/plain": {}}}, **errors(401, 403)},
)
async def show_metrics(request: Request) -> Response:
    """For requests that this machine makes itself, and for keys with the permission ``admin``."""
    visit = visit_of(request.scope)
    if not visit.origin.local and not visit.require_caller().may((Permission.ADMIN,)):
        raise ForbiddenError("Metrics are for administrators.", "Use a key with admin.")
    text = await to_thread.run_sync(request.app.state.metrics.text, limiter=limiter_of(request))
    return Response(text, media_type=metrics.MEDIA_TYPE)
