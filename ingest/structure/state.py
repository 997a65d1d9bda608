"""Documents of the State: laws, decrees, decisions, directives, letters.

Normative documents are written in articles.  Directives, plans, reports and letters
often have none; they are read as numbered points.
"""

from __future__ import annotations

from collections.abc import Sequence

from hoidap.domain import Section, SectionKind
from ingest.structure.articles import accepted_headings, parse_articles
from ingest.structure.lines import Line
from ingest.structure.official import parse_official
from ingest.structure.outline import Mark
from ingest.structure.points import parse_points


def parse_state(text: str) -> tuple[Section, ...]:
    """The section tree of a State document; ``text`` is canonical, one paragraph a line."""
    return parse_official(text, parse_body)


def parse_body(lines: Sequence[Line]) -> list[Mark]:
    """The marks of one scope: its articles if it has any, else its points."""
    headings = accepted_headings(lines)
    if any(heading.kind is SectionKind.ARTICLE for _, heading in headings):
        return parse_articles(lines)
    return parse_points(lines)
