"""Others work while a model is waited for.

Who answers many callers lets only so many compute at once.  A request that
waits for a language model computes nothing, so it says so, and whoever set
``step_aside`` may give its place to another one until the model has ended.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from contextvars import ContextVar

#: Entered before a model is waited for, left afterwards; raises CrowdedError on entering.
StepAside = Callable[[], AbstractContextManager[None]]

_step_aside: ContextVar[StepAside] = ContextVar("step_aside", default=nullcontext)


class CrowdedError(Exception):
    """So many wait for the model that this request should do without it."""


@contextmanager
def stepping(step_aside: StepAside) -> Iterator[None]:
    """Within the block, also in threads that it starts, waiting for a model steps aside so."""
    token = _step_aside.set(step_aside)
    try:
        yield
    finally:
        _step_aside.reset(token)


def aside() -> AbstractContextManager[None]:
    """A block in which a model is waited for.  Raises CrowdedError when entered."""
    return _step_aside.get()()
