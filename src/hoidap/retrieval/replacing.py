"""One thing put in the place of another: "Còn Quy định 37?" after "Quy định 144 do ai ký?".

A document takes the place of the document, a year that of the year, a provision that of the
provision.  Where nothing fits, nothing is said here, and the questions are read together.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Final

from hoidap.retrieval.terms import words_of
from hoidap.vietnamese.normalisation import match_form
from hoidap.vietnamese.provision import find_provisions
from hoidap.vietnamese.question_words import is_question_word

#: "Thế còn X?", "Còn X thì bao nhiêu?", "X thì sao?"
_INSTEAD: Final = re.compile(
    r"\A(?:(?:thế còn|vậy còn|thế|vậy|còn|và)\s+(?P<new>.+?)"
    r"(?:\s+(?:thì\s+)?(?:sao|thế nào|như thế nào|bao nhiêu|khi nào))?"
    r"|(?P<alone>.+?)\s+thì\s+(?:sao|thế nào|như thế nào))(?:\s+(?:ạ|nhỉ|vậy))?\s*[?.!]*\Z",
    re.IGNORECASE,
)
_YEAR: Final = re.compile(r"\bnăm \d{4}\b", re.IGNORECASE)
#: What ends the phrase that a question begins with, and what begins no thing.
_ENDS: Final = frozenset(
    words_of(
        "bị được là có phải do thì gồm bao nào mấy đã sẽ không cần nên quy yêu nêu cấm khi ở tại"
    )
    + words_of("trong theo về ai gì đâu sao")
)
_LEAST_PHRASE: Final = 2
_LONGEST_PHRASE: Final = 12
_NEXT_ARTICLE: Final = re.compile(
    r"\bđiều (?:(?P<next>tiếp theo|kế tiếp|liền sau|sau đó|sau)|(?:liền trước|trước đó|trước))\b",
    re.IGNORECASE,
)


def put_in_place(
    question: str, earlier: str, named: Callable[[str], bool], mention: str | None
) -> str | None:
    """The earlier question about what a follow-up names; None when it does not fit in.

    ``named`` tells whether a text names a document, ``mention`` is the name of one in the
    earlier question.
    """
    asked = _INSTEAD.match(question.strip())
    new = (asked["new"] or asked["alone"]).strip(" ,") if asked else ""
    if not new or any(is_question_word(word) for word in words_of(new)):
        return None
    if named(new):
        return earlier.replace(mention, new, 1) if mention and mention in earlier else None
    if _YEAR.fullmatch(new) and _YEAR.search(earlier):
        return _YEAR.sub(new, earlier, count=1)
    before, after = find_provisions(earlier), find_provisions(new)
    if before and after and after[0].start == 0 and after[0].end >= len(new):
        inside = after[0].article is None and before[0].article
        place = f"{new} Điều {before[0].article}" if inside else new
        return f"{earlier[: before[0].start]}{place}{earlier[before[0].end :]}"
    return None


def thing_asked(question: str) -> str | None:
    """What a question is about, as it may stand inside another: "cụm công nghiệp là gì?".

    The phrase that it begins with; None where it begins otherwise.
    """
    words = re.split(r"[?,;()]", question, maxsplit=1)[0].split()
    ends = (at for at, word in enumerate(words) if match_form(word) in _ENDS)
    phrase = words[: next(ends, len(words))]
    if not _LEAST_PHRASE <= len(phrase) <= _LONGEST_PHRASE:
        return None
    is_name = phrase[0][1:2].isupper() or phrase[1][0].isupper()
    first = phrase[0] if is_name else phrase[0].lower()
    return " ".join([first, *phrase[1:]])


def complete_provision(question: str, earlier: str) -> str:
    """The question with the article of the earlier one, where it names only what is in it.

    "Khoản 3 nói gì?" after "Điều 113 ... nói gì?"; also "Điều tiếp theo thì sao?".
    """
    articles = [each.article for each in find_provisions(earlier) if each.article]
    if not articles:
        return question
    following = _NEXT_ARTICLE.search(question)
    if following is not None and articles[-1].isdecimal():
        number = int(articles[-1]) + (1 if following["next"] else -1)
        return f"{question[: following.start()]}Điều {number}{question[following.end() :]}"
    named = find_provisions(question)
    if len(named) == 1 and named[0].article is None and (named[0].clause or named[0].point):
        end = named[0].end
        return f"{question[:end]} Điều {articles[-1]}{question[end:]}"
    return question
