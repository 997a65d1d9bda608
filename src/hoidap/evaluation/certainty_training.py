"""Learns the weights of ``answering.certainty`` from questions over ingested documents.

Run on question files and the data folders that they are asked of::

    python -m hoidap.evaluation.certainty_training QUESTIONS DATA [QUESTIONS DATA ...]

Every file counts as much as every other, and in it the answerable questions as much as the rest.
What is printed goes by hand into ``WEIGHTS`` and ``BIAS``; beside it the AUROC of each file when
the weights are learned from the others.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import numpy as np
import numpy.typing as npt

from hoidap.answering.assistant import Assistant
from hoidap.answering.certainty import WEIGHTS
from hoidap.embedding.embedder import Embedder
from hoidap.embedding.loading import load_embedder
from hoidap.evaluation.asking import conversation
from hoidap.evaluation.learning import Array, logistic_weights
from hoidap.evaluation.metrics import auroc, shown
from hoidap.evaluation.question_file import load_questions
from hoidap.settings import load

#: Of the squared weights of standardised signals.
PENALTY: Final = 0.002


@dataclass(frozen=True, slots=True)
class Listed:
    """The questions of one file: signals (questions, signals), and which can be answered."""

    name: str
    signals: Array
    answerable: npt.NDArray[np.bool_]

    @property
    def importance(self) -> Array:
        """Of each question, so that both kinds weigh one half."""
        share = self.answerable.mean()
        each = np.where(self.answerable, 0.5 / share, 0.5 / (1 - share))
        return np.asarray(each / len(self.answerable), np.float64)


def listed(questions: Path, data: Path, embedder: Embedder) -> Listed:
    """What is known of the best passage for each question; those not read are left out."""
    rows, labels = [], []
    with Assistant.open(load(data=data), embedder) as assistant:
        for each in load_questions(questions):
            history = conversation(assistant, each.history)
            signals = assistant.consider(each.text, history=history).signals
            if signals is not None:
                rows.append([getattr(signals, name) for name in WEIGHTS])
                labels.append(each.answerable)
    return Listed(questions.name, np.array(rows, np.float64), np.array(labels, np.bool_))


def learned(files: Sequence[Listed]) -> tuple[Array, float]:
    """Weights in the order of ``WEIGHTS``, none of them negative, and the bias."""
    return logistic_weights(
        np.concatenate([each.signals for each in files]),
        np.concatenate([each.answerable for each in files]).astype(np.float64),
        np.concatenate([each.importance for each in files]),
        PENALTY,
    )


def left_out(files: Sequence[Listed], index: int) -> float | None:
    """The AUROC of one file by what was learned from the others."""
    weights, bias = learned([*files[:index], *files[index + 1 :]])
    judged = files[index]
    return auroc((judged.signals @ weights + bias).tolist(), judged.answerable.tolist())


def main(arguments: Sequence[str]) -> None:
    """Learn from ``QUESTIONS DATA`` pairs and write the weights and how well they carry over."""
    embedder = load_embedder(load())
    pairs = zip(map(Path, arguments[::2]), map(Path, arguments[1::2]), strict=True)
    files = [listed(questions, data, embedder) for questions, data in pairs]
    weights, bias = learned(files)
    named = {name: round(float(one), 3) for name, one in zip(WEIGHTS, weights, strict=True)}
    sys.stdout.write(f"WEIGHTS = {named}\nBIAS = {bias:.2f}\n")
    if len(files) > 1:
        for index, each in enumerate(files):
            sys.stdout.write(f"{each.name}: AUROC {shown(left_out(files, index))} left out\n")


if __name__ == "__main__":
    main(sys.argv[1:])
