"""The text of a Word paragraph, run by run: what is printed, in Unicode.

A run may be deleted by a tracked change, hidden, printed in capitals, or set in
an old font.  Its own properties win over those of its style, those over its
paragraph's style.  Runs of one old encoding that stand together are converted
together, because a letter and its accent may stand in two runs.

Soft hyphens are kept until then: in TCVN3 the byte is the letter ư.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby, takewhile
from typing import Any, Final

from docx.document import Document
from docx.oxml.ns import qn

from ingest.extraction.extracted_text import PAGE_BREAK, Alignment, Style
from ingest.extraction.legacy_encodings import encoding_of_font, is_capital_font, to_unicode
from ingest.extraction.word_math import MATH, formula, lowered, raised, symbol, symbol_of

#: Where Word itself broke the page when it last printed or saved the document.
RENDERED: Final = "\x0e"

_SOFT_HYPHEN: Final = "\u00ad"
_SKIPPED: Final = frozenset(
    map(qn, ("w:del", "w:moveFrom", "w:txbxContent", "w:instrText", "w:delText", "w:pPr", "w:rPr"))
) | {"{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"}
_CHARACTERS: Final = {
    qn("w:tab"): "\t",
    qn("w:cr"): "\n",
    qn("w:noBreakHyphen"): "-",
    qn("w:softHyphen"): _SOFT_HYPHEN,
    qn("w:lastRenderedPageBreak"): RENDERED,
}
_RUN: Final = qn("w:r")
_TEXT: Final = qn("w:t")
_SYMBOL: Final = qn("w:sym")
_SYMBOL_FONTS: Final = frozenset({"symbol", "wingdings", "wingdings 2"})
#: Where text in a symbol font stands.
_PRIVATE_AREA: Final = frozenset(map(chr, range(0xF020, 0xF100)))
_BREAK: Final = qn("w:br")
_TYPE: Final = qn("w:type")
_VALUE: Final = qn("w:val")
_FALSE: Final = frozenset({"0", "false", "none", "off"})
#: Share of a paragraph's letters that must be bold for it to be so.
_NEARLY_ALL: Final = 0.9
#: Word measures in twentieths of a point.
_TWIPS: Final = 20
_ALIGNMENTS: Final = {
    "center": Alignment.CENTRE,
    "right": Alignment.END,
    "end": Alignment.END,
}
#: Styles are based on one another; a circle of them ends here.
_DEEPEST: Final = 20


@dataclass(frozen=True, slots=True)
class Look:
    """How a run is printed, as far as it matters to its text; None where nothing is said."""

    font: str | None = None
    capitals: bool | None = None
    hidden: bool | None = None
    place: str | None = None  # superscript, subscript or baseline
    bold: bool | None = None
    italic: bool | None = None
    size: float | None = None  # points

    def over(self, other: Look) -> Look:
        """This look where it says something, else the other."""
        return Look(
            self.font or other.font,
            other.capitals if self.capitals is None else self.capitals,
            other.hidden if self.hidden is None else self.hidden,
            self.place or other.place,
            other.bold if self.bold is None else self.bold,
            other.italic if self.italic is None else self.italic,
            self.size or other.size,
        )

    @property
    def encoding(self) -> tuple[str | None, bool]:
        """The old encoding of its font, and whether that font draws capitals."""
        return encoding_of_font(self.font), is_capital_font(self.font)


class Styles:
    """The looks that a document's styles give."""

    def __init__(self, document: Document) -> None:
        root = document.styles.element
        self._elements = {
            style.get(qn("w:styleId")): style for style in root.iterchildren(qn("w:style"))
        }
        self._looks: dict[str, Look] = {}
        defaults = root.find(f"{qn('w:docDefaults')}/{qn('w:rPrDefault')}/{qn('w:rPr')}")
        self.default = _look(defaults)

    def look(self, style_id: str | None) -> Look:
        """The look of a style and of those it is based on."""
        if style_id is None:
            return Look()
        if style_id not in self._looks:
            look = Look()
            for style in self.chain(style_id):
                look = look.over(_look(style.find(qn("w:rPr"))))
            self._looks[style_id] = look
        return self._looks[style_id]

    def chain(self, style_id: str | None) -> Iterator[Any]:
        """The element of a style, then of the one it is based on, and so on."""
        for _ in range(_DEEPEST):
            style = self._elements.get(style_id)
            if style is None:
                return
            yield style
            style_id = _child_value(style, "w:basedOn")


def paragraph_text(paragraph: Any, styles: Styles) -> str:
    """The printed text of a ``w:p`` element.

    ``PAGE_BREAK`` stands where the author began a page, ``RENDERED`` where Word did.
    """
    runs = _looked(paragraph, styles)
    parts = []
    for (encoding, capital_font), some in groupby(
        ((look, text) for look, text in runs if not look.hidden), key=lambda run: run[0].encoding
    ):
        pieces = [_as_printed(look, text) for look, text in some]
        text = "".join(pieces)
        parts.append(to_unicode(text, encoding, capitals=capital_font) if encoding else text)
    return "".join(parts)


