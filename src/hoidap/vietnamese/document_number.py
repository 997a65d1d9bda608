"""Document numbers (số hiệu): found in running text and brought to one spelling.

A number is digits, perhaps a letter, then groups joined by ``-`` or ``/``.
The finder takes that outline from the folded text and then decides by what
the groups are, not by which separator stands where, because writers mix them
up (``05/CT-TW``, ``37-QĐ-TW``, ``646/QĐ/QUTW``, ``Chỉ thị 05 – CT/TW``):

==================  =====================  ==============================
family              official form          recognised by
==================  =====================  ==============================
party               05-CT/TW               type, body of the Party
state_legal         04/2015/NĐ-CP          year, legal type, body
law                 10/2022/QH15           year, Quốc hội + legislature
administrative      1973/CT-TTg            type, body, no year
dispatch            1590/VPCP-KGVX         body, drafting unit, no type
==================  =====================  ==============================

Unknown bodies are taken only when they are written like codes.  State numbers
of before 1990 in the Party's shape (``126-NĐ/CP``) keep that shape.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from typing import Final, NamedTuple

from hoidap.vietnamese.document_codes import LEGAL_TYPES, is_party_body, known_body, type_code
from hoidap.vietnamese.folding import fold
from hoidap.vietnamese.searching import SearchForms, search_forms
from hoidap.vietnamese.syllables import is_syllable


class Family(StrEnum):
    """The numbering system a number belongs to."""

    PARTY = "party"
    STATE_LEGAL = "state_legal"
    LAW = "law"
    ADMINISTRATIVE = "administrative"
    DISPATCH = "dispatch"


@dataclass(frozen=True, slots=True)
class DocumentNumber:
    """A document number taken apart; ``canonical`` is its official spelling.

    ``type_code`` is None for laws (``10/2022/QH15``) and dispatches; ``unit``
    is a dispatch's drafting unit.  A Party number recurs every term, a State
    number without year every year: alone it does not name one document.
    """

    number: int
    suffix: str  # "c" of 30c/NQ-CP
    year: int | None
    type_code: str | None
    organisation: str  # "TW", "CP", "QH15", "BNV-BTC" of a joint document
    unit: str | None
    family: Family
    canonical: str


class FoundNumber(NamedTuple):
    """A document number and where it stands in the text."""

    number: DocumentNumber
    start: int
    end: int


class _Group(NamedTuple):
    """A group of letters (or a year) after the digits, as typed, and what joins it on."""

    text: str
    joint: str  # "-", "/" or " "
    spaced: bool
    end: int

    @property
    def is_year(self) -> bool:
        return self.text.isdigit()

    @property
    def looks_like_code(self) -> bool:
        """Capitals, or short letters that are no Vietnamese word."""
        if sum(letter.isupper() for letter in self.text) >= 2:
            return True
        return not self.spaced and 2 <= len(self.text) <= 10 and not is_syllable(self.text.lower())


#: First and last year a number may carry; ``24/1234`` is no document number.
_YEAR: Final = r"(?:19[4-9]|20[0-9])\d"
_GROUP: Final = rf"(?:{_YEAR}|t\.[uw]\b|[a-z]{{1,12}}\d{{0,2}})"
_OUTLINE: Final = re.compile(
    rf"(?<![\w/\-.,])(\d{{1,5}})([a-z]?)((?: {{0,2}}[-/] {{0,2}}{_GROUP}(?!\w)){{1,6}})"
)
_JOINED: Final = re.compile(rf"( {{0,2}})([-/])( {{0,2}})({_GROUP})")
#: Typed with spaces or nothing for separators: ``05 ct tw``, ``05ct/tw``.  Only the bodies
#: askers abbreviate so, and not before a figure: ``nq tw 4`` is a plenum's resolution.
_LOOSE: Final = re.compile(
    r"(?<![\w/\-.,])(\d{1,4}) ?([a-z]{2,4})[ /-]{1,3}(t\.[uw]|tw|tu|ttg|cp|ubnd|hdnd)(?!\w| ?\d)"
)
#: Before 1990 a number could be digits and the issuing body only: ``304-CP``.
_BODIES_WITHOUT_TYPE: Final = frozenset({"CP", "TTg", "HĐBT", "SL"})
_LEGISLATURE: Final = re.compile(r"(QH|UBTVQH)(\d{1,2})")
#: No number is without one, and most texts have none.
_DIGIT: Final = re.compile(r"\d")
_LABEL: Final = re.compile(r"^[^\d]*?\bso\b[ :.]*|^ +")


def find_document_numbers(text: str) -> list[FoundNumber]:
    """All document numbers of a text in reading order, with their ranges in ``text``."""
    if not _DIGIT.search(text):
        return []
    forms = search_forms(text)
    found: list[FoundNumber] = []
    for outline in _OUTLINE.finditer(forms.folded):
        hit = _read_outline(forms, outline)
        if hit is not None:
            found.append(hit)
    taken = {hit.start for hit in found}
    for loose in _LOOSE.finditer(forms.folded):
        hit = _read_loose(forms, loose)
        if hit is not None and hit.start not in taken:
            found.append(hit)
    return sorted(found, key=lambda hit: hit.start)


def parse_document_number(text: str) -> DocumentNumber | None:
    """The number that ``text`` is, perhaps after ``Số:`` or a type's name; None if it is none."""
    found = find_document_numbers(text.strip().rstrip(".,;"))
    if len(found) != 1 or found[0].end != len(text.strip().rstrip(".,;")):
        return None
    before = fold(text.strip()[: found[0].start]).lower()
    return found[0].number if not re.search(r"\d", before) else None


