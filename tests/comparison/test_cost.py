"""What a comparison may cost, also of documents that have nothing in common."""

from __future__ import annotations

import random
import time

import pytest

from hoidap.comparison.comparing import compare
from tests.comparison.samples import code, document

SYLLABLES = "sông hồ núi đồng làng chợ thuyền lúa cá tre gạo vải đường cầu bến đò mưa nắng gió"


def heap(seed: int, paragraphs: int) -> str:
    """Paragraphs without structure, of words drawn by chance."""
    chance = random.Random(seed)
    words = [f"{a}{b}" for a in SYLLABLES.split() for b in ("", " cũ", " mới")]
    lines = (" ".join(chance.choices(words, k=25)) for _ in range(paragraphs))
    return "\n\n".join(f"{line.capitalize()}." for line in lines)


def seconds(left: str, right: str) -> float:
    documents = document(left), document(right)
    started = time.process_time()
    compare(*documents)
    return time.process_time() - started


@pytest.mark.slow
def test_large_heaps_take_bounded_time() -> None:
    assert seconds(heap(1, 1500), heap(2, 1500)) < 15


@pytest.mark.slow
def test_two_codes_that_have_little_in_common() -> None:
    left, right = code("bo-luat-hinh-su-2015"), code("bo-luat-lao-dong-2019")
    started = time.process_time()
    comparison = compare(left, right)
    assert time.process_time() - started < 15
    together = sum(1 for row in comparison.rows if row.left and row.right)
    assert together < 0.03 * len(comparison.rows)
