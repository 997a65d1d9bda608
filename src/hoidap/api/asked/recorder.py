"""Records questions without keeping anybody waiting.

Questions are handed to a thread that writes them together.  When it cannot keep
up, the newest are dropped: a list of what is asked most needs no single one.
Once an hour what is older than the settings allow is deleted, also when nothing
is recorded any more.
"""

from __future__ import annotations

import logging
import queue
import threading
import time
from datetime import timedelta

from hoidap.api.asked.store import Asked, QuestionStore
from hoidap.api.feedback_store import FeedbackStore
from hoidap.api.state import now
from hoidap.errors import StorageError

logger = logging.getLogger(__name__)

#: Questions that wait to be written, some seconds of the busiest server.
WAITING = 1000
#: Seconds between two writes: one commit for all questions in between.
WRITE_EVERY = 0.5
#: Seconds between two deletions of what has become too old.
CLEAR_EVERY = 3600.0
#: Seconds that stopping waits for the last write.
STOP_SECONDS = 5.0


class Recorder:
    """A thread that writes questions down."""

    def __init__(self, store: QuestionStore, feedback: FeedbackStore, days: int) -> None:
        self._store = store
        self._feedback = feedback
        self._days = days
        self._waiting: queue.Queue[Asked] = queue.Queue(WAITING)
        self._stopping = threading.Event()
        self._thread: threading.Thread | None = None
        self._cleared = float("-inf")
        self._batch: list[Asked] = []  # taken out of the queue, not written yet
        self._is_failing = False

    def start(self) -> None:
        """Begin."""
        self._thread = threading.Thread(target=self._loop, name="questions", daemon=True)
        self._thread.start()

    def record(self, asked: Asked) -> None:
        """Hand over a question; never waits, never fails."""
        try:
            self._waiting.put_nowait(asked)
        except queue.Full:
            logger.warning("a question was not recorded: too many wait to be written")

    def stop(self) -> None:
        """Write what waits, and end."""
        self._stopping.set()
        if self._thread is not None:
            self._thread.join(STOP_SECONDS)

    def flush(self) -> None:
        """Write what waits now."""
        while not self._waiting.empty() and len(self._batch) < WAITING:
            self._batch.append(self._waiting.get_nowait())
        if self._batch:
            self._store.add(self._batch)
            self._batch = []

    def clear(self) -> None:
        """Delete what is older than it may be."""
        before = now() - timedelta(days=self._days)
        gone = self._store.forget_before(before) + self._feedback.forget_before(before)
        if gone:
            logger.info("%d recorded questions and votes were deleted for their age", gone)

    def _loop(self) -> None:
        while not self._stopping.wait(WRITE_EVERY):
            self._step()
        self._step()
        self._store.close()

    def _step(self) -> None:
        try:
            self.flush()
            if time.monotonic() - self._cleared > CLEAR_EVERY:
                self._cleared = time.monotonic()
                self.clear()
            self._is_failing = False
        except StorageError as error:
            if not self._is_failing:  # said once, or the log would fill the disk
                logger.error("questions wait to be recorded: %s", error)
            self._is_failing = True
        except Exception:
            logger.exception("questions could not be recorded")
