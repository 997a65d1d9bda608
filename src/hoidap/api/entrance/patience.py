"""Bounds the time of a response: until it begins, and until the client takes it.

A route runs in a thread that nothing can interrupt.  When it takes too long the
client is told so; the thread's result is thrown away when it comes, and its
place stays taken until then, so late work cannot pile up.
"""

from __future__ import annotations

import asyncio

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from hoidap.errors import TooSlowError

#: A client that takes nothing for so many seconds is gone or means harm.
STALLED_AFTER = 30.0


class TooLateError(TooSlowError):
    """The answer was not ready in time."""

    code = "timeout"
    http_status = 503


class _Watched:
    """A ``send`` that knows whether the response began and stops when told to."""

    def __init__(self, send: Send, stall: float) -> None:
        self._send = send
        self._stall = stall
        self.began = False
        self.given_up = False

    async def __call__(self, message: Message) -> None:
        if self.given_up:
            return
        self.began = True
        async with asyncio.timeout(self._stall):
            await self._send(message)


async def answer_in_time(
    app: ASGIApp,
    scope: Scope,
    receive: Receive,
    send: Send,
    seconds: float,
    stall: float = STALLED_AFTER,
) -> None:
    """Run ``app``.

    Raises TooLateError when the response has not begun after ``seconds``, and
    TimeoutError when the client takes nothing for ``stall`` seconds.
    """
    watched = _Watched(send, stall)
    running = asyncio.ensure_future(app(scope, receive, watched))
    try:
        await asyncio.wait({running}, timeout=seconds)
        if not running.done() and not watched.began:
            watched.given_up = True
            _LATE.add(running)
            running.add_done_callback(_finished)
            raise TooLateError(f"The answer was not ready within {seconds:g} s.")
        await running
    except asyncio.CancelledError:
        running.cancel()
        raise


#: Requests whose client was already told that they took too long.
_LATE: set[asyncio.Future[None]] = set()


def _finished(late: asyncio.Future[None]) -> None:
    _LATE.discard(late)
    if not late.cancelled():
        late.exception()  # retrieved, so that asyncio does not report it as forgotten
