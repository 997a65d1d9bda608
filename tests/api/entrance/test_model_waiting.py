"""Requests that wait for a language model hold no place of those who compute."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Callable

import pytest

from hoidap.answering.generative.waiting import CrowdedError, aside, stepping
from hoidap.api.entrance.slots import ASIDE, Place, Slots


async def staying() -> None:
    await asyncio.Event().wait()


class Model:
    """Is waited for until it answers."""

    def __init__(self) -> None:
        self.answers = threading.Event()
        self.is_waited_for = False

    def wait(self) -> None:
        with aside():
            self.is_waited_for = True
            assert self.answers.wait(10)


async def asked(slots: Slots, model: Model) -> None:
    async with slots.place(staying) as place:
        with stepping(place.aside):
            await asyncio.to_thread(model.wait)


async def until(true: Callable[[], bool]) -> None:
    for _ in range(500):
        if true():
            return
        await asyncio.sleep(0.01)
    raise AssertionError("waited too long")


def test_a_place_is_free_while_the_model_is_waited_for() -> None:
    async def scenario() -> None:
        slots, model = Slots(1, 0, 60), Model()
        asking = [asyncio.create_task(asked(slots, model))]
        await until(lambda: model.is_waited_for and slots.running == 0)
        async with slots.place(staying):
            assert slots.running == 1
            model.answers.set()
            await until(lambda: slots.waiting == 1)  # comes back, and waits for the place
        await asyncio.gather(*asking)
        assert (slots.running, slots.waiting) == (0, 0)

    asyncio.run(scenario())


def test_who_comes_back_goes_before_those_who_wait() -> None:
    async def scenario() -> None:
        slots, model, order = Slots(1, 5, 60), Model(), []
        leave = asyncio.Event()

        async def working(name: str) -> None:
            async with slots.place(staying):
                order.append(name)
                await leave.wait()

        async def asking() -> None:
            await asked(slots, model)
            order.append("came back")

        tasks = [asyncio.create_task(asking())]
        await until(lambda: model.is_waited_for and slots.running == 0)
        tasks.append(asyncio.create_task(working("first")))
        await until(lambda: slots.running == 1)
        tasks.append(asyncio.create_task(working("second")))
        await until(lambda: slots.waiting == 1)
        model.answers.set()
        await until(lambda: slots.waiting == 2)
        leave.set()
        await asyncio.gather(*tasks)
        assert order[0] == "first"
        assert order.index("came back") <= 2
        assert (slots.running, slots.waiting) == (0, 0)

    asyncio.run(scenario())


def test_a_request_that_ended_meanwhile_takes_no_place_again() -> None:
    async def scenario() -> None:
        slots, model = Slots(1, 0, 60), Model()
        task = asyncio.create_task(asked(slots, model))
        await until(lambda: model.is_waited_for and slots.running == 0)
        await asyncio.sleep(0.05)
        task.cancel()
        with pytest.raises(asyncio.CancelledError):
            await task
        model.answers.set()
        await asyncio.sleep(0.1)
        assert (slots.running, slots.waiting) == (0, 0)

    asyncio.run(scenario())


def test_when_too_many_wait_the_next_does_without_the_model() -> None:
    async def scenario() -> None:
        place = Place(Slots(1, 0, 60), 0.0, 0.0)
        for _ in range(ASIDE):
            place._slots.asides.acquire()
        with pytest.raises(CrowdedError), place.aside():
            raise AssertionError("not reached")

    asyncio.run(scenario())
