"""A question as retrieval understands it."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from hoidap.domain import Kind


@dataclass(frozen=True, slots=True)
class Scope:
    """What may be searched; an empty field does not restrict.

    ``labels`` are the access labels of the caller ("public", "internal", group
    names): passages under other labels are never looked at.
    """

    kinds: tuple[Kind, ...] = ()
    documents: tuple[str, ...] = ()
    as_of: date | None = None
    labels: tuple[str, ...] = ("public", "internal")


@dataclass(frozen=True, slots=True)
class Turn:
    """One earlier question of the conversation, its answer and the documents it cited."""

    question: str
    answer: str = ""
    documents: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Query:
    """A question, what it was understood as, and where to look."""

    question: str
    understood_as: str
    scope: Scope = field(default_factory=Scope)
