"""What the rest of HoiDap needs from an embedding model."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

import numpy as np
import numpy.typing as npt

Vectors = npt.NDArray[np.float32]


class Embedder(Protocol):
    """Turns texts into vectors; queries and passages are prompted differently."""

    @property
    def name(self) -> str:
        """Identity stored with an index: two embedders of one name give one vector space."""

    @property
    def dimension(self) -> int:
        """Length of every vector."""

    @property
    def max_tokens(self) -> int:
        """Longest input in tokens, special tokens and prompt included."""

    def embed_queries(self, texts: Sequence[str]) -> Vectors:
        """Vectors of questions: (n, dimension) float32, L2-normalised."""

    def embed_passages(self, texts: Sequence[str]) -> Vectors:
        """Vectors of passages: (n, dimension) float32, L2-normalised."""

    def count_tokens(self, texts: Sequence[str]) -> list[int]:
        """Tokens each text takes as a passage, special tokens and prompt included."""
