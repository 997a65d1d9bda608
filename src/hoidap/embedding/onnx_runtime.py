"""The bundled model run by ONNX Runtime: no torch, a quick start, one thread per text.

Each text is one run of the graph (see ``onnx_graph``) on one thread, and as
many texts run at once as there are processors.  That needs no padding, scales
better than threads inside operators at these sizes, and makes a text's vector
the same whatever it is embedded with.
"""

from __future__ import annotations

import os
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
import onnxruntime  # type: ignore[import-untyped]

from hoidap.embedding import unigram
from hoidap.embedding.embedder import Vectors
from hoidap.embedding.prepared_files import GRAPH, GRAPH_INPUT, PROMPTS, VOCABULARY
from hoidap.errors import ModelError

#: Fixed with the bundled model.
_DIMENSION = 384
_MAX_TOKENS = 512
#: What is embedded of a question, from both its ends: 192 tokens are some 600 characters, and the
#: longest question of the benchmarks has 390.  Time grows with it: 320 take 0.18 s, 512 0.3 s.
_MAX_QUERY_TOKENS = 192

#: Only errors: what ONNX Runtime warns about says nothing to an operator.
_LOG_ERRORS = 3


class OnnxEmbedder:
    """An ``Embedder`` over a prepared folder.  Threads may share one."""

    def __init__(self, folder: Path, name: str, threads: int | None = None) -> None:
        """Load the graph and vocabulary of ``folder``; ``threads``: texts run at once.

        ``threads`` is by default the number of processors this process may
        use.  Raises ModelError when a file cannot be loaded.
        """
        self._name = name
        self._threads = threads or len(os.sched_getaffinity(0))
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = options.inter_op_num_threads = 1
        options.log_severity_level = _LOG_ERRORS
        try:
            self._session = onnxruntime.InferenceSession(
                folder / GRAPH, options, providers=["CPUExecutionProvider"]
            )
            self._tokenizer = unigram.load(folder / VOCABULARY)
        except Exception as error:  # ONNX Runtime raises a type of its own per kind of failure
            raise ModelError(
                f"The prepared embedding model in {folder} cannot be loaded: {error}",
                f"Delete {folder}; it is made again at the next start.",
            ) from error

    @property
    def name(self) -> str:
        """Identity stored with an index: two embedders of one name give one vector space."""
        return self._name

    @property
    def dimension(self) -> int:
        """Length of every vector."""
        return _DIMENSION

    @property
    def tokenizer(self) -> unigram.UnigramTokenizer:
        """The vocabulary's tokenizer, for other models of the same vocabulary."""
        return self._tokenizer

    @property
    def max_tokens(self) -> int:
        """Longest input in tokens, special tokens and prompt included; the rest is cut off.

        Of a long question its beginning and its end are read, where the question itself stands.
        """
        return _MAX_TOKENS

    def embed_queries(self, texts: Sequence[str]) -> Vectors:
        """Vectors of questions: (n, dimension) float32, L2-normalised."""
        inputs = [self._tokenizer.encode(PROMPTS["query"] + text) for text in texts]
        return self._embed([_both_ends(ids, _MAX_QUERY_TOKENS) for ids in inputs])

    def embed_passages(self, texts: Sequence[str]) -> Vectors:
        """Vectors of passages: (n, dimension) float32, L2-normalised."""
        prompt = PROMPTS["passage"]
        return self._embed([self._tokenizer.encode(prompt + text, _MAX_TOKENS) for text in texts])

    def count_tokens(self, texts: Sequence[str]) -> list[int]:
        """Tokens each text takes as a passage, special tokens and prompt included, uncut."""
        return [len(self._tokenizer.encode(PROMPTS["passage"] + text)) for text in texts]

    def _embed(self, inputs: Sequence[list[int]]) -> Vectors:
        vectors = np.empty((len(inputs), _DIMENSION), np.float32)

        def run(index: int) -> None:
            ids = np.array([inputs[index]], np.int64)
            vectors[index] = self._session.run(None, {GRAPH_INPUT: ids})[0][0]

        # Longest first, so that no thread is left with a long text at the end.
        order = sorted(range(len(inputs)), key=lambda index: -len(inputs[index]))
        if len(order) > 1 and self._threads > 1:
            with ThreadPoolExecutor(self._threads) as pool:
                list(pool.map(run, order))
        else:
            for index in order:
                run(index)
        return vectors


def _both_ends(ids: list[int], limit: int) -> list[int]:
    """``ids``, without those in the middle where there are more than ``limit``."""
    half = limit // 2
    return ids if len(ids) <= limit else ids[:half] + ids[-(limit - half) :]
