"""Which treatment a path gets.

Pages and static files hold no data and cost nothing, so nothing bars them;
health answers whatever the load; everything under ``/v1`` is limited and
identified.  Who takes part in a live session has no account: he is limited by address, and
the session's code is all he shows.  Files that come and go are large and slow by nature and do not
take the places that questions wait for.
"""

from __future__ import annotations

import re
from enum import Enum

API = "/v1/"
_IDENTIFIED = ("/healthz", "/readyz", "/metrics")
_UPLOADS = "/v1/documents"
_DOWNLOADS = re.compile(r"/v1/documents/[^/]+/(?:original|pages/.*)")
_JOINING = "/v1/live/"


class Zone(Enum):
    """How a request is treated."""

    OPEN = "open"  # pages, static files, description
    IDENTIFIED = "identified"  # health and metrics: never limited
    API = "api"
    JOIN = "join"  # limited, but nobody is identified
    UPLOAD = "upload"
    DOWNLOAD = "download"


def zone_of(method: str, path: str) -> Zone:
    """The treatment of a request."""
    if not path.startswith(API):
        return Zone.IDENTIFIED if path in _IDENTIFIED else Zone.OPEN
    if path.startswith(_JOINING):
        return Zone.JOIN
    if method in ("POST", "PUT") and (path == _UPLOADS or path.startswith(_UPLOADS + "/")):
        return Zone.UPLOAD
    if _DOWNLOADS.fullmatch(path):
        return Zone.DOWNLOAD
    return Zone.API
