"""Two documents side by side, as programs and readers of Word documents are given them."""

from __future__ import annotations

import io
import re
from pathlib import Path

import pytest
from docx import Document
from fastapi.testclient import TestClient

from hoidap.answering.assistant import Assistant
from hoidap.api.access.caller import Permission
from hoidap.api.application import create_app
from hoidap.api.comparisons import KEPT, Comparisons
from hoidap.api.uploads.folder import own_id
from hoidap.comparison.word_rows import GONE, NEW
from hoidap.settings import Settings
from ingest.pipeline import ingest
from ingest.progress import Silent
from tests.api.conftest import MakeClient, bearer, key, token
from tests.api.planted import GROUP, GROUPED, OTHER, PUBLIC
from tests.comparison.samples import decree
from tests.conftest import local_client
from tests.fakes import FakeEmbedder

FORMER, LATER = "chi-thi-03-ct-tw-2011", "chi-thi-05-ct-tw-2016"
BOTH: dict[str, str | int | bool] = {"left": FORMER, "right": LATER}


def get(client: TestClient, **wanted: str | int | bool) -> dict[str, object]:
    response = client.get("/v1/comparisons", params=BOTH | wanted)
    assert response.status_code == 200, response.text
    found: dict[str, object] = response.json()
    return found


def test_every_side_quotes_its_document(client: TestClient) -> None:
    found = client.get("/v1/comparisons", params={**BOTH, "limit": 200}).json()
    assert (found["left"]["id"], found["right"]["id"]) == (FORMER, LATER)
    for side in ("left", "right"):
        text = client.get(f"/v1/documents/{found[side]['id']}").json()["text"]
        for each in (piece for row in found["rows"] for piece in row[side]):
            assert each["text"] == text[each["start"] : each["end"]]
            assert each["url"] == f"/tai-lieu/{found[side]['id']}#{each['start']}-{each['end']}"
            for mark in each["marks"]:
                assert each["start"] <= mark["start"] < mark["end"] <= each["end"]


def test_counts_agree_with_the_rows(client: TestClient) -> None:
    whole = client.get("/v1/comparisons", params={**BOTH, "limit": 200}).json()
    rows = whole["rows"]
    changed = [row for row in rows if row["differences"]]
    assert (whole["changed"], whole["unchanged"]) == (len(changed), len(rows) - len(changed))
    for kind, count in whole["counts"].items():
        assert count == sum(kind in row["differences"] for row in rows)
        only = client.get("/v1/comparisons", params={**BOTH, "difference": kind}).json()
        assert only["rows"] == [row for row in rows if kind in row["differences"]]
    narrow = client.get("/v1/comparisons", params={**BOTH, "changed": True, "limit": 200}).json()
    assert narrow["rows"] == changed


def test_pages_lead_from_one_to_the_next(client: TestClient) -> None:
    whole = client.get("/v1/comparisons", params={**BOTH, "limit": 200}).json()
    rows, address = [], f"/v1/comparisons?left={FORMER}&right={LATER}&limit=7"
    while address:
        page = client.get(address)
        rows += page.json()["rows"]
        link = re.match(r"<([^>]+)>; rel=\"next\"", page.headers.get("Link", ""))
        address = link[1] if link else ""
    assert rows == whole["rows"]


def test_the_other_way_round_new_is_gone(client: TestClient) -> None:
    there = get(client)["counts"]
    back = client.get("/v1/comparisons", params={"left": LATER, "right": FORMER}).json()["counts"]
    assert isinstance(there, dict)
    assert (there["new"], there["gone"]) == (back["gone"], back["new"])


def test_a_document_beside_itself_differs_nowhere(client: TestClient) -> None:
    found = client.get("/v1/comparisons", params={"left": FORMER, "right": FORMER}).json()
    assert (found["changed"], found["counts"]) == (0, {})


def test_what_is_known_is_not_sent_again(client: TestClient) -> None:
    for path in ("/v1/comparisons", "/v1/comparisons.docx"):
        first = client.get(path, params=BOTH)
        again = client.get(path, params=BOTH, headers={"If-None-Match": first.headers["ETag"]})
        assert (again.status_code, again.content) == (304, b"")
        other = client.get(path, params={**BOTH, "changed": True})
        assert other.headers["ETag"] != first.headers["ETag"]


@pytest.mark.parametrize("path", ["/v1/comparisons", "/v1/comparisons.docx"])
def test_wrong_requests_are_problems(client: TestClient, path: str) -> None:
    missing = client.get(path, params={"left": FORMER})
    assert (missing.status_code, missing.json()["fields"]) == (422, ["right"])
    nowhere = client.get(path, params={"left": FORMER, "right": "khong-co"})
    assert (nowhere.status_code, nowhere.json()["code"]) == (404, "not_found")
    kind = client.get(path, params={**BOTH, "difference": "colour"})
    assert (kind.status_code, kind.json()["fields"]) == (422, ["difference"])


