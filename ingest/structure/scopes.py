"""A document cut into its numbering scopes, and each scope into head, text and end.

A decision that carries a regulation has two numberings: articles 1 to 3 of its own and
the articles of the regulation, which begin again with 1.  So everything attached (Quy
chế, Quy định, Kế hoạch ... "ban hành kèm theo", and each Phụ lục) is a scope.  Every
scope has, in this order and all optional: head, legal basis, text, end.

An appendix may hold forms and tables with numbers of their own ("Mẫu số 06", "Bảng 2"):
scopes inside its scope.  A model form may have an appendix printed in it; that its number
does not follow that of the appendix around it tells it from the next one.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import NamedTuple

from hoidap.domain import SectionKind
from hoidap.vietnamese.normalisation import match_form_of_canonical
from ingest.structure.document_types import ATTACHED_TYPES, type_at_start
from ingest.structure.header_block import HEAD_LINES, HeaderBlock, read_header_block
from ingest.structure.headings import in_capitals, read_heading
from ingest.structure.lines import Line, read_lines
from ingest.structure.numbering import letter, roman
from ingest.structure.signature import Tail, find_tail

#: How far below an attachment's heading "(Ban hành kèm theo ...)" may stand: four title
#: lines, rules and a repeated motto.
_ATTACHED_WITHIN = 8

#: How far above an attachment's heading the decision must have ended.
_ENDED_WITHIN = 30

#: Lines of a motto repeated above an attachment.
_REPEATED_HEAD = 6

#: Longest sentence that says who issues what; longer ones say more than that.
_ISSUE_CHARACTERS = 500

#: An appendix printed in a form stands in two others.
_IN_A_FORM = 2

_ATTACHED = re.compile(r"(?:^\W*|\()(?:được )?(?:ban hành )?kèm theo\b")
_APPENDIX = re.compile(
    r"(?P<word>PHỤ LỤC|Phụ lục)"
    r"(?:\s+(?:SỐ\s+|số\s+)?(?P<number>\d{1,3}|[IVXLC]{1,6}|[A-ZĐ])(?!\w))?"
    r"\s*[.:\-–—]?\s*(?P<rest>.*)"
)
_SHEET = re.compile(
    r"(?P<word>(?:biểu )?mẫu|biểu|bảng)(?P<spelt>(?:\s+số)?)"
    r"\s+(?P<number>(?-i:\d{1,3}[a-zđ]?|[IVXLC]{1,6}|[A-ZĐ]))(?!\w|\.\d)"
    r"\s*[.:\-–—]?\s*(?P<rest>.*)",
    re.IGNORECASE,
)
_MOTTO = re.compile(
    r"cộng hòa xã hội chủ nghĩa việt nam|độc lập\s*-\s*tự do|đảng cộng sản việt nam"
)
_SURE_BASIS = re.compile(r"[-–+*\s]*(?:căn cứ|xét (?:đề nghị|tờ trình|đơn|văn bản)|theo đề nghị)\b")
_BASIS = re.compile(r"[-–+*\s]*(?:xét|thực hiện|thi hành|trên cơ sở|theo|để|nhằm)\b")
_ORDER = re.compile(
    r"(?:quyết định|nghị quyết|quyết nghị|chỉ thị|quy định|kết luận|thông báo|lệnh|công bố)\s*:?"
)
_ISSUES = re.compile(
    r"\b(?:ban hành|quy định|quyết định|quyết nghị|hướng dẫn|kết luận|chỉ thị|thông báo)\b"
)


@dataclass(frozen=True, slots=True)
class Scope:
    """One numbering scope: the document itself (``kind`` None), an attachment or an appendix.

    ``depth`` counts the appendices and forms around it; ``covers`` is the offset where what
    it holds, other scopes included, ends.  The four numbers are indices into ``lines``:
    head is [0, head), legal basis [head, basis), text [basis, tail.start), end the rest.
    """

    kind: SectionKind | None
    label: str
    title: str
    lines: tuple[Line, ...]
    header: HeaderBlock
    head: int
    basis: int
    tail: Tail
    depth: int = 0
    covers: int = 0

    @property
    def body(self) -> tuple[Line, ...]:
        """The lines of the text itself."""
        return self.lines[self.basis : self.tail.start]


@lru_cache(maxsize=2)
def read_scopes(text: str) -> tuple[Scope, ...]:
    """The scopes of a document, the document's own first; head and structure both need them."""
    lines = read_lines(text)
    header = read_header_block(lines)
    starts = _scope_starts(lines, header.lines)
    bounds = [0, *[start.line for start in starts], len(lines)]
    scopes = [_scope(None, "", lines[: bounds[1]])]
    used: dict[str, int] = {}
    outer = ""
    for number, start in enumerate(starts, start=1):
        part = lines[start.line : bounds[number + 1]]
        last = next((n for n, s in enumerate(starts[number:], number) if s.depth <= start.depth), 0)
        end = bounds[last + 1] if last else len(lines)
        scope = _attached_scope(start, part, used, outer)
        outer = outer if start.depth else scope.label
        scopes.append(replace(scope, depth=start.depth, covers=lines[end - 1].end))
    return tuple(scopes)


