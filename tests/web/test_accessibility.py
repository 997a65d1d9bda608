"""For everybody: keyboard, screen reader, zoom, phone, dark, still, and Vietnamese letters."""

from __future__ import annotations

from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.web.chat import COMMENDED, RETURN_BOOKS, UNANSWERABLE, Chat, luminance_contrast
from tests.web.conftest import AXE, NewPage, Server

REGULATION = "quy-dinh-tu-sach-2024"
SCHEMES = pytest.mark.parametrize("scheme", ["light", "dark"])


def violations(page: Page) -> list[str]:
    """What axe-core finds, all its rules, in the page and its shadow roots."""
    page.evaluate(AXE.read_text(encoding="utf-8"))
    # Fading elements have other colours for a moment: finish all that moves.
    page.evaluate(
        """() => {
          const roots = [...document.querySelectorAll("*")].map(each => each.shadowRoot);
          for (const root of [document, ...roots.filter(Boolean)]) {
            root.getAnimations().filter(each => isFinite(each.effect.getComputedTiming().endTime))
              .forEach(each => each.finish());
          }
        }"""
    )
    found: dict[str, Any] = page.evaluate("axe.run(document, { resultTypes: ['violations'] })")
    return [
        f"{each['id']}: {node['target']} {node['failureSummary']}"
        for each in found["violations"]
        for node in each["nodes"]
    ]


@SCHEMES
def test_the_conversation_has_no_violation(new_page: NewPage, server: Server, scheme: str) -> None:
    page = new_page(color_scheme=scheme)
    page.goto(server.url)
    chat = Chat(page)
    expect(chat.field).to_be_visible()
    assert violations(page) == []
    chat.ask(RETURN_BOOKS)
    chat.ask(COMMENDED)
    turn = chat.ask(UNANSWERABLE)
    turn.get_by_role("button", name="Chưa đúng").click()
    assert violations(page) == []
    chat.turns.nth(0).locator(".sentence .chip").first.hover()
    expect(chat.root.locator(".card")).to_be_visible()
    assert violations(page) == []


@SCHEMES
def test_the_launcher_has_no_violation(new_page: NewPage, server: Server, scheme: str) -> None:
    page = new_page(color_scheme=scheme)
    page.goto(f"{server.url}tai-lieu")
    page.evaluate(
        """base => { const script = document.createElement("script");
          script.src = base + "widget.js"; document.head.append(script); }""",
        server.url,
    )
    page.get_by_role("button", name="Hỏi đáp: ").click()
    Chat(page).ask(COMMENDED)
    assert violations(page) == []


@SCHEMES
@pytest.mark.parametrize(
    "path",
    [
        "tai-lieu",
        f"tai-lieu/{REGULATION}#1031-1082",
        "tai-lieu/phong-van-huyen-hai-ha-2016#1200-1300",
        "tai-lieu/quy-dinh-144-qd-tw-2024",
        "tai-lieu/khong-co",
    ],
)
def test_the_pages_have_no_violation(
    new_page: NewPage, server: Server, scheme: str, path: str
) -> None:
    page = new_page(color_scheme=scheme)
    page.goto(server.url + path)
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    page.wait_for_load_state("networkidle")
    assert violations(page) == []


def test_everything_can_be_done_with_the_keyboard_alone(page: Page, server: Server) -> None:
    page.goto(server.url)
    chat = Chat(page)
    expect(chat.field).to_be_visible()

    def tab_to(name: str, most: int = 40) -> None:
        for _ in range(most):
            page.keyboard.press("Tab")
            focused: str = page.evaluate(
                """() => { let at = document.activeElement;
                  while (at.shadowRoot?.activeElement) at = at.shadowRoot.activeElement;
                  return (at.getAttribute("aria-label") ?? at.labels?.[0]?.textContent
                    ?? at.textContent).trim(); }"""
            )
            if focused.startswith(name):
                return
        raise AssertionError(f"{name!r} cannot be reached")

    tab_to("Câu hỏi")
    page.keyboard.type(COMMENDED)
    page.keyboard.press("Enter")
    expect(chat.sentences.first).to_contain_text("35 tập thể")
    expect(chat.root.get_by_role("button", name="Gửi câu hỏi")).to_be_visible()
    chat.field.evaluate("field => field.blur()")
    page.evaluate("document.querySelector('#main').focus()")
    tab_to("Nguồn 1")
    expect(chat.root.locator(".card")).to_be_visible()
    page.keyboard.press("Escape")
    expect(chat.root.locator(".card")).to_be_hidden()
    page.keyboard.press("Enter")
    frame = page.frame_locator("iframe")
    expect(frame.locator("mark.current").first).to_contain_text("35 tập thể")
    page.get_by_role("button", name="Đóng văn bản nguồn").press("Escape")
    expect(chat.chips.first).to_be_focused()
    tab_to("Chưa đúng")
    page.keyboard.press("Enter")
    tab_to("Nội dung sai")
    page.keyboard.press("Space")
    tab_to("Gửi góp ý")
    page.keyboard.press("Enter")
    expect(chat.turn).to_contain_text("Đã ghi nhận góp ý")


