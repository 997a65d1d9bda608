"""Puts the layers before the routes, in their order."""

from __future__ import annotations

from fastapi import FastAPI

from hoidap.api import portals
from hoidap.api.access.gate import Gate
from hoidap.api.access.origin import networks
from hoidap.api.entrance.admission import Admission
from hoidap.api.entrance.doorway import Doorway
from hoidap.api.entrance.slots import Slots
from hoidap.api.observing.metrics import Metrics
from hoidap.settings import Settings


def install(app: FastAPI, settings: Settings, gate: Gate, metrics: Metrics) -> None:
    """From the inside out: admission, what portals may do, the doorway.

    A portal's script must be able to read a refusal, so admission stands inside
    of what adds the headers for portals.
    """
    slots = Slots(settings.concurrent_requests, settings.waiting_requests, settings.wait_seconds)
    metrics.gauge("hoidap_running", "Requests being worked on.", lambda: slots.running)
    metrics.gauge("hoidap_waiting", "Requests that wait for their turn.", lambda: slots.waiting)
    app.add_middleware(Admission, settings=settings, gate=gate, slots=slots)
    portals.install(app, settings.portal_origins)
    app.add_middleware(Doorway, metrics=metrics, proxies=networks(settings.trusted_proxies))
