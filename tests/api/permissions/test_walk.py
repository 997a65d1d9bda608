"""Every endpoint, called by every role: nobody sees a trace of what they may not read.

The planted documents hold strings found nowhere else.  No response (status line,
headers, body) may hold a mark of a document outside the caller's labels.  An
endpoint of the API's own description that has no calls fails the test, so a new
one cannot be forgotten.

A response may repeat what its own request said; so the marks are looked for
after the request's own words were taken out, and a hidden document must be
answered exactly as one that does not exist.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

import pytest
from fastapi import FastAPI

from tests.api.conftest import bearer, key
from tests.api.permissions.calls import WALK, walk
from tests.api.permissions.conftest import OWNERS, House
from tests.api.permissions.roles import READERS, READING, credentials
from tests.api.planted import ALL, GROUPED, INTERNAL, OTHER, QUESTION
from tests.conftest import local_client


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
    for call in walk(house.targets[each.id] for each in hidden):
        response = house.client.request(call.method, call.path, headers=headers, **call.more)
        assert response.status_code < 500, (call, response.text)
        shown = everything(response.headers, response.text)
        if "/v1/jobs" in call.path:  # a job repeats the id that its owner named
            shown = re.sub("|".join(each.id for each in hidden), "", shown)
        for mark in (mark for planted in hidden for mark in planted.marks):
            if mark not in call.said:
                assert mark not in shown, (role, call, response.text)


@pytest.mark.parametrize("role", READERS)
def test_a_reader_does_see_what_is_theirs(house: House, role: str) -> None:
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


def test_an_owner_sees_a_pack_as_long_as_they_read_its_documents(house: House) -> None:
    on_this_machine = local_client(house.app)  # elsewhere nobody is "anonymous" to packs
    for planted in ALL:
        for (pack_id, _), owner in zip(house.targets[planted.id].packs, OWNERS, strict=True):
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
