"""A pack as slides with notes: what is said stands on the slide, where it stands in the notes.

A slide takes as many lines as fit at a size that the last row of a meeting hall reads; the
rest goes on to the next one.  A question is followed by a slide with its answer.
"""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence
from itertools import chain, groupby

from pptx.presentation import Presentation as Deck
from pptx.util import Pt

from hoidap import texts
from hoidap.study.exports import slide_layout as layout
from hoidap.study.exports.citing import citation, cited_quote, shortened
from hoidap.study.exports.escaping import xml_text
from hoidap.study.exports.grouping import sections_with_documents
from hoidap.study.exports.pictures import pictures_of
from hoidap.study.exports.quoted_rows import Together, together
from hoidap.study.exports.reasons import reason_with_sources, references
from hoidap.study.item_text import answer_lines, letter
from hoidap.study.pack import ItemKind, KeyPoint, QuizItem, Source, SourceCell, StudyPack

#: Characters of one slide at 22 point: nine lines of some 75 letters.
ROOM = 620
#: Longest point that stands on a slide; the notes hold the whole sentence.
LONGEST_POINT = 420
#: Rows of a table on one slide.
ROWS = 8
#: Letters as large as the text allows: (most characters of a slide, size).
SIZES = ((230, Pt(30)), (420, Pt(26)))
_SMALLEST = Pt(22)


def write(pack: StudyPack, site: str) -> bytes:
    """The whole pack; notes name the sources."""
    del site  # notes hold plain text
    deck = layout.new_deck()
    about = deck.core_properties
    about.title, about.author = xml_text(pack.title), "HoiDap"
    about.created = about.modified = pack.created_at.replace(tzinfo=None)
    minutes = texts.PAPER_LENGTH.format(minutes=pack.request.minutes)
    audience = pack.request.audience
    lines = [texts.PAPER_FOR.format(audience=xml_text(audience))] if audience else []
    layout.opening(deck, xml_text(pack.title), [*lines, minutes])
    _listed(deck, texts.PAPER_AIMS, [(aim, "") for aim in pack.aims])
    _listed(deck, texts.PAPER_AGENDA, list(_agenda(pack)))
    _pointed(deck, texts.PAPER_SUMMARY, pack.summary)
    for document, section in sections_with_documents(pack):
        if document:
            layout.opening(deck, xml_text(document), [])
        _pointed(deck, section.title, section.points)
    _pointed(deck, texts.PAPER_NEWS, pack.news)
    terms = [
        (f"{term.term}: {shortened(term.definition, LONGEST_POINT)}", cited_quote(term.source))
        for term in pack.terms
    ]
    _listed(deck, texts.PAPER_TERMS, terms)
    for picture in pictures_of(pack):
        slide = layout.picture(deck, picture.title, io.BytesIO(picture.png), picture.description)
        layout.note(slide, xml_text(picture.description))
    for number, each in enumerate(pack.discussion, 1):
        title = f"{texts.PAPER_DISCUSSION} {number}"
        slide = layout.content(deck, title, [xml_text(each.question)], size=Pt(28), bullets=False)
        held = [texts.PAPER_DISCUSSION_HOLD, *(cited_quote(source) for source in each.sources)]
        layout.note(slide, xml_text("\n".join(held if each.sources else [])))
    for number, item in enumerate(pack.quiz, 1):
        _question(deck, number, item)
    written = io.BytesIO()
    deck.save(written)
    return written.getvalue()


def _agenda(pack: StudyPack) -> Iterator[tuple[str, str]]:
    for entry in pack.agenda:
        span = texts.PAPER_MINUTES.format(minutes=entry.minutes)
        yield f"{entry.title} ({span})", f"{entry.starts}–{entry.starts + entry.minutes}"


def _pointed(deck: Deck, title: str, points: Sequence[KeyPoint]) -> None:
    """Slides of points: those of words as lines, those that are rows of a table as tables."""
    for is_table, found in groupby(together(points), key=lambda each: bool(each.rows)):
        some = list(found)
        if is_table:
            for each in some:
                _tabled(deck, title, each)
        else:
            words = [each.points[0] for each in some]
            _listed(deck, title, _points(words), _sources(words))


