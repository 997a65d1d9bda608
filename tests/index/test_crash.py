"""A writer that is killed at any moment leaves a complete index serving."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.index import crashing

pytestmark = pytest.mark.slow

ROOT = Path(__file__).resolve().parents[2]
BEFORE = ["changed", "kept", "removed"]
AFTER = ["changed", "kept", "new"]


@pytest.fixture(scope="module")
def lines(tmp_path_factory: pytest.TempPathFactory) -> list[dict[str, Any]]:
    """What every killed writer left."""
    run = subprocess.run(
        [sys.executable, "-m", crashing.__name__, str(tmp_path_factory.mktemp("crash"))],
        cwd=ROOT,
        env=os.environ | {"OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert run.returncode == 0, run.stderr
    return [json.loads(line) for line in run.stdout.splitlines()]


def test_writers_were_killed_before_and_after_the_switch(lines: list[dict[str, Any]]) -> None:
    killed = [line for line in lines if line["finished"] is None]
    assert len(killed) >= crashing.CALLS + len(crashing.STEPS)
    assert {line["left"]["current"] for line in killed} == {"000001", "000002"}
    remains = [line["left"]["on_disk"] for line in killed]
    assert ["000001", "000002.building"] in remains, "while building"
    assert ["000001", "000002"] in remains, "around the switch"


def test_what_is_served_is_the_old_or_the_new_index_and_whole(lines: list[dict[str, Any]]) -> None:
    for line in lines:
        left = line["left"]
        assert left["problems"] == [], line["point"]
        old = left["current"] == "000001"
        assert left["documents"] == (BEFORE if old else AFTER), line["point"]
        assert left["changed"] == (0 if old else 3), line["point"]


def test_the_next_writer_needs_no_repair(lines: list[dict[str, Any]]) -> None:
    for line in lines:
        following = line["next"]
        assert following["problems"] == [], line["point"]
        assert following["documents"] == AFTER, line["point"]
        assert following["on_disk"] == [following["current"]], line["point"]
