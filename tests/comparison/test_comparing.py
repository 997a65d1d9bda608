"""What is said of provisions that were changed, moved, divided, or left as they are."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

import pytest

from hoidap.comparison.comparing import compare
from hoidap.comparison.differences import Difference
from tests.comparison.samples import compared, decree, document, marked, row_at, shown, texts_of

MARKET = """Chương I
QUY ĐỊNH CHUNG

Điều 1. Phạm vi điều chỉnh

Nghị định này quy định về quản lý chợ nổi trên sông, trên hồ và trách nhiệm của các cơ quan.

Điều 2. Người bán hàng trên thuyền

1. Người bán hàng phải có giấy phép do Ủy ban nhân dân cấp huyện cấp.

2. Người bán hàng phải nộp phí 50.000 đồng mỗi ngày và đủ các điều kiện sau đây:

a) Thuyền dài không quá 12 mét;

b) Có áo phao cho từng người trên thuyền;

c) Không xả rác xuống sông.

3. Giấy phép được cấp trong thời hạn 10 ngày làm việc kể từ ngày nhận đủ hồ sơ hợp lệ.

Chương II
QUẢN LÝ CHỢ NỔI

Điều 3. Ban quản lý chợ

1. Ban quản lý chợ phân luồng thuyền và giữ trật tự trên mặt nước từ 4 giờ đến 10 giờ.

2. Ban quản lý chợ có thể tạm dừng họp chợ khi nước lũ dâng cao.

Điều 4. Hiệu lực thi hành

