"""Phrases as facts: the last member of an enumeration, a phrase in quotation marks.

"... trên bốn mặt là chính trị, tư tưởng, tổ chức và đạo đức": members of one
length stand side by side, so that another one in a member's place reads as well.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from hoidap.study.facts import Fact
from hoidap.study.pack import FactKind
from hoidap.study.statements import Statement

#: Two or more members of two syllables, then "và" and the last.
_MEMBERS: Final = re.compile(
    r"(?<![\w“])(?:[^\W\d_]+ [^\W\d_]+, )+[^\W\d_]+ [^\W\d_]+"
    r" và ([^\W\d_]+ [^\W\d_]+)(?=[.,;:)]|\Z)"
)
_QUOTED: Final = re.compile(r"“([^“”]{4,60})”")
#: First syllables that begin a clause, not a noun.
_NO_MEMBER: Final = re.compile(
    r"(?:các|những|của|để|không|phải|có|được|bị|theo|cho|về|nhất|trước|sau|đó|này|nếu|khi|là)\b"
)


def phrase_facts(statement: Statement) -> Iterator[Fact]:
    """The last members of enumerations and the quoted phrases of a statement, each once."""
    text = statement.text
    for found in _MEMBERS.finditer(text):
        member = found[1]
        if not _NO_MEMBER.match(member) and member.islower() and text.count(member) == 1:
            yield _fact(statement, found.span(1), "member")
    for found in _QUOTED.finditer(text):
        phrase = found[1]
        if text.count(phrase) == 1 and phrase[0].islower():
            yield _fact(statement, found.span(1), "quoted")


def _fact(statement: Statement, span: tuple[int, int], group: str) -> Fact:
    answer = statement.text[slice(*span)]
    return Fact(
        kind=FactKind.STATEMENT,
        statement=statement,
        start=statement.start + span[0],
        end=statement.start + span[1],
        answer=answer,
        key=answer.lower(),
        group=f"{group} {len(answer.split())}",
    )
