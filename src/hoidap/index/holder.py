"""The current generation for a server: shared, and exchanged when a new one is published.

Every request holds the generation it began with until it ends.  Twice a second
at most, one of them looks at the pointer file; if that has changed, it opens the
new generation while all others go on with the old one, which is closed when
its last user is done.
"""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from hoidap.errors import HoiDapError
from hoidap.index.generation import Generation, GenerationStore

log = logging.getLogger(__name__)

#: Seconds between two looks at the pointer; a look is one stat() of some microseconds.
LOOK_EVERY = 0.5
#: Seconds until a new generation that could not be opened is tried again.
RETRY_AFTER = 30.0

Check = Callable[[Generation], None]


class _Shared:
    """A generation and the number of those who hold it."""

    def __init__(self, generation: Generation) -> None:
        self.generation = generation
        self.users = 0
        self.retired = False


class GenerationHolder:
    """Gives every request the current generation; thread-safe."""

    def __init__(self, store: GenerationStore, check: Check | None = None) -> None:
        """``check`` may refuse a generation by raising, for instance for its model.

        Nothing is opened before the first ``acquire``.
        """
        self._store = store
        self._check = check
        self._shared: _Shared | None = None
        self._seen: object = None
        self._refused: object = None
        self._look_at = 0.0
        self._retry_at = 0.0
        self._counting = threading.Lock()
        self._opening = threading.Lock()

    @contextmanager
    def acquire(self) -> Iterator[Generation]:
        """The current generation, which stays open until the block ends.

        Raises NoGenerationError, CorruptIndexError or what ``check`` raises while
        there is none to serve; a server that already has one keeps it and logs.
        """
        shared = self._take()
        try:
            yield shared.generation
        finally:
            self._give_back(shared)

    def close(self) -> None:
        """Close the generation once nobody holds it; a later ``acquire`` opens it again."""
        self._exchange(None)
        self._look_at = 0.0
        self._seen = None

    def _take(self) -> _Shared:
        if self._shared is None:
            with self._opening:
                if self._shared is None:
                    self._refresh()
        elif time.monotonic() >= self._look_at and self._opening.acquire(blocking=False):
            try:
                self._refresh_or_keep()
            finally:
                self._opening.release()
        with self._counting:
            shared = self._shared
            if shared is not None:
                shared.users += 1
                return shared
        return self._take()  # closed in between

    def _refresh(self) -> None:
        """Open the current generation if the pointer has changed."""
        self._look_at = time.monotonic() + LOOK_EVERY
        seen = self._pointer()
        if self._shared is not None and seen == self._seen:
            return
        generation_id = self._store.current_id()
        if self._shared is None or generation_id != self._shared.generation.id:
            self._accept(self._store.open(generation_id))
        self._seen = seen

    def _refresh_or_keep(self) -> None:
        """As ``_refresh``, but what cannot be opened does not disturb what is open."""
        if self._pointer() == self._refused and time.monotonic() < self._retry_at:
            self._look_at = time.monotonic() + LOOK_EVERY
            return
        try:
            self._refresh()
            self._refused = None
        except (HoiDapError, OSError) as error:
            self._refused = self._pointer()
            self._retry_at = time.monotonic() + RETRY_AFTER
            log.warning("The previous index generation stays in use: %s", error)

    def _accept(self, generation: Generation) -> None:
        try:
            if self._check is not None:
                self._check(generation)
        except BaseException:
            generation.close()
            raise
        self._exchange(generation)

    def _exchange(self, generation: Generation | None) -> None:
        with self._counting:
            old, self._shared = self._shared, None if generation is None else _Shared(generation)
            if old is not None:
                old.retired = True
            idle = old is not None and old.users == 0
        if old is not None and idle:
            old.generation.close()

    def _give_back(self, shared: _Shared) -> None:
        with self._counting:
            shared.users -= 1
            last = shared.retired and shared.users == 0
        if last:
            shared.generation.close()

    def _pointer(self) -> object:
        """What tells one state of the pointer file from another: it is replaced, never edited."""
        try:
            state = self._store.layout.current.stat()
        except OSError:
            return None
        return (state.st_ino, state.st_mtime_ns, state.st_size)
