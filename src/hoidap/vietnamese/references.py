"""References to documents: by complete number, by plenum, by name, by part of a number.

Askers and newspapers rarely write ``12-NQ/TW``.  They write ``Nghị quyết T.Ư 4
(khoá XI)``, ``Chỉ thị 05``, ``Bộ luật Lao động 2019``.  Each kind of reference keeps
what was said, so that the catalogue can be asked for the documents that agree
with it: a Party number alone recurs every term, so the term, the issuer and the
date that stand beside it belong to the reference.

The folded text is read in four steps: complete numbers, plenums of the Central
Committee, names of laws, types with bare numbers.  What one step took the next
does not read again.  Then the words beside each are read: ``của Bộ Chính trị``,
``(khoá XII)``, ``năm 2019``, a date.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Final, NamedTuple

from hoidap.vietnamese.dates import FoundDate, find_dates
from hoidap.vietnamese.document_codes import TYPE_NAMES, type_code
from hoidap.vietnamese.document_number import DocumentNumber, find_document_numbers
from hoidap.vietnamese.folding import fold
from hoidap.vietnamese.law_names import FoundName, find_law_names, names_with
from hoidap.vietnamese.roman import VALUES as ROMAN_VALUES
from hoidap.vietnamese.roman import to_roman
from hoidap.vietnamese.searching import SearchForms, search_forms


@dataclass(frozen=True, slots=True, kw_only=True)
class NumberReference:
    """A complete number and what stands beside it."""

    number: DocumentNumber
    type: str | None = None
    issuer: str | None = None
    term: str | None = None  # roman: "XII"
    year: int | None = None
    issued_on: str | None = None  # ISO 8601, to the precision of the text
    start: int
    end: int


@dataclass(frozen=True, slots=True, kw_only=True)
class PlenumReference:
    """A plenum of the Central Committee, or what it issued (``type``)."""

    plenum: int
    type: str | None = None
    issuer: str | None = None
    term: str | None = None
    year: int | None = None
    issued_on: str | None = None
    start: int
    end: int


@dataclass(frozen=True, slots=True, kw_only=True)
class PartialReference:
    """Part of a number (``Quy định 55``, ``Nghị định 30/2020``) or a name (``Luật Lao động``)."""

    type: str
    number: int | None = None
    suffix: str = ""
    name: str | None = None
    issuer: str | None = None
    term: str | None = None
    year: int | None = None
    issued_on: str | None = None
    start: int
    end: int


Reference = NumberReference | PlenumReference | PartialReference

#: Small numbers as words, folded: plenums and terms are spoken so.
_WORDS: Final = {
    word: value
    for value, words in enumerate(
        (
            *("nhat|mot", "hai", "ba", "tu|bon", "nam", "sau", "bay", "tam", "chin", "muoi"),
            *("muoi mot", "muoi hai", "muoi ba", "muoi bon", "muoi lam|muoi nam"),
        ),
        start=1,
    )
    for word in words.split("|")
}
_ORDINAL: Final = "|".join(["\\d{1,2}", "[ivx]{1,5}", *sorted(_WORDS, key=len, reverse=True)])

#: "Văn bản hợp nhất số: " is the longest label of a number.
_LONGEST_LABEL: Final = 30

#: Folded names of types -> the name; the longest first in the pattern.
_TYPE_BY_NAME: Final = {fold(n).lower(): n for names in TYPE_NAMES.values() for n in names}
_NAMES: Final = "|".join(sorted(_TYPE_BY_NAME, key=len, reverse=True))
_LABEL: Final = re.compile(rf"(?<!\w)({_NAMES}|bo luat|luat) (?:so ?:? ?)?\Z")
#: Codes that askers write in place of a type's name: "NQ 04", "CT05".
_CODES: Final = "ct|nq|qd|qdi|kl|nd|tt|hd|kh|ctr"
_CENTRAL: Final = r"(?:ban chap hanh trung uong|bchtw|bch tw|trung uong|t\. ?u|tu|tw)(?: dang)?"
_PLENUM: Final = re.compile(
    rf"(?<!\w)(?:({_NAMES}|nq|kl) ?(?:cua )?)?"
    r"(?:so \S+ )?((?:hoi nghi )(?:ban chap hanh )?)?"
    rf"(?:lan thu ({_ORDINAL}) (?:cua )?{_CENTRAL}|{_CENTRAL} ?(?:lan thu )?({_ORDINAL}))"
    r"(?!\w|[.,%]\d)"
)
_PARTIAL: Final = re.compile(
    rf"(?<!\w)(?:({_NAMES}) (?:so )?|({_CODES}) ?(?:so )?)"
    r"(\d{1,5})([a-z]?)(?:/((?:19|20)\d\d))?(?![\w/%]|[.,-]\d|-\w)"
)
_CONGRESS: Final = re.compile(
    rf"(?<!\w)(nghi quyet|nq) (?:cua )?dai hoi (?:dang |dai bieu |toan quoc )*(?:lan thu )?"
    rf"({_ORDINAL})(?!\w)(?: cua dang)?"
)
#: Types whose names are also verbs: "quyết định 3 việc" is no reference.
_VERBS: Final = frozenset(
    _TYPE_BY_NAME[name]
    for name in (
        "quyet dinh",
        "quy dinh",
        "ket luan",
        "huong dan",
        "thong bao",
        "bao cao",
        "ke hoach",
    )
)
#: What may follow the bare number of a reference, folded; anything else is a counted noun.
_AFTER_BARE: Final = re.compile(
    r" *(?:$|[\n,.;:?!)(\"]| (?:cua|ve|la|co|do|khoa|ngay|nam (?:19|20)\d\d|quy dinh|noi|neu"
    r"|ban hanh|yeu|duoc|thi|gi|tai|nhu|theo|va|hay|hoac|nao|da|con|tw|trung uong)\b)"
)
#: Counted nouns that stand after any type: "nghị quyết 3 năm", "chương trình 135" is fine.
_COUNTED: Final = re.compile(r" (?:nam(?! (?:19|20)\d\d)|thang|quy|tuan|nguoi|dong|lan|trieu|ty)\b")

_ISSUERS: Final = {
    "bo chinh tri": "Bộ Chính trị",
    "bct": "Bộ Chính trị",
    "ban bi thu": "Ban Bí thư",
    "ban chap hanh trung uong": "Ban Chấp hành Trung ương",
    "bchtw": "Ban Chấp hành Trung ương",
    "trung uong": "Ban Chấp hành Trung ương",
    "tw": "Ban Chấp hành Trung ương",
    "thu tuong": "Thủ tướng Chính phủ",
    "chinh phu": "Chính phủ",
    "uy ban thuong vu quoc hoi": "Uỷ ban Thường vụ Quốc hội",
    "quoc hoi": "Quốc hội",
    "van phong trung uong": "Văn phòng Trung ương Đảng",
    "ban tuyen giao trung uong": "Ban Tuyên giáo Trung ương",
    "ban to chuc trung uong": "Ban Tổ chức Trung ương",
    "uy ban kiem tra trung uong": "Uỷ ban Kiểm tra Trung ương",
    "bo noi vu": "Bộ Nội vụ",
    "tinh uy": "Tỉnh uỷ",
    "thanh uy": "Thành uỷ",
    "huyen uy": "Huyện uỷ",
}
_OPEN: Final = r"(?: ?[(,]| ?-)? ?"
_ISSUER: Final = re.compile(
    rf"{_OPEN}(?:cua |do )?({'|'.join(sorted(_ISSUERS, key=len, reverse=True))})"
    r"(?: chinh phu| dang| viet nam)*(?!\w)\)?"
)
_TERM: Final = re.compile(rf"{_OPEN}(?:cua )?(?:khoa|nhiem ky)(?: thu)? ({_ORDINAL})(?!\w)\)?")
_YEAR: Final = re.compile(rf"{_OPEN}(?:nam )?((?:19|20)\d\d)(?![\w/%]|[.,-]\d)\)?")


class _Beside(NamedTuple):
    """What stands beside a reference, and where that ends in the search forms."""

    issuer: str | None
    term: str | None
    year: int | None
    issued_on: str | None
    end: int


def find_references(text: str, known_names: Iterable[str] = ()) -> list[Reference]:
    """All references to documents in reading order; none overlap; ranges are in ``text``.

    ``known_names``: names of laws and codes to recognise besides the table's,
    as official titles ("Luật Thực hiện dân chủ ở cơ sở").
    """
    forms = search_forms(text)
    dates = {date.start: date for date in find_dates(forms.canonical)}
    taken = bytearray(len(forms.folded))
    found: list[Reference] = []
    for reference in _candidates(forms, known_names):
        if any(taken[reference.start : reference.end]):
            continue
        beside = _read_beside(forms, reference.end, dates)
        taken[reference.start : beside.end] = b"\x01" * (beside.end - reference.start)
        start, end = forms.range(reference.start, beside.end)
        found.append(
            replace(
                reference,
                start=start,
                end=end,
                issuer=beside.issuer,
                term=beside.term or reference.term,
                year=beside.year or reference.year,
                issued_on=beside.issued_on,
            )
        )
    return sorted(found, key=lambda reference: reference.start)


def _candidates(forms: SearchForms, known_names: Iterable[str]) -> Iterator[Reference]:
    """References without what stands beside them, the surest kind first; ranges in the forms."""
    for hit in find_document_numbers(forms.canonical):
        start, name = _type_before(forms, hit.start)
        yield NumberReference(
            number=hit.number, type=name, year=hit.number.year, start=start, end=hit.end
        )
    yield from filter(None, (_plenum(found) for found in _PLENUM.finditer(forms.folded)))
    for found in _CONGRESS.finditer(forms.folded):
        term = _roman(found[2])
        name = f"Đại hội {term}"
        start, end = found.span()
        yield PartialReference(type="Nghị quyết", name=name, term=term, start=start, end=end)
    for law in find_law_names(forms, names_with(tuple(known_names))):
        yield _law(law)
    yield from filter(None, (_partial(forms, found) for found in _PARTIAL.finditer(forms.folded)))


def _type_before(forms: SearchForms, start: int) -> tuple[int, str | None]:
    """Where the type's name before a number begins, and the name."""
    reach = max(0, start - _LONGEST_LABEL)
    before = _LABEL.search(forms.folded, reach, start)
    if before is None:
        return start, None
    return before.start(), _TYPE_BY_NAME.get(before[1], "Luật")


