"""Scans: a text layer is believed only where it is good, and no page is lost in silence."""

from __future__ import annotations

import io
from pathlib import Path

import pypdfium2  # type: ignore[import-untyped]
import pytest
from PIL import Image
from reportlab.lib.utils import ImageReader
from reportlab.pdfbase.pdfdoc import PDFArray, PDFDictionary, PDFName
from reportlab.pdfgen.canvas import Canvas

from hoidap.errors import MissingProgramError
from ingest.extraction.conditions import Conditions
from ingest.extraction.pdf import extract_pdf
from ingest.extraction.programs import TESSERACT
from ingest.extraction.recognition import recognise
from tests.ingest.extraction.pdf_files import (
    HEIGHT,
    LEFT,
    TOP,
    WIDTH,
    drawn,
    paragraph,
    read,
    write,
)
from tests.ingest.office.papers import paper, scanned_pages

GOOD = "Mỗi thôn cử hai người trực tại nhà văn hóa vào các ngày lễ, báo cáo kết quả cho xã."
BAD = "Moi thon cu hai nguoi true tai nha van hoa vao cac ngay le, bao cao ket qua cho xa."


@pytest.fixture(scope="module")
def scan(fonts: None) -> Image.Image:
    return scanned_pages(paper("a.pdf", 5, ocr=True), stamp=False, angle=0)[0]


def over(scan: Image.Image, text: str, strips: int = 1) -> bytes:
    """A file whose one page is a scan in strips over a layer of invisible text."""

    def draw(canvas: Canvas) -> None:
        paragraph(canvas, TOP, text)
        step = scan.height / strips
        for index in range(strips):
            part = scan.crop((0, round(index * step), scan.width, round((index + 1) * step)))
            bottom = HEIGHT - (index + 1) * HEIGHT / strips
            canvas.drawImage(ImageReader(part), 0, bottom, WIDTH, HEIGHT / strips)

    return drawn(draw)


@pytest.mark.parametrize("strips", [1, 7])
def test_a_bad_layer_is_read_again(
    tmp_path: Path, scan: Image.Image, strips: int, tesseract: None
) -> None:
    found = read(over(scan, BAD, strips), tmp_path)
    assert "Moi thon" not in found.text
    assert "Phạm vi điều chỉnh" in found.text
    assert found.needs is None


def test_a_good_layer_is_believed(tmp_path: Path, scan: Image.Image) -> None:
    found = read(over(scan, GOOD), tmp_path)
    assert found.text == GOOD
    assert not found.warnings


@pytest.mark.parametrize("layer", [BAD, ""], ids=["bad layer", "no layer"])
def test_without_tesseract_the_file_is_refused(
    tmp_path: Path, scan: Image.Image, layer: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    absent(monkeypatch)
    with pytest.raises(MissingProgramError, match="tesseract"):
        read(over(scan, layer, 5), tmp_path)


def test_without_tesseract_typed_pages_are_kept_and_the_file_remembers_what_it_needs(
    tmp_path: Path, scan: Image.Image, monkeypatch: pytest.MonkeyPatch
) -> None:
    absent(monkeypatch)

    def typed(canvas: Canvas) -> None:
        paragraph(canvas, TOP, GOOD)

    def scanned(canvas: Canvas) -> None:
        canvas.drawImage(ImageReader(scan), 0, 0, WIDTH, HEIGHT)

    (found,) = extract_pdf(drawn(typed, scanned), "a.pdf", Conditions(tmp_path))
    assert found.text == GOOD
    assert found.needs == TESSERACT.command
    assert any("pages were not read: 2" in warning for warning in found.warnings)


@pytest.mark.slow
@pytest.mark.parametrize("angle", [90, 180, 270])
def test_a_page_that_lay_on_its_side_is_read(
    tmp_path: Path, scan: Image.Image, angle: int, tesseract: None
) -> None:
    turned = scan.rotate(angle, expand=True)
    turned.info["dpi"] = (200, 200)
    text = " ".join(line.text for line in recognise(turned, 1, "a", Conditions(tmp_path)).lines)
    assert "Phạm vi điều chỉnh" in text
    assert text.index("QUYẾT ĐỊNH") < text.index("Phạm vi điều chỉnh")


def test_lost_accents_are_told(
    tmp_path: Path, fonts: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    absent(monkeypatch)
    lost = "".join(
        letter for letter in f"Điều 1. {GOOD} " * 3 if not "\u1ea0" <= letter <= "\u1ef9"
    )

    found = read(drawn(lambda canvas: void(paragraph(canvas, TOP, lost))), tmp_path)
    assert any("Accented letters are missing" in warning for warning in found.warnings)
    assert found.needs == TESSERACT.command


def test_a_number_that_is_a_picture_is_read(tmp_path: Path, tesseract: None) -> None:
    figure = io.BytesIO()
    page = drawn(lambda canvas: write(canvas, 4, 6, "37", 14))
    pages = pypdfium2.PdfDocument(page)
    pages[0].render(scale=4, crop=(0, 0, WIDTH - 26, HEIGHT - 22)).to_pil().save(figure, "PNG")

    def draw(canvas: Canvas) -> None:
        write(canvas, LEFT, TOP, "Số:")
        write(canvas, LEFT + 52, TOP, "/QĐ-UBND")
        paragraph(canvas, TOP - 40, GOOD)
        stamped(canvas, Image.open(figure), (LEFT + 24, TOP - 6, LEFT + 50, TOP + 16))

    assert read(drawn(draw), tmp_path).text.startswith("Số: 37/QĐ-UBND")


def stamped(canvas: Canvas, picture: Image.Image, box: tuple[float, float, float, float]) -> None:
    """Show a picture as an annotation, as programs that sign documents do."""
    canvas.beginForm("figure", 0, 0, box[2] - box[0], box[3] - box[1])
    canvas.drawImage(ImageReader(picture), 0, 0, box[2] - box[0], box[3] - box[1])
    canvas.endForm()
    form = canvas._doc.idToObject  # the object of the form is found by its name
    reference = canvas._doc.Reference(form["FormXob.figure"], "FormXob.figure")
    annotation = PDFDictionary(
        {
            "Type": PDFName("Annot"),
            "Subtype": PDFName("Stamp"),
            "Rect": PDFArray(list(box)),
            "F": 4,
            "AP": PDFDictionary({"N": reference}),
        }
    )
    canvas._addAnnotation(annotation)


def absent(monkeypatch: pytest.MonkeyPatch) -> None:
    """Tesseract is not installed."""
    for module in ("ingest.extraction.pdf", "ingest.extraction.programs"):
        monkeypatch.setattr(f"{module}.is_installed", lambda program: program is not TESSERACT)


def void(_: object) -> None:
    """Nothing is given back."""
