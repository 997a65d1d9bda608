"""Quotations inside an instruction and below it.

Words that are exchanged stand in quotation marks inside the sentence; a new wording stands
below it, from an opening mark at the beginning of a line to the mark that closes it, many
lines further down.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final, NamedTuple

from ingest.structure.lines import Line

_OPENING: Final = "“«"
_CLOSING: Final = "”»"
_STRAIGHT: Final = '"'
#: Closes what nothing else closes, where a word ends.
_SINGLE: Final = re.compile(r"[’'](?=[\s,;.:]|\Z)")
#: Stands for what is quoted, one for each character: no finder reads on over it.
MASK: Final = "¤"
#: The last line of a quotation ends so.
_ENDS: Final = re.compile(r"[”»\"]\s*[.;,]*\s*\Z")
_BEGINS: Final = re.compile(r"[“«\"]\s*")
#: A quotation that begins in the line that announces it.
_ANNOUNCED: Final = re.compile(r":\s*(?=[“«\"])")


class Quotation(NamedTuple):
    """What stands between two marks of a line, without them."""

    start: int
    end: int
    text: str


def quoted_words(text: str) -> tuple[str, tuple[Quotation, ...]]:
    """A line with what it quotes masked, marks included, and the quotations in order.

    Marks of different make may pair: writers open with a straight mark and close with a
    curved one.  A mark that is never closed quotes nothing.
    """
    found = list(_pairs(text))
    parts, at = [], 0
    for each in found:
        first, behind = each.start - 1, each.end + 1
        parts += [text[at:first], MASK * (behind - first)]
        at = behind
    return "".join([*parts, text[at:]])[: len(text)], tuple(found)


def _pairs(text: str) -> Iterator[Quotation]:
    opened: int | None = None
    for at, character in enumerate(text):
        if opened is None:
            if character in _OPENING + _STRAIGHT:
                opened = at
        elif character in _CLOSING + _STRAIGHT:
            yield Quotation(opened + 1, at, text[opened + 1 : at])
            opened = None
    single = _SINGLE.search(text, opened + 1) if opened is not None else None
    if opened is not None and single is not None:
        yield Quotation(opened + 1, single.start(), text[opened + 1 : single.start()])


class Block(NamedTuple):
    """A quoted wording: its range without the marks, and where each of its lines begins."""

    start: int
    end: int
    lines: tuple[int, ...]


def quoted_blocks(lines: Sequence[Line]) -> list[Block]:
    """The wordings that lines quote, in order; ``lines`` are those of one clause."""
    blocks: list[Block] = []
    starts: list[int] = []
    end = 0
    for line in lines:
        begins = _announced(line) if not starts else None
        if begins is None and not line.quoted:
            if starts:  # a quotation whose closing mark was lost
                blocks.append(_block(starts, end))
                starts = []
            continue
        starts.append(line.start if begins is None else begins)
        end = line.end
        if _ENDS.search(line.text):
            blocks.append(_block(starts, line.start + _closing(line.text)))
            starts = []
    if starts:
        blocks.append(_block(starts, end))
    return blocks


def _announced(line: Line) -> int | None:
    """Where a quotation begins in the line that announces it and reads on to its end."""
    found = None if line.quoted else _ANNOUNCED.search(line.text)
    return None if found is None else line.start + found.end()


def _closing(text: str) -> int:
    """Where the mark that closes a line's quotation stands."""
    found = _ENDS.search(text)
    return len(text) if found is None else found.start()


def _block(starts: Sequence[int], end: int) -> Block:
    return Block(starts[0], end, tuple(starts))


def behind_mark(text: str, start: int, end: int) -> int:
    """Where a quotation goes on behind the mark and white space that may open it at ``start``."""
    found = _BEGINS.match(text, start, end)
    return start if found is None else found.end()
