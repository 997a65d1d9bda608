"""How long the model may take for one answer."""

from __future__ import annotations

import time


class Deadline:
    """A moment that moves: in ``auto`` the first sentence must come early, then there is time."""

    def __init__(self, seconds: float, first: float | None = None) -> None:
        self._whole = time.monotonic() + seconds
        self.moment = self._whole if first is None else min(self._whole, time.monotonic() + first)

    def extend(self) -> None:
        """The first sentence has come."""
        self.moment = self._whole

    @property
    def passed(self) -> bool:
        """Whether there is no time left."""
        return time.monotonic() >= self.moment
