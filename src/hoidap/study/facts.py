"""Facts: a checkable piece of a statement that can be asked for or exchanged.

A fact is a range of a statement (a number, a date, a document, a body, a
phrase) with what it is worth (``key``: two facts with one key say the same) and
what it can be exchanged for (``group``: only what is of one group is plausible
in another's place).
"""

from __future__ import annotations

from dataclasses import dataclass

from hoidap.study.pack import FactKind
from hoidap.study.statements import Statement


@dataclass(frozen=True, slots=True)
class Fact:
    """A range of a statement that holds the answer of a question.

    ``start`` to ``end`` may hold more than the answer: what would give it away
    (the date beside a document number) goes with it.
    """

    kind: FactKind
    statement: Statement
    start: int  # what gives way to a blank, in the document's text
    end: int
    answer: str  # what is asked for, as the document writes it
    key: str
    group: str
    asked: str = ""  # question words that can stand in its place: "bao nhiêu", "ngày nào"

    @property
    def before(self) -> str:
        """The statement up to the answer."""
        return self.statement.document.text[self.statement.start : self.start]

    @property
    def after(self) -> str:
        """The statement from the answer on, without the mark that only separates items."""
        return self.statement.text[self.end - self.statement.start :]

    def with_answer(self, words: str) -> str:
        """The statement with other words in the answer's place."""
        return f"{self.before}{words}{self.after}"
