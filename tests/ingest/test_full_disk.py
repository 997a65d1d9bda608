"""A disk that is full or read-only: the reason and the way out, and the old index untouched."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.ingest import filling

ROOT = Path(__file__).resolve().parents[2]
#: A mount that only one process sees, and that ends with it.
OWN_MOUNTS = ["unshare", "--mount", *([] if os.geteuid() == 0 else ["--map-root-user"])]
UNTOUCHED = "The index that is being served is untouched."


@pytest.fixture(scope="module")
def attempts(tmp_path_factory: pytest.TempPathFactory) -> list[dict[str, Any]]:
    """What the command said and left each time."""
    try:
        subprocess.run([*OWN_MOUNTS, "true"], check=True, capture_output=True)
    except (OSError, subprocess.CalledProcessError) as error:
        pytest.skip(f"this user may not mount a small disk: {error}")
    run = subprocess.run(
        [*OWN_MOUNTS, sys.executable, "-m", filling.__name__, str(tmp_path_factory.mktemp("full"))],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert run.returncode == 0, run.stderr
    return [json.loads(line) for line in run.stdout.splitlines()]


def named(attempts: list[dict[str, Any]], name: str) -> list[dict[str, Any]]:
    return [each for each in attempts if each["name"] == name]


def test_too_little_room_is_told_before_anything_is_written(
    attempts: list[dict[str, Any]],
) -> None:
    (foreseen,) = named(attempts, "too little foreseen")
    assert foreseen["code"] == 2
    assert "MB free" in foreseen["said"]
    assert "hoidap index gc" in foreseen["said"]
    assert foreseen["said"].endswith(f"{UNTOUCHED}\n")


def test_a_disk_that_becomes_full_at_any_step_is_named(attempts: list[dict[str, Any]]) -> None:
    *stopped, enough = named(attempts, "full")
    assert len(stopped) >= 4, "stopped at several steps"
    for each in stopped:
        assert each["code"] == 2
        assert " is full. Free some space." in each["said"]
        assert each["said"].count("\n") == 1, each["said"]
        assert each["said"].endswith(f"{UNTOUCHED}\n")
        assert (each["current"], each["ids"], each["problems"]) == ("000001", ["000001"], [])
    assert (enough["code"], enough["current"]) == (0, "000002"), "nothing had to be repaired"


def test_a_read_only_folder_is_named(attempts: list[dict[str, Any]]) -> None:
    (refused,) = named(attempts, "read-only")
    assert refused["code"] == 2
    assert "cannot be written (Read-only file system)" in refused["said"]
    assert refused["said"].endswith(f"{UNTOUCHED}\n")
    assert (refused["current"], refused["problems"]) == ("000002", [])
    (again,) = named(attempts, "writable again")
    assert (again["code"], again["current"], again["problems"]) == (0, "000003", [])
