"""Documents of the Party: resolutions, conclusions, directives, regulations.

Three shapes occur: regulations in articles, short regulations and directives in
numbered points ("1-"), resolutions and conclusions in roman sections ("I-") with
points, dashes and plus signs below.  A resolution may speak of an article at the
beginning of a line, so roman sections that run from I outweigh a lone "Điều".
"""

from __future__ import annotations

from collections.abc import Sequence

from hoidap.domain import Section, SectionKind
from ingest.structure.articles import accepted_headings, parse_articles
from ingest.structure.lines import Line
from ingest.structure.official import parse_official
from ingest.structure.outline import Mark
from ingest.structure.points import parse_points


def parse_party(text: str) -> tuple[Section, ...]:
    """The section tree of a Party document; ``text`` is canonical, one paragraph a line."""
    return parse_official(text, parse_body)


def parse_body(lines: Sequence[Line]) -> list[Mark]:
    """The marks of one scope, read as articles or as points."""
    articles = [h for _, h in accepted_headings(lines) if h.kind is SectionKind.ARTICLE]
    if not articles:
        return parse_points(lines)
    points = parse_points(lines)
    sections = sum(mark.kind is SectionKind.ROMAN for mark in points)
    return points if sections > len(articles) else parse_articles(lines)
