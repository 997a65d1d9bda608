"""The words of an instruction that its grammar knows (see ``instructions``).

An instruction is written to a fixed form (Nghị định 34/2016/NĐ-CP, điều 75 to 77, and its
successors): a verb, what it is done to, where that stands.  Provisions and documents are
found by the finders of ``hoidap.vietnamese``; what is quoted is masked first, for the words
that are exchanged name provisions too.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import Enum, auto
from typing import Final

from hoidap.relation import Change
from hoidap.vietnamese.normalisation import match_form_of_canonical
from hoidap.vietnamese.provision import ProvisionReference, find_provisions
from hoidap.vietnamese.references import NumberReference, PartialReference, find_references
from ingest.relations.quotations import MASK, Quotation, quoted_words


class Sort(Enum):
    """What a token is."""

    VERB = auto()
    BY_DOCUMENT = auto()  # "đã được sửa đổi, bổ sung": what was done to it before
    OVER = auto()  # "hết hiệu lực", said behind what it is said of
    PLACE = auto()  # "tại", "trong"
    BESIDE = auto()  # "vào sau", "vào trước", "vào"
    WITH = auto()  # "bằng", "thành"
    WORDS = auto()  # "cụm từ", before what is quoted
    PART = auto()  # "tên", "đoạn mở đầu"
    PROVISION = auto()
    ANNEX = auto()
    DOCUMENT = auto()
    THIS = auto()  # "Nghị định này"
    QUOTED = auto()
    FOLLOWS = auto()  # "như sau"
    STOP = auto()  # ";"


@dataclass(frozen=True, slots=True)
class Token:
    """A token of a line: its range there, and what it stands for."""

    sort: Sort
    start: int
    end: int
    text: str
    change: Change | None = None
    provision: ProvisionReference | None = None
    document: str = ""


_TYPES: Final = (
    r"(?:bộ luật|luật|pháp lệnh|nghị quyết(?: liên tịch)?|nghị định|quyết định|quy định"
    r"|chỉ thị|kết luận|thông tư(?: liên tịch)?|hướng dẫn|kế hoạch|quy chế|thông báo|điều lệ)"
)
#: The verbs, the longest first: "sửa đổi, bổ sung" is one.
_VERBS: Final = {
    r"sửa đổi(?:[, ]+(?:và )?bổ sung)?(?:, (?:thay thế|bãi bỏ))*": Change.AMENDS,
    r"bổ sung": Change.SUPPLEMENTS,
    r"thay thế|thay(?= (?:cụm )?từ| chữ)": Change.REPLACES,
    r"bãi bỏ|hủy bỏ|bỏ(?= (?:cụm )?từ| chữ| nội dung| điều| khoản| điểm)": Change.REPEALS,
    r"(?:tạm )?(?:ngưng|đình chỉ|dừng) (?:việc thi hành|hiệu lực|thi hành)": Change.SUSPENDS,
    r"(?:gia hạn|kéo dài) (?:thời (?:gian|hạn) )?(?:áp dụng|thực hiện|hiệu lực)": Change.EXTENDS,
}
_OVER: Final = {
    r"(?:hết|chấm dứt) hiệu lực": Change.REPEALS,
    r"tiếp tục (?:có hiệu lực|được áp dụng)": Change.EXTENDS,
}
_PATTERNS: Final = (
    (Sort.BY_DOCUMENT, r"(?:đã )?được (?:sửa đổi|bổ sung|thay thế|bãi bỏ)(?:[, ]+bổ sung)?"),
    (Sort.FOLLOWS, r"như sau|sau đây"),
    (Sort.BESIDE, r"(?:vào )?(?:phía |ngay )?(?:sau|trước)(?! đây)|vào"),
    (Sort.PLACE, r"(?:quy định )?(?:tại|trong|ở)"),
    (Sort.WITH, r"bằng|bàng|thành"),
    (Sort.WORDS, r"(?:một số |các )?(?:cụm từ|từ, cụm từ|từ ngữ|chữ|nội dung|từ)(?= ¤|:? ¤)"),
    (
        Sort.PART,
        r"tên (?:điều|khoản|điểm|chương|mục)(?! \d| [a-zđ]\b| [ivx]+\b)"
        r"|tên(?= (?:điều|khoản|điểm|chương|mục)\b)|tiêu đề|đoạn (?:mở )?đầu|đoạn cuối",
    ),
    (Sort.THIS, rf"{_TYPES} này"),
)
_TOKEN: Final = re.compile(
    "|".join(
        [
            *(f"(?P<over{at}>{pattern})" for at, pattern in enumerate(_OVER)),
            *(f"(?P<s{sort.value}>(?<!\\w)(?:{pattern}))(?!\\w)" for sort, pattern in _PATTERNS),
            *(f"(?P<verb{at}>(?<!\\w)(?:{verb})(?!\\w))" for at, verb in enumerate(_VERBS)),
            rf"(?P<quoted>{MASK}+)",
            r"(?P<stop>;)",
        ]
    )
)
_BY_GROUP: Final = {
    **{f"s{sort.value}": sort for sort, _ in _PATTERNS},
    "quoted": Sort.QUOTED,
    "stop": Sort.STOP,
}
_CHANGES: Final = {
    **{f"verb{at}": (Sort.VERB, change) for at, change in enumerate(_VERBS.values())},
    **{f"over{at}": (Sort.OVER, change) for at, change in enumerate(_OVER.values())},
}
_MARKS: Final = r"(?:\d{1,3}[A-Za-z]?|[IVXL]{1,6}|[A-Z])(?![\w/])"
_FORM: Final = r"(?:\d|[A-ZĐ](?![a-zà-ỹ]))[\w-]*"
#: Annexes and forms, which have no place among the articles: "Mẫu số 03 Phụ lục X".
_ANNEX: Final = re.compile(
    rf"(?<!\w)(?:[Mm]ẫu (?:số )?{_FORM}(?:(?:[,.] ?| và )(?:Mẫu )?(?:số )?{_FORM})*"
    rf"|[Bb]ảng (?:số )?{_MARKS})(?:,? (?:của|tại|thuộc|trong))?"
    rf"(?: (?:[Pp]hần|[Mm]ục) {_MARKS}(?: của| thuộc)?)?"
    rf"(?: (?:các )?[Pp]hụ lục(?: (?:số )?{_MARKS})?)?"
    rf"|(?<!\w)[Pp]hụ lục(?: (?:số )?(?P<marks>{_MARKS}(?:(?:, ?| và ){_MARKS})*))?(?! tương ứng)"
)
#: What brackets say changes nothing; the bracket behind a label opens none.
_ASIDE: Final = re.compile(r"\([^()]*\)")
_ENDING: Final = re.compile(r",? (?:của|tại|thuộc|trong)\Z")
_LAW: Final = re.compile(
    r"(?<!\w)(?P<name>(?:Bộ luật|Luật|Pháp lệnh|Hiến pháp) [^\W\d_].*?)"
    r"(?= số \S*\d| ngày \d| năm \d|,? (?:đã )?được | như sau| sau đây| bằng | thành | hết hiệu"
    r"| ban hành| quy định|[;:.()]|, (?:Bộ luật|Luật|Nghị|Thông|Quyết)| và (?:Bộ luật|Luật)|\Z)"
)
_NUMBER_BEHIND: Final = re.compile(r"\s*(?:năm \d{4} )?(?:\()?số\s")


def read_tokens(line: str) -> tuple[list[Token], tuple[Quotation, ...]]:
    """The tokens of a line in order, and what it quotes."""
    masked, quotations = quoted_words(line)
    masked = _ASIDE.sub(lambda found: "·" * len(found[0]), masked)
    taken = _Taken(len(masked))
    found = taken.added(_documents(masked))
    found += taken.added(_annexes(masked))
    found += taken.added(_provisions(masked))
    found += taken.free(_words(match_form_of_canonical(masked)))
    return sorted(found, key=lambda token: token.start), quotations


class _Taken:
    """Which places of a line tokens have taken."""

    def __init__(self, length: int) -> None:
        self._places = bytearray(length)

    def free(self, tokens: Iterable[Token]) -> list[Token]:
        """Those that begin in no token that was added."""
        return [each for each in tokens if not self._places[each.start]]

    def added(self, tokens: Iterable[Token]) -> list[Token]:
        """The same, whose places are taken from now on."""
        found = self.free(tokens)
        for each in found:
            self._places[each.start : each.end] = b"\1" * (each.end - each.start)
        return found


def _words(form: str) -> Iterator[Token]:
    for match in _TOKEN.finditer(form):
        group = match.lastgroup or ""
        sort, change = _CHANGES.get(group) or (_BY_GROUP[group], None)
        yield Token(sort, match.start(), match.end(), match[0], change)


def _provisions(text: str) -> Iterator[Token]:
    """Each provision, those of one range in the order of their marks."""
    for each in find_provisions(text):
        if not each.relative:
            shown = text[each.start : each.end]
            yield Token(Sort.PROVISION, each.start, each.end, shown, provision=each)


def _annexes(text: str) -> Iterator[Token]:
    for match in _ANNEX.finditer(text):
        marks = re.split(r", ?| và ", match["marks"]) if match["marks"] else []
        names = [f"Phụ lục {mark}" for mark in marks] or [_ENDING.sub("", match[0])]
        for name in names:
            yield Token(Sort.ANNEX, match.start(), match.end(), name[:1].upper() + name[1:])


def _documents(text: str) -> list[Token]:
    """Documents by number, or laws by name; a law's number says more than its name."""
    numbered: dict[int, Token] = {}
    for each in find_references(text):
        if isinstance(each, NumberReference):
            numbered[each.start] = _document(text, each.start, each.end, each.number.canonical)
        elif isinstance(each, PartialReference) and each.name is None and each.year is not None:
            shown = text[each.start : each.end]
            numbered[each.start] = _document(text, each.start, each.end, shown)
    laws: list[Token] = []
    taken = _Taken(len(text))
    taken.added(numbered.values())
    for law in _LAW.finditer(text):
        if not taken.free([_document(text, law.start(), law.end(), "")]):
            continue
        behind = _NUMBER_BEHIND.match(text, law.end())
        reach = range(law.end(), behind.end() + 1) if behind else ()
        number = next((numbered.pop(at) for at in reach if at in numbered), None)
        if number is not None:
            laws.append(_document(text, law.start(), number.end, number.document))
        else:
            laws.append(_document(text, law.start(), law.end(), law["name"].rstrip(" ,")))
    return [*numbered.values(), *laws]


def _document(text: str, start: int, end: int, name: str) -> Token:
    return Token(Sort.DOCUMENT, start, end, text[start:end], document=name)


def is_verb_at(text: str, start: int) -> bool:
    """Whether a verb stands at a place."""
    found = _TOKEN.match(match_form_of_canonical(text), start)
    return found is not None and _CHANGES.get(found.lastgroup or "", (None,))[0] is Sort.VERB