@pytest.mark.parametrize("path", ["/v1/comparisons", "/v1/comparisons.docx"])
def test_a_document_that_may_not_be_read_does_not_exist(
    make_client: MakeClient, data: Path, path: str
) -> None:
    client = make_client()
    reader, member = bearer(token("an")), bearer(token("binh", [GROUP]))
    both = {"left": PUBLIC.id, "right": GROUPED.id}
    assert client.get(path, params=both).status_code == 401
    assert client.get(path, params=both, headers=member).status_code == 200
    # Another reader's comparison is kept, and must not be given to who may not read it.
    hidden = client.get(path, params=both, headers=reader)
    absent = client.get(path, params=both | {"right": "quy-dinh-khong"}, headers=reader)
    assert hidden.status_code == absent.status_code == 404
    assert hidden.json()["detail"] == absent.json()["detail"]
    assert GROUPED.word not in hidden.text
    other = client.get(path, params={"left": OTHER.id, "right": PUBLIC.id}, headers=member)
    assert other.status_code == 404
    feeder = bearer(key(data, Permission.INGEST))
    assert client.get(path, params=both, headers=feeder).status_code == 403


def test_an_uploaded_document_is_meant_by_the_id_that_its_key_gave(tmp_path: Path) -> None:
    own = own_id("anonymous", "cu")
    texts = tmp_path / "texts"
    texts.mkdir()
    body = "Điều 1. Bến\n\nBến mở cửa lúc 5 giờ.\n"
    first, second = decree(body).text, decree(body.replace("5 giờ", "6 giờ"), year=2020).text
    (texts / "a.md").write_text(f"---\nid: {own}\n---\n\n{first}", encoding="utf-8")
    (texts / "b.md").write_text(f"---\nid: moi\n---\n\n{second}", encoding="utf-8")
    settings = Settings(data=tmp_path / "var")
    ingest([texts], settings, FakeEmbedder(), Silent())
    with Assistant.open(settings, FakeEmbedder()) as assistant:
        client = local_client(create_app(assistant))
        (row,) = client.get("/v1/comparisons?left=cu&right=moi&changed=true").json()["rows"]
        assert row["differences"] == ["deadline"]


def test_the_word_document_shows_both_with_marks_and_links(client: TestClient) -> None:
    response = client.get("/v1/comparisons.docx", params={**BOTH, "changed": True})
    assert response.status_code == 200
    named = response.headers["content-disposition"]
    assert 'filename="so-sanh-chi-thi-03-ct-tw-va-chi-thi-05-ct-tw.docx"' in named
    paper = Document(io.BytesIO(response.content))
    (table,) = paper.tables
    header = [cell.text for cell in table.rows[0].cells]
    assert header[0].startswith("Chỉ thị 03-CT/TW ngày 14/5/2011")
    assert header[1].startswith("Chỉ thị 05-CT/TW ngày 15/5/2016")
    rows = get(client, changed=True, limit=200)["rows"]
    assert isinstance(rows, list)
    assert len(table.rows) == len(rows) + 1
    for row, printed in zip(rows, table.rows[1:], strict=True):
        for cell, sides in zip(printed.cells[:2], (row["left"], row["right"]), strict=True):
            said = " ".join(cell.text.split())
            assert all(" ".join(each["text"].split()) in said for each in sides)
            runs = [run for paragraph in cell.paragraphs for run in paragraph.runs]
            looks = [run.text for run in runs if str(run.font.color.rgb) in (GONE, NEW)]
            marks = [
                each["text"][mark["start"] - each["start"] : mark["end"] - each["start"]]
                for each in sides
                for mark in each["marks"]
            ]
            assert " ".join(" ".join(looks).split()) == " ".join(" ".join(marks).split())
            lined = [run.text for run in runs if run.font.strike or run.font.underline]
            assert lined == (looks if row["left"] and row["right"] else [])
            links = [link.address for p in cell.paragraphs for link in p.hyperlinks]
            assert links == [f"http://127.0.0.1:8000{each['url']}" for each in sides]


def test_the_last_comparisons_are_kept_and_no_more() -> None:
    made = Comparisons()
    versions = [decree(f"Điều 1. Bến\n\nBến mở lúc {n} giờ.\n", year=2000 + n) for n in range(9)]
    first = made.of(versions[0], versions[1])
    assert made.of(versions[0], versions[1]) is first
    for each in versions[:KEPT]:
        made.of(each, versions[8])
    assert made.of(versions[0], versions[1]) is not first


def test_a_question_that_compares_leads_to_both_side_by_side(client: TestClient) -> None:
    for question in (
        "So sánh Chỉ thị 05 và Chỉ thị 03",
        "Chỉ thị 03 và Chỉ thị 05 khác nhau ở điểm nào?",
        "chi thi 03 va chi thi 05 giong nhau o diem nao",
    ):
        link = client.post("/v1/ask", json={"question": question}).json()["comparison"]
        assert (link["left"], link["right"]) == (FORMER, LATER), question
        assert link["url"] == f"/so-sanh?trai={FORMER}&phai={LATER}"
        assert client.get(link["url"]).status_code == 200
    for question in ("Chỉ thị 05 được ban hành ngày nào?", "Điểm mới của Quy định 144 là gì?"):
        assert client.post("/v1/ask", json={"question": question}).json()["comparison"] is None
