"""Drafts: quiz items that are complete but not yet arranged.

A draft knows its right answer and every wrong option that was found for it;
``quiz`` chooses among drafts and among their options and puts them in order.
"""

from __future__ import annotations

from dataclasses import dataclass

from hoidap.study.pack import FactKind, ItemKind, Source


@dataclass(frozen=True, slots=True)
class Draft:
    """A possible item.

    ``right``: the right option of CHOICE; "Đúng" or "Sai"; the accepted texts of
    GAP; the right column of MATCH, beside ``left``; the items of ORDER in order.
    ``wrong``: proved wrong options of CHOICE, the hardest first.
    ``keys``: what the item gives away; no two items of a quiz share one.
    """

    kind: ItemKind
    about: FactKind
    prompt: str
    right: tuple[str, ...]
    reason: str
    sources: tuple[Source, ...]
    keys: frozenset[str]
    wrong: tuple[str, ...] = ()
    left: tuple[str, ...] = ()
    place: str = ""  # the heading of the outline it belongs to
    weight: float = 1.0

    @property
    def name(self) -> str:
        """What tells drafts apart, the same in every run."""
        return f"{self.kind}|{self.prompt}|{'|'.join(self.right)}|{'|'.join(self.left)}"
