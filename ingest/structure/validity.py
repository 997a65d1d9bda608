"""What a document says about validity: its own, and that of others.

Read from the text, quotations left out, one sentence at a time.  A sentence counts for
the document itself only when it says so ("Quyết định này có hiệu lực ...", "Chỉ thị này
thay thế ..."): a document also speaks of other documents' validity.  "Tiếp tục thực
hiện" continues a document in force, it does not replace it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from hoidap.vietnamese.document_number import find_document_numbers
from hoidap.vietnamese.normalisation import match_form, match_form_of_canonical
from ingest.structure.lines import Line

_TYPE = (
    r"(?:hiến pháp|bộ luật|luật|pháp lệnh|nghị quyết(?: liên tịch)?|nghị định|quyết định|quy định"
    r"|chỉ thị|kết luận|thông tư(?: liên tịch)?|hướng dẫn|kế hoạch|quy chế|thông báo|điều lệ)"
)
_THIS = rf"(?<!ngày )(?<!ngày bộ )(?P<this>{_TYPE}) này (?:và .{{0,60}} )?"
_DAY = (
    r"(?:ngày\s+)?(?P<day>\d{1,2})\s*(?:/|-|\.|tháng)\s*(?P<month>\d{1,2})"
    r"\s*(?:/|-|\.|năm)\s*(?P<year>\d{4})"
)
#: A power lent for a time: "Thời hạn ủy quyền: ... đến hết ngày ...".
_LENT_UNTIL = re.compile(
    rf"(?:thời hạn|thời gian)(?: thực hiện)? ủy quyền\b.{{0,120}}?\bđến (?:hết )?{_DAY}"
)
#: The label of a clause or point before the sentence that stands in it.
_LABEL = r"(?:\w{1,3}[.)\-]\s*)?"
_EFFECTIVE = re.compile(
    rf"(?:{_THIS}(?:(?:đã )?được .{{3,200}}? thông qua .{{3,60}}? và )?"
    rf"|^{_LABEL}(?P<bare>{_TYPE}) )"
    r"có hiệu lực(?: thi hành)?,?\s*(?:kể )?từ\s+"
    rf"(?:{_DAY}|(?:ngày )?(?P<signed>ký|ban hành|thông qua|công bố)\b)"
)
#: "sau 45 ngày, kể từ ngày ký": so many days after the day of issue.
_EFFECTIVE_AFTER = re.compile(
    rf"{_THIS}có hiệu lực(?: thi hành)?,? sau (?P<days>\d{{1,3}}) ngày,?"
    r" (?:kể )?từ ngày (?:ký|ban hành)"
)
_EFFECTIVE_OTHERWISE = re.compile(rf"{_THIS}có hiệu lực")
_EXPIRES = re.compile(
    rf"{_THIS}(?:.{{0,60}} )?(?:hết hiệu lực|(?:có hiệu lực|được thực hiện)(?: .{{0,60}})? "
    rf"đến(?: hết)?)\b.{{0,20}}?{_DAY}"
)

_REPLACES = re.compile(
    rf"(?:.{{0,160}}\b)?{_THIS}.{{0,160}}?\bthay thế\b"
    rf"|{_LABEL}(?:các )?{_TYPE}\b.{{0,400}}\bhết hiệu lực\b"
)
_REPEALS = re.compile(rf"{_LABEL}bãi bỏ\b|{_THIS}.{{0,160}}?\bbãi bỏ\b")
_AMENDS = re.compile(rf"{_LABEL}(?:sửa đổi|bổ sung)\b|{_THIS}(?:sửa đổi|bổ sung)\b")
_CONTINUES = re.compile(
    r"(?P<before>.*?)\btiếp tục (?:đẩy mạnh )?(?:việc )?thực hiện "
    rf"(?:(?!theo )\w+ ){{0,4}}?{_TYPE} (?:số )?\d"
)
_NAMED = re.compile(r"\bnăm (?:19|20)\d\d\b")

#: Sentences without any of these words say nothing about validity; checked first, for speed.
_WORDS = ("hiệu lực", "thay thế", "bãi bỏ", "sửa đổi", "bổ sung", "tiếp tục", "đến hết")
_SENTENCE_END = re.compile(r"(?<=[.;])\s+(?=[^\W\d_a-zđ]|[-+])")


class Effect(StrEnum):
    """What a sentence says about validity."""

    TAKES_EFFECT = "takes_effect"  # this document, from a day
    EXPIRES = "expires"  # this document, on a day
    REPLACES = "replaces"  # others no longer apply
    REPEALS = "repeals"  # others, or parts of them, are struck
    AMENDS = "amends"  # others are changed
    CONTINUES = "continues"  # others go on being carried out


@dataclass(frozen=True, slots=True)
class ValidityPhrase:
    """A sentence about validity: ``text[start:end]`` is the sentence itself.

    ``on`` is the day it names (for "từ ngày ký" the day of issue), ``numbers`` the
    document numbers in it, in their official spelling.
    """

    effect: Effect
    start: int
    end: int
    on: date | None = None
    numbers: tuple[str, ...] = ()


def read_validity(
    lines: Sequence[Line], kind: str | None, issued_on: date | None
) -> tuple[ValidityPhrase, ...]:
    """The sentences about validity in the lines of a document, in reading order.

    ``kind`` is the document's type: in a code, "quyết định này có hiệu lực từ ngày ký"
    is said of a court's decision.  None takes any type for the document's own.
    """
    own = match_form(kind) if kind else None
    found: list[ValidityPhrase] = []
    for line in lines:
        form = match_form_of_canonical(line.text)
        if line.quoted or line.is_note or not any(word in form for word in _WORDS):
            continue
        for start, sentence in _sentences(line):
            found.extend(_phrases(start, sentence, own, issued_on))
    return tuple(found)


def _sentences(line: Line) -> Iterator[tuple[int, str]]:
    position = 0
    for match in _SENTENCE_END.finditer(line.text):
        yield line.start + position, line.text[position : match.start()]
        position = match.end()
    yield line.start + position, line.text[position:]


def _phrases(
    start: int, sentence: str, own: str | None, issued_on: date | None
) -> Iterator[ValidityPhrase]:
    form = match_form_of_canonical(sentence)
    end = start + len(sentence)
    found = find_document_numbers(sentence)
    numbers = tuple(each.number.canonical for each in found)
    expires = _of_this(_EXPIRES, form, own)
    effective = _of_this(_EFFECTIVE, form, own)
    delayed = _of_this(_EFFECTIVE_AFTER, form, own)
    if effective is not None:
        on = issued_on if effective["signed"] else _day(effective)
        yield ValidityPhrase(Effect.TAKES_EFFECT, start, end, on)
    elif delayed is not None:
        on = issued_on + timedelta(int(delayed["days"])) if issued_on else None
        yield ValidityPhrase(Effect.TAKES_EFFECT, start, end, on)
    elif expires is None and _of_this(_EFFECTIVE_OTHERWISE, form, own):
        yield ValidityPhrase(Effect.TAKES_EFFECT, start, end)
    if expires is not None:
        yield ValidityPhrase(Effect.EXPIRES, start, end, _day(expires))
    elif (lent := _LENT_UNTIL.search(form)) is not None:
        yield ValidityPhrase(Effect.EXPIRES, start, end, _day(lent))
    for effect, pattern in _OTHERS.items():
        named = numbers or (effect is Effect.REPLACES and _NAMED.search(form))
        match = pattern.match(form) if named else None
        if match is None:
            continue
        if effect is Effect.CONTINUES:
            after = match.end("before")
            numbers = tuple(each.number.canonical for each in found if each.start > after)[:1]
        yield ValidityPhrase(effect, start, end, numbers=numbers)


def _of_this(pattern: re.Pattern[str], form: str, own: str | None) -> re.Match[str] | None:
    """The match of a pattern that speaks of a document of the type ``own``.

    A joint circular, "Thông tư liên tịch", also calls itself "Thông tư này".
    """
    for match in pattern.finditer(form):
        said_of = match["this"] or match.groupdict().get("bare")
        if own is None or said_of == own or own.startswith(f"{said_of} "):
            return match
    return None


_OTHERS = {
    Effect.REPLACES: _REPLACES,
    Effect.REPEALS: _REPEALS,
    Effect.AMENDS: _AMENDS,
    Effect.CONTINUES: _CONTINUES,
}


def _day(match: re.Match[str]) -> date | None:
    if match["day"] is None:
        return None
    try:
        return date(int(match["year"]), int(match["month"]), int(match["day"]))
    except ValueError:
        return None
