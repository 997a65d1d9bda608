"""The trainer's whole path: topic, pack, edit, export, live quiz with thirty participants."""

from __future__ import annotations

import json
import urllib.request
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.web.conftest import ROOT, NewPage, Server
from tests.web.test_accessibility import violations

FOLDER = ROOT / "reports" / "screenshots"
TOPIC = "trách nhiệm nêu gương"
PARTICIPANTS = 30

Call = Callable[..., Any]


@pytest.fixture
def call(server: Server) -> Call:
    """Calls the API as a program does."""

    def send(method: str, path: str, body: dict[str, Any] | None = None) -> Any:
        request = urllib.request.Request(
            server.url + path,
            json.dumps(body).encode() if body is not None else None,
            {"Content-Type": "application/json"},
            method=method,
        )
        with urllib.request.urlopen(request, timeout=60) as response:
            content = response.read()
        return json.loads(content) if content else None

    return send


@pytest.fixture(scope="module")
def pack_url(server: Server, browser: Any) -> Iterator[str]:
    """A pack made on the page from a topic; its address."""
    page = browser.new_page(viewport={"width": 1280, "height": 860}, locale="vi-VN")
    page.goto(f"{server.url}tap-huan")
    page.get_by_label("Hoặc chủ đề").fill(TOPIC)
    page.get_by_label("Đối tượng").fill("đảng viên chi bộ thôn")
    page.get_by_label("Thời lượng").select_option("30")
    page.get_by_label("Số câu hỏi kiểm tra").fill("8")
    page.get_by_role("button", name="Lập bộ tài liệu").click()
    page.wait_for_url("**/tap-huan?bo=*", timeout=60_000)
    yield page.url
    page.close()


@pytest.fixture
def pack(page: Page, pack_url: str) -> Page:
    page.goto(pack_url)
    expect(page.get_by_role("heading", level=1)).to_have_text(f"Sinh hoạt chuyên đề: {TOPIC}")
    return page


def shoot(page: Page, name: str) -> None:
    FOLDER.mkdir(parents=True, exist_ok=True)
    page.wait_for_load_state("networkidle")
    page.screenshot(path=FOLDER / f"{name}.png", full_page=True)


def part(page: Page, name: str) -> Any:
    return page.get_by_role("region", name=name)


def test_a_pack_shows_every_part_and_every_line_leads_to_its_source(
    pack: Page, call: Call, new_page: NewPage
) -> None:
    for name in ("Mục tiêu", "Chương trình", "Đề cương nội dung", "Câu hỏi thảo luận"):
        expect(part(pack, name)).to_be_visible()
    expect(part(pack, "Câu hỏi kiểm tra").locator(".quiz > li")).to_have_count(8)
    points = part(pack, "Đề cương nội dung").locator(".points > li")
    cited = points.locator(".cite")
    assert cited.count() == points.count() > 5
    shoot(pack, "training-pack")
    source = new_page()
    source.goto(str(cited.first.get_attribute("href")))
    quote = str(cited.first.get_attribute("title"))
    expect(source.locator("mark.current").first).to_contain_text(quote.splitlines()[0][:20])


def test_documents_and_their_sections_can_be_chosen(page: Page, server: Server) -> None:
    page.goto(f"{server.url}tap-huan")
    page.get_by_label("Chọn tài liệu").fill("tu sach cong dong")
    page.get_by_role("button", name="Quyết định 08/2024/QĐ-UBND").click()
    page.get_by_text("Chọn phần của Quyết định 08/2024/QĐ-UBND").click()
    page.get_by_label("Chương II", exact=False).first.check()
    shoot(page, "training-compose")
    page.get_by_label("Số câu hỏi kiểm tra").fill("3")
    page.get_by_role("button", name="Lập bộ tài liệu").click()
    page.wait_for_url("**/tap-huan?bo=*", timeout=60_000)
    outline = part(page, "Đề cương nội dung")
    expect(outline).to_contain_text("14 ngày")  # of chapter II
    expect(outline).not_to_contain_text("Tủ sách cộng đồng là tập hợp")  # of chapter I


