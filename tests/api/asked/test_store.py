"""Recorded questions: counted, forgotten in time, and nobody's name among them."""

from __future__ import annotations

import csv
import io
from datetime import timedelta
from pathlib import Path

import pytest

from hoidap.api.asked.csv_export import as_csv
from hoidap.api.asked.recorder import WAITING, Recorder
from hoidap.api.asked.store import FILE, UNANSWERED, Asked, QuestionStore
from hoidap.api.feedback_store import FeedbackStore
from hoidap.api.state import now
from hoidap.domain import Status


def asked(question: str, asker: str = "user:an", status: Status = Status.ANSWERED) -> Asked:
    return Asked(asker, question, status, "000001")


@pytest.fixture
def store(tmp_path: Path) -> QuestionStore:
    made = QuestionStore(tmp_path)
    made.add(
        [
            asked("Ai được khen thưởng?"),
            asked("ai được  khen thưởng", status=Status.NOT_FOUND),
            asked("Ai được khen thưởng?", asker="user:lan"),
            asked("Giá vàng?", status=Status.NOT_FOUND),
            asked("Giá vàng?", asker="user:lan", status=Status.PARTIAL),
        ]
    )
    return made


def test_equal_questions_count_together(store: QuestionStore) -> None:
    found, total = store.frequent(30, 0, 10)
    assert total == 2
    assert [(each.count, each.answered, each.unanswered) for each in found] == [
        (3, 2, 1),
        (2, 0, 2),
    ]


def test_unanswered_questions_by_themselves(store: QuestionStore) -> None:
    found, total = store.frequent(30, 0, 10, UNANSWERED)
    assert (total, [each.count for each in found]) == (2, [2, 1])
    assert store.counts(30) == {Status.ANSWERED: 2, Status.PARTIAL: 1, Status.NOT_FOUND: 2}


def test_nobodys_name_is_stored_and_one_users_data_can_be_deleted(
    store: QuestionStore, tmp_path: Path
) -> None:
    store.close()
    written = (tmp_path / FILE).read_bytes()
    assert b"user:" not in written
    again = QuestionStore(tmp_path)
    assert again.forget_asker("user:an") == 3
    assert again.forget_asker("user:an") == 0
    assert [each.count for each in again.frequent(30, 0, 10)[0]] == [1, 1]


def test_what_is_too_old_is_deleted(store: QuestionStore, tmp_path: Path) -> None:
    assert store.forget_before(now() - timedelta(days=1)) == 0
    assert store.forget_before(now() + timedelta(seconds=1)) == 5
    Recorder(store, FeedbackStore(tmp_path), days=1).clear()


def test_nothing_is_written_before_the_first_question(tmp_path: Path) -> None:
    store = QuestionStore(tmp_path)
    assert store.frequent(30, 0, 10) == ([], 0)
    assert store.forget_asker("user:an") == 0
    assert list(tmp_path.iterdir()) == []


def test_recording_never_waits_and_never_fails(tmp_path: Path) -> None:
    store = QuestionStore(tmp_path)
    recorder = Recorder(store, FeedbackStore(tmp_path), days=1)
    for number in range(WAITING + 50):  # nobody writes yet
        recorder.record(asked(f"{number}"))
    recorder.start()
    recorder.stop()
    assert sum(store.counts(30).values()) == WAITING


@pytest.mark.parametrize("cell", ["=1+1", "+cmd|' /C calc'!A0", "-2", "@SUM(A1)", "\t=1", "＝1"])
def test_a_question_is_no_formula(cell: str) -> None:
    text = as_csv(["question"], [[cell]]).decode("utf-8-sig")
    (_, (read,)) = list(csv.reader(io.StringIO(text)))
    assert read == f"'{cell}"


def test_a_table_keeps_vietnamese_commas_and_lines() -> None:
    cells = ["Đồng chí, ai?", 'nói "được"', "hai\ndòng"]
    raw = as_csv(["a", "b", "c"], [cells])
    assert raw.startswith(b"\xef\xbb\xbf")
    assert list(csv.reader(io.StringIO(raw.decode("utf-8-sig"))))[1] == cells
