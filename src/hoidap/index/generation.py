"""Generations: one ingest run builds one, a pointer says which is current.

Nothing is ever written into a published generation, because a Chroma client
that has it open would silently miss the changes.  The next generation starts as
a copy of the current one, takes the changes, is closed and synced, and becomes
current by one rename (see ``layout``).  Readers keep what they have opened.

Whoever reads a generation holds a shared ``flock`` on its record, so that
clearing old generations leaves alone those in use, also by other processes.
"""

from __future__ import annotations

import fcntl
import logging
import os
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from types import TracebackType
from typing import NamedTuple, Self

from hoidap.errors import CorruptIndexError, NoGenerationError, NotFoundError
from hoidap.index.catalogue import Catalogue
from hoidap.index.damage import reading
from hoidap.index.draft import GenerationDraft
from hoidap.index.layout import Layout
from hoidap.index.lexical import LexicalIndex
from hoidap.index.listing import DocumentFilter
from hoidap.index.lock import WriterLock
from hoidap.index.manifest import check_files, check_whole
from hoidap.index.original_files import OriginalFiles
from hoidap.index.record import REPAIR, GenerationRecord, read_record
from hoidap.index.vectors import VectorIndex

log = logging.getLogger(__name__)


class Counts(NamedTuple):
    """How much there is to read."""

    documents: int
    passages: int


class Generation:
    """A published generation, open for reading; safe to share between threads."""

    def __init__(self, folder: Path) -> None:
        """Open ``folder``.

        Raises CorruptIndexError when the record is unreadable, or a part is
        damaged or does not hold what the record says.
        """
        self.folder = folder
        self.record: GenerationRecord = read_record(folder)
        self.statistics = folder / "statistics"
        self._counts: dict[tuple[str, ...], Counts] = {}
        check_files(folder)
        self._in_use = os.open(folder / "record.json", os.O_RDONLY | os.O_CLOEXEC)
        fcntl.flock(self._in_use, fcntl.LOCK_SH)
        opened: list[Catalogue | VectorIndex | LexicalIndex] = []
        try:
            with reading(f"Index generation {folder.name}"):
                self.catalogue = Catalogue(folder / "catalogue.sqlite", read_only=True)
                opened.append(self.catalogue)
                self.vectors = VectorIndex(folder / "chroma", self.record.dimension, read_only=True)
                opened.append(self.vectors)
                self.lexical = LexicalIndex(folder / "lexical", read_only=True)
                opened.append(self.lexical)
                self.vectors.probe()
                self._check_counts()
        except BaseException:
            for part in opened:
                part.close()
            os.close(self._in_use)
            raise

    @property
    def id(self) -> str:
        """The generation's id: ``000007``."""
        return self.record.id

    def counts(self, partitions: tuple[str, ...]) -> Counts:
        """Documents and passages in ``partitions``, counted once: a generation never changes."""
        found = self._counts.get(partitions)
        if found is None:
            wanted = DocumentFilter(partitions=partitions)
            found = Counts(
                documents=self.catalogue.count_documents(wanted),
                passages=sum(map(self.vectors.count, partitions)),
            )
            self._counts[partitions] = found
        return found

    def _check_counts(self) -> None:
        expected = self.record
        found = {
            "documents": (expected.documents, self.catalogue.count_documents()),
            "passages": (expected.passages, self.catalogue.count_passages()),
            "vectors": (expected.passages, self.vectors.count()),
            "lexical entries": (expected.passages, self.lexical.count()),
        }
        wrong = [
            f"{there} {name} instead of {due}"
            for name, (due, there) in found.items()
            if there != due
        ]
        if wrong:
            raise CorruptIndexError(f"Index generation {self.id} holds {', '.join(wrong)}.", REPAIR)

    def close(self) -> None:
        """Free memory and files; closing twice is no error."""
        if self._in_use >= 0:
            self.lexical.close()
            self.vectors.close()
            self.catalogue.close()
            os.close(self._in_use)
            self._in_use = -1

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()


