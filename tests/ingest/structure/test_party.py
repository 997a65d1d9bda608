"""Party documents: in articles, in points, in roman sections."""

from __future__ import annotations

from hoidap.domain import SectionKind
from hoidap.vietnamese.provision import find_provisions, matches_locator
from ingest.structure.party import parse_party
from tests.ingest.structure.samples import by_locator, locators, sample, words

K = SectionKind


def test_a_regulation_in_articles() -> None:
    text = sample("quy-dinh-dieu")
    sections = parse_party(text)
    assert locators(sections, K.ARTICLE) == ["Điều 1", "Điều 2", "Điều 3", "Điều 4"]
    assert locators(sections, K.POINT) == [
        f"điểm {letter} khoản 2 Điều 2" for letter in ("a", "b", "c", "d", "đ", "e")
    ]
    basis = words(text, by_locator(sections, "căn cứ ban hành"))
    assert basis.startswith("- Căn cứ Điều lệ Đảng;")
    assert basis.endswith("như sau:")


def test_a_regulation_in_six_points() -> None:
    text = sample("quy-dinh-sau-diem")
    sections = parse_party(text)
    assert locators(sections, K.ITEM) == [f"ý {n}" for n in range(1, 7)]
    assert locators(sections, K.DASH) == [
        "gạch đầu dòng 1 ý 2",
        "gạch đầu dòng 2 ý 2",
        "dấu cộng 1 gạch đầu dòng 2 ý 2",
        "dấu cộng 2 gạch đầu dòng 2 ý 2",
    ]
    assert words(text, by_locator(sections, "ý 3")).endswith(
        "\n2. Không phải là số thứ tự của điểm này."
    )


def test_purpose_and_closing_sentence_are_content_outside_the_points() -> None:
    text = sample("quy-dinh-sau-diem")
    sections = parse_party(text)
    assert words(text, by_locator(sections, "đoạn 1")).startswith("Để giữ gìn trật tự")
    assert words(text, by_locator(sections, "đoạn kết")).startswith("Quy định này có hiệu lực")


def test_a_resolution_in_roman_sections() -> None:
    text = sample("nghi-quyet-la-ma")
    sections = parse_party(text)
    assert locators(sections, K.ROMAN) == ["mục I", "mục II", "mục III"]
    assert locators(sections, K.ITEM) == [
        "điểm 1 mục I",
        "điểm 2 mục I",
        "điểm 3 mục II",
        "điểm 4 mục II",
        "điểm 4.1 mục II",
        "điểm 4.2 mục II",
        "điểm 1 mục III",
        "điểm 2 mục III",
    ]
    assert locators(sections, K.POINT) == ["tiết a điểm 3 mục II", "tiết b điểm 3 mục II"]
    assert locators(sections, K.DASH) == [
        "gạch đầu dòng 1 điểm 2 mục I",
        "gạch đầu dòng 2 điểm 2 mục I",
    ]


def test_headings_of_sections_and_points_are_titles() -> None:
    text = sample("nghi-quyet-la-ma")
    sections = parse_party(text)
    first = by_locator(sections, "mục I")
    assert first.title == "TÌNH HÌNH VÀ NGUYÊN NHÂN"
    assert text[first.body_start :].startswith("1- Tình hình")
    assert by_locator(sections, "điểm 1 mục I").title == "Tình hình"
    assert by_locator(sections, "điểm 1 mục III").title == ""


def test_an_article_spoken_of_in_a_resolution_does_not_make_it_one_in_articles() -> None:
    text = sample("nghi-quyet-la-ma").replace("Điều 5 của", "Điều 5. Bản cũ của")
    assert locators(parse_party(text), K.ROMAN) == ["mục I", "mục II", "mục III"]


def test_a_flattened_head_is_one_line_and_the_text_begins_behind_it() -> None:
    text = sample("chi-thi-phang")
    sections = parse_party(text)
    assert words(text, sections[0]) == text.split("\n")[0]
    assert locators(sections, K.ITEM) == [
        "điểm 1 mục I",
        "điểm 2 mục I",
        "điểm 1 mục II",
        "điểm 2 mục II",
    ]
    assert words(text, by_locator(sections, "phần ký")).endswith("Vũ Văn Mẫu")


def test_lettered_parts_enclose_roman_sections() -> None:
    text = (
        "A- KẾT QUẢ\nI- Một\n1- Hai.\n2- Ba.\nII- Bốn\nNăm.\n"
        "B- PHƯƠNG HƯỚNG\nI- Sáu\nBảy.\nII- Tám\nChín."
    )
    assert locators(parse_party(text)) == [
        "Phần A",
        "mục I Phần A",
        "điểm 1 mục I Phần A",
        "điểm 2 mục I Phần A",
        "mục II Phần A",
        "Phần B",
        "mục I Phần B",
        "mục II Phần B",
    ]


def test_decimal_points_are_cited_by_their_number() -> None:
    text = (
        "I. LẬP TỔ\n1. Căn cứ\n1.1. Chung\n1.1.1. Một\na) Hai.\nb) Ba.\n1.1.2. Bốn.\n"
        "1.2. Riêng\nNăm.\n2. Các bước\nSáu.\nII. TÁCH TỔ\n1. Căn cứ\nBảy."
    )
    sections = parse_party(text)
    cited = [section.locator for section in sections]
    assert cited == [
        "mục I",
        "điểm 1 mục I",
        "điểm 1.1 mục I",
        "điểm 1.1.1 mục I",
        "tiết a điểm 1.1.1 mục I",
        "tiết b điểm 1.1.1 mục I",
        "điểm 1.1.2 mục I",
        "điểm 1.2 mục I",
        "điểm 2 mục I",
        "mục II",
        "điểm 1 mục II",
    ]
    named = find_provisions("điểm 1.1.2 nói gì?")[0]
    assert [each for each in cited if matches_locator(named, each)] == ["điểm 1.1.2 mục I"]
