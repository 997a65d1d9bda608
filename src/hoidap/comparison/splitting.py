"""Units that were divided or put together: several on one side belong to one on the other.

A clause that is new, but whose words stand in a clause of the former wording where nothing
else claims them, was not written anew: the clause was divided.  Likewise a clause that is
gone, but whose words stand in one of the new wording.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from rapidfuzz import fuzz
from rapidfuzz.distance import LCSseq

from hoidap.comparison.matching import Pairing
from hoidap.comparison.units import Unit

#: Share of a unit's words that must stand in the other unit, unclaimed, in the same order.
_HELD: Final = 0.75
#: The same share of the stretch, as long as the part, that is most like it: a long clause holds
#: the words of a short one scattered, which says nothing.
_TOGETHER: Final = 80
#: Units of fewer words stand in others by chance: they must stand whole in a neighbour's partner.
_LEAST_WORDS: Final = 5
#: Units on either side of where a part is looked for: a divided clause stays near its place.
_NEAR: Final = 12
#: The same inside the paired container, which may be a table of thousands of rows.
_NEAR_INSIDE: Final = 40


@dataclass(slots=True)
class Group:
    """Units of the left and of the right document that say the same thing."""

    left: list[Unit] = field(default_factory=list)
    right: list[Unit] = field(default_factory=list)


def grouped(
    left: Sequence[Unit], right: Sequence[Unit], pairing: Pairing, containers: Mapping[int, int]
) -> list[Group]:
    """Every unit of both documents in one group, in the order of the left, then of the right."""
    groups: dict[tuple[bool, int], Group] = {}
    for unit in left:
        groups[True, unit.index] = Group([unit], [])
    for unit in right:
        partner = pairing.of_right.get(unit.index)
        if partner is None:
            groups[False, unit.index] = Group([], [unit])
        else:
            group = groups[False, unit.index] = groups[True, partner]
            group.right.append(unit)
    backwards = {theirs: ours for ours, theirs in containers.items()}
    _join(left, right, groups, lefts=True, containers=backwards)
    _join(right, left, groups, lefts=False, containers=containers)
    found = {id(each): each for each in groups.values()}
    for each in found.values():
        each.left.sort(key=lambda unit: unit.start)
        each.right.sort(key=lambda unit: unit.start)
    return list(found.values())


def _join(
    wholes: Sequence[Unit],
    parts: Sequence[Unit],
    groups: dict[tuple[bool, int], Group],
    *,
    lefts: bool,
    containers: Mapping[int, int],
) -> None:
    """Put units without partner to those of the other document that hold them.

    ``lefts``: whether the wholes are the left document's; ``containers``: of a part's
    container the one of the other document.
    """
    by_container: dict[int, list[Unit]] = defaultdict(list)
    for unit in wholes:
        by_container[unit.container.index].append(unit)
    before = _partners_before(parts, groups, lefts)
    for part in parts:
        own = groups[not lefts, part.index]
        alone = not (own.left if lefts else own.right)
        if not alone or len(own.left) + len(own.right) != 1:
            continue
        if len(part.code) < _LEAST_WORDS:
            tried = _partners_beside(part, parts, groups, lefts)
        else:
            place = before[part.index]
            inside = by_container.get(containers.get(part.container.index, -1), [])
            near = wholes[max(0, place - _NEAR) : place + _NEAR]
            tried = [*(u for u in inside if abs(u.index - place) <= _NEAR_INSIDE), *near]
        best = _holder(part, tried, groups, lefts)
        if best is not None:
            group = groups[lefts, best.index]
            (group.right if lefts else group.left).append(part)
            groups[not lefts, part.index] = group


def _partners_before(
    parts: Sequence[Unit], groups: Mapping[tuple[bool, int], Group], lefts: bool
) -> dict[int, int]:
    """For each part the index, in the other document, of the partner that stands before it."""
    found: dict[int, int] = {}
    last = 0
    for part in parts:
        group = groups[not lefts, part.index]
        partners = group.left if lefts else group.right
        last = partners[0].index if partners else last
        found[part.index] = last
    return found


def _partners_beside(
    part: Unit, parts: Sequence[Unit], groups: Mapping[tuple[bool, int], Group], lefts: bool
) -> list[Unit]:
    """The partners of the units before and behind a part: a few words go only to these."""
    beside = parts[max(0, part.index - 1) : part.index + 2]
    own = [groups[not lefts, each.index] for each in beside]
    return [unit for group in own for unit in (group.left if lefts else group.right)]


def _holder(
    part: Unit, wholes: Iterable[Unit], groups: Mapping[tuple[bool, int], Group], lefts: bool
) -> Unit | None:
    """The unit that holds most of a part's words where no other part claims them."""
    is_short = len(part.code) < _LEAST_WORDS
    best: Unit | None = None
    most: float = len(part.code) if is_short else _HELD * len(part.code)
    for whole in wholes:
        group = groups[lefts, whole.index]
        if len(group.left if lefts else group.right) != 1 or len(whole.code) <= len(part.code):
            continue
        together = fuzz.partial_ratio(part.code, whole.code)
        if together < (100 if is_short else _TOGETHER):
            continue
        claimed = group.right if lefts else group.left
        gain = _held([*claimed, part], whole) - _held(claimed, whole)
        if gain >= most and gain > 0:
            best, most = whole, gain + 1
    return best


def _held(parts: Iterable[Unit], whole: Unit) -> int:
    """How many words of a unit stand in parts, in the parts' order."""
    joined = "".join(each.code for each in sorted(parts, key=lambda unit: unit.start))
    return int(LCSseq.similarity(joined, whole.code)) if joined else 0
