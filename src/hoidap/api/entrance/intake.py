"""Takes in a request's body: not too large, not too slow.

Bodies are small JSON, so they are read whole before a request waits for its
turn: a client that sends one byte a second holds a connection and nothing else.
Uploads are passed on piece by piece, counted; at every moment so much must have
come as ``SLOWEST`` brings, so that a client cannot hold its place for long by
sending a little now and then.
"""

from __future__ import annotations

import asyncio
import json
import re
import time
from collections.abc import Callable

from starlette.datastructures import Headers
from starlette.types import Message, Receive, Scope

from hoidap.errors import BrokenTextError, TooLargeError, TooSlowError

#: What a lone surrogate is written with in JSON: an escape, or bytes that UTF-8 does not have.
_PERHAPS_BROKEN = re.compile(rb"\\u[dD][89a-fA-F]|\xed[\xa0-\xbf]")

#: Bytes a second that an upload must keep up after its first seconds: half a megabit, the
#: slowest line of an office; the largest file then takes ten minutes.
SLOWEST = 64_000


class ClientGoneError(Exception):
    """The client closed the connection before its request was complete."""


def announced_size(scope: Scope) -> int:
    """The size that a request says its body has, 0 when it does not say."""
    given = Headers(scope=scope).get("content-length", "0")
    return int(given) if given.isdecimal() else 0


async def whole_body(scope: Scope, receive: Receive, limit: int, seconds: float) -> Receive:
    """Read the body; gives a ``receive`` that returns it in one piece.

    Raises TooLargeError over ``limit`` bytes, TooSlowError after ``seconds``,
    ClientGoneError when the client goes, BrokenTextError as ``require_characters``.
    """
    if announced_size(scope) > limit:
        raise TooLargeError(limit)
    try:
        body = await asyncio.wait_for(_collect(receive, limit), seconds)
    except TimeoutError:
        raise TooSlowError(f"The body did not arrive within {seconds:g} s.") from None
    require_characters(body)
    pending = [_whole(body)]

    async def replay() -> Message:
        if pending:
            return pending.pop()
        await until_gone(receive)
        return {"type": "http.disconnect"}

    return replay


def require_characters(body: bytes) -> None:
    """Raise BrokenTextError when a string or key of a JSON body holds a lone surrogate.

    Such a string can be neither stored nor sent on, wherever in the body it stands.
    What is no JSON is left to whoever reads it.
    """
    if json.detect_encoding(body) == "utf-8" and not _PERHAPS_BROKEN.search(body):
        return
    try:
        value = json.loads(body)
    except (ValueError, RecursionError):
        return
    try:
        json.dumps(value, ensure_ascii=False).encode()
    except UnicodeEncodeError as error:
        raise BrokenTextError(
            f"The body holds the lone surrogate {error.object[error.start]!a}.",
            "Send whole characters: a surrogate only in a pair.",
        ) from None


def no_body() -> Receive:
    """A ``receive`` for a route that takes no body.

    What the client sends is neither awaited nor asked for: a look at the
    connection would tell a client that waits for ``100 Continue`` to send it.
    """
    pending = [_whole(b"")]

    async def nothing() -> Message:
        if not pending:
            await asyncio.Event().wait()
        return pending.pop()

    return nothing


def _whole(body: bytes) -> Message:
    return {"type": "http.request", "body": body, "more_body": False}


async def until_gone(receive: Receive) -> None:
    """Return when the client has closed the connection or has been answered."""
    while (await receive())["type"] != "http.disconnect":
        pass


async def _collect(receive: Receive, limit: int) -> bytes:
    body = bytearray()
    while True:
        message = await receive()
        if message["type"] == "http.disconnect":
            raise ClientGoneError
        body += message.get("body", b"")
        if len(body) > limit:
            raise TooLargeError(limit)
        if not message.get("more_body", False):
            return bytes(body)


def counted_body(
    scope: Scope, receive: Receive, limit: int, seconds: float, stopped: Callable[[], bool]
) -> Receive:
    """A ``receive`` that passes pieces on until there are more than ``limit`` bytes.

    Raises as ``whole_body``, from within; ``stopped`` says that the response has
    begun and only the end of the connection is awaited.
    """
    if announced_size(scope) > limit:
        raise TooLargeError(limit)
    taken = 0
    began = time.monotonic()

    async def count() -> Message:
        nonlocal taken
        if stopped():
            return await receive()
        left = began + seconds + taken / SLOWEST - time.monotonic()
        try:
            message = await asyncio.wait_for(receive(), min(max(left, 0.0), seconds))
        except TimeoutError:
            raise TooSlowError(f"Only {taken} bytes arrived in {seconds:g} s and more.") from None
        taken += len(message.get("body", b""))
        if taken > limit:
            raise TooLargeError(limit)
        return message

    return count