def test_the_source_viewer_can_be_read_with_the_keyboard_alone(page: Page, server: Server) -> None:
    page.goto(f"{server.url}tai-lieu/{REGULATION}#1031-1082")
    expect(page.locator("mark.current")).to_be_visible()
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Tới nội dung chính")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator("#main")).to_be_focused()
    assert "#1031-1082" in page.url  # the address still names the passage


def test_a_screen_reader_hears_what_happens(chat: Chat) -> None:
    log = chat.root.get_by_role("log", name="Cuộc hỏi đáp")
    expect(log).to_have_count(1)
    chat.ask(COMMENDED)
    expect(chat.root.locator(".offscreen[role=status]")).to_have_text("Đã trả lời, 1 nguồn.")
    expect(chat.turn.get_by_role("heading", name=COMMENDED)).to_be_visible()
    expect(chat.chips.first).to_have_attribute(
        "aria-label",
        "Nguồn 1: Huyện Hải Hà với việc học "
        "tập và làm theo tư tưởng, đạo đức, phong cách Hồ Chí Minh, Hỏi–đáp 2",
    )


PHONE_PATHS = [
    "",
    "tai-lieu",
    f"tai-lieu/{REGULATION}#1031-1082",
    "tai-lieu/phong-van-huyen-hai-ha-2016",
]


@pytest.mark.parametrize("path", PHONE_PATHS)
def test_320_pixels_need_no_sideways_scrolling(
    new_page: NewPage, server: Server, path: str
) -> None:
    """Also what 1280 pixels leave at a zoom of 400% (WCAG 2.2, 1.4.10)."""
    page = new_page(viewport={"width": 320, "height": 640})
    page.goto(server.url + path)
    page.wait_for_load_state("networkidle")
    if not path:
        chat = Chat(page)
        chat.ask(RETURN_BOOKS)
        chat.ask(UNANSWERABLE)
        assert chat.root.locator(".scroll").evaluate("each => each.scrollWidth <= each.clientWidth")
    assert page.evaluate("document.documentElement.scrollWidth") <= 320


def test_the_open_launcher_fills_a_phone(new_page: NewPage, server: Server) -> None:
    page = new_page(viewport={"width": 320, "height": 640}, reduced_motion="reduce")
    page.goto(f"{server.url}tai-lieu")
    page.evaluate(
        """base => { const script = document.createElement("script");
          script.src = base + "widget.js"; document.head.append(script); }""",
        server.url,
    )
    page.get_by_role("button", name="Hỏi đáp: ").click()
    box = page.locator("hoi-dap .panel").bounding_box()
    assert box == {"x": 0, "y": 0, "width": 320, "height": 640}


@pytest.mark.parametrize("path", PHONE_PATHS)
def test_twice_the_letter_size_loses_nothing(new_page: NewPage, server: Server, path: str) -> None:
    """Text of 200% (WCAG 2.2, 1.4.4): the reader's own font size, as browsers let one set it."""
    page = new_page(viewport={"width": 1280, "height": 860})
    page.goto(server.url + path)
    page.evaluate("document.documentElement.style.setProperty('font-size', '32px')")
    page.wait_for_load_state("networkidle")
    assert page.evaluate("document.documentElement.scrollWidth") <= 1280


@SCHEMES
def test_contrast_is_enough(new_page: NewPage, server: Server, scheme: str) -> None:
    page = new_page(color_scheme=scheme)
    page.goto(server.url)
    chat = Chat(page)
    turn = chat.ask(RETURN_BOOKS)
    for part in (".question", ".sentence", ".chip", ".by", ".badge", ".key", ".sources li", "h4"):
        for each in turn.locator(part).all():
            assert luminance_contrast(each) >= 4.5, part


@pytest.mark.parametrize("path", PHONE_PATHS)
def test_stacked_diacritics_are_never_clipped(page: Page, server: Server, path: str) -> None:
    """Ễ and Ặ reach higher and lower than Latin letters: lines must leave room for them."""
    page.goto(server.url + path)
    page.wait_for_load_state("networkidle")
    if not path:
        Chat(page).ask(RETURN_BOOKS)
    clipped = page.evaluate(
        """() => {
          const context = document.createElement("canvas").getContext("2d");
          const inside = each => each.shadowRoot ? walk(each.shadowRoot) : [];
          const walk = root => [...root.querySelectorAll("*")]
            .flatMap(each => [each, ...inside(each)]);
          const isText = each => each.childNodes.length && each.innerText?.trim();
          const shown = walk(document).filter(each => isText(each) && each.checkVisibility());
          return shown.filter(each => {
            const style = getComputedStyle(each);
            context.font = style.font;
            const ink = context.measureText("ỄẶỘỨ");
            const needed = ink.actualBoundingBoxAscent + ink.actualBoundingBoxDescent;
            return needed > parseFloat(style.lineHeight);
          }).map(each => each.tagName + "." + each.className);
        }"""
    )
    assert clipped == []


def test_who_wants_no_movement_gets_none(new_page: NewPage, server: Server) -> None:
    page = new_page(reduced_motion="reduce")
    page.goto(server.url)
    chat = Chat(page)
    chat.ask("Quy định 144-QĐ/TW nêu những chuẩn mực nào?")
    assert (
        page.evaluate(
            """() => document.querySelector("hoi-dap").shadowRoot.getAnimations().length
          + document.getAnimations().length"""
        )
        == 0
    )
