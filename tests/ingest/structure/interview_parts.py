"""What tests of interviews share: an invented lead-in and closing, and the parts found."""

from __future__ import annotations

from hoidap.domain import Section, SectionKind
from ingest.structure.interview import InterviewStructure

LEAD_IN = """Huyện Sông Mẫu: Cải cách hành chính từ việc nhỏ
Thứ Hai, 04/03/2019, 08:15 [GMT+7]
.
Huyện Sông Mẫu đã rút ngắn thời gian giải quyết hồ sơ.
(Đồng chí Nguyễn Văn A, Bí thư Huyện uỷ Sông Mẫu trả lời phỏng vấn Báo Sông Mẫu)
"""
CLOSING = """- Trân trọng cảm ơn đồng chí!
Trần B (thực hiện)
.
Tags: cải cách, Sông Mẫu
"""


def turns(found: InterviewStructure) -> list[Section]:
    return [section for section in found.sections if section.kind is SectionKind.TURN]


def questions(found: InterviewStructure) -> list[str]:
    return [section.title for section in turns(found)]


def answers(text: str, found: InterviewStructure) -> list[str]:
    return [text[section.body_start : section.end] for section in turns(found)]
