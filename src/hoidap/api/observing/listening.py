"""Listens to what is asked: for the metrics; for the log and the record if wanted."""

from __future__ import annotations

import logging

from opentelemetry import trace

from hoidap.api.access.caller import Caller
from hoidap.api.asked.recorder import Recorder
from hoidap.api.asked.store import Asked
from hoidap.api.observing.logs import FIELDS
from hoidap.api.observing.metrics import Metrics
from hoidap.domain import Answer
from hoidap.settings import Settings

logger = logging.getLogger(__name__)


class Listening:
    """Implements ``hoidap.api.access.caller_assistant.Listener``."""

    def __init__(self, metrics: Metrics, recorder: Recorder, settings: Settings) -> None:
        self._metrics = metrics
        self._recorder = recorder
        self._settings = settings

    def answered(self, caller: Caller, answer: Answer, seconds: float) -> None:
        """Count an answer; log and record its question if the settings say so."""
        self._metrics.question(answer.status)
        self._metrics.stage("answer", seconds)
        if self._settings.record_questions:
            self._recorder.record(
                Asked(caller.id, answer.question, answer.status, answer.generation)
            )
        if self._settings.log_questions:
            fields = {"question": answer.question, "status": answer.status, "caller": caller.id}
            logger.info("question", extra={FIELDS: fields})

    def stage(self, name: str, seconds: float) -> None:
        """Observe a stage, in the metrics and in the trace of its request."""
        self._metrics.stage(name, seconds)
        trace.get_current_span().add_event(name, {"seconds": seconds})


class Deaf:
    """Listens to nothing."""

    def answered(self, caller: Caller, answer: Answer, seconds: float) -> None:
        """Nothing."""

    def stage(self, name: str, seconds: float) -> None:
        """Nothing."""
