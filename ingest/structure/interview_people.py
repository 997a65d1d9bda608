"""Who speaks in an interview, in which office, and for which newspaper.

The names stand in the lead-in and almost nowhere else: "(Đồng chí A, Bí thư
Huyện uỷ B trả lời phỏng vấn Báo C)", "phóng viên Báo C đã có cuộc trao đổi với
ông A, Giám đốc B".  Two orders occur: the name, then the office after a comma
or a dash; or the office, then the name.  In the second a place name and the
person's name run together ("Tỉnh ủy Thanh Hóa Nguyễn Hồng Phong"); there the
name begins at the last Vietnamese family name that leaves two to four words.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Final

from hoidap.vietnamese.folding import fold
from hoidap.vietnamese.letters import MARKED_LETTERS
from hoidap.vietnamese.normalisation import match_form

_UPPER: Final = "A-Z" + MARKED_LETTERS.upper()
CAPITALISED: Final = f"[{_UPPER}][^\\W\\d_]*"

#: Family names of more than nine in ten Vietnamese (Kinh and the larger minorities).
_FAMILIES: Final = """
nguyen tran le pham hoang huynh phan vu vo dang bui do ho ngo duong ly luu luyen dinh trinh mai cao
ha to ta luong dao doan vuong truong lam chau thai quach phung trieu chu nong hua vi lo la than
kieu tang quan giang khuat bach ma lu phi tong van dam doanh hau
"""
_FAMILY_NAMES: Final = frozenset(_FAMILIES.split())

_HONORIFIC: Final = (
    r"(?<!\w)(?:[Đđ]ồng chí|[Đđ]/c|[Ôô]ng|[Bb]à|[Aa]nh|[Cc]hị|[Tt]hầy|[Cc]ô|[Gg]iáo sư"
    r"|[Tt]iến s[ĩỹ]|(?:P?GS|TS|ThS|BS)\.?|[Ll]uật sư|[Bb]ác s[ĩỹ]|[Kk]ỹ sư"
    r"|[Nn]hà (?:văn|báo|thơ|sử học)|(?:[Đđ]ại|[Tt]hượng|[Tt]rung|[Tt]hiếu) (?:tướng|tá|tọa|úy))"
)
_NAME: Final = rf"{CAPITALISED}(?: {CAPITALISED}){{1,4}}"

#: What ends an office: the verb that goes on, or the end of the clause.
_OFFICE_END: Final = (
    r"(?=\s*(?:[.;:()“\"\n]|$|,?\s(?:đã|trả lời|trao đổi|trò chuyện|chia sẻ|cho biết|về|xung quanh"
    r"|nhân|để|khẳng định|nhấn mạnh|bày tỏ|nêu|phát biểu|dành|có (?:cuộc|buổi)|với|đang|vừa|nói"
    r"|tiếp|cùng|và (?:ông|bà|đồng chí)|trên [Bb]áo|giữ chức)\s))"
)
#: Offices that the press also writes small: "ông A, giám đốc Sở B".
_SMALL_OFFICE: Final = (
    r"(?:nguyên|phó|tổng|quyền|chủ|giám|bí thư|bộ trưởng|thứ trưởng|trưởng|ủy viên|uỷ viên"
    r"|hiệu|viện|vụ|cục|chánh|chuyên gia|đại biểu|thành viên|nhà|luật sư|người|tác giả|đại sứ)\b"
)
_NAME_THEN_OFFICE: Final = re.compile(
    rf"{_HONORIFIC}(?:[,.]? {_HONORIFIC}){{0,3}} (?P<name>{_NAME})"
    rf"(?:\s*[,–—-]\s*(?P<office>(?:(?!{_HONORIFIC} )[{_UPPER}]|{_SMALL_OFFICE}).{{3,200}}?)"
    rf"{_OFFICE_END})?"
)
_OFFICE_THEN_NAME: Final = re.compile(
    rf"{_HONORIFIC} (?P<office>[{_UPPER}][^.;:()\n]{{5,200}}?)\s"
    rf"(?P<run>{_NAME}(?: {CAPITALISED})*){_OFFICE_END}"
)
_OFFICE_OPENS: Final = re.compile(
    r"(?:^|(?<=[.,–—-] )|(?<=[“\"]))(?:[Nn]guyên )?(?:Phó |Quyền |Tổng )?(?:Chủ tịch|Chủ nhiệm"
    r"|Bí thư|Giám đốc|Tổng Giám đốc|Viện trưởng|Hiệu trưởng|Cục trưởng|Vụ trưởng|Trưởng|Chánh"
    r"|Bộ trưởng|Thứ trưởng|Đại biểu|ĐB|ĐBQH|Chuyên gia|Nhà)\b(?= )"
)
TALK_WORDS: Final = re.compile(
    r"phỏng vấn|trao đổi|trò chuyện|trả lời|đối thoại|giao lưu|gặp gỡ|lắng nghe"
)

_KIND: Final = (
    r"[Bb]áo(?: điện tử)?(?: và [Pp]hát thanh, truyền hình)?|[Tt]ạp chí"
    r"|[Đđ]ài (?:[Pp]hát thanh|[Tt]ruyền hình|PT|[Tt]iếng nói)[^\s,.]*"
    r"|(?:[Cc]ổng|[Tt]rang) [Tt]hông tin điện tử|TTXVN|[Tt]hông tấn xã|VOV|VTV"
)
_PAPER: Final = re.compile(
    rf"(?P<kind>{_KIND})"
    rf"(?P<name>(?: (?:{CAPITALISED}|&|-|\d+))*(?: [^\s.,;:()“”\"]+){{0,6}})"
)
_KIND_IN_CAPITALS: Final = re.compile(rf"\b(?:{_KIND})(?!\w)", re.IGNORECASE)

_INITIALS: Final = re.compile(r"(?:PT|TTXVN|VOV|VTV)")
#: Words that follow a newspaper's name and do not belong to it.
_CLAUSE_WORDS: Final = """
về đã có xin trân với để nhân trong ngày số phỏng thực tại xung của là cho đăng giới trên ở cùng ghi
lược điểm vừa đang và chúng do từ theo khi một những nội sau
"""
_AFTER_PAPER: Final = frozenset(_CLAUSE_WORDS.split())


#: Small words before capitalised ones that name no person.
_WORDS_BEFORE_PLACES: Final = """
huyện xã tỉnh phố phường thôn bản ấp làng quận trấn đảo sông núi chợ trường viện đoàn ty tác hội
ở tại từ của về và với là cho trong trên đến báo chí ngày tháng năm
"""
_BEFORE_PLACES: Final = frozenset(_WORDS_BEFORE_PLACES.split())
_CALLED: Final = re.compile(
    rf"(?:(?:(?<!\w)(?:[{_UPPER}]{{2,}}|[{_UPPER}]\w{{0,3}}\.|(?:PGS|GS|TS|BS|ThS)\S*),? )+"
    rf"|(?<!\w)(?P<word>[^\W\d_{_UPPER}]+) )"
    rf"(?P<name>(?![{_UPPER}]{{2,}}\b){CAPITALISED}(?: {CAPITALISED}){{1,3}})(?!\w| [{_UPPER}])"
    rf"(?P<after>\s?[,:(]| (?:đã|trả|nói|kể|chia|trò|trao|cho biết|phân)\b)?"
)
#: One place that says much, or two that say little.
_CERTAIN_NAME: Final = 3

#: An office and a name are looked for so far behind the word that opens them, in characters.
_LONGEST_CLAUSE: Final = 200
#: A talk has a few people; each is compared with all the others and with every label.
_MOST_PEOPLE: Final = 40

#: A masthead is a line of the page's head.
_LONGEST_MASTHEAD: Final = 100


@dataclass(frozen=True, slots=True)
class Person:
    """A name and an office as the lead-in gives them."""

    name: str
    office: str | None = None

    def is_called(self, name: str) -> bool:
        """Whether ``name`` is this person's, or its last words ("Thường")."""
        mine, other = match_form(self.name).split(), match_form(name).split()
        initials = [word[0] for word in mine]
        return bool(other) and (
            mine[-len(other) :] == other or re.findall(r"\w", match_form(name)) == initials
        )

    def may_be(self, office: str) -> bool:
        """Whether a label with this office and no name can mean this person."""
        words = set(match_form(office).split())
        return self.office is None or words <= set(match_form(self.office).split())


