"""The one fake of the test suite: an embedder for tests that do not test retrieval."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Sequence

import numpy as np

from hoidap.embedding.embedder import Vectors


class FakeEmbedder:
    """Counts syllables into hashed places of a vector: shared syllables give similar vectors.

    Implements ``hoidap.embedding.embedder.Embedder``; deterministic everywhere.
    """

    name = "fake@1"
    dimension = 384
    max_tokens = 512

    def embed_queries(self, texts: Sequence[str]) -> Vectors:
        return self._embed(texts)

    def embed_passages(self, texts: Sequence[str]) -> Vectors:
        return self._embed(texts)

    def count_tokens(self, texts: Sequence[str]) -> list[int]:
        return [len(_syllables(text)) + 2 for text in texts]

    def _embed(self, texts: Sequence[str]) -> Vectors:
        vectors = np.zeros((len(texts), self.dimension), np.float32)
        for vector, text in zip(vectors, texts, strict=True):
            vector[0] = 0.01  # an empty text still has a direction
            for syllable in _syllables(text):
                digest = hashlib.sha256(syllable.encode()).digest()
                vector[int.from_bytes(digest[:4], "big") % self.dimension] += 1
        vectors /= np.linalg.norm(vectors, axis=1, keepdims=True)
        return vectors


def _syllables(text: str) -> list[str]:
    return re.findall(r"\w+", text.lower())
