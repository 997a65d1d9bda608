"""Asking, reading and going on: what a cadre does with the widget."""

from __future__ import annotations

import json
import re
import time
import urllib.request
from statistics import median

import pytest
from playwright.sync_api import Page, Route, expect

from hoidap.api.feedback_store import FeedbackStore, Reason, Verdict
from tests.web.chat import COMMENDED, RETURN_BOOKS, UNANSWERABLE, Chat
from tests.web.conftest import NewPage, Server

#: From Enter to the first sentence on the screen, on this machine with a warm server.
FIRST_SENTENCE_MS = 300


def hold(page: Page, address: str) -> list[Route]:
    """Hold back what a page asks for from now on; gives the requests held."""
    held: list[Route] = []

    def keep(route: Route) -> None:
        held.append(route)

    page.route(address, keep)
    return held


def test_an_answer_comes_sentence_by_sentence_with_its_sources(chat: Chat) -> None:
    turn = chat.ask(COMMENDED)
    expect(chat.sentences.first).to_contain_text("35 tập thể")
    assert chat.chips.count() >= 1
    expect(turn.locator(".sources li").first).to_contain_text("Hỏi–đáp 2")
    expect(turn.locator(".group.interview .by").first).to_contain_text(
        "Theo đồng chí Lưu Văn Thường, Báo Quảng Ninh, 11/6/2016"
    )
    expect(turn.locator(".group.interview .by .badge")).to_have_text(["bản tóm lược"])


@pytest.mark.serial
def test_the_first_sentence_is_there_within_a_third_of_a_second(chat: Chat) -> None:
    chat.ask(COMMENDED)  # warm
    chat.page.evaluate(
        """() => {
          const root = document.querySelector("hoi-dap").shadowRoot;
          root.addEventListener("keydown", event => {
            if (event.key !== "Enter") return;
            window.sentAt = performance.now();
            window.shownAt = undefined;
            window.before = root.querySelectorAll(".sentence").length;
          }, { capture: true });
          new MutationObserver(() => {
            if (!window.shownAt && root.querySelectorAll(".sentence").length > window.before) {
              requestAnimationFrame(() => { window.shownAt = performance.now(); });
            }
          }).observe(root.querySelector(".log"), { childList: true, subtree: true });
        }"""
    )
    measured = []
    for question in (RETURN_BOOKS, COMMENDED, RETURN_BOOKS, COMMENDED, RETURN_BOOKS):
        chat.ask(question)
        measured.append(chat.page.evaluate("window.shownAt - window.sentAt"))
    assert median(measured) <= FIRST_SENTENCE_MS, measured


def test_the_wait_is_shown_and_can_be_stopped(chat: Chat) -> None:
    hold(chat.page, "**/v1/ask/stream")
    chat.type(COMMENDED)
    expect(chat.turn.locator(".waiting")).to_be_visible()
    chat.root.get_by_role("button", name="Dừng").click()
    expect(chat.turn).to_contain_text("Đã dừng theo yêu cầu.")
    expect(chat.turn.locator(".waiting")).to_have_count(0)
    chat.page.unroute("**/v1/ask/stream")
    chat.turn.get_by_role("button", name="Hỏi lại").click()
    expect(chat.sentences.first).to_contain_text("35 tập thể")
    expect(chat.turns).to_have_count(1)


def test_a_question_asked_while_the_page_is_still_loading_is_answered(
    page: Page, server: Server
) -> None:
    """The texts for the top of the page come last; what was asked before them stays asked."""
    texts = hold(page, "**/static/texts.vi.json")
    page.goto(server.url)
    chat = Chat(page)
    chat.type(COMMENDED)
    expect(chat.turns).to_have_count(1)
    for route in texts:
        route.continue_()
    page.wait_for_load_state("networkidle")
    expect(chat.sentences.first).to_contain_text("35 tập thể")


