"""Attacks on the API that no other test of it makes."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from fastapi.testclient import TestClient

from hoidap.api.access.caller import READING, Permission
from tests.api.conftest import ISSUER, SECRET, MakeApp, MakeClient, bearer, key, token
from tests.api.planted import PUBLIC, QUESTION
from tests.conftest import local_client

PORTAL = "https://portal.example.vn"


@pytest.fixture
def client(make_app: MakeApp) -> TestClient:
    return local_client(make_app(anonymous="on", portal_origins=(PORTAL,)))


TRAVERSALS = (
    "../../../../etc/passwd",
    "..%2f..%2f..%2fetc%2fpasswd",
    "%2e%2e/%2e%2e/etc/passwd",
    "..%5c..%5cwin.ini",
    "%252e%252e%252fetc%252fpasswd",
    "/etc/passwd",
    "....//....//etc/passwd",
    "keys.sqlite",
    "%00",
)


@pytest.mark.parametrize("path", TRAVERSALS)
@pytest.mark.parametrize(
    "form",
    ["/static/{}", "/v1/documents/{}", "/v1/passages/{}", "/v1/models/{}", "/{}"],
)
def test_no_path_leads_out(client: TestClient, form: str, path: str) -> None:
    response = client.get(form.format(path))
    assert response.status_code in (200, 400, 404, 422)
    assert "root:" not in response.text
    assert "SQLite" not in response.text


@pytest.mark.parametrize("crlf", ["%0d%0aSet-Cookie:%20x=1", "%0aX-Injected:%201", "\u010a"])
def test_no_header_can_be_injected(client: TestClient, crlf: str) -> None:
    for path in (
        f"/v1/documents/a{crlf}",
        f"/tai-lieu/a{crlf}",
        f"/v1/documents?issuer=a{crlf}&limit=1",
        f"/v1/search?q=a{crlf}",
        f"/v1/models/{crlf}",
    ):
        headers = client.get(path, follow_redirects=False).headers
        assert "set-cookie" not in headers
        assert "x-injected" not in headers


def test_only_listed_portals_are_named_and_nothing_is_reflected(client: TestClient) -> None:
    asking = {
        "Access-Control-Request-Method": "POST",
        "Access-Control-Request-Headers": "authorization",
    }
    allowed = client.options("/v1/ask", headers={"Origin": PORTAL} | asking)
    assert allowed.headers["access-control-allow-origin"] == PORTAL
    assert "access-control-allow-credentials" not in allowed.headers
    for origin in ("https://evil.example", "null", f"{PORTAL}.evil.example", PORTAL.upper(), "*"):
        preflight = client.options("/v1/ask", headers={"Origin": origin} | asking)
        simple = client.get("/v1/documents", headers={"Origin": origin})
        for response in (preflight, simple):
            assert "access-control-allow-origin" not in response.headers
            assert origin not in str(response.headers.raw)


def test_a_listed_portal_can_read_why_it_was_refused(make_client: MakeClient) -> None:
    client = make_client(portal_origins=(PORTAL,), requests_per_minute=1)
    origin = {"Origin": PORTAL}
    refused = client.get("/v1/documents", headers=origin)
    assert refused.status_code == 401
    assert refused.headers["access-control-allow-origin"] == PORTAL
    headers = origin | bearer(token())
    client.get("/v1/documents", headers=headers)
    limited = client.get("/v1/documents", headers=headers)
    assert limited.status_code == 429
    assert limited.headers["access-control-allow-origin"] == PORTAL
    assert "Retry-After" in limited.headers["access-control-expose-headers"]


def test_without_portals_no_other_site_may_do_anything(make_client: MakeClient) -> None:
    response = make_client(anonymous="on").get("/v1/documents", headers={"Origin": PORTAL})
    assert "access-control-allow-origin" not in response.headers


def test_no_page_or_response_holds_a_secret(make_client: MakeClient, data: Path) -> None:
    text = key(data, *READING)
    client = make_client(portal_jwks=str(data / "secret-place.json"))
    secrets = (SECRET, text, "secret-place", str(data), ISSUER)
    for path in (
        "/",
        "/docs",
        "/quan-tri",
        "/openapi.json",
        "/healthz",
        "/readyz",
        "/v1/documents",
        f"/v1/documents/{PUBLIC.id}",
        "/v1/documents/none",
        "/v1/search?limit=0",
        "/v1/jobs/none",
        "/metrics",
    ):
        for headers in ({}, bearer(text), bearer("hoidap_wrong"), bearer(f"{token()}x")):
            response = client.get(path, headers=headers)
            shown = f"{response.headers}{response.text}"
            assert not [secret for secret in secrets if secret in shown], path


@pytest.mark.parametrize(
    "body",
    [
        b"[" * 100_000,
        b'{"question": ' + b"[" * 50_000,
        b'{"question": "a", "history": [' + b'{"question": "a"},' * 10_000,
        b'{"question": 1e999999}',
        b'{"question": "' + b"\\ud800" * 100 + b'"}',
        b"\x00" * 1000,
        b"\xff\xfe" * 1000,
        b'{"question": "a", "question": "b", "__proto__": {}}',
    ],
    ids=range(8),
)
def test_hostile_json_is_a_clear_error(client: TestClient, body: bytes) -> None:
    response = client.post("/v1/ask", content=body, headers={"Content-Type": "application/json"})
    assert response.status_code in (400, 413, 422)
    assert response.headers["content-type"] == "application/problem+json"
    assert len(response.content) < 10_000


@pytest.mark.parametrize("method", ["TRACE", "CONNECT", "PROPFIND", "PATCH", "get", "GET\u00e9"])
def test_other_methods_do_nothing(client: TestClient, method: str) -> None:
    try:
        response = client.request(method, "/v1/documents")
    except UnicodeError:
        return  # no client can send it
    assert response.status_code in (200, 400, 405)
    assert "authorization" not in response.text.lower()


def test_what_a_request_says_of_its_host_is_not_repeated(client: TestClient) -> None:
    forged = {"Host": "127.0.0.1", "X-Forwarded-Host": "evil.example", "X-Original-URL": "/admin"}
    for path in ("/v1/documents?limit=1", "/", "/openapi.json"):
        response = client.get(path, headers=forged)
        assert "evil.example" not in f"{response.headers}{response.text}"


def test_a_client_cannot_choose_its_address_without_a_trusted_proxy(
    make_client: MakeClient,
) -> None:
    client = make_client(anonymous="on", address_requests_per_minute=3)
    statuses = [
        client.get("/v1/models", headers={"X-Forwarded-For": f"198.51.100.{n}"}).status_code
        for n in range(5)
    ]
    assert statuses == [200, 200, 200, 429, 429]


def test_one_user_cannot_use_anothers_allowance_nor_escape_his_own(
    make_client: MakeClient,
) -> None:
    client = make_client(requests_per_minute=2)
    path = "/v1/models"
    assert [client.get(path, headers=bearer(token("an"))).status_code for _ in range(3)] == [
        200,
        200,
        429,
    ]
    fresh = bearer(token("an", exp=None, iat=None, nonce="x"))
    assert client.get(path, headers=fresh).status_code == 401
    renewed = bearer(token("an", groups=["other"]))
    assert client.get(path, headers=renewed).status_code == 429
    assert client.get(path, headers=bearer(token("lan"))).status_code == 200


def test_a_keys_own_limit_goes_before_the_setting(make_client: MakeClient, data: Path) -> None:
    client = make_client(requests_per_minute=1)
    generous = bearer(key(data, *READING, requests_per_minute=5))
    assert [client.get("/v1/models", headers=generous).status_code for _ in range(6)] == [
        *[200] * 5,
        429,
    ]


def test_a_stored_question_is_never_markup(make_app: MakeApp, data: Path) -> None:
    client = local_client(make_app(anonymous="on", record_questions=True))
    hostile = '<script>alert(1)</script>"><img src=x onerror=alert(1)>'
    client.post("/v1/ask", json={"question": f"{hostile} {QUESTION}"})
    client.app.state.recorder.flush()  # type: ignore[attr-defined]
    listed: Any = client.get("/v1/admin/questions", headers=bearer(key(data, Permission.ADMIN)))
    assert listed.headers["content-type"] == "application/json"
    assert listed.headers["content-security-policy"].startswith("default-src 'none'")
    assert json.loads(listed.text)["questions"][0]["question"].startswith("<script>")
