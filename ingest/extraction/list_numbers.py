"""The numbers that a browser prints before the items of an HTML list."""

from __future__ import annotations

import re
from typing import Final

from bs4.element import Tag

_BULLET: Final = "-"
_INTEGER: Final = re.compile(r"\s*[+-]?\d{1,9}")

_ROMAN: Final = (
    (1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"),
    (50, "l"), (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"),
)  # fmt: skip
_ROMAN_LIMIT: Final = 3999


class ListNumbers:
    """Counts through one list; understands ``start``, ``value``, ``reversed`` and ``type``."""

    def __init__(self, tag: Tag) -> None:
        self._ordered = tag.name == "ol"
        self._style = str(tag.get("type") or "1")
        self._step = -1 if tag.has_attr("reversed") else 1
        first = len(tag.find_all("li", recursive=False)) if self._step < 0 else 1
        self._next = _integer(tag.get("start"), first)

    def next_number(self, item: Tag) -> str:
        """What is printed before ``item``: ``3.``, ``b)``, ``-``."""
        if not self._ordered:
            return _BULLET
        value = _integer(item.get("value"), self._next)
        self._next = value + self._step
        return printed_number(value, self._style)


def _integer(attribute: object, default: int) -> int:
    found = _INTEGER.match(attribute) if isinstance(attribute, str) else None
    return int(found.group()) if found else default


def printed_number(value: int, style: str) -> str:
    """``value`` in a style of an HTML list: "3." in "1", "b)" in "a", "iv." in "i"."""
    if style in ("a", "A") and value > 0:
        letters = _letters(value)
        return f"{letters if style == 'a' else letters.upper()})"
    if style in ("i", "I") and 0 < value <= _ROMAN_LIMIT:
        roman = _roman(value)
        return f"{roman if style == 'i' else roman.upper()}."
    return f"{value}."


def _letters(value: int) -> str:
    letters = ""
    while value > 0:
        value, remainder = divmod(value - 1, 26)
        letters = chr(ord("a") + remainder) + letters
    return letters


def _roman(value: int) -> str:
    parts = []
    for amount, sign in _ROMAN:
        count, value = divmod(value, amount)
        parts.append(sign * count)
    return "".join(parts)
