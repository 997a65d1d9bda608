"""Tokens that the portal signs for its users (JSON Web Tokens, RFC 7519).

The portal's backend signs a short-lived token for the user who is logged in
there; the widget passes it on.  No lasting secret ever stands in a page.

Accepted are HS256, with the setting's secret, and RS256, with a key set (RFC
7517) from a file or an intranet address.  The algorithm decides which key is
looked at, never the other way round, so a public key cannot be abused as a
secret.  Issuer, audience, expiry and lifetime are checked, as RFC 8725 asks;
``groups``, a list of names, becomes access labels.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import jwt

from hoidap.api.access.caller import Caller, portal_user
from hoidap.api.access.key_set import KeySet
from hoidap.errors import CredentialError, SettingsError
from hoidap.settings import Settings

#: Clocks of portal and server may differ by this many seconds.
LEEWAY = 10
#: Longest token looked at; a cookie-sized one is 4 kB, and many groups take some more.
LONGEST_TOKEN = 16_384
#: Longest subject, longest group name, most groups: names, not contents.
LONGEST_NAME = 200
MOST_GROUPS = 200

_HMAC, _RSA = "HS256", "RS256"
_REQUIRED = ("exp", "iat", "iss", "aud", "sub")
#: Group names that would widen what partitions mean: a partition's key joins names with "|".
_NOT_IN_GROUPS = "|"


class PortalTokens:
    """Checks tokens as the settings say; may be shared by threads."""

    def __init__(self, settings: Settings) -> None:
        """Raises SettingsError when an issuer is set and nothing to check signatures with."""
        self._issuer = settings.portal_issuer
        self._audience = settings.portal_audience
        self._longest = settings.portal_token_minutes * 60
        self._secret = settings.portal_secret.get_secret_value()
        self._keys = KeySet(settings.portal_jwks) if settings.portal_jwks else None
        if bool(self._issuer) != bool(self._secret or self._keys):
            raise SettingsError(
                "HOIDAP_PORTAL_ISSUER is set without a key, or a key without an issuer.",
                "Set HOIDAP_PORTAL_ISSUER and one of HOIDAP_PORTAL_SECRET, HOIDAP_PORTAL_JWKS.",
            )

    @property
    def accepted(self) -> bool:
        """Whether any token can be accepted."""
        return bool(self._issuer)

    def caller(self, token: str) -> Caller:
        """The user whom a token names.  Raises CredentialError, which names the reason."""
        if not self.accepted or len(token) > LONGEST_TOKEN:
            raise _refused("no tokens are accepted here")
        try:
            header = jwt.get_unverified_header(token)
            claims = jwt.decode(
                token,
                self._key(header),
                algorithms=[header["alg"]],
                audience=self._audience,
                issuer=self._issuer,
                leeway=LEEWAY,
                options={"require": list(_REQUIRED)},
            )
            lifetime = float(claims["exp"]) - float(claims["iat"])
        except (jwt.PyJWTError, ValueError, TypeError, OverflowError, RecursionError) as error:
            raise _refused(str(error)) from error
        if not lifetime <= self._longest + LEEWAY:
            raise _refused(f"it lives longer than {self._longest // 60} minutes")
        return portal_user(_name(claims["sub"]), _groups(claims))

    def _key(self, header: Mapping[str, Any]) -> str | jwt.PyJWK:
        algorithm = header.get("alg")
        if algorithm == _HMAC and self._secret:
            return self._secret
        if algorithm == _RSA and self._keys is not None:
            return self._keys.key(header.get("kid"))
        raise _refused("its algorithm is not accepted")


def _groups(claims: Mapping[str, Any]) -> list[str]:
    given = claims.get("groups", [])
    if not isinstance(given, list) or len(given) > MOST_GROUPS:
        raise _refused(f"groups is no list of at most {MOST_GROUPS} names")
    return [_name(each) for each in given]


def _name(given: object) -> str:
    fits = isinstance(given, str) and given.strip() and len(given) <= LONGEST_NAME
    if not fits or _NOT_IN_GROUPS in str(given) or not str(given).isprintable():
        raise _refused("its subject or a group is no name")
    return str(given)


def _refused(why: str) -> CredentialError:
    return CredentialError(
        f"The token is not accepted: {why}.", "Sign in to the portal again for a new one."
    )
