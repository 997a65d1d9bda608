"""Everyday words give way to the documents' own, where these are the only ones there are."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from hoidap.answering.assistant import Assistant
from hoidap.domain import Status
from hoidap.embedding.embedder import Embedder
from hoidap.retrieval import understanding
from hoidap.retrieval.official_words import in_official_words
from hoidap.retrieval.query import Query, Scope, Turn
from hoidap.retrieval.understanding import Understanding
from hoidap.settings import Settings
from ingest.pipeline import ingest
from ingest.progress import Silent

PAPERS = {
    "noi-quy": """---
id: noi-quy
kind: directive
title: Nội quy của Nhà máy Sông Thao
number: 15/QĐ-NM
issued_on: 2020-01-02
access: [public]
---
Điều 1. Nghỉ hằng năm
Người làm đủ một năm được nghỉ hằng năm mười bốn ngày.

Điều 2. Kỷ luật
Người lao động tiết lộ bí quyết của lò nung thì bị sa thải.
Giám đốc bác bỏ đề nghị kỷ luật không có chứng cứ.

Điều 3. Giấy tờ
Thợ mới xuất trình căn cước công dân và giấy phép lái xe.
Bố mẹ của thợ được vào thăm; cha mẹ đã mất thì người giám hộ vào thăm.
Thợ trộm cắp tài sản thì bị phạt tù theo bản án.

Điều 4. Nêu gương
Quản đốc học tập Chủ tịch Hồ Chí Minh, nêu gương tiết kiệm.
""",
    "thu-noi-bo": """---
id: thu-noi-bo
kind: directive
title: Thư nội bộ của Nhà máy Sông Thao
issued_on: 2020-02-02
access: [internal]
---
Ai để lò tắt thì bị đuổi việc ngay.
""",
    "nhan-su": """---
id: nhan-su
kind: directive
title: Sổ tay của phòng nhân sự
issued_on: 2020-03-02
access: [nhan-su]
---
Thợ nữ nghỉ thai sản sáu tháng.
""",
}


@pytest.fixture(scope="module")
def factory(tmp_path_factory: pytest.TempPathFactory, embedder: Embedder) -> Iterator[Assistant]:
    folder = tmp_path_factory.mktemp("factory")
    (folder / "papers").mkdir()
    for name, text in PAPERS.items():
        (folder / "papers" / f"{name}.md").write_text(text, encoding="utf-8")
    settings = Settings(data=folder / "data")
    assert ingest([folder / "papers"], settings, embedder, Silent()).exit_code == 0
    with Assistant.open(settings, embedder) as opened:
        yield opened


def said(factory: Assistant, question: str, *labels: str) -> str:
    """The question in the words of what a reader with these labels may read."""
    with factory.reading(labels) as reading:
        return in_official_words(question, reading)


def understood(factory: Assistant, question: str, history: tuple[Turn, ...] = ()) -> Query:
    """What a public reader's question is understood as."""
    with factory.reading(()) as reading:
        return Understanding().understand(question, reading, Scope(labels=()), history)


@pytest.mark.parametrize(
    ("question", "official"),
    [
        ("Thợ nào bị đuổi việc?", "Thợ nào bị sa thải?"),
        ("Nghỉ phép năm mấy ngày?", "Nghỉ hằng năm mấy ngày?"),
        ("Quản đốc làm gương ra sao?", "Quản đốc nêu gương ra sao?"),
        ("Bác Hồ và bằng lái xe", "Chủ tịch Hồ Chí Minh và giấy phép lái xe"),
        ("Có cần chứng minh thư không?", "Có cần căn cước công dân không?"),
        ("Ăn trộm thì bị đi tù à?", "Trộm cắp tài sản thì bị phạt tù à?"),
        ("Ăn trộm tài sản thì sao?", "Trộm cắp tài sản thì sao?"),
    ],
)
def test_a_word_that_stands_nowhere_is_exchanged(
    factory: Assistant, question: str, official: str
) -> None:
    assert said(factory, question) == official


@pytest.mark.parametrize(
    "question",
    [
        "Bố mẹ của thợ được làm gì?",  # the documents say so too
        "Mất sổ đỏ thì làm gì?",  # they have no word for it
        "Đuổi việc có phải là sa thải không?",  # the asker says both
        "Ai bác bỏ đề nghị kỷ luật?",
        "Lời dạy của Bác là gì?",
    ],
)
def test_everything_else_stays(factory: Assistant, question: str) -> None:
    assert said(factory, question) == question


def test_only_what_the_asker_may_read_decides(factory: Assistant) -> None:
    dismissed, confined = "Ai bị đuổi việc?", "Nghỉ đẻ mấy tháng?"
    assert said(factory, dismissed) == "Ai bị sa thải?"
    assert said(factory, dismissed, "internal") == dismissed
    assert said(factory, confined, "internal") == confined
    assert said(factory, confined, "nhan-su") == "Nghỉ thai sản mấy tháng?"


def test_the_official_word_is_shown_and_looked_for(factory: Assistant) -> None:
    query = understood(factory, "Theo Quyết định 15/QĐ-NM, nghỉ phép được mấy ngày?")
    assert query.understood_as == "Theo Quyết định 15/QĐ-NM, nghỉ hằng năm được mấy ngày?"
    for text in (query.search_text, query.asked_text, query.bare_text, query.core_text):
        assert "nghỉ hằng năm" in text
        assert "phép" not in text
    (mention,) = query.mentions
    assert query.understood_as[mention.start : mention.end] == mention.text


def test_everyday_words_are_understood_without_diacritics(factory: Assistant) -> None:
    query = understood(factory, "nguoi lao dong bi duoi viec khi nao")
    assert query.understood_as == "người lao động bị sa thải khi nào"


def test_a_follow_up_is_one_however_long_its_official_words_are(factory: Assistant) -> None:
    first = "Theo Quyết định 15/QĐ-NM, ai bị đuổi việc?"
    query = understood(factory, "Cần bằng lái hay chứng minh thư?", (Turn(first),))
    assert query.follows_up
    assert query.understood_as == (
        "Theo Quyết định 15/QĐ-NM, ai bị sa thải? Cần giấy phép lái xe hay căn cước công dân?"
    )


def test_a_question_is_answered_thanks_to_it(
    factory: Assistant, monkeypatch: pytest.MonkeyPatch
) -> None:
    question = "Ai bị đuổi việc?"
    answer = factory.ask(question, Scope(labels=()))
    assert answer.status is Status.ANSWERED
    assert "bị sa thải" in answer.citations[0].quote
    monkeypatch.setattr(understanding, "in_official_words", lambda text, reading: text)
    assert factory.ask(question, Scope(labels=())).status is Status.NOT_FOUND
