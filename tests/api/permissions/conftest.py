"""An application over the planted documents, with packs about them, its caches warm."""

from __future__ import annotations

import shutil
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient

from hoidap.answering.assistant import Assistant
from hoidap.api.application import create_app
from hoidap.api.study.desk import Study
from hoidap.domain import Document
from hoidap.index.partitions import access_partition
from hoidap.settings import Settings
from hoidap.study.pack import PackRequest
from hoidap.web import pages
from tests.api.conftest import BEHIND_A_PORTAL, bearer, key
from tests.api.permissions.calls import Target, walk
from tests.api.permissions.roles import READING
from tests.api.planted import ALL, GROUP, OTHER_GROUP
from tests.fakes import FakeEmbedder
from tests.study.samples import pack_about

#: Whose packs quote the planted documents, although their labels may have changed since.
OWNERS = ("anonymous", "user:an", "user:lan")
EVERYTHING = ("internal", GROUP, OTHER_GROUP)


@dataclass(frozen=True)
class House:
    """An application over the planted documents and its data folder."""

    app: FastAPI
    data: Path
    client: TestClient
    #: By the planted document's id.
    targets: Mapping[str, Target]


@pytest.fixture(scope="module")
def house(planted_data: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    data = tmp_path_factory.mktemp("walk") / "data"
    shutil.copytree(planted_data, data)
    settings = Settings(**BEHIND_A_PORTAL | {"data": data, "anonymous": "on"})
    with Assistant.open(settings, FakeEmbedder()) as assistant:
        app = create_app(assistant)
        pages.install(app)
        client = TestClient(app, client=("192.0.2.7", 1), raise_server_exceptions=False)
        targets = planted_targets(app, assistant)
        warm(client, data, targets)
        yield House(app, data, client, targets)


def planted_targets(app: FastAPI, assistant: Assistant) -> dict[str, Target]:
    made = {}
    with assistant.reading(EVERYTHING) as reading:
        for planted in ALL:
            found = reading.index.catalogue.passages_of(planted.id)
            assert found
            packs = [plant_pack(app, owner, reading.document(planted.id)) for owner in OWNERS]
            passages = tuple(passage.id for passage in found)
            made[planted.id] = Target(planted, passages, tuple(packs))
    return made


def plant_pack(app: FastAPI, owner: str, document: Document) -> tuple[str, str]:
    """A pack that was made when its owner read the document, and a live session of it."""
    study: Study = app.state.study
    saved = study.packs.add(owner, ["internal"], PackRequest(documents=(document.id,)))
    pack = pack_about(document, saved.id)
    study.packs.finish(pack, {document.id: access_partition(document.metadata.access)})
    return saved.id, study.live.open(owner, saved.id, pack.title, pack.quiz, 60, 10).id


def warm(client: TestClient, data: Path, targets: Mapping[str, Target]) -> None:
    """Let somebody who reads everything ask the same, so that caches hold their answers."""
    reader = bearer(key(data, *READING, labels=EVERYTHING))
    for call in walk(targets.values()):
        client.request(call.method, call.path, headers=reader, **call.more)
