"""The API's description (OpenAPI 3.1): what can go wrong, in the one error shape."""

from __future__ import annotations

from typing import Any

from fastapi import FastAPI
from fastapi.openapi.utils import get_openapi

from hoidap.api.problems import MEDIA_TYPE
from hoidap.api.schemas import Problem

TITLE = "HoiDap"
SUMMARY = (
    "Answers questions in Vietnamese over official documents and newspaper interviews. "
    "Every sentence of an answer is cited: `citation.quote == document.text[start:end]`.\n\n"
    "Offsets count Unicode code points. Every response names its request in `X-Request-ID`. "
    "Every error is a problem (RFC 9457): `detail` is Vietnamese and made for people, `code` is "
    "made for programs. Send an API key or a token of the portal as `Authorization: Bearer`; "
    "what a caller may not read is as if it did not exist."
)

_MEANINGS = {
    400: "The body cannot be read.",
    401: "No key or token was sent, or it is not accepted.",
    403: "The key may not do this.",
    404: "There is no such thing that the caller may read.",
    408: "The body did not arrive in time.",
    409: "What is asked for contradicts what is there.",
    413: "The body is too large.",
    416: "The file has no such range.",
    422: "A field has a wrong value.",
    429: "Too many requests; try again after the seconds in `Retry-After`.",
    503: "Nothing was ingested yet, the index cannot be read, or the answer took too long.",
    507: "The server has no room to write.",
}

#: What every route under /v1 may answer instead.
ALWAYS = (400, 401, 403, 404, 408, 413, 422, 429, 503, 507)

#: The same where nobody is identified.
ALWAYS_ANYBODY = tuple(status for status in ALWAYS if status not in (401, 403))


def errors(*statuses: int) -> dict[int | str, dict[str, Any]]:
    """The ``responses`` of a route that may fail with these statuses."""
    reference = {"schema": {"$ref": "#/components/schemas/Problem"}}
    described: dict[int | str, dict[str, Any]] = {}
    for status in statuses:
        described[status] = {
            "description": _MEANINGS[status],
            "content": {MEDIA_TYPE: reference},
        }
    if 429 in described:
        described[429]["headers"] = {
            "Retry-After": {"description": "Seconds.", "schema": {"type": "integer"}}
        }
    return described


def install(app: FastAPI) -> None:
    """Let the application describe itself so."""

    def describe() -> dict[str, Any]:
        if app.openapi_schema is None:
            described = get_openapi(
                title=app.title,
                version=app.version,
                description=app.description,
                routes=app.routes,
            )
            schemas = described.setdefault("components", {}).setdefault("schemas", {})
            schemas["Problem"] = Problem.model_json_schema()
            app.openapi_schema = described
        return app.openapi_schema

    app.openapi = describe  # type: ignore[method-assign]
