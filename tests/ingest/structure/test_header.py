"""What documents say about themselves."""

from __future__ import annotations

from datetime import date

import pytest

from ingest.structure.header import HeaderFields, normalise_number, read_header
from ingest.structure.validity import Effect
from tests.ingest.structure.samples import sample

EXPECTED = {
    "quy-dinh-dieu": HeaderFields(
        number="950-QĐ/TW",
        type="Quy định",
        title="Chế độ đọc sách của cán bộ, đảng viên",
        issuer="Bộ Chính trị",
        place="Hà Nội",
        issued_on=date(2019, 8, 12),
        signer="Nguyễn Văn Mẫu",
        signer_title="Tổng Bí thư",
        effective_on=date(2019, 8, 12),
    ),
    "quy-dinh-sau-diem": HeaderFields(
        number="951-QĐ/TW",
        type="Quy định",
        title="Một số việc giữ gìn trật tự trong phòng họp",
        issuer="Ban Bí thư",
        place="Hà Nội",
        issued_on=date(2017, 2, 3),
        signer="Trần Thị Mẫu",
        effective_on=date(2017, 2, 3),
    ),
    "nghi-quyet-la-ma": HeaderFields(
        number="17-NQ/TU",
        type="Nghị quyết",
        title="Trồng cây ven đường giai đoạn 2021 - 2025",
        issuer="Ban Chấp hành Đảng bộ tỉnh",
        place="Sông Mẫu",
        issued_on=date(2021, 9, 9),
        signer="Lê Văn Mẫu",
        signer_title="Bí thư",
        term="XV",
    ),
    "quyet-dinh-kem-quy-che": HeaderFields(
        number="940/2007/QĐ-TTg",
        type="Quyết định",
        title="Ban hành Quy chế quản lý vườn ươm công cộng",
        issuer="Thủ tướng Chính phủ",
        place="Hà Nội",
        issued_on=date(2007, 6, 22),
        signer="Phạm Thị Mẫu",
        signer_title="Phó Thủ tướng",
    ),
    "nghi-dinh": HeaderFields(
        number="09/2018/NĐ-CP",
        type="Nghị định",
        title="Quy định việc đặt ghế đá ở công viên",
        issuer="Chính phủ",
        place="Hà Nội",
        issued_on=date(2018, 3, 5),
        signer="Hoàng Văn Mẫu",
        signer_title="Thủ tướng",
        effective_on=date(2018, 4, 20),
    ),
    "cong-van": HeaderFields(
        number="9590/VPCP-KGVX",
        type="Công văn",
        title="Báo cáo kết quả 5 năm làm vệ sinh hành lang cơ quan",
        issuer="Văn phòng Chính phủ",
        place="Hà Nội",
        issued_on=date(2016, 3, 11),
        signer="Đỗ Thị Mẫu",
        signer_title="Phó Chủ nhiệm",
    ),
    "chi-thi-phang": HeaderFields(
        number="936-HD/VPTW",
        type="Hướng dẫn",
        title="Cách xếp ghế trong hội trường",
        issuer="Văn phòng Trung ương",
        place="Hà Nội",
        issued_on=date(2018, 4, 3),
        signer="Vũ Văn Mẫu",
        signer_title="Phó Chánh Văn phòng",
    ),
    "quyet-dinh-danh-muc": HeaderFields(
        number="9680/QĐ-UBND",
        type="Quyết định",
        title="Công bố Danh mục “Giống cây ven đường” của tỉnh",
        issuer="Ủy ban nhân dân tỉnh Sông Mẫu",
        place="Sông Mẫu",
        issued_on=date(2017, 7, 27),
        signer="Bùi Văn Mẫu",
        signer_title="Chủ tịch",
        effective_on=date(2017, 7, 27),
    ),
    "nghi-dinh-sua-doi": HeaderFields(
        number="918/2026/NĐ-CP",
        type="Nghị định",
        title=(
            "Sửa đổi, bổ sung một số điều của Nghị định số 958/2024/NĐ-CP ngày 18 tháng 12 năm "
            "2024 của Chính phủ quy định về ghế đá"
        ),
        issuer="Chính phủ",
        place="Hà Nội",
        issued_on=date(2026, 6, 19),
        signer="Phan Thị Mẫu",
        signer_title="Phó Thủ tướng",
        effective_on=date(2026, 8, 10),
    ),
    "luat": HeaderFields(
        number="99/2012/QH13",
        type="Luật",
        title="Luật Chăm sóc cây xanh",
        issuer="Quốc hội",
        place="Hà Nội",
        issued_on=date(2012, 6, 20),
        signer="Ngô Văn Mẫu",
        signer_title="Chủ tịch Quốc hội",
        term="XIII",
        effective_on=date(2013, 1, 1),
    ),
}


@pytest.mark.parametrize("name", EXPECTED)
@pytest.mark.parametrize(
    "field", [name for name in HeaderFields.__slots__ if name not in ("phrases", "parties")]
)
def test_every_field_is_read(name: str, field: str) -> None:
    assert getattr(read_header(sample(name)), field) == getattr(EXPECTED[name], field)


