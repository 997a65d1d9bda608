"""State documents: every shape of provision, and what must not be taken for one."""

from __future__ import annotations

from hoidap.domain import SectionKind
from ingest.structure.state import parse_state
from tests.ingest.structure.samples import by_locator, locators, sample, words

K = SectionKind


def test_parts_chapters_and_divisions_are_cited_upward() -> None:
    sections = parse_state(sample("nghi-dinh"))
    assert locators(sections, K.PART, K.CHAPTER, K.DIVISION) == [
        "Phần thứ nhất",
        "Chương I Phần thứ nhất",
        "Mục 1 Chương I Phần thứ nhất",
        "Mục 2 Chương I Phần thứ nhất",
        "Phần thứ hai",
        "Chương II Phần thứ hai",
    ]
    assert by_locator(sections, "Mục 2 Chương I Phần thứ nhất").title == "ĐỐI TƯỢNG"


def test_articles_run_on_and_inserted_numbers_keep_their_letter() -> None:
    sections = parse_state(sample("nghi-dinh"))
    assert locators(sections, K.ARTICLE) == ["Điều 1", "Điều 2", "Điều 2a", "Điều 3", "Điều 4"]
    assert "khoản 1a Điều 2" in locators(sections, K.CLAUSE)


def test_dashes_below_a_point_belong_to_it() -> None:
    text = sample("nghi-dinh")
    point = by_locator(parse_state(text), "điểm c khoản 2 Điều 2")
    assert words(text, point).endswith("- Khách nước ngoài.")


def test_quoted_new_wording_is_not_a_provision_of_this_document() -> None:
    text = sample("nghi-dinh")
    sections = parse_state(text)
    inside = [s.locator for s in sections if s.kind is not K.ARTICLE and "2a" in s.locator]
    assert inside == ["khoản 1 Điều 2a", "khoản 2 Điều 2a", "khoản 3 Điều 2a"]
    assert words(text, by_locator(sections, "khoản 1 Điều 2a")).endswith("3. Ghế gỗ phải sơn.”.")
    assert words(text, by_locator(sections, "khoản 2 Điều 2a")).endswith("ngoài trời.”")


def test_a_number_out_of_sequence_and_a_reference_at_a_line_start_are_text() -> None:
    text = sample("nghi-dinh")
    clause = by_locator(parse_state(text), "khoản 2 Điều 3")
    assert "\n5. ngày," in words(text, clause)
    assert "\nĐiều 3 của Nghị định này" in words(text, clause)


def test_head_basis_recipients_and_signature_are_no_content() -> None:
    text = sample("luat")
    sections = parse_state(text)
    apparatus = {s.kind: words(text, s) for s in sections if not s.is_content}
    assert apparatus[K.HEADER].endswith("CHĂM SÓC CÂY XANH")
    assert apparatus[K.PREAMBLE].startswith("Căn cứ Hiến pháp")
    assert apparatus[K.PREAMBLE].endswith("ban hành Luật Chăm sóc cây xanh.")
    assert apparatus[K.SIGNATURE] == "CHỦ TỊCH QUỐC HỘI Ngô Văn Mẫu"


def test_the_sentence_that_passed_a_law_is_not_part_of_its_last_article() -> None:
    text = sample("luat")
    sections = parse_state(text)
    assert words(text, by_locator(sections, "đoạn kết")).startswith("Luật này đã được Quốc hội")
    assert words(text, by_locator(sections, "Điều 3")).endswith("kể từ ngày Luật này có hiệu lực.")


def test_an_attached_regulation_has_a_numbering_of_its_own() -> None:
    text = sample("quyet-dinh-kem-quy-che")
    sections = parse_state(text)
    assert locators(sections, K.ARTICLE) == [
        "Điều 1",
        "Điều 2",
        "Điều 3",
        "Điều 1 Quy chế ban hành kèm theo",
        "Điều 2 Quy chế ban hành kèm theo",
        "Điều 3 Quy chế ban hành kèm theo",
    ]
    attachment = by_locator(sections, "Quy chế ban hành kèm theo")
    assert attachment.title == "Quản lý vườn ươm công cộng"
    assert text[attachment.body_start :].startswith("Chương I\n")
    assert "điểm b khoản 1 Điều 3 Quy chế ban hành kèm theo" in locators(sections, K.POINT)


def test_the_decision_ends_before_what_is_attached() -> None:
    text = sample("quyet-dinh-kem-quy-che")
    sections = parse_state(text)
    assert words(text, by_locator(sections, "nơi nhận")).endswith("- Lưu: VT, CCHC (5b).")
    assert words(text, by_locator(sections, "phần ký")).endswith("Phạm Thị Mẫu")
    assert words(text, by_locator(sections, "Điều 3")).endswith("thi hành Quyết định này./.")


def test_the_issuer_repeated_above_the_basis_belongs_to_it() -> None:
    text = sample("quyet-dinh-kem-quy-che")
    basis = by_locator(parse_state(text), "căn cứ ban hành")
    assert words(text, basis).startswith("THỦ TƯỚNG CHÍNH PHỦ\nCăn cứ")
    assert words(text, basis).endswith("QUYẾT ĐỊNH:")


