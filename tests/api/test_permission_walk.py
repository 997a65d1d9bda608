"""Every endpoint, called by every role: nobody sees a trace of what he may not read.

The planted documents hold strings found nowhere else.  Each endpoint of the
API's own description is called in several ways, with ids, words and filters
that aim at hidden documents; no response (status line, headers, body) may hold
a mark of a document outside the caller's labels.  An endpoint that is not in
the table below fails the test, so a new one cannot be forgotten.

A response may repeat what its own request said; so the marks are looked for
after the request's own words were taken out, and a hidden document must be
answered exactly as one that does not exist.
"""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient

from hoidap.answering.assistant import Assistant
from hoidap.api.access.caller import Permission
from hoidap.api.application import create_app
from hoidap.api.study.desk import Study
from hoidap.domain import Document
from hoidap.index.partitions import access_partition
from hoidap.settings import Settings
from hoidap.study.pack import PackRequest
from hoidap.vietnamese.folding import fold
from hoidap.web import pages
from tests.api.conftest import BEHIND_A_PORTAL, bearer, key, token
from tests.api.planted import ALL, GROUP, GROUPED, INTERNAL, OTHER, PUBLIC, QUESTION, Planted
from tests.conftest import local_client
from tests.fakes import FakeEmbedder
from tests.study.samples import pack_about


@dataclass(frozen=True)
class Call:
    """One request."""

    method: str
    path: str
    more: dict[str, Any]

    @property
    def said(self) -> str:
        return f"{self.path} {self.more}".lower()


#: Who reads which planted documents.
READERS: dict[str, tuple[Planted, ...]] = {
    "anonymous": (PUBLIC,),
    "key without labels": (PUBLIC,),
    "internal key": (PUBLIC, INTERNAL),
    "portal user": (PUBLIC, INTERNAL),
    "portal user of the group": (PUBLIC, INTERNAL, GROUPED),
    "key of the other group": (PUBLIC, OTHER),
    "ingest key": (PUBLIC,),
    "admin key": (PUBLIC,),
}

READING = (Permission.ASK, Permission.SEARCH, Permission.STUDY)


def credentials(role: str, data: Path) -> dict[str, str]:
    made: dict[str, Callable[[], dict[str, str]]] = {
        "anonymous": dict,
        "key without labels": lambda: bearer(key(data, *READING)),
        "internal key": lambda: bearer(key(data, *READING, labels=["internal"])),
        "portal user": lambda: bearer(token("an")),
        "portal user of the group": lambda: bearer(token("lan", [GROUP])),
        "key of the other group": lambda: bearer(key(data, *READING, labels=["ban-kiem-tra"])),
        "admin key": lambda: bearer(key(data, *READING, Permission.ADMIN)),
        "ingest key": lambda: bearer(key(data, *READING, Permission.INGEST)),
    }
    return made[role]()


def questions(hidden: Planted) -> list[str]:
    """Questions that meet a hidden document, with and without its own words."""
    return [
        QUESTION,
        fold(QUESTION),
        f"Phòng {fold(hidden.word)} làm nhiệm vụ gì?",
        f"Quy định 12-{hidden.mark}/TW nêu gì về kiểm kê tài sản?",
    ]


def asked(path: str) -> Callable[[Planted], Iterator[Call]]:
    def calls(hidden: Planted) -> Iterator[Call]:
        for question in questions(hidden):
            yield Call("POST", path, {"json": {"question": question}})
        scoped = {"question": QUESTION, "documents": [hidden.id]}
        yield Call("POST", path, {"json": scoped})
        turn = {"question": "Nói về gì?", "answer": "", "documents": [hidden.id]}
        yield Call("POST", path, {"json": {"question": QUESTION, "history": [turn]}})

    return calls


def searched(hidden: Planted) -> Iterator[Call]:
    for question in questions(hidden):
        yield Call("GET", "/v1/search", {"params": {"q": question, "limit": 50}})
    yield Call("GET", "/v1/search", {"params": {"q": QUESTION, "document": hidden.id}})
    yield Call("GET", "/v1/search", {"params": {"q": QUESTION, "as_of": "2021-01-01"}})


def listed(path: str) -> Callable[[Planted], Iterator[Call]]:
    def calls(hidden: Planted) -> Iterator[Call]:
        yield Call("GET", path, {"params": {"limit": 200}})
        yield Call("GET", path, {"params": {"issuer": f"Ban {hidden.mark}"}})
        yield Call("GET", path, {"params": {"year": 2020, "standing": "replaced"}})

    return calls


def library(hidden: Planted) -> Iterator[Call]:
    yield from listed("/v1/library")(hidden)
    yield Call("GET", "/v1/library", {"params": {"q": "kiem ke"}})
    yield Call("GET", "/v1/library", {"params": {"q": hidden.mark}})
    yield Call("GET", "/v1/library", {"params": {"number": f"12-{hidden.mark}/TW"}})


