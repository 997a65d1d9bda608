"""Load on this machine: a hundred readers, then ten times as many, then a hundred again.

    make soak                                  100,000 passages, 5 minutes
    python -m tests.load.soak --passages 5000 --seconds 20     to see that it works

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
import socket
import subprocess
import sys
import tempfile
import threading
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from hoidap.api.access.caller import READING
from hoidap.api.access.keys import KeyStore
from hoidap.embedding.loading import load_embedder
from hoidap.settings import Settings
from tests.load.corpus import build

#: Readers in the first and last phase, and in the second.
READERS, CROWD = 100, 1000
#: How much the server's memory may grow from the first minute to the end.
FLAT = 1.15
#: Milliseconds within which nineteen of twenty refusals must come.
FAST_REFUSAL = 1000.0
#: Nobody is to be refused for his rate here, only for the load.
UNLIMITED = "100000000"
#: Settings of the server under load that differ from the defaults.
SERVER = {
    "HOIDAP_ADDRESS_REQUESTS_PER_MINUTE": UNLIMITED,
    "HOIDAP_REQUESTS_PER_MINUTE": UNLIMITED,
}
REFUSED = "refused with 429"


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


class Watch:
    """Follows the server's memory and processor time."""

    def __init__(self, process_id: int) -> None:
        self._folder = Path("/proc") / str(process_id)
        self.samples: list[float] = []
        self._stopped = threading.Event()
        threading.Thread(target=self._follow, daemon=True).start()

    def _follow(self) -> None:
        while not self._stopped.wait(1):
            self.samples.append(self.memory())

    def memory(self) -> float:
        """Resident memory in MB."""
        pages = int((self._folder / "statm").read_text().split()[1])
        return pages * os.sysconf("SC_PAGE_SIZE") / 1e6

    def processor(self) -> float:
        """Processor seconds used so far."""
        user, system = (self._folder / "stat").read_text().rpartition(")")[2].split()[11:13]
        return (int(user) + int(system)) / os.sysconf("SC_CLK_TCK")

    def stop(self) -> None:
        """End following."""
        self._stopped.set()


@contextmanager
def served(data: Path) -> Iterator[tuple[str, int]]:
    """A server over ``data``; gives its address and process id."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    server = subprocess.Popen(
        [sys.executable, "-m", "hoidap.cli.main", "serve", "--data", data, "--port", str(port)],
        env=os.environ | SERVER,
        stdout=subprocess.PIPE,
        text=True,
    )
    try:
        assert server.stdout is not None
        assert str(port) in server.stdout.readline()
        yield f"http://127.0.0.1:{port}", server.pid
    finally:
        server.terminate()
        server.wait(60)


def phase(name: str, readers: int, seconds: int, address: str, key: str, watch: Watch) -> Phase:
    """Let ``readers`` work for ``seconds``."""
    before, used = watch.memory(), watch.processor()
    with tempfile.TemporaryDirectory() as folder:
        command = [
            *(sys.executable, "-m", "locust", "--headless", "--only-summary", "--json"),
            *("-f", str(Path(__file__).with_name("users.py")), "--host", address),
            *("-u", str(readers), "-r", str(max(20, readers // 5)), "-t", f"{seconds}s"),
        ]
        environment = os.environ | {"LOAD_KEY": key, "PYTHONPATH": os.pathsep.join(sys.path)}
        ran = subprocess.run(
            command, cwd=folder, env=environment, capture_output=True, text=True, check=False
        )
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
    options.add_argument("--data", type=Path, default=Path("var/load"))
    given = options.parse_args()
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (max(soft, min(hard, 8192)), hard))
    data = given.data / str(given.passages)
    if not (data / "index" / "CURRENT").exists():
        sys.stderr.write(f"building an index of {given.passages} passages in {data}\n")
        build(data, given.passages, load_embedder(Settings()))
    key = KeyStore(data).create("load", READING)[1]
    with served(data) as (address, process_id):
        watch = Watch(process_id)
        phases = [
            phase("readers", READERS, given.seconds, address, key, watch),
            phase("crowd", CROWD, max(10, given.seconds // 5), address, key, watch),
            phase("readers again", READERS, max(10, given.seconds // 5), address, key, watch),
        ]
        with urllib.request.urlopen(f"{address}/healthz", timeout=5) as health:
            health.read()
        watch.stop()
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
