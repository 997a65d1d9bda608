"""Downloading the file that a document was read from."""

from __future__ import annotations

from pathlib import Path
from urllib.parse import quote

import pytest
from fastapi.testclient import TestClient

from hoidap.api.access.caller import READING, Permission
from hoidap.index.original_files import FOLDER
from hoidap.settings import Settings
from ingest.pipeline import ingest
from ingest.progress import Silent
from tests.api.conftest import MakeClient, bearer, key
from tests.api.planted import INTERNAL, PUBLIC, text_of
from tests.fakes import FakeEmbedder

NAME = 'Số 12 "mật"; bản sửa\u00a0đổi.md'


@pytest.fixture
def client(make_client: MakeClient) -> TestClient:
    return make_client(anonymous="on")


def path_of(document_id: str) -> str:
    return f"/v1/documents/{document_id}/original"


def test_the_file_comes_as_it_was(client: TestClient) -> None:
    response = client.get(path_of(PUBLIC.id))
    assert response.status_code == 200
    assert response.content == text_of(PUBLIC).encode()
    headers = response.headers
    assert headers["content-type"] == "text/markdown"
    assert headers["content-disposition"] == (
        "attachment; filename=\"qqpub.md\"; filename*=UTF-8''qqpub.md"
    )
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["content-security-policy"].startswith("default-src 'none'")
    about = client.get(f"/v1/documents/{PUBLIC.id}").json()["original"]
    assert about == {"name": "qqpub.md", "size": len(response.content), "drawn": False}


def test_any_name_is_sent_whole(data: Path, make_client: MakeClient) -> None:
    folder = data.parent / "thêm"
    folder.mkdir()
    text = text_of(PUBLIC, "Sổ được lưu mười năm.").replace(PUBLIC.id, "so-luu")
    (folder / NAME).write_text(text.replace("12-QQPUB", "14-QQPUB"), encoding="utf-8")
    assert ingest([folder], Settings(data=data), FakeEmbedder(), Silent()).exit_code == 0
    sent = make_client(anonymous="on").get(path_of("so-luu"))
    assert sent.headers["content-disposition"] == (
        "attachment; filename=\"So 12 _mat_ ban sua_doi.md\"; filename*=UTF-8''"
        + quote(NAME, safe="")
    )


def test_parts_of_it(client: TestClient) -> None:
    whole = text_of(PUBLIC).encode()

    def part(asked: str) -> tuple[int, bytes]:
        response = client.get(path_of(PUBLIC.id), headers={"Range": asked})
        return response.status_code, response.content

    assert part("bytes=0-9") == (206, whole[:10])
    assert part("bytes=10-") == (206, whole[10:])
    assert part("bytes=-7") == (206, whole[-7:])
    for ignored in ("bytes=0-1,3-4", "lines=1-2", "bytes=a-b", "bytes=-"):
        assert part(ignored) == (200, whole)
    for wrong in (f"bytes={len(whole)}-", "bytes=9-3", "bytes=-0"):
        response = client.get(path_of(PUBLIC.id), headers={"Range": wrong})
        assert response.status_code == 416
        assert response.json()["code"] == "range"


def test_a_client_that_has_it_is_not_sent_it_again(client: TestClient) -> None:
    tag = client.get(path_of(PUBLIC.id)).headers["etag"]
    assert client.get(path_of(PUBLIC.id), headers={"If-None-Match": tag}).status_code == 304


def test_hidden_and_missing_are_one(client: TestClient, data: Path) -> None:
    def answer(document_id: str) -> tuple[int, str]:
        response = client.get(path_of(document_id))
        return response.status_code, response.text.replace(document_id, "ID")

    assert answer(INTERNAL.id) == answer("khong-co")
    assert answer(INTERNAL.id)[0] == 404
    reader = bearer(key(data, *READING, labels=["internal"]))
    assert client.get(path_of(INTERNAL.id), headers=reader).content == text_of(INTERNAL).encode()
    stranger = bearer(key(data, Permission.INGEST, labels=["internal"]))
    assert client.get(path_of(INTERNAL.id), headers=stranger).status_code == 403


def test_a_file_that_is_gone_from_disk_is_not_found(client: TestClient, data: Path) -> None:
    for path in (data / FOLDER).glob("??/*"):
        path.unlink()
    assert client.get(path_of(PUBLIC.id)).status_code == 404
    assert client.get(f"/v1/documents/{PUBLIC.id}").status_code == 200
