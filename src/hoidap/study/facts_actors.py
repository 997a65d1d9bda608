"""Who does it, as facts: the body after "do", the one that a law binds, the person named.

Which actors a law knows is counted in the law itself: what stands at the
beginning of several sentences before a word like "có trách nhiệm" or "phải".
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from typing import Final

from hoidap.study.facts import Fact
from hoidap.study.pack import FactKind
from hoidap.study.statements import Statement
from hoidap.vietnamese.proper_names import find_names

#: Bodies that issue documents and act in them.
BODIES: Final = (
    *("Ban Chấp hành Trung ương", "Bộ Chính trị", "Ban Bí thư", "Uỷ ban Kiểm tra Trung ương"),
    *("Ban Tổ chức Trung ương", "Ban Tuyên giáo Trung ương", "Ban Dân vận Trung ương"),
    *("Quốc hội", "Uỷ ban Thường vụ Quốc hội", "Chính phủ", "Thủ tướng Chính phủ", "Chủ tịch nước"),
    *("Văn phòng Chính phủ", "Bộ Nội vụ", "Bộ Tư pháp", "Mặt trận Tổ quốc Việt Nam"),
    *("Hội Liên hiệp Phụ nữ Việt Nam", "Văn phòng Trung ương Đảng"),
)
_BODY: Final = re.compile(
    r"(?<!\w)do ((?:"
    + "|".join(sorted(map(re.escape, BODIES), key=len, reverse=True)).replace("Uỷ", "(?:Uỷ|Ủy)")
    + r")(?: khoá [IVX]+)?) (ban hành|tổ chức|thông qua|chủ trì|ký|đề nghị|quy định|quyết định)"
)
_DUTY: Final = re.compile(
    r"(?P<actor>(?:\w+ ){1,8}?)"
    r"(?P<duty>có trách nhiệm|có quyền|có nghĩa vụ|phải|không được|được quyền|quyết định|quy định)"
    r"(?= )"
)
#: Beginnings that are conditions, not actors.
#: The term beside a body tells terms apart, not bodies.
_TERM: Final = re.compile(r" khoá [IVX]+\Z")
_CONDITION: Final = re.compile(
    r"(?:khi|nếu|trường hợp|trong|sau|trước|đối với|theo|căn cứ|ngoài|mỗi|việc|các quy định|hằng"
    r"|hàng|tại|để|do|thời|nội dung|mức|hợp đồng|tiền|số|hồ sơ|bên nào)(?!\w)",
    re.IGNORECASE,
)
#: An actor is named at least this often before duties, or it is a part of a sentence.
_OFTEN: Final = 3
_PERSON_AT_END: Final = re.compile(
    r"(?<!\w)là (?:(?:đồng chí|ông|bà|Tổng Bí thư|Chủ tịch(?: nước| Quốc hội)?"
    r"|Thủ tướng(?: Chính phủ)?|Bộ trưởng|Thường trực|Phó|Bí thư)(?: [^\W\d_]+){0,4} )?\Z"
)
#: Longest name of a person, in words.
_NAME_WORDS: Final = range(2, 5)


def actors_of(statements: Iterable[Statement]) -> frozenset[str]:
    """The actors that statements bind, as written at their beginning."""
    counted = Counter(
        found["actor"].strip()
        for statement in statements
        if not statement.is_item and (found := _duty(statement))
    )
    return frozenset(actor for actor, times in counted.items() if times >= _OFTEN)


def actor_facts(statement: Statement, actors: frozenset[str]) -> Iterator[Fact]:
    """The body, the bound actor and the person of a statement, as far as it has them."""
    text = statement.text
    body = _BODY.search(text)
    if body:
        kind = FactKind.ISSUER if body[2] in ("ban hành", "thông qua") else FactKind.STATEMENT
        yield _fact(statement, kind, body.span(1), "body", "cơ quan nào")
    found = _duty(statement)
    if found and found["actor"].strip() in actors:
        actor = found["actor"].strip()
        if actor.lower() not in text[len(actor) :].lower():
            yield _fact(statement, FactKind.STATEMENT, (0, len(actor)), "actor", "Chủ thể nào")
    for name in find_names(text):
        ends = text[name.end :].strip() in ("", ".")
        if ends and _PERSON_AT_END.search(text[: name.start]) and _is_person(name.text):
            signs = "ký" in text.split()
            kind = FactKind.SIGNER if signs else FactKind.STATEMENT
            yield _fact(statement, kind, (name.start, name.end), "person", "")


def _duty(statement: Statement) -> re.Match[str] | None:
    found = _DUTY.match(statement.text) if statement.text else None
    return found if found and not _CONDITION.match(statement.text) else None


def _is_person(name: str) -> bool:
    return len(name.split()) in _NAME_WORDS and not any(name.startswith(body) for body in BODIES)


def _fact(
    statement: Statement, kind: FactKind, span: tuple[int, int], group: str, asked: str
) -> Fact:
    answer = _TERM.sub("", statement.text[slice(*span)])
    start, end = statement.start + span[0], statement.start + span[1]
    return Fact(kind, statement, start, end, answer, answer.lower(), group, asked)