def _number(typed: str) -> int:
    """A small number written in figures, as a numeral or as a word."""
    if typed.isdecimal():
        return int(typed)
    return _WORDS.get(typed) or ROMAN_VALUES.get(typed, 0)


def _roman(typed: str) -> str | None:
    """A term as a roman numeral."""
    return to_roman(_number(typed))


def _plenum(found: re.Match[str]) -> PlenumReference | None:
    """A plenum; without "nghị quyết" or "hội nghị" before it only when a term follows."""
    number = _number(found[3] or found[4])
    after = _TERM.match(found.string, found.end())
    if not number or not (found[1] or found[2] or after):
        return None
    if found[1] == "quy dinh" or (found[1] in {"nq", "kl"} and number > len(_WORDS)):
        return None
    code = type_code(found[1]) if found[1] in {"nq", "kl"} else None
    name = TYPE_NAMES[code][0] if code else _TYPE_BY_NAME.get(found[1] or "")
    start, end = found.span()
    return PlenumReference(plenum=number, type=name, start=start, end=end)


def _law(law: FoundName) -> PartialReference:
    return PartialReference(type=law.type, name=law.name, start=law.start, end=law.end)


def _partial(forms: SearchForms, found: re.Match[str]) -> PartialReference | None:
    """A type with a bare number, unless the number counts something."""
    if found[1]:
        name = _TYPE_BY_NAME[found[1]]
    else:
        name = TYPE_NAMES[type_code(forms.canonical[slice(*found.span(2))]) or "CT"][0]
    end = found.end()
    if _COUNTED.match(forms.folded, end):
        return None
    is_verb = name in _VERBS and forms.canonical[found.start()].islower()
    labelled = " so " in found[0] or found[3].startswith("0") or found[5]
    if is_verb and found[1] and not labelled and not _AFTER_BARE.match(forms.folded, end):
        return None
    return PartialReference(
        type=name,
        number=int(found[3]),
        suffix=found[4],
        year=int(found[5]) if found[5] else None,
        start=found.start(),
        end=end,
    )


