"""Live sessions: opened by a trainer, joined by anybody with the code, counted, closed."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable
from typing import Any

import pytest
from fastapi.testclient import TestClient

from hoidap.api.study.desk import Study
from hoidap.api.study.live_store import CODE_LETTERS, OPEN_LIMIT
from tests.api.conftest import MakeClient, bearer, token
from tests.api.study.conftest import SavePack
from tests.study.samples import CHOICE, GAP, ITEMS

Post = Callable[..., Any]


@pytest.fixture
def session(client: TestClient, pack_id: str) -> dict[str, Any]:
    opened = client.post(f"/v1/study-packs/{pack_id}/sessions", json={"participants": 2})
    assert opened.status_code == 201, opened.text
    found: dict[str, Any] = opened.json()
    return found | {"path": f"/v1/study-packs/{pack_id}/sessions/{found['id']}"}


def join(client: TestClient, code: str, name: str = "Người dự") -> Any:
    return client.post(f"/v1/live/{code}/participants", json={"name": name})


def answer(client: TestClient, code: str, secret: str, item: str, **given: Any) -> int:
    body = {"participant": secret, "item": item, "given": given}
    return client.put(f"/v1/live/{code}/answers", json=body).status_code


def test_the_code_is_easy_to_read_and_the_link_is_a_qr_code(session: dict[str, Any]) -> None:
    assert len(session["code"]) == 6 and set(session["code"]) <= set(CODE_LETTERS)
    assert session["link"].endswith(f"/kiem-tra?ma={session['code']}")
    assert len({len(row) for row in session["qr"]} | {len(session["qr"])}) == 1  # a square


def test_a_participant_needs_no_account_and_sees_no_answers(
    client: TestClient, session: dict[str, Any]
) -> None:
    paper = join(client, session["code"].lower()).json()
    assert [each["id"] for each in paper["questions"]] == [item.id for item in ITEMS]
    assert paper["checked"] == []
    shown = str(paper)
    assert CHOICE.reason not in shown and "correct" not in shown and GAP.answers[0] not in shown


def test_answers_are_kept_at_once_and_counted(client: TestClient, session: dict[str, Any]) -> None:
    code = session["code"]
    one, two = (join(client, code, name).json()["participant"] for name in ("Một", "=Hai"))
    assert answer(client, code, one, "q1", chosen=[0]) == 200
    assert answer(client, code, one, "q1", chosen=[1]) == 200  # in place of the first
    assert answer(client, code, two, "q1", chosen=[0]) == 200
    assert answer(client, code, two, "q3", text="5 NGAY") == 200
    results = client.get(session["path"]).json()
    first, _, third, *_ = results["items"]
    assert (first["answered"], first["right"], first["explain"]) == (2, 1, True)
    assert {(each["answer"], each["right"]) for each in first["answers"]} == {
        ("4 lần", True),
        ("2 lần", False),
    }
    assert (third["answered"], third["right"], third["explain"]) == (1, 1, False)
    assert [(each["name"], each["right"]) for each in results["people"]] == [
        ("Một", 1),
        ("=Hai", 1),
    ]
    table = client.get(f"{session['path']}/results.csv").content.decode("utf-8-sig")
    rows = list(csv.reader(io.StringIO(table)))
    assert rows[0][:2] == ["Họ và tên", "Số câu đúng"] and len(rows) == 3
    assert rows[2][0] == "'=Hai"  # a spreadsheet must not run it
    assert rows[1][2] == "Đúng: 4 lần"


def test_right_answers_are_shown_only_when_the_session_is_over(
    client: TestClient, session: dict[str, Any]
) -> None:
    code = session["code"]
    secret = join(client, code).json()["participant"]
    answer(client, code, secret, "q1", chosen=[1])
    handed_in = client.post(f"/v1/live/{code}/finish", json={"participant": secret}).json()
    assert handed_in["state"] == "finished" and handed_in["checked"] == []
    assert answer(client, code, secret, "q2", chosen=[1]) == 409
    assert client.post(f"{session['path']}/close").json()["is_open"] is False
    paper = client.post(f"/v1/live/{code}/paper", json={"participant": secret}).json()
    assert [each["right"] for each in paper["checked"]] == [True, False, False, False, False]
    assert paper["checked"][0]["answer"] == ["4 lần"] and paper["checked"][0]["reason"]


def test_a_closed_session_takes_nobody_and_nothing(
    client: TestClient, session: dict[str, Any]
) -> None:
    code = session["code"]
    secret = join(client, code).json()["participant"]
    client.post(f"{session['path']}/close")
    refused = join(client, code)
    assert refused.status_code == 409
    assert refused.json()["detail"] == "Buổi kiểm tra đã kết thúc."
    assert answer(client, code, secret, "q1", chosen=[1]) == 409
    assert client.get(f"/v1/live/{code}").json()["is_open"] is False


def test_a_full_session_says_so(client: TestClient, session: dict[str, Any]) -> None:
    assert [join(client, session["code"]).status_code for _ in range(3)] == [201, 201, 409]
    assert client.get(session["path"]).json()["session"]["participants"] == 2


def test_unknown_codes_items_and_participants_are_not_found(
    client: TestClient, session: dict[str, Any]
) -> None:
    assert client.get("/v1/live/AAAAAA").status_code == 404
    assert answer(client, session["code"], "nobody", "q1", chosen=[1]) == 404
    secret = join(client, session["code"]).json()["participant"]
    assert answer(client, session["code"], secret, "q99", chosen=[1]) == 404
    paper = client.post(f"/v1/live/{session['code']}/paper", json={"participant": "nobody"})
    assert paper.status_code == 404


def test_a_later_edit_does_not_change_the_paper(
    client: TestClient, session: dict[str, Any], pack_id: str
) -> None:
    edit = {"version": 1, "edits": [{"op": "drop", "id": "q1"}]}
    assert client.patch(f"/v1/study-packs/{pack_id}", json=edit).status_code == 200
    assert len(join(client, session["code"]).json()["questions"]) == len(ITEMS)


def test_results_are_the_trainers_alone(client: TestClient, session: dict[str, Any]) -> None:
    stranger = bearer(token("lan"))
    for path in ("", "/results.csv"):
        assert client.get(session["path"] + path, headers=stranger).status_code == 404


def test_open_sessions_are_limited(client: TestClient, pack_id: str) -> None:
    path = f"/v1/study-packs/{pack_id}/sessions"
    statuses = [client.post(path, json={}).status_code for _ in range(OPEN_LIMIT + 1)]
    assert statuses == [201] * OPEN_LIMIT + [409]


def test_participants_come_in_where_everything_else_needs_a_key(
    make_client: MakeClient, save_pack: SavePack, client: TestClient
) -> None:
    pack_id = save_pack("user:an")
    path = f"/v1/study-packs/{pack_id}/sessions"
    code = client.post(path, json={}, headers=bearer(token("an"))).json()["code"]
    guarded = make_client(anonymous="off")
    assert guarded.get("/v1/documents").status_code == 401
    assert join(guarded, code).status_code == 201
    assert guarded.get(path).status_code == 401


def test_guessing_codes_is_limited_by_address(make_client: MakeClient) -> None:
    guarded = make_client(anonymous="off", address_requests_per_minute=20)
    statuses = [guarded.get(f"/v1/live/AAAA{n:02}").status_code for n in range(40)]
    assert statuses[0] == 404 and statuses[-1] == 429


def test_thirty_participants_are_counted_right(client: TestClient, pack_id: str) -> None:
    study: Study = client.app.state.study  # type: ignore[attr-defined]
    opened = client.post(f"/v1/study-packs/{pack_id}/sessions", json={"participants": 30}).json()
    for number in range(30):
        secret = join(client, opened["code"], f"Người {number}").json()["participant"]
        answer(client, opened["code"], secret, "q1", chosen=[1 if number % 3 else 0])
    live = study.live.by_code(opened["code"])
    assert len(study.live.participants(live)) == 30
    item = client.get(f"/v1/study-packs/{pack_id}/sessions/{opened['id']}").json()["items"][0]
    assert (item["answered"], item["right"], item["explain"]) == (30, 20, False)
