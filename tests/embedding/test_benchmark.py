"""The benchmark measures both runtimes over the same passages of the stated length."""

from __future__ import annotations

import pytest

from hoidap.embedding.benchmark import TOKENS, compare, passages
from hoidap.embedding.onnx_runtime import OnnxEmbedder
from tests.fakes import FakeEmbedder


def test_passages_have_the_stated_length_and_are_all_different(quick: OnnxEmbedder) -> None:
    texts = passages(quick, 20)
    lengths = quick.count_tokens(texts)
    assert sum(lengths) / len(lengths) == pytest.approx(TOKENS, rel=0.05)
    assert len(set(texts)) == 20
    assert texts == passages(quick, 20)


def test_a_comparison_states_both_speeds_their_ratio_and_the_cosine() -> None:
    fake = FakeEmbedder()
    comparison = compare(fake, fake, passages(fake, 8), rounds=3)
    assert comparison.lowest_cosine == pytest.approx(1)
    assert comparison.ratio == pytest.approx(
        comparison.ours.passages_per_second / comparison.reference.passages_per_second
    )
    table = comparison.table()
    assert f"ratio {comparison.ratio:.2f}" in table
    assert "sentence-transformers, fp32" in table
    assert "ONNX Runtime, 8 bits" in table