def find_people(sentences: Sequence[str]) -> list[Person]:
    """The people named with title in a lead-in, the likeliest interviewee first."""
    scored: dict[str, tuple[float, Person]] = {}
    for order, sentence in enumerate(sentences):
        told = TALK_WORDS.search(sentence.lower()) is not None
        for person in _people_in(sentence):
            score = 2.0 * told + (person.office is not None) - order / 100
            before = scored.get(person.name)
            if before is None or before[0] < score:
                scored[person.name] = (score, person)
    ranked = sorted(scored.values(), key=lambda entry: -entry[0])
    return [person for _, person in ranked[:_MOST_PEOPLE]] or _called_people(sentences)


def _called_people(sentences: Sequence[str]) -> list[Person]:
    """People under callings that no list holds: "họa sĩ A", "HLV B", "Đại sứ C".

    A name is a run of capitalised words behind small ones or behind an abbreviation; that
    it is a person's shows in a family name, in what follows it and in its return.
    """
    paper = find_newspaper(sentences) or ""
    scores: Counter[str] = Counter()
    for sentence in sentences:
        told = TALK_WORDS.search(sentence.lower()) is not None
        for called in _called_in(sentence):
            name = called["name"]
            if name in paper:
                continue
            known = 2 * looks_like_name(name) if name not in scores else 0
            scores[name] += 1 + known + told + (called["after"] is not None)
    return [
        Person(name) for name, score in scores.most_common(_MOST_PEOPLE) if score >= _CERTAIN_NAME
    ]


