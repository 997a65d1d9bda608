"""A question and a passage as one input, and the words that its pieces come from."""

from __future__ import annotations

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hoidap.embedding import unigram
from hoidap.embedding.embedder import Embedder
from hoidap.embedding.onnx_runtime import OnnxEmbedder
from hoidap.reading.marking import choose_units, mark_units, units_of
from hoidap.reading.pair_encoding import (
    PAIR_PIECES,
    QUESTION_PIECES,
    encode_pair,
    encode_windows,
    word_ranges,
)

TEXT = "1. Hồ sơ gồm:\na) Đơn đề nghị;\nb) Bản sao căn cước. Nộp tại bộ phận một cửa."


@pytest.fixture(scope="module")
def tokenizer(embedder: Embedder) -> unigram.UnigramTokenizer:
    assert isinstance(embedder, OnnxEmbedder)
    return embedder.tokenizer


def test_pieces_belong_to_the_words_they_come_from(tokenizer: unigram.UnigramTokenizer) -> None:
    pair = encode_pair(tokenizer, "hồ sơ gồm gì", "Điều 5. Hồ sơ", TEXT)
    assert [TEXT[start:end] for start, end in pair.words] == TEXT.split()
    at = pair.start
    for (start, end), count in zip(pair.words, pair.pieces, strict=True):
        assert list(pair.ids[at : at + count]) == tokenizer.encode(TEXT[start:end])[1:-1]
        at += count
    assert at == pair.end == len(pair.ids) - 1


@given(st.text(max_size=300), st.text(max_size=80), st.text(max_size=600))
def test_no_input_is_too_long_and_nothing_is_lost(
    tokenizer: unigram.UnigramTokenizer, question: str, headings: str, text: str
) -> None:
    pair = encode_pair(tokenizer, question, headings, text)
    assert len(pair.ids) <= PAIR_PIECES
    assert list(pair.words) == word_ranges(text)[: len(pair.words)]


def test_a_long_question_leaves_room_for_the_passage(tokenizer: unigram.UnigramTokenizer) -> None:
    pair = encode_pair(tokenizer, "bao nhiêu " * 500, "", TEXT)
    assert pair.start <= QUESTION_PIECES + 3
    assert len(pair.words) == len(TEXT.split())


def test_a_long_passage_is_read_in_windows_that_overlap(
    tokenizer: unigram.UnigramTokenizer,
) -> None:
    text = " ".join(f"câu thứ {n} nói về việc riêng của nó." for n in range(90))
    windows = encode_windows(tokenizer, "việc gì?", "", text, 9)
    assert len(windows) > 1
    seen = {word for window in windows for word in window.words}
    assert seen == set(word_ranges(text))
    for before, behind in itertools.pairwise(windows):
        assert behind.words[0] < before.words[-1]


def test_one_word_longer_than_an_input_ends(tokenizer: unigram.UnigramTokenizer) -> None:
    assert len(encode_windows(tokenizer, "gì?", "", "ăâ" * 20_000, 3)) <= 3


def test_marks_go_to_the_sentence_that_their_words_stand_in(
    tokenizer: unigram.UnigramTokenizer,
) -> None:
    units = units_of(TEXT)
    assert [TEXT[start:end] for start, end in units] == [
        "1. Hồ sơ gồm:",
        "a) Đơn đề nghị;",
        "b) Bản sao căn cước.",
        "Nộp tại bộ phận một cửa.",
    ]
    pair = encode_pair(tokenizer, "nộp ở đâu", "", TEXT)
    last = units[-1]
    marks = [
        1.0 if word[0] >= last[0] else 0.0
        for word, count in zip(pair.words, pair.pieces, strict=True)
        for _ in range(count)
    ]
    assert mark_units(pair, marks, units) == [0.0, 0.0, 0.0, 1.0]


@pytest.mark.parametrize(
    ("marks", "chosen"),
    [
        ([0.1, 0.9, 0.7, 0.6], [1, 2]),  # three quarters of the best
        ([0.1, 0.2], [1]),  # the best one, however low
        ([], []),
        ([0.0, 0.0], []),
    ],
)
def test_units_near_the_best_are_evidence(marks: list[float], chosen: list[int]) -> None:
    assert choose_units(marks) == chosen
