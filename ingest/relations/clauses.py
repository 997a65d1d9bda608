"""The clauses of a document: its sections, each with the lines that are its own."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from hoidap.domain import Section
from ingest.structure.lines import Line, read_lines


@dataclass(frozen=True, slots=True)
class Clause:
    """A section with its own lines, without those of the sections inside it."""

    section: Section
    lines: tuple[Line, ...]
    children: tuple[int, ...]


def clauses_of(text: str, sections: Sequence[Section]) -> dict[int, Clause]:
    """The clauses of a text by the index of their section, in reading order."""
    owned: dict[int, list[Line]] = {each.index: [] for each in sections}
    children: dict[int, list[int]] = {each.index: [] for each in sections}
    for each in sections:
        if each.parent is not None:
            children[each.parent].append(each.index)
    waiting = sorted(sections, key=lambda each: (each.start, -each.end))[::-1]
    stack: list[Section] = []
    for line in read_lines(text):
        while waiting and waiting[-1].start < line.end:
            stack.append(waiting.pop())
        while stack and stack[-1].end <= line.start:
            stack.pop()
        if stack:
            owned[stack[-1].index].append(line)
    return {
        each.index: Clause(each, tuple(owned[each.index]), tuple(children[each.index]))
        for each in sections
    }
