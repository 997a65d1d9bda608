"""From what was typed to what is looked for."""

from __future__ import annotations

from collections.abc import Sequence

from hoidap.retrieval.query import Query, Scope, Turn
from hoidap.retrieval.reading import Reading


def understand(question: str, reading: Reading, scope: Scope, history: Sequence[Turn]) -> Query:
    """The query that a question means in one generation and conversation."""
    del reading, history
    return Query(question=question, understood_as=question, scope=scope)
