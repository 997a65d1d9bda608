"""Reads a benchmark folder in the BEIR layout (Thakur et al., NeurIPS 2021).

``corpus.jsonl`` (``_id, title, text``), ``queries.jsonl`` (``_id, text,
metadata.answers, metadata.answerable``), ``qrels/test.tsv`` (``query-id,
corpus-id, score``).
"""

from __future__ import annotations

import csv
import json
import random
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from hoidap.errors import DocumentError


@dataclass(frozen=True, slots=True)
class BenchmarkQuestion:
    """One question: its relevant documents and the strings that answer it."""

    id: str
    text: str
    relevant: frozenset[str]
    answers: tuple[str, ...]
    answerable: bool


@dataclass(frozen=True, slots=True)
class BenchmarkFolder:
    """A benchmark: where its corpus is and what is asked."""

    path: Path
    questions: tuple[BenchmarkQuestion, ...]
    removed: frozenset[str] = frozenset()  # ids of documents that are left out of the corpus

    @property
    def corpus(self) -> Path:
        """The corpus file."""
        return self.path / "corpus.jsonl"

    def corpus_lines(self) -> Iterator[dict[str, Any]]:
        """The corpus, document by document, without what is removed."""
        return (line for line in _lines(self.corpus) if str(line["_id"]) not in self.removed)


def without_half(benchmark: BenchmarkFolder, seed: int) -> BenchmarkFolder:
    """The same with a random half of the documents that answer its questions removed.

    Documents are drawn, not questions: what is removed for one question is removed for
    all that need it, so that drawing questions would leave far more than half of them
    without an answer where many share a document.  A question that has lost any of its
    relevant documents counts as unanswerable; the same seed removes the same ones.
    """
    answering = sorted(
        {document for each in benchmark.questions if each.answerable for document in each.relevant}
    )
    removed = frozenset(random.Random(seed).sample(answering, len(answering) // 2))
    kept = tuple(
        replace(each, answerable=each.answerable and not each.relevant & removed)
        for each in benchmark.questions
    )
    return replace(benchmark, questions=kept, removed=removed)


def load_benchmark(folder: Path) -> BenchmarkFolder:
    """Read a benchmark folder.  Raises DocumentError naming what is missing or malformed."""
    for name in ("corpus.jsonl", "queries.jsonl", "qrels/test.tsv"):
        if not (folder / name).is_file():
            raise DocumentError(
                f"{folder / name} is missing.",
                "A benchmark folder holds corpus.jsonl, queries.jsonl and qrels/test.tsv.",
            )
    relevant = _relevant(folder / "qrels" / "test.tsv")
    questions = tuple(
        _question(line, relevant.get(str(line["_id"]), frozenset()))
        for line in _lines(folder / "queries.jsonl")
    )
    return BenchmarkFolder(folder, questions)


def _question(line: dict[str, Any], relevant: frozenset[str]) -> BenchmarkQuestion:
    about = line.get("metadata") or {}
    return BenchmarkQuestion(
        id=str(line["_id"]),
        text=str(line["text"]),
        relevant=relevant,
        answers=tuple(str(answer) for answer in about.get("answers") or ()),
        answerable=bool(about.get("answerable", bool(relevant))),
    )


def _relevant(path: Path) -> dict[str, frozenset[str]]:
    found: dict[str, set[str]] = {}
    with path.open(encoding="utf-8", newline="") as stream:
        for row in csv.DictReader(stream, delimiter="\t"):
            if int(row["score"]) > 0:
                found.setdefault(row["query-id"], set()).add(row["corpus-id"])
    return {query: frozenset(documents) for query, documents in found.items()}


def _lines(path: Path) -> Iterator[dict[str, Any]]:
    with path.open(encoding="utf-8") as stream:
        for number, line in enumerate(stream, start=1):
            if not line.strip():
                continue
            try:
                value = json.loads(line)
            except json.JSONDecodeError as error:
                raise DocumentError(
                    f"{path} line {number} is not JSON: {error.msg}.", "Write one object a line."
                ) from error
            yield value
