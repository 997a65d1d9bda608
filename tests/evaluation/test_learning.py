"""The weights that are shipped can be learned again."""

from __future__ import annotations

import numpy as np
import pytest

from hoidap.evaluation.learning import Listed, listwise_weights, logistic_weights


def lists(generator: np.random.Generator, true: np.ndarray) -> list[Listed]:
    made = []
    for _ in range(80):
        features = generator.normal(size=(12, len(true)))
        right = np.zeros(12, dtype=np.bool_)
        right[int(np.argmax(features @ true))] = True
        made.append(Listed(features, right))
    return made


def test_listwise_weights_recover_the_order_they_were_made_by() -> None:
    generator = np.random.default_rng(0)
    true = np.array([2.0, -1.0, 0.0])
    found = listwise_weights(lists(generator, true), 0.003)
    assert found @ true / np.linalg.norm(found) / np.linalg.norm(true) > 0.99
    fresh = lists(generator, true)
    hits = [each.right[int(np.argmax(each.features @ found))] for each in fresh]
    assert np.mean(hits) > 0.9


def test_a_greater_penalty_gives_smaller_weights() -> None:
    examples = lists(np.random.default_rng(1), np.array([1.0, 1.0]))
    small, great = (np.linalg.norm(listwise_weights(examples, each)) for each in (0.001, 0.1))
    assert great < small


def test_questions_without_a_right_candidate_teach_nothing() -> None:
    with pytest.raises(ValueError, match="right candidate"):
        listwise_weights([Listed(np.ones((3, 2)), np.zeros(3, dtype=np.bool_))], 0.01)


def test_logistic_weights_are_never_negative() -> None:
    generator = np.random.default_rng(2)
    signals = generator.normal(size=(400, 2))
    chance = 1 / (1 + np.exp(-(2 * signals[:, 0] - signals[:, 1])))
    labels = (generator.random(400) < chance).astype(np.float64)
    weights, bias = logistic_weights(signals, labels, np.ones(400), 0.002)
    assert weights[0] > 1
    assert weights[1] == 0
    assert abs(bias) < 0.5
