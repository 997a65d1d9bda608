"""Documents in, replaced and out through the API, with the real ingestion beside it."""

from __future__ import annotations

import json
import re
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
from tests.api.planted import GROUP, GROUPED, PUBLIC, text_of
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
NEW_NAME = "quy-dinh-77-qd-tw-2021"

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
        deadline = time.monotonic() + 60
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
    assert job["state"] == "done"
    (new_id,) = job["documents"]
    assert new_id.startswith(f"{NEW_NAME}-")
    assert job["report"]["status"] == "added"
    assert job["progress"] == {"stage": "passages", "done": 1, "total": 1}
    assert "kiểm tra sổ trực" in portal.get(f"/v1/documents/{new_id}").json()["text"]

    job = portal.done(
        portal.send("PUT", f"/v1/documents/{new_id}", NEW.format(verb="đóng dấu"), "moi.md")
    )
    assert (job["state"], job["kind"], job["documents"]) == ("done", "replace", [new_id])
    assert "đóng dấu sổ trực" in portal.get(f"/v1/documents/{new_id}").json()["text"]

    deleted = portal.client.delete(f"/v1/documents/{new_id}", headers=portal.headers)
    assert portal.done(deleted)["report"]["status"] == "removed"
    assert portal.get(f"/v1/documents/{new_id}").status_code == 404
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
    assert stranger.get(f"/v1/documents/{job['documents'][0]}").status_code == 404
    assert portal.get(f"/v1/documents/{job['documents'][0]}").status_code == 200
    assert stranger.get(f"/v1/jobs/{job['id']}").status_code == 404
    assert stranger.get("/v1/jobs").json()["total"] == 0
    listed = portal.get("/v1/jobs").json()
    assert (listed["total"], listed["jobs"][0]["id"]) == (1, job["id"])


def told(job: dict[str, Any], given: str) -> dict[str, Any]:
    """What a job says of its outcome, whatever was asked for and whenever."""
    kept = ("state", "kind", "file", "document_id", "documents", "report")
    text = json.dumps({name: job[name] for name in kept}, ensure_ascii=False).replace(given, "X")
    read: dict[str, Any] = json.loads(re.sub(r"X-[0-9a-f]{6}", "X-#", text))
    return read


def test_a_hidden_id_and_a_free_one_are_answered_alike(make: Make) -> None:
    portal = make()
    answers = []
    for given in (GROUPED.id, "quy-dinh-chua-co"):
        deleted = portal.client.delete(f"/v1/documents/{given}", headers=portal.headers)
        job = portal.done(portal.send("PUT", f"/v1/documents/{given}", text_of(PUBLIC)))
        answers.append((deleted.status_code, told(job, given)))
        assert portal.get(f"/v1/documents/{given}").json()["id"] == job["documents"][0]
    assert answers[0] == answers[1]
    assert answers[0][0] == 404 and answers[0][1]["documents"] == ["X-#"]
    assert GROUPED.word in make(GROUP).get(f"/v1/documents/{GROUPED.id}").json()["text"]


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("so-truc.md", NEW),
        ("noi-quy.txt", "Nội quy. Người trực {verb} cửa."),
        ("a.md", f"---\nid: {GROUPED.id}\n---\n\n# Sổ trực\n\nPhòng {{verb}} sổ trực."),
    ],
    ids=["by number", "by file name", "by an id in the file"],
)
def test_an_uploads_id_does_not_tell_whether_a_hidden_document_has_it(
    make: Make, name: str, text: str
) -> None:
    """The second upload of one content meets a hidden document that the first did not meet."""
    reader, stranger = make("ban-a"), make()
    before = stranger.done(stranger.send("POST", "/v1/documents", text.format(verb="khoá"), name))
    removed = stranger.client.delete(
        f"/v1/documents/{before['documents'][0]}", headers=stranger.headers
    )
    stranger.done(removed)
    hidden = reader.send("POST", "/v1/documents", text.format(verb="canh"), name, access=["ban-a"])
    assert reader.done(hidden)["state"] == "done"
    after = stranger.done(stranger.send("POST", "/v1/documents", text.format(verb="khoá"), name))
    given = before["documents"][0].rpartition("-")[0]
    assert told(before, given) == told(after, given)


def test_an_upload_is_never_put_in_place_of_a_hidden_one(make: Make) -> None:
    owner, stranger = make("ban-a"), make()
    theirs = owner.done(
        owner.send("PUT", "/v1/documents/so-truc", "Sổ trực của ban A.", access=["ban-a"])
    )
    (their_id,) = theirs["documents"]
    for given in ("so-truc", their_id):
        job = stranger.done(stranger.send("PUT", f"/v1/documents/{given}", "Sổ trực chung."))
        assert job["state"] == "done"
        assert stranger.get(f"/v1/documents/{given}").json()["text"] == "Sổ trực chung."
        assert owner.get(f"/v1/documents/{their_id}").json()["text"] == "Sổ trực của ban A."


def test_a_key_goes_on_with_the_id_that_it_gave(make: Make) -> None:
    portal = make()
    first = portal.done(portal.send("PUT", "/v1/documents/so-truc", "Sổ trực tháng 1."))
    again = portal.done(portal.send("PUT", "/v1/documents/so-truc", "Sổ trực tháng 2.", "b.md"))
    assert (again["kind"], again["documents"]) == ("replace", first["documents"])
    assert "tháng 2" in portal.get("/v1/documents/so-truc").json()["text"]
    deleted = portal.client.delete("/v1/documents/so-truc", headers=portal.headers)
    assert portal.done(deleted)["state"] == "done"
    assert portal.get("/v1/documents/so-truc").status_code == 404


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
            job = portal.done(accepted)
            assert job["state"] == "done"
            assert portal.get(f"/v1/documents/{job['documents'][0]}").status_code == 200


def test_a_report_says_nothing_of_documents_that_the_caller_may_not_read(make: Make) -> None:
    name, hidden = "ke-hoach.txt", "Kế hoạch sắp xếp nhân sự của ban A, trình ngày 3 tháng 4."
    first, second = make("ban-a"), make("ban-b")
    theirs = first.done(first.send("POST", "/v1/documents", hidden, name, access=["ban-a"]))
    assert theirs["documents"][0].startswith("ke-hoach-")
    ours = second.done(
        second.send("POST", "/v1/documents", "Kế hoạch đi thực tế.", name, access=["ban-b"])
    )
    assert ours["state"] == "done"
    assert ours["report"]["warnings"] == []
    said = json.dumps({key: ours[key] for key in ("report", "file", "document_id")})
    assert "uploads" not in said and "ke-hoach " not in said and theirs["id"] not in said


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