def _called_in(sentence: str) -> list[re.Match[str]]:
    return [
        called
        for called in _CALLED.finditer(sentence)
        if called["word"] is None or called["word"] not in _BEFORE_PLACES
    ]


def _people_in(sentence: str) -> list[Person]:
    titled = (
        Person(found["name"], _office(found["office"]))
        for found in _NAME_THEN_OFFICE.finditer(sentence)
        if looks_like_name(found["name"])
    )
    people = list(islice(titled, _MOST_PEOPLE))
    for found in islice(_OFFICE_THEN_NAME.finditer(sentence), _MOST_PEOPLE):
        place, name = _split_run(found["run"])
        if name and not any(person.is_called(name) for person in people):
            people.append(Person(name, _office(f"{found['office']} {place}")))
    for person in _office_first(sentence):
        if not any(known.is_called(person.name) for known in people):
            people.append(person)
    return people


def _office_first(sentence: str) -> list[Person]:
    """People whose office opens a clause: "Chủ tịch UBND xã Vi Thị A kể với Báo B"."""
    people = []
    for start in islice(_OFFICE_OPENS.finditer(sentence), _MOST_PEOPLE):
        near = sentence[start.start() : start.start() + _LONGEST_CLAUSE]
        clause = re.split(r"[.;:()“”\"?]", near, maxsplit=1)[0]
        for run in re.finditer(rf"{CAPITALISED}(?: {CAPITALISED}){{1,6}}", clause):
            place, name = _split_run(run[0])
            if name and run.start():
                people.append(Person(name, _office(f"{clause[: run.start()]}{place}")))
                break
    return people


