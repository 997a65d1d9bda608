"""Every export opens in a program that did not write it, and says what the pack says."""

from __future__ import annotations

import io
import json
import os
import re
import shutil
import sqlite3
import subprocess
import unicodedata
import zipfile
from pathlib import Path

import pypdfium2  # type: ignore[import-untyped]
import pytest
from docx import Document
from lxml import etree
from pptx import Presentation

from hoidap.study.exports.citing import shortened
from hoidap.study.exports.formats import ExportFormat, export
from hoidap.study.pack import ItemKind
from tests.completeness import lacking
from tests.study.samples import (
    CHOICE,
    GAP,
    ITEMS,
    LAST_STEP,
    LENGTH,
    MATCH,
    ORDER,
    SUMMARY,
    TIMES,
    sample_pack,
)

SITE = "https://hoidap.example.vn"
HERE = Path(__file__).parent
GIFT_PARSER = HERE / "gift" / "node_modules" / "gift-pegjs"
QTI = "{http://www.imsglobal.org/xsd/imsqti_v2p1}"
WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def exported(wanted: ExportFormat) -> bytes:
    return export(sample_pack(), wanted, SITE).content


def pdf_text(content: bytes) -> str:
    document = pypdfium2.PdfDocument(content)
    pages = (page.get_textpage().get_text_bounded() for page in document)
    return unicodedata.normalize("NFC", " ".join(" ".join(pages).split()))


def office_pdf(content: bytes, ending: str, folder: Path) -> str:
    """The text of what LibreOffice makes of a file; skips where it is not installed."""
    program = shutil.which("soffice")
    if program is None:
        lacking("LibreOffice is missing: apt-get install libreoffice-writer-nogui")
    source = folder / f"pack.{ending}"
    source.write_bytes(content)
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    subprocess.run(
        [program, profile, "--headless", "--convert-to", "pdf", "--outdir", folder, source],
        capture_output=True,
        check=False,
        timeout=120,
    )
    made = folder / "pack.pdf"
    if not made.exists() and ending == "pptx":
        lacking("LibreOffice Impress is missing: apt-get install libreoffice-impress-nogui")
    return letters(pdf_text(made.read_bytes()))


def letters(text: str) -> str:
    """The plain letters of a text.

    Where Times New Roman is missing, LibreOffice takes letters with marks from another font,
    and a PDF holds them beside the line.
    """
    return "".join(each for each in text if each.isascii() and not each.isspace())


def test_names_are_readable_and_have_a_plain_form() -> None:
    made = export(sample_pack(), ExportFormat.DOCX, SITE)
    assert made.name == "Sinh hoạt chuyên đề Quy định 12-QĐ HU.docx"
    assert made.plain_name == "sinh-hoat-chuyen-de-quy-dinh-12-qd-hu.docx"


@pytest.mark.parametrize("wanted", [ExportFormat.PDF, ExportFormat.QTI, ExportFormat.ANSWER_SHEET])
def test_the_same_pack_gives_the_same_file(wanted: ExportFormat) -> None:
    assert exported(wanted) == exported(wanted)


def test_word_has_real_footnotes_with_links_and_numbered_headings() -> None:
    content = exported(ExportFormat.DOCX)
    document = Document(io.BytesIO(content))
    with zipfile.ZipFile(io.BytesIO(content)) as packed:
        notes = etree.fromstring(packed.read("word/footnotes.xml"))
        links = packed.read("word/_rels/footnotes.xml.rels").decode()
    texts = {each.get(f"{WORD}id"): "".join(each.itertext()).strip() for each in notes}
    used = document.element.findall(f".//{WORD}footnoteReference")
    assert [mark.get(f"{WORD}id") for mark in used] == [str(n) for n in range(1, len(used) + 1)]
    assert {str(n) for n in range(1, len(used) + 1)} <= set(texts)
    # The summary is worded anew: its notes quote; a key point is a quotation itself.
    assert texts["1"] == f"K{TIMES.reference[1:]}: “{TIMES.quote.rstrip('.')}”."
    assert texts["3"] == f"K{TIMES.reference[1:]}."
    assert f"{SITE}{TIMES.url}" in links.replace("&amp;", "&")
    headings = [
        each.text for each in document.paragraphs if each.style and each.style.name == "Heading 1"
    ]
    assert headings[:3] == ["Mục tiêu", "Chương trình", "Tóm tắt"]
    assert headings[-1] == "Đáp án"
    assert "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM" in document.tables[0].cell(0, 1).text


