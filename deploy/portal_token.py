"""How a portal's backend signs the token that the widget passes on (PyJWT).

HoiDap is told the same with HOIDAP_PORTAL_ISSUER and HOIDAP_PORTAL_SECRET.  The
secret stays on the two servers; the page gets the token, which ends soon.  Any
language's JWT library does the same.
"""

from __future__ import annotations

import time

import jwt

#: Who signs: the portal's own address, as HOIDAP_PORTAL_ISSUER says it.
ISSUER = "https://portal.example.vn"
#: For whom, as HOIDAP_PORTAL_AUDIENCE says it.
AUDIENCE = "hoidap"
#: Seconds that a token is good for; the page asks for a new one before.
LIFETIME = 15 * 60


def sign(user: str, groups: list[str], secret: str) -> str:
    """A token for ``user``, who belongs to ``groups``: names as documents' ``access`` has them."""
    now = int(time.time())
    claims = {
        "iss": ISSUER,
        "aud": AUDIENCE,
        "sub": user,
        "iat": now,
        "exp": now + LIFETIME,
        "groups": groups,
    }
    return jwt.encode(claims, secret, algorithm="HS256")
