"""POST /v1/ask/stream: the same answer as /v1/ask, as server-sent events."""

from __future__ import annotations

import json
from typing import Any

from fastapi.testclient import TestClient

from hoidap.answering.assistant import Assistant

QUESTION = "Bao nhiêu tập thể và cá nhân ở huyện Hải Hà được khen thưởng?"

Event = tuple[str, Any]


def stream(client: TestClient, question: str, **more: Any) -> list[Event]:
    response = client.post("/v1/ask/stream", json={"question": question, **more})
    assert response.status_code == 200, response.text
    assert response.headers["content-type"].startswith("text/event-stream")
    assert response.headers["cache-control"] == "no-store"
    assert response.text.endswith("\n\n")
    events = []
    for block in response.text.strip().split("\n\n"):
        name, data = block.split("\n")  # exactly one line each, whatever the text holds
        events.append((name.removeprefix("event: "), json.loads(data.removeprefix("data: "))))
    return events


def test_it_begins_at_once_and_ends_with_the_whole_answer(client: TestClient) -> None:
    events = stream(client, QUESTION)
    assert events[0] == ("status", {"stage": "searching"})
    name, answer = events[-1]
    assert name == "done"
    assert answer == client.post("/v1/ask", json={"question": QUESTION}).json()


def test_a_sentence_comes_after_its_citations(client: TestClient) -> None:
    known: set[int] = set()
    sentences = []
    events = stream(client, QUESTION)
    for name, data in events:
        if name == "citation":
            assert data["n"] not in known
            known.add(data["n"])
        elif name == "sentence":
            assert set(data["citations"]) <= known
            sentences.append(data["text"])
    assert sentences
    assert sentences == [each["text"] for each in events[-1][1]["sentences"]]


def test_what_the_reader_must_know_first_comes_first(client: TestClient) -> None:
    events = stream(client, "Pháp lệnh 34/2007/PL-UBTVQH11 quy định những nhóm việc nào?")
    names = [name for name, _ in events]
    assert events[1][1]["stage"] == "answering"
    assert "warning" in names  # the ordinance has been replaced
    assert names.index("warning") < names.index("sentence")


def test_a_refusal_has_no_sentence(client: TestClient) -> None:
    events = stream(client, "Giá vé xe khách từ Hà Nội đi Đà Nẵng hiện nay là bao nhiêu?")
    assert [name for name, _ in events] == ["status", "status", "done"]
    assert events[1][1]["status"] == "not_found"
    assert events[-1][1]["suggestions"]


def test_a_wrong_question_fails_before_the_stream_begins(client: TestClient) -> None:
    for question in ("   ", "dài " * 1000):
        response = client.post("/v1/ask/stream", json={"question": question})
        assert response.status_code == 422
        assert response.json()["code"] == "question"


def test_scope_and_history_reach_the_assistant(client: TestClient) -> None:
    events = stream(client, "Văn bản này do ai ký?", documents=["quy-dinh-144-qd-tw-2024"])
    cited = {each["document_id"] for each in events[-1][1]["citations"]}
    assert cited <= {"quy-dinh-144-qd-tw-2024"}
    unknown = client.post("/v1/ask/stream", json={"question": "Gì?", "scope": {}})
    assert unknown.status_code == 422


def test_a_fault_in_the_middle_is_an_event_and_no_secret(
    client: TestClient, monkeypatch: Any
) -> None:
    def broken(*_: Any, **__: Any) -> None:
        raise RuntimeError("password=hunter2")

    monkeypatch.setattr(Assistant, "progress", broken)
    events = stream(client, QUESTION)
    assert [name for name, _ in events] == ["status", "error"]
    assert events[-1][1]["code"] == "internal"
    assert "hunter2" not in json.dumps(events)
