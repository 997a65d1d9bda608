"""The outline: key points under the headings of the material, verbatim or minimally cut.

A point is a sentence, an item with its lead-in, or a short list as a whole.  The
sentences that matter most in official texts are those that demand, forbid,
allow, count or define; they are preferred, with those that share words with the
heading or the topic.  The number of points follows from the minutes.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final, NamedTuple

from hoidap.domain import Document
from hoidap.study.material import Material, Stretch
from hoidap.study.pack import KeyPoint, OutlineSection
from hoidap.study.sources import source_at
from hoidap.study.statements import Statement, statements_of
from hoidap.study.wellformed import brackets_close, has_good_length, is_content, stands_alone
from hoidap.vietnamese.normalisation import match_form

#: A trainer explains a point in about two minutes.
MINUTES_PER_POINT: Final = 2
#: More points under one heading are not remembered.
MOST_POINTS: Final = 6
#: Longest point in syllables: six lines of a page, what a listener follows.
LONGEST: Final = 90

_DEMANDS: Final = re.compile(
    r"(?<!\w)(?:phải|cấm|nghiêm cấm|không được|yêu cầu|có quyền|được quyền|có trách nhiệm"
    r"|có nghĩa vụ|quy định|xác định|bảo đảm|mục đích|mục tiêu|trọng tâm|tiêu chuẩn|nguyên tắc"
    r"|thay thế|tiếp nối|có hiệu lực|ban hành|được nghỉ|không quá|ít nhất|tối thiểu|tối đa"
    r"|là việc|được hiểu là|gồm|đạt|khen thưởng)(?!\w)"
)
_FIGURE: Final = re.compile(r"\d")
_WORD: Final = re.compile(r"\w+")
_SPACE: Final = re.compile(r"\s+")


class _Point(NamedTuple):
    """A candidate: its range, how it reads, how much it matters."""

    start: int
    end: int
    text: str
    weight: float


def make_outline(material: Material, minutes: int) -> tuple[OutlineSection, ...]:
    """The headings of the material with their key points, ids ``o1``, ``o1p1``."""
    stretches = material.stretches
    room = max(len(stretches), minutes // MINUTES_PER_POINT)
    words = sum(each.words for each in stretches) or 1
    topic = _words(material.topic)
    sections: list[OutlineSection] = []
    for stretch in stretches:
        most = min(MOST_POINTS, max(1, round(room * stretch.words / words)))
        chosen = _best(list(_points(stretch, topic)), most) or list(_beginning(stretch))
        if not chosen:
            continue
        name = f"o{len(sections) + 1}"
        points = tuple(
            KeyPoint(
                id=f"{name}p{place}",
                text=point.text,
                source=source_at(stretch.document, point.start, point.end),
            )
            for place, point in enumerate(chosen, start=1)
        )
        sections.append(
            OutlineSection(
                id=name,
                title=stretch.title,
                locator=stretch.section.locator,
                document_id=stretch.document.id,
                points=points,
            )
        )
    return tuple(sections)


def _beginning(stretch: Stretch) -> Iterator[_Point]:
    """The first sentence of a stretch whose sentences are all too long, cut after its words."""
    for statement in statements_of(stretch):
        if is_content(statement.text) and stands_alone(statement.text):
            words = statement.text.split()
            cut = " ".join(words[:LONGEST]).rstrip(",;: ")
            if len(words) > LONGEST:
                yield _Point(statement.start, statement.start + len(statement.text), f"{cut} …", 0)
                return


def _best(points: Sequence[_Point], most: int) -> list[_Point]:
    """The ``most`` weightiest points that do not overlap, in reading order."""
    chosen: list[_Point] = []
    for point in sorted(points, key=lambda each: (-each.weight, each.start)):
        if len(chosen) == most:
            break
        if all(point.end <= each.start or each.end <= point.start for each in chosen):
            chosen.append(point)
    return sorted(chosen)


def _points(stretch: Stretch, topic: frozenset[str]) -> Iterator[_Point]:
    """Candidates of a stretch: lists as a whole, sentences, single items."""
    heading = _words(stretch.title) | topic
    statements = statements_of(stretch)
    document = stretch.document
    for place, statement in enumerate(statements):
        if statement.opens_list:
            yield from _list_points(document, statements, place, heading)
        elif statement.is_item:
            yield from _item_point(statement, heading)
        elif (
            has_good_length(statement.text, LONGEST)
            and stands_alone(statement.text)
            and is_content(statement.text)
            and brackets_close(statement.text)
        ):
            text = statement.text
            yield _Point(statement.start, statement.end, text, _weight(text, heading))


def _list_points(
    document: Document, statements: Sequence[Statement], place: int, heading: frozenset[str]
) -> Iterator[_Point]:
    """A list with its lead-in when it is short enough, or as many items as fit, cut with "…"."""
    opener = statements[place]
    items = [each for each in statements[place + 1 :] if each.lead_in == (opener.start, opener.end)]
    text, end, taken = opener.text, opener.end, 0
    for item in items:
        longer = f"{text} {document.text[_line_start(document, item) : item.end]}"
        if len(longer.split()) > LONGEST:
            break
        text, end, taken = longer, item.end, taken + 1
    if not taken or not is_content(text.replace("đã đối chiếu được", "")):
        return
    text = _SPACE.sub(" ", text).rstrip(";")
    if taken < len(items):
        text += " …"
    # A list says as much as its items, but is read as one point.
    yield _Point(opener.start, end, text, 1.0 + _weight(text, heading))


def _item_point(item: Statement, heading: frozenset[str]) -> Iterator[_Point]:
    """One item after its lead-in; what stands between the two is cut."""
    assert item.lead_in is not None
    own_sentence = stands_alone(item.text) and len(item.text.split()) > 8 and item.text[0].isupper()
    text = item.text if own_sentence and item.text.endswith(".") else f"{item.lead} … {item.text}"
    start = item.start if text == item.text else item.lead_in.start
    if has_good_length(text, LONGEST) and is_content(text):
        yield _Point(start, item.end, text, _weight(text, heading) - 0.5)


def _line_start(document: Document, item: Statement) -> int:
    """Where an item's line begins, with its label."""
    return document.text.rfind("\n", 0, item.start) + 1


def _weight(text: str, heading: frozenset[str]) -> float:
    """How much a point matters: demands, figures, words of the heading; length tells little."""
    words = _words(text)
    shared = len(words & heading) / (len(heading) or 1)
    demands = min(2, len(_DEMANDS.findall(text)))
    return demands + shared + 0.5 * bool(_FIGURE.search(text))


def _words(text: str) -> frozenset[str]:
    return frozenset(_WORD.findall(match_form(text)))
