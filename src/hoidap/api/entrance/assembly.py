"""Puts the layers before the routes, in their order.

Answering is bound by the processor and mostly by Python's own lock, so more
threads than processors only pass that lock around: with a hundred readers on
two processors, two at a time were answered with 44 ms of processor time each,
eight at a time with 57 ms, and refusals came in 0.5 s instead of 7.
"""

from __future__ import annotations

import os

from fastapi import FastAPI

from hoidap.answering.assistant import Assistant
from hoidap.api import portals
from hoidap.api.access.gate import Gate
from hoidap.api.access.origin import networks
from hoidap.api.entrance.admission import Admission
from hoidap.api.entrance.destination import Destinations
from hoidap.api.entrance.doorway import Doorway
from hoidap.api.entrance.slots import Slots
from hoidap.api.observing.metrics import Metrics

#: A single processor too can begin a question while another waits for the disk.
LEAST_RUNNING = 2


def install(
    app: FastAPI, assistant: Assistant, gate: Gate, metrics: Metrics, destinations: Destinations
) -> None:
    """From the inside out: admission, what portals may do, the doorway.

    A portal's script must be able to read a refusal, so admission stands inside
    of what adds the headers for portals.
    """
    settings = assistant.settings
    running = settings.concurrent_requests or max(LEAST_RUNNING, os.cpu_count() or 1)
    slots = Slots(running, settings.waiting_requests, settings.wait_seconds)
    assistant.effort.depends_on(lambda: slots.waiting / running)
    metrics.gauge("hoidap_running", "Requests being worked on.", lambda: slots.running)
    metrics.gauge("hoidap_waiting", "Requests that wait for their turn.", lambda: slots.waiting)
    app.add_middleware(
        Admission, settings=settings, gate=gate, slots=slots, destinations=destinations
    )
    portals.install(app, settings.portal_origins)
    app.add_middleware(Doorway, metrics=metrics, proxies=networks(settings.trusted_proxies))
