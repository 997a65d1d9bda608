"""What a question asks, apart from how it asks.

"Theo Bộ luật Dân sự 2015, vật phụ được hiểu như thế nào?" asks about *vật phụ*.
The law's name, the request ("hãy nêu", "cho biết") and the form of the answer
("đúng hay sai?") are words that passages need not hold; counted as words to be
found they draw passages that only mention the law.  Leaving them out when
passages are compared with the question raised MRR@10 from 0.957 to 0.971 on
questions about 2,131 law articles (out of fold, with the features below).

``asked_part`` takes them off both ends.  ``question_kinds`` says what an
answer should look like: a duration, an amount, an actor, a definition, a list,
or the whole provision about a subject.  ``subject`` is what "X là gì" asks about.
The question must have its diacritics.
"""

from __future__ import annotations

import re
from enum import StrEnum
from functools import lru_cache
from typing import Final

from hoidap.vietnamese.document_codes import TYPE_WORDS
from hoidap.vietnamese.normalisation import match_form


class QuestionKind(StrEnum):
    """What an answer should hold; a question can be of several kinds."""

    DURATION = "duration"
    MONEY = "money"
    NUMBER = "number"
    TIME = "time"
    ACTOR = "actor"
    REASON = "reason"
    TERM = "term"  # what something is called
    DEFINITION = "definition"
    YES_NO = "yes_no"
    LIST = "list"
    GENERAL = "general"  # everything that is laid down about a subject


_DOCUMENT: Final = rf"(?:{TYPE_WORDS}|điều\s+\d+)"
_NAMED_FIRST: Final = r"(?:bộ luật|luật|nghị định|nghị quyết|chỉ thị|thông tư)"

#: Clauses before the question that say where to look.
_OPENINGS: Final = (
    re.compile(
        r"(?:theo|căn cứ(?: vào)?|trong|tại|dựa (?:vào|trên)) (?:quy định (?:của|tại|trong) )?"
        rf"(?:khoản \d+,? )?{_DOCUMENT}\b[^,?]{{0,80}},\s*"
    ),
    re.compile(
        rf"(?:của |trong |tại |theo )?(?:{_NAMED_FIRST}|năm \d{{4}})\b"
        r"(?:(?!quy định)[^,?]){0,60},\s*"
    ),
)
#: "Bộ luật Dân sự quy định thế nào về ...", "hãy nêu ...".
_REQUESTS: Final = (
    re.compile(
        rf"(?:{_NAMED_FIRST}\b[^,?]{{1,60}}? )?quy định (?:(?:như )?thế nào (?:về|đối với) )?"
    ),
    re.compile(
        r"(?:hãy|xin|vui lòng|em|anh|chị)? ?"
        r"(?:cho biết|cho tôi biết|cho hỏi|mô tả|nêu|trình bày|liệt kê|kể tên|kể)\b[:,]? ?"
        r"(?:rõ |các |những )?"
    ),
)
#: "..., đúng hay sai?", "... theo Luật Du lịch?"; not when the law itself is asked for.
_ENDINGS: Final = (
    re.compile(
        r"[\s,.]*(?:là |điều này |như vậy là )?(?:đúng hay sai|phải không|có đúng không"
        r"|chọn câu trả lời đúng(?: nhất)?)\s*[?.]*$"
    ),
    re.compile(
        rf"\s*,?\s*(?:theo|trong|tại) (?:quy định (?:của|tại|trong) )?{_NAMED_FIRST}\b"
        r"(?:(?!\b(?:nào|gì|thì|ai|mà|khi)\b)[^,?]){2,60}?[?.]*$"
    ),
)
#: Fewer words than these do not say what is asked: an opening that leaves less stays.
_LEFT_BY_OPENING: Final = 3
_LEFT_BY_OTHERS: Final = 2

