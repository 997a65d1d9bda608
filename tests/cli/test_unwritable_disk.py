"""A sound index answers on a full and on a read-only disk: nothing has to be written to read."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from hoidap.settings import Settings
from tests.cli import unwritable_disk
from tests.ingest.test_full_disk import OWN_MOUNTS

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="module")
def runs(
    corpus_settings: Settings, tmp_path_factory: pytest.TempPathFactory
) -> dict[tuple[str, str], dict[str, Any]]:
    """Each command's exit code and output, by the disk's state and the command."""
    try:
        subprocess.run([*OWN_MOUNTS, "true"], check=True, capture_output=True)
    except (OSError, subprocess.CalledProcessError) as error:
        pytest.skip(f"this user may not mount a small disk: {error}")
    command = [*OWN_MOUNTS, sys.executable, "-m", unwritable_disk.__name__]
    run = subprocess.run(
        [*command, str(corpus_settings.data), str(tmp_path_factory.mktemp("unwritable"))],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert run.returncode == 0, run.stderr
    lines = [json.loads(line) for line in run.stdout.splitlines()]
    return {(line["state"], line["command"]): line for line in lines}


@pytest.mark.parametrize("state", ["full", "read-only"])
@pytest.mark.parametrize(
    ("command", "said"),
    [
        ("ask", "Nguyễn Phú Trọng"),
        ("search", "khen thưởng"),
        ("documents", "05-CT/TW"),
        ("index", "agree"),
        ("serve", "Nguyễn Phú Trọng"),
    ],
)
def test_everything_that_only_reads_works(
    runs: dict[tuple[str, str], dict[str, Any]], state: str, command: str, said: str
) -> None:
    run = runs[state, command]
    assert run["code"] in (0, -15, 143), run
    assert said in run["said"]
    assert "Traceback" not in run["said"]


@pytest.mark.parametrize("state", ["full", "read-only"])
def test_the_check_of_the_disk_does_not_call_it_damage(
    runs: dict[tuple[str, str], dict[str, Any]], state: str
) -> None:
    said = runs[state, "doctor"]["said"]
    found = {line["check"]: line for line in json.loads(said)}
    assert found["index"]["level"] == "ok"
    assert found["disk"]["level"] in ("warning", "failed")
    assert "damaged" not in said


def test_what_stood_in_for_the_disk_is_cleared_away(
    runs: dict[tuple[str, str], dict[str, Any]],
) -> None:
    assert runs
    assert not list(Path("/dev/shm").glob("hoidap-index-*"))
