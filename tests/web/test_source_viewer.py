"""The source viewer: the cited passage, the document around it, and links that last."""

from __future__ import annotations

import json
import re
import time
import urllib.request
from typing import Any
from urllib.parse import quote

from playwright.sync_api import Locator, Page, expect

from hoidap.embedding.embedder import Embedder
from hoidap.settings import Settings
from ingest.pipeline import ingest
from ingest.progress import Silent
from ingest.report import Report
from tests.web.chat import COMMENDED, RETURN_BOOKS, Chat
from tests.web.conftest import HERE, NewPage, Server

REGULATION = "quy-dinh-tu-sach-2024"


def document(server: Server, document_id: str) -> dict[str, Any]:
    with urllib.request.urlopen(f"{server.url}v1/documents/{document_id}") as response:
        found: dict[str, Any] = json.load(response)
        return found


def section(found: dict[str, Any], locator: str) -> dict[str, Any]:
    wanted: dict[str, Any]
    (wanted,) = (each for each in found["sections"] if each["locator"] == locator)
    return wanted


def highlighted(page: Page) -> str:
    """The marked text; marks in different lines are joined by the line breaks between them."""
    expect(page.locator("mark.current").first).to_be_visible()
    pieces: list[str] = page.evaluate(
        """() => [...document.querySelectorAll(".paper > *")]
          .map(line => [...line.querySelectorAll("mark.current")])
          .map(marks => marks.map(mark => mark.textContent).join(""))
          .filter(Boolean)"""
    )
    return "\n".join(pieces)


def in_view(found: Locator) -> bool:
    visible: bool = found.evaluate(
        "each => { const box = each.getBoundingClientRect();"
        " return box.top >= 0 && box.bottom <= innerHeight; }"
    )
    return visible


def test_a_click_on_a_chip_opens_the_source_at_the_quote(new_page: NewPage, server: Server) -> None:
    page = new_page(viewport={"width": 900, "height": 800})
    page.goto(server.url)
    chat = Chat(page)
    chat.ask(COMMENDED)
    quote_of_chip = chat.sentences.first.evaluate("each => each.firstChild.textContent")
    with page.expect_popup() as opened:
        chat.chips.first.click()
    viewer = opened.value
    assert "/tai-lieu/phong-van-huyen-hai-ha-2016#" in viewer.url
    assert highlighted(viewer).startswith(quote_of_chip)
    assert in_view(viewer.locator("mark.current").first)


def test_on_a_wide_screen_the_source_opens_beside_the_answer(chat: Chat) -> None:
    chat.ask(RETURN_BOOKS)
    chip = chat.sentences.filter(has_text="14 ngày").locator(".chip").first
    chip.click()
    panel = chat.page.get_by_role("complementary", name="Văn bản nguồn")
    mark = panel.frame_locator("iframe").locator("mark.current")
    expect(mark.filter(has_text="14 ngày")).to_be_visible()
    panel.get_by_role("button", name="Đóng văn bản nguồn").click()
    expect(panel).to_be_hidden()
    expect(chip).to_be_focused()


def test_every_citation_is_highlighted_exactly(page: Page, server: Server) -> None:
    request = urllib.request.Request(
        f"{server.url}v1/ask",
        json.dumps({"question": "Người mượn sách có trách nhiệm gì?"}).encode(),
        {"Content-Type": "application/json"},
    )
    with urllib.request.urlopen(request) as response:
        answer = json.load(response)
    for citation in answer["citations"] + answer["suggestions"]:
        page.goto(server.url.rstrip("/") + citation["url"])
        marked = highlighted(page)
        assert marked == re.sub(r"\n+", "\n", citation["quote"])


def test_a_passage_over_several_lines_is_highlighted_in_all_of_them(
    page: Page, server: Server
) -> None:
    found = document(server, REGULATION)
    clause = section(found, "khoản 2 Điều 8")
    page.goto(f"{server.url}tai-lieu/{REGULATION}#{clause['start']}-{clause['end']}")
    assert highlighted(page) == found["text"][clause["start"] : clause["end"]]


