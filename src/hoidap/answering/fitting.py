"""Whether a text holds the kind of thing that is asked for.

Nearness cannot tell "Dân số huyện Hải Hà là bao nhiêu?" from a question that a
passage about Hải Hà answers.  These checks can: each kind of question names
what its answer must hold.

============================  ==============================================
"bao nhiêu X", "mấy X"        a number before X, at most two words between, for
                              every X that is asked for
"bao lâu", "thời hạn nào"     a number of years, months, days ...
"X ... là bao nhiêu"          a number that the question lacks, and X
"khi nào", "ngày nào"         a date; for "khi nào" also "khi", "sau", "trường hợp"
"ai", "cơ quan nào"           somebody the question does not name; for "ai ký"
                              also "ký"; for "ai là giám đốc" that office, not
                              its deputy
"vì sao", "lý do gì"          a word that gives a reason
"điều thứ năm", "mục thứ 2"   that place in the order
============================  ==============================================

A question that asks for none of these is answered by any text.  Whatever else
somebody did ("phát minh", "sáng tác", "lãnh đạo") is told in too many other words
to be looked for.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache
from typing import Final

from hoidap.retrieval.asked import QuestionKind, asked_part, question_kinds
from hoidap.retrieval.terms import remembered_match_form, words_of
from hoidap.vietnamese.document_codes import TYPE_WORDS
from hoidap.vietnamese.document_number import find_document_numbers
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
CHECKED: Final = FIGURES_ASKED | {QuestionKind.TIME, QuestionKind.ACTOR, QuestionKind.REASON}

_NUMBER: Final = r"(?:\d[\d.,]*|\b(?:một|hai|ba|bốn|năm|sáu|bảy|tám|chín|mười|trăm|nghìn)\b)"
#: Between a number's first word and what it counts: "ba mươi ngày", "05 (năm) ngày".
_MORE_NUMBER: Final = (
    r"(?:mươi|mười|trăm|nghìn|ngàn|vạn|triệu|tỷ|lăm|mốt|rưỡi|lẻ|linh|một|hai|ba|bốn|tư|năm|sáu|bảy"
    r"|tám|chín|hoặc|đến|tới|lượt|suất|[\d.,]+|-)"
)
_SPAN: Final = re.compile(
    rf"{_NUMBER} (?:\([^)]*\) )?(?:[^\W\d_]+ )?(?:năm|tháng|ngày|giờ|tuần|phút|tuổi|quý)\b"
    r"|thời hạn|kể từ|\bngay\b"
)
_PERCENT: Final = re.compile(r"\d ?%|\d phần trăm")
_HOW_MANY: Final = re.compile(r"(?<!số )(?:bao nhiêu|\bmấy) ([^\W\d_]+)")
#: "Bao nhiêu người" is answered by how many of these there are.
_PERSONS: Final = "(?:người|cá nhân|đồng chí|đảng viên|cán bộ|công chức|viên chức)"
#: What a document is divided into is counted before its name; after it stands its own number.
_DIVISIONS: Final = frozenset({"chương", "điều", "mục", "khoản", "điểm", "phần", "phụ"})
_REASON: Final = re.compile(
    r"\blý do|\bvì\b|\blà do\b|\bdo đó\b|\bbởi (?:vì|lẽ)|\bnhằm\b|nguyên nhân|xuất phát|mục đích"
)
#: "thứ năm", "thứ 5": which one of a list is asked for.
_ORDINAL: Final = re.compile(r"\bthứ (\w+)")
_ORDINALS: Final = {
    word: value
    for value, words in enumerate(
        ("nhất", "hai nhì", "ba", "tư bốn", "năm", "sáu", "bảy", "tám", "chín", "mười"), start=1
    )
    for word in words.split()
}
_IS_HOW_MUCH: Final = re.compile(
    r"^(.+?)\b(?:là|đạt|được|có|chiếm)? ?bao nhiêu(?: phần trăm)? ?\??$"
)
_DATE: Final = re.compile(r"ngày \d+|\d{1,2}[/.-]\d+|tháng \d+|năm \d{4}|\b\d{4}\b|thế kỷ \w+")
_MOMENT: Final = re.compile(r"\b(?:kể từ|thời điểm|từ khi|khi|sau|trước|nếu|trường hợp)\b")
#: "Kể từ ngày cấp", "từ ngày tiếp theo": a day told by what happens on it.
_FROM_DAY: Final = re.compile(r"\b(?:từ|vào|sau|trước) ngày (?!nào|tháng|\d)\w+")
#: A day of the calendar is asked for, not an event.
_CALENDAR: Final = re.compile(r"(?:ngày|tháng|năm) nào|ngày mấy")
#: Bodies and roles that can be the answer to "who", in match form.
BODIES: Final = re.compile(
    r"chính phủ|thủ tướng|quốc hội|nhà nước|bộ trưởng|bộ [a-zđ]+|tòa án|viện kiểm sát|ủy ban"
    r"|chủ tịch|hội đồng|cơ quan|tổ chức|người \w+ \w+|người|cá nhân"
    r"|pháp nhân|\b(?:cha|mẹ|vợ|chồng|con)\b"
    r"|bên [a-zđ]+|trọng tài|công chứng|giám đốc|hiệu trưởng|đảng|chủ sở hữu|doanh nghiệp"
    r"|\b(?:phòng|sở|cục|văn phòng|công đoàn|mặt trận) \w+|\bban (?!hành|đầu)\w+"
    r"|lực lượng|bí thư|ban chấp hành|thường vụ|đồng chí"
)
#: "Kế hoạch số mấy?" asks for a document number.
_NUMBER_ASKED: Final = re.compile(
    rf"số (?:hiệu|mấy|bao nhiêu|nào)|(?:văn bản|{TYPE_WORDS}) (?:nào|mấy)"
)
_ITEM_LABEL: Final = re.compile(r"(?m)^\s*\d{1,3}[.)]\s+")
#: "Theo Điều 12": this 12 is no thing counted.
_PROVISION: Final = re.compile(r"\b(?:điều|khoản|chương|mục|điểm) \d+[a-zđ]?\b")
_NAMES_DOCUMENT: Final = re.compile(rf"(?:theo )?(?:{TYPE_WORDS}|điều|khoản|điểm|chương|mục)\b")
_OF: Final = re.compile(
    r"(?:cho biết |cho hỏi )?(?!ai\b|những\b|các\b)(\w+ \w+)(?: \w+){0,2} của [^,?]{2,60} là"
    r" (?:gì|bao nhiêu)\b"
)
_LIKE_NUMBER: Final = re.compile(r"\d ?[/–-] ?[\dA-ZĐ]")
_SIGNS: Final = re.compile(r"\bký\b")
#: Offices of which there is one holder and there are deputies.
_OFFICE: Final = re.compile(
    r"\b(?:ai (?:là|làm|giữ chức)|là ai|người nào là) ?(?:vị )?.{0,3}?"
    r"(bí thư|chủ tịch|giám đốc|bộ trưởng|thủ tướng|trưởng ban|chủ nhiệm|tổng bí thư)\b"
    r"|(bí thư|chủ tịch|giám đốc|bộ trưởng|thủ tướng|trưởng ban|chủ nhiệm|tổng bí thư)\b.* là ai"
)
#: Words after "bao nhiêu" that are no thing counted.
_LEAST_WEIGHT: Final = 0.5


def fits_question(question: str, text: str) -> bool:
    """Whether ``text`` (an answer with its headings) holds what the kind of question asks for."""
    kinds, asked, known = _asked_for(question)
    if not _holds_place(asked, match_form(text)):
        return False
    text = _ITEM_LABEL.sub("", text)
    form = match_form(text if _NUMBER_ASKED.search(asked) else _without_numbers(text))
    if QuestionKind.DURATION in kinds and not _SPAN.search(form):
        return False
    if kinds & FIGURES_ASKED and not _counts(asked, form, known):
        return False
    if QuestionKind.TIME in kinds and not _says_when(asked, form, known):
        return False
    if QuestionKind.REASON in kinds and not _REASON.search(form):
        return False
    return QuestionKind.ACTOR not in kinds or _names_somebody(asked, text, form, known)


@lru_cache(maxsize=256)
def _asked_for(question: str) -> tuple[frozenset[QuestionKind], str, frozenset[str]]:
    """Its kinds, what it asks in match form, and its words; many texts are held against one."""
    asked = match_form(asked_part(question))
    known = frozenset(words_of(_PROVISION.sub(" ", match_form(question))))
    return question_kinds(question), asked, known


def _without_numbers(text: str) -> str:
    """The text without document numbers: the 2015 of 04/2015/NĐ-CP is no date of an event."""
    if not _LIKE_NUMBER.search(text):
        return text
    for found in reversed(find_document_numbers(text)):
        text = f"{text[: found.start]} {text[found.end :]}"
    return text


def speaks_of_names(question: str, texts: Iterable[str]) -> bool:
    """Whether every proper name in the question stands in one of ``texts``.

    Names of documents and provisions do not count, nor does the question's first
    word, which has a capital in any case.
    """
    names = [
        match_form(name.text if name.start else name.text.partition(" ")[2])
        for name in find_names(question)
    ]
    wanted = {each for each in names if " " in each and not _NAMES_DOCUMENT.match(each)}
    for text in texts:
        if not wanted:
            break
        form = remembered_match_form(text)
        wanted = {name for name in wanted if name not in form}
    return not wanted


def speaks_of_office(question: str, text: str) -> bool:
    """Whether the office whose holder is asked for stands in ``text``; a deputy's is another."""
    office = _OFFICE.search(match_form(question))
    said = match_form(text)
    return office is None or re.search(rf"(?<!phó ){office[1] or office[2]}\b", said) is not None


