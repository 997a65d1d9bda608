"""Which documents a list shows."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement

from hoidap.domain import Kind, Standing
from hoidap.index.schema import DocumentRow, table

_DOCUMENTS = table(DocumentRow)


@dataclass(frozen=True, slots=True)
class DocumentFilter:
    """Which documents are meant; an empty tuple restricts nothing.

    Only ``partitions`` is different, so that a caller who may read nothing sees
    nothing: None restricts nothing, an empty tuple excludes every document.
    """

    kinds: tuple[Kind, ...] = ()
    issuers: tuple[str, ...] = ()
    years: tuple[int, ...] = ()  # of issued_on
    standings: tuple[Standing, ...] = ()
    numbers: tuple[str, ...] = ()  # normalised document numbers
    types: tuple[str, ...] = ()  # "Chỉ thị"
    terms: tuple[str, ...] = ()  # "XII"
    partitions: tuple[str, ...] | None = None

    def conditions(self) -> list[ColumnElement[bool]]:
        """SQL conditions on the documents table; all must hold."""
        restrictions: list[tuple[str, tuple[Any, ...]]] = [
            ("kind", tuple(kind.value for kind in self.kinds)),
            ("issuer", self.issuers),
            ("year", self.years),
            ("standing", tuple(standing.value for standing in self.standings)),
            ("number", self.numbers),
            ("type", self.types),
            ("term", self.terms),
        ]
        found: list[ColumnElement[bool]] = [
            _DOCUMENTS.c[name].in_(values) for name, values in restrictions if values
        ]
        if self.partitions is not None:
            found.append(_DOCUMENTS.c.partition.in_(self.partitions))
        return found


#: Every document.
ALL = DocumentFilter()
