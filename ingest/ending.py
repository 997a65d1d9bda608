"""Ending a long-running ingest when the system or somebody at the keyboard asks for it.

Between two ingests the signal only says so; during one it stops the ingest where it is, which
throws its draft away and leaves the index as it was.
"""

from __future__ import annotations

import signal
from collections.abc import Callable
from threading import Event
from types import FrameType, TracebackType
from typing import Any, ParamSpec, Self, TypeVar

_SIGNALS = (signal.SIGTERM, signal.SIGINT)

P = ParamSpec("P")
T = TypeVar("T")


class _StoppedError(BaseException):
    """The work is to end here; nothing that handles ordinary errors shall catch it."""


class Ending:
    """While it is entered, SIGTERM and SIGINT set ``stop``, and end what is being done."""

    def __init__(self) -> None:
        self.stop = Event()
        self._is_working = False
        self._former: dict[int, Any] = {}

    def during(self, work: Callable[P, T]) -> Callable[P, T]:
        """``work`` so that a signal ends it, and with it everything up to this context."""

        def interruptible(*arguments: P.args, **options: P.kwargs) -> T:
            self._is_working = True
            try:
                return work(*arguments, **options)
            finally:
                self._is_working = False

        return interruptible

    def __enter__(self) -> Self:
        for each in _SIGNALS:
            self._former[each] = signal.signal(each, self._end)
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> bool:
        for each, former in self._former.items():
            signal.signal(each, former)
        return isinstance(error, _StoppedError)

    def _end(self, number: int, frame: FrameType | None) -> None:
        del number, frame
        self.stop.set()
        if self._is_working:
            self._is_working = False  # a second signal does not disturb the clearing up
            raise _StoppedError
