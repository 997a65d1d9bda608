"""State that is locked or has no room: one sentence, and nobody is locked out."""

from __future__ import annotations

import io
import os
import resource
import sqlite3
import stat
import subprocess
import sys
import uuid
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from hoidap.api.access.caller import Permission
from hoidap.api.access.keys import KeyStore
from hoidap.api.asked.store import Asked, QuestionStore
from hoidap.api.feedback_store import FeedbackStore, Verdict, Vote
from hoidap.api.observing.audit import AuditLog
from hoidap.api.study.live_store import LiveStore
from hoidap.api.study.store import PackStore
from hoidap.api.uploads.folder import UploadFolder
from hoidap.api.uploads.jobs import JobKind, JobStore
from hoidap.domain import Status
from hoidap.errors import CredentialError, StorageBusyError, StorageFullError
from hoidap.study.pack import PackRequest
from tests.api import planted
from tests.api.conftest import MakeClient, bearer, key
from tests.api.planted import QUESTION
from tests.fakes import FakeEmbedder
from tests.study.samples import ITEMS


def vote() -> Vote:
    """A vote of somebody else every time."""
    return Vote(uuid.uuid4().hex, Verdict.UP, "Ai ký?", "Ai ký?", "answered", "An.", (), "000001")


@contextmanager
def locked(path: Path) -> Iterator[None]:
    """Hold a file as a backup program does: nobody else may even read it."""
    holder = sqlite3.connect(path, isolation_level=None)
    holder.execute("PRAGMA locking_mode=EXCLUSIVE")
    holder.execute("BEGIN EXCLUSIVE")
    try:
        yield
    finally:
        holder.execute("ROLLBACK")
        holder.close()


@contextmanager
def being_written(path: Path) -> Iterator[None]:
    """Hold a file as a program does that writes it."""
    holder = sqlite3.connect(path, isolation_level=None)
    holder.execute("BEGIN EXCLUSIVE")
    try:
        yield
    finally:
        holder.execute("ROLLBACK")
        holder.close()


@contextmanager
def full_disk() -> Iterator[None]:
    """No file of this process may grow, as on a full disk."""
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


def ask(client: TestClient, credential: str) -> int:
    return client.post(
        "/v1/ask", json={"question": QUESTION}, headers=bearer(credential)
    ).status_code


@pytest.mark.parametrize("known", [True, False], ids=["known key", "key not seen before"])
def test_a_good_key_is_let_in_while_another_program_writes_the_keys(
    make_client: MakeClient, data: Path, known: bool
) -> None:
    client, credential = make_client(), key(data, Permission.ASK)
    if known:
        assert ask(client, credential) == 200
    with being_written(data / "keys.sqlite"):
        assert ask(client, credential) == 200


def test_a_good_key_is_let_in_by_a_server_that_starts_on_a_full_disk(data: Path) -> None:
    store = KeyStore(data)
    _, credential = store.create("portal", [Permission.ASK])
    store.close()
    with full_disk():
        assert KeyStore(data).caller(credential).may([Permission.ASK])


def test_a_known_key_goes_on_when_the_keys_cannot_be_read(data: Path) -> None:
    store = KeyStore(data)
    _, credential = store.create("portal", [Permission.ASK])
    store.caller(credential)
    store.close()
    with locked(data / "keys.sqlite"):
        assert store.caller(credential).may([Permission.ASK])


def test_an_unknown_key_is_told_that_the_keys_cannot_be_read(
    make_client: MakeClient, data: Path
) -> None:
    store = KeyStore(data)
    _, credential = store.create("portal", [Permission.ASK])
    store.close()
    client = make_client()
    with locked(data / "keys.sqlite"):
        response = client.post("/v1/ask", json={"question": QUESTION}, headers=bearer(credential))
    assert response.status_code == 503
    assert response.json()["code"] == "storage_busy"


