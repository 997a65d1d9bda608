"""Who writes the answer, chosen with each request; sentences of a model come one by one."""

from __future__ import annotations

import json
import time
from collections.abc import Iterator
from typing import Any

import pytest
from fastapi.testclient import TestClient

from hoidap.answering.assistant import Assistant
from hoidap.api import event_stream
from hoidap.api.application import create_app
from hoidap.domain import Engine
from hoidap.embedding.embedder import Embedder
from hoidap.settings import Settings
from tests.answering.generative.scripted_server import Hang, Scripted, scripted_server
from tests.conftest import local_client

QUESTION = "Bao nhiêu tập thể và cá nhân ở huyện Hải Hà được khen thưởng?"
GOOD = "Các tổ chức cơ sở đảng ở huyện Hải Hà đã khen thưởng 35 tập thể và 160 cá nhân [1]."


@pytest.fixture(scope="module")
def model() -> Iterator[Scripted]:
    with scripted_server() as server:
        server.script = lambda messages: [GOOD]
        yield server


@pytest.fixture(scope="module")
def writer(model: Scripted, corpus_settings: Settings, embedder: Embedder) -> Iterator[Assistant]:
    changed = {"llm": "openai:scripted", "llm_base_url": model.address, "llm_seconds": 20}
    with Assistant.open(corpus_settings.model_copy(update=changed), embedder) as assistant:
        yield assistant


@pytest.fixture(scope="module")
def writing_client(writer: Assistant) -> TestClient:
    return local_client(create_app(writer))


def asked(client: TestClient, path: str = "/v1/ask", **more: Any) -> Any:
    response = client.post(path, json={"question": QUESTION, **more})
    assert response.status_code == 200, response.text
    return response


def events(text: str) -> list[tuple[str, dict[str, Any]]]:
    blocks = [block.split("\n") for block in text.strip().split("\n\n")]
    return [(name.removeprefix("event: "), json.loads(data[6:])) for name, data in blocks]


def test_the_engine_is_chosen_with_the_request(writing_client: TestClient) -> None:
    verbatim = asked(writing_client).json()
    written = asked(writing_client, engine="generative").json()

    assert verbatim["engine"] == "extractive"
    assert written["engine"] == "generative"
    assert written["sentences"][0]["generated"]
    assert not verbatim["sentences"][0]["generated"]


def test_an_unknown_engine_is_refused(writing_client: TestClient) -> None:
    response = writing_client.post("/v1/ask", json={"question": QUESTION, "engine": "magic"})

    assert response.status_code == 422


def test_without_a_model_the_answer_is_verbatim_and_says_so(client: TestClient) -> None:
    answer = asked(client, engine="generative").json()

    assert answer["engine"] == "extractive"
    assert "35 tập thể" in answer["answer"]
    assert "engine_absent" in [warning["code"] for warning in answer["warnings"]]


def test_a_stream_of_the_model_ends_with_the_whole_answer(writing_client: TestClient) -> None:
    found = events(asked(writing_client, "/v1/ask/stream", engine="generative").text)

    names = [name for name, _ in found]
    assert names == ["status", "status", "citation", "sentence", "warning", "done"]
    assert found[1][1]["sentences"] is None
    assert found[-1][1]["sentences"][0]["text"] == found[3][1]["text"]


@pytest.mark.serial
def test_a_sentence_is_sent_before_the_model_has_ended(model: Scripted, writer: Assistant) -> None:
    model.script = lambda messages: [GOOD, " Hằng năm", Hang(1.5), " có nhiều."]
    started = time.monotonic()
    sent: dict[str, float] = {}

    for event in event_stream.events(writer.progress(QUESTION, engine=Engine.GENERATIVE)):
        sent.setdefault(event.split("\n")[0], time.monotonic() - started)

    model.script = lambda messages: [GOOD]
    assert sent["event: done"] - sent["event: sentence"] > 1.0


def test_chat_completions_take_the_engine_too(writing_client: TestClient) -> None:
    response = writing_client.post(
        "/v1/chat/completions",
        json={
            "model": "hoidap",
            "engine": "generative",
            "messages": [{"role": "user", "content": QUESTION}],
        },
    )

    assert response.json()["hoidap"]["engine"] == "generative"
    assert GOOD.replace("[1].", "").strip() in response.json()["choices"][0]["message"]["content"]
