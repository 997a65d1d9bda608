"""Draws one page of a kept file as a picture, and says where its letters stand.

``python -m ingest.page_picture FILE SUFFIX PAGE FOLDER MEGABYTES`` is a program of its own, as
the readers of files are: a file that crashes, loops or wants the whole memory ends with
it.  It writes ``PAGE.image`` (PNG) and ``PAGE.json`` into FOLDER.  Of the latter, ``letters`` is
the page's text as PDFium gives it, and ``boxes`` has for each of its letters left, top, right
and bottom in ten-thousandths of the picture, or nothing for a blank.  A page that is a picture
has no letters.

A page's letters may stand turned or outside of what is visible; PDFium's own conversion from
page to device places them as it draws them.
"""

from __future__ import annotations

import ctypes
import io
import json
import resource
import sys
from pathlib import Path
from typing import Any, Final

import pypdfium2  # type: ignore[import-untyped]
import pypdfium2.raw as pdfium  # type: ignore[import-untyped]
from PIL import Image, ImageOps

from ingest.extraction.formats import IMAGES, PDF

#: Pixels of the longer side: A4 at 150 dpi, at which small print is read.
_LONGEST: Final = 1754
#: Points of a page to its pixels, at most: a stamp-sized page is not blown up.
_MOST_SCALE: Final = 4.0
#: Bytes from which a picture is reduced to few colours: photographs of paper.
_LARGE: Final = 1_500_000
_COLOURS: Final = 64
#: What a place on a page is counted in, of its width and height.
_GRID: Final = 10_000
#: Letters whose places are noted; a page of small print has 10,000.
_MOST_LETTERS: Final = 50_000
_PROCESSOR_SECONDS: Final = 60
_MEGABYTE: Final = 1_000_000


def main(arguments: list[str]) -> None:
    """Draw the page that the command line names."""
    file, suffix, page, folder, megabytes = arguments
    _limit(int(megabytes) * _MEGABYTE)
    data = Path(file).read_bytes()
    if suffix in PDF:
        picture, places = _page_of_pdf(data, int(page))
    elif suffix in IMAGES:
        picture, places = _frame(data, int(page)), {"letters": "", "boxes": []}
    else:
        raise ValueError(f"{suffix} files are not drawn")
    (Path(folder) / f"{page}.json").write_text(json.dumps(places), encoding="utf-8")
    (Path(folder) / f"{page}.image").write_bytes(_png(picture))


def _limit(memory: int) -> None:
    for what, most in (
        (resource.RLIMIT_DATA, memory),
        (resource.RLIMIT_CPU, _PROCESSOR_SECONDS),
        (resource.RLIMIT_CORE, 0),
    ):
        _, hard = resource.getrlimit(what)
        resource.setrlimit(what, (most if hard < 0 else min(most, hard), hard))


def _page_of_pdf(data: bytes, number: int) -> tuple[Image.Image, dict[str, Any]]:
    document = pypdfium2.PdfDocument(data)
    document.init_forms()  # signatures and fields are drawn too
    if not 1 <= number <= len(document):
        raise ValueError(f"the file has {len(document)} pages")
    page = document[number - 1]
    scale = min(_LONGEST / max(*page.get_size(), 1.0), _MOST_SCALE)
    return page.render(scale=scale).to_pil().convert("RGB"), _places(page)


def _places(page: Any) -> dict[str, Any]:
    text = page.get_textpage()
    letters: list[str] = []
    boxes: list[list[int]] = []
    for index in range(min(text.count_chars(), _MOST_LETTERS)):
        letter = chr(pdfium.FPDFText_GetUnicode(text.raw, index) or 0xFFFD)
        letters.append(letter)
        boxes.append([] if letter.isspace() else _box(page, text.get_charbox(index)))
    return {"letters": "".join(letters), "boxes": boxes}


def _box(page: Any, box: tuple[float, float, float, float]) -> list[int]:
    left, bottom, right, top = box
    x0, y0 = _on_picture(page, left, top)
    x1, y1 = _on_picture(page, right, bottom)
    return [min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1)]


def _on_picture(page: Any, x: float, y: float) -> tuple[int, int]:
    across, down = ctypes.c_int(), ctypes.c_int()
    pdfium.FPDF_PageToDevice(
        page.raw, 0, 0, _GRID, _GRID, 0, x, y, ctypes.byref(across), ctypes.byref(down)
    )
    return across.value, down.value


def _frame(data: bytes, number: int) -> Image.Image:
    """A page of a scan that was saved as an image file."""
    with Image.open(io.BytesIO(data)) as image:
        image.seek(number - 1)
        upright = ImageOps.exif_transpose(image).convert("RGB")
    upright.thumbnail((_LONGEST, _LONGEST))
    return upright


def _png(picture: Image.Image) -> bytes:
    written = io.BytesIO()
    picture.save(written, "PNG")
    if written.tell() > _LARGE:
        written = io.BytesIO()
        picture.quantize(_COLOURS).save(written, "PNG", optimize=True)
    return written.getvalue()


if __name__ == "__main__":
    main(sys.argv[1:])
