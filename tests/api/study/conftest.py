"""A server over the planted documents that makes packs, and a pack that is already there."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from fastapi.testclient import TestClient

from hoidap.api.access.caller import Permission
from hoidap.api.study.desk import Study
from hoidap.api.study.store import SavedPack
from hoidap.api.working import WorkState
from hoidap.index.partitions import access_partition
from tests.api.conftest import MakeApp, bearer, key
from tests.api.planted import INTERNAL, PUBLIC, Planted
from tests.conftest import local_client
from tests.study.samples import pack_about

#: Seconds for a pack of one small document; it takes a tenth of one.
MADE_WITHIN = 30

Trainer = dict[str, str]
SavePack = Callable[..., str]


@pytest.fixture
def client(make_app: MakeApp) -> Iterator[TestClient]:
    """The server, making packs; callers may also be nobody, on this machine."""
    with local_client(make_app(anonymous="on")) as running:
        yield running


@pytest.fixture
def trainer(data: Path) -> Trainer:
    """Headers of a trainer who reads public and internal documents."""
    return bearer(key(data, Permission.STUDY, labels=["internal"]))


@pytest.fixture
def save_pack(client: TestClient) -> SavePack:
    """Puts a pack about a planted document into the store; gives its id."""

    def save(owner: str, planted: Planted = PUBLIC) -> str:
        study: Study = client.app.state.study  # type: ignore[attr-defined]
        with study.making.assistant.reading(["internal"]) as reading:
            document = reading.document(planted.id)
        pack = pack_about(document, "x")
        like = SavedPack(
            id="x",
            owner=owner,
            labels=("internal",),
            request=pack.request,
            state=WorkState.DONE,
            progress={},
            error={},
            title=pack.title,
            version=1,
            partitions={document.id: access_partition(document.metadata.access)},
            created_at=pack.created_at,
            changed_at=pack.created_at,
        )
        return study.packs.add_copy(like, pack).id

    return save


@pytest.fixture
def pack_id(save_pack: SavePack) -> str:
    """A pack of nobody in particular."""
    return save_pack("anonymous")


@pytest.fixture
def internal_id(save_pack: SavePack) -> str:
    """A pack of nobody in particular about a document that nobody may read any more."""
    return save_pack("anonymous", INTERNAL)


def made(client: TestClient, wanted: dict[str, Any], headers: Trainer | None = None) -> Any:
    """Ask for a pack and wait until it is done or failed."""
    ordered = client.post("/v1/study-packs", json=wanted, headers=headers)
    assert ordered.status_code == 202, ordered.text
    until = time.monotonic() + MADE_WITHIN
    while time.monotonic() < until:
        found = client.get(ordered.headers["Location"], headers=headers).json()
        if found["state"] in ("done", "failed"):
            return found
        time.sleep(0.02)
    raise AssertionError("the pack was not made")
