"""``hoidap mcp``."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from hoidap.answering.assistant import Assistant
from hoidap.api.access.caller import READING, Caller, CallerKind, normal_labels
from hoidap.api.access.caller_assistant import CallerAssistant
from hoidap.api.mcp_server import create_server
from hoidap.api.observing import logs
from hoidap.api.observing.listening import Deaf
from hoidap.settings import load


def mcp(data: Path | None, labels: Sequence[str]) -> None:
    """Serve the Model Context Protocol on standard input and output until the input ends."""
    settings = load(data=data)
    logs.configure(settings)  # to standard error: standard output belongs to the protocol
    caller = Caller(CallerKind.KEY, "mcp", READING, normal_labels(labels))
    with Assistant.open(settings) as assistant:
        assistant.warm_up()
        create_server(CallerAssistant(assistant, caller, Deaf())).run("stdio")
