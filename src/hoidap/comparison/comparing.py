"""A comparison: the rows that show two documents side by side.

Rows stand in the order of the left document; what is new stands behind the row that comes
before it in the right one, and behind what is gone there.  A row whose partner stands
elsewhere is shown at its place in the left document.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from hoidap.comparison.differences import OF_PLACE, Difference, differences_of_wording
from hoidap.comparison.matching import paired
from hoidap.comparison.splitting import Group, grouped
from hoidap.comparison.units import NUMBERED, Part, Unit, units_of
from hoidap.comparison.words import Alphabet, Changed, Range, differing, ranges_of
from hoidap.domain import Document


@dataclass(frozen=True, slots=True)
class Side:
    """A unit of one document in a row; ``marks`` are the ranges that the other one lacks."""

    locator: str
    start: int
    end: int
    marks: tuple[Range, ...]
    is_heading: bool


@dataclass(frozen=True, slots=True)
class Row:
    """What belongs together; ``differences`` are empty where both sides read the same."""

    left: tuple[Side, ...]
    right: tuple[Side, ...]
    differences: tuple[Difference, ...]

    @property
    def is_changed(self) -> bool:
        """Whether anything differs."""
        return bool(self.differences)


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two documents, row by row."""

    left: Document
    right: Document
    rows: tuple[Row, ...]

    @property
    def changed(self) -> tuple[Row, ...]:
        """The rows in which anything differs."""
        return tuple(row for row in self.rows if row.is_changed)

    @property
    def moved(self) -> tuple[Row, ...]:
        """The rows that read the same on both sides and stand elsewhere or in other parts."""
        return tuple(row for row in self.changed if OF_PLACE.issuperset(row.differences))

    @property
    def counts(self) -> Mapping[Difference, int]:
        """How many rows have each kind of difference; kinds without any are left out."""
        found = Counter(each for row in self.rows for each in row.differences)
        return {each: found[each] for each in Difference if found[each]}


def compare(left: Document, right: Document) -> Comparison:
    """Two documents side by side; every word of their content stands in one row."""
    alphabet = Alphabet()
    ours, theirs = units_of(left, alphabet), units_of(right, alphabet)
    pairing, containers = paired(ours, theirs)
    groups = grouped(ours, theirs, pairing, containers)
    places = _Places(groups, left, right)
    rows = [_row(group, left, right, places) for group in _ordered(groups)]
    return Comparison(left, right, tuple(rows))


def _row(group: Group, left: Document, right: Document, places: _Places) -> Row:
    if not group.left or not group.right:
        kind = Difference.NEW if group.right else Difference.GONE
        return Row(
            tuple(_whole(unit) for unit in group.left),
            tuple(_whole(unit) for unit in group.right),
            (kind,),
        )
    gone, new = _changed(group.left, group.right)
    ours = [word for unit in group.left for word in unit.words]
    theirs = [word for unit in group.right for word in unit.words]
    wording = differences_of_wording(
        [(left.text, Range(unit.start, unit.end)) for unit in group.left],
        [(right.text, Range(unit.start, unit.end)) for unit in group.right],
        [ours[at] for at in gone],
        [theirs[at] for at in new],
    )
    return Row(
        _sides(group.left, ranges_of(ours, gone)),
        _sides(group.right, ranges_of(theirs, new)),
        (*places.differences(group), *wording),
    )


def _changed(left: Sequence[Unit], right: Sequence[Unit]) -> Changed:
    ours, theirs = "".join(u.code for u in left), "".join(u.code for u in right)
    return Changed((), ()) if ours == theirs else differing(ours, theirs)


def _whole(unit: Unit) -> Side:
    return _sides([unit], [Range(unit.words[0].start, unit.words[-1].end)])[0]


def _sides(units: Sequence[Unit], marks: Iterable[Range]) -> tuple[Side, ...]:
    return tuple(
        Side(
            locator=unit.section.locator,
            start=unit.start,
            end=unit.end,
            marks=tuple(
                Range(max(start, unit.start), min(end, unit.end))
                for start, end in marks
                if start < unit.end and unit.start < end
            ),
            is_heading=unit.part is Part.HEADING,
        )
        for unit in units
    )


