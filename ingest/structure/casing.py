"""Names printed in capitals, given back their usual spelling.

Headers print issuer and title in capitals.  How the words are usually spelt is
read from the document itself ("Quốc hội ban hành Bộ luật Lao động"): the longest
stretches of the name that the text below spells in mixed case lend it their
capitals.  What the text never mentions falls back on a short list of institutions
and proper nouns, then on lower case.
"""

from __future__ import annotations

import re
from collections import Counter

from hoidap.vietnamese.normalisation import match_form_of_canonical

#: Spellings of institutions and proper nouns that headers carry.  Ministries and
#: provinces follow the rule for names below.
_KNOWN = (
    "Ban Chấp hành Trung ương",
    "Ban Chấp hành",
    "Ban Bí thư",
    "Ban Tổ chức Trung ương",
    "Ban Tuyên giáo",
    "Ban Dân vận",
    "Ban Nội chính",
    "Ban Thường vụ",
    "Bộ Chính trị",
    "Chính phủ",
    "Chủ tịch nước",
    "Chánh Văn phòng",
    "Công an",
    "Đảng bộ",
    "Hồ Chí Minh",
    "Hội đồng nhân dân",
    "Mặt trận Tổ quốc Việt Nam",
    "Nhà nước",
    "Phó Bí thư",
    "Phó Chánh Văn phòng",
    "Phó Chủ nhiệm",
    "Phó Chủ tịch",
    "Phó Thủ tướng",
    "Phó Tổng Thanh tra",
    "Phó Trưởng ban",
    "Quốc hội",
    "Quân ủy Trung ương",
    "Thủ tướng Chính phủ",
    "Trung ương Đảng",
    "Trung ương",
    "Tòa án nhân dân",
    "Tổng Bí thư",
    "Việt Nam",
    "Văn phòng Chính phủ",
    "Văn phòng Trung ương Đảng",
    "Viện kiểm sát nhân dân",
    "Ủy ban Kiểm tra",
    "Ủy ban Thường vụ Quốc hội",
    "Ủy ban nhân dân",
    "Ủy ban Trung ương",
)

#: After these words of an administrative level a proper noun follows: every syllable is capital.
_PROPER_AFTER = re.compile(
    r"\b(?:tỉnh(?: ủy)?|thành phố|thành ủy|quận(?: ủy)?|huyện(?: ủy)?|thị xã|xã|phường|thị trấn"
    r"|tỉnh đoàn|huyện đoàn)(?P<name>(?: \w+){1,4})$"
)

#: "BỘ NỘI VỤ", "BỘ GIÁO DỤC VÀ ĐÀO TẠO": the field of a ministry or department is a name.
_FIELD = re.compile(
    r"(?:bộ|sở|ban|vụ|cục|tổng cục) (?!trưởng)(?P<field>\w+)(?: (?!và )\w+)*"
    r"(?: và (?P<second>\w+)(?: \w+)*)?"
)


def spell(name: str, text: str) -> str:
    """``name``, printed in capitals, as ``text`` or else common usage spells it."""
    lowered = name.lower()
    form = match_form_of_canonical(lowered)
    spelt = list(lowered)
    _apply_rules(form, spelt)
    _apply_known(form, spelt)
    _apply_text(form, spelt, text)
    result = "".join(spelt)
    return result[:1].upper() + result[1:]


def _apply_rules(form: str, spelt: list[str]) -> None:
    if (match := _PROPER_AFTER.search(form)) is not None:
        for word in re.finditer(r"\w+", form[match.start("name") :]):
            _capitalise(spelt, match.start("name") + word.start())
    if (field := _FIELD.fullmatch(form)) is not None:
        _capitalise(spelt, field.start("field"))
        if field["second"]:
            _capitalise(spelt, field.start("second"))


def _apply_text(form: str, spelt: list[str], text: str) -> None:
    """Capitals of the longest stretches of two or more words that ``text`` spells in mixed case."""
    words = [match.span() for match in re.finditer(r"\w+", form)]
    body = match_form_of_canonical(text)
    first = 0
    while first < len(words):
        used = first
        for last in range(len(words) - 1, first, -1):
            stretch = form[words[first][0] : words[last][1]]
            spelling = _usual_spelling(stretch, body, text)
            if spelling is not None:
                start = words[first][0]
                spelt[start : start + len(spelling)] = list(spelling)
                used = last
                break
        first = used + 1


def _usual_spelling(stretch: str, body: str, text: str) -> str | None:
    spellings: Counter[str] = Counter()
    for match in re.finditer(rf"(?<!\w){re.escape(stretch)}(?!\w)", body):
        found = text[match.start() : match.end()]
        if not found.isupper():
            spellings[found] += 1
    return spellings.most_common(1)[0][0] if spellings else None


def _apply_known(form: str, spelt: list[str]) -> None:
    """Capitals of known names, the longest first: "Ủy ban Thường vụ" holds no "Ban Thường vụ"."""
    taken: set[int] = set()
    for known in sorted(_KNOWN, key=len, reverse=True):
        known_form = re.escape(match_form_of_canonical(known))
        for match in re.finditer(rf"(?<!\w){known_form}(?!\w)", form):
            if taken.isdisjoint(range(*match.span())):
                taken.update(range(*match.span()))
                for offset, letter in enumerate(known):
                    if letter.isupper():
                        _capitalise(spelt, match.start() + offset)


def _capitalise(spelt: list[str], position: int) -> None:
    spelt[position] = spelt[position].upper()
