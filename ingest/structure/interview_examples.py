"""Articles whose lines are labelled with their roles, for learning and for counting.

A file of articles parts them by blank lines.  An article may begin with a line of facts,
``@ file=NAME kind=interview paper=PAPER date=DAY by=NAMES``.  Every other line is a letter
for its role (h head, q question, c question goes on, a answer, b answer goes on, n note,
e end, f furniture of the page), T for a headline, letters for its type (B bold, I italic),
for an answer perhaps the speaker's name, a bar and the text; a second bar parts a sign or a
label from the words after it.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from hoidap.vietnamese.normalisation import canonical_text
from ingest.extraction.extracted_text import BlockKind, Style, TextMark
from ingest.structure.interview_article import Role
from ingest.structure.interview_lines import InterviewLine, article_lines

_LETTERS: Final[Mapping[str, Role | None]] = {
    **dict(zip("hqcabne", Role, strict=True)),
    "f": None,
}
_FACT: Final = re.compile(r"(\w+)=(.*?)(?=\s+\w+=|$)")


@dataclass(frozen=True, slots=True)
class LabelledLine:
    """A line of an article: its words without sign or label, and who says them.

    ``role`` is None for furniture of the page; ``start`` is where the line, sign and label
    included, begins in the article's text.
    """

    start: int
    role: Role | None
    words: str
    speaker: str | None = None
    headline: bool = False


@dataclass(frozen=True, slots=True)
class LabelledArticle:
    """An article's canonical text with the type and the roles of its lines."""

    text: str
    marks: tuple[TextMark, ...]
    lines: tuple[LabelledLine, ...]
    facts: Mapping[str, str]

    def read(self) -> tuple[list[InterviewLine], list[Role]]:
        """The lines as the program finds them, without furniture, and their right roles."""
        roles = {line.start: line.role for line in self.lines}
        found = [
            (line, role)
            for line in article_lines(self.text, self.marks)[0]
            if (role := roles[line.start]) is not None
        ]
        return [line for line, _ in found], [role for _, role in found]

    def head(self) -> tuple[list[InterviewLine], str] | None:
        """The lines before the first question and the headline; None where none is labelled."""
        headline = next((line.words for line in self.lines if line.headline), None)
        if headline is None:
            return None
        lines, roles = self.read()
        first = roles.index(Role.QUESTION) if Role.QUESTION in roles else len(lines)
        return lines[:first], headline


def read_articles(path: Path) -> list[LabelledArticle]:
    """The labelled articles of a file."""
    written = path.read_text(encoding="utf-8").split("\n\n")
    return [_article(block.strip().splitlines()) for block in written if block.strip()]


def _article(written: Sequence[str]) -> LabelledArticle:
    facts: dict[str, str] = {}
    if written[0].startswith("@"):
        facts = dict(_FACT.findall(written[0]))
        written = written[1:]
    lines: list[LabelledLine] = []
    marks: list[TextMark] = []
    parts: list[str] = []
    start = 0
    for entry in written:
        label, _, rest = entry.partition("|")
        letters, _, speaker = label.partition(" ")
        words = canonical_text(rest.rpartition("|")[2]).strip()
        text = canonical_text(rest.replace("|", "")).strip()
        style = Style(bold="B" in letters, italic="I" in letters)
        lines.append(
            LabelledLine(start, _LETTERS[letters[0]], words, speaker or None, "T" in letters)
        )
        marks.append(TextMark(BlockKind.PARAGRAPH, start, start + len(text), style=style))
        parts.append(text)
        start += len(text) + 1
    return LabelledArticle("\n".join(parts), tuple(marks), tuple(lines), facts)
