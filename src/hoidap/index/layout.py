"""Where the index stands on disk, and which generation is current.

::

    <data>/index/CURRENT                     the id of the current generation
                 LOCK                        held by the ingest that writes
                 generations/000007/         a published generation, never written again
                     record.json  catalogue.sqlite  chroma/  lexical/  statistics/
                 generations/000008.building/   a draft; remains of a crash are cleared

Two steps publish a draft: its folder loses the suffix ``.building`` once all of
it is on disk, then ``CURRENT`` is replaced.  A crash before, between or after
them leaves ``CURRENT`` naming a complete generation.
"""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from pathlib import Path

from hoidap.errors import CorruptIndexError
from hoidap.index.files import replace_text
from hoidap.index.record import REPAIR

_BUILDING = ".building"
_REMOVED = ".removed"
#: Digits of a generation's id, so that names sort as numbers do.
_DIGITS = 6


@dataclass(frozen=True, slots=True)
class Layout:
    """Paths under the ``data`` folder."""

    data: Path

    @property
    def index(self) -> Path:
        """Folder of everything that belongs to the index."""
        return self.data / "index"

    @property
    def generations(self) -> Path:
        """Folder of all generations."""
        return self.index / "generations"

    @property
    def current(self) -> Path:
        """File that names the current generation."""
        return self.index / "CURRENT"

    @property
    def lock(self) -> Path:
        """File on which the writer's lock is held."""
        return self.index / "LOCK"

    def folder(self, generation_id: str) -> Path:
        """Folder of a published generation."""
        return self.generations / generation_id

    def draft_folder(self, generation_id: str) -> Path:
        """Folder of a generation that is being built."""
        return self.generations / (generation_id + _BUILDING)

    def ids(self) -> list[str]:
        """Ids of all published generations, oldest first."""
        if not self.generations.is_dir():
            return []
        return sorted(p.name for p in self.generations.iterdir() if p.name.isdecimal())

    def next_id(self) -> str:
        """An id above all that exist."""
        ids = self.ids()
        return f"{int(ids[-1]) + 1 if ids else 1:0{_DIGITS}}"

    def read_current(self) -> str | None:
        """The id of the current generation, or None when nothing was ingested yet.

        Raises CorruptIndexError when the pointer names no generation.
        """
        try:
            generation_id = self.current.read_text(encoding="utf-8").strip()
        except FileNotFoundError:
            return None
        except (OSError, ValueError) as error:
            raise self._bad_pointer(str(error)) from error
        if not generation_id.isdecimal() or not self.folder(generation_id).is_dir():
            raise self._bad_pointer(f"it names {generation_id[:80]!r}")
        return generation_id

    def write_current(self, generation_id: str) -> None:
        """Make ``generation_id`` the current generation, in one step."""
        replace_text(self.current, generation_id + "\n")

    def _bad_pointer(self, why: str) -> CorruptIndexError:
        ids = ", ".join(self.ids()) or "none"
        return CorruptIndexError(
            f"The pointer {self.current} names no generation: {why}. Generations on disk: {ids}.",
            REPAIR,
        )

    def clear_remains(self) -> None:
        """Remove what crashed drafts and interrupted removals left; call with the lock held."""
        if self.generations.is_dir():
            for path in self.generations.iterdir():
                if path.name.endswith((_BUILDING, _REMOVED)):
                    shutil.rmtree(path, ignore_errors=True)

    def remove(self, generation_id: str) -> None:
        """Remove a generation; its name is gone at once, its files shortly after."""
        removed = self.generations / (generation_id + _REMOVED)
        self.folder(generation_id).rename(removed)
        shutil.rmtree(removed, ignore_errors=True)