def test_a_key_that_was_revoked_is_not_remembered(data: Path) -> None:
    store = KeyStore(data)
    created, credential = store.create("portal", [Permission.ASK])
    store.caller(credential)
    store.revoke(created.id)
    with pytest.raises(CredentialError):
        store.caller(credential)
    store.close()
    with locked(data / "keys.sqlite"), pytest.raises(CredentialError):
        store.caller(credential)


#: One write to each of the server's stores.
WRITES: dict[str, Callable[[Path], object]] = {
    "keys.sqlite": lambda data: KeyStore(data).create("portal", [Permission.ASK]),
    "feedback.sqlite": lambda data: FeedbackStore(data).put(vote()),
    "jobs.sqlite": lambda data: JobStore(data).add(
        JobStore.new_id(), JobKind.UPLOAD, "key:a", "1", "a.md"
    ),
    "questions.sqlite": lambda data: QuestionStore(data).add(
        [Asked("key:a", "Ai ký?", Status.ANSWERED, "000001")]
    ),
    "packs.sqlite": lambda data: PackStore(data).add("key:a", ["public"], PackRequest(topic="a")),
    "live.sqlite": lambda data: LiveStore(data).open("key:a", "1", "A", ITEMS, 45, 30),
}
#: One reading of each store that readers and trainers wait for.
READINGS: dict[str, Callable[[Path], object]] = {
    "feedback.sqlite": lambda data: FeedbackStore(data).votes(),
    "jobs.sqlite": lambda data: JobStore(data).list("key:a", 0, 9),
    "packs.sqlite": lambda data: PackStore(data).of("key:a"),
    "live.sqlite": lambda data: LiveStore(data).of_pack("1", "key:a"),
}


