"""Wrong options: of the same kind as the right one, plausible, and false by the documents.

First what the documents themselves name of the same group (the nearest value
first), then values beside the right one, written as the right one is written.
Every one has passed ``Knowledge.is_false``.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Iterable, Iterator
from datetime import date, timedelta
from decimal import Decimal
from typing import Final

from hoidap.study.facts import Fact
from hoidap.study.facts_actors import BODIES
from hoidap.study.knowledge import Knowledge
from hoidap.study.pack import FactKind

#: Enough to choose four options of balanced lengths from.
MOST: Final = 12
#: Number words that can stand for each other.
_WORDS: Final = {
    2: "hai",
    3: "ba",
    4: "bốn",
    5: "năm",
    6: "sáu",
    7: "bảy",
    8: "tám",
    9: "chín",
    10: "mười",
}
_VALUE_OF: Final = {word: value for value, word in _WORDS.items()}
#: Telling words that two statements share when their phrases are of one world.
LEAST_NEAR: Final = 2
#: A value that is more times larger or smaller is not believed.
FARTHEST: Final = 3
#: What a day or an hour cannot exceed, by unit.
_LIMITS: Final = {"%": 100, "giờ": 24, "phút": 60}
_PADDED: Final = re.compile(r"(?<!ngày )(?<![\d/.,])0\d (?:giờ|ngày|tháng|năm|người|phút|tuần|lần)")
_DIGITS: Final = re.compile(r"\d+(?:[.,]\d+)*")
_SLASHED: Final = re.compile(r"(\d{1,2})([/.-])(\d{1,2})[/.-](\d{4})")


def alternatives(fact: Fact, knowledge: Knowledge) -> list[str]:
    """Wrong options for a fact, the hardest first; may be empty."""
    kind = fact.group.split()[0]
    make = _MAKERS.get(kind, _named)
    found: dict[str, str] = {}
    for key, written in make(fact, knowledge):
        if key not in found and len(found) < MOST and knowledge.is_false(fact, key, written):
            found[key] = written
    return list(found.values())


def _numbers(fact: Fact, knowledge: Knowledge) -> Iterator[tuple[str, str]]:
    figure, _, unit = fact.key.partition(" ")
    right = Decimal(figure)
    known = {Decimal(key.partition(" ")[0]) for key in knowledge.values(fact.group)}
    near = sorted(
        (
            value
            for value in known | set(_beside(right))
            if value > 1 and value != right and 1 / FARTHEST <= value / right <= FARTHEST
        ),
        key=lambda value: abs(math.log(value / right)),
    )
    limit = _LIMITS.get(unit)
    for value in near:
        whole = value == value.to_integral_value()
        if whole != (right == right.to_integral_value()):
            continue
        over = limit is not None and right <= limit < value
        written = write_number(value, fact.answer, fact.statement.document.text)
        if written and not over:
            yield f"{value.normalize():f} {unit}", written


def _beside(right: Decimal) -> Iterator[Decimal]:
    """Values near a number, as round as it is."""
    if right != right.to_integral_value():
        step = Decimal(1).scaleb(int(right.as_tuple().exponent))
        yield from (right + sign * times * step for times in (5, 10, 20, 100) for sign in (1, -1))
        return
    whole = int(right)
    if whole >= 100 and whole % 5:  # 323: 332, 313, 333, 423 look alike, 321 looks made up
        digits = str(whole)
        swapped = [digits[:-2] + digits[-1] + digits[-2], digits[1] + digits[0] + digits[2:]]
        yield from (Decimal(each) for each in swapped if each != digits and each[0] != "0")
        yield from (Decimal(whole + step) for step in (-100, -10, 10, 20, 100) if whole + step > 0)
        return
    stride = next((each for each in (1000, 500, 100, 50, 10, 5) if whole % each == 0), 1)
    if stride == whole:
        stride = max(1, whole // 5 if whole % 5 == 0 else 1)
    yield from (
        Decimal(whole + sign * times * stride) for times in (1, 2, 3, 4) for sign in (1, -1)
    )


def write_number(value: Decimal, like: str, text: str) -> str | None:
    """A number in figures or words, as ``like`` is written; None where words do not reach."""
    if not _DIGITS.fullmatch(like):
        word = _WORDS.get(int(value)) if like.lower() in _VALUE_OF else None
        return word.capitalize() if word and like[0].isupper() else word
    if value != value.to_integral_value() or "," in like:
        places = len(like.partition(",")[2])
        return f"{value:.{places}f}".replace(".", ",")
    whole = int(value)
    if whole >= 1000 and (whole >= 10_000 or "." in like):
        return f"{whole:,}".replace(",", ".")
    padded = like.startswith("0") or _PADDED.search(text)
    return f"{whole:02d}" if padded and whole < 10 else str(whole)


def _days(fact: Fact, knowledge: Knowledge) -> Iterator[tuple[str, str]]:
    right = date.fromisoformat(fact.key)
    known = {date.fromisoformat(key) for key in knowledge.values("day")}
    moved = {right + timedelta(days=days) for days in (-7, -3, 4, 10)}
    moved |= {_in_year(right, right.year + years) for years in (-1, 1)}
    for day in sorted(known | moved, key=lambda each: (abs((each - right).days), each)):
        yield day.isoformat(), write_day(day, fact.answer)


def _in_year(day: date, year: int) -> date:
    return day.replace(year=year, day=min(day.day, 28))


def write_day(day: date, like: str) -> str:
    """A day as ``like`` is written: 15/5/2016, 05/05/2016, 15 tháng 5 năm 2016."""
    found = _SLASHED.search(like)
    if found is None:
        return (
            f"{day.day:02d} tháng {day.month:02d} năm {day.year}"
            if " 0" in f" {like}"
            else (f"{day.day} tháng {day.month} năm {day.year}")
        )
    mark = found[2]
    # Official papers pad days below 10 and months below 3.
    first = f"{day.day:02d}"
    month = f"{day.month:02d}" if day.month < 3 or found[3].startswith("0") else str(day.month)
    return f"{first}{mark}{month}{mark}{day.year}"


def _documents(fact: Fact, knowledge: Knowledge) -> Iterator[tuple[str, str]]:
    """Documents whose text is known: of the same type and organisation first.

    Of others nothing proves that the statement does not fit them.
    """
    kind = fact.answer.rpartition(" ")[0]
    side = fact.key.rpartition("/")[2]
    known = {
        key: name for key, name in knowledge.values("document").items() if key in knowledge.numbers
    }
    for key in sorted(
        known,
        key=lambda each: (not known[each].startswith(kind), not each.endswith(side), each),
    ):
        yield key, known[key]


def _bodies(_fact: Fact, knowledge: Knowledge) -> Iterator[tuple[str, str]]:
    known = {body.lower(): body for body in BODIES}
    for key in (*knowledge.values("body"), *known):
        yield key, known.get(key, knowledge.values("body").get(key, ""))


def _named(fact: Fact, knowledge: Knowledge) -> Iterator[tuple[str, str]]:
    """What the documents name of the same group, in the statements most like this one first."""
    known = knowledge.values(fact.group)
    near = {key: knowledge.nearness(fact, key) for key in known}
    least = LEAST_NEAR if fact.kind is FactKind.STATEMENT and fact.group[0] in "mq" else 0
    for key in sorted(known, key=lambda each: (-near[each], each)):
        if near[key] >= least:
            yield key, known[key]


_Maker = Callable[[Fact, Knowledge], Iterable[tuple[str, str]]]
_MAKERS: Final[dict[str, _Maker]] = {
    "number": _numbers,
    "day": _days,
    "document": _documents,
    "body": _bodies,
}
