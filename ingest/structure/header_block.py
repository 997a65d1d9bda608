"""The head of an official document: from its first line to where its text begins.

Two header systems exist, of the Party (Hướng dẫn 36-HD/VPTW) and of the State (Nghị
định 30/2020/NĐ-CP).  Both print two columns: issuer and number on the left, motto,
place and date on the right; below them, centred, the type in capitals and the title.
Copies flatten the columns in any order, often into one line, so nothing is read by
position: each line is cut into pieces at what can be recognised by itself (mottoes,
number, date), and what is left in capitals before the type is the issuer.  The head
ends where a line is neither a recognised piece nor part of the title.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date

from hoidap.vietnamese.normalisation import match_form_of_canonical
from ingest.structure.document_types import type_at_start
from ingest.structure.headings import ends_sentence, in_capitals, read_heading
from ingest.structure.lines import Line

#: A head with addressees and a long title has some 25 lines; later lines are text.
_LINES = 60
#: So many lines the head can reach at most, with its title and the line below.
HEAD_LINES = _LINES + 20

#: Longer lines are paragraphs of the text, unless mottoes are in them.
_LINE_CHARACTERS = 600

#: Lines of a title that is not printed in capitals.
_TITLE_LINES = 4

_MOTTO = re.compile(
    r"cộng hòa xã hội chủ nghĩa việt nam|độc lập\s*-\s*tự do\s*-\s*hạnh phúc"
    r"|đảng cộng sản việt nam(?! khóa)"
)
_NUMBER = re.compile(
    r"(?:(?:bộ luật|luật|pháp lệnh|nghị quyết)\s+)?số\s*+:?\s*+"
    r"(?P<number>\d{0,5}[a-zđ]?(?:\s*/\s*(?:19|20)\d\d)?(?:\s*[-/]\s*[^\W\d_][^\W_.,;:]*(?:\.ư)?){1,4})"
    r"|^(?P<bare>\d{1,5}[a-zđ]?(?:/(?:19|20)\d\d)?(?:\s?[-/]\s?[^\W\d_][^\W_.,;:]*(?:\.ư)?){1,4})$"
)
_DATE = re.compile(
    r"ngày\s++(?P<day>\d{1,2}|[.…_\s]*+)\s*+tháng\s++(?P<month>\d{1,2}|[.…_\s]*+)\s*+năm\s+"
    r"(?P<year>\d{4})"
)
_DATE_LINE = re.compile(rf"[^\d]{{0,40}}?{_DATE.pattern}\W*")
_RULE = re.compile(r"(?:[\W_]|o0o)+")
_MARK_LINE = re.compile(
    r"\W*(?:dự thảo(?: lần \d+)?|(?:tuyệt |tối )?mật|(?:thượng )?khẩn|hỏa tốc|bản sao|sao y)\W*"
)
#: The rest of a number that goes on in the next line.
_CODE = re.compile(r"[A-ZĐƯƠ]{2,}(?:[-/&][A-ZĐƯƠ\d]+)*")

#: Stands above the type of a consolidated text, or above its issuer in the official gazette.
_CONSOLIDATED = re.compile(r"văn bản hợp nhất\b[\s\-–—]*")
_SUBJECT = re.compile(r"v/v:?\s*|về việc:\s*")
_ADDRESSEE = re.compile(r"\W*kính gửi\b")

#: Room left for a number or a day that is not known yet: not a gap between columns.
#: Room left for a number or a date, also where a field filled it: "Số:   148   /TCKH-NS".
_BLANKS = re.compile(
    r"(số(?:\s*:)?(?:\s*\d{1,5}(?=\s+/\s?[^\W\d_]))?"
    r"|ngày(?:\s*\d{1,2}(?=\s+tháng))?|tháng(?:\s*\d{1,2}(?=\s+năm))?|năm)\s{2,}",
    re.IGNORECASE,
)
_CELLS = re.compile(r"\s*\|\s*|\t+|\s{3,}|\s*[_-]{3,}\s*")

#: Capitals below the type that still belong to it: "NGHỊ QUYẾT" / "HỘI NGHỊ LẦN THỨ TƯ ...".
_TYPE_CONTINUES = re.compile(
    r"của |hội nghị |ban chấp hành|bộ chính trị|ban bí thư|khóa |lần thứ |đại hội |đảng bộ"
)
_BASIS = re.compile(r"[-–+*\s]*(?:(?P<sure>căn cứ|theo đề nghị)|xét |thực hiện|để )")
_ISSUER = re.compile(
    r"(?:chính phủ|thủ tướng|bộ trưởng|chánh án|viện trưởng|thống đốc|tổng |chủ tịch|chủ nhiệm"
    r"|giám đốc|ủy ban|hội đồng|quốc hội|bộ chính trị|ban bí thư|ban chấp hành|ban thường vụ)\b"
)
_NUMBERED = re.compile(r"(?!V/V\b)(?:\d{1,3}|[IVXLC]{1,7}|[a-zđ])\s?[.)\-–/]\s*\S|[-+•*]\s+\S")

#: What follows the title of an attachment, sometimes in its line.
_ATTACHED = re.compile(r"\s*\((?:được )?(?:ban hành )?kèm theo.*$", re.IGNORECASE)

#: "Quy định số 55-QĐ/TW, ngày 19/12/2016 của Bộ Chính trị về ...": a head in one sentence.
_SENTENCE_HEAD = re.compile(
    r"(?P<number>(?:số\s*:?\s*)?\d{1,5}[a-zđ]?(?:/(?:19|20)\d\d)?"
    r"(?:\s?[-/]\s?[^\W\d_][^\W_.,;:]*){1,4})"
    r"(?:,?\s*ngày\s+"
    r"(?P<date>\d{1,2}\s*[/.-]\s*\d{1,2}\s*[/.-]\s*\d{4}|\d{1,2} tháng \d{1,2} năm \d{4}))?"
    r"(?:,?\s*của\s+(?P<issuer>.+?))?(?:,?\s+(?P<title>(?:về|quy định|ban hành|hướng dẫn)\b.*))?"
)


@dataclass(slots=True)
class HeaderBlock:
    """What the head of a document says, as printed."""

    lines: int = 0  # how many leading lines are head
    number: str | None = None
    place: str | None = None
    issued_on: date | None = None
    issuer: list[str] = field(default_factory=list)  # capitals above the type, top down
    type: str | None = None
    type_phrase: str = ""  # what follows the type in its own lines: "CỦA BỘ CHÍNH TRỊ"
    title: str = ""
    subject: bool = False  # the title is a công văn's "V/v ..."
    party: bool = False
    state: bool = False
    consolidated: bool = False  # it says that it is a văn bản hợp nhất


def read_header_block(lines: Sequence[Line]) -> HeaderBlock:
    """The head that ``lines`` begin with; ``lines=0`` in it when there is none."""
    block = HeaderBlock()
    if lines and _sentence_head(lines[0].text, block):
        block.lines = 1
        return block
    index = 0
    addressees = False
    while index < min(len(lines), _LINES) and not lines[index].quoted:
        line = _whole_number(lines, index)
        listed = addressees and line.text.startswith(("-", "–", "+", "•"))
        addressees = listed or _opens_addressees(line.text)
        if listed:
            pass
        elif line.is_row and block.title:
            break  # a table is no part of a title
        elif block.type is not None:
            if not _below_type(line.text, block, index):
                break
        elif not _above_type(line.text, block):
            break
        index += 1 if line is lines[index] else 2
        block.lines = index
        if block.type is not None and not block.title:
            index = _titles(lines, index, block)
    if not _convincing(block):
        return HeaderBlock()
    return block


def read_pieces(lines: Iterable[Line]) -> HeaderBlock:
    """Number, place and date that stand somewhere in ``lines``; the first of each counts."""
    block = HeaderBlock()
    for line in lines:
        _recognise(line.text, match_form_of_canonical(line.text), block)
    return block


def _whole_number(lines: Sequence[Line], index: int) -> Line:
    """A line, joined with the next one where its number breaks off at a hyphen or slash."""
    line = lines[index]
    if index + 1 == len(lines) or line.text[-1] not in "-/":
        return line
    number, below = _NUMBER.search(match_form_of_canonical(line.text)), lines[index + 1]
    if number is None or _CODE.fullmatch(below.text) is None:
        return line
    return Line(line.start, below.end, line.text + below.text)


def _convincing(block: HeaderBlock) -> bool:
    """Whether it is a head at all: a type, number, date or motto was seen."""
    signs = (block.type, block.number, block.issued_on, block.subject or None)
    return block.party or block.state or any(sign is not None for sign in signs)


def _opens_addressees(text: str) -> bool:
    """Whether a list of addressees follows: "Kính gửi:"."""
    return text.endswith(":") and _ADDRESSEE.match(match_form_of_canonical(text)) is not None


def _above_type(text: str, block: HeaderBlock) -> bool:
    """Take in a line above the type; False when it is not part of the head."""
    if read_heading(text) is not None or len(text) > _LINE_CHARACTERS:
        return False
    taken = False
    for cell in _CELLS.split(_BLANKS.sub(_closed, text)):
        if cell and not _cell(cell, block):
            return taken and block.type is not None
        taken = True
    return True


def _closed(blank: re.Match[str]) -> str:
    """Room for a number or a date as one space."""
    return " ".join(blank[0].split()) + " "


def _cell(cell: str, block: HeaderBlock) -> bool:
    form = match_form_of_canonical(cell)
    if _RULE.fullmatch(form) or _MARK_LINE.fullmatch(form) or _ADDRESSEE.match(form):
        return True
    if (subject := _SUBJECT.match(form)) is not None:
        block.title, block.subject = cell[subject.end() :].strip(), True
        return True
    if (consolidated := _CONSOLIDATED.match(form)) is not None and in_capitals(cell):
        block.consolidated = True
        rest = cell[consolidated.end() :]
        return not rest or _loose_piece(rest, block, recognised=False)
    pieces, recognised = _recognise(cell, form, block)
    return all(_loose_piece(piece, block, recognised) for piece in pieces)


def _loose_piece(piece: str, block: HeaderBlock, recognised: bool) -> bool:
    """Take in what stands between recognised pieces; False when the head ends here."""
    if block.type is not None:
        block.title = f"{block.title} {piece}".strip()
        return True
    if block.subject and not recognised and piece[0].islower() and not ends_sentence(piece):
        block.title = f"{block.title} {piece}".strip()  # a summary over two lines
        return True
    found = _type_in(piece, recognised)
    if found is not None:
        before, block.type, rest = found
        if before:
            block.issuer.append(before)
        _rest_of_type(rest, block)
        return True
    if in_capitals(piece) and not _NUMBERED.match(piece):
        block.issuer.append(piece)
        return True
    return recognised and len(piece) < 80  # a stray word in a flattened line


def _recognise(cell: str, form: str, block: HeaderBlock) -> tuple[list[str], bool]:
    """Read mottoes, number and date out of a cell; what is left, and whether any was there."""
    spans: list[tuple[int, int]] = []
    for motto in _MOTTO.finditer(form):
        spans.append(motto.span())
        if "đảng cộng sản" in motto.group():
            block.party = True
        else:
            block.state = True
    short = len(form) < 200 or bool(spans)
    if short and (number := _NUMBER.search(form)) is not None:
        group = "number" if number["number"] else "bare"
        if block.number is None:
            block.number = cell[number.start(group) : number.end(group)].strip() or None
        spans.append(number.span())
    if short and (found := _DATE.search(form)) is not None:
        start = _read_date(cell, found, block)
        spans.append((start, found.end()))
    pieces = []
    position = 0
    for start, end in sorted(spans):
        pieces.append(cell[position:start])
        position = max(position, end)
    pieces.append(cell[position:])
    stripped = [piece.strip(" *,;.:-–—") for piece in pieces]
    return [piece for piece in stripped if piece], bool(spans)


def _read_date(cell: str, found: re.Match[str], block: HeaderBlock) -> int:
    """Note place and date; where the place begins."""
    before = cell[: found.start()]
    words = list(re.finditer(r"\S+", before.rstrip(" ,")))
    start = found.start()
    if before.rstrip().endswith(",") or not before.strip():
        for word in reversed(words):
            name = word.group().strip(",")
            proper = name[:1].isupper() and (not name.isupper() or name in ("TP.", "TP"))
            if not proper and name not in ("-", "phố"):
                break
            start = word.start()
    place = cell[start : found.start()].strip(" ,")
    if block.issued_on is None and found["day"].isdigit() and found["month"].isdigit():
        block.issued_on = _date(found["day"], found["month"], found["year"])
        block.place = place or None
    return start


def _date(day: str, month: str, year: str) -> date | None:
    try:
        return date(int(year), int(month), int(day))
    except ValueError:
        return None


def _type_in(piece: str, recognised: bool) -> tuple[str, str, str] | None:
    """What stands before the type, the type, what stands after; inside a flattened line too."""
    words = [match.start() for match in re.finditer(r"\S+", piece)]
    starts = words if recognised else words[:1]
    for start in starts:
        found = type_at_start(piece[start:])
        if found is None:
            continue
        name, length = found
        if piece[start : start + length].isupper():
            return piece[:start].strip(), name, piece[start + length :].strip(" .:-–—*")
    return None


def _rest_of_type(rest: str, block: HeaderBlock) -> None:
    """What follows the type in its line: whose it is, or the title."""
    if _TYPE_CONTINUES.match(match_form_of_canonical(rest)):
        block.type_phrase = rest
    elif rest:
        block.title = rest


def _below_type(text: str, block: HeaderBlock, index: int) -> bool:
    """Take in a line after type and title: number, date or motto of a flattened copy, rules."""
    form = match_form_of_canonical(text)
    if _RULE.fullmatch(form) or _ADDRESSEE.match(form) or _MARK_LINE.fullmatch(form):
        return True
    if text.startswith("(") and text.endswith(")") and len(text) < 300:
        return True
    if index > 0 and len(text) < 200 and not _BASIS.match(form):
        pieces, recognised = _recognise(text, form, block)
        return recognised and not pieces
    return False


def _titles(lines: Sequence[Line], index: int, block: HeaderBlock) -> int:
    """Take in the lines of the title below the type; the next line's index."""
    parts: list[str] = []
    first = index
    while index < len(lines) and index - first < _TITLE_LINES + 2:
        text = lines[index].text
        form = match_form_of_canonical(text)
        capitals = in_capitals(text)
        if _RULE.fullmatch(form):
            if parts or block.type_phrase:
                break
        elif lines[index].is_row or not _may_be_title(text, form):
            break
        elif capitals and not parts and _TYPE_CONTINUES.match(form):
            block.type_phrase = f"{block.type_phrase} {text}".strip()
        elif parts and (
            not _continues_title(parts, text, capitals) or _repeats_issuer(lines, index, block)
        ):
            break
        else:
            parts.append(text)
        index += 1
        block.lines = index
    block.title = _ATTACHED.sub("", " ".join(parts))
    return index