def _office(written: str | None) -> str | None:
    return (written or "").strip(" ,–—-") or None


def looks_like_name(name: str) -> bool:
    """Whether it begins with a family name; "Bí Thư Huyện" and "Hội Nông Dân" do not."""
    return fold(name.split(maxsplit=1)[0]).lower() in _FAMILY_NAMES


def _split_run(run: str) -> tuple[str, str]:
    """A run of capitalised words as place and name; no name, if none begins in it."""
    words = run.split()
    for length in (3, 2, 4):
        at = len(words) - length
        if at >= 0 and fold(words[at]).lower() in _FAMILY_NAMES:
            return " ".join(words[:at]), " ".join(words[at:])
    return run, ""


def name_in_label(label: str) -> str | None:
    """The person's name in a label: "Đồng chí Lưu Văn Thường (thuật lại)"."""
    bare, rest = _without_honorific(label)
    if rest != bare and re.fullmatch(rf"{CAPITALISED}(?: {CAPITALISED}){{0,4}}", rest):
        return rest
    names = re.findall(rf"{CAPITALISED}(?: {CAPITALISED})*", bare)
    if not names or not bare.endswith(names[-1]):
        return None
    return _split_run(names[-1])[1] or None


def office_in_label(label: str) -> str:
    """What a label says besides the honorific: "Bí thư Huyện uỷ", or ""."""
    bare, rest = _without_honorific(label)
    return "" if re.fullmatch(_HONORIFIC, bare) else rest


def _without_honorific(label: str) -> tuple[str, str]:
    """A label without what stands in brackets, and the same without its honorific."""
    bare = re.sub(r"\s*\([^)]*\)\s*$", "", label).strip()
    return bare, re.sub(rf"^{_HONORIFIC}(?:[,.]? {_HONORIFIC}){{0,3}}\s+", "", bare)


def find_newspaper(sentences: Sequence[str]) -> str | None:
    """The newspaper that asks: "Báo Quảng Ninh", "Tạp chí Cộng sản"."""
    asking = [text for text in sentences if TALK_WORDS.search(text.lower())]
    mastheads = [_masthead(text) for text in sentences if len(text) <= _LONGEST_MASTHEAD]
    for sentence in (*asking, *sentences, *mastheads):
        for found in _PAPER.finditer(sentence):
            name = _paper_name(found["name"])
            kind = found["kind"]
            if name or kind.isupper():
                return f"{kind[0].upper()}{kind[1:]} {name}".strip()
    return None


def _masthead(line: str) -> str:
    """A line with its words in capitals set as words: "BÁO NAM LĨNH ĐIỆN TỬ" is a paper."""
    words = [word.capitalize() if word.isupper() else word for word in line.split()]
    spelt = re.sub(r"(?<!Báo)(?<!Tin) Điện Tử\b", "", " ".join(words))
    return _KIND_IN_CAPITALS.sub(lambda kind: _spelt_kind(kind[0]), spelt)


def _spelt_kind(kind: str) -> str:
    """A kind of paper as it is spelt in a sentence: "Tạp chí", "Đài PT-TH"; initials stay."""
    words = [word if _INITIALS.match(word) else word.lower() for word in kind.split()]
    spelt = " ".join(words)
    return spelt[0].upper() + spelt[1:]


def _paper_name(following: str) -> str:
    """The words of a name: capitals, and small ones that join them or follow a lone one."""
    words = re.split(r"\s[-–/|·]\s", following)[0].split()
    kept: list[str] = []
    for index, word in enumerate(words):
        if word.lower() in _AFTER_PAPER:
            break
        small = not word[0].isupper() and word[0].isalpha()
        joins = index + 1 < len(words) and words[index + 1][0].isupper()
        if small and not (joins or len(kept) == 1):
            break
        kept.append(word)
    return " ".join(kept).rstrip(" -&") if kept and kept[0][0].isupper() else ""
