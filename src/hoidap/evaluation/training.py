"""Learns the weights of ranking and answerability, and prints them.

Run on benchmark folders and the data folders that they were ingested into::

    python -m hoidap.evaluation.training LAW LAW_DATA PROSE PROSE_DATA

What is printed goes by hand into ``RANKING_WEIGHTS`` and ``CALIBRATIONS``, where its
figures are written down beside it.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator, Sequence, Set
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

import numpy as np

from hoidap.answering.answerability import SIGNALS, signals_of
from hoidap.domain import Document, Passage
from hoidap.embedding.loading import load_embedder
from hoidap.evaluation.benchmark_folder import BenchmarkQuestion, load_benchmark
from hoidap.evaluation.learning import Array, Listed, listwise_weights, logistic_weights
from hoidap.index.generation import GenerationStore
from hoidap.index.lexical import Field
from hoidap.retrieval.asked import asked_part
from hoidap.retrieval.features import FEATURES, AskedQuestion, Candidate, features_of
from hoidap.retrieval.query import Scope
from hoidap.retrieval.ranking import CANDIDATES_COMPARED, rank
from hoidap.retrieval.reading import Reading
from hoidap.retrieval.search import HybridSearch
from hoidap.retrieval.terms import question_terms
from hoidap.retrieval.understanding import Understanding
from hoidap.settings import Settings

#: Penalties and shares of the prose set that did best in cross-validation.
RANKING_PENALTY: Final = 0.003
SIGNAL_PENALTY: Final = 0.002
RANKING_EVERY: Final = 2
PROSE_IMPORTANCE: Final = 0.1
#: Draws of half of the articles that are removed to make questions unanswerable.
REMOVALS: Final = 4


@dataclass(frozen=True, slots=True)
class Example:
    """A benchmark question with what was found for it."""

    question: BenchmarkQuestion
    asked: AskedQuestion
    passages: tuple[Passage, ...]
    candidates: tuple[Candidate, ...]
    documents: dict[str, Document]

    def without(self, removed: Set[str]) -> Example:
        """The same, were the ``removed`` documents not in the corpus."""
        kept = [i for i, each in enumerate(self.passages) if each.document_id not in removed]
        return replace(
            self,
            passages=tuple(self.passages[i] for i in kept),
            candidates=tuple(self.candidates[i] for i in kept),
        )


def read_examples(folder: Path, data: Path) -> Iterator[Example]:
    """The questions of a benchmark folder with their candidates from an index."""
    embedder = load_embedder(Settings(data=data))
    generation = GenerationStore(data).open()
    reading = Reading(generation)
    search, understanding = HybridSearch(embedder), Understanding()
    total = generation.lexical.count()

    def frequency(term: str) -> int:
        return generation.lexical.document_frequency(Field.TEXT, term, reading.partitions)

    for question in load_benchmark(folder).questions:
        query = understanding.understand(question.text, reading, Scope())
        found = search.search(reading, query, CANDIDATES_COMPARED).passages
        text = query.understood_as
        terms = question_terms(text, asked_part(text), frequency, total)
        passages = tuple(each.passage for each in found)
        yield Example(
            question=question,
            asked=AskedQuestion(text, terms, total),
            passages=passages,
            candidates=tuple(
                Candidate(each.passage.text, each.passage.context, each.dense) for each in found
            ),
            documents={each.document_id: reading.document(each.document_id) for each in passages},
        )
    generation.close()


def ranking_weights(examples: Sequence[Example]) -> dict[str, float]:
    """Weights of ``FEATURES``."""
    lists = [
        Listed(
            features_of(each.asked, each.candidates),
            np.array([p.document_id in each.question.relevant for p in each.passages]),
        )
        for each in examples
    ]
    return _named(FEATURES, listwise_weights(lists, RANKING_PENALTY))


def signal_row(example: Example) -> list[float]:
    """The answerability signals of an example, in the order of ``SIGNALS``."""
    ranking = rank(example.asked, example.candidates)
    best = example.passages[ranking.order[0]] if example.passages else None
    answer = f"{best.context}\n{best.text}" if best else ""
    ids = [passage.document_id for passage in example.passages]
    signals = signals_of(example.asked, example.candidates, ids, ranking, answer)
    return [signals[name] for name in SIGNALS]


def calibration(law: Sequence[Example], prose: Sequence[Example]) -> dict[str, float]:
    """Weights of ``SIGNALS`` and "bias", for even odds of being answerable."""
    rows: list[list[float]] = []
    labels: list[bool] = []
    articles = sorted({each for example in law for each in example.question.relevant})
    for seed in range(REMOVALS):
        drawn = np.random.default_rng(seed).permutation(len(articles))[: len(articles) // 2]
        removed = {articles[i] for i in drawn}
        rows += [signal_row(each.without(removed)) for each in law]
        labels += [not each.question.relevant & removed for each in law]
    marked = [each.question.answerable for each in prose]
    rows += [signal_row(each) for each in prose]
    importance = np.r_[_balanced(labels), _balanced(marked) * PROSE_IMPORTANCE]
    known = np.array([*labels, *marked], dtype=np.float64)
    weights, bias = logistic_weights(np.array(rows), known, importance, SIGNAL_PENALTY)
    return {**_named(SIGNALS, weights), "bias": round(bias, 3)}


def _balanced(labels: Sequence[bool]) -> Array:
    """Importance of each label, so that both kinds weigh half of 1 in all."""
    values = np.array(labels, dtype=np.float64)
    share = values.mean()
    return np.asarray(np.where(values == 1, 0.5 / share, 0.5 / (1 - share)) / len(values))


def _named(names: Sequence[str], weights: Array) -> dict[str, float]:
    return {name: round(float(weight), 3) for name, weight in zip(names, weights, strict=True)}


def main(arguments: Sequence[str]) -> None:
    """Learn from ``LAW LAW_DATA PROSE PROSE_DATA`` and write the weights as JSON."""
    law_folder, law_data, prose_folder, prose_data = map(Path, arguments)
    law = list(read_examples(law_folder, law_data))
    prose = list(read_examples(prose_folder, prose_data))
    asked = [each for each in law if each.question.answerable]
    answered = [each for each in prose if each.question.answerable]
    learned = {
        "ranking": ranking_weights(asked + answered[::RANKING_EVERY]),
        "answerability": calibration(asked, prose),
    }
    json.dump(learned, sys.stdout, ensure_ascii=False, indent=2)


if __name__ == "__main__":
    main(sys.argv[1:])
