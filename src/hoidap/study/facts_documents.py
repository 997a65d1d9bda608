"""Documents as facts: "thay thế Quy định 47-QĐ/TW", "Chỉ thị 05-CT/TW yêu cầu ..."."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from hoidap.study.facts import Fact
from hoidap.study.pack import FactKind
from hoidap.study.statements import Statement
from hoidap.vietnamese.document_number import find_document_numbers
from hoidap.vietnamese.references import NumberReference, find_references

#: Statements that tell what a document is: the question of which one it is has many answers
#: beyond the corpus (one person signs many documents).
_IDENTIFIES: Final = re.compile(r"(?<!\w)(?:ký|ban hành|thông qua|Công báo|mang tên|số hiệu)(?!\w)")
#: Fewer syllables beside a name say too little to ask for the name.
LEAST_WORDS: Final = 8
ASKED: Final = "văn bản nào"


def document_facts(statement: Statement) -> Iterator[Fact]:
    """The documents that a statement names by complete numbers, each once.

    A document named twice is left out: the second place would give the first away.
    """
    text = statement.text
    if _IDENTIFIES.search(text) or len(text.split()) < LEAST_WORDS:
        return
    found = [each for each in find_references(text) if isinstance(each, NumberReference)]
    keys = [each.number.canonical for each in found]
    ends = {hit.number.canonical: hit.end for hit in find_document_numbers(text)}
    for each in found:
        key = each.number.canonical
        if keys.count(key) > 1 or not each.type:
            continue
        # Issuer, term and date beside a number give it away or belong to it alone: gone with it.
        yield Fact(
            kind=FactKind.DOCUMENT_NUMBER,
            statement=statement,
            start=statement.start + each.start,
            end=statement.start + each.end,
            answer=text[each.start : ends.get(key, each.end)],
            key=key,
            group="document",
            asked=ASKED if each.start else ASKED.capitalize(),
        )
