"""A document's content can never run as a script, wherever it is shown."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from tests.web.chat import Chat
from tests.web.conftest import NewPage, Server
from tests.web.portal import Portal

HOSTILE = "tai-lieu-doc-hai"


def assert_nothing_ran(page: Page) -> None:
    for frame in page.frames:
        assert frame.evaluate("window.hacked") is None
        strange = "script:not([src]), img[onerror], svg[onload], iframe[srcdoc], [onmouseover]"
        assert frame.locator(strange).count() == 0


def test_an_answer_is_text(chat: Chat) -> None:
    turn = chat.ask("Mã kho của trạm bơm Cầu Đá là bao nhiêu?")
    expect(turn).to_contain_text("<img src=x onerror=\"window.hacked='answer'\">")
    chat.chips.first.hover()
    expect(chat.root.locator(".card")).to_contain_text("onerror")
    expect(turn.locator("img")).to_have_count(0)
    assert_nothing_ran(chat.page)
    chat.chips.first.click()
    expect(chat.page.frame_locator("iframe").locator("mark.current").first).to_be_visible()
    assert_nothing_ran(chat.page)


def test_a_question_is_text(chat: Chat) -> None:
    question = "<img src=x onerror=\"window.hacked='question'\"> trạm bơm Cầu Đá có mấy máy?"
    turn = chat.ask(question)
    expect(turn.locator(".question")).to_have_text(question)
    chat.page.reload()
    expect(chat.turn.locator(".question")).to_have_text(question)
    assert_nothing_ran(chat.page)


def test_the_viewer_and_the_library_show_text(page: Page, server: Server) -> None:
    page.goto(f"{server.url}tai-lieu/{HOSTILE}")
    expect(page.locator(".paper")).to_contain_text('<script>window.hacked = "text"</script>')
    expect(page.locator("h1")).to_contain_text("<img src=x onerror=")
    expect(page.locator(".paper iframe, .paper script, .paper svg")).to_have_count(0)
    expect(page.locator('a[href^="javascript:" i]')).to_have_count(0)
    assert_nothing_ran(page)
    page.goto(f"{server.url}tai-lieu")
    expect(page.get_by_role("list", name="Danh sách tài liệu")).to_contain_text("Trạm bơm Cầu Đá")
    assert_nothing_ran(page)


def test_only_web_addresses_become_links(page: Page, server: Server) -> None:
    """The ingest refuses such addresses already; the page does not rely on it."""
    found = page.request.get(f"{server.url}v1/documents/{HOSTILE}").json()
    found["source_urls"] = ["javascript:window.hacked=1", "data:text/html,x", "https://example.vn/"]
    page.route("**/v1/documents/*", lambda route: route.fulfill(json=found))
    page.goto(f"{server.url}tai-lieu/{HOSTILE}")
    expect(page.locator(".docket dl a")).to_have_count(1)
    expect(page.locator(".docket dl")).to_contain_text("javascript:window.hacked=1")


@pytest.mark.parametrize(
    "fragment", ["#q=<img src=x onerror=window.hacked=1>&l=<b>", "#0-9e99", "#o=a-b&ds=::"]
)
def test_an_address_is_text(page: Page, server: Server, fragment: str) -> None:
    page.goto(f"{server.url}tai-lieu/{HOSTILE}{fragment}")
    expect(page.locator(".paper")).to_be_visible()
    assert_nothing_ran(page)


def test_a_stored_conversation_is_text(new_page: NewPage, server: Server) -> None:
    page = new_page()
    page.goto(f"{server.url}static/icon.svg")
    page.evaluate(
        """() => localStorage.setItem('hoi-dap:{"kinds":[],"documents":[]}',
          JSON.stringify([{ id: "x", question: "<script>window.hacked=1</script>" }]))"""
    )
    page.goto(server.url)
    expect(page.locator(".question")).to_have_text("<script>window.hacked=1</script>")
    assert_nothing_ran(page)


def test_trusted_types_can_be_enforced(new_page: NewPage, server: Server, portal: Portal) -> None:
    """No code path sets markup: under require-trusted-types-for 'script' everything works."""
    body = f'<script src="{server.url}widget.js" data-launcher="no"></script><hoi-dap></hoi-dap>'
    page = new_page()
    page.goto(portal.page("/types", body, server.url))
    chat = Chat(page)
    turn = chat.ask("Mã kho của trạm bơm Cầu Đá là bao nhiêu?")
    expect(turn).to_contain_text("7421")