def test_the_head_reads_like_the_head_of_an_official_document(page: Page, server: Server) -> None:
    page.goto(f"{server.url}tai-lieu/{REGULATION}")
    head = page.locator(".docket")
    expect(head.locator(".issuer")).to_have_text("Uỷ ban nhân dân xã Hoa Mai")
    expect(head).to_contain_text("Số 08/2024/QĐ-UBND")
    expect(head.locator(".date")).to_have_text("ngày 05 tháng 02 năm 2024")
    expect(head.locator(".type")).to_have_text("Quyết định")
    expect(head).to_contain_text("Đã được thay thế")
    expect(head.locator(".is-digest")).to_have_count(0)


def test_the_standing_leads_to_the_successor(page: Page, server: Server) -> None:
    page.goto(f"{server.url}tai-lieu/{REGULATION}")
    successor = page.get_by_role("link", name="Quyết định 12/2025/QĐ-UBND (03/3/2025)")
    successor.click()
    expect(page).to_have_url(re.compile("/tai-lieu/quy-dinh-tu-sach-2025$"))
    expect(page.locator(".docket")).to_contain_text("Còn hiệu lực")


def test_an_interview_and_a_digest_are_told_apart(page: Page, server: Server) -> None:
    page.goto(f"{server.url}tai-lieu/phong-van-huyen-hai-ha-2016")
    head = page.locator(".docket.interview")
    expect(head.locator(".dateline")).to_have_text("Báo Quảng Ninh, 11/6/2016")
    expect(head.locator(".speaker")).to_contain_text("Đồng chí Lưu Văn Thường")
    expect(head.locator(".is-digest")).to_have_text("Bản tóm lược, không phải nguyên văn bài báo")
    expect(page.locator(".paper h2.turn")).to_have_count(3)


def test_the_contents_lead_to_each_section(page: Page, server: Server) -> None:
    page.goto(f"{server.url}tai-lieu/{REGULATION}")
    contents = page.get_by_role("navigation", name="Mục lục")
    article = contents.get_by_role("link", name="Điều 8. Trách nhiệm của người mượn")
    expect(article.locator("xpath=ancestor::ol")).to_have_count(2)  # inside Chương II
    article.click()
    heading = page.get_by_role("heading", name="Điều 8. Trách nhiệm của người mượn")
    expect(heading).to_be_focused()
    page.reload()  # the address names the section now
    expect(heading).to_be_in_viewport()


def find(page: Page, words: str) -> list[str]:
    page.get_by_role("searchbox", name="Tìm trong văn bản").fill(words)
    page.wait_for_timeout(250)
    found: list[str] = page.evaluate(
        "[...(CSS.highlights.get('found') ?? [])].map(range => range.toString())"
    )
    return found


def test_find_works_without_diacritics_and_takes_them_seriously(page: Page, server: Server) -> None:
    page.goto(f"{server.url}tai-lieu/{REGULATION}")
    expect(page.locator(".paper")).to_be_visible()
    bare = find(page, "tu sach")
    assert "tủ sách" in bare
    assert len(bare) > 5
    assert set(find(page, "TỦ SÁCH")) >= {"tủ sách", "Tủ sách"}
    assert find(page, "tù sách") == []
    # The tone mark may stand on either vowel: uỷ and ủy are one syllable.
    assert find(page, "ủy ban nhân dân") == find(page, "uỷ ban nhân dân") != []
    assert find(page, "duong") == []
    expect(page.locator(".find")).to_contain_text("Không tìm thấy")


def test_find_steps_through_the_matches(page: Page, server: Server) -> None:
    page.goto(f"{server.url}tai-lieu/{REGULATION}")
    total = len(find(page, "sách"))
    count = page.locator(".find [role=status]")
    expect(count).to_contain_text(f"1/{total}")
    page.keyboard.press("Enter")
    expect(count).to_contain_text(f"2/{total}")
    page.keyboard.press("Shift+Enter")
    page.keyboard.press("Shift+Enter")
    expect(count).to_contain_text(f"{total}/{total}")
    page.get_by_role("button", name="Kết quả sau").click()
    expect(count).to_contain_text(f"1/{total}")


