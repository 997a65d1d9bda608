"""``hoidap-ingest`` as an operator runs it: options, report, exit codes."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from hoidap.embedding.embedder import Embedder
from hoidap.index.generation import GenerationStore
from ingest.command import app
from tests.fakes import FakeEmbedder
from tests.ingest.test_pipeline import write


@pytest.fixture(autouse=True)
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    def load(settings: object) -> Embedder:
        return FakeEmbedder()

    monkeypatch.setattr("hoidap.embedding.loading.load_embedder", load)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    write(tmp_path / "van-ban", "a.md")
    return tmp_path / "van-ban"


def run(folder: Path, *options: str) -> Result:
    return CliRunner().invoke(app, [str(folder), "--data", str(folder.parent / "data"), *options])


def test_exit_code_0_when_all_is_well_1_when_some_failed_2_when_nothing_was_done(
    folder: Path, tmp_path: Path
) -> None:
    assert run(folder).exit_code == 0
    (folder / "hong.pdf").write_bytes(b"%PDF-1.4 broken")
    assert run(folder).exit_code == 1
    (tmp_path / "trong").mkdir()
    assert run(tmp_path / "trong").exit_code == 2


def test_a_dry_run_says_what_would_change_and_changes_nothing(folder: Path) -> None:
    shown = run(folder, "--dry-run")
    assert "would be: 1 added" in shown.stdout
    assert not (folder.parent / "data").exists()
    run(folder)
    write(folder, "b.md", "12-QĐ/TW")
    (folder / "a.md").unlink()
    report = json.loads(run(folder, "--dry-run", "--json").stdout)
    assert {file["path"]: file["status"] for file in report["files"]} == {
        "van-ban/a.md": "kept",
        "van-ban/b.md": "added",
    }
    assert report["dry_run"] is True
    assert "1 removed" in run(folder, "--dry-run", "--prune").stdout
    assert GenerationStore(folder.parent / "data").current_id() == "000001"


def test_the_report_is_written_as_json_with_every_promised_key(folder: Path) -> None:
    (folder / "hong.docx").write_bytes(b"PK\x03\x04 broken")
    target = folder.parent / "report.json"
    run(folder, "--report", str(target))
    report = json.loads(target.read_text(encoding="utf-8"))
    files = {file["path"]: file for file in report["files"]}
    good, bad = files["van-ban/a.md"], files["van-ban/hong.docx"]
    promised = {"path", "status", "kind", "passages", "seconds", "warnings", "error"}
    assert promised <= good.keys()
    assert (good["status"], good["kind"]) == ("added", "directive")
    assert good["passages"] > 0
    assert bad["status"] == "failed"
    assert "hong.docx" in bad["error"]
    assert report["exit_code"] == 1


def test_the_table_shows_failures_last_with_their_reason(folder: Path) -> None:
    (folder / "0.pdf").write_bytes(b"nothing")
    shown = run(folder).stdout
    assert shown.index("a.md") < shown.index("0.pdf")
    assert "failed: van-ban/0.pdf" in shown


def test_where_there_is_no_terminal_progress_is_plain_lines(folder: Path) -> None:
    shown = run(folder)
    assert "\x1b[" not in shown.stdout
    assert "1 added: 1 documents" in shown.stdout


def test_a_wrong_path_is_one_line_and_exit_code_2(tmp_path: Path) -> None:
    shown = subprocess.run(
        [sys.executable, "-m", "ingest.command", "/nowhere/at/all", "--data", str(tmp_path)],
        capture_output=True,
        text=True,
        check=False,
        env=os.environ | {"NO_COLOR": "1"},
    )
    assert shown.returncode == 2
    assert "/nowhere/at/all" in shown.stderr
    assert "Traceback" not in shown.stderr