def test_word_opens_in_libreoffice_with_its_footnotes_and_the_key_on_its_own_page(
    tmp_path: Path,
) -> None:
    shown = office_pdf(exported(ExportFormat.DOCX), "docx", tmp_path)
    for expected in ("Độc lập - Tự do - Hạnh phúc", "IV. Đề cương nội dung", "1. Thời gian"):
        assert letters(expected) in shown
    assert letters("Kết luận, phân công <việc> & người phụ trách.") in shown
    assert shown.count(letters("số 12-QĐ/HU ngày 15/2/2024")) >= 8  # the footnotes
    pages = pypdfium2.PdfDocument((tmp_path / "pack.pdf").read_bytes())
    begins = [letters(page.get_textpage().get_text_bounded())[:12] for page in pages]
    assert any(letters("XII. Đáp án") in begin for begin in begins)


def test_slides_open_in_libreoffice_and_their_notes_name_the_sources(tmp_path: Path) -> None:
    content = exported(ExportFormat.PPTX)
    deck = Presentation(io.BytesIO(content))
    notes = [
        slide.notes_slide.notes_text_frame.text for slide in deck.slides if slide.has_notes_slide
    ]
    assert any(CHOICE.reason in note and TIMES.reference in note for note in notes)
    shown = office_pdf(content, "pptx", tmp_path)
    for expected in ("Sinh hoạt chuyên đề: Quy định 12-QĐ/HU", "B. 4 lần"):
        assert letters(expected) in shown


