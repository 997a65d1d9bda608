"""Admits requests: rate by address, identity, rate by caller, permission, body, turn, time.

The order is by cost: what can be refused from memory is refused first, so that
a flood costs little.  Refusals have the same shape as every other error.
"""

from __future__ import annotations

import asyncio

from anyio import CapacityLimiter, to_thread
from starlette.datastructures import Headers
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from hoidap.answering.generative.waiting import stepping
from hoidap.api import problems
from hoidap.api.access.caller import CallerKind
from hoidap.api.access.gate import Gate
from hoidap.api.entrance import intake
from hoidap.api.entrance.destination import Destination, Destinations
from hoidap.api.entrance.patience import answer_in_time
from hoidap.api.entrance.rates import Rates
from hoidap.api.entrance.slots import Slots
from hoidap.api.entrance.visit import Visit, visit_of
from hoidap.api.entrance.zones import Zone, zone_of
from hoidap.errors import HoiDapError
from hoidap.settings import Settings

#: Threads that look credentials up: apart from those that answer, so that they never wait.
GATE_THREADS = 4
#: Uploads received at the same time, and waiting: each holds a temporary file.
UPLOADS = 2
UPLOADS_WAITING = 8
#: Files sent at the same time, and waiting: what holds them up is the line of who takes them.
DOWNLOADS = 8
DOWNLOADS_WAITING = 32
#: Room for the parts of a multipart body that are not the file itself.
UPLOAD_EXTRA = 100_000


class Admission:
    """Stands before the routes."""

    def __init__(
        self,
        app: ASGIApp,
        settings: Settings,
        gate: Gate,
        slots: Slots,
        destinations: Destinations,
    ) -> None:
        self._app = app
        self._destinations = destinations
        self._settings = settings
        self._gate = gate
        self._slots = slots
        self._uploads = Slots(UPLOADS, UPLOADS_WAITING, settings.wait_seconds)
        self._downloads = Slots(DOWNLOADS, DOWNLOADS_WAITING, settings.wait_seconds)
        self._rates = Rates()
        self._threads: CapacityLimiter | None = None

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Admit a request or answer why not."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        began = False

        async def watched(message: Message) -> None:
            nonlocal began
            began = True
            await send(message)

        try:
            await self._admit(scope, receive, watched)
        except HoiDapError as error:
            if not began:
                await problems.response_to(error)(scope, receive, send)
        except (intake.ClientGoneError, TimeoutError):
            pass  # nobody is there to be told

    async def _admit(self, scope: Scope, receive: Receive, send: Send) -> None:
        zone = zone_of(scope["method"], scope["path"])
        visit = visit_of(scope)
        if zone not in (Zone.OPEN, Zone.IDENTIFIED):
            self._rates.take(f"@{visit.origin.address}", self._settings.address_requests_per_minute)
        if zone in (Zone.API, Zone.JOIN):
            self._slots.require_room()  # before a thread looks up who asks
        if zone not in (Zone.OPEN, Zone.JOIN):
            await self._identify(Headers(scope=scope), visit)
        if zone in (Zone.OPEN, Zone.IDENTIFIED):
            seconds = self._settings.request_seconds
            await answer_in_time(self._app, scope, intake.no_body(), send, seconds)
            return
        destination = self._destinations.of(scope)
        if zone is Zone.JOIN:
            await self._answer(scope, receive, send, visit, destination, self._slots)
            return
        caller = visit.require_caller()
        if caller.kind is not CallerKind.ANONYMOUS:  # of whom nothing but the address is known
            self._rates.take(
                caller.id, caller.requests_per_minute or self._settings.requests_per_minute
            )
        destination.require(caller)
        if zone is Zone.UPLOAD and destination.takes_body:
            await self._upload(scope, receive, send)
        else:
            slots = self._downloads if zone is Zone.DOWNLOAD else self._slots
            await self._answer(scope, receive, send, visit, destination, slots)

    async def _identify(self, headers: Headers, visit: Visit) -> None:
        if self._threads is None:
            self._threads = CapacityLimiter(GATE_THREADS)
        try:
            visit.caller = self._gate.caller_at_once(headers, visit.origin)
            if visit.caller is not None:
                return
            visit.caller = await to_thread.run_sync(
                self._gate.caller, headers, visit.origin, limiter=self._threads
            )
        except HoiDapError as error:
            visit.refusal = error

    async def _answer(
        self,
        scope: Scope,
        receive: Receive,
        send: Send,
        visit: Visit,
        destination: Destination,
        slots: Slots,
    ) -> None:
        if destination.takes_body:
            limit = self._settings.body_limit_kb * 1000
            replay = await intake.whole_body(scope, receive, limit, self._settings.request_seconds)
        else:
            replay = intake.no_body()

        async def in_turn(scope: Scope, replay: Receive, send: Send) -> None:
            async with slots.place(lambda: intake.until_gone(receive)) as place:
                visit.waited = place.waited
                with stepping(place.aside):
                    await self._app(scope, replay, send)

        await answer_in_time(in_turn, scope, replay, send, self._settings.request_seconds)

    async def _upload(self, scope: Scope, receive: Receive, send: Send) -> None:
        limit = self._settings.file_limit_mb * 1_000_000 + UPLOAD_EXTRA
        began = asyncio.Event()

        async def watched(message: Message) -> None:
            began.set()
            await send(message)

        counted = intake.counted_body(
            scope, receive, limit, self._settings.request_seconds, began.is_set
        )
        async with self._uploads.place(asyncio.Event().wait):
            await self._app(scope, counted, watched)
