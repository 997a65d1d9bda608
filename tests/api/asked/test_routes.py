"""What administrators see of what was asked, with consent and without."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import pytest
from fastapi.testclient import TestClient

from hoidap.api.access.caller import READING, Permission
from tests.api.conftest import MakeApp, bearer, key, token
from tests.api.planted import INTERNAL, QUESTION

Make = Callable[..., TestClient]


@pytest.fixture
def make(make_app: MakeApp) -> Iterator[Make]:
    with ExitStack() as stack:

        def build(**settings: Any) -> TestClient:
            client = TestClient(make_app(**settings), raise_server_exceptions=False)
            return stack.enter_context(client)

        yield build


def ask(client: TestClient, question: str, user: str = "an") -> None:
    body = {"question": question}
    assert client.post("/v1/ask", json=body, headers=bearer(token(user))).status_code == 200


def recorded(client: TestClient) -> None:
    client.app.state.recorder.flush()  # type: ignore[attr-defined]


def test_by_default_nothing_is_kept(make: Make, data: Path) -> None:
    client = make()
    ask(client, QUESTION)
    recorded(client)
    admin = bearer(key(data, Permission.ADMIN))
    found = client.get("/v1/admin/questions", headers=admin).json()
    assert (found["total"], found["recording"]) == (0, False)
    assert client.get("/healthz").json()["questions_recorded"] is False
    assert not (data / "questions.sqlite").exists()


def test_with_consent_administrators_see_what_is_asked_and_unanswered(
    make: Make, data: Path
) -> None:
    client = make(record_questions=True)
    admin = bearer(key(data, Permission.ADMIN))
    for user in ("an", "lan"):
        ask(client, QUESTION, user)
    ask(client, "Giá vàng thế giới ngày mai ra sao?")
    recorded(client)
    assert client.get("/healthz").json()["questions_recorded"] is True
    most = client.get("/v1/admin/questions", headers=admin).json()["questions"]
    assert (most[0]["question"], most[0]["count"]) == (QUESTION, 2)
    missed = client.get("/v1/admin/questions?view=unanswered", headers=admin).json()
    assert [each["question"] for each in missed["questions"]] == [
        "Giá vàng thế giới ngày mai ra sao?"
    ]
    table = client.get("/v1/admin/questions.csv", headers=admin)
    assert table.headers["content-type"] == "text/csv; charset=utf-8"
    assert "attachment" in table.headers["content-disposition"]
    assert QUESTION in table.text
    counts = client.get("/v1/admin/summary", headers=admin).json()["by_status"]
    assert counts == {"answered": 2, "partial": 0, "not_found": 1}


def test_one_users_questions_can_be_deleted(make: Make, data: Path) -> None:
    client = make(record_questions=True)
    admin = bearer(key(data, Permission.ADMIN))
    ask(client, QUESTION, "an")
    ask(client, QUESTION, "lan")
    recorded(client)
    path = "/v1/admin/users/an/questions"
    assert client.delete(path, headers=admin).json() == {"deleted": 1}
    assert client.get("/v1/admin/questions", headers=admin).json()["questions"][0]["count"] == 1
    lines = [json.loads(line) for line in (data / "audit.jsonl").read_text().splitlines()]
    assert {line["action"] for line in lines} >= {"questions.delete", "questions.read"}


def test_votes_show_what_was_marked_wrong_but_not_the_answer(make: Make, data: Path) -> None:
    client = make()
    vote = {
        "id": "12345678",
        "verdict": "down",
        "reason": "outdated",
        "comment": "=HYPERLINK()",
        "question": QUESTION,
        "status": "answered",
        "answer": f"Phòng {INTERNAL.word} của {INTERNAL.mark}",
        "citations": [f"/tai-lieu/{INTERNAL.id}#0-9"],
    }
    assert client.post("/v1/feedback", json=vote, headers=bearer(token())).status_code == 204
    admin = bearer(key(data, Permission.ADMIN))
    votes = client.get("/v1/admin/votes", headers=admin)
    assert votes.json()["votes"][0]["reason"] == "outdated"
    table = client.get("/v1/admin/votes.csv", headers=admin)
    assert "'=HYPERLINK()" in table.text
    for shown in (votes.text, table.text):
        assert not any(mark in shown.lower() for mark in INTERNAL.marks)


@pytest.mark.parametrize(
    "path",
    ["summary", "questions", "questions.csv", "votes", "votes.csv"],
)
def test_only_administrators(make: Make, data: Path, path: str) -> None:
    client = make()
    reader = bearer(key(data, *READING, Permission.INGEST))
    assert client.get(f"/v1/admin/{path}", headers=reader).status_code == 403
    assert client.get(f"/v1/admin/{path}", headers=bearer(token())).status_code == 403
    assert client.get(f"/v1/admin/{path}").status_code == 401