def phrases(name: str) -> list[tuple[Effect, date | None, tuple[str, ...]]]:
    return [(p.effect, p.on, p.numbers) for p in read_header(sample(name)).phrases]


def test_validity_sentences_name_the_day_and_the_other_documents() -> None:
    assert phrases("nghi-dinh") == [
        (Effect.AMENDS, None, ("08/2010/NĐ-CP",)),
        (Effect.TAKES_EFFECT, date(2018, 4, 20), ()),
        (Effect.REPLACES, None, ("07/2009/NĐ-CP",)),
    ]
    assert phrases("luat") == [
        (Effect.TAKES_EFFECT, date(2013, 1, 1), ()),
        (Effect.REPLACES, None, ("98/2001/QH10",)),
    ]
    assert phrases("quyet-dinh-kem-quy-che") == [
        (Effect.TAKES_EFFECT, None, ()),
        (Effect.REPLACES, None, ("181/2003/QĐ-TTg",)),
    ]


def test_a_validity_sentence_can_be_quoted() -> None:
    text = sample("quy-dinh-dieu")
    for phrase in read_header(text).phrases:
        assert text[phrase.start : phrase.end] == (
            "Quy định này có hiệu lực từ ngày ký, thay thế Quy định số 321-QĐ/TW, ngày 02/3/2010."
        )


def test_continuing_a_document_is_not_replacing_it() -> None:
    fields = read_header(
        "Số 901-KL/TW\nKẾT LUẬN CỦA BỘ CHÍNH TRỊ\n"
        "về tiếp tục thực hiện Chỉ thị số 905-CT/TW của Bộ Chính trị khoá XII\n"
        "1- Tiếp tục thực hiện nghiêm Chỉ thị 905-CT/TW theo Hướng dẫn 33-HD/BTGTW.\n"
        "2- Việc đã làm tiếp tục thực hiện theo Nghị định số 33/2005/NĐ-CP."
    )
    found = [(p.effect, p.numbers) for p in fields.phrases]
    assert found == [(Effect.CONTINUES, ("905-CT/TW",))] * 2


def test_effect_said_of_another_kind_of_document_is_not_this_ones() -> None:
    fields = read_header(
        "LUẬT\nTRỒNG CÂY\nĐiều 1. Một\nQuyết định này có hiệu lực từ ngày 01/02/2003.\n"
        "Điều 2. Hiệu lực thi hành\nLuật này có hiệu lực thi hành từ ngày 01/7/2004."
    )
    assert fields.effective_on == date(2004, 7, 1)


def test_an_end_of_validity_is_read() -> None:
    text = (
        "Điều 1. Một\nNghị quyết này được thực hiện từ năm 2018 đến hết ngày 31 tháng 12 năm 2022."
    )
    assert read_header("NGHỊ QUYẾT\nVề thí điểm\n" + text).expires_on == date(2022, 12, 31)


HEAD_PIECES = [
    "TỈNH UỶ SÔNG MẪU",
    "Số 17-NQ/TU",
    "ĐẢNG CỘNG SẢN VIỆT NAM",
    "Sông Mẫu, ngày 9 tháng 9 năm 2021",
]


@pytest.mark.parametrize("separator", ["\n", " | ", "\n*\n", "\t"])
@pytest.mark.parametrize("order", [(0, 1, 2, 3), (0, 2, 1, 3), (2, 0, 3, 1), (2, 3, 0, 1)])
def test_the_columns_of_a_head_may_be_flattened_in_any_order(
    order: tuple[int, ...], separator: str
) -> None:
    head = separator.join(HEAD_PIECES[piece] for piece in order)
    fields = read_header(f"{head}\nKẾT LUẬN\nvề cây ven đường\n1- Trồng cây.\n2- Tưới cây.")
    assert fields.number == "17-NQ/TU"
    assert fields.issued_on == date(2021, 9, 9)
    assert fields.place == "Sông Mẫu"
    assert fields.type == "Kết luận"
    assert fields.title == "Cây ven đường"
    assert fields.issuer is not None
    assert fields.issuer.startswith("Tỉnh uỷ")


@pytest.mark.parametrize(
    ("printed", "issuer"),
    [
        ("ỦY BAN NHÂN DÂN\nTỈNH SÔNG MẪU", "Ủy ban nhân dân tỉnh Sông Mẫu"),
        ("HỘI ĐỒNG NHÂN DÂN\nXÃ SÔNG MẪU", "Hội đồng nhân dân xã Sông Mẫu"),
        ("ỦY BAN NHÂN DÂN TỈNH SÔNG MẪU\nSỞ NỘI VỤ", "Sở Nội vụ"),
    ],
)
def test_a_body_and_its_place_in_two_lines_are_one_name(printed: str, issuer: str) -> None:
    fields = read_header(
        f"{printed}\nSố: 12/QĐ-UBND\nCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\n"
        "Mẫu, ngày 2 tháng 3 năm 2020\nQUYẾT ĐỊNH\nVề việc quét sân\nĐiều 1. Quét sân.\n"
        "Điều 2. Tưới cây. Sở Nội vụ thi hành."
    )
    assert fields.issuer == issuer


