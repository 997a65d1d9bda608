"""The search as a LangChain retriever."""

from __future__ import annotations

from hoidap.answering.assistant import Assistant


def test_a_chain_gets_passages_with_what_a_citation_needs(assistant: Assistant) -> None:
    found = assistant.retriever(k=3).invoke("trách nhiệm nêu gương của người đứng đầu")
    assert len(found) == 3
    with assistant.reading() as reading:
        for each in found:
            text = reading.document(each.metadata["document_id"]).text
            assert text[each.metadata["start"] : each.metadata["end"]] == each.page_content
