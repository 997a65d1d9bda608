"""Shapes of revision that were not looked at while the comparison was written.

Written after the code, from drafting practice: inserted chapters, divided articles, attached
rules, appendices in tables, Party papers in sections and dashes, answers of several paragraphs,
sentences that recur all over a law.
"""

from __future__ import annotations

from hoidap.comparison.comparing import Comparison, compare
from tests.comparison.samples import (
    compared,
    document,
    document_of_markdown,
    marked,
    shown,
    texts_of,
)

WATER = """Chương I
QUY ĐỊNH CHUNG

Điều 1. Đối tượng áp dụng

Nghị định này áp dụng đối với tổ chức, cá nhân khai thác nước ngầm trên đất liền và hải đảo.

Điều 2. Giấy phép khai thác

1. Giấy phép có thời hạn 05 năm, được gia hạn nhiều lần, mỗi lần không quá 03 năm.

2. Bộ trưởng Bộ Tài nguyên và Môi trường cấp giấy phép cho giếng sâu hơn 100 mét.

3. Chính phủ quy định chi tiết Điều này.

Chương II
GIÁM SÁT

Điều 3. Quan trắc

1. Chủ giếng phải lắp đồng hồ đo và ghi sổ hằng ngày.

2. Sổ ghi được lưu tại giếng và xuất trình khi có yêu cầu của người kiểm tra.

3. Chính phủ quy định chi tiết Điều này.

Điều 4. Trám lấp giếng hỏng

1. Giếng hỏng phải được trám lấp trong thời hạn 60 ngày kể từ ngày ngừng khai thác.

2. Việc trám lấp phải có biên bản với các nội dung sau đây:

a) Vị trí, độ sâu, đường kính giếng;

b) Vật liệu trám lấp;

c) Người thực hiện, người chứng kiến.

3. Chính phủ quy định chi tiết Điều này.
"""


def water(*changes: tuple[str, str]) -> Comparison:
    text = WATER
    for old, new in changes:
        assert text.count(old) == 1, old
        text = text.replace(old, new)
    return compared(WATER, text)


def test_an_inserted_chapter_shifts_numbers_and_changes_no_word() -> None:
    chapter = (
        "Chương II\nPHÍ\n\nĐiều 3. Mức phí\n\nPhí khai thác nộp một lần khi nhận giấy phép.\n\n"
    )
    found = shown(
        water(
            ("Chương II\n", chapter + "Chương III\n"),
            ("Điều 3. Quan", "Điều 4. Quan"),
            ("Điều 4. Trám", "Điều 5. Trám"),
        )
    )
    assert [what for _, right, what in found if right in ("Chương II", "Điều 3")] == [{"new"}] * 3
    moved = [(left, right) for left, right, what in found if what == {"moved"}]
    assert moved == [("Chương II", "Chương III"), ("Điều 3", "Điều 4"), ("Điều 4", "Điều 5")]
    assert len(found) == 6


def test_an_article_divided_in_two_keeps_its_clauses() -> None:
    found = shown(
        water(
            (
                "2. Sổ ghi được lưu",
                "Điều 4. Lưu sổ\n\n1. Sổ ghi được lưu",
            ),
            ("kiểm tra.\n\n3. Chính phủ", "kiểm tra.\n\n2. Chính phủ"),
            ("Điều 4. Trám", "Điều 5. Trám"),
        )
    )
    assert ("", "Điều 4", {"new"}) in found
    assert ("khoản 2 Điều 3", "khoản 1 Điều 4", {"moved"}) in found
    assert ("Điều 4", "Điều 5", {"moved"}) in found
    assert not any(what & {"gone", "wording", "number", "body", "deadline"} for *_, what in found)


def test_a_sentence_that_recurs_is_changed_where_it_is_changed() -> None:
    comparison = water(
        ("người kiểm tra.\n\n3. Chính phủ", "người kiểm tra.\n\n3. Bộ trưởng Bộ Xây dựng")
    )
    assert shown(comparison) == [("khoản 3 Điều 3", "khoản 3 Điều 3", {"body"})]


