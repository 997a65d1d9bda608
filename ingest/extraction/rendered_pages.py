"""On which page each block stands, found in a rendering of the same document.

LibreOffice prints the document to PDF, which says what stands on each page but
has lost paragraphs and table rows.  So the blocks keep the text, and each page is
looked for in them: letters and figures only, because a rendering breaks lines,
and from the end of the page before, because pages follow one another.  A page
begins where the first of its lines that is not a running head is found.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Final

from ingest.extraction.extracted_text import PAGE_BREAK, Block
from ingest.extraction.legacy_encodings import ENCODINGS, to_unicode

#: Letters and figures compared: long enough to be found once, short enough to lie in one block.
_PROBE: Final = 40
#: Lines at the top of a page that are tried: running head, page number, first words.
_LINES_TRIED: Final = 8
#: Shorter lines stand in many places.
_LEAST: Final = 12

#: Also ư, which is a soft hyphen in TCVN3: a rendering leaves it out.
_OTHER: Final = re.compile(r"[\W_ưƯ]+")


def with_rendered_pages(blocks: Sequence[Block], pages: Sequence[str]) -> list[Block]:
    """``blocks`` with the pages on which ``pages``, the texts of a rendering, show them."""
    texts = [_Letters(block.text) for block in blocks]
    whole = "".join(text.letters for text in texts)
    starts = _starts(whole, pages)
    placed, before = [], 0
    for block, text in zip(blocks, texts, strict=True):
        end = before + len(text.letters)
        page = bisect_right(starts, before)
        inside = [start - before for start in starts if before < start < end]
        words = block.text if block.cells else text.broken(inside)  # cells are exact ranges of it
        placed.append(replace(block, text=words, page=page))
        before = end
    return placed


class _Letters:
    """A text, its letters and figures, and where each of them stands."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._places = [at for at, letter in enumerate(text) if not _OTHER.fullmatch(letter)]
        self.letters = "".join(text[at] for at in self._places).lower()
        if len(self.letters) != len(self._places):  # a letter whose small form is two
            self.letters = "".join(text[at] for at in self._places)

    def broken(self, breaks: Sequence[int]) -> str:
        """The text with a page break in the gap before each of the given letters."""
        parts, end = [], 0
        for letter in breaks:
            gap = self._text.rfind(" ", end, self._places[letter] + 1)
            if gap > end:
                parts.append(self._text[end:gap])
                end = gap + 1
        return PAGE_BREAK.join([*parts, self._text[end:]])


def _starts(whole: str, pages: Sequence[str]) -> list[int]:
    """Where in ``whole`` each page begins, ascending; a page that is not found begins nowhere.

    Its number is taken by the next one that is, so starts are repeated for it.
    """
    starts: list[int] = [0]
    for text in pages[1:]:
        found = -1
        for probe in _probes(text):
            found = whole.find(probe, starts[-1] + 1)
            if found >= 0:
                break
        starts.append(found)
        if found < 0:
            starts[-1] = starts[-2]
    for at in range(len(starts) - 2, 0, -1):  # a page not found begins with the next one
        if starts[at] == starts[at - 1] and at:
            starts[at] = starts[at + 1]
    return starts


def _probes(page: str) -> Iterator[str]:
    """What to look for, line by line: as rendered, and read as each old encoding."""
    tried = 0
    for line in page.splitlines():
        letters = _OTHER.sub("", line).lower()
        if len(letters) < _LEAST or tried == _LINES_TRIED:
            continue
        tried += 1
        yield letters[:_PROBE]
        for encoding in ENCODINGS:
            yield _OTHER.sub("", to_unicode(line, encoding)).lower()[:_PROBE]
