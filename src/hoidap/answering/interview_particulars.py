"""Questions about an interview itself: who answered, who asked, where and when it appeared.

"Ai được phỏng vấn về Hải Hà?" and "Ai phỏng vấn?" share every word that counts, and the
byline stands as near as the lead-in.  The metadata knows who is who; the answer is the
sentence or line of the interview that names him, best where it says what he did.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from enum import StrEnum
from typing import Final

from hoidap.answering.citations import Evidence
from hoidap.answering.considering import evidence_of
from hoidap.answering.fitting import speaks_of_names
from hoidap.answering.unit_outline import Range
from hoidap.domain import Document, Kind, Metadata
from hoidap.retrieval.query import Query
from hoidap.retrieval.ranked import RankedPassage
from hoidap.retrieval.reading import Reading
from hoidap.retrieval.terms import words_of
from hoidap.vietnamese.dates import find_dates
from hoidap.vietnamese.normalisation import match_form
from hoidap.vietnamese.sentences import split_sentences


class InterviewParticular(StrEnum):
    """What can be asked about an interview itself."""

    OFFICE = "office"
    SPEAKER = "speaker"
    INTERVIEWER = "interviewer"
    NEWSPAPER = "newspaper"
    DAY = "day"


_WHO: Final = r"(?:ai|đồng chí nào|vị nào|người nào|lãnh đạo nào)"
_ANSWERS: Final = r"(?:được (?:\w+ ){0,4}phỏng vấn|trả lời(?: phỏng vấn)?)"
#: In this order: the first that is asked counts.
_ASKED: Final = {
    InterviewParticular.OFFICE: re.compile(
        rf"người {_ANSWERS}.*\b(?:chức vụ|chức danh|chức|làm) (?:gì|nào)\b"
    ),
    InterviewParticular.SPEAKER: re.compile(
        rf"\b{_WHO} (?:là người )?(?:đã )?{_ANSWERS}|người {_ANSWERS}.*\b(?:là ai|tên (?:là )?gì)\b"
        rf"|phỏng vấn (?:của )?{_WHO}\b|{_ANSWERS} (?:\w+ ){{0,4}}là ai\b"
    ),
    InterviewParticular.INTERVIEWER: re.compile(
        rf"\b(?:{_WHO}|phóng viên nào|nhà báo nào) (?:là người )?(?:đã )?"
        r"(?:phỏng vấn|thực hiện|đặt câu hỏi|hỏi)\b"
        r"|\bdo (?:ai|phóng viên nào) (?:phỏng vấn|thực hiện)"
        r"|người (?:thực hiện|phỏng vấn|đặt câu hỏi)\b.*\b(?:là ai|tên (?:là )?gì)\b"
    ),
    InterviewParticular.NEWSPAPER: re.compile(
        r"\b(?:báo|tờ báo|tạp chí) nào\b|\bđăng (?:trên báo |ở báo |trên |ở )?(?:đâu|nào)\b"
    ),
    InterviewParticular.DAY: re.compile(
        r"\b(?:đăng|ra|xuất bản|phát hành|thực hiện)\b.*\b(?:ngày (?:tháng năm )?|khi |tháng |năm )"
        r"(?:nào|mấy|bao nhiêu)\b|\b(?:ngày nào|khi nào|bao giờ)\b.*\bđăng\b"
    ),
}
_INTERVIEW: Final = re.compile(r"\bphỏng vấn\b")
#: An interview as something to read.
_PIECE: Final = re.compile(r"\bbài (?:\w+ )?phỏng vấn\b|\btrả lời phỏng vấn\b|\bbáo\b")
#: What a sentence says that tells a particular well, and well enough.
_CUES: Final = {
    InterviewParticular.OFFICE: (r"giữ chức|trả lời phỏng vấn|được phỏng vấn", r"phỏng vấn"),
    InterviewParticular.SPEAKER: (r"trả lời phỏng vấn|được phỏng vấn", r"phỏng vấn|trao đổi"),
    InterviewParticular.INTERVIEWER: (r"thực hiện|phóng viên", r"phỏng vấn"),
    InterviewParticular.NEWSPAPER: (r"đăng", r"phỏng vấn"),
    InterviewParticular.DAY: (r"đăng|gmt", r"ngày|thứ"),
}
#: Words of such a question that say nothing of which interview is meant.
SMALL_WORDS: Final = frozenset(
    words_of(
        "ai đồng chí vị người nào lãnh đạo là đã được phỏng vấn trả lời bài cuộc buổi báo tờ tạp"
        " chí phóng viên nhà trong trên ở tại về của với cho việc do thực hiện đặt câu hỏi gì tên"
        " chức vụ danh giữ làm đăng ra xuất bản phát hành ngày tháng năm khi mấy bao giờ nhiêu đâu"
        " này đó nói nội dung"
    )
)
#: Share of the telling words that the interview's title, persons and opening must hold.
_ABOUT: Final = 0.5
#: How much of an interview introduces it, in characters.
_OPENING: Final = 1500


def asked_of_interview(query: Query) -> InterviewParticular | None:
    """The particular of an interview that a question asks for; None for any other question."""
    form = match_form(query.asked_text)
    if _INTERVIEW.search(form) is None or query.mentioned:
        return None
    return next((each for each, pattern in _ASKED.items() if pattern.search(form)), None)


def find_interview_particular(
    reading: Reading, query: Query, found: Sequence[RankedPassage]
) -> tuple[Evidence, ...] | None:
    """What the meant interview says of itself; empty where there is no such interview.

    None where nothing of the kind is asked, any interview could be meant, or it does not say;
    "Ai phỏng vấn thí sinh?" may be laid down in a directive.
    """
    asked = asked_of_interview(query)
    if asked is None:
        return None
    telling = set(words_of(query.asked_text)) - SMALL_WORDS
    document = meant_interview(reading, query, found, telling)
    if document is not None:
        place = _best_place(document, asked)
        return None if place is None else (evidence_of(document, place, ""),)
    near = _near(found)
    if not near or (not telling and len(near) > 1):
        return None
    return () if _PIECE.search(match_form(query.asked_text)) else None


def meant_interview(
    reading: Reading, query: Query, found: Sequence[RankedPassage], telling: set[str]
) -> Document | None:
    """The nearest interview that ``telling`` words speak of; without any, the only one found.

    An interview that lacks a name in the question is not meant.
    """
    near = _near(found)
    if not telling and len(near) > 1:
        return None
    documents = (reading.document(document_id) for document_id in near)
    return next(
        (
            each
            for each in documents
            if _is_meant(each, telling) and speaks_of_names(query.asked_text, [_said(each)])
        ),
        None,
    )


def _near(found: Sequence[RankedPassage]) -> list[str]:
    """The interviews among what was found, the nearest first."""
    interviews = (each for each in found if each.metadata.kind is Kind.INTERVIEW)
    return list(dict.fromkeys(each.passage.document_id for each in interviews))


def _is_meant(document: Document, telling: set[str]) -> bool:
    known = set(words_of(_said(document)[:_OPENING]))
    return len(telling & known) >= _ABOUT * len(telling)


def _said(document: Document) -> str:
    """An interview with its persons before it."""
    about = document.metadata
    persons = (about.title, about.issuer, about.speaker, about.speaker_title, about.interviewer)
    return "\n".join([*filter(None, persons), document.text])


def _best_place(document: Document, asked: InterviewParticular) -> Range | None:
    best, place = 0, None
    strong, weak = (re.compile(rf"\b(?:{each})\b") for each in _CUES[asked])
    for start, end in split_sentences(document.text):
        text = document.text[start:end]
        form = match_form(text)
        if not _holds(document.metadata, asked, text, form):
            continue
        rank = 1 + 2 * (strong.search(form) is not None) + (weak.search(form) is not None)
        if rank > best:
            best, place = rank, Range(start, end)
    return place


def _holds(about: Metadata, asked: InterviewParticular, text: str, form: str) -> bool:
    """Whether a sentence holds the value; nothing does when it is not known."""
    if asked is InterviewParticular.DAY:
        day = about.issued_on
        return day is not None and any(d.iso == day.isoformat() for d in find_dates(text))
    value = {
        InterviewParticular.OFFICE: about.speaker_title,
        InterviewParticular.SPEAKER: about.speaker,
        InterviewParticular.INTERVIEWER: about.interviewer,
        InterviewParticular.NEWSPAPER: about.issuer,
    }[asked]
    return value is not None and match_form(value) in form
