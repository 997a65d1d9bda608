"""Chooses the units that answer a question.

Units are ordered by a linear score of their features (see ``unit_features``).
The best is the answer; further ones follow as long as they add something:
units that would repeat words already shown are left out.

When a list is asked for and the best unit belongs to one ("... trong các
trường hợp sau đây: a) ... b) ..."), the answer is the list from its beginning,
in pieces that each repeat the lead-in.  A line that only opens a list is never
shown alone: its list stands for it.

On the 132 questions about 2,131 law articles whose answer is known, the answer
stands word for word in the first unit of the right article for 90.2% and in its
first three for 95.5% (plain sentences: 64% and 73%); on prose that nothing was
learned from, for 84.5% and 100% of 58 (``hoidap eval``).  The weights were
learned on the law questions; out of fold the first unit of all was right for
86.4%.  Units shown first have 59 words on average.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np

from hoidap.answering.unit_features import UNIT_FEATURES, UnitSource, unit_features
from hoidap.answering.units import Unit, UnitKind
from hoidap.retrieval.asked import QuestionKind, question_kinds
from hoidap.retrieval.features import AskedQuestion
from hoidap.retrieval.terms import find_terms

#: Learned as the ranking weights are (penalty 0.006; every fourth prose question), by
#: ``hoidap.evaluation.training``.
UNIT_WEIGHTS: Final[dict[str, float]] = {
    "cover_context": 1.39,
    "cover_core": 1.14,
    "defines": 0.98,
    "names": 0.19,
    "fits": 1.41,
    "length": 0.52,
    "news": -0.28,
    "passage": 0.86,
    "group": 0.19,
    "opener": -0.56,
    "whole": 0.39,
    "whole_general": 0.20,
    "opens_general": 0.59,
    "title": 0.23,
    "position": -0.51,
}

_WEIGHTS: Final = np.array([UNIT_WEIGHTS[name] for name in UNIT_FEATURES])

#: A list is asked for when its lead-in holds this share of what the best unit holds.
_LED_TO: Final = 0.7


@dataclass(frozen=True, slots=True)
class ScoredUnit:
    """A unit, the index of the source it comes from, and its score (higher answers better)."""

    source: int
    unit: Unit
    score: float


def score_units(question: AskedQuestion, sources: Sequence[UnitSource]) -> list[ScoredUnit]:
    """The units of all sources, best first; ties in reading order."""
    units, features = unit_features(question, sources)
    scores = features @ _WEIGHTS
    order = np.argsort(-scores, kind="stable")
    return [ScoredUnit(units[i][0], units[i][1], float(scores[i])) for i in order]


def select_units(
    question: AskedQuestion,
    sources: Sequence[UnitSource],
    scored: Sequence[ScoredUnit],
    most: int = 3,
) -> list[ScoredUnit]:
    """At most ``most`` units that do not repeat each other, the best first."""
    chosen: list[ScoredUnit] = []
    for candidate in scored:
        for each in _standing_for(question, sources, scored, candidate, first=not chosen):
            if len(chosen) < most and not _repeats(each, chosen, sources):
                chosen.append(each)
        if len(chosen) == most:
            break
    return chosen


def _standing_for(
    question: AskedQuestion,
    sources: Sequence[UnitSource],
    scored: Sequence[ScoredUnit],
    candidate: ScoredUnit,
    *,
    first: bool,
) -> list[ScoredUnit]:
    """The unit itself, or the list that it opens or is part of and that is asked for."""
    unit = candidate.unit
    if unit.kind is UnitKind.OPENER:
        return _list_of(scored, sources, candidate, unit.core.end) or [candidate]
    if not first or unit.lead_in is None:
        return [candidate]
    if QuestionKind.LIST not in question_kinds(question.text):
        return [candidate]
    text = sources[candidate.source].document_text
    lead = text[unit.lead_in.start : unit.lead_in.end]
    by_lead = _cover(question, lead)
    if by_lead < _LED_TO * _cover(question, unit.text_in(text)):
        return [candidate]
    return _list_of(scored, sources, candidate, unit.lead_in.end) or [candidate]


def _list_of(
    scored: Sequence[ScoredUnit],
    sources: Sequence[UnitSource],
    member: ScoredUnit,
    lead_end: int,
) -> list[ScoredUnit]:
    """The pieces of the list led in by what ends at ``lead_end``, groups before single items.

    A long list goes on in the next passage of the same document.
    """
    text = sources[member.source].document_text
    goes_on = text[:lead_end].endswith((":", ";"))
    pieces = []
    for each in scored:
        if each.source == member.source:
            lead_in = each.unit.lead_in
        elif goes_on and sources[each.source].document_text == text:
            lead_in = each.unit.opened_by
        else:
            continue
        if lead_in is not None and lead_in.end == lead_end:
            pieces.append(each)
    pieces.sort(key=lambda each: (each.unit.core.start, -each.unit.core.end))
    kept: list[ScoredUnit] = []
    for piece in pieces:
        if not any(piece.unit.overlaps(other.unit) for other in kept):
            kept.append(piece)
    return kept


def _cover(question: AskedQuestion, text: str) -> float:
    return question.terms.share(hit.term for hit in find_terms(text, question.terms))


def _repeats(
    candidate: ScoredUnit, chosen: Sequence[ScoredUnit], sources: Sequence[UnitSource]
) -> bool:
    text = sources[candidate.source].document_text
    return any(
        sources[other.source].document_text == text and candidate.unit.overlaps(other.unit)
        for other in chosen
    )
