"""The provisions of a scope: its numbers, decided as a tree, named as officials cite them.

In articles "1." is a khoản and "a)" a điểm; in a Party paper "I." is a mục, what stands in
it a điểm and a letter in that a tiết; an item of a paper that has no sections is an ý; a
decimal number is a điểm wherever it stands ("điểm 6.3.2").  Dashes carry no number and are
counted, outside articles, in what they stand in.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from hoidap.domain import SectionKind
from ingest.structure.headings import Title, ends_sentence, title_below, title_of
from ingest.structure.lines import Line
from ingest.structure.number_forms import Form
from ingest.structure.numbering_tree import Node, decide
from ingest.structure.outline import LEVELS, Mark

_KINDS: Final = {
    Form.PART: SectionKind.PART,
    Form.CHAPTER: SectionKind.CHAPTER,
    Form.DIVISION: SectionKind.DIVISION,
    Form.SUBDIVISION: SectionKind.SUBDIVISION,
    Form.CAPITAL: SectionKind.PART,
    Form.ROMAN: SectionKind.ROMAN,
    Form.ARTICLE: SectionKind.ARTICLE,
}

#: Ranks of nested numbers: between the highest and the dashes there is room for a dozen.
_OUTERMOST: Final = LEVELS[SectionKind.PART]
_STEP: Final = 5

_DASH: Final = re.compile(r"[-–—•]\s*(?=[^\W\d_]|[“\"(])")
_PLUS: Final = re.compile(r"\+\s*(?=\S)")

#: The heading in the line of a number is short and no sentence: "1- Mục tiêu chung".
_TITLE_CHARACTERS: Final = 200


def provision_marks(lines: Sequence[Line]) -> list[Mark]:
    """The marks of one numbering scope."""
    nodes = decide(lines)
    marks: list[Mark] = []
    labels: dict[Node, str] = {}
    for position, node in enumerate(nodes):
        next_node = nodes[position + 1] if position + 1 < len(nodes) else None
        after = None if next_node is None else next_node.candidate
        mark = _mark(node, labels, lines, next_node)
        labels[node] = mark.label
        marks.append(mark)
        if not any(each.candidate.form is Form.ARTICLE for each in node.path):
            last = len(lines) if after is None else after.line
            marks.extend(_dashes(lines, node.candidate.line + 1, last))
    return marks


def _mark(node: Node, labels: dict[Node, str], lines: Sequence[Line], after: Node | None) -> Mark:
    """The mark of a node; ``after`` is the next one, perhaps in the same line."""
    candidate = node.candidate
    path = node.path
    kind, label = _name(node, path, labels)
    level = min(_OUTERMOST + _STEP * (len(path) - 1), LEVELS[SectionKind.DASH] - 1)
    title = _title(node, lines, after)
    if candidate.heading is None and kind not in {SectionKind.ROMAN, SectionKind.PART}:
        # The number of a point stands in the first line of its own text.
        return Mark(kind, label, candidate.start, title.text, level=level)
    return Mark(kind, label, candidate.start, title.text, body_start=title.body_start, level=level)


def _title(node: Node, lines: Sequence[Line], after: Node | None) -> Title:
    """The heading behind a number, if a heading it is, and where the text below it begins."""
    candidate = node.candidate
    line = lines[candidate.line]
    following = len(lines) if after is None else after.candidate.line
    untitled = Title("", candidate.body)
    if after is not None and following == candidate.line:
        between = slice(candidate.body - line.start, after.candidate.start - line.start)
        words = line.text[between].strip()
        return Title(words, after.candidate.start) if words and _is_title(words) else untitled
    if candidate.heading is not None:
        if candidate.form is Form.ARTICLE and (after is None or after.parent is node):
            # What stands below an article's heading, its clauses too, tells whether it is a title.
            following = len(lines)
        return title_of(candidate.heading, lines, candidate.line, following)
    stands_above = following > candidate.line + 1 or (after is not None and after.parent is node)
    if not stands_above or not _is_title(candidate.rest):
        return untitled
    if candidate.form in {Form.ROMAN, Form.CAPITAL}:
        return title_below(candidate.rest, lines, candidate.line, following)
    return Title(candidate.rest, candidate.body)


def _name(node: Node, path: Sequence[Node], labels: dict[Node, str]) -> tuple[SectionKind, str]:
    """Kind and label of a node; ``labels`` has those of what encloses it."""
    candidate, form = node.candidate, node.candidate.form
    outer = [each.candidate.form for each in path[:-1]]
    kind, word = _point_name(form, outer, [labels[each] for each in path[:-1]])
    if candidate.heading is not None:
        return _KINDS[form], candidate.label
    if form in {Form.CAPITAL, Form.ROMAN}:
        is_part = form is Form.CAPITAL and (not outer or outer[0] is not Form.PART)
        return _KINDS[form], f"{'Phần' if is_part else 'mục'} {candidate.label}"
    return kind, f"{word} {candidate.written}"


def _point_name(form: Form, outer: Sequence[Form], above: Sequence[str]) -> tuple[SectionKind, str]:
    """Kind of an item and the word it is cited with; ``above`` are the labels around it."""
    kind, word = SectionKind.POINT, "ý"
    if form is Form.ARABIC:
        in_article = outer[-1:] == [Form.ARTICLE]
        kind = SectionKind.CLAUSE if in_article else SectionKind.ITEM
        word = "điểm" if any(each <= Form.ROMAN for each in outer) else "ý"
        word = "khoản" if in_article else word
    elif form is Form.DECIMAL:
        in_clause = Form.ARTICLE in outer and outer[-1] is not Form.DECIMAL
        kind, word = SectionKind.POINT if in_clause else SectionKind.ITEM, "điểm"
    elif form is Form.LETTER:
        word = "tiết" if any(label.startswith("điểm") for label in above) else "điểm"
    return kind, word


def _is_title(text: str) -> bool:
    """Whether what follows a number is a heading: short, and no sentence or part of one."""
    running = ends_sentence(text) or re.search(r"[.;:!?]\s", text) is not None
    return not running and len(text) <= _TITLE_CHARACTERS


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