def _attached_scope(
    start: _Start, lines: Sequence[Line], used: dict[str, int], outer: str
) -> Scope:
    """A scope with its label; ``outer`` is the appendix in which an inner one is counted."""
    sheet = _SHEET.fullmatch(lines[0].text)
    if sheet is not None and start.depth:
        label = f"{sheet['word'].capitalize()}{sheet['spelt'].lower()} {sheet['number']}"
    elif start.kind is SectionKind.APPENDIX:
        match = _APPENDIX.fullmatch(lines[0].text)
        number = match["number"] if match else None
        label = f"Phụ lục {number}" if number else "Phụ lục"
    else:
        name = read_header_block(lines).type or "Văn bản"
        label = f"{name} ban hành kèm theo"
    key = f"{label} {outer}" if start.depth else label
    used[key] = used.get(key, 0) + 1
    if used[key] > 1:
        label = f"{label} ({used[key]})"
    return _scope(start.kind, label, lines)


def _scope(kind: SectionKind | None, label: str, lines: Sequence[Line]) -> Scope:
    if kind is SectionKind.APPENDIX:
        header, head, title = _appendix_head(lines)
    else:
        header = read_header_block(lines)
        head, title = header.lines, header.title
    basis = _basis_end(lines, head)
    tail = find_tail(lines[basis:])
    shifted = Tail(
        tail.start + basis,
        None if tail.passed is None else tail.passed + basis,
        tuple(type(b)(b.kind, b.first + basis, b.last + basis) for b in tail.blocks),
    )
    return Scope(kind, label, title, tuple(lines), header, head, basis, shifted)


def _appendix_head(lines: Sequence[Line]) -> tuple[HeaderBlock, int, str]:
    """Heading, title in capitals and "(Ban hành kèm theo ...)" of an appendix or a form."""
    sheet = _SHEET.fullmatch(lines[0].text)
    match = sheet or _APPENDIX.fullmatch(lines[0].text)
    parts = [match["rest"]] if match and match["rest"] else []
    head = 1
    while head < min(len(lines), _ATTACHED_WITHIN):
        text = lines[head].text
        form = match_form_of_canonical(text)
        own_head = sheet is not None and (_MOTTO.search(form) or _APPENDIX.fullmatch(text))
        if lines[head].is_row or own_head:
            break
        note = text.startswith("(") or _ATTACHED.match(form) is not None
        if not note and (not in_capitals(text) or read_heading(text) or text[:1].isdigit()):
            break
        if re.match(r"[IVXLC]+\s*[.\-–/]", text):
            break
        if not note:
            parts.append(text)
        head += 1
    return HeaderBlock(), head, " ".join(parts)


class _Start(NamedTuple):
    """Where a scope begins, and in how many others."""

    line: int
    kind: SectionKind
    depth: int = 0


def _scope_starts(lines: Sequence[Line], first: int) -> list[_Start]:
    starts: list[_Start] = []
    articles = _article_lines(lines)
    behind = first  # nothing inside an attachment's own head begins another
    for index in range(first, len(lines)):
        if lines[index].quoted or index < behind:
            continue
        appendix = _is_appendix(lines, index)
        depth = _depth(lines, starts, index, appendix=appendix)
        if depth and not appendix:
            starts.append(_Start(index, SectionKind.APPENDIX, depth))
            behind = index + 1
            continue
        if not (appendix or _is_attachment(lines, index, behind)):
            continue
        if _goes_on(articles, index, behind):
            continue
        if appendix:
            starts.append(_Start(index, SectionKind.APPENDIX, depth))
            behind = index + _appendix_head(lines[index : index + _ATTACHED_WITHIN])[1]
        else:
            starts.append(_Start(_with_repeated_head(lines, index, behind), SectionKind.ATTACHMENT))
            behind = index + read_header_block(lines[index : index + HEAD_LINES]).lines
    return starts


def _depth(lines: Sequence[Line], starts: Sequence[_Start], index: int, *, appendix: bool) -> int:
    """How deep an appendix or a form of an appendix lies; 0 for what lies in none."""
    outer = next((start for start in reversed(starts) if not start.depth), None)
    if outer is None or outer.kind is not SectionKind.APPENDIX:
        return 0
    if not appendix:
        return int(_is_sheet(lines, index))
    number, around = _appendix_number(lines[index]), _appendix_number(lines[outer.line])
    follows = number is None or around is None or number == around + 1
    return 0 if follows or not starts[-1].depth else _IN_A_FORM


def _appendix_number(line: Line) -> int | None:
    match = _APPENDIX.fullmatch(line.text)
    if match is None or match["number"] is None:
        return None
    number = match["number"]
    if number.isdecimal():
        return int(number)
    with suppress(ValueError):
        return roman(number)
    with suppress(ValueError):
        return letter(number.lower()).number
    return None


