"""Makes the packs that were asked for, one after the other, beside the answering of questions.

The thread reads as the pack's owner did when he asked: with his labels, never more.  A
pack whose owner named a document that he may not read fails as if it did not exist.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from contextlib import AbstractContextManager, suppress
from typing import Protocol

from hoidap import texts
from hoidap.api.study.access import partitions_of
from hoidap.api.study.store import PackStore, SavedPack
from hoidap.api.working import WorkerThread
from hoidap.errors import HoiDapError, StorageError
from hoidap.retrieval.reading import Reading
from hoidap.study.pack import StudyPack

logger = logging.getLogger(__name__)

#: Told the step that begins (Vietnamese) and the share that is done, 0 to 1.
Progress = Callable[[str, float], None]


class Maker(Protocol):
    """Makes packs from the documents."""

    def make(self, saved: SavedPack, progress: Progress) -> StudyPack:
        """The pack that ``saved`` asks for.  Raises HoiDapError when it cannot be made."""

    def reading(self, saved: SavedPack) -> AbstractContextManager[Reading]:
        """The documents as the pack's owner may read them."""


class _StoppingError(Exception):
    """The server stops while a pack is made."""


class PackWorker:
    """The thread that makes packs."""

    def __init__(self, store: PackStore, maker: Maker) -> None:
        self._store = store
        self._maker = maker
        self._thread = WorkerThread("packs", self._step)

    def start(self) -> None:
        """Begin; packs left behind by an earlier server come first."""
        self._thread.start()

    def wake(self) -> None:
        """Say that there is a new pack to make."""
        self._thread.wake()

    def stop(self) -> None:
        """End; a pack that is being made is begun again at the next start."""
        self._thread.stop()
        self._store.close()

    def _step(self) -> bool:
        saved = self._store.claim()
        if saved is not None:
            self._do(saved)
        return saved is not None

    def _do(self, saved: SavedPack) -> None:
        def progress(step: str, share: float) -> None:
            if self._thread.is_stopping:
                raise _StoppingError
            with suppress(StorageError):  # the pack is made without being told how far it is
                self._store.progressed(saved.id, {"step": step, "share": share})

        try:
            made = self._maker.make(saved, progress)
            with self._maker.reading(saved) as reading:
                partitions = partitions_of(made, reading)
            self._store.finish(made.model_copy(update={"id": saved.id}), partitions)
        except _StoppingError:
            self._store.requeue(saved.id)
        except StorageError:
            raise  # nothing can be remembered now: it is begun again later
        except HoiDapError as error:
            self._store.fail(saved.id, error.code, error.user_message)
        except Exception:
            logger.exception("study pack %s could not be made", saved.id)
            self._store.fail(saved.id, "internal", texts.ERROR_GENERAL)
