"""A pack as a PDF to hand out, with the answer key on a page of its own."""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence

from PIL import Image as Pixels
from reportlab.platypus import CondPageBreak, Image, KeepTogether, PageBreak, Paragraph

from hoidap import texts
from hoidap.study.exports import pdf_layout as layout
from hoidap.study.exports.citing import capitalised, shortened
from hoidap.study.exports.grouping import sections_with_documents
from hoidap.study.exports.pdf_layout import marked, text
from hoidap.study.exports.pictures import Picture, pictures_of
from hoidap.study.exports.quoted_rows import Rows, Together, together
from hoidap.study.item_text import across_of, full_key, letter
from hoidap.study.pack import ItemKind, KeyPoint, QuizItem, Source, StudyPack
from hoidap.vietnamese.roman import to_roman

#: Points of the page that a pixel of a picture takes when there is room.
_POINTS_PER_PIXEL = 0.5


def write(pack: StudyPack, site: str) -> bytes:
    """The whole pack; sources link to the viewer at ``site``."""
    written = io.BytesIO()
    paper = _Paper(site)
    layout.PaperTemplate(written, pack.title).build(list(paper.flow(pack)))
    return written.getvalue()


class _Paper:
    def __init__(self, site: str) -> None:
        self._site = site
        self._styles = layout.Styles()
        self._headings = 0

    def flow(self, pack: StudyPack) -> Iterator[object]:
        yield from layout.letterhead(self._styles)
        yield text(texts.PAPER_TYPE, self._styles.kind)
        yield text(pack.title, self._styles.title)
        yield from self._opening(pack)
        yield from self._dashes(texts.PAPER_AIMS, pack.aims)
        yield from self._agenda(pack)
        yield from self._points(texts.PAPER_SUMMARY, pack.summary)
        yield from self._outline(pack)
        yield from self._points(texts.PAPER_NEWS, pack.news)
        yield from self._terms(pack)
        for picture in pictures_of(pack):
            yield KeepTogether([self._heading(picture.title), _image(picture)])
        yield from self._readings(pack)
        yield from self._discussion(pack)
        if pack.quiz:
            yield from self._quiz(pack)
            yield PageBreak()
            yield from self._key(pack)

    def _opening(self, pack: StudyPack) -> Iterator[object]:
        if pack.request.audience:
            audience = texts.PAPER_FOR.format(audience=pack.request.audience)
            yield text(audience, self._styles.centred)
        minutes = texts.PAPER_LENGTH.format(minutes=pack.request.minutes)
        yield text(minutes, self._styles.centred)
        for note in pack.notes:
            yield text(note, self._styles.source)

    def _heading(self, words: str, *, of_table: bool = False) -> Paragraph:
        self._headings += 1
        look = self._styles.of_table if of_table else self._styles.first
        return text(f"{to_roman(self._headings)}. {words}", look)

    def _before_table(self, words: str) -> Iterator[object]:
        """A heading that stays with the first rows, while the table may go on to other pages."""
        yield CondPageBreak(layout.TABLE_ROOM)
        yield self._heading(words, of_table=True)

    def _cited(self, sources: Sequence[Source]) -> str:
        links = {
            source.reference: layout.linked(capitalised(source.reference), self._site + source.url)
            for source in sources
        }
        return "; ".join(links.values())

    def _dashes(self, title: str, lines: Sequence[str]) -> Iterator[object]:
        if lines:
            yield self._heading(title)
        for line in lines:
            yield text(line, self._styles.point, bulletText="–")

    def _agenda(self, pack: StudyPack) -> Iterator[object]:
        yield from self._before_table(texts.PAPER_AGENDA)
        rows: list[list[object]] = []
        for each in pack.agenda:
            span = f"{each.starts}–{each.starts + each.minutes}"
            when = text(texts.PAPER_MINUTES.format(minutes=span), self._styles.cell_centred)
            rows.append([when, text(each.title, self._styles.cell)])
        header = [texts.PAPER_AGENDA_TIME, texts.PAPER_AGENDA_CONTENT]
        yield layout.table(header, rows, [0.22, 0.78], self._styles)

    def _outline(self, pack: StudyPack) -> Iterator[object]:
        yield self._heading(texts.PAPER_OUTLINE)
        for number, (document, section) in enumerate(sections_with_documents(pack), 1):
            if document:
                yield CondPageBreak(layout.TABLE_ROOM)
                yield text(document, self._styles.document)
            heading = text(f"{number}. {section.title}", self._styles.second)
            points = [self._shown(each) for each in together(section.points)]
            # A heading alone at the foot of a page belongs to nothing.
            yield KeepTogether([heading, *(part for point in points[:1] for part in point)])
            yield from (KeepTogether(point) for point in points[1:])

    def _points(self, title: str, points: Sequence[KeyPoint]) -> Iterator[object]:
        if points:
            yield self._heading(title)
        for each in together(points):
            yield KeepTogether(self._shown(each))

    def _shown(self, each: Together) -> list[object]:
        if each.rows:
            return self._rows(each.rows, each.sources)
        return self._point(each.points[0])

    def _rows(self, rows: Rows, sources: Sequence[Source]) -> list[object]:
        cited = Paragraph(self._cited(sources), self._styles.source)
        return [layout.quoted_table(rows, self._styles), cited]

    def _point(self, point: KeyPoint) -> list[object]:
        words = marked(point.text)
        if point.flag:
            words += f" <i>[{marked(texts.PAPER_FLAG.format(flag=point.flag))}]</i>"
        return [
            Paragraph(words, self._styles.point, bulletText="–"),
            Paragraph(self._cited(point.sources), self._styles.source),
        ]

    def _terms(self, pack: StudyPack) -> Iterator[object]:
        if pack.terms:
            yield self._heading(texts.PAPER_TERMS)
        for term in pack.terms:
            words = f"<b>{marked(term.term)}</b>: {marked(term.definition)}"
            yield Paragraph(words, self._styles.point, bulletText="–")
            yield Paragraph(self._cited((term.source,)), self._styles.source)

    def _readings(self, pack: StudyPack) -> Iterator[object]:
        if not pack.readings:
            return
        yield from self._before_table(texts.PAPER_READINGS)
        rows: list[list[object]] = [
            [
                Paragraph(self._cited((each.source,)), self._styles.cell),
                text(texts.PAPER_MINUTES.format(minutes=each.minutes), self._styles.cell_centred),
                text(each.why, self._styles.cell),
            ]
            for each in pack.readings
        ]
        header = [texts.PAPER_READINGS, texts.PAPER_AGENDA_TIME, texts.PAPER_READING_WHY]
        yield layout.table(header, rows, [0.48, 0.14, 0.38], self._styles)

    def _discussion(self, pack: StudyPack) -> Iterator[object]:
        if pack.discussion:
            yield self._heading(texts.PAPER_DISCUSSION)
        for number, each in enumerate(pack.discussion, 1):
            name = texts.PAPER_QUESTION.format(number=number)
            question = Paragraph(f"<b>{name}.</b> {marked(each.question)}", self._styles.question)
            proof: list[object] = []
            for source in each.sources:
                if source.rows:
                    proof += self._rows(source.rows, (source,))
                    continue
                proof.append(text(f"“{shortened(source.quote)}”", self._styles.quote))
                proof.append(Paragraph(self._cited((source,)), self._styles.quoted))
            yield KeepTogether([question, *proof[:2]])
            yield from proof[2:]

    def _quiz(self, pack: StudyPack) -> Iterator[object]:
        yield self._heading(texts.PAPER_QUIZ)
        for number, item in enumerate(pack.quiz, 1):
            name = texts.PAPER_QUESTION.format(number=number)
            words = f"<b>{name}.</b> {marked(item.prompt)}"
            if item.flag:
                words += f" <i>[{marked(texts.PAPER_FLAG.format(flag=item.flag))}]</i>"
            yield KeepTogether([Paragraph(words, self._styles.question), *self._choices(item)])

    def _choices(self, item: QuizItem) -> Iterator[object]:
        for number, left in enumerate(item.left, 1):
            yield text(left, self._styles.option, bulletText=f"{number}.")
        if not item.options or item.kind is ItemKind.TRUE_FALSE:
            return
        options: list[object] = [
            text(option, self._styles.option, bulletText=f"{letter(index)}.")
            for index, option in enumerate(item.options)
        ]
        across = across_of(item)
        yield from options if across == 1 else layout.side_by_side(options, across)

    def _key(self, pack: StudyPack) -> Iterator[object]:
        yield from self._before_table(texts.PAPER_KEY)
        header = [texts.PAPER_KEY_QUESTION, texts.PAPER_KEY, texts.PAPER_KEY_REASON]
        rows = [self._key_row(number, item) for number, item in enumerate(pack.quiz, 1)]
        yield layout.table(header, rows, [0.09, 0.36, 0.55], self._styles)

    def _key_row(self, number: int, item: QuizItem) -> list[object]:
        return [
            text(str(number), self._styles.cell_centred),
            text(full_key(item), self._styles.cell),
            [
                text(item.reason, self._styles.cell),
                Paragraph(self._cited(item.sources), self._styles.cell_source),
            ],
        ]


def _image(picture: Picture) -> Image:
    wide, high = Pixels.open(io.BytesIO(picture.png)).size
    scale = min(_POINTS_PER_PIXEL, layout.WIDTH / wide)
    return Image(io.BytesIO(picture.png), wide * scale, high * scale)