def test_another_look_interrupts_nothing(chat: Chat) -> None:
    """A portal that turns dark while an answer is on its way builds the widget anew."""
    hold(chat.page, "**/v1/ask/stream")
    chat.type(COMMENDED)
    expect(chat.turn.locator(".waiting")).to_be_visible()
    chat.field.fill("Quy định 144-QĐ/TW do")
    chat.page.unroute("**/v1/ask/stream")
    chat.root.evaluate("element => element.setAttribute('theme', 'dark')")
    expect(chat.sentences.first).to_contain_text("35 tập thể")
    expect(chat.turns).to_have_count(1)
    expect(chat.field).to_have_value("Quy định 144-QĐ/TW do")


def test_a_page_that_was_left_does_not_say_that_the_reader_stopped(chat: Chat) -> None:
    hold(chat.page, "**/v1/ask/stream")
    chat.type(COMMENDED)
    expect(chat.turn.locator(".waiting")).to_be_visible()
    chat.page.reload()
    expect(chat.turn).to_contain_text("Chưa có câu trả lời")
    chat.page.unroute("**/v1/ask/stream")
    chat.turn.get_by_role("button", name="Hỏi lại").click()
    expect(chat.sentences.first).to_contain_text("35 tập thể")


def test_a_follow_up_carries_the_conversation(chat: Chat) -> None:
    chat.ask("Quy định 144-QĐ/TW do ai ký?")
    with chat.page.expect_request("**/v1/ask/stream") as sent:
        chat.ask("Văn bản đó được ban hành ngày nào?")
    body = json.loads(sent.value.post_data or "")
    assert [turn["question"] for turn in body["history"]] == ["Quy định 144-QĐ/TW do ai ký?"]
    assert body["history"][0]["documents"][0] == "quy-dinh-144-qd-tw-2024"
    expect(chat.turn).to_contain_text("09/5/2024")


def test_a_question_without_diacritics_says_what_it_was_taken_for(chat: Chat) -> None:
    turn = chat.ask("bao nhieu tap the va ca nhan o huyen hai ha duoc khen thuong")
    expect(turn.locator(".understood")).to_contain_text("Đã hiểu là: bao nhiêu tập thể")
    expect(chat.sentences.first).to_contain_text("35 tập thể")


def test_what_the_documents_do_not_hold_is_refused_with_the_nearest_passages(chat: Chat) -> None:
    turn = chat.ask(UNANSWERABLE)
    expect(turn.locator(".state")).to_have_text("Không có trong tài liệu")
    expect(turn).to_contain_text("Các tài liệu hiện có không nêu thông tin")
    expect(turn.locator(".sentence")).to_have_count(0)
    nearest = turn.locator(".sources li")
    assert 1 <= nearest.count() <= 5
    expect(nearest.first.get_by_role("link")).to_have_attribute("href", re.compile("/tai-lieu/"))


def test_related_questions_are_one_click_away(chat: Chat) -> None:
    turn = chat.ask("Quy định 144-QĐ/TW nêu những chuẩn mực nào?")
    related = turn.locator(".related button")
    assert 1 <= related.count() <= 3
    question = related.first.inner_text()
    related.first.click()
    expect(chat.turns).to_have_count(2)
    expect(chat.turn.locator(".question")).to_have_text(question)


def test_a_hover_shows_the_card_of_a_citation(chat: Chat) -> None:
    chat.ask(RETURN_BOOKS)
    chat.chips.first.hover()
    card = chat.root.locator(".card")
    expect(card).to_be_visible()
    for shown in ("Quyết định 08/2024/QĐ-UBND", "5/2/2024", "Điều 8", "Đã được thay thế"):
        expect(card).to_contain_text(shown)
    expect(card.locator("blockquote")).to_contain_text("14 ngày")
    chat.page.keyboard.press("Escape")
    chat.page.mouse.move(5, 5)
    expect(card).to_be_hidden()


def test_a_tap_shows_the_card_and_not_yet_the_source(new_page: NewPage, server: Server) -> None:
    page = new_page(viewport={"width": 390, "height": 800}, has_touch=True)
    page.goto(server.url)
    chat = Chat(page)
    chat.ask(COMMENDED)
    chat.chips.first.tap()
    card = chat.root.locator(".card")
    expect(card).to_be_visible()
    assert page.url == server.url
    with page.expect_popup() as opened:
        card.get_by_role("link", name="Mở nguồn").tap()
    expect(opened.value.locator("mark.current").first).to_be_visible()


