"""Days from which some provisions of a document hold, where they are not the document's own.

"Quy định tại điểm a khoản 20 Điều 7 của Luật này có hiệu lực thi hành từ ngày ..." stands in its
last articles and puts off, or brings forward, the clauses that it names.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date
from typing import Final, NamedTuple

from hoidap.relation import Relation
from hoidap.vietnamese.dates import find_dates
from hoidap.vietnamese.normalisation import match_form_of_canonical
from hoidap.vietnamese.provision import ProvisionReference, find_provisions, matches_locator
from ingest.structure.lines import Line

#: Provisions with a day of their own: a handful in any real document.
_MOST_DAYS: Final = 100
_HOLDS: Final = re.compile(r" có hiệu lực(?: thi hành)?,? (?:kể )?từ ")
_BEGINS: Final = re.compile(
    r"(?:\w{1,3}[.)] ?)?(?:(?:các )?quy định (?:.{0,240} )?tại |(?:các )?(?:điểm|khoản|điều) \w)"
)


class EffectDay(NamedTuple):
    """A provision of the document itself, and the day from which it holds."""

    provision: ProvisionReference
    day: date


def effect_days(lines: Sequence[Line]) -> Iterator[EffectDay]:
    """What the lines of a document say of the days of single provisions."""
    for line in lines:
        form = match_form_of_canonical(line.text)
        holds = _HOLDS.search(form)
        if line.quoted or holds is None or _BEGINS.match(form) is None:
            continue
        days = [each for each in find_dates(line.text) if each.start >= holds.start()]
        if not days or len(days[0].iso) != len("2026-01-01"):
            continue
        day = date.fromisoformat(days[0].iso)
        for each in find_provisions(line.text[: holds.start()]):
            if each.levels:
                yield EffectDay(each, day)


def with_days(relations: Sequence[Relation], days: Sequence[EffectDay]) -> list[Relation]:
    """The relations, those of a clause that has a day of its own with that day."""
    days = days[:_MOST_DAYS]
    return [
        next(
            (
                replace(each, effective_on=day)
                for provision, day in days
                if matches_locator(provision, each.clause)
            ),
            each,
        )
        for each in relations
    ]
