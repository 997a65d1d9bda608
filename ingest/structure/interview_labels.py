"""Labels before questions and answers: "PV:", "Ông A:", "Bạn đọc B, xã C hỏi:".

A label asks or answers by what it says (a known role, a title), else by the company it
keeps: whatever returns before questions asks, whatever returns after an asking label answers.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from hoidap.vietnamese.normalisation import match_form
from ingest.structure.interview_lines import InterviewLine
from ingest.structure.interview_people import find_people, name_in_label


class Voice(StrEnum):
    """Who speaks under a label."""

    ASKS = "asks"
    ANSWERS = "answers"


@dataclass(frozen=True, slots=True)
class Label:
    """A label as printed, where the words after it begin, and whose it is if that is known."""

    printed: str
    after: int
    voice: Voice | None = None


_LABEL: Final = re.compile(r"(?:[-+*•.]\s*)?(?P<label>[^:?!\"]{1,110}?)\s*:(?=\s|$)")
_SENTENCE_END: Final = re.compile(r"(?<!\w)(?:[^\W\d_A-ZĐ]\w*|\d+)[.…!] +\S")
_NUMBERING: Final = re.compile(r"\s*(?:số )?\d{1,3}$")
_IN_BRACKETS: Final = re.compile(r"\s*\([^)]*\)$")
_ASKING: Final = re.compile(
    r"(?:phóng viên|p\.?\s?v\.?|p/v|hỏi|câu hỏi|câu|mc|btv|tòa soạn|người dẫn chương trình|nhà báo"
    r"|h|(?:phóng viên|pv) .{2,50}|(?:báo|tạp chí|đài|tccs|ttxvn|thông tấn xã|vov|vtv)\b.{0,50}"
    r"|(?:bạn đọc|độc giả|khán giả|thính giả|cử tri)\b.*|(?:ông|bà|anh|chị|em) .* hỏi)"
)
_ANSWERING: Final = re.compile(r"(?:đáp|trả lời|câu trả lời|đ|tl|.* trả lời)")
_IMPERSONAL: Final = re.compile(r"(?:đáp|trả lời|câu trả lời|đ|tl)")
_ANSWERS: Final = re.compile(r"\s*trả lời$", re.IGNORECASE)

#: Titles by which labels name the person who answers.
_TITLE: Final = re.compile(
    r"(?:đồng chí|đ/c|đc|ông|bà|anh|chị|thầy|cô|(?:p?gs|ts|ths|bs|ls|nsnd|nsưt|đb)\b\.?|giáo sư"
    r"|phó giáo sư|tiến s[ĩỹ]|thạc s[ĩỹ]|luật sư|bác s[ĩỹ]|kỹ sư|nhà (?:văn|thơ|báo|sử học)"
    r"|(?:đại|thượng|trung|thiếu) (?:tướng|tá|úy|tọa)|đại đức|hòa thượng|linh mục|mục sư"
    r"|(?:phó )?(?:chủ tịch|bí thư|thủ tướng|giám đốc|tổng giám đốc|cục trưởng|vụ trưởng"
    r"|trưởng (?:ban|phòng|thôn|bản|khoa|đoàn)|hiệu trưởng|chủ nhiệm|chánh .{3,20}|viện trưởng)"
    r"|tổng bí thư|bộ trưởng|thứ trưởng|đại biểu|đbqh|đại sứ|già làng|nghệ nhân|nghệ sĩ"
    r"|chuyên gia|khách mời)\b"
)
#: Verbs that make "Đồng chí A nhấn mạnh:" a sentence of the report, not a label.
REPORTING: Final = re.compile(
    r"\b(?:nói|cho biết|nhấn mạnh|khẳng định|chia sẻ|phát biểu|yêu cầu|đề nghị|cho rằng|gồm|như sau"
    r"|nêu|bày tỏ|trả lời|đánh giá|kết luận|chỉ đạo|là|đã|được|có|sau|nhận xét|giới thiệu|lưu ý"
    r"|bảo|thừa nhận|kể)\b"
)
#: Whoever answers is introduced in these lines.
LEAD: Final = 8
#: A label is a role, an office or a name; a longer phrase before a colon is a sentence.
_LONGEST_WORDS: Final = 16


def is_impersonal(label: str) -> bool:
    """Whether an answer's label names nobody: "Đáp", "Trả lời"."""
    return _IMPERSONAL.fullmatch(_plain(match_form(label))) is not None


def read_labels(lines: Sequence[InterviewLine]) -> dict[int, Label]:
    """The labels by the index of their line; those whose voice stays unknown are none."""
    found = {i: hit for i, line in enumerate(lines) if (hit := _hit(line)) is not None}
    names = {i: _plain(hit["label"]) for i, hit in found.items()}
    seen = Counter(names.values())
    introduced = [match_form(p.name) for p in find_people([line.text for line in lines[:LEAD]])]
    voices = {i: _voice(lines[i], hit, seen, introduced) for i, hit in found.items()}
    _settle_by_company(lines, names, voices)
    return {i: _label(lines[i], hit, voices[i]) for i, hit in found.items() if voices[i]}


def _hit(line: InterviewLine) -> re.Match[str] | None:
    hit = _LABEL.match(line.form)
    if hit is None or len(hit["label"].split()) > _LONGEST_WORDS:
        return None
    # "làm xong. Tôi trả lời:" begins a sentence, "TS. Nguyễn Văn A:" does not.
    return None if _SENTENCE_END.search(line.text[: hit.end()]) else hit


def _plain(label: str) -> str:
    return _NUMBERING.sub("", _IN_BRACKETS.sub("", label)).strip(" .")


def _label(line: InterviewLine, hit: re.Match[str], voice: Voice | None) -> Label:
    rest = line.form[hit.end() :]
    printed = _ANSWERS.sub("", line.text[slice(*hit.span("label"))]) or "Trả lời"
    return Label(printed, line.start + hit.end() + len(rest) - len(rest.lstrip()), voice)


def _voice(
    line: InterviewLine, hit: re.Match[str], seen: Counter[str], introduced: Sequence[str]
) -> Voice | None:
    name = _plain(hit["label"])
    if _ASKING.fullmatch(name):
        return Voice.ASKS
    if _ANSWERING.fullmatch(name):
        return Voice.ANSWERS
    if REPORTING.search(name):
        return None
    if _TITLE.match(name) or (seen[name] > 1 and name.endswith(tuple(introduced))):
        return Voice.ANSWERS
    named = name_in_label(line.text[slice(*hit.span("label"))]) is not None
    return Voice.ANSWERS if named and seen[name] > 1 and not line.is_question else None


def _settle_by_company(
    lines: Sequence[InterviewLine], names: dict[int, str], voices: dict[int, Voice | None]
) -> None:
    """Give unknown labels that return the voice that most of their places ask for."""
    order = sorted(names)
    asks: Counter[str] = Counter()
    answers: Counter[str] = Counter()
    seen: Counter[str] = Counter()
    for at, index in enumerate(order):
        if voices[index] is not None or REPORTING.search(names[index]):
            continue
        seen[names[index]] += 1
        after = voices[order[at + 1]] if at + 1 < len(order) else None
        before = voices[order[at - 1]] if at else None
        asks[names[index]] += lines[index].is_question or after is Voice.ANSWERS
        answers[names[index]] += before is Voice.ASKS
    for index in order:
        name = names[index]
        if voices[index] is None and seen[name] > 1:
            if 2 * answers[name] > seen[name]:
                voices[index] = Voice.ANSWERS
            elif 2 * asks[name] >= seen[name]:
                voices[index] = Voice.ASKS
