"""The assistant as one caller has it: every way to the documents knows his labels.

Routes are given this and never the whole assistant, so a route that forgets
about access cannot show too much: whatever scope it builds, the caller's own
labels take the place of the scope's.
"""

from __future__ import annotations

import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from contextvars import copy_context
from dataclasses import replace
from typing import Protocol

from hoidap.answering.assistant import Assistant
from hoidap.answering.generative.engine import Progress
from hoidap.api.access.caller import Caller
from hoidap.domain import Answer, Engine
from hoidap.retrieval.query import Scope, Turn
from hoidap.retrieval.ranked import SearchResult
from hoidap.retrieval.reading import Reading
from hoidap.retrieval.stages import observed


class Listener(Protocol):
    """Told what is asked; must not fail and not keep the caller waiting."""

    def answered(self, caller: Caller, answer: Answer, seconds: float) -> None:
        """A question was answered."""

    def stage(self, name: str, seconds: float) -> None:
        """A stage of a question or search took so long."""


class CallerAssistant(Assistant):
    """An assistant that reads what ``caller`` may read, and nothing else."""

    def __init__(self, whole: Assistant, caller: Caller, listener: Listener) -> None:
        # Settings, model and open index are those of the whole assistant.
        self.__dict__.update(whole.__dict__)
        self.caller = caller
        self._listener = listener

    def progress(
        self,
        question: str,
        scope: Scope = Scope(),
        history: Sequence[Turn] = (),
        engine: Engine | None = None,
    ) -> Iterator[Progress | Answer]:
        """Answer a question from what the caller may read, sentence by sentence.

        Whoever sends an answer while it is made takes the parts in one thread
        after the other; all of them see one context, so that stages are timed.
        """
        started = time.monotonic()
        parts = super().progress(question, self._restricted(scope), history, engine)
        context = copy_context()
        while (part := context.run(self._next, parts)) is not None:
            if isinstance(part, Answer):
                self._listener.answered(self.caller, part, time.monotonic() - started)
            yield part

    def _next(self, parts: Iterator[Progress | Answer]) -> Progress | Answer | None:
        with observed(self._listener.stage):
            return next(parts, None)

    def search(self, question: str, scope: Scope = Scope(), limit: int = 10) -> SearchResult:
        """The passages nearest to a question among those that the caller may read."""
        with observed(self._listener.stage):
            return super().search(question, self._restricted(scope), limit)

    @contextmanager
    def reading(self, labels: Sequence[str] = ()) -> Iterator[Reading]:
        """The current generation as the caller may read it, whatever ``labels`` says."""
        del labels
        with super().reading(self.caller.labels) as reading:
            yield reading

    def _restricted(self, scope: Scope) -> Scope:
        return replace(scope, labels=self.caller.labels)
