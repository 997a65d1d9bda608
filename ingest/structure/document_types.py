"""The names of official documents and the codes that stand for them in a number.

Codes: Nghị định 30/2020/NĐ-CP, Phụ lục III (State); Hướng dẫn 36-HD/VPTW (Party).
"""

from __future__ import annotations

import re

from hoidap.vietnamese.normalisation import match_form

#: All types by name, longer names before their beginnings ("Nghị quyết liên tịch").
TYPES = (
    "Hiến pháp",
    "Bộ luật",
    "Luật",
    "Pháp lệnh",
    "Lệnh",
    "Nghị quyết liên tịch",
    "Nghị quyết",
    "Nghị định",
    "Thông tư liên tịch",
    "Thông tư",
    "Quyết định",
    "Quy định",
    "Chỉ thị",
    "Kết luận",
    "Hướng dẫn",
    "Kế hoạch",
    "Thông báo",
    "Thông tri",
    "Thông cáo",
    "Báo cáo",
    "Tờ trình",
    "Chương trình",
    "Quy chế",
    "Quy trình",
    "Quy tắc",
    "Bộ quy tắc",
    "Quy chuẩn",
    "Quy hoạch",
    "Nội quy",
    "Điều lệ",
    "Đề án",
    "Dự án",
    "Phương án",
    "Chiến lược",
    "Công điện",
    "Công văn",
    "Biên bản",
    "Văn bản hợp nhất",
    "Lời kêu gọi",
    "Tuyên bố",
    "Danh mục",
)

#: Codes that name one type for certain; "QĐ" is a Quyết định of the State and a Quyết
#: định or Quy định of the Party, so it is left to the title line.
TYPE_OF_CODE = {
    "NĐ": "Nghị định",
    "TT": "Thông tư",
    "TTLT": "Thông tư liên tịch",
    "PL": "Pháp lệnh",
    "CT": "Chỉ thị",
    "NQ": "Nghị quyết",
    "KL": "Kết luận",
    "HD": "Hướng dẫn",
    "KH": "Kế hoạch",
    "TB": "Thông báo",
    "BC": "Báo cáo",
    "TTr": "Tờ trình",
    "CTr": "Chương trình",
    "QC": "Quy chế",
    "ĐA": "Đề án",
    "QĐi": "Quy định",
    "QyĐ": "Quy định",
    "CĐ": "Công điện",
    "CV": "Công văn",
}

#: Types whose title is their name: "Luật Thực hiện dân chủ ở cơ sở".
NAMED_TYPES = ("Hiến pháp", "Bộ luật", "Luật", "Pháp lệnh")

#: What can be attached to a decision with a numbering or an outline of its own.
ATTACHED_TYPES = frozenset(TYPES) - {
    "Hiến pháp",
    "Bộ luật",
    "Luật",
    "Pháp lệnh",
    "Lệnh",
    "Nghị quyết",
    "Nghị quyết liên tịch",
    "Nghị định",
    "Thông tư",
    "Thông tư liên tịch",
    "Quyết định",
    "Chỉ thị",
    "Kết luận",
    "Thông báo",
    "Công văn",
    "Công điện",
    "Tờ trình",
    "Thông tri",
    "Thông cáo",
}

_BY_FORM = {match_form(name): name for name in TYPES}
_LONGEST_FIRST = "|".join(sorted(map(re.escape, _BY_FORM), key=len, reverse=True))
_BEGINS = re.compile(rf"(?:bản\s+)?(?P<type>{_LONGEST_FIRST})(?!\w)")


def type_at_start(text: str) -> tuple[str, int] | None:
    """The type a text begins with and the length of its name there, or None."""
    match = _BEGINS.match(match_form(text))
    return None if match is None else (_BY_FORM[match["type"]], match.end())


def type_of_number(number: str) -> str | None:
    """The type that a document number says for certain by its first code, or None.

    Later codes name who issued it: "118/SĐT-KH" is a letter of a planning division.
    """
    codes = [part for part in re.split(r"[-/]", number) if not part[:1].isdigit()]
    return TYPE_OF_CODE.get(codes[0]) if codes else None