def test_pdf_holds_its_letters_and_every_part() -> None:
    content = exported(ExportFormat.PDF)
    shown = pdf_text(content)
    for part in (TIMES.quote, LAST_STEP.quote, "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "XII. Đáp án"):
        assert part in shown
    fonts = set(re.findall(rb"/BaseFont /\w+\+([\w-]+)", content))
    assert {b"LiberationSerif", b"LiberationSerif-Bold"} <= fonts
    assert f"{SITE}{TIMES.url}".encode() in content


def test_a_summary_stands_in_every_paper_with_all_that_it_rests_on() -> None:
    markdown = exported(ExportFormat.MARKDOWN).decode("utf-8")
    assert re.search(rf"- {re.escape(SUMMARY)}\[\^\d\]\[\^\d\]", markdown)
    assert letters(SUMMARY) in letters(pdf_text(exported(ExportFormat.PDF)))
    deck = Presentation(io.BytesIO(exported(ExportFormat.PPTX)))
    (note,) = [
        slide.notes_slide.notes_text_frame.text
        for slide in deck.slides
        if slide.shapes.title is not None and slide.shapes.title.text == "Tóm tắt"
    ]
    assert TIMES.quote.rstrip(".") in note and LENGTH.quote.rstrip(".") in note


def test_the_answer_sheet_has_a_place_for_every_item() -> None:
    shown = pdf_text(exported(ExportFormat.ANSWER_SHEET))
    for number in range(1, len(ITEMS) + 1):
        assert f"{number}." in shown
    assert "PHIẾU TRẢ LỜI" in shown and "Đúng" in shown


def test_markdown_cites_with_footnotes_and_shows_text_as_text() -> None:
    shown = exported(ExportFormat.MARKDOWN).decode("utf-8")
    assert "phân công \\<việc\\> & người phụ trách.[^" in shown
    marks = set(re.findall(r"\[\^(\d+)\](?!:)", shown))
    assert marks == set(re.findall(r"^\[\^(\d+)\]:", shown, re.MULTILINE))
    assert f"](<{SITE}{TIMES.url}>)" in shown


def test_moodle_xml_reads_as_moodle_reads_it() -> None:
    quiz = etree.fromstring(exported(ExportFormat.MOODLE))
    kinds = [each.get("type") for each in quiz]
    assert kinds == ["category", "multichoice", "truefalse", "shortanswer", "matching", "ordering"]
    _, choice, claim, gap, match, order = quiz
    assert [(a.findtext("text"), a.get("fraction")) for a in choice.iter("answer")] == [
        (f"<p>{option}</p>", "100" if index in CHOICE.correct else "0")
        for index, option in enumerate(CHOICE.options)
    ]
    verdicts = [(a.findtext("text"), a.get("fraction")) for a in claim.iter("answer")]
    assert verdicts == [("true", "0"), ("false", "100")]
    assert [a.findtext("text") for a in gap.iter("answer")] == list(GAP.answers)
    pairs = [(s.findtext("text"), s.findtext("answer/text")) for s in match.iter("subquestion")]
    right = [MATCH.options[index] for index in MATCH.correct]
    assert pairs == [*zip(MATCH.left, right, strict=True), ("", "Khen thưởng")]
    steps = [a.findtext("text") for a in order.iter("answer")]
    assert steps == [f"<p>{ORDER.options[index]}</p>" for index in ORDER.correct]
    assert all(TIMES.title in each.findtext("generalfeedback/text") for each in quiz[1:])


def test_gift_is_read_by_a_parser_of_the_format() -> None:
    if not GIFT_PARSER.is_dir():
        pytest.skip("The GIFT parser is missing: run tests/web/install.sh")
    script = (
        "const gift = require(process.argv[1]);"
        "console.log(JSON.stringify(gift.parse(require('fs').readFileSync(0, 'utf8'))))"
    )
    ended = subprocess.run(
        ["node", "-e", script, str(GIFT_PARSER)],
        input=exported(ExportFormat.GIFT),
        capture_output=True,
        check=True,
    )
    questions = json.loads(ended.stdout)
    parsed = [each for each in questions if each["type"] not in ("Description", "Category")]
    assert [each["type"] for each in parsed] == ["MC", "TF", "Short", "Matching", "Matching"]
    choices = [(each["isCorrect"], each["text"]["text"]) for each in parsed[0]["choices"]]
    assert choices == [(index in CHOICE.correct, text) for index, text in enumerate(CHOICE.options)]
    assert parsed[1]["isTrue"] is False
    assert [each["text"]["text"] for each in parsed[2]["choices"]] == list(GAP.answers)
    steps = [each["subanswer"] for each in parsed[4]["matchPairs"]]
    assert steps == [ORDER.options[index] for index in ORDER.correct]


def test_qti_has_an_item_a_file_and_says_how_each_is_scored() -> None:
    with zipfile.ZipFile(io.BytesIO(exported(ExportFormat.QTI))) as packed:
        files = {name: etree.fromstring(packed.read(name)) for name in packed.namelist()}
    manifest = files.pop("imsmanifest.xml")
    assert {each.get("href") for each in manifest.iter("{*}file")} == set(files)
    test = files.pop("test.xml")
    assert [each.get("href") for each in test.iter(f"{QTI}assessmentItemRef")] == sorted(files)
    interactions = {
        ItemKind.CHOICE: "choiceInteraction",
        ItemKind.TRUE_FALSE: "choiceInteraction",
        ItemKind.GAP: "textEntryInteraction",
        ItemKind.MATCH: "matchInteraction",
        ItemKind.ORDER: "orderInteraction",
    }
    for item, name in zip(ITEMS, sorted(files), strict=True):
        root = files[name]
        assert root.find(f".//{QTI}{interactions[item.kind]}") is not None
        identifiers = {each.get("identifier") for each in root.iter() if each.get("identifier")}
        values = [v.text for v in root.find(f".//{QTI}correctResponse")]
        if item.kind is ItemKind.GAP:
            assert values == [item.answers[0]]
        else:
            assert {part for value in values for part in value.split()} <= identifiers
        _validate(root)


def _validate(root: etree._Element) -> None:
    """Against QTI's own schema, where HOIDAP_QTI_SCHEMA names its file."""
    place = os.environ.get("HOIDAP_QTI_SCHEMA")
    if place:
        etree.XMLSchema(etree.parse(place)).assertValid(root)


def test_pictures_stand_in_papers_and_slides_and_say_in_words_what_they_show() -> None:
    with zipfile.ZipFile(io.BytesIO(exported(ExportFormat.DOCX))) as packed:
        body = packed.read("word/document.xml").decode("utf-8")
    assert body.count("<pic:pic") == 2
    assert "15/2/2024: Quy định 12-QĐ/HU ban hành" in body
    deck = Presentation(io.BytesIO(exported(ExportFormat.PPTX)))
    assert sum(hasattr(shape, "image") for slide in deck.slides for shape in slide.shapes) == 2


def test_an_anki_deck_has_a_card_an_item(tmp_path: Path) -> None:
    with zipfile.ZipFile(io.BytesIO(exported(ExportFormat.ANKI))) as packed:
        packed.extract("collection.anki2", tmp_path)
    with sqlite3.connect(tmp_path / "collection.anki2") as collection:
        notes = [fields.split("\x1f") for (fields,) in collection.execute("select flds from notes")]
        (cards,) = collection.execute("select count(*) from cards").fetchone()
    assert len(notes) == cards == len(ITEMS)
    front, back = notes[0]
    assert CHOICE.prompt in front and "4 lần" not in back.partition("B. 4 lần")[0]
    assert f'href="{SITE}{TIMES.url}"' in back


def test_long_quotes_are_cut_in_the_middle() -> None:
    quote = " ".join(f"chữ{n}" for n in range(200))
    cut = shortened(quote, 100)
    assert len(cut) <= 105 and " […] " in cut
    head, tail = cut.split(" […] ")
    assert quote.startswith(head) and quote.endswith(tail)
    assert shortened("Một câu.  Hai\ncâu.") == "Một câu. Hai câu"