def test_a_recurring_sentence_is_gone_where_it_is_gone() -> None:
    comparison = water(
        ("người kiểm tra.\n\n3. Chính phủ quy định chi tiết Điều này.", "người kiểm tra.")
    )
    assert shown(comparison) == [("khoản 3 Điều 3", "", {"gone"})]


def test_swapped_clauses_of_which_one_changes() -> None:
    first = "Chủ giếng phải lắp đồng hồ đo và ghi sổ hằng ngày."
    second = "Sổ ghi được lưu tại giếng và xuất trình khi có yêu cầu của người kiểm tra."
    old, new = f"1. {first}\n\n2. {second}", f"1. {second}\n\n2. {first[:-1]} và hằng đêm."
    found = shown(water((old, new)))
    assert ("khoản 2 Điều 3", "khoản 1 Điều 3", {"moved"}) in found
    (other,) = [each for each in found if each[0] == "khoản 1 Điều 3"]
    assert other[1] == "khoản 2 Điều 3"
    assert {"moved", "wording"} <= other[2]
    assert len(found) == 2


def test_a_point_put_in_after_d_is_d_with_a_stroke() -> None:
    comparison = water(
        (
            "c) Người thực hiện, người chứng kiến.",
            "c) Người thực hiện, người chứng kiến;\n\nd) Ảnh chụp hiện trường sau trám lấp;"
            "\n\nđ) Chữ ký của trưởng thôn.",
        )
    )
    assert shown(comparison) == [
        ("", "điểm d khoản 2 Điều 4", {"new"}),
        ("", "điểm đ khoản 2 Điều 4", {"new"}),
    ]


def test_lines_broken_elsewhere_change_nothing() -> None:
    comparison = water(("thời hạn 05 năm, được gia hạn", "thời hạn 05 năm,\nđược gia hạn"))
    assert shown(comparison) == []


def test_points_run_together_in_one_clause_are_the_same_words() -> None:
    comparison = water(
        (
            "sau đây:\n\na) Vị trí, độ sâu, đường kính giếng;\n\nb) Vật liệu trám lấp;"
            "\n\nc) Người thực",
            "sau đây: Vị trí, độ sâu, đường kính giếng; Vật liệu trám lấp; Người thực",
        )
    )
    assert all(what == {"joined"} for *_, what in shown(comparison))
    assert len(shown(comparison)) == 1


def test_numbers_in_words_and_figures_differ_as_wording_only() -> None:
    (found,) = shown(water(("60 ngày", "sáu mươi ngày")))
    assert "deadline" not in found[2]


def test_a_limit_that_turns_round_is_a_change_of_the_number() -> None:
    (found,) = shown(water(("sâu hơn 100 mét", "sâu dưới 100 mét")))
    assert found == ("khoản 2 Điều 2", "khoản 2 Điều 2", {"number"})


def test_a_condition_that_is_added_is_told() -> None:
    (found,) = shown(water(("ghi sổ hằng ngày.", "ghi sổ hằng ngày, trừ giếng đào bằng tay.")))
    assert {"modality", "wording"} <= found[2]


def test_a_reference_that_follows_a_renumbering_is_named_as_such() -> None:
    comparison = compared(
        WATER + "\nĐiều 5. Xử phạt\n\nNgười vi phạm khoản 1 Điều 3 bị phạt cảnh cáo.\n",
        WATER + "\nĐiều 5. Xử phạt\n\nNgười vi phạm khoản 2 Điều 4 bị phạt cảnh cáo.\n",
    )
    assert shown(comparison) == [("Điều 5", "Điều 5", {"reference"})]


def test_marks_count_code_points_beyond_the_basic_plane() -> None:
    comparison = water(
        ("Vật liệu trám lấp;", "Vật liệu 🧱 trám lấp;"), ("60 ngày kể", "90 ngày kể")
    )
    row = next(row for row in comparison.rows if "deadline" in row.differences)
    assert marked(comparison, row) == (["60"], ["90"])
    (text,) = texts_of(row.right, comparison.right)
    assert text.startswith("1. Giếng hỏng phải được trám lấp trong thời hạn 90 ngày")


