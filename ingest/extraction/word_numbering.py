"""The numbers that Word prints before paragraphs without having them in the text.

"Điều 3.", "2." and "b)" of many laws are made by automatic numbering: a paragraph
only names a list and a level.  Here they are counted as Word counts them (ECMA-376
part 1, section 17.9): each abstract list has one counter a level, a paragraph of a
level adds one to it and starts all deeper ones anew, and ``%2`` in a level's text
stands for the counter of the second level.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, Final

from docx.document import Document
from docx.oxml.ns import qn

from hoidap.vietnamese.roman import to_roman

_LEVELS: Final = 9
#: Word goes on with aa, bb, ... after z; beyond this a file only means harm.
_LETTERED: Final = 26 * 30
#: Bullets are drawn with symbol fonts; a dash is what official documents print.
_BULLETS: Final = frozenset("-–—+*•")


@dataclass(frozen=True, slots=True)
class Printed:
    """A number as printed, and its level from 0."""

    text: str
    level: int


@dataclass(frozen=True, slots=True)
class _Level:
    start: int = 1
    format: str = "decimal"
    text: str = ""
    style: str | None = None
    restart: int | None = None  # levels above this one start it anew; None: all, 0: none


@dataclass(slots=True)
class _List:
    levels: dict[int, _Level]
    counters: list[int | None] = field(default_factory=lambda: [None] * _LEVELS)


class Numbering:
    """All lists of one document, with their counters; ask paragraph by paragraph, in order."""

    def __init__(self, document: Document) -> None:
        self._lists: dict[str, _List] = {}  # by abstract id
        self._abstract: dict[str, str] = {}  # list id -> abstract id
        self._starts: dict[str, dict[int, int]] = {}  # list id -> level -> first number
        self._changed: dict[str, dict[int, _Level]] = {}  # list id -> level -> its own form of it
        self._begun: set[str] = set()
        parts = list(document.part.package.iter_parts())
        numbering = next((p for p in parts if p.partname.endswith("/numbering.xml")), None)
        root = getattr(numbering, "element", None)
        if root is not None:
            self._read(root)

    def _read(self, root: Any) -> None:
        for abstract in root.iterchildren(qn("w:abstractNum")):
            levels = {
                _integer(level.get(qn("w:ilvl")), 0): _level(level)
                for level in abstract.iterchildren(qn("w:lvl"))
            }
            self._lists[abstract.get(qn("w:abstractNumId"))] = _List(levels)
        self._follow_links(root)
        for number in root.iterchildren(qn("w:num")):
            list_id = number.get(qn("w:numId"))
            self._abstract[list_id] = _value(number, "w:abstractNumId") or ""
            for override in number.iterchildren(qn("w:lvlOverride")):
                start = _value(override, "w:startOverride")
                level = _integer(override.get(qn("w:ilvl")), 0)
                own = override.find(qn("w:lvl"))
                if own is not None:
                    self._changed.setdefault(list_id, {})[level] = _level(own)
                    start = start or _value(own, "w:start")
                if start is not None:
                    self._starts.setdefault(list_id, {})[level] = _integer(start, 1)

    def _follow_links(self, root: Any) -> None:
        """An abstract list may only name the style whose abstract list it is."""
        named = {
            _value(abstract, "w:styleLink"): abstract.get(qn("w:abstractNumId"))
            for abstract in root.iterchildren(qn("w:abstractNum"))
        }
        for abstract in root.iterchildren(qn("w:abstractNum")):
            style = _value(abstract, "w:numStyleLink")
            own = abstract.get(qn("w:abstractNumId"))
            if style is not None and named.get(style) in self._lists:
                self._lists[own] = self._lists[named[style]]

    def level_of_style(self, list_id: str, style: str) -> int:
        """The level that a list gives to paragraphs of a style; 0 when it names none."""
        found = self._lists.get(self._abstract.get(list_id, ""))
        levels = found.levels if found else {}
        return next((n for n, level in levels.items() if level.style == style), 0)

    def next(self, list_id: str, level: int) -> Printed | None:
        """The number of the next paragraph of a list, None when nothing is printed."""
        found = self._lists.get(self._abstract.get(list_id, ""))
        if found is None or not 0 <= level < _LEVELS:
            return None
        self._begin(list_id, found)
        counters = found.counters
        levels = found.levels | self._changed.get(list_id, {})
        for above in range(level):
            if counters[above] is None:
                counters[above] = levels.get(above, _Level()).start
        before = counters[level]
        about = levels.get(level, _Level(text=f"%{level + 1}."))
        counters[level] = about.start if before is None else before + 1
        for below in range(level + 1, _LEVELS):
            restart = levels.get(below, _Level()).restart
            if restart is None or level < restart:
                counters[below] = None
        printed = _printed(about, levels, counters)
        return Printed(printed, level) if printed else None

    def _begin(self, list_id: str, found: _List) -> None:
        """A list that starts anew does so at its first paragraph."""
        if list_id in self._begun:
            return
        self._begun.add(list_id)
        for level, start in self._starts.get(list_id, {}).items():
            if 0 <= level < _LEVELS:
                found.counters[level] = start - 1


def _level(element: Any) -> _Level:
    return _Level(
        start=_integer(_value(element, "w:start"), 1),
        format=_value(element, "w:numFmt") or "decimal",
        text=_value(element, "w:lvlText") or "",
        style=_value(element, "w:pStyle"),
        restart=_restart(_value(element, "w:lvlRestart")),
    )


def _restart(written: str | None) -> int | None:
    return None if written is None else _integer(written, 0)


def _printed(level: _Level, levels: dict[int, _Level], counters: list[int | None]) -> str:
    if level.format == "bullet":
        return level.text if level.text in _BULLETS else "-"
    text = level.text
    for position in range(_LEVELS):
        counter = counters[position]
        if f"%{position + 1}" in text:
            own = levels.get(position, _Level())
            text = text.replace(f"%{position + 1}", _written(counter or own.start, own.format))
    return text.strip()


def _written(number: int, how: str) -> str:
    if how in ("lowerRoman", "upperRoman"):
        roman = to_roman(number) or str(number)
        return roman if how == "upperRoman" else roman.lower()
    if how in ("lowerLetter", "upperLetter") and 0 < number <= _LETTERED:
        letter = chr(ord("a") + (number - 1) % 26) * ((number - 1) // 26 + 1)
        return letter if how == "lowerLetter" else letter.upper()
    if how == "decimalZero":
        return f"{number:02}"
    return "" if how == "none" else str(number)


def _value(element: Any, child: str) -> str | None:
    found = element.find(qn(child))
    return None if found is None else found.get(qn("w:val"))


def _integer(text: str | None, default: int) -> int:
    try:
        return int(text) if text is not None else default
    except ValueError:
        return default
