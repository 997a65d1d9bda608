"""What an official document says about itself: number, type, title, issuer, dates, signer.

The head gives number, type, title, place and date; the issuer is, in this order, whose
document the type line says it is ("QUY ĐỊNH CỦA BỘ CHÍNH TRỊ"), the central Party body
that signed (all of them use /TW numbers under one name), or the last issuer printed
above the type.  Text gives the Party term ("khoá XIII") and validity.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from hoidap.parties import NO_PARTIES, Parties
from hoidap.vietnamese.dates import find_dates
from hoidap.vietnamese.document_number import parse_document_number
from hoidap.vietnamese.normalisation import match_form_of_canonical
from ingest.structure.casing import spell
from ingest.structure.consolidation import CONSOLIDATED, read_certificate
from ingest.structure.document_types import NAMED_TYPES, type_of_number
from ingest.structure.header_block import HeaderBlock
from ingest.structure.headings import in_capitals
from ingest.structure.numbering import to_roman
from ingest.structure.parties import read_parties
from ingest.structure.scopes import Scope, read_scopes
from ingest.structure.signature import Signer, read_signers
from ingest.structure.validity import Effect, ValidityPhrase, read_validity

#: How much of the text is searched for the usual spelling of a name in capitals: the legal
#: basis and the first articles name it, and a search through a whole code would be slow.
_SPELLING_CHARACTERS = 20_000

_CENTRAL_BODIES = frozenset({"bộ chính trị", "ban bí thư", "ban chấp hành trung ương"})
_OWNER = re.compile(r"của (?P<owner>.+)")
_TERM = re.compile(r"khóa (?P<term>[ivxlc]+|\d{1,2})\b")
_ABOUT = re.compile(r"(?:về việc|v/v|về)\s+")
_TERM_PLACES = re.compile(r"(?:quốc hội|ban chấp hành|đảng bộ|hội đồng nhân dân)\b.{0,80}?khóa ")
#: Bodies of a Party committee, whose name is complete only with that of the committee.
_BOARD = re.compile(r"(?:ban|văn phòng|ủy ban kiểm tra)\b(?! chấp hành)")
_COMMITTEE = re.compile(r".*\bủy\b")

#: How a line begins that names the place of the body in the line above.
_PLACE = re.compile(r"(?:tỉnh|thành phố|tp|quận|huyện|thị xã|thị trấn|xã|phường|đặc khu)\b(?! ủy)")

#: Before the next issuer of a joint document.  Names have dashes too: "Lao động - Thương binh".
_NEXT_BODY = re.compile(
    r"(?:\n|\s+[-–—]\s+)(?=(?:bộ|tòa án|viện kiểm sát|thanh tra|ngân hàng|kiểm toán|ủy ban|ban"
    r"|chính phủ|đoàn|hội|sở|tổng cục|tổng liên đoàn)\b)"
)

#: Superior and issuing body of a copy that joined both columns' lines into one.
_FLATTENED = re.compile(
    r"(?:ban chấp hành trung ương|(?:tỉnh|thành|huyện|quận) ủy .+?) "
    r"(?P<issuer>(?:văn phòng|ban |ủy ban kiểm tra|huyện ủy|thành ủy|thị ủy|quận ủy|đảng ủy).*)"
)
_CENTRAL = "ban chấp hành trung ương"


@dataclass(frozen=True, slots=True)
class HeaderFields:
    """A document's own account of itself; None where it does not say.

    ``number`` is normalised (``05-CT/TW``, ``04/2015/NĐ-CP``), ``type`` one of
    ``document_types.TYPES`` (a Bộ luật is of type "Luật"), ``title`` in usual spelling
    without "về", for laws with their type ("Bộ luật Lao động"), ``term`` a roman numeral.
    ``phrases`` are the sentences about validity with their ranges in the text; of several
    issuers and signers ``issuer`` and ``signer`` name all, ``parties`` holds them one by one.
    """

    number: str | None = None
    type: str | None = None
    title: str | None = None
    issuer: str | None = None
    place: str | None = None
    issued_on: date | None = None
    signer: str | None = None
    signer_title: str | None = None
    term: str | None = None
    effective_on: date | None = None
    expires_on: date | None = None
    phrases: tuple[ValidityPhrase, ...] = ()
    parties: Parties = NO_PARTIES


def read_header(text: str) -> HeaderFields:
    """Read the fields of a canonical text; all None when it is no official document."""
    scope = read_scopes(text)[0]
    block = scope.header
    certificate = read_certificate(scope.lines)
    signers = read_signers(scope.lines[scope.tail.start :], text[:_SPELLING_CHARACTERS]) or (
        Signer(),
    )
    text_lines = [*scope.lines[: scope.head], *scope.body]
    if scope.tail.passed is not None:
        text_lines.append(scope.lines[scope.tail.passed])
    issued_on = certificate.issued_on or block.issued_on or _passed_on(scope)
    phrases = read_validity(text_lines, block.type, block.issued_on or issued_on)
    printed = certificate.number or block.number
    number = normalise_number(printed) if printed else None
    kind = block.type or ("Công văn" if block.subject else None)
    if kind is None and number:
        kind = type_of_number(number)
    if certificate.found or block.consolidated:
        kind = CONSOLIDATED
    issuers = _issuers(block, signers, text)
    return HeaderFields(
        number=number,
        type="Luật" if kind == "Bộ luật" else kind,
        title=_title(block, text),
        issuer=", ".join(issuers) or None,
        place=block.place or certificate.place,
        issued_on=issued_on,
        signer=", ".join(each.name for each in signers if each.name) or None,
        signer_title=", ".join(dict.fromkeys(each.title for each in signers if each.title)) or None,
        term=_term(scope),
        effective_on=_first_day(phrases, Effect.TAKES_EFFECT),
        expires_on=_first_day(phrases, Effect.EXPIRES),
        phrases=phrases,
        parties=read_parties(scope, issuers, signers),
    )


def _passed_on(scope: Scope) -> date | None:
    """The day in "Luật này được Quốc hội ... thông qua ngày ...": a law has no other."""
    if scope.tail.passed is None:
        return None
    days = [each.iso for each in find_dates(scope.lines[scope.tail.passed].text)]
    full = [day for day in days if len(day) == len("2030-06-18") and day[0] != "-"]
    return date.fromisoformat(full[-1]) if full else None


def normalise_number(raw: str) -> str | None:
    """A document number in its official spelling; None for a blank one."""
    known = parse_document_number(raw)
    if known is not None:
        return known.canonical
    number = re.sub(r"\s*([-/–—])\s*", r"\1", raw.strip())
    return number if re.match(r"\d", number) else None


def _title(block: HeaderBlock, text: str) -> str | None:
    title = block.title
    if not title:
        title = block.type_phrase
    if not title:
        return None
    named = block.type in NAMED_TYPES
    if (about := _ABOUT.match(match_form_of_canonical(title))) is not None:
        title = title[about.end() :]
    if in_capitals(title):
        whole = f"{block.type} {title}" if named and block.type else title
        return spell(whole.upper(), text[:_SPELLING_CHARACTERS])
    title = title[:1].upper() + title[1:]
    return f"{block.type} {title}" if named else title


def _issuers(block: HeaderBlock, signers: Sequence[Signer], text: str) -> list[str]:
    """The issuing bodies; only a joint document has several."""
    if "liên tịch" in match_form_of_canonical(block.type or "") and block.issuer:
        return _joint_issuers(block.issuer, text[:_SPELLING_CHARACTERS])
    issuer = _issuer(block, signers, text)
    return [issuer] if issuer else []


def _issuer(block: HeaderBlock, signers: Sequence[Signer], text: str) -> str | None:
    sample = text[:_SPELLING_CHARACTERS]
    phrase = match_form_of_canonical(block.type_phrase)
    if (owner := _OWNER.match(phrase)) is not None:
        name = block.type_phrase[owner.start("owner") :]
        return _without_term(spell(name, sample))
    if "ban chấp hành trung ương" in phrase:
        return "Ban Chấp hành Trung ương"
    if (whom := signers[0].whom) and match_form_of_canonical(whom) in _CENTRAL_BODIES:
        return whom
    if not block.issuer:
        return None
    return _printed_issuer(block.issuer, sample)


def _joint_issuers(lines: list[str], sample: str) -> list[str]:
    """The bodies that issued a joint document, in lines of their own or with dashes between."""
    printed = "\n".join(line.strip(" -–—") for line in lines)
    cuts = [found.span() for found in _NEXT_BODY.finditer(match_form_of_canonical(printed))]
    starts, ends = [0, *(end for _, end in cuts)], [*(start for start, _ in cuts), len(printed)]
    names = [" ".join(printed[a:b].split()) for a, b in zip(starts, ends, strict=True)]
    return [spell(name, sample) if in_capitals(name) else name for name in names if name]


def _printed_issuer(lines: list[str], sample: str) -> str:
    """The issuing body of the lines above the type; the one above it where it is a bare word."""
    if (flat := _FLATTENED.fullmatch(match_form_of_canonical(lines[-1]))) is not None:
        cut = flat.start("issuer")
        lines = [lines[-1][:cut].strip(), lines[-1][cut:]]
    last = lines[-1]
    if len(lines) > 1 and _is_place_of(last, lines[-2]):
        last = f"{lines[-2]} {last}"
    name = spell(last, sample) if in_capitals(last) else last
    if len(lines) > 1 and _BOARD.match(match_form_of_canonical(last)):
        above = match_form_of_canonical(lines[-2])
        if above == _CENTRAL:
            return name if name.endswith("Trung ương") else f"{name} Trung ương"
        if _COMMITTEE.match(above):
            return f"{name} {spell(lines[-2], sample)}"
    return name


def _is_place_of(line: str, above: str) -> bool:
    """Whether a line is the second one of a name: "SỞ Y TẾ" / "TỈNH QUẢNG NINH"."""
    places = [_PLACE.match(match_form_of_canonical(each)) is not None for each in (above, line)]
    return places == [False, True]


def _without_term(name: str) -> str:
    form = match_form_of_canonical(name)
    match = _TERM.search(form)
    return name[: match.start()].strip() if match else name


def _term(scope: Scope) -> str | None:
    """The term, from the type line, the title's parenthesis, or the sentence that passed a law."""
    phrase = match_form_of_canonical(scope.header.type_phrase)
    match = _TERM.search(phrase)
    if match is None and scope.tail.passed is not None:
        passed = match_form_of_canonical(scope.lines[scope.tail.passed].text)
        place = _TERM_PLACES.search(passed)
        match = _TERM.search(passed, place.end() - len("khóa ")) if place else None
    if match is None:
        return None
    term = match["term"]
    return to_roman(int(term)) if term.isdigit() else term.upper()


def _first_day(phrases: tuple[ValidityPhrase, ...], effect: Effect) -> date | None:
    days = [phrase.on for phrase in phrases if phrase.effect is effect and phrase.on is not None]
    return days[0] if days else None
