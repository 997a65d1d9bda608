"""How likely it is that what is quoted answers.

A logistic combination of what the reader says to the best passages with what the search
says.  ``python -m hoidap.evaluation.certainty`` learns the weights from question files and
prints how well they tell answerable questions from others.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from typing import Final

from hoidap.answering.read_units import ReadPassage

#: The signals: the best passage's score and highest mark, and the confidence without a
#: reader.
SIGNALS: Final = ("score", "mark", "ranked")

#: Weights of the signals, and the bias.
WEIGHTS: Final = {"score": 0.56, "mark": 0.85, "ranked": 2.15}
BIAS: Final = -0.05


def certainty_signals(passages: Sequence[ReadPassage], ranked: float) -> dict[str, float]:
    """The signals by name; ``passages`` are not empty, ``ranked`` is 0 to 1."""
    best = passages[0]
    return {
        "score": best.score,
        "mark": max(best.read.marks, default=0.0),
        "ranked": ranked,
    }


def certainty(signals: Mapping[str, float]) -> float:
    """The probability, 0 to 1, that the best passage answers."""
    total = BIAS + sum(weight * signals[name] for name, weight in WEIGHTS.items())
    return 1 / (1 + math.exp(-total))