def test_citations_of_one_answer_are_stepped_through(page: Page, server: Server) -> None:
    """Also from one document to the next."""
    found = document(server, REGULATION)
    places = [section(found, f"khoản {n} Điều 7") for n in (1, 2)]
    later = section(document(server, "quy-dinh-tu-sach-2025"), "Điều 1")
    steps = " ".join(
        [
            *(f"{REGULATION}:{each['start']}-{each['end']}" for each in places),
            f"quy-dinh-tu-sach-2025:{later['body_start']}-{later['end']}",
        ]
    )
    start = f"{places[0]['start']}-{places[0]['end']}"
    page.goto(f"{server.url}tai-lieu/{REGULATION}#o={start}&ds={quote(steps)}")
    expect(page.get_by_text("Trích dẫn 1/3")).to_be_visible()
    expect(page.locator("mark")).to_have_count(2)  # the other one of this document, fainter
    assert highlighted(page).startswith("1. Mỗi người được mượn")
    expect(page.get_by_role("button", name="Trích dẫn trước")).to_be_disabled()
    page.get_by_role("button", name="Trích dẫn sau").click()
    expect(page.get_by_text("Trích dẫn 2/3")).to_be_visible()
    assert highlighted(page).startswith("2. Người cao tuổi")
    page.get_by_role("button", name="Trích dẫn sau").click()
    expect(page.get_by_text("Trích dẫn 3/3")).to_be_visible()
    assert highlighted(page).endswith("21 ngày.")
    expect(page.get_by_role("button", name="Trích dẫn sau")).to_be_disabled()
    page.go_back()
    expect(page.get_by_text("Trích dẫn 2/3")).to_be_visible()


def copied(page: Page, button: str) -> str:
    page.get_by_role("button", name=button).click()
    expect(page.get_by_role("button", name="Đã sao chép")).to_be_visible()
    text: str = page.evaluate("navigator.clipboard.readText()")
    return text


def test_a_citation_is_copied_in_the_official_form(page: Page, server: Server) -> None:
    point = section(document(server, REGULATION), "điểm b khoản 2 Điều 8")
    page.goto(f"{server.url}tai-lieu/{REGULATION}#{point['start']}-{point['end']}")
    assert copied(page, "Sao chép trích dẫn") == (
        "“b) Trả sách trong thời hạn 14 ngày kể từ ngày mượn;” (điểm b khoản 2 Điều 8 "
        "Quyết định 08/2024/QĐ-UBND ngày 5/2/2024 của Uỷ ban nhân dân xã Hoa Mai)"
    )


def test_a_law_is_cited_by_its_name(page: Page, server: Server) -> None:
    article = section(document(server, "luat-10-2022-qh15"), "Điều 11")
    page.goto(f"{server.url}tai-lieu/luat-10-2022-qh15#{article['start']}-{article['end']}")
    assert copied(page, "Sao chép trích dẫn").endswith(
        "(Điều 11 Luật Thực hiện dân chủ ở cơ sở 10/2022/QH15 ngày 10/11/2022 của Quốc hội "
        "(bản tóm lược))"
    )


def test_an_interview_is_cited_by_its_speaker(page: Page, server: Server) -> None:
    turn = section(document(server, "phong-van-huyen-hai-ha-2016"), "Hỏi–đáp 2")
    page.goto(f"{server.url}tai-lieu/phong-van-huyen-hai-ha-2016#{turn['end'] - 20}-{turn['end']}")
    assert copied(page, "Sao chép trích dẫn").endswith(
        "(theo đồng chí Lưu Văn Thường, Báo Quảng Ninh, 11/6/2016 (bản tóm lược))"
    )


def taken_in(server: Server, report: Report) -> None:
    """Wait until the server serves what was ingested, two seconds at most."""
    assert report.exit_code == 0
    until = time.monotonic() + 2
    while json.load(urllib.request.urlopen(f"{server.url}healthz"))["generation"] != (
        report.generation
    ):
        assert time.monotonic() < until
        time.sleep(0.05)


