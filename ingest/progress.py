"""Shows how far an ingest is: bars on a terminal, plain lines elsewhere."""

from __future__ import annotations

import json
import time
from types import TracebackType
from typing import Protocol, Self, TextIO

from rich.console import Console
from rich.progress import (
    BarColumn,
    MofNCompleteColumn,
    TaskID,
    TextColumn,
    TimeRemainingColumn,
)
from rich.progress import (
    Progress as RichProgress,
)

#: Seconds between two plain lines of one stage.
LINE_EVERY = 5.0
#: Seconds between two JSON lines.
JSON_EVERY = 0.5


class Progress(Protocol):
    """Told what begins and what is done."""

    def begin(self, stage: str, total: int) -> None:
        """``total`` more pieces are to be done in ``stage``."""

    def advance(self, stage: str, done: int = 1) -> None:
        """``done`` pieces of ``stage`` are done."""


class Silent:
    """Shows nothing."""

    def begin(self, stage: str, total: int) -> None:
        """Nothing to show."""

    def advance(self, stage: str, done: int = 1) -> None:
        """Nothing to show."""


class JsonLines:
    """One JSON object a line for programs: stage, done, total; at most two a second."""

    def __init__(self, stream: TextIO) -> None:
        self._stream = stream
        self._counts: dict[str, tuple[int, int]] = {}
        self._written = 0.0

    def begin(self, stage: str, total: int) -> None:
        """``total`` more pieces are to be done in ``stage``."""
        done, before = self._counts.get(stage, (0, 0))
        self._counts[stage] = (done, before + total)
        self._write(stage)

    def advance(self, stage: str, done: int = 1) -> None:
        """``done`` pieces of ``stage`` are done."""
        before, total = self._counts[stage]
        self._counts[stage] = (before + done, total)
        if before + done == total or time.monotonic() - self._written >= JSON_EVERY:
            self._write(stage)

    def _write(self, stage: str) -> None:
        done, total = self._counts[stage]
        self._stream.write(json.dumps({"stage": stage, "done": done, "total": total}) + "\n")
        self._stream.flush()
        self._written = time.monotonic()


class Shown:
    """Bars with rate and time left on a terminal, a line every five seconds elsewhere."""

    def __init__(self, console: Console) -> None:
        self._console = console
        self._tasks: dict[str, TaskID] = {}
        self._counts: dict[str, tuple[int, int, float, float]] = {}  # done, total, began, shown
        self._bars = RichProgress(
            TextColumn("{task.description}"),
            BarColumn(),
            MofNCompleteColumn(),
            TextColumn("{task.fields[rate]}"),
            TimeRemainingColumn(),
            console=console,
            disable=not console.is_terminal,
        )

    def __enter__(self) -> Self:
        self._bars.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._bars.stop()

    def begin(self, stage: str, total: int) -> None:
        """Show ``total`` more pieces of ``stage``."""
        now = time.monotonic()
        done, before, began, shown = self._counts.get(stage, (0, 0, now, now))
        self._counts[stage] = (done, before + total, began, shown)
        if stage not in self._tasks:
            self._tasks[stage] = self._bars.add_task(stage, total=total, rate="")
        self._bars.update(self._tasks[stage], total=before + total)

    def advance(self, stage: str, done: int = 1) -> None:
        """Show ``done`` more pieces as done."""
        before, total, began, shown = self._counts[stage]
        now = time.monotonic()
        rate = (before + done) / max(now - began, 1e-6)
        self._bars.update(self._tasks[stage], advance=done, rate=_shown(rate))
        if not self._console.is_terminal and now - shown >= LINE_EVERY:
            left = (total - before - done) / max(rate, 1e-6)
            self._console.print(
                f"{stage}: {before + done} of {total}, {_shown(rate)}, {left:.0f} s left",
                highlight=False,
            )
            shown = now
        self._counts[stage] = (before + done, total, began, shown)


def _shown(rate: float) -> str:
    """Pieces a second; a decimal for slow ones, such as pages of OCR."""
    return f"{rate:.0f}/s" if rate >= 10 else f"{rate:.1f}/s"
