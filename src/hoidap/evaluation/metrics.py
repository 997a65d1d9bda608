"""Measures of ranking, answering and refusing.

Recall and reciprocal rank after Manning, Raghavan & Schütze, *Introduction to
Information Retrieval*, ch. 8; AUROC as the Mann–Whitney statistic (Hanley &
McNeil, Radiology 1982), ties counting half.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

import numpy as np

from hoidap.vietnamese.normalisation import match_form

#: What numbers an item is no part of an answer, and gold answers join items in one line.
_LABEL = re.compile(r"(?:^|(?<=\s))(?:\d{1,2}\.|[a-zđ]\)|[-–+*•])(?=\s)")
#: "05 ngày" and "5 ngày" are the same.
_LEADING_ZERO = re.compile(r"(?<![\d.,/-])0+(?=\d)(?![\d]*[/-])")
#: Between words a gold answer has other stops and spaces than running text; inside numbers
#: and dates both have the same.
_STOPS = re.compile(r"(?:[^\w\s](?=\s|$)|(?<![\w])[^\w\s]|\s|(?<=[^\W\d])[^\w\s](?=[^\W\d]))+")


def recall_at(ranked: Sequence[str], relevant: frozenset[str], k: int) -> float:
    """1.0 when any relevant document is among the first ``k``, else 0.0 (success at k)."""
    return float(any(document in relevant for document in ranked[:k]))


def reciprocal_rank(ranked: Sequence[str], relevant: frozenset[str], k: int = 10) -> float:
    """1 / rank of the first relevant document among the first ``k``; 0.0 when none is."""
    for rank, document in enumerate(ranked[:k], start=1):
        if document in relevant:
            return 1.0 / rank
    return 0.0


def auroc(scores: Sequence[float], positive: Sequence[bool]) -> float | None:
    """Probability that a positive scores above a negative; None without both."""
    values, labels = np.asarray(scores, dtype=np.float64), np.asarray(positive, dtype=bool)
    above, below = values[labels], values[~labels]
    if not above.size or not below.size:
        return None
    wins = (above[:, None] > below[None, :]).mean()
    ties = (above[:, None] == below[None, :]).mean()
    return float(wins + ties / 2)


def precision_recall(predicted: Sequence[bool], actual: Sequence[bool]) -> tuple[float, float]:
    """Precision and recall of a yes/no decision; 0.0 where a share has no members."""
    hits = sum(p and a for p, a in zip(predicted, actual, strict=True))
    said, true = sum(predicted), sum(actual)
    return (hits / said if said else 0.0, hits / true if true else 0.0)


def comparable(text: str) -> str:
    """A text as answers are compared.

    Match form without item labels, leading zeros and stops between words.
    """
    form = _LEADING_ZERO.sub("", _LABEL.sub(" ", match_form(text)))
    return _STOPS.sub(" ", form).strip()


def holds_answer(unit: str, answers: Sequence[str]) -> bool:
    """Whether one of the gold answers stands in a unit, word for word."""
    inside = f" {comparable(unit)} "
    return any(_bounded(comparable(answer), inside) for answer in answers if answer.strip())


def _bounded(answer: str, text: str) -> bool:
    """Whether ``answer`` stands in ``text`` and not inside a longer word."""
    return re.search(rf"(?<!\w){re.escape(answer)}(?!\w)", text) is not None


def shown(value: float | None) -> str:
    """A figure in a table for people: counts as they are, shares with three places."""
    if value is None:
        return "–"
    return str(value) if isinstance(value, int) else f"{value:.3f}"
