"""A circuit breaker: after several failures in a row nobody waits for the model any more.

After Nygard, *Release It!*, ch. 5.  Closed, every call goes through.  After
``FAILURES`` in a row it opens and calls fail at once; after ``PAUSE`` seconds
one call is let through to try, and its outcome closes or opens it again.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from threading import Lock
from typing import Final

#: One failure is a hiccup, two may be; with three the model is down.
FAILURES: Final = 3
#: A restarted model server loads its weights in less than a minute.
PAUSE: Final = 30.0


class CircuitBreaker:
    """Counts failures; thread-safe."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._lock = Lock()
        self._failures = 0
        self._opened_at: float | None = None

    def allows(self) -> bool:
        """Whether a call may be made; a call that tries after a pause is let through alone."""
        with self._lock:
            if self._opened_at is None:
                return True
            if self._clock() - self._opened_at < PAUSE:
                return False
            self._opened_at = self._clock()  # the next one waits for this one's outcome
            return True

    def succeeded(self) -> None:
        """A call went well."""
        with self._lock:
            self._failures, self._opened_at = 0, None

    def failed(self) -> None:
        """A call failed or took too long."""
        with self._lock:
            self._failures += 1
            if self._failures >= FAILURES:
                self._opened_at = self._clock()
