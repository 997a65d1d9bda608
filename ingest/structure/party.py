"""Documents of the Party: resolutions, conclusions, directives, regulations.

Three shapes occur: regulations in articles, short regulations and directives in
numbered points ("1-"), resolutions and conclusions in roman sections ("I-") with
points, dashes and plus signs below.  A resolution may speak of an article at the
beginning of a line, so roman sections that run from I outweigh a lone "Điều".
"""

from __future__ import annotations

from hoidap.domain import Section
from ingest.structure.official import parse_official
from ingest.structure.provisions import provision_marks


def parse_party(text: str) -> tuple[Section, ...]:
    """The section tree of a Party document; ``text`` is canonical, one paragraph a line."""
    return parse_official(text, provision_marks)
