"""One line in a portal: another origin, a strict policy, a hostile style sheet."""

from __future__ import annotations

import json

import pytest
from playwright.sync_api import Page, Request, Route, expect

from tests.web.chat import COMMENDED, Chat
from tests.web.conftest import NewPage, Server
from tests.web.portal import Portal

#: All that a portal loads, uncompressed.
LIMIT = 60_000


def script(server: Server, attributes: str = "") -> str:
    return f'<h1>Cổng thông tin</h1><script src="{server.url}widget.js" {attributes}></script>'


def launcher(page: Page, name: str = "Hỏi đáp") -> None:
    page.get_by_role("button", name=name).click()


@pytest.mark.parametrize("hostile", [False, True], ids=["plain", "hostile"])
def test_one_tag_adds_a_launcher_that_answers(
    new_page: NewPage, server: Server, portal: Portal, hostile: bool
) -> None:
    page = new_page()
    page.goto(portal.page(f"/{hostile}", script(server), server.url, hostile=hostile))
    launcher(page)
    chat = Chat(page)
    expect(chat.field).to_be_focused()
    chat.ask(COMMENDED)
    sentence = chat.sentences.first
    expect(sentence).to_contain_text("35 tập thể")
    style = sentence.evaluate(
        """each => { const s = getComputedStyle(each);
          return [s.fontSize, s.textTransform, s.letterSpacing, s.direction, s.color]; }"""
    )
    assert style == ["16px", "none", "normal", "ltr", "rgb(36, 31, 26)"]
    box = chat.root.locator(".panel").bounding_box()
    assert box
    assert box["width"] > 380
    assert box["x"] + box["width"] <= 1280
    assert box["y"] + box["height"] <= 860
    page.keyboard.press("Escape")
    expect(page.get_by_role("button", name="Hỏi đáp")).to_be_focused()


def test_the_portal_stays_as_it_was(new_page: NewPage, server: Server, portal: Portal) -> None:
    body = '<h1>Cổng</h1><p class="card panel">Tin tức</p><input id="key">'
    page = new_page()
    page.goto(portal.page("/before", body, server.url))
    look = """() => {
      const text = document.querySelector("p");
      return [document.body.innerHTML.replace(/<script.*/, ""), getComputedStyle(text).cssText,
        text.getBoundingClientRect().y, document.documentElement.scrollHeight];
    }"""
    names = "() => Object.keys(window)"
    before, before_names = page.evaluate(look), page.evaluate(names)
    page.goto(
        portal.page(
            "/after", body + script(server).removeprefix("<h1>Cổng thông tin</h1>"), server.url
        )
    )
    expect(page.get_by_role("button", name="Hỏi đáp")).to_be_visible()
    assert page.evaluate(look) == before
    assert set(page.evaluate(names)) == set(before_names)


def test_keys_typed_into_the_widget_do_not_reach_the_portal(
    new_page: NewPage, server: Server, portal: Portal
) -> None:
    page = new_page()
    page.goto(portal.page("/keys", script(server), server.url))
    page.evaluate("document.addEventListener('keydown', event => { window.pressed = event.key; })")
    launcher(page)
    Chat(page).field.press_sequentially("s/")
    assert page.evaluate("window.pressed") is None


def test_attributes_configure_the_widget(new_page: NewPage, server: Server, portal: Portal) -> None:
    attributes = (
        'data-title="Trợ lý huyện" data-greeting="Xin chào đồng chí" data-accent="#0b5d3b" '
        'data-position="bottom-left" data-kinds="interview" data-theme="dark" '
        'data-questions="Câu một?|Câu hai?"'
    )
    page = new_page()
    page.goto(portal.page("/attributes", script(server, attributes), server.url))
    button = page.get_by_role("button", name="Hỏi đáp: Trợ lý huyện")
    assert button.evaluate("each => getComputedStyle(each).backgroundColor") == "rgb(11, 93, 59)"
    box = button.bounding_box()
    assert box
    assert box["x"] < 30
    button.click()
    chat = Chat(page)
    expect(chat.root.get_by_role("dialog", name="Trợ lý huyện")).to_be_visible()
    expect(chat.root).to_contain_text("Xin chào đồng chí")
    assert page.locator("hoi-dap").get_attribute("title") is None  # no tooltip over it all
    with page.expect_request("**/v1/ask/stream") as sent:
        chat.root.get_by_role("button", name="Câu hai?").click()
    body = json.loads(sent.value.post_data or "")
    assert body["question"] == "Câu hai?"
    assert body["kinds"] == ["interview"]


def test_a_colour_that_could_not_be_read_is_kept_readable(
    new_page: NewPage, server: Server, portal: Portal
) -> None:
    page = new_page()
    page.goto(
        portal.page("/yellow", script(server, 'data-accent="#ffe94d" data-ink="};*{}"'), server.url)
    )
    button = page.get_by_role("button", name="Hỏi đáp")
    assert button.evaluate("each => getComputedStyle(each).color") == "rgb(0, 0, 0)"


