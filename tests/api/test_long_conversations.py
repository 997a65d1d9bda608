"""Long conversations, fields that are null, and broken characters in a request's body."""

from __future__ import annotations

import json
import time
from typing import Any

import pytest
from fastapi.testclient import TestClient

QUESTION = "Bao nhiêu tập thể và cá nhân được khen thưởng?"
CHAT = "/v1/chat/completions"
ENOUGH = 0.5


def said(role: str, content: object) -> dict[str, object]:
    return {"role": role, "content": content}


def asked(client: TestClient, *messages: dict[str, object], **fields: object) -> Any:
    every = [*messages, said("user", QUESTION)]
    return client.post(CHAT, json={"model": "hoidap", "messages": every, **fields})


def test_of_a_long_conversation_the_last_turns_are_used(client: TestClient) -> None:
    turn = said("user", "Chỉ thị 05-CT/TW nói về việc gì?"), said("assistant", "Về học tập. " * 99)
    response = asked(client, *(turn * 250))
    assert response.status_code == 200, response.text
    assert "35 tập thể" in response.json()["choices"][0]["message"]["content"]


def test_an_earlier_message_that_could_not_be_asked_is_left_out(client: TestClient) -> None:
    response = asked(client, said("user", "x" * 20_000), said("user", ""), said("user", "\u200b"))
    assert response.status_code == 200, response.text


def test_more_turns_than_are_read_are_no_error(client: TestClient) -> None:
    history = [{"question": "Chỉ thị 05-CT/TW nói về việc gì?"}] * 40
    assert client.post("/v1/ask", json={"question": QUESTION, "history": history}).is_success


@pytest.mark.parametrize(
    "turn",
    [
        {"question": "CT1 " * 60_000},
        {"question": QUESTION, "answer": "a" * 250_000},
        {"question": QUESTION, "documents": ["a"] * 1000},
    ],
)
def test_a_turn_that_nobody_can_have_asked_is_refused_at_once(
    client: TestClient, turn: dict[str, Any]
) -> None:
    client.post("/v1/ask", json={"question": QUESTION})
    started = time.process_time()
    response = client.post("/v1/ask", json={"question": QUESTION, "history": [turn]})
    assert response.status_code == 422
    assert "history.0" in response.json()["fields"][0]
    assert time.process_time() - started < ENOUGH


@pytest.mark.parametrize(
    "fields",
    [
        {"stream": None},
        {"stream_options": None},
        {"stream": True, "stream_options": {"include_usage": None}},
        {"stream": True, "stream_options": {}},
        dict.fromkeys(
            ("temperature", "top_p", "n", "stop", "max_tokens", "tools", "user", "seed", "engine")
        ),
    ],
)
def test_null_is_the_default(client: TestClient, fields: dict[str, object]) -> None:
    response = asked(client, **fields)
    assert response.status_code == 200, response.text
    if not fields.get("stream"):
        assert "35 tập thể" in response.json()["choices"][0]["message"]["content"]


def test_other_roles_and_parts_are_no_questions(client: TestClient) -> None:
    call = {"id": "1", "type": "function", "function": {"name": "f", "arguments": "{}"}}
    response = client.post(
        CHAT,
        json={
            "model": "hoidap",
            "messages": [
                said("developer", "Trả lời ngắn."),
                said("system", [{"type": "text", "text": "Trả lời ngắn."}]),
                said("user", [{"type": "text", "text": QUESTION}, {"type": "text", "text": None}]),
                {"role": "assistant", "content": None, "tool_calls": [call], "refusal": None},
                {"role": "tool", "content": "xong", "tool_call_id": "1", "name": None},
            ],
        },
    )
    assert response.status_code == 200, response.text
    assert "35 tập thể" in response.json()["choices"][0]["message"]["content"]


BROKEN = "a\\ud800b"


@pytest.mark.parametrize(
    ("path", "body"),
    [
        ("/v1/ask", f'{{"question": "{BROKEN}"}}'),
        ("/v1/ask", f'{{"question": "x", "history": [{{"question": "{BROKEN}"}}]}}'),
        ("/v1/ask", f'{{"question": "x", "documents": ["{BROKEN}"]}}'),
        ("/v1/ask", f'{{"question": "x", "{BROKEN}": 1}}'),
        (CHAT, f'{{"model": "hoidap", "messages": [{{"role": "user", "content": "{BROKEN}"}}]}}'),
        (CHAT, f'{{"model": "{BROKEN}", "messages": [{{"role": "user", "content": "x"}}]}}'),
        (
            CHAT,
            '{"model": "hoidap", "messages": [{"role": "user", "content": "x"}],'
            f' "user": {{"{BROKEN}": [1, "{BROKEN}"]}}}}',
        ),
    ],
)
@pytest.mark.parametrize("written", ["escape", "capitals", "bytes", "utf-16"])
def test_half_a_character_is_refused_wherever_it_stands(
    client: TestClient, path: str, body: str, written: str
) -> None:
    sent = {
        "escape": body.encode(),
        "capitals": body.replace("\\ud800", "\\uDFFF").encode(),
        "bytes": body.replace("\\ud800", "\ud800").encode("utf-8", "surrogatepass"),
        "utf-16": body.encode("utf-16-le"),
    }[written]
    response = client.post(path, content=sent, headers={"Content-Type": "application/json"})
    assert response.status_code == 422, response.text
    assert response.json()["code"] == "bad_request"


@pytest.mark.parametrize("whole", ["\\ud83d\\ude00", "\\\\ud800", "\\u00e9", "𠀋"])
def test_whole_characters_are_accepted(client: TestClient, whole: str) -> None:
    body = f'{{"question": "Khen thưởng {whole} thế nào?"}}'
    json.loads(body)
    headers = {"Content-Type": "application/json"}
    assert client.post("/v1/ask", content=body.encode(), headers=headers).is_success
