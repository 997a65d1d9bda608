"""How long one warm answer takes over a large index, one question after the other.

    make bench-latency          200 questions over the folder that `make bench-large` made

Half of the questions are typed without diacritics; none is asked twice.  Exit code 0
when median and 95th percentile keep to their bounds.
"""

from __future__ import annotations

import argparse
import random
import sys
import time
from pathlib import Path

import numpy as np

from hoidap.answering.assistant import Assistant
from hoidap.settings import load
from hoidap.vietnamese.folding import fold
from tests.load.corpus import headings, sentences
from tests.load.large import FOLDER

QUESTIONS = 200
#: Asked before the clock runs, so that files are in memory and programs compiled.
WARM_UP = 20
#: Words of a sentence that a reader remembers.
REMEMBERED = 8
#: Milliseconds.
MOST_P50, MOST_P95 = 60.0, 150.0


def questions(count: int) -> list[str]:
    """Questions about headings and half-remembered sentences, the same ones in every run."""
    chosen = random.Random(1)
    asked = [f"{each} được quy định như thế nào?" for each in headings()]
    asked += [f"{' '.join(each.split()[:REMEMBERED])} thì sao?" for each in sentences()[:5000]]
    found = chosen.sample(sorted(set(asked)), count)
    return [fold(each) if place % 2 else each for place, each in enumerate(found)]


def main() -> int:
    """Ask, and print the percentiles of time on the clock and of processor time."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--data", type=Path, default=FOLDER / "100000" / "data")
    given = options.parse_args()
    asked = questions(WARM_UP + QUESTIONS)
    clock, processor = [], []
    with Assistant.open(load(data=given.data)) as assistant:
        for question in asked[:WARM_UP]:
            assistant.ask(question)
        for question in asked[WARM_UP:]:
            began, worked = time.perf_counter(), time.process_time()
            assistant.ask(question)
            clock.append(1000 * (time.perf_counter() - began))
            processor.append(1000 * (time.process_time() - worked))
        with assistant.reading() as reading:
            passages = reading.index.lexical.count(reading.partitions)
    p50, p95 = np.percentile(clock, [50, 95])
    used50, used95 = np.percentile(processor, [50, 95])
    sys.stdout.write(
        f"{passages:,} passages, {len(clock)} questions\n"
        f"on the clock     p50 {p50:5.0f} ms (at most {MOST_P50:.0f}), "
        f"p95 {p95:5.0f} ms (at most {MOST_P95:.0f})\n"
        f"processor time   p50 {used50:5.0f} ms, p95 {used95:5.0f} ms\n"
    )
    return int(p50 > MOST_P50 or p95 > MOST_P95)


if __name__ == "__main__":
    sys.exit(main())
