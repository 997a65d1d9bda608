"""Files that somebody made to do harm, or that something destroyed, and why each is refused."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from collections.abc import Callable
from pathlib import Path

import pypdfium2  # type: ignore[import-untyped]
from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.pdfgen.canvas import Canvas

from tests.ingest.office.papers import paper, pdf, word

_TYPES = (
    '<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/'
    'content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.'
    'relationships+xml"/><Override PartName="/word/document.xml" ContentType="application/vnd.'
    'openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>'
)
_RELATIONS = (
    '<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/'
    'relationships"><Relationship Id="r" Type="http://schemas.openxmlformats.org/officeDocument/'
    '2006/relationships/officeDocument" Target="word/document.xml"/></Relationships>'
)
_WORD = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def _archive(parts: dict[str, bytes]) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            stored = zipfile.ZIP_STORED if name == "mimetype" else None
            archive.writestr(name, content, stored)
    return stream.getvalue()


def docx_of(document: bytes, **more: bytes) -> bytes:
    """A Word file whose main part is ``document``."""
    return _archive(
        {
            "[Content_Types].xml": _TYPES.encode(),
            "_rels/.rels": _RELATIONS.encode(),
            "word/document.xml": document,
            **more,
        }
    )


def zip_bomb() -> bytes:
    """400 kB that unpack to 400 MB."""
    return docx_of(b"<w/>", **{"word/media/image1.png": bytes(400_000_000)})


def odt_bomb() -> bytes:
    """The same as an ODT file."""
    return _archive(
        {"mimetype": b"application/vnd.oasis.opendocument.text", "content.xml": bytes(400_000_000)}
    )


def xml_bomb() -> bytes:
    """Entities of entities: a billion times the same word."""
    levels = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10}">' for n in range(1, 10))
    return docx_of(
        f'<?xml version="1.0"?><!DOCTYPE d [<!ENTITY e0 "hộ">{levels}]>'
        f"<w:document {_WORD}><w:body><w:p><w:r><w:t>&e9;</w:t></w:r></w:p></w:body>"
        "</w:document>".encode()
    )


def nested_docx() -> bytes:
    """Tables in tables, 5,000 deep."""
    inner, outer = "<w:tbl><w:tr><w:tc>" * 5000, "</w:tc></w:tr></w:tbl>" * 5000
    return docx_of(
        f"<w:document {_WORD}><w:body>{inner}<w:p/>{outer}</w:body></w:document>".encode()
    )


def path_tricks() -> bytes:
    """An archive that wants to write outside of where it is unpacked."""
    return _archive({"../../../../tmp/owned": b"x", "/etc/cron.d/owned": b"x"})


def encrypted_pdf() -> bytes:
    """A PDF that opens only with its password."""
    stream = io.BytesIO()
    canvas = Canvas(stream, encrypt=StandardEncryption("mat-khau", ownerPassword="chu"))
    canvas.drawString(72, 720, "Thong tin")
    canvas.save()
    return stream.getvalue()


def truncated_pdf() -> bytes:
    """The first third of a PDF, as a broken download leaves it."""
    whole = pdf(paper("x.pdf", 0))
    return whole[: len(whole) // 3]


def endless_pdf() -> bytes:
    """10,000 pages."""
    document = pypdfium2.PdfDocument.new()
    for _ in range(10_000):
        document.new_page(595, 842)
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


def circular_pdf() -> bytes:
    """A page tree that contains itself."""
    return (
        b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n"
        b"2 0 obj<</Type/Pages/Kids[2 0 R 2 0 R]/Count 3>>endobj\n"
        b"trailer<</Root 1 0 R>>\n%%EOF"
    )


def scripts_only() -> bytes:
    """A page that only a browser with scripts would show."""
    return b"<html><body><script>while(true){document.write('a')}</script></body></html>"


def picture_bomb() -> bytes:
    """A PNG of a hundred bytes that claims 100,000 x 100,000 points."""

    def chunk(kind: bytes, content: bytes) -> bytes:
        check = zlib.crc32(kind + content)
        return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", check)

    head = struct.pack(">IIBBBBB", 100_000, 100_000, 8, 0, 0, 0, 0)
    data = zlib.compress(bytes(100_001))
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", data) + chunk(b"IEND", b"")


def encrypted_word() -> bytes:
    """What Word leaves of a document with a password: a container with one known name."""
    return _OLE + bytes(504) + "EncryptedPackage".encode("utf-16-le") + bytes(1000)


def truncated_docx() -> bytes:
    """Half of a Word file: its table of contents stands at the end and is lost."""
    whole = word(paper("x.docx", 1))
    return whole[: len(whole) // 2]


#: File, content, and what the report must say of it.
HOSTILE: tuple[tuple[str, Callable[[], bytes], str], ...] = (
    ("bomb.docx", zip_bomb, "unpack to"),
    ("entities.docx", xml_bomb, "not a readable Word document"),
    ("nested.docx", nested_docx, "not a readable Word document"),
    ("paths.docx", path_tricks, "holds no word/document.xml"),
    ("half.docx", truncated_docx, "damaged or cut short"),
    ("password.docx", encrypted_word, "encrypted"),
    ("bomb.odt", odt_bomb, "unpack to"),
    ("password.pdf", encrypted_pdf, "password"),
    ("half.pdf", truncated_pdf, "cut short"),
    ("endless.pdf", endless_pdf, "10000 pages"),
    ("circle.pdf", circular_pdf, "no readable text|not a readable PDF|reader failed"),
    ("scripts.html", scripts_only, "no readable text"),
    ("bomb.png", picture_bomb, "too large|larger than any page"),
    ("empty.txt", lambda: b"", "empty"),
    ("program.txt", lambda: b"\x7fELF" + bytes(range(256)) * 40, "binary"),
)


def write_hostile(folder: Path) -> dict[str, str]:
    """Write all of them; what must be said of each."""
    for name, make, _ in HOSTILE:
        (folder / name).write_bytes(make())
    return {name: reason for name, _, reason in HOSTILE}