_WHO: Final = (
    "chủ thể|cơ quan|đơn vị|bộ phận|bộ|người|tổ chức|cấp|ủy ban|tòa án|nhân vật|nhà văn|nhà thơ"
    "|ca sĩ|vua|vị vua|cầu thủ|tổng thống|lực lượng|nước|hãng|công ty|đội|diễn viên|nhạc sĩ|họa sĩ"
    "|tướng|nhà khoa học|vận động viên|trọng tài|đồng chí|lãnh đạo"
)
_KINDS: Final = {
    QuestionKind.DURATION: (
        r"bao lâu|(?:bao nhiêu|mấy) (?:năm|tháng|ngày|giờ|tuần|phút|tuổi)"
        r"|thời hạn (?:là|nào|bao nhiêu)"
    ),
    QuestionKind.MONEY: (
        r"bao nhiêu (?:tiền|đồng|triệu|tỷ|usd|đô)|giá bao nhiêu|mức phạt|phạt bao nhiêu|trị giá"
    ),
    QuestionKind.NUMBER: r"bao nhiêu|\bmấy\b|tỷ lệ (?:nào|là)|số lượng|kích (?:thước|cỡ)",
    QuestionKind.TIME: (
        r"khi nào|(?:ngày|năm|tháng|lúc|thời điểm|thời gian|thế kỷ) nào|bao giờ|ngày mấy"
    ),
    QuestionKind.ACTOR: rf"\bai\b|(?:{_WHO}) nào",
    QuestionKind.REASON: r"vì sao|tại sao|(?:lý do|nguyên nhân)(?: là)? (?:gì|nào)",
    QuestionKind.TERM: (
        r"gọi là (?:gì|quyền gì)|là (?:hành vi|quyền|loại|hình thức|hoạt động|biện pháp) gì"
        r"|tên (?:là |thật |gọi )?(?:là )?gì|loại .{0,30}nào"
    ),
    QuestionKind.DEFINITION: r"là gì|được hiểu|nghĩa là|khái niệm|định nghĩa|thế nào là",
    QuestionKind.YES_NO: r"đúng hay sai|có phải|\bcó\b.{3,200}\bkhông ?\??$|hay không",
    QuestionKind.LIST: (
        r"những gì|bao gồm|gồm (?:có|những|các)|(?:các|những) [^,?]{0,40}\bnào\b|trường hợp nào"
        r"|liệt kê|kể tên|điều kiện (?:gì|nào|ra sao)|(?:nghĩa vụ|quyền|trách nhiệm) gì|thế nào"
        r"|mô tả|\bnêu "
    ),
    QuestionKind.GENERAL: (
        r"quy định (?:như )?thế nào|^(?:hãy )?(?:mô tả|trình bày|nêu)\b|thế nào ?\??$|ra sao"
    ),
}
_PATTERNS: Final = {kind: re.compile(pattern) for kind, pattern in _KINDS.items()}

_SUBJECTS: Final = (
    re.compile(
        r"(?:^|, |quy định |thuật ngữ )([^,?]{2,80}?)"
        r" (?:là gì|là ai|là (?:như )?thế nào|được hiểu|nghĩa là)"
    ),
    re.compile(r"(?:thế nào là|khái niệm|định nghĩa) (?:về )?([^,?]{2,80})"),
)


@lru_cache(maxsize=1024)
def asked_part(question: str) -> str:
    """The question without where to look, the request, and the form of the answer."""
    rest = " ".join(question.split())
    for pattern in (*_OPENINGS, *_OPENINGS):
        rest = _without(pattern, rest, _LEFT_BY_OPENING)
    for pattern in (*_REQUESTS, *_ENDINGS, _REQUESTS[0]):
        rest = _without(pattern, rest, _LEFT_BY_OTHERS)
    return rest.strip()


@lru_cache(maxsize=1024)
def question_kinds(question: str) -> frozenset[QuestionKind]:
    """What an answer to the question should hold; empty when nothing shows it."""
    text = match_form(question)
    return frozenset(kind for kind, pattern in _PATTERNS.items() if pattern.search(text))


@lru_cache(maxsize=1024)
def subject(question: str) -> str | None:
    """X of "X là gì", "X được hiểu thế nào", "thế nào là X", in match form; else None."""
    text = match_form(asked_part(question))
    for pattern in _SUBJECTS:
        found = pattern.search(text)
        if found:
            return found[1].strip(" \"'")
    return None


def _without(pattern: re.Pattern[str], text: str, least_words: int) -> str:
    """``text`` without what ``pattern`` matches at its end it is anchored to, if enough is left."""
    form = match_form(text)
    if len(form) != len(text):
        return text
    anchored = pattern.pattern.endswith("$")
    found = pattern.search(form) if anchored else pattern.match(form)
    if found is None:
        return text
    rest = text[: found.start()] if anchored else text[found.end() :]
    return rest if len(rest.split()) >= least_words else text