@pytest.mark.parametrize("name", WRITES)
def test_every_store_says_that_it_is_locked(
    tmp_path: Path, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("hoidap.api.state.BUSY_SECONDS", 0.1)
    WRITES[name](tmp_path)
    with being_written(tmp_path / name), pytest.raises(StorageBusyError, match=name):
        WRITES[name](tmp_path)


@pytest.mark.parametrize("name", WRITES)
@pytest.mark.parametrize("is_new", [True, False], ids=["new file", "file that is there"])
def test_every_store_says_that_there_is_no_room(tmp_path: Path, name: str, is_new: bool) -> None:
    if not is_new:
        WRITES[name](tmp_path)
    with full_disk(), pytest.raises(StorageFullError, match=name):
        WRITES[name](tmp_path)


@pytest.mark.parametrize("name", READINGS)
def test_reading_needs_no_room(tmp_path: Path, name: str) -> None:
    script = (
        "import sys; from pathlib import Path; from tests.api import test_storage_failures as it;"
        "it.WRITES[sys.argv[2]](Path(sys.argv[1]))"
    )
    # Another process writes, so that the file is closed well when this one reads it.
    subprocess.run([sys.executable, "-c", script, str(tmp_path), name], check=True)
    with full_disk():
        assert READINGS[name](tmp_path)


@pytest.mark.parametrize("name", ["packs.sqlite", "live.sqlite"])
@pytest.mark.parametrize(
    ("hindered", "status", "code"),
    [(full_disk, 507, "storage_full"), (being_written, 503, "storage_busy")],
    ids=["full disk", "locked"],
)
def test_trainers_and_participants_are_told_in_one_sentence(
    make_client: MakeClient,
    data: Path,
    monkeypatch: pytest.MonkeyPatch,
    name: str,
    hindered: Callable[..., AbstractContextManager[None]],
    status: int,
    code: str,
) -> None:
    monkeypatch.setattr("hoidap.api.state.BUSY_SECONDS", 0.1)
    client, credential = make_client(), key(data, Permission.STUDY, Permission.ASK)
    assert ask(client, credential) == 200  # all of the index is open before the disk is full
    headers = bearer(credential)
    live = LiveStore(data).open("key:a", "1", "A", ITEMS, 45, 30)
    PackStore(data).add("key:a", ["public"], PackRequest(topic="a"))
    where = () if hindered is full_disk else (data / name,)
    with hindered(*where):
        if name == "packs.sqlite":
            response = client.post("/v1/study-packs", json={"topic": "Kiểm kê"}, headers=headers)
        else:
            response = client.post(f"/v1/live/{live.code}/participants", json={"name": "Lan"})
    assert (response.status_code, response.json()["code"]) == (status, code)
    assert "\n" not in response.json()["detail"]


def test_the_audit_log_says_that_there_is_no_room(tmp_path: Path) -> None:
    with full_disk(), pytest.raises(StorageFullError, match=r"audit\.jsonl"):
        AuditLog(tmp_path).write("command line", "key.create", "a")


def test_a_vote_on_a_full_disk_is_answered_507_in_one_sentence(
    make_client: MakeClient, data: Path
) -> None:
    client = make_client(anonymous="on")
    sent = {
        "id": "vote-0001",
        "verdict": "up",
        "question": "Ai ký?",
        "status": "answered",
    }
    with full_disk():
        response = client.post("/v1/feedback", json=sent)
    assert response.status_code == 507
    assert response.json()["code"] == "storage_full"
    assert "Máy chủ hết chỗ" in response.json()["detail"]


def test_metrics_are_read_while_the_jobs_are_locked(make_client: MakeClient, data: Path) -> None:
    jobs = JobStore(data)
    jobs.add(JobStore.new_id(), JobKind.UPLOAD, "key:a", "1", "a.md")
    jobs.close()
    client, credential = make_client(), key(data, Permission.ADMIN)
    with locked(data / "jobs.sqlite"):
        response = client.get("/metrics", headers=bearer(credential))
    assert response.status_code == 200
    assert "hoidap_jobs NaN" in response.text


@pytest.mark.parametrize("command", [("create", "portal"), ("list",)])
def test_the_command_line_says_it_in_one_line(tmp_path: Path, command: tuple[str, ...]) -> None:
    (tmp_path / "keys.sqlite").mkdir()  # in the way, as after a wrong restore
    ended = subprocess.run(
        [sys.executable, "-m", "hoidap.cli.main", "keys", *command, "--data", str(tmp_path)],
        capture_output=True,
        text=True,
        check=False,
    )
    if command[0] == "create":
        assert ended.returncode == 1
        assert ended.stderr.startswith("hoidap: keys.sqlite cannot be used")
    assert "Traceback" not in ended.stderr
    assert len(ended.stderr.splitlines()) <= 1


def test_state_is_its_owners_alone_whatever_the_umask(tmp_path: Path) -> None:
    former = os.umask(0)
    try:
        for write in WRITES.values():
            write(tmp_path)
        AuditLog(tmp_path).write("command line", "key.create", "a")
    finally:
        os.umask(former)
    modes = {path.name: stat.S_IMODE(path.stat().st_mode) for path in tmp_path.iterdir()}
    assert {name: mode for name, mode in modes.items() if mode & 0o077} == {}


def test_a_file_that_an_earlier_version_left_readable_is_closed_again(tmp_path: Path) -> None:
    WRITES["feedback.sqlite"](tmp_path)
    file = tmp_path / "feedback.sqlite"
    file.chmod(0o644)
    WRITES["feedback.sqlite"](tmp_path)
    assert stat.S_IMODE(file.stat().st_mode) == 0o600


def test_index_and_uploads_are_closed_to_others_whatever_the_umask(tmp_path: Path) -> None:
    former = os.umask(0)
    try:
        planted.plant(tmp_path / "data", FakeEmbedder())
        folder = UploadFolder(tmp_path / "data")
        folder.receive("1", "a.md", io.BytesIO(b"# A"), {}, 1000)
    finally:
        os.umask(former)
    for name in ("index/generations", "uploads"):
        assert stat.S_IMODE((tmp_path / "data" / name).stat().st_mode) == 0o700
