"""Abbreviations are written out where a document that may be read defines them."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from hoidap.answering.assistant import Assistant
from hoidap.retrieval.defined_abbreviations import defined, written_out
from hoidap.settings import Settings
from ingest.pipeline import ingest
from ingest.progress import Silent
from tests.fakes import FakeEmbedder

PAPERS = {
    "quy-che": ("public", "Điều 1. Tổ đọc sách (TĐS) họp mỗi tháng.\nNgười đọc nộp phiếu mượn."),
    "noi-bo": ("nhan-su", "Quỹ hỗ trợ bạn đọc (sau đây gọi tắt là QHTBĐ) cấp ba suất."),
}


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Assistant]:
    folder, embedder = tmp_path_factory.mktemp("reading-room"), FakeEmbedder()
    (folder / "papers").mkdir()
    for name, (access, text) in PAPERS.items():
        head = f"---\nid: {name}\nkind: directive\ntitle: {name}\naccess: [{access}]\n---\n"
        (folder / "papers" / f"{name}.md").write_text(head + text + "\n", encoding="utf-8")
    settings = Settings(data=folder / "data")
    assert ingest([folder / "papers"], settings, embedder, Silent()).exit_code == 0
    with Assistant.open(settings, embedder) as opened:
        yield opened


@pytest.mark.parametrize(
    ("short", "text", "meaning"),
    [
        ("TĐS", "lập tổ đọc sách (TĐS) ở xã", "tổ đọc sách"),
        ("tds", "lập tổ đọc sách (TĐS) ở xã".replace("TĐS", "TDS"), "tổ đọc sách"),
        ("QHT", "Quỹ hỗ trợ (sau đây gọi là QHT) cấp", "Quỹ hỗ trợ"),
        ("QHT", "Quỹ hỗ trợ (viết tắt: QHT) cấp", "Quỹ hỗ trợ"),
        ("QHT", "Quỹ hỗ trợ (gọi chung là quỹ) QHT cấp", None),
        ("ABC", "một nhóm khác hẳn (ABC) ở đây", None),
        ("CĐ", "trường, cao đẳng (CĐ)", "cao đẳng"),
    ],
)
def test_the_words_before_the_bracket_begin_with_the_letters(
    short: str, text: str, meaning: str | None
) -> None:
    assert defined(short, text) == meaning


def test_what_a_document_defines_is_written_out(library: Assistant) -> None:
    with library.reading(("public",)) as reading:
        behind, in_place = written_out("Các TĐS họp khi nào?", reading)
        assert in_place == "Các Tổ đọc sách họp khi nào?"
        assert behind == "Các TĐS họp khi nào? Tổ đọc sách"


def test_what_may_not_be_read_teaches_nothing(library: Assistant) -> None:
    question = "QHTBĐ cấp mấy suất?"
    with library.reading(("public",)) as reading:
        assert written_out(question, reading)[1] == question
    with library.reading(("public", "nhan-su")) as reading:
        assert written_out(question, reading)[1] == "Quỹ hỗ trợ bạn đọc cấp mấy suất?"


@pytest.mark.parametrize(
    "question", ["TĐS HỌP KHI NÀO?", "Tổ đọc sách họp khi nào?", "Quy chế 1-QC/TĐS"]
)
def test_other_words_stay(library: Assistant, question: str) -> None:
    with library.reading(("public",)) as reading:
        assert written_out(question, reading)[1] == question
