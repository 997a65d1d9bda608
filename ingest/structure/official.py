"""The section tree of an official document, whoever issued it.

State and Party documents share everything but the way their text is numbered: head,
legal basis, end and attachments are marked here, scope by scope, and the text of each
scope is given to the parser that fits it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from hoidap.domain import Section, SectionKind
from hoidap.vietnamese.normalisation import match_form_of_canonical
from ingest.structure.lines import Line
from ingest.structure.outline import LEVELS, Mark, block_mark, build_outline
from ingest.structure.scopes import Scope, read_scopes

BodyParser = Callable[[Sequence[Line]], list[Mark]]

#: "Chỉ thị này được phổ biến đến chi bộ": said of the whole document, after its last point.
_CLOSING = re.compile(
    r"(?:hiến pháp|luật|pháp lệnh|nghị quyết|nghị định|quyết định|quy định|chỉ thị|kết luận"
    r"|thông tư|hướng dẫn|kế hoạch|quy chế|thông báo|chương trình|đề án|thông tri) này "
    r"(?:có hiệu lực|được phổ biến|phổ biến|thay thế|được thông qua)"
)

#: The closing sentences of a document without articles are its last ones.
_CLOSING_LINES = 3

_CLOSING_LABEL = "đoạn kết"


def parse_official(text: str, parse_body: BodyParser) -> tuple[Section, ...]:
    """The section tree of ``text``; ``parse_body`` marks the provisions of one scope."""
    marks: list[Mark] = []
    for scope in read_scopes(text):
        marks.extend(_scope_marks(scope, parse_body))
    return build_outline(text, marks)


def _scope_marks(scope: Scope, parse_body: BodyParser) -> list[Mark]:
    lines = scope.lines
    if not lines:
        return []
    marks = []
    if scope.kind is not None:
        below = lines[scope.head].start if scope.head < len(lines) else lines[-1].end
        marks.append(
            Mark(
                scope.kind,
                scope.label,
                lines[0].start,
                title=scope.title,
                body_start=below,
                end=scope.covers,
                level=LEVELS[scope.kind] + scope.depth,
            )
        )
    if scope.head:
        marks.append(block_mark(SectionKind.HEADER, lines[0].start, lines[scope.head - 1].end))
    if scope.basis > scope.head:
        start, end = lines[scope.head].start, lines[scope.basis - 1].end
        marks.append(block_mark(SectionKind.PREAMBLE, start, end))
    marks.extend(_body_marks(scope, parse_body))
    for block in scope.tail.blocks:
        start, end = lines[block.first].start, lines[block.last - 1].end
        marks.append(block_mark(block.kind, start, end))
    return marks


def _body_marks(scope: Scope, parse_body: BodyParser) -> list[Mark]:
    body = scope.body
    passed = scope.tail.passed
    end = len(body) if passed is None else passed - scope.basis
    marks = parse_body(body[:end])
    if passed is None and not any(mark.kind is SectionKind.ARTICLE for mark in marks):
        end = _closing_start(body)
        if end < len(body):
            marks = parse_body(body[:end])
    if marks and end < len(body):
        marks.append(Mark(SectionKind.BODY, _CLOSING_LABEL, body[end].start, end=body[-1].end))
    return marks


def _closing_start(body: Sequence[Line]) -> int:
    """Index of the first closing sentence, or past the last line."""
    for index in range(max(1, len(body) - _CLOSING_LINES), len(body)):
        line = body[index]
        if not line.quoted and _CLOSING.match(match_form_of_canonical(line.text)):
            return index
    return len(body)
