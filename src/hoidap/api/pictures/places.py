"""Where a quote stands on a page, found among the letters that the page draws.

A page breaks lines, hyphenates, sets table cells side by side and puts a running head into the
middle of a sentence, so only letters and figures are compared, without marks and case, and what
is not found whole is looked for in its lines and cells, then in halves.  Of several places
with the same words the one counts that lies as far down the page as the quote does in the page's
text.  A piece too short to be told from others counts only beside one that was found.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Final
from unicodedata import combining, normalize

#: Letters by which a piece is told from the rest of a page.
_TELLING: Final = 16
#: Share of a quote's letters that must be found: less is some other text.
_ENOUGH: Final = 0.6
#: Letters of one line whose boxes overlap by this share of the lower one.
_SAME_LINE: Final = 0.4
#: Marks on one page; a quote of a full page has some sixty lines.
_MOST_MARKS: Final = 300

_PARTS: Final = re.compile(r"[\n|]+")

Box = Sequence[int]  # left, top, right, bottom
Mark = tuple[int, int, int, int]


@dataclass(frozen=True, slots=True)
class PageLetters:
    """The letters of a page and their boxes; a blank's box is empty."""

    letters: str
    boxes: Sequence[Box]


def find_quote(page: PageLetters, quote: str, expected: float) -> list[Mark]:
    """The lines of the page on which a quote stands, as boxes; none when it is not found.

    ``expected``: how far down the page's text it begins, from 0 to 1.
    """
    search = _Search(page, expected)
    wanted = [_compared(part) for part in _PARTS.split(quote)]
    total = sum(map(len, wanted))
    whole = search.find("".join(wanted)) if total >= _TELLING else None
    if whole is not None:
        return _marks(page, [whole])
    for part in sorted(wanted, key=len, reverse=True):
        search.find_in_pieces(part)
    found = sum(end - start for start, end in search.found)
    return _marks(page, search.places()) if total and found >= _ENOUGH * total else []


class _Search:
    """One quote being looked for."""

    def __init__(self, page: PageLetters, expected: float) -> None:
        self._page = page
        #: The letters that are compared, and the index on the page of each.
        self._at: list[int] = []
        parts = []
        for index, letter in enumerate(page.letters):
            plain = _plain(letter)
            parts.append(plain)
            self._at += [index] * len(plain)
        self._text = "".join(parts)
        self._expected = expected * len(self._text)
        self.found: list[tuple[int, int]] = []  # ranges of the compared letters

    def find(self, wanted: str) -> tuple[int, int] | None:
        """The range on the page of what is found whole, nearest to where it is expected."""
        places = [at for at in _occurrences(self._text, wanted) if self._is_free(at, len(wanted))]
        if not places:
            return None
        start = min(places, key=lambda at: abs(at - self._expected))
        self.found.append((start, start + len(wanted)))
        return self._on_page(start, start + len(wanted))

    def find_in_pieces(self, wanted: str) -> None:
        """Find a part of the quote, whole or in halves."""
        if not wanted:
            return
        if len(wanted) < _TELLING:
            self._find_beside(wanted)
        elif self.find(wanted) is None and len(wanted) >= 2 * _TELLING:
            middle = len(wanted) // 2
            self.find_in_pieces(wanted[:middle])
            self.find_in_pieces(wanted[middle:])

    def _find_beside(self, wanted: str) -> None:
        """Find a short piece in a line in which another one stands."""
        for at in _occurrences(self._text, wanted):
            box = self._box(at)
            if self._is_free(at, len(wanted)) and any(
                _share_line(box, self._box(inside))
                for start, end in self.found
                for inside in (start, end - 1)
            ):
                self.found.append((at, at + len(wanted)))
                return

    def places(self) -> list[tuple[int, int]]:
        """Ranges on the page, in its order."""
        return [self._on_page(start, end) for start, end in sorted(self.found)]

    def _on_page(self, start: int, end: int) -> tuple[int, int]:
        return self._at[start], self._at[end - 1] + 1

    def _box(self, at: int) -> Box:
        return self._page.boxes[self._at[at]]

    def _is_free(self, start: int, length: int) -> bool:
        return all(end <= start or start + length <= first for first, end in self.found)


def _occurrences(text: str, wanted: str) -> Iterator[int]:
    at = text.find(wanted) if wanted else -1
    while at >= 0:
        yield at
        at = text.find(wanted, at + 1)


def _compared(text: str) -> str:
    return "".join(map(_plain, normalize("NFC", text)))


@lru_cache(maxsize=4096)
def _plain(letter: str) -> str:
    """Letters and figures of one character, small and without marks; "" for anything else."""
    bare = (each for each in normalize("NFKD", letter.lower()) if not combining(each))
    return "".join("d" if each == "đ" else each for each in bare if each.isalnum())


def _marks(page: PageLetters, places: Sequence[tuple[int, int]]) -> list[Mark]:
    marks: list[list[int]] = []
    for start, end in places:
        fresh = True
        for box in page.boxes[start:end]:
            if not box:
                continue
            if not fresh and _share_line(box, marks[-1]):
                last = marks[-1]
                marks[-1] = [
                    min(last[0], box[0]),
                    min(last[1], box[1]),
                    max(last[2], box[2]),
                    max(last[3], box[3]),
                ]
            else:
                marks.append(list(box))
            fresh = False
    return [(a, b, c, d) for a, b, c, d in marks[:_MOST_MARKS]]


def _share_line(one: Box, other: Box) -> bool:
    if not one or not other:
        return False
    common = min(one[3], other[3]) - max(one[1], other[1])
    return common >= _SAME_LINE * max(1, min(one[3] - one[1], other[3] - other[1]))
