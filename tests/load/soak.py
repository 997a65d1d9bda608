"""Load on this machine: a hundred readers, then ten times as many, then a hundred again.

    make soak                                  100,000 passages, 5 minutes
    python -m tests.load.soak --passages 2000 --seconds 20     to see that it works

The index is the one of ``large`` and is built first when it is not there: about an hour.
Prints one JSON report: for each phase requests a second, times, refusals and
failures, and the server's memory and processor time.  Exit code 0 when there
was no failure in any phase, nobody was refused in the first and the last one,
refusals were fast, and memory stayed flat.
"""

from __future__ import annotations

import argparse
import json
import os
import resource
import subprocess
import sys
import tempfile
import urllib.request
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from hoidap.api.access.caller import READING
from hoidap.api.access.keys import KeyStore
from tests.load.corpus import ARTICLES_EACH
from tests.load.large import FOLDER, build
from tests.load.processes import OWN, Watch
from tests.load.serving import served

#: Readers in the first and last phase, and in the second.
READERS, CROWD = 100, 1000
#: How much the server's memory may grow from the first minute to the end.
FLAT = 1.15
#: Milliseconds within which nineteen of twenty refusals must come.
FAST_REFUSAL = 1000.0
REFUSED = "refused with 429"
#: Characters of locust's report of errors that are shown.
ERRORS_SHOWN = 3000


@dataclass(frozen=True, slots=True)
class Phase:
    """What locust saw in one phase, and what the server used; times in milliseconds."""

    name: str
    readers: int
    seconds: float
    requests_per_second: float
    answered_per_core_second: float
    p50: float
    p95: float
    health_p95: float
    refused: int
    refused_p95: float
    failures: int
    memory_start_mb: float
    memory_end_mb: float
    processor_share: float  # of all cores


def phase(
    name: str, readers: int, seconds: int, address: str, given: dict[str, str], watch: Watch
) -> Phase:
    """Let ``readers`` work for ``seconds``; ``given`` is what they find in their environment."""
    before, used = watch.memory(), watch.processor()
    with tempfile.TemporaryDirectory() as folder:
        command = [
            *(sys.executable, "-m", "locust", "--headless", "--only-summary", "--json"),
            *("-f", str(Path(__file__).with_name("users.py")), "--host", address),
            *("-u", str(readers), "-r", str(max(20, readers // 5)), "-t", f"{seconds}s"),
        ]
        environment = os.environ | given | {"PYTHONPATH": os.pathsep.join(sys.path)}
        ran = subprocess.run(
            command, cwd=folder, env=environment, capture_output=True, text=True, check=False
        )
    if ran.returncode:  # some requests failed: what they were answered
        sys.stderr.write(ran.stderr[-ERRORS_SHOWN:])
    rows: list[dict[str, Any]] = json.loads(ran.stdout[ran.stdout.index("[") :])
    return summarised(name, readers, rows, before, watch, watch.processor() - used)


def summarised(
    name: str,
    readers: int,
    rows: list[dict[str, Any]],
    before: float,
    watch: Watch,
    used: float,
) -> Phase:
    """One phase from locust's rows."""
    work = [row for row in rows if row["name"] not in (REFUSED, "/healthz")]
    refusals = [row for row in rows if row["name"] == REFUSED]
    health = [row for row in rows if row["name"] == "/healthz"]
    lasted = max(row["last_request_timestamp"] for row in rows) - min(
        row["start_time"] for row in rows
    )
    answered = sum(row["num_requests"] - row["num_failures"] for row in work)
    return Phase(
        name=name,
        readers=readers,
        seconds=round(lasted, 1),
        requests_per_second=round(answered / lasted, 1),
        answered_per_core_second=round(answered / max(used, 1e-9), 1),
        p50=percentile(work, 0.50),
        p95=percentile(work, 0.95),
        health_p95=percentile(health, 0.95),
        refused=sum(row["num_requests"] for row in refusals),
        refused_p95=percentile(refusals, 0.95),
        failures=sum(row["num_failures"] for row in rows),
        memory_start_mb=round(before, 1),
        memory_end_mb=round(watch.memory(), 1),
        processor_share=round(used / lasted / (os.cpu_count() or 1), 2),
    )


def percentile(rows: list[dict[str, Any]], share: float) -> float:
    """A percentile over all rows' response times, 0 when there were none."""
    times: dict[float, int] = {}
    for row in rows:
        for taken, count in row["response_times"].items():
            times[float(taken)] = times.get(float(taken), 0) + count
    left = share * sum(times.values())
    for taken in sorted(times):
        left -= times[taken]
        if left <= 0:
            return taken
    return 0.0


def wrong(phases: list[Phase], samples: list[float]) -> list[str]:
    """What did not go as it must."""
    first, crowded, last = phases
    found = [f"{each.name}: {each.failures} failures" for each in phases if each.failures]
    found += [f"{each.name}: {each.refused} refused" for each in (first, last) if each.refused]
    if crowded.refused_p95 > FAST_REFUSAL:
        found.append(f"refusals took {crowded.refused_p95} ms")
    warm = samples[min(60, len(samples) // 4)]
    if samples[-1] > warm * FLAT:
        found.append(f"memory grew from {warm:.0f} to {samples[-1]:.0f} MB")
    return found


def main() -> int:
    """Build, serve, load, report."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--passages", type=int, default=100_000)
    options.add_argument("--seconds", type=int, default=300, help="of the first phase")
    options.add_argument("--folder", type=Path, help="default: var/large/PASSAGES")
    given = options.parse_args()
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (max(soft, min(hard, 8192)), hard))
    folder = given.folder or FOLDER / str(given.passages)
    build(folder, given.passages)
    data = folder / "data"
    readers = {
        "LOAD_KEY": KeyStore(data).create("load", READING)[1],
        "LOAD_DOCUMENTS": str(given.passages // ARTICLES_EACH),
    }
    with served(data) as (address, process_id), Watch(process_id, OWN) as watch:
        phases = [
            phase("readers", READERS, given.seconds, address, readers, watch),
            phase("crowd", CROWD, max(10, given.seconds // 5), address, readers, watch),
            phase("readers again", READERS, max(10, given.seconds // 5), address, readers, watch),
        ]
        with urllib.request.urlopen(f"{address}/healthz", timeout=5) as health:
            health.read()
    problems = wrong(phases, watch.samples)
    report = {
        "passages": given.passages,
        "phases": [asdict(each) for each in phases],
        "wrong": problems,
    }
    sys.stdout.write(json.dumps(report, indent=2) + "\n")
    return int(bool(problems))


if __name__ == "__main__":
    sys.exit(main())