ATTACHED = """ỦY BAN NHÂN DÂN TỈNH
Số: {number}/2024/QĐ-UBND

CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Độc lập - Tự do - Hạnh phúc

QUYẾT ĐỊNH
Ban hành Quy chế quản lý chợ đêm

Điều 1. Ban hành kèm theo Quyết định này Quy chế quản lý chợ đêm.

Điều 2. Quyết định này có hiệu lực kể từ ngày ký.

TM. ỦY BAN NHÂN DÂN
CHỦ TỊCH

QUY CHẾ
Quản lý chợ đêm
(Ban hành kèm theo Quyết định số {number}/2024/QĐ-UBND)

Điều 1. Giờ họp chợ

Chợ đêm họp từ 18 giờ đến 22 giờ các ngày trong tuần.

Điều 2. Tiểu thương

1. Mỗi tiểu thương được thuê không quá 02 gian hàng.

2. Tiểu thương phải niêm yết giá bằng tiền Việt Nam.
"""


def test_attached_rules_have_a_numbering_of_their_own() -> None:
    old = ATTACHED.format(number="08")
    new = ATTACHED.format(number="08").replace("02 gian", "03 gian")
    found = shown(compare(document(old), document(new)))
    assert len(found) == 1
    assert found[0][0] == found[0][1]
    assert "khoản 1 Điều 2" in found[0][0]
    assert found[0][2] == {"number"}


PARTY = """BAN CHẤP HÀNH TRUNG ƯƠNG
*
Số 21-NQ/TW

ĐẢNG CỘNG SẢN VIỆT NAM
Hà Nội, ngày 15 tháng 5 năm 2016

NGHỊ QUYẾT
về bảo vệ đê sông

I- TÌNH HÌNH

Hệ thống đê đã ngăn nhiều trận lũ lớn và bảo vệ mùa màng của nhân dân.

II- NHIỆM VỤ

1. Củng cố đê xung yếu

- Rà soát các đoạn đê thấp hơn mực nước lũ lịch sử.

- Trồng tre chắn sóng ở phía sông, mỗi xã ít nhất 02 km.

- Kiên cố hóa mặt đê kết hợp đường giao thông.

2. Tổ chức lực lượng hộ đê

- Mỗi thôn lập một đội xung kích có từ 20 người trở lên.

III- TỔ CHỨC THỰC HIỆN

Các tỉnh ủy, thành ủy báo cáo Ban Bí thư kết quả thực hiện trước ngày 31/12/2017.
"""


def test_dashes_are_counted_by_their_place_and_not_moved_by_one_more() -> None:
    later = PARTY.replace(
        "- Trồng tre", "- Di dời nhà ở khỏi hành lang bảo vệ đê trong mùa khô.\n\n- Trồng tre"
    ).replace("31/12/2017", "30/6/2018")
    found = shown(compare(document(PARTY), document(later)))
    assert [what for *_, what in found] == [{"new"}, {"deadline"}]


def test_a_section_of_a_resolution_that_moves_up() -> None:
    first = PARTY[PARTY.index("1. Củng cố") : PARTY.index("2. Tổ chức")]
    second = PARTY[PARTY.index("2. Tổ chức") : PARTY.index("III-")]
    later = PARTY.replace(
        first + second, second.replace("2. Tổ", "1. Tổ") + first.replace("1. Củng", "2. Củng")
    )
    found = shown(compare(document(PARTY), document(later)))
    assert all(what == {"moved"} for *_, what in found)
    assert len(found) == 2


INTERVIEW = """Giữ nghề rèn ở làng Vạn

(Đồng chí Trần Văn Lò, Chủ tịch xã, trả lời phỏng vấn Báo Làng)

- Thưa đồng chí, nghề rèn của xã hiện nay ra sao?

+ Xã còn 40 lò rèn, giảm một nửa so với mười năm trước.

Thợ trẻ đi làm công ty, thợ già thì yếu dần.

- Xã làm gì để giữ nghề, thưa đồng chí?

+ Chúng tôi mở lớp dạy nghề miễn phí vào mùa hè, mỗi lớp 15 học viên.

- Trân trọng cảm ơn đồng chí!
"""


