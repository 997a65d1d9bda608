"""Whether a text holds the kind of thing that is asked for.

Nearness cannot tell "Dân số huyện Hải Hà là bao nhiêu?" from a question that a
passage about Hải Hà answers.  These checks can: each kind of question names
what its answer must hold.

============================  ==============================================
"bao nhiêu X", "mấy X"        a number before X, at most two words between
"bao lâu", "thời hạn nào"     a number of years, months, days ...
"X ... là bao nhiêu"          a number that the question lacks, and X
"khi nào", "ngày nào"         a date, or "khi", "kể từ", "thời điểm", "sau"
"ai", "cơ quan nào"           somebody the question does not name; for "ai ký"
                              also "ký"
============================  ==============================================

A question that asks for none of these is answered by any text.  Whatever else
somebody did ("phát minh", "sáng tác", "lãnh đạo") is told in too many other words
to be looked for.
"""

from __future__ import annotations

import re
from typing import Final

from hoidap.retrieval.asked import QuestionKind, asked_part, question_kinds
from hoidap.retrieval.terms import words_of
from hoidap.vietnamese.normalisation import match_form
from hoidap.vietnamese.proper_names import find_names
from hoidap.vietnamese.question_words import term_weight

#: Kinds of questions that a number answers.
FIGURES_ASKED: Final = frozenset({QuestionKind.DURATION, QuestionKind.MONEY, QuestionKind.NUMBER})
FIGURE: Final = re.compile(
    r"\d[\d.,]*|\b(?:một|hai|ba|bốn|năm|sáu|bảy|tám|chín|mười|nửa)"
    r" (?:phần|năm|tháng|ngày|giờ|lần)\b"
)
#: Kinds of questions whose answers are checked.
CHECKED: Final = FIGURES_ASKED | {QuestionKind.TIME, QuestionKind.ACTOR}

_NUMBER: Final = r"(?:\d[\d.,]*|\b(?:một|hai|ba|bốn|năm|sáu|bảy|tám|chín|mười|trăm|nghìn)\b)"
_SPAN: Final = re.compile(
    rf"{_NUMBER} (?:\([^)]*\) )?(?:[^\W\d_]+ )?(?:năm|tháng|ngày|giờ|tuần|phút|tuổi|quý)\b"
    r"|thời hạn|kể từ|\bngay\b"
)
_PERCENT: Final = re.compile(r"\d ?%|\d phần trăm")
_HOW_MANY: Final = re.compile(r"(?:bao nhiêu|\bmấy) ([^\W\d_]+)")
_IS_HOW_MUCH: Final = re.compile(
    r"^(.+?)\b(?:là|đạt|được|có|chiếm)? ?bao nhiêu(?: phần trăm)? ?\??$"
)
_DATE: Final = re.compile(r"ngày \d+|\d{1,2}[/.-]\d+|tháng \d+|năm \d{4}|\b\d{4}\b|thế kỷ \w+")
_MOMENT: Final = re.compile(r"\b(?:kể từ|thời điểm|từ khi|khi|sau|trước)\b")
#: A day of the calendar is asked for, not an event.
_CALENDAR: Final = re.compile(r"(?:ngày|tháng|năm) nào|ngày mấy")
#: Bodies and roles that can be the answer to "who", in match form.
_BODIES: Final = re.compile(
    r"chính phủ|thủ tướng|quốc hội|nhà nước|bộ trưởng|bộ [a-zđ]+|tòa án|viện kiểm sát|ủy ban"
    r"|chủ tịch|hội đồng|cơ quan|tổ chức|người|cá nhân|pháp nhân|\b(?:cha|mẹ|vợ|chồng|con)\b"
    r"|bên [a-zđ]+|trọng tài|công chứng|giám đốc|hiệu trưởng|đảng|chủ sở hữu|doanh nghiệp"
    r"|lực lượng|bí thư|ban chấp hành|thường vụ|đồng chí"
)
_SIGNS: Final = re.compile(r"\bký\b")
#: Words after "bao nhiêu" that are no thing counted.
_LEAST_WEIGHT: Final = 0.5


def fits_question(question: str, text: str) -> bool:
    """Whether ``text`` (an answer with its headings) holds what the kind of question asks for."""
    kinds = question_kinds(question)
    asked = match_form(asked_part(question))
    form = match_form(text)
    known = frozenset(words_of(question))
    if QuestionKind.DURATION in kinds and not _SPAN.search(form):
        return False
    if kinds & FIGURES_ASKED and not _counts(asked, form, known):
        return False
    if QuestionKind.TIME in kinds and not _says_when(asked, form, known):
        return False
    return QuestionKind.ACTOR not in kinds or _names_somebody(asked, text, form, known)


def speaks_of_names(question: str, text: str) -> bool:
    """Whether every proper name in the question stands in ``text`` (with its headings)."""
    form = match_form(text)
    return all(match_form(name.text) in form for name in find_names(question))


def has_new(pattern: re.Pattern[str], text: str, asked: frozenset[str]) -> bool:
    """Whether the text holds a match that is not made of words of the question alone."""
    return any(not asked.issuperset(words_of(each[0])) for each in pattern.finditer(text))


def _counts(asked: str, form: str, known: frozenset[str]) -> bool:
    counted = _HOW_MANY.search(asked)
    if counted and counted[1] == "phần":
        return _PERCENT.search(form) is not None
    if counted and term_weight(counted[1]) >= _LEAST_WEIGHT:
        thing = re.escape(counted[1])
        before = rf"({_NUMBER})%?(?: [^\W\d_]+){{0,2}} {thing}\b"
        after = rf"\b{thing} [^.;]{{0,20}}?({_NUMBER})"
        numbers = [found[1] for each in (before, after) for found in re.finditer(each, form)]
        return any(not known.issuperset(words_of(number)) for number in numbers)
    if not has_new(FIGURE, form, known):
        return False
    measured = _IS_HOW_MUCH.match(asked)
    head = measured[1].split()[:2] if measured else []
    return " ".join(head) in form


def _says_when(asked: str, form: str, known: frozenset[str]) -> bool:
    if has_new(_DATE, form, known):
        return True
    return not _CALENDAR.search(asked) and _MOMENT.search(form) is not None


def _names_somebody(asked: str, text: str, form: str, known: frozenset[str]) -> bool:
    if _SIGNS.search(asked) and not _SIGNS.search(form):
        return False
    return has_new(_BODIES, form, known) or any(
        not known.issuperset(words_of(name.text)) for name in find_names(text)
    )
