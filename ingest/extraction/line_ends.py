"""How two lines of print are joined to one text.

A line ends where there is no room for the next word, which may be inside a document
number or a range of figures: ``TTLT-VKSNDTC-`` / ``TANDTC``.  Vietnamese is not
hyphenated, so a hyphen at a line's end is one that is printed inside a word, and what
follows belongs to it; a dash between words has a space before it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final

from ingest.extraction.fixed_layout import Line

#: A code that goes on: letters or figures up to a hyphen or slash at the very end.
_OPEN: Final = re.compile(r"[^\W_](?P<sign>[-–/])$")
#: What goes on with it.
_CODE: Final = re.compile(r"[^\W_]")
#: Figures and capitals alone, as in 2021-2025 and NĐ-CP.
_LAST_PART: Final = re.compile(r"(\S+)$")
_FIRST_PART: Final = re.compile(r"(\S+)")


def joint(before: str, after: str) -> str:
    """What stands between two lines of one paragraph: a space, or nothing inside a code."""
    if not _OPEN.search(before) or not _CODE.match(after):
        return " "
    last = _LAST_PART.search(before)
    first = _FIRST_PART.match(after)
    if last is None or first is None:
        return " "
    return "" if _is_code(last[1]) or _is_code(first[1]) else " "


def _is_code(part: str) -> bool:
    """Whether a part is written like a number or a code rather than like a word."""
    return any(letter.isdigit() for letter in part) or sum(map(str.isupper, part)) > 1


def joined_lines(lines: Iterable[Line]) -> str:
    """Lines of one cell as one text."""
    text = ""
    for line in lines:
        text += (joint(text, line.text) if text else "") + line.text
    return text