def test_an_appendix_is_cited_by_its_number() -> None:
    sections = parse_state(sample("quyet-dinh-kem-quy-che"))
    appendix = by_locator(sections, "Phụ lục I")
    assert (appendix.kind, appendix.title) == (K.APPENDIX, "MẪU SỔ GHI CÂY")
    assert locators(sections, K.ITEM) == ["ý 1 Phụ lục I", "ý 2 Phụ lục I"]


def test_the_only_sentence_of_an_article_is_its_text_not_its_title() -> None:
    text = sample("quyet-dinh-kem-quy-che")
    article = by_locator(parse_state(text), "Điều 1")
    assert article.title == ""
    assert text[article.body_start :].startswith("Ban hành kèm theo Quyết định này")


def test_a_letter_is_read_by_paragraphs() -> None:
    text = sample("cong-van")
    sections = parse_state(text)
    assert [s.kind for s in sections] == [K.HEADER, K.BODY, K.RECIPIENTS, K.SIGNATURE]
    assert words(text, sections[0]).endswith("- Bộ Xây dựng.")
    assert sections[1].locator == "đoạn 1–3"


def test_titles_stand_in_the_same_line_or_in_the_next_ones() -> None:
    text = (
        "Chương I:NHỮNG QUY ĐỊNH CHUNG\nĐiều 1. Một\nHai.\n"
        "CHƯƠNG II\nQUYỀN VÀ\nNGHĨA VỤ\nMục 1\nQuyền của người đọc\nĐiều 2\nNgười đọc sách\n"
        "1. Được mượn.\n2. Được trả.\nĐiều 3: Người giữ sách phải\ncẩn thận từng trang\nGiữ sách."
    )
    sections = parse_state(text)
    assert {s.label: s.title for s in sections if s.kind in (K.CHAPTER, K.DIVISION, K.ARTICLE)} == {
        "Chương I": "NHỮNG QUY ĐỊNH CHUNG",
        "Điều 1": "Một",
        "Chương II": "QUYỀN VÀ NGHĨA VỤ",
        "Mục 1": "Quyền của người đọc",
        "Điều 2": "Người đọc sách",
        "Điều 3": "Người giữ sách phải cẩn thận từng trang",
    }


def test_points_below_an_article_are_no_part_of_its_title() -> None:
    sections = parse_state("Điều 1. Tên điều\na) một\nb) hai\nĐiều 2. Ba\nBốn.")
    assert by_locator(sections, "Điều 1").title == "Tên điều"
    assert locators(sections, K.POINT) == ["điểm a Điều 1", "điểm b Điều 1"]


def test_amending_text_between_straight_quotation_marks_gives_no_provisions() -> None:
    sections = parse_state(sample("nghi-dinh-sua-doi"))
    assert locators(sections, K.CLAUSE, K.POINT) == [
        "khoản 1 Điều 1",
        "khoản 2 Điều 1",
        "khoản 3 Điều 1",
        "khoản 1 Điều 2",
        "khoản 2 Điều 2",
    ]


def test_an_appendix_named_between_two_articles_does_not_begin_there() -> None:
    text = sample("nghi-dinh-sua-doi")
    sections = parse_state(text)
    assert locators(sections, K.ARTICLE) == ["Điều 1", "Điều 2", "Điều 3"]
    assert words(text, by_locator(sections, "Phụ lục I")).startswith("Phụ lục I\nKÍCH THƯỚC")


def test_a_list_of_recipients_may_stand_in_one_line_and_a_list_be_attached() -> None:
    text = sample("quyet-dinh-danh-muc")
    sections = parse_state(text)
    assert words(text, by_locator(sections, "nơi nhận")).endswith("- Lưu VP1, VP6.")
    assert words(text, by_locator(sections, "phần ký")).endswith("Bùi Văn Mẫu")
    attached = by_locator(sections, "Danh mục ban hành kèm theo")
    assert attached.title == "“GIỐNG CÂY VEN ĐƯỜNG” CỦA TỈNH"
    assert text[attached.body_start :].startswith("STT\n")


def test_an_excerpt_may_begin_anywhere_and_skip_articles() -> None:
    text = "Điều 11. Một\nHai.\nĐiều 12. Ba\nBốn.\nĐiều 15. Năm\nSáu."
    assert locators(parse_state(text)) == ["Điều 11", "Điều 12", "Điều 15"]


def test_first_clause_and_first_point_may_stand_behind_their_parents_label() -> None:
    text = "Điều 1. 1. Một gồm: \na) hai;\nb) ba.\n2. a) bốn;\nb) năm."
    assert locators(parse_state(text), K.CLAUSE, K.POINT) == [
        "khoản 1 Điều 1",
        "điểm a khoản 1 Điều 1",
        "điểm b khoản 1 Điều 1",
        "khoản 2 Điều 1",
        "điểm a khoản 2 Điều 1",
        "điểm b khoản 2 Điều 1",
    ]


def test_an_opening_quotation_mark_that_is_never_closed_hides_nothing() -> None:
    text = "Điều 1. Một\n“Hai.\n1. Ba.\n2. Bốn.\nĐiều 2. Năm\nSáu."
    assert locators(parse_state(text), K.CLAUSE, K.ARTICLE) == [
        "Điều 1",
        "khoản 1 Điều 1",
        "khoản 2 Điều 1",
        "Điều 2",
    ]
