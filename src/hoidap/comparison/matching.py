"""Which unit of one document is which of the other.

First the containers are paired (articles, points of a Party paper, turns of an interview), by
the share of words that they have in common in the same order, so that an article is
recognised in whatever chapter and under whatever number it stands.  Then the units:

1. units that read the same at the same place of paired containers;
2. long units that read the same and stand once in either document;
3. all others, the most alike first.  Alikeness is the share of common words, raised where the
   containers are paired and where the places inside them are the same; so a clause that
   moved to another article is found there when it kept its words, and a clause that was
   rewritten is found at its old place when nothing else is more like it.

What is not alike enough stays alone: it is new or gone.  The amounts were set on clauses of
circulars and laws that were changed by hand; ``tests/comparison`` holds what they must find.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final, NamedTuple

import numpy as np
from rapidfuzz import fuzz, process

from hoidap.comparison.units import NUMBERED, Part, Unit
from hoidap.domain import Section

#: Words in common, at least, of a pair of containers; less where their labels are the same.
_CONTAINERS: Final = 0.35
_CONTAINERS_OF_ONE_LABEL: Final = 0.2
#: Words in common, at least, of headings that pair containers by themselves.
_HEADINGS: Final = 0.8
#: Words in common, at least, of a pair of units: at one place of paired containers, in paired
#: containers, elsewhere.
_AT_PLACE: Final = 0.27
_IN_CONTAINER: Final = 0.5
_ELSEWHERE: Final = 0.65
#: What like headings, and the same label, add to the alikeness of containers.  The label only
#: decides between equals: where articles are renumbered, one that is nearly a copy of its
#: neighbour must not be taken for it.
_HEADING_ADDS: Final = 0.3
_LABEL_ADDS: Final = 0.02
#: What paired containers, and the same place in them, add to alikeness.
_CONTAINER_ADDS: Final = 0.15
_PLACE_ADDS: Final = 0.1
#: Units of fewer words say little by themselves: elsewhere they must read the same, and weigh less.
_SHORT: Final = 8
_SHORT_ELSEWHERE: Final = 0.4
_SHORTEST_ELSEWHERE: Final = 3
#: Units of at least so many words are the same unit wherever they stand, if they read the same.
_LONG: Final = 12
#: Steps of 64 words by one word that a table of alikeness may take, about 4 s of the processor.
#: Two of the largest codes take 0.8 billion; of larger documents only near places are compared.
_STEPS: Final = 4_000_000_000
#: Rows of the table of alikeness that are worked out at once: 256 x 4,000 x 4 bytes are 4 MB.
_ROWS: Final = 256


class Pair(NamedTuple):
    """Indexes of a unit of the left and one of the right document."""

    left: int
    right: int


@dataclass(slots=True)
class Pairing:
    """Pairs of units; each unit stands in one at most."""

    of_left: dict[int, int] = field(default_factory=dict)
    of_right: dict[int, int] = field(default_factory=dict)

    def add(self, left: int, right: int) -> bool:
        """Pair two units; False where one of them has a partner."""
        if left in self.of_left or right in self.of_right:
            return False
        self.of_left[left], self.of_right[right] = right, left
        return True


def paired(left: Sequence[Unit], right: Sequence[Unit]) -> tuple[Pairing, Mapping[int, int]]:
    """Pairs of units, and the paired containers: left section's index to right section's."""
    containers = _paired_containers(left, right)
    pairing = Pairing()
    _same_at_place(left, right, containers, pairing)
    _same_once(left, right, pairing)
    for candidate in sorted(_candidates(left, right, containers, pairing), reverse=True):
        pairing.add(candidate.left, candidate.right)
    return pairing, containers


class _Candidate(NamedTuple):
    alike: float
    nearness: float  # of the places inside the documents: decides between equals
    left: int
    right: int


def _same_at_place(
    left: Sequence[Unit], right: Sequence[Unit], containers: Mapping[int, int], pairing: Pairing
) -> None:
    places = {(u.container.index, u.place, u.code): u.index for u in reversed(right)}
    for unit in left:
        container = containers.get(unit.container.index)
        other = places.get((container, unit.place, unit.code)) if container is not None else None
        if other is not None:
            pairing.add(unit.index, other)


def _same_once(left: Sequence[Unit], right: Sequence[Unit], pairing: Pairing) -> None:
    by_code: dict[str, tuple[list[int], list[int]]] = defaultdict(lambda: ([], []))
    for side, units in enumerate((left, right)):
        for unit in units:
            if len(unit.code) >= _LONG:
                by_code[unit.code][side].append(unit.index)
    for ours, theirs in by_code.values():
        if len(ours) == len(theirs) == 1:
            pairing.add(ours[0], theirs[0])


def _candidates(
    left: Sequence[Unit], right: Sequence[Unit], containers: Mapping[int, int], pairing: Pairing
) -> Iterator[_Candidate]:
    """The pairs of units without partners that are alike enough."""
    ours = [unit for unit in left if unit.index not in pairing.of_left]
    theirs = [unit for unit in right if unit.index not in pairing.of_right]
    inside = defaultdict[int, list[Unit]](list)
    for unit in theirs:
        inside[unit.container.index].append(unit)
    places = {(unit.container.index, unit.place): unit for unit in reversed(theirs)}
    of_container = defaultdict[int, list[Unit]](list)
    for unit in ours:
        container = containers.get(unit.container.index)
        if container is not None:
            of_container[container].append(unit)
            other = places.get((container, unit.place))
            if other is not None:
                alike = fuzz.ratio(unit.code, other.code) / 100
                adds = _CONTAINER_ADDS + _PLACE_ADDS
                if alike >= _AT_PLACE and unit.part is other.part:
                    yield _Candidate(alike + adds, 0.0, unit.index, other.index)
    scale = (len(left), len(right))
    for container, own in of_container.items():
        for one, other, alike in _units_alike(own, inside[container], _IN_CONTAINER):
            near = _nearness(one, other, *scale)
            # The same words weigh more than the same number: clauses may have changed places.
            adds = _CONTAINER_ADDS + (_PLACE_ADDS if alike == 1 else 0)
            yield _Candidate(alike + adds, near, one.index, other.index)
    for one, other, alike in _units_alike(ours, theirs, _ELSEWHERE):
        total = _elsewhere(one, other, alike)
        if total is not None:
            yield _Candidate(total, _nearness(one, other, *scale), one.index, other.index)
    yield from _rewritten_headings(ours, theirs, containers)


def _units_alike(
    ours: Sequence[Unit], theirs: Sequence[Unit], least: float
) -> Iterator[tuple[Unit, Unit, float]]:
    """Pairs of units that are alike; a heading and another text only where they are the same."""
    for row, column, alike in _alike([u.code for u in ours], [u.code for u in theirs], least):
        one, other = ours[row], theirs[column]
        if one.part is other.part or alike == 1:
            yield one, other, alike


def _nearness(one: Unit, other: Unit, left: int, right: int) -> float:
    return -abs(one.index / left - other.index / right)


def _elsewhere(one: Unit, other: Unit, alike: float) -> float | None:
    """Alikeness of units wherever they stand; None where it is not enough."""
    shortest = min(len(one.code), len(other.code))
    if shortest >= _SHORT:
        return alike
    is_same = alike == 1 and shortest >= _SHORTEST_ELSEWHERE
    return alike - _SHORT_ELSEWHERE if is_same else None


def _rewritten_headings(
    ours: Sequence[Unit], theirs: Sequence[Unit], containers: Mapping[int, int]
) -> Iterator[_Candidate]:
    """Headings of paired containers belong together, whatever words they share."""
    headings = {u.container.index: u for u in theirs if _heads_container(u)}
    for unit in ours:
        container = containers.get(unit.container.index)
        other = headings.get(container) if container is not None else None
        if other is not None and _heads_container(unit):
            yield _Candidate(_AT_PLACE, 0.0, unit.index, other.index)


def _heads_container(unit: Unit) -> bool:
    return unit.part is Part.HEADING and unit.section.index == unit.container.index


def _alike(
    ours: Sequence[str], theirs: Sequence[str], least: float
) -> Iterator[tuple[int, int, float]]:
    """Row, column and share of common words of all pairs that have at least so much."""
    if not ours or not theirs:
        return
    steps = sum(map(len, ours)) * sum(max(1, len(each) / 64) for each in theirs)
    reach = max(_ROWS, int(len(theirs) * min(1.0, _STEPS / max(1.0, steps))))
    for first in range(0, len(ours), _ROWS):
        middle = (first + _ROWS // 2) * len(theirs) // len(ours)
        begin = 0 if reach >= len(theirs) else max(0, middle - reach // 2)
        shares = process.cdist(
            ours[first : first + _ROWS],
            theirs[begin : begin + reach],
            scorer=fuzz.ratio,
            score_cutoff=100 * least,
            dtype=np.float32,
        )
        for row, column in zip(*np.nonzero(shares), strict=True):
            yield first + int(row), begin + int(column), float(shares[row, column]) / 100


class _Container(NamedTuple):
    section: Section
    code: str  # all its words
    heading: str


def _paired_containers(left: Sequence[Unit], right: Sequence[Unit]) -> dict[int, int]:
    """The containers of both documents that are the same, by index of section."""
    ours, theirs = _containers(left), _containers(right)
    headings = {
        (row, column): share
        for row, column, share in _alike(
            [each.heading for each in ours], [each.heading for each in theirs], _HEADINGS
        )
        if ours[row].heading
    }
    found: list[tuple[float, float, int, int]] = []
    whole = {
        (row, column): share
        for row, column, share in _alike(
            [each.code for each in ours],
            [each.code for each in theirs],
            _CONTAINERS_OF_ONE_LABEL,
        )
    }
    for row, column in whole.keys() | headings.keys():
        share, heading = whole.get((row, column), 0.0), headings.get((row, column), 0.0)
        same_label = _same_number(ours[row].section, theirs[column].section)
        if share >= _CONTAINERS or heading or (same_label and share):
            total = share + _HEADING_ADDS * heading + _LABEL_ADDS * same_label
            near = -abs(row / len(ours) - column / len(theirs))
            found.append((total, near, row, column))
    return _greedy(found, ours, theirs)


def _same_number(one: Section, other: Section) -> bool:
    """Whether two sections bear the same number; "đoạn 3" only counts paragraphs."""
    return one.kind in NUMBERED and one.label == other.label


def _greedy(
    found: Iterable[tuple[float, float, int, int]],
    ours: Sequence[_Container],
    theirs: Sequence[_Container],
) -> dict[int, int]:
    rows: dict[int, int] = {}
    taken: set[int] = set()
    for _, _, row, column in sorted(found, reverse=True):
        if row not in rows and column not in taken:
            rows[row] = column
            taken.add(column)
    return {ours[row].section.index: theirs[column].section.index for row, column in rows.items()}


def _containers(units: Sequence[Unit]) -> list[_Container]:
    inside: dict[int, list[Unit]] = defaultdict(list)
    for unit in units:
        inside[unit.container.index].append(unit)
    return [
        _Container(
            section=own[0].container,
            code="".join(unit.code for unit in own),
            heading="".join(unit.code for unit in own if _heads_container(unit)),
        )
        for own in inside.values()
    ]
