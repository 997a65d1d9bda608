"""The end of an official document: recipients and signature.

State papers sign ``TM.`` for a collective, ``KT.`` for the head, ``TL.`` by order,
``TUQ.`` by authorisation, ``Q.`` acting (Nghị định 30/2020/NĐ-CP); Party papers write
``T/M``, ``K/T``, ``T/L``.  Whoever's name stands last is the signer, with the title
printed right above the name: under ``KT. BỘ TRƯỞNG`` that is the deputy.

The text ends at ``./.``, at the sentence that says who passed a law, or, where copies
lost both, at ``Nơi nhận`` or at a line that signs.  Copies print recipients and
signature, which stand side by side, in either order.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from hoidap.domain import SectionKind
from hoidap.vietnamese.normalisation import match_form_of_canonical
from ingest.structure.casing import spell
from ingest.structure.headings import in_capitals
from ingest.structure.lines import Line

#: The longest ends seen (recipients of a decree) have some forty lines.
_TAIL_LINES = 60

#: A signature without ``TM.`` or ``KT.`` is looked for in this many last lines.
_SIGNATURE_LINES = 10

#: Copies print the whole list of recipients in one line.
_RECIPIENTS_CHARACTERS = 1500

_RECIPIENTS = re.compile(r"\W*nơi nhận\b")
_AUTHORITY = re.compile(r"(?:tm|kt|tl|tuq|q|t/m|k/t|t/l)\s*[./]?\s+(?P<whom>.+)")
_TITLES = re.compile(
    r"(?:phó |quyền )*(?:chủ tịch|thủ tướng|tổng bí thư|(?<!ban )bí thư|thường trực"
    r"|bộ trưởng|thứ trưởng|chủ nhiệm|chánh văn phòng|trưởng ban|giám đốc|tổng giám đốc"
    r"|cục trưởng|vụ trưởng|viện trưởng|chánh án|hiệu trưởng|tổng thanh tra|thống đốc"
    r"|tổng kiểm toán|trưởng phòng|ủy viên|chánh thanh tra)\b"
)
#: Characters of the longest line of a signature: three titles joined by a copy.
_LONGEST_PIECE = 120
_BY_THE_WAY = re.compile(r"\W*(?:đã ký|ký tên|đóng dấu|đã ký và đóng dấu|ký tên, đóng dấu)\W*")
_RANK = re.compile(
    r"^(?:(?:GS|PGS|TS|ThS|BS|KS|CN|NGND|NGƯT|TSKH)\.?\s*+"
    r"|(?:Đại tướng|Thượng tướng|Trung tướng|Thiếu tướng|Đại tá|Thượng tá|Trung tá)\s++)+"
)
_PASSED = re.compile(
    r"(?:hiến pháp|bộ luật|luật|pháp lệnh|nghị quyết) này (?:đã )?được .{3,160}? thông qua\b"
)
#: Family names of the Kinh and of the larger peoples, to tell a name from a title in capitals.
_SURNAME_LIST = """
an âu bạch bàn bế bùi cao châu chu chử cù diệp doãn dương đàm đặng đào điểu đinh đỗ đoàn
đồng giàng hà hồ hoàng huỳnh hứa khuất khúc kiều kim la lại lâm lê lò lộc lù lục lương lưu
lý ma mã mạc mai nghiêm ngô ngụy nguyễn ninh nông ông phạm phan phùng phương quách sa sầm
tạ tăng thạch thái thân thào thiều tô tôn tòng tống trần triệu trịnh trương từ văn vi võ
vũ vương y
"""
_SURNAMES = frozenset(_SURNAME_LIST.split())
_NAME = re.compile(r"[^\W\d_]+(?:[ .'-]+[^\W\d_]+){1,5}")


@dataclass(frozen=True, slots=True)
class Block:
    """A run of lines of one kind, RECIPIENTS or SIGNATURE: first and past the last index."""

    kind: SectionKind
    first: int
    last: int


@dataclass(frozen=True, slots=True)
class Tail:
    """How a numbering scope ends: where its text stops, and what stands below."""

    start: int  # index of the first line that is no longer text
    passed: int | None  # index of the sentence that says who passed the law
    blocks: tuple[Block, ...]


@dataclass(frozen=True, slots=True)
class Signer:
    """Who signed, in the usual spelling; ``whom`` the collective or head signed for."""

    name: str | None = None
    title: str | None = None
    whom: str | None = None


def find_tail(lines: Sequence[Line]) -> Tail:
    """Where the text of ``lines`` ends and which blocks follow."""
    earliest = max(0, len(lines) - _TAIL_LINES)
    forms = {i: match_form_of_canonical(lines[i].text) for i in range(earliest, len(lines))}
    passed = next((i for i in forms if not lines[i].quoted and _PASSED.match(forms[i])), None)
    ended = [i for i in forms if not lines[i].quoted and lines[i].text.endswith("./.")]
    floor = max([earliest, *[i + 1 for i in ended[:1]], *([passed + 1] if passed else [])])
    signs = [i for i in range(floor, len(lines)) if _ends_text(lines, i, forms[i])]
    certain = passed is not None or bool(ended)
    if certain and _is_tail(lines, floor, signs):
        start = floor
    elif signs:
        start = signs[0]
    else:
        start = len(lines)
    return Tail(start, passed, _blocks(lines, start))


def read_signers(lines: Sequence[Line], text: str) -> tuple[Signer, ...]:
    """Who signed in the lines below a document's text; ``text`` lends names their spelling.

    A joint document has several: each name goes with the titles printed since the name
    before it, or, where all titles stand above all names, with the one at its place.
    """
    signers: list[Signer] = []
    titles: list[str] = []
    whom = None
    for cell in _signature_cells(lines):
        authority = _AUTHORITY.fullmatch(match_form_of_canonical(cell))
        caps, rest = ("", cell) if _RANK.match(cell) else _split_capitals(cell)
        if authority is not None and caps:
            for_whom, office = _split_title(caps[authority.start("whom") :])
            whom = whom or _spelt(for_whom, text)
            titles.extend([office] if office else [])
        elif caps and not _is_name(caps) and (not signers or _is_title(caps)):
            titles.append(caps)
        if (found := _name(rest or caps)) is not None and (titles or whom):
            title = _spelt(titles[-1], text) if titles else None
            signers.append(Signer(name=found, title=title, whom=whom))
            titles, whom = [], None
    if not signers and (titles or whom):
        signers.append(Signer(title=_spelt(titles[-1], text) if titles else None, whom=whom))
    return tuple(signers)


def _is_title(capitals: str) -> bool:
    return _TITLES.match(match_form_of_canonical(capitals)) is not None


def is_passed_sentence(text: str) -> bool:
    """Whether a paragraph is "Luật này được Quốc hội ... thông qua ngày ..."."""
    return _PASSED.match(match_form_of_canonical(text)) is not None


def _ends_text(lines: Sequence[Line], index: int, form: str) -> bool:
    line = lines[index]
    if line.quoted:
        return False
    if _RECIPIENTS.match(form) and len(form) < _RECIPIENTS_CHARACTERS:
        return True
    capitals = in_capitals(_split_capitals(line.text)[0])
    if capitals and _AUTHORITY.fullmatch(form):
        return True
    close = len(lines) - index <= _SIGNATURE_LINES and len(form) < 120
    return capitals and close and index > 0 and _TITLES.match(form) is not None


def _is_tail(lines: Sequence[Line], floor: int, signs: Sequence[int]) -> bool:
    """Whether what follows the end mark is an end, not more text: nothing, a sign, short lines."""
    following = lines[floor:]
    if signs and signs[0] - floor <= 3:
        return True
    return all(len(line.text) < 120 for line in following) and len(following) <= 12


def _blocks(lines: Sequence[Line], start: int) -> tuple[Block, ...]:
    """The runs of lines below the text; what is explained below a name belongs to none."""
    blocks: list[Block] = []
    kind = SectionKind.SIGNATURE
    signed = explained = False
    for index in range(start, len(lines)):
        text = lines[index].text
        form = match_form_of_canonical(text)
        signed = signed or (kind is SectionKind.SIGNATURE and _name(text) is not None)
        anew = _RECIPIENTS.match(form) is not None or _AUTHORITY.fullmatch(form) is not None
        below = signed and kind is SectionKind.SIGNATURE
        explained = not anew and (explained or (below and _explains(text)))
        if explained:
            continue
        if _RECIPIENTS.match(form):
            kind = SectionKind.RECIPIENTS
        elif kind is SectionKind.RECIPIENTS and not _continues_list(lines, index, form):
            kind = SectionKind.SIGNATURE
        if blocks and blocks[-1].kind is kind and blocks[-1].last == index:
            blocks[-1] = Block(kind, blocks[-1].first, index + 1)
        else:
            blocks.append(Block(kind, index, index + 1))
    return tuple(blocks)


def _explains(text: str) -> bool:
    """Whether a line below a signature is a note on how to fill in a form, or other prose."""
    listed = text.startswith(("-", "–", "+", "*", "•"))
    return len(text) > _LONGEST_PIECE or (not listed and text.endswith((":", ";", ".")))


def _continues_list(lines: Sequence[Line], index: int, form: str) -> bool:
    text = lines[index].text
    if text.startswith(("-", "–", "+", "*", "•")):
        return True
    if _AUTHORITY.fullmatch(form) and in_capitals(_split_capitals(text)[0]):
        return False
    if in_capitals(text) or _name(text) is not None:
        return False
    before = lines[index - 1].text
    return before.endswith((";", ",", ":")) or text.endswith((";", "."))


def _signature_cells(lines: Sequence[Line]) -> list[str]:
    cells = []
    for line in lines:
        for cell in re.split(r"\s*\|\s*|\t+|\s{3,}", line.text):
            form = match_form_of_canonical(cell)
            listed = cell.startswith(("-", "–", "+", "•")) or _RECIPIENTS.match(form)
            if cell and not listed and not _BY_THE_WAY.fullmatch(form):
                cells.append(cell)
    return cells


def _split_capitals(text: str) -> tuple[str, str]:
    """Leading words in capitals, and the rest: ("CHỦ TỊCH", "Lê Văn An")."""
    for word in re.finditer(r"\S+", text):
        letters = [character for character in word.group() if character.isalpha()]
        if letters and not all(character.isupper() for character in letters):
            return text[: word.start()].strip(), text[word.start() :]
    return text.strip(), ""


def _split_title(capitals: str) -> tuple[str, str]:
    """For whom and as what, where a copy joined both: "ỦY BAN NHÂN DÂN CHỦ TỊCH"."""
    titles = list(_TITLES.finditer(match_form_of_canonical(capitals)))
    cut = titles[-1].start() if titles else 0
    if cut == 0:
        return capitals.strip(" ,;"), ""
    return capitals[:cut].strip(" ,;"), capitals[cut:].strip(" ,;")


def _name(text: str) -> str | None:
    """The personal name that a line is, without rank, or None."""
    bare = text.strip(" .,;*-")
    while (rank := _RANK.match(bare)) is not None:
        bare = bare[rank.end() :].strip()
    if _NAME.fullmatch(bare) is None:
        return None
    if bare.isupper():
        return bare.title() if _is_name(bare) else None
    return bare if all(word[0].isupper() for word in re.findall(r"[^\W\d_]+", bare)) else None


def _is_name(capitals: str) -> bool:
    """Whether words in capitals are a person's name: few, the first a surname, no title in them."""
    form = match_form_of_canonical(capitals)
    words = form.split()
    return (
        2 <= len(words) <= 5
        and words[0] in _SURNAMES
        and _TITLES.search(form) is None
        and _NAME.fullmatch(capitals.strip()) is not None
    )


def _spelt(capitals: str, text: str) -> str | None:
    return spell(capitals, text) if capitals else None
