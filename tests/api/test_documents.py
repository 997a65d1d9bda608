"""Documents, passages and health, over the shipped corpus."""

from __future__ import annotations

from fastapi.testclient import TestClient

from hoidap import __version__


def test_lists_all_documents_newest_first(client: TestClient) -> None:
    page = client.get("/v1/documents").json()
    assert page["total"] == len(page["documents"]) == 20
    dates = [document["issued_on"] for document in page["documents"]]
    assert dates == sorted(dates, reverse=True)


def test_filters_and_pages(client: TestClient) -> None:
    assert client.get("/v1/documents", params={"kind": "interview"}).json()["total"] == 1
    assert client.get("/v1/documents", params={"year": 2021}).json()["total"] == 3
    page = client.get("/v1/documents", params={"limit": 5, "offset": 18}).json()
    assert len(page["documents"]) == 2
    assert page["total"] == 20


def test_a_document_has_metadata_sections_and_text(client: TestClient) -> None:
    document = client.get("/v1/documents/quy-dinh-144-qd-tw-2024").json()
    assert document["number"] == "144-QĐ/TW"
    assert document["issued_on"] == "2024-05-09"
    article = next(each for each in document["sections"] if each["locator"] == "Điều 1")
    assert document["text"][article["start"] :].startswith("Điều 1.")
    assert {"khoản 1 Điều 1", "khoản 2 Điều 1"} <= {
        each["locator"] for each in document["sections"]
    }


def test_a_passage_is_a_range_of_its_document(client: TestClient) -> None:
    hit = client.get("/v1/search", params={"q": "năm chuẩn mực"}).json()["hits"][0]
    passage = client.get(f"/v1/passages/{hit['passage']['id']}").json()
    assert passage == hit["passage"]
    document = client.get(f"/v1/documents/{passage['document_id']}").json()
    assert document["text"][passage["start"] : passage["end"]] == passage["text"]


def test_health_names_version_and_generation(client: TestClient) -> None:
    health = client.get("/healthz").json()
    assert health["status"] == "ok"
    assert health["version"] == __version__
    assert health["documents"] == 20
    assert health["passages"] > 50


def test_pages_run_nothing_from_elsewhere(client: TestClient) -> None:
    for path in ("/", "/tai-lieu/quy-dinh-144-qd-tw-2024"):
        response = client.get(path)
        assert response.status_code == 200
        assert "script-src 'self'" in response.headers["content-security-policy"]
        assert "http://" not in response.text
        assert "https://" not in response.text
