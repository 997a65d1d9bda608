"""Every error leaves as one shape: problem details after RFC 9457."""

from __future__ import annotations

import logging
from http import HTTPStatus

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from starlette.exceptions import HTTPException

from hoidap import texts
from hoidap.api.schemas import Problem
from hoidap.errors import HoiDapError

MEDIA_TYPE = "application/problem+json"

logger = logging.getLogger(__name__)


def described(
    status: int, code: str, detail: str, developer_detail: str, fields: tuple[str, ...] = ()
) -> Problem:
    """The one error shape."""
    return Problem(
        type=f"/problems/{code}",
        title=HTTPStatus(status).phrase,
        status=status,
        detail=detail,
        code=code,
        developer_detail=developer_detail,
        fields=list(fields),
    )


def problem(
    status: int, code: str, detail: str, developer_detail: str, fields: tuple[str, ...] = ()
) -> JSONResponse:
    """A response in the one error shape."""
    body = described(status, code, detail, developer_detail, fields)
    return JSONResponse(body.model_dump(), status_code=status, media_type=MEDIA_TYPE)


def of_error(error: HoiDapError) -> Problem:
    """An error raised on purpose, described; the server's own faults are logged."""
    if error.http_status >= HTTPStatus.INTERNAL_SERVER_ERROR:
        logger.error("%s: %s", error.code, error)
    return described(error.http_status, error.code, error.user_message, str(error))


def unexpected() -> Problem:
    """An error nobody foresaw, without its details: those stand in the log."""
    return described(
        500, "internal", texts.ERROR_GENERAL, "Unexpected error; see the server's log."
    )


def _hoidap_error(_: Request, error: Exception) -> JSONResponse:
    assert isinstance(error, HoiDapError)
    body = of_error(error)
    return JSONResponse(body.model_dump(), status_code=body.status, media_type=MEDIA_TYPE)


def _invalid_request(_: Request, error: Exception) -> JSONResponse:
    assert isinstance(error, RequestValidationError)
    problems = error.errors()
    if any(each["type"] == "json_invalid" for each in problems):
        return problem(
            400, "malformed_json", texts.ERROR_MALFORMED_JSON, "The body is not valid JSON."
        )
    fields = tuple(dict.fromkeys(".".join(map(str, each["loc"][1:])) for each in problems))
    explained = "; ".join(
        f"{field}: {each['msg']}" for field, each in zip(fields, problems, strict=False)
    )
    named = ", ".join(fields) or "body"
    return problem(
        422, "bad_request", texts.ERROR_BAD_REQUEST.format(fields=named), explained, fields
    )


def _http_error(request: Request, error: Exception) -> JSONResponse:
    assert isinstance(error, HTTPException)
    if error.status_code == HTTPStatus.METHOD_NOT_ALLOWED:
        detail = texts.ERROR_METHOD.format(method=request.method)
        code = "method_not_allowed"
    elif error.status_code == HTTPStatus.NOT_FOUND:
        detail, code = texts.ERROR_NOT_FOUND, "not_found"
    elif error.status_code == HTTPStatus.BAD_REQUEST:
        detail, code = texts.ERROR_MALFORMED_JSON, "malformed_json"
    else:
        detail, code = texts.ERROR_GENERAL, "http"
    response = problem(error.status_code, code, detail, f"{error.detail}: {request.url.path}")
    response.headers.update(error.headers or {})
    return response


def _unexpected(request: Request, error: Exception) -> JSONResponse:
    logger.exception("unexpected error at %s", request.url.path, exc_info=error)
    return JSONResponse(unexpected().model_dump(), status_code=500, media_type=MEDIA_TYPE)


def install(app: FastAPI) -> None:
    """Register the handlers on an application."""
    app.add_exception_handler(HoiDapError, _hoidap_error)
    app.add_exception_handler(RequestValidationError, _invalid_request)
    app.add_exception_handler(HTTPException, _http_error)
    app.add_exception_handler(Exception, _unexpected)
