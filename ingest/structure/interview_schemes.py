"""How an article tells questions from answers: found out for each article anew.

Newspapers use four devices, tried in this order:

*Labels*: "Phóng viên:", "PV:", "Hỏi:" before questions, "Đồng chí A:", "Đáp:"
or nothing before answers.  A line counts as labelled when its label is a known
role, a title with a name, a name that returns, or whatever returns before
questions or answers' labels ("BBC:").

*Two signs*: ``-`` before questions and ``+`` before answers (or the other way
round).  A dash may also begin an item of a list inside an answer, so a dash
opens a question only when it asks and the next sign is the answer's.

*Dashes*: before questions only, or before questions and answers in turn.

*Question marks*: questions without any sign, known by the question mark and by
whom they address ("thưa đồng chí").

Each scheme gives *openings*: at this line a question or an answer begins.  An
article without openings is narrative.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from hoidap.vietnamese.normalisation import match_form
from ingest.structure.interview_lines import InterviewLine
from ingest.structure.interview_people import name_in_label


class Role(StrEnum):
    """Who speaks."""

    QUESTION = "question"
    ANSWER = "answer"


@dataclass(frozen=True, slots=True)
class Opening:
    """A line at which somebody begins to speak.

    ``line`` is the index of the line, ``start`` the offset of the first word
    after sign and label, ``label`` the label as printed, or "".
    """

    line: int
    role: Role
    start: int
    label: str = ""


class Scheme(StrEnum):
    """The devices, and none."""

    LABELS = "labels"
    TWO_SIGNS = "two signs"
    DASHES = "dashes"
    QUESTION_MARKS = "question marks"
    NARRATIVE = "narrative"


_LABEL: Final = re.compile(r"(?:[-+]\s*)?(?P<label>[^:?!\"]{1,90}?)\s*:(?=\s|$)")
_SIGN: Final = re.compile(r"(?P<sign>[-+])(?:\s+(?=\S)|(?=[^\s\d+-]))")
_NUMBERING: Final = re.compile(r"\s*(?:số )?\d{1,3}$")
_IN_BRACKETS: Final = re.compile(r"\s*\([^)]*\)$")

_ASKING: Final = re.compile(
    r"(?:phóng viên|p\.?\s?v\.?|p/v|hỏi|câu hỏi|câu|mc|btv|bạn đọc|độc giả|cử tri|tòa soạn"
    r"|người dẫn chương trình|nhà báo|h|(?:phóng viên|pv) .{2,50}|(?:báo|tạp chí|đài|tccs|ttxvn"
    r"|thông tấn xã|vov|vtv)\b.{0,50})"
)
_ANSWERING: Final = re.compile(r"(?:đáp|trả lời|câu trả lời|đ|tl)")

#: Titles by which labels name the person who answers.
_TITLE: Final = re.compile(
    r"(?:đồng chí|đ/c|đc|ông|bà|anh|chị|thầy|cô|(?:p?gs|ts|ths|bs|ls|nsnd|nsưt)\b\.?|giáo sư"
    r"|phó giáo sư|tiến s[ĩỹ]|thạc s[ĩỹ]|luật sư|bác s[ĩỹ]|kỹ sư|nhà (?:văn|thơ|báo|sử học)"
    r"|(?:đại|thượng|trung|thiếu) (?:tướng|tá|úy|tọa)|đại đức|hòa thượng|linh mục|mục sư"
    r"|(?:phó )?(?:chủ tịch|bí thư|thủ tướng|giám đốc|tổng giám đốc|cục trưởng|vụ trưởng"
    r"|trưởng (?:ban|phòng|thôn|bản|khoa|đoàn)|hiệu trưởng|chủ nhiệm|chánh .{3,20}|viện trưởng)"
    r"|tổng bí thư|bộ trưởng|thứ trưởng|đại biểu|đbqh|đại sứ|già làng|nghệ nhân|nghệ sĩ)\b"
)

#: Verbs that make "Đồng chí A nhấn mạnh:" a sentence of the report, not a label.
_REPORTING: Final = re.compile(
    r"\b(?:nói|cho biết|nhấn mạnh|khẳng định|chia sẻ|phát biểu|yêu cầu|đề nghị|cho rằng|gồm|như sau"
    r"|nêu|bày tỏ|trả lời|đánh giá|kết luận|chỉ đạo|là|đã|được|có|sau|nhận xét|giới thiệu|lưu ý)\b"
)

#: A label is a role, an office or a name; a longer phrase before a colon is a sentence.
_LONGEST_LABEL_WORDS: Final = 16

#: A question without any sign is one paragraph; longer ones are answers that end in a question.
_LONGEST_BARE_QUESTION: Final = 700


def find_openings(lines: Sequence[InterviewLine]) -> tuple[Scheme, list[Opening]]:
    """The scheme of an article and its openings in reading order.

    ``lines`` are the article's lines without furniture; ``Opening.line`` counts
    in them.
    """
    for scheme, find in _SCHEMES:
        openings = find(lines)
        if openings:
            return scheme, openings
    return Scheme.NARRATIVE, []


def is_impersonal(label: str) -> bool:
    """Whether an answer's label names nobody: "Đáp", "Trả lời"."""
    return _ANSWERING.fullmatch(_plain(match_form(label))) is not None


