"""An office's folder as it is: 45 papers of every kind and 15 files that nobody can read."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from hoidap.embedding.embedder import Embedder
from hoidap.index.generation import GenerationStore
from hoidap.index.verification import verify
from ingest.command import app
from tests.fakes import FakeEmbedder
from tests.ingest.office import hostile, papers

pytestmark = pytest.mark.slow

GOOD, BAD = 45, 15


@pytest.fixture
def folder(tmp_path: Path, libreoffice: None, tesseract: None) -> Path:
    folder, sources = tmp_path / "van-ban", tmp_path / "sources"
    folder.mkdir()
    sources.mkdir()
    made = papers.write_papers(folder)
    made += papers.convert_papers(folder, sources) + papers.scan_papers(folder)
    for index in range(len(made), GOOD):
        each = papers.paper(f"{index}.x", index)
        kind = (".docx", ".pdf", ".txt")[index % 3]
        make = (papers.word, papers.pdf, lambda p: papers.plain(p).encode())[index % 3]
        (folder / f"more-{index}{kind}").write_bytes(make(each))
    hostile.write_hostile(folder)
    assert len(list(folder.iterdir())) == GOOD + BAD
    return folder


def test_45_are_indexed_15_are_reported_and_the_exit_code_is_1(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def load(settings: object) -> Embedder:
        return FakeEmbedder()

    monkeypatch.setattr("hoidap.embedding.loading.load_embedder", load)
    data = folder.parent / "data"
    arguments = [str(folder), "--data", str(data), "--json"]
    first = CliRunner().invoke(app, arguments)
    assert first.exit_code == 1
    report = json.loads(first.stdout)
    failed = {Path(f["path"]).name for f in report["files"] if f["status"] == "failed"}
    assert failed == {name for name, _, _ in hostile.HOSTILE}
    assert report["documents"] == GOOD
    with GenerationStore(data).open() as generation:
        assert verify(generation) == []
    # The failed ones are listed again, the others cost nothing, and no generation is made.
    again = CliRunner().invoke(app, arguments)
    assert again.exit_code == 1
    repeated = json.loads(again.stdout)
    assert {Path(f["path"]).name for f in repeated["files"] if f["status"] == "failed"} == failed
    assert (repeated["generation"], repeated["embedded"]) == (report["generation"], 0)
    for name in failed:
        (folder / name).unlink()
    assert CliRunner().invoke(app, arguments).exit_code == 0
