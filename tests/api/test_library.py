"""GET /v1/library: filters, search with and without diacritics, counts."""

from __future__ import annotations

from typing import Any

import pytest
from fastapi.testclient import TestClient


def library(client: TestClient, **wanted: Any) -> dict[str, Any]:
    response = client.get("/v1/library", params=wanted)
    assert response.status_code == 200, response.text
    found: dict[str, Any] = response.json()
    return found


def ids(found: dict[str, Any]) -> list[str]:
    return [document["id"] for document in found["documents"]]


def counted(found: dict[str, Any], facet: str) -> dict[str, int]:
    return {each["value"]: each["count"] for each in found["counts"][facet]}


def test_everything_newest_first(client: TestClient) -> None:
    found = library(client)
    assert found["total"] == len(found["documents"]) == 20
    days = [document["issued_on"] for document in found["documents"]]
    assert days == sorted(days, reverse=True)
    assert counted(found, "kind") == {"directive": 19, "interview": 1}


def test_counts_say_what_another_choice_would_show(client: TestClient) -> None:
    found = library(client, kind="interview", year=2016)
    assert found["total"] == 1
    # With the year kept, choosing directives instead would show these:
    assert (
        counted(found, "kind")["directive"] == library(client, year=2016, kind="directive")["total"]
    )
    assert set(counted(found, "issuer")) == {"Báo Quảng Ninh"}
    for facet in ("kind", "issuer", "year", "standing"):
        for value, count in counted(found, facet).items():
            assert (
                library(client, **{"kind": "interview", "year": 2016, facet: value})["total"]
                == count
            )


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("144-qd/tw", ["quy-dinh-144-qd-tw-2024"]),
        ("144-QĐ/TW", ["quy-dinh-144-qd-tw-2024"]),
        ("luu van thuong", ["phong-van-huyen-hai-ha-2016"]),
        ("Lưu Văn Thường", ["phong-van-huyen-hai-ha-2016"]),
        ("Lưu Vân Thương", []),
        ("uỷ ban thường vụ quốc hội", ["phap-lenh-34-2007-pl-ubtvqh11"]),
        ("ủy ban thường vụ quốc hội", ["phap-lenh-34-2007-pl-ubtvqh11"]),
        ("09/5/2024", ["quy-dinh-144-qd-tw-2024"]),
        ("%", []),
    ],
)
def test_words_are_found(client: TestClient, words: str, expected: list[str]) -> None:
    assert ids(library(client, q=words)) == expected


def test_a_document_number_is_looked_up_exactly(client: TestClient) -> None:
    assert ids(library(client, number="10/2022/QH15")) == ["luat-10-2022-qh15"]
    assert ids(library(client, number="10/2022/QH1")) == []


def test_pages(client: TestClient) -> None:
    whole = ids(library(client))
    assert ids(library(client, offset=15, limit=3)) == whole[15:18]


def test_a_wrong_filter_is_refused(client: TestClient) -> None:
    assert client.get("/v1/library", params={"kind": "novel"}).status_code == 422
    assert client.get("/v1/library", params={"q": "x" * 201}).status_code == 422


def examples(client: TestClient, **wanted: Any) -> list[str]:
    questions: list[str] = client.get("/v1/examples", params=wanted).json()["questions"]
    return questions


def test_questions_to_begin_with_are_answered(client: TestClient) -> None:
    questions = examples(client)
    assert len(questions) == 3
    for question in questions:
        answer = client.post("/v1/ask", json={"question": question}).json()
        assert answer["status"] == "answered", question


def test_questions_to_begin_with_stay_in_the_scope(client: TestClient) -> None:
    law = examples(client, document="luat-10-2022-qh15")
    assert law
    assert all("10/2022/QH15" in question for question in law)
    assert len(examples(client, kind="interview")) == 3
    assert examples(client, document="none") == []
