"""README's ``hoidap-ingest my-documents --data var`` over every format, as a reader finds it.

Every document is read in the viewer with its table drawn as one, its file is saved from
there, and a PDF shows the quoted lines on a picture of the page.  Pictures of all of them are
written to reports/screenshots/formats to be looked at.
"""

from __future__ import annotations

import io
import re
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import docx
import pytest
from playwright.sync_api import Page, expect
from pptx import Presentation
from pptx.util import Cm

from ingest.extraction.formats import SUPPORTED
from tests.ingest.conftest import fonts, libreoffice, tesseract  # noqa: F401 (fixtures)
from tests.ingest.extraction.workbook_files import Sheet, workbook
from tests.ingest.office.papers import Paper, converted, paper, pdf, plain, scanned_pdf, word
from tests.web.conftest import ROOT, NewPage, Server

pytestmark = pytest.mark.slow

PICTURES = ROOT / "reports" / "screenshots" / "formats"
TABLE = (("Tổ", "Số hộ", "Ngày trực"), ("Tổ Một", "12", "thứ hai"), ("Tổ Hai", "15", "thứ ba"))
#: Names by the kinds of files that are read; the rest are other names of the same kinds.
FILES = (
    *("van-ban.docx", "van-ban-cu.doc", "van-ban.rtf", "van-ban.odt", "to-in.pdf", "to-quet.pdf"),
    *("trang.html", "tom-tat.md", "ghi-chu.txt", "bang-tinh.xlsx", "trinh-chieu.pptx"),
)
#: Those without a table: lines of text have none, and a scan's rules are not read.
TABLELESS = ("ghi-chu.txt", "to-quet.pdf")


def with_table(each: Paper) -> bytes:
    """A .docx that ends with the table."""
    document = docx.Document(io.BytesIO(word(each)))
    rows = document.add_table(rows=len(TABLE), cols=len(TABLE[0]), style="Table Grid").rows
    for row, texts in zip(rows, TABLE, strict=True):
        for cell, text in zip(row.cells, texts, strict=True):
            cell.text = text
    document.add_paragraph()  # as Word always has one behind a table: a .doc without it has none
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


def html(each: Paper) -> bytes:
    lines = "".join(f"<p>{line}</p>" for line in plain(each).split("\n\n"))
    rows = "".join(
        "<tr>" + "".join(f"<{tag}>{text}</{tag}>" for text in row) + "</tr>"
        for tag, row in zip(("th", "td", "td"), TABLE, strict=True)
    )
    return f"<meta charset=utf-8><main>{lines}<table>{rows}</table></main>".encode()


def markdown(each: Paper) -> bytes:
    rows = [" | ".join(row) for row in TABLE]
    table = "\n".join(f"| {row} |" for row in (rows[0], "---|---|---", *rows[1:]))
    return f"{plain(each)}\n{table}\n".encode()


def sheet(each: Paper) -> bytes:
    cells: dict[str, str | float | tuple[float, int]] = {"A1": f"Lịch trực thôn {each.hamlet}"}
    for number, row in enumerate(TABLE, start=3):
        cells |= {f"{column}{number}": text for column, text in zip("ABC", row, strict=True)}
    return workbook(Sheet("Lịch trực", cells))


def slides(each: Paper) -> bytes:
    deck = Presentation()
    slide = deck.slides.add_slide(deck.slide_layouts[5])
    slide.shapes.title.text = f"Lịch trực thôn {each.hamlet}"
    shape = slide.shapes.add_table(3, 3, Cm(2), Cm(5), Cm(20), Cm(4))
    for at, row in enumerate(TABLE):
        for column, text in enumerate(row):
            shape.table.cell(at, column).text = text
    stream = io.BytesIO()
    deck.save(stream)
    return stream.getvalue()


def write_folder(folder: Path, sources: Path) -> None:
    papers = {name: paper(name, index) for index, name in enumerate(FILES)}
    for name in ("van-ban-cu.doc", "van-ban.rtf", "van-ban.odt"):
        source = (sources / name).with_suffix(".docx")
        source.write_bytes(with_table(papers[name]))
        converted([source], name.rpartition(".")[2], folder)
    made: dict[str, Callable[[Paper], bytes]] = {
        "van-ban.docx": with_table,
        "to-in.pdf": lambda each: pdf(each, TABLE),
        "to-quet.pdf": scanned_pdf,
        "trang.html": html,
        "tom-tat.md": markdown,
        "ghi-chu.txt": lambda each: plain(each).encode(),
        "bang-tinh.xlsx": sheet,
        "trinh-chieu.pptx": slides,
    }
    for name, make in made.items():
        (folder / name).write_bytes(make(papers[name]))
    assert {each.name for each in folder.iterdir()} == set(FILES)