def test_an_answer_is_compared_by_its_paragraphs() -> None:
    later = INTERVIEW.replace("40 lò", "35 lò").replace(
        "- Xã làm gì",
        "- Khách du lịch có mua hàng rèn không?\n\n+ Có, nhất là dao và kéo làm quà."
        "\n\n- Xã làm gì",
    )
    comparison = compare(document(INTERVIEW), document(later))
    found = shown(comparison)
    assert found[0][2] == {"number"}
    assert {frozenset(what) for *_, what in found[1:]} <= {frozenset({"new"}), frozenset({"moved"})}
    new = [row for row in comparison.rows if not row.left]
    said = [text for row in new for text in texts_of(row.right, comparison.right)]
    assert len(said) == 2
    assert "Khách du lịch" in said[0]
    assert "dao và kéo" in said[1]


def test_a_row_of_a_table_is_a_provision_of_its_own() -> None:
    text = """Điều 1. Mức phí

Phí được thu theo bảng sau:

| Loại thuyền | Mức phí |
|---|---|
| Thuyền gỗ | 20.000 đồng |
| Thuyền nan | 10.000 đồng |
| Thuyền máy | 50.000 đồng |

Điều 2. Nơi nộp

Phí nộp tại trạm thu phí đầu bến.
"""
    later = text.replace("10.000", "15.000").replace(
        "| Thuyền máy", "| Ca nô | 90.000 đồng |\n| Thuyền máy"
    )
    left, right = document_of_markdown(text), document_of_markdown(later)
    comparison = compare(left, right)
    changed = [
        (texts_of(row.left, left), texts_of(row.right, right), {e.value for e in row.differences})
        for row in comparison.changed
    ]
    assert changed == [
        (["Thuyền nan | 10.000 đồng"], ["Thuyền nan | 15.000 đồng"], {"number"}),
        ([], ["Ca nô | 90.000 đồng"], {"new"}),
    ]


def test_text_without_any_structure_is_compared_by_paragraphs() -> None:
    paragraphs = [
        "Đò dọc chạy từ bến Ngự lên chùa Thiên Mụ vào mỗi buổi sáng.",
        "Khách ngồi hai bên mạn thuyền và không đứng lên khi thuyền quay đầu.",
        "Người chèo đò mặc áo phao và đội nón lá.",
        "Giá vé do chủ bến niêm yết tại cổng.",
    ]
    later = [*paragraphs[:2], "Trẻ em dưới 6 tuổi đi cùng người lớn.", *paragraphs[2:]]
    later[-1] = later[-1].replace("chủ bến", "Ủy ban nhân dân phường")
    found = shown(compare(document("\n\n".join(paragraphs)), document("\n\n".join(later))))
    assert [what - {"wording"} for *_, what in found] == [{"new"}, {"body"}]


def test_clauses_that_differ_in_a_figure_and_change_places_are_moved() -> None:
    text = """Điều 1. Xử phạt

1. Vi phạm thuộc một trong các trường hợp sau đây thì bị phạt tiền từ 02 đến 07 lần mức thu:

a) Khai báo chậm;

b) Khai báo thiếu.

2. Vi phạm thuộc một trong các trường hợp sau đây thì bị phạt tiền từ 03 đến 10 lần mức thu:

a) Không khai báo;

b) Sửa chữa chứng từ.
"""
    first, second = text[text.index("1. Vi") : text.index("2. Vi")], text[text.index("2. Vi") :]
    later = text[: text.index("1. Vi")] + second.replace("2. Vi", "1. Vi") + "\n"
    later += first.replace("1. Vi", "2. Vi")
    found = shown(compared(text, later))
    assert found == [
        ("khoản 1 Điều 1", "khoản 2 Điều 1", {"moved"}),
        ("khoản 2 Điều 1", "khoản 1 Điều 1", {"moved"}),
    ]
