"""How long the commands take from nothing: help, one question, a server until it is ready.

    make bench-start            medians of five runs on the shipped corpus

The disk is warm, because a first run of each is not counted.  Exit code 0 when every
median keeps to its bound.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Callable
from pathlib import Path
from statistics import median

from tests.load.serving import served

CORPUS = Path(__file__).resolve().parents[2] / "corpus"
RUNS = 5
QUESTION = "Bao nhiêu tập thể và cá nhân được khen thưởng?"

HOIDAP = (sys.executable, "-m", "hoidap.cli.main")
INGEST = (sys.executable, "-m", "ingest.command")


def timed(work: Callable[[], object]) -> float:
    """Seconds that ``work`` takes: the median of ``RUNS`` runs after one that is not counted."""
    times = []
    for _ in range(RUNS + 1):
        began = time.monotonic()
        work()
        times.append(time.monotonic() - began)
    return median(times[1:])


def run(*command: str | Path) -> None:
    """Run a command to its end."""
    subprocess.run(command, check=True, capture_output=True)


def until_ready(data: Path) -> float:
    """Seconds from starting a server until it says that it is ready."""
    began = time.monotonic()
    with (
        served(data) as (address, _),
        urllib.request.urlopen(f"{address}/readyz", timeout=60) as ready,
    ):
        ready.read()
        return time.monotonic() - began


def main() -> int:
    """Print every median beside its bound."""
    with tempfile.TemporaryDirectory() as folder:
        data = Path(folder)
        run(*INGEST, CORPUS, "--data", data)
        taken = {
            ("hoidap --help", 0.5): timed(lambda: run(*HOIDAP, "--help")),
            ("hoidap-ingest --help", 0.5): timed(lambda: run(*INGEST, "--help")),
            ("hoidap ask", 3.0): timed(lambda: run(*HOIDAP, "ask", QUESTION, "--data", data)),
            ("server ready", 5.0): median([until_ready(data) for _ in range(RUNS + 1)][1:]),
        }
    for (what, most), seconds in taken.items():
        sys.stdout.write(f"{what:22} {seconds:5.2f} s, at most {most} s\n")
    return int(any(seconds > most for (_, most), seconds in taken.items()))


if __name__ == "__main__":
    sys.exit(main())
