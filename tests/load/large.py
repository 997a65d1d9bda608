"""Ingesting 100,000 passages, and one document more while a server answers from them.

    make bench-large                                 everything, from nothing: about an hour
    python -m tests.load.large --passages 2000       to see that it works

The first run writes the documents (see ``corpus``) and ingests them with the real
command; what that took stays in ``built.json`` beside the index, and later runs begin
with the server.  Prints one JSON report; exit code 0 when everything kept to its bounds.
"""

from __future__ import annotations

import argparse
import json
import resource
import subprocess
import sys
import time
import urllib.request
from dataclasses import asdict, dataclass
from pathlib import Path

from tests.load import corpus
from tests.load.processes import Watch
from tests.load.serving import served

#: What may be taken: memory of the ingest in MB, seconds to add one document, and seconds
#: until the running server answers from it.
MOST_MEMORY, MOST_SECONDS, MOST_WAIT = 4096.0, 10.0, 2.0
#: Where the large indexes stand, each in a folder named by its passages.
FOLDER = Path("var/large")
#: Words of which the names of new stations are made.
NAMES = ("Khe", "Bản", "Lũng", "Suối", "Đèo", "Thác", "Vực", "Gò", "Bến", "Nà", "Mường", "Hang")
#: Seconds between two questions about the new document.
ASK_EVERY = 0.1


@dataclass(frozen=True, slots=True)
class Ingested:
    """What one run of ``hoidap-ingest`` took."""

    passages: int
    generation: str
    seconds: float
    processor_seconds: float
    peak_memory_mb: float
    generation_mb: float


def run_ingest(source: Path, data: Path) -> Ingested:
    """Ingest ``source`` in a process of its own, with its memory followed."""
    began, used = time.monotonic(), resource.getrusage(resource.RUSAGE_CHILDREN)
    process = subprocess.Popen(
        [sys.executable, "-m", "ingest.command", source, "--data", data, "--json"],
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    )
    with Watch(process.pid) as watch:
        said = process.communicate()[0]
    seconds, now = time.monotonic() - began, resource.getrusage(resource.RUSAGE_CHILDREN)
    report = json.loads(said)
    assert report["exit_code"] == 0, report["counts"]
    folder = data / "index" / "generations" / report["generation"]
    return Ingested(
        passages=report["passages"],
        generation=report["generation"],
        seconds=round(seconds, 1),
        processor_seconds=round(now.ru_utime + now.ru_stime - used.ru_utime - used.ru_stime, 1),
        peak_memory_mb=round(watch.peak),
        generation_mb=round(size(folder)),
    )


def size(folder: Path) -> float:
    """Megabytes of the files in ``folder``."""
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file()) / 1e6


def build(folder: Path, passages: int) -> Ingested:
    """The large index, ingested now or by an earlier run."""
    built = folder / "built.json"
    if not built.exists():
        sys.stderr.write(f"ingesting {passages} passages into {folder}\n")
        corpus.write(folder / "documents", passages)
        ingested = run_ingest(folder / "documents", folder / "data")
        built.write_text(json.dumps(asdict(ingested)), encoding="utf-8")
    return Ingested(**json.loads(built.read_text(encoding="utf-8")))


def add_one(folder: Path, address: str) -> tuple[Ingested, float]:
    """Ingest one more document; also the seconds until the server answered from it."""
    number = len(list((folder / "documents").iterdir()))
    name = corpus.document_id(number)
    station = (
        f"Trạm quan trắc {NAMES[number // len(NAMES) % len(NAMES)]} {NAMES[number % len(NAMES)]}"
    )
    articles = [
        f"Người trực\n\n{station} có {number % 90 + 3} người trực, chia làm ba ca.",
        f"Giờ trực\n\nMỗi ca tại {station} dài tám giờ và bắt đầu lúc 6 giờ.",
    ]
    (folder / "documents" / f"{name}.md").write_text(
        corpus.document(number, articles), encoding="utf-8"
    )
    ingested = run_ingest(folder / "documents", folder / "data")
    began = time.monotonic()
    while name not in cited(address, f"{station} có bao nhiêu người trực?"):
        assert time.monotonic() - began < 60, f"{name} is not cited a minute after its ingest"
        time.sleep(ASK_EVERY)
    return ingested, round(time.monotonic() - began, 2)


def cited(address: str, question: str) -> set[str]:
    """The documents that an answer cites."""
    request = urllib.request.Request(
        f"{address}/v1/ask",
        json.dumps({"question": question}).encode(),
        {"Content-Type": "application/json"},
    )
    with urllib.request.urlopen(request, timeout=60) as response:
        return {each["document_id"] for each in json.load(response)["citations"]}


def wrong(built: Ingested, added: Ingested, waited: float) -> list[str]:
    """What exceeded its bound."""
    found = []
    for what, value, most in (
        ("memory of the ingest, MB", built.peak_memory_mb, MOST_MEMORY),
        ("seconds to add one document", added.seconds, MOST_SECONDS),
        ("seconds until the server answered from it", waited, MOST_WAIT),
    ):
        if value > most:
            found.append(f"{what}: {value}, at most {most}")
    return found


def main() -> int:
    """Build, serve, add, report."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--passages", type=int, default=100_000)
    options.add_argument("--folder", type=Path, help="default: var/large/PASSAGES")
    given = options.parse_args()
    folder = given.folder or FOLDER / str(given.passages)
    built = build(folder, given.passages)
    with served(folder / "data") as (address, _):
        cited(address, corpus.headings()[0])
        added, waited = add_one(folder, address)
    problems = wrong(built, added, waited)
    report = {
        "built": asdict(built),
        "added": asdict(added),
        "answered_after_seconds": waited,
        "wrong": problems,
    }
    sys.stdout.write(json.dumps(report, indent=2) + "\n")
    return int(bool(problems))


if __name__ == "__main__":
    sys.exit(main())