class GenerationStore:
    """All generations under one data folder."""

    def __init__(self, data: Path) -> None:
        self.layout = Layout(data)

    def current_id(self) -> str | None:
        """The id of the current generation, None before the first ingest.

        Raises CorruptIndexError when the pointer names no generation.
        """
        return self.layout.read_current()

    def records(self) -> list[GenerationRecord]:
        """Records of all readable generations, oldest first; damaged ones are logged."""
        found = []
        for generation_id in self.layout.ids():
            try:
                found.append(read_record(self.layout.folder(generation_id)))
            except CorruptIndexError as error:
                log.warning("%s", error)
        return found

    def record(self, generation_id: str | None = None) -> GenerationRecord:
        """The record of a generation, by default the current one.

        Raises NoGenerationError before the first ingest, NotFoundError for an
        unknown id, CorruptIndexError when the record or the pointer is damaged.
        """
        return read_record(self._folder(generation_id))

    def open(self, generation_id: str | None = None) -> Generation:
        """Open a generation for reading, by default the current one; raises as ``record``."""
        return Generation(self._folder(generation_id))

    def check(self, generation_id: str | None = None) -> None:
        """Compare every byte of a generation with what was published, before opening it.

        Raises as ``record``, and CorruptIndexError that names the files that changed.
        """
        check_whole(self._folder(generation_id))

    @contextmanager
    def catalogue(self) -> Iterator[Catalogue]:
        """The catalogue of the current generation alone, which opens at once however large.

        Raises as ``record``.
        """
        folder = self._folder(None)
        check_files(folder)
        opened = Catalogue(folder / "catalogue.sqlite", read_only=True)
        try:
            yield opened
        finally:
            opened.close()

    def _folder(self, generation_id: str | None) -> Path:
        wanted = self.current_id() if generation_id is None else generation_id
        if wanted is None:
            raise NoGenerationError(
                f"There is no index in {self.layout.index} yet.",
                "Ingest documents first: hoidap-ingest PATH",
            )
        folder = self.layout.folder(wanted)
        if not wanted.isdecimal() or not folder.is_dir():
            known = ", ".join(self.layout.ids()) or "none"
            raise NotFoundError(
                f"There is no index generation {wanted!r}.", f"Generations on disk: {known}."
            )
        return folder

    def begin(
        self, model: str, dimension: int, *, rebuild: bool = False, wait: float = 0.0
    ) -> GenerationDraft:
        """Start the next generation; only one draft can exist at a time.

        It starts as a copy of the current generation if that has the same model
        and dimension, otherwise or with ``rebuild`` empty (``draft.base`` tells).
        Waits ``wait`` seconds for another ingest to end.

        Raises LockedError, which says who is ingesting, and CorruptIndexError
        when the current generation is damaged (not with ``rebuild``).
        """
        lock = WriterLock(self.layout.lock)
        lock.acquire(wait)
        try:
            self.layout.clear_remains()
            base, parent = None, None
            if not rebuild:
                parent = self.current_id()
                base = None if parent is None else self.record(parent)
                if base is not None and (base.model, base.dimension) != (model, dimension):
                    base = None
                if base is not None:
                    check_files(self.layout.folder(base.id))
            return GenerationDraft(
                self.layout, lock, model=model, dimension=dimension, base=base, parent=parent
            )
        except BaseException:
            self.layout.clear_remains()  # a draft that was only half begun
            lock.release()
            raise

    def rollback(self, generation_id: str) -> GenerationRecord:
        """Make an earlier generation current again, after reading and opening it as a check.

        Raises NotFoundError, CorruptIndexError, and LockedError during an ingest.
        """
        self.check(generation_id)
        with WriterLock(self.layout.lock), self.open(generation_id) as generation:
            self.layout.write_current(generation_id)
            return generation.record

    def gc(self, keep: int) -> list[str]:
        """Remove all but the current and the ``keep`` newest generations; returns their ids.

        Those that somebody has open stay, and so do the original files that any of those that
        stay refer to.  Raises LockedError during an ingest.
        """
        with WriterLock(self.layout.lock):
            self.layout.clear_remains()
            ids = self.layout.ids()
            # The newest always stays, so that no id is ever given twice.
            kept = {self.current_id(), *ids[-max(keep, 1) :]}
            removed = [i for i in ids if i not in kept and not self._in_use(i)]
            for generation_id in removed:
                self.layout.remove(generation_id)
            self._remove_unused_originals()
            return removed

    def _remove_unused_originals(self) -> None:
        """Remove files that no generation refers to; none while one cannot say what it does."""
        used: set[str] = set()
        for generation_id in self.layout.ids():
            path = self.layout.folder(generation_id) / "catalogue.sqlite"
            try:
                with closing(Catalogue(path, read_only=True)) as catalogue:
                    used |= catalogue.originals.digests()
            except CorruptIndexError as error:
                log.warning("original files are not cleared: %s", error)
                return
        OriginalFiles(self.layout.data).remove_others(used)

    def _in_use(self, generation_id: str) -> bool:
        try:
            descriptor = os.open(self.layout.folder(generation_id) / "record.json", os.O_RDONLY)
        except OSError:
            return False
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return True
        finally:
            os.close(descriptor)
        return False