def test_an_answer_is_copied_with_its_sources(chat: Chat) -> None:
    turn = chat.ask(RETURN_BOOKS)
    turn.get_by_role("button", name="Sao chép", exact=True).click()
    expect(turn.get_by_role("button", name="Đã sao chép")).to_be_visible()
    copied: str = chat.page.evaluate("navigator.clipboard.readText()")
    assert copied.startswith(RETURN_BOOKS)
    assert "14 ngày" in copied
    assert re.search(r"\[1\] .*Quyết định 08/2024/QĐ-UBND ngày 5/2/2024", copied)
    assert "/tai-lieu/quy-dinh-tu-sach-2024#o=" in copied


def test_copying_works_on_a_plain_http_intranet(chat: Chat) -> None:
    """Browsers give no clipboard API to pages without TLS; the older way still works there."""
    chat.page.evaluate("Object.defineProperty(navigator, 'clipboard', { value: undefined })")
    turn = chat.ask(RETURN_BOOKS)
    turn.get_by_role("button", name="Sao chép", exact=True).click()
    expect(turn.get_by_role("button", name="Đã sao chép")).to_be_visible()
    chat.field.click()
    chat.page.keyboard.press("Control+V")
    expect(chat.field).to_have_value(re.compile("14 ngày"))


def test_an_answer_is_printed_alone(page: Page, server: Server) -> None:
    page.add_init_script(
        """window.print = () => {
          top.printed = document.body.innerText;
        }"""
    )
    page.goto(server.url)
    chat = Chat(page)
    turn = chat.ask(COMMENDED)
    turn.get_by_role("button", name="In", exact=True).click()
    printed = chat.page.wait_for_function("window.printed").json_value()
    assert COMMENDED in printed
    assert "35 tập thể" in printed
    assert "theo đồng chí Lưu Văn Thường, Báo Quảng Ninh, 11/6/2016" in printed
    assert "Nhập câu hỏi" not in printed


def test_a_vote_is_stored_on_the_server(chat: Chat, server: Server) -> None:
    turn = chat.ask(COMMENDED)
    turn.get_by_role("button", name="Chưa đúng").click()
    expect(turn.get_by_role("button", name="Chưa đúng")).to_have_attribute("aria-pressed", "true")
    turn.get_by_label("Còn thiếu").check()
    turn.get_by_label("Góp ý (không bắt buộc)").fill("Cần nêu rõ các xã.")
    turn.get_by_role("button", name="Gửi góp ý").click()
    expect(turn).to_contain_text("Đã ghi nhận góp ý")
    (vote,) = (v for v in FeedbackStore(server.data).votes() if v.comment)
    assert (vote.verdict, vote.reason) == (Verdict.DOWN, Reason.INCOMPLETE)
    assert vote.comment == "Cần nêu rõ các xã."
    assert vote.question == COMMENDED
    assert vote.status == "answered"
    assert "35 tập thể" in vote.answer
    assert "/tai-lieu/phong-van-huyen-hai-ha-2016#" in vote.citations[0]


def test_the_conversation_stays_on_the_device_until_it_is_cleared(chat: Chat) -> None:
    chat.ask(COMMENDED)
    chat.page.reload()
    expect(chat.turns).to_have_count(1)
    expect(chat.sentences.first).to_contain_text("35 tập thể")
    chat.chips.first.hover()
    expect(chat.root.locator(".card")).to_be_visible()
    clear = chat.root.get_by_role("button", name="Xoá lịch sử")
    clear.click()
    expect(chat.turns).to_have_count(1)  # one press is not enough
    chat.root.get_by_role("button", name="Bấm lần nữa để xoá").click()
    expect(chat.turns).to_have_count(0)
    assert (
        chat.page.evaluate("Object.keys(localStorage).filter(key => key.startsWith('hoi-dap:['))")
        == []
    )
    chat.page.reload()
    expect(chat.root.locator(".welcome")).to_be_visible()


def test_a_server_that_records_questions_says_so(page: Page, server: Server) -> None:
    page.goto(server.url)
    chat = Chat(page)
    expect(chat.root).to_contain_text("Lịch sử chỉ lưu trên máy này.")
    expect(chat.root).not_to_contain_text("Máy chủ có ghi lại câu hỏi.")
    page.route("**/healthz", lambda route: route.fulfill(json={"questions_recorded": True}))
    page.reload()
    expect(chat.root).to_contain_text("Máy chủ có ghi lại câu hỏi.")


