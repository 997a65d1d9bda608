"""Promise 1, for random documents and questions: every quote is the text at its range."""

from __future__ import annotations

import tempfile
from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from hoidap.answering.assistant import Assistant
from hoidap.domain import Answer
from hoidap.settings import Settings
from ingest.pipeline import ingest
from ingest.progress import Silent
from tests.fakes import FakeEmbedder

#: Pieces that documents and questions are made of: what a parser may trip over.
WORDS = st.sampled_from(
    [
        *[
            "Uỷ",
            "ban",
            "nhân",
            "dân",
            "huyện",
            "công",
            "khai",
            "35",
            "tập",
            "thể",
            "160",
            "cá",
            "nhân",
            "97,8%",
            "ngày",
            "15/5/2016",
        ],
        "Điều",
        "khoản",
        "05-CT/TW",
        "đ)",
        "1.",
        "“quy định”",
        "T.Ư",
        "hoá",
        "ho\u0301a",
        "𝔘𝔫𝔦",
        "🙂",
        "e\u0323\u0302",
        "\u200b",
        "\u00a0",
        ";",
        "...",
        "?",
    ]
)
SENTENCES = st.lists(WORDS, min_size=1, max_size=12).map(" ".join)
LINES = st.one_of(
    SENTENCES,
    SENTENCES.map(lambda words: f"Điều 1. {words}"),
    SENTENCES.map(lambda words: f"1. {words}:"),
    SENTENCES.map(lambda words: f"a) {words};"),
    SENTENCES.map(lambda words: f"- Thưa đồng chí, {words}?"),
    SENTENCES.map(lambda words: f"+ {words}."),
    SENTENCES.map(lambda words: f"## {words}"),
    st.just("Căn cứ Luật Tổ chức chính quyền địa phương;"),
    st.just("Nơi nhận: - Như trên;"),
)
DOCUMENTS = st.lists(LINES, min_size=1, max_size=14).map("\n\n".join)
SUFFIXES = st.sampled_from([".md", ".txt", ".html"])


@settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
@given(
    documents=st.lists(st.tuples(DOCUMENTS, SUFFIXES), min_size=1, max_size=4),
    questions=st.lists(SENTENCES, min_size=1, max_size=4),
)
def test_every_quote_is_the_text_at_its_range(
    documents: list[tuple[str, str]], questions: list[str]
) -> None:
    with tempfile.TemporaryDirectory() as folder:
        source, data = Path(folder) / "in", Path(folder) / "data"
        source.mkdir()
        for number, (text, suffix) in enumerate(documents):
            (source / f"{number}{suffix}").write_text(text, encoding="utf-8")
        configured = Settings(data=data)
        report = ingest([source], configured, FakeEmbedder(), Silent())
        if not report.documents:
            return
        with Assistant.open(configured, FakeEmbedder()) as assistant:
            for question in questions:
                if question.replace("\u200b", "").strip():
                    check(assistant, assistant.ask(question))


def check(assistant: Assistant, answer: Answer) -> None:
    with assistant.reading() as reading:
        for citation in (*answer.citations, *answer.suggestions):
            text = reading.document(citation.document_id).text
            assert citation.quote == text[citation.start : citation.end]
    quotes = {citation.n: citation.quote for citation in answer.citations}
    for sentence in answer.sentences:
        assert sentence.citations
        assert any(sentence.text in quotes[n] for n in sentence.citations)
        if sentence.short_answer is not None:
            short = sentence.short_answer
            assert sentence.text[short.start : short.end] == short.text
