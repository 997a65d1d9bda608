"""The gate: from a request's headers to its caller.

Keys come as ``Authorization: Bearer hoidap_...`` or ``X-API-Key``, portal tokens
as ``Authorization: Bearer``.  A request without either is anonymous, if the
settings allow that.  A credential that is offered must be good: a wrong one is
refused and not taken for anonymous, so that a portal notices.
"""

from __future__ import annotations

import hashlib
import time
from collections import OrderedDict
from threading import Lock

from starlette.datastructures import Headers

from hoidap.api.access.attempts import Attempts
from hoidap.api.access.caller import Caller, anonymous
from hoidap.api.access.keys import KeyStore, looks_like_key
from hoidap.api.access.origin import Origin, is_loopback
from hoidap.api.access.tokens import PortalTokens
from hoidap.errors import CredentialError
from hoidap.settings import Settings

KEY_HEADER = "X-API-Key"

#: Seconds for which an accepted key is not looked up again: how late its revocation or expiry
#: can be.  Tokens are checked every time.
KEPT_SECONDS = 2.0
#: Accepted keys kept; an installation has a handful.
KEPT = 1000


class Gate:
    """Tells who calls; may be shared by threads."""

    def __init__(self, settings: Settings) -> None:
        """Raises SettingsError when the settings for tokens contradict each other."""
        self._settings = settings
        self._keys = KeyStore(settings.data)
        self._tokens = PortalTokens(settings)
        self._attempts = Attempts()
        self._kept: OrderedDict[bytes, tuple[float, Caller]] = OrderedDict()
        self._lock = Lock()

    def caller(self, headers: Headers, origin: Origin) -> Caller:
        """Who calls.

        Raises CredentialError for a missing or wrong credential and
        TooManyRequestsError after too many wrong keys from one address.
        """
        credential = _credential(headers)
        if credential is None:
            return self._anonymous(origin)
        if not looks_like_key(credential):
            return self._tokens.caller(credential)
        return self._key_holder(credential, origin)

    def caller_at_once(self, headers: Headers, origin: Origin) -> Caller | None:
        """Who calls, where nothing has to be looked up: nobody named, or a key accepted just now.

        None where ``caller`` must be asked, which may take time.  Raises CredentialError.
        """
        credential = _credential(headers)
        if credential is None:
            return self._anonymous(origin)
        return self._look_up(_fingerprint(credential)) if looks_like_key(credential) else None

    def _key_holder(self, key: str, origin: Origin) -> Caller:
        fingerprint = _fingerprint(key)
        kept = self._look_up(fingerprint)
        if kept is not None:
            return kept
        self._attempts.check(origin.address, fingerprint)
        try:
            caller = self._keys.caller(key)
        except CredentialError:
            self._attempts.refused(origin.address)
            raise
        self._attempts.accepted(origin.address, fingerprint)
        self._keep(fingerprint, caller)
        return caller

    def _anonymous(self, origin: Origin) -> Caller:
        if self._settings.anonymous == "on":
            return anonymous(self._settings.anonymous_labels)
        if self._settings.anonymous == "auto" and is_loopback(self._settings.host) and origin.local:
            return anonymous(self._settings.anonymous_labels)
        raise CredentialError(
            "No key or token was sent.",
            f"Send Authorization: Bearer with a key or a portal token, or {KEY_HEADER} with a key.",
        )

    def _look_up(self, fingerprint: bytes) -> Caller | None:
        with self._lock:
            until, caller = self._kept.get(fingerprint, (0.0, None))
        return caller if time.monotonic() < until else None

    def _keep(self, fingerprint: bytes, caller: Caller) -> None:
        with self._lock:
            self._kept[fingerprint] = (time.monotonic() + KEPT_SECONDS, caller)
            self._kept.move_to_end(fingerprint)
            while len(self._kept) > KEPT:
                self._kept.popitem(last=False)

    def close(self) -> None:
        """Close the file of keys."""
        self._keys.close()


def _fingerprint(key: str) -> bytes:
    return hashlib.sha256(key.encode("utf-8", "surrogatepass")).digest()


def _credential(headers: Headers) -> str | None:
    """What a request offers; two different credentials are refused."""
    bearers = headers.getlist("authorization")
    offered = set(headers.getlist(KEY_HEADER))
    for each in bearers:
        scheme, _, value = each.partition(" ")
        if scheme.lower() != "bearer":
            raise CredentialError("Authorization must begin with Bearer.", "Bearer KEY_OR_TOKEN")
        offered.add(value.strip())
    if len(offered) > 1:
        raise CredentialError("Several credentials were sent.", "Send one.")
    return offered.pop() if offered else None
