"""A pack as a Word document: citations are footnotes, the answer key has its own page."""

from __future__ import annotations

import io
from collections.abc import Iterable, Sequence

from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.shared import Mm
from docx.text.paragraph import Paragraph

from hoidap import texts
from hoidap.study.exports import word_layout as layout
from hoidap.study.exports.citing import capitalised, citation, shortened
from hoidap.study.exports.escaping import xml_text
from hoidap.study.exports.footnotes import Footnotes
from hoidap.study.exports.grouping import sections_with_documents
from hoidap.study.exports.pictures import pictures_of
from hoidap.study.exports.quoted_rows import Rows, together
from hoidap.study.exports.reasons import references
from hoidap.study.item_text import across_of, full_key, letter
from hoidap.study.pack import ItemKind, KeyPoint, QuizItem, Source, StudyPack

#: Widths of columns in mm; together as wide as the text.
_AGENDA = (34.0, 126.0)
_READINGS = (70.0, 20.0, 70.0)
_KEY = (14.0, 56.0, 90.0)


def write(pack: StudyPack, site: str) -> bytes:
    """The whole pack; footnotes link to the source viewer at ``site``."""
    return _Paper(site).write(pack)


class _Paper:
    def __init__(self, site: str) -> None:
        self._site = site
        self._document = layout.new_paper()
        self._notes = Footnotes(self._document)

    def write(self, pack: StudyPack) -> bytes:
        about = self._document.core_properties
        about.title, about.author, about.language = xml_text(pack.title), "HoiDap", "vi-VN"
        about.created = about.modified = pack.created_at.replace(tzinfo=None)
        layout.letterhead(self._document)
        layout.title(self._document, texts.PAPER_TYPE, xml_text(pack.title))
        self._opening(pack)
        self._dashes(texts.PAPER_AIMS, pack.aims)
        self._agenda(pack)
        self._points(texts.PAPER_SUMMARY, pack.summary)
        self._outline(pack)
        self._points(texts.PAPER_NEWS, pack.news)
        self._terms(pack)
        self._pictures(pack)
        self._readings(pack)
        self._discussion(pack)
        if pack.quiz:
            self._quiz(pack)
            self._key(pack)
        self._notes.close()
        written = io.BytesIO()
        self._document.save(written)
        return written.getvalue()

    def _opening(self, pack: StudyPack) -> None:
        if pack.request.audience:
            audience = xml_text(pack.request.audience)
            self._document.add_paragraph(texts.PAPER_FOR.format(audience=audience))
        self._document.add_paragraph(texts.PAPER_LENGTH.format(minutes=pack.request.minutes))
        for note in pack.notes:
            self._document.add_paragraph().add_run(xml_text(note)).italic = True

    def _heading(self, words: str, level: int = 1) -> Paragraph:
        heading: Paragraph = self._document.add_heading(xml_text(words), level)
        return heading

    def _cite(self, paragraph: Paragraph, sources: Iterable[Source], shown: str = "") -> None:
        """Footnotes for sources; they quote what neither the paragraph nor ``shown`` says."""
        shown = shown or paragraph.text
        for number, source in enumerate(sources):
            if number:
                paragraph.add_run(",").font.superscript = True
            self._notes.add(paragraph, citation(source, shown), self._site + source.url)

    def _dashes(self, title: str, lines: Sequence[str]) -> None:
        if lines:
            self._heading(title)
        for line in lines:
            layout.dash(self._document, xml_text(line))

    def _agenda(self, pack: StudyPack) -> None:
        self._heading(texts.PAPER_AGENDA)
        header = (texts.PAPER_AGENDA_TIME, texts.PAPER_AGENDA_CONTENT)
        table = layout.table(self._document, header, _AGENDA)
        for entry in pack.agenda:
            cells = layout.add_row(table, _AGENDA)
            span = f"{entry.starts}–{entry.starts + entry.minutes}"
            layout.write_cell(cells[0], texts.PAPER_MINUTES.format(minutes=span), centred=True)
            layout.write_cell(cells[1], xml_text(entry.title))

    def _outline(self, pack: StudyPack) -> None:
        self._heading(texts.PAPER_OUTLINE)
        for document, section in sections_with_documents(pack):
            if document:
                self._document.add_paragraph(xml_text(document), style=layout.DOCUMENT)
            self._heading(section.title, 2)
            self._listed(section.points)

    def _listed(self, points: Sequence[KeyPoint]) -> None:
        for each in together(points):
            if each.rows:
                self._rows(each.rows, each.sources)
            else:
                self._point(each.points[0])

    def _rows(self, rows: Rows, sources: Sequence[Source]) -> None:
        """A table of quoted rows, and below it where they stand."""
        layout.quoted_table(self._document, rows)
        named = texts.PAPER_SOURCE.format(references=references(tuple(sources)))
        below = layout.quotation(self._document, xml_text(named))
        self._cite(below, sources, " ".join(source.quote for source in sources))

    def _point(self, point: KeyPoint) -> None:
        paragraph = layout.dash(self._document, xml_text(point.text))
        self._cite(paragraph, point.sources)
        self._flag(paragraph, point.flag)

    @staticmethod
    def _flag(paragraph: Paragraph, flag: str) -> None:
        if flag:
            words = f" [{texts.PAPER_FLAG.format(flag=xml_text(flag))}]"
            paragraph.add_run(words).italic = True

    def _points(self, title: str, points: Sequence[KeyPoint]) -> None:
        if points:
            self._heading(title)
        self._listed(points)

    def _terms(self, pack: StudyPack) -> None:
        if pack.terms:
            self._heading(texts.PAPER_TERMS)
        for term in pack.terms:
            paragraph = layout.dash(self._document)
            paragraph.add_run(xml_text(term.term)).bold = True
            paragraph.add_run(f": {xml_text(term.definition)}")
            self._cite(paragraph, (term.source,))

    def _pictures(self, pack: StudyPack) -> None:
        for picture in pictures_of(pack):
            self._heading(picture.title)
            paragraph = self._document.add_paragraph()
            paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
            paragraph.paragraph_format.first_line_indent = Mm(0)
            shape = paragraph.add_run().add_picture(io.BytesIO(picture.png))
            most = layout.TEXT_WIDTH
            if shape.width > most:
                shape.height, shape.width = round(shape.height * most / shape.width), most
            shape._inline.docPr.set("descr", xml_text(picture.description))

    def _readings(self, pack: StudyPack) -> None:
        if not pack.readings:
            return
        self._heading(texts.PAPER_READINGS)
        header = (texts.PAPER_READINGS, texts.PAPER_AGENDA_TIME, texts.PAPER_READING_WHY)
        table = layout.table(self._document, header, _READINGS)
        for reading in pack.readings:
            cells = layout.add_row(table, _READINGS)
            layout.write_cell(cells[0], xml_text(capitalised(reading.source.reference)))
            minutes = texts.PAPER_MINUTES.format(minutes=reading.minutes)
            layout.write_cell(cells[1], minutes, centred=True)
            layout.write_cell(cells[2], xml_text(reading.why))

    def _discussion(self, pack: StudyPack) -> None:
        if pack.discussion:
            self._heading(texts.PAPER_DISCUSSION)
        for number, each in enumerate(pack.discussion, 1):
            paragraph = self._document.add_paragraph()
            name = texts.PAPER_QUESTION.format(number=number)
            paragraph.add_run(f"{name}. ").bold = True
            paragraph.add_run(xml_text(each.question))
            paragraph.paragraph_format.keep_with_next = bool(each.sources)
            for source in each.sources:
                if source.rows:
                    self._rows(source.rows, (source,))
                    continue
                quoted = layout.quotation(self._document, f"“{xml_text(shortened(source.quote))}”")
                self._cite(quoted, (source,))

    def _quiz(self, pack: StudyPack) -> None:
        self._heading(texts.PAPER_QUIZ)
        for number, item in enumerate(pack.quiz, 1):
            paragraph = self._document.add_paragraph()
            paragraph.add_run(f"{texts.PAPER_QUESTION.format(number=number)}. ").bold = True
            paragraph.add_run(xml_text(item.prompt))
            self._flag(paragraph, item.flag)
            lines = list(_choices(item))
            paragraph.paragraph_format.keep_with_next = bool(lines)
            for at, line in enumerate(lines, 1):
                look = f"{layout.OPTION} {across_of(item)}"
                option = self._document.add_paragraph(xml_text(line), style=look)
                option.paragraph_format.keep_with_next = at < len(lines)

    def _key(self, pack: StudyPack) -> None:
        layout.new_page(self._document)
        self._heading(texts.PAPER_KEY)
        header = (texts.PAPER_KEY_QUESTION, texts.PAPER_KEY, texts.PAPER_KEY_REASON)
        table = layout.table(self._document, header, _KEY)
        for number, item in enumerate(pack.quiz, 1):
            cells = layout.add_row(table, _KEY)
            layout.write_cell(cells[0], str(number), centred=True)
            layout.write_cell(cells[1], xml_text(full_key(item)))
            unsaid = [each for each in item.sources if each.reference not in item.reason]
            self._cite(layout.write_cell(cells[2], xml_text(item.reason)), unsaid)


def _choices(item: QuizItem) -> Iterable[str]:
    """The lines below a question: left column, then lettered options, short ones side by side."""
    yield from (f"{number}.\t{left}" for number, left in enumerate(item.left, 1))
    if item.kind is ItemKind.TRUE_FALSE:
        return
    options = [f"{letter(index)}.\t{option}" for index, option in enumerate(item.options)]
    across = across_of(item)
    yield from ("\t".join(options[at : at + across]) for at in range(0, len(options), across))
