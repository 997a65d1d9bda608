"""What commands print for programs."""

from __future__ import annotations

import json

from rich.console import Console


def print_json(value: object) -> None:
    """Print a value as JSON, Vietnamese letters as they are."""
    Console().print_json(json.dumps(value, ensure_ascii=False), ensure_ascii=False)
