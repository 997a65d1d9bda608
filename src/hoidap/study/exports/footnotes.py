"""Real footnotes in a Word document that python-docx writes.

python-docx 1.2 has no interface for footnotes.  The format needs three things (ECMA-376,
part 1, 17.11): a part ``word/footnotes.xml`` whose first two notes are the separators,
named in the document's settings; a run in that part for every note; and a reference run
at the place in the text.  Notes are numbered by the program that shows them.
"""

from __future__ import annotations

from docx.document import Document as WordDocument
from docx.enum.style import WD_STYLE_TYPE
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.text.paragraph import Paragraph
from lxml import etree

_CONTENT_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.footnotes+xml"
_PART = "/word/footnotes.xml"
#: The style that programs know a note's number by.
_MARK_STYLE = "footnote reference"
#: Ids -1 and 0 belong to the separators.
_SEPARATORS = (("separator", -1), ("continuationSeparator", 0))
#: Footnotes are set in 10 point (half points here), as in official papers of 13 to 14 point.
_SIZE = 20


class Footnotes:
    """The footnotes of one document; ``add`` them while it is written, ``close`` at the end."""

    def __init__(self, document: WordDocument) -> None:
        self._document = document
        self._root = parse_xml(f"<w:footnotes {nsdecls('w', 'r')}/>")
        self._count = 0
        self._links: dict[str, str] = {}
        for kind, number in _SEPARATORS:
            note = self._note(number, kind)
            note.append(_paragraph(OxmlElement(f"w:{kind}")))
        _name_separators(document)
        style = document.styles.add_style(_MARK_STYLE, WD_STYLE_TYPE.CHARACTER)
        style.font.superscript = True
        self._mark_id = style.style_id
        self._part = Part(PackURI(_PART), _CONTENT_TYPE, blob=b"", package=document.part.package)
        document.part.relate_to(self._part, RELATIONSHIP_TYPE.FOOTNOTES)

    def add(self, paragraph: Paragraph, text: str, address: str = "") -> None:
        """Put a note at the end of a paragraph; its text links to ``address``, if given."""
        self._count += 1
        reference = paragraph.add_run(style=_MARK_STYLE)
        mark = OxmlElement("w:footnoteReference")
        mark.set(qn("w:id"), str(self._count))
        reference._r.append(mark)
        content = _paragraph()
        own_mark = OxmlElement("w:r")
        look = OxmlElement("w:rPr")
        named = OxmlElement("w:rStyle")
        named.set(qn("w:val"), self._mark_id)
        look.append(named)
        own_mark.append(look)
        own_mark.append(OxmlElement("w:footnoteRef"))
        content.append(own_mark)
        content.append(_run(" "))
        content.append(self._linked(_run(text), address) if address else _run(text))
        self._note(self._count).append(content)

    def close(self) -> None:
        """Write the notes into the document."""
        self._part._blob = etree.tostring(
            self._root, xml_declaration=True, encoding="UTF-8", standalone=True
        )

    def _note(self, number: int, kind: str | None = None) -> etree._Element:
        note = etree.SubElement(self._root, qn("w:footnote"))
        if kind is not None:
            note.set(qn("w:type"), kind)
        note.set(qn("w:id"), str(number))
        return note

    def _linked(self, run: etree._Element, address: str) -> etree._Element:
        if address not in self._links:
            self._links[address] = self._part.relate_to(
                address, RELATIONSHIP_TYPE.HYPERLINK, is_external=True
            )
        link = OxmlElement("w:hyperlink")
        link.set(qn("r:id"), self._links[address])
        link.append(run)
        return link


def _paragraph(*content: etree._Element) -> etree._Element:
    """A paragraph of a note: justified, single line."""
    paragraph = parse_xml(
        f"<w:p {nsdecls('w')}><w:pPr><w:spacing w:before='0' w:after='20' w:line='240' "
        "w:lineRule='auto'/><w:ind w:firstLine='0'/><w:jc w:val='both'/></w:pPr></w:p>"
    )
    for each in content:
        run = OxmlElement("w:r")
        run.append(each)
        paragraph.append(run)
    return paragraph


def _run(text: str) -> etree._Element:
    run = OxmlElement("w:r")
    look = OxmlElement("w:rPr")
    for tag in ("w:sz", "w:szCs"):
        size = OxmlElement(tag)
        size.set(qn("w:val"), str(_SIZE))
        look.append(size)
    run.append(look)
    words = OxmlElement("w:t")
    words.text = text
    words.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
    run.append(words)
    return run


def _name_separators(document: WordDocument) -> None:
    settings = document.settings.element
    named = OxmlElement("w:footnotePr")
    for _, number in _SEPARATORS:
        note = OxmlElement("w:footnote")
        note.set(qn("w:id"), str(number))
        named.append(note)
    # The schema wants it before the compatibility settings.
    compat = settings.find(qn("w:compat"))
    if compat is None:
        settings.append(named)
    else:
        compat.addprevious(named)
