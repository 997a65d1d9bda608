"""Learns how certain an answer is from question files over ingested folders.

``python -m hoidap.evaluation.certainty DATA QUESTIONS [DATA QUESTIONS ...]``; a line of a
question file holds ``q`` and ``expected`` ("answer" or anything else).  What is printed goes
by hand into ``answering.certainty``: weights, and the AUROC with each file left out in turn.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import numpy as np

from hoidap.answering.assistant import Assistant
from hoidap.answering.certainty import SIGNALS, certainty_signals
from hoidap.evaluation.learning import Array, logistic_weights
from hoidap.evaluation.metrics import auroc
from hoidap.settings import Settings

_PENALTY: Final = 0.01


@dataclass(frozen=True, slots=True)
class Asked:
    """The questions of one file: signals (n, signals) and whether they can be answered (n,)."""

    name: str
    signals: Array
    answerable: Array


def ask_all(data: Path, questions: Path) -> Asked:
    """Signals of the questions without a history; follow-ups depend on earlier answers."""
    rows, labels = [], []
    with Assistant.open(Settings(data=data)) as assistant:
        for line in questions.read_text(encoding="utf-8").splitlines():
            asked = json.loads(line)
            if asked.get("history"):
                continue
            considered = assistant.consider(asked["q"])
            if considered.passages:
                signals = certainty_signals(considered.passages, considered.ranked)
                rows.append([signals[name] for name in SIGNALS])
                labels.append(float(asked["expected"] == "answer"))
    return Asked(questions.parent.name, np.array(rows), np.array(labels))


def main(arguments: Sequence[str]) -> int:
    """Print weights and figures; 0, or 2 for a wrong command line."""
    if len(arguments) < 2 or len(arguments) % 2:
        sys.stderr.write(f"{__doc__}\n")
        return 2
    pairs = zip(arguments[::2], arguments[1::2], strict=True)
    files = [ask_all(Path(data), Path(questions)) for data, questions in pairs]
    for left_out in files:
        others = [each for each in files if each is not left_out] or files
        weights, bias = _learn(others)
        scores = left_out.signals @ weights + bias
        sys.stdout.write(
            f"{left_out.name}: {len(scores)} questions, AUROC {_auroc(scores, left_out):.3f} "
            f"left out, {_auroc(left_out.signals[:, 0], left_out):.3f} by the score alone\n"
        )
    weights, bias = _learn(files)
    named = {name: round(float(each), 3) for name, each in zip(SIGNALS, weights, strict=True)}
    sys.stdout.write(f"WEIGHTS = {named}\nBIAS = {bias:.3f}\n")
    return 0


def _learn(files: Sequence[Asked]) -> tuple[Array, float]:
    signals = np.concatenate([each.signals for each in files])
    answerable = np.concatenate([each.answerable for each in files])
    return logistic_weights(signals, answerable, np.ones(len(answerable)), _PENALTY)


def _auroc(scores: Array, asked: Asked) -> float:
    return auroc(scores.tolist(), (asked.answerable > 0).tolist()) or 0.0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
