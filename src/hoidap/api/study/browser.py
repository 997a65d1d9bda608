"""Whose packs a stranger sees: those that his own browser had made.

Where questions need no key, nothing is known of who asks, and everybody would be the
same owner of everybody's packs.  So a browser is given a secret of its own, in a cookie,
with the first pack that it has made; only its hash is stored.  A program without cookies
sees no pack again: that is what keys are for.  Requests that this machine makes itself
have one owner, as they have one reader.

The cookie goes to no other site and no script reads it (RFC 6265bis, ``SameSite`` and
``HttpOnly``), and across sites the API accepts no cookies (see ``api.portals``).
"""

from __future__ import annotations

import hashlib
import re
import secrets
from typing import Final

from fastapi import Request, Response

from hoidap.api.access.caller import Caller, CallerKind
from hoidap.api.entrance.visit import visit_of

COOKIE: Final = "hoidap_browser"

#: Random bytes of a secret: it cannot be guessed.
_SECRET_BYTES: Final = 32
_SECRET: Final = re.compile(r"[A-Za-z0-9_-]{43}")
#: Seconds that a browser keeps it: a year, renewed with every pack.
_KEPT_SECONDS: Final = 365 * 24 * 3600


def owner_of(request: Request, caller: Caller) -> str:
    """The owner of what ``caller`` had made; a stranger without a secret owns nothing."""
    if not _is_stranger(request, caller):
        return caller.id
    return _owner(caller, _secret(request) or secrets.token_urlsafe(_SECRET_BYTES))


def new_owner(request: Request, response: Response, caller: Caller) -> str:
    """The owner of what ``caller`` is having made; gives a stranger's browser its secret."""
    if not _is_stranger(request, caller):
        return caller.id
    secret = _secret(request) or secrets.token_urlsafe(_SECRET_BYTES)
    response.set_cookie(
        COOKIE,
        secret,
        max_age=_KEPT_SECONDS,
        secure=request.url.scheme == "https",
        httponly=True,
        samesite="strict",
    )
    return _owner(caller, secret)


def _is_stranger(request: Request, caller: Caller) -> bool:
    return caller.kind is CallerKind.ANONYMOUS and not visit_of(request.scope).origin.local


def _secret(request: Request) -> str | None:
    given = request.cookies.get(COOKIE, "")
    return given if _SECRET.fullmatch(given) else None


def _owner(caller: Caller, secret: str) -> str:
    return f"{caller.id}:{hashlib.sha256(secret.encode()).hexdigest()}"
