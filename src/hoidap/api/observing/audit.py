"""The audit log, ``<data>/audit.jsonl``: who changed what, one JSON object a line.

Lines are only ever appended, each in one write, so that several processes can
share the file and a crash leaves whole lines.  Keys are named by id; secrets
and questions never stand here.
"""

from __future__ import annotations

import json
import os
from pathlib import Path

from hoidap.api.state import OWNER_ONLY, now
from hoidap.api.storage_failures import storage_error

FILE = "audit.jsonl"


class AuditLog:
    """Appends to the audit log of one data folder; may be shared by threads and processes."""

    def __init__(self, data: Path) -> None:
        self.path = data / FILE

    def write(self, actor: str, action: str, target: str, **details: object) -> None:
        """Record that ``actor`` did ``action`` (``key.create``) to ``target``.

        Raises StorageError when the log cannot be written.
        """
        line = {
            "time": now().isoformat(timespec="milliseconds"),
            "actor": actor,
            "action": action,
            "target": target,
            **details,
        }
        text = json.dumps(line, ensure_ascii=False, default=str) + "\n"
        flags = os.O_WRONLY | os.O_CREAT | os.O_APPEND | os.O_CLOEXEC
        try:
            self.path.parent.mkdir(parents=True, exist_ok=True)
            descriptor = os.open(self.path, flags, OWNER_ONLY)
            try:
                os.write(descriptor, text.encode())
            finally:
                os.close(descriptor)
        except OSError as error:
            raise storage_error(error, FILE) from error