def test_a_question_that_is_too_long_is_given_back(chat: Chat) -> None:
    question = "Quy định " + "rất " * 300 + "dài?"
    chat.type(question)
    expect(chat.turn.get_by_role("alert")).to_contain_text("vượt mức 1000 ký tự")
    expect(chat.field).to_have_value(question)


def test_a_busy_server_says_when_to_ask_again(chat: Chat) -> None:
    chat.page.route(
        "**/v1/ask/stream",
        lambda route: route.fulfill(
            status=429,
            headers={"Retry-After": "2", "Content-Type": "application/problem+json"},
            body=json.dumps({"code": "too_many_requests", "detail": ""}),
        ),
    )
    chat.type(COMMENDED)
    expect(chat.turn.get_by_role("alert")).to_contain_text("Mời hỏi lại sau 2 giây")
    again = chat.turn.get_by_role("button", name="Hỏi lại")
    expect(again).to_be_disabled()
    chat.page.unroute("**/v1/ask/stream")
    expect(again).to_be_enabled()
    again.click()
    expect(chat.sentences.first).to_contain_text("35 tập thể")


def test_a_machine_without_network_asks_when_it_is_back(chat: Chat) -> None:
    chat.page.context.set_offline(True)
    chat.type(COMMENDED)
    expect(chat.turn).to_contain_text("Máy đang mất kết nối mạng")
    chat.page.context.set_offline(False)
    expect(chat.sentences.first).to_contain_text("35 tập thể")


def test_an_answer_survives_a_restart_of_the_server(chat: Chat, server: Server) -> None:
    server.freeze()
    chat.type(COMMENDED)
    expect(chat.turn.locator(".waiting")).to_be_visible()
    time.sleep(0.2)  # the question is on its way
    server.kill()
    expect(chat.turn).to_contain_text("Mất kết nối tới máy chủ. Đang thử kết nối lại…")
    server.start()
    expect(chat.sentences.first).to_contain_text("35 tập thể")
    expect(chat.turns).to_have_count(1)


def test_a_stream_that_breaks_off_is_asked_again(chat: Chat) -> None:
    """A connection that ends in the middle of an answer leaves no half answer standing."""
    broken = [
        'event: status\ndata: {"stage": "answering", "status": "answered", '
        '"understood_as": "x"}\n\n'
        'event: sentence\ndata: {"index": 0, "text": "Nửa câu trả lời.", "citations": []}\n\n'
    ]

    def answer(route: Route) -> None:
        if broken:
            route.fulfill(headers={"Content-Type": "text/event-stream"}, body=broken.pop())
        else:
            route.continue_()

    chat.page.route("**/v1/ask/stream", answer)
    chat.ask(COMMENDED)
    expect(chat.turn).not_to_contain_text("Nửa câu trả lời.")
    expect(chat.sentences.first).to_contain_text("35 tập thể")


def test_the_page_speaks_english_when_asked(page: Page, server: Server) -> None:
    page.goto(f"{server.url}?lang=en")
    expect(page.locator("hoi-dap")).to_contain_text("What would you like to know?")
    expect(page.get_by_role("link", name="Document library")).to_be_visible()
    assert page.evaluate("document.documentElement.lang") == "en"


def test_a_document_can_be_asked_alone(page: Page, server: Server) -> None:
    page.goto(f"{server.url}?tai-lieu=quy-dinh-144-qd-tw-2024")
    chat = Chat(page)
    with page.expect_request("**/v1/ask/stream") as sent:
        chat.ask("Văn bản này do ai ký?")
    assert json.loads(sent.value.post_data or "")["documents"] == ["quy-dinh-144-qd-tw-2024"]
    expect(chat.turn).to_contain_text("Nguyễn Phú Trọng")


def test_the_server_is_up_again_for_the_tests_that_follow(server: Server) -> None:
    with urllib.request.urlopen(f"{server.url}healthz") as response:
        assert json.load(response)["status"] == "ok"