Nghị định này có hiệu lực từ ngày 01 tháng 5 năm 2018.
"""


def changed(old: str, new: str) -> list[tuple[str, str, set[str]]]:
    assert old in MARKET
    return shown(compared(MARKET, MARKET.replace(old, new)))


def test_versions_that_say_the_same_differ_nowhere() -> None:
    assert shown(compared(MARKET, MARKET)) == []


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("Người bán hàng phải có", "NGƯỜI BÁN HÀNG phải có"),
        ("trên sông, trên hồ", "trên sông – trên hồ;"),
        ("Ủy ban", "Uỷ ban"),
        ("hợp lệ.", "“hợp lệ”;"),
        ("ngày 01 tháng 5 năm 2018", "ngày 01/05/2018"),
        ("50.000 đồng", "50000 đồng"),
        ("không quá 12 mét", "không  quá 12 mét"),
        ("kỹ", "kĩ") if "kỹ" in MARKET else ("quản lý", "quản lí"),
    ],
)
def test_typography_is_no_change(old: str, new: str) -> None:
    assert changed(old, new) == []


@pytest.mark.parametrize(
    ("old", "new", "where", "what"),
    [
        ("50.000 đồng", "80.000 đồng", "khoản 2 Điều 2", {"number"}),
        ("không quá 12 mét", "ít nhất 12 mét", "điểm a khoản 2 Điều 2", {"number"}),
        ("10 ngày làm việc", "05 ngày làm việc", "khoản 3 Điều 2", {"deadline"}),
        ("01 tháng 5 năm 2018", "15 tháng 6 năm 2018", "Điều 4", {"deadline"}),
        ("cấp huyện", "cấp xã", "khoản 1 Điều 2", {"body"}),
        ("Ủy ban nhân dân cấp huyện", "Bộ Công Thương", "khoản 1 Điều 2", {"body"}),
        ("có thể tạm dừng", "phải tạm dừng", "khoản 2 Điều 3", {"modality"}),
        ("Không xả rác", "Được xả rác", "điểm c khoản 2 Điều 2", {"modality"}),
        ("giữ trật tự", "giữ vệ sinh", "khoản 1 Điều 3", {"wording"}),
        ("4 giờ đến 10 giờ", "3 giờ đến 10 giờ", "khoản 1 Điều 3", {"deadline"}),
    ],
)
def test_a_change_is_named_for_what_changed(old: str, new: str, where: str, what: set[str]) -> None:
    ((left, right, found),) = changed(old, new)
    assert left == right == where
    assert found - {"wording"} == what - {"wording"}
    assert found >= what


def test_marks_are_exact_ranges_of_both_texts() -> None:
    comparison = compared(MARKET, MARKET.replace("50.000 đồng mỗi ngày", "80.000 đồng mỗi tuần"))
    (row,) = comparison.changed
    assert marked(comparison, row) == (["50.000", "ngày"], ["80.000", "tuần"])
    (left,) = texts_of(row.left, comparison.left)
    assert left.startswith("2. Người bán hàng phải nộp phí 50.000 đồng mỗi ngày")


def test_a_clause_put_between_others_renumbers_and_changes_nothing_else() -> None:
    new = (
        "2. Thuyền neo đậu qua đêm được ghi vào sổ theo dõi của bến.\n\n3. Người bán hàng phải nộp"
    )
    version = MARKET.replace("2. Người bán hàng phải nộp", new).replace("3. Giấy", "4. Giấy")
    assert shown(compared(MARKET, version)) == [
        ("", "khoản 2 Điều 2", {"new"}),
        ("khoản 2 Điều 2", "khoản 3 Điều 2", {"moved"}),
        ("khoản 3 Điều 2", "khoản 4 Điều 2", {"moved"}),
    ]


def test_a_point_is_gone_and_the_next_takes_its_letter() -> None:
    version = MARKET.replace("b) Có áo phao cho từng người trên thuyền;\n\nc)", "b)")
    assert shown(compared(MARKET, version)) == [
        ("điểm b khoản 2 Điều 2", "", {"gone"}),
        ("điểm c khoản 2 Điều 2", "điểm b khoản 2 Điều 2", {"moved"}),
    ]


def test_an_article_that_moves_to_another_chapter_is_the_same_article() -> None:
    article = MARKET[MARKET.index("Điều 2.") : MARKET.index("Chương II")]
    version = MARKET.replace(article, "").replace("Điều 3.", "Điều 2.")
    version = version.replace(
        "Điều 4. Hiệu", article.replace("Điều 2.", "Điều 3.") + "Điều 4. Hiệu"
    )
    found = shown(compared(MARKET, version))
    assert ("Điều 2", "Điều 3", {"moved"}) in found
    assert all(what == {"moved"} for _, _, what in found)
    assert len(found) == 2  # the article that was 3 is 2; what stands in both is not told again


def test_a_clause_that_moves_to_another_article_and_changes_is_still_that_clause() -> None:
    clause = (
        "3. Giấy phép được cấp trong thời hạn 10 ngày làm việc kể từ ngày nhận đủ hồ sơ hợp lệ."
    )
    version = MARKET.replace(clause + "\n\n", "").replace(
        "nước lũ dâng cao.", "nước lũ dâng cao.\n\n" + clause.replace("10 ngày", "07 ngày")
    )
    assert shown(compared(MARKET, version)) == [
        ("khoản 3 Điều 2", "khoản 3 Điều 3", {"moved", "deadline"})
    ]


def test_a_divided_clause_was_not_written_anew() -> None:
    version = MARKET.replace(
        "thuyền và giữ trật tự trên mặt nước từ 4 giờ đến 10 giờ.",
        "thuyền.\n\n2. Giữ trật tự trên mặt nước từ 4 giờ đến 10 giờ.",
    ).replace("2. Ban quản lý chợ có thể", "3. Ban quản lý chợ có thể")
    found = shown(compared(MARKET, version))
    assert found[0][:2] == ("khoản 1 Điều 3", "khoản 1 Điều 3 + khoản 2 Điều 3")
    assert "divided" in found[0][2]
    assert found[1] == ("khoản 2 Điều 3", "khoản 3 Điều 3", {"moved"})
    assert len(found) == 2


def test_a_joined_clause_is_neither_gone_nor_new() -> None:
    version = MARKET.replace("đến 10 giờ.\n\n2. Ban quản lý", "đến 10 giờ. Ban quản lý")
    found = shown(compared(MARKET, version))
    assert found == [("khoản 1 Điều 3 + khoản 2 Điều 3", "khoản 1 Điều 3", {"joined"})]


def test_a_text_that_gets_numbers_is_no_other_text() -> None:
    plain = MARKET.replace("1. Ban quản lý", "Ban quản lý").replace("2. Ban quản lý", "Ban quản lý")
    kinds = {what for _, _, each in shown(compared(plain, MARKET)) for what in each}
    assert kinds <= {"divided", "joined", "moved"}


def test_a_rewritten_clause_stands_beside_the_former_one() -> None:
    version = MARKET.replace(
        "Ban quản lý chợ có thể tạm dừng họp chợ khi nước lũ dâng cao.",
        "Ban quản lý chợ phải báo cáo Ủy ban nhân dân cấp xã khi có tai nạn đường thủy.",
    )
    ((left, right, what),) = shown(compared(MARKET, version))
    assert (left, right) == ("khoản 2 Điều 3", "khoản 2 Điều 3")
    assert {"body", "modality"} <= what


def test_unrelated_clauses_are_gone_and_new() -> None:
    version = MARKET.replace(
        "2. Ban quản lý chợ có thể tạm dừng họp chợ khi nước lũ dâng cao.",
        "2. Kinh phí vẽ bản đồ du lịch lấy từ nguồn xã hội hóa.",
    )
    assert [what for _, _, what in shown(compared(MARKET, version))] == [{"gone"}, {"new"}]


def test_a_new_heading_above_the_same_words_is_one_change() -> None:
    version = MARKET.replace("Điều 3. Ban quản lý chợ", "Điều 3. Trật tự trên mặt nước")
    assert shown(compared(MARKET, version)) == [("Điều 3", "Điều 3", {"wording", "body"})] or (
        shown(compared(MARKET, version)) == [("Điều 3", "Điều 3", {"wording"})]
    )


def test_party_papers_are_aligned_by_their_points() -> None:
    head = """BAN CHẤP HÀNH TRUNG ƯƠNG
