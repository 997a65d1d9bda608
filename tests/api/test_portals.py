"""Only listed portals may use this server from their pages, and nothing is reflected."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import pytest
from fastapi.testclient import TestClient

from hoidap.answering.assistant import Assistant
from hoidap.api.application import create_app
from hoidap.errors import SettingsError
from hoidap.settings import load
from hoidap.web import pages

PORTAL = "https://portal.example.vn"
STRANGER = "https://evil.example"


@pytest.fixture
def portal_client(assistant: Assistant, monkeypatch: pytest.MonkeyPatch) -> Iterator[TestClient]:
    """The application with one portal listed."""
    settings = assistant.settings.model_copy(
        update={"portal_origins": (PORTAL, "http://10.0.0.7:8080"), "anonymous": "on"}
    )
    monkeypatch.setattr(assistant, "settings", settings)
    app = create_app(assistant)
    pages.install(app)
    yield TestClient(app)


def cors(headers: Any) -> dict[str, str]:
    return {k: v for k, v in headers.items() if k.startswith("access-control-")}


def test_a_listed_portal_is_named(portal_client: TestClient) -> None:
    for path in ("/v1/documents", "/widget.js", "/static/hoi-dap/element.js", "/healthz"):
        response = portal_client.get(path, headers={"Origin": PORTAL})
        assert response.status_code == 200
        assert response.headers["access-control-allow-origin"] == PORTAL
        assert "access-control-allow-credentials" not in response.headers
        assert "retry-after" in response.headers["access-control-expose-headers"].lower()


@pytest.mark.parametrize(
    "origin",
    [STRANGER, "null", PORTAL + ".evil.example", PORTAL.replace("https", "http"), PORTAL + ":444"],
)
def test_another_origin_is_not_named(portal_client: TestClient, origin: str) -> None:
    response = portal_client.get("/v1/documents", headers={"Origin": origin})
    assert "access-control-allow-origin" not in response.headers
    asked = {"Origin": origin, "Access-Control-Request-Method": "POST"}
    preflight = portal_client.options("/v1/ask", headers=asked)
    assert preflight.headers.get("access-control-allow-origin") is None
    assert preflight.status_code == 400


def test_a_listed_portal_may_ask(portal_client: TestClient) -> None:
    preflight = portal_client.options(
        "/v1/ask/stream",
        headers={
            "Origin": PORTAL,
            "Access-Control-Request-Method": "POST",
            "Access-Control-Request-Headers": "content-type",
        },
    )
    assert preflight.status_code == 200
    assert preflight.headers["access-control-allow-origin"] == PORTAL
    response = portal_client.post(
        "/v1/ask/stream", json={"question": ""}, headers={"Origin": PORTAL}
    )
    assert response.status_code == 422  # also a refusal can be read by the portal's script
    assert response.headers["access-control-allow-origin"] == PORTAL


def test_caches_keep_answers_for_each_origin_apart(portal_client: TestClient) -> None:
    for headers in ({}, {"Origin": PORTAL}, {"Origin": STRANGER}):
        response = portal_client.get("/static/hoi-dap/element.js", headers=headers)
        assert "origin" in response.headers["vary"].lower()


def test_only_listed_portals_may_frame_the_pages(portal_client: TestClient) -> None:
    for path in ("/", "/tai-lieu", "/tai-lieu/quy-dinh-144-qd-tw-2024"):
        policy = portal_client.get(path).headers["content-security-policy"]
        (framing,) = re.findall("frame-ancestors ([^;]*)", policy)
        assert framing == f"'self' {PORTAL} http://10.0.0.7:8080"
        assert "unsafe" not in policy
        assert "*" not in policy


def test_without_portals_nobody_is_named(client: TestClient) -> None:
    response = client.get("/v1/documents", headers={"Origin": PORTAL})
    assert cors(response.headers) == {}
    policy = client.get("/").headers["content-security-policy"]
    assert policy.endswith("frame-ancestors 'self'")


def test_static_files_are_asked_about_before_they_are_used(client: TestClient) -> None:
    first = client.get("/static/hoi-dap/element.js")
    assert first.headers["cache-control"] == "no-cache"
    assert first.headers["content-type"].startswith("text/javascript")
    assert first.headers["x-content-type-options"] == "nosniff"
    again = client.get(
        "/static/hoi-dap/element.js", headers={"If-None-Match": first.headers["etag"]}
    )
    assert again.status_code == 304


@pytest.mark.parametrize("wrong", ["*", "portal.example.vn", PORTAL + "/", "https://a.vn,*"])
def test_only_origins_are_accepted_as_a_setting(wrong: str) -> None:
    with pytest.raises(SettingsError, match="PORTAL_ORIGINS"):
        load({"HOIDAP_PORTAL_ORIGINS": wrong}, portal_origins=wrong)
    assert load({}, portal_origins=f"{PORTAL}, http://b:1").portal_origins == (PORTAL, "http://b:1")
