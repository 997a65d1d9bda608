"""Heads as offices print them and as copies mangle them: every kind of paper, every layout."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from ingest.structure.header import HeaderFields, read_header

BODY = """
Điều 1. Phạm vi

Quy định này áp dụng cho các tổ trực.

Điều 2. Thi hành

Các đơn vị chịu trách nhiệm thi hành.
"""

JOINT = f"""
BỘ CÂN ĐO - VIỆN ĐO LƯỜNG
TRUNG ƯƠNG
CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Độc lập - Tự do - Hạnh phúc
Số: 03/2021/TTLT-BMS-
VĐLTW
Hà Nội, ngày 05 tháng 7 năm 2021
THÔNG TƯ LIÊN TỊCH
Quy định phối hợp trong việc kiểm định cân
Căn cứ Luật Đo lường ngày 11 tháng 11 năm 2011;
{BODY}
KT. BỘ TRƯỞNG
THỨ TRƯỞNG
Trần Văn Cân
KT. VIỆN TRƯỞNG
PHÓ VIỆN TRƯỞNG
Lê Thị Thước
"""

PARTY = """
ĐẢNG BỘ TỈNH SÔNG MẪU
HUYỆN ỦY ĐỒI CHÈ
*
Số 45-BC/HU
ĐẢNG CỘNG SẢN VIỆT NAM
Đồi Chè, ngày 09 tháng 12 năm 2022
BÁO CÁO
kết quả xây dựng chi bộ bốn tốt năm 2022
-----
Thực hiện kế hoạch công tác năm, Ban Thường vụ Huyện ủy báo cáo như sau:
I- TÌNH HÌNH
1- Toàn huyện có 40 chi bộ.
Nơi nhận:
- Tỉnh ủy,
- Lưu.
T/M BAN THƯỜNG VỤ
PHÓ BÍ THƯ
Nguyễn Thị Búp
"""

LETTER = """
SỞ ĐƯỜNG THỦY | CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
TỈNH SÔNG MẪU | Độc lập - Tự do - Hạnh phúc
Số: 118/SĐT-KH | Sông Mẫu, ngày 3 tháng 02 năm 2023
V/v nạo vét luồng trước
mùa lũ |
Kính gửi:
- Ủy ban nhân dân các xã ven sông;
- Đội nạo vét số 2.
Sở Đường thủy đề nghị các đơn vị hoàn thành việc nạo vét trước ngày 15/4/2023.
Trân trọng./.
Nơi nhận:
- Như trên;
- Lưu: VT.
TL. GIÁM ĐỐC
CHÁNH VĂN PHÒNG
Phạm Văn Luồng
"""

GAP = f"""
UBND TỈNH SÔNG MẪU                      CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
SỞ Y TẾ                                      Độc lập - Tự do - Hạnh phúc
Số:      /KH-SYT                        Sông Mẫu, ngày     tháng 7 năm 2025
KẾ HOẠCH
Tổ chức khám sức khỏe cho người lái đò
giai đoạn 2025 - 2027
Căn cứ Kế hoạch số 12/KH-UBND ngày 04/3/2025 của Ủy ban nhân dân tỉnh;
{BODY}
GIÁM ĐỐC
Đỗ Thị Lành
"""

FLAT = f"""
CHÍNH PHỦ Số: 77/2019/NĐ-CP CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM Độc lập - Tự do - Hạnh phúc
Hà Nội, ngày 20 tháng 9 năm 2019
NGHỊ ĐỊNH
Về biển báo trên đường làng
Căn cứ Luật Tổ chức Chính phủ ngày 19 tháng 6 năm 2015;
{BODY}
Điều 3. Nghị định này có hiệu lực thi hành sau 45 ngày, kể từ ngày ký.
TM. CHÍNH PHỦ
KT. THỦ TƯỚNG
PHÓ THỦ TƯỚNG
Vũ Văn Biển
"""

COUNCIL = f"""
HỘI ĐỒNG NHÂN DÂN
THÀNH PHỐ BẾN MẪU
Số: 08/2020/NQ-HĐND
CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Độc lập – Tự do – Hạnh phúc
Bến Mẫu, ngày 10 tháng 12 năm 2020
NGHỊ QUYẾT
VỀ MỨC THU PHÍ GỬI THUYỀN
HỘI ĐỒNG NHÂN DÂN THÀNH PHỐ BẾN MẪU
KHÓA IX, KỲ HỌP THỨ 18
Căn cứ Luật Phí và lệ phí ngày 25 tháng 11 năm 2015;
{BODY}
Nghị quyết này đã được Hội đồng nhân dân thành phố Bến Mẫu khóa IX, kỳ họp thứ 18 thông qua \
ngày 09 tháng 12 năm 2020 và có hiệu lực từ ngày 01 tháng 01 năm 2021./.
CHỦ TỊCH
Hoàng Thị Thuyền
"""

TABLE_BELOW = """
ỦY BAN NHÂN DÂN
XÃ ĐỒI CHÈ
Số: 21/TB-UBND
CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Độc lập - Tự do - Hạnh phúc
Đồi Chè, ngày 02 tháng 6 năm 2024
THÔNG BÁO
Về việc lịch tiếp công dân
Thứ | Người tiếp | Giờ
Thứ Hai | bà Lò Thị Mẫu | 8 giờ
Thứ Tư | ông Vàng A Mẫu | 14 giờ
TM. ỦY BAN NHÂN DÂN
CHỦ TỊCH
Lò Văn Đồi
"""

CONSOLIDATED = f"""
BỘ CÂN ĐO
CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Độc lập - Tự do - Hạnh phúc
THÔNG TƯ
Quy định việc đánh số nhà
Thông tư số 10/2018/TT-BMS ngày 02 tháng 4 năm 2018 của Bộ trưởng Bộ Cân đo quy định việc đánh \
số nhà, có hiệu lực từ ngày 20 tháng 5 năm 2018, được sửa đổi, bổ sung bởi:
Thông tư số 11/2022/TT-BMS ngày 03 tháng 3 năm 2022, có hiệu lực từ ngày 01 tháng 5 năm 2022.
Căn cứ Nghị định số 09/2017/NĐ-CP ngày 01 tháng 01 năm 2017 của Chính phủ;
{BODY}
BỘ CÂN ĐO
Số: 07/VBHN-BMS
XÁC THỰC VĂN BẢN HỢP NHẤT
Hà Nội, ngày 11 tháng 8 năm 2022
BỘ TRƯỞNG
Ngô Văn Số
"""

RULING = """
BAN CHẤP HÀNH TRUNG ƯƠNG
BAN NỀ NẾP
*
Số 14-HD/BNNTW
ĐẢNG CỘNG SẢN VIỆT NAM
Hà Nội, ngày 17 tháng 5 năm 2021
HƯỚNG DẪN
thực hiện nền nếp họp chi bộ
Căn cứ Điều lệ Đảng;
1. Họp mỗi tháng một lần.
2. Ghi biên bản đầy đủ.
Hướng dẫn này có hiệu lực từ ngày ký.
K/T TRƯỞNG BAN
PHÓ TRƯỞNG BAN
Đặng Văn Nếp
"""

EXPECTED: list[tuple[str, str, dict[str, Any]]] = [
    (
        "joint circular, number over two lines",
        JOINT,
        {
            "type": "Thông tư liên tịch",
            "number": "03/2021/TTLT-BMS-VĐLTW",
            "issued_on": date(2021, 7, 5),
            "title": "Quy định phối hợp trong việc kiểm định cân",
            "signer": "Trần Văn Cân, Lê Thị Thước",
            "signer_title": "Thứ trưởng, Phó viện trưởng",
        },
    ),
    (
        "Party report",
        PARTY,
        {
            "type": "Báo cáo",
            "number": "45-BC/HU",
            "issued_on": date(2022, 12, 9),
            "title": "Kết quả xây dựng chi bộ bốn tốt năm 2022",
            "issuer": "Huyện ủy Đồi Chè",
            "signer": "Nguyễn Thị Búp",
            "signer_title": "Phó Bí thư",
        },
    ),
    (
        "letter in a table",
        LETTER,
        {
            "type": "Công văn",
            "number": "118/SĐT-KH",
            "issued_on": date(2023, 2, 3),
            "title": "Nạo vét luồng trước mùa lũ",
            "issuer": "Sở Đường thủy tỉnh Sông Mẫu",
            "signer": "Phạm Văn Luồng",
            "signer_title": "Chánh Văn phòng",
        },
    ),
    (
        "plan without number and day",
        GAP,
        {
            "type": "Kế hoạch",
            "number": None,
            "issued_on": None,
            "title": "Tổ chức khám sức khỏe cho người lái đò giai đoạn 2025 - 2027",
            "issuer": "Sở Y tế",
            "signer": "Đỗ Thị Lành",
        },
    ),
    (
        "decree with columns in one line",
        FLAT,
        {
            "type": "Nghị định",
            "number": "77/2019/NĐ-CP",
            "issued_on": date(2019, 9, 20),
            "title": "Biển báo trên đường làng",
            "issuer": "Chính phủ",
            "effective_on": date(2019, 11, 4),
            "signer": "Vũ Văn Biển",
            "signer_title": "Phó Thủ tướng",
        },
    ),
    (
        "resolution of a council",
        COUNCIL,
        {
            "type": "Nghị quyết",
            "number": "08/2020/NQ-HĐND",
            "issued_on": date(2020, 12, 10),
            "title": "Mức thu phí gửi thuyền",
            "issuer": "Hội đồng nhân dân thành phố Bến Mẫu",
            "effective_on": date(2021, 1, 1),
            "signer": "Hoàng Thị Thuyền",
        },
    ),
    (
        "table below the title",
        TABLE_BELOW,
        {
            "type": "Thông báo",
            "number": "21/TB-UBND",
            "title": "Lịch tiếp công dân",
            "issuer": "Ủy ban nhân dân xã Đồi Chè",
            "signer": "Lò Văn Đồi",
        },
    ),
    (
        "consolidated text",
        CONSOLIDATED,
        {
            "type": "Văn bản hợp nhất",
            "number": "07/VBHN-BMS",
            "issued_on": date(2022, 8, 11),
            "title": "Quy định việc đánh số nhà",
            "issuer": "Bộ Cân đo",
            "signer": "Ngô Văn Số",
            "signer_title": "Bộ trưởng",
        },
    ),
    (
        "guidance of a Party committee's board",
        RULING,
        {
            "type": "Hướng dẫn",
            "number": "14-HD/BNNTW",
            "issued_on": date(2021, 5, 17),
            "effective_on": date(2021, 5, 17),
            "title": "Thực hiện nền nếp họp chi bộ",
            "issuer": "Ban Nề nếp Trung ương",
            "signer": "Đặng Văn Nếp",
            "signer_title": "Phó Trưởng ban",
        },
    ),
]


def said(found: HeaderFields, fields: dict[str, Any]) -> dict[str, Any]:
    return {name: getattr(found, name) for name in fields}


@pytest.mark.parametrize(
    ("text", "fields"), [each[1:] for each in EXPECTED], ids=[each[0] for each in EXPECTED]
)
def test_a_head_is_read_in_its_layout(text: str, fields: dict[str, Any]) -> None:
    assert said(read_header(text.strip()), fields) == fields


@pytest.mark.parametrize("gap", ["", " ", "   ", "      "])
def test_what_fields_fill_in_may_stand_apart(gap: str) -> None:
    """An e-signed PDF has number and day in fields, with room around them."""
    head = (
        "UBND HUYỆN MÃ LŨNG\nPHÒNG TÀI CHÍNH - KẾ HOẠCH\n"
        f"Số: {gap}148{gap}/TCKH-NS\nCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\n"
        "Độc lập - Tự do - Hạnh phúc\n"
        f"Mã Lũng, ngày {gap}06{gap} tháng {gap}3{gap} năm 2025\n"
        "V/v quyết toán kinh phí lễ hội\nKính gửi: UBND các xã.\n\n"
        "Phòng Tài chính - Kế hoạch đề nghị các xã gửi hồ sơ trước ngày 20/3/2025./.\n"
    )
    found = read_header(head)
    assert found.number == "148/TCKH-NS"
    assert found.issued_on == date(2025, 3, 6)
    assert found.title == "Quyết toán kinh phí lễ hội"
