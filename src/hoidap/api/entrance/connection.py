"""A connection whose request head must come soon and stay small.

Uvicorn waits forever for the end of a request's head and keeps whatever comes
until then.  So slow or endless heads ("slowloris") would hold connections and
memory that no later layer can see.  Bodies and answers are bounded there.

Uvicorn also waits forever for the rest of a body that nobody wants any more,
because the request was refused or its page takes none.  Such a connection ends
with its answer, and says so.
"""

from __future__ import annotations

import asyncio
from typing import Any

from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

#: Browsers and proxies send a head in one packet; slow lines need some seconds.
HEAD_SECONDS = 10.0
#: A head holds an address, a token with many groups (16 kB) and what a browser adds.
LARGEST_HEAD = 64_000
#: A client that reads its answer does so at once.
LINGER_SECONDS = 1.0

_TOO_LARGE = (
    b"HTTP/1.1 431 Request Header Fields Too Large\r\n"
    b"content-length: 0\r\nconnection: close\r\n\r\n"
)


class BoundedConnection(HttpToolsProtocol):
    """Closes connections whose request head takes too long or grows too large."""

    def __init__(self, *arguments: Any, **named: Any) -> None:
        super().__init__(*arguments, **named)
        self._in_head = True
        self._is_last = False  # no request is taken after this one
        self._is_over = False
        self._head_bytes = 0
        self._deadline: asyncio.TimerHandle | None = None

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        """A client has connected; its first head must come now."""
        super().connection_made(transport)
        self._deadline = self.loop.call_later(HEAD_SECONDS, self._too_slow)

    def data_received(self, data: bytes) -> None:
        """Bytes have come; those of an unfinished head are counted."""
        if self._is_over:
            return  # the rest of a body that nobody wants
        if self._in_head:
            self._head_bytes += len(data)
            if self._deadline is None:
                self._deadline = self.loop.call_later(HEAD_SECONDS, self._too_slow)
        super().data_received(data)
        if self._in_head and self._head_bytes > LARGEST_HEAD and not self.transport.is_closing():
            self.transport.write(_TOO_LARGE)
            self.transport.close()

    def on_headers_complete(self) -> None:
        """A head is complete: what follows is a body, which the routes' limits bound."""
        self._in_head = False
        self._head_bytes = 0
        self._stop_waiting()
        super().on_headers_complete()

    def on_message_complete(self) -> None:
        """A request is complete: what follows is the next one's head."""
        self._in_head = True
        super().on_message_complete()

    def _start_asgi_task(self, cycle: Any, app: Any) -> None:
        """A request begins; with the head of its answer it is known what became of its body."""
        send = cycle.send

        async def watched(message: Any) -> None:
            unread = message["type"] == "http.response.start" and cycle.more_body
            if unread:
                kept = [each for each in message.get("headers", ()) if each[0] != b"connection"]
                message = message | {"headers": [*kept, (b"connection", b"close")]}
                self._is_last = True
            await send(message)
            if unread:
                cycle.keep_alive = True  # closed below, not at once

        cycle.send = watched
        super()._start_asgi_task(cycle, app)

    def on_response_complete(self) -> None:
        """An answer is out.  After an unread body the client is given a moment to take it:
        closing at once would reset the connection, and the answer would be lost."""
        if not self._is_last or self.transport.is_closing():
            super().on_response_complete()
            return
        self.server_state.total_requests += 1
        self._is_over = True
        if self.transport.can_write_eof():
            self.transport.write_eof()
        self.flow.resume_reading()
        self._stop_waiting()
        self._deadline = self.loop.call_later(LINGER_SECONDS, self._close)

    def connection_lost(self, exc: Exception | None) -> None:
        """The connection is gone."""
        self._stop_waiting()
        super().connection_lost(exc)

    def _stop_waiting(self) -> None:
        if self._deadline is not None:
            self._deadline.cancel()
            self._deadline = None

    def _close(self) -> None:
        self._deadline = None
        if not self.transport.is_closing():
            self.transport.close()

    def _too_slow(self) -> None:
        self._deadline = None
        if self._in_head and not self.transport.is_closing():
            self.transport.close()