def test_a_copied_link_survives_a_new_ingest_that_moves_the_passage(
    page: Page, server: Server, embedder: Embedder
) -> None:
    point = section(document(server, REGULATION), "điểm b khoản 2 Điều 8")
    page.goto(f"{server.url}tai-lieu/{REGULATION}#{point['start']}-{point['end']}")
    wanted = highlighted(page)
    link = copied(page, "Sao chép liên kết")

    folder = server.data / "documents"
    source = folder / f"{REGULATION}.txt"
    text = source.read_text(encoding="utf-8")
    moved = text.replace(
        "Điều 1. Phạm vi điều chỉnh\n",
        "Điều 1. Phạm vi điều chỉnh\nTrả sách trong thời hạn 14 ngày là một yêu cầu chung. ",
    )
    assert moved != text
    source.write_text(moved, encoding="utf-8")
    settings = Settings(data=server.data)
    corpus = HERE.parent.parent / "corpus"
    try:
        taken_in(server, ingest([corpus, folder], settings, embedder, Silent()))
        page.goto("about:blank")
        page.goto(link)
        assert highlighted(page) == wanted
        expect(page.get_by_role("status").filter(has_text="được tìm lại")).to_be_visible()

        source.write_text(moved.replace("14 ngày kể từ ngày mượn", "hai tuần"), encoding="utf-8")
        taken_in(server, ingest([corpus, folder], settings, embedder, Silent()))
        page.goto("about:blank")
        page.goto(link)
        expect(page.get_by_role("status").filter(has_text="không còn nguyên văn")).to_be_visible()
        expect(page.locator("mark")).to_have_count(0)
    finally:
        source.write_text(text, encoding="utf-8")
        ingest([corpus, folder], settings, embedder, Silent())


def test_page_numbers_are_shown_where_a_document_has_them(page: Page, server: Server) -> None:
    found = document(server, REGULATION) | {"pages": [{"page": 3, "start": 0}]}
    page.route("**/v1/documents/*", lambda route: route.fulfill(json=found))
    page.goto(f"{server.url}tai-lieu/{REGULATION}")
    expect(page.locator(".page-mark")).to_have_text(["Trang 3"])


def test_offsets_are_right_behind_characters_beyond_the_basic_plane(
    page: Page, server: Server
) -> None:
    """JavaScript counts 𠀀 as two; the API counts it as one."""
    found = document(server, REGULATION)
    found["text"] = "𠀀𠀀 " + found["text"]
    for each in found["sections"]:
        for key in ("start", "body_start", "end"):
            each[key] += 3
    point = section(found, "điểm b khoản 2 Điều 8")
    page.route("**/v1/documents/*", lambda route: route.fulfill(json=found))
    page.goto(f"{server.url}tai-lieu/{REGULATION}#{point['start']}-{point['end']}")
    assert highlighted(page) == "b) Trả sách trong thời hạn 14 ngày kể từ ngày mượn;"


def test_tables_are_drawn_as_tables_with_the_quoted_row_marked(page: Page, server: Server) -> None:
    rows, text = ["Thứ | Người trực", "Thứ Hai | bà Mận", "Thứ Ba | ông Mơ"], "Lịch trực\n\n"
    table = []
    for number, row in enumerate(rows):
        start, bar = len(text), row.index(" | ")
        cells = [(start, start + bar), (start + bar + 3, start + len(row))]
        table.append(
            [
                {"column": at, "start": first, "end": last, "columns": 1, "header": number == 0}
                for at, (first, last) in enumerate(cells)
            ]
        )
        text += row + "\n"
    found = document(server, REGULATION) | {"text": text + "\nHết lịch.", "sections": []}
    found["tables"] = [{"rows": table, "title": [0, 9]}]
    page.route("**/v1/documents/*", lambda route: route.fulfill(json=found))
    row = f"{table[2][0]['start']}-{table[2][1]['end']}"
    page.goto(f"{server.url}tai-lieu/{REGULATION}#{row}")
    expect(page.get_by_role("row")).to_have_count(3)
    expect(page.get_by_role("columnheader")).to_have_text(["Thứ", "Người trực"])
    expect(page.locator("td mark.current")).to_have_text(["Thứ Ba", "ông Mơ"])
    assert in_view(page.locator("td mark.current").first)


def test_an_unknown_document_says_so(page: Page, server: Server) -> None:
    page.goto(f"{server.url}tai-lieu/{quote('không-có')}")
    expect(page.get_by_role("heading")).to_have_text("Không có văn bản này trong thư viện.")
    page.get_by_role("link", name="Tìm trong thư viện tài liệu").click()
    expect(page.get_by_role("heading", name="Thư viện tài liệu")).to_be_visible()
