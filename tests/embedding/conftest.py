"""The prepared model, in the user's own cache so that runs reuse it, and both runtimes over it."""

from __future__ import annotations

from pathlib import Path

import pytest

from hoidap import settings
from hoidap.embedding.embedder import Vectors
from hoidap.embedding.onnx_runtime import OnnxEmbedder
from hoidap.embedding.preparation import BUNDLED_NAME, prepare
from hoidap.embedding.sentence_transformer import SentenceTransformerEmbedder
from tests.embedding.samples import TEXTS


@pytest.fixture(scope="session")
def prepared() -> Path:
    return prepare(settings.load().model_cache)


@pytest.fixture(scope="session")
def quick(prepared: Path) -> OnnxEmbedder:
    """What HoiDap runs."""
    return OnnxEmbedder(prepared, BUNDLED_NAME)


@pytest.fixture(scope="session")
def exact(prepared: Path) -> SentenceTransformerEmbedder:
    """The same model in float32 under sentence-transformers."""
    return SentenceTransformerEmbedder(prepared, BUNDLED_NAME)


@pytest.fixture(scope="session")
def exact_queries(exact: SentenceTransformerEmbedder) -> Vectors:
    return exact.embed_queries(TEXTS)


@pytest.fixture(scope="session")
def exact_passages(exact: SentenceTransformerEmbedder) -> Vectors:
    return exact.embed_passages(TEXTS)
