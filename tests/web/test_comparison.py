"""Two documents side by side: choosing, reading, filtering, downloading, on any screen."""

from __future__ import annotations

import io
import re

import pytest
from docx import Document
from playwright.sync_api import Page, expect

from tests.web.chat import Chat
from tests.web.conftest import ROOT, NewPage, Server
from tests.web.test_accessibility import violations

OLD, NEW = "quy-dinh-tu-sach-2024", "quy-dinh-tu-sach-2025"
FOLDER = ROOT / "reports" / "screenshots"
SIZES = {"wide": {"width": 1440, "height": 900}, "narrow": {"width": 320, "height": 640}}


def opened(page: Page, server: Server, left: str = OLD, right: str = NEW) -> Page:
    page.goto(f"{server.url}so-sanh?trai={left}&phai={right}")
    expect(page.locator(".rows > li").first).to_be_visible()
    page.wait_for_load_state("networkidle")
    return page


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("size", SIZES)
def test_it_reads_well_and_has_no_violation(
    new_page: NewPage, server: Server, size: str, scheme: str
) -> None:
    page = new_page(viewport=SIZES[size], color_scheme=scheme, reduced_motion="reduce")
    opened(page, server)
    assert violations(page) == []
    width = page.evaluate("document.documentElement.scrollWidth")
    assert width <= SIZES[size]["width"]
    FOLDER.mkdir(parents=True, exist_ok=True)
    page.screenshot(path=FOLDER / f"comparison-{size}-{scheme}.png", full_page=True)
    page.goto(f"{server.url}so-sanh")
    page.get_by_label("Tìm văn bản").first.fill("chi thi")
    expect(page.get_by_role("list", name="Văn bản tìm thấy").first).to_contain_text("Chỉ thị 05")
    assert violations(page) == []


def test_both_columns_stand_beside_each_other_or_one_below_the_other(
    new_page: NewPage, server: Server
) -> None:
    for size, beside in (("wide", True), ("narrow", False)):
        page = opened(new_page(viewport=SIZES[size]), server)
        left = page.locator(".rows .side.left").first.bounding_box()
        right = page.locator(".rows .side.right").first.bounding_box()
        assert left
        assert right
        assert (left["y"] == right["y"]) is beside
        assert page.locator(".rows .whose").first.is_visible() is not beside


def test_two_documents_are_chosen_and_the_address_keeps_them(page: Page, server: Server) -> None:
    page.goto(f"{server.url}so-sanh")
    expect(page.get_by_role("status")).to_have_text("Mời chọn hai văn bản để so sánh.")
    for name, words, side in (
        ("Chỉ thị 03-CT/TW", "chi thi 03", "Văn bản thứ nhất"),
        ("Chỉ thị 05-CT/TW", "05-CT/TW", "Văn bản thứ hai"),
    ):
        panel = page.get_by_role("region", name=side)
        panel.get_by_label("Tìm văn bản").fill(words)
        panel.get_by_role("button", name=re.compile(f"^{name[:-3]}")).first.click()
    expect(page.locator(".rows > li").first).to_be_visible()
    expect(page).to_have_url(re.compile("trai=chi-thi-03-ct-tw-2011&phai=chi-thi-05-ct-tw-2016$"))
    page.reload()
    expect(page.get_by_role("status")).to_contain_text("chỗ khác nhau")
    page.get_by_role("button", name="Đổi bên").click()
    expect(page).to_have_url(re.compile("trai=chi-thi-05-ct-tw-2016&phai=chi-thi-03-ct-tw-2011$"))
    expect(page.locator(".heads .left")).to_have_text("Chỉ thị 05-CT/TW")


def test_only_what_differs_is_shown_unless_all_is_wanted(page: Page, server: Server) -> None:
    opened(page, server, "chi-thi-03-ct-tw-2011", "chi-thi-05-ct-tw-2016")
    only = page.get_by_label("Chỉ phần thay đổi")
    expect(only).to_be_checked()
    changed = page.locator(".rows > li").count()
    assert page.locator(".rows > .same").count() == 0
    only.uncheck()
    expect(page.locator(".rows > .same").first).to_be_visible()
    assert page.locator(".rows > li").count() > changed
    expect(page).to_have_url(re.compile("tat-ca=1"))
    only.check()
    expect(page.locator(".rows > li")).to_have_count(changed)
    kind = page.get_by_role("list", name="Lọc theo loại khác nhau").get_by_role("button").first
    count = int(re.search(r"\((\d+)\)", kind.inner_text())[1])  # type: ignore[index]
    kind.click()
    expect(page.locator(".rows > li")).to_have_count(count)
    expect(page.get_by_role("button", pressed=True)).to_have_count(1)


def test_what_differs_is_told_by_more_than_colour(page: Page, server: Server) -> None:
    opened(page, server)
    look = """mark => [getComputedStyle(mark).textDecorationLine,
      getComputedStyle(mark, "::before").content]"""
    for tag, line, sign in (("del", "line-through", "−"), ("ins", "underline", "+")):
        mark = page.locator(f".rows > .changed {tag}").first
        decoration, content = mark.evaluate(look)
        assert line in decoration
        assert sign in content
    for row in page.locator(".rows > .changed").all():
        expect(row.locator(".differences li").first).to_be_visible()
    for row in page.locator(".rows > :is(.new, .gone)").all():  # told to the ear in each
        expect(row.locator(".differences li")).to_have_count(1)


def test_a_locator_opens_the_viewer_at_the_place(page: Page, server: Server) -> None:
    opened(page, server)
    side = page.locator(".rows .side.right .text").first
    words = side.inner_text().split("\n")[0]
    page.locator(".rows .side.right .where a").first.click()
    expect(page.locator("mark.current").first).to_be_visible()
    assert page.locator("mark.current").first.inner_text()[:20] in words.replace("+", "")
    page.get_by_role("link", name="So sánh với…").click()
    expect(page).to_have_url(re.compile(f"so-sanh\\?trai={NEW}$"))


def test_it_is_downloaded_for_word(page: Page, server: Server) -> None:
    opened(page, server)
    with page.expect_download() as waiting:
        page.get_by_role("button", name="Tải bản Word").click()
    assert waiting.value.suggested_filename.startswith("So sánh")
    paper = Document(io.BytesIO(waiting.value.path().read_bytes()))
    assert len(paper.tables[0].rows) == page.locator(".rows > li").count() + 1


def test_a_document_that_is_not_there_is_said(page: Page, server: Server) -> None:
    page.goto(f"{server.url}so-sanh?trai={OLD}&phai=khong-co")
    expect(page.get_by_role("status")).to_have_text("Không tìm thấy mục được yêu cầu.")


def test_library_and_answers_lead_here(page: Page, server: Server) -> None:
    page.goto(f"{server.url}tai-lieu")
    page.get_by_role("link", name="So sánh hai văn bản").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("So sánh hai văn bản")
    page.goto(server.url)
    turn = Chat(page).ask("So sánh Chỉ thị 03 và Chỉ thị 05")
    link = turn.get_by_role("link", name="So sánh từng điều khoản")
    expect(link).to_have_attribute(
        "href", f"{server.url}so-sanh?trai=chi-thi-03-ct-tw-2011&phai=chi-thi-05-ct-tw-2016"
    )


def test_the_page_is_small(page: Page, server: Server) -> None:
    sizes: list[int] = []
    page.on(
        "response",
        lambda each: (
            sizes.append(len(each.body()))
            if "/static/" in each.url or "/so-sanh" in each.url
            else None
        ),
    )
    opened(page, server)
    assert 0 < sum(sizes) < 200_000
