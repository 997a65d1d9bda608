"""The lines of a provision as a tree: paragraphs, khoản, điểm, dashes.

Works on text alone, so that it serves law parsed into sections and law that
came as plain text alike.  A line's label gives its depth (``1.`` above ``a)``
above ``-`` above ``+``); a line without a label that ends with a colon opens
the list of labelled lines after it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Final, NamedTuple

from hoidap.retrieval.features import heading_of

#: Depth by label, the outermost first.
_LABELS: Final = (
    (10, re.compile(r"[IVXLC]{1,5}\s?[.\-–)]\s")),
    (20, re.compile(r"\d{1,3}\s?[.\-–)]\s")),
    (25, re.compile(r"\d{1,2}\.\d{1,2}(?:\.\d{1,2})*\s?[.\-–)]?\s")),
    (30, re.compile(r"[a-zđ]\s?[.)]\s")),
    (40, re.compile(r"[-–•*]\s")),
    (50, re.compile(r"\+\s")),
)
#: A paragraph that opens a list stands just above the list's items.
_OPENER: Final = 5
_ROOT: Final = 0

_ARTICLE_HEADING: Final = re.compile(r"Điều \d+[a-zđ]?\s*[.:]\s*\S", re.IGNORECASE)
#: The longest line that may be an article's heading, in words.
_HEADING_WORDS: Final = 60

_LINE: Final = re.compile(r"[^\n]+")


class Range(NamedTuple):
    """A half-open range of a document's text."""

    start: int
    end: int


@dataclass(slots=True)
class Node:
    """A line and what hangs on it; ``depth`` 0 is a paragraph that nothing hangs on."""

    line: Range
    depth: int
    children: list[Node] = field(default_factory=list)

    @property
    def end(self) -> int:
        """Where the last line below ends."""
        return self.children[-1].end if self.children else self.line.end

    @property
    def whole(self) -> Range:
        """The line with everything below it."""
        return Range(self.line.start, self.end)


@dataclass(frozen=True, slots=True)
class Outline:
    """A provision: its heading line, if it has one, and its outermost nodes."""

    heading: Range | None
    nodes: tuple[Node, ...]

    @property
    def labelled(self) -> bool:
        """Whether any line bears a label: a provision, not prose."""
        return any(node.depth != _ROOT for node in self.nodes)


def read_outline(text: str, start: int, end: int) -> Outline:
    """The outline of ``text[start:end]``."""
    lines = [
        Range(*_stripped(text, found.start(), found.end()))
        for found in _LINE.finditer(text, start, end)
        if found[0].strip()
    ]
    heading = lines[0] if lines and _is_heading(text, lines, end) else None
    return Outline(heading, _tree(text, lines[1:] if heading else lines))


def _is_heading(text: str, lines: Sequence[Range], end: int) -> bool:
    first = lines[0]
    line = text[first.start : first.end]
    if len(lines) == 1 or len(line.split()) > _HEADING_WORDS:
        return False
    return bool(_ARTICLE_HEADING.match(line) or heading_of(text[first.start : end]))


def _tree(text: str, lines: Sequence[Range]) -> tuple[Node, ...]:
    roots: list[Node] = []
    open_nodes: list[Node] = []
    depths = [_depth(text, line) for line in lines]
    for place, (line, depth) in enumerate(zip(lines, depths, strict=True)):
        following = depths[place + 1] if place + 1 < len(lines) else _ROOT
        if depth == _ROOT and following and text[line.start : line.end].endswith((":", ";")):
            depth = following - _OPENER  # noqa: PLW2901 - a paragraph becomes an opener
        node = Node(line, depth)
        if depth == _ROOT:
            roots.append(node)
            continue
        while open_nodes and open_nodes[-1].depth >= depth:
            open_nodes.pop()
        (open_nodes[-1].children if open_nodes else roots).append(node)
        open_nodes.append(node)
    return tuple(roots)


def _depth(text: str, line: Range) -> int:
    for depth, label in _LABELS:
        if label.match(text, line.start, line.end):
            return depth
    return _ROOT


def _stripped(text: str, start: int, end: int) -> tuple[int, int]:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return start, end
