"""Requests per minute, by key, user or address: token buckets.

A bucket holds one minute's requests, so a page that loads twenty things at
once is not punished, and fills again evenly.  State is one time stamp a bucket
(the generic cell rate algorithm, ITU-T I.371), kept in this process: behind
several replicas every one counts for itself.
"""

from __future__ import annotations

import time
from collections import OrderedDict
from collections.abc import Callable
from threading import Lock

from hoidap.errors import TooManyRequestsError

#: Buckets kept, some 150 bytes each; the longest unused one is forgotten first.
BUCKETS = 20_000
MINUTE = 60.0


class Rates:
    """Counts requests by name; may be shared by threads."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._full_at: OrderedDict[str, float] = OrderedDict()
        self._lock = Lock()

    def take(self, name: str, per_minute: int) -> None:
        """Count one request of ``name``.  Raises TooManyRequestsError beyond ``per_minute``."""
        now = self._clock()
        each = MINUTE / per_minute
        with self._lock:
            full_at = max(self._full_at.get(name, now), now)
            wait = full_at + each - now - MINUTE
            if wait <= 1e-9:  # rounding of sums must not cost the last request of a minute
                self._full_at[name] = full_at + each
                self._full_at.move_to_end(name)
                while len(self._full_at) > BUCKETS:
                    self._full_at.popitem(last=False)
                return
        raise TooManyRequestsError(f"More than {per_minute} requests a minute.", wait)
