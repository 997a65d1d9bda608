"""The commands as an operator runs them: real processes, real index."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from hoidap.settings import Settings


def run(*arguments: str, program: str = "hoidap.cli.main") -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", program, *arguments],
        capture_output=True,
        text=True,
        check=False,
        env=os.environ | {"COLUMNS": "120", "NO_COLOR": "1"},
    )


@pytest.fixture
def data(corpus_settings: Settings) -> str:
    return str(corpus_settings.data)


def test_ask_prints_answer_and_source(data: str) -> None:
    shown = run("ask", "Bao nhiêu tập thể và cá nhân được khen thưởng?", "--data", data)
    assert shown.returncode == 0
    assert "35 tập thể" in shown.stdout
    assert "Hỏi–đáp 2" in shown.stdout


def test_ask_prints_json_with_every_promised_key(data: str) -> None:
    shown = run("ask", "Ai ký Quy định 144-QĐ/TW?", "--data", data, "--json")
    answer = json.loads(shown.stdout)
    assert {"question", "understood_as", "status", "sentences", "citations"} <= set(answer)


def test_search_and_documents_print_json(data: str) -> None:
    hits = json.loads(run("search", "27 biểu hiện", "--data", data, "--json").stdout)["hits"]
    assert hits[0]["passage"]["document_id"] == "nghi-quyet-04-nq-tw-2016"
    listed = json.loads(run("documents", "--data", data, "--json", "--year", "2016").stdout)
    assert {each["id"] for each in listed} >= {"chi-thi-05-ct-tw-2016"}


def test_commands_that_open_no_vectors_do_not_load_what_holds_them() -> None:
    """Chroma takes a second to import."""
    look = (
        "import sys; from hoidap.cli import generations, listing; print('chromadb' in sys.modules)"
    )
    shown = subprocess.run([sys.executable, "-c", look], capture_output=True, text=True, check=True)
    assert shown.stdout.strip() == "False"


def test_without_an_index_it_says_what_to_do(tmp_path: Path) -> None:
    shown = run("ask", "Ai ký?", "--data", str(tmp_path))
    assert shown.returncode == 1
    assert "hoidap-ingest" in shown.stderr
    assert "Traceback" not in shown.stderr


def test_a_misspelt_setting_stops_the_program(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HOIDAP_PROT", "1")
    shown = run("documents", "--data", str(tmp_path))
    assert shown.returncode == 1
    assert "HOIDAP_PROT" in shown.stderr


def test_ingest_reports_json_and_exit_codes(tmp_path: Path) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    (folder / "a.txt").write_text("Lịch tiếp dân vào thứ hai hằng tuần.", encoding="utf-8")
    (folder / "b.txt").write_bytes(b"")
    data = str(tmp_path / "data")
    first = run(str(folder), "--data", data, "--json", program="ingest.command")
    report = json.loads(first.stdout)
    assert first.returncode == report["exit_code"] == 1
    assert {Path(each["path"]).name: each["status"] for each in report["files"]} == {
        "a.txt": "added",
        "b.txt": "failed",
    }
    (folder / "b.txt").unlink()
    assert run(str(folder), "--data", data, program="ingest.command").returncode == 0
    assert run(str(tmp_path / "no"), "--data", data, program="ingest.command").returncode == 2
