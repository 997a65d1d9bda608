"""Rows of tables are found by the cell that a question names and the column it asks for."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from hoidap.answering.assistant import Assistant
from hoidap.domain import Status
from hoidap.embedding.embedder import Embedder
from hoidap.settings import Settings
from ingest.pipeline import ingest
from ingest.progress import Silent

PLAN = """# Kế hoạch chăm sóc cây xanh của thị trấn Cầu Mây

Thị trấn giao việc chăm sóc cây xanh cho các tổ dân phố như sau.

Bảng phân công chăm sóc cây xanh

| Tổ dân phố | Tuyến đường | Số cây | Người phụ trách |
|---|---|---|---|
| Tổ Bến Gỗ | Đường Lê Lai | 120 | bà Hà Thị Mão |
| Tổ Bến Gỗ | Đường Bà Triệu | 84 | bà Hà Thị Mão |
| Tổ Bến Gỗ | Đường Ven Suối | 37 | ông Vi Văn Sửu |
| Tổ Đồng Chùa | Đường Hai Bà Trưng | 210 | ông Lý Văn Thìn |
| Tổ Đồng Chùa | Đường Chợ | 46 | ông Lý Văn Thìn |

Mẫu biểu kèm theo

| Mẫu số | Tên mẫu | Nơi nhận |
|---|---|---|
| 04 | Biên bản bàn giao cây | Phòng Kinh tế |
| 05 | Sổ theo dõi tưới nước | Tổ dân phố |
"""


@pytest.fixture(scope="module")
def assistant(tmp_path_factory: pytest.TempPathFactory, embedder: Embedder) -> Iterator[Assistant]:
    folder = tmp_path_factory.mktemp("bang")
    documents = folder / "van-ban"
    documents.mkdir()
    (documents / "ke-hoach.md").write_text(PLAN, encoding="utf-8")
    settings = Settings(data=folder / "data")
    ingest([documents], settings, embedder, Silent())
    with Assistant.open(settings, embedder) as opened:
        yield opened


def rows(assistant: Assistant, question: str) -> list[str]:
    """The lines of tables that an answer quotes, without the header."""
    answer = assistant.ask(question)
    quotes = [each.quote for each in answer.citations if each.rows]
    return [line for quote in quotes[1:] for line in quote.split("\n")]


@pytest.mark.parametrize(
    ("question", "row"),
    [
        ("Đường Hai Bà Trưng có bao nhiêu cây?", "Tổ Đồng Chùa | Đường Hai Bà Trưng | 210"),
        ("Ai phụ trách đường Ven Suối?", "Tổ Bến Gỗ | Đường Ven Suối | 37 | ông Vi Văn Sửu"),
        ("Số cây của tổ Đồng Chùa ở đường Chợ?", "Tổ Đồng Chùa | Đường Chợ | 46"),
        ("Mẫu số 05 tên là gì?", "05 | Sổ theo dõi tưới nước"),
    ],
)
def test_the_row_that_is_named_answers_alone(assistant: Assistant, question: str, row: str) -> None:
    (found,) = rows(assistant, question)
    assert found.startswith(row)


def test_all_rows_that_share_the_cell_named_answer(assistant: Assistant) -> None:
    found = rows(assistant, "Tổ Bến Gỗ chăm sóc những tuyến đường nào?")
    assert [line.split(" | ")[1] for line in found] == [
        "Đường Lê Lai",
        "Đường Bà Triệu",
        "Đường Ven Suối",
    ]


@pytest.mark.parametrize(
    "question",
    [
        "Tổ Bến Gỗ được cấp bao nhiêu tiền mua phân bón?",
        "Ai phụ trách đường Trần Phú?",
        "Đường Chợ dài bao nhiêu mét?",
        "Đường Chợ Mới có bao nhiêu cây?",
        "Tổ Bến Gỗ Hạ chăm sóc những tuyến đường nào?",
    ],
)
def test_no_row_is_sure_to_answer_what_the_table_does_not_tell(
    assistant: Assistant, question: str
) -> None:
    answer = assistant.ask(question)
    assert answer.status is not Status.ANSWERED or answer.confidence < 0.75, answer.answer
