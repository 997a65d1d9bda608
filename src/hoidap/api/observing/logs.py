"""Structured logs: one line an event, as text or JSON, without questions and secrets.

What was asked is personal; it is logged only when the setting ``log_questions``
says so.  Whatever gets into a message by accident and looks like an API key or
a token is blotted out.
"""

from __future__ import annotations

import json
import logging
import re
import sys
from datetime import UTC, datetime
from typing import Any

from hoidap.api.access.keys import PREFIX
from hoidap.settings import Settings

#: An API key, a JSON Web Token, a bearer of anything else.
_SECRETS = re.compile(
    rf"{PREFIX}[a-z2-7]{{10}}_[A-Za-z0-9_-]+"
    r"|eyJ[A-Za-z0-9_-]+\.[A-Za-z0-9_-]+\.[A-Za-z0-9_-]*"
    r"|(?<=[Bb]earer )\S+"
)
#: Attributes of a log record that hold what ``extra`` gave: one namespace, no clashes.
FIELDS = "fields"

ACCESS = logging.getLogger("hoidap.access")


def blot(text: str) -> str:
    """``text`` with everything that looks like a credential replaced."""
    return _SECRETS.sub("[hidden]", text)


class JsonLines(logging.Formatter):
    """One JSON object a line."""

    def format(self, record: logging.LogRecord) -> str:
        """The record as JSON; line breaks of a message cannot forge a line."""
        values: dict[str, Any] = {
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "logger": record.name,
            "message": record.getMessage(),
            **getattr(record, FIELDS, {}),
        }
        if record.exc_info:
            values["exception"] = self.formatException(record.exc_info)
        return blot(json.dumps(values, ensure_ascii=False, default=str))


class PlainLines(logging.Formatter):
    """Time, level, message and fields on one line, for people."""

    def format(self, record: logging.LogRecord) -> str:
        """The record as text; control characters of a message cannot forge a line."""
        given = getattr(record, FIELDS, {})
        fields = "".join(f" {name}={value}" for name, value in given.items())
        message = f"{record.getMessage()}{fields}"
        shown = "".join(each if each.isprintable() else " " for each in message)
        stamp = datetime.fromtimestamp(record.created).astimezone().isoformat(timespec="seconds")
        lines = [f"{stamp} {record.levelname.lower()} {record.name}: {shown}"]
        if record.exc_info:
            lines.append(self.formatException(record.exc_info))
        return blot("\n".join(lines))


def configure(settings: Settings) -> None:
    """Send the logs of this process to standard error."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(JsonLines() if settings.log_format == "json" else PlainLines())
    root = logging.getLogger()
    root.handlers = [handler]
    root.setLevel(logging.WARNING)
    logging.getLogger("hoidap").setLevel(logging.INFO)
    # Requests are worth a line to a machine; on a terminal they would drown the rest.
    ACCESS.setLevel(logging.INFO if settings.log_format == "json" else logging.WARNING)
