"""POST /v1/feedback: votes are kept on the server."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from fastapi.testclient import TestClient

from hoidap.answering.assistant import Assistant
from hoidap.api.feedback_store import FILE, FeedbackStore, Reason, Verdict, Vote
from tests.api.conftest import MakeClient

VOTE: dict[str, Any] = {
    "id": "vote-0001",
    "verdict": "down",
    "question": "Ai ký Chỉ thị 05-CT/TW?",
    "understood_as": "Ai ký Chỉ thị 05-CT/TW?",
    "status": "answered",
    "answer": "Người ký là đồng chí Nguyễn Phú Trọng.",
    "citations": ["/tai-lieu/chi-thi-05-ct-tw-2016#1-20"],
    "generation": "000001",
}


def votes(assistant: Assistant, vote_id: str) -> list[Vote]:
    stored = FeedbackStore(assistant.settings.data).votes()
    return [vote for vote in stored if vote.id == vote_id]


def test_a_vote_is_stored_and_then_completed(client: TestClient, assistant: Assistant) -> None:
    assert client.post("/v1/feedback", json=VOTE).status_code == 204
    (first,) = votes(assistant, "vote-0001")
    assert (first.verdict, first.reason, first.comment) == (Verdict.DOWN, None, "")
    more = VOTE | {"reason": "outdated", "comment": "Đã có văn bản mới."}
    assert client.post("/v1/feedback", json=more).status_code == 204
    (second,) = votes(assistant, "vote-0001")
    assert second.reason is Reason.OUTDATED
    assert second.comment == "Đã có văn bản mới."
    assert second.citations == ("/tai-lieu/chi-thi-05-ct-tw-2016#1-20",)


@pytest.mark.parametrize(
    "wrong",
    [
        {"verdict": "sideways"},
        {"reason": "because"},
        {"id": "../../etc"},
        {"comment": "x" * 2001},
        {"citations": ["x"] * 101},
        {"reader": "somebody"},
    ],
    ids=lambda wrong: next(iter(wrong)),
)
def test_a_wrong_vote_is_refused(client: TestClient, wrong: dict[str, Any]) -> None:
    response = client.post("/v1/feedback", json=VOTE | {"id": "vote-0002"} | wrong)
    assert response.status_code == 422
    assert next(iter(wrong)) in response.json()["fields"][0]


def test_nothing_is_written_before_the_first_vote(tmp_path: Path) -> None:
    store = FeedbackStore(tmp_path / "data")
    assert list(store.votes()) == []
    assert not (tmp_path / "data").exists()


def test_a_second_server_on_the_same_folder_sees_the_votes(tmp_path: Path) -> None:
    vote = Vote("vote-0003", Verdict.UP, "Hỏi", "Hỏi", "answered", "Đáp", (), "000001")
    FeedbackStore(tmp_path).put(vote)
    assert list(FeedbackStore(tmp_path).votes()) == [vote]
    assert (tmp_path / FILE).exists()


def test_votes_of_a_flood_are_counted_and_kept_short(make_client: MakeClient, data: Path) -> None:
    client = make_client(anonymous="on")
    long = VOTE | {
        "question": "ă" * 20_000,
        "understood_as": "ă" * 20_000,
        "answer": "ă" * 20_000,
        "citations": ["x" * 2000] * 50,
    }
    statuses = [
        client.post("/v1/feedback", json=long | {"id": f"vote-{n:04}"}).status_code
        for n in range(60)
    ]
    assert statuses == [204] * 20 + [429] * 40
    written = sum(path.stat().st_size for path in data.glob("feedback.sqlite*"))
    assert written < 2_000_000


def test_the_oldest_votes_give_way_when_there_is_no_room(tmp_path: Path) -> None:
    store = FeedbackStore(tmp_path, most_bytes=200_000)
    for number in range(300):
        store.put(
            Vote(
                f"vote-{number:04}", Verdict.UP, "Ai ký?", "", "answered", "x" * 4000, (), "000001"
            )
        )
    kept = {vote.id for vote in store.votes()}
    assert "vote-0299" in kept
    assert "vote-0000" not in kept
    assert (tmp_path / FILE).stat().st_size < 300_000
