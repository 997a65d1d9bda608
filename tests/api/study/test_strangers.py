"""Study packs where nobody needs a key: each browser has its own and sees no other's."""

from __future__ import annotations

import hashlib
from collections.abc import Callable

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient

from hoidap.api.study.browser import COOKIE
from tests.api.planted import PUBLIC
from tests.api.study.conftest import SavePack, made
from tests.conftest import local_client

Browser = Callable[[], TestClient]


@pytest.fixture
def app(client: TestClient) -> FastAPI:
    """A server that admits everybody."""
    assert isinstance(client.app, FastAPI)
    return client.app


@pytest.fixture
def browser(app: FastAPI) -> Browser:
    """Another browser on the office's network, with cookies of its own."""

    def opened() -> TestClient:
        return TestClient(app, base_url="http://hoidap.example.vn", client=("192.0.2.7", 50000))

    return opened


def test_a_stranger_finds_his_own_packs_again(browser: Browser) -> None:
    trainer = browser()
    pack = made(trainer, {"documents": [PUBLIC.id]})
    assert pack["state"] == "done"
    copied = trainer.post(f"/v1/study-packs/{pack['id']}/duplicate").json()
    listed = trainer.get("/v1/study-packs").json()["packs"]
    assert {each["id"] for each in listed} == {pack["id"], copied["id"]}
    second = made(trainer, {"documents": [PUBLIC.id]})
    assert trainer.get("/v1/study-packs").json()["total"] == 3
    assert trainer.delete(f"/v1/study-packs/{second['id']}").status_code == 204


def test_strangers_do_not_see_change_or_delete_each_others_packs(
    browser: Browser, save_pack: SavePack
) -> None:
    trainer = browser()
    secret = "T" * 43
    trainer.cookies.set(COOKIE, secret)
    pack_id = save_pack(f"anonymous:{hashlib.sha256(secret.encode()).hexdigest()}")
    path = f"/v1/study-packs/{pack_id}"
    session = trainer.post(f"{path}/sessions", json={}).json()
    other = browser()
    made(other, {"documents": [PUBLIC.id]})  # has a secret, but another one
    nobody = browser()
    forged = browser()
    forged.cookies.set(COOKIE, "A" * 43)
    for stranger in (other, nobody, forged):
        listed = stranger.get("/v1/study-packs").json()["packs"]
        assert pack_id not in {each["id"] for each in listed}
        for method, tail in (
            ("GET", ""),
            ("DELETE", ""),
            ("POST", "/duplicate"),
            ("GET", "/versions"),
            ("GET", "/export?format=docx"),
            ("GET", "/sessions"),
            ("GET", f"/sessions/{session['id']}"),
            ("GET", f"/sessions/{session['id']}/results.csv"),
            ("POST", f"/sessions/{session['id']}/close"),
        ):
            assert stranger.request(method, path + tail).status_code == 404, (method, tail)
    assert trainer.get(path).status_code == 200


def test_the_secret_is_for_this_site_alone_and_for_no_script(browser: Browser) -> None:
    ordered = browser().post("/v1/study-packs", json={"documents": [PUBLIC.id]})
    cookie = ordered.headers["Set-Cookie"].lower()
    assert all(word in cookie for word in ("httponly", "samesite=strict", "path=/"))


def test_who_has_nothing_made_gets_no_cookie(browser: Browser) -> None:
    stranger = browser()
    for path in ("/v1/study-packs", "/v1/documents", f"/v1/documents/{PUBLIC.id}"):
        assert "Set-Cookie" not in stranger.get(path).headers


def test_strangers_do_not_see_what_this_machine_had_made(app: FastAPI, browser: Browser) -> None:
    here = local_client(app)
    pack = made(here, {"documents": [PUBLIC.id]})
    assert here.get("/v1/study-packs").json()["total"] == 1
    assert browser().get(f"/v1/study-packs/{pack['id']}").status_code == 404
    assert local_client(app).get(f"/v1/study-packs/{pack['id']}").status_code == 200
