"""A thread beside the server that works off what waits in a store."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable
from enum import StrEnum

from hoidap.errors import StorageError


class WorkState(StrEnum):
    """How far a piece of work is: a job with a document, a pack that is made."""

    QUEUED = "queued"
    RUNNING = "running"
    DONE = "done"
    FAILED = "failed"


logger = logging.getLogger(__name__)

#: Seconds between two looks for work that another server on this data folder was given.
LOOK_EVERY = 15.0
#: Seconds that stopping waits for the thread.
STOP_SECONDS = 15.0


class WorkerThread:
    """Calls ``step`` until it says that nothing waits, then sleeps until woken or ``LOOK_EVERY``.

    A step that fails is logged and tried again after the pause.
    """

    def __init__(self, name: str, step: Callable[[], bool]) -> None:
        """``step`` does one piece of work; False when there was none to do."""
        self._step = step
        self._wake = threading.Event()
        self._stopping = threading.Event()
        self._thread = threading.Thread(target=self._loop, name=name, daemon=True)

    @property
    def is_stopping(self) -> bool:
        """Whether the server stops: a step that takes long gives up then."""
        return self._stopping.is_set()

    def start(self) -> None:
        """Begin; what an earlier server left behind comes first."""
        self._thread.start()

    def wake(self) -> None:
        """Say that there is something to do."""
        self._wake.set()

    def pause(self, seconds: float) -> None:
        """Wait inside a step; less when the server stops."""
        self._stopping.wait(seconds)

    def begin_stop(self) -> None:
        """Let the running step know that the server stops, without waiting for it."""
        self._stopping.set()
        self._wake.set()

    def stop(self) -> None:
        """End, after the running step or ``STOP_SECONDS``."""
        self.begin_stop()
        if self._thread.is_alive():
            self._thread.join(STOP_SECONDS)

    def _loop(self) -> None:
        while not self._stopping.is_set():
            try:
                if self._step():
                    continue
            except StorageError as error:
                logger.error("the thread %s waits: %s", self._thread.name, error)
            except Exception:
                logger.exception("work of the thread %s failed", self._thread.name)
            self._wake.wait(LOOK_EVERY)
            self._wake.clear()
