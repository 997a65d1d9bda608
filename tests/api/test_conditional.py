"""ETags and links between pages."""

from __future__ import annotations

from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from hoidap.api.access.caller import Permission
from tests.api.conftest import MakeApp, bearer, key, token
from tests.api.planted import INTERNAL, PUBLIC
from tests.conftest import local_client


@pytest.fixture
def client(make_app: MakeApp) -> TestClient:
    return local_client(make_app(anonymous="on"))


def test_a_known_document_is_not_sent_again(client: TestClient) -> None:
    path = f"/v1/documents/{PUBLIC.id}"
    first = client.get(path)
    tag = first.headers["etag"]
    assert first.headers["cache-control"] == "private, no-cache"
    for named in (tag, f"W/{tag}", f'"other", {tag}', "*"):
        again = client.get(path, headers={"If-None-Match": named})
        assert (again.status_code, again.content) == (304, b"")
        assert again.headers["etag"] == tag
    assert client.get(path, headers={"If-None-Match": '"other"'}).status_code == 200


def test_passages_have_tags_of_their_own(client: TestClient) -> None:
    hit = client.get("/v1/search?q=tài sản").json()["hits"][0]["passage"]["id"]
    tag = client.get(f"/v1/passages/{hit}").headers["etag"]
    again = client.get(f"/v1/passages/{hit}", headers={"If-None-Match": tag})
    assert again.status_code == 304


def test_a_tag_does_not_open_a_hidden_document(client: TestClient) -> None:
    path = f"/v1/documents/{INTERNAL.id}"
    tag = client.get(path, headers=bearer(token())).headers["etag"]
    for named in (tag, "*"):
        assert client.get(path, headers={"If-None-Match": named}).status_code == 404


def test_pages_are_linked_to_the_end(client: TestClient, data: Path) -> None:
    reader = bearer(key(data, Permission.SEARCH, labels=["internal"]))
    first = client.get("/v1/documents?limit=1&kind=directive", headers=reader)
    link = first.headers["link"]
    assert link == '</v1/documents?limit=1&kind=directive&offset=1>; rel="next"'
    second = client.get(link[1 : link.index(">")], headers=reader)
    assert "link" not in second.headers
    seen = {page.json()["documents"][0]["id"] for page in (first, second)}
    assert seen == {PUBLIC.id, INTERNAL.id}