def same_number(one: DocumentNumber, other: DocumentNumber) -> bool:
    """Whether two numbers are the same however they are written.

    ``QĐi`` and ``QyĐ`` (both Quy định) are the same type, ``QĐ`` is another.
    """
    return _identity(one) == _identity(other)


def _identity(number: DocumentNumber) -> tuple[object, ...]:
    """What makes a number itself, spelling aside."""
    code = "QyĐ" if number.type_code == "QĐi" else number.type_code
    return (
        number.number,
        number.suffix,
        number.year,
        code,
        fold(number.organisation).upper(),
        fold(number.unit or "").upper(),
    )


def _read_outline(forms: SearchForms, outline: re.Match[str]) -> FoundNumber | None:
    """Decide whether an outline is a number, and where it ends."""
    groups = []
    for joined in _JOINED.finditer(forms.folded, outline.start(3), outline.end(3)):
        typed = forms.canonical[joined.start(4) : joined.end(4)]
        spaced = bool(joined[1] or joined[3])
        groups.append(_Group(typed, joined[2], spaced, joined.end(4)))
    read = _classify(int(outline[1]), outline[2], groups)
    if read is None:
        return None
    number, used = read
    return FoundNumber(number, *forms.range(outline.start(), groups[used - 1].end))


def _read_loose(forms: SearchForms, loose: re.Match[str]) -> FoundNumber | None:
    """Decide whether digits, a type and a body typed with spaces are a number."""
    code = type_code(forms.canonical[loose.start(2) : loose.end(2)])
    body = known_body(forms.canonical[loose.start(3) : loose.end(3)])
    if code is None or body is None:
        return None
    number = _with_type(int(loose[1]), "", None, code, body)
    return FoundNumber(number, *forms.range(*loose.span()))


def _classify(digits: int, suffix: str, groups: list[_Group]) -> tuple[DocumentNumber, int] | None:
    """The number that digits and groups make, and how many groups belong to it."""
    if groups[0].is_year:
        return _with_year(digits, suffix, groups)
    if len(groups) == 1:
        return _without_type(digits, suffix, groups[0])
    first, second = groups[:2]
    code, body = type_code(first.text), _body(second)
    if code is not None and body is not None:
        return _with_type(digits, suffix, None, code, body, joints=(first.joint, second.joint)), 2
    reverse = type_code(second.text)
    if reverse is not None and first.joint == "-" and (swapped := _body(first)) is not None:
        return _old_reversed(digits, suffix, reverse, swapped), 2
    return _dispatch(digits, suffix, groups)


