"""Questions about an interview itself: who answered, who asked, where and when it appeared.

"Ai được phỏng vấn về Hải Hà?" and "Ai phỏng vấn?" share every word that counts, and the
byline stands as near as the lead-in.  The metadata knows who is who; the answer is the
sentence or line of the interview that names him, best where it says what he did.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from hoidap.answering.citations import Evidence
from hoidap.answering.evidence import Range, evidence_of
from hoidap.answering.fitting import speaks_of_names
from hoidap.domain import Document, Kind, Metadata
from hoidap.questions.intents import Intent
from hoidap.retrieval.query import Query
from hoidap.retrieval.ranked import RankedPassage
from hoidap.retrieval.reading import Reading
from hoidap.retrieval.terms import words_of
from hoidap.vietnamese.dates import find_dates
from hoidap.vietnamese.normalisation import match_form
from hoidap.vietnamese.sentences import split_sentences

#: What can be asked about an interview itself.
ASKED: Final = (
    Intent.SPEAKER_TITLE,
    Intent.SPEAKER,
    Intent.INTERVIEWER,
    Intent.NEWSPAPER,
    Intent.PUBLISHED_ON,
)
#: The meant interview is looked for by its own words, so less certainty will do.
LEAST: Final = 0.35
#: Several things are asked at once when they are nearly as certain as the first.
_NEARLY: Final = 0.8
#: An interview as something to read.
PIECE: Final = re.compile(
    r"\b(?:bài|cuộc|buổi) (?:\w+ ){0,2}(?:phỏng vấn|báo|trò chuyện)\b|\btrả lời phỏng vấn\b"
    r"|\bbáo\b|\bphóng viên\b"
)
#: What a sentence says that tells a particular well, and well enough.
_CUES: Final = {
    Intent.SPEAKER_TITLE: (r"giữ chức|trả lời phỏng vấn|được phỏng vấn", r"phỏng vấn"),
    Intent.SPEAKER: (r"trả lời phỏng vấn|được phỏng vấn", r"phỏng vấn|trao đổi"),
    Intent.INTERVIEWER: (r"thực hiện|phóng viên", r"phỏng vấn"),
    Intent.NEWSPAPER: (r"đăng", r"phỏng vấn"),
    Intent.PUBLISHED_ON: (r"đăng|gmt", r"ngày|thứ"),
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


def find_interview_particular(
    reading: Reading, query: Query, found: Sequence[RankedPassage]
) -> tuple[Evidence, ...] | None:
    """What the meant interview says of itself; empty where there is no such interview.

    None where nothing of the kind is asked, any interview could be meant, or it does not say;
    "Ai phỏng vấn thí sinh?" may be laid down in a directive.
    """
    asked = () if query.mentioned else query.intents.asked(ASKED, LEAST)
    if not asked:
        return None
    least = _NEARLY * query.intents.certainty(asked[0])
    asked = tuple(each for each in asked if query.intents.certainty(each) >= least)
    telling = set(words_of(query.asked_text)) - SMALL_WORDS
    document = meant_interview(reading, query, found, telling)
    if document is not None:
        places = [_best_place(document, each) for each in asked]
        return tuple(evidence_of(document, each, "") for each in places if each) or None
    near = _near(found)
    if not near or (not telling and len(near) > 1):
        return None
    return () if PIECE.search(match_form(query.asked_text)) else None


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


def _best_place(document: Document, asked: Intent) -> Range | None:
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


def _holds(about: Metadata, asked: Intent, text: str, form: str) -> bool:
    """Whether a sentence holds the value; nothing does when it is not known."""
    if asked is Intent.PUBLISHED_ON:
        day = about.issued_on
        return day is not None and any(d.iso == day.isoformat() for d in find_dates(text))
    value = {
        Intent.SPEAKER_TITLE: about.speaker_title,
        Intent.SPEAKER: about.speaker,
        Intent.INTERVIEWER: about.interviewer,
        Intent.NEWSPAPER: about.issuer,
    }[asked]
    return value is not None and match_form(value) in form
