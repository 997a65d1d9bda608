"""Dates in running text, day before month always, with what is known of them.

A date is given as ISO 8601 writes it, to the precision of the text::

    ngày 15 tháng 5 năm 2016, 15/5/2016, 15-5-2016, 1.11. 2011   2016-05-15
    tháng 9 năm 2014, tháng 09.2014, 9-2014, 9/2014              2014-09
    quý II năm 2016, quý 2/2016                                  2016-Q2
    năm 2016, giai đoạn 2016-2020 (two dates)                    2016
    ngày 17/8, ngày 17 tháng 8 (year not said)                   --08-17

Longer forms are read first and shorter ones only where no longer one stands.
Days that do not exist (30/2/2016) are no dates, and figures inside document
numbers (``10/2022/QH15``) are not either.  Search runs on the folded text, so
missing diacritics make no difference.
"""

from __future__ import annotations

import calendar
import re
from collections.abc import Callable
from datetime import date
from typing import Final, NamedTuple

from hoidap.vietnamese.searching import search_forms


class FoundDate(NamedTuple):
    """A date as far as the text says it, in ISO 8601, and its range in the text."""

    iso: str
    start: int
    end: int

    @property
    def interval(self) -> tuple[date, date] | None:
        """First and last day meant, or None when the year is not said."""
        return interval_of(self.iso)


def interval_of(iso: str) -> tuple[date, date] | None:
    """First and last day of ``2016-05-15``, ``2016-05``, ``2016-Q2`` or ``2016``.

    None for a date without year.
    """
    if iso.startswith("--"):
        return None
    year = int(iso[:4])
    if "Q" in iso:
        last = 3 * int(iso[-1])
        return date(year, last - 2, 1), date(year, last, calendar.monthrange(year, last)[1])
    parts = [int(part) for part in iso.split("-")]
    if len(parts) == 3:
        return date(*parts), date(*parts)
    first, last = (parts[1], parts[1]) if len(parts) == 2 else (1, 12)
    return date(year, first, 1), date(year, last, calendar.monthrange(year, last)[1])


# A look-behind in front would make the regular-expression engine try every position; behind
# the first character it lets the engine skip to digits and letters (measured: 40 times faster).
_YEAR: Final = r"((?:1[5-9]|20|21)\d\d)"
_NO_NUMBER_AFTER: Final = r"(?![\w%]| ?[/-] ?\w|[.,]\d)"
_DAY: Final = r"(\d(?<![\w/.,-]\d)\d?)"
_FIRST_YEAR: Final = r"([12](?<![\w/.,-]\d)(?:(?<=1)[5-9]|(?<=2)[01])\d\d)"
_THANG: Final = r"t(?<!\wt)hang "


def _full(found: re.Match[str]) -> str | None:
    day, month, year = (int(part) for part in found.groups()[-3:])
    return _valid(year, month, day)


def _iso(found: re.Match[str]) -> str | None:
    return _valid(*(int(part) for part in found.groups()))


def _valid(year: int, month: int, day: int) -> str | None:
    try:
        return date(year, month, day).isoformat()
    except ValueError:
        return None


def _month(found: re.Match[str]) -> str | None:
    month, year = int(found[1]), found[2]
    return f"{year}-{month:02d}" if 1 <= month <= 12 else None


#: After these a 17/8 is a day, not a fraction.
_CALENDAR_WORDS: Final = ("ngay ", "sang ", "chieu ", "toi ", "hom ", "mung ", "mong ")
_QUARTERS: Final = {"i": 1, "ii": 2, "iii": 3, "iv": 4}


def _quarter(found: re.Match[str]) -> str:
    return f"{found[2]}-Q{_QUARTERS.get(found[1], found[1])}"


def _day_month(found: re.Match[str]) -> str | None:
    day, month = int(found[1]), int(found[2])
    valid = _valid(2000, month, day)  # a leap year, so that 29/2 exists
    return valid and "-" + valid[4:]


def _day_month_of_calendar(found: re.Match[str]) -> str | None:
    """17/8 is a date only after a word that says so; else it may be a fraction."""
    before = found.string[max(0, found.start() - 10) : found.start()]
    return _day_month(found) if before.endswith(_CALENDAR_WORDS) else None


def _year(found: re.Match[str]) -> str:
    return found[1]


#: Forms and their readings, the longer first.
_FORMS: Final[tuple[tuple[re.Pattern[str], Callable[[re.Match[str]], str | None]], ...]] = (
    (re.compile(rf"{_DAY} thang (\d{{1,2}})(?:,? nam | ?[/.-] ?){_YEAR}\b"), _full),
    (re.compile(rf"{_DAY} ?[/.-] ?(\d{{1,2}}) ?[/.-] ?{_YEAR}{_NO_NUMBER_AFTER}"), _full),
    (re.compile(rf"{_FIRST_YEAR}-(\d\d)-(\d\d)(?!\d)"), _iso),
    (re.compile(rf"q(?<!\wq)uy (i{{1,3}}|iv|[1-4])(?:,? nam | ?[/-] ?){_YEAR}\b"), _quarter),
    (re.compile(rf"{_THANG}(\d{{1,2}})(?:,? nam | ?[/.-] ?){_YEAR}\b"), _month),
    (re.compile(rf"{_DAY} ?[/-] ?{_YEAR}{_NO_NUMBER_AFTER}"), _month),
    (re.compile(rf"{_DAY} ?[/-] ?(\d{{1,2}}){_NO_NUMBER_AFTER}"), _day_month_of_calendar),
    (re.compile(rf"{_DAY} thang (\d{{1,2}})\b{_NO_NUMBER_AFTER}"), _day_month),
    (re.compile(rf"n(?<!\wn)am {_YEAR}(?![\w%/]|[.,]\d)"), _year),
)
#: giai đoạn 2016-2020: two years; what goes on with figures is something else.
_YEAR_RANGE: Final = re.compile(rf"{_FIRST_YEAR} ?- ?{_YEAR}(?![\w/]| ?- ?\d)")
#: Words that belong to the day after them.
_DAY_WORDS: Final = ("ngay mung ", "ngay mong ", "ngay ", "mung ", "mong ")


def find_dates(text: str) -> list[FoundDate]:
    """All dates of a text in reading order, with their ranges in ``text``; none overlap."""
    forms = search_forms(text)
    hits: list[tuple[int, int, str]] = []
    taken = bytearray(len(forms.folded))

    def keep(iso: str | None, start: int, end: int) -> None:
        if iso is not None and not any(taken[start:end]):
            taken[start:end] = b"\x01" * (end - start)
            hits.append((start, end, iso))

    for form, reading in _FORMS:
        for found in form.finditer(forms.folded):
            keep(reading(found), _with_day_words(forms.folded, found.start()), found.end())
    for found in _YEAR_RANGE.finditer(forms.folded):
        for group in (1, 2):
            keep(found[group], *found.span(group))
    return [FoundDate(iso, *forms.range(start, end)) for start, end, iso in sorted(hits)]


def _with_day_words(folded: str, start: int) -> int:
    """Where a date begins when ``ngày`` or ``mùng`` stands before it."""
    before = folded[max(0, start - 10) : start]
    return start - next((len(word) for word in _DAY_WORDS if before.endswith(word)), 0)