def test_an_element_is_embedded_where_it_stands(
    new_page: NewPage, server: Server, portal: Portal
) -> None:
    body = script(server, 'data-launcher="no"') + '<hoi-dap title="Hỏi văn bản"></hoi-dap>'
    page = new_page()
    page.goto(portal.page("/element", body, server.url))
    chat = Chat(page)
    expect(chat.root.get_by_role("region", name="Hỏi văn bản")).to_be_visible()
    expect(page.locator("hoi-dap")).to_have_count(1)
    chat.ask(COMMENDED)
    expect(chat.sentences.first).to_contain_text("35 tập thể")


def test_sources_open_on_the_server_in_a_new_tab(
    new_page: NewPage, server: Server, portal: Portal
) -> None:
    page = new_page()
    page.goto(portal.page("/sources", script(server), server.url))
    launcher(page)
    chat = Chat(page)
    chat.ask(COMMENDED)
    with page.expect_popup() as opened:
        chat.chips.first.click()
    expect(opened.value.locator("mark.current").first).to_contain_text("35 tập thể")
    assert opened.value.url.startswith(server.url)


def test_a_portal_that_is_not_listed_gets_nothing(new_page: NewPage, server: Server) -> None:
    with Portal() as stranger:
        page = new_page(may_report=True)
        page.goto(stranger.page("/", "<h1>Lạ</h1>", server.url))
        refused = page.evaluate(
            "url => fetch(url).then(() => 'read', error => error.name)", f"{server.url}v1/documents"
        )
        assert refused == "TypeError"


def test_what_a_portal_loads_is_small(new_page: NewPage, server: Server, portal: Portal) -> None:
    sizes: dict[str, int] = {}
    page = new_page()

    def remember(request: Request) -> None:
        if request.url.startswith((f"{server.url}static/", f"{server.url}widget.js")):
            response = request.response()
            assert response
            sizes[request.url.removeprefix(server.url)] = len(response.body())

    page.on("requestfinished", remember)
    page.goto(portal.page("/size", script(server), server.url))
    expect(page.get_by_role("button", name="Hỏi đáp")).to_be_visible()
    launcher(page)
    page.wait_for_timeout(300)
    assert sum(sizes.values()) < LIMIT, sizes


def guard(page: Page, server: Server) -> None:
    """Let nobody through who does not send the token; the server itself asks for none here."""

    def check(route: Route) -> None:
        headers = route.request.headers
        if headers.get("authorization") == "Bearer the-readers-token":
            headers.pop("authorization")
            route.continue_(headers=headers)
        else:
            route.fulfill(status=401, json={"code": "credential", "detail": "Chưa đăng nhập."})

    page.context.route(f"{server.url}v1/documents/*", check)
    page.context.route(
        f"{server.url}v1/ask/stream",
        lambda route: route.fallback() if route.request.method == "OPTIONS" else check(route),
    )


def test_a_portals_token_is_sent_and_lent_to_the_source_viewer(
    new_page: NewPage, server: Server, portal: Portal
) -> None:
    page = new_page()
    guard(page, server)
    page.goto(portal.page("/token", script(server), server.url))
    expect(page.get_by_role("button", name="Hỏi đáp")).to_be_visible()
    page.evaluate("document.querySelector('hoi-dap').token = async () => 'the-readers-token'")
    launcher(page)
    chat = Chat(page)
    chat.ask(COMMENDED)
    with page.expect_popup() as opened:
        chat.chips.first.click()
    expect(opened.value.locator("mark.current").first).to_contain_text("35 tập thể")


def test_a_viewer_takes_no_token_from_a_page_that_is_no_portal(
    new_page: NewPage, server: Server, portal: Portal
) -> None:
    with Portal() as stranger:
        address = f"{server.url}tai-lieu/phong-van-huyen-hai-ha-2016"
        body = f"""<button>Mở</button><script>
          document.querySelector("button").onclick = () => open("{address}");
          onmessage = ({{ source, data }}) => {{
            if (data === "hoi-dap:token?")
              source.postMessage({{ "hoi-dap:token": "the-readers-token" }}, "*");
          }};
        </script>"""
        page = new_page()
        guard(page, server)
        page.goto(stranger.serve("/lure", body))
        sent: list[str] = []
        page.context.on(
            "request",
            lambda request: sent.append(request.headers.get("authorization", "")),
        )
        with page.expect_popup() as opened:
            page.get_by_role("button", name="Mở").click()
        expect(opened.value.get_by_text("Chưa đăng nhập.").first).to_be_visible(timeout=15_000)
        assert not any(sent)


def test_without_a_token_the_refusal_is_shown(
    new_page: NewPage, server: Server, portal: Portal
) -> None:
    page = new_page()
    guard(page, server)
    page.goto(server.url)
    chat = Chat(page)
    chat.type(COMMENDED)
    expect(chat.turn.get_by_role("alert")).to_contain_text("Chưa đăng nhập.")
