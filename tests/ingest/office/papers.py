"""Papers of an office as real programs write them, one fact on a known page of each.

Every paper is a decision of two or three pages about one made-up hamlet; its last
page says how many households get help there.  At least two of every format are
written: with python-docx, LibreOffice, reportlab, Pillow, or as bytes.
"""

from __future__ import annotations

import io
import subprocess
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import docx
import pypdfium2  # type: ignore[import-untyped]
from docx.enum.text import WD_BREAK
from docx.shared import Pt
from docx.text.paragraph import Paragraph as TextParagraph
from PIL import Image, ImageChops, ImageDraw, ImageFilter
from reportlab.lib import colors
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.platypus import (
    PageBreak,
    Paragraph,
    SimpleDocTemplate,
    Spacer,
    Table,
    TableStyle,
)

FONTS = Path("/usr/share/fonts/truetype/dejavu")

#: Hamlet, households, page of the fact (None for formats without pages).
HAMLETS = (
    *("Bến Gỗ", "Cầu Đá", "Đồng Sim", "Gò Mít", "Hang Dơi", "Khe Lạnh", "Lũng Cao", "Mỏ Cày"),
    *(
        "Ngọc Trì",
        "Phú Hậu",
        "Quán Lào",
        "Rừng Thông",
        "Suối Bạc",
        "Tân Lập",
        "Vực Sâu",
        "Xóm Trại",
    ),
    *("Yên Nghĩa", "Ao Vàng", "Bãi Cháy", "Chùa Hang", "Đèo Gió", "Ghềnh Đá", "Hố Nai", "Làng Mai"),
)


@dataclass(frozen=True)
class Paper:
    """One decision: its file, what it is about, and where its fact stands."""

    file: str
    hamlet: str
    number: int
    households: int
    pages: tuple[tuple[str, ...], ...]  # paragraphs of each page
    page: int | None
    recognised: bool = False

    @property
    def question(self) -> str:
        return f"Thôn {self.hamlet} có bao nhiêu hộ được hỗ trợ sửa nhà?"

    @property
    def fact(self) -> str:
        return f"{self.households} hộ"


def paper(file: str, index: int, pages: int = 2, *, paged: bool = True, ocr: bool = False) -> Paper:
    """The paper for a file; ``index`` makes everything in it different from the others."""
    again, place = divmod(index, len(HAMLETS))
    hamlet = HAMLETS[place] + (f" {again + 1}" if again else "")
    number, households = 11 + index, 31 + 7 * index
    text = [
        [
            "Điều 1. Phạm vi điều chỉnh",
            f"Quyết định này quy định việc hỗ trợ sửa nhà ở thôn {hamlet} trong năm 2021, do Ủy "
            "ban nhân dân xã tổ chức thực hiện và công khai tại nhà văn hóa thôn.",
            "Việc xét chọn bảo đảm dân chủ, đúng đối tượng và có sự giám sát của nhân dân.",
        ]
    ]
    for middle in range(1, pages - 1):
        text.append(
            [
                f"Điều {middle + 1}. Nguyên tắc thứ {middle}",
                "Mỗi hộ chỉ được hỗ trợ một lần; ưu tiên hộ có người già, trẻ em, người tàn tật.",
            ]
        )
    text.append(
        [
            f"Điều {pages}. Số hộ được hỗ trợ",
            f"Thôn {hamlet} có {households} hộ được hỗ trợ sửa nhà, mỗi hộ {40 + index} triệu "
            "đồng.",
            f"Điều {pages + 1}. Hiệu lực thi hành",
            f"Quyết định này có hiệu lực kể từ ngày {1 + index % 27} tháng 4 năm 2021.",
        ]
    )
    return Paper(
        file=file,
        hamlet=hamlet,
        number=number,
        households=households,
        pages=tuple(map(tuple, text)),
        page=pages if paged else None,
        recognised=ocr,
    )


LEFT = ("ỦY BAN NHÂN DÂN", "XÃ SÔNG MẪU")
RIGHT = ("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc")


def number_line(each: Paper) -> str:
    return f"Số: {each.number}/QĐ-UBND"


def date_line(each: Paper) -> str:
    return f"Sông Mẫu, ngày {1 + each.number % 27} tháng 3 năm 2021"


def title_lines(each: Paper) -> tuple[str, str]:
    return "QUYẾT ĐỊNH", f"Về việc hỗ trợ sửa nhà ở thôn {each.hamlet}"


