"""What Prometheus can read at ``/metrics``: counts and times, never what was asked."""

from __future__ import annotations

import math
from collections.abc import Callable

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, generate_latest
from prometheus_client.exposition import CONTENT_TYPE_LATEST

from hoidap import __version__
from hoidap.domain import Status
from hoidap.errors import StorageError, StoreError
from hoidap.index.generation import GenerationStore

MEDIA_TYPE = CONTENT_TYPE_LATEST

#: From a cached look-up to a language model that takes its time, in seconds.
BUCKETS = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0, 30.0)


class Metrics:
    """The metrics of one application; may be shared by threads."""

    def __init__(self) -> None:
        self.registry = CollectorRegistry()
        self._requests = Counter(
            "hoidap_requests",
            "Requests by route and status.",
            ["method", "route", "status"],
            registry=self.registry,
        )
        self._seconds = Histogram(
            "hoidap_request_seconds",
            "Time until a response was complete.",
            ["route"],
            buckets=BUCKETS,
            registry=self.registry,
        )
        self._questions = Counter(
            "hoidap_questions", "Questions by status.", ["status"], registry=self.registry
        )
        self._stages = Histogram(
            "hoidap_stage_seconds",
            "Time by stage: wait, embed, vectors, words, search (holds these three), answer.",
            ["stage"],
            buckets=BUCKETS,
            registry=self.registry,
        )
        for status in Status:
            self._questions.labels(status.value)
        built = Gauge("hoidap_build", "Version.", ["version"], registry=self.registry)
        built.labels(__version__).set(1)

    def request(self, method: str, route: str, status: int, seconds: float) -> None:
        """Count a finished request; ``route`` is a path with placeholders."""
        self._requests.labels(method, route, str(status)).inc()
        self._seconds.labels(route).observe(seconds)

    def question(self, status: Status) -> None:
        """Count an answered question."""
        self._questions.labels(status.value).inc()

    def stage(self, name: str, seconds: float) -> None:
        """Observe the time of one stage of a request."""
        self._stages.labels(name).observe(seconds)

    def gauge(self, name: str, meaning: str, value: Callable[[], float]) -> None:
        """A value that is read when the metrics are; not a number when it cannot be."""

        def read() -> float:
            try:
                return value()
            except StorageError:
                return math.nan

        Gauge(name, meaning, registry=self.registry).set_function(read)

    def generation(self, store: GenerationStore) -> None:
        """Which index generation is current, and how much it holds; 0 without one."""

        def value(name: str) -> Callable[[], float]:
            def read() -> float:
                try:
                    return float(getattr(store.record(), name))
                except StoreError:
                    return 0.0

            return read

        self.gauge("hoidap_generation", "Number of the current index generation.", value("id"))
        self.gauge("hoidap_documents", "Documents of it, whoever reads them.", value("documents"))
        self.gauge("hoidap_passages", "Passages of it, whoever reads them.", value("passages"))

    def text(self) -> bytes:
        """All metrics in Prometheus's text format."""
        return generate_latest(self.registry)
