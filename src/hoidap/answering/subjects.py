"""Whether an answer is about the very subject that a question is for.

"An ninh mạng là gì?" is not answered by what "Giám sát an ninh mạng" is, nor "quy định
thế nào về tên gọi của pháp nhân?" by a list that mentions the name of a legal person.
Words alone do not tell; that the subject opens the heading, the sentence or the item does.
"""

from __future__ import annotations

import re
from typing import Final

from hoidap.retrieval.asked import asked_part
from hoidap.vietnamese.normalisation import match_form

#: "X là gì?"; "việc ... được gọi là gì?" describes what it looks for, "có tên là gì" asks a name.
_WHAT: Final = re.compile(
    r"(?P<x>(?!việc |hoạt động |thông tin )(?:(?!\b(?:có|lấy|mang|được|tên)\b)[^,?]){3,70}?)"
    r" (?:là|nghĩa là|được hiểu là) (?:gì|như thế nào|thế nào)\s*\??"
)
#: "quy định thế nào về X?", "X được quy định như thế nào?"
_LAID_DOWN: Final = (
    re.compile(
        r".*\bquy định (?:như )?(?:thế nào|gì|ra sao|những gì) về (?:việc )?"
        r"(?P<x>[^,?]{3,70}?)\s*\??"
    ),
    re.compile(
        r"(?:quy định )?(?P<x>[^,?]{3,70}?) được quy định (?:như )?(?:thế nào|ra sao)\s*\??"
    ),
)
#: A law that is named with its year and asked what it lays down.
_NAMED_LAW: Final = re.compile(r"\A.*\d{4},?\s+(?:quy định )?")
#: "Nghĩa vụ của thuyền viên" is also laid down by "Thuyền viên có các nghĩa vụ sau đây".
_WHOSE: Final = re.compile(
    r"(?P<x>quyền|nghĩa vụ|trách nhiệm|nhiệm vụ)(?: và [^,]{4,12}?)? của (?P<y>[^,]+)"
)
#: Between the headings of a path: each of them opens a line of its own.
_STEP: Final = " › "
_FILLING: Final = re.compile(r"\A(?:khái niệm|quy định) ")
#: What may stand before a subject that opens a line, a sentence or an item.
_OPENING: Final = (
    r"(?:\A|[\n.;:“\"])\s*(?:điều \d+[a-zđ]?[.:]?\s*)?(?:\d+\.\s*|[a-zđ]\)\s*)?[“\"]?"
    r"(?:(?:việc|khái niệm|quy định về) )?"
)


def is_about_subject(question: str, text: str) -> bool:
    """Whether ``text``, with its headings, is about what a question asks to define or lay down.

    True for questions that do neither.
    """
    forms = (
        _NAMED_LAW.sub("", match_form(question)).strip(" ,"),
        match_form(asked_part(question)).strip(" ,"),
    )
    said = match_form(text.replace(_STEP, "\n"))
    for form in forms:
        if found := _WHAT.fullmatch(form):
            return _defines(_FILLING.sub("", found["x"].strip()), said)
    for form in (*forms, match_form(question)):
        for pattern in _LAID_DOWN:
            if found := pattern.fullmatch(form):
                return re.search(rf"{_OPENING}{re.escape(found['x'].strip())}\b", said) is not None
    return True


def _defines(subject: str, said: str) -> bool:
    name = re.escape(subject)
    whose = _WHOSE.fullmatch(subject)
    if whose and re.search(rf"\b{re.escape(whose['y'])}\b[^.;\n]{{0,40}}\b{whose['x']}\b", said):
        return True
    return (
        re.search(
            rf"(?:, |{_OPENING}){name}[”\"]?(?:\s*(?:\n|\Z)|[^.;\n]{{0,60}}?"
            r" (?:là|gồm|bao gồm|được hiểu|nghĩa là)\b)",
            said,
        )
        is not None
        or re.search(rf"\blà {name}\b", said) is not None
    )