def paragraph_style(paragraph: Any, styles: Styles) -> Style:
    """How a ``w:p`` element looks: what nearly all of its letters have in common."""
    runs = [
        (look, sum(map(str.isalpha, text)))
        for look, text in _looked(paragraph, styles)
        if not look.hidden
    ]
    letters = sum(count for _, count in runs)
    sizes: Counter[float] = Counter()
    for look, count in runs:
        sizes[look.size or 0.0] += count
    properties = paragraph.find(qn("w:pPr"))
    holders = [] if properties is None else [properties]
    style = None if properties is None else _child_value(properties, "w:pStyle")
    holders += filter(
        lambda each: each is not None, (e.find(qn("w:pPr")) for e in styles.chain(style))
    )
    aligned = next(filter(None, (_child_value(each, "w:jc") for each in holders)), "")
    return Style(
        bold=bool(letters) and sum(n for look, n in runs if look.bold) >= _NEARLY_ALL * letters,
        italic=bool(letters) and sum(n for look, n in runs if look.italic) >= _NEARLY_ALL * letters,
        alignment=_ALIGNMENTS.get(aligned, Alignment.START),
        size=sizes.most_common(1)[0][0] if sizes else 0.0,
        indent=next(filter(None, map(_indent, holders)), 0.0),
    )


def _looked(paragraph: Any, styles: Styles) -> list[tuple[Look, str]]:
    """The runs of a paragraph with their looks, formulas among them."""
    properties = paragraph.find(qn("w:pPr"))
    style = None if properties is None else _child_value(properties, "w:pStyle")
    base = styles.look(style).over(styles.default)
    return [
        (base, formula(run)) if run.tag == MATH else (_run_look(run, styles, base), _run_text(run))
        for run in _runs(paragraph)
    ]


def _as_printed(look: Look, text: str) -> str:
    text = text.upper() if look.capitals else text
    if look.font and look.font.lower() in _SYMBOL_FONTS:
        text = "".join(
            symbol(look.font, ord(each)) if each in _PRIVATE_AREA else each for each in text
        )
    if look.encoding[0] is None and text.strip():
        if look.place == "superscript":
            return raised(text)
        if look.place == "subscript":
            return lowered(text)
    return text


def _indent(properties: Any) -> float:
    """The indent of a paragraph's first line in points."""
    found = properties.find(qn("w:ind"))
    if found is None:
        return 0.0
    left = _number(found.get(qn("w:left")) or found.get(qn("w:start")))
    first = _number(found.get(qn("w:firstLine"))) - _number(found.get(qn("w:hanging")))
    return (left + first) / _TWIPS


def _number(written: str | None) -> float:
    try:
        return float(written or 0)
    except ValueError:
        return 0.0


def text_boxes(paragraph: Any) -> Iterator[Any]:
    """The text boxes that are anchored in a paragraph, each once, without those inside them."""
    for box in paragraph.iter(qn("w:txbxContent")):
        around = takewhile(lambda each: each is not paragraph, box.iterancestors())
        if not any(str(each.tag).endswith(("}Fallback", "}txbxContent")) for each in around):
            yield box


def _runs(element: Any) -> Iterator[Any]:
    for child in element.iterchildren():
        if child.tag in (_RUN, MATH):
            yield child
        elif child.tag not in _SKIPPED:
            yield from _runs(child)


def _run_text(run: Any) -> str:
    parts: list[str] = []
    for node in _printed(run):
        if node.tag == _TEXT:
            parts.append(node.text or "")
        elif node.tag == _BREAK:
            parts.append(PAGE_BREAK if node.get(_TYPE) == "page" else "\n")
        elif node.tag == _SYMBOL:
            parts.append(symbol_of(node))
        else:
            parts.append(_CHARACTERS.get(node.tag, ""))
    return "".join(parts)


def _printed(element: Any) -> Iterator[Any]:
    for child in element.iterchildren():
        if child.tag not in _SKIPPED:
            yield child
            yield from _printed(child)


def _run_look(run: Any, styles: Styles, base: Look) -> Look:
    properties = run.find(qn("w:rPr"))
    if properties is None:
        return base
    style = styles.look(_child_value(properties, "w:rStyle"))
    return _look(properties).over(style).over(base)


def _look(properties: Any) -> Look:
    if properties is None:
        return Look()
    fonts = properties.find(qn("w:rFonts"))
    font = None if fonts is None else fonts.get(qn("w:ascii")) or fonts.get(qn("w:hAnsi"))
    return Look(
        font,
        _switch(properties, "w:caps"),
        _switch(properties, "w:vanish"),
        _child_value(properties, "w:vertAlign"),
        _switch(properties, "w:b"),
        _switch(properties, "w:i"),
        _number(_child_value(properties, "w:sz")) / 2 or None,
    )


def _switch(properties: Any, name: str) -> bool | None:
    found = properties.find(qn(name))
    return None if found is None else found.get(_VALUE, "true") not in _FALSE


def _child_value(element: Any, child: str) -> str | None:
    found = element.find(qn(child))
    return None if found is None else found.get(_VALUE)
