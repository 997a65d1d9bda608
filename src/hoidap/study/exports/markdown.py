"""A pack as Markdown: footnotes are citations, as GitHub, Pandoc and Obsidian read them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from hoidap import texts
from hoidap.study.exports.escaping import markdown_text
from hoidap.study.exports.grouping import sections_with_documents
from hoidap.study.item_text import full_key, letter
from hoidap.study.pack import ItemKind, KeyPoint, QuizItem, Source, StudyPack


def write(pack: StudyPack, site: str) -> bytes:
    """The whole pack; links to sources begin with ``site``."""
    return ("\n".join(_Paper(site).lines(pack)).strip() + "\n").encode("utf-8")


class _Paper:
    def __init__(self, site: str) -> None:
        self._site = site
        self._notes: list[Source] = []

    def lines(self, pack: StudyPack) -> Iterator[str]:
        yield f"# {markdown_text(pack.title)}"
        yield ""
        if pack.request.audience:
            yield texts.PAPER_FOR.format(audience=markdown_text(pack.request.audience)) + "  "
        yield texts.PAPER_LENGTH.format(minutes=pack.request.minutes)
        yield from self._list(texts.PAPER_NOTES, pack.notes)
        yield from self._list(texts.PAPER_AIMS, pack.aims)
        yield from self._agenda(pack)
        yield from self._points(texts.PAPER_SUMMARY, pack.summary)
        yield from self._outline(pack)
        yield from self._points(texts.PAPER_NEWS, pack.news)
        if pack.terms:
            yield from _heading(texts.PAPER_TERMS)
        for term in pack.terms:
            yield f"- **{markdown_text(term.term)}**: {self._cited(term.definition, term.source)}"
        if pack.timeline:
            yield from _heading(texts.PAPER_TIMELINE)
        for entry in pack.timeline:
            yield f"- {entry.on:%d/%m/%Y}: {markdown_text(entry.label)}"
        yield from self._readings(pack)
        yield from self._discussion(pack)
        yield from self._quiz(pack)
        yield from self._sources()

    def _cited(self, text: str, *sources: Source) -> str:
        marks = []
        for source in sources:
            if source not in self._notes:
                self._notes.append(source)
            marks.append(f"[^{self._notes.index(source) + 1}]")
        return markdown_text(text) + "".join(marks)

    @staticmethod
    def _list(title: str, entries: Iterable[str]) -> Iterator[str]:
        entries = tuple(entries)
        if entries:
            yield from _heading(title)
            yield from (f"- {markdown_text(entry)}" for entry in entries)

    @staticmethod
    def _agenda(pack: StudyPack) -> Iterator[str]:
        yield from _heading(texts.PAPER_AGENDA)
        yield f"| {texts.PAPER_AGENDA_TIME} | {texts.PAPER_AGENDA_CONTENT} |"
        yield "|---|---|"
        for entry in pack.agenda:
            span = f"{entry.starts}–{entry.starts + entry.minutes}"
            yield f"| {span} | {markdown_text(entry.title)} |"

    def _outline(self, pack: StudyPack) -> Iterator[str]:
        yield from _heading(texts.PAPER_OUTLINE)
        for number, (document, section) in enumerate(sections_with_documents(pack), 1):
            if number > 1:
                yield ""
            if document:
                yield from (f"*{markdown_text(document)}*", "")
            yield from (f"### {number}. {markdown_text(section.title)}", "")
            yield from (self._point(point) for point in section.points)

    def _points(self, title: str, points: Sequence[KeyPoint]) -> Iterator[str]:
        if points:
            yield from _heading(title)
            yield from (self._point(point) for point in points)

    def _point(self, point: KeyPoint) -> str:
        flag = f" *({texts.PAPER_FLAG.format(flag=markdown_text(point.flag))})*"
        return f"- {self._cited(point.text, *point.sources)}{flag if point.flag else ''}"

    def _readings(self, pack: StudyPack) -> Iterator[str]:
        if pack.readings:
            yield from _heading(texts.PAPER_READINGS)
        for reading in pack.readings:
            minutes = texts.PAPER_MINUTES.format(minutes=reading.minutes)
            yield f"- {self._link(reading.source)} ({minutes}): {markdown_text(reading.why)}"

    def _discussion(self, pack: StudyPack) -> Iterator[str]:
        if pack.discussion:
            yield from _heading(texts.PAPER_DISCUSSION)
        for number, each in enumerate(pack.discussion, 1):
            yield f"{number}. {self._cited(each.question, *each.sources)}"

    def _quiz(self, pack: StudyPack) -> Iterator[str]:
        if not pack.quiz:
            return
        yield from _heading(texts.PAPER_QUIZ)
        for number, item in enumerate(pack.quiz, 1):
            prompt = markdown_text(item.prompt)
            yield from (f"**{texts.PAPER_QUESTION.format(number=number)}.** {prompt}", "")
            yield from _choices(item)
        yield from _heading(texts.PAPER_KEY)
        for number, item in enumerate(pack.quiz, 1):
            reason = self._cited(item.reason, *item.sources)
            yield f"{number}. **{markdown_text(full_key(item))}** {reason}"

    def _sources(self) -> Iterator[str]:
        yield ""
        for number, source in enumerate(self._notes, 1):
            quote = markdown_text(" ".join(source.quote.split()))
            yield f"[^{number}]: {self._link(source)}: “{quote}”"

    def _link(self, source: Source) -> str:
        return f"[{markdown_text(source.reference)}](<{self._site}{source.url}>)"


def _heading(title: str) -> tuple[str, ...]:
    return ("", f"## {title}", "")


def _choices(item: QuizItem) -> Iterator[str]:
    for number, left in enumerate(item.left, 1):
        yield f"- ({number}) {markdown_text(left)}"
    if item.left:
        yield ""
    if item.kind is not ItemKind.TRUE_FALSE:
        for index, option in enumerate(item.options):
            yield f"- {letter(index)}. {markdown_text(option)}"
    if item.options and item.kind is not ItemKind.TRUE_FALSE:
        yield ""
