"""Issuers, signers, addressees and recipients of official documents, one by one."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from hoidap.index.generation import GenerationStore
from hoidap.parties import NO_PARTIES, Signatory
from hoidap.settings import Settings
from ingest.pipeline import ingest
from ingest.progress import Silent
from ingest.structure.header import read_header
from tests.fakes import FakeEmbedder

JOINT = """BỘ Y TẾ - BỘ TÀI CHÍNH
CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Độc lập - Tự do - Hạnh phúc
Số: 18/2014/TTLT-BYT-BTC
Hà Nội, ngày 04 tháng 6 năm 2014

THÔNG TƯ LIÊN TỊCH
Hướng dẫn việc cấp thuốc cho trạm y tế xã

Điều 1. Phạm vi
Thông tư này áp dụng cho trạm y tế xã.

Điều 2. Hiệu lực
Thông tư này có hiệu lực từ ngày 01/8/2014./.

KT. BỘ TRƯỞNG BỘ TÀI CHÍNH
THỨ TRƯỞNG
Lý Văn Khải

KT. BỘ TRƯỞNG BỘ Y TẾ
THỨ TRƯỞNG
Đỗ Thị Sen

Nơi nhận:
- Văn phòng Quốc hội;
- UBND các tỉnh,
thành phố;
- Lưu: VT, Bộ Y tế (10b).
"""

LETTER = """ỦY BAN NHÂN DÂN
TỈNH HẠ GIANG
Số: 214/UBND-KT
V/v cấp nước sinh hoạt mùa khô
CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Độc lập - Tự do - Hạnh phúc
Hạ Giang, ngày 12 tháng 3 năm 2024

Kính gửi:
- Sở Nông nghiệp và Môi trường;
- Công ty Cấp nước Hạ Giang.

Ủy ban nhân dân tỉnh yêu cầu hai đơn vị lập phương án cấp nước trước ngày 20/3/2024./.

Nơi nhận:
- Như trên;
- Lưu: VT.
TM. ỦY BAN NHÂN DÂN
KT. CHỦ TỊCH
PHÓ CHỦ TỊCH
Vi Văn Mão
"""


def test_a_joint_document_has_an_issuer_and_a_signer_of_each_body() -> None:
    parties = read_header(JOINT).parties
    assert parties.issuers == ("Bộ Y tế", "Bộ Tài chính")
    assert parties.signers == (
        Signatory("Lý Văn Khải", "Thứ trưởng", "Bộ trưởng Bộ Tài chính"),
        Signatory("Đỗ Thị Sen", "Thứ trưởng", "Bộ trưởng Bộ Y tế"),
    )
    assert parties.recipients == (
        "Văn phòng Quốc hội",
        "UBND các tỉnh, thành phố",
        "Lưu: VT, Bộ Y tế (10b)",
    )


def test_a_joint_circular_also_calls_itself_a_circular() -> None:
    assert read_header(JOINT).effective_on == date(2014, 8, 1)


def test_a_letter_has_addressees_and_recipients() -> None:
    parties = read_header(LETTER).parties
    assert parties.addressees == ("Sở Nông nghiệp và Môi trường", "Công ty Cấp nước Hạ Giang")
    assert parties.recipients == ("Như trên", "Lưu: VT")
    assert parties.signers == (Signatory("Vi Văn Mão", "Phó Chủ tịch", "Ủy ban nhân dân"),)


def test_one_addressee_may_stand_on_the_line_itself() -> None:
    one = "Kính gửi: Sở Y tế.\n\n"
    letter = LETTER.replace(
        LETTER[LETTER.index("Kính gửi") : LETTER.index("Ủy ban nhân dân tỉ")], one
    )
    assert read_header(letter).parties.addressees == ("Sở Y tế",)


def test_entries_joined_on_one_line_are_parted() -> None:
    joined = "Nơi nhận: - Thường trực Tỉnh ủy (để báo cáo), - Các sở; - Lưu VT."
    letter = LETTER.replace(LETTER[LETTER.index("Nơi nhận") : LETTER.index("\nTM.")], joined)
    assert read_header(letter).parties.recipients == (
        "Thường trực Tỉnh ủy (để báo cáo)",
        "Các sở",
        "Lưu VT",
    )


def test_the_catalogue_keeps_them_and_a_note_has_none(tmp_path: Path) -> None:
    folder = tmp_path / "van-ban"
    folder.mkdir()
    (folder / "lien-tich.txt").write_text(JOINT, encoding="utf-8")
    (folder / "ghi-chu.txt").write_text("Ghi chú\n\nMua giấy in.\n", encoding="utf-8")
    settings = Settings(data=tmp_path / "data")
    ingest([folder], settings, FakeEmbedder(), Silent())
    with GenerationStore(settings.data).catalogue() as catalogue:
        stored = {
            Path(each.paths[0]).stem: catalogue.document(each.id).parties
            for each in catalogue.documents()
        }
    assert stored == {"lien-tich": read_header(JOINT).parties, "ghi-chu": NO_PARTIES}
