"""Figures and letters set above the line, in the raised characters that Unicode has.

A power, a unit and the mark of a note mean something else on the line: 10⁶, m² and
Điều 5¹ are not 106, m2 and Điều 51.  Unicode's compatibility decompositions
(``<super>``) name a raised character for all figures and most letters.
"""

from __future__ import annotations

import unicodedata
from typing import Final

#: Where these characters stand; ª and º before them are ordinals and underlined in many fonts.
_FIRST: Final = 0x02B0
_END: Final = 0x2100


def _table() -> dict[str, str]:
    table = {"-": "⁻", "−": "⁻", "–": "⁻", "1": "¹", "2": "²", "3": "³"}
    for code in range(_FIRST, _END):
        kind, _, plain = unicodedata.decomposition(chr(code)).partition(" ")
        if kind == "<super>" and " " not in plain:
            table.setdefault(chr(int(plain, 16)), chr(code))
    return table


_RAISED: Final = _table()


def raised(text: str) -> str:
    """``text`` in raised characters, as it is when one of them has none."""
    if all(letter in _RAISED for letter in text):
        return "".join(_RAISED[letter] for letter in text)
    return text
