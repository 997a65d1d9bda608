"""Whether a unit can be the answer: it must hold something of the kind that is asked for.

A sentence may hold every word of "Luật ... có hiệu lực từ ngày nào?" and still
not answer, because it names no day.  Words say what is spoken about; the kind
of the answer, the thing that is counted, and the names in the question are
conditions.
"""

from __future__ import annotations

import re
from typing import Final

from hoidap.retrieval.asked import QuestionKind, question_kinds
from hoidap.vietnamese.dates import find_dates
from hoidap.vietnamese.normalisation import match_form
from hoidap.vietnamese.quantities import find_quantities

#: What is left of the confidence when a condition fails.  A number or day that is missing is
#: missing for certain; a counted noun or a name may be worded otherwise.
WITHOUT_KIND: Final = 0.3
WITHOUT_COUNTED: Final = 0.6
WITHOUT_NAME: Final = 0.4

_FIGURES: Final = frozenset({QuestionKind.NUMBER, QuestionKind.DURATION, QuestionKind.MONEY})
_COUNTED: Final = re.compile(r"\b(?:bao nhiêu|mấy) (?!là\b)(\w+)")
#: "bao nhiêu phần trăm" is answered by "97,8%".
_PER: Final = "phần"
_PERCENT: Final = "%"
#: Number words that ``find_quantities`` leaves out because they are also other words.
_NUMBER_WORD: Final = re.compile(r"\b(?:một|hai|ba|bốn|năm|sáu|bảy|tám|chín|mười|nửa)\b")
#: Words between a number and what it counts: "35 (ba mươi lăm) tập thể", "6 nội dung".
_BETWEEN: Final = 25
_RELATIVE: Final = re.compile(r"\b(?:kể từ|từ ngày|sau \d+ ngày|khi|thời điểm)\b")
_WHO_SIGNS: Final = re.compile(r"\bai\b.{0,20}\bký\b|\bký\b.{0,20}\bai\b|người ký")
_SIGNED: Final = re.compile(r"\bký\b")
_CAPITAL: Final = re.compile(r"[^\W\d_a-zà-ỹđ]\w*")


def plausibility(question: str, unit: str, context: str) -> float:
    """A factor from 0 to 1 for the confidence that ``unit`` answers ``question``.

    ``context`` is what stands above the unit: title, headings, speaker.
    """
    kinds, form = question_kinds(question), match_form(unit)
    factor = 1.0
    if QuestionKind.TIME in kinds and not find_dates(unit) and not _is_relative(form):
        factor *= WITHOUT_KIND
    if kinds & _FIGURES and QuestionKind.YES_NO not in kinds:
        factor *= _figure_factor(question, unit, form)
    if _WHO_SIGNS.search(match_form(question)) and not _SIGNED.search(form):
        factor *= WITHOUT_KIND
    return factor * name_factor(question, unit, context)


def name_factor(question: str, unit: str, context: str) -> float:
    """A factor for the names in the question: one that stands nowhere makes a unit doubtful."""
    whole = match_form(f"{context}\n{unit}")
    return 1.0 if all(name in whole for name in names_in(question)) else WITHOUT_NAME


def _is_relative(form: str) -> bool:
    """Whether a time is told without a date: "từ ngày ký", "sau 15 ngày", "khi ..."."""
    return (
        re.search(r"\bkể từ\b|\btừ ngày\b|\bsau \d+ ngày\b|\bkhi\b|\bthời điểm\b", form) is not None
    )


def _figure_factor(question: str, unit: str, form: str) -> float:
    figures = [(each.start, each.end) for each in find_quantities(unit)]
    figures += [found.span() for found in _NUMBER_WORD.finditer(form)]
    if not figures:
        return WITHOUT_KIND
    counted = _COUNTED.search(match_form(question))
    if counted is None or (counted[1] == _PER and _PERCENT in unit):
        return 1.0
    noun = re.compile(rf"\b{re.escape(counted[1])}\b")
    near = any(noun.search(form[start : end + _BETWEEN]) for start, end in figures)
    return 1.0 if near else WITHOUT_COUNTED


def names_in(question: str) -> list[str]:
    """Proper names inside a question, in match form: runs of two or more capitalised words.

    The first word of a question is capitalised anyway and counts only inside a run.
    """
    names: list[str] = []
    run: list[str] = []
    for position, word in enumerate(re.findall(r"\w+|[^\w\s]", question)):
        if _CAPITAL.fullmatch(word) and not word.isupper() and position:
            run.append(word)
            continue
        if len(run) > 1:
            names.append(match_form(" ".join(run)))
        run = []
    if len(run) > 1:
        names.append(match_form(" ".join(run)))
    return names
