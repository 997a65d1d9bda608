"""The words of a passage as the lexical index holds them."""

from __future__ import annotations

from hoidap.domain import Passage
from hoidap.index.lexical import LexicalEntry
from hoidap.vietnamese.tokens import folded_terms, index_terms


def lexical_entry(passage: Passage) -> LexicalEntry:
    """The entry of a passage: its own words and those of its context, as written and folded."""
    return LexicalEntry(
        passage_id=passage.id,
        document_id=passage.document_id,
        text=index_terms(passage.text),
        context=index_terms(passage.context),
        folded_text=folded_terms(passage.text),
        folded_context=folded_terms(passage.context),
    )
