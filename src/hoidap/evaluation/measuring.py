"""Runs a benchmark's questions and measures ranking, answers and refusals.

The index is built by the project's own ingest command in a process of its own
(nothing in this package imports it), one document for each corpus line; long
ones are split into passages and ranked by their best one.
"""

from __future__ import annotations

import json
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np

from hoidap.answering.assistant import Assistant
from hoidap.answering.considering import ANSWERABLE, Considered
from hoidap.errors import HoiDapError
from hoidap.evaluation.benchmark_folder import BenchmarkFolder, BenchmarkQuestion
from hoidap.evaluation.metrics import (
    auroc,
    holds_answer,
    precision_recall,
    recall_at,
    reciprocal_rank,
)
from hoidap.settings import Settings
from hoidap.vietnamese.folding import fold

#: Answers are looked for in this many units.
UNITS = (1, 2, 3)
RANKS = (1, 5, 10)


@dataclass(frozen=True, slots=True)
class Measured:
    """One question: where its documents ranked, which unit answers, and how long it took."""

    question: BenchmarkQuestion
    ranked: tuple[str, ...]  # document ids, best first
    answered_at: int | None  # how many units hold the answer together; None: not the first three
    confidence: float
    refused: bool
    milliseconds: float


@dataclass(frozen=True, slots=True)
class Scores:
    """The measures of one run; None where no question carries what it needs."""

    questions: int
    r_at_1: float | None
    r_at_5: float | None
    r_at_10: float | None
    mrr_at_10: float | None
    answer_at_1: float | None
    answer_at_2: float | None
    answer_at_3: float | None
    refusal_auroc: float | None
    refusal_precision: float
    refusal_recall: float
    latency_ms_p50: float
    latency_ms_p95: float

    def as_json(self) -> dict[str, float | int | None]:
        """The scores by name."""
        return asdict(self)


@contextmanager
def built_index(benchmark: BenchmarkFolder, settings: Settings) -> Iterator[Settings]:
    """Settings of a throw-away data folder into which a benchmark's corpus was ingested."""
    with TemporaryDirectory(prefix="hoidap-eval-") as folder:
        corpus = benchmark.corpus
        if benchmark.removed:
            corpus = Path(folder, "corpus.jsonl")
            lines = (json.dumps(each, ensure_ascii=False) for each in benchmark.corpus_lines())
            corpus.write_text("\n".join(lines) + "\n", encoding="utf-8")
        command = [sys.executable, "-m", "ingest.command", str(corpus), "--data", folder, "--json"]
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        if done.returncode != 0:
            raise HoiDapError(f"{corpus} was not ingested: {done.stderr.strip()[-500:]}")
        yield settings.model_copy(update={"data": Path(folder)})


def measure(
    assistant: Assistant, benchmark: BenchmarkFolder, *, folded: bool = False
) -> list[Measured]:
    """Ask every question, as written or with its diacritics removed."""
    assistant.warm_up()
    return [
        _measure_one(assistant, question, fold(question.text) if folded else question.text)
        for question in benchmark.questions
    ]


def _measure_one(assistant: Assistant, question: BenchmarkQuestion, asked: str) -> Measured:
    started = time.perf_counter()
    considered = assistant.consider(asked)
    elapsed = (time.perf_counter() - started) * 1000
    ranked = tuple(dict.fromkeys(each.passage.document_id for each in considered.found.passages))
    return Measured(
        question=question,
        ranked=ranked,
        answered_at=_answered_at(considered, question),
        confidence=considered.confidence,
        refused=considered.confidence < ANSWERABLE,
        milliseconds=elapsed,
    )


def _answered_at(considered: Considered, question: BenchmarkQuestion) -> int | None:
    """How many units of the right document must be read until the answer stands in them.

    Units in the order of the answer; which document is right is measured by the
    ranks.  An answer longer than a unit stands in several, which are read in the
    order of the document.
    """
    right = [unit for unit in considered.units if unit.document_id in question.relevant]
    for position in UNITS:
        read = sorted(right[:position], key=lambda unit: (unit.document_id, unit.start))
        lines = dict.fromkeys(line for unit in read for line in unit.text.split("\n"))
        if holds_answer("\n".join(lines), question.answers):
            return position
    return None


def score(measured: Sequence[Measured]) -> Scores:
    """Averages over questions: ranks over those with relevant documents, answers over those
    with gold answers, refusals over all."""
    ranked = [each for each in measured if each.question.relevant and each.question.answerable]
    with_answers = [each for each in ranked if each.question.answers]
    precision, recall = precision_recall(
        [each.refused for each in measured], [not each.question.answerable for each in measured]
    )
    latencies = [each.milliseconds for each in measured]
    at = {k: _mean([recall_at(m.ranked, m.question.relevant, k) for m in ranked]) for k in RANKS}
    within = {
        k: _mean([float(m.answered_at is not None and m.answered_at <= k) for m in with_answers])
        for k in UNITS
    }
    return Scores(
        questions=len(measured),
        r_at_1=at[1],
        r_at_5=at[5],
        r_at_10=at[10],
        mrr_at_10=_mean([reciprocal_rank(m.ranked, m.question.relevant) for m in ranked]),
        answer_at_1=within[1],
        answer_at_2=within[2],
        answer_at_3=within[3],
        refusal_auroc=auroc(
            [each.confidence for each in measured],
            [each.question.answerable for each in measured],
        ),
        refusal_precision=precision,
        refusal_recall=recall,
        latency_ms_p50=float(np.percentile(latencies, 50)),
        latency_ms_p95=float(np.percentile(latencies, 95)),
    )


def _mean(values: Sequence[float]) -> float | None:
    return float(np.mean(values)) if values else None
