"""Documents without articles: A-, I-, 1-, 1.1-, a), -, +.

This is how the Party writes resolutions, conclusions and directives (and its shorter
regulations), and how plans, reports, directives and letters of State bodies are built.
Levels are read from the top down.  At each level the items that make up a numbering
(see ``numbering``) cut the text; what stands between two of them is read at the next
level.  A level that a document does not use is simply passed.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace

from hoidap.domain import SectionKind
from ingest.structure.articles import CLAUSE, POINT, Numbered, accepted_headings, numbered_run
from ingest.structure.headings import ends_sentence, in_capitals, title_of
from ingest.structure.lines import Line
from ingest.structure.numbering import BEFORE, Ordinal, arabic, letter, roman
from ingest.structure.outline import LEVELS, Mark

_PART = re.compile(r"(?P<label>[A-E])(?P<style>\s?[.\-–/])\s+(?=\S)")
_ROMAN = re.compile(r"(?P<label>[IVXLC]{1,7})(?P<style>\s?[.\-–/)])\s*(?=\S)")
_DECIMAL = re.compile(r"(?P<label>\d{1,2}(?:\.\d{1,2}){1,3})(?P<style>\s?[.\-–/)]?)\s+(?=\S)")
_DASH = re.compile(r"[-–—•]\s*(?=[^\W\d_]|[“\"(])")
_PLUS = re.compile(r"\+\s*(?=\S)")

#: The heading in the line of a number is short and no sentence: "1- Mục tiêu chung".
_TITLE_CHARACTERS = 200


@dataclass(frozen=True, slots=True)
class _Level:
    """One level of numbering and how its marks are named."""

    kind: SectionKind
    pattern: re.Pattern[str]
    read: Callable[[str], Ordinal]
    rank: int
    lettered: bool = False


def _decimal(label: str) -> Ordinal:
    return Ordinal(int(label.rpartition(".")[2]))


_LEVELS = (
    _Level(SectionKind.ROMAN, _ROMAN, lambda label: Ordinal(_roman(label)), 50),
    _Level(SectionKind.ITEM, CLAUSE, arabic, 70),
    _Level(SectionKind.ITEM, _DECIMAL, _decimal, 75),
    _Level(SectionKind.POINT, POINT, letter, 80, lettered=True),
)


def _capital(label: str) -> Ordinal:
    return Ordinal(ord(label) - ord("A") + 1)


def _roman(label: str) -> int:
    """The value of a roman numeral, 0 for letters that only look like one."""
    try:
        return roman(label)
    except ValueError:
        return 0


@dataclass(slots=True)
class _Reader:
    """The lines of a scope and what was read last, for numberings that run on."""

    lines: Sequence[Line]
    last_item: Ordinal = field(default=BEFORE)


def parse_points(lines: Sequence[Line]) -> list[Mark]:
    """The marks of one numbering scope that has no articles."""
    reader = _Reader(lines)
    headings = [
        (index, heading)
        for index, heading in accepted_headings(lines)
        if heading.kind is not SectionKind.ARTICLE
    ]
    if not headings:
        return _parts(reader, 0, len(lines))
    marks = _parts(reader, 0, headings[0][0])
    for position, (index, heading) in enumerate(headings):
        end = headings[position + 1][0] if position + 1 < len(headings) else len(lines)
        title = title_of(heading, lines, index, end)
        marks.append(
            Mark(
                heading.kind,
                heading.label,
                lines[index].start,
                title=title.text,
                body_start=title.body_start,
            )
        )
        body = next((i for i in range(index + 1, end) if lines[i].start >= title.body_start), end)
        marks.extend(_read(reader, body, end, 0, (SectionKind.PART,)))
    return marks


def _parts(reader: _Reader, first: int, last: int) -> list[Mark]:
    """Parts lettered A, B, C with titles in capitals, if there are two or more."""
    lines = reader.lines
    candidates = [
        Numbered(
            i, lines[i].start, match["label"], match["style"], Ordinal(ord(match["label"]) - 64)
        )
        for i in range(first, last)
        if not lines[i].quoted
        and (match := _PART.match(lines[i].text)) is not None
        and in_capitals(lines[i].text[match.end() :])
    ]
    parts = numbered_run(candidates)
    if len(parts) < 2 or parts[0].label != "A":
        return _read(reader, first, last, 0, ())
    marks = _read(reader, first, parts[0].line, 0, ())
    for position, part in enumerate(parts):
        end = parts[position + 1].line if position + 1 < len(parts) else last
        line = lines[part.line]
        match = _PART.match(line.text)
        title = line.text[match.end() :] if match else ""
        mark = Mark(SectionKind.PART, f"Phần {part.label}", part.start, title)
        marks.append(replace(mark, body_start=_next_start(lines, part.line + 1, line)))
        marks.extend(_read(reader, part.line + 1, end, 0, (SectionKind.PART,)))
    return marks


def _read(
    reader: _Reader, first: int, last: int, depth: int, above: tuple[SectionKind, ...]
) -> list[Mark]:
    """Marks of the lines [first, last) from level ``depth`` down; ``above`` encloses them."""
    if first >= last:
        return []
    if depth == len(_LEVELS):
        return _dashes(reader.lines, first, last) if above else []
    level = _LEVELS[depth]
    found = _numbered(reader, first, last, level)
    if not found:
        return _read(reader, first, last, depth + 1, above)
    marks = _read(reader, first, found[0].line, depth + 1, above)
    for position, item in enumerate(found):
        end = found[position + 1].line if position + 1 < len(found) else last
        marks.append(_mark(reader.lines, item, end, level, above))
        inside = (*above, level.kind)
        marks.extend(_inline(reader, item, level, inside, depth))
        marks.extend(_read(reader, item.line + 1, end, depth + 1, inside))
    return marks


def _numbered(reader: _Reader, first: int, last: int, level: _Level) -> list[Numbered]:
    candidates = []
    for index in range(first, last):
        line = reader.lines[index]
        if line.quoted or (match := level.pattern.match(line.text)) is None:
            continue
        ordinal = level.read(match["label"])
        if ordinal.number:
            style = match["style"].strip()
            candidates.append(Numbered(index, line.start, match["label"], style, ordinal))
    runs_on = level.rank == LEVELS[SectionKind.ITEM]
    found = numbered_run(
        candidates, lettered=level.lettered, after=reader.last_item if runs_on else BEFORE
    )
    if runs_on and found:
        reader.last_item = found[-1].ordinal
    return found


def _inline(
    reader: _Reader, item: Numbered, level: _Level, inside: tuple[SectionKind, ...], depth: int
) -> list[Mark]:
    """A first point in the line of its item: "1. a) ..."."""
    line = reader.lines[item.line]
    match = level.pattern.match(line.text)
    if match is None or depth + 1 >= len(_LEVELS) or level.kind is SectionKind.POINT:
        return []
    below = _LEVELS[-1]
    point = below.pattern.match(line.text, match.end())
    if point is None or below.read(point["label"]) != Ordinal(1):
        return []
    start = line.start + match.end()
    return [Mark(SectionKind.POINT, _label(SectionKind.POINT, point["label"], inside), start)]


def _mark(
    lines: Sequence[Line], item: Numbered, end: int, level: _Level, above: tuple[SectionKind, ...]
) -> Mark:
    line = lines[item.line]
    match = level.pattern.match(line.text)
    rest = line.text[match.end() :] if match else ""
    titled = item.line + 1 < end and _is_title(rest)
    mark = Mark(
        level.kind,
        _label(level.kind, item.label, above),
        item.start,
        title=rest if titled else "",
        level=level.rank,
    )
    if level.kind is SectionKind.ROMAN:
        below = _next_start(lines, item.line + 1, line)
        mark = replace(mark, body_start=below if titled else line.end - len(rest))
    return mark


def _is_title(text: str) -> bool:
    """Whether what follows a number is a heading: short, and no sentence or part of one."""
    running = ends_sentence(text) or re.search(r"[.;:!?]\s", text) is not None
    return not running and len(text) <= _TITLE_CHARACTERS


def _label(kind: SectionKind, label: str, above: tuple[SectionKind, ...]) -> str:
    """ "mục I", then "điểm 2" and "tiết a" inside it; "ý 3" and "điểm a" where nothing is above."""
    under = SectionKind.ROMAN in above or SectionKind.PART in above
    if kind is SectionKind.ROMAN:
        return f"mục {label}"
    if kind is SectionKind.ITEM:
        return f"điểm {label}" if under else f"ý {label}"
    return f"tiết {label}" if under and SectionKind.ITEM in above else f"điểm {label}"


def _dashes(lines: Sequence[Line], first: int, last: int) -> list[Mark]:
    """Dashes and, inside them, plus signs; both are counted, since they carry no number."""
    marks: list[Mark] = []
    dash = plus = 0
    for index in range(first, last):
        line = lines[index]
        if line.quoted:
            continue
        if _DASH.match(line.text):
            dash, plus = dash + 1, 0
            marks.append(Mark(SectionKind.DASH, f"gạch đầu dòng {dash}", line.start))
        elif _PLUS.match(line.text):
            plus += 1
            level = LEVELS[SectionKind.DASH] + 5
            marks.append(Mark(SectionKind.DASH, f"dấu cộng {plus}", line.start, level=level))
    return marks


def _next_start(lines: Sequence[Line], index: int, line: Line) -> int:
    return lines[index].start if index < len(lines) else line.end
