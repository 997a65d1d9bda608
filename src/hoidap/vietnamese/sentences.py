"""Sentences of official prose and newspapers, as exact ranges of the text.

A line end always ends a sentence, because a line of canonical text is a
paragraph or an item.  Inside a line a stop (``.`` ``!`` ``?`` ``…`` ``./.``)
with the closing quotes and brackets after it ends a sentence when a space and
the beginning of something new follow, unless the stop belongs to

- the label of an item or a heading (``1.``, ``a.``, ``I.``, ``Điều 8.``),
- an abbreviation or a title (``TP.``, ``PGS.TS.``, ``T.Ư.``, ``Nxb.``),
- an initial (``C. Mác``), or a date (``1.11. 2011``).

"Something new" is a capital, a figure, an opening quote or a dash; a small
letter only after an ordinary word, for text typed without capitals.  A
semicolon ends a sentence where the next item of an enumeration follows it.
Every character that is not a space lies in exactly one sentence.
"""

from __future__ import annotations

import re
from typing import Final

from hoidap.vietnamese.syllables import is_syllable

#: Abbreviations that a name or a number follows, in lower case without the last stop.
_TITLE_TABLE: Final = """
tp tx tt ts pgs pgs.ts gs gs.ts gs.tskh tskh ths ths.bs bs bs.ck ks ls cn ncs nxb tr st no mr mrs
ms dr km kt tm tl tuq ql đt tel fax vd stt đ.c đc ubnd hđnd
"""
_TITLES: Final = frozenset(_TITLE_TABLE.split())
#: Abbreviations that end a sentence when a capital follows and do not otherwise.
_MAY_END: Final = frozenset(["v.v", "t.ư", "tư", "tw", "t.w", "cnxh", "xhcn"])

_STOP: Final = re.compile(
    r"(?:\./\.|(?<![.!?…])[.!?…]++)[\"”’')\]»]*+(?=\s)|;(?= (?:[a-zđ]\)|\d{1,2}[.)] |[-+] ))"
)
_LAST_WORD: Final = re.compile(r"[^\s(\[\"“‘«,;:]+\Z")
_LABEL: Final = re.compile(
    r"[\"“]?(?:[-+*•] )?(?:\d+(?:\.\d+)*|[a-zđ]|[IVXLC]+"
    r"|(?:Điều|Khoản|Chương|Mục|Tiểu mục|Phần|Bài|Bước|Câu|Phụ lục)"
    r"(?: thứ)? (?:\d+[a-zđ]?|[IVXLC]+|[\w]+))",
    re.IGNORECASE,
)
_INITIAL: Final = re.compile(r"(?:[A-ZĐ]|Ph|Th|Tr|Ch|Ng|Nh)(?:\.(?:[A-ZĐ]|Ph|Th|Tr|Ch|Ng|Nh))*")
#: After these words a single capital is a mark, not somebody's initial.
_BEFORE_MARK: Final = re.compile(
    r"(?:mục|chương|phần|khoá|khóa|nhóm|hạng|loại|điểm|bảng|phụ lục|lớp|khối|quý|vitamin) \w\Z",
    re.IGNORECASE,
)
_DAY_AND_MONTH: Final = re.compile(r"(?<!\d)\d{1,2}\.\d{1,2}\Z")
_YEAR: Final = re.compile(r" ?(?:19|20)\d\d(?!\d)")
#: How far back a title, an initial or a date reaches.
_LOOK_BACK: Final = 24


def split_sentences(text: str) -> list[tuple[int, int]]:
    """Half-open ranges of the sentences, in order, without space at their ends."""
    sentences: list[tuple[int, int]] = []
    start = 0
    for line in text.split("\n"):
        sentences += _split_line(text, start, start + len(line))
        start += len(line) + 1
    return sentences


def _split_line(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """Sentences of one line."""
    cuts = []
    begin = start
    for stop in _STOP.finditer(text, start, end):
        if stop[0] == ";" or _ends_sentence(text, begin, stop, end):
            cuts.append((begin, stop.end()))
            begin = stop.end()
    cuts.append((begin, end))
    return [stripped for cut in cuts if (stripped := _strip(text, *cut))]


def _strip(text: str, start: int, end: int) -> tuple[int, int] | None:
    """The range without space at its ends, or None when nothing is left."""
    piece = text[start:end]
    left = len(piece) - len(piece.lstrip())
    right = len(piece.rstrip())
    return (start + left, start + right) if left < right else None


def _ends_sentence(text: str, begin: int, stop: re.Match[str], line_end: int) -> bool:
    """Whether a stop inside a line ends the sentence that begins at ``begin``."""
    following = text[stop.end() : line_end].lstrip()
    if not following:
        return True
    before = text[max(begin, stop.start() - _LOOK_BACK) : stop.start()].rstrip()
    if stop[0][0] != "." or stop[0].startswith(("..", "./.")):
        return not following[0].islower() or stop[0].startswith("./.")
    if _LABEL.fullmatch(text[begin : stop.start()].strip()):
        return False
    if _DAY_AND_MONTH.search(before) and _YEAR.match(text, stop.end()):
        return False
    word = _LAST_WORD.search(before)
    return _may_follow(word[0] if word else "", before, following)


def _may_follow(word: str, before: str, following: str) -> bool:
    """Whether a new sentence can begin after ``word`` and one stop."""
    lower = word.lower()
    if lower in _MAY_END:
        return following[0].isupper()
    if lower in _TITLES:
        return False
    if _INITIAL.fullmatch(word) and not _BEFORE_MARK.search(before):
        return False
    if following[0].islower():
        return len(word) > 1 and word.islower() and is_syllable(lower)
    return True
