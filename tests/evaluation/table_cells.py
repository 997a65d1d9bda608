"""Cells of tables asked for, one question each: ``python -m tests.evaluation.table_cells DATA``.

DATA holds an index of ``../shared/real-dev/docs``.  A cell counts as *found* when a row of
its document's tables holds its value beside the words of its row, and as *answered* when
the answer cites that row.  The answers that do not are printed.
"""

from __future__ import annotations

import json
import re
import sys
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from hoidap.answering.assistant import Assistant
from hoidap.domain import Answer, Cell, Document
from hoidap.index.generation import GenerationStore
from hoidap.settings import Settings

#: Share of the words that name a row which stand in it; the rest stand in merged cells above.
_NAMED: Final = 0.6
#: Characters of a value from which it may be a part of its cell.
_WORDS: Final = 6


@dataclass(frozen=True, slots=True)
class AskedCell:
    """A cell whose truth is known, and the question that it answers."""

    file: str
    row: str
    value: str
    question: str


@dataclass(frozen=True, slots=True)
class Judged:
    """A cell, the rows that hold it and whether its question is answered with one of them."""

    cell: AskedCell
    rows: tuple[tuple[int, int], ...]
    answered: bool
    answer: Answer


def read_cells(path: Path) -> list[AskedCell]:
    """The cells of a ``tables.jsonl``."""
    lines = map(json.loads, path.read_text(encoding="utf-8").splitlines())
    return [AskedCell(each["file"], each["row"], each["value"], each["question"]) for each in lines]


def read_stored(data: Path) -> dict[str, Document]:
    """The documents of an index by the names of their files."""
    with GenerationStore(data).catalogue() as catalogue:
        return {
            Path(each.paths[0]).name: catalogue.document(each.id) for each in catalogue.documents()
        }


def rows_of(cell: AskedCell, document: Document) -> tuple[tuple[int, int], ...]:
    """The ranges of the rows that hold a cell's value beside the words of its row."""
    wanted = set(_plain(cell.row).split())
    found = []
    for row in (row for table in document.tables for row in table.rows):
        texts = [_plain(document.text[each.start : each.end]) for each in row]
        named = len(wanted & set(" ".join(texts).split())) >= _NAMED * len(wanted)
        if named and any(_holds(text, _plain(cell.value)) for text in texts):
            found.append(_range(row))
    return tuple(found)


def judge(
    cells: Iterable[AskedCell], assistant: Assistant, documents: dict[str, Document]
) -> list[Judged]:
    """Ask for every cell; ``documents`` by file name."""
    judged = []
    for cell in cells:
        document = documents[cell.file]
        rows = rows_of(cell, document)
        answer = assistant.ask(cell.question)
        answered = any(
            citation.document_id == document.id and citation.start < end and start < citation.end
            for citation in answer.citations
            for start, end in rows
        )
        judged.append(Judged(cell, rows, answered, answer))
    return judged


def main(data: Path, truths: Path) -> None:
    """Print how many cells are found and answered, and the answers to the others."""
    cells = read_cells(truths)
    documents = read_stored(data)
    with Assistant.open(Settings(data=data)) as assistant:
        judged = judge(cells, assistant, documents)
    for each in judged:
        if not each.answered:
            told = " ".join(each.answer.answer.split())[:160]
            sys.stdout.write(f"{each.cell.question}\n    {each.answer.status.value}: {told}\n")
    found = sum(bool(each.rows) for each in judged)
    answered = sum(each.answered for each in judged)
    sys.stdout.write(f"cells {len(judged)}, found {found}, answered with their row {answered}\n")


def _plain(text: str) -> str:
    return " ".join(re.sub(r"[\W_]+", " ", unicodedata.normalize("NFC", text).lower()).split())


def _holds(text: str, value: str) -> bool:
    return value == text or (len(value) > _WORDS and value in text)


def _range(row: tuple[Cell, ...]) -> tuple[int, int]:
    return row[0].start, row[-1].end


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path("../shared/real-dev/tables.jsonl"))
