"""What goes with a passage into the index without being quoted: where it stands.

A clause "2. Tối đa 10 ngày" says nothing by itself; with document, headings and lead-in
before it, it can be found.  The context has up to three lines: the document, the path of
headings with their titles, and the words above the passage that it hangs on (the lead-in
of a divided article or clause, or the question of an interview and who answers).

When passage and context together are too long, the context is shortened first.  The
variants go from everything to nothing; each is shorter than the one before.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

from hoidap.domain import Document, Kind, Section, SectionKind

_FULL, _SHORT = 0, 1

#: Characters of a title and of a lead-in in the full context, and in the short one.
_TITLE = (300, 90)
_LEAD_IN = (400, 120)

#: Headings nearest to the passage that the short context keeps.
_NEAREST = 2

#: Titles in capitals are written small: the model reads capitals syllable by syllable.
_MOSTLY = 0.8

#: Labels of these say nothing that the label of what they enclose does not say.
_UNNAMED = frozenset({SectionKind.BODY, SectionKind.TURN, SectionKind.LEAD_IN})

#: Sections whose children go on with a sentence begun above them.
_LED_IN = frozenset(
    {
        SectionKind.ARTICLE,
        SectionKind.CLAUSE,
        SectionKind.POINT,
        SectionKind.ROMAN,
        SectionKind.ITEM,
        SectionKind.DASH,
    }
)


#: Kinds that come in lists, which a line ending with a colon announces.
_LISTED = frozenset({SectionKind.CLAUSE, SectionKind.POINT, SectionKind.ITEM, SectionKind.DASH})


#: A longer line above a list is a paragraph, not its announcement.
_ANNOUNCEMENT = 1000


class ContextWriter:
    """Writes the contexts of one document's passages; each section's are written once."""

    def __init__(self, document: Document) -> None:
        self._document = document
        self._first_child: dict[int, int] = {}
        for section in document.sections:
            if section.parent is not None:
                self._first_child.setdefault(section.parent, section.start)
        self._list_starts = _list_starts(document)
        self._written: dict[int, tuple[str, ...]] = {}
        self._names = tuple(_document_line(document, size) for size in (_FULL, _SHORT))
        # A section may have thousands inside it that repeat its heading and lead-in.
        self._heading = cache(lambda index, size: _heading(document.sections[index], size))
        self._question = cache(
            lambda index, size: shorten(document.sections[index].title, _LEAD_IN[size])
        )
        self._lead_in = cache(self._led_in)

    def variants(self, section: Section) -> tuple[str, ...]:
        """Contexts of a passage in ``section``, longest first, the last one empty."""
        if section.index not in self._written:
            self._written[section.index] = self._write(section)
        return self._written[section.index]

    def _write(self, section: Section) -> tuple[str, ...]:
        document = self._document
        path = document.heading_path(section)
        variants = [
            _join(self._names[size], self._path_line(path, size), *self._above(path, size))
            for size in (_FULL, _SHORT)
        ]
        name = _document_name(document)
        variants.append(_join(name, section.locator, *self._above(path, _SHORT)[-1:]))
        variants.append(_join(name, section.locator))
        shortest: list[str] = []
        for variant in [*variants, ""]:
            if not shortest or len(variant) < len(shortest[-1]):
                shortest.append(variant)
        return tuple(shortest)

    def _above(self, path: Sequence[Section], size: int) -> list[str]:
        """The question and speaker of a turn; the lead-ins of what encloses the passage."""
        lines = []
        for section in path:
            if section.kind is SectionKind.TURN:
                question = self._question(section.index, size)
                lines.append(f"Hỏi: {question}" if question else "")
                lines.append(f"{section.speaker} trả lời:" if section.speaker else "")
        for section in path:
            lines.append(shorten(self._announcement(section), _LEAD_IN[size]))
            if section.kind in _LED_IN and section is not path[-1]:
                lines.append(self._lead_in(section.index, size))
        return [line for line in lines if line]

    def _led_in(self, index: int, size: int) -> str:
        """What a section says before its first child."""
        section = self._document.sections[index]
        end = self._first_child.get(index, section.end)
        return shorten(self._document.text[section.body_start : end], _LEAD_IN[size])

    def _path_line(self, path: Sequence[Section], size: int) -> str:
        named = [section for section in path if section.kind not in _UNNAMED]
        if size == _SHORT:
            named = named[-_NEAREST:]
        return " › ".join(self._heading(section.index, size) for section in named)

    def _announcement(self, section: Section) -> str:
        """The line above a list, when it ends with a colon and no section of the path holds it."""
        first = self._list_starts.get(section.index)
        parent = None if section.parent is None else self._document.sections[section.parent]
        if first is None or (parent is not None and parent.kind in _LED_IN):
            return ""
        near = self._document.text[max(0, first - _ANNOUNCEMENT) : first]
        line = near.rstrip().rpartition("\n")[2]
        return line if line.endswith(":") else ""


def _list_starts(document: Document) -> dict[int, int]:
    """Where the list begins that a section is an item of: siblings with no text between them."""
    starts: dict[int, int] = {}
    last: dict[tuple[int | None, SectionKind], Section] = {}
    for section in document.sections:
        if section.kind in _LISTED:
            before = last.get((section.parent, section.kind))
            joined = before is not None and not document.text[before.end : section.start].strip()
            starts[section.index] = starts[before.index] if before and joined else section.start
            last[section.parent, section.kind] = section
    return starts


def _join(*lines: str) -> str:
    return "\n".join(line for line in lines if line)


def _document_name(document: Document) -> str:
    about = document.metadata
    if about.kind is Kind.DIRECTIVE and about.number:
        return f"{about.type} {about.number}" if about.type else about.number
    return ""


def _document_line(document: Document, size: int) -> str:
    title = shorten(document.metadata.title, _TITLE[size])
    name = _document_name(document)
    if not name:
        return title
    kind = document.metadata.type
    if kind and title.startswith((kind, f"Bộ {kind.lower()}")):
        return f"{title} ({document.metadata.number})"
    return f"{name}: {title}"


def _heading(section: Section, size: int) -> str:
    title = shorten(_small(section.title), _TITLE[size])
    if section.kind is SectionKind.HEADING:
        return title or section.label
    return f"{section.label} {title}".strip()


def _small(title: str) -> str:
    letters = [character for character in title if character.isalpha()]
    if letters and sum(map(str.isupper, letters)) >= _MOSTLY * len(letters):
        return title.capitalize()
    return title


def shorten(text: str, characters: int) -> str:
    """``text`` in one line, cut at a space to about ``characters``, with an ellipsis if cut."""
    line = " ".join(text.split())
    if len(line) <= characters:
        return line
    return line[:characters].rsplit(" ", 1)[0].rstrip(" ,;:") + " …"
