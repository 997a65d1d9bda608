"""``hoidap doctor``."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path

from rich.console import Console
from rich.table import Table
from rich.text import Text

from hoidap.cli.checks import Finding, Level, all_checks
from hoidap.cli.printing import print_json
from hoidap.settings import load

_COLOURS = {Level.OK: "green", Level.WARNING: "yellow", Level.FAILED: "red"}


def doctor(data: Path | None, *, thorough: bool, as_json: bool) -> int:
    """Print every finding; gives the exit code: 1 when something failed."""
    findings = list(all_checks(load(data=data), thorough=thorough))
    if as_json:
        print_json([asdict(finding) for finding in findings])
    else:
        Console().print(_table(findings))
    return int(any(finding.level is Level.FAILED for finding in findings))


def _table(findings: list[Finding]) -> Table:
    table = Table("Check", "State", "Found", "What to do")
    for finding in findings:
        table.add_row(
            finding.check,
            Text(finding.level.value, _COLOURS[finding.level]),
            Text(finding.found),
            Text(finding.advice),
        )
    return table
