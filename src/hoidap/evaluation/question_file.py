"""Reads a question file: what is asked over documents that were ingested before.

JSON Lines in UTF-8, one question a line; other fields are for people:

============  ====================================================================
``q``         the question
``expected``  ``answer``, or ``refuse`` where the documents do not say
``gold``      what must all stand in the answer; ``a|b`` is one or the other
``history``   the questions asked before it, oldest first: text, or objects with ``q``
``kind``      what sort of question it is, for figures by kind
============  ====================================================================
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from pydantic import AliasChoices, BaseModel, Field

from hoidap.evaluation.json_lines import Text, load_lines


@dataclass(frozen=True, slots=True)
class ListedQuestion:
    """One question of a file.

    Each of ``gold`` is a tuple of alternatives, one of which must stand in the answer.
    """

    text: str
    answerable: bool
    gold: tuple[tuple[str, ...], ...] = ()
    history: tuple[str, ...] = ()
    kind: str | None = None


class _Earlier(BaseModel):
    q: Text = Field(validation_alias=AliasChoices("q", "question"))


class _Line(BaseModel):
    q: Text
    expected: Literal["answer", "refuse"]
    gold: list[str] | None = None
    history: list[Text | _Earlier] | None = None
    kind: Text | None = None

    def question(self) -> ListedQuestion:
        """The question that the line holds."""
        earlier = (each if isinstance(each, str) else each.q for each in self.history or ())
        return ListedQuestion(
            text=self.q,
            answerable=self.expected == "answer",
            gold=tuple(tuple(each.split("|")) for each in self.gold or ()),
            history=tuple(earlier),
            kind=self.kind,
        )


def load_questions(path: Path) -> tuple[ListedQuestion, ...]:
    """Read a question file.  Raises DocumentError naming the line that is malformed."""
    expected = "A question has q, expected (answer or refuse) and gold, a list of texts."
    return tuple(each.question() for each in load_lines(path, _Line, "question", expected))
