"""ETags: a client that has a document's current state is not sent it again (RFC 9110).

A tag names the generation, the document's content and what the body is made
by, so it changes with any of them.  It is worked out only after the caller was
found to be allowed to read the document: a guess tells him nothing.
"""

from __future__ import annotations

import hashlib

from fastapi import Request, Response

from hoidap import __version__

#: Kept by the client, asked about every time: a document may vanish or change at any moment.
CACHE = "private, no-cache"
#: What else the body depends on, for caches that ignore "private".
VARY = "Authorization, X-API-Key"


def etag(*parts: str) -> str:
    """A strong tag for a body that these parts determine."""
    digest = hashlib.sha256("\0".join((__version__, *parts)).encode()).hexdigest()
    return f'"{digest[:32]}"'


def headers(tag: str) -> dict[str, str]:
    """The headers of a response that carries a tag."""
    return {"ETag": tag, "Cache-Control": CACHE, "Vary": VARY}


def unchanged(request: Request, tag: str) -> Response | None:
    """The response 304 when the client named ``tag`` in If-None-Match, else None."""
    named = [
        each.strip().removeprefix("W/")
        for line in request.headers.getlist("if-none-match")
        for each in line.split(",")
    ]
    if tag not in named and "*" not in named:
        return None
    return Response(status_code=304, headers=headers(tag))