def test_nothing_chosen_is_said_beside_the_button(page: Page, server: Server) -> None:
    page.goto(f"{server.url}tap-huan")
    page.get_by_role("button", name="Lập bộ tài liệu").click()
    expect(page.locator("form .said")).to_contain_text("Mời chọn văn bản hoặc nhập chủ đề")


def test_a_line_is_edited_in_place_flagged_and_brought_back(pack: Page) -> None:
    point = part(pack, "Đề cương nội dung").locator(".points > li").first
    before = point.locator("p").first.inner_text()
    point.get_by_role("button", name="Sửa").press("Enter")
    field = pack.get_by_role("textbox", name="Nội dung")
    expect(field).to_be_focused()
    field.fill("Văn bản này được ban hành ngày 31/12/1999.")
    pack.get_by_role("button", name="Lưu", exact=True).click()
    expect(pack.locator(".said").first).to_contain_text("Đã lưu bản")
    expect(point).to_contain_text("đã sửa")
    expect(point.locator(".flag")).to_contain_text("Cần xem lại")
    expect(point.get_by_role("button", name="Sửa")).to_be_focused()  # the keyboard goes on there
    shoot(pack, "training-flagged")
    pack.get_by_text("Các bản", exact=True).click()
    pack.get_by_role("button", name="Dùng lại bản 1", exact=True).click()
    expect(point.locator("p").first).to_have_text(before)


def test_questions_are_moved_dropped_and_added(pack: Page) -> None:
    quiz = part(pack, "Câu hỏi kiểm tra").locator(".quiz > li")
    second = quiz.nth(1).locator("p").first.inner_text()
    quiz.nth(1).get_by_role("button", name="Lên").click()
    expect(quiz.nth(0).locator("p").first).to_have_text(second)
    quiz.nth(0).get_by_role("button", name="Bỏ").click()
    expect(quiz).to_have_count(7)
    pack.get_by_role("button", name="Thêm câu hỏi thảo luận").click()
    pack.get_by_label("Câu hỏi", exact=True).fill("Chi bộ ta làm được những gì?")
    pack.get_by_role("button", name="Lưu", exact=True).click()
    expect(part(pack, "Câu hỏi thảo luận")).to_contain_text("Chi bộ ta làm được những gì?")


@pytest.mark.parametrize("format_", ["docx", "pptx", "pdf", "gift", "qti"])
def test_exports_are_downloaded_under_the_packs_name(
    pack: Page, format_: str, tmp_path: Path
) -> None:
    pack.get_by_text("Tải về", exact=True).click()
    with pack.expect_download(timeout=60_000) as started:
        pack.locator(f"[data-format={format_}]").click()
    assert started.value.suggested_filename.startswith("Sinh hoạt chuyên đề trách nhiệm nêu gương")
    started.value.save_as(tmp_path / "file")
    assert (tmp_path / "file").stat().st_size > 1000


