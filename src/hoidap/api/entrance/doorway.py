"""The outermost layer: request ids, security headers, the access log, the last resort.

Every response, whoever made it, leaves through here.  An error that nobody
foresaw becomes the one error shape, and its details go to the log only.
"""

from __future__ import annotations

import logging
import re
import time
import uuid
from collections.abc import Sequence
from ipaddress import IPv4Network, IPv6Network

from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from hoidap.api import problems
from hoidap.api.access.origin import origin_of
from hoidap.api.entrance.visit import Visit, begin
from hoidap.api.entrance.zones import API
from hoidap.api.observing.logs import ACCESS, FIELDS
from hoidap.api.observing.metrics import Metrics

logger = logging.getLogger(__name__)

REQUEST_ID = "X-Request-ID"
#: A portal's own ids are taken over when they cannot forge anything in a log.
_REQUEST_ID = re.compile(r"[A-Za-z0-9._-]{1,64}")

#: For everything: no guessing of types, no address of ours to other sites.
_EVERYWHERE = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Permissions-Policy": "camera=(), microphone=(), geolocation=()",
}
#: For data: not stored, never a document of its own, not included by other sites.
_DATA = {
    "Cache-Control": "no-store",
    "Content-Security-Policy": "default-src 'none'; frame-ancestors 'none'",
    "Cross-Origin-Resource-Policy": "same-origin",
}


class Doorway:
    """Stands before everything."""

    def __init__(
        self,
        app: ASGIApp,
        metrics: Metrics,
        proxies: Sequence[IPv4Network | IPv6Network],
    ) -> None:
        self._app = app
        self._metrics = metrics
        self._proxies = proxies

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one request."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        started = time.monotonic()
        visit = self._visit(scope)
        begin(scope, visit)
        status = 0

        async def leave(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
                _add_headers(MutableHeaders(scope=message), scope["path"], visit)
            await send(message)

        try:
            await self._app(scope, receive, leave)
        except Exception:
            logger.exception("unexpected error", extra={FIELDS: {"request_id": visit.request_id}})
            if not status:
                await problems.respond(problems.unexpected())(scope, receive, leave)
        finally:
            self._report(scope, visit, status or CLIENT_GONE, time.monotonic() - started)

    def _visit(self, scope: Scope) -> Visit:
        headers = Headers(scope=scope)
        given = headers.get(REQUEST_ID, "")
        peer = scope.get("client")
        return Visit(
            request_id=given if _REQUEST_ID.fullmatch(given) else uuid.uuid4().hex,
            origin=origin_of(peer[0] if peer else None, headers, self._proxies),
        )

    def _report(self, scope: Scope, visit: Visit, status: int, seconds: float) -> None:
        route = route_of(scope)
        self._metrics.request(_known_method(scope["method"]), route, status, seconds)
        if visit.waited:
            self._metrics.stage("wait", visit.waited)
        fields = {
            "request_id": visit.request_id,
            "method": scope["method"],
            "route": route,
            "status": status,
            "ms": round(seconds * 1000, 1),
            "waited_ms": round(visit.waited * 1000, 1),
            "caller": visit.caller.id if visit.caller else None,
            "address": visit.origin.address,
        }
        ACCESS.info("request", extra={FIELDS: fields})


#: The status that the log and the metrics give a request whose client went before an answer.
CLIENT_GONE = 499

_METHODS = frozenset({"GET", "HEAD", "POST", "PUT", "DELETE", "OPTIONS", "PATCH"})


def _known_method(method: str) -> str:
    """Methods are chosen by clients; a metric must not grow with their fantasy."""
    return method if method in _METHODS else "other"


def route_of(scope: Scope) -> str:
    """The path of the matched route with placeholders: no ids in logs, few series in metrics."""
    path = getattr(scope.get("route"), "path", None)
    return path if isinstance(path, str) else "other"


def _add_headers(headers: MutableHeaders, path: str, visit: Visit) -> None:
    headers[REQUEST_ID] = visit.request_id
    for name, value in (_EVERYWHERE | (_DATA if path.startswith(API) else {})).items():
        headers.setdefault(name, value)
