"""A client that takes nothing does not hold an answer forever."""

from __future__ import annotations

import asyncio

import pytest
from starlette.types import Message, Receive, Scope, Send

from hoidap.api.entrance.patience import answer_in_time


async def nothing() -> Message:
    raise AssertionError("nothing is received here")


def test_a_stalled_client_ends_the_response() -> None:
    produced = 0

    async def endless(scope: Scope, receive: Receive, send: Send) -> None:
        nonlocal produced
        while True:
            produced += 1
            await send({"type": "http.response.body", "body": b"x", "more_body": True})

    async def stalled(_: Message) -> None:
        if produced > 3:
            await asyncio.Event().wait()

    async def scenario() -> None:
        with pytest.raises(TimeoutError):
            await answer_in_time(endless, {}, nothing, stalled, seconds=30, stall=0.05)

    asyncio.run(scenario())
    assert produced == 4


def test_being_cancelled_cancels_the_route() -> None:
    ended: list[str] = []

    async def route(scope: Scope, receive: Receive, send: Send) -> None:
        try:
            await asyncio.Event().wait()
        finally:
            ended.append("route")

    async def send(_: Message) -> None:
        pass

    async def scenario() -> None:
        running = asyncio.create_task(answer_in_time(route, {}, nothing, send, seconds=30))
        await asyncio.sleep(0.01)
        running.cancel()
        with pytest.raises(asyncio.CancelledError):
            await running
        await asyncio.sleep(0.01)

    asyncio.run(scenario())
    assert ended == ["route"]
