from __future__ import annotations

from hoidap.answering.generative.breaker import FAILURES, PAUSE, CircuitBreaker


class Clock:
    def __init__(self) -> None:
        self.now = 0.0

    def __call__(self) -> float:
        return self.now


def opened() -> tuple[CircuitBreaker, Clock]:
    clock = Clock()
    breaker = CircuitBreaker(clock)
    for _ in range(FAILURES):
        assert breaker.allows()
        breaker.failed()
    return breaker, clock


def test_it_opens_after_failures_in_a_row() -> None:
    assert not opened()[0].allows()


def test_a_success_between_failures_starts_the_count_again() -> None:
    breaker = CircuitBreaker()
    for _ in range(3 * FAILURES):
        breaker.failed()
        breaker.succeeded()
    assert breaker.allows()


def test_after_a_pause_one_call_tries() -> None:
    breaker, clock = opened()
    clock.now = PAUSE + 1

    assert breaker.allows()
    assert not breaker.allows()
    breaker.succeeded()
    assert breaker.allows()


def test_a_failed_try_closes_it_for_another_pause() -> None:
    breaker, clock = opened()
    clock.now = PAUSE + 1
    assert breaker.allows()
    breaker.failed()

    clock.now = 2 * PAUSE
    assert not breaker.allows()
    clock.now = 2 * PAUSE + 2
    assert breaker.allows()