def _by_labels(lines: Sequence[InterviewLine]) -> list[Opening]:
    found = {index: label for index, line in enumerate(lines) if (label := _label_of(line))}
    seen = Counter(_plain(label["label"]) for label in found.values())
    roles = {index: _role(lines[index], label, seen) for index, label in found.items()}
    asking = _askers(lines, found, roles)
    openings = []
    for index, label in found.items():
        role = Role.QUESTION if _plain(label["label"]) in asking else roles[index]
        if role is not None:
            openings.append(_labelled(lines[index], index, role, label))
    openings = _with_bare_questions(lines, openings)
    questions = sum(opening.role is Role.QUESTION for opening in openings)
    answers = len(openings) - questions
    return openings if questions and (answers or questions > 1) else []


def _askers(
    lines: Sequence[InterviewLine],
    found: dict[int, re.Match[str]],
    roles: dict[int, Role | None],
) -> set[str]:
    """Unknown labels that return and mostly ask, or are mostly followed by an answer's label."""
    seen: Counter[str] = Counter()
    asks: Counter[str] = Counter()
    followed = False
    for index in reversed(found):
        label = _plain(found[index]["label"])
        if roles[index] is None and not _REPORTING.search(label):
            seen[label] += 1
            asks[label] += followed or lines[index].is_question
        followed = roles[index] is Role.ANSWER
    return {label for label in seen if seen[label] > 1 and 2 * asks[label] >= seen[label]}


def _label_of(line: InterviewLine) -> re.Match[str] | None:
    found = _LABEL.match(line.form)
    if found is None or len(found["label"].split()) > _LONGEST_LABEL_WORDS:
        return None
    return found


def _plain(label: str) -> str:
    return _NUMBERING.sub("", _IN_BRACKETS.sub("", label)).strip(" .")


def _role(line: InterviewLine, found: re.Match[str], seen: Counter[str]) -> Role | None:
    label = _plain(found["label"])
    if _ASKING.fullmatch(label):
        return Role.QUESTION
    if _ANSWERING.fullmatch(label):
        return Role.ANSWER
    if _REPORTING.search(label):
        return None
    if _TITLE.match(label):
        return Role.ANSWER
    returns = seen[label] > 1
    if returns and name_in_label(line.text[slice(*found.span("label"))]) is not None:
        return None if line.is_question else Role.ANSWER
    return None


def _labelled(line: InterviewLine, index: int, role: Role, found: re.Match[str]) -> Opening:
    start = line.start + found.end()
    start += len(line.form[found.end() :]) - len(line.form[found.end() :].lstrip())
    return Opening(index, role, start, line.text[slice(*found.span("label"))])


def _with_bare_questions(lines: Sequence[InterviewLine], openings: list[Opening]) -> list[Opening]:
    """Add questions in bold type without label: the asking line just before an answer's label."""
    known = {opening.line for opening in openings}
    added = [
        _opening(lines, opening.line - 1, Role.QUESTION)
        for opening in openings
        if opening.role is Role.ANSWER
        and opening.line > 0
        and opening.line - 1 not in known
        and lines[opening.line - 1].is_address
    ]
    return sorted([*openings, *added], key=lambda opening: opening.line)


