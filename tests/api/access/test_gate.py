"""Who is let in, over HTTP."""

from __future__ import annotations

from pathlib import Path

import pytest
from fastapi.testclient import TestClient
from starlette.datastructures import Headers

from hoidap.api.access.attempts import FREE
from hoidap.api.access.caller import Permission
from hoidap.api.access.gate import Gate
from hoidap.api.access.origin import Origin
from hoidap.errors import CredentialError
from hoidap.settings import Settings
from tests.api.conftest import MakeApp, MakeClient, bearer, key, token
from tests.conftest import local_client


def status(client: TestClient, **headers: str) -> int:
    return client.get(
        "/v1/documents", headers={k.replace("_", "-"): v for k, v in headers.items()}
    ).status_code


def test_on_this_machine_nobody_needs_a_key(make_app: MakeApp) -> None:
    client = local_client(make_app(anonymous="auto"))
    assert client.get("/v1/documents").json()["total"] == 1


def test_elsewhere_auto_means_off(make_app: MakeApp, make_client: MakeClient) -> None:
    assert status(make_client(anonymous="auto")) == 401
    listening_everywhere = local_client(make_app(anonymous="auto", host="0.0.0.0"))
    assert status(listening_everywhere) == 401
    behind_a_proxy = local_client(make_app(anonymous="auto"))
    assert status(behind_a_proxy, x_forwarded_for="192.0.2.7") == 401
    assert status(behind_a_proxy, host="rebound.example") == 401


def test_switched_on_everybody_may_ask_and_off_nobody(
    make_app: MakeApp, make_client: MakeClient
) -> None:
    assert status(make_client(anonymous="on")) == 200
    assert status(local_client(make_app(anonymous="off"))) == 401


def test_a_refusal_has_the_one_error_shape_and_says_how_to_sign_in(
    make_client: MakeClient,
) -> None:
    response = make_client().get("/v1/documents")
    assert response.status_code == 401
    assert response.headers["www-authenticate"] == "Bearer"
    assert response.headers["content-type"] == "application/problem+json"
    assert response.json()["code"] == "unauthenticated"


def test_a_key_is_taken_from_either_header(make_client: MakeClient, data: Path) -> None:
    client, text = make_client(), key(data, Permission.SEARCH)
    assert status(client, authorization=f"Bearer {text}") == 200
    assert status(client, authorization=f"bearer   {text} ") == 200
    assert status(client, x_api_key=text) == 200
    assert status(client, x_api_key=text, authorization=f"Bearer {text}") == 200
    assert status(client, x_api_key=text, authorization=f"Bearer {token()}") == 401
    assert status(client, authorization=f"Basic {text}") == 401
    assert client.get("/v1/documents", params={"key": text}).status_code == 401


def test_a_wrong_credential_is_not_taken_for_anonymous(make_client: MakeClient) -> None:
    assert status(make_client(anonymous="on"), authorization="Bearer nonsense") == 401


def test_a_key_may_do_what_it_was_made_for(make_client: MakeClient, data: Path) -> None:
    client = make_client()
    asking = bearer(key(data, Permission.ASK))
    searching = bearer(key(data, Permission.SEARCH))
    ingesting = bearer(key(data, Permission.INGEST))
    question = {"question": "Cơ quan nào kiểm kê tài sản?"}
    for path in ("/v1/ask", "/v1/ask/stream"):
        assert client.post(path, json=question, headers=asking).status_code == 200
        assert client.post(path, json=question, headers=searching).status_code == 403
        assert client.post(path, json=question, headers=ingesting).status_code == 403
    assert client.get("/v1/search?q=a", headers=searching).status_code == 200
    assert client.get("/v1/search?q=a", headers=asking).status_code == 403
    assert client.get("/v1/documents", headers=asking).status_code == 200
    assert client.get("/v1/documents", headers=ingesting).status_code == 403


def test_guessing_keys_is_slowed_down_and_a_working_key_goes_on(
    make_client: MakeClient, data: Path
) -> None:
    client, text = make_client(), key(data, Permission.SEARCH)
    assert status(client, x_api_key=text) == 200
    guesses = [
        client.get("/v1/documents", headers={"X-API-Key": f"hoidap_{'a' * 10}_{i:043}"})
        for i in range(FREE + 3)
    ]
    assert [each.status_code for each in guesses[:FREE]] == [401] * FREE
    assert guesses[-1].status_code == 429
    assert int(guesses[-1].headers["retry-after"]) >= 1
    assert status(client, x_api_key=text) == 200
    fresh = key(data, Permission.SEARCH)
    assert status(client, x_api_key=fresh) == 429


def test_expired_tokens_lock_nobody_out(make_client: MakeClient, data: Path) -> None:
    client = make_client()
    for _ in range(FREE * 3):
        assert status(client, authorization=f"Bearer {token(exp=1)}") == 401
    assert status(client, x_api_key=key(data, Permission.SEARCH)) == 200


@pytest.mark.parametrize("path", ["/", "/healthz", "/openapi.json"])
def test_pages_and_health_need_no_key(make_client: MakeClient, path: str) -> None:
    assert make_client().get(path).status_code == 200


def test_a_key_that_was_just_accepted_needs_no_look_up(data: Path) -> None:
    gate = Gate(Settings(data=data, anonymous="off"))
    headers, origin = Headers(bearer(key(data, Permission.ASK))), Origin("192.0.2.7", local=False)
    assert gate.caller_at_once(headers, origin) is None
    accepted = gate.caller(headers, origin)
    assert gate.caller_at_once(headers, origin) == accepted
    assert gate.caller_at_once(Headers(bearer(token())), origin) is None, "tokens: every time"
    with pytest.raises(CredentialError):
        gate.caller_at_once(Headers(), origin)
    gate.close()
