"""References to provisions: ``điểm b khoản 2 Điều 8``, and what they have to do with a locator.

A *unit* is a level (Phần, Chương, Mục, Tiểu mục, Điều, khoản, điểm, ý) with its
mark or marks: ``Điều 8``, ``khoản 1, 2 và 4``, ``các điều 5 đến 7``.  Units
joined by a space, ``của`` or a comma make one reference as long as they go up
(``điểm b khoản 2 Điều 8``) or down (``Điều 8, khoản 2, điểm b``) without a turn;
a space binds tighter than a comma.  What stands before a comma or ``và`` without
an outer level shares that of what follows: in ``điểm a khoản 1, điểm b khoản 2
Điều 5`` both points are in Điều 5.  Several marks give several references with
one range.  ``Điều này``, ``Luật này`` refer to where the text itself stands: the
level stays open and ``relative`` is true.

The search runs on the folded text, so ``dieu 8 khoan 2`` is found too.  Points
follow the Vietnamese alphabet, đ after d; only in text without any diacritics
can the two not be told apart (``unmarked``), and then d stands for both.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice, pairwise, product
from typing import Final, NamedTuple

from hoidap.vietnamese.folding import fold
from hoidap.vietnamese.roman import VALUES as ROMAN_VALUES
from hoidap.vietnamese.searching import SearchForms, search_forms

#: Levels of a reference, the outermost first, with the word for each, folded.
LEVELS: Final = {
    "part": "phan",
    "chapter": "chuong",
    "division": "muc",
    "subdivision": "tieu muc",
    "article": "dieu",
    "clause": "khoan",
    "point": "diem",
    "item": "y",
}
_RANK: Final = {name: rank for rank, name in enumerate(LEVELS)}
_NAME_OF: Final = {word: name for name, word in LEVELS.items()}


@dataclass(frozen=True, slots=True)
class ProvisionReference:
    """One provision, marks as ``8``, ``12a``, ``đ``; roman marks and ordinals as figures.

    ``relative``: it is a provision of the text's own document or article.
    ``unmarked``: the text has no diacritics, so point d may mean đ.
    """

    part: str | None = None
    chapter: str | None = None
    division: str | None = None  # "Mục 1"; also a Party document's section, "mục II"
    subdivision: str | None = None
    article: str | None = None
    clause: str | None = None
    point: str | None = None
    item: str | None = None  # "ý 3"
    relative: bool = False
    unmarked: bool = False
    start: int = 0
    end: int = 0

    @property
    def levels(self) -> dict[str, str]:
        """The marks that are given, the outermost first."""
        return {name: mark for name in LEVELS if (mark := getattr(self, name)) is not None}


class _Unit(NamedTuple):
    """A level with its marks (none for ``Điều này``) and its range in the search forms."""

    level: str
    marks: tuple[str, ...]
    start: int
    end: int


_ORDINALS: Final = {
    "nhat": "1",
    "hai": "2",
    "ba": "3",
    "tu": "4",
    "nam": "5",
    "sau": "6",
    "bay": "7",
    "tam": "8",
    "chin": "9",
    "muoi": "10",
}
#: How the levels are written, by their folded form.
_WRITTEN: Final = {
    fold(name): name for name in ("tiểu mục", "mục", "phần", "chương", "điều", "khoản", "điểm", "ý")
}
_LEVEL: Final = "(?:tieu muc|muc|phan|chuong|dieu|khoan|diem|y)"
#: Decimal numbers of Party papers name their point by themselves: "điểm 6.3.2", "mục 3.4".
_DECIMAL: Final = r"\d{1,2}(?:\.\d{1,2}){1,5}(?!\.?\w)"
_DECIMAL_LEVELS: Final = frozenset({"division", "subdivision", "clause", "point", "item"})
_MARK: Final = (
    rf"(?:{_DECIMAL}|\d{{1,3}}[a-z]?|[ivx]{{1,6}}|thu (?:{'|'.join(_ORDINALS)})|[a-z]\d?)(?!\w)\)?"
)
#: The next mark of a list; only a range repeats the level ("Điều 5 đến Điều 8"), because
#: in "khoản 1 Điều 5 và Điều 6" the second article is named as a whole.
_NEXT: Final = rf"(?:(?:, ?(?:va )?| va | hoac ){_MARK}|(?: den | ?- ?)(?:\1 )?{_MARK})"
_UNIT: Final = re.compile(rf"(?<!\w)({_LEVEL}) (?:so )?(?:(nay)(?!\w)|({_MARK})((?:{_NEXT})*))")
_ITEM: Final = re.compile(rf"(, ?(?:va )?| va | hoac | den | ?- ?)({_LEVEL} )?({_MARK})")
#: Figures that a level's word only happens to stand before: "khoản 3 tỷ đồng".
_AMOUNT: Final = re.compile(r"(?:[.,]\d| ?%| (?:ty|trieu|nghin|ngan|dong|usd|tien)\b)")
_TIGHT: Final = re.compile(r" (?:cua |thuoc |tai |trong )?")
_LOOSE: Final = re.compile(r"[,;] ?(?:va |hoac |hay )?| (?:va|hoac|hay|cung) ")
_SELF: Final = re.compile(
    r",? (?:cua |trong )?(?:bo luat|luat|nghi dinh|nghi quyet|quyet dinh|quy dinh|quy che|thong tu|"
    r"phap lenh|chi thi|huong dan|dieu le|phan|chuong|muc|dieu|khoan) nay(?!\w)"
)
#: Askers' shorthand, clear only as a pair: "k2 đ8", "đ.8 k.2".
_SHORTHAND: Final = re.compile(
    r"(?<!\w)(?:k\.? ?(\d{1,2})[ ,]+d\.? ?(\d{1,3})|d\.? ?(\d{1,3})[ ,]+k\.? ?(\d{1,2}))(?!\w)"
)
#: Order of points in Vietnamese drafting: no f, j, w, z, and đ after d.
_POINTS: Final = "abcdđeghiklmnopqrstuvxy"
#: Single letters that are Vietnamese words when typed without diacritics (ở, ý, ừ).
_WORDS: Final = frozenset("oyu")
#: A range of more provisions than this is a misreading.
_LONGEST_RANGE: Final = 60
#: Of ranges inside ranges ("điểm a đến y khoản 1 đến 60 các điều 1 đến 60") the first provisions
#: are taken: each more level multiplies their number, and nobody means 75,000.
_MOST_OF_CHAIN: Final = 200


def find_provisions(text: str) -> list[ProvisionReference]:
    """All references to provisions in reading order; ranges are in ``text``."""
    forms = search_forms(text)
    units = [unit for found in _UNIT.finditer(forms.folded) if (unit := _read_unit(forms, found))]
    found = [
        reference
        for chain in _shared(forms, _chains(forms, units))
        for reference in _references(forms, chain)
    ]
    found += [_read_shorthand(forms, short) for short in _SHORTHAND.finditer(forms.folded)]
    return sorted(found, key=lambda reference: reference.start)


def _read_unit(forms: SearchForms, found: re.Match[str]) -> _Unit | None:
    """A unit from its outline, or None when the marks do not suit the level."""
    level = _NAME_OF[found[1]]
    typed = forms.match[slice(*found.span(1))]
    if typed not in (found[1], _WRITTEN[found[1]]):
        return None  # "chuẩn mực thứ hai" names no mục
    if level == "item" and forms.match[found.start(1)] != "ý" and forms.is_marked:
        return None
    if found[2]:
        return _Unit(level, (), *found.span())
    if "." in found[3]:
        if level not in _DECIMAL_LEVELS:
            return None
        level = "point"
    first = _mark(forms, level, *found.span(3))
    if first is None or _AMOUNT.match(forms.folded, found.end(3)):
        return None
    marks, end = [first], found.end(3)
    for item in _ITEM.finditer(forms.folded, found.start(4), found.end(4)):
        mark = _mark(forms, level, *item.span(3))
        if mark is None or _AMOUNT.match(forms.folded, item.end()):
            break
        between = _between(level, marks[-1], mark) if item[1].strip() in {"den", "-"} else []
        if between is None or _order(level, mark) <= _order(level, marks[-1]):
            break
        marks += [*between, mark]
        end = item.end()
    return _Unit(level, tuple(marks), found.start(), end)


def _mark(forms: SearchForms, level: str, start: int, end: int) -> str | None:
    """A mark in its normal form, or None when the level has no such marks."""
    typed = forms.match[start:end].rstrip(")")
    folded = forms.folded[start:end].rstrip(")")
    if level in {"part", "chapter", "division", "subdivision"}:
        value = ROMAN_VALUES.get(folded)
        if folded.startswith("thu "):
            return _ORDINALS[folded.removeprefix("thu ")]
        return str(value) if value else folded if folded.isdecimal() else None
    if level == "point" and not folded[0].isdecimal():
        if typed[0] not in _POINTS or len(typed.rstrip("0123456789")) > 1:
            return None
        is_word = folded in _WORDS and not _followed_by_level(forms, end)
        return None if is_word and not forms.is_marked else typed
    return typed if folded[0].isdecimal() else None


def _followed_by_level(forms: SearchForms, end: int) -> bool:
    joint = _TIGHT.match(forms.folded, end) or _LOOSE.match(forms.folded, end)
    return bool(joint and _UNIT.match(forms.folded, joint.end()))


def _is_figure(mark: str) -> bool:
    """Whether a point's mark may be a score: "8" may, "b" and "6.3.2" may not."""
    return mark[0].isdecimal() and "." not in mark