def plain(each: Paper) -> str:
    """The paper as a text file."""
    head = [*LEFT, number_line(each), *RIGHT, date_line(each), *title_lines(each)]
    return "\n\n".join([*head, *(p for page in each.pages for p in page)]) + "\n"


# Word


def word(each: Paper, encode: Callable[[str], str] | None = None, font: str = "") -> bytes:
    """A .docx with a head in two columns; ``encode`` and ``font`` set it in an old encoding."""
    document = docx.Document()
    document.styles["Normal"].font.size = Pt(13)

    def write(paragraph: TextParagraph, text: str) -> None:
        run = paragraph.add_run(encode(text) if encode else text)
        if font:
            run.font.name = font

    head = document.add_table(rows=1, cols=2)
    columns = ([*LEFT, number_line(each)], [*RIGHT, date_line(each)])
    for cell, lines in zip(head.rows[0].cells, columns, strict=True):
        write(cell.paragraphs[0], lines[0])
        for line in lines[1:]:
            write(cell.add_paragraph(), line)
    for line in title_lines(each):
        write(document.add_paragraph(), line)
    for index, page in enumerate(each.pages):
        if index:
            document.paragraphs[-1].add_run().add_break(WD_BREAK.PAGE)
        for text in page:
            write(document.add_paragraph(), text)
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


def converted(files: Sequence[Path], suffix: str, target: Path) -> None:
    """Have LibreOffice write ``files`` as files of another type."""
    subprocess.run(
        [
            "soffice",
            f"-env:UserInstallation={(target.parent / 'libreoffice-profile').resolve().as_uri()}",
            *("--headless", "--convert-to", suffix, "--outdir", str(target), *map(str, files)),
        ],
        check=True,
        capture_output=True,
        timeout=180,
    )


# PDF and scans


def pdf(each: Paper, table: Sequence[Sequence[str]] = ()) -> bytes:
    """A typed PDF: head in two columns, justified text, running foot, perhaps a ruled table."""
    for name, file in (("Serif", "DejaVuSerif.ttf"), ("SerifBold", "DejaVuSerif-Bold.ttf")):
        pdfmetrics.registerFont(TTFont(name, str(FONTS / file)))
    body = ParagraphStyle(
        "body", fontName="Serif", fontSize=12, leading=17, alignment=4, firstLineIndent=28
    )
    centred = ParagraphStyle("centred", fontName="SerifBold", fontSize=11, leading=15, alignment=1)
    light = ParagraphStyle("light", parent=centred, fontName="Serif")
    left = [*(Paragraph(line, centred) for line in LEFT), Paragraph(number_line(each), light)]
    right = [*(Paragraph(line, centred) for line in RIGHT), Paragraph(date_line(each), light)]
    story = [Table([[left, right]], colWidths=[190, 290]), Spacer(1, 16)]
    story += [Paragraph(line, centred) for line in title_lines(each)]
    story.append(Spacer(1, 12))
    for index, page in enumerate(each.pages):
        story += [PageBreak()] if index else []
        story += [Paragraph(text, body) for text in page]
    if table:
        style = [("GRID", (0, 0), (-1, -1), 0.5, colors.black), ("FONT", (0, 0), (-1, -1), "Serif")]
        story.append(Table([list(row) for row in table], style=TableStyle(style)))

    def foot(canvas: Any, document: Any) -> None:
        canvas.setFont("Serif", 9)
        canvas.drawCentredString(297, 30, str(document.page))
        canvas.drawString(60, 815, "Hồ sơ hỗ trợ năm 2021 - xã Sông Mẫu")

    stream = io.BytesIO()
    margins = {"leftMargin": 60, "rightMargin": 55, "topMargin": 60, "bottomMargin": 60}
    SimpleDocTemplate(stream, pagesize=A4, **margins).build(
        story, onFirstPage=foot, onLaterPages=foot
    )
    return stream.getvalue()


