"""Where the new wording of each provision stands among what a clause quotes.

One quotation may hold the new wordings of several provisions one after the other; each
begins with its own mark ("18a.", "điểm n" as "n)", "Điều 4a.") and goes on to the next.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import Final, NamedTuple

from ingest.relations.quotations import Block, behind_mark

#: A block's number, and that of a line in it.
_At = tuple[int, int]
#: The mark that a new wording begins with: "18a.", "n)", "Điều 4a.".
_BEGINNING: Final = re.compile(r"(?P<mark>[^\s.)]{1,8})\s*[.)]|(?i:Điều)\s+(?P<article>\w{1,8})\b")


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
    marked = _marked_lines(text, blocks)
    found: list[_At | None] = []
    after = (0, 0)
    for each in provisions:
        places = marked.get(_mark(each), ())
        first = bisect_left(places, after)
        place = places[first] if first < len(places) else None
        found.append(place)
        after = after if place is None else (place[0], place[1] + 1)
    starts = sorted(each for each in found if each is not None)
    return [None if each is None else _range(text, blocks, each, starts) for each in found]


def _marked_lines(text: str, blocks: Sequence[Block]) -> dict[str, list[_At]]:
    """The lines of blocks that begin with a provision's mark, in order, by that mark."""
    found: dict[str, list[_At]] = defaultdict(list)
    for number, block in enumerate(blocks):
        for place, start in enumerate(block.lines):
            begins = _BEGINNING.match(text, behind_mark(text, start, block.end))
            if begins is not None:
                mark = begins["mark"] or f"Điều {begins['article'].casefold()}"
                found[mark].append((number, place))
    return found


def _mark(levels: Mapping[str, str]) -> str:
    """How a new wording of a provision begins, as ``_marked_lines`` names it."""
    inner = levels.get("point") or levels.get("clause")
    if inner is not None:
        return inner
    return f"Điều {levels['article'].casefold()}" if "article" in levels else ""


def _range(text: str, blocks: Sequence[Block], place: _At, starts: Sequence[_At]) -> Place:
    block = blocks[place[0]]
    behind = bisect_right(starts, place)
    inside = behind < len(starts) and starts[behind][0] == place[0]
    end = block.lines[starts[behind][1]] if inside else block.end
    return _trimmed(text, block.lines[place[1]], end)


def _trimmed(text: str, start: int, end: int) -> Place:
    begin = behind_mark(text, start, end)
    return Place(begin, begin + len(text[begin:end].rstrip()))
