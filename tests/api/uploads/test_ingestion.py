"""Documents in, replaced and out through the API, with the real ingestion beside it."""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import httpx2
import pytest
from fastapi.testclient import TestClient

from hoidap.answering.assistant import Assistant
from hoidap.api.access.caller import READING, Permission
from hoidap.api.application import create_app
from hoidap.api.uploads.ingest_process import IngestProcess
from hoidap.index.lock import WriterLock
from hoidap.settings import Settings
from tests.api.conftest import BEHIND_A_PORTAL, bearer, key
from tests.api.planted import GROUP, GROUPED, INTERNAL, PUBLIC, text_of
from tests.fakes import FakeEmbedder

COMMAND = (sys.executable, "-m", "tests.api.ingest_without_model")
FAILING = (sys.executable, "-c", "import sys; sys.exit('no room on the disk at /secret/place')")

NEW = """---
kind: directive
number: 77-QĐ/TW
type: Quy định
title: Quy định về sổ trực
issued_on: 2021-03-04
---

# Quy định về sổ trực

Điều 1. Sổ trực

Phòng hành chính {verb} sổ trực vào cuối mỗi tuần.
"""
NEW_ID = "quy-dinh-77-qd-tw-2021"

Make = Callable[..., "Portal"]


class Portal:
    """A client with one key, against an application that works jobs off."""

    def __init__(self, client: TestClient, credential: str) -> None:
        self.client = client
        self.headers = bearer(credential)

    def send(
        self, method: str, path: str, text: str, name: str = "so-truc.md", **fields: Any
    ) -> httpx2.Response:
        return self.client.request(
            method,
            path,
            headers=self.headers,
            files={"file": (name, text.encode(), "text/markdown")},
            data={"access": ["public"]} | fields,
        )

    def get(self, path: str) -> httpx2.Response:
        return self.client.get(path, headers=self.headers)

    def done(self, response: httpx2.Response) -> dict[str, Any]:
        assert response.status_code == 202, response.text
        deadline = time.monotonic() + 120
        while time.monotonic() < deadline:
            job: dict[str, Any] = self.get(response.headers["location"]).json()
            if job["state"] in ("done", "failed"):
                time.sleep(0.6)  # readers notice a new generation within half a second
                return job
            time.sleep(0.05)
        raise AssertionError("the job did not end")


@pytest.fixture
def make(data: Path) -> Iterator[Make]:
    with ExitStack() as stack:

        def build(
            *labels: str, command: tuple[str, ...] = COMMAND, settings: dict[str, Any] | None = None
        ) -> Portal:
            wanted = Settings(**BEHIND_A_PORTAL | {"data": data} | (settings or {}))
            assistant = stack.enter_context(Assistant.open(wanted, FakeEmbedder()))
            app = create_app(assistant, IngestProcess(wanted, command))
            client = stack.enter_context(TestClient(app, raise_server_exceptions=False))
            return Portal(client, key(data, Permission.INGEST, *READING, labels=labels))

        yield build


def test_a_document_comes_changes_and_goes(make: Make, data: Path) -> None:
    portal = make()
    job = portal.done(portal.send("POST", "/v1/documents", NEW.format(verb="kiểm tra")))
    assert (job["state"], job["documents"]) == ("done", [NEW_ID])
    assert job["report"]["status"] == "added"
    assert job["progress"] == {"stage": "passages", "done": 1, "total": 1}
    assert "kiểm tra sổ trực" in portal.get(f"/v1/documents/{NEW_ID}").json()["text"]

    job = portal.done(
        portal.send("PUT", f"/v1/documents/{NEW_ID}", NEW.format(verb="đóng dấu"), "moi.md")
    )
    assert (job["state"], job["kind"], job["documents"]) == ("done", "replace", [NEW_ID])
    assert "đóng dấu sổ trực" in portal.get(f"/v1/documents/{NEW_ID}").json()["text"]

    deleted = portal.client.delete(f"/v1/documents/{NEW_ID}", headers=portal.headers)
    assert portal.done(deleted)["report"]["status"] == "removed"
    assert portal.get(f"/v1/documents/{NEW_ID}").status_code == 404
    assert portal.get(f"/v1/documents/{PUBLIC.id}").status_code == 200
    assert not [path for path in (data / "uploads").rglob("*") if path.suffix in (".md", ".yaml")]
    actions = [json.loads(line) for line in (data / "audit.jsonl").read_text().splitlines()]
    assert [(each["action"], each.get("outcome")) for each in actions] == [
        ("document.upload.asked", None),
        ("document.upload", "done"),
        ("document.replace.asked", None),
        ("document.replace", "done"),
        ("document.delete.asked", None),
        ("document.delete", "done"),
    ]


