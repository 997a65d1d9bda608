"""Places to work in, and a bounded queue before them.

Answering is limited by the processor, so more requests at once only make every
one slower.  A few are worked on, some more wait in order of arrival, and the
rest is turned away at once: a request that would wait longer than its client
does is work for nobody.  The expected wait is the queue's length times the
mean time of the last requests.

Who waits for a language model steps aside: his place goes to the next, and when
the model has ended he comes before all who wait.  He still holds a thread, so
only a few may step aside; the others do without the model.

Everything but ``Place.aside`` happens in the event loop's thread; there are no locks.
"""

from __future__ import annotations

import asyncio
import time
from collections import deque
from collections.abc import AsyncIterator, Callable, Coroutine, Iterator
from concurrent.futures import CancelledError
from contextlib import asynccontextmanager, contextmanager, suppress
from threading import BoundedSemaphore
from typing import Any

from hoidap.answering.generative.waiting import CrowdedError
from hoidap.api.entrance.intake import ClientGoneError
from hoidap.errors import TooManyRequestsError

#: Weight of the newest request in the mean of how long one takes: about the last twenty count.
NEWEST = 0.05
#: Longest time a client is asked to wait before it tries again, in seconds.
LONGEST_RETRY = 30.0
#: Requests that may wait for a language model beside those that compute; each holds a thread,
#: and a model's server answers fewer at a time.
ASIDE = 16


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
        self.asides = BoundedSemaphore(ASIDE)

    @property
    def running(self) -> int:
        """Requests being worked on."""
        return self._taken

    @property
    def waiting(self) -> int:
        """Requests that wait for their turn."""
        return len(self._queue)

    @asynccontextmanager
    async def place(self, gone: Callable[[], Coroutine[Any, Any, object]]) -> AsyncIterator[Place]:
        """A place until the block ends.

        ``gone`` returns when the client has gone; it then leaves the queue.
        Raises TooManyRequestsError when the queue is full, would take too long,
        or took too long, and ClientGoneError.
        """
        arrived = self._clock()
        await self._enter(gone)
        began = self._clock()
        place = Place(self, began - arrived, began)
        try:
            yield place
        finally:
            place.end()

    def taken_over(self) -> float:
        """A place is worked in from now on; gives the time for ``given_up``."""
        return self._clock()

    def given_up(self, began: float) -> None:
        """A place is no longer worked in."""
        took = self._clock() - began
        self._mean = took if self._mean == 0 else self._mean + NEWEST * (took - self._mean)
        self._leave()

    async def come_back(self) -> None:
        """Take a place before all who wait."""
        if self._taken < self._places:
            self._taken += 1
            return
        turn: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._queue.appendleft(turn)
        try:
            await turn
        except asyncio.CancelledError:
            if turn.done() and not turn.cancelled():
                self._leave()
            else:
                self._queue.remove(turn)
            raise

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


class Place:
    """A place that one request works in; ``waited`` is the time until it had it, in seconds."""

    def __init__(self, slots: Slots, waited: float, began: float) -> None:
        self.waited = waited
        self._slots = slots
        self._loop = asyncio.get_running_loop()
        self._began: float | None = began
        self._has_ended = False

    @contextmanager
    def aside(self) -> Iterator[None]:
        """In a thread of the request: give the place to others while the block runs.

        Raises CrowdedError when too many have done so.
        """
        if not self._slots.asides.acquire(blocking=False):
            raise CrowdedError(f"{ASIDE} requests wait for the model already")
        try:
            self._loop.call_soon_threadsafe(self._give_up)
            yield
        finally:
            self._slots.asides.release()
            if not _is_in_a_loop():  # where a block that was left unfinished is cleared away
                coming = asyncio.run_coroutine_threadsafe(self._come_back(), self._loop)
                with suppress(CancelledError, TimeoutError):
                    coming.result(LONGEST_RETRY)

    def end(self) -> None:
        """The request has ended."""
        self._has_ended = True
        self._give_up()

    def _give_up(self) -> None:
        if self._began is not None:
            self._slots.given_up(self._began)
            self._began = None

    async def _come_back(self) -> None:
        if self._has_ended or self._began is not None:
            return
        await self._slots.come_back()
        self._began = self._slots.taken_over()
        if self._has_ended:  # meanwhile
            self._give_up()


def _is_in_a_loop() -> bool:
    try:
        asyncio.get_running_loop()
    except RuntimeError:
        return False
    return True
