"""The portal's public keys (JSON Web Key Set, RFC 7517), from a file or an intranet address.

A set at an address is asked for in a thread of its own: at the beginning, when
it has become old, and soon after a token names a key that is not known.  Nobody
waits for that thread but, for a moment, a few whose key is not known.  However
the address fails, the keys known so far go on.
"""

from __future__ import annotations

import http.client
import json
import logging
import socket
import threading
import time
from contextlib import suppress
from pathlib import Path
from typing import Final
from urllib.parse import urlsplit

import jwt

from hoidap.errors import CredentialError

logger = logging.getLogger(__name__)

#: A key set from an address is kept this long, so that a portal may change its keys,
KEPT_SECONDS: Final = 300.0
#: and asked for again at most this often when a token names an unknown key.
ASKED_EVERY: Final = 30.0
#: A key set has a few keys of 1 kB; the portal answers at once or not at all.
LARGEST_SET: Final = 100_000
FETCH_SECONDS: Final = 5.0
#: A token with an unknown key waits so long for a set that is being asked for, and so many may
#: wait: fewer than there are threads that look credentials up.
WAIT_SECONDS: Final = 1.0
WAITERS: Final = 2
#: NIST SP 800-131A: shorter RSA keys sign nothing any more.
SHORTEST_KEY: Final = 2048

Keys = dict[str | None, jwt.PyJWK]


class KeySet:
    """The RS256 keys of the portal, by key id; may be shared by threads."""

    def __init__(self, source: str) -> None:
        self._source = source
        self._is_remote = source.startswith(("http://", "https://"))
        self._keys: Keys = {}
        self._changed: float | None = None
        self._asked_at = float("-inf")
        self._lock = threading.Lock()
        self._settled = threading.Event()
        self._settled.set()
        self._waiters = threading.BoundedSemaphore(WAITERS)
        if self._is_remote:
            self._ask()

    def key(self, key_id: str | None) -> jwt.PyJWK:
        """The key of this id; the only key there is for a token that names none.

        Raises CredentialError when there is none.
        """
        if not self._is_remote:
            self._follow_file()
        found = self._find(key_id)
        if self._is_remote:
            age = time.monotonic() - self._asked_at
            if age > (KEPT_SECONDS if found else ASKED_EVERY):
                self._ask()
            if found is None and self._wait():
                found = self._find(key_id)
        if found is None:
            raise CredentialError(
                "The token is not accepted: signed with a key that the key set does not hold.",
                "Sign in to the portal again for a new one.",
            )
        return found

    def count(self) -> int:
        """How many keys the set holds now; 0 when it cannot be read."""
        if not self._is_remote:
            self._read()
        else:
            self._settled.wait(FETCH_SECONDS + WAIT_SECONDS)
        return len(self._keys)

    def _find(self, key_id: str | None) -> jwt.PyJWK | None:
        keys = self._keys
        if key_id is None and len(keys) == 1:
            return next(iter(keys.values()))
        return keys.get(key_id)

    def _follow_file(self) -> None:
        with self._lock:
            if _changed(self._source) != self._changed or not self._keys:
                self._read()

    def _ask(self) -> None:
        """Ask for the set in a thread, unless one is at it."""
        with self._lock:
            if not self._settled.is_set():
                return
            self._asked_at = time.monotonic()
            self._settled.clear()
        threading.Thread(target=self._asking, name="key set", daemon=True).start()

    def _asking(self) -> None:
        try:
            self._read()
        finally:
            self._settled.set()

    def _wait(self) -> bool:
        """Whether the set that is being asked for has come; few may wait for it."""
        if not self._waiters.acquire(blocking=False):
            return False
        try:
            return self._settled.wait(WAIT_SECONDS)
        finally:
            self._waiters.release()

    def _read(self) -> None:
        changed = None if self._is_remote else _changed(self._source)
        try:
            raw = fetched(self._source) if self._is_remote else _file(self._source)
            keys = _usable(json.loads(raw))
        except (
            OSError,
            ValueError,
            TypeError,
            AttributeError,
            RecursionError,
            http.client.HTTPException,
            jwt.PyJWTError,
        ) as error:
            # The keys known so far stay.  The caller is not told where the set stands.
            logger.warning("The key set %s cannot be read: %s", self._source, error)
            return
        self._changed = changed
        self._keys = keys


def _usable(given: object) -> Keys:
    """The keys that may sign tokens.  Raises ValueError when there is none."""
    if not isinstance(given, dict):
        raise ValueError("it is no JSON object")
    keys: Keys = {}
    for each in jwt.PyJWKSet.from_dict(given).keys:
        if each.key_type != "RSA" or each.public_key_use not in (None, "sig"):
            continue
        if each.key.key_size < SHORTEST_KEY:
            logger.warning(
                "The key %r of the portal has %d bits and is refused; the least is %d.",
                each.key_id,
                each.key.key_size,
                SHORTEST_KEY,
            )
            continue
        keys[each.key_id] = each
    if not keys:
        raise ValueError(f"it holds no RSA key of {SHORTEST_KEY} bits or more")
    return keys


def fetched(address: str, seconds: float = FETCH_SECONDS) -> bytes:
    """What an address answers.

    No proxy is asked and no redirect followed: an intranet address must not be
    asked of the outside, and a key set stands where the operator said.  Raises
    OSError or HTTPException, also when the answer is not there after
    ``seconds``, however it drips in, and ValueError when it is too large.
    """
    parts = urlsplit(address)
    kind = http.client.HTTPSConnection if parts.scheme == "https" else http.client.HTTPConnection
    connection = kind(parts.hostname or "", parts.port, timeout=seconds)
    late = threading.Event()

    def cut_off() -> None:
        late.set()
        with suppress(OSError, AttributeError):
            connection.sock.shutdown(socket.SHUT_RDWR)

    timer = threading.Timer(seconds, cut_off)
    timer.daemon = True
    timer.start()
    try:
        path = f"{parts.path or '/'}?{parts.query}" if parts.query else parts.path or "/"
        connection.request("GET", path, headers={"Accept": "application/json"})
        answer = connection.getresponse()
        if answer.status != http.client.OK:
            raise OSError(f"the address answered {answer.status}")
        body = answer.read(LARGEST_SET + 1)
        if late.is_set():
            raise OSError(f"the address took longer than {seconds:g} s")
    finally:
        timer.cancel()
        connection.close()
    if len(body) > LARGEST_SET:
        raise ValueError(f"it is larger than {LARGEST_SET} bytes")
    return body


def _file(path: str) -> bytes:
    with Path(path).open("rb") as stream:
        return stream.read(LARGEST_SET)


def _changed(path: str) -> float | None:
    try:
        return Path(path).stat().st_mtime
    except OSError:
        return None
