"""A decree and what changed it, ingested with the change first."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from hoidap.answering.assistant import Assistant
from hoidap.embedding.embedder import Embedder
from hoidap.settings import Settings
from ingest.pipeline import ingest
from ingest.progress import Silent

HEAD = """CHÍNH PHỦ
Số: {number}

CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Độc lập - Tự do - Hạnh phúc

Hà Nội, ngày {day} tháng {month} năm {year}

NGHỊ ĐỊNH
{title}

Căn cứ Luật Tổ chức Chính phủ ngày 19 tháng 6 năm 2015;

Chính phủ ban hành Nghị định {title_small}.

"""

BASE = (
    HEAD.format(
        number="21/2018/NĐ-CP",
        day="05",
        month="3",
        year=2018,
        title="Quy định về quản lý bến đò ngang",
        title_small="quy định về quản lý bến đò ngang",
    )
    + """Điều 1. Phạm vi điều chỉnh

Nghị định này quy định về quản lý bến đò ngang trên sông.

Điều 2. Người lái đò

1. Người lái đò phải có chứng chỉ lái phương tiện.

2. Người lái đò phải đủ các điều kiện sau đây:

a) Từ 18 tuổi trở lên;

b) Biết bơi 50 mét.

3. Người lái đò được nghỉ sau mỗi 04 giờ làm việc.

Điều 3. Trang bị trên đò

1. Mỗi đò có 10 áo phao.

2. Đò chở quá 12 người phải có phao tròn.

Điều 4. Kiểm tra bến đò

Phòng Hạ tầng kiểm tra bến đò mỗi quý một lần.

Điều 5. Hiệu lực thi hành

Nghị định này có hiệu lực từ ngày 01 tháng 5 năm 2018.
"""
)

CHANGE = (
    HEAD.format(
        number="45/2021/NĐ-CP",
        day="10",
        month="9",
        year=2021,
        title="Sửa đổi, bổ sung một số điều của Nghị định số 21/2018/NĐ-CP",
        title_small="sửa đổi, bổ sung một số điều của Nghị định số 21/2018/NĐ-CP",
    )
    + """Điều 1. Sửa đổi, bổ sung một số điều của Nghị định số 21/2018/NĐ-CP

1. Sửa đổi điểm b khoản 2 Điều 2 như sau:

“b) Biết bơi 200 mét và biết sơ cứu.”.

2. Bổ sung khoản 1a vào sau khoản 1 Điều 3 như sau:

“1a. Áo phao cho trẻ em chiếm một phần ba số áo phao.”.

3. Bãi bỏ khoản 3 Điều 2.

4. Thay thế cụm từ “Phòng Hạ tầng” bằng cụm từ “Phòng Kinh tế” tại Điều 4.

Điều 2. Hiệu lực thi hành

1. Nghị định này có hiệu lực từ ngày 01 tháng 11 năm 2021.

2. Quy định tại khoản 2 Điều 1 của Nghị định này có hiệu lực từ ngày 01 tháng 01 năm 2022.

3. Bãi bỏ Điều 7 Nghị định số 88/2009/NĐ-CP.
"""
)


@pytest.fixture(scope="module")
def ferries(tmp_path_factory: pytest.TempPathFactory, embedder: Embedder) -> Iterator[Assistant]:
    """Answers over the decree and its change; the change was ingested first."""
    folder: Path = tmp_path_factory.mktemp("ferries")
    settings = Settings(data=folder / "var")
    texts = folder / "texts"
    texts.mkdir()
    for name, text in (("change.txt", CHANGE), ("base.txt", BASE)):
        (texts / name).write_text(text, encoding="utf-8")
        ingest([texts], settings, embedder, Silent())
    with Assistant.open(settings, embedder) as assistant:
        yield assistant
