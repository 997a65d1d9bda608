"""What a training is told: pairs, evidence that may be unknown, and evidence that was cut off."""

from __future__ import annotations

import pytest

from hoidap.embedding import unigram
from hoidap.embedding.embedder import Embedder
from hoidap.embedding.onnx_runtime import OnnxEmbedder
from hoidap.reading.examples import Example, Range, without_evidence
from hoidap.reading.training import TRAINING_PIECES, to_batch

TEXT = (
    "Hồ sơ gồm đơn đề nghị và bản sao giấy khai sinh của người được hưởng, nộp tại bộ phận một cửa."
)
DEADLINE = " Thời hạn giải quyết là năm ngày làm việc."


@pytest.fixture(scope="module")
def tokenizer(embedder: Embedder) -> unigram.UnigramTokenizer:
    assert isinstance(embedder, OnnxEmbedder)
    return embedder.tokenizer


def _example(text: str, *evidence: Range, answered: bool = True) -> Example:
    return Example("Bao lâu thì xong?", "", text, evidence, None, answered, "d", "p")


def test_evidence_that_nobody_marked_teaches_only_that_the_passage_answers(
    tokenizer: unigram.UnigramTokenizer,
) -> None:
    known = _example(TEXT + DEADLINE, (len(TEXT) + 1, len(TEXT + DEADLINE)))
    batch = to_batch(tokenizer, [known, _example(TEXT + DEADLINE), _example(TEXT, answered=False)])
    assert batch.answered.tolist() == [1, 1, 0]
    assert batch.counted.tolist() == [1, 1, 1]
    assert batch.marked.tolist() == [1, 0, 0]
    marks = batch.evidence.sum(1).tolist()
    assert marks[0] > 0 and marks[1:] == [0, 0]


def test_evidence_behind_the_end_of_the_input_teaches_nothing(
    tokenizer: unigram.UnigramTokenizer,
) -> None:
    before = TEXT * (TRAINING_PIECES // 20)
    cut = _example(before + DEADLINE, (len(before) + 1, len(before + DEADLINE)))
    assert to_batch(tokenizer, [cut]).counted.tolist() == [0]


def test_a_passage_without_what_answers_does_not_answer() -> None:
    holed = without_evidence(_example(TEXT + DEADLINE, (len(TEXT), len(TEXT + DEADLINE))))
    assert holed is not None
    assert (holed.text, holed.answered, holed.evidence) == (TEXT, False, ())
