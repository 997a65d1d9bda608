"""How likely it is that the documents answer a question.

A passage that is merely the nearest looks like its neighbours; one that answers
stands out from them.  So most signals compare the best document with the others
that were found:

===============  ===========================================================
``near_lead``    score of the best document less the mean of the next three
``far_lead``     the same, less the mean of the next twenty
``phrase_lead``  share of the question's runs of four words, less the next ten's
``dense_lead``   best cosine less the mean of the 6th to 40th
``cover``        coverage of the question by the best passage
``pairs``        coverage of its pairs of syllables by the best passage
``defines``      the best passage defines what is asked for
``fits``         the answer holds the kind of thing asked for (see ``fitting``)
===============  ===========================================================

A logistic function of them, with no negative weight, gives the probability.
It was calibrated for even odds on 186 questions about 2,131 law articles, with
half of the articles that answer them removed (four draws), and, with a tenth of
the weight, on 441 questions about prose that are marked answerable or not.
AUROC 0.92 in law (six folds by article, six draws), 0.73 in prose, where passages
about the right person that lack the answer are marked unanswerable.  Boosted
trees over 36 such signals reach 0.93, and similarities of single tokens (layers 9
and 12 of e5) add nothing: what remains needs reading.

``CALIBRATIONS`` keeps one set of numbers per embedding model, because
``dense_lead`` depends on the model; another model is judged without it.  The
leads shrink as a corpus grows, since nearer neighbours exist: on 40 to 2,131 of
the same articles the best constant rises by 0.17 with the logarithm of their
number, and each calibration knows how many passages it was made with.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
import numpy.typing as npt

from hoidap.answering.fitting import fits_question
from hoidap.retrieval.asked import asked_part
from hoidap.retrieval.features import (
    COVER_SCALE,
    DENSE_SCALE,
    FEATURES,
    AskedQuestion,
    Candidate,
)
from hoidap.retrieval.ranking import Ranking
from hoidap.retrieval.terms import find_terms, words_of
from hoidap.vietnamese.tokens import PAIR

Values = npt.NDArray[np.float64]

SIGNALS: Final = (
    "near_lead",
    "far_lead",
    "phrase_lead",
    "dense_lead",
    "cover",
    "pairs",
    "defines",
    "fits",
)

_COLUMN: Final = {name: place for place, name in enumerate(FEATURES)}

#: Words in a run: shorter ones are found everywhere in a law, longer ones miss rewordings.
_RUN: Final = 4
#: Documents that the best one is compared with: by score, near and far, and for runs.
_NEAR: Final = 3
_FAR: Final = 20
_NEXT_BY_RUNS: Final = 10
#: What a lead is taken for over documents that do not exist: between those of questions that
#: can be answered and of those that cannot.  Two copies of one answer lead over nothing.
_NEUTRAL: Final = {"near_lead": 3.7, "far_lead": 6.2, "phrase_lead": 0.3, "dense_lead": 0.037}
#: Pairs of lighter weight are seams between words: "của_người".
_LEAST_PAIR: Final = 0.6
#: How the logarithm of odds grows with the logarithm of the number of passages.
_BY_SIZE: Final = 0.17
#: No fewer passages were measured.
_FEWEST: Final = 70
#: Neighbours by cosine; the first five may belong to the same answer.
_NEIGHBOURS: Final = slice(5, 40)


@dataclass(frozen=True, slots=True)
class Calibration:
    """Weights of the signals for one embedding model, and the probability to answer from.

    ``threshold`` is for deployments where most questions can be answered: it
    keeps 95% of the answerable ones of the calibration set, which was about so
    many ``passages``.
    """

    weights: Mapping[str, float]
    bias: float
    threshold: float
    passages: int = 3817


#: By the embedding model's name up to "@"; "" is any other model.
CALIBRATIONS: Final[dict[str, Calibration]] = {
    "multilingual-e5-small": Calibration(
        weights={
            "near_lead": 0.234,
            "far_lead": 0.143,
            "phrase_lead": 1.851,
            "dense_lead": 23.2,
            "cover": 0.706,
            "pairs": 1.243,
            "defines": 1.607,
            "fits": 0.856,
        },
        bias=-5.281,
        threshold=0.24,
    ),
    "": Calibration(
        weights={
            "near_lead": 0.229,
            "far_lead": 0.222,
            "phrase_lead": 1.7,
            "cover": 0.935,
            "pairs": 1.177,
            "defines": 1.399,
            "fits": 0.804,
        },
        bias=-4.822,
        threshold=0.3,
    ),
}


def calibration_for(model: str) -> Calibration:
    """The calibration for an embedding model by its name (``Embedder.name``)."""
    return CALIBRATIONS.get(model.partition("@")[0], CALIBRATIONS[""])


def signals_of(
    question: AskedQuestion,
    candidates: Sequence[Candidate],
    documents: Sequence[str],
    ranking: Ranking,
    answer: str,
) -> dict[str, float]:
    """The signals, by name.

    ``documents`` are the ids of the candidates' documents, ``answer`` is the
    text of the unit that would be shown first, with the headings above it.  All
    are 0.0 without candidates.
    """
    if not candidates:
        return dict.fromkeys(SIGNALS, 0.0)
    order = ranking.order
    best = order[0]
    cover = ranking.features[:, _COLUMN["cover"]] / COVER_SCALE
    dense = np.sort(ranking.features[:, _COLUMN["dense"]] / DENSE_SCALE)[::-1]
    scores = np.sort(_best_by_document(documents, order, ranking.scores))[::-1]
    runs = _shared_runs(question, candidates, documents, order)
    neighbours = dense[_NEIGHBOURS]
    return {
        "near_lead": _lead(scores, _NEAR, _NEUTRAL["near_lead"]),
        "far_lead": _lead(scores, _FAR, _NEUTRAL["far_lead"]),
        "phrase_lead": _lead(runs, _NEXT_BY_RUNS, _NEUTRAL["phrase_lead"]),
        "dense_lead": (
            float(dense[0] - neighbours.mean()) if neighbours.size else _NEUTRAL["dense_lead"]
        ),
        "cover": float(cover[best]),
        "pairs": _pairs_held(question, candidates[best]),
        "defines": float(ranking.features[best, _COLUMN["defines"]]),
        "fits": float(fits_question(question.text, answer)),
    }


def answerability(signals: Mapping[str, float], calibration: Calibration, passages: int) -> float:
    """The probability, 0 to 1, that the documents hold the answer; ``passages``: how many."""
    total = calibration.bias + sum(
        weight * signals[name] for name, weight in calibration.weights.items()
    )
    total += _BY_SIZE * math.log(max(_FEWEST, passages) / calibration.passages)
    return 1 / (1 + math.exp(-total))


def _best_by_document(documents: Sequence[str], order: Sequence[int], values: Values) -> Values:
    """The best value of each document, documents by rank: (documents,)."""
    best: dict[str, float] = {}
    for each in order:
        best[documents[each]] = max(best.get(documents[each], -math.inf), float(values[each]))
    return np.array(list(best.values()))


def _lead(values: Values, following: int, neutral: float) -> float:
    """The first value less the mean of the next ones, ``neutral`` for each that is missing."""
    others = values[1 : 1 + following]
    missing = following - len(others)
    lead = float(values[0] - others.mean()) if len(others) else 0.0
    return (lead * len(others) + neutral * missing) / following


def _pairs_held(question: AskedQuestion, best: Candidate) -> float:
    """Share of the weight of the question's telling pairs that a passage and its headings hold."""
    weights = question.terms.weights
    pairs = {t: w for t, w in weights.items() if PAIR in t and w >= _LEAST_PAIR}
    held = {
        hit.term for text in (best.text, best.context) for hit in find_terms(text, question.terms)
    }
    total = sum(pairs.values())
    return sum(pairs[each] for each in held & pairs.keys()) / total if total else 1.0


def _shared_runs(
    question: AskedQuestion,
    candidates: Sequence[Candidate],
    documents: Sequence[str],
    order: Sequence[int],
) -> Values:
    """Share of the question's runs of four words that each of the best documents holds."""
    words = words_of(asked_part(question.text))
    runs = [f" {' '.join(words[i : i + _RUN])} " for i in range(len(words) - _RUN + 1)]
    held: dict[str, float] = {}
    for each in order:
        document = documents[each]
        if document not in held and len(held) > _NEXT_BY_RUNS:
            continue
        text = f" {' '.join(words_of(candidates[each].text))} "
        share = sum(run in text for run in runs) / len(runs) if runs else 0.0
        held[document] = max(held.get(document, 0.0), share)
    return np.array(list(held.values()))