def examples(hidden: Planted) -> Iterator[Call]:
    yield Call("GET", "/v1/examples", {})
    yield Call("GET", "/v1/examples", {"params": {"document": hidden.id}})


def feedback(hidden: Planted) -> Iterator[Call]:
    vote = {"id": "12345678", "verdict": "down", "question": QUESTION, "status": "answered"}
    vote |= {"answer": f"{hidden.mark} {hidden.word}", "generation": "000001"}
    yield Call("POST", "/v1/feedback", {"json": vote})


def chatted(hidden: Planted) -> Iterator[Call]:
    for question in questions(hidden):
        for stream in (False, True):
            messages = [
                {"role": "user", "content": "Nói về gì?"},
                {"role": "assistant", "content": f"/tai-lieu/{hidden.id}#0-9"},
                {"role": "user", "content": question},
            ]
            body = {"model": "hoidap", "messages": messages, "stream": stream}
            yield Call("POST", "/v1/chat/completions", {"json": body})


def uploaded(method: str, form: str) -> Callable[[Planted], Iterator[Call]]:
    def calls(hidden: Planted) -> Iterator[Call]:
        files = {"file": ("a.md", b"x", "text/markdown")}
        more: dict[str, Any] = {"files": files, "data": {"access": "public"}}
        yield Call(method, form.format(hidden.id), {} if method == "DELETE" else more)

    return calls


def packed(hidden: Planted) -> Iterator[Call]:
    for wanted in ({"documents": [hidden.id]}, {"topic": QUESTION}):
        yield Call("POST", "/v1/study-packs", {"json": wanted | {"questions": 0}})


def of_pack(method: str, path: str, **more: Any) -> Callable[[Planted], Iterator[Call]]:
    """A saved pack that quotes the hidden document; its owner read it when it was made."""

    def calls(hidden: Planted) -> Iterator[Call]:
        for pack_id, session_id in PACKS[hidden.id]:
            place = path.format(session=session_id)
            yield Call(method, f"/v1/study-packs/{pack_id}{place}", more)

    return calls


def plain(method: str, path: str) -> Callable[[Planted], Iterator[Call]]:
    return lambda _: iter([Call(method, path, {})])


def live(method: str, what: str, body: dict[str, Any]) -> Callable[[Planted], Iterator[Call]]:
    """A code that nobody gave out: knowing one is all that a session asks for."""
    return lambda _: iter([Call(method, f"/v1/live/AAAAAA/{what}", {"json": body})])


