"""What speaks against a cited document having been read well, said beside the answer."""

from __future__ import annotations

from dataclasses import replace

from hoidap import texts
from hoidap.answering.naming import document_name
from hoidap.domain import Answer, Notice
from hoidap.retrieval.reading import Reading


def with_doubts(answer: Answer, reading: Reading) -> Answer:
    """The answer with a notice for each document it cites that is doubtful."""
    cited = dict.fromkeys(each.document_id for each in answer.citations)
    notices = tuple(
        Notice("doubtful", f"{document_name(about.metadata)}: {texts.DOUBTS[doubt]}")
        for about in reading.summaries(list(cited)).values()
        for doubt in about.doubts
    )
    return replace(answer, warnings=(*answer.warnings, *notices)) if notices else answer
