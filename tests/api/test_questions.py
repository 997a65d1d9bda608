"""POST /v1/ask and GET /v1/search, over the shipped corpus with the real model."""

from __future__ import annotations

import json
from typing import Any

import pytest
from fastapi.testclient import TestClient

ANSWER_KEYS = {
    "question",
    "understood_as",
    "status",
    "answer",
    "sentences",
    "citations",
    "confidence",
    "warnings",
    "suggestions",
    "generation",
}
CITATION_KEYS = {
    "n",
    "document_id",
    "kind",
    "title",
    "number",
    "locator",
    "quote",
    "start",
    "end",
    "url",
}
PROBLEM_KEYS = {"type", "title", "status", "detail", "code", "developer_detail", "fields"}


def ask(client: TestClient, question: str, **more: Any) -> dict[str, Any]:
    response = client.post("/v1/ask", json={"question": question, **more})
    assert response.status_code == 200, response.text
    answer: dict[str, Any] = response.json()
    return answer


def assert_quotes_are_real(client: TestClient, answer: dict[str, Any]) -> None:
    for citation in answer["citations"] + answer["suggestions"]:
        text = client.get(f"/v1/documents/{citation['document_id']}").json()["text"]
        assert citation["quote"] == text[citation["start"] : citation["end"]]


def test_answers_how_many_were_commended_from_the_interview(client: TestClient) -> None:
    answer = ask(client, "Bao nhiêu tập thể và cá nhân được khen thưởng?")
    assert answer["status"] == "answered"
    assert "35 tập thể" in answer["answer"]
    assert "160 cá nhân" in answer["answer"]
    assert answer["citations"][0]["document_id"] == "phong-van-huyen-hai-ha-2016"
    assert_quotes_are_real(client, answer)


def test_an_answer_has_all_promised_keys(client: TestClient) -> None:
    answer = ask(client, "Quy định 144-QĐ/TW nêu những chuẩn mực nào?")
    assert set(answer) >= ANSWER_KEYS
    assert answer["citations"]
    assert all(set(citation) >= CITATION_KEYS for citation in answer["citations"])
    numbers = {citation["n"] for citation in answer["citations"]}
    for sentence in answer["sentences"]:
        assert sentence["citations"]
        assert set(sentence["citations"]) <= numbers


def test_says_not_found_and_shows_the_nearest_passages(client: TestClient) -> None:
    answer = ask(client, "Giá vàng hôm nay tăng bao nhiêu so với hôm qua?")
    assert answer["status"] == "not_found"
    assert answer["sentences"] == []
    assert len(answer["suggestions"]) == 3
    assert_quotes_are_real(client, answer)


def test_scope_restricts_to_kinds_and_documents(client: TestClient) -> None:
    only = ask(client, "Chỉ thị 05-CT/TW do ai ban hành?", kinds=["interview"])
    cited = {citation["kind"] for citation in only["citations"] + only["suggestions"]}
    assert cited <= {"interview"}
    one = client.get(
        "/v1/search", params={"q": "trách nhiệm nêu gương", "document": "quy-dinh-08-qdi-tw-2018"}
    ).json()
    assert {hit["passage"]["document_id"] for hit in one["hits"]} == {"quy-dinh-08-qdi-tw-2018"}


def test_search_ranks_passages_with_their_exact_text(client: TestClient) -> None:
    found = client.get("/v1/search", params={"q": "27 biểu hiện", "limit": 3}).json()
    assert len(found["hits"]) == 3
    assert found["hits"][0]["passage"]["document_id"] == "nghi-quyet-04-nq-tw-2016"
    scores = [hit["score"] for hit in found["hits"]]
    assert scores == sorted(scores, reverse=True)


@pytest.mark.parametrize("question", ["", "   \n", "\u200b\ufeff", "\x00\x07"])
def test_an_empty_question_is_a_clear_error(client: TestClient, question: str) -> None:
    response = client.post("/v1/ask", json={"question": question})
    assert response.status_code == 422
    assert response.headers["content-type"] == "application/problem+json"
    assert set(response.json()) == PROBLEM_KEYS
    assert "để trống" in response.json()["detail"]


def test_a_question_of_20_000_characters_is_a_clear_error(client: TestClient) -> None:
    response = client.post("/v1/ask", json={"question": "ạ" * 20_000})
    assert response.status_code == 422
    assert "20000" in response.json()["detail"]
    assert "1000" in response.json()["detail"]


def test_control_characters_in_a_question_do_no_harm(client: TestClient) -> None:
    answer = ask(client, "Bao nhiêu\x00 tập\x07 thể\u202e và cá nhân được khen\x1b thưởng?")
    assert "35 tập thể" in answer["answer"]


@pytest.mark.parametrize(
    ("body", "status", "code"),
    [
        ("{", 400, "malformed_json"),
        ("", 422, "bad_request"),
        ("[]", 422, "bad_request"),
        ('{"question": 5}', 422, "bad_request"),
        ('{"question": "a", "kinds": ["letter"]}', 422, "bad_request"),
        ('{"question": "a", "typo": 1}', 422, "bad_request"),
        ('{"question": "a", "as_of": "31/02/2020"}', 422, "bad_request"),
    ],
)
def test_a_malformed_request_names_the_field(
    client: TestClient, body: str, status: int, code: str
) -> None:
    response = client.post("/v1/ask", content=body, headers={"Content-Type": "application/json"})
    assert response.status_code == status
    problem = response.json()
    assert set(problem) == PROBLEM_KEYS
    assert problem["code"] == code
    assert "Traceback" not in response.text


def test_invalid_utf8_is_a_clear_error(client: TestClient) -> None:
    response = client.post(
        "/v1/ask", content=b'{"question": "\xff\xfe"}', headers={"Content-Type": "application/json"}
    )
    assert response.status_code in (400, 422)
    assert set(response.json()) == PROBLEM_KEYS


def test_lone_surrogates_are_a_clear_error_or_an_answer(client: TestClient) -> None:
    body = json.dumps({"question": "Chỉ thị \ud800 nào?"})
    response = client.post("/v1/ask", content=body, headers={"Content-Type": "application/json"})
    assert response.status_code in (200, 422)


@pytest.mark.parametrize(
    ("method", "path", "status"),
    [
        ("GET", "/v1/nothing", 404),
        ("GET", "/v1/ask", 405),
        ("GET", "/v1/documents/nothing", 404),
        ("GET", "/v1/passages/nothing", 404),
    ],
)
def test_every_error_has_one_shape(client: TestClient, method: str, path: str, status: int) -> None:
    response = client.request(method, path)
    assert response.status_code == status
    assert set(response.json()) == PROBLEM_KEYS
