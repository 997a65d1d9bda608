"""Every error leaves as one shape: problem details after RFC 9457."""

from __future__ import annotations

import logging
from collections.abc import Mapping
from http import HTTPStatus

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from starlette.exceptions import HTTPException

from hoidap import texts
from hoidap.api.schemas import Problem
from hoidap.api.storage_failures import FAILURES, is_full, storage_error
from hoidap.errors import HoiDapError, TooManyRequestsError

MEDIA_TYPE = "application/problem+json"

logger = logging.getLogger(__name__)

#: What is named where it is not known which file could not be written.
_DATA = "The data folder"
_RECEIVED = "The folder of temporary files"


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


def respond(body: Problem, headers: Mapping[str, str] | None = None) -> JSONResponse:
    """A response that carries a problem."""
    return JSONResponse(
        body.model_dump(), status_code=body.status, media_type=MEDIA_TYPE, headers=headers
    )


def response_to(error: HoiDapError) -> JSONResponse:
    """The response to an error raised on purpose, with the headers that its status asks for."""
    headers = {}
    if error.http_status == HTTPStatus.UNAUTHORIZED:
        headers["WWW-Authenticate"] = "Bearer"
    if isinstance(error, TooManyRequestsError):
        headers["Retry-After"] = str(error.retry_after)
    if error.http_status in (HTTPStatus.REQUEST_TIMEOUT, HTTPStatus.REQUEST_ENTITY_TOO_LARGE):
        headers["Connection"] = "close"  # the rest of the body is not read
    return respond(of_error(error), headers)


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
    return response_to(error)


def _invalid_request(_: Request, error: Exception) -> JSONResponse:
    assert isinstance(error, RequestValidationError)
    problems = error.errors()
    if any(each["type"] == "json_invalid" for each in problems):
        body = described(
            400, "malformed_json", texts.ERROR_MALFORMED_JSON, "The body is not valid JSON."
        )
        return respond(body)
    fields = tuple(dict.fromkeys(".".join(map(str, each["loc"][1:])) for each in problems))
    explained = "; ".join(
        f"{field}: {each['msg']}" for field, each in zip(fields, problems, strict=False)
    )
    named = ", ".join(fields) or "body"
    detail = texts.ERROR_BAD_REQUEST.format(fields=named)
    return respond(described(422, "bad_request", detail, explained, fields))


def _http_error(request: Request, error: Exception) -> JSONResponse:
    assert isinstance(error, HTTPException)
    if isinstance(error.__cause__, HoiDapError):  # raised while the body was read
        return response_to(error.__cause__)
    if error.__cause__ is not None and is_full(error.__cause__):  # while an upload was received
        return response_to(storage_error(error.__cause__, _RECEIVED))
    if error.status_code == HTTPStatus.METHOD_NOT_ALLOWED:
        detail = texts.ERROR_METHOD.format(method=request.method)
        code = "method_not_allowed"
    elif error.status_code == HTTPStatus.NOT_FOUND:
        detail, code = texts.ERROR_NOT_FOUND, "not_found"
    elif error.status_code == HTTPStatus.BAD_REQUEST:
        detail, code = texts.ERROR_MALFORMED_JSON, "malformed_json"
    else:
        detail, code = texts.ERROR_GENERAL, "http"
    body = described(error.status_code, code, detail, f"{error.detail}: {request.url.path}")
    return respond(body, error.headers)


def _storage_failure(request: Request, error: Exception) -> JSONResponse:
    if isinstance(error, OSError) and not is_full(error):
        return _unexpected(request, error)
    return response_to(storage_error(error, _DATA))


def _unexpected(request: Request, error: Exception) -> JSONResponse:
    logger.exception("unexpected error at %s", request.url.path, exc_info=error)
    return respond(unexpected())


def install(app: FastAPI) -> None:
    """Register the handlers on an application."""
    app.add_exception_handler(HoiDapError, _hoidap_error)
    app.add_exception_handler(RequestValidationError, _invalid_request)
    app.add_exception_handler(HTTPException, _http_error)
    for failure in FAILURES:
        app.add_exception_handler(failure, _storage_failure)
    app.add_exception_handler(Exception, _unexpected)