def _tabled(deck: Deck, title: str, each: Together) -> None:
    """Slides with the rows of one table, its header on each."""
    header = [row for row in each.rows if all(cell.header for cell in row)]
    body = each.rows[len(header) :]
    most = max(1, ROWS - len(header))
    named = texts.PAPER_SOURCE.format(references=references(each.sources))
    for at in range(0, len(body), most):
        name = texts.SLIDE_CONTINUED.format(title=title) if at else title
        rows = tuple(tuple(map(_harmless, row)) for row in (*header, *body[at : at + most]))
        slide = layout.table(deck, xml_text(name), rows)
        layout.footer(slide, xml_text(shortened(named, 200)))
        layout.note(slide, xml_text("\n".join(map(cited_quote, each.sources))))


def _harmless(cell: SourceCell) -> SourceCell:
    return cell.model_copy(update={"text": xml_text(cell.text)})


def _points(points: Sequence[KeyPoint]) -> list[tuple[str, str]]:
    """Each point's line on the slide and its words in the notes."""
    return [
        (
            shortened(point.text, LONGEST_POINT),
            "\n".join(citation(source, point.text) for source in point.sources),
        )
        for point in points
    ]


def _sources(points: Sequence[KeyPoint]) -> tuple[tuple[Source, ...], ...]:
    return tuple(point.sources for point in points)


def _listed(
    deck: Deck,
    title: str,
    lines: Sequence[tuple[str, str]],
    sources: tuple[tuple[Source, ...], ...] = (),
) -> None:
    """Slides with as many lines as fit, each line's note in the notes; ``sources`` by line."""
    done = 0
    for page, chosen in enumerate(_pages(lines)):
        name = texts.SLIDE_CONTINUED.format(title=title) if page else title
        words = [xml_text(line) for line, _ in chosen]
        slide = layout.content(deck, xml_text(name), words, size=_size(words))
        layout.note(slide, xml_text("\n".join(note for _, note in chosen if note)))
        here = tuple(chain.from_iterable(sources[done : done + len(chosen)]))
        if here:
            named = texts.PAPER_SOURCE.format(references=references(here))
            layout.footer(slide, xml_text(shortened(named, 200)))
        done += len(chosen)


def _pages(lines: Sequence[tuple[str, str]]) -> Iterator[list[tuple[str, str]]]:
    page: list[tuple[str, str]] = []
    taken = 0
    for line in lines:
        # A short line takes a whole row all the same.
        size = max(75, len(line[0]) + 20)
        if page and taken + size > ROOM:
            yield page
            page, taken = [], 0
        page.append(line)
        taken += size
    if page:
        yield page


def _size(lines: Sequence[str]) -> Pt:
    """The largest letters in which the lines fit; a short line takes a whole row all the same."""
    taken = sum(max(35, len(line)) for line in lines)
    return next((size for most, size in SIZES if taken <= most), _SMALLEST)


def _question(deck: Deck, number: int, item: QuizItem) -> None:
    name = texts.PAPER_QUESTION.format(number=number)
    lines = [item.prompt, *_choices(item)]
    words = [xml_text(line) for line in lines]
    size = _size(words)
    asked = layout.content(deck, name, words, size=size, bullets=False)
    layout.note(asked, xml_text("; ".join(answer_lines(item))))
    title = f"{name}. {texts.PAPER_KEY}"
    if item.kind is ItemKind.CHOICE:
        answered = layout.content(deck, title, words, size=size, bullets=False)
        layout.emphasise(answered, 1 + item.correct[0])
    else:
        answer = [item.prompt, *answer_lines(item)]
        words = [xml_text(line) for line in answer]
        answered = layout.content(deck, title, words, size=size, bullets=False)
        for index in range(1, len(answer)):
            layout.emphasise(answered, index)
    named = texts.PAPER_SOURCE.format(references=references(item.sources))
    layout.footer(answered, xml_text(shortened(named, 200)))
    quotes = "\n".join(cited_quote(source) for source in item.sources)
    layout.note(answered, xml_text(f"{reason_with_sources(item)}\n{quotes}"))


def _choices(item: QuizItem) -> Iterator[str]:
    yield from (f"{number}. {left}" for number, left in enumerate(item.left, 1))
    if item.kind is not ItemKind.TRUE_FALSE:
        yield from (f"{letter(index)}. {option}" for index, option in enumerate(item.options))