class _Places:
    """Whether the units of a group stand at the same place of both documents."""

    def __init__(self, groups: Sequence[Group], left: Document, right: Document) -> None:
        self._left, self._right = left, right
        together: Counter[tuple[int, int]] = Counter()
        for group in groups:
            for one, other in zip(group.left, group.right, strict=False):
                weight = min(len(one.words), len(other.words))
                for ours, theirs in _ancestors(left, right, one, other):
                    together[ours, theirs] += weight
        self._partner = _same_headings(groups)
        for (ours, theirs), _ in together.most_common():
            self._partner.setdefault(ours, theirs)
        inside: dict[tuple[int | None, int | None], list[Group]] = defaultdict(list)
        for group in groups:
            if group.left and group.right:
                inside[_around(group.left[0]), _around(group.right[0])].append(group)
        self._in_order = set[int]().union(*map(_in_order, inside.values()))

    def differences(self, group: Group) -> tuple[Difference, ...]:
        """Divided, joined or moved."""
        found = []
        if len(group.right) > 1:
            found.append(Difference.DIVIDED)
        if len(group.left) > 1:
            found.append(Difference.JOINED)
        if self._is_moved(group.left[0], group.right[0], in_order=id(group) in self._in_order):
            found.append(Difference.MOVED)
        return tuple(found)

    def _is_moved(self, one: Unit, other: Unit, *, in_order: bool) -> bool:
        """Whether the number of a unit's section is another, or the section around it is.

        The number counts once, where the section begins.  What has no number is moved when it
        stands before or behind something else than it did.
        """
        if _begins(one) != _begins(other):
            return False
        parents = one.section.parent, other.section.parent
        if not self._correspond(*parents):
            return True
        if not _begins(one):
            return not in_order
        if one.section.kind in NUMBERED and other.section.kind in NUMBERED:
            return one.section.label != other.section.label
        return not in_order

    def _correspond(self, ours: int | None, theirs: int | None) -> bool:
        if ours is None or theirs is None:
            # A level that the other document does not have at all moves nothing.
            has_partner = ours in self._partner or theirs in self._partner.values()
            return ours == theirs or not has_partner
        return self._partner.get(ours, theirs) == theirs


def _same_headings(groups: Sequence[Group]) -> dict[int, int]:
    """The sections whose beginnings belong together: left section's index to right section's."""
    return {
        group.left[0].section.index: group.right[0].section.index
        for group in groups
        if group.left and group.right and _begins(group.left[0]) and _begins(group.right[0])
    }


def _around(unit: Unit) -> int | None:
    """The section that a unit is a part of: for one that begins a section the one around it."""
    return unit.section.parent if _begins(unit) else unit.section.index


def _begins(unit: Unit) -> bool:
    return unit.start == unit.section.start


def _ancestors(
    left: Document, right: Document, one: Unit, other: Unit
) -> Iterable[tuple[int, int]]:
    """The sections around two units, level by level from the inside."""
    ours = reversed(left.heading_path(one.section)[:-1])
    theirs = reversed(right.heading_path(other.section)[:-1])
    return [(a.index, b.index) for a, b in zip(ours, theirs, strict=False)]


def _in_order(groups: Sequence[Group]) -> set[int]:
    """The ids of the groups that stand in one order in both documents: the longest such row."""
    both = sorted((g for g in groups if g.left and g.right), key=lambda g: g.left[0].index)
    ends: list[int] = []  # of the best row of each length the right index at its end
    last: list[int] = []  # and which group that is
    before: list[int] = []
    for at, group in enumerate(both):
        place = bisect_left(ends, group.right[0].index)
        before.append(last[place - 1] if place else -1)
        if place == len(ends):
            ends.append(group.right[0].index)
            last.append(at)
        else:
            ends[place], last[place] = group.right[0].index, at
    kept: set[int] = set()
    at = last[-1] if last else -1
    while at >= 0:
        kept.add(id(both[at]))
        at = before[at]
    return kept


def _ordered(groups: Sequence[Group]) -> list[Group]:
    """The order in which rows stand."""
    of_left = sorted((g for g in groups if g.left), key=lambda g: g.left[0].index)
    in_order = _in_order(groups)
    anchors = [g for g in of_left if id(g) in in_order]
    starts = [g.right[0].index for g in anchors]
    behind: dict[int, list[Group]] = {}
    for group in sorted((g for g in groups if not g.left), key=lambda g: g.right[0].index):
        place = bisect_left(starts, group.right[0].index)
        behind.setdefault(id(anchors[place - 1]) if place else 0, []).append(group)
    rows: list[Group] = []
    new = behind.get(0, [])
    for group in of_left:
        if id(group) in in_order:
            rows += new
            new = behind.get(id(group), [])
        rows.append(group)
    return [*rows, *new]
