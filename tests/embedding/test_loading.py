"""The setting ``model`` decides which runtime serves, not which vector space it is."""

from __future__ import annotations

from pathlib import Path

import pytest

from hoidap.embedding.embedder import Embedder
from hoidap.embedding.loading import load_embedder
from hoidap.embedding.onnx_runtime import OnnxEmbedder
from hoidap.embedding.sentence_transformer import SentenceTransformerEmbedder
from hoidap.errors import ModelError
from hoidap.settings import Settings
from tests.fakes import FakeEmbedder


@pytest.mark.usefixtures("prepared")
def test_the_bundled_model_is_served_by_the_quick_runtime() -> None:
    embedder = load_embedder(Settings())
    assert isinstance(embedder, OnnxEmbedder)
    assert embedder.name == "multilingual-e5-small@1571fc982750"


def test_a_path_is_served_by_sentence_transformers(prepared: Path) -> None:
    embedder = load_embedder(Settings(model=str(prepared)))
    assert isinstance(embedder, SentenceTransformerEmbedder)
    assert embedder.name.startswith(f"{prepared.name}@")


def test_an_unknown_model_is_refused() -> None:
    with pytest.raises(ModelError, match="HOIDAP_MODEL"):
        load_embedder(Settings(model="no-such-model"))


def test_the_fake_is_an_embedder() -> None:
    fake: Embedder = FakeEmbedder()
    near, far, same = fake.embed_passages(["khen thưởng tập thể", "nước sông", "tập thể"])
    query = fake.embed_queries(["tập thể"])[0]
    assert query @ same == pytest.approx(1)
    assert query @ near > query @ far
