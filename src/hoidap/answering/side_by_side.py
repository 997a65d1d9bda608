"""Which two documents a question sets side by side, so that readers can be offered both whole.

A question that names exactly two documents of the library and compares them is answered in
sentences of both; how they differ from the first provision to the last, a page shows.
"""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from typing import Final

from hoidap.domain import Answer
from hoidap.retrieval.query import Query
from hoidap.retrieval.reading import Reading
from hoidap.vietnamese.folding import fold, has_diacritics
from hoidap.vietnamese.normalisation import match_form

_COMPARES: Final = re.compile(
    r"\bkhác\b|so (?:với|sánh)|giống|\bmới\b|thay đổi|bổ sung|quan hệ|liên quan|\bhơn\b"
)
#: Words that compare, as typed without diacritics: restoring them fails for those that the
#: library's documents lack.
_COMPARES_FOLDED: Final = re.compile(r"\b(?:khac|giong|so (?:voi|sanh))\b")


def with_side_by_side(answer: Answer, query: Query, reading: Reading) -> Answer:
    """The answer with the ids of the two documents that the question compares, the older first."""
    ids = tuple(dict.fromkeys(query.mentioned))
    if len(ids) != 2 or not _compares(query):
        return answer
    known = reading.summaries(ids)
    issued = {each: known[each].metadata.issued_on or date.max for each in ids if each in known}
    if len(issued) != 2:
        return answer
    return replace(answer, compared=tuple(sorted(ids, key=lambda each: issued[each])))


def _compares(query: Query) -> bool:
    if not has_diacritics(query.question) and _COMPARES_FOLDED.search(fold(query.question)):
        return True
    return len(query.mentions) > 1 and _COMPARES.search(match_form(query.bare_text)) is not None
