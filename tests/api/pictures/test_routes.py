"""Pages of a PDF as pictures, with the quoted lines where the picture shows them."""

from __future__ import annotations

import io
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from fastapi.testclient import TestClient
from PIL import Image
from reportlab.pdfgen.canvas import Canvas

from hoidap.answering.assistant import Assistant
from hoidap.api.application import create_app
from hoidap.api.pictures.drawing import PagePictures
from hoidap.errors import NotFoundError
from hoidap.index.generation import GenerationStore
from hoidap.index.original_files import OriginalFiles
from hoidap.index.originals import Original
from hoidap.settings import Settings
from ingest.pipeline import ingest
from ingest.progress import Silent
from tests.conftest import local_client
from tests.fakes import FakeEmbedder
from tests.ingest.extraction.pdf_files import TOP, drawn, paragraph

FIRST = "Thôn họp mỗi tháng một lần vào tối thứ bảy cuối tháng tại nhà văn hóa của thôn."
SECOND = "Người vắng mặt phải báo trước cho tổ trưởng của mình ít nhất là hai ngày làm việc."


def upright(canvas: Canvas) -> None:
    paragraph(canvas, TOP, FIRST)


def turned(canvas: Canvas) -> None:
    """A page that is stored upside down and turned by its own entry."""
    canvas.setPageRotation(180)
    canvas.translate(595, 842)
    canvas.rotate(180)
    paragraph(canvas, TOP, SECOND)


@pytest.fixture(scope="module")
def settings(tmp_path_factory: pytest.TempPathFactory) -> Settings:
    folder = tmp_path_factory.mktemp("pictured")
    file = drawn(upright, turned)
    (folder / "quy-che.pdf").write_bytes(file)
    (folder / "ghi-chu.txt").write_text(FIRST, encoding="utf-8")
    settings = Settings(data=folder / "data")
    assert ingest([folder], settings, FakeEmbedder(), Silent()).exit_code == 0
    return settings


@pytest.fixture(scope="module")
def client(settings: Settings) -> Iterator[TestClient]:
    with Assistant.open(settings, FakeEmbedder()) as assistant:
        yield local_client(create_app(assistant))


PAGES = "/v1/documents/quy-che/pages"


@pytest.mark.parametrize(("page", "quote"), [(1, FIRST), (2, SECOND)])
def test_the_marks_lie_on_the_ink(client: TestClient, page: int, quote: str) -> None:
    text = client.get("/v1/documents/quy-che").json()["text"]
    start = text.index(quote[:20])
    end = text.index(quote[-20:]) + 20
    response = client.get(f"{PAGES}/{page}")
    assert response.headers["content-type"] == "image/png"
    picture = Image.open(io.BytesIO(response.content)).convert("L")
    assert max(picture.size) == 1754
    asked = {"start": start, "end": end}
    marks = client.get(f"{PAGES}/{page}/marks", params=asked).json()["marks"]
    assert len(marks) == 2  # the paragraph has two lines
    width, height = picture.size
    inside = sum(
        _ink(picture.crop((int(m["left"] * width), int(m["top"] * height),
                           int(m["right"] * width) + 1, int(m["bottom"] * height) + 1)))
        for m in marks
    )  # fmt: skip
    assert inside > 0.95 * _ink(picture)


def _ink(picture: Image.Image) -> int:
    return sum(picture.histogram()[:128])


def test_a_range_of_another_page_is_not_marked(client: TestClient) -> None:
    text = client.get("/v1/documents/quy-che").json()["text"]
    asked = {"start": text.index(SECOND[:20]), "end": len(text)}
    assert client.get(f"{PAGES}/1/marks", params=asked).json() == {"page": 1, "marks": []}


def test_only_the_asker_who_has_it_is_spared(client: TestClient) -> None:
    tag = client.get(f"{PAGES}/1").headers["etag"]
    assert client.get(f"{PAGES}/1", headers={"If-None-Match": tag}).status_code == 304
    assert client.get(f"{PAGES}/2").headers["etag"] != tag


def test_what_has_no_such_page_is_not_found(client: TestClient) -> None:
    for path in (f"{PAGES}/3", "/v1/documents/ghi-chu/pages/1", "/v1/documents/khong/pages/1"):
        assert client.get(path).status_code == 404, path
    assert client.get(f"{PAGES}/0").status_code == 422
    about = {each: client.get(f"/v1/documents/{each}").json()["original"]["drawn"]
             for each in ("quy-che", "ghi-chu")}  # fmt: skip
    assert about == {"quy-che": True, "ghi-chu": False}


def original_of(settings: Settings) -> Original:
    with GenerationStore(settings.data).catalogue() as catalogue:
        return catalogue.originals.of("quy-che")[0]


def test_a_page_is_drawn_once_and_goes_with_its_file(
    settings: Settings, client: TestClient
) -> None:
    client.get(f"{PAGES}/1")
    failing = PagePictures(settings, (sys.executable, "-c", "raise SystemExit('no')"))
    original = original_of(settings)
    assert failing.draw(original, 1).picture.is_file()
    files = OriginalFiles(settings.data)
    assert files.pictures(original.digest).is_dir()
    files.remove_others({original.digest})
    assert files.pictures(original.digest).is_dir()
    kept = files.path(original.digest).read_bytes()
    files.remove_others(())
    assert not files.pictures(original.digest).exists()
    files.path(original.digest).write_bytes(kept)  # for the tests after this one


def test_a_program_that_crashes_or_loops_is_not_tried_again(
    settings: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    tried = tmp_path / "tried"
    script = f"open({str(tried)!r}, 'a').write('x'); import time; time.sleep(60)"
    monkeypatch.setattr("hoidap.api.pictures.drawing._SECONDS", 1.0)
    looping = PagePictures(settings, (sys.executable, "-c", script))
    for _ in range(2):
        with pytest.raises(NotFoundError):
            looping.draw(original_of(settings), 77)
    assert tried.read_text() == "x"