def _order(level: str, mark: str) -> tuple[int, str]:
    """Sorting key of marks of one level."""
    if level == "point" and mark[0] in _POINTS:
        return _POINTS.index(mark[0]), mark[1:]
    figures = re.match(r"\d+", mark)
    return (int(figures[0]) if figures else 0), mark


def _between(level: str, first: str, last: str) -> list[str] | None:
    """Marks strictly between two marks; None when they make no range."""
    low, high = _order(level, first)[0], _order(level, last)[0]
    if not low < high <= low + _LONGEST_RANGE:
        return None
    inner = range(low + 1, high)
    if level == "point" and first[0] in _POINTS:
        return [_POINTS[at] for at in inner]
    return [str(at) for at in inner]


def _chains(forms: SearchForms, units: Iterable[_Unit]) -> list[list[_Unit]]:
    """Units put together to references: first what a space joins, then what a comma joins."""
    tight: list[list[_Unit]] = []
    for unit in units:
        if tight and _joined(forms, _TIGHT, tight[-1][-1], unit) and _monotone([*tight[-1], unit]):
            tight[-1].append(unit)
        else:
            tight.append([unit])
    chains: list[list[_Unit]] = []
    for at, group in enumerate(tight):
        last = chains[-1][-1] if chains else None
        comma = last and forms.folded[last.end : group[0].start] in {",", ", "}
        behind = tight[at + 1] if at + 1 < len(tight) else []
        if comma and _monotone([*chains[-1], *group]) and not _is_of(forms, group, behind):
            chains[-1].extend(group)
        else:
            chains.append(group)
    return chains


