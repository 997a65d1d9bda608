"""Which units answer a question."""

from __future__ import annotations

from hoidap.answering.selection import UNIT_WEIGHTS, score_units, select_units
from hoidap.answering.unit_features import UNIT_FEATURES, UnitSource, unit_features
from hoidap.answering.units import UnitKind, cut_units
from hoidap.retrieval.asked import asked_part
from hoidap.retrieval.features import AskedQuestion
from hoidap.retrieval.terms import question_terms

LONG = " ".join(["nội dung"] * 20)

CARD = f"""Thẻ mượn
1. Thẻ mượn là giấy do thư viện cấp cho bạn đọc.
2. Thẻ mượn có giá trị 2 năm kể từ ngày cấp.
3. Thư viện thu hồi thẻ trong các trường hợp sau đây:
a) Bạn đọc chuyển đi nơi khác {LONG};
b) Bạn đọc cho người khác mượn thẻ {LONG};
c) Thẻ hết giá trị {LONG}.
"""
STORE = """Kho sách
1. Kho sách được kiểm kê hằng năm.
2. Sách quý không cho mượn.
"""


def ask(question: str) -> AskedQuestion:
    terms = question_terms(question, asked_part(question), lambda _: 5, 500)
    return AskedQuestion(question, terms, 500)


def source(text: str, score: float = 0.0) -> UnitSource:
    return UnitSource(text, "Luật Thư viện", text, cut_units(text), score)


def answers(question: str, *texts: str, most: int = 3) -> list[str]:
    asked = ask(question)
    sources = [source(text, -float(rank)) for rank, text in enumerate(texts)]
    chosen = select_units(asked, sources, score_units(asked, sources), most)
    return [each.unit.text_in(sources[each.source].document_text) for each in chosen]


def test_every_feature_has_a_weight() -> None:
    assert tuple(UNIT_WEIGHTS) == UNIT_FEATURES


def test_features_of_nothing() -> None:
    units, features = unit_features(ask("Thẻ mượn là gì?"), [])
    assert units == [] and features.shape == (0, len(UNIT_FEATURES))
    assert answers("Thẻ mượn là gì?") == []


def test_a_definition_is_answered_by_the_defining_clause() -> None:
    assert answers("Thẻ mượn là gì?", CARD, STORE)[0].startswith("1. Thẻ mượn là giấy")


def test_how_long_is_answered_by_a_duration() -> None:
    assert "2 năm" in answers("Thẻ mượn có giá trị bao lâu?", CARD, STORE)[0]


def test_the_best_passage_goes_before_a_worse_one_that_says_the_same() -> None:
    asked = ask("Thẻ mượn có giá trị bao lâu?")
    sources = [source(CARD, -4.0), source(CARD + "\n", 0.0)]
    assert score_units(asked, sources)[0].source == 1


def test_a_list_is_answered_from_its_beginning() -> None:
    found = answers("Thẻ bị thu hồi trong những trường hợp nào?", CARD, STORE)
    lead = "3. Thư viện thu hồi thẻ trong các trường hợp sau đây:"
    assert [text.startswith(lead) for text in found[:2]] == [True, True]
    assert "a) Bạn đọc" in found[0]
    assert all(f"{label}) " in "\n".join(found) for label in "abc")


def test_a_line_that_opens_a_list_is_never_shown_alone() -> None:
    for question in ("Thẻ bị thu hồi trong trường hợp nào?", "Thư viện thu hồi thẻ khi nào?"):
        assert not any(text.endswith("sau đây:") for text in answers(question, CARD, STORE))


def test_units_do_not_repeat_each_other() -> None:
    asked = ask("Thẻ mượn có giá trị bao lâu?")
    sources = [source(CARD)]
    chosen = select_units(asked, sources, score_units(asked, sources), most=6)
    for first in chosen:
        for second in chosen:
            assert first is second or not first.unit.overlaps(second.unit)


def test_a_passage_given_twice_is_quoted_once() -> None:
    asked = ask("Thẻ mượn có giá trị bao lâu?")
    sources = [source(CARD), source(CARD)]
    chosen = select_units(asked, sources, score_units(asked, sources), most=6)
    quoted = [each.unit.text_in(CARD) for each in chosen]
    assert len(quoted) == len(set(quoted))


def test_a_provision_asked_for_as_a_whole_is_shown_whole_when_short() -> None:
    asked = ask("Luật Thư viện quy định thế nào về kho sách?")
    best = score_units(asked, [source(STORE)])[0]
    assert best.unit.kind is UnitKind.WHOLE