_BEFORE_DATE: Final = re.compile(rf"{_OPEN}(?:ban hanh |de |ky )?")


def _date_after(
    forms: SearchForms, end: int, dates: dict[int, FoundDate]
) -> tuple[str, int] | None:
    """A day, month or quarter right after a reference, and where it ends."""
    before = _BEFORE_DATE.match(forms.folded, end)
    date = dates.get(before.end()) if before else None
    if date is None or len(date.iso) <= len("2016"):
        return None
    return date.iso, date.end + forms.folded.startswith(")", date.end)


def _read_beside(forms: SearchForms, end: int, dates: dict[int, FoundDate]) -> _Beside:
    """Read issuer, term, year and date after a reference, in any order."""
    issuer = term = issued_on = None
    year: int | None = None
    while True:
        if issuer is None and (found := _ISSUER.match(forms.folded, end)):
            issuer, end = _ISSUERS[found[1]], found.end()
        elif term is None and (found := _TERM.match(forms.folded, end)):
            term, end = _roman(found[1]), found.end()
        elif issued_on is None and (date := _date_after(forms, end, dates)):
            issued_on, end = date
        elif year is None and (found := _YEAR.match(forms.folded, end)):
            year, end = int(found[1]), found.end()
        else:
            return _Beside(issuer, term, year, issued_on, end)