*
Số 05-CT/TW

ĐẢNG CỘNG SẢN VIỆT NAM
Hà Nội, ngày 15 tháng 5 năm 2016

CHỈ THỊ
về giữ gìn rừng phòng hộ

"""
    body = """Rừng phòng hộ giữ nước cho đồng bằng và che chắn cho làng bản.

1- Cấp ủy các cấp lãnh đạo việc giao rừng cho từng thôn bản, hoàn thành trước năm 2018.

2- Đảng đoàn Quốc hội nghiên cứu sửa luật về bảo vệ rừng.

3- Ban Tuyên giáo Trung ương hướng dẫn tuyên truyền trong nhân dân.
"""
    later = (
        body.replace("năm 2018", "năm 2020")
        .replace("3- Ban", "4- Ban")
        .replace("3- Ban", "4- Ban")
        .replace(
            "4- Ban", "3- Kiểm lâm viên tuần tra hai lần mỗi tuần trên từng lô rừng.\n\n4- Ban"
        )
    )
    found = shown(compare(document(head + body), document(head + later)))
    assert [what for _, _, what in found] == [{"deadline"}, {"new"}, {"moved"}]
    assert found[2][:2] == ("ý 3", "ý 4")


def test_interviews_are_aligned_by_questions() -> None:
    folder = Path(__file__).resolve().parents[2] / "corpus" / "interviews"
    text = (folder / "phong-van-huyen-hai-ha-2016.md").read_text(encoding="utf-8")
    text = text.split("---\n", 2)[2]
    later = text.replace("35 tập thể", "36 tập thể")
    assert later != text
    found = compare(document(text, "a.md"), document(later, "a.md")).changed
    assert [set(row.differences) for row in found] == [{Difference.NUMBER}] * len(found)
    assert 1 <= len(found) <= text.count("35 tập thể")


def test_every_word_stands_in_one_row() -> None:
    comparison = compared(MARKET, MARKET.replace("Điều 3. Ban", "Điều 3. Tổ").replace("a) ", "đ) "))
    for sides, each in (("left", comparison.left), ("right", comparison.right)):
        ranges = sorted(
            (side.start, side.end) for row in comparison.rows for side in getattr(row, sides)
        )
        assert all(a[1] <= b[0] for a, b in pairwise(ranges))
        body = each.text[each.text.index("Chương I") :]
        shown_text = " ".join(each.text[start:end] for start, end in ranges)
        assert shown_text.split() == body.split()


def test_a_document_without_content_can_be_compared() -> None:
    empty = decree("")
    comparison = compare(empty, decree(MARKET))
    assert all(row.differences == (Difference.NEW,) for row in comparison.rows if not row.left)
    assert row_at(compared(MARKET, MARKET), "Điều 4").differences == ()
