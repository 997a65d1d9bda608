"""Every format, from a file that a real program wrote to a right answer with the right page.

And all of them together, as an office's folder is: with 15 files that nobody can read.
"""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest
from typer.testing import CliRunner

from hoidap.answering.assistant import Assistant
from hoidap.domain import Status
from hoidap.embedding.embedder import Embedder
from hoidap.index.generation import GenerationStore
from hoidap.index.verification import verify
from hoidap.settings import Settings
from ingest.command import app
from ingest.pipeline import ingest
from ingest.progress import Silent
from ingest.report import Report
from tests.fakes import FakeEmbedder
from tests.ingest.office import hostile, papers
from tests.ingest.office.papers import Paper

#: Files of the folder that holds everything.
GOOD, BAD = 45, 15


@dataclass(frozen=True)
class Asked:
    """An assistant over one folder and the papers in it by file."""

    folder: Path
    data: Path
    assistant: Assistant
    papers: dict[str, Paper]
    report: Report


@contextmanager
def asked(folder: Path, made: Sequence[Paper], embedder: Embedder) -> Iterator[Asked]:
    """Everything in ``folder`` ingested and opened; fails when a file was not."""
    settings = Settings(data=folder.parent / "data")
    report = ingest([folder], settings, embedder, Silent())
    assert report.exit_code == 0, [file.error for file in report.files if file.error]
    assert report.documents == len(made)
    with GenerationStore(settings.data).open() as generation:
        assert verify(generation) == []
    with Assistant.open(settings, embedder) as assistant:
        yield Asked(folder, settings.data, assistant, {each.file: each for each in made}, report)


def check(asked: Asked, file: str) -> None:
    """The paper's question is answered from it, with the page on which the fact stands."""
    paper = asked.papers[file]
    answer = asked.assistant.ask(paper.question)
    assert answer.status is Status.ANSWERED, answer.answer
    told = [citation for citation in answer.citations if paper.fact in citation.quote]
    assert told, [citation.quote for citation in answer.citations]
    assert paper.hamlet in told[0].quote
    assert told[0].page == paper.page
    if not paper.recognised and not file.startswith("digest"):
        # A digest has no head; in a scan OCR may misread a figure, hence the confidence.
        assert told[0].number == f"{paper.number}/QĐ-UBND"
    if paper.recognised:
        assert told[0].ocr_confidence is not None
        assert 0.7 < told[0].ocr_confidence <= 1
    else:
        assert told[0].ocr_confidence is None


@pytest.fixture(scope="module")
def written(
    tmp_path_factory: pytest.TempPathFactory, embedder: Embedder, fonts: None
) -> Iterator[Asked]:
    folder = tmp_path_factory.mktemp("written") / "van-ban"
    folder.mkdir()
    with asked(folder, papers.write_papers(folder), embedder) as opened:
        yield opened


@pytest.fixture(scope="module")
def converted(
    tmp_path_factory: pytest.TempPathFactory, embedder: Embedder, libreoffice: None
) -> Iterator[Asked]:
    folder = tmp_path_factory.mktemp("converted") / "van-ban"
    folder.mkdir()
    (sources := folder.parent / "sources").mkdir()
    with asked(folder, papers.convert_papers(folder, sources), embedder) as opened:
        yield opened


@pytest.fixture(scope="module")
def scanned(
    tmp_path_factory: pytest.TempPathFactory, embedder: Embedder, tesseract: None
) -> Iterator[Asked]:
    folder = tmp_path_factory.mktemp("scanned") / "van-ban"
    folder.mkdir()
    with asked(folder, papers.scan_papers(folder), embedder) as opened:
        yield opened


@pytest.mark.parametrize("file", [file for file, _, _ in papers.WRITTEN])
def test_a_file_that_needs_no_program_is_answered_from(written: Asked, file: str) -> None:
    check(written, file)


@pytest.mark.slow
@pytest.mark.parametrize("file", [file for file, _, _ in papers.CONVERTED])
def test_a_file_of_an_office_program_is_answered_from(converted: Asked, file: str) -> None:
    check(converted, file)


@pytest.mark.slow
@pytest.mark.parametrize("file", [file for file, _, _ in papers.SCANNED])
def test_a_scan_is_answered_from_and_marked_as_recognised(scanned: Asked, file: str) -> None:
    check(scanned, file)


def test_old_encodings_are_reported(written: Asked) -> None:
    said = {Path(file.path).name: " ".join(file.warnings) for file in written.report.files}
    assert "TCVN3" in said["tcvn3.txt"]
    assert "VNI" in said["vni.txt"]
    assert "VISCII" in said["viscii.txt"]
    assert said["word-2.docx"] == ""


@pytest.fixture
def folder(written: Asked, converted: Asked, scanned: Asked, tmp_path: Path) -> Path:
    """45 papers of every kind and 15 files that nobody can read."""
    folder = tmp_path / "van-ban"
    for part in (written, converted, scanned):
        shutil.copytree(part.folder, folder, dirs_exist_ok=True)
    for index in range(len(list(folder.iterdir())), GOOD):
        each = papers.paper(f"{index}.x", index)
        kind = (".docx", ".pdf", ".txt")[index % 3]
        make = (papers.word, papers.pdf, lambda p: papers.plain(p).encode())[index % 3]
        (folder / f"more-{index}{kind}").write_bytes(make(each))
    hostile.write_hostile(folder)
    assert len(list(folder.iterdir())) == GOOD + BAD
    return folder


@pytest.mark.slow
def test_45_are_indexed_15_are_reported_and_the_exit_code_is_1(
    folder: Path, scanned: Asked, monkeypatch: pytest.MonkeyPatch
) -> None:
    def load(settings: object) -> Embedder:
        return FakeEmbedder()

    monkeypatch.setattr("hoidap.embedding.loading.load_embedder", load)
    data = folder.parent / "data"
    shutil.copytree(scanned.data / "cache", data / "cache")  # no page is recognised twice
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