def scanned_pages(each: Paper, *, stamp: bool = True, angle: float = 0.7) -> list[Image.Image]:
    """The pages of the typed PDF as a scanner sees them: askew, soft, with a red seal."""
    document = pypdfium2.PdfDocument(pdf(each))
    pages = []
    for number in range(len(document)):
        page = document[number].render(scale=200 / 72).to_pil().convert("RGB")
        if stamp:
            ink = Image.new("RGB", page.size, "white")
            draw = ImageDraw.Draw(ink)
            for radius in (110, 104, 60):
                draw.ellipse(
                    (700 - radius, 500 - radius, 700 + radius, 500 + radius),
                    outline=(215, 40, 50),
                    width=4,
                )
            page = ImageChops.multiply(page, ink)
        page = page.rotate(angle, fillcolor="white").filter(ImageFilter.GaussianBlur(0.5))
        pages.append(page)
    return pages


def scanned_pdf(each: Paper) -> bytes:
    """A PDF of pictures only."""
    first, *others = scanned_pages(each)
    stream = io.BytesIO()
    first.save(stream, "PDF", save_all=True, append_images=others, resolution=200)
    return stream.getvalue()


def tiff(each: Paper) -> bytes:
    """One TIFF file with all pages, as office scanners write it."""
    first, *others = [page.convert("L") for page in scanned_pages(each, stamp=False)]
    stream = io.BytesIO()
    first.save(
        stream, "TIFF", save_all=True, append_images=others, dpi=(200, 200), compression="tiff_lzw"
    )
    return stream.getvalue()


def picture(each: Paper, kind: str) -> bytes:
    """The last page alone, as a photograph or screenshot."""
    stream = io.BytesIO()
    scanned_pages(each)[-1].save(stream, kind, dpi=(200, 200))
    return stream.getvalue()


# Web and text


def web_page(each: Paper) -> bytes:
    """A legal site's page: menus, scripts and the text."""
    body = "".join(f"<p>{text}</p>" for page in each.pages for text in page)
    head = "".join(f"<p>{line}</p>" for line in plain(each).split("\n\n")[:8])
    return (
        f"<!doctype html><html><head><meta charset=utf-8><title>Quyết định {each.number}</title>"
        "<script>document.write('Thôn nào cũng có 999 hộ')</script></head><body>"
        f"<nav><a href=/>Trang chủ</a></nav><main>{head}{body}</main></body></html>"
    ).encode()


def markdown(each: Paper) -> bytes:
    """A digest as an editor writes it."""
    sections = "\n\n".join(text for page in each.pages for text in page)
    return f"# {title_lines(each)[1]}\n\n{number_line(each)}\n\n{sections}\n".encode()


# Old encodings


def by_iconv(text: str, charset: str) -> bytes:
    """Bytes of an old encoding, by another implementation than the one that is tested."""
    run = subprocess.run(
        ["iconv", "-f", "UTF-8", "-t", charset],
        input=text.encode(),
        capture_output=True,
        check=True,
    )
    return run.stdout


#: VNI writes a letter and its marks one after the other; đ, ơ, ư, ĩ, ị, ỉ are one.
_VNI_MARKS = {
    **dict(zip("áàảãạ", ("aù", "aø", "aû", "aõ", "aï"), strict=True)),
    **dict(zip("ăắằẳẵặ", ("aê", "aé", "aè", "aú", "aü", "aë"), strict=True)),
    **dict(zip("âấầẩẫậ", ("aâ", "aá", "aà", "aå", "aã", "aä"), strict=True)),
    **dict(zip("éèẻẽẹ", ("eù", "eø", "eû", "eõ", "eï"), strict=True)),
    **dict(zip("êếềểễệ", ("eâ", "eá", "eà", "eå", "eã", "eä"), strict=True)),
    **dict(zip("óòỏõọ", ("où", "oø", "oû", "oõ", "oï"), strict=True)),
    **dict(zip("ôốồổỗộ", ("oâ", "oá", "oà", "oå", "oã", "oä"), strict=True)),
    **dict(zip("ơớờởỡợ", ("ô", "ôù", "ôø", "ôû", "ôõ", "ôï"), strict=True)),
    **dict(zip("úùủũụ", ("uù", "uø", "uû", "uõ", "uï"), strict=True)),
    **dict(zip("ưứừửữự", ("ö", "öù", "öø", "öû", "öõ", "öï"), strict=True)),
    **dict(zip("ýỳỷỹỵ", ("yù", "yø", "yû", "yõ", "î"), strict=True)),
    **dict(zip("íìỉĩịđ", ("í", "ì", "æ", "ó", "ò", "ñ"), strict=True)),
}
VNI = {**_VNI_MARKS, **{key.upper(): value.upper() for key, value in _VNI_MARKS.items()}}


