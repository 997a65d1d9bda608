"""Relations between provisions, read from small amending documents written for this test."""

from __future__ import annotations

from datetime import date

from hoidap.relation import Change, Relation
from ingest.relations.reading import read_relations
from ingest.structure.state import parse_state

HEAD = """BỘ THỦY LỢI
Số: 41/2031/TT-BTL

THÔNG TƯ
Sửa đổi một số quy định về hồ chứa

Căn cứ Luật Thủy lợi;

"""

AMENDING = (
    HEAD
    + """Điều 1. Sửa đổi, bổ sung một số điều của Thông tư số 12/2029/TT-BTL về vận hành hồ chứa

1. Sửa đổi, bổ sung khoản 2 và bổ sung khoản 2a vào sau khoản 2 Điều 6 như sau:

“2. Đơn vị vận hành báo cáo mực nước hằng ngày.

2a. Khi có bão, báo cáo hai giờ một lần.”.

2. Sửa đổi, bổ sung một số điểm, khoản của Điều 9 như sau:

a) Bổ sung điểm d vào sau điểm c khoản 1 như sau:

“d) Trạm đo mưa.”;

b) Sửa đổi tên Điều như sau:

“Điều 9. Thiết bị quan trắc”;

c) Thay cụm từ “điểm a khoản 3 Điều 4” bằng cụm từ “khoản 3 Điều 4” tại khoản 4, điểm b khoản 5.

3. Bãi bỏ các quy định sau đây:

a) Điểm a, điểm b khoản 3; khoản 5 Điều 12;

b) Cụm từ “cấp huyện” tại khoản 1 Điều 13.

Điều 2. Bổ sung khoản 7 Điều 3 Thông tư số 08/2027/TT-BTL đã được sửa đổi tại khoản 1 Điều 5 \
Thông tư số 30/2028/TT-BTL

“7. Hồ chứa nhỏ được miễn kiểm định.”

Điều 3. Hiệu lực thi hành

1. Thông tư này có hiệu lực từ ngày 01 tháng 3 năm 2031 và thay thế Thông tư số 05/2020/TT-BTL.

2. Luật Đê điều số 79/2006/QH11, Nghị định số 113/2007/NĐ-CP hết hiệu lực kể từ ngày Thông tư \
này có hiệu lực.

3. Tạm ngưng hiệu lực đối với các văn bản sau đây:

a) Thông tư số 17/2030/TT-BTL;
"""
)


def read(text: str) -> tuple[Relation, ...]:
    return read_relations(text, parse_state(text), effective_on=date(2031, 3, 1))


def told(relations: tuple[Relation, ...], clause: str) -> list[tuple[str, str, str]]:
    return [(r.change.value, r.document, r.provision) for r in relations if r.clause == clause]


def test_a_sentence_with_two_verbs_makes_two_relations_with_their_own_wording() -> None:
    found = [r for r in read(AMENDING) if r.clause == "khoản 1 Điều 1"]
    assert [(r.change, r.provision) for r in found] == [
        (Change.AMENDS, "khoản 2 Điều 6"),
        (Change.SUPPLEMENTS, "khoản 2a Điều 6"),
    ]
    assert [AMENDING[r.new_start : r.new_end] for r in found] == [
        "2. Đơn vị vận hành báo cáo mực nước hằng ngày.",
        "2a. Khi có bão, báo cáo hai giờ một lần.",
    ]
    assert {r.document for r in found} == {"12/2029/TT-BTL"}
    assert {r.effective_on for r in found} == {date(2031, 3, 1)}


def test_points_take_article_and_document_from_the_clauses_above() -> None:
    relations = read(AMENDING)
    of = "12/2029/TT-BTL"
    assert told(relations, "điểm a khoản 2 Điều 1") == [
        ("supplements", of, "điểm d khoản 1 Điều 9")
    ]
    assert told(relations, "điểm b khoản 2 Điều 1") == [("amends", of, "Điều 9")]
    assert told(relations, "khoản 2 Điều 1") == []


def test_words_that_are_exchanged_are_no_provisions() -> None:
    found = [r for r in read(AMENDING) if r.clause == "điểm c khoản 2 Điều 1"]
    assert [r.provision for r in found] == ["khoản 4 Điều 9", "điểm b khoản 5 Điều 9"]
    assert {r.change for r in found} == {Change.REPLACES_WORDS}
    assert {(r.words, r.new_words) for r in found} == {
        (("điểm a khoản 3 Điều 4",), ("khoản 3 Điều 4",))
    }


def test_items_of_a_list_take_its_verb() -> None:
    relations = read(AMENDING)
    of = "12/2029/TT-BTL"
    assert told(relations, "điểm a khoản 3 Điều 1") == [
        ("repeals", of, "điểm a khoản 3 Điều 12"),
        ("repeals", of, "điểm b khoản 3 Điều 12"),
        ("repeals", of, "khoản 5 Điều 12"),
    ]
    assert told(relations, "điểm b khoản 3 Điều 1") == [("repeals", of, "khoản 1 Điều 13")]
    assert told(relations, "điểm a khoản 3 Điều 3") == [("suspends", "17/2030/TT-BTL", "")]


def test_what_was_done_to_a_provision_before_is_not_done_again() -> None:
    relations = read(AMENDING)
    assert told(relations, "Điều 2") == [("supplements", "08/2027/TT-BTL", "khoản 7 Điều 3")]
    made = next(r for r in relations if r.clause == "Điều 2")
    assert AMENDING[made.new_start : made.new_end] == "7. Hồ chứa nhỏ được miễn kiểm định."


def test_whole_documents_are_replaced_and_lose_their_force() -> None:
    relations = read(AMENDING)
    assert told(relations, "khoản 1 Điều 3") == [("replaces", "05/2020/TT-BTL", "")]
    assert told(relations, "khoản 2 Điều 3") == [
        ("repeals", "79/2006/QH11", ""),
        ("repeals", "113/2007/NĐ-CP", ""),
    ]


def test_text_that_speaks_of_changes_makes_none() -> None:
    text = (
        HEAD
        + """Điều 1. Trách nhiệm

1. Vụ Pháp chế rà soát, kiến nghị sửa đổi, bổ sung Điều 5 Thông tư số 12/2029/TT-BTL khi cần.

2. Thay thế thiết bị hỏng theo khoản 2 Điều 3 Thông tư này; bổ sung nhân lực cho trạm đo.

3. Giấy phép hết hiệu lực thì đơn vị nộp lại cho cơ quan cấp phép theo Điều 7 Luật Thủy lợi.
"""
    )
    assert read(text) == ()


def test_quoted_wording_makes_no_relations_of_its_own() -> None:
    text = (
        HEAD
        + """Điều 1. Sửa đổi Điều 20 Nghị định số 77/2026/NĐ-CP như sau:

“Điều 20. Sửa đổi, thu hồi giấy phép

1. Sửa đổi khoản 1 Điều 4 giấy phép khi đổi tên.

2. Bãi bỏ Điều 9.”
"""
    )
    relations = read(text)
    assert [(r.change.value, r.provision) for r in relations] == [("amends", "Điều 20")]
    assert text[relations[0].new_start : relations[0].new_end].endswith("2. Bãi bỏ Điều 9.")