def _body(group: _Group) -> str | None:
    """The issuing body a group names; an unknown one must look like a code."""
    if group.is_year:
        return None
    known = known_body(group.text)
    if known is not None or not group.looks_like_code:
        return known
    return group.text if group.text != group.text.lower() else group.text.upper()


def _with_year(digits: int, suffix: str, groups: list[_Group]) -> tuple[DocumentNumber, int] | None:
    """Laws and legal normative documents."""
    if len(groups) < 2 or groups[0].joint != "/":
        return None
    year, second = int(groups[0].text), groups[1]
    legislature = _LEGISLATURE.fullmatch(second.text.upper())
    if legislature:
        canonical = f"{digits:02d}{suffix}/{year}/{legislature[0]}"
        law = DocumentNumber(
            digits, suffix, year, None, legislature[0], None, Family.LAW, canonical
        )
        return law, 2
    code = type_code(second.text)
    body = _body(groups[2]) if len(groups) > 2 else None
    if code is None or body is None:
        return None
    used = 3
    while code in {"TTLT", "NQLT"} and used < len(groups) and not groups[used].spaced:
        joint = _body(groups[used])
        if joint is None:
            break
        body, used = f"{body}-{joint}", used + 1
    return _with_type(digits, suffix, year, code, body), used


def _with_type(
    digits: int,
    suffix: str,
    year: int | None,
    code: str,
    body: str,
    *,
    joints: tuple[str, str] = ("/", "-"),
) -> DocumentNumber:
    """A number with a type code; its family follows from body and year."""
    number = f"{digits:02d}{suffix}"
    unknown = known_body(body) is None
    if year is None and (is_party_body(body) or (unknown and joints[0] == "-")):
        family, canonical = Family.PARTY, f"{number}-{code}/{body}"
    elif year is not None:
        family = Family.STATE_LEGAL if code in LEGAL_TYPES else Family.ADMINISTRATIVE
        canonical = f"{number}/{year}/{code}-{body}"
    elif joints == ("-", "/"):
        family, canonical = Family.ADMINISTRATIVE, f"{number}-{code}/{body}"
    else:
        family, canonical = Family.ADMINISTRATIVE, f"{number}/{code}-{body}"
    return DocumentNumber(digits, suffix, year, code, body, None, family, canonical)


def _without_type(digits: int, suffix: str, group: _Group) -> tuple[DocumentNumber, int] | None:
    """Old numbers of digits and body, in capitals only."""
    body = known_body(group.text) if not group.spaced else None
    if body not in _BODIES_WITHOUT_TYPE or not group.text[0].isupper():
        return None
    canonical = f"{digits:02d}{suffix}-{body}"
    family = Family.ADMINISTRATIVE
    return DocumentNumber(digits, suffix, None, None, body, None, family, canonical), 1


def _old_reversed(digits: int, suffix: str, code: str, body: str) -> DocumentNumber:
    """Numbers of the 1950s with the ministry before the type: ``13-LĐ/NĐ``."""
    canonical = f"{digits:02d}{suffix}-{body}/{code}"
    family = Family.ADMINISTRATIVE
    return DocumentNumber(digits, suffix, None, code, body, None, family, canonical)


def _dispatch(digits: int, suffix: str, groups: list[_Group]) -> tuple[DocumentNumber, int] | None:
    """Công văn of the State: body and drafting unit, written like codes."""
    first, second = groups[:2]
    body, unit = _body(first), _body(second)
    if (first.joint, second.joint) != ("/", "-") or body is None or unit is None:
        return None
    if first.spaced or second.spaced:
        return None
    if known_body(first.text) is None and first.text == first.text.lower():
        return None
    canonical = f"{digits:02d}{suffix}/{body}-{unit}"
    family = Family.DISPATCH
    return DocumentNumber(digits, suffix, None, None, body, unit, family, canonical), 2
