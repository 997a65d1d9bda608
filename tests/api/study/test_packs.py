"""Study packs through the API: asked for, made, edited, kept in versions, exported."""

from __future__ import annotations

import time
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from hoidap.api.access.caller import Permission
from hoidap.api.study import desk
from hoidap.api.study.store import PackStore
from hoidap.api.working import WorkState
from hoidap.index.holder import LOOK_EVERY
from hoidap.settings import Settings
from hoidap.study.exports.formats import ExportFormat
from hoidap.study.pack import PackRequest
from ingest.pipeline import ingest
from ingest.progress import Silent
from tests.api import planted
from tests.api.conftest import MakeApp, bearer, key, token
from tests.api.planted import INTERNAL, PUBLIC
from tests.api.study.conftest import SavePack, Trainer, made
from tests.fakes import FakeEmbedder


def test_a_pack_is_made_with_progress_and_kept(client: TestClient, trainer: Trainer) -> None:
    done = made(client, {"documents": [PUBLIC.id], "minutes": 30, "seed": 7}, trainer)
    assert done["state"] == "done" and done["version"] == 1 and done["stale"] == []
    assert done["progress"]["share"] == 1 and done["progress"]["step"]
    pack = done["pack"]
    assert pack["request"]["seed"] == 7 and pack["id"] == done["id"]
    assert pack["documents"][0]["document_id"] == PUBLIC.id
    listed = client.get("/v1/study-packs", headers=trainer).json()
    assert [each["id"] for each in listed["packs"]] == [done["id"]]


def test_every_line_of_a_made_pack_quotes_its_document(
    client: TestClient, trainer: Trainer
) -> None:
    pack = made(client, {"documents": [INTERNAL.id]}, trainer)["pack"]
    text = client.get(f"/v1/documents/{INTERNAL.id}", headers=trainer).json()["text"]
    sources = [point["source"] for section in pack["outline"] for point in section["points"]]
    sources += [source for item in pack["quiz"] for source in item["sources"]]
    assert sources
    assert all(text[each["start"] : each["end"]] == each["quote"] for each in sources)


def test_what_cannot_be_made_is_said_in_vietnamese(client: TestClient, trainer: Trainer) -> None:
    def refused(wanted: dict[str, object], status: int) -> str:
        response = client.post("/v1/study-packs", json=wanted, headers=trainer)
        assert response.status_code == status, response.text
        return str(response.json()["detail"])

    assert "Mời chọn văn bản hoặc nhập chủ đề" in refused({}, 422)
    assert refused({"documents": ["khong-co"]}, 404) == "Không tìm thấy mục được yêu cầu."
    assert "minutes" in refused({"topic": "a", "minutes": 5}, 422)
    failed = made(client, {"documents": [PUBLIC.id], "sections": {PUBLIC.id: [9999]}}, trainer)
    assert failed["state"] == "failed" and failed["error"]["detail"]


