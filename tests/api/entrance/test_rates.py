"""Requests per minute."""

from __future__ import annotations

import pytest

from hoidap.api.entrance.rates import BUCKETS, Rates
from hoidap.errors import TooManyRequestsError


class Clock:
    now = 0.0

    def __call__(self) -> float:
        return self.now


def test_a_minutes_requests_may_come_at_once_and_then_evenly() -> None:
    clock = Clock()
    rates = Rates(clock)
    for _ in range(60):
        rates.take("a", 60)
    with pytest.raises(TooManyRequestsError) as refusal:
        rates.take("a", 60)
    assert refusal.value.retry_after == 1
    clock.now = 1.0
    rates.take("a", 60)
    with pytest.raises(TooManyRequestsError):
        rates.take("a", 60)


def test_over_a_long_time_no_more_than_the_rate_passes() -> None:
    clock = Clock()
    rates = Rates(clock)
    passed = 0
    for tenth in range(6000):  # ten minutes, ten tries a second
        clock.now = tenth / 10
        try:
            rates.take("a", 30)
            passed += 1
        except TooManyRequestsError:
            pass
    assert 300 <= passed <= 330


def test_retry_after_is_honest() -> None:
    clock = Clock()
    rates = Rates(clock)
    for _ in range(2):
        rates.take("a", 2)
    with pytest.raises(TooManyRequestsError) as refusal:
        rates.take("a", 2)
    clock.now = refusal.value.retry_after
    rates.take("a", 2)


def test_names_do_not_disturb_each_other_and_memory_is_bounded() -> None:
    rates = Rates(Clock())
    for number in range(BUCKETS + 100):
        rates.take(str(number), 1)
    assert len(rates._full_at) == BUCKETS
    with pytest.raises(TooManyRequestsError):
        rates.take(str(BUCKETS), 1)
