"""The rows of a comparison as WordprocessingML (ECMA-376, part 1, 17.3 and 17.4).

python-docx looks through the whole table whenever it adds a row and through all links whenever
it adds one: two decrees of 2,000 rows took 72 s.  The same elements put together here take two.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.part import Part
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from lxml import etree

from hoidap import texts
from hoidap.comparison.comparing import Row, Side
from hoidap.domain import Document
from hoidap.retrieval.ranked import source_url
from hoidap.study.exports.citing import capitalised
from hoidap.study.exports.escaping import xml_text

#: Colours that keep a contrast of 4.5 to 1 on white and differ in lightness when copied grey.
GONE: Final = "B01E1E"
NEW: Final = "145A32"
_LINK: Final = "1F3A5F"
#: Small print in half points: locators, what differs.
_SMALL: Final = "20"
#: Twentieths of a point in a millimetre.
_DXA: Final = 56.7
#: Characters on one side up to which a row stays on one page; longer ones would leave gaps.
_KEPT_TOGETHER: Final = 700
_SPACE: Final = "{http://www.w3.org/XML/1998/namespace}space"

Look = tuple[tuple[str, str | None], ...]
_LOOKS: Final[dict[str, Look]] = {
    "": (),
    "heading": (("b", None),),
    "gone": (("strike", None), ("color", GONE)),
    "new": (("b", None), ("color", NEW), ("u", "single")),
    # What is new or gone as a whole is read, not compared: its colour and its column say it.
    "all gone": (("color", GONE),),
    "all new": (("color", NEW),),
    "link": (("b", None), ("color", _LINK), ("sz", _SMALL)),
    "small": (("sz", _SMALL),),
}


class RowWriter:
    """Writes rows for one document; ``style`` is the id of the paragraphs' style."""

    def __init__(self, part: Part, site: str, style: str, widths: Sequence[float]) -> None:
        self._part = part
        self._site = site
        self._style = style
        self._widths = [str(round(width * _DXA)) for width in widths]
        self._links = 0

    def row(self, row: Row, left: Document, right: Document) -> etree._Element:
        """A table row: both sides and what differs."""
        cells = (
            self._side(row.left, left, "gone", whole=not row.right),
            self._side(row.right, right, "new", whole=not row.left),
            [self._paragraph([_run(words, "small")]) for words in _said(row)],
        )
        made = OxmlElement("w:tr")
        longest = max(
            sum(side.end - side.start for side in sides) for sides in (row.left, row.right)
        )
        if longest <= _KEPT_TOGETHER:
            properties = _within(made, "w:trPr")
            properties.append(OxmlElement("w:cantSplit"))
        for width, content in zip(self._widths, cells, strict=True):
            cell = _within(made, "w:tc")
            size = _within(_within(cell, "w:tcPr"), "w:tcW")
            size.set(qn("w:w"), width)
            size.set(qn("w:type"), "dxa")
            cell.extend(content)
        return made

    def _side(
        self, sides: Sequence[Side], document: Document, look: str, *, whole: bool
    ) -> list[etree._Element]:
        """Each provision with its locator above it."""
        if not sides:
            return [self._paragraph([_run(texts.COMPARISON_NONE, "")], alignment="center")]
        found = []
        for side in sides:
            found.append(self._paragraph([self._locator(side, document)]))
            plain = "heading" if side.is_heading else ""
            marked = f"all {look}" if whole else look
            for start, end in _lines(document.text, side):
                runs = [
                    _run(document.text[first:last], marked if is_marked else plain)
                    for first, last, is_marked in _pieces(side, start, end)
                ]
                found.append(self._paragraph(runs, alignment="both"))
        return found

    def _locator(self, side: Side, document: Document) -> etree._Element:
        """The name of a provision, which links to its place in the source viewer."""
        self._links += 1
        name = f"rIdPlace{self._links}"
        address = self._site + source_url(document.id, side.start, side.end)
        self._part.rels.add_relationship(
            RELATIONSHIP_TYPE.HYPERLINK, address, name, is_external=True
        )
        link = OxmlElement("w:hyperlink")
        link.set(qn("r:id"), name)
        link.append(_run(capitalised(side.locator), "link"))
        return link

    def _paragraph(self, content: Iterable[etree._Element], alignment: str = "") -> etree._Element:
        made = OxmlElement("w:p")
        properties = _within(made, "w:pPr")
        _within(properties, "w:pStyle").set(qn("w:val"), self._style)
        if alignment:
            _within(properties, "w:jc").set(qn("w:val"), alignment)
        made.extend(content)
        return made


def _within(parent: etree._Element, tag: str) -> etree._Element:
    made = OxmlElement(tag)
    parent.append(made)
    return made


def _run(text: str, look: str) -> etree._Element:
    made = OxmlElement("w:r")
    if _LOOKS[look]:
        properties = _within(made, "w:rPr")
        for tag, value in _LOOKS[look]:
            each = _within(properties, f"w:{tag}")
            if value is not None:
                each.set(qn("w:val"), value)
    words = _within(made, "w:t")
    words.text = xml_text(text)
    words.set(_SPACE, "preserve")
    return made


def _said(row: Row) -> Iterator[str]:
    """What differs, a line each."""
    if not row.differences:
        yield texts.COMPARISON_SAME
    for each in row.differences:
        yield texts.DIFFERENCES[each.value]


def _lines(text: str, side: Side) -> Iterator[tuple[int, int]]:
    start = side.start
    for line in text[side.start : side.end].split("\n"):
        if line.strip():
            yield start, start + len(line)
        start += len(line) + 1


def _pieces(side: Side, start: int, end: int) -> Iterator[tuple[int, int, bool]]:
    """A line cut where marks begin and end, and whether each piece is marked."""
    at = start
    for mark in side.marks:
        first, last = max(mark.start, start), min(mark.end, end)
        if first < last:
            yield at, first, False
            yield first, last, True
            at = last
    yield at, end, False
