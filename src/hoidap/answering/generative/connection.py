"""Talking to the model: streamed text within a time limit, or ``SilentModelError``.

The model is read in a thread of its own, because no client library can be
relied on to give up in time: the reader waits on a queue and walks away when
the limit is reached, whatever the thread is doing.  Failures before the first
piece are tried again with growing pauses; a circuit breaker keeps everybody
from waiting for a model that is down.  A model that has begun and then goes on
so slowly that nobody could read along is down as well.
"""

from __future__ import annotations

import logging
import queue
import random
import threading
import time
from collections.abc import Generator, Iterator, Sequence
from typing import TYPE_CHECKING, Final

from hoidap.answering.generative.breaker import CircuitBreaker
from hoidap.answering.generative.deadline import Deadline
from hoidap.answering.generative.waiting import CrowdedError, aside

if TYPE_CHECKING:
    from langchain_core.language_models import BaseChatModel

logger = logging.getLogger(__name__)

#: Tries, and the pause after the first of them in seconds; each further pause is twice as long.
TRIES: Final = 3
FIRST_PAUSE: Final = 0.2
#: Characters read at most for each token of an answer: no tokeniser makes longer ones on average.
CHARACTERS_A_TOKEN: Final = 8
#: Seconds after its first words in which a model may pause, and the characters a second that it
#: must keep up from then on: a third of a reader's pace, less than a token and a half.
GRACE: Final = 3.0
SLOWEST: Final = 5.0
#: Statuses from 400 on say that the request is wrong, except these: wait and try again.
_TRY_AGAIN: Final = frozenset({408, 409, 425, 429})


class SilentModelError(Exception):
    """The model did not answer: down, too slow, or the breaker is open.  Never reaches a user."""


class _End:
    """The end of a stream, and the failure that ended it."""

    def __init__(self, failure: Exception | None = None) -> None:
        self.failure = failure


class ModelConnection:
    """A chat model behind time limits, retries and a breaker; thread-safe."""

    def __init__(
        self, model: BaseChatModel, answer_tokens: int, breaker: CircuitBreaker | None = None
    ) -> None:
        self._model = model
        self._most = answer_tokens * CHARACTERS_A_TOKEN
        self.breaker = breaker or CircuitBreaker()

    def stream(self, system: str, user: str, deadline: Deadline) -> Generator[str]:
        """Pieces of the model's text until it ends, or has said more than it may.

        The deadline may be extended meanwhile.  Raises SilentModelError.
        """
        try:
            with aside():
                yield from self._stream(system, user, deadline)
        except CrowdedError as error:
            raise SilentModelError(str(error)) from error

    def _stream(self, system: str, user: str, deadline: Deadline) -> Generator[str]:
        if not self.breaker.allows():
            raise SilentModelError("the model failed several times in a row")
        pieces: queue.Queue[str | _End] = queue.Queue()
        stop = threading.Event()
        worker = threading.Thread(
            target=self._work, args=([("system", system), ("human", user)], pieces, stop, deadline)
        )
        worker.daemon = True
        worker.start()
        try:
            yield from self._read(pieces, deadline)
        finally:
            stop.set()

    def _read(self, pieces: queue.Queue[str | _End], deadline: Deadline) -> Iterator[str]:
        said, began = 0, float("inf")
        while said < self._most:
            due = began + GRACE + said / SLOWEST
            try:
                until = min(deadline.moment, due)
                piece = pieces.get(timeout=max(0.0, until - time.monotonic()))
            except queue.Empty:
                drips = due < deadline.moment
                if drips or not said:  # a model that speaks is slow, but not down
                    self.breaker.failed()
                why = "the model drips" if drips else "the model took too long"
                raise SilentModelError(why) from None
            if isinstance(piece, _End):
                self._settle(piece)
                return
            if piece:
                began = min(began, time.monotonic())
            said += len(piece)
            yield piece
        self.breaker.succeeded()

    def _settle(self, end: _End) -> None:
        if end.failure is None:
            self.breaker.succeeded()
            return
        self.breaker.failed()
        logger.warning("the language model failed: %s", end.failure)
        raise SilentModelError(str(end.failure)) from end.failure

    def _work(
        self,
        messages: Sequence[tuple[str, str]],
        pieces: queue.Queue[str | _End],
        stop: threading.Event,
        deadline: Deadline,
    ) -> None:
        """Read the model into the queue; try again while nothing has come."""
        for attempt in range(TRIES):
            begun = False
            try:
                for chunk in self._model.stream(list(messages)):
                    if stop.is_set():
                        return
                    text = str(chunk.text)
                    begun = begun or bool(text)
                    pieces.put(text)
                pieces.put(_End())
                return
            except Exception as error:
                pause = FIRST_PAUSE * 2**attempt * random.uniform(0.75, 1.25)
                last = attempt == TRIES - 1 or time.monotonic() + pause >= deadline.moment
                if begun or last or not _may_pass(error):
                    pieces.put(_End(error))
                    return
                if stop.wait(pause):
                    return


def _may_pass(error: Exception) -> bool:
    """Whether a failure may be over in a moment."""
    status = getattr(error, "status_code", None)
    return not isinstance(status, int) or status >= 500 or status in _TRY_AGAIN
