"""How a spreadsheet shows its numbers, in Vietnamese figures: 1.250.000 and 12,5%.

Of a number format only what changes the figures is read: percent, thousands and
decimals.  Vietnamese sets a point between thousands and a comma before decimals.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Context, Decimal
from typing import Final

#: Codes of the numbered formats of ECMA-376 part 1, 18.8.30 that show numbers.
_NUMBERED: Final = {
    1: "0",
    2: "0.00",
    3: "#,##0",
    4: "#,##0.00",
    9: "0%",
    10: "0.00%",
    37: "#,##0",
    38: "#,##0",
    39: "#,##0.00",
    40: "#,##0.00",
    41: "#,##0",
    42: "#,##0",
    43: "#,##0.00",
    44: "#,##0.00",
}
#: Quoted words, escaped characters, colours and fillers of a format code.
_LITERAL: Final = re.compile(r'"[^"]*"|\\.|\[[^\]]*\]|[_*].')
_DECIMALS: Final = re.compile(r"\.([0#?]+)")
#: Excel keeps and shows 15 digits of a number.
_DIGITS: Final = 15
#: More decimals than Excel lets anyone ask for are a mistake or meant to harm.
_MOST_DECIMALS: Final = 30
#: From here on figures would be longer than any cell is wide.
_HUGE: Final = 1e21
_ROUNDING: Final = Context(prec=60, rounding=ROUND_HALF_UP)


@dataclass(frozen=True, slots=True)
class NumberFormat:
    """What a format does to figures; ``decimals`` is None where as many as needed are shown.

    ``fixed`` of them are shown even when they are zero.
    """

    percent: bool = False
    grouped: bool = False
    decimals: int | None = None
    fixed: int = 0


GENERAL: Final = NumberFormat()


def number_format(number: int, code: str | None) -> NumberFormat:
    """The format with this number; ``code`` is its own code if the file defines one."""
    code = _NUMBERED.get(number) if code is None else code
    if code is None:
        return GENERAL
    shown = _LITERAL.sub("", code.split(";")[0])
    if ("0" not in shown and "#" not in shown) or "E" in shown.upper() or "/" in shown:
        return GENERAL
    found = _DECIMALS.search(shown)
    places = found[1][:_MOST_DECIMALS] if found else ""
    return NumberFormat(
        percent="%" in shown,
        grouped="," in shown.split(".")[0].rstrip(","),
        decimals=len(places),
        fixed=places.count("0"),
    )


def shown(value: float, how: NumberFormat = GENERAL) -> str:
    """``value`` as a reader of the sheet sees it."""
    value = value * 100 if how.percent else value
    if how.decimals is None or abs(value) >= _HUGE:
        text = f"{value:.{_DIGITS}g}"
        if "e" in text and abs(value) < _HUGE:
            text = f"{value:.{_DIGITS}f}".rstrip("0").rstrip(".")
    else:
        # Excel rounds the 15 digits that it shows, half away from zero.
        text = _rounded(value, how.decimals, how.fixed)
    whole, _, places = text.partition(".")
    if how.grouped and whole.lstrip("-").isdecimal():
        whole = f"{int(whole):,}".replace(",", ".")
    text = f"{whole},{places}" if places else whole
    text = "0" if text == "-0" else text
    return f"{text}%" if how.percent else text


def _rounded(value: float, decimals: int, fixed: int) -> str:
    exact = Decimal(f"{value:.{_DIGITS}g}")
    text = f"{exact.quantize(Decimal(1).scaleb(-decimals), context=_ROUNDING):f}"
    whole, _, places = text.partition(".")
    kept = places[:fixed] + places[fixed:].rstrip("0")
    return f"{whole}.{kept}" if kept else whole
