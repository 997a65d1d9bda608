"""Pictures of every state, written to reports/screenshots to be looked at.

They are taken in the languages, sizes and colours that readers have.  The tests
hold that the states can be reached; whether they are beautiful, people decide.
"""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.web.chat import COMMENDED, RETURN_BOOKS, UNANSWERABLE, Chat
from tests.web.conftest import ROOT, NewPage, Server
from tests.web.portal import Portal

FOLDER = ROOT / "reports" / "screenshots"
DESKTOP = {"width": 1280, "height": 860}
PHONE = {"width": 320, "height": 640}
NORMS = "Quy định 144-QĐ/TW nêu những chuẩn mực nào?"

Take = Callable[[str, Page], None]


@pytest.fixture
def take() -> Take:
    FOLDER.mkdir(parents=True, exist_ok=True)

    def shoot(name: str, page: Page) -> None:
        page.wait_for_timeout(100)  # until everything is painted
        path = FOLDER / f"{name}.png"
        page.screenshot(path=path)
        assert path.stat().st_size > 5_000

    return shoot


def settled(locator: Locator) -> None:
    expect(locator.first).to_be_visible()


def test_the_widget_in_a_portal(
    new_page: NewPage, server: Server, portal: Portal, take: Take
) -> None:
    page = new_page(viewport=DESKTOP, reduced_motion="reduce")
    body = f'<h1>Cổng thông tin nội bộ</h1><script src="{server.url}widget.js"></script>'
    page.goto(portal.page("/screenshots", body, server.url))
    settled(page.get_by_role("button", name="Hỏi đáp"))
    take("widget-closed", page)
    page.get_by_role("button", name="Hỏi đáp").click()
    take("widget-open", page)
    chat = Chat(page)
    chat.ask(COMMENDED)
    take("widget-answered", page)
    chat.ask(UNANSWERABLE)
    take("widget-refused", page)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_chat_page(new_page: NewPage, server: Server, take: Take, scheme: str) -> None:
    page = new_page(viewport=DESKTOP, reduced_motion="reduce", color_scheme=scheme)
    page.goto(server.url)
    chat = Chat(page)
    settled(chat.field)
    take(f"chat-{scheme}-empty", page)
    chat.ask(NORMS)
    take(f"chat-{scheme}-answered", page)
    chat.ask(RETURN_BOOKS)
    chat.chips.first.hover()
    take(f"chat-{scheme}-card", page)
    chat.chips.first.click()
    settled(page.frame_locator("iframe").locator("mark.current"))
    take(f"chat-{scheme}-source", page)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_a_phone(new_page: NewPage, server: Server, take: Take, scheme: str) -> None:
    page = new_page(viewport=PHONE, reduced_motion="reduce", color_scheme=scheme)
    page.goto(server.url)
    chat = Chat(page)
    settled(chat.field)
    chat.ask(COMMENDED)
    take(f"phone-{scheme}-answered", page)
    page.goto(f"{server.url}tai-lieu/quy-dinh-tu-sach-2024#1031-1082")
    settled(page.locator("mark.current"))
    take(f"phone-{scheme}-source", page)
    page.goto(f"{server.url}tai-lieu")
    settled(page.get_by_role("listitem"))
    take(f"phone-{scheme}-library", page)


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize(
    ("name", "path"),
    [
        ("viewer-head", "tai-lieu/quy-dinh-tu-sach-2024"),
        ("viewer-highlighted", "tai-lieu/quy-dinh-tu-sach-2024#955-1216"),
        ("viewer-digest", "tai-lieu/quy-dinh-144-qd-tw-2024"),
        ("viewer-interview", "tai-lieu/phong-van-huyen-hai-ha-2016"),
        ("library", "tai-lieu"),
    ],
)
def test_the_pages(
    new_page: NewPage, server: Server, take: Take, name: str, path: str, scheme: str
) -> None:
    page = new_page(viewport=DESKTOP, reduced_motion="reduce", color_scheme=scheme)
    page.goto(server.url + path)
    settled(page.locator("mark, .docket, .shelf li"))
    take(f"{name}-{scheme}", page)