#: How each endpoint is called; ``{document}`` and ``{passage}`` stand for hidden ones.
WALK: dict[tuple[str, str], Callable[[Planted], Iterator[Call]]] = {
    ("GET", "/healthz"): plain("GET", "/healthz"),
    ("GET", "/readyz"): plain("GET", "/readyz"),
    ("GET", "/metrics"): plain("GET", "/metrics"),
    ("POST", "/v1/ask"): asked("/v1/ask"),
    ("POST", "/v1/ask/stream"): asked("/v1/ask/stream"),
    ("GET", "/v1/search"): searched,
    ("GET", "/v1/documents"): listed("/v1/documents"),
    ("GET", "/v1/documents/{document_id}"): lambda hidden: iter(
        [Call("GET", f"/v1/documents/{hidden.id}", {})]
    ),
    ("GET", "/v1/documents/{document_id}/original"): lambda hidden: iter(
        [Call("GET", f"/v1/documents/{hidden.id}/original", {})]
    ),
    ("GET", "/v1/documents/{document_id}/pages/{page}"): lambda hidden: iter(
        [Call("GET", f"/v1/documents/{hidden.id}/pages/1", {})]
    ),
    ("GET", "/v1/documents/{document_id}/pages/{page}/marks"): lambda hidden: iter(
        [
            Call(
                "GET",
                f"/v1/documents/{hidden.id}/pages/1/marks",
                {"params": {"start": 0, "end": 9}},
            )
        ]
    ),
    ("POST", "/v1/documents"): uploaded("POST", "/v1/documents"),
    ("PUT", "/v1/documents/{document_id}"): uploaded("PUT", "/v1/documents/{}"),
    ("DELETE", "/v1/documents/{document_id}"): uploaded("DELETE", "/v1/documents/{}"),
    ("GET", "/v1/jobs"): plain("GET", "/v1/jobs"),
    ("GET", "/v1/jobs/{job_id}"): plain("GET", "/v1/jobs/none"),
    ("GET", "/v1/passages/{passage_id}"): lambda hidden: iter(
        [Call("GET", f"/v1/passages/{each}", {}) for each in PASSAGES[hidden.id]]
    ),
    ("GET", "/v1/library"): library,
    ("GET", "/v1/examples"): examples,
    ("POST", "/v1/feedback"): feedback,
    ("GET", "/v1/admin/summary"): plain("GET", "/v1/admin/summary"),
    ("GET", "/v1/admin/questions"): plain("GET", "/v1/admin/questions"),
    ("GET", "/v1/admin/questions.csv"): plain("GET", "/v1/admin/questions.csv"),
    ("GET", "/v1/admin/votes"): plain("GET", "/v1/admin/votes"),
    ("GET", "/v1/admin/votes.csv"): plain("GET", "/v1/admin/votes.csv"),
    ("DELETE", "/v1/admin/users/{user}/questions"): plain("DELETE", "/v1/admin/users/an/questions"),
    ("POST", "/v1/study-packs"): packed,
    ("GET", "/v1/study-packs"): plain("GET", "/v1/study-packs"),
    ("GET", "/v1/study-packs/{pack_id}"): of_pack("GET", ""),
    ("PATCH", "/v1/study-packs/{pack_id}"): of_pack("PATCH", "", json={"version": 1}),
    ("DELETE", "/v1/study-packs/{pack_id}"): plain("DELETE", f"/v1/study-packs/{'0' * 24}"),
    ("POST", "/v1/study-packs/{pack_id}/duplicate"): of_pack("POST", "/duplicate"),
    ("GET", "/v1/study-packs/{pack_id}/versions"): of_pack("GET", "/versions"),
    ("GET", "/v1/study-packs/{pack_id}/export"): of_pack("GET", "/export?format=markdown"),
    ("GET", "/v1/study-packs/{pack_id}/pictures/{name}"): of_pack("GET", "/pictures/timeline"),
    ("POST", "/v1/study-packs/{pack_id}/sessions"): of_pack("POST", "/sessions", json={}),
    ("GET", "/v1/study-packs/{pack_id}/sessions"): of_pack("GET", "/sessions"),
    ("GET", "/v1/study-packs/{pack_id}/sessions/{session_id}"): of_pack(
        "GET", "/sessions/{session}"
    ),
    ("POST", "/v1/study-packs/{pack_id}/sessions/{session_id}/close"): of_pack(
        "POST", "/sessions/{session}/close"
    ),
    ("GET", "/v1/study-packs/{pack_id}/sessions/{session_id}/results.csv"): of_pack(
        "GET", "/sessions/{session}/results.csv"
    ),
    ("GET", "/v1/live/{code}"): plain("GET", "/v1/live/AAAAAA"),
    ("POST", "/v1/live/{code}/participants"): live("POST", "participants", {"name": "An"}),
    ("POST", "/v1/live/{code}/paper"): live("POST", "paper", {"participant": "x"}),
    ("PUT", "/v1/live/{code}/answers"): live(
        "PUT", "answers", {"participant": "x", "item": "q1", "given": {"chosen": [0]}}
    ),
    ("POST", "/v1/live/{code}/finish"): live("POST", "finish", {"participant": "x"}),
    ("GET", "/v1/models"): plain("GET", "/v1/models"),
    ("GET", "/v1/models/{model}"): plain("GET", "/v1/models/hoidap"),
    ("POST", "/v1/chat/completions"): chatted,
}

#: Ids of all planted passages, by document; filled from the index itself.
PASSAGES: dict[str, list[str]] = {}

#: Packs about each planted document and a live session of each, for the owners whose labels
#: may have changed since: (pack id, session id) by document.
PACKS: dict[str, list[tuple[str, str]]] = {}
OWNERS = ("anonymous", "user:an", "user:lan")


@dataclass(frozen=True)
class House:
    """An application over the planted documents, its caches warm, and its data folder."""

    app: FastAPI
    data: Path
    client: TestClient