def _may_be_title(text: str, form: str) -> bool:
    return not (
        ends_sentence(text)
        or text.startswith("(")
        or (_is_basis(text, form) and not in_capitals(text))
        or _ADDRESSEE.match(form)
        or _NUMBERED.match(text)
        or _NUMBER.match(form)
        or _DATE_LINE.fullmatch(form)
        or read_heading(text) is not None
        or len(text) > _LINE_CHARACTERS
    )


def _is_basis(text: str, form: str) -> bool:
    """Whether a line names a legal basis; "Thực hiện quy trình ..." may be a title as well."""
    found = _BASIS.match(form)
    return found is not None and (found["sure"] is not None or text.endswith((";", ",", ":")))


def _repeats_issuer(lines: Sequence[Line], index: int, block: HeaderBlock) -> bool:
    """Whether a line in capitals is the issuer printed again above the legal basis."""
    form = match_form_of_canonical(lines[index].text)
    printed = [*block.issuer, " ".join(block.issuer)]
    if form in map(match_form_of_canonical, printed):
        return True
    before_basis = index + 1 < len(lines) and _BASIS.match(
        match_form_of_canonical(lines[index + 1].text)
    )
    return bool(before_basis) and _ISSUER.match(form) is not None


def _continues_title(parts: list[str], text: str, capitals: bool) -> bool:
    if in_capitals(parts[-1]):
        return capitals
    return not capitals and (text[0].islower() or len(parts[-1]) < 70)


def _sentence_head(text: str, block: HeaderBlock) -> bool:
    """Read a first line that is a whole head: type, number, date, issuer, title."""
    found = type_at_start(text)
    if found is None or len(text) > _LINE_CHARACTERS:
        return False
    name, length = found
    rest = text[length:].strip()
    match = _SENTENCE_HEAD.fullmatch(match_form_of_canonical(rest))
    if match is None:
        return False
    block.type = name
    number = rest[match.start("number") : match.end("number")]
    block.number = re.sub(r"^[Ss]ố\s*:?\s*", "", number)
    if match["date"]:
        day, month, year = re.findall(r"\d+", match["date"])
        block.issued_on = _date(day, month, year)
    if match["issuer"]:
        block.issuer.append(rest[match.start("issuer") : match.end("issuer")])
    if match["title"]:
        block.title = rest[match.start("title") : match.end("title")]
    return True
