"""Names of laws and codes in running text.

A name has no mark where it ends ("Luật Lao động quy định"), so it is looked up,
the longest first, in a table of names without case, diacritics and commas.  For
laws that are in no table the name is taken to go on until the first word that
cannot belong to one.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from typing import Final

from hoidap.vietnamese.searching import SearchForms, search_forms

_WORD: Final = re.compile(r"[^\W_]+")
#: The words a name begins with; "pháp luật", "kỷ luật", "luật sư" are none.
KEYWORD: Final = re.compile(
    r"(?<!phap )(?<!ky )(?<!ki )(?<!quy )(?<!du )(?<!dao )(?<!\w)"
    r"(bo luat|luat(?! su\b)|phap lenh|hien phap|dieu le|bl(?:ds|hs|ld|ttds|tths))(?!\w)"
)
_TYPES: Final = {
    "bo luat": "Bộ luật",
    "luat": "Luật",
    "phap lenh": "Pháp lệnh",
    "hien phap": "Hiến pháp",
    "dieu le": "Điều lệ",
}
#: Words that no name contains at this place: a name ends before them.
_STOP_TABLE: Final = """
quy thi la co ve nam duoc cua so khong nao gi khi theo hien moi sua cho thuoc tai bao nhu ban hay
thay cu nay do tren duoi se da dang phai can nen neu vi boi ma cung con nhung cac nguoi toi va
hoac de
"""
_STOPS: Final = frozenset(_STOP_TABLE.split())
#: Longest name taken without a table, in syllables; of the table's names nine in ten are shorter.
_LONGEST_GUESS: Final = 8


@dataclass(frozen=True, slots=True)
class FoundName:
    """A law named in a text: its type, its name, its range."""

    type: str
    name: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class NameTable:
    """Names by their folded words."""

    names: Mapping[tuple[str, ...], str]
    longest: int

    @classmethod
    def of(cls, names: Iterable[str]) -> NameTable:
        """A table of official names, each perhaps with other spellings after ``|``."""
        table = {}
        for line in names:
            spellings = [spelling.strip() for spelling in line.split("|")]
            for spelling in spellings:
                table[tuple(_WORD.findall(search_forms(spelling).folded))] = spellings[0]
        table.pop((), None)
        return cls(table, max(map(len, table), default=0))

    def joined(self, names: Iterable[str]) -> NameTable:
        """This table with more names."""
        more = NameTable.of(names)
        return NameTable({**self.names, **more.names}, max(self.longest, more.longest))


@lru_cache(maxsize=1)
def law_names() -> NameTable:
    """The table that comes with HoiDap."""
    lines = (files(__package__) / "law_names.txt").read_text(encoding="utf-8").splitlines()
    return NameTable.of(line for line in lines if line and not line.startswith("#"))


@lru_cache(maxsize=16)  # the names of a catalogue are asked with for every question
def names_with(names: tuple[str, ...]) -> NameTable:
    """The table that comes with HoiDap, and more names."""
    return law_names().joined(names) if names else law_names()


def find_law_names(forms: SearchForms, table: NameTable) -> list[FoundName]:
    """Laws, codes, ordinances, the constitution and statutes named in a text.

    Ranges are in the search forms.
    """
    found = []
    end = 0
    has_capitals = not forms.canonical.islower()
    for keyword in KEYWORD.finditer(forms.folded):
        if keyword.start() < end:
            continue
        name = _known(forms, keyword, table) or _guess(forms, keyword, has_capitals)
        if name is not None:
            found.append(name)
            end = name.end
    return found


def _known(forms: SearchForms, keyword: re.Match[str], table: NameTable) -> FoundName | None:
    """The longest name of the table that begins here."""
    end = keyword.start()
    words: list[str] = []
    best: FoundName | None = None
    for word in _WORD.finditer(forms.folded, keyword.start()):
        words.append(word[0])
        if len(words) > table.longest or "\n" in forms.folded[end : word.start()]:
            break
        end = word.end()
        name = table.names.get(tuple(words))
        if name is not None:
            best = FoundName(_type_of(name), name, keyword.start(), word.end())
    return best


def _guess(forms: SearchForms, keyword: re.Match[str], has_capitals: bool) -> FoundName | None:
    """A name that is in no table: at least two words, up to one that ends it."""
    end, words = keyword.end(), 0
    for word in _WORD.finditer(forms.folded, keyword.end()):
        gap = forms.folded[end : word.start()]
        if gap not in {" ", ", "} or word[0] in _STOPS or not word[0].isalpha():
            break
        if gap == ", " and not forms.canonical[word.start()].islower():
            break
        end, words = word.end(), words + 1
        if words == _LONGEST_GUESS:
            break
    if words < 2 or keyword[1] not in {"bo luat", "luat", "phap lenh"}:
        return None
    typed = forms.canonical[keyword.start() : end]
    # Where capitals are used, a name has one: "luật mới ban hành" names nothing.
    if typed.islower() and has_capitals:
        return None
    name = typed[:1].upper() + typed[1:]
    return FoundName(_type_of(name), name, keyword.start(), end)


def _type_of(name: str) -> str:
    """The type a name begins with."""
    folded = search_forms(name).folded
    return next((name for start, name in _TYPES.items() if folded.startswith(start)), "Luật")
