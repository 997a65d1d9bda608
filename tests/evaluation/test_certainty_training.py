"""The weights of the certainty are learned from files that count alike, and judged left out."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest

from hoidap.answering.certainty import WEIGHTS, Signals, certainty
from hoidap.embedding.embedder import Embedder
from hoidap.evaluation.certainty_training import Listed, learned, left_out, listed
from hoidap.settings import Settings


def drawn(name: str, count: int, seed: int) -> Listed:
    """Questions that the first signal tells apart and the last does not."""
    rng = np.random.default_rng(seed)
    answerable = rng.random(count) < 0.7
    signals = rng.normal(size=(count, len(WEIGHTS)))
    signals[:, 0] += np.where(answerable, 2.0, -2.0)
    return Listed(name, signals, answerable)


def test_a_signal_that_tells_has_weight_and_one_that_does_not_has_none() -> None:
    weights, _ = learned([drawn("a", 400, 1), drawn("b", 400, 2)])
    assert weights[0] > 1
    assert weights[1:] == pytest.approx([0, 0], abs=0.3)


def test_a_file_is_judged_by_what_the_others_taught() -> None:
    files = [drawn("a", 200, 1), drawn("b", 200, 2)]
    backwards = Listed("c", files[0].signals, ~files[0].answerable)
    assert (left_out(files, 0) or 0) > 0.95
    assert (left_out([*files, backwards], 2) or 1) < 0.05


def test_large_files_weigh_no_more_than_small_ones() -> None:
    large, small = drawn("a", 2000, 1), drawn("b", 20, 2)
    assert large.importance.sum() == pytest.approx(small.importance.sum())
    assert large.importance[large.answerable].sum() == pytest.approx(0.5)


def test_questions_are_asked_with_what_was_said_before(
    corpus_settings: Settings, tmp_path: Path, embedder: Embedder
) -> None:
    path = tmp_path / "q.jsonl"
    asked = "Hải Hà khen thưởng bao nhiêu tập thể, cá nhân?"
    lines = [
        {"q": asked, "expected": "answer"},
        {"q": "Giá vé tham quan hang Sơn Đoòng là bao nhiêu?", "expected": "refuse"},
        {"q": "Thế còn cá nhân?", "expected": "answer", "history": [asked]},
    ]
    path.write_text("\n".join(map(json.dumps, lines)), encoding="utf-8")
    found = listed(path, corpus_settings.data, embedder)
    assert found.answerable.tolist() == [True, False, True]
    assert found.signals.shape == (3, len(WEIGHTS))
    sure, unsure, _ = (certainty(Signals(*row)) for row in found.signals)
    assert sure > 0.5 > unsure