def _is_of(forms: SearchForms, group: list[_Unit], behind: list[_Unit]) -> bool:
    """Whether an inner level gets its outer ones from what follows: "Điều 4, khoản 1, 2 Điều 5"."""
    shared = len(group) == 1 and len(behind) > 1 and behind[0].level == group[0].level
    goes_up = shared and _RANK[behind[-1].level] < _RANK[behind[0].level]
    return goes_up and _joined(forms, _LOOSE, group[-1], behind[0])


def _joined(forms: SearchForms, joint: re.Pattern[str], one: _Unit, other: _Unit) -> bool:
    return joint.fullmatch(forms.folded, one.end, other.start) is not None


def _monotone(units: list[_Unit]) -> bool:
    """Whether levels go up all the way or down all the way."""
    ranks = [_RANK[unit.level] for unit in units]
    return all(a < b for a, b in pairwise(ranks)) or all(a > b for a, b in pairwise(ranks))


def _shared(forms: SearchForms, chains: list[list[_Unit]]) -> list[list[_Unit]]:
    """Chains with the outer levels they share with the chain after them."""
    shared: list[list[_Unit]] = []
    after: list[_Unit] = []
    for chain in reversed(chains):
        outermost = min(_RANK[unit.level] for unit in chain)
        lent: list[_Unit] = []
        # Articles number through the whole document: no chapter is shared with them.
        shares = outermost != _RANK["article"]
        if shares and after and _joined(forms, _LOOSE, chain[-1], after[0]):
            lent = [unit for unit in after if _RANK[unit.level] < outermost]
        goes_up = _RANK[chain[-1].level] == outermost
        after = [*chain, *lent] if goes_up else chain
        shared.append(after)
    return shared[::-1]