def test_a_live_quiz_with_thirty_participants(
    pack: Page, new_page: NewPage, call: Call, server: Server
) -> None:
    pack.locator(".live > summary").click()
    pack.get_by_role("button", name="Mở buổi kiểm tra").click()
    code = pack.locator(".session .code b").first.inner_text()
    expect(pack.get_by_role("img", name="Mã QR của địa chỉ tham gia").first).to_be_visible()

    phone = new_page(viewport={"width": 360, "height": 740})
    phone.goto(f"{server.url}kiem-tra?ma={code}")
    phone.get_by_label("Họ và tên").fill("Người dự 1")
    phone.get_by_role("button", name="Vào làm bài").click()
    expect(phone.locator(".questions > li").first).to_be_visible()
    assert violations(phone) == []
    choices = phone.locator(".choices")
    for at in range(choices.count()):
        choices.nth(at).locator("input").first.check()
    expect(phone.locator(".state", has_text="Đã lưu")).to_have_count(choices.count())
    shoot(phone, "training-phone")

    def take_part(number: int) -> None:
        path = f"v1/live/{code}/"
        paper = call("POST", f"{path}participants", {"name": f"Người dự {number}"})
        mine = {"participant": paper["participant"]}
        for question in paper["questions"]:
            size = len(question["options"])
            chosen = [number % size] if question["kind"] in ("choice", "true_false") else []
            if question["kind"] in ("match", "order"):
                chosen = list(range(len(question["left"]) or size))
            given = {"chosen": chosen, "text": "" if size else "không rõ"}
            call("PUT", f"{path}answers", mine | {"item": question["id"], "given": given})
        call("POST", f"{path}finish", mine)

    with ThreadPoolExecutor(8) as room:
        list(room.map(take_part, range(2, PARTICIPANTS + 1)))
    pack.get_by_role("button", name="Kết quả").first.click()
    results = pack.locator(".session .results").first
    expect(results.locator(".people li")).to_have_count(PARTICIPANTS)
    expect(results).to_contain_text(f"/{PARTICIPANTS} người trả lời đúng")
    expect(results.get_by_text("Nên giảng lại").first).to_be_visible()
    shoot(pack, "training-results")

    wall = new_page()
    wall.goto(str(pack.locator(".session a.button").first.get_attribute("href")))
    expect(wall.locator(".code")).to_have_text(code)
    shoot(wall, "training-wall-code")
    wall.keyboard.press("ArrowRight")
    wall.keyboard.press("Enter")
    expect(wall.locator(".key")).to_contain_text("Nguồn:")
    expect(wall.locator(".score")).to_be_visible()
    shoot(wall, "training-wall-answer")

    with pack.expect_download() as started:
        pack.get_by_role("button", name="Tải bảng CSV").first.click()
    table = started.value.path().read_text("utf-8-sig").splitlines()
    assert len(table) >= PARTICIPANTS + 1 and "Người dự 17" in "\n".join(table)
    phone.get_by_role("button", name="Nộp bài").click()
    if phone.locator(".said", has_text="chưa trả lời").count():
        phone.get_by_role("button", name="Nộp bài").click()
    expect(phone.get_by_role("heading", level=1)).to_have_text("Đã nộp bài.")
    pack.get_by_role("button", name="Kết thúc").first.click()
    expect(phone.get_by_role("heading", level=1)).to_contain_text("Đúng", timeout=20_000)
    shoot(phone, "training-phone-result")


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_pages_have_no_violation(
    new_page: NewPage, server: Server, pack_url: str, scheme: str
) -> None:
    page = new_page(color_scheme=scheme)
    wall = pack_url.replace("tap-huan?", "tap-huan/trinh-chieu?")
    for address in (f"{server.url}tap-huan", pack_url, wall, f"{server.url}kiem-tra"):
        page.goto(address)
        page.wait_for_load_state("networkidle")
        assert violations(page) == [], address
    page.goto(pack_url)
    page.get_by_role("button", name="Thêm câu hỏi kiểm tra").click()
    page.get_by_text("Tải về", exact=True).click()
    assert violations(page) == []


@pytest.mark.parametrize("lang", ["vi", "en"])
def test_320_pixels_need_no_sideways_scrolling(
    new_page: NewPage, server: Server, pack_url: str, lang: str
) -> None:
    page = new_page(viewport={"width": 320, "height": 640})
    wall = pack_url.replace("tap-huan?", "tap-huan/trinh-chieu?")
    addresses = (f"{server.url}tap-huan?", f"{pack_url}&", f"{wall}&", f"{server.url}kiem-tra?")
    for address in addresses:
        page.goto(f"{address}lang={lang}")
        page.wait_for_load_state("networkidle")
        assert page.evaluate("document.documentElement.scrollWidth") <= 320, address
