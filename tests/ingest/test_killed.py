"""The job killed at 30 random moments: what is served, and what it comes to in the end."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.ingest import killing

pytestmark = pytest.mark.slow

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="module")
def said(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """What was seen while jobs were killed, and what both indexes hold."""
    run = subprocess.run(
        [sys.executable, "-m", killing.__name__, str(tmp_path_factory.mktemp("killed"))],
        cwd=ROOT,
        env=os.environ | {"OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert run.returncode == 0, run.stderr
    found: dict[str, Any] = json.loads(run.stdout)
    return found


def test_jobs_were_killed_in_every_part_of_their_work(said: dict[str, Any]) -> None:
    assert len(said["moments"]) == killing.KILLS
    thirds = {int(3 * min(moment, 0.99)) for moment in said["moments"]}
    assert thirds == {0, 1, 2}
    assert said["edition"] >= 2, "some jobs were to finish between the kills"


def test_jobs_that_were_not_killed_ended_well_whatever_killed_ones_had_left(
    said: dict[str, Any],
) -> None:
    assert set(said["codes"]) == {0}


def test_a_reader_never_saw_an_error_a_missing_document_or_a_mixture(said: dict[str, Any]) -> None:
    assert said["errors"] == []
    assert said["reads"] > killing.KILLS
    assert said["seen"] == list(range(said["edition"] + 1)), "every edition, in its order"


def test_the_index_is_the_one_that_undisturbed_jobs_make(said: dict[str, Any]) -> None:
    left, expected = said["left"], said["expected"]
    assert left["problems"] == []
    for part, content in expected.items():
        assert left[part] == content, part
    assert len(expected["documents"]) == killing.DOCUMENTS
    assert len(expected["scores"]) == killing.DOCUMENTS * killing.ARTICLES