@pytest.fixture(scope="module")
def office(
    tmp_path_factory: pytest.TempPathFactory,
    libreoffice: None,  # noqa: F811
    tesseract: None,  # noqa: F811
) -> Iterator[tuple[Server, Path]]:
    """A server over the folder, and the folder."""
    home = tmp_path_factory.mktemp("office")
    folder, sources = home / "my-documents", home / "sources"
    folder.mkdir()
    sources.mkdir()
    write_folder(folder, sources)
    assert "\nhoidap-ingest my-documents --data var\n" in (ROOT / "README.md").read_text("utf-8")
    command = [sys.executable, "-m", "ingest.command", "my-documents", "--data", "var"]
    done = subprocess.run(command, cwd=home, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    server = Server(home / "var", "http://127.0.0.1:1")
    server.start()
    yield server, folder
    server.stop()


def opened(page: Page, server: Server, file: str) -> None:
    """Find the document by its file in the library and open it."""
    found = page.request.get(f"{server.url}v1/documents?limit=200").json()["documents"]
    for each in found:
        about = page.request.get(f"{server.url}v1/documents/{each['id']}").json()
        if about["original"]["name"] == file:
            page.goto(f"{server.url}tai-lieu/{each['id']}")
            expect(page.locator(".paper")).to_be_visible()
            return
    raise AssertionError(f"{file} is not in the library")


def shoot(page: Page, name: str) -> None:
    PICTURES.mkdir(parents=True, exist_ok=True)
    page.wait_for_timeout(100)
    page.screenshot(path=PICTURES / f"{name}.png", full_page=True)


def test_every_kind_of_file_is_in_the_folder() -> None:
    others = {".markdown", ".htm", ".jsonl", ".png", ".jpg", ".jpeg", ".webp", ".bmp", ".tif"}
    assert {Path(name).suffix for name in FILES} == SUPPORTED - others - {".tiff"}


@pytest.mark.parametrize("file", FILES)
def test_a_document_is_read_with_its_table_and_its_file_is_saved(
    new_page: NewPage, office: tuple[Server, Path], file: str
) -> None:
    server, folder = office
    page = new_page(reduced_motion="reduce")
    opened(page, server, file)
    each = paper(file, FILES.index(file))
    if file.endswith((".xlsx", ".pptx")):
        expect(page.locator(".paper")).to_contain_text(f"Lịch trực thôn {each.hamlet}")
    elif file != "to-quet.pdf":
        expect(page.locator(".paper")).to_contain_text(f"có {each.households} hộ được hỗ trợ")
    else:  # what OCR makes of a hamlet's name is not told here
        expect(page.locator(".paper")).to_contain_text(re.compile(r"\d+ hộ được"))
    if file not in TABLELESS:
        drawn = page.locator(".paper table").last
        for row, texts in enumerate(TABLE):
            expect(drawn.locator("tr").nth(row).locator("th, td")).to_have_text(list(texts))
    expect(page.locator(".docket .notice")).to_have_count(0)
    shoot(page, file.replace(".", "-"))
    with page.expect_download() as saving:
        page.get_by_role("button", name="Tải tệp gốc").click()
    assert saving.value.suggested_filename == file
    assert Path(saving.value.path()).read_bytes() == (folder / file).read_bytes()


def test_a_page_of_a_pdf_shows_the_quoted_lines(
    new_page: NewPage, office: tuple[Server, Path]
) -> None:
    server, _ = office
    page = new_page(reduced_motion="reduce")
    opened(page, server, "to-in.pdf")
    each = paper("to-in.pdf", FILES.index("to-in.pdf"))
    document_id = page.url.rpartition("/")[2]
    text = page.request.get(f"{server.url}v1/documents/{document_id}").json()["text"]
    start = text.index(f"Thôn {each.hamlet} có {each.households} hộ")
    page.goto(f"{server.url}tai-lieu/{document_id}#{start}-{text.index('đồng.', start) + 5}")
    figure = page.locator(".page-picture")
    expect(figure.get_by_role("img", name="Ảnh trang 2 của tệp gốc")).to_be_visible()
    expect(figure).to_contain_text("lời trích được đánh dấu")
    marks = figure.locator(".sheet span")
    expect(marks.first).to_be_visible()
    box, picture = marks.first.bounding_box(), figure.locator("img").bounding_box()
    assert box is not None
    assert picture is not None
    assert picture["x"] < box["x"] < box["x"] + box["width"] < picture["x"] + picture["width"]
    assert 8 < box["height"] < 60  # a line of print
    shoot(page, "quoted-page")


def test_a_scan_shows_its_page_and_says_that_the_words_are_not_found(
    new_page: NewPage, office: tuple[Server, Path]
) -> None:
    server, _ = office
    page = new_page(reduced_motion="reduce")
    opened(page, server, "to-quet.pdf")
    document_id = page.url.rpartition("/")[2]
    text = page.request.get(f"{server.url}v1/documents/{document_id}").json()["text"]
    start = text.index("hộ được")
    page.goto(f"{server.url}tai-lieu/{document_id}#{start - 5}-{start + 10}")
    figure = page.locator(".page-picture")
    expect(figure.locator("img")).to_be_visible()
    expect(figure).to_contain_text("Không tìm được vị trí lời trích")
    shoot(page, "scanned-page")


def test_a_file_that_lost_its_accents_is_marked_for_readers(
    new_page: NewPage, office: tuple[Server, Path]
) -> None:
    server, folder = office
    damaged = folder.parent / "hong"
    damaged.mkdir()
    (damaged / "mat-dau.txt").write_text("Khong dau nao trong van ban nay. " * 12, "utf-8")
    command = [sys.executable, "-m", "ingest.command", "hong", "--data", "var"]
    subprocess.run(command, cwd=folder.parent, check=True, capture_output=True)
    page = new_page(reduced_motion="reduce")
    page.wait_for_timeout(2_000)  # a server notices a new generation within a second
    page.goto(f"{server.url}tai-lieu?q=mat-dau")
    row = page.locator(".shelf li").filter(has_text="mất dấu")
    expect(row).to_have_count(1, timeout=30_000)
    shoot(page, "doubted-library")
    row.locator("a").click()
    expect(page.locator(".docket .notice")).to_contain_text("Chữ trong tệp bị mất dấu")
    shoot(page, "doubted-viewer")
