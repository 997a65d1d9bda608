"""One thing put in the place of another: "Thế còn nghĩa vụ?" after "... có quyền gì?".

What takes whose place is told by what it is: a document takes the place of the document,
a year that of the year, an article that of the article, a right that of a duty, a crime
that of a crime; else what begins with the same word ("người ...", "lao động ..."), what was
counted, or what something was said about.  Where nothing fits, nothing is said here, and
the questions are read together.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Final

from hoidap.retrieval.terms import words_of
from hoidap.vietnamese.normalisation import match_form
from hoidap.vietnamese.provision import ProvisionReference, find_provisions
from hoidap.vietnamese.question_words import is_question_word

#: "Thế còn X?", "Còn X thì bao nhiêu?", "X thì sao?"
_INSTEAD: Final = re.compile(
    r"\A(?:(?:thế còn|vậy còn|thế|vậy|còn|và)\s+(?P<new>.+?)"
    r"(?:\s+(?:thì\s+)?(?:sao|thế nào|như thế nào|bao nhiêu|khi nào))?"
    r"|(?P<alone>.+?)\s+thì\s+(?:sao|thế nào|như thế nào))(?:\s+(?:ạ|nhỉ|vậy))?\s*[?.!]*\Z",
    re.IGNORECASE,
)
_RIGHTS: Final = re.compile(r"\b(?:quyền hạn|quyền|nghĩa vụ|trách nhiệm|nhiệm vụ)\b", re.IGNORECASE)
_YEAR: Final = re.compile(r"\bnăm \d{4}\b", re.IGNORECASE)
#: Where a phrase ends that another takes the place of: before a verb, or at the end.
_VERB: Final = (
    r"(?<!khi)(?<!lúc)(?<!thế)(?<!ngày)"
    r"(?=\s+(?:bị|được|là|có|phải|do|thì|gồm|bao gồm|nào|bao nhiêu|mấy|đã|sẽ|không|cần|nên|quy định"
    r"|yêu cầu|nêu|cấm)\b)"
)
_END: Final = rf"(?:{_VERB}|(?=\s+(?:khi|ở|tại|trong|theo|về)\b|\s*[?,.;]|\s*\Z))"
_COUNTED: Final = re.compile(rf"(?<=\bbao nhiêu )(?!phần trăm)[^\W\d_].*?{_END}", re.IGNORECASE)
_HOLDER: Final = re.compile(rf"\A.+?(?=\s+có (?:những |các )?{_RIGHTS.pattern})", re.IGNORECASE)
_SUBJECT: Final = re.compile(r"(?<=\bgì về )(?:việc )?[^?,]+?(?=\s*(?:[?,(]|\Z))", re.IGNORECASE)
#: What begins so names no thing: "còn khi ...", "còn ở ...".
_NO_THINGS: Final = frozenset(
    words_of("khi nếu lúc ở tại trong ngoài với cho để từ theo về vì trước sau trên dưới được đã")
)
#: What a question begins with: a phrase of so many words.
_LEADING: Final = re.compile(rf"\A[^?,;()]+?{_END}", re.IGNORECASE)
_ASKS: Final = frozenset(words_of("ai gì nào đâu sao mấy bao"))
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
    if asked is None:
        return None
    new = (asked["new"] or asked["alone"]).strip(" ,")
    if not new or any(is_question_word(word) for word in words_of(new)):
        return None
    if named(new):
        return earlier.replace(mention, new, 1) if mention and mention in earlier else None
    new = new if asked["new"] else _inside_sentence(new)
    for start, end, instead in _places(new, earlier):
        written = instead if start else instead[:1].upper() + instead[1:]
        return f"{earlier[:start]}{written}{earlier[end:]}"
    return None


def thing_asked(question: str) -> str | None:
    """What a question is about, as it may stand inside another: "cụm công nghiệp là gì?".

    The phrase that it begins with; None where it begins otherwise.
    """
    found = _LEADING.match(question)
    words = found[0].split() if found else []
    ends = (n for n, word in enumerate(words) if match_form(word) in _ASKS)
    phrase = words[: next(ends, len(words))]
    if not _LEAST_PHRASE <= len(phrase) <= _LONGEST_PHRASE or match_form(phrase[0]) in _NO_THINGS:
        return None
    return _inside_sentence(" ".join(phrase))


def _inside_sentence(phrase: str) -> str:
    """A phrase without the capital of a sentence's beginning; that of a name stays."""
    first, *others = phrase.split()[:2] or [""]
    is_name = first[1:2].isupper() or (others and others[0][0].isupper())
    return phrase if is_name or not others else phrase[:1].lower() + phrase[1:]


def _places(new: str, earlier: str) -> Iterator[tuple[int, int, str]]:
    """Ranges of the earlier question that ``new`` may replace, with what to write there."""
    before, after = find_provisions(earlier), find_provisions(new)
    if before and after and after[0].start == 0 and after[0].end >= len(new):
        yield before[0].start, before[0].end, _inside(new, after[0], before[0])
    for pattern in (_YEAR, _RIGHTS):
        if pattern.fullmatch(new) and (found := pattern.search(earlier)):
            yield *found.span(), new
    head = new.split(maxsplit=1)[0]
    if match_form(head) in _NO_THINGS:
        return
    same = re.search(rf"\b{re.escape(head)}\b[^?,.;]*?{_VERB}", earlier, re.IGNORECASE)
    if same is not None and not re.search(_VERB, new, re.IGNORECASE):
        yield *same.span(), new
    for pattern in (_COUNTED, _HOLDER, _SUBJECT):
        if found := pattern.search(earlier):
            yield *found.span(), new


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


def _inside(new: str, named: ProvisionReference, earlier: ProvisionReference) -> str:
    """A provision with the article that an earlier one names, when it names none itself."""
    if named.article is None and (named.clause or named.point) and earlier.article:
        return f"{new} Điều {earlier.article}"
    return new