def test_a_bad_file_fails_alone_and_what_was_there_stays(make: Make) -> None:
    portal = make()
    portal.done(portal.send("PUT", "/v1/documents/so-truc", NEW.format(verb="kiểm tra")))
    job = portal.done(portal.send("PUT", "/v1/documents/so-truc", "---\nnumbr: 1\n---\nHỏng"))
    assert job["state"] == "failed"
    assert job["report"]["code"] == "front_matter"
    assert "numbr" in job["report"]["error"]
    assert "uploads" not in json.dumps(job)
    assert "kiểm tra" in portal.get("/v1/documents/so-truc").json()["text"]


def test_a_file_of_an_unknown_kind_fails(make: Make) -> None:
    portal = make()
    job = portal.done(portal.send("POST", "/v1/documents", "MZ", "virus.exe"))
    assert (job["state"], job["report"]["code"]) == ("failed", "unreadable_file")


def test_a_key_publishes_under_its_own_labels_and_sees_its_own_jobs(make: Make) -> None:
    portal = make(GROUP)
    refused = portal.send("POST", "/v1/documents", NEW, access=["internal"])
    assert (refused.status_code, refused.json()["code"]) == (403, "forbidden")
    job = portal.done(portal.send("POST", "/v1/documents", NEW.format(verb="ghi"), access=[GROUP]))
    assert job["state"] == "done"
    stranger = make()
    assert stranger.get(f"/v1/documents/{NEW_ID}").status_code == 404
    assert portal.get(f"/v1/documents/{NEW_ID}").status_code == 200
    assert stranger.get(f"/v1/jobs/{job['id']}").status_code == 404
    assert stranger.get("/v1/jobs").json()["total"] == 0
    listed = portal.get("/v1/jobs").json()
    assert (listed["total"], listed["jobs"][0]["id"]) == (1, job["id"])


def test_hidden_documents_cannot_be_replaced_deleted_or_recognised(make: Make) -> None:
    portal = make()
    deleted = portal.client.delete(f"/v1/documents/{INTERNAL.id}", headers=portal.headers)
    assert deleted.status_code == 404
    job = portal.done(portal.send("PUT", f"/v1/documents/{GROUPED.id}", text_of(PUBLIC)))
    assert job["state"] == "failed"
    told = json.dumps(job, ensure_ascii=False).lower().replace(GROUPED.id, "")
    assert not any(mark in told for mark in GROUPED.marks)
    assert "planted" not in told


def test_the_operators_own_documents_are_not_the_apis_to_change(make: Make) -> None:
    portal = make()
    deleted = portal.client.delete(f"/v1/documents/{PUBLIC.id}", headers=portal.headers)
    assert (deleted.status_code, deleted.json()["code"]) == (409, "conflict")
    put = portal.send("PUT", f"/v1/documents/{PUBLIC.id}", NEW)
    assert put.status_code == 409


def test_a_file_name_reaches_nothing_outside(make: Make, data: Path) -> None:
    before = set(data.rglob("*"))
    portal = make()
    names = ("..\\..\\x.md", "/etc/x.md", ".ssh.md", "a\x00b.md", "../../../etc/cron.d/x.md")
    for name in names:
        response = portal.send("POST", "/v1/documents", NEW.format(verb="ghi"), name)
        assert response.status_code == 202, response.text
    new = [path for path in data.rglob("*.md") if path not in before]
    assert all(path.resolve().is_relative_to((data / "uploads").resolve()) for path in new)
    assert not (data.parent / "x.md").exists()


@pytest.mark.parametrize(
    ("fields", "status"),
    [
        ({"access": []}, 422),
        ({"access": ["a|b"]}, 422),
        ({"metadata": "[]"}, 422),
        ({"metadata": '{"id": "x"}'}, 422),
        ({"metadata": '{"access": ["public"]}'}, 422),
        ({"metadata": "[" * 5000}, 422),
        ({"metadata": "x" * 30_000}, 422),
    ],
    ids=lambda value: str(value)[:40],
)
def test_wrong_fields_are_refused_at_once(make: Make, fields: dict[str, Any], status: int) -> None:
    assert make().send("POST", "/v1/documents", NEW, **fields).status_code == status


