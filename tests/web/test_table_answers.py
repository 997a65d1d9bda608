"""An answer that quotes a table's rows draws them as a table, with their header."""

from __future__ import annotations

from pathlib import Path

from playwright.sync_api import expect

from hoidap.embedding.embedder import Embedder
from hoidap.settings import Settings
from ingest.pipeline import ingest
from ingest.progress import Silent
from tests.web.chat import Chat
from tests.web.conftest import NewPage, Server

NOTICE = """<p>ỦY BAN NHÂN DÂN XÃ ĐỒI CHÈ</p><p>Số: 21/TB-UBND</p>
<p>Đồi Chè, ngày 02 tháng 6 năm 2024</p><h1>THÔNG BÁO</h1><p>Về việc mức hỗ trợ giống chè</p>
<p>Xã thông báo mức hỗ trợ như sau.</p><p>Bảng 1. Mức hỗ trợ giống chè theo thôn</p>
<table border="1"><tr><th>Thôn</th><th>Số hộ</th><th>Mức hỗ trợ (đồng/hộ)</th></tr>
<tr><td>Thôn Đỏ</td><td>42</td><td>1.250.000</td></tr>
<tr><td>Thôn Xanh</td><td>37</td><td>900.000</td></tr></table>"""


def test_a_row_is_shown_under_its_header(
    new_page: NewPage, tmp_path: Path, embedder: Embedder
) -> None:
    folder = tmp_path / "documents"
    folder.mkdir()
    (folder / "thong-bao.html").write_text(NOTICE, encoding="utf-8")
    data = tmp_path / "data"
    assert ingest([folder], Settings(data=data), embedder, Silent()).exit_code == 0
    server = Server(data, "http://127.0.0.1:1")
    server.start()
    try:
        page = new_page()
        page.goto(server.url)
        chat = Chat(page)
        turn = chat.ask("Mức hỗ trợ giống chè thôn Xanh")
        table = turn.locator("table.rows")
        expect(table).to_have_count(1)
        expect(table.locator("th")).to_contain_text(["Thôn", "Số hộ", "Mức hỗ trợ (đồng/hộ)"])
        expect(table.locator("td")).to_contain_text(["Thôn Xanh", "37", "900.000"])
        expect(table.locator(".chip")).to_have_text(["1", "2"])
        refused = chat.ask("Mức hỗ trợ giống chè của thôn Tím năm 1990")
        expect(refused.locator(".sources blockquote table.rows").first).to_be_visible()
        expect(refused.locator(".sources blockquote").first).not_to_contain_text("|")
    finally:
        server.stop()
