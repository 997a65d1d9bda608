"""Which numbers of a text are its headings, and on which level: one decision over all of it.

No line can say by itself what its number is.  So the lines are read from top to bottom with
several hypotheses at once (a beam search).  A hypothesis holds the levels that are open
("mục II", in it "2", in it "b") and what its choices are worth.  Every candidate of a line
may go on with an open level (closing those inside it), open a new level, or be text; the
worth of a choice is a sum of the weights below.  Hypotheses with the same open levels are
one from there on, so the better one stays.  The best at the end of the text is the tree.

So a number that continues nothing is text, a lost number costs less than a broken sequence,
and a level is what stands inside another, not what a document of that kind should have.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final, NamedTuple

from ingest.structure.lines import Line
from ingest.structure.number_forms import Candidate, Form, read_candidates
from ingest.structure.numbering import BEFORE, Ordinal, successors

#: Hypotheses kept after every line; more than 8 changed nothing on some 30 documents.
_BEAM: Final = 8

#: What choices are worth, where "this number is text" is worth 0.
_FOLLOWS: Final = 3.0  # 2 after 1, đ or e after d
_BEGINS: Final = 1.0  # number one of a new level
_RUNS_ON: Final = 2.0  # items that are counted on through sections
_GAP: Final = -2.0  # pays only when the numbering goes on behind it
_LATE: Final = -2.0  # a level that begins behind one
_AGAIN: Final = -4.0  # one, or a number already passed, on a level that is open
_MISCOUNTED: Final = 0.5  # 2.5 behind 2.7: a slip, since the figures before it agree
_NAMED: Final = 2.5  # "Điều 8." says what it is: even alone and after a gap
_INSIDE_OUT: Final = -2.0  # "I." inside "1."
_OTHER_SIGN: Final = -2.0  # "2-" after "1."
_ITS_PARENT: Final = 2.0  # "3.2" inside "3"
_ORPHAN: Final = -1.0  # "3.2" where 3 is not open
_SMALL: Final = -2.5  # "3. của Luật này": the rest of a broken reference
_GLUED: Final = -3.0  # in the middle of a line: only what a sequence asks for
_IN_CAPITALS: Final = 2.5  # "V. TỔ CHỨC THỰC HIỆN" is a heading even after a gap
_UNLIKELY: Final = -1.0

#: Levels that are sometimes counted on through what encloses them.
_RUNNING: Final = (Form.CHAPTER, Form.ROMAN, Form.ARTICLE, Form.ARABIC)

#: Levels with a word of their own.
_WORDED: Final = frozenset({Form.PART, Form.CHAPTER, Form.DIVISION, Form.SUBDIVISION, Form.ARTICLE})
#: Levels of which any may enclose any other: the one that begins first does.
_EITHER_WAY: Final = frozenset({Form.ARTICLE, Form.CAPITAL, Form.ROMAN})

_LETTERED: Final = frozenset({Form.LETTER, Form.CAPITAL, Form.LETTER_IN_BRACKETS})


@dataclass(eq=False, slots=True)
class Node:
    """A number that was chosen: what it is and what it stands in."""

    candidate: Candidate
    parent: Node | None
    previous: Node | None

    @property
    def path(self) -> list[Node]:
        """This node and what encloses it, the outermost first."""
        path = [] if self.parent is None else self.parent.path
        return [*path, self]


class _Level(NamedTuple):
    """An open level: its form and the last number on it."""

    form: Form
    above: tuple[int, ...]
    ordinal: Ordinal
    sign: str


@dataclass(slots=True)
class _Hypothesis:
    worth: float
    levels: tuple[_Level, ...]
    nodes: tuple[Node, ...]
    passed: tuple[Ordinal, ...]  # last number of each running form, once closed
    last: Node | None

    @property
    def key(self) -> tuple[tuple[_Level, ...], tuple[Ordinal, ...]]:
        """What decides about the lines still to come."""
        return self.levels, self.passed


def decide(lines: Sequence[Line]) -> list[Node]:
    """The numbers of a scope that are its own headings and items, in reading order."""
    beam = [_Hypothesis(0.0, (), (), (BEFORE,) * len(_RUNNING), None)]
    for index, line in enumerate(lines):
        if line.quoted or line.is_row:
            continue
        for readings in read_candidates(line, index):
            beam = _step(beam, readings)
    nodes = []
    node = max(beam, key=lambda each: each.worth).last
    while node is not None:
        nodes.append(node)
        node = node.previous
    return nodes[::-1]


def _step(beam: Sequence[_Hypothesis], readings: Sequence[Candidate]) -> list[_Hypothesis]:
    """The hypotheses behind one more number."""
    best = {each.key: each for each in beam}
    for hypothesis in beam:
        for candidate in readings:
            if candidate.inline and not _just_read(hypothesis, candidate):
                continue
            for choice in _choices(hypothesis, candidate):
                rival = best.get(choice.key)
                if rival is None or rival.worth < choice.worth:
                    best[choice.key] = choice
    return sorted(best.values(), key=lambda each: -each.worth)[:_BEAM]


def _just_read(hypothesis: _Hypothesis, candidate: Candidate) -> bool:
    last = hypothesis.last
    return last is not None and last.candidate.line == candidate.line


def _choices(hypothesis: _Hypothesis, candidate: Candidate) -> Iterator[_Hypothesis]:
    """The ways in which a candidate may be a heading after what was read."""
    levels = hypothesis.levels
    own = _own_worth(candidate)
    for depth, level in enumerate(levels):
        if level.form is candidate.form and level.above == candidate.above:
            yield _taken(hypothesis, candidate, depth, own + _next_worth(level, candidate))
            return
    for depth, worth in _places(levels, candidate):
        begins = _first_worth(hypothesis, candidate)
        yield _taken(hypothesis, candidate, depth, own + worth + begins)


def _places(levels: Sequence[_Level], candidate: Candidate) -> Iterator[tuple[int, float]]:
    """Depths at which a new level may open, each with what it is worth."""
    if candidate.form is Form.DECIMAL:
        depth = _parent_depth(levels, candidate.above)
        if depth is not None:
            yield depth + 1, _ITS_PARENT
            return
    usual = len(levels)
    inner = Form.ARABIC if candidate.form in _EITHER_WAY else candidate.form
    while usual and levels[usual - 1].form >= inner:
        usual -= 1
    orphan = 0.0
    if candidate.form is Form.DECIMAL:
        orphan = _ORPHAN
        while usual and levels[usual - 1].form is Form.ARABIC:
            usual -= 1  # "3.1" is no part of "2."
    yield usual, orphan
    if usual < len(levels):
        yield len(levels), orphan + _INSIDE_OUT


def _parent_depth(levels: Sequence[_Level], above: tuple[int, ...]) -> int | None:
    """The depth of the open level that a decimal number with the figures ``above`` stands in."""
    for depth in range(len(levels) - 1, -1, -1):
        level = levels[depth]
        figures = (*level.above, level.ordinal.number)
        if figures == above or (level.form is Form.DECIMAL and figures == above[: len(figures)]):
            return depth
        if level.form < Form.DECIMAL:
            break
    return None


def _own_worth(candidate: Candidate) -> float:
    """What the words of a line say about its number."""
    form, rest = candidate.form, candidate.rest
    if form in _WORDED:
        return 0.0
    worth = _GLUED if candidate.glued else 0.0
    if form in {Form.ARABIC, Form.DECIMAL, Form.ROMAN} and rest[:1].islower():
        worth += _SMALL
    if form is Form.ROMAN:
        worth += _IN_CAPITALS if rest.isupper() else 0.0
        worth += _AGAIN if candidate.ordinal.number >= 50 else 0.0
    if form is Form.CAPITAL or (form is Form.LETTER and candidate.sign != ")"):
        worth += _UNLIKELY
    if form is Form.ROMAN_IN_BRACKETS and candidate.sign != "()":
        worth += _UNLIKELY
    return worth


def _next_worth(level: _Level, candidate: Candidate) -> float:
    """What it is worth to go on with an open level."""
    worth = _OTHER_SIGN if level.sign != candidate.sign else 0.0
    if _is_next(level.ordinal, candidate):
        return worth + _FOLLOWS
    if candidate.ordinal > level.ordinal:
        return worth + _GAP + (_NAMED if candidate.form in _WORDED else 0.0)
    return worth + (_MISCOUNTED if candidate.form is Form.DECIMAL else _AGAIN)


def _first_worth(hypothesis: _Hypothesis, candidate: Candidate) -> float:
    """What it is worth to open a level with this number."""
    if candidate.form in _RUNNING:
        passed = hypothesis.passed[_RUNNING.index(candidate.form)]
        if passed.number and _is_next(passed, candidate):
            return _FOLLOWS if candidate.form in _WORDED else _RUNS_ON
        if passed.number and candidate.form is Form.ARTICLE and candidate.ordinal <= passed:
            return _AGAIN
    if candidate.ordinal == Ordinal(1):
        return _BEGINS
    return _LATE + (_NAMED if candidate.form in _WORDED else 0.0)


def _is_next(last: Ordinal, candidate: Candidate) -> bool:
    return candidate.ordinal in successors(last, lettered=candidate.form in _LETTERED)


def _taken(hypothesis: _Hypothesis, candidate: Candidate, depth: int, worth: float) -> _Hypothesis:
    """A hypothesis with the candidate on a level at ``depth``; what is inside it is closed."""
    level = _Level(candidate.form, candidate.above, candidate.ordinal, candidate.sign)
    parent = hypothesis.nodes[depth - 1] if depth else None
    node = Node(candidate, parent, hypothesis.last)
    return _Hypothesis(
        hypothesis.worth + worth,
        (*hypothesis.levels[:depth], level),
        (*hypothesis.nodes[:depth], node),
        _passed(hypothesis, candidate, depth),
        node,
    )


def _passed(hypothesis: _Hypothesis, candidate: Candidate, depth: int) -> tuple[Ordinal, ...]:
    """The last numbers of the running forms; clauses of an article are not counted on."""
    form = candidate.form
    enclosing = hypothesis.levels[depth - 1].form if depth else None
    if form not in _RUNNING or (form is Form.ARABIC and enclosing is Form.ARTICLE):
        return hypothesis.passed
    passed = list(hypothesis.passed)
    passed[_RUNNING.index(form)] = candidate.ordinal
    return tuple(passed)