def _opening(lines: Sequence[InterviewLine], index: int, role: Role) -> Opening:
    """An opening at a line, behind its sign if it has one."""
    sign = _SIGN.match(lines[index].form)
    return Opening(index, role, lines[index].start + (sign.end() if sign else 0))


def _signs(lines: Sequence[InterviewLine]) -> dict[int, str]:
    return {
        index: found["sign"]
        for index, line in enumerate(lines)
        if (found := _SIGN.match(line.form))
    }


def _by_two_signs(lines: Sequence[InterviewLine]) -> list[Opening]:
    signs = _signs(lines)
    asking = Counter(signs[index] for index in signs if lines[index].is_question)
    if not asking or len(set(signs.values())) < 2:
        return []
    question_sign = asking.most_common(1)[0][0]
    openings: list[Opening] = []
    marked = list(signs)
    for position, index in enumerate(marked):
        asked = openings and openings[-1].role is Role.QUESTION
        if signs[index] != question_sign:
            if asked:
                openings.append(_opening(lines, index, Role.ANSWER))
        elif _opens_question(lines, signs, marked, position):
            openings.append(_opening(lines, index, Role.QUESTION))
    answered = any(opening.role is Role.ANSWER for opening in openings)
    return openings if answered else []


def _opens_question(
    lines: Sequence[InterviewLine], signs: dict[int, str], marked: list[int], position: int
) -> bool:
    """Whether a signed line asks and is answered next, or is the thanks that end the talk."""
    index = marked[position]
    line = lines[index]
    following = marked[position + 1] if position + 1 < len(marked) else None
    if following is None:
        return line.is_thanks or line.is_question
    if signs[following] == signs[index]:
        goes_on = following == index + 1 and line.is_question and lines[following].is_question
        return goes_on and _opens_question(lines, signs, marked, position + 1)
    asks = line.is_question or (lines[following - 1].is_question and following - index <= 3)
    return asks or line.is_thanks


def _by_dashes(lines: Sequence[InterviewLine]) -> list[Opening]:
    signs = _signs(lines)
    asking = [index for index in signs if lines[index].is_question and not _is_item(lines, index)]
    if not asking:
        return []
    followed = [index + 1 in signs for index in asking]
    alternate = all(followed) and any(index + 1 not in asking for index in asking)
    openings: list[Opening] = []
    for index in signs:
        last = openings[-1] if openings else None
        asked = last is not None and last.role is Role.QUESTION and last.line == index - 1
        asks_on = index in asking and (lines[index].is_address or not alternate)
        if asked and not asks_on:
            openings.append(_opening(lines, index, Role.ANSWER))
        elif index in asking or (lines[index].is_thanks and index > asking[-1]):
            openings.append(_opening(lines, index, Role.QUESTION))
    return openings


def _is_item(lines: Sequence[InterviewLine], index: int) -> bool:
    """Whether a dash begins an item of a list: one announced by a colon or ended by a semicolon."""
    announced = index > 0 and lines[index - 1].form.endswith(":")
    return announced or lines[index].form.endswith(";")


def _by_question_marks(lines: Sequence[InterviewLine]) -> list[Opening]:
    openings: list[Opening] = []
    for index, line in enumerate(lines):
        if index == 0 or not line.is_address or len(line.form) > _LONGEST_BARE_QUESTION:
            continue
        if openings and openings[-1].line == index - 1:
            continue
        openings.append(_opening(lines, index, Role.QUESTION))
    return openings if len(openings) > 1 else []


_SCHEMES: Final[tuple[tuple[Scheme, Callable[[Sequence[InterviewLine]], list[Opening]]], ...]] = (
    (Scheme.LABELS, _by_labels),
    (Scheme.TWO_SIGNS, _by_two_signs),
    (Scheme.DASHES, _by_dashes),
    (Scheme.QUESTION_MARKS, _by_question_marks),
)
