"""What makes a unit likely to be the answer, as numbers.

The unit must hold the question's words, and beside them something that is not
in the question and of the kind that is asked for.  None of the features needs
the model: cosines of unit and question, which would cost a vector per unit at
ingestion, moved the first unit by less than one question in a hundred in law.

==================  ========================================================
``cover_context``   coverage of the question by headings, lead-in and core
``cover_core``      coverage by the core alone
``defines``         the core begins "X là ..." and X is asked for
``names``           "... gọi là gì": share of the question after the core's "là"
``fits``            it holds the kind of thing that is asked for (see ``fitting``)
``length``          logarithm of the words in the core
``news``            logarithm of those that are not in the question
``passage``         the score of its passage less that of the best one
``group``           it is a group of items
``opener``          it is the line that opens a list
``whole``           it is a whole article
``whole_general``   it is, and a whole provision is asked for
``opens_general``   it begins its article or list, and a provision is asked for
``title``           how well the heading matches, when a provision is asked for
``position``        its place in its article, up to the tenth
==================  ========================================================

Whether both sides say "không" and whether it has a lead-in did not help.
"""

from __future__ import annotations

import math
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np

from hoidap.answering.fitting import CHECKED, fits_question
from hoidap.answering.unit_outline import Range
from hoidap.answering.units import Unit, UnitKind
from hoidap.retrieval.asked import QuestionKind, question_kinds
from hoidap.retrieval.features import (
    COVER_SCALE,
    AskedQuestion,
    Candidate,
    FeatureMatrix,
    best_title,
    defining,
    heading_of,
    titles_of,
)
from hoidap.retrieval.terms import Hit, find_terms, words_of

UNIT_FEATURES: Final = (
    "cover_context",
    "cover_core",
    "defines",
    "names",
    "fits",
    "length",
    "news",
    "passage",
    "group",
    "opener",
    "whole",
    "whole_general",
    "opens_general",
    "title",
    "position",
)

_IS: Final = "là"
#: A sentence names its subject before this many words.
_SUBJECT_WORDS: Final = 20
#: Places after the tenth are all alike.
_LAST_POSITION: Final = 10


@dataclass(frozen=True, slots=True)
class UnitSource:
    """A ranked passage and its units.

    ``document_text`` is what the units' ranges refer to, ``score`` the passage's
    score of ``retrieval.ranking``.
    """

    passage_text: str
    context: str
    document_text: str
    units: tuple[Unit, ...]
    score: float


@dataclass(frozen=True, slots=True)
class _Known:
    """What all units of one source share."""

    hits: list[Hit]
    starts: list[int]
    context: frozenset[str]
    title: float
    gap: float
    above: str


def unit_features(
    question: AskedQuestion, sources: Sequence[UnitSource]
) -> tuple[list[tuple[int, Unit]], FeatureMatrix]:
    """All units as (index of the source, unit), and their features (n, len(UNIT_FEATURES))."""
    best = max((source.score for source in sources), default=0.0)
    units: list[tuple[int, Unit]] = []
    rows: list[list[float]] = []
    kinds = question_kinds(question.text)
    for index, source in enumerate(sources):
        known = _known(question, source, best)
        for unit in source.units:
            units.append((index, unit))
            rows.append(_row(question, kinds, source, unit, known))
    return units, np.array(rows, dtype=np.float64).reshape(len(rows), len(UNIT_FEATURES))


def _known(question: AskedQuestion, source: UnitSource, best: float) -> _Known:
    ranges = [each for unit in source.units for each in unit.ranges]
    start = min((each.start for each in ranges), default=0)
    end = max((each.end for each in ranges), default=0)
    stretch = source.document_text[start:end]
    hits = [hit._replace(start=hit.start + start) for hit in find_terms(stretch, question.terms)]
    candidate = Candidate(source.passage_text, source.context, 0.0)
    above = f"{source.context}\n{heading_of(source.passage_text)}"
    return _Known(
        hits=hits,
        starts=[hit.start for hit in hits],
        context=frozenset(hit.term for hit in find_terms(above, question.terms)),
        title=best_title(question, titles_of(candidate))[2],
        gap=source.score - best,
        above=above,
    )


def _row(
    question: AskedQuestion,
    kinds: frozenset[QuestionKind],
    source: UnitSource,
    unit: Unit,
    known: _Known,
) -> list[float]:
    core_text = source.document_text[unit.core.start : unit.core.end]
    words = words_of(core_text)
    core = _terms_in(known, unit.core)
    said = core | (_terms_in(known, unit.lead_in) if unit.lead_in else set())
    share, asked = question.terms.share, question.terms.asked
    general = QuestionKind.GENERAL in kinds
    shown = f"{known.above}\n{unit.text_in(source.document_text)}"
    whole = unit.kind is UnitKind.WHOLE
    return [
        COVER_SCALE * share(said | known.context),
        COVER_SCALE * share(core),
        defining(question.text, core_text),
        _called(words, asked) if QuestionKind.TERM in kinds else 0.0,
        float(kinds.isdisjoint(CHECKED) or fits_question(question.text, shown)),
        math.log(1 + len(words)),
        math.log(1 + len(set(words) - asked)),
        known.gap,
        float(unit.kind is UnitKind.GROUP),
        float(unit.kind is UnitKind.OPENER),
        float(whole),
        float(whole and general),
        float(unit.opens and general),
        known.title if general else 0.0,
        min(unit.position, _LAST_POSITION) / _LAST_POSITION,
    ]


def _terms_in(known: _Known, stretch: Range) -> set[str]:
    first = bisect_left(known.starts, stretch.start)
    last = bisect_left(known.starts, stretch.end)
    return {hit.term for hit in known.hits[first:last]}


def _called(words: Sequence[str], asked: frozenset[str]) -> float:
    """Share of the question that follows "X là" at the beginning of a sentence."""
    if _IS not in words[1:_SUBJECT_WORDS]:
        return 0.0
    after = set(words[words.index(_IS, 1) + 1 :])
    return len(after & asked) / len(asked) if asked else 0.0
