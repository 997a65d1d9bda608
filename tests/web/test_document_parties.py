"""The particulars of a joint document: every issuer, signer, addressee and recipient."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from hoidap.embedding.embedder import Embedder
from hoidap.settings import Settings
from ingest.pipeline import ingest
from ingest.progress import Silent
from tests.ingest.structure.test_parties import JOINT
from tests.web.conftest import Server


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory, embedder: Embedder) -> Iterator[Server]:
    home: Path = tmp_path_factory.mktemp("joint")
    (home / "van-ban").mkdir()
    (home / "van-ban" / "lien-tich.txt").write_text(JOINT, encoding="utf-8")
    ingest([home / "van-ban"], Settings(data=home / "var"), embedder, Silent())
    started = Server(home / "var", "http://127.0.0.1:1")
    started.start()
    yield started
    started.stop()


def test_all_issuers_signers_and_recipients_are_shown(page: Page, server: Server) -> None:
    (about,) = page.request.get(f"{server.url}v1/documents").json()["documents"]
    told = page.request.get(f"{server.url}v1/documents/{about['id']}").json()["parties"]
    assert [each["name"] for each in told["signers"]] == ["Lý Văn Khải", "Đỗ Thị Sen"]
    page.goto(f"{server.url}tai-lieu/{about['id']}")
    head = page.locator(".docket")
    expect(head.locator(".issuer")).to_have_text(["Bộ Y tế", "Bộ Tài chính"])
    signed = head.locator("dt", has_text="Người ký").locator("+ dd").locator("li")
    expect(signed).to_have_text(
        [
            "Lý Văn Khải, Thứ trưởng, thay mặt Bộ trưởng Bộ Tài chính",
            "Đỗ Thị Sen, Thứ trưởng, thay mặt Bộ trưởng Bộ Y tế",
        ]
    )
    copies = head.locator("dt", has_text="Nơi nhận").locator("+ dd").locator("li")
    expect(copies).to_have_text(
        ["Văn phòng Quốc hội", "UBND các tỉnh, thành phố", "Lưu: VT, Bộ Y tế (10b)"]
    )
