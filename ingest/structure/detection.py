"""Which parser a text is for: State, Party, interview, or none.

Each form leaves signs that the others do not; every sign found is one reason with a
weight, and the form with the greatest weight wins if it is certain enough.  The reasons
can be shown to an operator who wonders.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from hoidap.domain import SectionKind
from hoidap.vietnamese.document_number import Family, parse_document_number
from hoidap.vietnamese.normalisation import match_form_of_canonical
from ingest.extraction.extracted_text import TextMark
from ingest.structure.header_block import read_header_block
from ingest.structure.headings import read_heading
from ingest.structure.interview_article import YOU, Role
from ingest.structure.interview_labels import Voice, is_impersonal
from ingest.structure.interview_lines import InterviewLine, article_lines
from ingest.structure.interview_people import find_people
from ingest.structure.interview_roles import Reading, read_roles
from ingest.structure.lines import Line, read_lines

#: Two weak signs or one strong one; below that a text is plain.
_CERTAIN = 2

#: Signs of an interview stand in its first questions, those of an office in its head.
_LINES = 400

#: An answer to one question may be a quotation in a report; two make a dialogue.
_TURNS = 2

_PARTY_SIGNATURE = re.compile(r"(?:t/m|k/t|t/l)\s")
_STATE_SIGNATURE = re.compile(r"(?:tm|kt|tl|tuq)\.\s")


class DocumentForm(StrEnum):
    """The parsers a text can be given to."""

    STATE = "state"
    PARTY = "party"
    INTERVIEW = "interview"
    PLAIN = "plain"


@dataclass(frozen=True, slots=True)
class Sign:
    """One reason to take a text for a form."""

    form: DocumentForm
    weight: int
    reason: str


def detect(text: str, marks: Sequence[TextMark] = ()) -> DocumentForm:
    """The form of a canonical text; ``marks`` say which lines are bold or italic."""
    weights = dict.fromkeys(DocumentForm, 0)
    for sign in find_signs(text, marks):
        weights[sign.form] += sign.weight
    best = max(weights, key=lambda form: weights[form])
    return best if weights[best] >= _CERTAIN else DocumentForm.PLAIN


def find_signs(text: str, marks: Sequence[TextMark] = ()) -> list[Sign]:
    """All signs found, each with its reason in words."""
    lines = read_lines(text)
    return [*_head_signs(lines), *_text_signs(lines), *_dialogue_signs(text, marks)]


def _head_signs(lines: Sequence[Line]) -> list[Sign]:
    block = read_header_block(lines)
    signs = []
    if block.party:
        signs.append(Sign(DocumentForm.PARTY, 3, "the head bears the Party's motto"))
    if block.state:
        signs.append(Sign(DocumentForm.STATE, 3, "the head bears the State's motto"))
    number = parse_document_number(block.number) if block.number else None
    if number is not None:
        form = DocumentForm.PARTY if number.family is Family.PARTY else DocumentForm.STATE
        signs.append(Sign(form, 2, f"its number is {number.canonical}"))
    if block.type is not None and not (block.party or block.state):
        signs.append(Sign(DocumentForm.STATE, 1, f"its head names a {block.type}"))
    return signs


def _text_signs(lines: Sequence[Line]) -> list[Sign]:
    signs = []
    headings = [read_heading(line.text) for line in lines if not line.quoted]
    articles = [h for h in headings if h is not None and h.kind is SectionKind.ARTICLE]
    if len(articles) >= 2:
        signs.append(Sign(DocumentForm.STATE, 2, f"it has {len(articles)} articles"))
    forms = [match_form_of_canonical(line.text) for line in [*lines[:40], *lines[-20:]]]
    if any("căn cứ điều lệ đảng" in form for form in forms):
        signs.append(Sign(DocumentForm.PARTY, 3, "it rests on the Party's statutes"))
    if any(_PARTY_SIGNATURE.match(form) for form in forms):
        signs.append(Sign(DocumentForm.PARTY, 2, "it is signed T/M, K/T or T/L"))
    if any(_STATE_SIGNATURE.match(form) for form in forms):
        signs.append(Sign(DocumentForm.STATE, 1, "it is signed TM., KT., TL. or TUQ."))
    return signs


def _dialogue_signs(text: str, marks: Sequence[TextMark]) -> list[Sign]:
    """The sign that questions to somebody and answers alternate."""
    if "?" not in text:
        return []
    lines = article_lines(text, marks)[0][:_LINES]
    reading = read_roles(lines)
    questions = [i for i, role in enumerate(reading.roles) if role is Role.QUESTION]
    if len(questions) < _TURNS or not _is_spoken(lines, reading, questions):
        return []
    reason = f"{len(questions)} questions and their answers alternate"
    return [Sign(DocumentForm.INTERVIEW, 4, reason)]


def _is_spoken(lines: Sequence[InterviewLine], reading: Reading, questions: Sequence[int]) -> bool:
    """Whether somebody is asked: named before the first question or in a label, or addressed."""
    if find_people([line.text for line in lines[: questions[0]]]):
        return True
    labels = [label for label in reading.labels.values() if label.voice is Voice.ANSWERS]
    named = any(not is_impersonal(label.printed) for label in labels)
    return named or any(YOU.search(lines[index].form) for index in questions)
