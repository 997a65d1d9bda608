"""A relation between provisions: what a clause of one document does to a place in another.

The subject is a clause of the document that holds the relation; the object is named as the
clause names it, because the document that it means need not be in the library.  Which
document that is, is found when the relation is read (see ``answering.standing``), so it does
not matter which of the two came first.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class Change(StrEnum):
    """What a clause does."""

    AMENDS = "amends"  # gives a new wording to what there is
    SUPPLEMENTS = "supplements"  # adds what was not there
    REPLACES = "replaces"  # puts another document or annex in its place
    REPEALS = "repeals"  # strikes
    REPLACES_WORDS = "replaces_words"  # puts other words for words
    EXTENDS = "extends"  # lets it apply further
    SUSPENDS = "suspends"  # takes its force for a time
    DELEGATES = "delegates"  # gives the power that it grants to another body
    CONSOLIDATES = "consolidates"  # prints it together with its amendments


@dataclass(frozen=True, slots=True, kw_only=True)
class Relation:
    """One change of one place.

    ``start`` and ``end`` are the range of the words that say it, ``new_start`` and ``new_end``
    that of the new wording, both in the text of the document that holds the clause; the new
    range is empty, (0, 0), where none is printed.  ``provision`` is a locator ("điểm k khoản 3
    Điều 5", "Phụ lục II"), "" for a whole document.  ``part`` says that only a part of it is
    meant: "tên", "đoạn mở đầu".  ``words`` are those that go, ``new_words`` those that come.
    """

    change: Change
    clause: str
    start: int
    end: int
    document: str  # number, or name where it is named without
    provision: str = ""
    part: str = ""
    words: tuple[str, ...] = ()
    new_words: tuple[str, ...] = ()
    new_start: int = 0
    new_end: int = 0
    effective_on: date | None = None
    until: str = ""  # as it is written, where the change holds for a time
    given_to: str = ""  # the body that a power is given to

    @property
    def has_new_text(self) -> bool:
        """Whether the clause prints the new wording."""
        return self.new_end > self.new_start