def in_vni(text: str) -> str:
    """A text as VNI fonts need it."""
    return "".join(VNI.get(letter, letter) for letter in text)


def in_tcvn3(text: str) -> str:
    """A text as .VnTime needs it; capitals lose their accents to small letters."""
    small = {
        letter: letter.lower() for letter in VNI if letter.isupper() and letter not in "ĂÂĐÊÔƠƯ"
    }
    lowered = "".join(small.get(letter, letter) for letter in text)
    return by_iconv(lowered, "TCVN").decode("latin-1")


def vni_word(each: Paper) -> bytes:
    """A .docx in VNI-Times."""
    return word(each, in_vni, "VNI-Times")


def tcvn3_word(each: Paper) -> bytes:
    """A .docx in .VnTime, to be saved as Word 2003 did."""
    return word(each, in_tcvn3, ".VnTime")


#: Files that are written as they are, the pages of their papers, and by what.
WRITTEN: tuple[tuple[str, int, Callable[[Paper], bytes]], ...] = (
    ("word-2.docx", 2, word),
    ("word-3.docx", 3, word),
    ("vni-font.docx", 2, vni_word),
    ("typed-2.pdf", 2, pdf),
    ("typed-3.pdf", 3, pdf),
    ("page-2.html", 2, web_page),
    ("page-3.html", 3, web_page),
    ("digest-2.md", 2, markdown),
    ("digest-3.md", 3, markdown),
    ("text-2.txt", 2, lambda each: plain(each).encode()),
    ("text-3.txt", 3, lambda each: plain(each).encode("utf-16")),
    ("tcvn3.txt", 2, lambda each: in_tcvn3(plain(each)).encode("latin-1")),
    ("vni.txt", 2, lambda each: in_vni(plain(each)).encode("latin-1")),
    ("viscii.txt", 2, lambda each: by_iconv(plain(each), "VISCII")),
)
#: Files of which LibreOffice makes the given type out of a .docx.
CONVERTED: tuple[tuple[str, int, Callable[[Paper], bytes]], ...] = (
    ("old-2.doc", 2, word),
    ("tcvn3.doc", 3, tcvn3_word),
    ("free-2.odt", 2, word),
    ("free-3.odt", 3, word),
    ("rich-2.rtf", 2, word),
    ("rich-3.rtf", 3, word),
)
#: Files that only OCR can read.
SCANNED: tuple[tuple[str, int, Callable[[Paper], bytes]], ...] = (
    ("scan-2.pdf", 2, scanned_pdf),
    ("scan-3.pdf", 3, scanned_pdf),
    ("scan.tiff", 2, tiff),
    ("photo.png", 2, lambda each: picture(each, "PNG")),
)

_PAGELESS = (".html", ".md", ".txt")


def write_papers(folder: Path) -> list[Paper]:
    """Write what needs no program of the system; the papers in the order of their files."""
    return [
        _write(folder, file, index, pages, make)
        for index, (file, pages, make) in enumerate(WRITTEN)
    ]


def convert_papers(folder: Path, sources: Path) -> list[Paper]:
    """Write what LibreOffice makes, from .docx files in ``sources``."""
    made = []
    for index, (file, pages, make) in enumerate(CONVERTED, start=len(WRITTEN)):
        each = paper(file, index, pages)
        (sources / file).with_suffix(".docx").write_bytes(make(each))
        made.append(each)
    for suffix in ("doc", "odt", "rtf"):
        wanted = [(sources / e.file).with_suffix(".docx") for e in made if e.file.endswith(suffix)]
        converted(wanted, suffix, folder)
    return made


def scan_papers(folder: Path) -> list[Paper]:
    """Write scans and pictures."""
    start = len(WRITTEN) + len(CONVERTED)
    return [
        _write(folder, file, index, pages, make)
        for index, (file, pages, make) in enumerate(SCANNED, start)
    ]


def _write(
    folder: Path, file: str, index: int, pages: int, make: Callable[[Paper], bytes]
) -> Paper:
    ocr = any(file == scanned for scanned, _, _ in SCANNED)
    each = paper(file, index, pages, paged=not file.endswith(_PAGELESS), ocr=ocr)
    (folder / file).write_bytes(make(each))
    return replace(each, page=1) if file == "photo.png" else each
