"""Reworded points and items: what still says the same passes, what does not is flagged."""

from __future__ import annotations

import pytest

from hoidap.answering.assistant import Assistant
from hoidap.study.checking import check_item, is_cut_from
from hoidap.study.pack import FactKind, ItemKind, KeyPoint, QuizItem, Source
from hoidap.study.sources import source_at
from tests.study.conftest import LABOUR_CODE

SENTENCE = (
    "Thời giờ làm việc bình thường không quá 08 giờ trong 01 ngày "
    "và không quá 48 giờ trong 01 tuần."
)


@pytest.fixture(scope="module")
def source(library: Assistant) -> Source:
    with library.reading() as reading:
        document = reading.document(LABOUR_CODE)
    start = document.text.index(SENTENCE)
    return source_at(document, start, start + len(SENTENCE))


@pytest.fixture(scope="module")
def documents(library: Assistant) -> dict[str, str]:
    with library.reading() as reading:
        return {LABOUR_CODE: reading.document(LABOUR_CODE).text}


def point(source: Source, text: str) -> KeyPoint:
    return KeyPoint(id="k1", text=text, source=source)


def choice(source: Source, **changed: object) -> QuizItem:
    values: dict[str, object] = {
        "id": "q1",
        "kind": ItemKind.CHOICE,
        "about": FactKind.NUMBER,
        "prompt": "Thời giờ làm việc bình thường không quá bao nhiêu giờ trong 01 ngày?",
        "options": ("10 giờ", "08 giờ", "07 giờ", "12 giờ"),
        "correct": (1,),
        "reason": "",
        "sources": (source,),
    }
    return QuizItem.model_validate(values | changed)


@pytest.mark.parametrize(
    "text",
    [
        SENTENCE,
        "Thời giờ làm việc bình thường không quá 08 giờ trong 01 ngày.",
        "Thời giờ làm việc bình thường … không quá 48 giờ trong 01 tuần.",
    ],
)
def test_a_cut_sentence_still_matches(source: Source, documents: dict[str, str], text: str) -> None:
    assert check_item(point(source, text), documents) == ""


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("Thời giờ làm việc bình thường không quá 09 giờ trong 01 ngày.", "9"),
        ("Thời giờ làm việc bình thường được quá 08 giờ trong 01 ngày.", ""),
        ("Người lao động được nghỉ phép năm hưởng nguyên lương.", ""),
    ],
)
def test_a_reworded_sentence_that_says_something_else_is_flagged(
    source: Source, documents: dict[str, str], text: str, shown: str
) -> None:
    flag = check_item(point(source, text), documents)
    assert flag and shown in flag


def test_a_choice_with_its_right_answer_passes(source: Source, documents: dict[str, str]) -> None:
    assert check_item(choice(source), documents) == ""


@pytest.mark.parametrize(
    "changed",
    [
        {"correct": (0,)},
        {"options": ("10 giờ", "09 giờ", "07 giờ", "12 giờ")},
        {"prompt": "Thời giờ làm việc bình thường không quá bao nhiêu giờ trong 03 ngày?"},
    ],
    ids=["another key", "another answer", "another question"],
)
def test_a_choice_that_no_longer_matches_is_flagged(
    source: Source, documents: dict[str, str], changed: dict[str, object]
) -> None:
    assert check_item(choice(source, **changed), documents)


def test_a_claim_is_judged_by_its_source(source: Source, documents: dict[str, str]) -> None:
    claim = choice(
        source,
        kind=ItemKind.TRUE_FALSE,
        options=("Đúng", "Sai"),
        prompt=f"Nhận định sau đây đúng hay sai? “{SENTENCE}”",
        correct=(0,),
    )
    assert check_item(claim, documents) == ""
    assert "ghi là sai" in check_item(claim.model_copy(update={"correct": (1,)}), documents)
    wrong = claim.model_copy(update={"prompt": claim.prompt.replace("48", "44")})
    assert check_item(wrong, documents)
    assert check_item(wrong.model_copy(update={"correct": (1,)}), documents) == ""


def test_a_gap_is_filled_before_it_is_compared(source: Source, documents: dict[str, str]) -> None:
    gap = choice(
        source,
        kind=ItemKind.GAP,
        options=(),
        correct=(),
        prompt=f"Điền vào chỗ trống: “{SENTENCE.replace('48', '____')}”",
        answers=("48",),
    )
    assert check_item(gap, documents) == ""
    assert check_item(gap.model_copy(update={"answers": ("50",)}), documents)


def test_a_document_that_changed_or_went_away_is_told(
    source: Source, documents: dict[str, str]
) -> None:
    moved = {LABOUR_CODE: "Điều 0. " + documents[LABOUR_CODE]}
    assert "đã thay đổi" in check_item(choice(source), moved)
    assert "đã thay đổi" in check_item(choice(source), {})


def test_what_is_left_out_stands_as_dots() -> None:
    quote = "1. Nghỉ lễ:\na) Tết Dương lịch: 01 ngày;\nb) Tết Âm lịch: 05 ngày;"
    assert is_cut_from("Nghỉ lễ: … Tết Âm lịch: 05 ngày", quote)
    assert not is_cut_from("Nghỉ lễ: … Tết Âm lịch: 06 ngày", quote)
    assert not is_cut_from("Tết Âm lịch: 05 ngày … Nghỉ lễ", quote)
