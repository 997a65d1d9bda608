"""The API keeps to its own description: schemathesis, with a key and without one.

Every operation of a server on a real socket is called with data that fit the
description and data that do not, at the edges of what it allows, and in
sequences that go on from one response to the next request.  All checks run: no
server errors, no status, header or content type that is not described, every
body of the described shape, wrong data refused, credentials not ignored,
nothing readable after its deletion.

HOIDAP_EXAMPLES=200 looks longer.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from hoidap.answering.assistant import Assistant
from hoidap.api.access.caller import Permission
from hoidap.api.application import create_app
from hoidap.api.uploads.ingest_process import IngestProcess
from hoidap.settings import Settings
from tests.api.conftest import BEHIND_A_PORTAL, key
from tests.api.live import served
from tests.fakes import FakeEmbedder

CONFIGURATION = Path(__file__).parent / "schemathesis.toml"
#: Examples of each operation: every run of the tests can afford these.
EXAMPLES = os.environ.get("HOIDAP_EXAMPLES", "5")
INGEST = (sys.executable, "-m", "tests.api.ingest_without_model")


@dataclass(frozen=True)
class Installation:
    """Where a server answers, and a key that may do everything."""

    address: str
    key: str


@pytest.fixture(scope="module")
def installation(
    planted_data: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Installation]:
    data = tmp_path_factory.mktemp("contract") / "data"
    shutil.copytree(planted_data, data)
    settings = Settings(**BEHIND_A_PORTAL | {"data": data, "record_questions": True})
    with Assistant.open(settings, FakeEmbedder()) as assistant:
        app = create_app(assistant, IngestProcess(settings, INGEST))
        with served(app, settings) as port:
            text = key(data, *Permission, labels=["internal"])
            yield Installation(f"http://127.0.0.1:{port}", text)


def schemathesis(installation: Installation, folder: Path, *options: str) -> str:
    """Run schemathesis and give its report; it must have found nothing."""
    ended = subprocess.run(
        [
            Path(sys.executable).with_name("schemathesis"),
            "--config-file",
            CONFIGURATION,
            "--no-color",
            "run",
            f"{installation.address}/openapi.json",
            "--checks=all",
            f"--max-examples={EXAMPLES}",
            "--seed=1",
            "--warnings=off",
            *options,
        ],
        cwd=folder,  # it keeps notes beside itself
        capture_output=True,
        text=True,
        check=False,
    )
    assert ended.returncode == 0, ended.stdout + ended.stderr
    return ended.stdout


@pytest.mark.timeout(600)
def test_with_a_key(installation: Installation, tmp_path: Path) -> None:
    report = schemathesis(
        installation, tmp_path, f"--header=Authorization: Bearer {installation.key}"
    )
    for phase in ("Examples", "Coverage", "Fuzzing", "Stateful"):
        assert phase in report
    assert installation.key not in report


@pytest.mark.timeout(600)
def test_without_a_key(installation: Installation, tmp_path: Path) -> None:
    schemathesis(installation, tmp_path, "--phases=examples,coverage,fuzzing")
