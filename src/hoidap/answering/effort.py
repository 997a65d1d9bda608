"""How many passages are read for a question, by how many other questions wait.

A passage read costs about twice what everything else about a question does.  While nobody
waits, as many are read as it takes (see ``passages_read``); the more wait, the fewer are
read, so that a crowd is answered, if less well, where it would otherwise be turned away.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from hoidap.answering.passages_read import READ_AT_MOST, READ_FIRST

#: Passages read while at most so many questions wait for each one being worked on.  With
#: 0.05 s for a question and 0.1 s for a passage, those who wait are answered within some two
#: seconds; behind a longer queue answers are chosen by rank alone.
STEPS: Final = ((2.0, READ_AT_MOST), (7.0, READ_FIRST), (14.0, 1))


class Effort:
    """Says how many passages to read.  Threads may share one."""

    def __init__(self) -> None:
        self._waiting: Callable[[], float] = lambda: 0.0

    def depends_on(self, waiting: Callable[[], float]) -> None:
        """From now on go by ``waiting``: questions that wait for each one being worked on."""
        self._waiting = waiting

    def passages(self) -> int:
        """Passages to read at most; 0 where there is no time to read."""
        waiting = self._waiting()
        return next((most for limit, most in STEPS if waiting <= limit), 0)
