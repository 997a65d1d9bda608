"""Claim files are read, and checks of a model's sentences are counted by truth and kind."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from hoidap.answering.verification.checker import ClaimChecker
from hoidap.embedding.embedder import Embedder
from hoidap.errors import DocumentError
from hoidap.evaluation.claims import Claim, check_claims, load_claims
from hoidap.reading.loading import load_reader
from hoidap.reading.reader import PassageToRead
from hoidap.settings import Settings

PASSAGE = (
    "Ủy ban nhân dân xã giao Trạm Y tế tổ chức khám sức khỏe cho người từ 60 tuổi trở lên. "
    "Việc khám hoàn thành trước ngày 30 tháng 9; người không đi lại được thì khám tại nhà."
)


def claim(text: str, label: str, kind: str = "") -> Claim:
    return Claim(text=PASSAGE, claim=text, label=label, kind=kind)


CLAIMS = [
    claim("Trạm Y tế tổ chức khám sức khỏe cho người từ 60 tuổi trở lên.", "supported", "part"),
    claim(
        "Trạm Y tế tổ chức khám sức khỏe cho người từ 65 tuổi trở lên.", "contradicted", "number"
    ),
    claim("Việc khám hoàn thành trước ngày 15 tháng 9.", "contradicted", "date"),
    claim("Trạm Y tế xã Hòa Bình được tặng bằng khen.", "not_in_passage", "added"),
]


@pytest.fixture(scope="module")
def checker(embedder: Embedder) -> ClaimChecker:
    reader = load_reader(Settings(), embedder)
    assert reader is not None
    return ClaimChecker(reader)


def test_true_and_false_claims_are_counted_by_kind() -> None:
    scores = check_claims(CLAIMS, None)
    assert (scores.true, scores.false) == (1, 3)
    assert (scores.true_passed, scores.false_stopped, scores.auroc) == (1.0, 1.0, 1.0)
    assert scores.kinds["false: number"] == (1, 1)
    assert scores.kinds["true: part"] == (1, 1)


def test_no_opinion_of_the_reader_lets_an_invented_fact_pass(checker: ClaimChecker) -> None:
    """A number, a date or a name that the passage lacks, in sentences that else are the same."""
    assert check_claims(CLAIMS, checker).false_stopped == 1.0


def test_a_claim_too_long_to_be_read_whole_is_never_supported(checker: ClaimChecker) -> None:
    passage = PassageToRead("", PASSAGE)
    said = "Trạm Y tế lo việc khám sức khỏe cho người cao tuổi từ 60 tuổi"
    assert checker.check(f"{said}.", passage).probability > 0
    long = f"{said}, {'theo phân công của Ủy ban nhân dân xã, ' * 8}và thu tiền của từng người."
    assert checker.check(long, passage).probability == 0.0


def test_a_file_is_read_line_by_line(tmp_path: Path) -> None:
    path = tmp_path / "claims.jsonl"
    path.write_text(
        "\ufeff" + json.dumps({"text": "A b.", "claim": "A.", "label": "supported", "more": 1})
        + "\n\n" + json.dumps({"text": "A b.", "head": "C", "claim": "D.", "label": "other"}),
        encoding="utf-8",
    )  # fmt: skip
    first, second = load_claims(path)
    assert (first.true, first.head, second.true, second.head) == (True, None, False, "C")


@pytest.mark.parametrize(
    ("line", "told"),
    [('{"claim": "A."}', "line 1: text"), ("no JSON", "line 1"), ("", "holds no claim")],
)
def test_a_malformed_file_names_its_line(tmp_path: Path, line: str, told: str) -> None:
    path = tmp_path / "claims.jsonl"
    path.write_text(line, encoding="utf-8")
    with pytest.raises(DocumentError, match=told):
        load_claims(path)