@pytest.fixture(scope="module")
def house(planted_data: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    data = tmp_path_factory.mktemp("walk") / "data"
    shutil.copytree(planted_data, data)
    settings = Settings(**BEHIND_A_PORTAL | {"data": data, "anonymous": "on"})
    with Assistant.open(settings, FakeEmbedder()) as assistant:
        app = create_app(assistant)
        pages.install(app)
        client = TestClient(app, client=("192.0.2.7", 1), raise_server_exceptions=False)
        with assistant.reading(["internal", GROUP, "ban-kiem-tra"]) as reading:
            for planted in ALL:
                found = reading.index.catalogue.passages_of(planted.id)
                PASSAGES[planted.id] = [passage.id for passage in found]
                assert found
                PACKS[planted.id] = [
                    plant_pack(app, owner, reading.document(planted.id)) for owner in OWNERS
                ]
        warm(client, data)
        yield House(app, data, client)


def plant_pack(app: FastAPI, owner: str, document: Document) -> tuple[str, str]:
    """A pack that was made when its owner read the document, and a live session of it."""
    study: Study = app.state.study
    saved = study.packs.add(owner, ["internal"], PackRequest(documents=(document.id,)))
    pack = pack_about(document, saved.id)
    study.packs.finish(pack, {document.id: access_partition(document.metadata.access)})
    return saved.id, study.live.open(owner, saved.id, pack.title, pack.quiz, 60, 10).id


def warm(client: TestClient, data: Path) -> None:
    """Let somebody who reads everything ask the same, so that caches hold his answers."""
    reader = bearer(key(data, *READING, labels=["internal", GROUP, "ban-kiem-tra"]))
    for call in walk(ALL):
        client.request(call.method, call.path, headers=reader, **call.more)


def walk(targets: Iterable[Planted]) -> list[Call]:
    """Every call that aims at one of these documents, each once, endpoint by endpoint."""
    made = [call for calls in WALK.values() for target in targets for call in calls(target)]
    return list({repr(call): call for call in made}.values())


def everything(headers: Mapping[str, str], body: str) -> str:
    lines = "\n".join(f"{name}: {value}" for name, value in headers.items())
    return f"{lines}\n{body}".lower()


def operations(app: FastAPI) -> Iterator[tuple[str, str]]:
    for path, methods in app.openapi()["paths"].items():
        for method in methods:
            yield method.upper(), path


def test_every_endpoint_is_walked(house: House) -> None:
    assert set(operations(house.app)) == set(WALK)


@pytest.mark.parametrize("role", READERS)
def test_nothing_hidden_shows_anywhere(house: House, role: str) -> None:
    headers = credentials(role, house.data)
    hidden = [planted for planted in ALL if planted not in READERS[role]]
    for call in walk(hidden):
        response = house.client.request(call.method, call.path, headers=headers, **call.more)
        assert response.status_code < 500, (call, response.text)
        shown = everything(response.headers, response.text)
        if "/v1/jobs" in call.path:  # a job repeats the id that its owner named
            shown = re.sub("|".join(each.id for each in hidden), "", shown)
        for mark in (mark for planted in hidden for mark in planted.marks):
            if mark not in call.said:
                assert mark not in shown, (role, call, response.text)


@pytest.mark.parametrize("role", READERS)
def test_a_reader_does_see_what_is_his(house: House, role: str) -> None:
    """Without this the walk would pass on an API that shows nothing at all."""
    client, headers = house.client, credentials(role, house.data)
    listed = client.get("/v1/documents", headers=headers).json()
    assert {each["id"] for each in listed["documents"]} == {each.id for each in READERS[role]}
    assert listed["total"] == len(READERS[role])
    for planted in READERS[role]:
        answer = client.post(
            "/v1/ask", json={"question": f"{QUESTION} {planted.mark}"}, headers=headers
        )
        assert planted.mark in answer.text
        assert client.get(f"/v1/documents/{planted.id}", headers=headers).status_code == 200


def test_an_owner_sees_a_pack_as_long_as_he_reads_its_documents(house: House) -> None:
    on_this_machine = local_client(house.app)  # elsewhere nobody is "anonymous" to packs
    for planted in ALL:
        for (pack_id, _), owner in zip(PACKS[planted.id], OWNERS, strict=True):
            role = {"anonymous": "anonymous", "user:an": "portal user"}.get(owner)
            headers = credentials(role or "portal user of the group", house.data)
            shown = on_this_machine.get(f"/v1/study-packs/{pack_id}", headers=headers)
            readable = planted in READERS[role or "portal user of the group"]
            assert shown.status_code == (200 if readable else 404), (planted.mark, owner)
            assert (planted.mark in shown.text) is readable


def test_a_hidden_document_is_answered_as_one_that_does_not_exist(house: House) -> None:
    def without_own_words(path: str, word: str) -> tuple[int, str]:
        response = house.client.get(path)
        text = re.sub(re.escape(word), "WORD", response.text, flags=re.IGNORECASE)
        return response.status_code, text

    for planted in (INTERNAL, GROUPED, OTHER):
        for form in (
            "/v1/documents/{}",
            "/v1/documents/{}/original",
            "/v1/documents/{}/pages/1",
            "/v1/documents/{}/pages/1/marks?start=0&end=9",
            "/v1/library?number={}",
            "/v1/search?q=a&document={}",
        ):
            there = without_own_words(form.format(planted.id), planted.id)
            nowhere = without_own_words(form.format("quy-dinh-qqnone"), "quy-dinh-qqnone")
            assert there == nowhere, form


def test_counts_and_health_tell_nothing(house: House) -> None:
    client = house.client
    assert client.get("/healthz").json()["documents"] == 1
    counts = client.get("/v1/library").json()["counts"]
    assert all(each["count"] == 1 for facet in counts.values() for each in facet)
    reader = bearer(key(house.data, *READING, labels=["internal"]))
    assert client.get("/healthz", headers=reader).json()["documents"] == 2
