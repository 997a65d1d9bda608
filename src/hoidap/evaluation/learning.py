"""Learns the few weights that HoiDap ships: small problems, solved with numpy alone.

- ``listwise_weights``: softmax over the candidates of each question; the loss is
  the negative logarithm of the probability given to all right ones together
  (Cao et al., ICML 2007), with a squared penalty.
- ``logistic_weights``: logistic regression whose weights may not be negative.

Both are minimised by gradient descent with momentum and a step that is halved
whenever the loss rises; features are of order 1, so no scaling is needed.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
import numpy.typing as npt

Array = npt.NDArray[np.float64]

#: Steps after which the weights no longer change in their second decimal.
STEPS: Final = 3000
_FIRST_STEP: Final = 0.5
_MOMENTUM: Final = 0.9


@dataclass(frozen=True, slots=True)
class Listed:
    """The candidates of one question: ``features`` (n, k), ``right`` (n,) of bool."""

    features: Array
    right: npt.NDArray[np.bool_]


def listwise_weights(questions: Sequence[Listed], penalty: float) -> Array:
    """Weights (k,) that score right candidates above the others of the same question.

    Questions without a right candidate teach nothing and are left out.
    Raises ValueError when none is left.
    """
    used = [each for each in questions if each.right.any()]
    if not used:
        raise ValueError("No question has a right candidate.")

    def loss(weights: Array) -> tuple[float, Array]:
        total, gradient = 0.0, np.zeros_like(weights)
        for each in used:
            scores = each.features @ weights
            all_of_them, right = _softmax(scores), _softmax(scores[each.right])
            total += _log_sum(scores) - _log_sum(scores[each.right])
            gradient += all_of_them @ each.features - right @ each.features[each.right]
        penalised = total / len(used) + penalty * float(weights @ weights)
        return penalised, gradient / len(used) + 2 * penalty * weights

    return _minimise(
        loss, np.zeros(used[0].features.shape[1]), np.full(used[0].features.shape[1], -np.inf)
    )


def logistic_weights(
    signals: Array, answerable: Array, importance: Array, penalty: float
) -> tuple[Array, float]:
    """Weights (k,), none negative, and the bias, for signals (n, k) and labels (n,) of 0 and 1.

    The penalty is on weights of standardised signals; what is returned applies
    to the signals as they are.
    """
    middle, spread = signals.mean(axis=0), signals.std(axis=0) + 1e-9
    inputs = np.c_[(signals - middle) / spread, np.ones(len(signals))]
    share = importance / importance.sum()

    def loss(weights: Array) -> tuple[float, Array]:
        total = inputs @ weights
        errors = np.logaddexp(0, -total) * answerable + np.logaddexp(0, total) * (1 - answerable)
        slope = inputs.T @ ((1 / (1 + np.exp(-total)) - answerable) * share)
        free = np.r_[weights[:-1], 0.0]
        return float(errors @ share + penalty * free @ free), slope + 2 * penalty * free

    least = np.r_[np.zeros(signals.shape[1]), -np.inf]
    found = _minimise(loss, np.zeros(len(least)), least)
    weights = found[:-1] / spread
    return weights, float(found[-1] - weights @ middle)


def _minimise(loss: Callable[[Array], tuple[float, Array]], weights: Array, least: Array) -> Array:
    """Where ``loss`` (value, gradient) is least, no weight below ``least``."""
    step, speed = _FIRST_STEP, np.zeros_like(weights)
    value, gradient = loss(weights)
    for _ in range(STEPS):
        speed = _MOMENTUM * speed - step * gradient
        tried = np.maximum(weights + speed, least)
        new_value, new_gradient = loss(tried)
        if new_value > value:
            step, speed = step / 2, np.zeros_like(speed)
            continue
        weights, value, gradient = tried, new_value, new_gradient
    return weights


def _softmax(scores: Array) -> Array:
    powers = np.exp(scores - scores.max())
    return np.asarray(powers / powers.sum())


def _log_sum(scores: Array) -> float:
    greatest = scores.max()
    return float(greatest + np.log(np.exp(scores - greatest).sum()))
