"""HoiDap for assistants that speak the Model Context Protocol: ask, search, get_document.

Tools return the API's own values as structured content, so an assistant can
show the exact quotes and their places.  All tools only read.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from typing import Annotated

from mcp.server.mcpserver import MCPServer
from mcp.server.mcpserver.exceptions import ToolError
from mcp.types import ToolAnnotations
from pydantic import Field

from hoidap import __version__
from hoidap.api.access.caller_assistant import CallerAssistant
from hoidap.api.schemas import AnswerOut, DocumentOut, SearchHit, SearchOut
from hoidap.domain import Engine, Kind
from hoidap.errors import HoiDapError
from hoidap.retrieval.query import Scope

INSTRUCTIONS = (
    "Answers questions in Vietnamese over official Vietnamese documents and newspaper interviews. "
    "Every sentence of an answer is a verbatim quote with its source; when the documents do not "
    "say it, status is not_found. Quote sentences as they are and name document and locator."
)

#: Most characters of a document given at once: what a language model reads comfortably.
LONGEST_PART = 20_000

_READ_ONLY = ToolAnnotations(read_only_hint=True, open_world_hint=False)

Documents = Annotated[
    tuple[str, ...], Field(description="Only these document ids; empty: all documents.")
]


class DocumentPartOut(DocumentOut):
    """A document's metadata and a part of its text: ``text`` is what stands at [start:end]."""

    text: str
    start: int
    end: int
    length: int = Field(description="Characters of the whole text.")


def create_server(assistant: CallerAssistant) -> MCPServer:
    """The server that answers with ``assistant``."""
    server = MCPServer("hoidap", version=__version__, instructions=INSTRUCTIONS)

    @server.tool(title="Answer a question with exact citations", annotations=_READ_ONLY)
    def ask(
        question: Annotated[str, Field(description="In Vietnamese, with or without diacritics.")],
        documents: Documents = (),
        kinds: Annotated[tuple[Kind, ...], Field(description="Only these kinds.")] = (),
        as_of: Annotated[date | None, Field(description="From what was in force then.")] = None,
    ) -> AnswerOut:
        """Answer a question from the documents, or say that they do not hold the answer."""
        scope = Scope(kinds=kinds, documents=documents, as_of=as_of)
        with _told():
            answer = assistant.ask(question, scope=scope, engine=Engine.EXTRACTIVE)
            return AnswerOut.of(answer)

    @server.tool(title="Find passages", annotations=_READ_ONLY)
    def search(
        query: str,
        limit: Annotated[int, Field(ge=1, le=50)] = 10,
        documents: Documents = (),
    ) -> SearchOut:
        """Find the passages nearest to a query, best first."""
        with _told():
            found = assistant.search(query, Scope(documents=documents), limit)
        return SearchOut(
            query=query,
            understood_as=found.query.understood_as,
            hits=[SearchHit.of(ranked) for ranked in found.passages],
            generation=found.generation,
        )

    @server.tool(title="Read a document", annotations=_READ_ONLY)
    def get_document(
        document_id: Annotated[str, Field(description="As citations and hits name it.")],
        start: Annotated[int, Field(ge=0, description="First character wanted.")] = 0,
        length: Annotated[int, Field(ge=1, le=LONGEST_PART)] = LONGEST_PART,
    ) -> DocumentPartOut:
        """Read a document's metadata and text, long ones in parts."""
        with _told(), assistant.reading() as reading:
            document = reading.document(document_id)
        text = document.text[start : start + length]
        return DocumentPartOut(
            **DocumentOut.fields_of(document),
            text=text,
            start=start,
            end=start + len(text),
            length=len(document.text),
        )

    return server


@contextmanager
def _told() -> Iterator[None]:
    """Errors made for people reach the assistant as a tool's error, others as a failure."""
    try:
        yield
    except HoiDapError as error:
        raise ToolError(f"{error} {error.user_message}") from error
