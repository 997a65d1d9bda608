"""An answer that cites a doubtful document says so, and no other answer does."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from hoidap import texts
from hoidap.answering.assistant import Assistant
from hoidap.api.application import create_app
from hoidap.domain import Status
from hoidap.settings import Settings
from ingest.pipeline import ingest
from ingest.progress import Silent
from tests.conftest import local_client
from tests.fakes import FakeEmbedder

DAMAGED = """---
id: quy-che-cho
kind: directive
type: Quy chế
title: Quy chế chợ phiên
---

# Quy chế chợ phiên

Ban quản lý chợ thu tiền gửi xe hai nghìn đồng mỗi lượt.

""" + "\n".join("Ti?u th??ng ph?i gi? v? sinh n?i b?n h?ng c?a m?nh." for _ in range(3))

SOUND = """---
id: quy-che-ben
kind: directive
type: Quy chế
title: Quy chế bến đò
---

# Quy chế bến đò

Chủ đò phải phát áo phao cho mọi hành khách trước khi rời bến.
"""


@pytest.fixture(scope="module")
def assistant(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Assistant]:
    folder: Path = tmp_path_factory.mktemp("doubted")
    (folder / "cho.md").write_text(DAMAGED, encoding="utf-8")
    (folder / "ben.md").write_text(SOUND, encoding="utf-8")
    settings = Settings(data=folder / "data")
    assert ingest([folder], settings, FakeEmbedder(), Silent()).exit_code == 0
    with Assistant.open(settings, FakeEmbedder()) as opened:
        yield opened


def test_the_doubt_stands_beside_the_answer(assistant: Assistant) -> None:
    answer = assistant.ask("Ban quản lý chợ thu tiền gửi xe bao nhiêu đồng mỗi lượt?")
    assert answer.status is not Status.NOT_FOUND
    (notice,) = [each for each in answer.warnings if each.code == "doubtful"]
    assert "Quy chế chợ phiên" in notice.text
    assert texts.DOUBTS["accents_lost"] in notice.text


def test_a_sound_document_is_not_doubted(assistant: Assistant) -> None:
    answer = assistant.ask("Chủ đò phải phát gì cho hành khách trước khi rời bến?")
    assert answer.status is not Status.NOT_FOUND
    assert not any(each.code == "doubtful" for each in answer.warnings)


def test_lists_and_documents_carry_the_doubt(assistant: Assistant) -> None:
    client: TestClient = local_client(create_app(assistant))
    expected = {
        "quy-che-cho": [{"code": "accents_lost", "text": texts.DOUBTS["accents_lost"]}],
        "quy-che-ben": [],
    }
    for path in ("/v1/documents", "/v1/library"):
        listed = client.get(path).json()["documents"]
        assert {each["id"]: each["doubts"] for each in listed} == expected
    for document_id, doubts in expected.items():
        assert client.get(f"/v1/documents/{document_id}").json()["doubts"] == doubts
