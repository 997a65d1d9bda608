"""From what the reader marks to what is quoted.

Of a passage the paragraphs are quoted in which it marks a sentence, or all of it where
it is short: the sentence that answers is often the one beside the sentence that repeats the
question.  An item is led in by the line that opens its list, a row by its table's header.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from hoidap.answering.citations import Evidence
from hoidap.answering.enumerations import (
    Enumeration,
    enumeration_at,
    opened_by_heading,
    opening_above,
)
from hoidap.answering.evidence import AnswerUnit, Range, evidence_of
from hoidap.answering.outlines import heading_range
from hoidap.answering.passages_read import ReadPassage
from hoidap.domain import Document
from hoidap.retrieval.reading import Reading

#: A second passage is quoted whose score is so close; of the one that holds most of the question's
#: words less is asked.
CLOSE_ENOUGH: Final = 2.5
BEST_BY_WORDS: Final = 4.0
#: Of a table the rows are quoted that are marked so nearly as the best.
ROW_OF_BEST: Final = 0.95
#: Up to so many characters what belongs together is quoted whole: a screen's third.
WHOLE: Final = 700
#: Most characters of an answer, unless its best passage alone is longer.
LONGEST_ANSWER: Final = 1300
#: A list that is asked for is quoted whole up to this many.
LONGEST_LIST: Final = 1200


def units_read(reading: Reading, passages: Sequence[ReadPassage]) -> list[AnswerUnit]:
    """What the reader marks, as units: those of the best passage first, in it the best first."""
    units: list[AnswerUnit] = []
    for each in passages:
        document = reading.document(each.ranked.passage.document_id)
        for index in sorted(each.read.chosen, key=lambda i: -each.read.marks[i]):
            ranges = _led_in(document, _place(each, index))
            # Marks order the units of one passage, and no passages.
            score = each.score + each.read.marks[index] - 1
            units.append(_answer_unit(each, document, ranges, score))
    return units


def shown_read(
    reading: Reading,
    passages: Sequence[ReadPassage],
    mentioned: Sequence[str],
    by_words: ReadPassage,
    *,
    asks_list: bool,
) -> list[Evidence]:
    """The evidence of the best passage and of a second one; ``passages`` come best first.

    Of several documents that are ``mentioned`` each has its say; ``by_words`` is the passage of
    which one sentence holds most of what is asked: that is quoted in any case.
    """
    shown: list[Evidence] = []
    length = 0
    for each in _to_quote(passages, mentioned, by_words):
        document = reading.document(each.ranked.passage.document_id)
        ranges = _quoted(each, document, asks_list=asks_list)
        if each.ranked is by_words.ranked and by_words.read.chosen:
            sentence = max(by_words.read.chosen, key=by_words.read.marks.__getitem__)
            ranges = _merged([*ranges, _place(by_words, sentence)], document.text)
        if shown and length + _size(ranges) > LONGEST_ANSWER:
            ranges = _marked(each, document)
        too_long = shown and length + _size(ranges) > LONGEST_ANSWER
        if too_long or _rivals(shown, each, document, ranges):
            continue
        length += _size(ranges)
        locator = each.ranked.passage.locator
        shown += [evidence_of(document, one, locator) for one in ranges]
    return shown


def _to_quote(
    passages: Sequence[ReadPassage], mentioned: Sequence[str], by_words: ReadPassage
) -> list[ReadPassage]:
    """The best passage, and a second one that is as good or the best of each document compared.

    Where reader and words differ, both are shown.
    """
    best, *others = passages
    if len(mentioned) > 1:
        by_document: dict[str, ReadPassage] = {}
        for each in passages:
            by_document.setdefault(each.ranked.passage.document_id, each)
        compared = [each for key, each in by_document.items() if key in mentioned]
        return list(dict.fromkeys([best, *compared]))
    close = [each for each in others[:1] if each.score >= best.score - CLOSE_ENOUGH]
    least = best.score - BEST_BY_WORDS
    held = [each for each in others if each.ranked is by_words.ranked and each.score >= least]
    return list(dict.fromkeys([best, *close, *held]))


def _quoted(each: ReadPassage, document: Document, *, asks_list: bool) -> list[Range]:
    """What is quoted of one passage, in reading order, neighbours joined."""
    passage = each.ranked.passage
    marked = [_place(each, index) for index in each.read.chosen]
    if document.rows_in(passage.start, passage.end):
        return _marked(each if asks_list else _best_rows(each, document), document)
    lists = [_list_around(document, place, opened_behind=asks_list) for place in marked]
    if asks_list and lists != marked:
        wider = lists
    else:
        wider = [_paragraph(passage.start, passage.end, document.text, place) for place in marked]
        if passage.end - passage.start <= WHOLE:
            wider = [Range(passage.start, passage.end)]
        elif _size(_merged(wider, document.text)) > WHOLE:
            wider = marked
        if asks_list:
            wider += lists
        wider += [one for one in lists if one.end - one.start <= WHOLE]
    closed = [_with_its_list(document, place) for place in wider]
    places = [one for place in closed for one in _led_in(document, place)]
    return _merged(places, document.text)


def _with_its_list(document: Document, place: Range) -> Range:
    """A range that ends in the sentence that opens a list, with the list or without the sentence.

    A lead-in alone says nothing.
    """
    end = place.start + len(document.text[place.start : place.end].rstrip())
    opened = enumeration_at(document, end - 1, end)
    if opened is None or opened.lead_in.end != end:
        return place
    if opened.end - opened.start <= LONGEST_LIST:
        return Range(place.start, opened.end)
    return Range(place.start, opened.start) if place.start < opened.start else place


def _best_rows(each: ReadPassage, document: Document) -> ReadPassage:
    """The same with what is marked nearly as much as the best row: rows of a table are alike."""
    headers = [table.header for table in document.tables]
    read = each.read
    rows = [
        index
        for index in read.chosen
        if not any(start <= _place(each, index).start < end for start, end in headers)
    ]
    least = ROW_OF_BEST * max((read.marks[index] for index in rows), default=0.0)
    chosen = tuple(index for index in rows if read.marks[index] >= least)
    return replace(each, read=replace(read, chosen=chosen or read.chosen))


def _marked(each: ReadPassage, document: Document) -> list[Range]:
    """What the reader marks in one passage and nothing more, led in."""
    marked = [_place(each, index) for index in each.read.chosen]
    places = [one for place in marked for one in _led_in(document, place)]
    return _merged(places, document.text)


def _size(ranges: Sequence[Range]) -> int:
    return sum(one.end - one.start for one in ranges)


def _place(each: ReadPassage, index: int) -> Range:
    start, end = each.read.units[index]
    return Range(each.ranked.passage.start + start, each.ranked.passage.start + end)


def _led_in(document: Document, place: Range) -> tuple[Range, ...]:
    """A range behind what leads in the item it begins in.

    A row's header, the sentence that opens its list, the item that it is a part of, or the
    heading alone above it.
    """
    for table in document.tables:
        if table.start <= place.start < table.end:
            return (Range(*table.header), place) if table.header[1] else (place,)
    listed = enumeration_at(document, place.start, place.start + 1)
    if listed is not None:
        opens = place.start < listed.items[0][0]
        return (place,) if opens else (listed.lead_in, place)
    opening = opening_above(document, place.start)
    if opening is not None:
        return (Range(*opening), place)
    above = opened_by_heading(document, place.start)
    return (place,) if above is None else (heading_range(document, above), place)


def _list_around(document: Document, place: Range, *, opened_behind: bool) -> Range:
    """The list that a range opens or belongs to, whole; ``opened_behind``: or the next sentence.

    Nothing more than the range where that is too long.
    """
    found = enumeration_at(document, place.start, place.end)
    if found is None and opened_behind:
        found = _list_behind(document, place.end)
    above = opened_by_heading(document, place.start) if found is None else None
    around = found or above
    if around is None or around.end - around.start > LONGEST_LIST:
        return place
    return Range(min(around.start, place.start), max(place.end, around.end))


def _list_behind(document: Document, end: int) -> Enumeration | None:
    """The list that the sentence behind a range opens: "Các đơn vị đó gồm:"."""
    behind = document.text[end : end + LONGEST_LIST]
    opening = end + len(behind) - len(behind.lstrip())
    found = enumeration_at(document, opening, opening + 1)
    return found if found is not None and found.start == opening else None


def _paragraph(start: int, end: int, text: str, place: Range) -> Range:
    """The lines that a range stands in, inside a passage."""
    first = max(start, text.rfind("\n", start, place.start) + 1)
    last = text.find("\n", place.end, end)
    return Range(first, end if last < 0 else last)


def _merged(ranges: Sequence[Range], text: str) -> list[Range]:
    """Ranges in reading order, those that overlap or touch as one, without space at the ends."""
    merged: list[Range] = []
    for one in sorted(ranges):
        if merged and not text[merged[-1].end : one.start].strip():
            merged[-1] = Range(merged[-1].start, max(merged[-1].end, one.end))
        else:
            merged.append(one)
    return [_stripped(one, text) for one in merged]


def _stripped(one: Range, text: str) -> Range:
    quote = text[one.start : one.end]
    before = len(quote) - len(quote.lstrip())
    return Range(one.start + before, one.start + max(before, len(quote.rstrip())))


def _rivals(
    shown: Sequence[Evidence], each: ReadPassage, document: Document, ranges: Sequence[Range]
) -> bool:
    """Whether rows of a table follow a row of the same table: they say it of somebody else."""
    same = any(one.document_id == each.ranked.passage.document_id and one.rows for one in shown)
    return same and any(document.rows_in(one.start, one.end) for one in ranges)


def _answer_unit(
    each: ReadPassage, document: Document, ranges: Sequence[Range], score: float
) -> AnswerUnit:
    locator = each.ranked.passage.locator
    evidence = tuple(evidence_of(document, one, locator) for one in ranges)
    return AnswerUnit(each.ranked.passage.document_id, evidence, score)