def _is_sheet(lines: Sequence[Line], index: int) -> bool:
    """Whether a line names a numbered form or table of an appendix and says no more."""
    match = _SHEET.fullmatch(lines[index].text)
    if match is None or lines[index].is_row:
        return False
    rest = match["rest"]
    if rest and not (in_capitals(rest) or (rest.startswith("(") and rest.endswith(")"))):
        return False
    if "mẫu" in match["word"].lower():
        return True
    below = lines[index + 1] if index + 1 < len(lines) else None
    titled = below is not None and in_capitals(below.text) and not below.is_row
    return in_capitals(rest) or titled


def _article_lines(lines: Sequence[Line]) -> list[tuple[int, int]]:
    """Index and number of every line that looks like the heading of an article."""
    return [
        (index, heading.ordinal.number)
        for index, line in enumerate(lines)
        if not line.quoted
        and (heading := read_heading(line.text)) is not None
        and heading.kind is SectionKind.ARTICLE
    ]


def _goes_on(articles: Sequence[tuple[int, int]], index: int, first: int) -> bool:
    """Whether the articles above a line run on below it: then nothing is attached there."""
    after = bisect_right(articles, (index, 0))
    if after == 0 or after == len(articles) or articles[after - 1][0] < first:
        return False
    return articles[after][1] == articles[after - 1][1] + 1


def _is_appendix(lines: Sequence[Line], index: int) -> bool:
    match = _APPENDIX.fullmatch(lines[index].text)
    if match is None:
        return False
    rest = match["rest"]
    if match["word"].isupper():
        return not rest or in_capitals(rest) or rest.startswith("(") or bool(match["number"])
    alone = not rest or rest.startswith("(") or in_capitals(rest)
    return alone and (bool(match["number"]) or _is_titled(lines, index))


def _is_titled(lines: Sequence[Line], index: int) -> bool:
    """Whether a title in capitals, or what it was issued with, stands below a line."""
    if index + 1 == len(lines):
        return False
    below = lines[index + 1]
    note = _ATTACHED.match(match_form_of_canonical(below.text)) is not None
    return note or (in_capitals(below.text) and not below.is_row)


def _is_attachment(lines: Sequence[Line], index: int, first: int) -> bool:
    text = lines[index].text
    found = type_at_start(text) if in_capitals(text) and len(text) < 300 else None
    if found is None or found[0] not in ATTACHED_TYPES or text.endswith((":", ";", ",")):
        return False
    following = lines[index + 1 : index + 1 + _ATTACHED_WITHIN]
    for line in following:
        if read_heading(line.text) is not None:
            break
        if _ATTACHED.search(match_form_of_canonical(line.text)):
            return True
    return _has_ended(lines[max(first, index - _ENDED_WITHIN) : index])


def _has_ended(before: Sequence[Line]) -> bool:
    """Whether a document ends in these lines: recipients or signature with no heading after."""
    last = 0
    for number, line in enumerate(before):
        if read_heading(line.text) is not None:
            last = number + 1
    rest = before[last:]
    return bool(rest) and find_tail(rest).start < len(rest)


def _with_repeated_head(lines: Sequence[Line], index: int, first: int) -> int:
    """Where an attachment begins when the motto and the issuer are printed again above it."""
    earliest = max(first, index - _REPEATED_HEAD)
    mottoes = [
        number
        for number in range(earliest, index)
        if _MOTTO.search(match_form_of_canonical(lines[number].text))
    ]
    if not mottoes:
        return index
    start = mottoes[0]
    if start > earliest and in_capitals(lines[start - 1].text):
        start -= 1
    return start


def _basis_end(lines: Sequence[Line], head: int) -> int:
    """Index past the legal basis that begins behind the head, order line included."""
    end = head
    open_sentence = False
    for index in range(head, len(lines)):
        text = lines[index].text
        form = match_form_of_canonical(text)
        if lines[index].quoted or read_heading(text) is not None:
            break
        listed = text.endswith((";", ","))
        if in_capitals(text) and _ORDER.fullmatch(form):
            end = index + 1
            break
        sure = _is_sure_basis(text, form) or _issuer_above_basis(lines, index)
        if not (sure or (listed and (_BASIS.match(form) or open_sentence))):
            if end > head and _is_issue(text, form):
                end = index + 1
                continue
            break
        end = index + 1
        open_sentence = listed
    return end


def _is_sure_basis(text: str, form: str) -> bool:
    """Whether a line names a legal basis and no more: "..., Phó Thủ tướng có ý kiến:" does."""
    if _SURE_BASIS.match(form) is None:
        return False
    return not text.endswith(":") or _ISSUES.search(form) is not None


def _issuer_above_basis(lines: Sequence[Line], index: int) -> bool:
    """Whether a line in capitals repeats the issuer right above its legal basis."""
    if index + 1 >= len(lines) or not in_capitals(lines[index].text):
        return False
    return _SURE_BASIS.match(match_form_of_canonical(lines[index + 1].text)) is not None


def _is_issue(text: str, form: str) -> bool:
    """Whether a line says who issues what: "Chính phủ ban hành Nghị định ..."."""
    return (
        len(text) <= _ISSUE_CHARACTERS
        and text[:1].isupper()
        and text.endswith((":", ".", ","))
        and _ISSUES.search(form[:200]) is not None
        and re.match(r"\d|[-+]", text) is None
    )
