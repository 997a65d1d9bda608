"""Applications over planted documents, with any settings, and those who call them."""

from __future__ import annotations

import shutil
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import jwt
import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient

from hoidap.answering.assistant import Assistant
from hoidap.api.access.caller import Permission
from hoidap.api.access.keys import KeyStore
from hoidap.api.application import create_app
from hoidap.settings import Settings
from hoidap.web import pages
from tests.api import planted
from tests.fakes import FakeEmbedder

SECRET = "0123456789abcdef0123456789abcdef"
ISSUER = "https://portal.example.vn"

#: Settings of an installation behind a portal: nobody asks without a key or a token.
BEHIND_A_PORTAL: dict[str, Any] = {
    "anonymous": "off",
    "portal_issuer": ISSUER,
    "portal_secret": SECRET,
    "requests_per_minute": 100_000,
    "address_requests_per_minute": 100_000,
}

MakeApp = Callable[..., FastAPI]
MakeClient = Callable[..., TestClient]


@pytest.fixture(scope="session")
def planted_data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder with the planted documents; copy it before writing to it."""
    data = tmp_path_factory.mktemp("planted") / "data"
    planted.plant(data, FakeEmbedder())
    return data


@pytest.fixture
def data(planted_data: Path, tmp_path: Path) -> Path:
    """A data folder of one test's own."""
    shutil.copytree(planted_data, tmp_path / "data")
    return tmp_path / "data"


@pytest.fixture
def make_app(data: Path) -> Iterator[MakeApp]:
    """Builds an application over the planted documents with the given settings."""
    with ExitStack() as open_ones:

        def make(**settings: Any) -> FastAPI:
            wanted = Settings(**BEHIND_A_PORTAL | {"data": data} | settings)
            assistant = open_ones.enter_context(Assistant.open(wanted, FakeEmbedder()))
            app = create_app(assistant)
            pages.install(app)
            return app

        yield make


@pytest.fixture
def make_client(make_app: MakeApp) -> MakeClient:
    """Builds a client of such an application; it calls from another machine."""

    def make(**settings: Any) -> TestClient:
        return TestClient(
            make_app(**settings),
            base_url="http://hoidap.example.vn",
            client=("192.0.2.7", 50000),
            raise_server_exceptions=False,
        )

    return make


def token(subject: str = "an", groups: Sequence[str] = (), **changes: Any) -> str:
    """A token as the portal signs it; a change to None leaves the claim out."""
    at = int(time.time())
    claims: dict[str, Any] = {
        "iss": ISSUER,
        "aud": "hoidap",
        "sub": subject,
        "iat": at,
        "exp": at + 300,
        "groups": groups,
    }
    claims = {name: value for name, value in (claims | changes).items() if value is not None}
    return jwt.encode(claims, SECRET, algorithm="HS256")


def key(data: Path, *permissions: Permission, labels: Sequence[str] = (), **more: Any) -> str:
    """The text of a new key."""
    return KeyStore(data).create("test", permissions, labels, **more)[1]


def bearer(credential: str) -> dict[str, str]:
    """The header that presents a credential."""
    return {"Authorization": f"Bearer {credential}"}
