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

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Literal

from pydantic import AliasChoices, BaseModel, Field, StringConstraints, ValidationError

from hoidap.errors import DocumentError

_Text = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1)]


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
    q: _Text = Field(validation_alias=AliasChoices("q", "question"))


class _Line(BaseModel):
    q: _Text
    expected: Literal["answer", "refuse"]
    gold: list[str] | None = None
    history: list[_Text | _Earlier] | None = None
    kind: _Text | None = None

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
    try:
        questions = tuple(_questions(path))
    except UnicodeDecodeError as error:
        raise DocumentError(f"{path} is not UTF-8: {error.reason}.", "Save it as UTF-8.") from error
    if not questions:
        raise DocumentError(f"{path} holds no question.", "Write one object a line.")
    return questions


def _questions(path: Path) -> Iterator[ListedQuestion]:
    # Editors on Windows put a byte order mark first.
    with path.open(encoding="utf-8-sig") as stream:
        for number, line in enumerate(stream, start=1):
            if not line.strip():
                continue
            try:
                yield _Line.model_validate_json(line).question()
            except ValidationError as error:
                first = error.errors()[0]
                field = ".".join(str(part) for part in first["loc"][:1])
                raise DocumentError(
                    f"{path} line {number}: {field or 'the line'}: {first['msg']}.",
                    "A question has q, expected (answer or refuse) and gold, a list of texts.",
                ) from error