def test_metadata_may_come_beside_the_file(make: Make) -> None:
    portal = make()
    metadata = json.dumps({"title": 'Quy chế: "mới"\n- a', "issued_on": "2022-02-02"})
    text = "Điều 1. Quy chế\n\nPhòng hành chính ghi sổ trực."
    job = portal.done(portal.send("PUT", "/v1/documents/quy-che", text, metadata=metadata))
    assert job["state"] == "done", job
    document = portal.get("/v1/documents/quy-che").json()
    assert (document["title"], document["issued_on"]) == ('Quy chế: "mới" - a', "2022-02-02")


def test_too_large_a_file_is_refused(make: Make) -> None:
    portal = make(settings={"file_limit_mb": 1})
    for size in (1_050_000, 3_000_000):  # over the file's limit, over the body's
        assert portal.send("POST", "/v1/documents", "x" * size).status_code == 413
    assert portal.get("/v1/jobs").json()["total"] == 0


def test_a_failing_ingestion_leaves_everything_as_it_was(make: Make, data: Path) -> None:
    portal = make(command=FAILING)
    job = portal.done(portal.send("POST", "/v1/documents", NEW))
    assert (job["state"], job["report"]["code"]) == ("failed", "ingest")
    assert "secret" not in json.dumps(job)
    assert not list((data / "uploads").glob("*/*"))


def test_a_job_waits_while_somebody_else_ingests(make: Make, data: Path) -> None:
    with WriterLock(data / "index" / "LOCK"):
        portal = make()
        accepted = portal.send("POST", "/v1/documents", NEW.format(verb="ghi"))
        time.sleep(1)
        state = portal.get(accepted.headers["location"]).json()["state"]
        assert state in ("queued", "running")
    assert portal.done(accepted)["state"] == "done"


def test_a_job_left_behind_is_done_by_the_next_server(data: Path) -> None:
    slow = (sys.executable, "-c", "import time; time.sleep(60)")
    settings = Settings(**BEHIND_A_PORTAL | {"data": data})
    credential = key(data, Permission.INGEST, *READING)
    with Assistant.open(settings, FakeEmbedder()) as assistant:
        with TestClient(create_app(assistant, IngestProcess(settings, slow))) as client:
            portal = Portal(client, credential)
            accepted = portal.send("POST", "/v1/documents", NEW.format(verb="ghi"))
            location = accepted.headers["location"]
            while portal.get(location).json()["state"] != "running":
                time.sleep(0.02)
            time.sleep(0.2)
        with TestClient(create_app(assistant, IngestProcess(settings, COMMAND))) as client:
            portal = Portal(client, credential)
            assert portal.done(accepted)["state"] == "done"
            assert portal.get(f"/v1/documents/{NEW_ID}").status_code == 200


def test_a_report_says_nothing_of_documents_that_the_caller_may_not_read(make: Make) -> None:
    name, hidden = "ke-hoach.txt", "Kế hoạch sắp xếp nhân sự của ban A, trình ngày 3 tháng 4."
    first, second = make("ban-a"), make("ban-b")
    theirs = first.done(first.send("POST", "/v1/documents", hidden, name, access=["ban-a"]))
    assert theirs["documents"] == ["ke-hoach"]
    ours = second.done(
        second.send("POST", "/v1/documents", "Kế hoạch đi thực tế.", name, access=["ban-b"])
    )
    assert ours["state"] == "done"
    assert ours["report"]["warnings"] == []
    told = json.dumps({key: ours[key] for key in ("report", "file", "document_id")})
    assert "uploads" not in told and "ke-hoach " not in told and theirs["id"] not in told


def test_the_same_file_name_again_is_a_new_version_of_the_callers_document(make: Make) -> None:
    def text_after(portal: Portal, hour: int, **fields: Any) -> tuple[str, list[str]]:
        text = f"Thôn Bắc họp vào {hour} giờ thứ hai."
        job = portal.done(portal.send("POST", "/v1/documents", text, "hop-thon.txt", **fields))
        assert job["state"] == "done", job
        listed = portal.get("/v1/documents").json()["documents"]
        ids = [each["id"] for each in listed if each["id"].startswith("hop-thon")]
        texts = [portal.get(f"/v1/documents/{each}").json()["text"] for each in ids]
        return job["report"]["status"], sorted(text.split()[4] for text in texts)

    portal = make()
    assert text_after(portal, 19) == ("added", ["19"])
    assert text_after(portal, 21) == ("changed", ["21"])
    assert text_after(portal, 7, keep_earlier="true") == ("added", ["21", "7"])
    assert text_after(make(), 8) == ("added", ["21", "7", "8"])  # another key's is another one
