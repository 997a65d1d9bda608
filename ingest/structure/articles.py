"""Documents in articles: Phần, Chương, Mục, Tiểu mục, Điều, khoản, điểm.

The levels are those of Nghị định 30/2020/NĐ-CP and of the Law on the Promulgation
of Legal Documents; Party regulations in articles are built the same way, often
with "1-" for "1.".  Reading goes downwards: first the headings with a word of their
own ("Chương II", "Điều 8"), then the numbered clauses inside each article, then the
lettered points inside each clause.  At every level the numbering decides what is a
provision and what only looks like one (see ``numbering``); lines inside a quotation
are never provisions of this document.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from hoidap.domain import SectionKind
from ingest.structure.headings import Heading, read_heading, title_of
from ingest.structure.lines import Line
from ingest.structure.numbering import BEFORE, Ordinal, accept, arabic, letter
from ingest.structure.outline import Mark

#: "1. Cán bộ", "2- Cán bộ", "1a. Cán bộ", "1.Cán bộ"; not "1.1." and not "1.000 đồng".
CLAUSE = re.compile(r"(?P<label>\d{1,3}[a-zđ]?)\s?(?P<style>[.\-–/])(?:\s+(?=\S)|(?=[^\W\d_]))")

#: "a) Cán bộ", "đ1) Cán bộ"; older Party papers also write "a- " and "a. ".
POINT = re.compile(r"(?P<label>[a-zđ]\d{0,2})(?P<style>[).\-–/])(?:\s+(?=\S)|(?<=\))(?=\S))")


@dataclass(frozen=True, slots=True)
class Numbered:
    """A line part that may be a clause or point: where it begins and what it is called."""

    line: int  # index into the lines of the scope
    start: int
    label: str
    style: str
    ordinal: Ordinal


def parse_articles(lines: Sequence[Line]) -> list[Mark]:
    """The marks of one numbering scope whose provisions are articles."""
    headings = accepted_headings(lines)
    marks: list[Mark] = []
    for position, (index, heading) in enumerate(headings):
        following = headings[position + 1][0] if position + 1 < len(headings) else len(lines)
        title = title_of(heading, lines, index, following)
        marks.append(
            Mark(
                kind=heading.kind,
                label=heading.label,
                start=lines[index].start,
                title=title.text,
                body_start=title.body_start,
            )
        )
        if heading.kind is SectionKind.ARTICLE:
            marks.extend(_clauses(lines, index, following, title.body_start))
    return marks


def accepted_headings(lines: Sequence[Line]) -> list[tuple[int, Heading]]:
    """Line indices and headings that really are headings of this scope."""
    found = [
        (index, heading)
        for index, line in enumerate(lines)
        if not line.quoted and (heading := read_heading(line.text)) is not None
    ]
    articles = [pair for pair in found if pair[1].kind is SectionKind.ARTICLE]
    verdicts = accept([heading.ordinal for _, heading in articles], any_start=True)
    real = {index for (index, _), verdict in zip(articles, verdicts, strict=True) if verdict}
    last: dict[SectionKind, Ordinal] = {}
    kept = []
    for index, heading in found:
        if heading.kind is SectionKind.ARTICLE:
            plausible = index in real
        else:
            plausible = heading.ordinal.number == 1 or heading.ordinal > last.get(
                heading.kind, Ordinal(0)
            )
            if plausible:
                last[heading.kind] = heading.ordinal
                _restart_below(heading.kind, last)
        if plausible:
            kept.append((index, heading))
    return kept


#: Divisions are numbered anew inside what encloses them; chapters run on through parts.
_BELOW = {
    SectionKind.PART: (SectionKind.DIVISION, SectionKind.SUBDIVISION),
    SectionKind.CHAPTER: (SectionKind.DIVISION, SectionKind.SUBDIVISION),
    SectionKind.DIVISION: (SectionKind.SUBDIVISION,),
}


def _restart_below(kind: SectionKind, last: dict[SectionKind, Ordinal]) -> None:
    for lower in _BELOW.get(kind, ()):
        last.pop(lower, None)


def _clauses(lines: Sequence[Line], index: int, following: int, body_start: int) -> list[Mark]:
    """The clauses and points of the article whose heading is line ``index``."""
    candidates = _candidates(lines, range(index, following), body_start, CLAUSE, arabic)
    clauses = numbered_run(candidates)
    marks = _points(lines, index, clauses[0].line if clauses else following, body_start)
    for position, clause in enumerate(clauses):
        end = clauses[position + 1].line if position + 1 < len(clauses) else following
        marks.append(Mark(SectionKind.CLAUSE, f"khoản {clause.label}", clause.start))
        after = clause.start + _label_length(lines[clause.line], clause.start, CLAUSE)
        marks.extend(_points(lines, clause.line, end, after))
    return marks


def _points(lines: Sequence[Line], index: int, following: int, body_start: int) -> list[Mark]:
    candidates = _candidates(lines, range(index, following), body_start, POINT, letter)
    return [
        Mark(SectionKind.POINT, f"điểm {point.label}", point.start)
        for point in numbered_run(candidates, lettered=True)
    ]


def _candidates(
    lines: Sequence[Line],
    among: range,
    body_start: int,
    pattern: re.Pattern[str],
    read: Callable[[str], Ordinal],
) -> list[Numbered]:
    """What could be a numbered item: at ``body_start`` in the first line, at the others' starts."""
    first = lines[among.start]
    starts = [(among.start, body_start)] if first.start < body_start < first.end else []
    starts += [(i, lines[i].start) for i in among[1:] if not lines[i].quoted]
    found = []
    for number, start in starts:
        line = lines[number]
        match = pattern.match(line.text, start - line.start)
        if match is not None:
            label = match["label"]
            found.append(Numbered(number, start, label, match["style"], read(label)))
    return found


def numbered_run(
    candidates: Sequence[Numbered], *, lettered: bool = False, after: Ordinal = BEFORE
) -> list[Numbered]:
    """The candidates that make up one numbering, all written in the style of its first item.

    ``after`` is where a numbering stood that may run on (items through sections).
    """
    styles = [candidate.style for candidate in candidates if candidate.ordinal == Ordinal(1)]
    style = styles[0] if styles else (candidates[0].style if candidates else "")
    same = [candidate for candidate in candidates if candidate.style == style]
    verdicts = accept([candidate.ordinal for candidate in same], lettered=lettered, after=after)
    return [candidate for candidate, verdict in zip(same, verdicts, strict=True) if verdict]


def _label_length(line: Line, start: int, pattern: re.Pattern[str]) -> int:
    match = pattern.match(line.text, start - line.start)
    return 0 if match is None else match.end() - match.start()
