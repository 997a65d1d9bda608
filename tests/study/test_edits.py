"""Editing a pack: every edit makes a new pack, and what was reworded is checked again."""

from __future__ import annotations

import pytest
from pydantic import TypeAdapter

from hoidap.errors import EditError
from hoidap.study.edit_orders import LIST_LIMIT, Edit
from hoidap.study.edits import Checks, apply
from hoidap.study.pack import KeyPoint, QuizItem, Source, StudyPack
from tests.study.samples import LENGTH, TIMES, sample_pack, source

EDIT: TypeAdapter[Edit] = TypeAdapter(Edit)


def checked_point(point: KeyPoint) -> str:
    return "" if point.text in point.source.quote else "không khớp"


def checked_item(item: QuizItem) -> str:
    return "" if "4 lần" in item.options[item.correct[0]] else "không khớp"


def another(pack: StudyPack, old: QuizItem, seed: int) -> QuizItem:
    return old.model_copy(update={"prompt": f"Câu khác {seed}"})


def found(document_id: str, start: int, end: int) -> Source:
    return TIMES


CHECKS = Checks(item=checked_item, point=checked_point, another=another, source=found)


def edited(*edits: dict[str, object]) -> StudyPack:
    return apply(sample_pack(), [EDIT.validate_python(each) for each in edits], CHECKS)


def test_the_pack_itself_stays_as_it_was() -> None:
    before = sample_pack()
    edited({"op": "retitle", "title": "Khác"})
    assert before == sample_pack()


def test_a_reworded_point_keeps_its_source_and_is_flagged_when_it_no_longer_matches() -> None:
    wrong = "Mỗi chi bộ sinh hoạt chuyên đề ít nhất 6 lần trong một năm."
    point = edited({"op": "reword", "id": "p1", "text": wrong}).outline[0].points[0]
    assert (point.text, point.source) == (wrong, TIMES)
    assert point.edited and point.flag == "không khớp"
    cut = edited({"op": "reword", "id": "p1", "text": "ít nhất 4 lần"}).outline[0].points[0]
    assert (cut.edited, cut.flag) == (True, "")


def test_a_summary_is_reworded_moved_and_dropped_like_any_other_point() -> None:
    reworded = edited({"op": "reword", "id": "w1", "text": "ít nhất 6 lần"}).summary
    assert [(each.flag, each.sources) for each in reworded] == [("không khớp", (TIMES, LENGTH))]
    assert edited({"op": "drop", "id": "w1"}).summary == ()


def test_headings_questions_and_items_are_found_by_their_ids() -> None:
    pack = edited(
        {"op": "reword", "id": "s2", "text": "Bốn bước"},
        {"op": "reword", "id": "d1", "text": "Đủ chưa?"},
        {"op": "reword_item", "id": "q1", "prompt": "Mấy lần?"},
    )
    assert pack.outline[1].title == "Bốn bước"
    assert pack.discussion[0].question == "Đủ chưa?" and pack.discussion[0].edited
    assert pack.quiz[0].prompt == "Mấy lần?" and pack.quiz[0].options[1] == "4 lần"


def test_a_changed_answer_is_checked_against_the_source() -> None:
    assert edited({"op": "reword_item", "id": "q1", "correct": [1]}).quiz[0].flag == ""
    assert edited({"op": "reword_item", "id": "q1", "correct": [2]}).quiz[0].flag == "không khớp"


@pytest.mark.parametrize(
    "wrong",
    [
        {"id": "q1", "correct": [7]},
        {"id": "q1", "options": ["2 lần", "2 lần"]},
        {"id": "q1", "correct": [0, 1]},
        {"id": "q3", "prompt": "Không còn chỗ trống."},
        {"id": "q4", "correct": [0]},
        {"id": "q5", "correct": [0, 0, 1]},
    ],
)
def test_an_item_that_nobody_could_answer_is_refused(wrong: dict[str, object]) -> None:
    with pytest.raises(EditError) as refused:
        edited({"op": "reword_item", **wrong})
    assert "Câu hỏi chưa đủ" in refused.value.user_message


def test_parts_are_moved_and_dropped_within_their_list() -> None:
    pack = edited({"op": "move", "id": "q5", "to": 0}, {"op": "drop", "id": "q2"})
    assert [item.id for item in pack.quiz] == ["q5", "q1", "q3", "q4"]
    assert [each.id for each in edited({"op": "move", "id": "s2", "to": 0}).outline] == ["s2", "s1"]
    assert edited({"op": "move", "id": "p1", "to": 99}).outline[0].points[-1].id == "p1"


def test_an_added_point_is_the_documents_own_words() -> None:
    new = {"op": "add_point", "section": "s2", "document_id": "x", "start": 0, "end": 9}
    point = edited(new).outline[1].points[-1]
    assert point.text == point.source.quote == TIMES.quote
    assert point.id not in {"p1", "p2", "p3"}


def test_an_added_question_and_item_take_the_passages_they_name() -> None:
    item = {"op": "add_item", "kind": "choice", "prompt": "?", "options": ["4 lần", "5 lần"]}
    pack = edited(
        {"op": "add_discussion", "question": "Vì sao?", "like": "p2"},
        {**item, "correct": [1], "reason": "Vì.", "like": "p1"},
    )
    assert pack.discussion[-1].sources == (sample_pack().outline[0].points[1].source,)
    assert pack.quiz[-1].sources == (TIMES,) and pack.quiz[-1].flag == "không khớp"


def test_a_regenerated_item_stands_in_the_same_place() -> None:
    pack = edited({"op": "regenerate", "id": "q2", "seed": 7})
    assert [item.id for item in pack.quiz][1] == "q2" and pack.quiz[1].prompt == "Câu khác 7"


def test_the_agenda_follows_from_its_minutes() -> None:
    lines = [{"title": "Mở đầu", "minutes": 10}, {"title": "Thảo luận", "minutes": 20}]
    agenda = edited({"op": "agenda", "entries": lines}).agenda
    assert [(each.starts, each.minutes) for each in agenda] == [(0, 10), (10, 20)]


def test_an_unknown_part_is_refused_in_vietnamese() -> None:
    with pytest.raises(EditError) as refused:
        edited({"op": "drop", "id": "nowhere"})
    assert "tải lại trang" in refused.value.user_message


def test_a_list_has_an_end() -> None:
    with pytest.raises(EditError):
        more: list[dict[str, object]] = [{"op": "add_discussion", "question": "Vì sao?"}]
        edited(*more * (LIST_LIMIT + 1))


def test_the_samples_sources_are_real() -> None:
    assert source("Thảo luận.", "x").quote == "Thảo luận."
