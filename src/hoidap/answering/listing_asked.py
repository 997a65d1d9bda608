"""Lists that are asked for: "gồm những gì", "các nội dung nào", "kể tên".

The sentence that says a list exists often resembles the question more than the
list itself: "yêu cầu nêu gương về những nội dung nào?" is answered by "7 nội dung
nêu gương: 1. ... 2. ...", not by "yêu cầu đảng viên nêu gương".  So when a list
is plainly asked for, units of lists gain by how much their lead-in and headings
speak of what is asked; when the question says what is to be listed ("nội dung"),
only where that is named.

The gains were set by hand; they change the first unit of none of 132 law questions
for the worse.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from hoidap.answering.selection import ScoredUnit
from hoidap.answering.unit_features import UnitSource
from hoidap.answering.units import Unit, UnitKind
from hoidap.retrieval.features import AskedQuestion
from hoidap.retrieval.terms import find_terms
from hoidap.vietnamese.normalisation import match_form

_PLAINLY: Final = re.compile(
    r"\b(?:gồm|là|bao gồm|có|về|làm|chống|cấm) (?:những|các) (?:\w+ ){0,4}(?:gì|nào)\b|những gì\b"
    r"|\b(?:những|các) (?:\w+ ){1,4}nào\b|\bliệt kê\b|\bkể tên\b|\bkể ra\b"
)
#: Whoever asks no more than that wants all of them; "có quyền gì nếu ..." asks for one.
_RIGHTS: Final = r"quyền|nghĩa vụ|trách nhiệm|nhiệm vụ|quyền hạn"
_ALL_OF: Final = (
    re.compile(
        rf"(?:\A|.*, )(?P<whose>[^,]+?) có (?P<what>{_RIGHTS})(?: và \w+(?: \w+)?)? gì\s*\??\Z"
    ),
    re.compile(
        rf"\A(?:các |những )?(?P<what>{_RIGHTS})(?: và (?:{_RIGHTS}))? của (?P<whose>[^,]{{3,60}}?)"
        r" (?:là|gồm) (?:những )?gì\s*\??\Z"
    ),
)
#: What is to be listed: "những nội dung nào", "các đoàn thể nào".
_LISTED: Final = re.compile(r"\b(?:những|các) ((?:\w+ ){1,2}?)(?:\w+ ){0,3}(?:gì|nào)\b")
_LIST_INSIDE: Final = re.compile(r":\s*\n\s*(?:1[.)]|a\)|[-–+*•])\s")
_BY_LEAD_IN: Final = 5.0
_BY_NOUN: Final = 1.5
#: "Bị can có quyền:" opens what is asked for, whatever another clause says of "bị can".
_BY_ALL: Final = 6.0
_THEIRS: Final = (
    r"(?:\A|[\n.;:,])\s*(?:\d+\.\s*|[a-zđ]\)\s*)?{whose} (?:[^\W\d_]+ ){{0,6}}có"
    r" (?:[^\W\d_]+ ){{0,2}}{what}\b|\b{what} của {whose}(?:\n|\Z)"
)


def asks_for_list(question: str) -> bool:
    """Whether nothing but a list answers the question."""
    form = match_form(question)
    return _PLAINLY.search(form) is not None or _all_of(form) is not None


def _all_of(form: str) -> re.Match[str] | None:
    """Whose rights or duties are asked for, all of them."""
    return next(filter(None, (pattern.match(form) for pattern in _ALL_OF)), None)


def favouring_lists(
    question: AskedQuestion, scored: Sequence[ScoredUnit], sources: Sequence[UnitSource]
) -> list[ScoredUnit]:
    """The units, best first, those of lists favoured when a list is asked for."""
    if not asks_for_list(question.text):
        return list(scored)
    form = match_form(question.text)
    noun, all_of = _LISTED.search(form), _all_of(form)
    weighed = [
        replace(each, score=each.score + _gain(question, each, sources[each.source], noun, all_of))
        for each in scored
    ]
    return sorted(weighed, key=lambda each: -each.score)


def _opening(unit: Unit, text: str) -> str:
    """What opens the list that a unit is, is part of or holds; "" when there is none."""
    if unit.lead_in is not None:
        return text[unit.lead_in.start : unit.lead_in.end]
    core = text[unit.core.start : unit.core.end]
    inside = _LIST_INSIDE.search(core)
    if inside is not None:
        return core[: inside.start()]
    return core if unit.kind is UnitKind.OPENER else ""


def _gain(
    question: AskedQuestion,
    scored: ScoredUnit,
    source: UnitSource,
    noun: re.Match[str] | None,
    all_of: re.Match[str] | None,
) -> float:
    opening = _opening(scored.unit, source.document_text)
    if not opening or (all_of is not None and all_of["what"] not in match_form(opening)):
        return 0.0
    _, _, headings = source.context.partition("\n")
    text = f"{headings}\n{opening}"
    held = question.terms.share(hit.term for hit in find_terms(text, question.terms))
    if all_of is not None:
        theirs = _THEIRS.format(**{k: re.escape(v) for k, v in all_of.groupdict().items()})
        found = re.search(theirs, match_form(text)) is not None
        return _BY_LEAD_IN * held + _BY_ALL * found
    if noun is None:
        return _BY_LEAD_IN * held
    return _BY_LEAD_IN * held + _BY_NOUN if noun[1].strip() in match_form(text) else 0.0
