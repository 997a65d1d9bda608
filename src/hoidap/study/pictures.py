"""The two pictures of a pack: the timeline of its documents and the map of their relations.

*Timeline*: one row a day, the oldest above, with the years that passed between.

*Map*: every document stands one column to the right of what it replaces,
continues or cites, so that time runs from left to right and arrows point back.
Rows are ordered by the middle of what a document points at (one pass of the
barycentre rule of layered graph drawing).  The kind of a relation is written on its arrow.

Both are values (``Drawing``), the same for the same pack.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Final

from hoidap import texts
from hoidap.answering.naming import day_name
from hoidap.study.drawing import LINE, Box, Drawing, Line, Point, Text, text_width, wrapped
from hoidap.study.pack import Relation, RelationKind, StudyPack, TimelineEntry

INK: Final = "#1f2933"
_QUIET: Final = "#5b6773"
_PALE: Final = "#f4f6f8"
_EDGE: Final = "#aab4be"
#: The pack's own documents; dark enough on white for text (contrast 7:1).
_OWN: Final = "#8a1c1c"
_OWN_FILL: Final = "#fbeeee"
_COLOURS: Final = {
    RelationKind.REPLACES: "#a83232",
    RelationKind.CONTINUES: "#1d5f8a",
    RelationKind.CITES: "#6b7580",
}
_VERBS: Final = {
    RelationKind.REPLACES: texts.PICTURE_REPLACES,
    RelationKind.CONTINUES: texts.PICTURE_CONTINUES,
    RelationKind.CITES: texts.PICTURE_CITES,
}
_MARGIN: Final = 24

#: Timeline: width of a page's text, columns, sizes.
_WIDTH: Final = 760
_AXIS: Final = 168
_CARD: Final = _AXIS + 28
_SIZE: Final = 17
_SMALL: Final = 14.5
#: Days of a year, on average.
_YEAR: Final = 365.25

#: Map: a box, the ways between columns and rows.
_BOX: Final = 196
_ACROSS: Final = 104
_DOWN: Final = 26
#: Points that a curve is drawn with.
_CURVE: Final = 24


def timeline_picture(pack: StudyPack) -> Drawing | None:
    """The timeline; None when the pack knows no day."""
    if not pack.timeline:
        return None
    own = {document.document_id for document in pack.documents}
    titles = {document.document_id: document.title for document in pack.documents}
    y, shapes, dots = float(_MARGIN), list[Box | Line | Text](), list[float]()
    for place, entry in enumerate(pack.timeline):
        if place:
            y += _gap(shapes, pack.timeline[place - 1].on, entry.on, y)
        card, height = _card(entry, titles.get(entry.document_id or "", ""), own, y)
        shapes += card
        dots.append(y + height / 2)
        y += height
    axis = Line(((_AXIS, dots[0]), (_AXIS, dots[-1])), _EDGE, 2.5)
    marks = [
        Box(_AXIS - 6, dot - 6, 12, 12, colour, "#ffffff", 6)
        for dot, entry in zip(dots, pack.timeline, strict=True)
        for colour in [_OWN if entry.document_id in own else _QUIET]
    ]
    return Drawing(_WIDTH, round(y + _MARGIN), texts.PICTURE_TIMELINE, (axis, *shapes, *marks))


def _gap(shapes: list[Box | Line | Text], before: date, after: date, y: float) -> float:
    """The space between two entries, with the years that passed where that is one or more."""
    years = round((after - before).days / _YEAR)
    if years < 1:
        return 14
    words = texts.PICTURE_YEARS.format(years=years)
    shapes.append(Text(_CARD, y + 22, words, 13, _QUIET))
    return 36


def _card(
    entry: TimelineEntry, title: str, own: set[str], y: float
) -> tuple[list[Box | Line | Text], float]:
    """One row: the day on the left, the label and title in a box on the right."""
    width = _WIDTH - _MARGIN - _CARD
    heading = wrapped(entry.label, _SIZE, width - 28, 2, bold=True)
    below = wrapped(title, _SMALL, width - 28, 2) if title and title not in entry.label else []
    height = 22 + len(heading) * _SIZE * LINE + len(below) * _SMALL * LINE
    mine = entry.document_id in own
    shapes: list[Box | Line | Text] = [
        Box(_CARD, y, width, height, _OWN_FILL if mine else _PALE, _OWN if mine else _EDGE),
        Text(_AXIS - 22, y + height / 2 + 6, day_name(entry.on), _SIZE, INK, True, "end"),
    ]
    at = y + 9
    for line in heading:
        at += _SIZE * LINE
        shapes.append(Text(_CARD + 14, at - 5, line, _SIZE, _OWN if mine else INK, True))
    for line in below:
        at += _SMALL * LINE
        shapes.append(Text(_CARD + 14, at - 4, line, _SMALL, INK))
    return shapes, height


def timeline_words(pack: StudyPack) -> str:
    """The timeline in words, for those who do not see it."""
    return "; ".join(f"{day_name(entry.on)}: {entry.label}" for entry in pack.timeline)


def relations_words(pack: StudyPack) -> str:
    """The map in words."""
    return "; ".join(f"{each.later} {_VERBS[each.kind]} {each.earlier}" for each in pack.relations)


class _Node:
    """A document of the map: its lines, its column and row, its box."""

    def __init__(self, label: str, *, own: bool, on: date | None) -> None:
        self.own = own
        self.on = on
        self.lines = wrapped(label, 16, _BOX - 24, 4, bold=True)
        self.column = 0
        self.x = self.y = 0.0

    @property
    def height(self) -> float:
        return 22 + len(self.lines) * 16 * LINE + (14 * LINE if self.on else 0)

    @property
    def middle(self) -> float:
        return self.y + self.height / 2


def relations_picture(pack: StudyPack) -> Drawing | None:
    """The map of relations; None when the pack has none."""
    if not pack.relations:
        return None
    nodes = _nodes(pack)
    _place(nodes, pack.relations)
    width = max(node.x for node in nodes.values()) + _BOX + _MARGIN
    height = max(node.y + node.height for node in nodes.values()) + _MARGIN
    lines, labels = list[Line](), list[Box | Line | Text]()
    for relation in pack.relations:
        later, earlier = nodes[relation.later], nodes[relation.earlier]
        alone = sum(each.later == relation.later for each in pack.relations) == 1
        line, label = _arrow(later, earlier, relation.kind, alone=alone)
        lines.append(line)
        labels += label
    boxes = [shape for node in nodes.values() for shape in _box(node)]
    return Drawing(round(width), round(height), texts.PICTURE_RELATIONS, (*lines, *boxes, *labels))


def _nodes(pack: StudyPack) -> dict[str, _Node]:
    own = {document.document_id for document in pack.documents}
    days = {entry.document_id: entry.on for entry in reversed(pack.timeline) if entry.document_id}
    named = {
        entry.label: entry.on for entry in pack.timeline
    }  # documents outside the corpus have no id
    nodes: dict[str, _Node] = {}
    for relation in pack.relations:
        ends = ((relation.later, relation.later_id), (relation.earlier, relation.earlier_id))
        for label, document_id in ends:
            issued = named.get(texts.PACK_ISSUED.format(document=label))
            on = days.get(document_id) if document_id else issued
            nodes.setdefault(label, _Node(label, own=document_id in own, on=on))
    return nodes


def _place(nodes: dict[str, _Node], relations: Sequence[Relation]) -> None:
    """Give every node its column, row and corner."""
    for _ in nodes:  # a chain is as long as there are nodes at most
        for relation in relations:
            later, earlier = nodes[relation.later], nodes[relation.earlier]
            if later.column <= earlier.column < len(nodes):
                later.column = earlier.column + 1
    columns: dict[int, list[_Node]] = {}
    for node in nodes.values():
        columns.setdefault(node.column, []).append(node)
    tallest = max(sum(node.height + _DOWN for node in column) for column in columns.values())
    for number, place in enumerate(sorted(columns)):
        column = columns[place]
        column.sort(key=lambda node: (_pull(node, nodes, relations), node.on or date.min))
        y = _MARGIN + (tallest - sum(node.height + _DOWN for node in column)) / 2
        for node in column:
            node.x, node.y = _MARGIN + number * (_BOX + _ACROSS), y
            y += node.height + _DOWN


def _pull(node: _Node, nodes: dict[str, _Node], relations: Sequence[Relation]) -> float:
    """The middle of the rows that a node points at; 0 in the first column."""
    rows = [
        nodes[relation.earlier].middle
        for relation in relations
        if nodes[relation.later] is node and nodes[relation.earlier].y
    ]
    return sum(rows) / len(rows) if rows else 0.0


def _box(node: _Node) -> list[Box | Line | Text]:
    fill, stroke = (_OWN_FILL, _OWN) if node.own else (_PALE, _EDGE)
    shapes: list[Box | Line | Text] = [Box(node.x, node.y, _BOX, node.height, fill, stroke)]
    at = node.y + 8
    for line in node.lines:
        at += 16 * LINE
        colour = _OWN if node.own else INK
        shapes.append(Text(node.x + _BOX / 2, at - 4, line, 16, colour, True, "middle"))
    if node.on:
        at += 14 * LINE
        day = day_name(node.on)
        shapes.append(Text(node.x + _BOX / 2, at - 4, day, 14, _QUIET, False, "middle"))
    return shapes


def _arrow(
    later: _Node, earlier: _Node, kind: RelationKind, *, alone: bool
) -> tuple[Line, list[Box | Line | Text]]:
    """A curve from the later document's left side to the earlier one's right, and its word.

    The word stands beside the later document if one arrow leaves it, else beside the earlier
    one, where the arrows lie apart.
    """
    start, end = (later.x, later.middle), (earlier.x + _BOX, earlier.middle)
    points = _curve(start, end)
    colour = _COLOURS[kind]
    line = Line(points, colour, 2, kind is RelationKind.CITES, arrow=True)
    words = _VERBS[kind]
    width = text_width(words, 14) + 10
    wanted = start[0] - 0.42 * _ACROSS if alone else end[0] + 0.5 * _ACROSS
    x, y = min(points, key=lambda point: abs(point[0] - wanted))
    label: list[Box | Line | Text] = [
        Box(x - width / 2, y - 10, width, 20, "#ffffff", "#ffffff", 4),
        Text(x, y + 5, words, 14, colour, False, "middle"),
    ]
    return line, label


def _curve(start: Point, end: Point) -> tuple[Point, ...]:
    """A cubic curve that leaves and arrives level."""
    (x0, y0), (x3, y3) = start, end
    bend = min(_ACROSS, abs(x0 - x3)) / 2
    x1, x2 = x0 - bend, x3 + bend
    points = []
    for step in range(_CURVE + 1):
        t = step / _CURVE
        u = 1 - t
        points.append(
            (
                u**3 * x0 + 3 * u**2 * t * x1 + 3 * u * t**2 * x2 + t**3 * x3,
                u**3 * y0 + 3 * u**2 * t * y0 + 3 * u * t**2 * y3 + t**3 * y3,
            )
        )
    return tuple(points)