def speaks_of_head(question: str, text: str) -> bool:
    """Whether X of "X của Y là gì?" stands in ``text`` (with its headings and title).

    Everything near speaks of Y; only X says what of it is asked.
    """
    found = _OF.match(match_form(asked_part(question)))
    return found is None or found[1] in match_form(text)


def has_new(pattern: re.Pattern[str], text: str, asked: frozenset[str]) -> bool:
    """Whether the text holds a match that is not made of words of the question alone."""
    return any(not asked.issuperset(words_of(each[0])) for each in pattern.finditer(text))


def _counts(asked: str, form: str, known: frozenset[str]) -> bool:
    things = [thing for thing in _HOW_MANY.findall(asked) if term_weight(thing) >= _LEAST_WEIGHT]
    if "phần" in things:
        return _PERCENT.search(form) is not None
    if things:
        return all(_counted(thing, form, known) for thing in things)
    if not has_new(FIGURE, form, known):
        return False
    measured = _IS_HOW_MUCH.match(asked)
    head = measured[1].split()[:2] if measured else []
    return " ".join(head) in form


def _counted(thing: str, form: str, known: frozenset[str]) -> bool:
    """Whether a new number counts a thing."""
    word = _PERSONS if thing == "người" else re.escape(thing)
    patterns = [rf"({_NUMBER})%?(?: {_MORE_NUMBER}| \([^)]*\))* {word}\b"]
    patterns.append(rf"\b(?:số|số lượng) {word}\b[^.;\n]{{0,80}}?\b(?:là|gồm|đạt) ({_NUMBER})")
    if thing not in _DIVISIONS:
        patterns.append(rf"\b{word} [^.;]{{0,20}}?({_NUMBER})")
    numbers = [found[1] for each in patterns for found in re.finditer(each, form)]
    return any(not known.issuperset(words_of(number)) for number in numbers)


def _holds_place(asked: str, form: str) -> bool:
    """Whether the text holds the place in an order that is asked for, if one is."""
    for found in _ORDINAL.finditer(asked):
        value = int(found[1]) if found[1].isdecimal() else _ORDINALS.get(found[1])
        if value is None:
            continue
        words = "|".join(word for word, number in _ORDINALS.items() if number == value)
        place = rf"\bthứ (?:{words or value}|{value})\b|(?m:^)(?:{value}|{chr(96 + value)})[.)]"
        if value <= len(_ORDINALS) and not re.search(place, form):
            return False
    return True


def _says_when(asked: str, form: str, known: frozenset[str]) -> bool:
    if has_new(_DATE, form, known) or _FROM_DAY.search(form):
        return True
    return not _CALENDAR.search(asked) and _MOMENT.search(form) is not None


def _names_somebody(asked: str, text: str, form: str, known: frozenset[str]) -> bool:
    if _SIGNS.search(asked) and not _SIGNS.search(form):
        return False
    if not speaks_of_office(asked, form):
        return False
    return has_new(BODIES, form, known) or any(
        not known.issuperset(words_of(name.text)) for name in find_names(text)
    )
