"""The document library: filters, search and counts."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

from tests.web.conftest import Server

ALL = 23


@pytest.fixture
def library(page: Page, server: Server) -> Page:
    page.goto(f"{server.url}tai-lieu")
    expect(page.get_by_role("status")).to_have_text(f"{ALL} tài liệu")
    return page


def test_all_documents_are_listed_newest_first(library: Page) -> None:
    rows = library.get_by_role("list", name="Danh sách tài liệu").get_by_role("listitem")
    expect(rows).to_have_count(ALL)
    expect(rows.first).to_contain_text("Quyết định 12/2025/QĐ-UBND")
    expect(rows.first).to_contain_text("Còn hiệu lực")


def test_filters_narrow_the_list_and_count_what_they_would_show(library: Page) -> None:
    library.get_by_label("Năm").select_option(label="2021 (3)")
    expect(library.get_by_role("status")).to_have_text("3 tài liệu")
    library.get_by_label("Hiệu lực").select_option("unknown")
    expect(library.get_by_role("status")).to_have_text(re.compile("[123] tài liệu"))
    expect(library).to_have_url(re.compile(r"\?year=2021&standing=unknown$"))
    library.reload()  # the address keeps the choice
    expect(library.get_by_label("Năm")).to_have_value("2021")
    library.get_by_role("button", name="Bỏ hết bộ lọc").click()
    expect(library.get_by_role("status")).to_have_text(f"{ALL} tài liệu")


def test_interviews_can_be_listed_alone(library: Page) -> None:
    library.get_by_label("Loại").select_option(label="Phỏng vấn (1)")
    rows = library.get_by_role("list", name="Danh sách tài liệu").get_by_role("listitem")
    expect(rows).to_have_count(1)
    expect(rows.first).to_contain_text("Lưu Văn Thường, Phó Bí thư Thường trực")


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("144-QĐ", "1 tài liệu"),
        ("tu sach cong dong", "2 tài liệu"),
        ("tủ sách cộng đồng", "2 tài liệu"),
        ("tù sách", "Không có tài liệu nào khớp. Mời bớt điều kiện lọc."),
        ("luu van thuong", "1 tài liệu"),
        ("05/02/2024", "1 tài liệu"),
    ],
)
def test_search_finds_with_and_without_diacritics(library: Page, words: str, expected: str) -> None:
    library.get_by_label("Tìm tài liệu").last.fill(words)
    expect(library.get_by_role("status")).to_have_text(expected)


def test_a_row_opens_the_document(library: Page) -> None:
    library.get_by_role("link", name="Quy định 144-QĐ/TW").click()
    expect(library.locator(".docket")).to_contain_text("Số 144-QĐ/TW")
