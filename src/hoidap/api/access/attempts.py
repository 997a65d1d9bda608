"""Slows down guessing: after some refused keys an address has to wait.

Every refusal beyond ``FREE`` doubles the wait, up to ``LONGEST``; quiet time
forgives.  A key that was accepted from the same address before is still looked
at, so one guesser behind a shared address does not lock out the portal that
works there.  Portal tokens do not count: expired ones are everyday life.
"""

from __future__ import annotations

import time
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass, field
from threading import Lock

from hoidap.errors import TooManyRequestsError

#: Refusals that cost nothing: a wrongly pasted key, a script with a revoked one.
FREE = 10
#: Seconds to wait after the first refusal beyond, and at most: guessing 256 bits is hopeless
#: anyway, so a wait only has to keep the noise down and must not lock an office out for long.
SHORTEST = 1.0
LONGEST = 60.0
#: Seconds without a refusal after which everything is forgiven.
FORGIVEN_AFTER = 1800.0
#: Addresses remembered, about 300 bytes each; the longest quiet one goes first.
ADDRESSES = 10_000
#: Accepted keys remembered for each address.
TRUSTED = 64


@dataclass(slots=True)
class _Record:
    refused: int = 0
    last: float = 0.0
    until: float = 0.0
    trusted: OrderedDict[bytes, None] = field(default_factory=OrderedDict)


class Attempts:
    """Refused keys by address; may be shared by threads."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._records: OrderedDict[str, _Record] = OrderedDict()
        self._lock = Lock()

    def check(self, address: str, fingerprint: bytes) -> None:
        """Raise TooManyRequestsError while ``address`` has to wait.

        ``fingerprint`` is a digest of the key offered.
        """
        with self._lock:
            record = self._records.get(address)
            if record is None or fingerprint in record.trusted:
                return
            left = record.until - self._clock()
        if left > 0:
            raise TooManyRequestsError("Too many refused keys from this address.", left)

    def refused(self, address: str) -> None:
        """Remember a refusal."""
        now = self._clock()
        with self._lock:
            record = self._record(address)
            if now - record.last > FORGIVEN_AFTER:
                record.refused = 0
            record.refused += 1
            record.last = now
            beyond = record.refused - FREE
            if beyond > 0:
                record.until = now + min(SHORTEST * 2 ** min(beyond - 1, 16), LONGEST)

    def accepted(self, address: str, fingerprint: bytes) -> None:
        """Remember that a key was good."""
        with self._lock:
            record = self._record(address)
            record.trusted[fingerprint] = None
            record.trusted.move_to_end(fingerprint)
            while len(record.trusted) > TRUSTED:
                record.trusted.popitem(last=False)

    def _record(self, address: str) -> _Record:
        record = self._records.setdefault(address, _Record())
        self._records.move_to_end(address)
        while len(self._records) > ADDRESSES:
            self._records.popitem(last=False)
        return record
