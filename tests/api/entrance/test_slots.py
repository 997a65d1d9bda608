"""Places to work in and the queue before them."""

from __future__ import annotations

import asyncio
from contextlib import suppress

import pytest

from hoidap.api.entrance.intake import ClientGoneError
from hoidap.api.entrance.slots import Slots
from hoidap.errors import TooManyRequestsError


async def staying() -> None:
    await asyncio.Event().wait()


class Work:
    """Requests that hold a place until they are told to end."""

    def __init__(self, slots: Slots) -> None:
        self.slots = slots
        self.began: list[str] = []
        self.ends: dict[str, asyncio.Event] = {}

    async def run(self, name: str) -> None:
        self.ends[name] = asyncio.Event()
        async with self.slots.place(staying):
            self.began.append(name)
            await self.ends[name].wait()

    async def start(self, name: str) -> asyncio.Task[None]:
        task = asyncio.create_task(self.run(name))
        await asyncio.sleep(0)
        return task


def test_the_queue_is_served_in_order() -> None:
    async def scenario() -> None:
        work = Work(Slots(1, 5, 60))
        tasks = [await work.start(name) for name in "abc"]
        assert work.began == ["a"]
        assert (work.slots.running, work.slots.waiting) == (1, 2)
        for name in "abc":
            work.ends[name].set()
            await asyncio.sleep(0.01)
        assert work.began == ["a", "b", "c"]
        await asyncio.gather(*tasks)
        assert (work.slots.running, work.slots.waiting) == (0, 0)

    asyncio.run(scenario())


def test_whether_there_is_room_can_be_asked_without_taking_a_place() -> None:
    async def scenario() -> None:
        work = Work(Slots(1, 1, 60))
        tasks = []
        for name in "ab":
            work.slots.require_room()
            tasks.append(await work.start(name))
        with pytest.raises(TooManyRequestsError):
            work.slots.require_room()
        work.ends["a"].set()
        await asyncio.sleep(0.01)
        work.slots.require_room()
        work.ends["b"].set()
        await asyncio.gather(*tasks)

    asyncio.run(scenario())


def test_beyond_the_queue_is_refused_at_once_and_later_accepted_again() -> None:
    async def scenario() -> None:
        work = Work(Slots(1, 1, 60))
        tasks = [await work.start(name) for name in "ab"]
        with pytest.raises(TooManyRequestsError):
            await work.run("c")
        for name in "ab":
            work.ends[name].set()
            await asyncio.sleep(0.01)
        await asyncio.gather(*tasks)
        again = await work.start("d")
        assert work.began[-1] == "d"
        work.ends["d"].set()
        await again

    asyncio.run(scenario())


def test_nobody_waits_longer_than_patience_and_leaves_no_trace() -> None:
    async def scenario() -> None:
        work = Work(Slots(1, 5, 0.05))
        first = await work.start("a")
        with pytest.raises(TooManyRequestsError):
            await work.run("b")
        assert work.slots.waiting == 0
        work.ends["a"].set()
        await first
        assert work.slots.running == 0

    asyncio.run(scenario())


def test_a_wait_that_would_be_too_long_is_refused_early() -> None:
    async def scenario() -> None:
        clock = iter([0.0, 0.0, 10.0])
        slots = Slots(1, 100, 15, clock=lambda: next(clock, 10.0))
        async with slots.place(staying):
            pass  # took ten seconds
        assert slots.expected_wait() == 0
        async with slots.place(staying):
            assert slots.expected_wait() == 10
            waiting = asyncio.create_task(slots._enter(staying))
            await asyncio.sleep(0)
            with pytest.raises(TooManyRequestsError):
                await slots._enter(staying)
            waiting.cancel()

    asyncio.run(scenario())


@pytest.mark.parametrize("how", ["gone", "cancelled"])
def test_who_goes_while_waiting_gives_up_the_queue(how: str) -> None:
    async def scenario() -> None:
        work = Work(Slots(1, 5, 60))
        first = await work.start("a")
        leave = asyncio.Event()

        async def impatient() -> None:
            async with work.slots.place(leave.wait):
                work.began.append("never")

        waiting = asyncio.create_task(impatient())
        await asyncio.sleep(0)
        assert work.slots.waiting == 1
        if how == "gone":
            leave.set()
            with pytest.raises(ClientGoneError):
                await waiting
        else:
            waiting.cancel()
            with pytest.raises(asyncio.CancelledError):
                await waiting
        assert work.slots.waiting == 0
        work.ends["a"].set()
        await first
        assert (work.slots.running, work.began) == (0, ["a"])

    asyncio.run(scenario())


def test_places_are_never_lost_in_a_stampede() -> None:
    async def scenario() -> None:
        slots = Slots(3, 10, 0.02)

        async def visit(number: int) -> None:
            async with slots.place(staying):
                assert slots.running <= 3
                await asyncio.sleep(0.001 * (number % 5))

        async def fickle(number: int) -> None:
            with suppress(TooManyRequestsError, TimeoutError):
                await asyncio.wait_for(visit(number), 0.001 * (number % 7) + 0.001)

        await asyncio.gather(*(fickle(number) for number in range(400)))
        assert (slots.running, slots.waiting) == (0, 0)

    asyncio.run(scenario())
