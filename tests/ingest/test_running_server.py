"""A server that runs while documents are ingested: the old ones until the end, then the new."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
import threading
import time
import urllib.request
from pathlib import Path

import pytest

from hoidap.settings import Settings
from tests.load.serving import served

pytestmark = [pytest.mark.slow, pytest.mark.serial]

ROOT = Path(__file__).resolve().parents[2]
#: Seconds within which a finished ingest is answered from.
SOON = 2.0
QUESTION = "Trạm quan trắc Khe Lạnh có bao nhiêu người trực?"
NEW = "quyet-dinh-tram-khe-lanh"


def write_documents(folder: Path) -> None:
    folder.mkdir()
    for number in range(20):
        (folder / f"khac-{number}.md").write_text(
            f"# Văn bản khác số {number}\n\n"
            + "\n\n".join(
                f"Điều {n}. Việc {n}\n\nTổ {number} làm việc {n} vào ngày {n + number}."
                for n in range(1, 5)
            ),
            encoding="utf-8",
        )
    (folder / "moi.md").write_text(
        f"---\nid: {NEW}\nkind: directive\ntitle: Về Trạm quan trắc Khe Lạnh\n---\n\n"
        "Điều 1. Người trực\n\nTrạm quan trắc Khe Lạnh có 17 người trực, chia làm ba ca.\n",
        encoding="utf-8",
    )


def cited(address: str) -> set[str]:
    """The documents that the answer cites; raises when the server answers with an error."""
    request = urllib.request.Request(
        f"{address}/v1/ask",
        json.dumps({"question": QUESTION}).encode(),
        {"Content-Type": "application/json"},
    )
    with urllib.request.urlopen(request, timeout=30) as response:
        return {each["document_id"] for each in json.load(response)["citations"]}


def test_a_running_server_answers_from_a_new_document_two_seconds_after_its_ingest(
    corpus_settings: Settings, tmp_path: Path
) -> None:
    data, folder = tmp_path / "data", tmp_path / "van-ban"
    shutil.copytree(corpus_settings.data, data)
    write_documents(folder)
    during: list[set[str]] = []
    ended = threading.Event()
    failed: list[Exception] = []

    def ask_on(address: str) -> None:
        while not ended.is_set():
            try:
                answer = cited(address)
            except Exception as error:
                failed.append(error)
                return
            if not ended.is_set():
                during.append(answer)

    with served(data) as (address, _):
        assert NEW not in cited(address)
        asking = threading.Thread(target=ask_on, args=(address,))
        asking.start()
        job = [sys.executable, "-m", "ingest.command", str(folder), "--data", str(data)]
        ran = subprocess.run(job, cwd=ROOT, capture_output=True, text=True, check=False)
        finished = time.monotonic()
        ended.set()
        assert ran.returncode == 0, ran.stdout + ran.stderr
        while NEW not in cited(address):
            assert time.monotonic() - finished < SOON, "the new document is not answered from"
            time.sleep(0.05)
        asking.join()
    assert not failed
    assert len(during) > 5, "the server answered while the job ran"
    # Between the switch and the job's end an answer may already be from the new index.
    assert NEW not in set().union(*during[: len(during) // 2])
