"""Times the stages of answering for whoever wants to know, at no cost for others.

A server sets an observer for the thread that answers; functions marked with
``timed`` then tell it how long they took.  Without an observer they are called
as if they were not marked.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import wraps
from typing import ParamSpec, TypeVar

#: Told the name of a stage and the seconds that it took.
Observer = Callable[[str, float], None]

_observer: ContextVar[Observer | None] = ContextVar("observer", default=None)

P = ParamSpec("P")
T = TypeVar("T")


@contextmanager
def observed(observer: Observer) -> Iterator[None]:
    """Tell ``observer`` of the stages that end inside the block, in this thread or task."""
    token = _observer.set(observer)
    try:
        yield
    finally:
        _observer.reset(token)


def timed(stage: str) -> Callable[[Callable[P, T]], Callable[P, T]]:
    """Marks a function as a stage."""

    def mark(function: Callable[P, T]) -> Callable[P, T]:
        @wraps(function)
        def call(*arguments: P.args, **named: P.kwargs) -> T:
            observer = _observer.get()
            if observer is None:
                return function(*arguments, **named)
            started = time.monotonic()
            try:
                return function(*arguments, **named)
            finally:
                observer(stage, time.monotonic() - started)

        return call

    return mark