def test_a_head_in_one_sentence() -> None:
    fields = read_header(
        "Quy định số 955 - QĐ/TW, ngày 19/12/2016 của Bộ Chính trị về việc giữ sách\n"
        "1- Một.\n2- Hai."
    )
    assert (fields.number, fields.issuer) == ("955-QĐ/TW", "Bộ Chính trị")
    assert (fields.issued_on, fields.title) == (date(2016, 12, 19), "Giữ sách")


def test_an_issuing_body_in_an_unusual_type_line() -> None:
    fields = read_header(
        "NGHỊ QUYẾT\nHỘI NGHỊ LẦN THỨ TƯ BAN CHẤP HÀNH TRUNG ƯƠNG KHOÁ XII\nvề việc trồng cây\n"
        "I- MỘT\nHai.\nII- BA\nBốn."
    )
    assert fields.issuer == "Ban Chấp hành Trung ương"
    assert (fields.term, fields.title) == ("XII", "Trồng cây")


def test_a_draft_without_number_and_day_has_none() -> None:
    fields = read_header(
        "UBND XÃ MẪU\nCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nSố:      /QĐ-UBND\n"
        "Mẫu, ngày ... tháng ... năm 2020\nQUYẾT ĐỊNH\nVề việc quét sân\nĐiều 1. Quét sân.\n"
        "Điều 2. Tưới cây."
    )
    assert (fields.number, fields.issued_on, fields.type) == (None, None, "Quyết định")


def test_a_story_has_no_head() -> None:
    assert read_header("Sáng nay trời đẹp.\nMọi người ra đồng.") == HeaderFields()


@pytest.mark.parametrize(
    ("raw", "number"),
    [
        ("55 - QĐ/TW", "55-QĐ/TW"),
        ("05 – CT/TW", "05-CT/TW"),
        ("03-CT/TƯ", "03-CT/TW"),
        ("03-CT/T.Ư", "03-CT/TW"),
        ("37-QĐ-TW", "37-QĐ/TW"),
        ("04/2015/NĐ-CP", "04/2015/NĐ-CP"),
        ("/QĐ-UBND", None),
    ],
)
def test_numbers_are_written_one_way(raw: str, number: str | None) -> None:
    assert normalise_number(raw) == number


def test_a_draft_with_room_for_number_and_day_has_its_head() -> None:
    found = read_header(
        "ĐẢNG BỘ TỈNH LŨNG VÀI\nHUYỆN ỦY NÀ LÈNG\n*\nSố      -KH/HU\nĐẢNG CỘNG SẢN VIỆT NAM\n"
        "Nà Lèng, ngày     tháng 7 năm 2025\nKẾ HOẠCH\ntổ chức hội nghị cán bộ\n-----\n"
        "I. Mục đích\n1. Quán triệt nghị quyết.\nT/M BAN THƯỜNG VỤ\nPHÓ BÍ THƯ\nLò Văn Ví"
    )
    assert (found.type, found.title) == ("Kế hoạch", "Tổ chức hội nghị cán bộ")
    assert (found.number, found.issued_on, found.signer) == (None, None, "Lò Văn Ví")


def test_a_law_is_of_the_day_on_which_it_was_passed() -> None:
    found = read_header(
        "QUỐC HỘI\nCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc\n"
        "Luật số: 99/2030/QH17\nLUẬT\nTHỬ NGHIỆM\nĐiều 1. Một\nMột việc.\nĐiều 2. Hiệu lực\n"
        "Luật này có hiệu lực thi hành từ ngày 01/7/2030.\n"
        "Luật này được Quốc hội nước Cộng hòa xã hội chủ nghĩa Việt Nam khóa XVII, kỳ họp thứ 3 "
        "thông qua ngày 18 tháng 6 năm 2030.\nCHỦ TỊCH QUỐC HỘI\nTrần Văn Thử"
    )
    assert (found.issued_on, found.effective_on) == (date(2030, 6, 18), date(2030, 7, 1))


@pytest.mark.parametrize(
    "issuers",
    [
        "BỘ NỘI VỤ - BỘ LAO ĐỘNG - THƯƠNG BINH VÀ XÃ HỘI",
        "BỘ NỘI VỤ\nBỘ LAO ĐỘNG -\nTHƯƠNG BINH VÀ XÃ HỘI",
    ],
)
def test_a_joint_document_has_several_issuers(issuers: str) -> None:
    found = read_header(
        f"{issuers}\nCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nSố: 03/2024/TTLT-BNV-\nBLĐTBXH\n"
        "Hà Nội, ngày 05 tháng 3 năm 2024\nTHÔNG TƯ LIÊN TỊCH\nHướng dẫn chế độ phụ cấp\n"
        "Căn cứ Luật Lưu trữ;\nĐiều 1. Phạm vi\nMột.\nĐiều 2. Hai\nHai."
    )
    assert found.issuer is not None
    first, second = found.issuer.split(", ")
    assert first == "Bộ Nội vụ"
    assert second.lower().startswith("bộ lao động")
    assert second.lower().endswith("thương binh và xã hội")
