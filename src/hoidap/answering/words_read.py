"""The best passages of a search as their words go, where no reader reads them.

A passage's score is its rank's, the best one's being 0; of its sentences, lines and rows those
are marked that hold most of what is asked.
"""

from __future__ import annotations

from typing import Final

from hoidap.answering.passages_read import ReadPassage
from hoidap.reading.marking import choose_units, units_of
from hoidap.reading.reader import PassageRead
from hoidap.retrieval.ranked import RankedPassage, SearchResult
from hoidap.retrieval.terms import QuestionTerms, find_terms

#: Passages that are looked at.
MOST: Final = 8


def passages_by_words(found: SearchResult, most: int = MOST) -> list[ReadPassage]:
    """The best passages of a search, at most ``most``, in its order."""
    best = found.passages[0].score if found.passages else 0.0
    return [_by_words(each, found.core.terms, best) for each in found.passages[:most]]


def _by_words(ranked: RankedPassage, terms: QuestionTerms, best: float) -> ReadPassage:
    units = units_of(ranked.passage.text)
    hits = find_terms(ranked.passage.text, terms)
    marks = [
        terms.share(hit.term for hit in hits if start <= hit.start < end) for start, end in units
    ]
    score = ranked.score - best
    read = PassageRead(score, tuple(units), tuple(marks), tuple(choose_units(marks)), None, 0.0)
    return ReadPassage(ranked, read, score)
