"""Numbers as facts: "không quá 200 giờ", "gồm 6 điều với 21 điểm", "97,8%".

Left out are figures that name rather than count (Điều 105, số 905, ISO 9001),
the 1 of rates ("trong 01 ngày"), and small counts whose things are named right
after them, because the sentence then gives the answer away.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from typing import Final

from hoidap.study.facts import Fact
from hoidap.study.pack import FactKind
from hoidap.study.statements import Statement
from hoidap.vietnamese.quantities import Quantity, find_quantities

#: Words before a figure that make it a name.
_NAMED: Final = re.compile(
    r"(?:điều|khoản|điểm|mục|chương|phần|số|khoá|khóa|ý|nhóm|thứ|lần thứ|quý|tháng|ngày|năm|iso"
    r"|tw|trung ương|phụ lục|đại hội|kỳ họp|bậc|cấp|loại|mẫu|qh|luật|định|thị|quyết|luận)\s*\Z",
    re.IGNORECASE,
)
#: Figures of a series of provisions: "các điều 172, 173 và 174".
_SERIES: Final = re.compile(
    r"(?:điều|khoản|điểm|mục|chương|ý) [\dđa-z, ]*(?:(?:và|đến|hoặc) )?\Z", re.IGNORECASE
)
_JOINED_BEFORE: Final = re.compile(r"[\w/.,:–-]\Z")
_JOINED_AFTER: Final = re.compile(r"[/:–-]?\w|[–-]\s?\d|/")
#: After a count these begin the naming of the things counted.
_NAMES_THEM: Final = re.compile(r"(?<!\w)(?:là|gồm|như|cụ thể)(?!\w)|:|,.* và ")
#: "5 năm thực hiện" is a name of an occasion rather than a number to know.
_OCCASION: Final = re.compile(
    r"\s*bên(?!\w)|\s*(?:năm )?(?:thực hiện|ngày sinh|ngày thành lập|tháng đầu|tháng cuối|đầu năm)"
)
#: Above this nobody counts the things named.
_SMALL: Final = Decimal(12)
_UNIT: Final = re.compile(r"\s*(\w+)")


def number_facts(statement: Statement) -> Iterator[Fact]:
    """The numbers of a statement that are worth asking for."""
    text = statement.text
    for found in find_quantities(text):
        before, after = text[: found.start], text[found.number_end :]
        if _is_name(before, after) or found.value in (0, 1) or _OCCASION.match(after):
            continue
        if found.value <= _SMALL and _NAMES_THEM.search(after):
            continue
        unit = found.unit or _word_after(after)
        if not unit:
            continue
        yield Fact(
            kind=FactKind.NUMBER,
            statement=statement,
            start=statement.start + found.start,
            end=statement.start + found.number_end,
            answer=text[found.start : found.number_end],
            key=f"{found.value.normalize():f} {unit}",
            group=f"number {unit}",
            asked=_asked(found, before),
        )


def _is_name(before: str, after: str) -> bool:
    return bool(
        _NAMED.search(before)
        or _SERIES.search(before)
        or _JOINED_BEFORE.search(before)
        or _JOINED_AFTER.match(after)
    )


def _word_after(after: str) -> str:
    """The first syllable after a number: what is counted."""
    found = _UNIT.match(after)
    return found[1].lower() if found and not after.lstrip().startswith((",", ".")) else ""


def _asked(found: Quantity, before: str) -> str:
    """The question words, capitalised where the statement begins with the number."""
    words = "bao nhiêu" if found.unit != "%" else "bao nhiêu phần trăm"
    return words if before.strip() else words.capitalize()
