"""What processes use, read from Linux's ``/proc``: memory, processor time, children."""

from __future__ import annotations

import os
import threading
from collections.abc import Iterator
from pathlib import Path
from types import TracebackType
from typing import Self

PROC = Path("/proc")
#: Seconds between two samples.
EVERY = 1.0


#: All memory, and that which is not a file's: the kernel takes pages of files back at need.
ALL, OWN = "Pss:", "Pss_Anon:"


class Watch:
    """Follows memory and processor time of a process and of those it starts."""

    def __init__(self, process_id: int, counted: str = ALL) -> None:
        """``counted`` is the memory that is meant: ``ALL`` or ``OWN``."""
        self._process_id = process_id
        self._counted = counted
        self.samples: list[float] = []
        self._stopped = threading.Event()
        self._thread = threading.Thread(target=self._follow, daemon=True)

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._stopped.set()
        self._thread.join()

    def _follow(self) -> None:
        while not self._stopped.wait(EVERY):
            self.samples.append(self.memory())

    @property
    def peak(self) -> float:
        """The most memory that was seen, in MB."""
        return max(self.samples, default=0.0)

    def memory(self) -> float:
        """Memory in MB, what several processes share counted once."""
        kilobytes = (_proportional(each, self._counted) for each in family(self._process_id))
        return sum(kilobytes) / 1e3

    def processor(self) -> float:
        """Processor seconds that the process itself has used so far."""
        user, system = _stat(self._process_id)[11:13]
        return (int(user) + int(system)) / os.sysconf("SC_CLK_TCK")


def family(process_id: int) -> Iterator[int]:
    """A process and all that descend from it."""
    parents: dict[int, list[int]] = {}
    for folder in PROC.iterdir():
        if folder.name.isdecimal():
            fields = _stat(int(folder.name))
            parents.setdefault(int(fields[1]) if fields else 0, []).append(int(folder.name))
    waiting = [process_id]
    while waiting:
        each = waiting.pop()
        yield each
        waiting += parents.get(each, [])


def _stat(process_id: int) -> list[str]:
    """The fields of ``stat`` behind the name; none when the process has ended."""
    try:
        return (PROC / str(process_id) / "stat").read_text().rpartition(")")[2].split()
    except OSError:
        return []


def _proportional(process_id: int, counted: str) -> int:
    """A proportional set size in kB; 0 when the process has ended."""
    try:
        lines = (PROC / str(process_id) / "smaps_rollup").read_text().splitlines()
    except OSError:
        return 0
    return sum(int(line.split()[1]) for line in lines if line.startswith(counted))
