"""Places to work in, and a bounded queue before them.

Answering is limited by the processor, so more requests at once only make every
one slower.  A few are worked on, some more wait in order of arrival, and the
rest is turned away at once: a request that would wait longer than its client
does is work for nobody.  The expected wait is the queue's length times the
mean time of the last requests.

Everything happens in the event loop's thread; there are no locks.
"""

from __future__ import annotations

import asyncio
import time
from collections import deque
from collections.abc import AsyncIterator, Callable, Coroutine
from contextlib import asynccontextmanager
from typing import Any

from hoidap.api.entrance.intake import ClientGoneError
from hoidap.errors import TooManyRequestsError

#: Weight of the newest request in the mean of how long one takes: about the last twenty count.
NEWEST = 0.05
#: Longest time a client is asked to wait before it tries again, in seconds.
LONGEST_RETRY = 30.0


class Slots:
    """``running`` places and a queue of ``waiting``; nobody waits longer than ``patience`` s."""

    def __init__(
        self,
        running: int,
        waiting: int,
        patience: float,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._places = running
        self._most_waiting = waiting
        self._patience = patience
        self._clock = clock
        self._taken = 0
        self._queue: deque[asyncio.Future[None]] = deque()
        self._mean = 0.0

    @property
    def running(self) -> int:
        """Requests being worked on."""
        return self._taken

    @property
    def waiting(self) -> int:
        """Requests that wait for their turn."""
        return len(self._queue)

    @asynccontextmanager
    async def place(self, gone: Callable[[], Coroutine[Any, Any, object]]) -> AsyncIterator[float]:
        """A place until the block ends; gives the seconds waited for it.

        ``gone`` returns when the client has gone; it then leaves the queue.
        Raises TooManyRequestsError when the queue is full, would take too long,
        or took too long, and ClientGoneError.
        """
        arrived = self._clock()
        await self._enter(gone)
        began = self._clock()
        try:
            yield began - arrived
        finally:
            took = self._clock() - began
            self._mean = took if self._mean == 0 else self._mean + NEWEST * (took - self._mean)
            self._leave()

    def expected_wait(self) -> float:
        """Seconds until a request that comes now would have its turn."""
        if self._taken < self._places:
            return 0.0
        return (self.waiting + 1) * self._mean / self._places

    def require_room(self) -> None:
        """Raises TooManyRequestsError when one more request would be refused at once."""
        expected = self.expected_wait()
        full = self._taken >= self._places and self.waiting >= self._most_waiting
        if full or expected > self._patience:
            raise self._refused(expected)

    async def _enter(self, gone: Callable[[], Coroutine[Any, Any, object]]) -> None:
        if self._taken < self._places:
            self._taken += 1
            return
        self.require_room()
        expected = self.expected_wait()
        turn: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        left: asyncio.Future[Any] = asyncio.ensure_future(gone())
        self._queue.append(turn)
        try:
            await asyncio.wait(
                {turn, left}, timeout=self._patience, return_when=asyncio.FIRST_COMPLETED
            )
        except asyncio.CancelledError:
            if turn.done():
                self._leave()  # the turn came in the moment of giving up
            raise
        finally:
            left_queue = left.done()
            left.cancel()
            if not turn.done():
                self._queue.remove(turn)
        if not turn.done():
            raise ClientGoneError if left_queue else self._refused(expected)

    def _leave(self) -> None:
        """Pass the place on to the next in the queue, or give it back."""
        if self._queue:
            self._queue.popleft().set_result(None)
        else:
            self._taken -= 1

    def _refused(self, expected: float) -> TooManyRequestsError:
        return TooManyRequestsError(
            f"{self._taken} requests are being worked on and {self.waiting} wait.",
            min(max(expected, 1.0), LONGEST_RETRY),
        )
