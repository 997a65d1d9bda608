"""Questions for documents, not for what they say: "Bộ Chính trị đã ban hành những chỉ thị nào?".

Such a question is made of few parts, and every word of it must belong to one: what kind
of documents is asked for, and by whom, when, about what, in force or not, they were
issued.  "Có những quy định gì về làm thêm giờ?" asks for provisions, and "Văn bản nào quy
định về nêu gương?" for a passage that tells; neither is one.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import Any, Final

from hoidap.domain import Kind, Standing
from hoidap.vietnamese.document_codes import TYPE_WORDS
from hoidap.vietnamese.normalisation import match_form

_POLITE: Final = r"(?:(?:hãy|xin|vui lòng|làm ơn|tôi|mình|em|cần|muốn|cho|biết|hỏi|xem|giúp|với) )*"
#: Words that make it a request for documents.
_LISTS: Final = (
    r"(?:(?:lập |đưa |gửi )?(?:ra )?(?:danh sách|danh mục)|liệt kê|kể tên|kể ra|kể|nêu tên"
    r"|tìm kiếm|tìm|tra cứu) (?:của |về )?"
)
_HOW_MANY: Final = r"(?:tổng cộng |tất cả )?(?:bao nhiêu|mấy) "
_SEVERAL: Final = r"(?:tất cả |toàn bộ )?(?:những|các) "
_INTERVIEWS: Final = r"(?:bài|cuộc) (?:trả lời )?phỏng vấn|bài báo|phỏng vấn"
_ANY: Final = r"văn bản(?: chỉ đạo)?|tài liệu"
_HEAD: Final = re.compile(
    rf"{_POLITE}(?P<lists>{_LISTS})?(?:trong (?:kho|thư viện|hệ thống)(?: này)? )?(?:có )?"
    rf"(?P<count>{_HOW_MANY})?(?P<several>{_SEVERAL})?"
    rf"(?P<what>{_ANY}|{_INTERVIEWS}|{TYPE_WORDS})\b(?P<which> nào| gì)?"
)
#: What ends a part: the next part, or the question.
_UNTIL: Final = (
    r"(?= do | của | được ban hành| ban hành| trong năm| vào năm| năm \d{4}| từ năm| sau năm"
    r"| trước năm| còn | đang | hiện | đã hết| hết hiệu lực| bị thay| nào\b| mới nhất| là\b| gồm\b"
    r"| về | có |\Z)"
)
_PARTS: Final = {
    "signed": re.compile(rf"(?:được )?do (?P<signer>(?!.* ban hành).+?) ký{_UNTIL}"),
    "issued": re.compile(
        r"(?:được )?(?:do|của) (?P<issuer>.+?)(?: đã)? (?:ban hành|ra|công bố)\b"
        rf"|(?:của|do) (?P<of>(?!đảng viên).+?){_UNTIL}"
    ),
    "years": re.compile(
        r"(?:được )?(?:ban hành )?(?:(?P<after>sau|từ)|(?P<before>trước)|(?:trong|vào))? ?năm"
        r" (?P<year>\d{4})(?: (?:đến|tới) (?:năm )?(?P<until>\d{4})| đến nay| trở lại đây)?"
    ),
    "in_force": re.compile(r"(?:hiện |đang |vẫn |còn )*(?:còn hiệu lực|có hiệu lực|hiện hành)"),
    "out_of_force": re.compile(
        r"(?:đã |không |nay )*(?:hết hiệu lực|còn hiệu lực|bị thay thế|bị bãi bỏ|được thay thế)"
    ),
    "newest": re.compile(r"(?:được ban hành |ban hành )?(?:mới|gần đây|gần) nhất"),
    "oldest": re.compile(r"(?:được ban hành |ban hành )?(?:cũ|sớm|đầu|lâu) (?:nhất|tiên)"),
    "about": re.compile(
        rf"(?:nói |viết |liên quan )?(?:về|đến|tới) (?:việc )?(?P<topic>.+?){_UNTIL}"
    ),
    "which": re.compile(r"(?:là |gồm |là những |là các )?(?:văn bản )?(?:nào|gì)"),
    "filling": re.compile(
        r"(?:được )?ban hành|(?:hiện |đang )*(?:có )?(?:trong|ở|của) (?:kho|thư viện|hệ thống)"
        r"(?: tài liệu| dữ liệu| văn bản| này)*|hiện có|đang có|không|và|có|đã|trong đó"
    ),
}
#: "Bộ Chính trị đã ban hành những chỉ thị nào về ...": the same with the issuer behind.
_ISSUER_FIRST: Final = re.compile(
    rf"\A(?P<issuer>(?!{_ANY}|{TYPE_WORDS}|những|các|có\b|ai\b)[^?]{{3,60}}?)"
    rf" (?:đã )?(?:ban hành|ra)"
    rf" (?P<what>(?:{_HOW_MANY}|{_SEVERAL})(?:{_ANY}|{TYPE_WORDS})(?: nào| gì)?)(?!\w)"
)
#: Parts that only metadata can answer.
_TELLING: Final = frozenset(
    {"signed", "issued", "years", "in_force", "out_of_force", "newest", "oldest"}
)
#: Parts that ask without any other word.
_ASKING: Final = frozenset({"newest", "oldest", "which"})
#: Also names of what a document says, when only a subject follows.
_SAID: Final = frozenset({"quy định", "kết luận", "quyết định", "kế hoạch", "hướng dẫn", "quy chế"})
_OUT_OF_FORCE: Final = frozenset({Standing.REPLACED, Standing.EXPIRED})


@dataclass(frozen=True, slots=True)
class LibraryQuestion:
    """Which documents are asked for; what is None or empty restricts nothing."""

    type: str | None = None  # in match form: "chỉ thị"
    kind: Kind | None = None
    issuer: str | None = None
    signer: str | None = None
    topic: str | None = None
    first_year: int | None = None
    last_year: int | None = None
    standings: frozenset[Standing] = frozenset()
    newest: bool = False
    oldest: bool = False
    counts: bool = False


def library_question(question: str) -> LibraryQuestion | None:
    """What documents a question asks for; None when it asks for anything else."""
    form = " ".join(match_form(question).replace(",", " ").split()).strip(" ?.!")
    form = _ISSUER_FIRST.sub(r"\g<what> do \g<issuer> ban hành", form)
    head = _HEAD.match(form)
    if head is None:
        return None
    found = _of_what(LibraryQuestion(counts=bool(head["count"])), head["what"])
    parts: set[str] = set()
    rest = form[head.end() :].strip()
    while rest:
        for name, pattern in _PARTS.items():
            part = pattern.match(rest)
            if part is not None and part.end() and (name == "filling" or name not in parts):
                break
        else:
            return None
        parts.add(name)
        found = _with(found, name, part)
        rest = rest[part.end() :].strip()
    many = bool(head["lists"] or head["count"] or head["several"])
    tells = bool(parts & _TELLING)
    asks = bool(head["lists"] or head["count"] or head["which"] or parts & _ASKING)
    if head["what"] in _SAID and not (head["lists"] or tells):
        return None
    return found if asks and (many or tells) else None


def _of_what(found: LibraryQuestion, what: str) -> LibraryQuestion:
    if re.fullmatch(_INTERVIEWS, what):
        return replace(found, kind=Kind.INTERVIEW)
    if what.startswith("tài liệu"):
        return found
    return replace(found, kind=Kind.DIRECTIVE, type=None if what.startswith("văn bản") else what)


def _with(found: LibraryQuestion, name: str, part: re.Match[str]) -> LibraryQuestion:
    if name == "years":
        return _of_years(found, part)
    changes: dict[str, dict[str, Any]] = {
        "signed": {"signer": part.groupdict().get("signer")},
        "issued": {"issuer": part.groupdict().get("issuer") or part.groupdict().get("of")},
        "in_force": {"standings": frozenset(Standing) - _OUT_OF_FORCE},
        "out_of_force": {"standings": _OUT_OF_FORCE},
        "newest": {"newest": True},
        "oldest": {"oldest": True},
        "about": {"topic": part.groupdict().get("topic")},
    }
    return replace(found, **changes.get(name, {}))


def _of_years(found: LibraryQuestion, part: re.Match[str]) -> LibraryQuestion:
    year = int(part["year"])
    if part["before"]:
        return replace(found, last_year=year - 1)
    if part["after"] and not part["until"]:
        return replace(found, first_year=year + (part["after"] == "sau"))
    return replace(found, first_year=year, last_year=int(part["until"] or year))