def test_nobody_fills_the_disk(
    client: TestClient, pack_id: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(desk, "PACK_LIMIT", 1)
    for refused in (
        client.post("/v1/study-packs", json={"topic": "kiểm kê"}),
        client.post(f"/v1/study-packs/{pack_id}/duplicate"),
    ):
        assert refused.status_code == 409 and "Mời xoá bớt" in refused.json()["detail"]


def test_packs_need_the_permission_study(client: TestClient, data: Path) -> None:
    asking = bearer(key(data, Permission.ASK))
    assert client.get("/v1/study-packs", headers=asking).status_code == 403


def test_a_pack_is_its_owners_alone(client: TestClient, save_pack: SavePack) -> None:
    pack_id = save_pack("user:an")
    owner, other = bearer(token("an")), bearer(token("lan"))
    assert client.get(f"/v1/study-packs/{pack_id}", headers=owner).status_code == 200
    for headers in (other, {}):
        assert client.get(f"/v1/study-packs/{pack_id}", headers=headers).status_code == 404
        assert client.get("/v1/study-packs", headers=headers).json()["total"] == 0
        assert client.delete(f"/v1/study-packs/{pack_id}", headers=headers).status_code == 404


def test_whoever_may_no_longer_read_a_document_no_longer_sees_his_pack(
    client: TestClient, internal_id: str, pack_id: str
) -> None:
    listed = client.get("/v1/study-packs").json()["packs"]
    assert [each["id"] for each in listed] == [pack_id]
    for path in ("", "/versions", "/export?format=docx", "/sessions"):
        assert client.get(f"/v1/study-packs/{internal_id}{path}").status_code == 404


def test_an_edit_makes_a_version_and_an_older_one_can_be_used_again(
    client: TestClient, pack_id: str
) -> None:
    path = f"/v1/study-packs/{pack_id}"
    drop = {"version": 1, "edits": [{"op": "drop", "id": "q2"}, {"op": "retitle", "title": "Mới"}]}
    edited = client.patch(path, json=drop).json()
    assert edited["version"] == 2 and edited["title"] == "Mới"
    assert [item["id"] for item in edited["pack"]["quiz"]] == ["q1", "q3", "q4", "q5"]
    assert len(client.get(f"{path}?version=1").json()["pack"]["quiz"]) == 5
    again = client.patch(path, json={"version": 2, "restore": 1}).json()
    assert again["version"] == 3 and len(again["pack"]["quiz"]) == 5
    versions = client.get(f"{path}/versions").json()["versions"]
    assert [(each["version"], each["made_by"]) for each in versions] == [
        (3, "restore"),
        (2, "drop, retitle"),
        (1, "duplicate"),
    ]


def test_an_edit_of_an_older_version_is_refused(client: TestClient, pack_id: str) -> None:
    path = f"/v1/study-packs/{pack_id}"
    assert client.patch(path, json={"version": 1, "edits": []}).json()["version"] == 2
    late = client.patch(path, json={"version": 1, "edits": [{"op": "drop", "id": "q1"}]})
    assert late.status_code == 409
    assert "vừa được sửa ở nơi khác" in late.json()["detail"]


def test_a_reworded_fact_that_its_source_does_not_hold_is_flagged(
    client: TestClient, pack_id: str
) -> None:
    path = f"/v1/study-packs/{pack_id}"
    quote = client.get(path).json()["pack"]["outline"][0]["points"][0]["text"]
    sentence = next(line for line in quote.splitlines() if "2020" in line)
    for version, (words, is_flagged) in enumerate(
        [(sentence, False), (sentence.replace("2020", "2031"), True)], 1
    ):
        edit = {"op": "reword", "id": "p1", "text": words}
        edited = client.patch(path, json={"version": version, "edits": [edit]}).json()
        point = edited["pack"]["outline"][0]["points"][0]
        assert point["edited"] and bool(point["flag"]) is is_flagged, point


def test_an_added_point_is_taken_from_the_document(client: TestClient, pack_id: str) -> None:
    path = f"/v1/study-packs/{pack_id}"
    text = client.get(f"/v1/documents/{PUBLIC.id}").json()["text"]
    start = text.index("Cơ quan")
    edit = {"op": "add_point", "section": "s1", "document_id": PUBLIC.id}
    added = client.patch(
        path, json={"version": 1, "edits": [edit | {"start": start, "end": start + 20}]}
    ).json()
    point = added["pack"]["outline"][0]["points"][-1]
    assert point["source"]["quote"] == text[start : start + 20]
    beyond = edit | {"start": len(text) + 5, "end": len(text) + 9}
    assert client.patch(path, json={"version": 2, "edits": [beyond]}).status_code == 422
    hidden = edit | {"document_id": INTERNAL.id, "start": 0, "end": 9}
    assert client.patch(path, json={"version": 2, "edits": [hidden]}).status_code == 404


def test_a_copy_has_a_history_of_its_own(client: TestClient, pack_id: str) -> None:
    copied = client.post(f"/v1/study-packs/{pack_id}/duplicate")
    assert copied.status_code == 201
    place = copied.headers["Location"]
    client.patch(place, json={"version": 1, "edits": [{"op": "drop", "id": "q1"}]})
    assert len(client.get(f"/v1/study-packs/{pack_id}").json()["pack"]["quiz"]) == 5
    assert client.delete(place).status_code == 204
    assert client.get(place).status_code == 404
    assert client.get(f"/v1/study-packs/{pack_id}").status_code == 200


@pytest.mark.parametrize("wanted", list(ExportFormat))
def test_every_format_is_exported_under_a_readable_name(
    client: TestClient, pack_id: str, wanted: ExportFormat
) -> None:
    response = client.get(f"/v1/study-packs/{pack_id}/export", params={"format": wanted.value})
    assert response.status_code == 200 and response.content
    disposition = response.headers["Content-Disposition"]
    assert 'filename="quy-dinh-qqpub' in disposition and "filename*=UTF-8''Quy%20" in disposition


def test_pictures_are_svg_and_absent_where_there_is_nothing_to_show(
    client: TestClient, pack_id: str, trainer: Trainer
) -> None:
    made_pack = made(client, {"documents": [PUBLIC.id]}, trainer)
    path = f"/v1/study-packs/{made_pack['id']}/pictures/timeline"
    drawn = client.get(path, headers=trainer)
    assert drawn.headers["Content-Type"] == "image/svg+xml" and drawn.text.startswith("<svg")
    assert client.get(f"/v1/study-packs/{pack_id}/pictures/timeline").status_code == 404


def test_a_pack_whose_document_changed_is_marked_stale(
    client: TestClient, pack_id: str, data: Path, tmp_path: Path
) -> None:
    assert client.get(f"/v1/study-packs/{pack_id}").json()["stale"] == []
    folder = planted.write(tmp_path / "data-files")
    (folder / "qqpub.md").write_text(planted.text_of(PUBLIC, "Thêm một câu."), encoding="utf-8")
    # Anew: the same ids in another folder would be other sources beside the first ones.
    report = ingest([folder], Settings(data=data), FakeEmbedder(), Silent(), rebuild=True)
    assert report.exit_code == 0, report.files
    time.sleep(LOOK_EVERY)  # how late a server may notice the new generation
    stale = client.get(f"/v1/study-packs/{pack_id}").json()["stale"]
    assert stale == ["Quy định QQPUB về kiểm kê tài sản đã được nạp lại với nội dung khác."]


def test_a_pack_that_was_not_finished_is_begun_again(make_app: MakeApp, data: Path) -> None:
    store = PackStore(data)
    saved = store.add("anonymous", ["public"], PackRequest(documents=(PUBLIC.id,)))
    assert store.claim() is not None and store.claim() is None  # nobody makes it twice
    store.requeue(saved.id)
    with TestClient(make_app(anonymous="on")) as restarted:
        until = 600
        while store.get(saved.id, "anonymous").state is not WorkState.DONE and until:
            restarted.get("/healthz")
            until -= 1
        assert until, "the pack was left behind"
