"""The MCP server, through the official SDK's client: in process and as a program."""

from __future__ import annotations

import asyncio
import sys
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any

import pytest
from mcp import Client, StdioServerParameters

from hoidap.answering.assistant import Assistant
from hoidap.api.access.caller import anonymous
from hoidap.api.access.caller_assistant import CallerAssistant
from hoidap.api.mcp_server import create_server
from hoidap.api.observing.listening import Deaf
from hoidap.settings import Settings
from tests.api.planted import INTERNAL, PUBLIC, QUESTION
from tests.fakes import FakeEmbedder

COMMENDED = "Bao nhiêu tập thể và cá nhân được khen thưởng?"


def connected(assistant: Assistant, *labels: str) -> Client:
    caller = anonymous(labels)
    return Client(create_server(CallerAssistant(assistant, caller, Deaf())))


def run(client: Client, scenario: Callable[[Client], Awaitable[None]]) -> None:
    async def whole() -> None:
        async with client:
            await scenario(client)

    asyncio.run(whole())


async def call(client: Client, name: str, **arguments: Any) -> dict[str, Any]:
    result = await client.call_tool(name, arguments)
    assert not result.is_error, result.content
    value: dict[str, Any] = result.structured_content or {}
    return value


def test_three_tools_that_only_read(assistant: Assistant) -> None:
    async def scenario(client: Client) -> None:
        tools = (await client.list_tools()).tools
        assert {tool.name for tool in tools} == {"ask", "search", "get_document"}
        assert all(tool.annotations and tool.annotations.read_only_hint for tool in tools)
        assert all(tool.description and tool.output_schema for tool in tools)

    run(connected(assistant), scenario)


def test_an_answer_is_quoted_from_a_document_that_can_be_read(assistant: Assistant) -> None:
    async def scenario(client: Client) -> None:
        answer = await call(client, "ask", question=COMMENDED)
        assert "35 tập thể" in answer["answer"]
        citation = answer["citations"][0]
        start, end = citation["start"], citation["end"]
        part = await call(
            client,
            "get_document",
            document_id=citation["document_id"],
            start=start,
            length=end - start,
        )
        assert part["text"] == citation["quote"]
        assert part["length"] > end
        hits = (await call(client, "search", query=COMMENDED, limit=3))["hits"]
        assert len(hits) == 3

    run(connected(assistant), scenario)


@pytest.mark.parametrize(
    ("tool", "arguments"),
    [
        ("ask", {"question": ""}),
        ("ask", {"question": "ạ" * 5000}),
        ("search", {"query": "a", "limit": 500}),
        ("get_document", {"document_id": "../../etc/passwd"}),
        ("get_document", {}),
    ],
)
def test_errors_are_told_as_errors(
    assistant: Assistant, tool: str, arguments: dict[str, Any]
) -> None:
    async def scenario(client: Client) -> None:
        result = await client.call_tool(tool, arguments)
        assert result.is_error
        assert "Traceback" not in str(result.content)

    run(connected(assistant), scenario)


def test_documents_under_other_labels_do_not_exist(planted_data: Path) -> None:
    async def public(client: Client) -> None:
        answer = await client.call_tool("ask", {"question": QUESTION})
        found = await client.call_tool("search", {"query": QUESTION, "limit": 50})
        hidden = await client.call_tool("get_document", {"document_id": INTERNAL.id})
        assert hidden.is_error
        assert PUBLIC.mark in str(found.content)
        assert INTERNAL.mark not in f"{answer.content}{found.content}"

    async def internal(client: Client) -> None:
        assert (await call(client, "get_document", document_id=INTERNAL.id))["text"]

    with Assistant.open(Settings(data=planted_data), FakeEmbedder()) as assistant:
        run(connected(assistant), public)
        run(connected(assistant, "internal"), internal)


def test_the_program_speaks_it_on_standard_input_and_output(corpus_settings: Settings) -> None:
    program = StdioServerParameters(
        command=sys.executable,
        args=["-m", "hoidap.cli.main", "mcp", "--data", str(corpus_settings.data)],
    )

    async def scenario(client: Client) -> None:
        assert "35 tập thể" in (await call(client, "ask", question=COMMENDED))["answer"]

    run(Client(program, read_timeout_seconds=120), scenario)
