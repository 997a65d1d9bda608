"""The reader that is shipped: what it answers, marks, remembers, and when there is none."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import pytest
from sklearn.metrics import roc_auc_score  # type: ignore[import-untyped]

from hoidap.embedding.embedder import Embedder
from hoidap.embedding.preparation import BUNDLED_NAME, source_file
from hoidap.embedding.weights import PackedModel
from hoidap.errors import ModelError
from hoidap.reading import artefact, loading
from hoidap.reading.artefact import Calibration, ReaderWeights, Record
from hoidap.reading.examples import load
from hoidap.reading.reader import PassageToRead, Reader
from hoidap.settings import Settings
from tests.fakes import FakeEmbedder

RULE = PassageToRead(
    "Chương II › Điều 9. Thời hạn",
    "1. Cơ quan tiếp nhận trả kết quả trong 07 ngày làm việc kể từ ngày nhận đủ hồ sơ.\n"
    "2. Lệ phí nộp một lần khi nhận kết quả, mức thu do Hội đồng nhân dân tỉnh quyết định.",
)
OTHER = PassageToRead(
    "Chương II › Điều 10. Thành phần hồ sơ",
    "1. Đơn đề nghị theo mẫu.\n2. Bản sao giấy khai sinh của người được nhận trợ giúp.",
)


@pytest.fixture(scope="module")
def reader(embedder: Embedder) -> Reader:
    found = loading.load_reader(Settings(reader=True), embedder)
    assert found is not None
    return found


def test_a_passage_that_answers_stands_above_one_that_does_not(reader: Reader) -> None:
    read = reader.read("nộp xong mấy hôm thì có giấy", [OTHER, RULE])
    assert read[1].logit > read[0].logit
    probabilities = [reader.probability(each.logit) for each in read]
    assert 0.0 <= probabilities[0] < probabilities[1] <= 1.0


def test_the_sentence_that_answers_is_marked(reader: Reader) -> None:
    [read] = reader.read("Ai quyết định thu bao nhiêu lệ phí?", [RULE])
    best = max(range(len(read.units)), key=read.marks.__getitem__)
    start, end = read.units[best]
    assert "Hội đồng nhân dân" in RULE.text[start:end]


def test_what_was_read_is_the_same_again_and_in_any_company(reader: Reader) -> None:
    question = "Trong bao nhiêu ngày phải trả kết quả?"
    assert reader.read(question, [RULE]) == reader.read(question, [OTHER, RULE, OTHER])[1:2]


@pytest.mark.parametrize("text", ["", " \n ", "…", "a" * 40_000, "\u200b\u0301"])
def test_any_text_can_be_read(reader: Reader, text: str) -> None:
    [read] = reader.read("gì?", [PassageToRead("", text)])
    assert all(0 <= start < end <= len(text) for start, end in read.units)


def test_unseen_questions_are_told_apart(reader: Reader, shared: Path) -> None:
    examples = load([shared / "reader" / "own-dev.jsonl"])[::4]
    read = [
        reader.read(each.question, [PassageToRead(each.headings, each.text)])[0]
        for each in examples
    ]
    answered = [each.answered for each in examples]
    assert roc_auc_score(answered, [one.logit for one in read]) >= 0.85


def test_another_embedding_model_has_no_reader() -> None:
    assert loading.load_reader(Settings(reader=True), FakeEmbedder()) is None


def test_without_its_artefact_there_is_no_reader(
    embedder: Embedder, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(loading, "artefact_path", lambda: tmp_path / "reader.npz")
    assert loading.load_reader(Settings(reader=True), embedder) is None
    assert loading.reader_record() is None


def test_a_damaged_artefact_says_so(tmp_path: Path) -> None:
    whole = loading.artefact_path().read_bytes()
    for name, content in (("cut", whole[:5000]), ("none", b""), ("other", b"PK" + whole[50:])):
        path = tmp_path / name
        path.write_bytes(content)
        with pytest.raises(ModelError, match="cannot be read"):
            artefact.read(path)


def test_differences_survive_the_artefact(tmp_path: Path) -> None:
    packed = PackedModel.open(source_file())
    base = packed.floats("l11.q.w").reshape(384, 384)
    rng = np.random.default_rng(3)
    changed = base + rng.normal(0, 0.01, base.shape).astype(np.float32)
    trained: dict[str, npt.NDArray[Any]] = {
        "l11.q.w": changed,
        "pieces.weight": rng.normal(size=(3, 384)),
    }
    record = Record(artefact.VERSION, BUNDLED_NAME, Calibration(0.5, -1.0), {"auroc": 0.9})
    artefact.write(tmp_path / "a.npz", packed, trained, record)
    found, arrays = artefact.read(tmp_path / "a.npz")
    weights = ReaderWeights(packed, arrays)
    assert found == record
    assert np.abs(weights.floats("l11.q.w").reshape(384, 384) - changed).max() < 0.003
    assert np.array_equal(weights.floats("l3.q.w"), packed.floats("l3.q.w"))
