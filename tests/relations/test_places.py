"""The part of a new wording that is a place inside it."""

from __future__ import annotations

from hoidap.relations.places import Place, enclosing, within

WORDING = """Điều 8. Phao cứu sinh

1. Mỗi đò có phao tròn.

2. Áo phao phải:

a) Còn hạn kiểm định;

b) Vừa người mặc.

3. Phao hỏng thì thay ngay."""
WHOLE = Place(0, len(WORDING))


def part(locator: str) -> str | None:
    found = within(WORDING, WHOLE, "Điều 8", locator)
    return None if found is None else WORDING[found.start : found.end]


def test_a_clause_goes_on_to_the_next_one_with_its_points() -> None:
    clause = part("khoản 2 Điều 8")
    assert clause is not None
    assert clause.startswith("2. Áo phao") and clause.endswith("b) Vừa người mặc.")


def test_a_point_is_sought_in_its_own_clause() -> None:
    assert part("điểm b khoản 2 Điều 8") == "b) Vừa người mặc."
    assert part("điểm b khoản 1 Điều 8") is None


def test_what_the_wording_has_not_or_is_itself_is_no_part() -> None:
    assert part("khoản 4 Điều 8") is None
    assert part("Điều 8") is None
    assert part("khoản 2 Điều 18") is None


def test_a_point_stands_in_its_clause_and_an_article_in_nothing() -> None:
    assert enclosing("điểm k khoản 3 Điều 5") == "khoản 3 Điều 5"
    assert enclosing("Điều 5") == ""
