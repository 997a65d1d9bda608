"""What is shown of a unit keeps the meaning that its heading gives it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from hoidap.answering.assistant import Assistant
from hoidap.embedding.embedder import Embedder
from hoidap.settings import Settings
from ingest.pipeline import ingest
from ingest.progress import Silent

DOCUMENTS = Path(__file__).parent / "documents"


@pytest.fixture(scope="module")
def readers(tmp_path_factory: pytest.TempPathFactory, embedder: Embedder) -> Iterator[Assistant]:
    """An assistant over a regulation in articles."""
    settings = Settings(data=tmp_path_factory.mktemp("showing-data"))
    assert ingest([DOCUMENTS], settings, embedder, Silent()).exit_code == 0
    with Assistant.open(settings, embedder) as opened:
        yield opened


def test_what_is_forbidden_is_shown_under_the_heading_that_forbids_it(readers: Assistant) -> None:
    answer = readers.ask("Bạn đọc có được viết vào sách không?")
    heading, *items = answer.sentences
    assert heading.text == "Điều 3. Việc bạn đọc không được làm khi đọc sách"
    assert any("Viết, vẽ vào sách" in each.text for each in items)
    cited = {each.n: each for each in answer.citations}
    assert "không được làm" in cited[heading.citations[0]].quote


def test_a_provision_that_is_asked_for_shows_its_heading_once(readers: Assistant) -> None:
    answer = readers.ask("Điều 3 Quy chế thư viện xã quy định gì?")
    assert [each.text.startswith("Điều 3.") for each in answer.sentences].count(True) == 1


def test_where_something_is_laid_down_is_told_by_the_heading(readers: Assistant) -> None:
    answer = readers.ask("Thời gian mở cửa của thư viện được quy định ở điều nào?")
    assert answer.sentences[0].text == "Điều 5. Thời gian mở cửa"


def test_a_heading_that_opens_a_list_brings_all_its_clauses(readers: Assistant) -> None:
    answer = readers.ask("Những trường hợp nào thu hồi thẻ bạn đọc?")
    article = answer.answer.partition("Điều 4.")[2]
    assert all(f"\n{n}. " in article for n in range(1, 10))
