"""Which two documents a question names, so that readers can be offered both side by side.

A question that names exactly two documents of the library is answered in sentences of both; how
they differ from the first provision to the last, a page shows.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from hoidap.domain import Answer
from hoidap.retrieval.query import Query
from hoidap.retrieval.reading import Reading


def with_side_by_side(answer: Answer, query: Query, reading: Reading) -> Answer:
    """The answer with the ids of the two documents that the question names, the older first."""
    if len(query.mentions) != 2 or any(len(each.documents) != 1 for each in query.mentions):
        return answer
    ids = tuple(dict.fromkeys(query.mentioned))
    known = reading.summaries(ids)
    issued = {each: known[each].metadata.issued_on or date.max for each in ids if each in known}
    if len(issued) != 2:
        return answer
    return replace(answer, compared=tuple(sorted(ids, key=lambda each: issued[each])))
