"""A model that drips counts as one that is down, and is not waited for to the end."""

from __future__ import annotations

import time
from collections.abc import Iterator
from typing import Any

import pytest
from langchain_core.language_models import GenericFakeChatModel
from langchain_core.messages import AIMessageChunk
from langchain_core.outputs import ChatGenerationChunk

from hoidap.answering.generative import connection
from hoidap.answering.generative.connection import ModelConnection, SilentModelError
from hoidap.answering.generative.deadline import Deadline


class Paced(GenericFakeChatModel):
    """Says its pieces with a pause before each but the first."""

    pieces: list[str]
    pause: float

    def _stream(self, *arguments: Any, **named: Any) -> Iterator[ChatGenerationChunk]:
        for position, piece in enumerate(self.pieces):
            if position:
                time.sleep(self.pause)
            yield ChatGenerationChunk(message=AIMessageChunk(content=piece))


def connected(pieces: list[str], pause: float) -> ModelConnection:
    model = Paced(messages=iter(()), pieces=pieces, pause=pause)
    return ModelConnection(model, 512)


@pytest.mark.serial
@pytest.mark.parametrize("piece", ["a", " ", "\n"], ids=repr)
def test_it_is_given_up_early_and_counted(monkeypatch: pytest.MonkeyPatch, piece: str) -> None:
    monkeypatch.setattr(connection, "GRACE", 0.3)
    slow = connected([piece] * 20, 0.9)
    for _ in range(3):
        started = time.monotonic()
        with pytest.raises(SilentModelError, match="drips"):
            list(slow.stream("", "", Deadline(20)))
        assert time.monotonic() - started < 3
    assert not slow.breaker.allows()


def test_one_that_keeps_pace_is_heard_to_the_end(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(connection, "GRACE", 0.3)
    steady = connected(["một câu "] * 8, 0.2)
    assert "".join(steady.stream("", "", Deadline(20))) == "một câu " * 8
    assert steady.breaker.allows()
