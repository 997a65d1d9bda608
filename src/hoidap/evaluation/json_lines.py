"""Reads files of JSON Lines that people write: one object a line, checked by a model."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Annotated, TypeVar

from pydantic import BaseModel, StringConstraints, ValidationError

from hoidap.errors import DocumentError

Text = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1)]
Line = TypeVar("Line", bound=BaseModel)


def load_lines(path: Path, model: type[Line], what: str, expected: str) -> tuple[Line, ...]:
    """The lines of a file as ``model``; ``what`` one is called, ``expected``: what it must hold.

    Raises DocumentError naming the line that is malformed, or when there is none.
    """
    try:
        lines = tuple(_lines(path, model, expected))
    except UnicodeDecodeError as error:
        raise DocumentError(f"{path} is not UTF-8: {error.reason}.", "Save it as UTF-8.") from error
    if not lines:
        raise DocumentError(f"{path} holds no {what}.", "Write one object a line.")
    return lines


def _lines(path: Path, model: type[Line], expected: str) -> Iterator[Line]:
    # Editors on Windows put a byte order mark first.
    with path.open(encoding="utf-8-sig") as stream:
        for number, line in enumerate(stream, start=1):
            if not line.strip():
                continue
            try:
                yield model.model_validate_json(line)
            except ValidationError as error:
                first = error.errors()[0]
                field = ".".join(str(part) for part in first["loc"][:1])
                raise DocumentError(
                    f"{path} line {number}: {field or 'the line'}: {first['msg']}.", expected
                ) from error