def _references(forms: SearchForms, chain: list[_Unit]) -> list[ProvisionReference]:
    """The references of a chain: one for each combination of its marks."""
    own = [unit for unit in chain if unit.start >= chain[0].start]
    start, end = own[0].start, own[-1].end
    relative = any(not unit.marks for unit in chain)
    marked = [unit for unit in chain if unit.marks]
    lone = len(marked) == 1 and marked[0].level == "point" and _is_figure(marked[0].marks[0])
    if not marked or (lone and not relative):  # "đạt điểm 8" is no provision
        return []
    itself = _SELF.match(forms.folded, end)
    if itself:
        relative, end = True, itself.end()
    unmarked = not forms.is_marked
    names = [unit.level for unit in marked]
    place = forms.range(start, end)
    return [
        _reference(dict(zip(names, marks, strict=True)), relative, unmarked, place)
        for marks in islice(product(*(unit.marks for unit in marked)), _MOST_OF_CHAIN)
    ]


def _reference(
    marks: dict[str, str], relative: bool, unmarked: bool, place: tuple[int, int]
) -> ProvisionReference:
    return ProvisionReference(
        part=marks.get("part"),
        chapter=marks.get("chapter"),
        division=marks.get("division"),
        subdivision=marks.get("subdivision"),
        article=marks.get("article"),
        clause=marks.get("clause"),
        point=marks.get("point"),
        item=marks.get("item"),
        relative=relative,
        unmarked=unmarked,
        start=place[0],
        end=place[1],
    )


def _read_shorthand(forms: SearchForms, short: re.Match[str]) -> ProvisionReference:
    start, end = forms.range(*short.span())
    return ProvisionReference(
        clause=short[1] or short[4], article=short[2] or short[3], start=start, end=end
    )


@lru_cache(maxsize=4096)  # locators of the passages of one search repeat
def _levels_of_locator(locator: str) -> dict[str, str]:
    found = find_provisions(locator)
    return found[0].levels if found else {}


def matches_locator(reference: ProvisionReference, locator: str) -> bool:
    """Whether the place a locator names is the reference's provision or lies inside it.

    ``Điều 8`` matches ``điểm b khoản 2 Điều 8``; levels that only the locator
    names do not matter.
    """
    place = _levels_of_locator(locator)
    wanted = reference.levels
    return bool(wanted) and all(
        place.get(name) == mark or _same_unmarked_d(reference, mark, place.get(name))
        for name, mark in wanted.items()
    )


def lies_within(reference: ProvisionReference, locator: str) -> bool:
    """Whether the reference's provision lies inside the place a locator names.

    ``khoản 2 Điều 8`` lies within ``Điều 8``: a passage holding the whole
    article holds what was asked for.
    """
    place = _levels_of_locator(locator)
    wanted = reference.levels
    return bool(place) and all(wanted.get(name) == mark for name, mark in place.items())


def _same_unmarked_d(reference: ProvisionReference, mark: str, place: str | None) -> bool:
    return reference.unmarked and mark == "d" and place == "đ"
