"""Where the new wording of each provision stands among what a clause quotes.

One quotation may hold the new wordings of several provisions one after the other; each
begins with its own mark ("18a.", "điểm n" as "n)", "Điều 4a.") and goes on to the next.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from ingest.relations.quotations import Block, without_mark


class Place(NamedTuple):
    """A range of the text."""

    start: int
    end: int


def new_texts(
    text: str, blocks: Sequence[Block], provisions: Sequence[Mapping[str, str]]
) -> list[Place | None]:
    """The new wording of each provision, given by its levels; None where none is found.

    A lone provision takes a lone quotation whatever it begins with.
    """
    if len(provisions) == 1 and len(blocks) == 1:
        return [_trimmed(text, blocks[0].start, blocks[0].end)]
    found: list[tuple[int, int] | None] = []
    after = (0, 0)
    for each in provisions:
        place = _find(text, blocks, each, after)
        found.append(place)
        after = after if place is None else (place[0], place[1] + 1)
    starts = sorted(each for each in found if each is not None)
    return [None if each is None else _range(text, blocks, each, starts) for each in found]


def _find(
    text: str, blocks: Sequence[Block], levels: Mapping[str, str], after: tuple[int, int]
) -> tuple[int, int] | None:
    """The block and line that begin with a provision's mark, at or behind ``after``."""
    pattern = _mark(levels)
    if pattern is None:
        return None
    for number, block in enumerate(blocks):
        for place, start in enumerate(block.lines):
            begins = start + without_mark(text[start : block.end])
            if (number, place) >= after and pattern.match(text, begins):
                return number, place
    return None


def _mark(levels: Mapping[str, str]) -> re.Pattern[str] | None:
    """How a new wording of a provision begins."""
    if "point" in levels or "clause" in levels:
        return re.compile(rf"{re.escape(levels.get('point') or levels['clause'])}\s*[.)]")
    if "article" in levels:
        return re.compile(rf"Điều\s+{re.escape(levels['article'])}\b", re.IGNORECASE)
    return None


def _range(
    text: str, blocks: Sequence[Block], place: tuple[int, int], starts: Sequence[tuple[int, int]]
) -> Place:
    block = blocks[place[0]]
    following = [each for each in starts if each > place and each[0] == place[0]]
    end = block.lines[following[0][1]] if following else block.end
    return _trimmed(text, block.lines[place[1]], end)


def _trimmed(text: str, start: int, end: int) -> Place:
    begin = start + without_mark(text[start:end])
    return Place(begin, begin + len(text[begin:end].rstrip()))
