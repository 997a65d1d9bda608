"""Orders candidate passages by a linear score of their features.

The weights are those of a softmax over each question's candidates (listwise
learning to rank, Cao et al., ICML 2007, with a squared penalty of 0.003): the
probability that the best-scored passage comes from a relevant document.  They
were learned from 186 questions about 2,131 law articles and every second of
326 questions about encyclopaedic and news passages, by
``hoidap.evaluation.training``.

=====================================  ==========  =====================
MRR@10 (R@1, R@10)                     law         prose, held out
=====================================  ==========  =====================
sum of z-scores of cosine and BM25     .950 .919   .768 .621
these weights, out of fold             .971 .957   .789 .655
learned from the prose only            .961 .941
=====================================  ==========  =====================

Law: six folds by article, four times.  R@10 is 0.995 to 1.0 in law, 1.0 in prose.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
import numpy.typing as npt

from hoidap.retrieval.features import (
    FEATURES,
    AskedQuestion,
    Candidate,
    FeatureMatrix,
    features_of,
)

#: Learned; see above.  Features and their scales are those of ``features``.
RANKING_WEIGHTS: Final[dict[str, float]] = {
    "dense": 3.15,
    "cover": 1.96,
    "cover_line": 1.94,
    "title_share": 1.40,
    "title_cover": 0.66,
    "title_match": 1.06,
    "defines": 0.74,
    "document": 0.18,
    "provision": 0.41,
}

#: Candidates worth comparing in full: by the sum of z-scores the first relevant passage was
#: never below the 39th place; each takes 0.2 ms.
CANDIDATES_COMPARED: Final = 42

RankScores = npt.NDArray[np.float64]

_WEIGHTS: Final = np.array([RANKING_WEIGHTS[name] for name in FEATURES])


@dataclass(frozen=True, slots=True)
class Ranking:
    """Candidates compared with a question.

    ``features``: (n, len(FEATURES)); ``scores``: (n,), higher is better.
    Differences of scores are logarithms of odds: 1.0 more means 2.7 times as
    likely to come from the document that answers.  Comparable within one
    question only.
    """

    features: FeatureMatrix
    scores: RankScores

    @property
    def order(self) -> list[int]:
        """Indexes of the candidates, best first; ties in the order given."""
        return [int(each) for each in np.argsort(-self.scores, kind="stable")]


def rank(question: AskedQuestion, candidates: Sequence[Candidate]) -> Ranking:
    """Compare candidates with a question."""
    features = features_of(question, candidates)
    return Ranking(features, np.asarray(features @ _WEIGHTS))
