"""HoiDap's search as a LangChain retriever, to be put in anyone's chain."""

from __future__ import annotations

from langchain_core.callbacks import CallbackManagerForRetrieverRun
from langchain_core.documents import Document as LangChainDocument
from langchain_core.retrievers import BaseRetriever
from pydantic import ConfigDict

from hoidap.index.holder import GenerationHolder
from hoidap.retrieval.query import Scope
from hoidap.retrieval.ranked import RankedPassage
from hoidap.retrieval.reading import Reading
from hoidap.retrieval.search import HybridSearch
from hoidap.retrieval.understanding import Understanding


class HoiDapRetriever(BaseRetriever):
    """Retrieves passages of the current generation.

    ``page_content`` is the passage's exact text; ``metadata`` holds what a
    citation needs (document id, title, number, locator, start, end, url) and
    the scores.
    """

    model_config = ConfigDict(arbitrary_types_allowed=True)

    holder: GenerationHolder
    searching: HybridSearch
    understanding: Understanding
    scope: Scope = Scope()
    k: int = 10

    def _get_relevant_documents(
        self, query: str, *, run_manager: CallbackManagerForRetrieverRun
    ) -> list[LangChainDocument]:
        del run_manager
        with self.holder.acquire() as generation:
            reading = Reading(generation, self.scope.labels)
            asked = self.understanding.understand(query, reading, self.scope)
            found = self.searching.search(reading, asked, self.k)
        return [_as_langchain(ranked) for ranked in found.passages]


def _as_langchain(ranked: RankedPassage) -> LangChainDocument:
    passage, about = ranked.passage, ranked.metadata
    return LangChainDocument(
        id=passage.id,
        page_content=passage.text,
        metadata={
            "document_id": passage.document_id,
            "kind": about.kind.value,
            "title": about.title,
            "number": about.number,
            "locator": passage.locator,
            "start": passage.start,
            "end": passage.end,
            "speaker": passage.speaker,
            "url": ranked.url,
            "score": ranked.score,
        },
    )
