"""Questions about a whole interview: what it is about, what was asked in it.

The gist of an interview stands in the first sentence of each answer and the first list in
it; what was asked stands in its questions.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final

from hoidap import texts
from hoidap.answering.considering import evidence_of
from hoidap.answering.enumerations import enumeration_at
from hoidap.answering.interview_particulars import SMALL_WORDS, meant_interview
from hoidap.answering.naming import document_name
from hoidap.answering.outlines import Outline
from hoidap.answering.unit_outline import Range
from hoidap.domain import Document, Notice, Section, SectionKind
from hoidap.retrieval.query import Query
from hoidap.retrieval.ranked import RankedPassage
from hoidap.retrieval.reading import Reading
from hoidap.retrieval.terms import words_of
from hoidap.vietnamese.normalisation import match_form
from hoidap.vietnamese.sentences import split_sentences

#: Longest list that belongs to a gist, in characters.
LONGEST_LIST: Final = 700
#: What some papers print before an answer.
_MARKS: Final = frozenset({"+", "-", "–", "•", "*"})
_PIECE: Final = r"\b(?:bài|cuộc|buổi) (?:trả lời )?(?:phỏng vấn|báo)\b"
_GIST: Final = re.compile(
    rf"\b(?:tóm tắt|tóm lược|khái quát|điểm qua|nội dung (?:chính|cơ bản|chủ yếu))\b.*{_PIECE}"
    rf"|{_PIECE}.* (?:nói|đề cập|bàn|viết|trao đổi|xoay quanh)(?: (?:đến|tới))?(?: về)?"
    r"(?: (?:những|các))?(?: (?:nội dung|vấn đề|việc|điều))?(?: chính)? (?:gì|nào)\Z"
    rf"|{_PIECE}.* có (?:những |các )?nội dung (?:chính |cơ bản )?(?:là )?(?:gì|nào)\Z"
)
_ASKER: Final = rf"(?:\b(?:phóng viên|nhà báo|người phỏng vấn)\b|{_PIECE})"
_QUESTIONS: Final = re.compile(
    rf"{_ASKER}.* (?:hỏi|đặt|nêu|gồm|có) (?:ra )?(?:(?:những|các|bao nhiêu|mấy) )?"
    r"(?:câu hỏi(?: nào| gì)?|gì)\b"
    rf"|\b(?:những|các|bao nhiêu|mấy) câu hỏi\b.*{_ASKER}"
)
_COUNTS: Final = re.compile(r"\b(?:bao nhiêu|mấy) câu hỏi\b")
#: Words of such a question that say nothing of which interview is meant.
_SMALL: Final = SMALL_WORDS | frozenset(
    words_of(
        "hãy xin tóm tắt lược khái quát điểm qua chính cơ bản chủ yếu đề cập đến tới bàn viết trao"
        " đổi xoay quanh những các vấn đề việc điều có gồm nêu ra bao mấy câu"
    )
)


def find_interview_outline(
    reading: Reading, query: Query, found: Sequence[RankedPassage]
) -> Outline | None:
    """What a question about a whole interview is answered by; None for other questions."""
    form = " ".join(match_form(query.asked_text).split()).strip(" ?.!")
    asks_questions = _QUESTIONS.search(form) is not None
    if query.mentioned or not (asks_questions or _GIST.search(form)):
        return None
    document = meant_interview(reading, query, found, set(words_of(form)) - _SMALL)
    if document is None:
        return None
    turns = [each for each in document.sections if each.kind is SectionKind.TURN]
    evidence = [
        evidence_of(document, place, turn.locator)
        for turn in turns
        for place in (_question(document, turn) if asks_questions else _gist(document, turn))
    ]
    if not evidence:
        return None
    notices: tuple[Notice, ...] = ()
    if asks_questions and _COUNTS.search(form):
        name, what = document_name(document.metadata), texts.QUESTIONS_COUNTED
        said = texts.COUNTED.format(document=name, count=len(evidence), what=what)
        notices = (Notice("counted", said),)
    return Outline(tuple(evidence), notices)


def _question(document: Document, turn: Section) -> Iterator[Range]:
    """A turn's question, without the label of whoever answers it."""
    text = document.text[turn.start : turn.body_start].rstrip()
    question, _, label = text.rpartition("\n")
    text = question.rstrip() if label.endswith(":") or label.strip() in _MARKS else text
    if text:
        yield Range(turn.start, turn.start + len(text))


def _gist(document: Document, turn: Section) -> Iterator[Range]:
    """The first sentence of an answer, and the first list in it when that is short."""
    body = document.text[turn.body_start : turn.end]
    sentences = [
        Range(turn.body_start + start, turn.body_start + end)
        for start, end in split_sentences(body)
    ]
    for n, sentence in enumerate(sentences):
        opens = document.text[sentence.start : sentence.end].endswith(":")
        listed = enumeration_at(document, *sentence) if opens else None
        if listed is not None and listed.start == sentence.start:
            if listed.end - listed.start <= LONGEST_LIST:
                yield Range(listed.start, listed.end)
            return
        if not n:
            yield sentence
