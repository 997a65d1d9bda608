"""What every response carries, and what an unforeseen error shows."""

from __future__ import annotations

import logging
import re
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from hoidap.api.access.caller import Permission
from tests.api.conftest import MakeApp, MakeClient, bearer, key
from tests.conftest import local_client

PATHS = (
    "/",
    "/tai-lieu/quy-dinh-qqpub",
    "/static/page.css",
    "/healthz",
    "/v1/documents",
    "/v1/documents/none",
    "/nothing",
    "/openapi.json",
    "/metrics",
)


@pytest.fixture
def client(make_app: MakeApp) -> TestClient:
    return local_client(make_app(anonymous="auto"))


@pytest.mark.parametrize("path", PATHS)
def test_every_response_has_an_id_and_security_headers(client: TestClient, path: str) -> None:
    headers = client.get(path).headers
    assert re.fullmatch(r"[0-9a-f]{32}", headers["x-request-id"])
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["referrer-policy"] == "no-referrer"
    assert "camera=()" in headers["permissions-policy"]
    assert "server" not in headers


def test_data_is_neither_stored_nor_shown_as_a_page(client: TestClient) -> None:
    headers = client.get("/v1/search?q=a").headers
    assert headers["cache-control"] == "no-store"
    assert headers["content-security-policy"] == "default-src 'none'; frame-ancestors 'none'"


def test_refusals_carry_the_same_headers(make_client: MakeClient) -> None:
    headers = make_client().get("/v1/documents").headers
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["cache-control"] == "no-store"


def test_a_callers_own_request_id_is_kept_unless_it_could_forge(client: TestClient) -> None:
    def shown(given: str) -> str:
        return client.get("/healthz", headers={"X-Request-ID": given}).headers["x-request-id"]

    assert shown("portal-2026.11_23") == "portal-2026.11_23"
    for forged in ("a b", "a\tSet-Cookie: x=1", "x" * 65, "<script>", ""):
        assert shown(forged) != forged


def test_an_unforeseen_error_has_the_one_shape_and_its_details_stay_in_the_log(
    make_app: MakeApp, data: Path, caplog: pytest.LogCaptureFixture
) -> None:
    app = make_app()

    @app.get("/v1/broken")
    def broken() -> None:
        raise RuntimeError("the secret of the house")

    client = TestClient(app, raise_server_exceptions=False)
    with caplog.at_level(logging.ERROR):
        response = client.get("/v1/broken", headers=bearer(key(data, Permission.ASK)))
    assert response.status_code == 500
    assert response.json()["code"] == "internal"
    assert "secret" not in response.text
    assert "x-request-id" in response.headers
    assert "the secret of the house" in caplog.text


def test_an_address_with_a_slash_too_many_is_not_found(client: TestClient) -> None:
    assert client.get("/v1/documents/", follow_redirects=False).status_code == 404
