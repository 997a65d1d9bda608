"""Questions that a document's structure or metadata answers, without a search.

Each finder looks at a question and says None when it is not one of its kind.  The first
with evidence answers; where none has any, but one knows that the documents do not tell,
nothing that a search finds is likely to answer either.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final

from hoidap.answering.citations import Evidence
from hoidap.answering.evidence import without_repeats
from hoidap.answering.interview_outlines import find_interview_outline
from hoidap.answering.interview_particulars import ASKED as INTERVIEW_ASKED
from hoidap.answering.interview_particulars import find_interview_particular
from hoidap.answering.library_lists import find_documents
from hoidap.answering.outlines import Outline, find_outline
from hoidap.answering.particulars import find_particulars
from hoidap.answering.provisions import find_provisions_asked, missing_provisions
from hoidap.answering.spread_lists import spread_list
from hoidap.answering.standing.asked import find_added, find_standing
from hoidap.answering.table_rows_asked import find_rows_asked
from hoidap.domain import Notice, Status
from hoidap.questions.intents import SURE
from hoidap.retrieval.query import Query
from hoidap.retrieval.ranked import RankedPassage
from hoidap.retrieval.reading import Reading

#: What is left of the doubt that something is asked for where the documents tell just that.
DOUBT_LEFT: Final = 0.5
#: That a row answers of which the question names a cell and another column.
ROW_NAMED: Final = 0.8


@dataclass(frozen=True, slots=True)
class Direct:
    """What a finder knows: the evidence that answers, or that the documents do not tell.

    ``may_stand_elsewhere``: without evidence, a search may still find the answer.
    ``certainty``: the probability that this is what is asked for.
    ``quotes``: provisions are quoted for what they say, so the wording that holds belongs
    to them.  ``warns``: readers are told which of the documents shown are out of force; a list of
    documents shows that with each.
    """

    evidence: tuple[Evidence, ...] = ()
    status: Status = Status.ANSWERED
    notices: tuple[Notice, ...] = ()
    may_stand_elsewhere: bool = False
    warns: bool = True
    certainty: float = SURE
    quotes: bool = True  # provisions, which are shown as they hold now


Finder = Callable[[Reading, Query, Sequence[RankedPassage]], Direct | None]


def find_direct(reading: Reading, query: Query, passages: Sequence[RankedPassage]) -> Direct:
    """What answers a question directly; ``passages`` are those found, best first."""
    silent: Direct | None = None
    for find in _FINDERS:
        found = find(reading, query, passages)
        if found is not None and found.evidence:
            return found
        silent = silent or found
    return silent or Direct(may_stand_elsewhere=True)


def _spread(reading: Reading, query: Query, _: Sequence[RankedPassage]) -> Direct | None:
    evidence = spread_list(reading, query)
    return Direct(tuple(evidence)) if evidence else None


def _library(reading: Reading, query: Query, _: Sequence[RankedPassage]) -> Direct | None:
    found = find_documents(reading, query)
    if found is None:
        return None
    certainty = _found(found.certainty)
    return Direct(
        found.evidence, notices=found.notices, warns=False, certainty=certainty, quotes=False
    )


def _standing(reading: Reading, query: Query, _: Sequence[RankedPassage]) -> Direct | None:
    found = find_standing(reading, query)
    if found is None:
        return None
    certainty = _found(found.certainty)
    return Direct(found.evidence, notices=found.notices, certainty=certainty, quotes=False)


def _outline(reading: Reading, query: Query, _: Sequence[RankedPassage]) -> Direct | None:
    outline = find_outline(reading, query)
    return None if outline is None else _shown(outline)


def _interview_outline(
    reading: Reading, query: Query, passages: Sequence[RankedPassage]
) -> Direct | None:
    outline = find_interview_outline(reading, query, passages)
    return None if outline is None else _shown(outline)


def _shown(outline: Outline) -> Direct:
    certainty = _found(outline.certainty)
    return Direct(outline.evidence, notices=outline.notices, certainty=certainty, quotes=False)


def _found(certainty: float) -> float:
    """How certain it is that something is asked for, given that the documents tell it."""
    return min(SURE, 1 - DOUBT_LEFT * (1 - certainty))


def _interview(reading: Reading, query: Query, passages: Sequence[RankedPassage]) -> Direct | None:
    evidence = find_interview_particular(reading, query, passages)
    if evidence is None:
        return None
    certainty = max(query.intents.certainty(each) for each in INTERVIEW_ASKED)
    return Direct(tuple(evidence), certainty=_found(certainty))


def _particulars(reading: Reading, query: Query, _: Sequence[RankedPassage]) -> Direct | None:
    found = find_particulars(reading, query)
    if found is None:
        return None
    return Direct(
        tuple(without_repeats(found.evidence)),
        Status.ANSWERED if found.complete else Status.PARTIAL,
        may_stand_elsewhere=found.may_stand_elsewhere,
        certainty=_found(found.certainty),
        quotes=False,
    )


def _provisions(reading: Reading, query: Query, passages: Sequence[RankedPassage]) -> Direct | None:
    evidence = find_provisions_asked(reading, query, passages)
    if evidence:
        return Direct(tuple(evidence))
    added = find_added(reading, query)
    if added is not None:
        return Direct(added.evidence, notices=added.notices, quotes=False)
    missing = missing_provisions(reading, query)
    return Direct(notices=tuple(missing)) if missing else None


def _rows(reading: Reading, query: Query, passages: Sequence[RankedPassage]) -> Direct | None:
    evidence = find_rows_asked(reading, query, passages)
    return Direct(tuple(evidence), certainty=ROW_NAMED) if evidence else None


#: The most particular first.
_FINDERS: Final[tuple[Finder, ...]] = (
    _standing,
    _library,
    _spread,
    _outline,
    _interview_outline,
    _interview,
    _particulars,
    _provisions,
    _rows,
)
