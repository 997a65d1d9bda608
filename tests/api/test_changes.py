"""What has changed a document, as programs are told it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from hoidap.answering.assistant import Assistant
from hoidap.api.application import create_app
from hoidap.api.uploads.folder import own_id
from hoidap.embedding.embedder import Embedder
from hoidap.settings import Settings
from ingest.pipeline import ingest
from ingest.progress import Silent
from tests.answering.standing.conftest import BASE, CHANGE, ferries
from tests.conftest import local_client

__all__ = ["ferries"]
DECREE = "nghi-dinh-21-2018-nd-cp"


@pytest.fixture
def told(ferries: Assistant) -> Iterator[TestClient]:
    with local_client(create_app(ferries)) as client:
        yield client


def test_every_change_has_its_place_its_clause_and_its_day(told: TestClient) -> None:
    found = told.get(f"/v1/documents/{DECREE}/changes").json()["changes"]
    by_place = {each["provision"]: each for each in found}
    assert set(by_place) == {
        "điểm b khoản 2 Điều 2",
        "khoản 1a Điều 3",
        "khoản 3 Điều 2",
        "Điều 4",
    }
    amended = by_place["điểm b khoản 2 Điều 2"]
    (place,) = amended["places"]
    assert BASE[place["start"] : place["end"]].strip() == "b) Biết bơi 50 mét."
    assert amended["new_text"] == "b) Biết bơi 200 mét và biết sơ cứu."
    assert (amended["number"], amended["clause"]) == ("45/2021/NĐ-CP", "khoản 1 Điều 1")
    start = CHANGE.index("1. Sửa đổi điểm b")
    assert amended["url"].split("#")[1].startswith(f"{start}-")
    added = by_place["khoản 1a Điều 3"]
    assert added["since"] == "2022-01-01"
    (empty,) = added["places"]
    assert empty["start"] == empty["end"]
    words = by_place["Điều 4"]
    assert "bằng cụm từ “Phòng Kinh tế” theo khoản 4 Điều 1" in words["says"]
    assert (words["words"], words["new_words"]) == (["Phòng Hạ tầng"], ["Phòng Kinh tế"])


def test_of_a_day_those_hold_that_had_taken_effect(told: TestClient) -> None:
    found = told.get(f"/v1/documents/{DECREE}/changes", params={"as_of": "2021-12-01"}).json()
    assert found["as_of"] == "2021-12-01"
    holding = {each["provision"]: each["holds"] for each in found["changes"]}
    assert holding.pop("khoản 1a Điều 3") is False
    assert all(holding.values())


def test_an_uploaded_document_is_meant_by_the_id_that_its_key_gave(
    tmp_path: Path, embedder: Embedder
) -> None:
    own = own_id("anonymous", "pha")
    texts = tmp_path / "texts"
    texts.mkdir()
    (texts / "base.md").write_text(f"---\nid: {own}\n---\n\n{BASE}", encoding="utf-8")
    (texts / "change.txt").write_text(CHANGE, encoding="utf-8")
    settings = Settings(data=tmp_path / "var")
    ingest([texts], settings, embedder, Silent())
    with Assistant.open(settings, embedder) as assistant:
        client = local_client(create_app(assistant))
        by_own = client.get(f"/v1/documents/{own}/changes").json()
        assert by_own["changes"]
        assert client.get("/v1/documents/pha/changes").json() == by_own


def test_what_nothing_changes_has_no_changes(told: TestClient) -> None:
    other = "nghi-dinh-45-2021-nd-cp"
    assert told.get(f"/v1/documents/{other}/changes").json()["changes"] == []
    assert told.get("/v1/documents/none/changes").status_code == 404
