"""Codes revised in dozens of places: every change is found, named rightly, and none is invented.

The revisions are drawn by chance (``revising``), so nobody chose the places.
"""

from __future__ import annotations

import pytest

from hoidap.comparison.comparing import Comparison, Row, compare
from hoidap.comparison.differences import OF_PLACE, Difference
from hoidap.vietnamese.normalisation import match_form
from tests.comparison.revising import Record, revised, unlabelled
from tests.comparison.samples import code, document, texts_of

REVISIONS = [
    ("bo-luat-lao-dong-2019", 0),
    ("bo-luat-lao-dong-2019", 11),
    ("bo-luat-hang-hai-viet-nam-2015", 4),
    ("bo-luat-dan-su-2015", 8),
    ("bo-luat-hinh-su-2015", 42),  # articles that are nearly copies of their neighbours
]


def form(text: str) -> str:
    return " ".join(match_form(text).rstrip(".;").split())


class Found:
    """The rows of a comparison, by the lines that stand in them."""

    def __init__(self, comparison: Comparison) -> None:
        self.rows = comparison.rows
        self._left = [self._lines(row.left, comparison.left) for row in self.rows]
        self._right = [self._lines(row.right, comparison.right) for row in self.rows]

    @staticmethod
    def _lines(sides: tuple[object, ...], document: object) -> str:
        texts = texts_of(sides, document)  # type: ignore[arg-type]
        return " | ".join(form(unlabelled(each)) for each in texts)

    def row(self, *, left: str = "", right: str = "") -> Row:
        (found,) = [
            row
            for row, ours, theirs in zip(self.rows, self._left, self._right, strict=True)
            if form(left) in ours and form(right) in theirs and (row.left or not left)
        ]
        return found


def of_wording(row: Row) -> set[Difference]:
    return set(row.differences) - OF_PLACE


@pytest.mark.parametrize(("name", "seed"), REVISIONS)
def test_every_change_is_found_and_none_invented(name: str, seed: int) -> None:
    revision = revised(code(name), seed)
    comparison = compare(code(name), document(revision.text))
    found, record = Found(comparison), revision.record
    assert len(record.changed) >= 24
    known = expected(found, record)
    invented = [row for row in comparison.rows if of_wording(row) and row not in known]
    assert invented == []


def expected(found: Found, record: Record) -> list[Row]:
    """The rows that must differ in wording; fails where one does not or differs in other things."""
    rows = []
    for before, after, kind in record.changed:
        row = found.row(left=before, right=after)
        assert Difference(kind) in row.differences, (before, after, kind, row.differences)
        rows.append(row)
    for words in record.added:
        row = found.row(right=words)
        assert row.differences == (Difference.NEW,), words
        rows.append(row)
    for words in record.struck:
        row = found.row(left=words)
        assert row.differences == (Difference.GONE,), words
        rows.append(row)
    for words in record.divided:
        row = found.row(left=words)
        assert Difference.DIVIDED in row.differences, words
        assert not of_wording(row), words
    for words in record.joined:
        row = found.row(left=words)
        assert Difference.JOINED in row.differences, words
        assert not of_wording(row), words
    return rows


@pytest.mark.parametrize("name", ["bo-luat-lao-dong-2019", "bo-luat-to-tung-dan-su-2015"])
def test_a_code_beside_itself_differs_nowhere(name: str) -> None:
    comparison = compare(code(name), code(name))
    assert comparison.changed == ()
    assert all(row.left[0].start == row.right[0].start for row in comparison.rows)
