"""Days as facts: "được tổ chức ngày 09/12/2016", "có hiệu lực từ ngày 01/7/2023"."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from hoidap.study.facts import Fact
from hoidap.study.pack import FactKind
from hoidap.study.statements import Statement
from hoidap.vietnamese.dates import find_dates
from hoidap.vietnamese.references import find_references

_DAY_LENGTH: Final = len("2016-05-15")
_DAY_WORD: Final = "ngày "


def date_facts(statement: Statement) -> Iterator[Fact]:
    """The complete days of a statement; those that only tell documents apart are left out."""
    text = statement.text
    found = [each for each in find_dates(text) if len(each.iso) == _DAY_LENGTH]
    if not found or "mồng" in text or "âm lịch" in text:
        return
    beside = [(each.start, each.end) for each in find_references(text) if each.issued_on]
    for each in found:
        if any(start <= each.start < end for start, end in beside):
            continue
        start = each.start
        if text[start:].lower().startswith(_DAY_WORD):
            start += len(_DAY_WORD)
        with_word = start > each.start
        yield Fact(
            kind=FactKind.DATE,
            statement=statement,
            start=statement.start + start,
            end=statement.start + each.end,
            answer=text[start : each.end],
            key=each.iso,
            group="day",
            asked="nào" if with_word else "ngày nào",
        )
