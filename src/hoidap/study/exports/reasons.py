"""Why an answer is right, and where it stands: the same sentence in every format."""

from __future__ import annotations

from hoidap import texts
from hoidap.study.pack import QuizItem, Source


def references(sources: tuple[Source, ...]) -> str:
    """The official references of sources, each once: "khoản 2 Điều 8 ...; Điều 9 ..."."""
    return "; ".join(dict.fromkeys(source.reference for source in sources))


def reason_with_sources(item: QuizItem) -> str:
    """The reason of an item and its sources."""
    named = texts.PAPER_SOURCE.format(references=references(item.sources))
    return f"{item.reason} ({named})" if item.sources else item.reason
