"""Learns the weights of ``intents`` from the exemplars, and says how good they are.

``python -m hoidap.questions.training [QUESTIONS]`` prints precision and recall in cross-validation
over the exemplars and, where a table of other questions is given, over these, then writes
``intents.npz``.  Everything is seeded; it takes a minute.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Final

import numpy as np
from sklearn.linear_model import LogisticRegression  # type: ignore[import-untyped]

from hoidap.embedding.loading import load_embedder
from hoidap.questions.intents import (
    ASKED,
    INTENTS,
    WEIGHTS,
    Array,
    Exemplar,
    Weights,
    exemplars,
    masked,
    read_exemplars,
)
from hoidap.settings import load
from hoidap.vietnamese.references import find_references

#: Inverse strength of the penalty on the weights; best in cross-validation.
STRENGTH: Final = 30.0
MOST_STEPS: Final = 1000
FOLDS: Final = 5
SEED: Final = 20


def learn(model: str, vectors: Array, asked: Array) -> Weights:
    """Logistic functions for ``asked`` (n, intents) of 0 and 1, one for each intent.

    ``vectors``: (n, dimension), centred and brought to a root mean square length of 1.
    """
    middle = vectors.mean(axis=0)
    inputs = vectors - middle
    spread = float(np.sqrt((inputs**2).sum(axis=1).mean()))
    fitted = [
        LogisticRegression(C=STRENGTH, max_iter=MOST_STEPS).fit(inputs / spread, column)
        for column in asked.T
    ]
    weights = np.stack([each.coef_[0] / spread for each in fitted], axis=1)
    return Weights(model, middle, weights, np.array([each.intercept_[0] for each in fitted]))


def labels(questions: Sequence[Exemplar]) -> Array:
    """What questions ask for as a table (n, intents) of 0 and 1."""
    return np.array([[float(each in one.intents) for each in INTENTS] for one in questions])


def report(certain: Array, asked: Array) -> str:
    """Precision and recall by intent and together, and how often content was taken for another."""
    found, wanted = certain >= ASKED, asked > 0
    lines = []
    for place, intent in enumerate(INTENTS):
        right = int((found & wanted)[:, place].sum())
        taken, there = int(found[:, place].sum()), int(wanted[:, place].sum())
        lines.append(f"{intent.value:20} precision {right}/{taken}, recall {right}/{there}")
    right, content = int((found & wanted).sum()), ~wanted.any(axis=1)
    lines.append(
        f"together: precision {right / max(1, found.sum()):.3f}, recall {right / wanted.sum():.3f};"
        f" content misread {int(found[content].any(axis=1).sum())} of {int(content.sum())}"
    )
    return "\n".join(lines)


def cross_validated(model: str, vectors: Array, asked: Array) -> Array:
    """The certainties of every exemplar by weights learned without its fold."""
    folds = np.random.default_rng(SEED).permutation(len(vectors)) % FOLDS
    certain = np.zeros_like(asked)
    for fold in range(FOLDS):
        rest = folds != fold
        weights = learn(model, vectors[rest], asked[rest])
        certain[~rest] = weights.certainties(vectors[~rest].astype(np.float32))
    return certain


def as_asked(question: str) -> str:
    """A question with the documents masked that it names by number or as a law."""
    return masked(question, [(each.start, each.end) for each in find_references(question)])


def _say(text: str) -> None:
    sys.stdout.write(f"{text}\n")


def main() -> None:
    """Learn, report, write."""
    embedder = load_embedder(load())
    shown = exemplars()
    vectors = embedder.embed_queries([each.question for each in shown]).astype(np.float64)
    asked = labels(shown)
    _say(f"{len(shown)} exemplars, {FOLDS} folds")
    _say(report(cross_validated(embedder.name, vectors, asked), asked))
    weights = learn(embedder.name, vectors, asked)
    for table in map(Path, sys.argv[1:]):
        others = list(read_exemplars(table.read_text(encoding="utf-8")))
        found = embedder.embed_queries([as_asked(each.question) for each in others])
        _say(f"\n{table}: {len(others)} questions")
        _say(report(weights.certainties(found), labels(others)))
    np.savez(
        Path(__file__).with_name(WEIGHTS),
        model=np.array(weights.model),
        intents=np.array([each.value for each in INTENTS]),
        middle=weights.middle.astype(np.float32),
        weights=weights.weights.astype(np.float32),
        bias=weights.bias.astype(np.float32),
    )


if __name__ == "__main__":
    main()
