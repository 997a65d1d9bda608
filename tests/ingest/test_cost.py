"""Twice a hostile text takes at most twice the time, from what was read to passages and terms."""

from __future__ import annotations

import time

import pytest

from hoidap.vietnamese.normalisation import canonical_text, match_form
from hoidap.vietnamese.provision import find_provisions
from hoidap.vietnamese.references import find_references
from hoidap.vietnamese.sentences import split_sentences
from hoidap.vietnamese.tokens import index_terms

#: What each pattern begins with, without what it ends with.
UNITS = (
    *("b", "đ", "ư", "oá", "1", "1.", "a.", ".", "…", "(", "“", "[", "-", "- ", "/", "T."),
    *(
        " ",
        "\n",
        "\t",
        "\n \n",
        "a\n",
        "I. ",
        "Điều 1. ",
        "Điều 1\n",
        "1/",
        "05-",
        "05-CT/",
        "x" * 16_000 + " ",
    ),
    *(
        "luật ",
        "luật mới ban hành ",
        "Luật A ",
        "khoản 1, ",
        "khoản 1 điều 2 ",
        "ngày 1 tháng ",
        "1.000.",
        "năm ",
        "<a ",
    ),
    *("CT1 ", "\u0316\u0301", "NGHỊ QUYẾT ", "Hỏi: ", "| ", "A" * 100 + "\n", "theo ", "; a) "),
)
#: Work of one length; the other is twice that.  Four megabytes take the same for each character.
LENGTH = 16_000
#: Twice, and what a busy processor's caches add.
TWICE = 3.0
#: What grows faster does so every time; a neighbour on the same core disturbs only some.
ATTEMPTS = 4
#: Less than this is measured too roughly to be compared.
LEAST = 0.05


def seconds(text: str) -> float:
    started = time.process_time()
    canonical = canonical_text(text)
    match_form(canonical)
    split_sentences(canonical)
    find_references(canonical)
    find_provisions(canonical)
    index_terms(canonical)
    return time.process_time() - started


@pytest.mark.parametrize("unit", UNITS, ids=lambda unit: repr(unit[:12]))
def test_twice_the_text_takes_twice_the_time(unit: str) -> None:
    text = unit * (LENGTH // len(unit) + 1)
    measured = (measure(text, number) for number in range(ATTEMPTS))
    assert any(twice < max(TWICE * once, LEAST) for once, twice in measured)


def measure(text: str, number: int) -> tuple[float, float]:
    """Seconds for the text and for twice the text, with an end that no cache has seen."""
    end = "a" * number
    return seconds(text + end), seconds(text * 2 + end)
