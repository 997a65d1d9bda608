"""Documents of the State: laws, decrees, decisions, directives, letters.

Normative documents are written in articles.  Directives, plans, reports and letters
often have none; they are read as numbered points.
"""

from __future__ import annotations

from hoidap.domain import Section
from ingest.structure.official import parse_official
from ingest.structure.provisions import provision_marks


def parse_state(text: str) -> tuple[Section, ...]:
    """The section tree of a State document; ``text`` is canonical, one paragraph a line."""
    return parse_official(text, provision_marks)
