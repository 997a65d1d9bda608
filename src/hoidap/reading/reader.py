"""The reader at run time: what passages say to a question.

Each pair of question and passage is one run of the graph on one thread; as many run at once
as there are processors.  A passage longer than an input is read in overlapping windows.
What was read is remembered by question and passage.
"""

from __future__ import annotations

import math
import os
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

import numpy as np
import numpy.typing as npt
import onnxruntime  # type: ignore[import-untyped]
from numpy.lib.stride_tricks import sliding_window_view

from hoidap.embedding.prepared_files import GRAPH_INPUT
from hoidap.errors import ModelError
from hoidap.index.remembered import Remembered
from hoidap.reading.artefact import Calibration
from hoidap.reading.graph_names import (
    ANSWERS_OUTPUT,
    EVIDENCE,
    FIRST,
    LAST,
    PASSAGE_INPUT,
    PIECES_OUTPUT,
)
from hoidap.reading.marking import Range, choose_units, mark_units, units_of
from hoidap.reading.pair_encoding import EncodedPair, Pieces, encode_windows, is_read_whole

#: Reads remembered; each is some hundred numbers.
_REMEMBERED: Final = 2_000
#: Longest answer span, in words.
_LONGEST_SPAN: Final = 24
#: Inputs of one passage at most, some 2,000 characters: what is longer is no passage.
_MOST_WINDOWS: Final = 2
_LOG_ERRORS: Final = 3


Logits = npt.NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class PassageToRead:
    """A passage as the reader takes it: the headings above it, and its text."""

    headings: str
    text: str


@dataclass(frozen=True, slots=True)
class PassageRead:
    """What one passage says to a question.

    ``logit`` orders passages.
    ``units`` are the ranges of its sentences, lines and rows, ``marks`` (0 to 1) how much each
    is evidence, ``chosen`` the indices of those that are.  ``span`` is the range of the words
    that are most likely the answer, ``span_score`` the mean logit of its ends.
    """

    logit: float
    units: tuple[Range, ...]
    marks: tuple[float, ...]
    chosen: tuple[int, ...]
    span: Range | None
    span_score: float

    def shifted(self, by: int) -> PassageRead:
        """The same of a text in which what was read stands ``by`` characters further on."""
        if not by:
            return self
        units = tuple((start + by, end + by) for start, end in self.units)
        span = (self.span[0] + by, self.span[1] + by) if self.span else None
        return replace(self, units=units, span=span)


class Reader:
    """Reads passages with one graph.  Threads may share one."""

    def __init__(
        self,
        graph: Path,
        tokenizer: Pieces,
        calibration: Calibration,
        threads: int | None = None,
    ) -> None:
        """Load ``graph``; ``threads``: passages read at once, by default one a processor.

        Raises ModelError when the graph cannot be loaded.
        """
        self._tokenizer = tokenizer
        self._calibration = calibration
        self._threads = threads or len(os.sched_getaffinity(0))
        self._remembered: Remembered[tuple[str, PassageToRead], PassageRead] = Remembered(
            _REMEMBERED
        )
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = options.inter_op_num_threads = 1
        options.log_severity_level = _LOG_ERRORS
        try:
            self._session = onnxruntime.InferenceSession(
                graph, options, providers=["CPUExecutionProvider"]
            )
        except Exception as error:  # ONNX Runtime raises a type of its own per kind of failure
            raise ModelError(
                f"The reader's graph {graph} cannot be loaded: {error}",
                f"Delete {graph.parent}; it is made again at the next start.",
            ) from error

    def probability(self, logit: float) -> float:
        """That a passage with this logit supports the claim that was read for, 0 to 1."""
        calibration = self._calibration
        return 1 / (1 + math.exp(-(calibration.scale * logit + calibration.bias)))

    def reads_whole(self, question: str) -> bool:
        """Whether nothing of a question, or of a claim, is cut off before it is read."""
        return is_read_whole(self._tokenizer, question)

    def read(self, question: str, passages: Sequence[PassageToRead]) -> list[PassageRead]:
        """What each passage says to ``question``, in the order given."""
        known = [self._remembered.get((question, each)) for each in passages]
        missing = [each for each, read in zip(passages, known, strict=True) if read is None]
        fresh = dict(zip(missing, self._read_all(question, missing), strict=True))
        for passage, read in fresh.items():
            self._remembered.put((question, passage), read)
        return [read or fresh[each] for each, read in zip(passages, known, strict=True)]

    def _read_all(self, question: str, passages: Sequence[PassageToRead]) -> list[PassageRead]:
        if len(passages) < 2 or self._threads == 1:
            return [self._read(question, each) for each in passages]
        # Longest first, so that no thread is left with a long text at the end.
        order = sorted(range(len(passages)), key=lambda index: -len(passages[index].text))
        with ThreadPoolExecutor(self._threads) as pool:
            read = list(pool.map(lambda index: self._read(question, passages[index]), order))
        found = dict(zip(order, read, strict=True))
        return [found[index] for index in range(len(passages))]

    def _read(self, question: str, passage: PassageToRead) -> PassageRead:
        units = units_of(passage.text)
        marks = [0.0] * len(units)
        logit, span, span_score = -math.inf, None, -math.inf
        for pair in encode_windows(
            self._tokenizer, question, passage.headings, passage.text, _MOST_WINDOWS
        ):
            answers, pieces = self._run(pair)
            means = mark_units(pair, _sigmoid(pieces[:, EVIDENCE]).tolist(), units)
            marks = [max(both) for both in zip(marks, means, strict=True)]
            if answers > logit:
                logit = answers
                span, span_score = _best_span(pair, pieces)
        return PassageRead(
            logit=logit,
            units=tuple(units),
            marks=tuple(marks),
            chosen=tuple(choose_units(marks)),
            span=span,
            span_score=span_score,
        )

    def _run(self, pair: EncodedPair) -> tuple[float, Logits]:
        """The pair's logit, and those of the passage's pieces: (pieces, 3)."""
        if not pair.words:
            return -math.inf, np.zeros((0, LAST + 1), np.float32)
        inputs = {
            GRAPH_INPUT: np.array([pair.ids], np.int64),
            PASSAGE_INPUT: np.array([pair.start, pair.end], np.int64),
        }
        answers, pieces = self._session.run([ANSWERS_OUTPUT, PIECES_OUTPUT], inputs)
        return float(answers[0, 0]), pieces[0, pair.start : pair.end]


def _best_span(pair: EncodedPair, pieces: Logits) -> tuple[Range | None, float]:
    """The words between the most likely first and last piece, and the mean of their logits."""
    if not pair.words:
        return None, -math.inf
    ends = np.cumsum(pair.pieces)
    first = pieces[ends - pair.pieces, FIRST]
    last = np.full(len(ends) + _LONGEST_SPAN - 1, -np.inf, np.float32)
    last[: len(ends)] = pieces[ends - 1, LAST]
    scores = first[:, None] + sliding_window_view(last, _LONGEST_SPAN)
    word, more = divmod(int(scores.argmax()), _LONGEST_SPAN)
    span = (pair.words[word][0], pair.words[word + more][1])
    return span, float(scores[word, more]) / 2


def _sigmoid(values: Logits) -> Logits:
    return np.asarray(1 / (1 + np.exp(-values)), np.float32)
