"""Roman numerals as Vietnamese documents use them: terms, chapters, sections, quarters."""

from __future__ import annotations

from typing import Final

_TENS: Final = ("", "x", "xx", "xxx")
_ONES: Final = ("", "i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix")

#: lower-case numeral -> value, 1 to 39: no term, chapter or section goes further, and
#: letters beyond x (``mi``, ``di``, ``li``) would make words into numbers.
VALUES: Final[dict[str, int]] = {
    tens + ones: 10 * t + o
    for t, tens in enumerate(_TENS)
    for o, ones in enumerate(_ONES)
    if tens + ones
}

_NUMERALS: Final = {value: numeral.upper() for numeral, value in VALUES.items()}


def to_roman(number: int) -> str | None:
    """``12`` is ``XII``; None outside 1 to 39."""
    return _NUMERALS.get(number)


def from_roman(numeral: str) -> int | None:
    """``XII`` and ``xii`` are 12; None when it is no numeral of 1 to 39."""
    return VALUES.get(numeral.lower())
