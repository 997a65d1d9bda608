"""Questions about a whole interview: what it is about, what was asked in it.

The gist of an interview stands in the first sentence of each answer and the first list in
it; what was asked stands in its questions.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from hoidap import texts
from hoidap.answering.enumerations import enumeration_at
from hoidap.answering.evidence import Range, evidence_of
from hoidap.answering.interview_particulars import LEAST, PIECE, SMALL_WORDS, meant_interview
from hoidap.answering.naming import document_name
from hoidap.answering.outlines import Outline
from hoidap.domain import Document, Notice, Section, SectionKind
from hoidap.questions.intents import Intent
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
#: What is asked of an interview as a whole.
_WHOLE: Final = (Intent.INTERVIEW_QUESTIONS, Intent.SUMMARY)
_COUNTS: Final = frozenset(words_of("bao nhiêu mấy"))
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
    asked, words = query.intents.asked(_WHOLE, LEAST), set(words_of(query.asked_text))
    if query.mentioned or not asked or not PIECE.search(match_form(query.asked_text)):
        return None
    asks_questions = asked[0] is Intent.INTERVIEW_QUESTIONS
    document = meant_interview(reading, query, found, words - _SMALL)
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
    if asks_questions and not _COUNTS.isdisjoint(words):
        name, what = document_name(document.metadata), texts.QUESTIONS_COUNTED
        said = texts.COUNTED.format(document=name, count=len(evidence), what=what)
        notices = (Notice("counted", said),)
    return Outline(tuple(evidence), notices, query.intents.certainty(asked[0]))


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
