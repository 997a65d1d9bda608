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

import json
import logging
import time
from collections.abc import Mapping
from pathlib import Path
from threading import Lock
from typing import Any
from urllib.error import URLError
from urllib.request import HTTPRedirectHandler, ProxyHandler, build_opener

import jwt

from hoidap.api.access.caller import Caller, portal_user
from hoidap.errors import CredentialError, SettingsError
from hoidap.settings import Settings

logger = logging.getLogger(__name__)

#: Clocks of portal and server may differ by this many seconds.
LEEWAY = 10
#: Longest token looked at; a cookie-sized one is 4 kB, and many groups take some more.
LONGEST_TOKEN = 16_384
#: Longest subject, longest group name, most groups: names, not contents.
LONGEST_NAME = 200
MOST_GROUPS = 200
#: A key set from an address is kept this long, so that a portal may change its keys,
KEPT_SECONDS = 300.0
#: and asked for again at most this often when a token names an unknown key.
ASKED_EVERY = 30.0
#: A key set has a few keys of 1 kB; the portal answers at once or not at all.
LARGEST_SET = 100_000
FETCH_SECONDS = 5.0

_HMAC, _RSA = "HS256", "RS256"
_REQUIRED = ("exp", "iat", "iss", "aud", "sub")
#: Group names that would widen what partitions mean: a partition's key joins names with "|".
_NOT_IN_GROUPS = "|"


class KeySet:
    """The RS256 keys of the portal, by key id; may be shared by threads."""

    def __init__(self, source: str) -> None:
        self._source = source
        self._keys: dict[str | None, jwt.PyJWK] = {}
        self._read_at = float("-inf")
        self._changed: float | None = None
        self._lock = Lock()

    def key(self, key_id: str | None) -> jwt.PyJWK:
        """The key of this id; the only key there is for a token that names none.

        Raises CredentialError when there is none, or the set cannot be read.
        """
        with self._lock:
            age = time.monotonic() - self._read_at
            if age > (KEPT_SECONDS if self._find(key_id) else ASKED_EVERY) or self._is_newer():
                self._refresh()
            found = self._find(key_id)
        if found is None:
            raise _refused("signed with a key that the key set does not hold")
        return found

    def count(self) -> int:
        """How many keys the set holds now; 0 when it cannot be read."""
        with self._lock:
            self._refresh()
            return len(self._keys)

    def _find(self, key_id: str | None) -> jwt.PyJWK | None:
        if key_id is None and len(self._keys) == 1:
            return next(iter(self._keys.values()))
        return self._keys.get(key_id)

    def _is_newer(self) -> bool:
        return not _is_address(self._source) and _changed(self._source) != self._changed

    def _refresh(self) -> None:
        self._read_at = time.monotonic()
        try:
            raw = _fetch(self._source) if _is_address(self._source) else _read(self._source)
            keys = jwt.PyJWKSet.from_dict(json.loads(raw)).keys
        except (OSError, ValueError, jwt.PyJWTError, jwt.PyJWKError) as error:
            # The keys known so far stay.  The caller is not told where the set stands.
            logger.warning("The key set %s cannot be read: %s", self._source, error)
            return
        self._changed = None if _is_address(self._source) else _changed(self._source)
        self._keys = {each.key_id: each for each in keys if each.key_type == "RSA"}


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


def _is_address(source: str) -> bool:
    return source.startswith(("http://", "https://"))


def _changed(path: str) -> float | None:
    try:
        return Path(path).stat().st_mtime
    except OSError:
        return None


def _read(path: str) -> bytes:
    with Path(path).open("rb") as stream:
        return stream.read(LARGEST_SET)


class _NoRedirect(HTTPRedirectHandler):
    """A key set stands where the operator said, not where an answer points."""

    def redirect_request(self, *_: Any) -> None:
        """Follow nothing."""


def _fetch(address: str) -> bytes:
    # No proxy: an intranet address must not be asked of the outside.
    opener = build_opener(ProxyHandler({}), _NoRedirect)
    try:
        with opener.open(address, timeout=FETCH_SECONDS) as answer:
            body: bytes = answer.read(LARGEST_SET)
            return body
    except URLError as error:
        raise OSError(str(error.reason)) from error


def _refused(why: str) -> CredentialError:
    return CredentialError(
        f"The token is not accepted: {why}.", "Sign in to the portal again for a new one."
    )
